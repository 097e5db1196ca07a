"""Whether a file writes its numeric dates day first, and such dates turned month first.

A file that holds a date like 30/09/2026, and none like 09/30/2026, is written day
first, as is one that says so ("dd/mm/yyyy").  A date that is written out behind itself
("05/03/2026 (5th March)") tells its order, and has it whatever else the file holds.  A
file without a telling date follows the other files of its packet.  Turning a date keeps
its length, so offsets stay true.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.packet.dates import MONTHS

_DATE = re.compile(
    r"(?<![\d/.-])(\d{1,2})([ ]?[/.-][ ]?)(\d{1,2})([ ]?[/.-][ ]?)"
    r"((?:19|20)\d\d|\d\d)(?![\d/-]|\.\d)"
)
_SAYS = re.compile(
    r"\bday ?[/-] ?month ?[/-] ?year\b|\bdd ?[/.-] ?mm ?[/.-] ?yy", re.IGNORECASE
)
_SHORT = 3
_NAMES = {name: number for name, number in MONTHS.items() if len(name) == _SHORT}
"""Months by the letters that their names begin with."""
_GLOSS = re.compile(
    r"\s{0,4}(?:=\s?)?[(\[]\s?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s(?:of\s)?|-))?"
    rf"(?P<name>{'|'.join(_NAMES)})[a-z]{{0,6}}\.?"
    r"(?:[\s-](?P<after>\d{1,2})(?:st|nd|rd|th)?(?!\d))?[^()\[\]]{0,12}[)\]]",
    re.IGNORECASE,
)
"""A date written out in brackets behind its figures."""
_MONTHS = 12
_DAYS = 31


def votes(text: str) -> tuple[int, int]:
    """How many dates of a text can only be day first, and only month first."""
    day_first = month_first = 0
    for match in _DATE.finditer(text):
        first, second = int(match[1]), int(match[3])
        if match[2].strip() != match[4].strip():
            continue
        day, month = _glossed(text, match) or (0, 0)
        day_first += day or (_MONTHS < first <= _DAYS and 0 < second <= _MONTHS)
        month_first += month or (_MONTHS < second <= _DAYS and 0 < first <= _MONTHS)
    return day_first + bool(_SAYS.search(text)), month_first


def _glossed(text: str, date: re.Match[str]) -> tuple[int, int] | None:
    """The votes of a date that is written out in brackets behind itself; None else."""
    gloss = _GLOSS.match(text, date.end())
    first, second = int(date[1]), int(date[3])
    day = (gloss["day"] or gloss["after"]) if gloss else None
    if gloss is None or day is None or first == second:
        return None
    month = _NAMES[gloss["name"].lower()]
    if (int(day), month) == (first, second):
        return 1, 0
    return (0, 1) if (int(day), month) == (second, first) else None


def day_first(texts: Sequence[str]) -> tuple[bool, ...]:
    """For each file of a packet whether its numeric dates are day first."""
    counts = [votes(text) for text in texts]
    days, months = (sum(one[side] for one in counts) for side in (0, 1))
    usual = days > 0 and months == 0
    return tuple(
        days > 0 and months == 0 if days or months else usual for days, months in counts
    )


def month_first(text: str, *, turn: bool = True) -> str:
    """The text with its day-first dates turned; always of the same length.

    A date that is written out behind itself is turned by that alone; ``turn`` tells
    that the others are day first.
    """
    if not (turn or "(" in text or "[" in text):
        return text

    def turned(match: re.Match[str]) -> str:
        told = _glossed(text, match)
        first = turn if told is None else told == (1, 0)
        return _turned(match) if first else match.group()

    return _DATE.sub(turned, text)


def _turned(match: re.Match[str]) -> str:
    if match[2].strip() != match[4].strip() or int(match[3]) > _MONTHS:
        return match.group()
    return f"{match[3]}{match[2]}{match[1]}{match[4]}{match[5]}"
