"""Signs in tables and beside boxes: the sign in one cell, its result in another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import finding
from workbench.extract.rules.frames.exam.marks import (
    Mark,
    as_side,
    find_sides,
    without_overlap,
)
from workbench.extract.rules.frames.exam.sign_facts import placed
from workbench.extract.rules.frames.exam.sign_values import (
    MEANING,
    NEAR,
    is_sign,
    values_of,
)
from workbench.extract.rules.frames.exam.tables import read_row
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Cell, Mention
from workbench.extract.rules.words import lexicon
from workbench.schema.case import ExamFinding, Side

_PERFORMED = re.compile(
    r"\b(?:perform\w*|done|complet\w*|tested|"
    r"review\w*|not|normal\w*|negative)\b",
    re.IGNORECASE,
)


def holds_entries(passage: Passage) -> bool:
    """Whether the cells are entries of their own ("SLR R + | SLR L neg")."""
    return any(
        cell_items(cell.text) and _cell_values(cell.text)
        for cell in passage.sentence.block.cells[1:]
    )


def cell_items(text: str) -> list[Mark]:
    """The signs that a cell names."""
    return [
        Mark("item", word.concept, word.start, word.end)
        for word in lexicon.load("exam").find(text)
        if is_sign(word)
    ]


def _cell_values(text: str, row: str = "") -> list[Mark]:
    """The results in a cell of the row of what its first cell names."""
    find = lexicon.load("exam").find
    found = without_overlap(values_of(text, find(text), find(row)))
    return found or [
        Mark("value", name, 0, len(text))
        for name, sign in (("positive", "+"), ("negative", "-"))
        if text.strip() == sign
    ]


def options(passage: Passage) -> Iterator[ExamFinding]:
    """A ticked option ("neg") under its question ("Babinski")."""
    for cell in passage.sentence.block.cells:
        asked = _asked(passage, cell)
        ticked = _ticked(asked, cell.text)
        own = find_sides(cell.text)
        sides = [as_side(mark.name) for mark in (*own, *find_sides(asked))]
        values = [mark.name for mark in _cell_values(cell.text)]
        if ticked or own:
            values = values or ["positive"]
        for item in ticked or cell_items(asked):
            if values:
                side = sides[0] if sides else None
                yield from _cell_fact(passage, item.name, values[0], side, cell)


_ONLY_SIDE = re.compile(r"\s*(?:L|R|left|right)\s*:?\s*", re.IGNORECASE)


def _asked(passage: Passage, cell: Cell) -> str:
    """The question over an option; where only a side stands there ("SLR: R [x] neg
    L [ ] neg"), with the test that the boxes before it on the line are of."""
    asked = cell.header or ""
    if not _ONLY_SIDE.fullmatch(asked):
        return asked
    source = passage.view.source.text
    line = source.rfind("\n", 0, cell.start) + 1
    before = [
        one.header
        for block in passage.view.blocks
        if block.kind == "checkbox" and line <= block.start < cell.start
        for one in block.cells
        if one.header and not _ONLY_SIDE.fullmatch(one.header)
    ]
    if not before:
        return asked
    stem = list(before[-1])
    for mark in find_sides(before[-1]):
        stem[mark.start : mark.end] = " " * (mark.end - mark.start)
    return f"{''.join(stem).strip(' :')}: {asked.strip()}"


def _ticked(asked: str, text: str) -> list[Mark]:
    """Signs that are options themselves ("Signs present: [x] Clonus")."""
    return [] if _PERFORMED.search(asked) else cell_items(text)


def is_ticked(passage: Passage, word: Mention) -> bool:
    """Whether a box ticked beside a sign's bare name reports the sign."""
    block = passage.sentence.block
    if block.kind != "checkbox" or not block.checked or block.cells:
        return False
    label = block.label or ""
    rest = len(label) - len(word.text)
    return rest <= NEAR and not _PERFORMED.search(f"{label} {passage.label}")


def rows(passage: Passage) -> Iterator[ExamFinding]:
    """Facts about signs of a table's row."""
    row = passage.sentence.block.cells[0].text
    for one in read_row(passage, cell_items, partial(_cell_values, row=row)):
        yield from _cell_fact(passage, one.item, one.value.name, one.side, one.cell)


def _cell_fact(
    passage: Passage, concept: str, value: str, side: Side | None, cell: Cell
) -> Iterator[ExamFinding]:
    entry = lexicon.load("exam").entry(concept)
    assertion = MEANING.get((entry.attributes.get("type", "test"), value))
    if assertion is None:
        return
    start = max(cell.start - passage.sentence.start, 0)
    first = passage.sentence.block.cells[0]
    if entry.attributes.get("type") == "quality":
        side = None
    named = f"{first.text} {cell.header or ''}"
    name = entry.attributes.get("name")
    for kind in placed(entry.attributes.get("kind", concept), "", named).split():
        yield finding(
            passage,
            kind,
            (start, start + len(cell.text)),
            assertion=assertion,
            side=side,
            name=name,
            cell=cell,
        )
