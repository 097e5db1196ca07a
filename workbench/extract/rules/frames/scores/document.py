"""Scores of function and of pain: NDI, mJOA, ODI, Nurick, VAS and their like."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import column_date, is_goal
from workbench.extract.rules.frames.exam.tables import EARLIER, headed, is_row
from workbench.extract.rules.frames.passages import (
    Passage,
    dated,
    dates_in,
    evidence,
)
from workbench.extract.rules.frames.scores.body_rows import by_part
from workbench.extract.rules.frames.scores.columns import read_row
from workbench.extract.rules.frames.scores.daily import Dated, daily, daily_totals
from workbench.extract.rules.frames.scores.ends import without_ends
from workbench.extract.rules.frames.scores.listed import listed
from workbench.extract.rules.frames.scores.moments import by_moments
from workbench.extract.rules.frames.scores.names import (
    of_pain,
    pattern,
    scale_of,
)
from workbench.extract.rules.frames.scores.pairs import ScorePair, pair_at
from workbench.extract.rules.frames.scores.plain_pain import plain_pain
from workbench.extract.rules.frames.scores.round_procedure import round_procedure
from workbench.extract.rules.frames.scores.seats import NO_PLACE, SEAT, place_of, seat
from workbench.extract.rules.frames.scores.session_rows import read_log
from workbench.extract.rules.frames.scores.then_and_now import then_and_now
from workbench.extract.rules.frames.scores.totals import total_of_items
from workbench.extract.rules.frames.scores.unnamed import (
    DATE,
    PLACED,
    bare_scores,
    placed_score,
)
from workbench.extract.rules.frames.scores.values import (
    UNITS,
    VALUE,
    class_of,
    number,
    past_parts,
    unit_of,
    value_after,
    value_before,
)
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import FunctionalLimit
from workbench.schema.partial_date import PartialDate

_ACHE = sought(r"\b(?:pain|ache|aching|sciatica|headache)\w*", re.IGNORECASE)
_RATES = re.compile(r"scor|rat(?:es|ed|ing)\b", re.IGNORECASE)
"""A verb of scoring, which scores a pain only where the sentence names one."""
_COURSE = re.compile(r"\d\s?%?\s?(?:->|-->|=>|\u2192)\s?\d(?![^.;\n]{0,20}\bgoal)")
"""Two numbers of a course, which were measured whatever goals are told beside them."""
_PRINTED = sought(
    r"(?:\b[0-5]\s+){1,5}\[\s?[0-5]\s?\]|\[\s?[0-5]\s?\](?:\s+[0-5]\b){2,5}"
)
"""The numbers that an item prints, one of them circled ("0 1 2 [3] 4 5")."""
_REACH = 80
_PAIR = 2
_SHORT_DAY = sought(
    r"(?<=NDI )\d{1,2}/\d{1,2}\s?[:=](?=\s?\d)|(?<=ODI )\d{1,2}/\d{1,2}\s?[:=](?=\s?\d)"
)
"""The day of a score between its name and its value ("NDI 2/10: 38")."""
_OWN_VALUE = re.compile(
    r"(?:[\s:=(-]|is|of|score|rating|now|today|at|rated|was){0,6}\d"
)
"""What may stand between a scale and its own value."""
_PAST = re.compile(
    r"\b(?:was|were|had been|initially|previously|formerly|before)\b", re.I
)


def read_sentence(passage: Passage) -> list[FunctionalLimit]:
    """The scores of one sentence; a score with no number gives none."""
    if is_goal(passage) and not _COURSE.search(passage.text):
        return []
    if _PRINTED.search(passage.text):
        return list(total_of_items(passage))
    found = (
        list(listed(passage))
        or list(by_part(passage))
        or then_and_now(passage)
        or list(_scores(passage))
        or list(total_of_items(passage))
        or max(list(by_moments(passage)), list(round_procedure(passage)), key=len)
        or list(bare_scores(passage))
        or list(plain_pain(passage))
    )
    placed = {_key(one) for one in found if one.site}
    return [one for one in found if one.site or _key(one) not in placed]


def _key(score: FunctionalLimit) -> tuple[object, ...]:
    """What two readings of one score share; the placed one says more."""
    return score.name, score.value, score.date, score.phase == "follow-up"


def _scores(passage: Passage) -> Iterator[FunctionalLimit]:
    if is_row(passage.sentence) and len(passage.sentence.block.cells) > _PAIR:
        celled = [*_columns(passage), *read_row(passage), *read_log(passage)]
        yield from celled
        if celled or not _is_line(passage):
            return
    if not pattern().may_stand(passage.text):
        return
    text = DATE.sub(lambda m: " " * len(m.group()), without_ends(passage.text))
    text = _SHORT_DAY.sub(lambda m: " " * len(m.group()), text)
    ache = bool(_ACHE.search(text))
    found_at = pattern().finditer(text)
    names = [one for one in found_at if ache or not _RATES.match(one.group())]
    told = [scale_of(one) for one in names]
    if len(set(told)) == 1 and of_pain(told[0]):
        days = daily(passage.text, passage.view.document.date)
        yield from (_of_series(passage, told[0], one) for one in days)
        if days:
            return
    for place, match in enumerate(names):
        stop = names[place + 1].start() if place + 1 < len(names) else len(text)
        name = scale_of(match)
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
        found = value_after(text, match.end(), stop, name) or value_before(
            text, match.start(), name
        )
        if found and _can_be(name, *found):
            value, unit = found
            where, side = seat(text, match.start(), stop) if of_pain(name) else NO_PLACE
            yield FunctionalLimit(
                id="?",
                kind="score",
                name=name,
                site=where,
                side=side,
                value=value,
                unit=unit,
                date=_day(passage, text, match, stop),
                detail=class_of(text, match.end(), name),
                evidence=tuple(evidence(passage)),
            )
            if of_pain(name):
                yield from _further(passage, text, match.end(), stop, name)


_OF_NOW = re.compile(
    r"[^\d.;]{0,24}\b(?:right now|now|currently|today|at present)\b[^\d.;]{0,12}\d"
    r"|[^\d.;]{0,16}\d{1,3}(?:\s?(?:%|/\s?10))?\s?\((?:was|from|previously|down from"
    r"|up from)\b",
    re.IGNORECASE,
)
"""A value of now, or one whose bracket tells what it was ("4 (was 9 in May)")."""


def _day(
    passage: Passage, text: str, match: re.Match[str], stop: int
) -> PartialDate | None:
    """The day of a score: the note's own for one of now, else the nearest told."""
    if _OF_NOW.match(text, match.start(), stop) or _OF_NOW.match(
        text, match.end(), stop
    ):
        return passage.view.document.date
    return dated(passage, match.start(), match.end())


