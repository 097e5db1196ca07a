"""Scores at both ends of a course, by day, of now, and as a bare number of a pain."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _scores(text: str) -> set[str]:
    """Each score as "name value date", with its phase behind it."""
    return {
        " ".join(str(one) for one in (f.name, f.value, f.date, f.phase) if one)
        for f in case_of(NOTE + text).functional_limits
        if f.kind == "score"
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "NDI start 44%, end 40%",
            {"ndi 44 2026-05-20 baseline", "ndi 40 2026-05-20 follow-up"},
        ),
        (
            "ODI 50% first, 38% last",
            {"odi 50 2026-05-20 baseline", "odi 38 2026-05-20 follow-up"},
        ),
        ("NDI  3/2 = 44 %   4/20 = 40 %", {"ndi 44 2026-03-02", "ndi 40 2026-04-20"}),
        ("Pain right now 6, a month ago 8.", {"nrs 6 2026-05-20"}),
        ("Pain at seven most days.", {"nrs 7 2026-05-20"}),
        ("Back pain 6 to 8.", {"nrs 6 2026-05-20"}),
        ("Pain 2 to 3 times a week.", set()),
        ("Pain at 6 weeks.", set()),
        ("Pain L5, radiating.", set()),
    ],
)
def test_scores_are_told(text: str, says: set[str]) -> None:
    assert _scores(text) == says
