"""A letter from a review: its kind, its parts, its checklist, and when it is final."""

from __future__ import annotations

import pytest

from tests.letters.made import matter, reviewed, signed
from workbench.errors import InputError
from workbench.narrate.letters.letter import render_letter

SHORT_CARE = "lumbar-disc-mild-short-care"
CLEAN = "clean-single-level"


def test_an_approval_of_what_nobody_approved_is_refused_before_it_is_written() -> None:
    review, policy = reviewed(SHORT_CARE)
    with pytest.raises(InputError, match=r"'approval' contradicts.*adverse"):
        render_letter("approval", review, policy, matter())


def test_a_decision_alone_counts_once_there_is_one() -> None:
    review, policy = reviewed(SHORT_CARE)
    decided = matter(decision=signed(review, "approve"))
    letter = render_letter("auto", review, policy, decided)
    assert letter.kind.id == "approval"
    with pytest.raises(InputError, match="contradicts the decision approve"):
        render_letter("adverse", review, policy, decided)


def test_a_decision_on_another_review_makes_no_letter() -> None:
    review, policy = reviewed(SHORT_CARE)
    other, _ = reviewed(CLEAN)
    strange = matter(decision=signed(other, "deny_medical_necessity"))
    with pytest.raises(InputError, match="another review"):
        render_letter("adverse", review, policy, strange)


def test_a_decision_on_a_line_that_the_review_has_not_makes_no_letter() -> None:
    review, policy = reviewed(SHORT_CARE)
    lines = [{"line": "L7", "value": "deny_medical_necessity"}]
    strange = matter(decision=signed(review, "deny_medical_necessity", lines=lines))
    with pytest.raises(InputError, match="decides on L7"):
        render_letter("adverse", review, policy, strange)


def test_an_unsigned_adverse_letter_is_a_draft_on_every_part_and_never_final() -> None:
    review, policy = reviewed(SHORT_CARE)
    letter = render_letter("adverse", review, policy, matter())
    assert letter.setup.running_head == "DRAFT RECOMMENDATION – NOT A DECISION"
    for part in letter.parts:
        assert "Draft recommendation, not a decision." in part.markdown
    with pytest.raises(InputError, match=r"signed \(failed"):
        render_letter("adverse", review, policy, matter(), final=True)


def test_a_blank_is_visible_and_named_by_the_checklist() -> None:
    review, policy = reviewed(SHORT_CARE)
    letter = render_letter("adverse", review, policy, matter(reference=None))
    assert r"\[reference number: not given\]" in letter.markdown


def test_the_member_part_names_the_level_and_every_token_has_a_source() -> None:
    review, policy = reviewed(SHORT_CARE)
    letter = render_letter("adverse", review, policy, matter())
    assert "low back level L5-S1, on the right" in letter.parts[0].markdown
    assert "April 20, 2026 shows mild narrowing at L5-S1" in letter.parts[0].markdown
    assert letter.untraced == ()
    assert letter.reading and letter.reading.easy


def test_notes_without_a_request_are_answered_by_asking_for_the_request() -> None:
    review, policy = reviewed("no-request-only-notes")
    letter = render_letter("auto", review, policy, matter())
    assert letter.kind.id == "request-for-information"
    assert "We do not have the request itself." in letter.markdown
    assert [item.element for item in letter.obstacles] == ["signed"]


def test_no_policy_for_a_request_is_no_reason_to_refuse_it() -> None:
    review, policy = reviewed(CLEAN)
    found = review.determination.model_copy(
        update={"recommendation": "policy_not_applicable"}
    )
    unjudged = review.model_copy(update={"determination": found})
    with pytest.raises(InputError, match="no kind of letter follows"):
        render_letter("auto", unjudged, policy, matter())
    with pytest.raises(InputError, match="contradicts the recommendation"):
        render_letter("administrative", unjudged, policy, matter())


def test_each_reason_is_a_paragraph_of_its_own() -> None:
    review, policy = reviewed("two-level-request")
    member = render_letter("adverse", review, policy, matter()).parts[0].markdown
    starts = [one for one in member.split("\n\n") if one.startswith("**Nicotine.**")]
    assert len(starts) == 1 and "pictures" not in starts[0]


def test_the_criteria_that_only_pass_are_told_too() -> None:
    """What speaks for the person stands in the letter that refuses."""
    review, policy = reviewed(SHORT_CARE)
    clinical = render_letter("adverse", review, policy, matter()).parts[1].markdown
    assert "Daily function limited, Aetna CPB 0743, A.5, Line 1: **met**" in clinical
    assert (
        "“She cannot lift her toddler.” (D3:3, clinic note of 2026-04-28)" in clinical
    )
