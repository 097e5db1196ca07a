"""Chunks: the lines of one question, cut where nothing that belongs together parts.

A cut falls before a section, else after a blank line, else before a block, and never
inside a table, a paragraph or a list item: there the words of one finding stand.  Only
a block longer than a whole chunk is cut, a table between its rows with its header
repeated, prose between sentences with the last line repeated.  A chunk carries the
heading it stands under, by its own line number, so lines need not follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.extract.llm.backend import tokens_of
from workbench.extract.llm.told import numbered
from workbench.extract.rules.model import Block, DocumentView
from workbench.schema.packet import Document, Line

_PER_LINE = 3
"""Tokens of a line's number and bar."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines of one document that go into one question, in order."""

    document: Document
    lines: tuple[Line, ...]
    told: tuple[int, ...] = ()
    """The packet's number of each line of the document; none if they are the same."""

    @property
    def span(self) -> str:
        """Document and lines of the packet, for records: no text."""
        ends = self.lines[0], self.lines[-1]
        first, last = (numbered(one, self.told) for one in ends)
        return f"{self.document.id}:{first.number}-{last.number}"

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of its lines."""
        return frozenset(line.number for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Lines that stay together; ``strength`` of a cut before them, 3 the best."""

    lines: tuple[Line, ...]
    strength: int
    context: tuple[Line, ...]
    rows: bool = False

    @property
    def size(self) -> int:
        return _size(self.lines)


def _size(lines: Sequence[Line]) -> int:
    return sum(tokens_of(line.text) + _PER_LINE for line in lines)


def chunks(
    view: DocumentView, shown: set[int], most: int, told: tuple[int, ...] = ()
) -> Iterator[Chunk]:
    """The shown lines of a document in chunks of about ``most`` tokens each.

    ``told`` are the numbers under which a model is shown the lines.
    """
    held: list[_Unit] = []
    for unit in _small(_units(view, shown), most):
        if held and _total(held) + unit.size > most:
            cut = _best_cut(held, unit)
            yield _chunk(view, held[:cut], told)
            held = held[cut:]
        held.append(unit)
    if held:
        yield _chunk(view, held, told)


def halves(chunk: Chunk, view: DocumentView) -> tuple[Chunk, ...]:
    """A chunk in two, for a model that could not take it; itself when it has one line.

    Where no good cut leaves two parts, the cut falls in the middle.
    """
    most = max(_size(chunk.lines) // 2, 1)
    parts = tuple(chunks(view, set(chunk.numbers), most, chunk.told))
    if len(parts) > 1 and all(len(p.lines) < len(chunk.lines) for p in parts):
        return parts
    middle = len(chunk.lines) // 2
    if not middle:
        return (chunk,)
    two = (chunk.lines[:middle], chunk.lines[middle:])
    return tuple(replace(chunk, lines=lines) for lines in two)


def _total(units: Sequence[_Unit]) -> int:
    return sum(unit.size for unit in units) + _size(units[0].context if units else ())


def _best_cut(held: list[_Unit], coming: _Unit) -> int:
    """Where to end the chunk: at the strongest place of its later half."""
    places = [(unit.strength, at) for at, unit in enumerate(held) if at]
    places.append((coming.strength, len(held)))
    later = [one for one in places if one[1] * 2 >= len(held)] or places
    return max(later)[1]


def _chunk(view: DocumentView, units: Sequence[_Unit], told: tuple[int, ...]) -> Chunk:
    lines = {line.number: line for line in units[0].context}
    lines |= {line.number: line for unit in units for line in unit.lines}
    return Chunk(view.document, tuple(lines[number] for number in sorted(lines)), told)


# --- what belongs together -------------------------------------------------------


def _units(view: DocumentView, shown: set[int]) -> Iterator[_Unit]:
    """Runs of lines that no cut may part, with the heading they stand under."""
    owner = _owners(view)
    run: list[Line] = []
    for line in view.document.lines:
        if line.number not in shown:
            continue
        if run and not _together(run[-1], line, owner):
            yield _unit(view, run, owner)
            run = []
        run.append(line)
    if run:
        yield _unit(view, run, owner)


@dataclass(frozen=True, slots=True)
class _Owner:
    """What a line belongs to: block (by place), kind, and its section's first line."""

    block: int
    kind: str
    heading: int


def _owners(view: DocumentView) -> dict[int, _Owner]:
    """Line number to the last block that touches it."""
    found: dict[int, _Owner] = {}
    lines = view.document.lines
    for place, block in enumerate(view.blocks):
        heading = lines[view.source.line_index(block.section.start)].number
        for number in _numbers(view, block):
            found[number] = _Owner(place, block.kind, heading)
    return found


def _numbers(view: DocumentView, block: Block) -> range:
    first = view.source.line_index(block.start)
    last = view.source.line_index(max(block.end - 1, block.start))
    return range(first + 1, last + 2)


def _together(above: Line, line: Line, owner: dict[int, _Owner]) -> bool:
    if not line.text.strip() or line.number != above.number + 1:
        return False
    one, two = owner.get(above.number), owner.get(line.number)
    if not above.text.strip():
        return False
    if above.text.rstrip().endswith(":") or one is None:
        return True  # a label or heading stays with what stands under it
    if two is None:
        return False
    if one.kind == two.kind == "row":
        return True
    return one.block == two.block


def _unit(view: DocumentView, run: list[Line], owner: dict[int, _Owner]) -> _Unit:
    first = run[0]
    mine = next((owner[x.number] for x in run if x.number in owner), None)
    heading: tuple[Line, ...] = ()
    strength = 1
    if mine is not None:
        top = view.document.lines[mine.heading - 1]
        if top.number < first.number:
            heading = (top,)
        else:
            strength = 3
    above = view.document.lines[first.number - 2] if first.number > 1 else None
    if above is None or not above.text.strip():
        strength = max(strength, 2)
    if above is not None and above.page != first.page:
        strength = max(strength, 2)
    rows = mine is not None and mine.kind == "row"
    return _Unit(tuple(run), strength, heading, rows)


def _small(units: Iterator[_Unit], most: int) -> Iterator[_Unit]:
    """Units, those longer than a chunk cut into parts that carry what they need."""
    for unit in units:
        if unit.size <= most or len(unit.lines) == 1:
            yield unit
        else:
            yield from _parts(unit, most)


def _parts(unit: _Unit, most: int) -> Iterator[_Unit]:
    context = unit.context
    head = unit.lines[:1] if unit.rows else ()
    room = max(most - _size(context) - _size(head), most // 2, 1)
    held: list[Line] = []
    strength = unit.strength
    for line in unit.lines:
        if held and _size(held) + _size([line]) > room:
            cut = len(held) if unit.rows else _sentence_cut(held)
            yield _Unit(tuple(held[:cut]), strength, context, unit.rows)
            overlap = [] if unit.rows else held[cut - 1 : cut]
            context = (*unit.context, *(head or overlap))
            held, strength = held[cut:], 0
        held.append(line)
    yield _Unit(tuple(held), strength, context, unit.rows)


def _sentence_cut(held: list[Line]) -> int:
    """After the last line that ends a sentence, in the later half; else at the end."""
    for at in range(len(held), len(held) // 2, -1):
        if held[at - 1].text.rstrip().endswith((".", ";", "!", "?")):
            return at
    return len(held)