def _is_line(passage: Passage) -> bool:
    """Whether pipes part a line that stands in no table ("Visit 5 | NPRS 4/10")."""
    unheaded = not any(cell.header for cell in passage.sentence.block.cells)
    return unheaded and "|" in passage.text


def _series(passage: Passage, start: int, name: str) -> list[FunctionalLimit]:
    """The scores of a scale told with their days in a row."""
    day, stop = passage.view.document.date, start + _REACH
    read = daily if of_pain(name) else daily_totals
    told = read(passage.text, day, start, stop)
    return [_of_series(passage, name, one) for one in told]


def _can_be(name: str, value: float | int, unit: str | None) -> bool:
    """Whether a score of pain lies on its scale: "16/10" is the end of a date.

    A share ("NRS 8 to 2, 75% better") is how much it fell, and no score.
    """
    return not of_pain(name) or (unit != "%" and not (unit == "/10" and value > 10))


def _of_series(passage: Passage, name: str, one: Dated) -> FunctionalLimit:
    return FunctionalLimit(
        id="?",
        kind="score",
        name=name,
        value=one.value,
        unit=UNITS.get(name, "points"),
        date=one.date,
        evidence=tuple(evidence(passage)),
    )


def _before(
    text: str, match: re.Match[str], stop: int, name: str
) -> tuple[float | int, str | None] | None:
    """The value that ends right before the name of a pain scale and is its own.

    "Arm 3/10 NRS today (it was 6 in May)": what follows after other words is not now.
    """
    if not of_pain(name) or _OWN_VALUE.match(text, match.end(), stop):
        return None
    return value_before(text, match.start(), name)


