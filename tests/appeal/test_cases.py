"""Whole appeals: what overturns, what upholds, and that every ground is answered."""

from __future__ import annotations

import pytest

from tests.appeal.made import CASES, judged, records, text
from workbench.appeal.records import gather
from workbench.appeal.reevaluate import judge
from workbench.appeal.respond import respond
from workbench.appeal.write import write
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.pipeline import review_packet
from workbench.schema.appeal import AppealReview, Ground
from workbench.schema.matter import Event, Matter

ALL = sorted(path.name for path in CASES.iterdir() if path.is_dir())
DECISIONS = {
    "cervical-therapy": "overturn",
    "cervical-misquote": "overturn",
    "cervical-nothing-new": "uphold",
    "medicare-cervical": "overturn",
    "lumbar-partial": "partial_overturn",
}


def ground(done: AppealReview, words: str, source: str = "denial") -> Ground:
    return next(
        one for one in done.grounds if words in one.text and one.source == source
    )


@pytest.mark.parametrize("name", ALL)
def test_decision_and_answers(name: str) -> None:
    done = respond(judged(name))
    assert done.decision == DECISIONS[name]
    assert any(one.source == "denial" for one in done.grounds)
    assert all(one.answer and one.because.strip() for one in done.grounds)
    overturned = done.decision == "overturn"
    assert overturned == all(
        one.after == "approve" for one in done.lines if one.appealed
    )
    if overturned:
        assert not any(one.answer == "upheld" for one in done.grounds)


@pytest.mark.parametrize("name", ALL)
def test_grounds_are_verbatim(name: str) -> None:
    folder = CASES / name
    whole = {
        key: " ".join((folder / f"{key}.txt").read_text().split())
        for key in ("denial", "appeal")
    }
    for one in respond(judged(name)).grounds:
        assert " ".join(one.text.split()) in whole[one.source]


def test_new_therapy_notes_move_the_criterion_and_are_named() -> None:
    done = respond(judged("cervical-therapy"))
    line = done.lines[0]
    assert (line.before, line.after) == ("not_medically_necessary", "approve")
    (change,) = line.criteria_changed
    assert (change.id, change.after) == ("conservative-care", "met")
    told = {one.id: one for one in done.new_facts}
    assert [told[name].kind for name in change.new_facts][:1] == ["physical-therapy"]
    assert all(
        item.document in done.new_documents
        for name in change.new_facts
        for item in told[name].evidence
    )


def test_without_the_notes_the_letter_alone_does_not_overturn() -> None:
    """The letter asserts fourteen visits; an argument is no finding."""
    done = respond(judged("cervical-therapy", new=False))
    assert done.decision == "uphold"
    assert done.lines[0].after == "insufficient_information"
    argued = ground(done, "fourteen visits", "appeal")
    assert argued.answer == "upheld"
    assert "no record" in argued.because
    assert any(one.argued for one in done.new_facts)


def test_records_enclosed_behind_the_signature_count() -> None:
    folder = CASES / "cervical-therapy"
    notes = (folder / "new" / "therapy.txt").read_text()
    letter = (folder / "appeal.txt").read_text() + "\n\n" + notes
    from workbench.appeal.records import gather

    gathered = gather(
        load(str(folder / "packet")),
        load(str(folder / "denial.txt")),
        text("appeal", letter),
    )
    assert respond(judge(gathered, RulesReader())).decision == "overturn"


def test_the_misquoted_threshold_falls_with_the_policys_words_beside_it() -> None:
    done = respond(judged("cervical-misquote"))
    fallen = ground(done, "moderate to severe or severe")
    assert fallen.answer == "overturned"
    (wrong,) = fallen.misquotes
    assert wrong.kind == "grade-set"
    assert "moderate, moderate to severe, severe" in wrong.policy
    assert ground(done, "objective neurological deficit").misquotes
    assert done.new_documents == ()


def test_under_the_strict_policy_the_same_reason_stands() -> None:
    strict = judge(
        records("cervical-misquote"),
        RulesReader(),
        policy="cervical-spine-surgery-strict",
    )
    done = respond(strict)
    assert done.decision == "uphold"
    assert ground(done, "moderate to severe or severe").answer == "upheld"


def test_nothing_new_upholds_and_answers_the_members_arguments() -> None:
    done = respond(judged("cervical-nothing-new"))
    assert done.appeal is not None
    assert done.appeal.appellant == "member"
    assert ground(done, "current smoker").answer == "upheld"
    assert ground(done, "ten weeks of physical therapy", "appeal").answer == "upheld"
    attacked = ground(done, "Smoking has nothing to do", "appeal").attacks
    assert attacked == (ground(done, "current smoker").id,)


def test_medicare_asks_for_no_grade() -> None:
    done = respond(judged("medicare-cervical"))
    assert ground(done, "severe stenosis").misquotes[0].kind == "grade-set"
    assert ground(done, "arm pain").answer == "overturned"


def test_a_level_that_fails_stays_refused_beside_one_that_is_granted() -> None:
    done = respond(judged("lumbar-partial"))
    after = {one.level: one.after for one in done.lines}
    assert after == {"L4-5": "approve", "L5-S1": "not_medically_necessary"}
    assert ground(done, "only mild recess narrowing").answer == "upheld"
    assert ground(done, "start and end dates").answer == "overturned"


