"""A level said to show the same as the one told before ("C6-7: same")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.draft import Draft
from workbench.extract.rules.frames.imaging.tokens import Token
from workbench.extract.rules.words.sought import sought

_SAME = sought(
    r"\b(?:(?:the\s)?(?:same|similar|identical|equivalent)"
    r"(?:\s(?:findings?|changes?|degree|appearance|picture|pattern|grade|extent))?"
    r"|similarly|likewise|ditto|as\sabove)\b"
    r"(?!\s(?:to|as|with|level|side|day|time|study|date|patient|visit|report|session"
    r"|examination|exam)\b(?!\s(?:above|at|the\slevel\sabove)))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;.](?=\s|\Z)|,\s(?=(?:and\s|the\s)?(?:same|similar))", re.I)
_PLACED = frozenset({"level", "join", "side", "cut", "same-level", "link"})


def repeated(
    text: str, found: Sequence[Token], said: Sequence[Draft], before: Sequence[Draft]
) -> list[Draft]:
    """Findings of the level told last, once more at the level that shows the same.

    ``said`` are the findings of this sentence, ``before`` those of the level that the
    sentences before it told of.
    """
    made: list[Draft] = []
    for match in _SAME.finditer(text):
        start, end = _clause(text, match.start())
        inside = [one for one in found if start <= one.start < end]
        places = [one for one in inside if one.kind == "level"]
        grades = [one.grade for one in inside if one.kind == "grade"]
        told = [one for one in inside if one.kind != "grade"]
        if not places or any(one.kind not in _PLACED for one in told):
            continue
        if len(grades) > 1:
            continue
        sides = {one.side for one in inside if one.kind == "side"}
        own = sides.pop() if len(sides) == 1 else None
        earlier = [one for one in said if one.chunk.start < start]
        last = _last_told(earlier) if earlier else list(before)
        if grades:
            # "L4-5 is similar but milder, moderate": the narrowing, at its own grade.
            last = [
                replace(one, severity=grades[0])
                for one in last
                if one.kind == "stenosis" and one.assertion == "present"
            ][:1]
        for draft in last:
            side = own or draft.side
            made.append(replace(draft, levels=tuple(places), side=side))
    return made


def _clause(text: str, place: int) -> tuple[int, int]:
    ends = [one.end() for one in _CLAUSE.finditer(text)]
    start = max((one for one in ends if one <= place), default=0)
    after = [one for one in ends if one > place]
    return start, min(after, default=len(text))


def _last_told(said: Sequence[Draft]) -> list[Draft]:
    """The findings that share the place of the last of them."""
    return [one for one in said if one.levels == said[-1].levels]
