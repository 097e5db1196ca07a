"""Laboratory values in prose and in rows: number, unit, comparator, date drawn."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, cast

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import fate, standing
from workbench.extract.rules.frames.exam.tables import is_row
from workbench.extract.rules.frames.measured.lab_bounds import (
    is_bar,
    may_be,
    plain_unit,
    pointed,
)
from workbench.extract.rules.frames.measured.lab_days import drawn
from workbench.extract.rules.frames.measured.samples import taken
from workbench.extract.rules.frames.passages import Passage, dates_in, evidence
from workbench.extract.rules.layout.value_notes import explains_values
from workbench.extract.rules.model import Cell, Mention
from workbench.extract.rules.values.months import MONTH_NAMES
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Test
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

LABS = frozenset(
    {"hba1c", "cotinine", "anabasine", "esr", "crp", "wbc", "culture", "biopsy"}
    | {"albumin", "vitamin-d"}
)
_SAMPLES = frozenset({"culture", "biopsy"})
Comparator = Literal["<", "<=", "=", ">=", ">"]
_SIGNS: dict[str, Comparator] = {
    "<": "<",
    "less than": "<",
    "below": "<",
    "under": "<",
    "<=": "<=",
    "≤": "<=",
    ">": ">",
    "greater than": ">",
    "above": ">",
    "over": ">",
    ">=": ">=",
    "≥": ">=",
}
_NUMBER = re.compile(
    r"(?<![\w./-])(?P<sign><=|>=|[<>≤≥]|less than|greater than|below|under|above|"
    r"over)?\s?"
    r"(?P<value>\d{1,4}(?:,\d{3})?(?:\.\d+)?)\s?"
    r"(?P<unit>%|percent\b|mmol/mol|ng\s?/\s?ml|ng per ml|[uµ]g/l|mcg/l|"
    r"m?g\s?/\s?d?l|nmol\s?/\s?l|mm\s?/\s?hr?\b|"
    r"[xk]\s?10\S{1,4}|k/[uµ]l|cells/\S{2,4}|th(?:ou)?/\S{2,4})?(?!\s?-\s?\d)"
    r"(?![\d/]|\.\d|\s?(?:months?|mos?\b|weeks?|wks?\b|days?|d\b|years?|y(?:ea)?rs?\b"
    r"|hours?|h(?:ou)?rs?\b|mg\b(?!/)|visits?|pounds?|times\b|more\b|cigs?\b"
    rf"|cigarettes?\b|(?<!\.\d)(?<!\.\d\s)(?:st|nd|rd|th)?\s?(?:of\s)?(?:{MONTH_NAMES})\b))",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"%|percent|mmol/mol|ng\s?/\s?ml|[uµ]g/l|mcg/l|mg\s?/\s?d?l|mm\s?/\s?hr?", re.I
)
_SKIP = re.compile(
    r"\b(?:goal|target|reference|ref\.?|normal range|range|cut-?off|threshold|must|"
    r"required?|"
    r"(?:needs?|has|have|had|ought) to (?:be|stay|remain|get|come|drop|go|fall)"
    r"|(?:we|i|surgeon) wants?|needs? (?:before|for|prior)|needed|should be|until|if"
    r"|limit)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:needs?|required?|requirements?)\s(?:before|for|prior to|pre-?op)\b"
    r"[^:;.]{0,40}:[^.;(]{0,60}\Z",
    re.IGNORECASE,
)
"""A list of what is asked for before an operation ("Needs before fusion: A1c <7")."""
_PENDING = re.compile(
    r"\W{0,3}(?:(?:is|was|still|result)\s){0,2}(?:pending|awaited|outstanding|not back"
    r"|to be (?:drawn|checked|done)|due|ordered|drawn today|being (?:drawn|checked))\b",
    re.IGNORECASE,
)
"""What says that a test has no value yet, whatever number stands behind."""
_UNIT_CELL = re.compile(
    rf"(?<=\s\s)(?:{_UNIT.pattern}|[a-z]{{1,5}}\s?/\s?[a-z]{{1,3}})(?=\s\s)", re.I
)
"""A unit in a column of its own, behind which stand the bounds of the normal."""
_BLANK_CELL = re.compile(r"(?<=\s\s)(?:-{1,3}|\u2013|n/?a|nd|not done)(?=\s\s)", re.I)
"""What a sheet prints where nothing was measured on a day."""
_COLUMN = re.compile(
    r"(?:(?<=\s)|(?<=[|\t]))[<>]?=?\s?\d{1,4}(?:\.\d+)?"
    r"(?=(?:\s?(?:HH?|LL?|A|\*{1,2}|\([HLA]\)))?\s*(?:[|\t]|\s{2}|$))"
)
"""A value of a row, with or without its flag ("8.9 H")."""
_ANY_DAY = "2000-12-31"
"""A day to reckon from where only the place of a date without a year is asked for."""
_SERIES = 2
_MOST_WORDS = 8
"""Words for each value of a row; prose has more, however wide the columns are set."""
_JOINER = re.compile(r"[\s,/&]*(?:and|or)?[\s,/&]*", re.IGNORECASE)
_TREND = re.compile(r"\bfrom\s[^,;]{0,12}?\d[^,;]{0,30}?\bto\s", re.IGNORECASE)
_STOP = re.compile(r";|\.\s")
_REACH = 70
_NEAR = 30
_LEADERS = re.compile(r"[.\u2026_]{2,200}")
_RANGE_LEAD = re.compile(r"\d\s{0,2}(?:-|\u2013)\s{0,2}\Z")
_TOLD = re.compile(
    r"\b(?:is|was|were|elevated|improved|reviewed|normal|controlled|showed)\b", re.I
)
_RESULT = sought(r"\b(?:results?|value|level|finding)\b[ \t:=|.-]{0,12}", re.IGNORECASE)
_SAID = sought(r"result|value|level|finding", re.IGNORECASE)
"""What stands in every title of a result, dates and dots beside it or not."""
_DAY_ROW = re.compile(
    r"\W{0,6}(?:collected|drawn|taken|resulted|specimen|sample|on|date)?\W{0,3}"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)(?:\s+\d{1,2}:\d\d)?"
    r"(?:\s?(?:am|pm))?(?:[ ]{2,}|[ ]?[|\t][ ]?|:[ ]?"
    r"|(?<=\d:\d\d)[ ](?=[<>]?\d{1,4}(?:\.\d+)?\s?(?:\(|%|[a-z]|\Z)))",
    re.IGNORECASE,
)
"""How a row of a series begins ("Collected 02/24/2026 08:05    7.2 (H)").

