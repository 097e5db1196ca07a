"""How requests are read: ``python -m tests.readings.requests.measure FILE.yaml [-v]``.

A file lists ``{id, style, text, lines}``; a line is ``{procedure, level, side, code}``
where level, side and code may be left out (null: the text gives none) and a list of
levels accepts any.  ``other`` with the code of a procedure that the vocabulary has got
since the text was labelled stands for that procedure.  A line of the determination is
*right* with procedure, level and side, *misplaced* with the procedure alone, *false*
where the text asks for no such procedure.  Lines that follow others (instrumentation,
bone graft) are counted apart.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from workbench.extract.rules.reader import RulesReader
from workbench.packet.hazards import readable
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet
from workbench.vocabulary import nerves, procedures

HERE = Path(__file__).resolve().parent
OTHER = "other"
NAMED_LATER = (
    "radiofrequency",
    "sacroiliac-radiofrequency",
    "sacroiliac-fusion",
    "basivertebral-ablation",
    "lumbar-disc-replacement",
    "interspinous-device",
)
"""Procedures that many texts were labelled without, as ``other``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line, wanted or read."""

    procedure: str
    level: str | None
    side: str | None
    codes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join(one for one in (self.procedure, self.level, self.side) if one)


@dataclass(slots=True)
class Score:
    """What came of one text."""

    id: str
    wanted: int = 0
    right: int = 0
    coded: int = 0
    codes: int = 0
    misplaced: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    followers: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every main line came out and no other."""
        return not (self.misplaced or self.lost or self.false)


@cache
def entries(file: Path) -> tuple[dict[str, Any], ...]:
    """The texts of one file."""
    return tuple(_named(one) for one in yaml.safe_load(file.read_text("utf-8")))


def _named(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry whose labels name what the vocabulary has a word for by now."""
    known = {
        code: name
        for name in NAMED_LATER
        for code in procedures().procedures[name].codes
    }
    lines = [
        one | {"procedure": known.get(str(one.get("code")), OTHER)}
        if one["procedure"] == OTHER
        else one
        for one in entry.get("lines") or []
    ]
    return entry | {"lines": lines}


def read_lines(text: str) -> tuple[Asked, ...]:
    """The lines of the determination of a packet that holds one text."""
    packet = readable(read_packet((Source("request.txt", text.encode()),)))
    lines = review_packet(packet, RulesReader()).determination.lines
    return tuple(
        Asked(one.procedure, one.level, one.side, tuple(one.codes)) for one in lines
    )


def score(entry: dict[str, Any]) -> Score:
    """The lines of a text against those that it is labelled with."""
    got = read_lines(entry["text"])
    return judged(entry, got)


def judged(entry: dict[str, Any], got: Sequence[Asked]) -> Score:
    """The score of lines that were read against the labels of an entry."""
    wanted: list[dict[str, Any]] = entry.get("lines") or []
    mains = [one for one in wanted if not _follows(one["procedure"])]
    made = Score(entry["id"], wanted=len(mains))
    left = [one for one in got if not _follows(one.procedure)]
    open_ones: list[dict[str, Any]] = []
    matched: list[Asked] = []
    for want in mains:
        hit = next((one for one in left if _same(want, one)), None)
        hit = hit or next((one for one in matched if _codes_of(want, one)), None)
        if hit is None:
            open_ones.append(want)
            continue
        if hit in left:
            left.remove(hit)
        matched.append(hit)
        made.right += 1
        made.coded += bool(want.get("code"))
        made.codes += str(want.get("code") or "") in hit.codes
    for want in open_ones:
        near = next((one for one in left if one.procedure == want["procedure"]), None)
        if near:
            left.remove(near)
        kind = made.misplaced if near else made.lost
        kind.append(f"{_told(want)} got {near}" if near else _told(want))
    made.false = [str(one) for one in left]
    made.followers = list(_followers(wanted, got))
    return made


def _follows(procedure: str) -> bool:
    return procedure in procedures().dependents


def _same(want: dict[str, Any], one: Asked) -> bool:
    levels = [_place(one) for one in _listed(want.get("level"))]
    sides = _listed(want.get("side"))
    return (
        one.procedure == want["procedure"] and one.level in levels and one.side in sides
    )


def _codes_of(want: dict[str, Any], one: Asked) -> bool:
    """Whether a label is a further code of a line already found.

    It gives no place, or the place of that line again.
    """
    bare = not (want.get("level") or want.get("side"))
    coded = bool(want.get("code")) and str(want["code"]) in one.codes
    return one.procedure == want["procedure"] and (
        coded and (bare or _same(want, one)) or (bare and not want.get("code"))
    )


def _place(level: str | None) -> str | None:
    """A level as the program names it: a nerve by its id."""
    if not level:
        return None
    words = level.lower()
    known = nerves().nerves
    named = [name for name, one in known.items() if any(w in words for w in one.words)]
    return named[0] if named and words not in known else level


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _told(want: dict[str, Any]) -> str:
    parts = (want["procedure"], want.get("level"), want.get("side"))
    return " ".join(str(one) for one in parts if one)


def _followers(wanted: Iterable[dict[str, Any]], got: Iterable[Asked]) -> Iterator[str]:
    """Following lines that are missing or not asked for."""
    asked = [one["procedure"] for one in wanted if _follows(one["procedure"])]
    found = [one.procedure for one in got if _follows(one.procedure)]
    yield from (f"no {one}" for one in sorted(set(asked) - set(found)))
    yield from (f"spurious {one}" for one in sorted(set(found) - set(asked)))


def report(scores: Sequence[Score]) -> str:
    """The figures of a batch on one line."""
    wanted = sum(one.wanted for one in scores)
    return (
        f"{sum(one.right for one in scores)} of {wanted} lines right,"
        f" {sum(len(one.misplaced) for one in scores)} misplaced,"
        f" {sum(len(one.lost) for one in scores)} lost,"
        f" {sum(len(one.false) for one in scores)} false;"
        f" codes {sum(one.codes for one in scores)}"
        f" of {sum(one.coded for one in scores)};"
        f" {sum(one.whole for one in scores)} of {len(scores)} texts whole;"
        f" following lines astray {sum(len(one.followers) for one in scores)}"
    )


def _errors(one: Score) -> Iterator[str]:
    named = (("LOST", one.lost), ("MISPLACED", one.misplaced), ("FALSE", one.false))
    for name, found in (*named, ("FOLLOWING", one.followers)):
        yield from (f"  {one.id}: {name} {text}" for text in found)


def main(arguments: Sequence[str]) -> None:
    """Print the figures of each file, with ``-v`` what went wrong."""
    for name in [one for one in arguments if one != "-v"]:
        scores = [score(entry) for entry in entries(Path(name))]
        sys.stdout.write(f"{Path(name).name}: {report(scores)}\n")
        if "-v" in arguments:
            lines = [text for one in scores for text in _errors(one)]
            sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main(sys.argv[1:])
