"""One test at several places, each with its result: "Tinel at L elbow +, wrist -".

The test is named once and the places follow, so that no word list finds the second one.
A place without a side of its own is on the side told before it, or on the one that
closes the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import finding, standing
from workbench.extract.rules.frames.exam.marks import as_side, find_sides, is_pair
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ExamFinding, Side

_SIDE = r"(?:left|right|lt|rt|bilat(?:eral)?(?:ly)?|both|b/l|[LRB])\.?"
_PLACE = (
    r"(?:(?P<wrist>wrists?|carpal tunnels?"
    r"|median(?: nerves?)?(?: at (?:the )?wrists?)?)"
    r"|(?P<elbow>elbows?|cubital tunnels?|ulnar (?:groove|nerve)s?"
    r"(?: at (?:the )?elbows?)?))"
)
_VALUE = (
    r"(?P<plus>\(\+\)|\+(?:ve)?|pos(?:itive)?\b|present\b)"
    r"|(?P<minus>\(-\)|[-\u2212](?:ve)?(?![\w-])|neg(?:ative)?\b|absent\b)"
)
_AT = r"(?:(?:at|over|on|in)\s)?(?:the\s)?"
_SEEN = r"\s?[:=]?\s?(?:(?:is|was|are|were|sign)\s)?"
_SIGN = sought(
    rf"(?:(?P<side>{_SIDE})\s)?(?:{_PLACE}\s)?\btinel(?:'?s)?(?:\s(?:signs?|tests?))?"
    rf"(?:{_SEEN}(?:{_VALUE}))?(?![\w-])",
    re.IGNORECASE,
)
_PLACE_FIRST = re.compile(
    rf"{_AT}(?:(?P<side>{_SIDE})\s)?{_PLACE}(?:\s(?P<behind>{_SIDE}))?{_SEEN}"
    rf"(?:{_VALUE})(?:\s(?P<last>{_SIDE})(?=\W|\Z))?",
    re.IGNORECASE,
)
_VALUE_FIRST = re.compile(
    rf"(?:(?P<behind>{_SIDE})\s)?(?:{_VALUE})\s?{_AT}(?:(?P<side>{_SIDE})\s)?{_PLACE}"
    rf"(?:\s(?P<last>{_SIDE})(?=\W|\Z))?",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s?[,;:/&]?\s?(?:(?:and|but|while|whereas|yet)\s)?", re.IGNORECASE)
_CLOSING = re.compile(rf",?\s(?:on\s)?(?:the\s)?(?P<side>{_SIDE})(?=\W|\Z)", re.I)


class _Tap(NamedTuple):
    """A place with its result and the side that its own words tell."""

    kind: str
    present: bool
    side: Side | None
    start: int
    end: int


def tapped(passage: Passage) -> tuple[list[ExamFinding], list[tuple[int, int]]]:
    """The facts of such rows, and the stretches of the text that they take up."""
    found: list[ExamFinding] = []
    spans: list[tuple[int, int]] = []
    for sign in _SIGN.finditer(passage.text):
        taps = list(_taps(passage.text, sign))
        if len({tap.kind for tap in taps}) < 2:
            continue
        span = (sign.start(), taps[-1].end)
        spans.append(span)
        if standing(passage, *span, "tinel-wrist") in ("hypothetical", "family"):
            continue
        found += [
            finding(
                passage,
                tap.kind,
                (tap.start, tap.end),
                assertion="present" if tap.present else "absent",
                side=side,
            )
            for tap, side in _sided(passage.text, sign, taps)
        ]
    return found, spans


def _taps(text: str, sign: re.Match[str]) -> Iterator[_Tap]:
    """The places behind the name of the test, and one before it, each with a result."""
    place = sign.end()
    if (sign["wrist"] or sign["elbow"]) and (sign["plus"] or sign["minus"]):
        yield _tap(text, sign, sign["side"])
    elif sign["plus"] or sign["minus"]:
        place = sign.start("plus" if sign["plus"] else "minus")
    while True:
        parted = _NEXT.match(text, place)
        start = parted.end() if parted else place
        one = _PLACE_FIRST.match(text, start) or _VALUE_FIRST.match(text, start)
        if one is None:
            return
        told = one.groupdict()
        yield _tap(text, one, told["side"] or told["behind"] or told["last"])
        place = one.end()


def _tap(text: str, one: re.Match[str], side: str | None) -> _Tap:
    kind = "tinel-wrist" if one["wrist"] else "tinel-elbow"
    marks = find_sides(side) if side else []
    told = as_side(marks[0].name) if marks else None
    if told is None and is_pair(one["wrist"] or one["elbow"]):
        told = "bilateral"
    return _Tap(kind, bool(one["plus"]), told, one.start(), one.end())


def _sided(
    text: str, sign: re.Match[str], taps: list[_Tap]
) -> Iterator[tuple[_Tap, Side | None]]:
    """Each place with its side: its own, the one before it, or the closing one."""
    lead = find_sides(sign["side"]) if sign["side"] else []
    side = as_side(lead[0].name) if lead else None
    closing = _CLOSING.match(text, taps[-1].end)
    if closing and side is None and not any(tap.side for tap in taps):
        marks = find_sides(closing["side"])
        side = as_side(marks[0].name) if marks else None
    last = taps[-1].side
    if last and side is None and not any(tap.side for tap in taps[:-1]):
        side = last
    for tap in taps:
        side = tap.side or side
        yield tap, side
