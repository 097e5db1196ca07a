"""Questionnaires that print each prompt over its answer, without a mark of a question.

    > Diabetes                    Trouble with balance
      No                            no
    > Tobacco                     Thyroid disease
      Never used any                yes, pills

A line over an indented one is no prompt by itself: it may be an item that goes on.
Three or more short lines of the same mark and margin, each over what stands deeper,
are, where one of the answers is a bare yes or no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.layout.boxes import ANY_BOX
from workbench.extract.rules.layout.piece import Piece

_PROMPT = re.compile(
    r"(?P<margin>[ ]{0,8})(?P<mark>(?:[-*+#=>?\u2022\u25aa\u25b8\u25ba\u25cf\u25e6\u203a\u00bb\u2013]"  # noqa: E501
    r"|Q[:.])[ ]{1,3})?"
    r"(?P<asked>[A-Za-z](?:[^.;:\n]|[.](?=\S)){1,78}?[?:]?(?:[ ]\([^()\n]{2,40}\))?)[ ]*\Z"  # noqa: E501
)
_BARE = re.compile(
    r"[ ]*(?:yes|no|y|n|never|none|nope|not? (?:at all|really)|n/?a)[ ]?[.!]?[ ]*\Z",
    re.IGNORECASE,
)
_FEWEST = 3
"""Prompts from which they are believed."""
_MOST_LINES = 6
"""Lines of one answer."""


class _Pair:
    """A prompt, the lines of its answer, and what sets the prompt off."""

    def __init__(self, place: int, last: int, asked: re.Match[str]) -> None:
        self.place, self.last, self.asked = place, last, asked
        self.style = (len(asked["margin"]), (asked["mark"] or "").strip())


def answers_below(lines: Sequence[str]) -> dict[int, int]:
    """The line of each prompt with the last line of its answer."""
    found: dict[int, int] = {}
    run: list[_Pair] = []
    for pair in [*_pairs(lines), None]:
        if pair is not None and (not run or _follows(lines, run[-1], pair)):
            run.append(pair)
            continue
        if _is_form(lines, run):
            found |= {one.place: one.last for one in run}
        run = [pair] if pair is not None else []
    return found


def answer_piece(
    lines: Sequence[str], places: Mapping[int, int], number: int, start: int
) -> Piece:
    """A prompt, which begins at ``start``, and the answer below it as one piece."""
    asked = _PROMPT.match(lines[number])
    last = places[number]
    first = start + len(lines[number]) + 1
    between = sum(len(line) + 1 for line in lines[number + 1 : last])
    lead = len(lines[number + 1]) - len(lines[number + 1].lstrip())
    at = asked.start("asked") if asked else 0
    return Piece(
        "label",
        start + at,
        first + between + len(lines[last].rstrip()),
        last,
        at,
        label=lines[number].strip()[at - _indent(lines[number]) :].rstrip(" :"),
        label_end=first + lead,
    )


def _pairs(lines: Sequence[str]) -> Iterator[_Pair]:
    place = 0
    while place + 1 < len(lines):
        asked = _PROMPT.match(lines[place])
        last = _answered(lines, place) if asked else place
        if asked is not None and last > place:
            yield _Pair(place, last, asked)
        place = max(last, place) + 1


def _answered(lines: Sequence[str], place: int) -> int:
    """The last of the deeper lines below a prompt; its own line where there is none."""
    depth, last = _indent(lines[place]), place
    while last + 1 < len(lines) and last - place < _MOST_LINES:
        below = lines[last + 1]
        if not below.strip() or _indent(below) <= depth or ANY_BOX.search(below):
            break
        last += 1
    return last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _follows(lines: Sequence[str], before: _Pair, after: _Pair) -> bool:
    """Whether nothing but blank lines and prompts left empty stand between two pairs."""  # noqa: E501
    if before.style != after.style:
        return False
    between = lines[before.last + 1 : after.place]
    return all(not line.strip() or _alike(line, after) for line in between)


def _alike(line: str, pair: _Pair) -> bool:
    asked = _PROMPT.match(line) if pair.style[1] else None
    return asked is not None and _Pair(0, 0, asked).style == pair.style


def _is_form(lines: Sequence[str], run: Sequence[_Pair]) -> bool:
    bare = any(
        one.last == one.place + 1 and _BARE.match(lines[one.last]) for one in run
    )
    return len(run) >= _FEWEST and bare
