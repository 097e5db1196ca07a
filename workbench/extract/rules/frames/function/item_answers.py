"""Items of a questionnaire of function with the answer that was chosen.

"4 Walking  [ ] any distance  [x] less than 100 yards" is a limit of walking, "Sitting
[0]" none: the statements of an item stand in order, and the first of them is no limit.
Headings of items and words of answers are data (``item_answers.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.model import Cell
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("item_answers.yaml")
_NUMBER = r"(?:(?:section |item |q)?\d{1,2}\s?[.):-]?\s{1,3})?"
_HEADED = re.compile(rf"\s*{_NUMBER}(?P<item>[a-z][a-z /]{{2,24}}?)\W*\Z", re.I)
_CIRCLED = sought(
    rf"(?:\A|\s){_NUMBER}(?P<item>[A-Z][a-z /]{{2,24}}?)\s?[:.\u2026-]*\s*"
    r"(?:[0-5]\s+){0,5}\[\s?(?P<grade>[0-5])\s?\](?=\s|\Z)"
)


class _Table(NamedTuple):
    items: dict[str, str]
    free: re.Pattern[str]
    limited: re.Pattern[str]


@cache
def _table() -> _Table:
    rows: dict[str, Any] = load_yaml(FILE)
    return _Table(rows["items"], _words(rows["free"]), _words(rows["limited"]))


def _words(listed: list[str]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, listed), key=len, reverse=True))
    return re.constant(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def read_items(passage: Passage) -> Iterator[FunctionalLimit]:
    """The item that a ticked option or a circled number answers."""
    block = passage.sentence.block
    if block.kind == "checkbox":
        if block.checked and block.cells:
            yield from _ticked(passage, block.cells[0])
        return
    for match in _CIRCLED.finditer(passage.text):
        for kind in _kinds(match["item"]):
            yield _fact(passage, kind, limited=match["grade"] != "0")
    yield from _written(passage)


_WRITTEN = sought(
    rf"\s*{_NUMBER}(?P<item>[A-Z][a-z /]{{2,24}}?)\s?:\s*(?P<answer>\S.{{2,160}}?)"
    r"(?:\s{2,}(?P<grade>[0-5])(?=\s*\Z|\s(?:sum|total)\b)|\s{1,4}(?:<-{1,3}|\u2190|\()\s?"
    r"(?:circled|chosen|ticked|marked|selected|checked)\)?)"
    r"(?:\s*\Z|\s(?:sum|total)\b)",
    re.IGNORECASE,
)
"""An item with its answer in words and the grade or the mark behind it."""
_STRUCK = re.compile(
    r".*\b(?:crossed out|struck out|struck through)\b\W*", re.IGNORECASE
)
_HURTS = re.compile(r"\b(?:moderate|severe|bad|a lot of|much)\s(?:\w+\s)?pain\b", re.I)


def _written(passage: Passage) -> Iterator[FunctionalLimit]:
    """An answer in words: "Lifting: not even a kettle   4", "Reading: ... <-- circled".

    What was crossed out before it is not the answer.  A grade of nought is no limit.
    """
    match = _WRITTEN.match(passage.text)
    kinds = _kinds(match["item"]) if match else []
    if match is None:
        return
    answer, grade, table = _STRUCK.sub("", match["answer"]), match["grade"], _table()
    free = bool(table.free.search(answer)) and not _denies(answer)
    free = free and not _HURTS.search(answer)
    if grade == "0" or free:
        limited = False
    elif grade or table.limited.search(answer):
        limited = True
    else:
        return
    for kind in kinds:
        yield _fact(passage, kind, limited=limited)


def _ticked(passage: Passage, cell: Cell) -> Iterator[FunctionalLimit]:
    """An option that is ticked under the heading of an item."""
    head = _HEADED.match(cell.header or "")
    table = _table()
    for kind in _kinds(head["item"]) if head else ():
        if table.free.search(cell.text) and not _denies(cell.text):
            yield _fact(passage, kind, limited=False, cell=cell)
        elif table.limited.search(cell.text):
            yield _fact(passage, kind, limited=True, cell=cell)


_DENIED = re.compile(r"\b(?:no|not|cannot|can't|less|never)\s(?:\w+\s)?normal", re.I)


def _denies(text: str) -> bool:
    """Whether a word of freedom is itself denied ("no normal life")."""
    return _DENIED.search(text) is not None


def _kinds(item: str) -> list[str]:
    return _table().items.get(" ".join(item.lower().split()), "").split()


def _fact(
    passage: Passage, kind: str, *, limited: bool, cell: Cell | None = None
) -> FunctionalLimit:
    return FunctionalLimit(
        id="?",
        kind=kind,
        assertion="present" if limited else "absent",
        date=passage.view.document.date,
        evidence=tuple(evidence(passage, [cell])),
    )