Behind a clock time one blank is enough, where a file sets all gaps alike."""
_PANEL = sought(r"\b(?:panel|CBC|BMP|CMP|profile|count)\b", re.IGNORECASE)
_ALONE = re.compile(
    r"(?:[\W\d_]|\b(?:tests?|name|analyte|lab|serum|plasma|urine|blood|whole|quantitative"
    r"|qualitative|screen|order(?:ed)?|component|with|eag|reflex|to)\b){0,40}",
    re.IGNORECASE,
)
_ABOVE = 5


class _Value(NamedTuple):
    number: float | int | None
    unit: str | None
    comparator: Comparator | None
    span: tuple[int, int]
    result: str | None = None


def read_sentence(passage: Passage) -> list[Test]:
    """The laboratory facts of one sentence or table row."""
    words = lexicon.load("tests").find(passage.text)
    names = [word for word in words if word.concept in LABS]
    if names and explains_values(passage.text):
        return []
    if not names:
        return _of_title(passage)
    found: list[Test] = []
    shared: list[Test] = []
    stop = len(passage.text)
    for name in reversed(names):
        own = _of_name(passage, name, stop, words)
        if not own and _JOINER.fullmatch(passage.text[name.end : stop]):
            own = [_renamed(fact, name) for fact in shared if fact.value is None]
        found = own + found
        shared, stop = own, name.start
    return found


def _of_title(passage: Passage) -> list[Test]:
    """A "Result", or a row that its day begins, below a line of a test's name alone."""
    said = _DAY_ROW.match(passage.text)
    if said is None and not _SAID.search(passage.text):
        return []
    masked = _masked(passage.text)
    said = said or _RESULT.search(masked)
    if said is None:
        return []
    title = _title_above(passage)
    if title is None:
        return []
    name, quote = title
    end = min(len(masked), said.end() + _NEAR)
    number = _NUMBER.match(masked, said.end(), end)
    if number:
        value = _value(number, name)
    else:
        words = lexicon.load("tests").find(passage.text)
        told = [w for w in words if "result" in w.attributes and w.start >= said.end()]
        if not told or told[0].start - said.end() > 2:
            return []
        span = (told[0].start, told[0].end)
        value = _Value(None, None, None, span, told[0].attributes["result"])
    fact = _fact(passage, name, value)
    return [fact.model_copy(update={"evidence": (*fact.evidence, quote)})]


