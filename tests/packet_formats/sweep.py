"""The same packet as text and in other forms: how many criterion statuses agree.

    python -m tests.packet_formats.sweep --as typed,flowed evals/gold/*
    python -m tests.packet_formats.sweep --as docx,html,rtf,eml,zip evals/gold/*
    python -m tests.packet_formats.sweep --as scan --every 5 evals/measured/*/*

Not a test of the default run: a scan costs some ten seconds of processor time a page.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.packet_formats import rendering
from tests.packet_formats.as_files import WAYS, as_file
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source, load
from workbench.pipeline import review_packet
from workbench.schema.review import Review

SCANS = ("scan", "fax", "coarse")


def text_of(folder: Path) -> str:
    """The text of a case's packet, files of a folder one after the other."""
    sources = load(str(folder / "packet"))
    return "\f".join(one.data.decode("utf-8", "replace") for one in sources)


def rendered(text: str, way: str) -> Source:
    """The text as another file."""
    if way == "text" or way in WAYS:
        return as_file(text, way)
    if way not in SCANS:
        return Source("packet.pdf", rendering.pdf_of(text, way))  # type: ignore[arg-type]
    pages = rendering.pages_of(rendering.pdf_of(text, "typed"))
    if way == "scan":
        made = [rendering.scan(page, seed) for seed, page in enumerate(pages)]
        return Source("packet.pdf", rendering.pdf_of_pictures(made))
    fine = way == "fax"
    made = [rendering.fax(page, seed, fine) for seed, page in enumerate(pages)]
    return Source("packet.tiff", rendering.tiff_of(made, (204, 196 if fine else 98)))


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
