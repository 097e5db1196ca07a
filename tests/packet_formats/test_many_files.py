"""Files of one packet read side by side: in order and within bounds."""

from __future__ import annotations

import io
import threading
import time
import zipfile
from typing import Any

import pytest

from tests.packet_formats.as_files import as_file
from workbench.errors import PacketError
from workbench.packet import read as reading
from workbench.packet.formats import unfold as unfolding
from workbench.packet.formats.model import Converted
from workbench.packet.read import read_packet
from workbench.packet.sources import Source

NOTE = "OFFICE VISIT NOTE\nDate of service: 03/{:02}/2026\nNeck pain, visit {}.\n"


def note(number: int) -> str:
    return NOTE.format(number, number)


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def packet() -> tuple[Source, ...]:
    """Twelve files of several kinds, a broken one, and an archive among them."""
    made = []
    for number, way in enumerate(("docx", "html", "rtf", "eml") * 3, 1):
        data = as_file(note(number), way).data
        made.append(Source(f"{number:02}-{way}", data))
    inner = {f"m{at}.html": as_file(note(at), "html").data for at in (20, 21)}
    made.insert(3, Source("pair.zip", zipped(**inner)))
    made.insert(6, Source("broken.pdf", b"%PDF-1.7\nnothing more"))
    return tuple(made)


def test_the_packet_is_the_same_however_many_are_read_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = packet()
    monkeypatch.setattr(unfolding, "cores", lambda: 1)
    one = read_packet(files)
    monkeypatch.setattr(unfolding, "cores", lambda: 4)
    many = read_packet(files)
    assert many == one
    names = [file.name for file in many.sources]
    assert names[3:6] == ["pair.zip", "pair.zip/m20.html", "pair.zip/m21.html"]
    visits = [
        line.text
        for doc in many.documents
        for line in doc.lines
        if "visit" in line.text
    ]
    assert len(visits) == 14 and "visit 12." in visits[-1]
    assert [x.note for x in many.flags if "broken.pdf" in x.note]


def test_several_are_read_at_once_and_few_are_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is read ahead is bounded by the processors, also when the first is slow."""
    width, lock = 3, threading.Lock()
    running: list[int] = []
    most, consumed, started = 0, 0, 0

    def read(source: Source, *_: Any) -> Converted:
        nonlocal most, started
        with lock:
            running.append(1)
            started += 1
            most = max(most, len(running))
            assert started - consumed <= width
        time.sleep(0.05 if source.name == "0" else 0.01)
        with lock:
            running.pop()
        return Converted("utf-8", (), text=source.name)

    monkeypatch.setattr(unfolding, "cores", lambda: width)
    monkeypatch.setattr(unfolding, "_read", read)
    names = []
    for one in unfolding.unfold(
        tuple(Source(str(n), b"x") for n in range(20)), lambda *_: None
    ):
        with lock:
            consumed += 1
        names.append(one.source.name)
    assert names == [str(n) for n in range(20)]
    assert most == width


def test_progress_is_told_by_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfolding, "cores", lambda: 4)
    inside = threading.Lock()
    told: set[str] = set()

    def progress(name: str, done: int, total: int) -> None:
        assert inside.acquire(blocking=False)
        time.sleep(0.002)
        told.add(name)
        inside.release()

    read_packet(packet(), progress)
    assert {"01-docx", "12-eml", "pair.zip/m21.html"} <= told


def test_an_archive_leaves_room_for_the_files_behind_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unfolding, "MAX_PARTS", 40)
    greedy = zipped(**{f"{n}.txt": note(1).encode() for n in range(60)})
    other = zipped(good=note(9).encode())
    made = read_packet((Source("a.zip", greedy), Source("b.zip", other)))
    assert any(file.name == "b.zip/good" for file in made.sources)
    assert sum("hold more than 40" in flag.note for flag in made.flags) == 1
    read = [one for one in made.sources if one.name.startswith("a.zip/")]
    assert 25 < len(read) < 40


def test_one_archive_alone_may_use_all_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unfolding, "MAX_PARTS", 40)
    data = zipped(**{f"{n}.txt": note(1).encode() for n in range(40)})
    assert not [
        x for x in read_packet((Source("a.zip", data),)).flags if "more" in x.note
    ]


def test_a_file_with_too_much_text_costs_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "MAX_CHARACTERS", 2_000)
    flood = Source("a.txt", b"Neck pain since May.\n" * 90)
    made = read_packet(
        (flood, *(Source(f"{n}", note(n).encode()) for n in range(1, 9)))
    )
    assert len(made.documents) == 8
    assert [flag.note for flag in made.flags if "a.txt was not read" in flag.note]
    with pytest.raises(PacketError, match="million"):
        read_packet((flood._replace(data=flood.data * 2),))


def test_a_reader_that_stops_leaves_no_process_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Someone who gives up while files are read does not wait for them."""
    from workbench.packet.formats import worker

    monkeypatch.setattr(unfolding, "cores", lambda: 3)

    class Enough(Exception):
        pass

    def progress(*_: object) -> None:
        pass

    walk = unfolding.unfold(packet(), progress)
    next(walk)
    with pytest.raises(Enough):
        walk.throw(Enough)
    assert worker._busy == []
