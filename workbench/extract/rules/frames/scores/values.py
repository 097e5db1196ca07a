"""Values of scores as they are written: "46%", "13/18", "grade III"."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.scores.bare import bare_unit, is_spread
from workbench.extract.rules.frames.scores.names import of_pain

UNITS = {
    "ndi": "%",
    "odi": "%",
    "mjoa": "/18",
    "nurick": "grade",
    "vas": "/10",
    "nrs": "/10",
    "vrs": "/10",
    "ranawat": "class",
}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IIIA": 3, "IIIB": 3, "IV": 4, "V": 5}
VALUE = re.compile(
    r"(?<![\w.])(?P<value>\d{1,3}(?:\.\d+)?)(?P<range>\s?(?:-|to)\s?\d{1,3}(?!\d))?"
    r"\s?(?P<unit>%|percent\b|(?:/|out of|of)\s?(?P<of>"
    r"100|96|80|52|50|45|30|27|24|21|18|17|10|9|6|5)\b|mm\b)?"
    r"(?![\d/]|-(?:month|week|year|day|point)"
    r"|\s?(?:(?:and|or|to|,|-|&)\s?\d{1,2}\s?)?(?:days?|w(?:ee)?ks?|months?|mos?|minutes?"
    r"|mins?|hours?|hrs?|visits?|sessions?)\b)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(?:days?|weeks?|wks?|months?|visits?)\s\Z", re.IGNORECASE)
"""What before a number counts time ("avg days 2-7")."""
GRADE = re.compile(r"(?:grade|class)?\s*(?P<roman>III[AB]?|IV|II|I|V)\b")
_STOP = re.compile(
    r"[;]|\.\s|\b(?:goal|threshold|MCID|at least|greater than|required?s?)\b", re.I
)
_LINE = 100
"""Millimetres of the line on which a pain is marked ("VAS 62 mm")."""
_SUMMED = re.compile(
    r"\s*(?:[:,-]\s*)?"
    r"(?:[A-Za-z][A-Za-z /]{1,18}[ :]{1,4}\d{1,2}\b(?:/\d{1,2}\b)?[,;+\s]{1,8}){2,8}"
    r"(?:=|(?:sum|total)\b[ :=]{0,3})\s*(?=\d)",
    re.IGNORECASE,
)
"""The parts of a score in front of their sum ("motor 3, sensory 1 = 11/18")."""
_ENDS = re.compile(
    r"\s{0,3}[-,(\[]?\s?(?:on an? |scale |of |from ){0,3}0\s?(?:-|to)\s?(?:5|10|100)\b"
    r"(?: (?:scale|points?|verbal|numeric|rating|analog(?:ue)?)){0,4}[)\]]?"
    r"\s{0,3}[:=]?\s{0,3}(?=\d)",
    re.IGNORECASE,
)
"""The ends of a scale between its name and its value ("NRS (0-10): 6")."""
TOP = 10
"""The highest number of a scale out of ten."""


def class_of(text: str, start: int, name: str) -> str | None:
    """A class that a letter divides ("IIIA"), as written."""
    if name != "ranawat":
        return None
    roman = GRADE.search(text, start, start + 20)
    return roman["roman"].lower() if roman else None


def past_parts(text: str, start: int, stop: int) -> int:
    """Where the sum of a score begins, behind the parts that it adds up."""
    parts = _SUMMED.match(text, start, stop)
    return parts.end() if parts else start


def value_after(
    text: str, start: int, stop: int, name: str
) -> tuple[float | int, str | None] | None:
    """The first value behind a name that may be its own, with its unit."""
    start = past_parts(text, start, stop)
    ends = _ENDS.match(text, start, stop)
    start = ends.end() if ends else start
    for match in VALUE.finditer(text, start, stop):
        if _STOP.search(text, start, match.start()):
            return None
        if _COUNTED.search(text, start, match.start()):
            continue
        if match["range"] and not (of_pain(name) and is_spread(match)):
            return None
        unit = unit_of(match, name) or bare_unit(text, start, match, name)
        if unit is not None:
            return number(match["value"]), unit
    roman = (
        GRADE.search(text, start, min(stop, start + 20))
        if name in ("nurick", "ranawat")
        else None
    )
    return (_ROMAN[roman["roman"]], UNITS[name]) if roman else None


def value_before(
    text: str, end: int, name: str
) -> tuple[float | int, str | None] | None:
    """A value just before the name: "13/18 on the mJOA", "8/10 (VAS)"."""
    last = None
    for match in VALUE.finditer(text, max(end - 34, 0), end):
        last = match
    if last is None or last["unit"] is None or last["range"]:
        return None
    gap = text[last.end() : end]
    if re.fullmatch(
        r"\s*(?:(?:[LR]|left|right|leg|arm|back|neck|pain)\s+){0,3}"
        r"[(\[]?\s*(?:on|by|for)?\s*(?:the|a)?\s*",
        gap,
        re.IGNORECASE,
    ):
        unit = unit_of(last, name)
        return (number(last["value"]), unit) if unit else None
    return None


def unit_of(match: re.Match[str], name: str) -> str | None:
    """The unit as written, or the usual one; None where the two cannot be joined."""
    if match["of"] and float(match["value"]) > int(match["of"]):
        return None  # above the top of its scale: a length of time, an end of a date
    if match["of"]:
        whole = f"/{match['of']}"
        return "%" if whole == "/100" and name in ("ndi", "odi") else whole
    if (match["unit"] or "").lower() == "mm":
        return "/100" if name == "vas" and float(match["value"]) <= _LINE else None
    if match["unit"]:
        return "%"
    if UNITS.get(name) == "/10" and float(match["value"]) > TOP:
        return None
    return None if name in ("ndi", "odi") else UNITS.get(name, "points")


def number(text: str) -> float | int:
    """A number as written, whole where it has no point."""
    return float(text) if "." in text else int(text)
