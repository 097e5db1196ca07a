"""What the rules read otherwise on the quoted words is no evidence of a model alone.

Over whole gold packets a scripted model lies in every fact at once: it turns sides,
drops negations, changes numbers and invents.  None of it may come through.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.llm.answers import answer, finding, study, symptom, treatment
from tests.llm.lies import (
    SETTINGS,
    Known,
    Lie,
    affirmed,
    invented,
    lying,
    misnumbered,
    shortened,
    told_of,
    turned,
)
from tests.llm.server import ModelServer, completion
from tests.llm.told import ToldBackend, truly
from workbench.cli.main import app
from workbench.errors import ExtractionError
from workbench.extract import critical
from workbench.extract.both import united
from workbench.extract.held import HeldReader
from workbench.extract.llm.configure import configured_reader, planner
from workbench.extract.llm.context_check import normal
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.scripted import ScriptedBackend
from workbench.extract.reader import Reading
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source, load
from workbench.schema.case import Case, Fact, FactList, ImagingFinding, all_facts
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Packet

GOLD = Path(__file__).parents[2] / "evals/gold"
PACKETS = (
    "clean-single-level", "arthroplasty-checkbox-form", "addendum-at-least",
    "thigh-and-fifth-root", "two-level-request", "seed-staged-revision",
)  # fmt: skip
NOTE = """\
OFFICE VISIT NOTE
Patient: Quilla Madeup   DOB: 04/04/1964
Date of visit: 03/10/2026

HISTORY
Numbness of the left thumb. The lute-playing hand tires early.

EXAM
Hoffmann -. Gait nl. Biceps reflex 1+ on the left, 2+ on the right.

