"""How many criterion statuses are the same from a text and from its other forms.

python -m tests.packet_formats.agree --as docx,html,rtf,eml,zip evals/gold/*
python -m tests.packet_formats.agree --as docx --every 4 evals/measured/*/*
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.packet_formats.as_files import WAYS, as_file
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.pipeline import review_packet
from workbench.schema.review import Review


def text_of(folder: Path) -> str:
    """The text of a case's packet, its files one after the other."""
    sources = load(str(folder / "packet"))
    return "\f".join(one.data.decode("utf-8", "replace") for one in sources)


def statuses(review: Review) -> dict[str, str]:
    """Every criterion's status and every line's recommendation, by name."""
    found: dict[str, str] = {}
    for line in review.determination.lines:
        name = f"{line.procedure} {line.level or ''} {line.side or ''}".strip()
        found[name] = line.recommendation
        for item in line.criteria:
            found[f"{name}/{item.id}"] = item.status
    return found


def reviewed(text: str, way: str) -> dict[str, str]:
    """The statuses that a packet gives in one form."""
    packet = read_packet((as_file(text, way),))
    return statuses(review_packet(packet, RulesReader()))


def apart(plain: dict[str, str], other: dict[str, str]) -> list[str]:
    """What differs, by name."""
    return [
        f"{name}: {plain.get(name, '-')} -> {other.get(name, '-')}"
        for name in sorted({*plain, *other})
        if plain.get(name) != other.get(name)
    ]


def main() -> None:
    """Print what differs, by packet and form, and the agreement of each form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--as", dest="ways", default=",".join(WAYS))
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    folders = [one for one in given.folders if (one / "packet").exists()]
    folders = folders[:: given.every]
    ways = given.ways.split(",")
    total = dict.fromkeys(ways, 0)
    same = dict.fromkeys(ways, 0)
    whole = dict.fromkeys(ways, 0)
    for folder in folders:
        text = text_of(folder)
        plain = reviewed(text, "text")
        for way in ways:
            other = reviewed(text, way)
            found = apart(plain, other)
            names = len({*plain, *other})
            total[way] += names
            same[way] += names - len(found)
            whole[way] += not found
            if found:
                sys.stdout.write(f"  {way} {folder.name}: {len(found)} of {names}\n")
                sys.stdout.writelines(f"    {one}\n" for one in found[:8])
                sys.stdout.flush()
    for way in ways:
        sys.stdout.write(
            f"{way}: {same[way]} of {total[way]} statuses agree; "
            f"{whole[way]} of {len(folders)} packets whole\n"
        )


if __name__ == "__main__":
    main()
