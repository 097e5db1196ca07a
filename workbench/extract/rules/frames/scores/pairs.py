"""Two scores told together: one before a treatment and one after it, or now.

"NRS 8/10 before, 3/10 after", "ODI improved from 54% to 30%", "VAS 7 pre, 3 post",
"pain 8 -> 4".  The first is a baseline, and no score of today.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.content import expressions as re

_I = re.IGNORECASE
_CLOCK = r"(?:min(?:ute)?s?|h(?:ou)?rs?|days?|w(?:ee)?ks?|months?|mos?)\b"
_NUMBER = (
    r"(?P<{0}>\d{{1,3}}(?:\.\d)?)(?!\d|\s?"
    + _CLOCK
    + r")\s?(?P<{0}unit>%|percent\b|(?:/|out of)\s?(?:100|50|24|10)\b)?"
)
_A, _B = _NUMBER.format("a"), _NUMBER.format("b")
_GAP = r"[^.;\n\d]{0,40}?"
_ARROW = r"\s{0,2}(?:->|-->|=>|→|>(?=\s?\d))\s{0,2}"
_BEFORE = r"(?:before|pre\b|pre-?\w+|prior to|at baseline|baseline|initial(?:ly)?|(?:at|on) (?:the )?(?:start|intake|eval(?:uation)?|admission|first visit)|intake|last (?:visit|month|time))"  # noqa: E501
_AFTER = (
    r"(?:after|post\b|post-?\w+|following|later|at follow[- ]?up|follow[- ]?up|during"
    r"|at (?:\d|two|three|four|six|eight) (?:weeks|months|wks|mo)|at discharge|final|end)"  # noqa: E501
)
_NOW = r"(?:now|today|currently|current|at present|this visit)"
_PAIRS = (
    re.compile(
        rf"{_GAP}\b(?:from|was|of)\s+(?:an?\s|about\s|average\s)?{_A}{_GAP}"
        rf"\b(?:to|down to)\s+(?:an?\s|about\s|just\s)?{_B}",
        _I,
    ),
    re.compile(rf"{_GAP}{_A}{_ARROW}{_B}", _I),
    re.compile(
        rf"{_GAP}{_B}\s{{0,2}}[,(]?\s?(?:down |up |improved |decreased |reduced )?"
        rf"(?:from|was|prev(?:iously)?|initially|baseline|before)\s(?:an?\s)?{_A}",
        _I,
    ),
    re.compile(
        rf"{_GAP}{_A}{_GAP}\b{_BEFORE}{_GAP}[,;/]?\s*(?:and |then |down to )?{_B}{_GAP}\b(?:{_AFTER}|{_NOW})",  # noqa: E501
        _I,
    ),
    re.compile(
        rf"{_GAP}\b{_BEFORE}{_GAP}{_A}{_GAP}\b(?:{_AFTER}|{_NOW})"
        rf"(?:\s\d{{1,3}}\s?{_CLOCK})?{_GAP}{_B}",
        _I,
    ),
)
_ENDS = (
    re.compile(
        rf"{_GAP}\b(?:start|began|first|at eval|eval)\b[ :=]{{1,3}}{_A}"
        rf"[^.;\n\d]{{1,14}}\b(?:end|last|final|discharge|d/c)\b[ :=]{{1,3}}{_B}",
        _I,
    ),
    re.compile(
        rf"{_GAP}{_A}\s(?:first|start|at (?:the )?start)\b[^.;\n\d]{{1,14}}"
        rf"{_B}\s(?:last|end|at (?:the )?end|at discharge)\b",
        _I,
    ),
)
"""The ends of a course around two values ("start 36%, end 38%", "46% first, ...")."""
_LAST = re.compile(rf"[^.\n]{{0,60}}?{_B}[^.;\n\d]{{0,12}}\b{_NOW}\b", _I)


class ScorePair(NamedTuple):
    """The earlier and the later number, each with the unit as written or "".

    ``end`` is the offset behind both.
    """

    before: str
    before_unit: str
    after: str
    after_unit: str
    end: int


def pair_at(text: str, start: int, stop: int) -> ScorePair | None:
    """The pair that follows a scale's name; None where there is none.

    A number told as today's takes the place of the one after the treatment.
    """
    for pattern in (*_ENDS, *_PAIRS):
        match = pattern.match(text, start, stop)
        if match is None:
            continue
        now = _LAST.match(text, match.end("b"), min(len(text), stop + 60))
        later = now or match
        return ScorePair(
            match["a"],
            match["aunit"] or "",
            later["b"],
            later["bunit"] or match["bunit"] or "",
            later.end("b"),
        )
    return None
