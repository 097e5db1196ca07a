"""Two readers: agreement, every kind of conflict, one silent, one failing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.llm.told import Bend, Item, ToldBackend, truly
from tests.phi.masking import packet_of
from workbench import comparison
from workbench.comparison import kappa
from workbench.errors import ExtractionError
from workbench.extract.both import BothReader
from workbench.extract.grounding import quote_in_packet
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.settings import Settings
from workbench.extract.reader import Reading
from workbench.extract.rules.reader import RulesReader
from workbench.pipeline import review_packet
from workbench.schema.case import Case, ImagingFinding, Severity, all_facts
from workbench.schema.comparison import ComparedItem
from workbench.schema.packet import Packet
from workbench.schema.review import Review

TEXT = """\
PRIOR AUTHORIZATION REQUEST
Request date: 05/04/2026
Procedure: ACDF C5-6 (CPT 22551)
Diagnosis: M50.122 cervical disc disorder with radiculopathy

OFFICE VISIT NOTE
Patient: Vera Placeholder   DOB: 01/02/1970
Date of visit: 04/10/2026
She has neck pain with numbness of the left thumb. Denies weakness.
Biceps strength is 4/5 on the left. Spurling is positive on the left.
She completed 8 weeks of physical therapy for the neck without relief, 01/05/2026 to
03/02/2026. Never smoker.

MRI CERVICAL SPINE
Exam date: 03/20/2026
FINDINGS: C5-6: severe left foraminal stenosis. C6-7: no stenosis.
IMPRESSION: Severe left foraminal stenosis at C5-6.
"""


class Altered:
    """The rules reader's Case, changed as a model would err."""

    def __init__(self, change: Any) -> None:
        self.change = change

    def read(self, packet: Packet) -> Reading:
        reading = RulesReader().read(packet)
        record = reading.record.model_copy(update={"name": "llm", "model": "scripted"})
        return Reading(self.change(reading.case), record)


class Failing:
    """Never reads."""

    def read(self, packet: Packet) -> Reading:
        raise ExtractionError("the endpoint cannot be reached", where="x", fix="y")


def review(change: Any, text: str = TEXT) -> Review:
    return review_packet(packet_of(text), BothReader(RulesReader(), Altered(change)))


def same(case: Case) -> Case:
    return case


def findings(change: Any) -> Any:
    """A change of every graded foraminal finding at C5-6."""

    def apply(case: Case) -> Case:
        studies = tuple(
            study.model_copy(
                update={
                    "findings": tuple(
                        change(f) if f.kind == "stenosis" and f.level == "C5-6" else f
                        for f in study.findings
                    )
                }
            )
            for study in case.imaging_studies
        )
        return case.model_copy(update={"imaging_studies": studies})

    return apply


MILD = Severity(label="mild", low=2, high=2)


def milder(finding: ImagingFinding) -> ImagingFinding:
    return finding.model_copy(update={"severity": MILD})


def other_side(finding: ImagingFinding) -> ImagingFinding:
    return finding.model_copy(update={"side": "right"})


def denied(finding: ImagingFinding) -> ImagingFinding:
    return finding.model_copy(update={"assertion": "absent", "severity": None})


def items(done: Review, status: str) -> list[ComparedItem]:
    assert done.reader_comparison is not None
    return [x for x in done.reader_comparison.items if x.status == status]


def statuses(done: Review) -> dict[str, str]:
    return {r.id: r.status for line in done.determination.lines for r in line.criteria}


def test_two_equal_readings_agree_in_everything_and_change_nothing() -> None:
    both = review(same)
    alone = review_packet(packet_of(TEXT), RulesReader())

    assert both.determination == alone.determination
    compared = both.reader_comparison
    assert compared is not None and compared.items
    assert {item.status for item in compared.items} == {"agreed"}
    assert compared.kappa_criteria == 1.0
    assert compared.criteria == ()
    assert len(all_facts(both.case)) == len(all_facts(alone.case))


@pytest.mark.parametrize(
    ("change", "difference"),
    [(milder, "severity"), (other_side, "side"), (denied, "assertion")],
)
def test_a_misread_finding_opens_the_criterion_and_comes_first(
    change: Any, difference: str
) -> None:
    right = statuses(review_packet(packet_of(TEXT), RulesReader()))
    done = review(findings(change))
    compared = done.reader_comparison
    assert compared is not None

    conflicts = items(done, "conflict")
    assert {difference} <= {d for item in conflicts for d in item.differs}
    assert compared.items[0].status == "conflict" and compared.items[0].decides
    first = compared.items[0]
    assert first.llm and first.rules and first.llm.says != first.rules.says
    assert right["imaging-at-level"] == "met"
    assert statuses(done)["imaging-at-level"] not in ("met", "not_met")
    assert done.determination.recommendation not in (
        "approve",
        "not_medically_necessary",
    )


