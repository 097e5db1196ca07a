"""Words whose form betrays that a sign was lost or misread, with more than one reading.

Both readers may lose the same dash or dot.  A level without its dash ("C5 6"), a code
cut in two ("M48 062") and a date that no calendar has are read as they stand, and their
line is shown to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.content import expressions as re
from workbench.packet.formats.ocr_check import DISPUTED, lines
from workbench.packet.formats.ocr_compare import groups
from workbench.packet.formats.ocr_engines import Found
from workbench.packet.formats.ocr_repair import neighbours

_VERTEBRA = re.compile(r"(?P<region>[CTLS])(?P<number>\d{1,2})")
_NUMBER = re.compile(r"(?P<number>\d{1,2})[.,;:)]*")
_CODE_HEAD, _CODE_TAIL = re.compile(r"[A-Z]\d\d"), re.compile(r"\d{2,4}[A-Z]?[.,;:)]*")
_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](?:\d{2}|\d{4})")
_MARKS = ".,;:()[]'\""
_MONTHS, _DAYS = 12, 31
_NEAR = 2.0
"""White space between the halves of a torn word at most, in heights of letters."""


def suspected(found: Iterable[Found]) -> Iterator[Found]:
    """All words, those of such forms with little confidence."""
    for line in lines(found):
        torn = {at for at in range(1, len(line)) if _torn(line, at)}
        for at, word in enumerate(line):
            if at in torn or impossible_date(word.text.strip(_MARKS)):
                yield word._replace(confidence=min(word.confidence, DISPUTED))
            else:
                yield word


def _torn(line: Sequence[Found], at: int) -> bool:
    """Whether a word is the second half of a level or code that lost what joins it."""
    one, two = line[at - 1], line[at]
    if two.left - one.right > _NEAR * max(one.bottom - one.top, 1.0):
        return False
    first, second = one.text.lstrip("(["), two.text
    behind = line[at + 1].text.strip(_MARKS).lower() if at + 1 < len(line) else ""
    if behind in groups().get("unit", ()):
        return False
    if _CODE_HEAD.fullmatch(first) and _CODE_TAIL.fullmatch(second):
        return True
    vertebra, number = _VERTEBRA.fullmatch(first), _NUMBER.fullmatch(second)
    if vertebra is None or number is None:
        return False
    region, upper = vertebra["region"], int(vertebra["number"])
    return neighbours(region, upper, region, int(number["number"]))


def impossible_date(text: str) -> bool:
    """Whether a word is written like a date and names no day, in either order."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    one, two = int(match[1]), int(match[2])
    return not (1 <= min(one, two) <= _MONTHS and max(one, two) <= _DAYS)
