"""How fast the rules reader reads: CPU time of a note, of 200 KB, and peak memory.

    python -m tests.benchmarks.reading [NOTES.jsonl ...]

Each line of a file is an object with a ``text`` or ``note``.  Without files the shipped
invented packets are read.  Machines differ and are shared, so every time also stands
as a ratio to a fixed loop of plain Python timed in the same process; that loop takes
about 0.14 s on an idle core of a 2020s server.  Different documents are joined, never
one repeated, so that nothing remembered by text helps more than it would in use.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Packet

_ROOT = Path(__file__).resolve().parents[2]
_SHIPPED = (_ROOT / "evals" / "measured", _ROOT / "evals" / "gold")
_LARGE = 200_000
_WORDS = 1_000
_NOTES = 9


class Speed(NamedTuple):
    """CPU seconds, and how many runs of the calibration loop they equal."""

    seconds: float
    ratio: float


def shipped() -> list[str]:
    """The texts of all documents of the packets that ship with the project."""
    files = (
        file
        for folder in _SHIPPED
        for file in sorted(folder.rglob("packet/*.txt"))
        if file.is_file()
    )
    return [file.read_text(encoding="utf-8") for file in files]


def noted(paths: Sequence[Path]) -> list[str]:
    """The texts of JSON Lines files."""
    return [
        str(row.get("text") or row["note"])
        for path in paths
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def calibration() -> float:
    """CPU seconds of the fixed loop, the least of three runs."""
    return min(_cpu(_loop) for _ in range(3))


def _loop() -> None:
    total, seen = 0, {}
    for number in range(1_000_000):
        total += number * number % 7
        seen[number & 1023] = total


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def large(texts: Sequence[str], first: int = 0, size: int = _LARGE) -> Packet:
    """A packet of ``size`` characters: the texts from ``first`` on, one file each."""
    return read_packet(tuple(_sources(texts, first, size)))


def _sources(texts: Sequence[str], first: int, size: int) -> Iterator[Source]:
    left, place = size, first
    while left > 0:
        text = texts[place % len(texts)][:left]
        yield Source(f"note-{place}.txt", text.encode())
        left, place = left - len(text), place + 1


def note(texts: Sequence[str], first: int = 0) -> Packet:
    """About a thousand words as one file: the words of texts joined, from one on."""
    words: list[str] = []
    for text in (*texts[first:], *texts[:first]):
        words += text.split(" ")
        if len(words) >= _WORDS:
            break
    return read_packet((Source("note.txt", " ".join(words[:_WORDS]).encode()),))


def speed(packet: Packet) -> Speed:
    """CPU time of one reading, beside the calibration loop timed just before and after.

    A shared machine may slow down halfway, which one loop alone would not show.
    """
    reader, before = RulesReader(), calibration()
    seconds = _cpu(lambda: reader.read(packet))
    return Speed(seconds, 2 * seconds / (before + calibration()))


def notes(texts: Sequence[str]) -> list[Packet]:
    """Nine different notes of about a thousand words."""
    return [note(texts, len(texts) * part // _NOTES) for part in range(_NOTES)]


def median(packets: Sequence[Packet]) -> Speed:
    """The middle one of the times: a short reading on a shared machine tells little."""
    found = sorted((speed(packet) for packet in packets), key=lambda one: one.ratio)
    return found[len(found) // 2]


def peak(packets: Sequence[Packet]) -> list[float]:
    """Megabytes still held after each packet: flat means that nothing piles up."""
    tracemalloc.start()
    reader, held = RulesReader(), []
    for packet in packets:
        reader.read(packet)
        held.append(tracemalloc.get_traced_memory()[0] / 1e6)
    tracemalloc.stop()
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    texts = noted(parser.parse_args().files) or shipped()
    if sys.dont_write_bytecode:
        _say("PYTHONDONTWRITEBYTECODE is set", "compiling expressions is counted, too")
    reader = RulesReader()
    reader.read(large(texts, len(texts) // 2, 20_000))
    one = median(notes(texts))
    told = f"{one.seconds * 1000:.0f} ms, ratio {one.ratio:.2f}"
    _say("note of 1,000 words, median of nine", told)
    packets = [large(texts, len(texts) * part // 4) for part in range(4)]
    for packet in packets:
        many = speed(packet)
        _say("packet of 200 KB", f"{many.seconds:.2f} s, ratio {many.ratio:.1f}")
    held = ", ".join(f"{size:.0f}" for size in peak([*packets, *packets]))
    _say("MB held after each of eight packets", held)


def _say(what: str, value: str) -> None:
    sys.stdout.write(f"{what}: {value}\n")


if __name__ == "__main__":
    main()