def _title_above(passage: Passage) -> tuple[Mention, Evidence] | None:
    """The nearest line above that names one laboratory test and nothing else."""
    view = passage.view
    place = bisect_left(view.sentences, passage.sentence.start, key=lambda s: s.start)
    lines = [(s.text, s.start) for s in view.sentences[max(place - _ABOVE, 0) : place]]
    section = passage.sentence.section
    at = view.source.text.find(section.title, section.start) if section.title else -1
    if 0 <= at < passage.sentence.start:
        lines.append((section.title, at))
    for text, start in sorted(lines, key=lambda line: -line[1]):
        words = lexicon.load("tests").find(text)
        names = list({w.start: w for w in words if w.concept in LABS}.values())
        if len(names) == 1 and _ALONE.fullmatch(
            text[: names[0].start] + text[names[0].end :]
        ):
            return names[0], view.cite(start, start + len(text))
        if _RESULT.search(text) or _PANEL.search(text):
            return None
    return None


def _renamed(fact: Test, name: Mention) -> Test:
    """The outcome told of the next test ("ESR and CRP were normal")."""
    return fact.model_copy(update={"kind": name.concept, "name": name.text})


def _of_name(
    passage: Passage, name: Mention, stop: int, words: Sequence[Mention]
) -> list[Test]:
    seven = standing(passage, name.start, name.end, name.concept, state=False)
    if seven in ("hypothetical", "family"):
        return []
    if name.concept in _SAMPLES:
        return list(_sample(passage, name, stop, words))
    series = list(_series(passage, name))
    if series:
        return series
    values = _own_cell(passage, name) if is_row(passage.sentence) else []
    if is_row(passage.sentence) and not values:
        values = _row_values(passage, name)
    values = values or _values(passage.text, name, stop)
    values = values or _worded(name, stop, words, passage.text)
    if is_bar(passage, name, [one.comparator for one in values]):
        return []
    if values:
        return [_fact(passage, name, value) for value in values]
    return _without_value(passage, name, stop, words)


# --- values ----------------------------------------------------------------------


def _values(text: str, name: Mention, stop: int) -> list[_Value]:
    masked = _masked(text)
    end = min(stop, name.end + _REACH)
    halt = _STOP.search(masked, name.end, end)
    end = halt.start() if halt else end
    if _WANTED.search(masked[max(name.start - 60, 0) : name.start]):
        return []
    if _SKIP.search(masked, max(name.start - 20, 0), name.start):
        return []
    if _PENDING.match(masked, name.end):
        return []
    trend = _TREND.search(masked, name.end, end)
    found: list[_Value] = []
    for match in _NUMBER.finditer(masked, trend.end() if trend else name.end, end):
        if _ends_range(masked, match.start()) or not may_be(match, name, masked):
            break
        if _SKIP.search(masked, name.end, match.start()):
            break
        if found and not (match["unit"] and found[0].unit):
            break
        found.append(_value(match, name))
    return found


def _own_cell(passage: Passage, name: Mention) -> list[_Value]:
    """A value that follows the name in its own cell ("HbA1c ..... 7.1 %")."""
    base = passage.sentence.start
    for cell in passage.sentence.block.cells:
        if cell.start - base <= name.start < cell.end - base:
            return _values(passage.text, name, cell.end - base)
    return []


