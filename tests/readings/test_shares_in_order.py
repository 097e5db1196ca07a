"""Several shares of relief in one sentence, each for the session of its own day."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

DAYS = ("2026-03-05", "2026-04-02")


@pytest.mark.parametrize(
    ("told", "first", "second"),
    [
        (
            "MBB x 2 at L4-5 right (03/05/2026, 04/02/2026) with 90% and 60% relief.",
            90,
            60,
        ),
        (
            "ESIs at L5-S1 on 03/05/2026 and 04/02/2026 with 70 and 30 percent relief.",
            70,
            30,
        ),
        ("ESIs at L5-S1 on 03/05/2026 and 04/02/2026: 80%, 20% better.", 80, 20),
    ],
)
def test_no_session_has_the_share_of_another(
    told: str, first: int, second: int
) -> None:
    found = case_of(f"{NOTE}HPI: {told}\n").procedures_done
    shares = {one.date: one.relief.high for one in found if one.relief}
    assert shares.items() <= dict(zip(DAYS, (first, second), strict=True)).items()
    assert shares[DAYS[1]] == second


@pytest.mark.parametrize(
    "told",
    [
        "Three ESIs at L5-S1, the last on 04/02/2026, with 70%, 50% and 30% relief.",
        "ESIs at L5-S1 on 03/05/2026 and 04/02/2026 with 70%, 50% and 30% relief.",
    ],
)
def test_shares_without_as_many_days_are_nobodys(told: str) -> None:
    found = case_of(f"{NOTE}HPI: {told}\n").procedures_done
    assert found
    assert not any(one.relief for one in found)


def test_one_share_stays_with_its_session() -> None:
    told = "ESI L5-S1 on 03/05/2026 with 70% relief and on 04/02/2026 with 30% relief."
    found = case_of(f"{NOTE}HPI: {told}\n").procedures_done
    assert {one.date: one.relief.low for one in found if one.relief} == {
        DAYS[0]: 70,
        DAYS[1]: 30,
    }