def _behind(
    passage: Passage, text: str, start: int, stop: int, name: str
) -> Iterator[FunctionalLimit]:
    """The scores of a list that its scale closes ("neck 6/10, arm 3/10 NRS")."""
    values = list(PLACED.finditer(text, max(start, stop - _REACH), stop))
    now = re.split(r"[(;]", text[stop:])[0]
    told = dates_in(text[:stop] + now, passage.view.document.date)
    last = start
    for match in values:
        lead = re.split(r"[,;.(]|\band\b", text[last : match.start()])[-1]
        past, last = _PAST.search(lead), match.end()
        where, side = place_of(lead)
        if past or (where is None and match is not values[-1]):
            continue
        day = dated(passage, *match.span()) if told else passage.view.document.date
        yield placed_score(passage, name, match["value"], (where, side), day)


def _paired(
    passage: Passage, pair: ScorePair, name: str, start: int
) -> Iterator[FunctionalLimit]:
    """The score before a treatment, as a baseline, and the later one."""
    where, side = seat(passage.text, start, pair.end) if of_pain(name) else NO_PLACE
    whole = pair.before_unit or pair.after_unit
    told_day, written = dated(passage, start, pair.end), passage.view.document.date
    now = _OF_NOW.match(passage.text, start)
    for told, own, phase in (
        (pair.before, pair.before_unit, "baseline"),
        (pair.after, pair.after_unit, "follow-up"),
    ):
        match = VALUE.fullmatch(f"{told}{own or whole}")
        unit = unit_of(match, name) if match else None
        if match and unit is None and name in ("odi", "ndi"):
            unit = "points"
        if unit is not None:
            yield FunctionalLimit(
                id="?",
                kind="score",
                name=name,
                site=where,
                side=side,
                value=number(told),
                unit=unit,
                phase="baseline" if phase == "baseline" else "follow-up",
                date=written if now and phase == "follow-up" else told_day,
                evidence=tuple(evidence(passage)),
            )


def _further(
    passage: Passage, text: str, start: int, stop: int, name: str
) -> Iterator[FunctionalLimit]:
    """More places scored by one name ("8/10 in the arm and 4/10 in the neck")."""
    for match in PLACED.finditer(text, start, stop):
        where, side = seat(text, match.start(), match.end() + SEAT)
        first = not PLACED.search(text, start, match.start())
        lead = text[start : match.start()]
        if where is None or (first and not re.search(r"\d", lead)):
            continue
        day = dated(passage, match.start(), match.end())
        yield placed_score(passage, name, match["value"], (where, side), day)


_ANOTHER = re.compile(r"\s*[A-Z]{2,5}(?:-\d{1,2})?(?=\s*[:=]|\s*\Z|\s+\d)")
"""The name of another scale in a row of several ("PHQ-9  4   GAD-7  3   PCS  18")."""
_DAY_FIRST = re.compile(r"\A\s*\d{1,2}/\d{1,2}(?=\s+\d)")
"""The day before a score of that day ("4/6 40%")."""


def _columns(passage: Passage) -> Iterator[FunctionalLimit]:
    """A score with its value in each column of a row."""
    first, *rest = headed(passage)
    match = pattern().search(first.text)
    if match is None:
        return
    name = scale_of(match)
    text = passage.text
    at = first.start - passage.sentence.start + match.end()
    summed = past_parts(text, at, len(text)) > at
    for cell in rest[-1:] if summed else rest:
        if _ANOTHER.match(cell.text):
            return
        plain = DATE.sub(lambda m: " " * len(m.group()), cell.text)
        plain = _DAY_FIRST.sub(lambda m: " " * len(m.group()), plain)
        found = value_after(plain, 0, len(plain), name)
        if found and _can_be(name, *found):
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