def _ends_range(masked: str, start: int) -> bool:
    """Whether a number is the upper end of a range ("4.0 - 5.6")."""
    return _RANGE_LEAD.search(masked, max(start - 10, 0), start) is not None


def _masked(text: str) -> str:
    """The text with dates and dot leaders blanked: no part of one is a value."""
    out = list(_LEADERS.sub(lambda match: " " * len(match.group()), text))
    for mention in dates_in(text, _ANY_DAY):
        if pointed(text, mention.start):
            continue
        if any(letter.isdigit() for letter in text[mention.start : mention.end]):
            out[mention.start : mention.end] = " " * (mention.end - mention.start)
    return "".join(out)


def _value(match: re.Match[str], name: Mention, unit: str | None = None) -> _Value:
    digits = match["value"].replace(",", "")
    number: float | int = float(digits) if "." in digits else int(digits)
    stated_unit = plain_unit(match["unit"]) or plain_unit(unit)
    sign = " ".join((match["sign"] or "").lower().split())
    return _Value(
        number,
        stated_unit or name.attributes.get("unit"),
        _SIGNS.get(sign),
        match.span(),
    )


def _worded(
    name: Mention, stop: int, words: Sequence[Mention], text: str
) -> list[_Value]:
    """A result in words after the name ("cotinine negative"), or just before it."""
    for word in words:
        result = word.attributes.get("result")
        near_after = name.end <= word.start < min(stop, name.end + _NEAR)
        near_before = 0 <= name.start - word.end <= 2
        if result and (near_after or near_before):
            low, high = min(name.end, word.end), max(name.start, word.start)
            if not _STOP.search(text, low, high):
                return [_Value(None, None, None, (word.start, word.end), result)]
    return []


def _row_values(passage: Passage, name: Mention) -> list[_Value]:
    """The result cell of a row: under "Result" or "Value", else the first number."""
    cells = passage.sentence.block.cells
    base = passage.sentence.start
    rest = [cell for cell in cells if cell.start - base >= name.end]
    unit = next((m.group() for cell in rest if (m := _UNIT.search(cell.text))), None)
    headed = [c for c in rest if re.search(r"result|value|level", c.header or "", re.I)]
    for cell in headed or [c for c in rest if not _is_range(c)]:
        masked = _masked(cell.text)
        match = _NUMBER.search(masked)
        if match and not _ends_range(masked, match.start()):
            value = _value(match, name, unit)
            start = cell.start - base
            return [value._replace(span=(start, start + len(cell.text)))]
        for word in lexicon.load("tests").find(cell.text):
            if "result" in word.attributes:
                start = cell.start - base
                span = (start, start + len(cell.text))
                return [_Value(None, None, None, span, word.attributes["result"])]
    return []


def _is_range(cell: Cell) -> bool:
    header = cell.header or ""
    return bool(re.search(r"ref|range|normal|unit|date|flag", header, re.IGNORECASE))


# --- facts -----------------------------------------------------------------------


def _fact(passage: Passage, name: Mention, value: _Value) -> Test:
    result = cast(
        "Literal['normal', 'abnormal', 'negative', 'positive', 'inconclusive'] | None",
        value.result,
    )
    cells = [
        cell
        for cell in passage.sentence.block.cells
        if cell.start - passage.sentence.start == value.span[0]
    ]
    when = drawn(passage, *value.span)
    return Test(
        id="?",
        kind=name.concept,
        name=name.text,
        value=value.number,
        unit=value.unit,
        comparator=value.comparator,
        result=result,
        date=when.date,
        evidence=(*evidence(passage, cells), *when.quotes),
    )


