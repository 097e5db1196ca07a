"""Strength in tables: a muscle in the first cell, a grade in each other one."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import finding
from workbench.extract.rules.frames.exam.marks import Mark, muscles, reflexes
from workbench.extract.rules.frames.exam.strength_grades import (
    FULL,
    grades,
    normal_grade,
)
from workbench.extract.rules.frames.exam.tables import read_row, table_text
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ExamFinding
from workbench.vocabulary import spine

_SLASHED = sought(r"[0-5][+-]?\s?/\s?5\b")
BARE = sought(r"(?<![\w/.])(?P<grade>[0-5](?:[+-](?!\d))?)(?![\w/%]|\.\d|-\d|\s?x)")
REFLEX = sought(r"reflex|\bDTR|\bMSR|\bjerks?\b", re.IGNORECASE)
TOPIC = sought(
    r"reflex|\bDTR|\bMSR|strength|\bmotor|\bpower\b|myotom|\bMMT\b", re.IGNORECASE
)


def names_strength(passage: Passage) -> bool:
    """Whether the row's first cell speaks of strength, not of an unknown muscle."""
    first = passage.sentence.block.cells[0].text
    words = lexicon.load("exam-strength").find(first)
    return any(word.concept in ("context", "full") for word in words)


def cell_values(text: str) -> list[Mark]:
    """The grades of a cell, else that it calls strength full."""
    full = [
        Mark("value", FULL, word.start, word.end)
        for word in lexicon.load("exam-strength").find(f"strength {text}")
        if word.attributes.get("value")
    ]
    bare = [
        Mark("value", normal_grade(m["grade"]), m.start(), m.end())
        for m in BARE.finditer(text)
    ]
    return grades(text) or bare or full


def is_strength_table(passage: Passage) -> bool:
    """Whether the row belongs to a table of strength, not of reflexes.

    A row that names itself a reflex ("Biceps jerk") is one in any table.
    """
    first = passage.sentence.block.cells[0].text
    if REFLEX.search(first) or (reflexes().find(first) and not muscles().find(first)):
        return False
    text = table_text(passage)
    if _SLASHED.search(passage.text) or _graded_above(passage):
        return True
    topics = TOPIC.findall(text)
    if topics:
        return not REFLEX.match(topics[-1])
    items = {mark.name for mark in muscles().find(text)}
    return bool(items - set(spine().reflexes))


def _graded_above(passage: Passage) -> bool:
    """Whether a cell holds a grade that no reflex has ("5", "4-")."""
    cells = passage.sentence.block.cells[1:]
    therapist = passage.view.document.kind == "therapy-record"
    grade = _OF_STRENGTH_THERE if therapist else _OF_STRENGTH
    return any(grade.fullmatch(cell.text.strip()) for cell in cells)


_OF_STRENGTH = re.compile(r"5[+-]?|[1-4]-")
_OF_STRENGTH_THERE = re.compile(r"5[+-]?|[1-4]-|4\+?")
"""A therapist's 4 is of a muscle: a reflex of 4 has its clonus told with it."""


def rows(passage: Passage) -> Iterator[ExamFinding]:
    """The grades of a table's row."""
    if not is_strength_table(passage):
        return
    for one in read_row(passage, muscles().find, cell_values):
        start = max(one.cell.start - passage.sentence.start, 0)
        span = (start, start + len(one.cell.text))
        yield finding(
            passage,
            "strength",
            span,
            site=one.item,
            side=one.side,
            grade=one.value.name,
            cell=one.cell,
        )
