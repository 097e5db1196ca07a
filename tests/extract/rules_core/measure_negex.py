"""Negation and history on sentences that nobody here wrote: one condition in capitals.

    python tests/extract/rules_core/measure_negex.py SENTENCES.tsv [--errors even]

Even rows may be used to find errors in kind; odd rows are reported untouched.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.language.context import read
from workbench.extract.rules.layout.sentences import sentence_spans
from workbench.extract.rules.model import Block, Mention, Section, Sentence


class Row(NamedTuple):
    number: int
    condition: str
    sentence: str
    negation: str
    temporality: str


def rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Row(
                int(line["n"]),
                line["condition"],
                line["sentence"],
                line["negation"],
                line["temporality"],
            )


def place(row: Row) -> tuple[str, int, int] | None:
    """The folded sentence and the condition's offsets; None where it is not there."""
    text = fold(row.sentence)
    pattern = r"\s+".join(re.escape(part) for part in fold(row.condition).split())
    found = re.search(pattern.upper(), text) or re.search(pattern, text, re.IGNORECASE)
    return (text, *found.span()) if found else None


def said(text: str, start: int, end: int) -> str:
    spans = list(sentence_spans(text, 0, len(text)))
    low, high = next(((a, b) for a, b in spans if a <= start < b), (0, len(text)))
    high = max(high, end)
    section = Section("", "other", 0, len(text))
    block = Block("paragraph", section, low, high)
    sentence = Sentence(text[low:high], low, high, block)
    mention = Mention("condition", start - low, end - low, text[start:end])
    return read(sentence, mention, state=True).seven


def say(*parts: object) -> None:
    sys.stdout.write(" ".join(map(str, parts)) + "\n")


def score(pairs: list[tuple[bool, bool]]) -> str:
    counts = Counter(pairs)
    hit, false, missed = counts[True, True], counts[False, True], counts[True, False]
    precision = hit / (hit + false) if hit + false else 0.0
    recall = hit / (hit + missed) if hit + missed else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f} (n {hit + missed})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", choices=["even"], default=None)
    options = parser.parse_args()
    found = [(row, at) for row in rows(options.file) if (at := place(row))]
    answers = [(row, at, said(*at)) for row, at in found]
    for half, wanted in (("even", 0), ("odd", 1)):
        part = [(r, s) for r, _, s in answers if r.number % 2 == wanted]
        negated = [(r.negation == "Negated", s == "negated") for r, s in part]
        past = [(r.temporality == "Historical", s == "historical") for r, s in part]
        say(f"{half}: negated {score(negated)}; historical {score(past)}")
    if options.errors:
        for row, at, seven in answers:
            if row.number % 2 == 0 and (row.negation == "Negated") != (
                seven == "negated"
            ):
                say(row.number, row.negation, seven, "|", row.condition, "|", at[0])


if __name__ == "__main__":
    main()