def _without_value(
    passage: Passage, name: Mention, stop: int, words: Sequence[Mention]
) -> list[Test]:
    """The test named as ordered or not done; a bare name is no fact."""
    told = fate(passage, name.start, name.end, name.concept)
    states = {
        word.attributes["state"]
        for word in words
        if "state" in word.attributes and word.start < stop
    }
    absent = told == "absent" or "not-done" in states
    named = passage.role == "plan" and not _TOLD.search(passage.text, name.end)
    planned = named or told == "planned" or "planned" in states
    if told is None or not (absent or planned):
        return []
    return [
        Test(
            id="?",
            kind=name.concept,
            name=name.text,
            assertion="planned" if planned and "not-done" not in states else "absent",
            evidence=tuple(evidence(passage)),
        )
    ]


def _sample(
    passage: Passage, name: Mention, stop: int, words: Sequence[Mention]
) -> Iterator[Test]:
    """Cultures and biopsies: what grew or was found, or nothing."""
    for word in words:
        speaks = "sample" in word.attributes or word.attributes.get("result") in (
            "negative",
            "positive",
            "normal",
        )
        if not speaks or not name.end <= word.start < stop:
            continue
        seven = standing(passage, word.start, word.end, word.concept)
        told = word.attributes.get("result")
        negative = told in ("negative", "normal") or (not told and seven == "negated")
        if seven in ("hypothetical", "family"):
            continue
        uncertain = seven == "possible" and not told
        when = drawn(passage, word.start, word.end)
        yield Test(
            id="?",
            kind=name.concept,
            name=name.text,
            result="inconclusive"
            if uncertain
            else "negative"
            if negative
            else "positive",
            indicates=word.attributes.get("indicates"),
            date=when.date,
            evidence=(*evidence(passage), *when.quotes),
        )
        return
    stated = _without_value(passage, name, stop, words)
    yield from stated or taken(passage, name)


# --- series ----------------------------------------------------------------------


def _series(passage: Passage, name: Mention) -> Iterator[Test]:
    """Values in a line under a line of as many dates, one test per date."""
    view, at = passage.view, passage.sentence.start + name.end
    text = view.source.text
    start = text.rfind("\n", 0, at) + 1
    if text[start : passage.sentence.start + name.start].strip(" |\t-*•"):
        return  # only a name that opens its line heads a series
    stop = text.find("\n", at)
    masked = _masked(text[at : stop if stop >= 0 else len(text)])
    units = list(_UNIT_CELL.finditer(masked))
    if len(units) == 1:
        masked = masked[: units[0].start()] + " "
    blanks = _BLANK_CELL.finditer(masked)
    values = sorted([*_COLUMN.finditer(masked), *blanks], key=lambda one: one.start())
    if len(values) < _SERIES or len(masked.split()) > _MOST_WORDS * len(values):
        return
    head = _dates_above(passage, start - 1, len(values))
    if head is None:
        return
    dates, quote = head
    row = view.cite(start, stop if stop >= 0 else len(text))
    for match, when in zip(values, dates, strict=True):
        made = _NUMBER.match(match.group().strip())
        if made:
            value = _value(made, name)
            yield Test(
                id="?",
                kind=name.concept,
                name=name.text,
                value=value.number,
                unit=value.unit,
                comparator=value.comparator,
                date=when,
                evidence=(row, quote),
            )


_ONE_SAMPLE = sought(
    r"\b(?:report(?:ed)?|received|rec'?d|result(?:ed)?|printed|verified|ordered|final(?:ized)?"
    r"|d\.?o\.?b|born)\b\.?(?: (?:on|date|time))?[ :]{1,3}(?=\d)",
    re.IGNORECASE,
)
"""Labels of the days of one sample: what stands below is one value and its range."""


def _dates_above(
    passage: Passage, end: int, count: int
) -> tuple[list[PartialDate], Evidence] | None:
    """The nearest line above that holds exactly so many dates and no values."""
    text = passage.view.source.text
    for _ in range(_ABOVE + 3):
        start = text.rfind("\n", 0, max(end, 0)) + 1
        if end <= 0:
            return None
        found = dates_in(text[start:end], passage.view.document.date)
        if len(found) == count and count >= _SERIES:
            if _ONE_SAMPLE.search(text, start, end):
                return None
            return [one.value for one in found], passage.view.cite(start, end)
        end = start - 1
    return None
