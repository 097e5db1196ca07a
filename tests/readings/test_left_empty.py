"""A form's line that nobody filled tells nothing of what its label names."""

from __future__ import annotations

import pytest

from tests.readings.chain import case_of

_FORM = "PRIOR AUTHORIZATION REQUEST\nDate: 05/20/2026\nPatient: A. Test\n\n"
_STUDY, _TEAM = "study-approved", "team-evaluation"


def _told(text: str) -> set[str]:
    found = case_of(f"{_FORM}{text}\n").statements
    return {one.kind for one in found if one.assertion == "present"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Medicare approval of the trial (letter, or number): ________", _STUDY),
        ("CMS approval of protocol, see listing no. = ____   Site: main", _STUDY),
        ("Multidisciplinary team review (who)   _________  Date: ____", _TEAM),
        ("Explain multidisciplinary team review? ________", _TEAM),
    ],
)
def test_an_empty_line_answers_nothing(text: str, kind: str) -> None:
    assert kind not in _told(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Medicare approval of the trial (number): ___NCT00000000___", _STUDY),
        ("The protocol has CMS approval. Signature: ________", _STUDY),
        ("The multidisciplinary team saw her 05/02/2026. By: ________", _TEAM),
        ("Multidisciplinary team review: ___ 05/02/2026 ___", _TEAM),
    ],
)
def test_what_is_written_on_a_line_or_before_it_stays_told(
    text: str, kind: str
) -> None:
    assert kind in _told(text)
