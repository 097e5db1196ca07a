"""A share of relief traces to a table that says "%" over the column only."""

from __future__ import annotations

import pytest

from workbench.narrate.proof.sources import Item, of_fact
from workbench.schema.case import ProcedureDone, Range
from workbench.schema.evidence import Evidence

_SHARE = Item("number", "60", "%")


def _given(*quotes: str) -> ProcedureDone:
    cited = (
        Evidence(document="D1", lines=(n,), quote=q) for n, q in enumerate(quotes, 1)
    )
    return ProcedureDone(
        id="PD1",
        kind="epidural-injection",
        relief=Range(low=60, high=60),
        evidence=tuple(cited),
    )


@pytest.mark.parametrize(
    ("quotes", "sound"),
    [
        (("05/20/2025 left TFESI 8 3 60 12 weeks", "DOS WHAT PRE POST % BETTER"), True),
        (("05/20/2025 left TFESI 60", "percent of relief"), True),
        (("05/20/2025 left TFESI 8 3 60 12 weeks", "DOS WHAT PRE POST BETTER"), False),
        (("05/20/2025 left TFESI 8 3 12 weeks", "DOS WHAT PRE POST % BETTER"), False),
    ],
)
def test_number_and_sign_may_stand_in_two_quotes(
    quotes: tuple[str, ...], sound: bool
) -> None:
    assert (_SHARE in of_fact(_given(*quotes))) is sound
