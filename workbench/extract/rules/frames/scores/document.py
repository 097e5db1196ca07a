"""Scores of function and of pain: NDI, mJOA, ODI, Nurick, VAS and their like."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import column_date, is_goal
from workbench.extract.rules.frames.exam.marks import as_side, find_sides, find_sites
from workbench.extract.rules.frames.exam.tables import EARLIER, headed, is_row
from workbench.extract.rules.frames.passages import (
    Passage,
    dated,
    dates_in,
    evidence,
    heading,
)
from workbench.extract.rules.frames.scores.bare import bare_unit, is_spread
from workbench.extract.rules.frames.scores.columns import read_row
from workbench.extract.rules.frames.scores.daily import Dated, daily
from workbench.extract.rules.frames.scores.pairs import ScorePair, pair_at
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import FunctionalLimit, Side
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate
from workbench.vocabulary import scales

_EXTRA: tuple[tuple[str, str], ...] = (
    ("mjoa", r"modified Japanese Orthop(?:a)?edic Association"),
    (
        "nrs",
        r"pain (?:score|level|scale|rating)"
        r"|pain (?:today|(?:right )?now|currently|at present|at (?:its )?(?:worst|best)"
        r"|worst|best|average|avg|intensity|severity),?\s?\(?0\s?(?:-|to)\s?10"
        r"(?: scale)?\)?"
        r"|(?:severity|intensity)\s?[:=]\s?(?=\d{1,2}(?:\.\d)?\s?/\s?10\b(?!/))"
        r"|(?:LBP|sciatica|lumbago|aches?)\b"
        r"(?=[^.;\n\d/]{0,40}?\b\d{1,2}(?:\.\d)?\s?(?:/|out of)\s?10\b(?!/))"
        r"|pain\s?[:=]\s?(?=\d{1,2}\b(?!\s?(?:[/.%-]|x\b|to\b|w(?:ee)?ks?\b|mo|yr|year"
        r"|day|visit|min|h(?:ou)?rs?\b)))"
        r"|pain\b(?=[^.;\n\d/]{0,40}?\b\d{1,2}(?:\.\d)?\s?(?:/|out of)\s?10\b)"
        r"|(?:scor(?:ing|es|ed)"
        r"|rat(?:es|ed|ing)(?:\s(?:it|this|(?:the|his|her) pain))?)"
        r"(?:\s(?:at|as))?\s(?=\d{1,2}(?:\s?-\s?\d{1,2})?\s?(?:/|out of|of)\s?10\b)"
        r"|pain (?:is |at |of |currently |now |today )?(?:rated )?(?:as |at |a )?"
        r"(?=\d{1,2}(?:\s?-\s?\d{1,2})?\s?/\s?10)",
    ),
)
"""Turns of phrase for a scale beside its names in vocabulary/scales.yaml."""


def _words(name: str) -> str:
    """The names of a scale as a pattern, hyphens and blanks alike."""
    listed = sorted(scales().scales[name].words, key=len, reverse=True)
    own = [re.sub(r"(?:\\-|\\ )+", "[- ]?", re.escape(word)) for word in listed]
    own = [f"(?:{'|'.join(own)})(?!\\w)"]
    return "|".join([*own, *(words for other, words in _EXTRA if other == name)])


@cache
def _names() -> tuple[str, ...]:
    """The scales, longest names first ("PROMIS PI" before "PROMIS")."""
    found = scales().scales
    return tuple(sorted(found, key=lambda one: -max(map(len, found[one].words))))


@cache
def _pattern() -> Sought:
    parts = [f"(?P<n{at}>{_words(name)})" for at, name in enumerate(_names())]
    return sought(rf"(?<![\w-])(?:{'|'.join(parts)})", re.IGNORECASE)


_UNITS = {
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
_VALUE = re.compile(
    r"(?<![\w.])(?P<value>\d{1,3}(?:\.\d+)?)(?P<range>\s?(?:-|to)\s?\d{1,3}(?!\d))?"
    r"\s?(?P<unit>%|percent\b|(?:/|out of|of)\s?(?P<of>"
    r"100|96|80|52|50|45|30|27|24|21|18|17|10|9|6|5)\b)?"
    r"(?![\d/]|-(?:month|week|year|day|point))",
    re.IGNORECASE,
)
_DATE = sought(
    r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}|(?<![\d/])\d{1,2}/(?:19|20)\d\d\b|\b20[0-3]\d\b"
    r"|(?<![\d/.])\b\d{1,2}(?:st|nd|rd|th)? (?i:jan|feb|mar|apr|may|jun|jul|aug|sept?"
    r"|oct|nov|dec)(?:\b|[a-z]{3,6}\b)"
    r"|\b(?i:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:[a-z]{3,6})?\.?"
    r" \d{1,2}(?:st|nd|rd|th)?\b(?!\s?(?:/|out of|of)\s?10\b)"
)
_ACHE = sought(r"\b(?:pain|ache|aching|sciatica|headache)\w*", re.IGNORECASE)
_RATES = re.compile(r"scor|rat(?:es|ed|ing)\b", re.IGNORECASE)
"""A verb of scoring, which scores a pain only where the sentence names one."""
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
_TOP = 10
"""The highest number of a scale out of ten."""
_SEAT = 24
"""Characters beside a score of pain in which its part of the body stands."""
_NO: tuple[None, None] = (None, None)
_BACK = re.compile(r"(?<!upper )(?<!mid )\bback\b|\bLBP\b", re.IGNORECASE)
_PLACED = re.compile(
    r"(?<![\w.])(?P<value>\d{1,2}(?:\.\d)?)(?:\s?/\s?|\s(?:out )?of\s)10\b", re.I
)
_OWN_VALUE = re.compile(
    r"(?:[\s:=(-]|is|of|score|rating|now|today|at|rated|was){0,6}\d"
)
"""What may stand between a scale and its own value."""
_PAST = re.compile(
    r"\b(?:was|were|had been|initially|previously|formerly|before)\b", re.I
)
_NEXT = re.compile(r"[;,]|\.\s|\band\s(?=\d)")


def read_sentence(passage: Passage) -> list[FunctionalLimit]:
    """The scores of one sentence; a score with no number gives none."""
    if is_goal(passage):
        return []
    found = list(_scores(passage)) or list(_total(passage)) or list(_bare(passage))
    placed = {_key(one) for one in found if one.site}
    return [one for one in found if one.site or _key(one) not in placed]


def _key(score: FunctionalLimit) -> tuple[object, ...]:
    """What two readings of one score share; the placed one says more."""
    return score.name, score.value, score.date


def _bare(passage: Passage) -> Iterator[FunctionalLimit]:
    """A score of ten right behind a part of the body, whose scale goes without saying.

    "Neck 5/10 today, arm still 7/10".
    """
    last = 0
    placed = False
    for match in _PLACED.finditer(passage.text):
        lead = passage.text[max(match.start() - _SEAT, last) : match.start()]
        where, side = _place(re.split(r"[,;.(]|\band\b", lead)[-1])
        last = match.end()
        if where is not None:
            placed = True
            day = dated(passage, match.start(), match.end())
            yield _placed_score(passage, "nrs", match["value"], (where, side), day)
    if last and not placed:
        yield from _loose(passage)


def _loose(passage: Passage) -> Iterator[FunctionalLimit]:
    """A score of ten somewhere behind a complaint ("LBP x 8 wks, L leg to foot, 7/10").

    A date ("since 7/10") and visits ("7/10 visits") are none.
    """
    text = _DATE.sub(lambda m: " " * len(m.group()), passage.text)
    for match in _PLACED.finditer(text):
        lead, rest = text[: match.start()], text[match.end() :]
        if not _COMPLAINS.search(lead) or _DAY_BEFORE.search(lead):
            continue
        if _COUNTED.match(rest) or float(match["value"]) > _TOP:
            continue
        day = dated(passage, match.start(), match.end())
        yield _placed_score(passage, "nrs", match["value"], _NO, day)
        return


_COMPLAINS = re.compile(
    r"\b(?:pain|pn|aches?|aching|LBP|sciatica|hurts?|headaches?|radiat\w+|brachialgia"
    r"|sore(?:ness)?)\b",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    r"\b(?:since|on|from|dated?|of|after|by|until|through|visits?|strength|power|MMT"
    r"|grip|motor|seen|session|due|in)\s{1,3}\Z",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s?(?:/|visits?|sessions?|reps?|appointments?|treatments?|times|days|weeks|pts?\b"
    r"|patients?|sec)",
    re.IGNORECASE,
)


def _total(passage: Passage) -> Iterator[FunctionalLimit]:
    """A total under the items of a questionnaire, named by the title above them."""
    lead = _TOTAL.match(passage.text)
    title = _title(passage) if lead else None
    if lead is None or title is None:
        return
    match = _pattern().search(title.quote)
    name = _names()[int((match.lastgroup or "n0")[1:])] if match else ""
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
        names = {match.lastgroup for match in _pattern().finditer(one.text)}
        if names:
            short = len(names) == 1 and len(one.text) <= _TITLE
            return passage.view.cite_sentence(one) if short else None
    return heading(passage.view, section) if _pattern().search(section.title) else None


def _scores(passage: Passage) -> Iterator[FunctionalLimit]:
    if is_row(passage.sentence) and len(passage.sentence.block.cells) > _PAIR:
        yield from _columns(passage)
        yield from read_row(passage)
        return
    text = _DATE.sub(lambda m: " " * len(m.group()), passage.text)
    ache = bool(_ACHE.search(text))
    found_at = _pattern().finditer(text)
    names = [one for one in found_at if ache or not _RATES.match(one.group())]
    told = [_names()[int((one.lastgroup or "n0")[1:])] for one in names]
    if len(set(told)) == 1 and _of_pain(told[0]):
        days = daily(passage.text, passage.view.document.date)
        yield from (_of_series(passage, told[0], one) for one in days)
        if days:
            return
    for place, match in enumerate(names):
        stop = names[place + 1].start() if place + 1 < len(names) else len(text)
        name = _names()[int((match.lastgroup or "n0")[1:])]
        stop = min(stop, match.end() + _REACH)
        rows = _series(passage, match.end(), name)
        if rows:
            yield from rows
            continue
        pair = pair_at(text, match.end(), stop)
        if pair:
            yield from _paired(passage, pair, name, match.end())
            continue
        before = _before(text, match, stop, name)
        if before is not None:
            first = names[place - 1].end() if place else 0
            yield from _behind(passage, text, first, match.start(), name)
            continue
        found = _value(text, match.end(), stop, name) or _lead(
            text, match.start(), name
        )
        if found and _can_be(name, *found):
            value, unit = found
            where, side = _seat(text, match.start(), stop) if _of_pain(name) else _NO
            yield FunctionalLimit(
                id="?",
                kind="score",
                name=name,
                site=where,
                side=side,
                value=value,
                unit=unit,
                date=dated(passage, match.start(), match.end()),
                detail=_class(text, match.end(), name),
                evidence=tuple(evidence(passage)),
            )
            if _of_pain(name):
                yield from _further(passage, text, match.end(), stop, name)


def _series(passage: Passage, start: int, name: str) -> list[FunctionalLimit]:
    """The scores of a pain told with their days in a row."""
    if not _of_pain(name):
        return []
    told = daily(passage.text, passage.view.document.date, start, start + _REACH)
    return [_of_series(passage, name, one) for one in told]


def _can_be(name: str, value: float | int, unit: str | None) -> bool:
    """Whether a score of pain lies on its scale: "16/10" is the end of a date."""
    return not (_of_pain(name) and unit == "/10" and value > 10)


def _of_series(passage: Passage, name: str, one: Dated) -> FunctionalLimit:
    return FunctionalLimit(
        id="?",
        kind="score",
        name=name,
        value=one.value,
        unit=_UNITS[name],
        date=one.date,
        evidence=tuple(evidence(passage)),
    )


def _before(
    text: str, match: re.Match[str], stop: int, name: str
) -> tuple[float | int, str | None] | None:
    """The value that ends right before the name of a pain scale and is its own.

    "Arm 3/10 NRS today (it was 6 in May)": what follows after other words is not now.
    """
    if not _of_pain(name) or _OWN_VALUE.match(text, match.end(), stop):
        return None
    return _lead(text, match.start(), name)


def _behind(
    passage: Passage, text: str, start: int, stop: int, name: str
) -> Iterator[FunctionalLimit]:
    """The scores of a list that its scale closes ("neck 6/10, arm 3/10 NRS")."""
    values = list(_PLACED.finditer(text, max(start, stop - _REACH), stop))
    now = re.split(r"[(;]", text[stop:])[0]
    told = dates_in(text[:stop] + now, passage.view.document.date)
    last = start
    for match in values:
        lead = re.split(r"[,;.(]|\band\b", text[last : match.start()])[-1]
        past, last = _PAST.search(lead), match.end()
        where, side = _place(lead)
        if past or (where is None and match is not values[-1]):
            continue
        day = dated(passage, *match.span()) if told else passage.view.document.date
        yield _placed_score(passage, name, match["value"], (where, side), day)


def _paired(
    passage: Passage, pair: ScorePair, name: str, start: int
) -> Iterator[FunctionalLimit]:
    """The score before a treatment, as a baseline, and the later one."""
    where, side = _seat(passage.text, start, pair.end) if _of_pain(name) else _NO
    whole = pair.before_unit or pair.after_unit
    for number, own, phase in (
        (pair.before, pair.before_unit, "baseline"),
        (pair.after, pair.after_unit, "follow-up"),
    ):
        match = _VALUE.fullmatch(f"{number}{own or whole}")
        unit = _unit(match, name) if match else None
        if match and unit is None and name in ("odi", "ndi"):
            unit = "points"
        if unit is not None:
            yield FunctionalLimit(
                id="?",
                kind="score",
                name=name,
                site=where,
                side=side,
                value=_number(number),
                unit=unit,
                phase="baseline" if phase == "baseline" else "follow-up",
                date=dated(passage, start, pair.end),
                evidence=tuple(evidence(passage)),
            )


def _of_pain(name: str) -> bool:
    return scales().scales[name].of == "pain"


def _class(text: str, start: int, name: str) -> str | None:
    """A class that a letter divides ("IIIA"), as written."""
    if name != "ranawat":
        return None
    roman = _GRADE.search(text, start, start + 20)
    return roman["roman"].lower() if roman else None


def _further(
    passage: Passage, text: str, start: int, stop: int, name: str
) -> Iterator[FunctionalLimit]:
    """More places scored by one name ("8/10 in the arm and 4/10 in the neck")."""
    for match in _PLACED.finditer(text, start, stop):
        where, side = _seat(text, match.start(), match.end() + _SEAT)
        first = not _PLACED.search(text, start, match.start())
        lead = text[start : match.start()]
        if where is None or (first and not re.search(r"\d", lead)):
            continue
        day = dated(passage, match.start(), match.end())
        yield _placed_score(passage, name, match["value"], (where, side), day)


def _placed_score(
    passage: Passage,
    name: str,
    value: str,
    place: tuple[str | None, Side | None],
    day: PartialDate | None,
) -> FunctionalLimit:
    """A score out of ten at a part of the body."""
    return FunctionalLimit(
        id="?",
        kind="score",
        name=name,
        site=place[0],
        side=place[1],
        value=_number(value),
        unit="/10",
        date=day,
        evidence=tuple(evidence(passage)),
    )


def _seat(text: str, start: int, stop: int) -> tuple[str | None, Side | None]:
    """The part of the body that a score of pain is of, and its side.

    The words beside the score count: those after it, else those right before its name.
    """
    after = text[start:stop]
    cut = _NEXT.search(after, 1)
    after = after[: cut.start()] if cut else after
    lead = text[max(start - _SEAT, 0) : start]
    lead = re.split(r"[,;.]|\band\b", lead)[-1]
    for part in (after, lead):
        where, side = _place(part)
        if where is not None:
            return where, side
    return _NO


def _place(part: str) -> tuple[str | None, Side | None]:
    """The first part of the body that words name, with the one side they name."""
    found = [(one.start, one.name) for one in find_sites(part)]
    back = _BACK.search(part)
    if back:
        found.append((back.start(), "low-back"))
    if not found:
        return _NO
    sides = [one.name for one in find_sides(part)]
    return min(found)[1], as_side(sides[0]) if len(sides) == 1 else None


def _columns(passage: Passage) -> Iterator[FunctionalLimit]:
    """A score with its value in each column of a row."""
    first, *rest = headed(passage)
    match = _pattern().search(first.text)
    if match is None:
        return
    name = _names()[int((match.lastgroup or "n0")[1:])]
    for cell in rest:
        plain = _DATE.sub(lambda m: " " * len(m.group()), cell.text)
        found = _value(plain, 0, len(plain), name)
        if found:
            own = dates_in(cell.text, passage.view.document.date)
            when = column_date(passage, cell) or (
                own[0].value if own else passage.view.document.date
            )
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
        if _STOP.search(text, start, match.start()):
            return None
        if match["range"] and not (_of_pain(name) and is_spread(match)):
            return None
        unit = _unit(match, name) or bare_unit(text, start, match, name)
        if unit is not None:
            return _number(match["value"]), unit
    roman = (
        _GRADE.search(text, start, min(stop, start + 20))
        if name in ("nurick", "ranawat")
        else None
    )
    return (_ROMAN[roman["roman"]], _UNITS[name]) if roman else None


def _lead(text: str, end: int, name: str) -> tuple[float | int, str | None] | None:
    """A value just before the name: "13/18 on the mJOA", "8/10 (VAS)"."""
    last = None
    for match in _VALUE.finditer(text, max(end - 34, 0), end):
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
    if _UNITS.get(name) == "/10" and float(match["value"]) > _TOP:
        return None
    return None if name in ("ndi", "odi") else _UNITS.get(name, "points")


def _number(text: str) -> float | int:
    return float(text) if "." in text else int(text)
