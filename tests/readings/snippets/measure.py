"""How the rules reader reads a batch of snippets.

*Seven-way* is what the reader's fact of the kind says and, where it makes none, what
the assertion engine says of the words.  *Full frame* is right where one fact holds the
kind, assertion, level, side, grade and every field of the frame.  *Falsely present* is
a present fact of a kind that the snippet names and nowhere says to be present; *beyond*
counts present facts of kinds that the snippet does not name at all (its labels need not
be complete, so these are for looking at).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.extract.assertion import frames as judged
from tests.readings.snippets.form import DATE, Frame, Snippet, snippets
from workbench.extract.rules.copy.legible import unscanned
from workbench.schema.case import Fact


class Read(NamedTuple):
    """What came of a snippet: a pair (seven right, full frame right) for each frame."""

    snippet: Snippet
    right: list[tuple[bool, bool]]
    false: list[Fact]
    beyond: list[Fact]
    found: list[Fact]


def read(snippet: Snippet) -> Read:
    """Read a snippet as a document of its style and judge it."""
    snippet = _unscanned(snippet)
    found = judged.facts(snippet.text, snippet.style, DATE, snippet.section)
    right = [_judge(snippet, one, found) for one in snippet.frames]
    false, beyond = [], []
    for fact in found:
        mine = [f for f in snippet.frames if _names(f, fact)]
        if judged.said_of(fact) != "present" or fact.kind == "other":
            continue
        if not mine:
            beyond.append(fact)
        elif not any("present" in f.right for f in mine):
            false.append(fact)
    return Read(snippet, right, false, beyond, found)


def _unscanned(snippet: Snippet) -> Snippet:
    """A scanned snippet ("ocr-radiology") as the reading copy has it."""
    kind = snippet.style.removeprefix("ocr-")
    if kind == snippet.style:
        return snippet
    frames = tuple(one._replace(words=unscanned(one.words)) for one in snippet.frames)
    return snippet._replace(style=kind, text=unscanned(snippet.text), frames=frames)


def _names(frame: Frame, fact: Fact) -> bool:
    return any(judged.same(kind, fact.kind) for kind in frame.kinds)


def _judge(snippet: Snippet, one: Frame, found: Sequence[Fact]) -> tuple[bool, bool]:
    olds = [_as_judged(snippet, one, kind) for kind in one.kinds]
    said = next((s for s in (judged._read_as(o, found) for o in olds) if s), None)
    said = said or judged.seven(olds[0])
    holding = [fact for fact in found if _holds(one, fact)]
    among = holding if one.fields else found
    full = any(judged.full(old, among) for old in olds) and bool(among or olds)
    if one.fields and not holding:
        full = False
    return said in one.right or full, full


def _as_judged(snippet: Snippet, one: Frame, kind: str) -> judged.Frame:
    return judged.Frame(
        snippet.id,
        snippet.style,
        snippet.text,
        snippet.section,
        DATE,
        one.words,
        kind,
        one.right,
        one.level,
        one.side,
        one.grade,
    )


def _holds(one: Frame, fact: Fact) -> bool:
    return all(str(getattr(fact, key, None)) == value for key, value in one.fields)


def figures(made: Sequence[Read]) -> dict[str, int]:
    """The counts of a batch."""
    pairs = [pair for one in made for pair in one.right]
    return {
        "frames": len(pairs),
        "seven": sum(seven for seven, _ in pairs),
        "full": sum(full for _, full in pairs),
        "false": sum(len(one.false) for one in made),
        "beyond": sum(len(one.beyond) for one in made),
    }


def report(made: Sequence[Read]) -> Iterator[str]:
    """The lines of the report."""
    n = figures(made)
    total = max(n["frames"], 1)
    yield (
        f"{len(made)} snippets, {total} frames: seven-way {n['seven'] / total:.3f},"
        f" full frame {n['full'] / total:.3f}, falsely present {n['false']},"
        f" beyond the labels {n['beyond']}"
    )
    count: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for one in made:
        count[one.snippet.style] += len(one.right)
        good[one.snippet.style] += sum(full for _, full in one.right)
    yield "  " + ", ".join(f"{s} {good[s]}/{count[s]}" for s in sorted(count))


def errors(made: Sequence[Read]) -> Iterator[str]:
    """What came out wrong, one snippet after the other."""
    for one in made:
        lost = [
            (f, pair)
            for f, pair in zip(one.snippet.frames, one.right, strict=True)
            if not all(pair)
        ]
        if not (lost or one.false or one.beyond):
            continue
        yield f"{one.snippet.id} {one.snippet.section!r} {one.snippet.text!r}"
        for f, (seven, _) in lost:
            yield (
                f"   LOST {f.words!r} {f.kinds} {f.right} {f.level} {f.side} {f.grade}"
                f" {f.fields}{'' if seven else ' SEVEN'}"
            )
        for name, facts in (("FALSE", one.false), ("BEYOND", one.beyond)):
            for fact in facts:
                yield f"   {name} {fact.kind} {fact.level} {fact.side}"
        if lost or one.false:
            yield from (f"      {_shown(fact)}" for fact in one.found)


def _shown(fact: Fact) -> str:
    parts = []
    for key, value in fact.model_dump(exclude={"evidence", "id", "findings"}).items():
        if value not in (None, (), "", False):
            parts.append(f"{key}={value['label'] if key == 'severity' else value}")
    return " ".join(parts)


def main() -> None:
    """Print the figures and, asked for, the errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for path in options.files:
        made = [read(one) for one in snippets(path)]
        sys.stdout.write("\n".join([path.stem, *report(made), ""]))
        if options.errors:
            sys.stdout.write("\n".join([*errors(made), ""]))


if __name__ == "__main__":
    main()
