"""Hostile files: each is survived, named in a flag, and costs no other file anything.

Every file is read beside one good file.  Reading processes are kept between files, so
that the whole takes well under a minute of processor time.
"""

from __future__ import annotations

import json
import sys
import time
from functools import cache
from pathlib import Path

import pytest

from tests.packet_formats.hostile import hostile_files
from workbench.extract.rules.reader import RulesReader
from workbench.packet.formats import worker
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Packet

GOOD = Source(
    "good.txt",
    b"OFFICE VISIT NOTE\nPatient: Ada Invented   DOB: 01/02/1960\n"
    b"Date of service: 03/02/2026\nStrength 4/5 in the left triceps.\n",
)
BAD = "bad.bin"
HARMLESS = frozenset({
    "bad-crc", "big-size-field", "xlsx-wide", "xlsx-bad-index", "xlsx-empty",
    "rtf-huge-number", "html-wide", "mail-no-end", "mail-empty", "mail-sealed",
    "mail-charset", "mail-long-head", "mail-heads",
})  # fmt: skip
"""Files that hold text after all: they are read, and need no flag."""
SECONDS = 60.0
WORKER_MEGABYTES = 1_536
"""What a reading process may take by its allowance; some 120 are measured, or 600 where
pictures of pages are read too."""
MOST_READ = 20_000
"""Characters up to which the facts of the whole packet are read, not of one file."""
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
        _keeps_its_facts(packet, name)
        notes = [flag.note for flag in packet.flags if BAD in flag.note]
        others = [one for one in packet.documents if one.source.startswith(BAD)]
        named = notes or any(
            f"of {one.id} " in flag.note for one in others for flag in packet.flags
        )
        assert named or (name in HARMLESS and others), name
        assert seconds < SECONDS, name
        for note in notes:
            # A message names the file and the reason and quotes nothing of it.
            assert len(note) < 400 + len(BAD) and "approve" not in note, name
            assert "passwd" not in note and "root:" not in note, name


def _keeps_its_facts(packet: Packet, name: str) -> None:
    """What the good file says is read from it, beside what the bad one says."""
    size = sum(len(line.text) for one in packet.documents for line in one.lines)
    own = tuple(one for one in packet.documents if one.source == GOOD.name)
    if size > MOST_READ:
        packet = packet.model_copy(update={"documents": own})
    case = RulesReader().read(packet).case
    found = {
        (fact.site, fact.side, fact.grade)
        for fact in case.exam_findings
        if fact.evidence[0].document in {one.id for one in own}
    }
    assert ("triceps", "left", "4") in found, name


@pytest.mark.skipif(sys.platform != "linux", reason="peak sizes differ elsewhere")
def test_memory_stays_bounded() -> None:
    import resource

    for name, data in files():
        if "bomb" in name or "huge" in name:
            read(data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert peak < 1_500
    # The processes that read the files are ended, so that their peak is known.
    worker.close()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert peak < WORKER_MEGABYTES


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


def test_the_command_reviews_what_is_good_beside_what_is_not(tmp_path: Path) -> None:
    """As a user calls it: a folder of all files that cannot be read, a chart first and
    a note last."""
    from typer.testing import CliRunner

    from workbench.cli.main import app

    packet = tmp_path / "packet"
    packet.mkdir()
    (packet / "0-good.txt").write_bytes(GOOD.data)
    (packet / "zz-good.txt").write_bytes(
        GOOD.data.replace(b"left triceps", b"right deltoid").replace(b"03/02", b"03/09")
    )
    for number, (name, data) in enumerate(files(), 1):
        (packet / f"{number:03}-{name}.bin").write_bytes(data)

    done = CliRunner().invoke(app, ["review", str(packet), "--format", "json"])

    assert done.exit_code == 0, done.stderr
    made = json.loads(done.stdout)
    assert made["packet"]["documents"][0]["kind"] == "clinic-note"
    findings = made["case"]["exam_findings"]
    for said in ("4/5 in the left triceps", "4/5 in the right deltoid"):
        assert any(said in str(one["evidence"]) for one in findings)
    unread = [one for one in made["packet"]["flags"] if one["kind"] == "unreadable"]
    assert len({one["note"] for one in unread}) >= 130
    assert made["packet"]["flags"]
    assert made["determination"]["recommendation"] != "approve"
    assert "Traceback" not in done.stderr
