"""A narrative with single passages withheld: one doubtful word costs one passage.

A paragraph, list item, table row or heading with a token that traces to nothing gives
way to a mark.  What names it stays where it traces: the criterion of a row, the label
of an item, the number and line of a heading.  Passages that lose their footing by this
(a reference whose text is gone) are withheld in turn, until the whole text traces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.errors import ProofError
from workbench.narrate.proof import Untraced
from workbench.narrate.proof.citations import PLACE
from workbench.narrate.proof.marks import MARK, mark, notice
from workbench.narrate.proof.tokens import Kind
from workbench.narrate.proof.units import Unit, cells, units

Check = Callable[[str], tuple[Untraced, ...]]

_OPENING = re.compile(
    r"#{1,6} +(?:\d+(?:\.\d+)*\.? )?| *(?:[-*+]|\d{1,9}[.)]) +|> ?| +|"
)
_LABEL = re.compile(
    r"(\*\*[^*]{1,120}\*\*)|(L[1-9]\d{0,3})(?=,)|([^:|*“”()\d]{1,80})(?=: )"
)
_TITLE = re.compile(r"# [^\n]*\n\n?")


class Withheld(NamedTuple):
    """A passage that a page withholds: the kinds of its tokens, its line there."""

    kinds: tuple[Kind, ...]
    line: int


class Page(NamedTuple):
    """A text that traces, and what of it is withheld."""

    text: str
    withheld: tuple[Withheld, ...] = ()


class _Gap(NamedTuple):
    """A passage to withhold: why, whether its name stays, and places that do not."""

    unit: Unit
    kinds: tuple[Kind, ...] = ()
    named: bool = True
    wrong: frozenset[str] = frozenset()


Shown = list[tuple[int, str]]
"""Lines of a page, each with the line of the whole text that it stands for."""


def withhold(text: str, check: Check) -> Page:
    """The text with every passage withheld that holds an untraced token; no notice.

    Raises ProofError where that cannot be: a mark itself does not trace.
    """
    lines = text.split("\n")
    starts = {unit.line: unit for unit in units(text)}
    gaps: dict[int, _Gap] = {}
    shown = list(enumerate(lines, 1))
    while untraced := check(_text(shown)):
        wider = dict(gaps)
        for item in untraced:
            start = shown[item.line - 1][0]
            known = wider.get(start, _Gap(starts[start]))
            wider[start] = _wider(known, item, again=start in gaps)
        if wider == gaps:
            raise ProofError("a mark for a withheld passage traces to nothing")
        gaps = wider
        shown = _written(lines, gaps)
    found = [(n, gaps[old]) for n, (old, _) in enumerate(shown, 1) if old in gaps]
    return Page(_text(shown), tuple(Withheld(gap.kinds, n) for n, gap in found))


def with_notice(page: Page) -> Page:
    """The page with the number of its marks at the head; a whole page as it is."""
    if not page.withheld:
        return page
    title = _TITLE.match(page.text)
    cut = title.end() if title else 0
    head = f"> {notice(len(page.withheld))}\n\n"
    text = f"{page.text[:cut]}{head}{page.text[cut:]}"
    lines = [n for n, line in enumerate(text.split("\n"), 1) if MARK in line]
    found = zip(page.withheld, lines, strict=True)
    return Page(text, tuple(one._replace(line=line) for one, line in found))


def _text(shown: Shown) -> str:
    return "\n".join(line for _, line in shown)


def _wider(gap: _Gap, item: Untraced, *, again: bool) -> _Gap:
    """The gap with one more reason; what is untraced in its mark leaves the mark."""
    if item.kind == "citation":
        gap = gap._replace(wrong=gap.wrong | {item.token})
    elif again:
        gap = gap._replace(named=False)
    return gap._replace(kinds=tuple(dict.fromkeys((*gap.kinds, item.kind))))


def _written(lines: list[str], gaps: Mapping[int, _Gap]) -> Shown:
    """The lines with a mark for each gap."""
    inside = {n for gap in gaps.values() for n in range(gap.unit.line, _after(gap))}
    return [
        (number, _marked(lines, gaps[number]) if number in gaps else line)
        for number, line in enumerate(lines, 1)
        if number in gaps or number not in inside
    ]


def _after(gap: _Gap) -> int:
    return gap.unit.last + 1


def _marked(lines: list[str], gap: _Gap) -> str:
    """The line that stands for a passage: of the same kind, a row of as many cells."""
    whole = "\n".join(lines[gap.unit.line - 1 : gap.unit.last])
    places = [place for place in PLACE.findall(whole) if place not in gap.wrong]
    said = mark(gap.kinds, places)
    if gap.unit.row:
        row = cells(whole)
        shown = [row[0], said] if gap.named and row[1:] else [said]
        return f"| {' | '.join([*shown, *('–' for _ in row[len(shown) :])])} |"
    opening = _OPENING.match(whole)
    first = opening[0] if opening else ""
    return f"{first}{_name(whole[len(first) :]) if gap.named else ''}{said}"


def _name(text: str) -> str:
    """What a passage opens with that names it, ready to stand before a mark."""
    label = _LABEL.match(text)
    if label is None:
        return ""
    return f"{label[1]} " if label[1] else f"{label[0]}: "