def test_a_fact_of_one_reader_that_decides_a_criterion_is_listed_first() -> None:
    def without(case: Case) -> Case:
        return case.model_copy(update={"imaging_studies": ()})

    done = review(without)
    compared = done.reader_comparison
    assert compared is not None

    only = items(done, "rules-only")
    assert only and only[0].decides and only[0].list == "imaging_studies"
    assert compared.items[0] == only[0]
    assert any(pair.llm != pair.rules for pair in compared.criteria)
    assert compared.kappa_criteria is not None and compared.kappa_criteria < 1


def test_a_fact_that_the_model_alone_has_is_kept_and_marked() -> None:
    text = TEXT.replace("Never smoker.", "Never smoker. She is a current smoker.")

    def more(case: Case) -> Case:
        twice = case.symptoms[0].model_copy(update={"id": "SX99", "site": "neck-x"})
        return case.model_copy(update={"symptoms": (*case.symptoms, twice)})

    done = review(more, text)

    assert [item.llm is not None for item in items(done, "llm-only")] == [True]
    assert any(fact.site == "neck-x" for fact in done.case.symptoms)


def test_a_silent_model_leaves_every_rules_fact_marked() -> None:
    done = review(lambda case: Case(patient=case.patient, request=case.request))

    assert done.reader_comparison is not None
    assert {i.status for i in done.reader_comparison.items} == {"rules-only"}
    assert done.reader_comparison.items[0].decides


@pytest.mark.parametrize("which", ["llm", "rules"])
def test_when_one_fails_the_other_stands_and_it_is_said_loudly(which: str) -> None:
    pair = (RulesReader(), Failing()) if which == "llm" else (Failing(), RulesReader())
    done = review_packet(packet_of(TEXT), BothReader(*pair))
    alone = review_packet(packet_of(TEXT), RulesReader())

    assert done.determination == alone.determination
    assert done.reader_comparison is not None
    assert done.reader_comparison.failed == which
    assert done.provenance.reader is not None
    assert "FAILED" in done.provenance.reader.notes[0]


def test_when_both_fail_that_is_an_error() -> None:
    with pytest.raises(ExtractionError):
        BothReader(Failing(), Failing()).read(packet_of(TEXT))


def test_every_quote_of_the_merged_case_is_verbatim() -> None:
    packet = packet_of(TEXT)
    case = review_packet(
        packet, BothReader(RulesReader(), Altered(findings(milder)))
    ).case

    assert all(quote_in_packet(packet, e) for f in all_facts(case) for e in f.evidence)


@pytest.mark.parametrize("form", ["md", "html", "text"])
def test_the_narrative_shows_both_quotes(form: str) -> None:
    from workbench.cli.render import rendered

    done = review(findings(milder))
    text = rendered(done, form, done.policies[0].id)  # type: ignore[arg-type]

    assert "Where the two readers differ" in text
    section = text[text.index("Where the two readers differ") :]
    assert "mild" in section and "evere left foraminal stenosis" in section


