"""How sure recognition says it is of a line, held against whether the line is right.

    python -m tests.packet_formats.doubt --as scan,fax,coarse evals/gold/...

Each page is read from its text layer and from its picture.  A line counts as wrong
where something on which a finding can turn differs (numbers, levels, sides, negations
and the other words of ``critical_words.yaml``), as misspelt where any letter or digit
does.
For each confidence below which lines could be flagged it prints how many lines that
flags, how many of those are wrong (precision) and which part of the wrong lines it
catches (recall).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.packet_formats import rendering
from tests.packet_formats.sweep import as_picture, text_of
from workbench.packet.formats.ocr_compare import deciding
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.evidence import DOUBTFUL

BOUNDS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.78, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9, 0.93)
_ALIKE, _FAR = 55.0, 15
"""Likeness, of 100, from which a line read is the line that stands there, and lines by
which it may stand in another place."""


class Told(NamedTuple):
    """A line of a picture: how sure it was, and what of it is wrong."""

    way: str
    sure: float
    wrong: bool
    misspelt: bool
    truth: str
    read: str


def told(text: str, way: str) -> Iterator[Told]:
    """Every line of a packet's picture that could be held against the text."""
    plain = read_packet((Source("packet.pdf", rendering.pdf_of(text)),))
    other = read_packet((as_picture(text, way),))
    truth = [line for one in plain.documents for line in _lines(one)]
    seen = [line for one in other.documents for line in _lines(one)]
    for known, line in _paired(truth, seen):
        said = " ".join(known.text.split()) if known is not None else ""
        got = " ".join(line.text.split()) if line is not None else ""
        sure = line.confidence if line is not None else None
        yield Told(
            way,
            1.0 if sure is None else sure,
            deciding(said) != deciding(got),
            _letters(said) != _letters(got),
            said,
            got,
        )


def _lines(document: Any) -> list[Any]:
    return [one for one in document.lines if any(map(str.isalnum, one.text))]


def _letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _paired(
    truth: Sequence[Any], seen: Sequence[Any]
) -> Iterator[tuple[Any | None, Any | None]]:
    """Lines that are the same line; None for one that is missing or was made up."""
    from rapidfuzz import fuzz

    scored = sorted(
        (-fuzz.ratio(_plain(known), _plain(line)), abs(at - to), at, to)
        for at, known in enumerate(truth)
        for to, line in enumerate(seen)
        if abs(at - to) <= _FAR
    )
    partner: dict[int, int] = {}
    for score, _, at, to in scored:
        if -score >= _ALIKE and at not in partner and to not in partner.values():
            partner[at] = to
    for at, known in enumerate(truth):
        yield known, seen[partner[at]] if at in partner else None
    for to, line in enumerate(seen):
        if to not in partner.values():
            yield None, line


def _plain(line: Any) -> str:
    return " ".join(line.text.split())


def table(lines: Sequence[Told]) -> Iterator[str]:
    """What each bound would flag, catch and flag in vain."""
    for way in dict.fromkeys([one.way for one in lines]):
        own = [one for one in lines if one.way == way]
        yield from _rows(way, own)
    if len({one.way for one in lines}) > 1:
        yield from _rows("all", lines)


def _rows(way: str, lines: Sequence[Told]) -> Iterator[str]:
    wrong = sum(one.wrong for one in lines)
    lost = sum(one.wrong and not one.read for one in lines)
    spelt = sum(one.misspelt for one in lines)
    yield (
        f"{way}: {len(lines)} lines, {wrong} wrong ({lost} of them not there at all), "
        f"{spelt} misspelt"
    )
    for bound in sorted({*BOUNDS, DOUBTFUL}):
        flagged = [one for one in lines if one.sure < bound]
        caught = sum(one.wrong for one in flagged)
        yield (
            f"  below {bound:.2f}: {len(flagged)} flagged, {caught} of them wrong; "
            f"{caught} of {wrong - lost} wrong lines caught"
        )


def main() -> None:
    """Print the table, and each wrong line that the bound in use lets pass."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--as", dest="ways", default="scan,fax,coarse")
    parser.add_argument("--keep", type=Path, help="write the lines as JSON Lines here")
    parser.add_argument("--of", type=Path, help="lines written before, to be counted")
    given = parser.parse_args()
    lines: list[Told] = []
    if given.of:
        for row in given.of.read_text(encoding="utf-8").splitlines():
            lines.append(Told(*json.loads(row)))
    for folder in given.folders:
        for way in given.ways.split(","):
            made = list(told(text_of(folder), way))
            lines += made
            if given.keep:
                with given.keep.open("a", encoding="utf-8") as stream:
                    stream.writelines(json.dumps(one) + "\n" for one in made)
    for one in lines:
        if one.wrong and one.sure >= DOUBTFUL:
            sys.stdout.write(f"{one.way} {one.sure:.2f}\n  {one.truth}\n  {one.read}\n")
    for line in table(lines):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
