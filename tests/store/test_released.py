"""No letter tells an adverse decision that nobody signed."""

from __future__ import annotations

import pytest

from tests.store.people import Hands
from tests.store.test_signoffs import sign
from workbench.narrate.letters.kinds import kinds
from workbench.narrate.letters.library import Library
from workbench.store import cases, correspondence, papers, readings
from workbench.store.cases import CaseRow
from workbench.store.correspondence import Letter
from workbench.store.errors import NotAllowed

KINDS = kinds(Library())
ADVERSE = sorted(kind.id for kind in KINDS.values() if kind.adverse)


def release(hands: Hands, case: CaseRow, kind: str) -> Letter:
    draft = Letter(kind=kind, text="Dear Testa Packet,")
    final = draft.model_copy(update={"final": True})
    with hands.as_("nurse") as work:
        correspondence.put_letter(work, case.id, kind, draft, based_on=0)
        paper = correspondence.edit_letter(
            work, case.id, kind, final, based_on=1, reason="released"
        )
        return papers.read(work, paper, Letter)


def refused(hands: Hands, case: CaseRow, kind: str) -> bool:
    try:
        release(hands, case, kind)
    except NotAllowed:
        with hands.store.reading() as work:
            assert papers.newest(work, case.id, "letter") == []
        return True
    return False


@pytest.mark.parametrize("kind", ADVERSE)
def test_an_adverse_letter_needs_its_decision(hands: Hands, kind: str) -> None:
    assert refused(hands, hands.read(), kind)
    approved = hands.read()
    sign(hands, "nurse", "approve", approved)
    assert refused(hands, approved, kind)

    decided = hands.read()
    sign(hands, "physician", KINDS[kind].decisions[0], decided)
    assert release(hands, decided, kind).decision == 1


def test_a_decision_on_an_older_review_is_not_told(hands: Hands) -> None:
    case = hands.read()
    sign(hands, "physician", "deny_medical_necessity", case)
    with hands.as_("nurse") as work:
        found, _ = readings.newest_review(work, case.id)
        readings.put_review(work, case.id, found, case=1, packet=1, based_on=1)
    assert refused(hands, case, "adverse")


def test_a_decision_that_was_replaced_is_not_told(hands: Hands) -> None:
    case = hands.read()
    sign(hands, "physician", "deny_medical_necessity", case)
    with hands.store.reading() as work:
        case = cases.get(work, case.id)
    sign(hands, "physician", "approve", case)
    assert refused(hands, case, "adverse")
    assert release(hands, case, "approval").decision == 2


def test_a_question_goes_out_without_a_decision(hands: Hands) -> None:
    assert release(hands, hands.read(), "request-for-information").decision is None
