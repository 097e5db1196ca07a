"""The same packet as text and in other forms: how many criterion statuses agree.

    python -m tests.packet_formats.sweep --as typed,flowed evals/gold/*
    python -m tests.packet_formats.sweep --as docx,html,rtf,eml,zip evals/gold/*
    python -m tests.packet_formats.sweep --as scan --every 5 evals/measured/*/*
    python -m tests.packet_formats.sweep --as columns+scan,drawn+fax+90 evals/gold/*

A way with ``+`` is a layout, a picture of it (scan, fax, coarse or askew), and quarter
turns; a picture alone is one of the typed layout.

Not a test of the default run: a scan costs some ten seconds of processor time a page.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.packet_formats import rendering
from tests.packet_formats.as_files import WAYS, as_file
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source, load
from workbench.pipeline import review_packet
from workbench.schema.review import Review

SCANS = ("scan", "askew", "fax", "coarse")
ASKEW = 4.5
"""Degrees by which a page fed badly lies askew."""


def text_of(folder: Path) -> str:
    """The text of a case's packet, files of a folder one after the other."""
    sources = load(str(folder / "packet"))
    return "\f".join(one.data.decode("utf-8", "replace") for one in sources)


def rendered(text: str, way: str) -> Source:
    """The text as another file."""
    if way == "text" or way in WAYS:
        return as_file(text, way)
    if way in rendering.LAYOUTS:
        return Source("packet.pdf", rendering.pdf_of(text, way))
    return as_picture(text, way)


def as_picture(text: str, way: str) -> Source:
    """The text as a scan or fax, by the words of the way."""
    layout, picture, turn = _parts(way)
    pages = rendering.pages_of(rendering.pdf_of(text, layout))
    made = [_pictured(page, seed, picture) for seed, page in enumerate(pages)]
    made = [page.rotate(turn, expand=True) for page in made] if turn else made
    if picture in ("scan", "askew"):
        return Source("packet.pdf", rendering.pdf_of_pictures(made))
    dpi = (204, 98) if picture == "coarse" else (204, 196)
    dpi = dpi[::-1] if turn in (90, 270) else dpi
    return Source("packet.tiff", rendering.tiff_of(made, dpi))


def _parts(way: str) -> tuple[rendering.Layout, str, int]:
    """Layout, picture and degrees of a way such as ``columns+fax+90``."""
    words = way.split("+")
    layout = next((one for one in rendering.LAYOUTS if one in words), "typed")
    turn = next((int(one) for one in words if one.isdigit()), 0)
    return layout, next(one for one in words if one in SCANS), turn


def _pictured(page: Any, seed: int, picture: str) -> Any:
    if picture in ("scan", "askew"):
        skew = None if picture == "scan" else ASKEW * (1 if seed % 2 else -1)
        return rendering.scan(page, seed, skew)
    return rendering.fax(page, seed, fine=picture == "fax")


def statuses(review: Review) -> dict[str, str]:
    """Every criterion's status, by its line and path."""
    found: dict[str, str] = {}
    for line in review.determination.lines:
        name = f"{line.procedure} {line.level or ''} {line.side or ''}".strip()
        found[name] = line.recommendation
        for item in line.criteria:
            found[f"{name}/{item.id}"] = item.status
    return found


def reviewed(text: str, way: str) -> dict[str, str]:
    """The statuses that a packet gives in one form."""
    packet = read_packet((rendered(text, way),))
    return statuses(review_packet(packet, RulesReader()))


def apart(plain: dict[str, str], other: dict[str, str]) -> list[str]:
    """What differs, by name."""
    return [
        f"{name}: {plain.get(name, '-')} -> {other.get(name, '-')}"
        for name in sorted({*plain, *other})
        if plain.get(name) != other.get(name)
    ]


def _report(folders: list[Path], ways: list[str]) -> Iterator[str]:
    total = dict.fromkeys(ways, 0)
    same = dict.fromkeys(ways, 0)
    whole = dict.fromkeys(ways, 0)
    for folder in folders:
        text = text_of(folder)
        plain = reviewed(text, "text")
        for way in ways:
            other = reviewed(text, way)
            found = apart(plain, other)
            total[way] += len({*plain, *other})
            same[way] += len({*plain, *other}) - len(found)
            whole[way] += not found
            if found:
                yield f"  {way} {folder.name}: {len(found)} apart"
                yield from (f"    {one}" for one in found[:12])
    for way in ways:
        yield (
            f"{way}: {same[way]} of {total[way]} statuses agree; {whole[way]} of "
            f"{len(folders)} packets in all"
        )


def main() -> None:
    """Print what differs, by packet and by way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--as", dest="ways", default="typed,flowed,columns,furniture")
    parser.add_argument("--every", type=int, default=1, help="take each n-th folder")
    parser.add_argument("--from", dest="first", type=int, default=0)
    given = parser.parse_args()
    folders = [one for one in given.folders if (one / "packet").exists()]
    for line in _report(folders[given.first :: given.every], given.ways.split(",")):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
