"""Requests and records of the Medicare kinds come out as their labels say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.readings.medicare.measure import HERE, entries, misses

_KNOWN_GAPS = frozenset(
    {
        "five-vp-inpatient",
        "four-esi-email",
        "four-lumbar",
        "seven-esi-brother-and-mac",
        "seven-esi-order-questions",
        "seven-esi-postlami",
        "seven-esi-repeat-short",
        "seven-mcf-root-narrative",
        "seven-pns-occipital-implant",
        "seven-scs-implant-good",
        "seven-vp-inpatient-fax",
        "seven-vp-letter-gp",
        "six-esi-claudication",
        "six-esi-consult-prose",
        "six-esi-second-with-reason",
        "six-esi-therapist-record",
        "three-esi-operative-reports",
        "three-esi-plan-bullets",
        "three-pild-research-note",
        "three-pns-phantom",
        "three-vp-ed-then-clinic",
        "three-vp-inpatient",
        "two-esi-fbss",
    }
)
"""Texts with a label that is still missed; the command of ``measure`` shows which."""
_TEXTS = [one for file in sorted(HERE.glob("*.yaml")) for one in entries(file)]


@pytest.mark.parametrize("entry", _TEXTS, ids=[one["id"] for one in _TEXTS])
def test_a_text_is_read_as_labelled(entry: dict[str, Any]) -> None:
    wrong = [one for one in misses(entry) if one]
    if entry["id"] in _KNOWN_GAPS:
        assert wrong, "the gap is closed: take it off the list"
        return
    assert not wrong


def test_every_id_stands_once() -> None:
    ids = [one["id"] for one in _TEXTS]
    assert len(ids) == len(set(ids))
