"""Hostile files: each is survived, named in a flag, and costs no other file anything.

Every file is read beside one good file.  Reading processes are kept between files, so
that the whole takes well under a minute of processor time.
"""

from __future__ import annotations

import sys
import time
from functools import cache

import pytest

from tests.packet_formats.hostile import hostile_files
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Packet

GOOD = Source(
    "good.txt",
    b"OFFICE VISIT NOTE\nPatient: Ada Invented   DOB: 01/02/1960\n"
    b"Date of service: 03/02/2026\nStrength 4/5 in the left triceps.\n",
)
BAD = "bad.bin"
HARMLESS = frozenset(
    {"wrong-bom", "bad-crc"}
)  # fmt: skip
"""Files that hold text after all: they are read, and need no flag."""
SECONDS = 60.0
GROUPS = 12
"""Tests; each takes each twelfth file, so that a failure is found quickly."""


@cache
def files() -> tuple[tuple[str, bytes], ...]:
    return tuple(hostile_files().items())


def read(data: bytes) -> tuple[Packet, float]:
    start = time.monotonic()
    packet = read_packet((GOOD, Source(BAD, data)))
    return packet, time.monotonic() - start


def test_there_are_at_least_150_different_ones() -> None:
    assert len({data for _, data in files()}) >= 150


@pytest.mark.parametrize("group", range(GROUPS))
def test_each_is_survived(group: int) -> None:
    for name, data in files()[group::GROUPS]:
        packet, seconds = read(data)
        own = [one for one in packet.documents if one.source == GOOD.name]
        assert [line.text for one in own for line in one.lines][-1].startswith("Stren")
        notes = [flag.note for flag in packet.flags if BAD in flag.note]
        others = [one for one in packet.documents if one.source.startswith(BAD)]
        assert notes or others, name
        assert seconds < SECONDS, name
        for note in notes:
            # A message names the file and the reason and quotes nothing of it.
            assert len(note) < 400 + len(BAD) and "approve" not in note, name
            assert "passwd" not in note and "root:" not in note, name


@pytest.mark.skipif(sys.platform != "linux", reason="peak sizes differ elsewhere")
def test_memory_stays_bounded() -> None:
    import resource

    for name, data in files():
        if "bomb" in name or "huge" in name:
            read(data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert peak < 1_500


@pytest.mark.parametrize(
    "name",
    [
        "html-hidden-only", "html-script-only", "html-frame-only", "rtf-hidden-only",
        "rtf-deleted-only", "mail-hidden", "docx-outside", "cda-outside",
        "fhir-xml-outside", "rtf-object-only",
    ],
)  # fmt: skip
def test_what_is_hidden_or_outside_is_never_text(name: str) -> None:
    packet, _ = read(dict(files())[name])
    text = "\n".join(line.text for one in packet.documents for line in one.lines)
    assert "approve" not in text and "root:" not in text and "fetch(" not in text
