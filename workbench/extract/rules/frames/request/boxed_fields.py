"""Numbered boxes of a printed form, several on a line, as one field each.

    (8) Procedure  Discectomy L4-5     (9) CPT  63030     (10) Laterality  R
    12. Surgeon: A. Lowe   13. Assist: none

A line whose numbers follow one another, each before a short label and its value, is
such a line; so is one with a single box, where its number is the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_MARK = r"(?:\((?P<a>\d{1,2})\)|\[(?P<b>\d{1,2})\]|(?P<c>\d{1,2})[.)])[ ]{1,2}"
_BOX = sought(rf"(?:(?<=[ ]{{2}})|\A[ ]*){_MARK}(?=[A-Z]|\d(?:st|nd|rd|th))")
_LABEL = re.compile(
    r"(?P<label>[A-Z\d][\w/&'.#()-]{0,24}(?:[ ][\w/&'.#()-]{1,24}){0,4}?)"
    r"(?:[ ]?:[ ]*|[ ]{2,}|[ ]?\.{3,}[ ]?)(?=\S)"
)
_FEWEST = 2
"""Lines of several boxes that make a form of them."""


def with_boxes(document: DocumentView) -> DocumentView:
    """The document with each numbered box of such lines as a field."""
    boxed = _lines(document)
    if not boxed:
        return document
    made: list[Sentence] = []
    done: set[int] = set()
    for one in document.sentences:
        line = document.source.line_index(one.start)
        last = document.source.line_index(max(one.end - 1, one.start))
        if line not in boxed or last != line or one.block.kind == "checkbox":
            made.append(one)
        elif line not in done:
            done.add(line)
            made += _fields(document, one, line, boxed[line])
    return document.with_sentences(made)


def _lines(document: DocumentView) -> dict[int, list[re.Match[str]]]:
    """The boxes of each line that has them, where enough lines have several."""
    found: dict[int, list[re.Match[str]]] = {}
    several, last = 0, -1
    for number, line in enumerate(document.document.lines):
        boxes = list(_BOX.finditer(line.text))
        counted = [_number(one) for one in boxes]
        if not boxes or counted != [*range(counted[0], counted[0] + len(boxes))]:
            continue
        if len(boxes) == 1 and counted[0] != last + 1:
            continue
        found[number], last = boxes, counted[-1]
        several += len(boxes) > 1
    return found if several >= _FEWEST else {}


def _number(box: re.Match[str]) -> int:
    return int(box["a"] or box["b"] or box["c"])


def _fields(
    document: DocumentView,
    pattern: Sentence,
    line: int,
    boxes: Sequence[re.Match[str]],
) -> Iterator[Sentence]:
    begin = document.source.line_start(line)
    text = document.document.lines[line].text
    ends = [one.start() for one in boxes[1:]] + [len(text)]
    for box, stop in zip(boxes, ends, strict=True):
        start, end = box.end(), box.end() + len(text[box.end() : stop].rstrip())
        named = _LABEL.match(text, start, end)
        block = replace(
            pattern.block,
            kind="field" if named else "paragraph",
            start=begin + start,
            end=begin + end,
            label=named["label"] if named else None,
            checked=None,
            cells=(),
        )
        said = document.words(begin + start, begin + end)
        yield Sentence(said, begin + start, begin + end, block)
