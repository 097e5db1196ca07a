"""Strength in a table whose muscles stand across and whose rows are the sides.

"Motor  delt  bic  tri  grip" over "R  5  5  4+  5" and "L  5  5  5  5": each grade is
of the muscle that has its place in the line above.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import finding
from workbench.extract.rules.frames.exam.marks import as_side, find_sides, muscles
from workbench.extract.rules.frames.exam.strength_grades import normal_grade
from workbench.extract.rules.frames.passages import Passage, is_exam
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ExamFinding

_ROW = sought(
    r"[ ]*(?P<side>R|L|RT|LT|Rt|Lt|[Rr]ight|[Ll]eft)[ :]{1,20}"
    r"(?P<grades>(?:[0-5][+-]?(?:/5)?[ ,]{1,14}){2,9}[0-5][+-]?(?:/5)?)[ ]*"
)
_GRADE = re.compile(r"[0-5][+-]?(?:/5)?")
_TOPIC = re.compile(r"(?:motor|strength|power|MMT|muscles?|myotomes?|exam)\W*", re.I)
_ABOVE = 2
"""Lines above a row among which the muscles stand: the other side's row, the head."""


def across(passage: Passage) -> list[ExamFinding]:
    """The grades of the rows of sides that a sentence holds."""
    if not is_exam(passage):
        return []
    text, first = passage.view.source.text, passage.sentence.start
    begin = text.rfind("\n", 0, first) + 1
    found: list[ExamFinding] = []
    while begin < passage.sentence.end:
        stop = text.find("\n", begin)
        stop = len(text) if stop < 0 else stop
        row = _ROW.fullmatch(text, begin, stop)
        if row is not None and row.start("side") >= first:
            found += _graded(passage, row, _head(text, begin))
        begin = stop + 1
    return found


def _graded(
    passage: Passage, row: re.Match[str], names: list[str]
) -> Iterator[ExamFinding]:
    grades = list(_GRADE.finditer(row["grades"]))
    sides = find_sides(row["side"])
    if len(grades) != len(names) or not sides:
        return
    for name, grade in zip(names, grades, strict=True):
        at = row.start("grades") - passage.sentence.start
        yield finding(
            passage,
            "strength",
            (at + grade.start(), at + grade.end()),
            site=name,
            side=as_side(sides[0].name),
            grade=normal_grade(grade.group().removesuffix("/5")),
        )


def _head(text: str, begin: int) -> list[str]:
    """The muscles of the line above, the other side's row left out; none where a word
    of it is no muscle."""
    for _ in range(_ABOVE):
        stop = begin - 1
        if stop <= 0:
            return []
        begin = text.rfind("\n", 0, stop) + 1
        if not _ROW.fullmatch(text, begin, stop):
            return _muscles(text[begin:stop])
    return []


def _muscles(line: str) -> list[str]:
    words = [one for one in re.split(r"[ ]{2,}", line.strip()) if one]
    if words and _TOPIC.fullmatch(words[0]):
        words = words[1:]
    named = [list(muscles().find(one)) for one in words]
    whole = all(len(one) == 1 for one in named)
    return [one[0].name for one in named] if whole else []
