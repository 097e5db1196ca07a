"""How many sessions one mention sums up: "four epidurals since last summer".

A series that is planned and the levels of one session are no sums.
"""

from __future__ import annotations

from workbench.content import expressions as re

_I = re.IGNORECASE
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_BEFORE = re.compile(
    rf"(?<![\w./#-])(?P<number>{'|'.join(_NUMBERS)}|[2-9]|1[0-2])\s"
    r"(?:(?:prior|previous|earlier|past|lumbar|cervical|thoracic|caudal|transforaminal"
    r"|interlaminar|epidural|steroid|separate|such|left|right|bilateral|more"
    r"|[CTLS]\d(?:\s?[-/]\s?[CTLS]?\d)?)\s){0,4}\Z",
    _I,
)
_SERIES = re.compile(
    r"\b(?:series of|up to|no more than|at most|maximum of|limit\w* (?:of|to)|every|of)"
    r"\s\Z",
    _I,
)
_REACH = 70


def summed(text: str, start: int, end: int) -> int | None:
    """The number of sessions that the plural at a span sums up, None for none."""
    lead = text[max(start - _REACH, 0) : start]
    told = _BEFORE.search(lead)
    if told is None or not text[start:end].rstrip().lower().endswith("s"):
        return None
    if _SERIES.search(lead[: told.start()]):
        return None
    word = told["number"].lower()
    return _NUMBERS.get(word) or int(word)
