"""Fields that are numbered by the service that they are of, as one row each.

    proc.1.code=22856                      Procedure 1: TDR C4-5      CPT 1: 22856
    proc.1.note=Cervical TDR C4-5          Procedure 2: TDR C5-6      CPT 2: 22858
    proc.2.code=22858

Fields in a row that bear one number and name different things of a service become a row
with the names as headers, so that a code keeps its own level, side and units.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.cited_fields import value_of
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.model import Cell, DocumentView, Sentence

_NUMBER = re.compile(r"(?<![\w.-])#?(?P<number>\d{1,2})(?![\w-]|\.\d)")
_CODE = re.compile(r"\d{4}[\dT]")
_OF_SERVICE = frozenset(
    "label-procedure label-code label-level label-side label-units".split()
)
_FEWEST = 2
_SET_OFF = " :=.,;|\"'\t_-?"
"""What stands between a label and its value."""


def numbered(document: DocumentView, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, those that are of one numbered service as one row."""
    made: list[Sentence] = []
    for number, run in groupby(sentences, key=_number):
        fields = list(run)
        made += [_row(document, fields)] if number and _is_record(fields) else fields
    return made


def _number(sentence: Sentence) -> str | None:
    """The number in the label of a field, where it has one and no other."""
    if sentence.block.kind != "field":
        return None
    found = _NUMBER.findall(sentence.block.label or "")
    return found[0] if len(found) == 1 else None


def _is_record(fields: Sequence[Sentence]) -> bool:
    """Whether fields of one number name a code or service and more of it."""
    named = [slots(_name(one)) & _OF_SERVICE for one in fields]
    told = frozenset().union(*named)
    several = len(fields) >= _FEWEST and len({_name(one) for one in fields}) > 1
    coded = "label-code" in told or any(_is_coded(one) for one in fields)
    return several and coded and all(_is_short(one) for one in fields)


def _is_coded(sentence: Sentence) -> bool:
    """Whether a field that names the service holds nothing but its code."""
    named = slots(_name(sentence))
    value = value_of(sentence).strip(_SET_OFF)
    return "label-procedure" in named and bool(_CODE.fullmatch(value))


def _is_short(sentence: Sentence) -> bool:
    return len(sentence.text) <= 160 and "label-never" not in slots(_name(sentence))


def _name(sentence: Sentence) -> str:
    """The label without its number."""
    return " ".join(_NUMBER.sub(" ", sentence.block.label or "").split())


def _row(document: DocumentView, fields: Sequence[Sentence]) -> Sentence:
    start, end = fields[0].start, fields[-1].end
    cells = tuple(_cells(fields))
    block = replace(
        fields[0].block, kind="row", start=start, end=end, label=None, cells=cells
    )
    return Sentence(document.words(start, end), start, end, block)


def _cells(fields: Sequence[Sentence]) -> Iterator[Cell]:
    for one in fields:
        value = value_of(one).lstrip(_SET_OFF)
        begin = one.end - len(value)
        yield Cell(begin, one.end, value, _name(one), one.start, begin)
