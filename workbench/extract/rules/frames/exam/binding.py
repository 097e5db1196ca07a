"""Joining what was examined with what was found: items, values and sides in a row.

Records write the same thing in many orders ("triceps 4/5 on the left", "4/5 left
triceps", "R 5/5 L 4/5", "deltoid, biceps 5/5; triceps 4/5").  The marks are cut into
chunks at commas and conjunctions; within a chunk the first mark tells whether items or
values lead; a chunk without its own value or item takes the neighbour's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import Mark, as_side
from workbench.schema.case import Side

_SOFT = re.compile(r"[,/&|\t+]|\b(?:and|or|nor|with)\b", re.IGNORECASE)
_HARD = re.compile(
    r"[;\n]|\.[\"'\u201d\u2019)]?\s"
    r"|\b(?:but|except|excepting|exception|while|whereas|although|apart from|"
    r"aside from|other than|otherwise|save|however)\b"
    r"|\bbar(?:ring)?\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:except|excepting|exception|apart from|aside from|other than|save|bar"
    r"|barring)\b",
    re.IGNORECASE,
)


class Reading(NamedTuple):
    """One item with its value and side; ``excepted`` when it follows "except"."""

    item: Mark | None
    value: Mark
    side: Side | None
    excepted: bool = False


class _Aimed(NamedTuple):
    item: Mark
    side: Side | None


@dataclass(slots=True)
class _Chunk:
    marks: list[Mark] = field(default_factory=list)
    hard: bool = False
    excepted: bool = False

    def of(self, role: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.role == role]

    @property
    def item_first(self) -> bool:
        return next(m.role for m in self.marks if m.role != "side") == "item"


@dataclass(slots=True)
class _State:
    readings: list[Reading] = field(default_factory=list)
    pending: list[_Aimed] = field(default_factory=list)
    last: list[_Aimed] = field(default_factory=list)
    leading: tuple[Mark, Side | None] | None = None
    carry: Side | None = None
    lead_side: Side | None = None
    excepted: bool = False

    def add(self, items: Sequence[_Aimed], value: Mark, side: Side | None) -> None:
        for aimed in items:
            chosen = side or aimed.side or self.carry
            self.readings.append(Reading(aimed.item, value, chosen, self.excepted))


def _chunks(text: str, marks: Sequence[Mark]) -> list[_Chunk]:
    chunks = [_Chunk()]
    place, excepted = 0, False
    for mark in marks:
        gap = text[place : mark.start] if mark.start > place else ""
        hard, soft = _HARD.search(gap), _SOFT.search(gap)
        excepted = bool(_EXCEPT.search(gap)) or (excepted and not hard)
        if (hard or soft) and chunks[-1].marks:
            chunks.append(_Chunk(hard=bool(hard)))
        chunks[-1].excepted = excepted
        chunks[-1].marks.append(mark)
        place = max(place, mark.end)
    return [chunk for chunk in chunks if chunk.marks]


def bind(text: str, marks: Sequence[Mark]) -> list[Reading]:
    """All readings of a text whose marks are given in order and without overlap.

    A value with no item in reach gives a reading with item None.
    """
    state = _State()
    chunks = _chunks(text, marks)
    leading = _leading_sides(chunks)
    for place, chunk in enumerate(chunks):
        if chunk.hard:
            _flush(state)
        if place in leading:
            state.carry = leading[place]
        state.excepted = chunk.excepted
        following = chunks[place + 1] if place + 1 < len(chunks) else None
        _take(state, chunk, following)
    _flush(state)
    return state.readings


def _leading_sides(chunks: Sequence[_Chunk]) -> dict[int, Side | None]:
    """Where a part that begins with its side begins, beside one of the other side.

    "Right 5/5 throughout; left hip flexors 5, quads 5, TA 3": the latter are all left.
    """
    parts: list[list[int]] = []
    for place, chunk in enumerate(chunks):
        if chunk.hard or not parts:
            parts.append([])
        parts[-1].append(place)
    sides = [
        {m.name for place in part for m in chunks[place].of("side")} for part in parts
    ]
    found: dict[int, Side | None] = {}
    for part, own in zip(parts, sides, strict=True):
        other = {"left": "right", "right": "left"}.get(next(iter(own), ""))
        opens = chunks[part[0]].marks[0].role == "side"
        if len(own) != 1 or not opens:
            continue
        if {other} in sides or _listed(chunks, part):
            found[part[0]] = as_side(next(iter(own)))
    return found


def _listed(chunks: Sequence[_Chunk], part: Sequence[int]) -> bool:
    """Whether a part is a list of items with a value each, its one side in front.

    "L TA 3/5, EHL 2/5, GS 5/5": the side is told once for all.
    """
    marks = [mark for place in part for mark in chunks[place].marks]
    items = [mark.name for mark in marks if mark.role == "item"]
    values = [mark for mark in marks if mark.role == "value"]
    sides = [mark for mark in marks if mark.role == "side"]
    graded = all(any(sign.isdigit() for sign in one.name) for one in values)
    single = graded and all(len(chunks[place].of("item")) == 1 for place in part)
    whole = any(name in ("all", "arm", "leg") for name in items)
    return single and not whole and len(sides) == 1 < len(items) == len(values)


def _flush(state: _State) -> None:
    if state.leading:
        value, side = state.leading
        if not any(reading.value is value for reading in state.readings):
            state.readings.append(
                Reading(None, value, side or state.carry, state.excepted)
            )
    state.pending, state.leading, state.lead_side = [], None, None


def _take(state: _State, chunk: _Chunk, following: _Chunk | None) -> None:
    items, values = chunk.of("item"), chunk.of("value")
    _carry(state, chunk)
    if items and values:
        (_item_first if chunk.item_first else _value_first)(state, chunk)
    elif values:
        _values_only(state, chunk, following)
    elif items:
        _items_only(state, chunk)
    else:
        _sides_only(state, chunk)


def _carry(state: _State, chunk: _Chunk) -> None:
    for mark in chunk.marks:
        if mark.role == "side" and mark.label:
            state.carry = as_side(mark.name)
            state.last = []


def _item_first(state: _State, chunk: _Chunk) -> None:
    """``I V``, ``S I V``, ``I S V S V``, ``I V S V S`` and so on."""
    if state.leading:
        _flush(state)
    marks = chunk.marks
    before: Side | None = None
    skip = -1
    sided = [aimed for aimed in state.pending if aimed.side]
    for place, mark in enumerate(marks):
        if mark.role == "side" and place != skip:
            before = as_side(mark.name)
        elif mark.role == "item":
            state.pending.append(_Aimed(mark, before))
        elif mark.role == "value":
            after = _after(marks, place) if before is None else None
            side = before or after
            skip = place + 1 if after else -1
            state.last = state.pending or state.last
            for aimed in state.last:
                # "Clonus R ankle, Hoffmann + bilat": each sign keeps its own side.
                state.add([aimed], mark, aimed.side if aimed in sided else side)
            state.pending, before, sided = [], None, []


def _after(marks: Sequence[Mark], place: int) -> Side | None:
    following = marks[place + 1] if place + 1 < len(marks) else None
    if following is None or following.role != "side" or following.label:
        return None
    return as_side(following.name)


def _value_first(state: _State, chunk: _Chunk) -> None:
    """``V I``, ``V S I I``, ``V I S``: a value spreads over the items after it."""
    _flush(state)
    value, side, aimed = None, None, []
    for mark in chunk.marks:
        if mark.role == "value":
            if value and aimed:
                state.add(aimed, value, None)
                side, aimed = None, []
            value = mark
        elif mark.role == "side":
            side = as_side(mark.name)
        else:
            aimed.append(_Aimed(mark, side))
    if value:
        filled = [_Aimed(one.item, one.side or side) for one in aimed]
        state.add(filled, value, None)
        state.last, state.leading = filled, (value, side)


def _values_only(state: _State, chunk: _Chunk, following: _Chunk | None) -> None:
    """``4/5 on the left`` after a comma: the items before it, else those after it."""
    marks = chunk.marks
    again = state.last if chunk.of("side") or not state.leading else []
    targets = state.pending or again
    before: Side | None = None
    for place, mark in enumerate(marks):
        if mark.role == "side":
            before = as_side(mark.name)
            continue
        after = _after(marks, place) if before is None else None
        side = before or after
        if not targets or _leads(chunk, following, state):
            _flush(state)
            state.leading = (mark, side)
        elif state.pending or side:
            state.add(targets, mark, side)
            state.last = targets
        before = None
    state.pending = []


def _leads(chunk: _Chunk, following: _Chunk | None, state: _State) -> bool:
    """A lone value that opens a stretch whose items come after it."""
    if state.pending or following is None or following.hard:
        return False
    return chunk.hard and not chunk.of("side") and not following.of("value")


def _items_only(state: _State, chunk: _Chunk) -> None:
    side: Side | None = None
    aimed = []
    for mark in chunk.marks:
        if mark.role == "side":
            side = as_side(mark.name)
        else:
            aimed.append(_Aimed(mark, side))
    filled = [_Aimed(one.item, one.side or side) for one in aimed]
    if not state.leading:
        state.pending += filled
        return
    value, lead = state.leading
    if chunk.marks[-1].role == "side" and lead is None:
        _side_for_all(state, value, side)
    state.add([_Aimed(one.item, one.side or lead) for one in filled], value, None)
    state.last = state.last + filled


def _read(state: _State) -> bool:
    """Whether the value that leads has been read with an item."""
    value = state.leading[0] if state.leading else None
    return any(reading.value is value for reading in state.readings)


def _side_for_all(state: _State, value: Mark, side: Side | None) -> None:
    """A side at the end of a list holds for the whole list."""
    for place, reading in enumerate(state.readings):
        if reading.value is value and reading.side is None:
            state.readings[place] = reading._replace(side=side)


def _sides_only(state: _State, chunk: _Chunk) -> None:
    """A side after a comma belongs to the reading just before it."""
    mark = chunk.marks[-1]
    if mark.label or chunk.hard:
        return
    if state.leading and state.leading[1] is None and not _read(state):
        # "Reflexes 2+ and symmetric": the value has no item of its own.
        state.leading = (state.leading[0], as_side(mark.name))
    if not state.readings:
        return
    last = state.readings[-1]
    if last.side is None:
        state.readings[-1] = last._replace(side=as_side(mark.name))