MRI CERVICAL SPINE of 03/02/2026
C4-5: unremarkable.
C5-6: severe left foraminal stenosis. Right foramen patent.
Cord: normal.
"""


class Failing:
    """A reader that cannot read."""

    def read(self, packet: Packet) -> Reading:
        """Raises ExtractionError."""
        raise ExtractionError("cannot read", fix="none")


def note(text: str = NOTE) -> Packet:
    return read_packet((Source("note.txt", text.encode()),))


def held(said: str, rules: Any = None) -> Reading:
    llm = LlmReader(ScriptedBackend([said]), settings=SETTINGS)
    return HeldReader(llm, rules or RulesReader()).read(note())


def exam(text: str, line: int, **fields: Any) -> dict[str, Any]:
    base = {
        "quotes": [{"text": text, "lines": [line]}], "assertion": "present",
        "kind": "hoffmann", "site": None, "side": None, "grade": None, "roots": [],
        "value": None, "unit": None,
    }  # fmt: skip
    return base | fields


def on_film(*found: dict[str, Any]) -> list[dict[str, Any]]:
    return [study("MRI CERVICAL SPINE of 03/02/2026", 11, findings=found)]


LIES: dict[str, tuple[FactList, Any]] = {
    "a minus sign": ("exam_findings", [exam("Hoffmann -.", 9)]),
    "a short word": ("exam_findings", [exam("Gait nl.", 9, kind="gait-abnormal")]),
    "the other side's grade": (
        "exam_findings",
        [
            exam(
                "Biceps reflex 1+ on the left, 2+ on the right.", 9,
                kind="reflex", site="biceps", side="right", grade="1+",
            )
        ],
    ),
    "a normal level": (
        "imaging_studies",
        on_film(finding("C4-5: unremarkable.", 12, level="C4-5", side=None,
                        severity=None, location=None)),
    ),
    "a side that is free": (
        "imaging_studies",
        on_film(finding("Right foramen patent.", 13, side="right", severity=None)
                | {"quotes": [{"text": "Right foramen patent.", "lines": [13]},
                              {"text": "C5-6: severe left foraminal stenosis.",
                               "lines": [13]}]}),
    ),
    "a normal cord": (
        "imaging_studies",
        on_film(finding("Cord: normal.", 14, kind="cord-signal-change", level=None,
                        location="cord", side=None, severity=None)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_words_that_no_list_of_cues_knows_deny_all_the_same(lie: str) -> None:
    name, items = LIES[lie]

    reading = held(answer(**{name: items}))

    assert [one for one in all_facts(reading.case) if one.kind != "mri"] == []
    assert reading.case.refused
    assert dict(reading.record.refused)


REFLEX = "Biceps reflex 1+ on the left, 2+ on the right."
OTHERS_GRADE = exam(REFLEX, 9, kind="reflex", site="biceps", side="right", grade="1+")


def test_the_rules_difference_is_named_and_what_fell_can_be_looked_up() -> None:
    reading = held(answer(exam_findings=[OTHERS_GRADE]))

    fallen = reading.case.refused[-1]
    assert fallen.reason == "read-otherwise"
    assert "side" in fallen.why or "value" in fallen.why
    assert "1+" not in fallen.why
    assert fallen.nearest is not None and fallen.nearest.quote == REFLEX
    assert dict(reading.record.refused) == {"read-otherwise": 1}


@pytest.mark.parametrize(
    ("words", "kind", "usual"),
    [
        ("C4-5: unremarkable foramina.", "stenosis", True),
        ("Right foramen patent.", "stenosis", True),
        ("Cord signal normal.", "cord-signal-change", True),
        ("C5-6: foraminal stenosis, cord normal.", "stenosis", False),
        ("C5-6: foraminal stenosis with normal cord signal.", "stenosis", False),
        ("Foramen not patent from stenosis.", "stenosis", False),
        ("Cord signal is no longer normal.", "cord-signal-change", False),
    ],
)
def test_a_finding_in_words_of_a_normal_result_is_none(
    words: str, kind: str, usual: bool
) -> None:
    fact = ImagingFinding(
        id="F1",
        kind=kind,
        assertion="present",
        evidence=(Evidence(document="D1", lines=(1,), quote=words),),
    )

    assert bool(normal(fact)) is usual


TRUE: dict[str, tuple[FactList, Any]] = {
    "what the rules read too": (
        "imaging_studies",
        on_film(finding("C5-6: severe left foraminal stenosis.", 13)),
    ),
    "one of two readings of a sentence": (
        "exam_findings",
        [
            exam(
                "Biceps reflex 1+ on the left, 2+ on the right.", 9,
                kind="reflex", site="biceps", side="left", grade="1+",
            )
        ],
    ),
    "what the rules read as absent too": (
        "exam_findings",
        [exam("Hoffmann -.", 9, assertion="absent")],
    ),
    "a doubt where the rules see none: it settles nothing": (
        "symptoms",
        [symptom("Numbness of the left thumb.", 6, side="left",
                 assertion="uncertain")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("truth", TRUE)
def test_what_is_read_alike_or_settles_nothing_stands(truth: str) -> None:
    name, items = TRUE[truth]

    reading = held(answer(**{name: items}))

    assert not reading.case.refused
    assert [one for one in all_facts(reading.case) if one.kind != "mri"]


def test_what_the_rules_read_nothing_of_stands() -> None:
    nothing = Known(Reading(Case(), RulesReader().read(note()).record))
    said = answer(symptoms=[symptom("Numbness of the left thumb.", 6, side="left")])

    assert held(said, nothing).case == held(said).case
    assert held(said, nothing).case.symptoms


def test_rules_that_fail_are_said() -> None:
    said = answer(symptoms=[symptom("Numbness of the left thumb.", 6, side="left")])

    reading = held(said, Failing())

    assert reading.case.symptoms
    assert any("RULES READER FAILED" in one for one in reading.record.notes)


# --- whole packets -----------------------------------------------------------------


@pytest.fixture(scope="module", params=PACKETS)
def read(request: pytest.FixtureRequest) -> tuple[Packet, Reading]:
    packet = read_packet(load(str(GOLD / request.param / "packet")))
    return packet, RulesReader().read(packet)


@pytest.mark.parametrize("lie", [turned, affirmed, shortened, misnumbered, invented])
def test_no_lie_in_a_whole_packet_is_evidence(
    read: tuple[Packet, Reading], lie: Lie
) -> None:
    packet, rules = read
    model = LlmReader(ToldBackend(rules.case, lying(lie)), settings=SETTINGS)
    honest = LlmReader(ToldBackend(rules.case, truly), settings=SETTINGS)
    real = {told_of(one) for one in all_facts(honest.read(packet).case)}

    case = HeldReader(model, Known(rules)).read(packet).case

    false = [one for one in all_facts(case) if told_of(one) not in real]
    assert [told_of(one) for one in false if not getattr(one, "findings", ())] == []
    assert case.refused


def test_an_honest_model_loses_nothing(read: tuple[Packet, Reading]) -> None:
    packet, rules = read
    honest = LlmReader(ToldBackend(rules.case, truly), settings=SETTINGS)

    alone = honest.read(packet).case

    assert HeldReader(honest, Known(rules)).read(packet).case == alone


@pytest.mark.parametrize("lie", [turned, affirmed, shortened])
def test_of_two_readers_a_lie_never_settles_anything(
    read: tuple[Packet, Reading], lie: Lie
) -> None:
    packet, rules = read
    model = LlmReader(ToldBackend(rules.case, lying(lie)), settings=SETTINGS)

    case = united(packet, rules, model.read(packet)).case

    def claim(one: Fact) -> tuple[object, ...]:
        return one.kind, one.level, one.site, one.side, one.assertion

    real = {claim(one) for one in all_facts(rules.case)}
    settled = [one for one in all_facts(case) if one.assertion in ("present", "absent")]
    # A gap that the model fills (a side, a level) is no contradiction of the rules.
    assert {(k, a) for k, *_, a in map(claim, settled)} <= {(k, a) for k, *_, a in real}


# --- as a user has it --------------------------------------------------------------


def test_the_command_lists_what_fell_and_two_readers_show_the_conflict(
    tmp_path: Path,
) -> None:
    file = tmp_path / "note.txt"
    file.write_text(NOTE)
    said = completion(answer(exam_findings=[OTHERS_GRADE]))
    with ModelServer(*[said] * 12) as server:
        given = ["--model", "tiny", "--base-url", server.base_url, "--format", "json"]
        runs = {
            name: json.loads(
                CliRunner()
                .invoke(app, ["review", str(file), "--extractor", name, *given])
                .stdout
            )
            for name in ("llm", "both")
        }

    alone, both = runs["llm"], runs["both"]
    assert not alone["case"]["exam_findings"]
    assert [x["reason"] for x in alone["case"]["refused"]] == ["read-otherwise"]
    items = both["reader_comparison"]["items"]
    assert ("reflex", "conflict") in {(x["kind"], x["status"]) for x in items}
    found = both["case"]["exam_findings"]
    said_of = {x["assertion"] for x in found if x["kind"] == "reflex"}
    assert said_of == {"uncertain", "present"}


def test_a_reader_that_is_compared_is_not_held(tmp_path: Path) -> None:
    given = {"model": "tiny", "base_url": "http://127.0.0.1:9/v1"}

    alone = configured_reader(**given)
    compared = configured_reader(**given, compared=True)

    assert isinstance(alone, HeldReader)
    assert isinstance(compared, LlmReader)
    assert isinstance(planner(alone), LlmReader)


@pytest.mark.parametrize("text", ["4/5", "", "--"])
def test_a_quote_without_a_letter_is_read(text: str) -> None:
    assert critical.holds_number(text, 4) is (text == "4/5")


COURSE = "PT this year, twelve visits from 01/12/2026 to 02/20/2026, no gain."


def treated(**fields: Any) -> str:
    return answer(treatments=[treatment(COURSE, 1, **fields)])


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({"start": "01/12/2026", "end": "02/20/2026", "sessions": 12}, True),
        ({"start": "2026-01-12"}, True),
        ({"start": "11/12/2026"}, False),  # "this year" is no leave for any date
        ({"end": "02/21/2026"}, False),
        (
            {"sessions": 20},
            True,
        ),  # stands in a date: numbers are looked for, not placed
        ({"sessions": 13}, False),
    ],
)
def test_dates_and_counts_of_a_treatment_stand_in_its_quotes(
    fields: dict[str, Any], stands: bool
) -> None:
    packet = note(
        "PT this year, twelve visits from 01/12/2026 to 02/20/2026, no gain.\n"
    )
    backend = ScriptedBackend([treated(**fields)])

    case = LlmReader(backend, settings=SETTINGS).read(packet).case

    assert bool(case.treatments) is stands
    assert bool(case.refused) is not stands
