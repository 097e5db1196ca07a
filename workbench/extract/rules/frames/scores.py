"""Scores of function and of pain: NDI, mJOA, ODI, Nurick, VAS and their like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.extract.rules.frames.findings import column_date, is_goal
from workbench.extract.rules.frames.passages import (
    Passage,
    dated,
    dates_in,
    evidence,
    heading,
)
from workbench.extract.rules.frames.tables import EARLIER, headed, is_row
from workbench.schema.case import FunctionalLimit
from workbench.schema.evidence import Evidence

_NAMES: tuple[tuple[str, str], ...] = (
    ("ndi", r"NDI|neck disability index"),
    ("mjoa", r"m-?JOA|modified Japanese Orthop(?:a)?edic Association|modified JOA"),
    ("odi", r"ODI|Oswestry(?: disability index)?"),
    ("nurick", r"Nurick"),
    ("quickdash", r"QuickDASH|Quick-?DASH"),
    ("dash", r"DASH(?!\w)"),
    ("sf-36", r"SF-?36"),
    ("sf-12", r"SF-?12"),
    ("eq-5d", r"EQ-?5D"),
    ("psfs", r"PSFS|patient[- ]specific functional scale"),
    ("vas", r"VAS|visual analog(?:ue)? scale"),
    (
        "nrs",
        r"NRS|NPRS|numeric(?:al)?(?: pain)? rating scale|pain (?:score|level|scale|"
        r"rating)"
        r"|pain (?:is |at |of |currently |now |today )?(?:rated )?(?:as |at |a )?"
        r"(?=\d{1,2}(?:\s?-\s?\d{1,2})?\s?/\s?10)",
    ),
)
_NAME = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<n{place}>{words})" for place, (_, words) in enumerate(_NAMES))
    + r")",
    re.IGNORECASE,
)
_UNITS = {
    "ndi": "%",
    "odi": "%",
    "mjoa": "/18",
    "nurick": "grade",
    "vas": "/10",
    "nrs": "/10",
}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IIIA": 3, "IIIB": 3, "IV": 4, "V": 5}
_VALUE = re.compile(
    r"(?<![\w.])(?P<value>\d{1,3}(?:\.\d+)?)(?P<range>\s?(?:-|to)\s?\d{1,3}(?!\d))?"
    r"\s?(?P<unit>%|percent\b|(?:/|out of|of)\s?(?P<of>100|50|45|18|17|10|5)\b)?"
    r"(?![\d/]|-(?:month|week|year|day|point))",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}")
_GRADE = re.compile(r"(?:grade|class)?\s*(?P<roman>III[AB]?|IV|II|I|V)\b")
_BETWEEN = re.compile(r"[^;\n]{0,70}?")
_STOP = re.compile(
    r"[;]|\.\s|\b(?:goal|threshold|MCID|at least|greater than|required?s?)\b", re.I
)
_REACH = 80
_ITEMS = 16
_TITLE = 120
_TOTAL = re.compile(
    r"\W*(?:grand |overall |raw )?(?:total|sum|score)(?: score| points)?\b[ :.=|-]*",
    re.IGNORECASE,
)
"""The line that adds up the items of a questionnaire."""
_PAIR = 2


def read_sentence(passage: Passage) -> list[FunctionalLimit]:
    """The scores of one sentence; a score with no number gives none."""
    if is_goal(passage):
        return []
    return list(_scores(passage)) or list(_total(passage))


def _total(passage: Passage) -> Iterator[FunctionalLimit]:
    """A total under the items of a questionnaire, named by the title above them."""
    lead = _TOTAL.match(passage.text)
    title = _title(passage) if lead else None
    if lead is None or title is None:
        return
    match = _NAME.search(title.quote)
    name = _NAMES[int((match.lastgroup or "n0")[1:])][0] if match else ""
    found = _value(passage.text, lead.end(), len(passage.text), name)
    if found is None or not name:
        return
    days = dates_in(title.quote, passage.view.document.date)
    yield FunctionalLimit(
        id="?",
        kind="score",
        name=name,
        value=found[0],
        unit=found[1],
        date=days[0].value if days else dated(passage, 0, len(passage.text)),
        evidence=tuple(dict.fromkeys((*evidence(passage), title))),
    )


def _title(passage: Passage) -> Evidence | None:
    """The nearest short line or heading above that names one score."""
    place, section = passage.sentence.index, passage.sentence.section
    for one in reversed(passage.view.sentences[max(place - _ITEMS, 0) : place]):
        if one.section is not section:
            break
        names = {match.lastgroup for match in _NAME.finditer(one.text)}
        if names:
            short = len(names) == 1 and len(one.text) <= _TITLE
            return passage.view.cite_sentence(one) if short else None
    return heading(passage.view, section) if _NAME.search(section.title) else None


def _scores(passage: Passage) -> Iterator[FunctionalLimit]:
    if is_row(passage.sentence) and len(passage.sentence.block.cells) > _PAIR:
        yield from _columns(passage)
        return
    text = _DATE.sub(lambda m: " " * len(m.group()), passage.text)
    names = list(_NAME.finditer(text))
    for place, match in enumerate(names):
        stop = names[place + 1].start() if place + 1 < len(names) else len(text)
        name = _NAMES[int((match.lastgroup or "n0")[1:])][0]
        stop = min(stop, match.end() + _REACH)
        found = _value(text, match.end(), stop, name) or _lead(
            text, match.start(), name
        )
        if found:
            value, unit = found
            yield FunctionalLimit(
                id="?",
                kind="score",
                name=name,
                value=value,
                unit=unit,
                date=dated(passage, match.start(), match.end()),
                evidence=tuple(evidence(passage)),
            )


def _columns(passage: Passage) -> Iterator[FunctionalLimit]:
    """A score with its value in each column of a row."""
    first, *rest = headed(passage)
    match = _NAME.search(first.text)
    if match is None:
        return
    name = _NAMES[int((match.lastgroup or "n0")[1:])][0]
    for cell in rest:
        found = _value(cell.text, 0, len(cell.text), name)
        if found:
            when = column_date(passage, cell) or passage.view.document.date
            earlier = bool(EARLIER.search(cell.header or ""))
            yield FunctionalLimit(
                id="?",
                kind="score",
                name=name,
                assertion="historical" if earlier else "present",
                value=found[0],
                unit=found[1],
                date=when,
                evidence=tuple(evidence(passage, [cell])),
            )


def _value(
    text: str, start: int, stop: int, name: str
) -> tuple[float | int, str | None] | None:
    for match in _VALUE.finditer(text, start, stop):
        if _STOP.search(text, start, match.start()) or match["range"]:
            return None
        unit = _unit(match, name)
        if unit is not None:
            return _number(match["value"]), unit
    roman = (
        _GRADE.search(text, start, min(stop, start + 20)) if name == "nurick" else None
    )
    return (_ROMAN[roman["roman"]], "grade") if roman else None


def _lead(text: str, end: int, name: str) -> tuple[float | int, str | None] | None:
    """A value just before the name: "13/18 on the mJOA", "8/10 VAS"."""
    last = None
    for match in _VALUE.finditer(text, max(end - 20, 0), end):
        last = match
    if last is None or last["unit"] is None or last["range"]:
        return None
    gap = text[last.end() : end]
    if re.fullmatch(r"\s*(?:on|by|for)?\s*(?:the\s*)?", gap, re.IGNORECASE):
        unit = _unit(last, name)
        return (_number(last["value"]), unit) if unit else None
    return None


def _unit(match: re.Match[str], name: str) -> str | None:
    """The unit as written, or the usual one; None where the two cannot be joined."""
    if match["of"]:
        whole = f"/{match['of']}"
        return "%" if whole == "/100" and name in ("ndi", "odi") else whole
    if match["unit"]:
        return "%"
    return None if name in ("ndi", "odi") else _UNITS.get(name, "points")


def _number(text: str) -> float | int:
    return float(text) if "." in text else int(text)