def test_kappa_of_known_tables() -> None:
    yes_no = (
        [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    )

    assert kappa(yes_no) == 0.4
    assert kappa([]) is None
    assert kappa([("a", "a")] * 3) is None
    assert kappa([("a", "b"), ("b", "a")]) == -1.0


# --- a model's own path: answers, checks, comparison ---------------------------------


def by_model(bend: Bend, text: str = TEXT) -> Review:
    """A review by the rules and by a scripted model that answers in its own form."""
    packet = packet_of(text)
    model = ToldBackend(RulesReader().read(packet).case, bend)
    said = Settings(reask=False, second_pass=False)
    return review_packet(
        packet, BothReader(RulesReader(), LlmReader(model, settings=said))
    )


def of_findings(change: Any) -> Bend:
    """Changes what a model says of a graded foraminal finding."""

    def bend(name: str, item: Item) -> Item:
        found = item.get("findings", ())
        kept = [
            change(dict(one)) if one["kind"] == "stenosis" and one["severity"] else one
            for one in found
        ]
        return item | {"findings": kept} if found else item

    return bend


def test_a_truthful_model_agrees_and_the_outcome_is_that_of_the_rules() -> None:
    done = by_model(truly)
    alone = review_packet(packet_of(TEXT), RulesReader())
    compared = done.reader_comparison

    assert statuses(done) == statuses(alone)
    assert compared is not None and compared.kappa_criteria == 1.0
    assert not [item for item in compared.items if item.status == "conflict"]
    assert len(items(done, "agreed")) > len(compared.items) * 0.7


@pytest.mark.parametrize(
    "lie",
    [{"severity": "mild"}, {"side": "right"}, {"assertion": "absent"},
     {"level": "C6-7"}],
)  # fmt: skip
def test_a_model_that_misreads_a_finding_never_settles_it(lie: Item) -> None:
    """What the quote does not bear falls; the rules' own reading is then marked."""
    done = by_model(of_findings(lambda one: one | lie))
    right = statuses(review_packet(packet_of(TEXT), RulesReader()))
    compared = done.reader_comparison
    assert compared is not None

    assert statuses(done) == right
    assert right["imaging-at-level"] == "met" and done.case.refused
    first = compared.items[0]
    assert first.decides and first.status in ("rules-only", "conflict")
    graded = [
        f
        for f in all_facts(done.case)
        if isinstance(f, ImagingFinding) and f.level == "C5-6" and f.severity
    ]
    assert {(f.severity.label, f.side) for f in graded if f.severity} == {
        ("severe", "left")
    }


def test_a_model_that_invents_says_nothing_that_counts() -> None:
    def invent(name: str, item: Item) -> Item:
        quotes = [{"text": "Severe right stenosis at C3-4 throughout.", "lines": [3]}]
        return item | {"quotes": quotes}

    done = by_model(invent)
    alone = review_packet(packet_of(TEXT), RulesReader())

    assert statuses(done) == statuses(alone)
    assert {i.status for i in done.reader_comparison.items} == {"rules-only"}  # type: ignore[union-attr]


def test_a_value_that_both_quote_and_read_otherwise_is_a_conflict() -> None:
    def bend(name: str, item: Item) -> Item:
        if item["kind"] == "physical-therapy":
            return item | {"response": "partial"}
        return item

    done = by_model(bend)

    assert [d for i in items(done, "conflict") for d in i.differs] in ([], ["value"])
    held = [t for t in done.case.treatments if t.kind == "physical-therapy"]
    assert all(t.response != "partial" for t in held)


def test_readings_of_different_lines_stand_side_by_side() -> None:
    text = TEXT.replace("IMPRESSION: Severe left", "IMPRESSION: Mild left")

    def other_line(case: Case) -> Case:
        return case

    done = review(other_line, text)
    graded = [
        f.severity.label
        for s in done.case.imaging_studies
        for f in s.findings
        if f.severity
    ]

    assert len(set(graded)) > 1 or "mild to severe" in graded
    assert statuses(done)["imaging-at-level"] != "not_met"


def test_both_readers_are_at_work_at_once() -> None:
    import threading

    meet = threading.Barrier(2, timeout=20)

    class Meeting:
        def read(self, packet: Packet) -> Reading:
            meet.wait()
            return RulesReader().read(packet)

    done = BothReader(Meeting(), Meeting()).read(packet_of(TEXT))

    assert done.compared is not None


def test_many_differing_items_are_tried_in_groups_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silent: Any = lambda case: Case(patient=case.patient, request=case.request)  # noqa: E731
    exact = review(silent).reader_comparison
    monkeypatch.setattr(comparison, "_MOST_TRIED", 3)
    grouped = review(silent).reader_comparison

    assert exact is not None and grouped is not None
    assert exact.decides_exact and not grouped.decides_exact
    alone = {item.facts: item.decides for item in exact.items if item.decides}
    found = {item.facts: item.decides for item in grouped.items}
    assert alone and all(set(found[key]) >= set(alone[key]) for key in alone)


def test_the_narrative_tells_kappa() -> None:
    from workbench.cli.render import rendered

    done = review(findings(milder))
    text = rendered(done, "md", done.policies[0].id)

    assert done.reader_comparison is not None
    assert f"kappa {done.reader_comparison.kappa_facts}" in text


def test_the_summary_of_an_extraction_holds_counts_and_no_text() -> None:
    done = BothReader(RulesReader(), Altered(findings(milder))).read(packet_of(TEXT))
    assert done.compared is not None
    lines = list(comparison.in_short(done.compared))

    assert "conflict" in lines[0] and "kappa" in lines[1]
    assert any("severity" in line for line in lines)
    assert "foraminal" not in " ".join(lines)
