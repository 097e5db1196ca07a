"""The same packet as text, PDF, scan and fax: how many criterion statuses agree.

    python -m tests.packet_formats.sweep --as typed,flowed evals/gold/*
    python -m tests.packet_formats.sweep --as scan --every 5 evals/measured/*/*

Not a test of the default run: a scan costs some ten seconds of processor time a page.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.packet_formats import rendering
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
    if way == "text":
        return Source("packet.txt", text.encode())
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


def compared(text: str, way: str) -> tuple[int, int, list[str]]:
    """Statuses in all, those that agree with the text's, and the others by name."""
    reader = RulesReader()
    plain = statuses(review_packet(read_packet((rendered(text, "text"),)), reader))
    other = statuses(review_packet(read_packet((rendered(text, way),)), reader))
    names = sorted({*plain, *other})
    apart = [
        f"{name}: {plain.get(name, '-')} -> {other.get(name, '-')}"
        for name in names
        if plain.get(name) != other.get(name)
    ]
    return len(names), len(names) - len(apart), apart


def _report(folders: list[Path], ways: list[str]) -> Iterator[str]:
    for way in ways:
        total = same = whole = 0
        for folder in folders:
            count, agree, apart = compared(text_of(folder), way)
            total, same, whole = total + count, same + agree, whole + (not apart)
            if apart:
                yield f"  {way} {folder.name}: {len(apart)} apart"
                yield from (f"    {one}" for one in apart[:12])
        yield (
            f"{way}: {same} of {total} statuses agree; {whole} of {len(folders)} "
            "packets in all"
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
