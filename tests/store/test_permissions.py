"""Who may do what, written out in full: a changed cell is a changed line here."""

from __future__ import annotations

from itertools import chain, combinations
from typing import get_args

import pytest

from workbench.schema.decision import ADMINISTRATIVE, ADVERSE, DecisionValue
from workbench.store.permissions import (
    ACTIONS,
    MAY,
    ROLES,
    action_of,
    may,
    signer_roles,
)

TABLE = """
                        intake nurse physician appeals auditor admin
see-queue               yes    yes   yes       yes     yes     -
see-case                yes    yes   yes       yes     yes     -
hand-in-packet          yes    yes   yes       yes     -       -
edit-matter             yes    yes   yes       yes     -       -
record-event            yes    yes   yes       yes     -       -
assign                  yes    yes   yes       yes     -       -
take-over               -      yes   yes       yes     -       -
evaluate                -      yes   yes       yes     -       -
edit-facts              -      yes   yes       -       -       -
override-status         -      yes   yes       -       -       -
write-note              yes    yes   yes       yes     -       -
request-information     -      yes   yes       yes     -       -
draft-letter            -      yes   yes       yes     -       -
finish-letter           -      yes   yes       yes     -       -
log-peer-to-peer        -      yes   yes       yes     -       -
work-appeal             -      -     yes       yes     -       -
rate-blind              -      yes   yes       -       yes     -
decide-approve          -      yes   yes       -       -       -
decide-adverse          -      -     yes       -       -       -
decide-administrative   yes    -     yes       yes     -       -
decide-appeal           -      -     yes       -       -       -
pend                    -      yes   yes       -       -       -
close-without-decision  yes    yes   yes       -       -       -
see-policies            yes    yes   yes       yes     yes     yes
see-evals               -      yes   yes       -       yes     yes
see-audit               -      -     -         -       yes     -
export-case             -      yes   yes       yes     yes     -
manage-users            -      -     -         -       -       yes
"""


def test_the_whole_table() -> None:
    head, *lines = TABLE.strip().splitlines()
    roles = head.split()
    expected = {
        (line.split()[0], role): cell == "yes"
        for line in lines
        for role, cell in zip(roles, line.split()[1:], strict=True)
    }
    found = {
        (action, role): may([role], action) for action in ACTIONS for role in ROLES
    }

    assert roles == list(ROLES)
    assert expected == found


def test_every_role_has_its_row() -> None:
    assert set(MAY) == set(ROLES)


def test_several_roles_may_what_one_of_them_may() -> None:
    every = chain.from_iterable(combinations(ROLES, n) for n in range(len(ROLES) + 1))
    for roles in every:
        for action in ACTIONS:
            assert may(roles, action) == any(may([one], action) for one in roles)


@pytest.mark.parametrize("value", get_args(DecisionValue))
def test_every_decision_is_an_action_of_its_own_kind(value: DecisionValue) -> None:
    action = action_of(value)
    able = {role for role in ROLES if may([role], action)}

    assert able
    if value in ADVERSE:
        assert able == {"physician"}
    if value in ADMINISTRATIVE:
        assert "nurse" not in able
    assert not able & {"auditor", "admin"}


def test_a_capacity_to_sign_comes_from_a_role() -> None:
    assert signer_roles(["physician"]) == ("physician", "administrative")
    assert signer_roles(["nurse"]) == ("nurse",)
    assert signer_roles(["intake"]) == ("administrative",)
    assert signer_roles(["appeals", "nurse"]) == ("nurse", "administrative")
    assert signer_roles(["auditor", "admin"]) == ()
    assert signer_roles([]) == ()
