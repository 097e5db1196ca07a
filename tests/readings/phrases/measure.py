"""How many of the phrasings are read, and which look-alikes are taken for a finding."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.extract.assertion.frames import (
    TODAY,
    Frame,
    facts,
    full,
    saids,
    same,
)
from workbench.schema.case import Fact
from workbench.vocabulary.yaml_file import load_yaml

HERE = Path(__file__).parent
_SEVEN = frozenset(
    "present negated possible historical not_done hypothetical family".split()
)
_SIDES = frozenset({"left", "right", "bilateral"})
_LEVEL = re.compile(r"[CTLS]\d{1,2}(?:-(?:[TLS]?\d{1,2}))?")


class Phrase(NamedTuple):
    """One text with what it says of the kind; a look-alike has no frames."""

    kind: str
    style: str
    text: str
    frames: tuple[Frame, ...]
    fields: tuple[dict[str, str], ...] = ()
    section: str = ""


class Result(NamedTuple):
    """A phrase with which of its frames were held, and what was made of it."""

    phrase: Phrase
    held: tuple[bool, ...]
    false: tuple[Fact, ...]
    found: tuple[Fact, ...]


def phrases(path: Path) -> Iterator[Phrase]:
    """All phrases of a file, the look-alikes after what says the kind."""
    data: dict[str, dict[str, Any]] = load_yaml(path)
    for kind, row in data.items():
        style = row["style"]
        section = row.get("section", "EXAM" if style == "exam" else "")
        for line in row["says"].splitlines():
            text, _, labels = line.rpartition("=>")
            text = text.strip()
            made = tuple(_frame(kind, style, text, one) for one in labels.split(";"))
            values = tuple(_fields(one) for one in labels.split(";"))
            yield Phrase(kind, style, text, made, values, section)
        for line in row.get("unlike", "").splitlines():
            yield Phrase(kind, style, line.strip(), (), (), section)


def _fields(label: str) -> dict[str, str]:
    """Further fields that the fact must hold ("site=hand value=7")."""
    parts = (word.partition("=") for word in label.split() if "=" in word)
    return {name: value for name, _, value in parts}


def _frame(kind: str, style: str, text: str, label: str) -> Frame:
    words = [word for word in label.split() if "=" not in word]
    right = tuple(word for word in words if word in _SEVEN)
    side = next((word for word in words if word in _SIDES), None)
    level = next((word for word in words if _LEVEL.fullmatch(word)), None)
    rest = [word for word in words if word not in (*right, side, level)]
    return Frame(
        *("", style, text, "", TODAY, text, kind),
        right or ("present",),
        *(level, side, rest[0] if rest else None),
    )


def read(one: Phrase) -> Result:
    """What the reader makes of a phrase as a document of its style."""
    found = tuple(facts(one.text, one.style, TODAY, one.section))
    held = tuple(
        _held(frame, fields, found)
        for frame, fields in zip(one.frames, one.fields, strict=True)
    )
    said = [fact for fact in found if same(one.kind, fact.kind)]
    false = tuple(
        fact for fact in said if "present" in saids(fact, one.kind) and not one.frames
    )
    return Result(one, held, false, found)


def _held(frame: Frame, fields: dict[str, str], found: Sequence[Fact]) -> bool:
    """Whether a fact holds the frame and, where it asks for them, the fields."""
    mine = [
        fact
        for fact in found
        if all(str(getattr(fact, key, None)) == value for key, value in fields.items())
    ]
    return full(frame, mine) and bool(mine or not fields)


def figures(made: Sequence[Result]) -> tuple[int, int, int, int]:
    """Frames held, all frames, look-alikes taken, all look-alikes."""
    held = [ok for one in made for ok in one.held]
    alike = [one for one in made if not one.phrase.frames]
    return sum(held), len(held), sum(bool(one.false) for one in alike), len(alike)


def _errors(made: Sequence[Result]) -> Iterator[str]:
    for one in made:
        if all(one.held) and not one.false:
            continue
        yield f"{one.phrase.kind}: {one.phrase.text!r}"
        for frame, ok in zip(one.phrase.frames, one.held, strict=True):
            if not ok:
                place = f"{frame.level} {frame.side} {frame.severity}"
                yield f"   not {frame.right} {place}"
        for fact in one.found:
            grade = getattr(fact, "severity", None)
            place = f"{fact.level} {fact.site} {fact.side}"
            yield f"      {fact.kind} {fact.assertion} {place} {grade and grade.label}"


def main() -> None:
    """Print the figures of each file and kind and, asked for, the errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    whole: list[Result] = []
    for path in options.files or sorted(HERE.glob("*.yaml")):
        made = [read(one) for one in phrases(path)]
        whole += made
        held, every, taken, alike = figures(made)
        line = f"{path.name}: {held} of {every} held, {taken} of {alike} taken\n"
        sys.stdout.write(line)
        if options.errors:
            sys.stdout.write("\n".join([*_errors(made), ""]))
    held, every, taken, alike = figures(whole)
    sys.stdout.write(f"all: {held} of {every} held, {taken} of {alike} taken\n")


if __name__ == "__main__":
    main()
