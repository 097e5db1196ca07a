"""Nothing adverse is final unsigned, whatever the kind, the program or the case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.letters.made import PROGRAMS, matter, reviewed, signed
from workbench.errors import InputError
from workbench.narrate.letters.kinds import kinds
from workbench.narrate.letters.letter import render_letter
from workbench.narrate.letters.library import library

KINDS = kinds(library())
CASES = ("lumbar-disc-mild-short-care", "clean-single-level", "seed-staged-revision")
DECISIONS = {
    "request-for-information": "pend_rfi",
    "approval": "approve",
    "partial": "approve_partial",
    "adverse": "deny_medical_necessity",
    "adverse-information": "deny_insufficient_information",
    "administrative": "deny_administrative",
    "peer-to-peer-invitation": "pend_physician_review",
}


@settings(max_examples=40)
@given(
    case=st.sampled_from(CASES),
    kind=st.sampled_from(sorted(KINDS)),
    program=st.sampled_from((None, "unheard-of", *PROGRAMS)),
    state=st.sampled_from((None, "CA", "TX")),
    language=st.sampled_from((None, "en", "es", "fr")),
)
def test_without_a_signed_decision_no_letter_is_final(
    case: str, kind: str, program: str | None, state: str | None, language: str | None
) -> None:
    review, policy = reviewed(case)
    member = {"name": "Thessaly Brandt", "member_id": "LFH-1", "language": language}
    unsigned = matter(program, state=state, member=member)
    with pytest.raises(InputError):
        render_letter(kind, review, policy, unsigned, final=True)


def decided(kind: str, case: str, program: str, **more: Any) -> Any:
    review, policy = reviewed(case)
    role = "administrative" if kind == "administrative" else "physician"
    lines = [
        {
            "line": line.id,
            "value": "deny_medical_necessity" if number else "approve",
        }
        for number, line in enumerate(review.determination.lines)
    ]
    extra: dict[str, Any] = {"lines": lines} if kind == "partial" else {}
    if kind == "administrative":
        only = [{"line": "L1", "value": DECISIONS[kind], "reasons": ["ADM_BENEFIT"]}]
        extra = {"lines": only, "rationale": "Section 4.2 of your plan says this."}
    decision = signed(review, DECISIONS[kind], role, **extra)
    events = [
        {"id": "e1", "kind": "received", "at": "2026-05-04T09:00:00-05:00"},
        {
            "id": "e2",
            "kind": "information_requested",
            "at": "2026-05-05T09:00:00-05:00",
        },
    ]
    given_matter = matter(
        program, decision, events=events, provision="Section 4.2", **more
    )
    return render_letter(kind, review, policy, given_matter, final=True)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("kind", sorted(DECISIONS))
def test_a_full_and_signed_letter_is_final_without_any_mark_of_a_draft(
    kind: str, program: str
) -> None:
    letter = decided(kind, "seed-staged-revision", program)
    assert letter.final and not letter.obstacles and letter.untraced == ()
    assert letter.setup.running_head is None
    for word in ("Draft", "Proposed", "not given", "recommend"):
        assert word not in letter.markdown, word


@pytest.mark.parametrize("state", ["CA", "TX"])
def test_a_state_asks_for_its_own_elements(state: str) -> None:
    letter = decided(
        "adverse", "lumbar-disc-mild-short-care", "commercial", state=state
    )
    layer = {"CA": "california", "TX": "texas"}[state]
    assert any(item.layer == layer for item in letter.checklist)
    right = {"CA": "Independent Medical Review", "TX": "If your life is in danger"}
    assert right[state] in letter.markdown


def test_a_nurse_signs_no_adverse_letter() -> None:
    review, _ = reviewed("lumbar-disc-mild-short-care")
    with pytest.raises(InputError, match="needs a physician's sign-off"):
        matter(decision=signed(review, "deny_medical_necessity", "nurse"))


def test_an_administrative_signer_makes_no_clinical_letter_final() -> None:
    review, policy = reviewed("clean-single-level")
    approved = matter(decision=signed(review, "approve", "administrative"))
    with pytest.raises(InputError, match="signed by a administrative"):
        render_letter("approval", review, policy, approved, final=True)


def test_a_decision_that_names_no_review_makes_nothing_final() -> None:
    review, policy = reviewed("clean-single-level")
    decision = signed(review, "approve", "nurse", review_sha256=None)
    with pytest.raises(InputError, match="names no review"):
        render_letter("approval", review, policy, matter(decision=decision), final=True)


def test_every_missing_element_is_named_with_its_remedy() -> None:
    review, policy = reviewed("lumbar-disc-mild-short-care")
    decision = signed(review, "deny_medical_necessity")
    poor = matter(decision=decision, reference=None, addressees=[])
    with pytest.raises(InputError) as caught:
        render_letter("adverse", review, policy, poor, final=True)
    told = str(caught.value)
    assert "identity (blank: blank: reference number, practitioner's name)" in told
    assert "practitioner-copy (blank" in told
    assert "add the treating practitioner as an addressee" in told


def test_an_administrative_denial_says_nothing_clinical() -> None:
    letter = decided("administrative", "seed-staged-revision", "commercial")
    item = next(i for i in letter.checklist if i.element == "no-clinical-words")
    assert item.state == "present"
    assert "Your plan does not cover this service." in letter.markdown
    assert "stenosis" not in letter.markdown


def test_clinical_words_of_the_signer_block_an_administrative_letter() -> None:
    review, policy = reviewed("seed-staged-revision")
    decision = signed(
        review,
        "deny_administrative",
        "administrative",
        rationale="This is not medically necessary.",
    )
    told = matter(decision=decision, provision="Section 4.2")
    with pytest.raises(InputError, match="clinical words: medically necessary"):
        render_letter("administrative", review, policy, told, final=True)


def test_spanish_waits_for_a_qualified_translator() -> None:
    member = {"name": "Thessaly Brandt", "member_id": "LFH-1", "language": "es-US"}
    member |= {"address": {"lines": ["14 Alder Lane"]}}
    with pytest.raises(InputError, match="translation"):
        decided("adverse", "seed-staged-revision", "commercial", member=member)
    letter = decided(
        "adverse",
        "seed-staged-revision",
        "commercial",
        member=member,
        translation_reviewed_by="Ramona Estévez Lund, CMI-Spanish",
    )
    assert letter.language == "es" and "No aprobamos este cuidado." in letter.markdown
    assert "sin revisar" not in letter.markdown


def test_an_internal_sheet_is_never_final() -> None:
    review, policy = reviewed("seed-staged-revision")
    decision = signed(review, "pend_rfi", "nurse")
    with pytest.raises(InputError, match="internal sheet"):
        render_letter(
            "reviewer-note", review, policy, matter(decision=decision), final=True
        )


def test_a_line_that_nobody_decided_keeps_a_partial_letter_from_being_final() -> None:
    review, policy = reviewed("seed-staged-revision")
    only = [{"line": "L1", "value": "approve"}]
    decision = signed(review, "approve_partial", lines=only)
    with pytest.raises(InputError, match="not decided: Line 2, Line 3"):
        render_letter("partial", review, policy, matter(decision=decision), final=True)


def test_what_depends_on_refused_lines_is_refused_with_them() -> None:
    review, policy = reviewed("seed-staged-revision")
    main = [line for line in review.determination.lines if not line.parents]
    lines = [
        {
            "line": line.id,
            "value": "approve" if line.stage == 1 else "deny_medical_necessity",
        }
        for line in main
    ]
    decision = signed(review, "approve_partial", lines=lines)
    letter = render_letter("partial", review, policy, matter(decision=decision))
    stands = {one.line.id: one.outcome for one in letter.sources.services}
    assert {stands[line.id] for line in main if line.stage == 1} == {"approved"}
    followers = [line for line in review.determination.lines if line.parents]
    for line in followers:
        refused = all(stands[name] == "refused" for name in line.parents)
        assert stands[line.id] == ("refused" if refused else "approved"), line.id


@pytest.mark.parametrize(
    ("kind", "value", "line", "told"),
    [
        ("partial", "approve_partial", "approve", "no line is refused or changed"),
        ("adverse", "deny_medical_necessity", "approve", "otherwise than told: Line 1"),
    ],
)
def test_a_letter_tells_what_was_decided_on_each_line(
    kind: str, value: str, line: str, told: str
) -> None:
    review, policy = reviewed("lumbar-disc-mild-short-care")
    decision = signed(review, value, lines=[{"line": "L1", "value": line}])
    with pytest.raises(InputError, match=told):
        render_letter(kind, review, policy, matter(decision=decision), final=True)


def test_a_pended_request_says_of_no_line_that_it_is_decided() -> None:
    review, policy = reviewed("lumbar-disc-mild-short-care")
    pended = matter(decision=signed(review, "pend_rfi", "nurse"))
    letter = render_letter("request-for-information", review, policy, pended)
    assert {one.outcome for one in letter.sources.services} == {"open"}
    assert "not approved" not in letter.markdown