def test_a_reason_that_the_first_notice_did_not_give_is_flagged() -> None:
    done = respond(judged("cervical-nothing-new"))
    assert done.undisclosed == ()
    bare = text(
        "denial",
        "The request for ACDF C6-7 is denied as not medically "
        "necessary because the patient is a current smoker.",
    )
    from workbench.appeal.records import gather

    folder = CASES / "cervical-nothing-new"
    gathered = gather(
        load(str(folder / "packet")), bare, load(str(folder / "appeal.txt"))
    )
    found = respond(judge(gathered, RulesReader())).undisclosed
    assert [one.criterion for one in found] == ["conservative-care"]


def test_our_own_review_serves_as_the_denial() -> None:
    folder = CASES / "cervical-therapy"
    packet = read_packet(load(str(folder / "packet")))
    review = review_packet(packet, RulesReader(), final=True)
    done = respond(judge(records("cervical-therapy"), RulesReader(), denial=review))
    assert done.denial.origin == "review"
    assert done.lines[0].before == "insufficient_information"
    assert done.decision == "overturn"
    assert done.grounds[0].criteria == ("conservative-care",)


@pytest.mark.parametrize(
    ("came", "decision"), [("2026-11-08", "overturn"), ("2026-11-09", "dismiss")]
)
def test_only_the_clock_of_the_matter_dismisses(came: str, decision: str) -> None:
    """180 days from the notice of May 12 end on November 8."""
    matter = Matter(
        program="commercial",
        events=(
            Event(id="E1", kind="notified", at="2026-05-12T09:00:00-05:00"),
            Event(id="E2", kind="appeal_received", at=f"{came}T09:00:00-05:00"),
        ),
    )
    assert respond(judged("cervical-therapy"), matter).decision == decision


def test_points_of_procedure_are_held_against_the_notice() -> None:
    """No conversation was offered, as the appeal says; it decides no criterion."""
    one = ground(respond(judged("cervical-therapy")), "no peer-to-peer", "appeal")
    assert (one.role, one.answer) == ("procedural", "conceded")
    assert "offers no discussion" in one.because


def test_a_withdrawn_appeal_is_dismissed() -> None:
    event = Event(id="E1", kind="withdrawn", at="2026-06-12T09:00:00-05:00")
    done = respond(judged("cervical-therapy"), Matter(events=(event,)))
    assert done.decision == "dismiss"


def test_duties_follow_the_program() -> None:
    """Only what is not fully favorable goes on to the review entity by itself."""
    matter = Matter(program="medicare-advantage")
    granted = {one.id for one in respond(judged("medicare-cervical"), matter).duties}
    assert "next-independent-review-entity" not in granted
    refused = respond(judged("cervical-nothing-new"), matter)
    ids = {one.id for one in refused.duties}
    assert "next-independent-review-entity" in ids
    assert "next-civil-action" not in ids
    assert "reviewer-same-or-similar-specialty" not in ids


# --- the provider's side ---------------------------------------------------------


def test_the_provider_concedes_what_the_chart_does_not_show() -> None:
    done = write(judged("cervical-therapy", new=False, appeal=False))
    assert done.decision == "overturn"
    assert ground(done, "no therapy records").answer == "conceded"
    assert [one.criterion for one in done.gaps] == ["conservative-care"]
    assert done.new_facts == ()


def test_the_provider_asks_only_for_what_the_chart_does_not_refute() -> None:
    done = write(judged("lumbar-partial", new=False, appeal=False))
    assert done.decision == "partial_overturn"
    assert "L5-S1" in done.because
    assert not any(one.answer == "upheld" for one in done.grounds)


def test_a_chart_without_a_request_takes_it_from_the_denial() -> None:
    folder = CASES / "cervical-therapy"
    from workbench.appeal.records import gather

    chart = tuple(
        one for one in load(str(folder / "packet")) if "request" not in one.name
    )
    gathered = gather(chart, load(str(folder / "denial.txt")))
    done = write(judge(gathered, RulesReader(), request_date="2026-05-04"))
    assert [(one.procedure, one.level) for one in done.lines][:1] == [("acdf", "C5-6")]


def test_a_line_that_the_denial_does_not_name_is_not_before_the_appeal() -> None:
    gold = CASES.parents[2] / "evals" / "gold" / "seed-staged-revision" / "packet"
    denial = (
        "June 2, 2026\nWe have denied your request for anterior cervical discectomy "
        "and fusion C3-4 and C4-5.\nReason: The record does not show six weeks of "
        "physical therapy.\nYou may appeal within 180 days.\n"
    )
    gathered = gather(
        load(str(gold)),
        text("denial", denial),
        text("appeal", "June 20, 2026\nWe appeal the denial of June 2.\n"),
        (),
    )
    done = respond(judge(gathered, RulesReader()))

    appealed = {(one.procedure, one.level) for one in done.lines if one.appealed}
    assert {("acdf", "C3-4"), ("acdf", "C4-5")} <= appealed
    others = [one for one in done.lines if one.level in ("C5-6", "C6-7")]
    assert others and not any(one.appealed or one.before_stated for one in others)
    assert all("does not name this line" in one.because for one in others)
