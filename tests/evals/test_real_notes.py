"""Real dictations and encounter notes: no crash, verbatim quotes, nothing invented.

The notes are not part of this repository (their folders and licences are named in
docs/measurements.md).  ``WORKBENCH_NOTES`` names the folder that holds them; without
it a folder ``shared/data`` beside the checkout is tried, else the tests are skipped.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from workbench.extract.grounding import quote_in_packet
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet
from workbench.schema.case import all_facts
from workbench.schema.packet import Packet
from workbench.schema.review import Review

ROOT = Path(__file__).resolve().parents[2]
NOTES = Path(os.environ.get("WORKBENCH_NOTES", ROOT.parent / "shared" / "data"))
FILES = (
    ("mtsamples-spine-dev/notes.jsonl", "text"),
    ("aci-bench-msk/encounters.jsonl", "note"),
)
REQUEST = (
    "PRIOR AUTHORIZATION REQUEST FORM\nDate of request: 2021-06-01\n"
    "Procedure requested: ACDF C5-6, CPT 22551\n\f"
)

pytestmark = pytest.mark.skipif(
    not all((NOTES / name).is_file() for name, _ in FILES),
    reason="the real notes are not here (see WORKBENCH_NOTES)",
)


def notes() -> Iterator[str]:
    for name, key in FILES:
        for line in (NOTES / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)[key]


@cache
def reviewed(opening: str) -> tuple[tuple[Packet, Review], ...]:
    """Every note, or every second with this text before it, reviewed."""
    done = []
    for note in islice(notes(), 0, None, 2 if opening else 1):
        packet = read_packet((Source("note.txt", (opening + note).encode()),))
        done.append((packet, review_packet(packet, RulesReader())))
    return tuple(done)


@pytest.mark.parametrize("opening", ["", REQUEST], ids=["as they are", "requested"])
def test_every_quote_of_every_fact_is_verbatim(opening: str) -> None:
    for packet, review in reviewed(opening):
        assert review.provenance.reader is not None
        assert review.provenance.reader.notes == ()
        for fact in all_facts(review.case):
            assert all(quote_in_packet(packet, item) for item in fact.evidence)


def test_a_note_without_a_request_makes_no_line() -> None:
    outcomes = Counter(
        (len(review.determination.lines), review.determination.recommendation)
        for _, review in reviewed("")
    )

    assert set(outcomes) == {(0, "request_information")}


def test_a_request_added_to_a_note_is_never_approved_on_silence() -> None:
    statuses = Counter(
        (criterion.id, criterion.status)
        for _, review in reviewed(REQUEST)
        for line in review.determination.lines
        for criterion in line.criteria
    )
    outcomes = {review.determination.recommendation for _, review in reviewed(REQUEST)}

    assert not outcomes & {"approve", "partial"}
    assert statuses["conservative-care", "met"] <= 1
    assert statuses["nicotine-free", "met"] <= 2
