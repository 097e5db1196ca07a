"""A therapy record read as a whole: one course of treatment from first to last visit.

Daily notes, a log of visits, an evaluation or a discharge summary each tell when the
patient came.  Visits that did not take place do not count.  What the record says of
other treatments stays as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.treatment.regions import Around, Region
from workbench.extract.rules.frames.treatment.visit_lists import is_list, sheet_days
from workbench.extract.rules.frames.treatment.words import (
    answers,
    grammar,
    items,
    regions,
    status,
    strongest,
)
from workbench.extract.rules.model import DateMention, DocumentView, Mention
from workbench.extract.rules.values import dates, durations
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Treatment
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest, is_exact, latest

_MODALITIES = ("tens", "massage", "heat-ice", "traction", "activity-modification")
_LEAD = re.compile(
    r"[\W\d]*(?:(?:on|visit|visits|session|sessions|tx|treatment|date|dates|dos|seen|day|no|"
    r"attended|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|of|"
    r"service|appointments|appts|kept|x|vis|note|daily|progress)[\W\d]*){0,6}$",
    re.I,
)
_ATTENDED = sought(
    r"attend|complet|total|seen for|seen x|visits to date|visit count|kept|treated for"
    r"|visits?:|sessions?:|received|visit \d|visit #",
    re.I,
)
_SUMMARY = re.compile(
    r"overall|discharg|since (?:start|begin|initial|eval)|respon|progress|outcome|"
    r"plateau|therapy|treatment|PT\b|relief|improve|assessment|benefit",
    re.I,
)
_GOALS = sought(
    r"\bgoals?\s?:|\bgoals? (?:will|is|are to|to)\b|short.term goal|long.term goal|"
    r"\b[SL]TGs?\b|\bin order to\b|\bwill (?:be able|improve|increase|demonstrate)",
    re.I,
)
_SERVICE = re.compile(
    r"date of service|dos|note|visit on|seen on|evaluated on|office", re.I
)
_VISITS = re.compile(r"\W*(?:visits?|sessions?|dates?)(?: attended| seen)?\s?:", re.I)
_COUNTED = sought(
    r"\b(?P<a>\d{1,3}) (?:chiropractic )?(?:adjustments|manipulations|treatments)\b|"
    r"\b(?:visits )?attended:?\s?(?P<b>\d{1,3})\b(?!\s?of|[/.-]\d)|"
    r"\battended:?\s?(?P<d>\d{1,3})\s?(?:/|of|out of)\s?\d{1,3}\b(?![/.-]\d)|"
    r"(?:\A|[.;,|]\s{1,3}|\s{3,})(?P<e>\d{1,3}) (?:visits )?attended\b|"
    r"\btotal:?\s?(?:of\s)?(?P<f>\d{1,3}) (?:were |was )?(?:seen|attended|kept)\b|"
    r"(?<!at )(?<!on )(?<!by )(?<!after )(?<!authorized )(?<!approved )(?<!planned )"
    r"(?<!auth )(?<!auth\. )(?<!allowed )(?<!scheduled )(?<!remaining )(?<!ordered )"
    r"\b(?:total |no\\. of |number of |# of )?(?:visits|sessions|attendances)"
    r"(?: completed| kept| to date| total| seen| used)?\s{0,3}[:=#.]?\s{0,20}"
    r"(?P<c>\d{1,3})\b(?!\s?(?:of\b|and\b|or\b|to\b|per\b|x\b|times|,)|[/.-]\d)",
    re.I,
)
_GRANTED = re.compile(
    r"\b(?:auth\w*\.?|approved|allowed|remaining|ordered|scheduled|left)\s*\Z", re.I
)
"""What is before a count of visits that were granted and not attended."""
_DISCHARGED = re.compile(
    r"\bdischarge|\b[dD]/[cC]\b(?:'?[dD]\b)?(?! (?:pain|visit|dist))"
    r"|\b(?:chart|case|file|episode) (?:is |was |now )?closed\b"
    r"|\bclosed (?:the |this |out )?(?:chart|case|file|episode)\b",
    re.I,
)
_KINDS = ("physical-therapy", "chiropractic")
_HEAD = 4
_RECORD = re.compile(
    r"\battendance\b|\bledger\b|flow ?sheet|\b(?:visit|treatment|appointment) "
    r"(?:log|history|record|list)|daily (?:treatment )?notes?|"
    r"discharge (?:summary|note)|"
    r"(?:initial |re-?)evaluation|progress (?:note|report)|plan of care|"
    r"treatment (?:notes?|records?)|\blog\b|visit summary|treatment summary|"
    r"(?:dates|period|episode|block|course) of (?:care|treatment|therapy)\s*:?\s*\d|"
    r"\b(?:first|start)\W{1,3}\d[^\n]{4,24}\b(?:last|finish)\W{1,3}\d",
    re.I,
)
"""Words of the head of a therapist's own record."""
_FIRST_SEEN = re.compile(
    r"(?<![\w-])(?<!discharge )(?<!final )(?<!re )eval(?:uation|uated)?(?: date)?"
    r"(?: on)?\s?:?\s?\Z",
    re.IGNORECASE,
)
"""A bare evaluation right before its day, no re-evaluation."""
_FROM_TO = re.compile(
    r"\d\s{1,3}\(?(?:initial )?(?:eval(?:uation)?|start(?:ed)?|first(?: visit)?"
    r"|intake)\)?\s{0,3}(?:-+>|\u2192|to|thru|through|until|[-\u2013])\s{0,3}(?P<end>\d)",
    re.IGNORECASE,
)
"""A course told by its ends, each named behind its day ("3/2/26 eval -> 5/1/26")."""
_FIRST = re.compile(r"(?:\A|\s{2,}|[|;])\W*first\W{1,3}\Z", re.I)
_LAST = sought(r"(?:\A|\s{2,}|[|;])\W*(?:last|finish)\W{1,3}\Z", re.I)
"""A label that is one word, right before its day ("First 3/9/26   Last 5/22/26")."""
_OWN_DAYS = ("last seen", "first seen")
"""Of a surgeon's visit in a note, of the course in a therapist's own record."""
_EVALUATION = re.compile(r"\b(?:initial |re-?)?eval(?:uation)?\b", re.I)
_BODY = sought(
    r"\b(?:body (?:part|region|area)|regions?(?: treated)?|areas?(?: treated)?|"
    r"(?:treatment|treated) (?:area|region|site)|site)\s?[:=]\s?",
    re.I,
)
_DIAGNOSIS = sought(
    r"(?<!past medical )(?<!secondary )\b(?:diagnos[ie]s|dx|"
    r"icd-?10(?:-cm)?(?: codes?)?|"
    r"(?:reason for )?referral|referred for|chief complaint|problem|condition|"
    r"treating for|treated for)\s?[:=]\s?",
    re.I,
)
_NEXT_LABEL = re.compile(r"\s{3,}|\s[A-Z][A-Za-z ]{2,24}:")
_SENTENCE = re.compile(r"[.!?]\s*$|[a-z][.;] +[A-Z]|^.{120}")
"""A line of a note that tells something, and is no heading or field of a record."""
_MOST_CITED = 60
_LINES = 4000


@dataclass(slots=True)
class _Record:
    """What the lines of a therapy record add up to."""

    visits: dict[PartialDate, Evidence] = field(default_factory=dict)
    start: tuple[PartialDate, Evidence] | None = None
    end: tuple[PartialDate, Evidence] | None = None
    count: tuple[int, Evidence] | None = None
    discharged: bool = False


def read(
    view: DocumentView, around: Around, facts: Sequence[Treatment]
) -> list[Treatment]:
    """The course that the record tells, then whatever else it says of treatment."""
    kind = _kind(view)
    record = _Record()
    for index in range(min(len(view.document.lines), _LINES)):
        _line(view, record, index)
    around.about = _region(view) or around.about
    course = _course(view, record, kind, around, facts)
    rest = [_taught(one) for one in facts if not _part_of(one, kind)]
    return ([course] if course else []) + (rest if course else list(facts))


def is_record(view: DocumentView) -> bool:
    """Whether a document is a therapist's own record, by its kind or by its head."""
    if view.document.kind == "therapy-record":
        return True
    if view.document.kind not in ("other", "clinic-note"):
        return False
    lines = [line.text for line in view.document.lines[:40] if line.text.strip()]
    titles = [one for one in lines[:_HEAD] if not _SENTENCE.search(one)]
    head = fold("\n".join(titles))[:600]
    treats = any(one.kind in _KINDS for one in items(head))
    return treats and bool(_RECORD.search(head))


def _taught(fact: Treatment) -> Treatment:
    """Home exercise out of a therapist's own record was taught by the therapist."""
    own = fact.kind == "home-exercise" and fact.supervised is None
    return fact.model_copy(update={"supervised": True}) if own else fact


def _kind(view: DocumentView) -> str:
    counts = {"physical-therapy": 0, "chiropractic": 0}
    for item in items(view.source.text[:6000]):
        if item.kind in counts:
            counts[item.kind] += 1
    more = counts["chiropractic"] > counts["physical-therapy"]
    return "chiropractic" if more else "physical-therapy"


def _own(fact: Treatment, kind: str) -> bool:
    return fact.kind == kind and fact.assertion == "present"


def _part_of(fact: Treatment, kind: str) -> bool:
    if fact.kind in _MODALITIES:
        return True
    return fact.kind == kind and fact.assertion in ("present", "planned")


def _region(view: DocumentView) -> Region | None:
    """The region that the record itself states: its body part, else its diagnosis."""
    for label in (_BODY, _DIAGNOSIS):
        for index, line in enumerate(view.document.lines[:_LINES]):
            text = fold(line.text)[:2000]
            found = label.search(text)
            site = _stated(text[found.end() :]) if found else None
            if site:
                start = view.source.line_start(index)
                return Region(site, view.cite(start, start + len(text)))
    return None


def labelled_region(text: str) -> str | None:
    """The region in a field of a body part or diagnosis ("Body part: low back")."""
    found = _BODY.match(text) or _DIAGNOSIS.match(text)
    return _stated(text[found.end() :]) if found else None


def _stated(text: str) -> str | None:
    """The region of a labelled answer; the neck where it is one of several."""
    stop = _NEXT_LABEL.search(text)
    sites = [name for name, _, _ in regions(text[: stop.start()] if stop else text)]
    return "neck" if "neck" in sites else next(iter(sites), None)


# --- lines -------------------------------------------------------------------------


def _line(view: DocumentView, record: _Record, index: int) -> None:
    start = view.source.line_start(index)
    text = fold(view.document.lines[index].text)[:2000]
    if not text.strip():
        return
    cite = view.cite(start, start + len(text))
    record.discharged |= bool(_DISCHARGED.search(text))
    listed = sheet_days(text, view.document.date)
    for day in listed:
        record.visits.setdefault(day, cite)
    if listed:
        return
    found = dates.find_dates(text, view.document.date)
    if len(found) > 1 and _VISITS.match(text):
        text = _VISITS.sub(_as_on, text)
        found = dates.find_dates(text, view.document.date)
    if _visit_line(text, found):
        _add_visits(record, text, found, cite)
    elif found:
        _add_labels(record, view, text, found, cite)
    _add_count(record, text, cite)


def _as_on(label: re.Match[str]) -> str:
    """A label of the same length that leads to dates ("Visits:" reads as "on")."""
    return "on".rjust(len(label.group()))


def _visit_line(text: str, found: Sequence[DateMention]) -> bool:
    if not found:
        return False
    lead = text[: found[0].start]
    if _FROM_TO.search(text):
        return False
    named = status("start", lead) or status("end", lead) or _other(lead)
    return bool(_LEAD.match(lead)) and not named and not _is_span(text, found)


def _other(text: str) -> list[Mention]:
    """Words that make a date another than a visit's; a date of service is a visit's."""
    return [one for one in grammar("other-date", text) if not _SERVICE.match(one.text)]


def _is_span(text: str, found: Sequence[DateMention]) -> bool:
    spans = dates.find_spans(text) if len(found) == 2 else ()
    return any(one.start <= found[0].start for one in spans)


def _add_visits(
    record: _Record, text: str, found: Sequence[DateMention], cite: Evidence
) -> None:
    """Each date of the line is a visit, unless its own words say it was missed.

    A date with words after it ("1/5/26 seen, next visit 1/8/26") tells one visit.
    """
    if grammar("no-show", text[: found[0].start]):
        return
    listed = is_list(text, found)
    for place, date in enumerate(found if listed else found[:1]):
        stop = found[place + 1].start if place + 1 < len(found) else None
        words = _LATER.sub("", text[date.end : stop])
        if is_exact(date.value) and not grammar("no-show", words):
            record.visits.setdefault(date.value, cite)


_LATER = re.compile(
    r"\b(?:more|further|remaining|next|future|rest of|other)\b[^.;]{0,80}?"
    r"\b(?:cancel\w*|no[- ]show\w*|missed)\b",
    re.IGNORECASE,
)
"""Visits after this one that did not take place ("two more booked, will cancel")."""


def _add_labels(
    record: _Record,
    view: DocumentView,
    text: str,
    found: Sequence[DateMention],
    cite: Evidence,
) -> None:
    """Dates that a label names: evaluation, first and last visit, discharge."""
    for span in dates.find_spans(text, view.document.date)[:1]:
        if _other(text[: span.start]) or grammar("no-show", text[: span.start]):
            return
        if not span.first:
            continue
        record.start = record.start or (span.first, cite)
        if span.last:
            record.end = record.end or (span.last, cite)
        return
    ends = _FROM_TO.search(text)
    if ends and len(found) > 1:
        last = next((one for one in found if one.start >= ends.start("end")), None)
        record.start = record.start or (found[0].value, cite)
        record.end = record.end or ((last.value, cite) if last else None)
        return
    for place, date in enumerate(found):
        left = text[found[place - 1].end if place else 0 : date.start][-60:]
        marks = {m.end: "start" for m in status("start", left)}
        marks |= {m.end: "end" for m in status("end", left)}
        marks |= {m.end: "" for m in _other(left) if m.text.lower() not in _OWN_DAYS}
        if _FIRST_SEEN.search(left) or _FIRST.search(left):
            marks[len(left)] = "start"
        elif _LAST.search(left):
            marks[len(left)] = "end"
        role = marks[max(marks)] if marks else ""
        if role == "start":
            record.start = record.start or (date.value, cite)
        elif role == "end":
            record.end = record.end or (date.value, cite)


def _add_count(record: _Record, text: str, cite: Evidence) -> None:
    counted = _COUNTED.search(text)
    if counted and record.count is None:
        number = next(one for one in counted.groups() if one)
        record.count = (int(number), cite)
    if not _ATTENDED.search(text):
        return
    for one in durations.find_sessions(text):
        lead = re.split(r"\.\s", text[: one.start])[-1]
        if re.search(r"goal|plan\b|recommend", lead, re.I):
            continue
        if text[one.end : one.end + 1] in ("/", "-"):
            continue
        left = text[max(one.start - 25, 0) : one.start]
        missed = grammar("no-show", left) or _GRANTED.search(left)
        if not missed and (record.count is None or one.count > record.count[0]):
            record.count = (one.count, cite)


# --- the course --------------------------------------------------------------------


def _course(
    view: DocumentView,
    record: _Record,
    kind: str,
    around: Around,
    facts: Sequence[Treatment],
) -> Treatment | None:
    days = sorted(record.visits, key=earliest)
    first = _first(record, days)
    last = _last(record, days)
    count = _count(record, days)
    told = next((one for one in facts if one.days and _own(one, kind)), None)
    if not (first or last or count):
        return None
    single = first == last
    only_seen = single and (count or 1) <= 1 and _is_evaluation(view, record)
    said, evidence = _answer(view)
    fields = {
        "id": "?",
        "kind": kind,
        "site": around.about.site,
        "start": None if single else first,
        "end": None if single else last,
        "date": first if single else None,
        "days": told.days if told and not (first and last and not single) else None,
        "sessions": count,
        "assertion": "planned" if only_seen else "present",
        "status": "planned"
        if only_seen
        else "done"
        if record.discharged or _past(view, last)
        else "ongoing",
        "response": said,
        "setting": _setting(view),
        "supervised": True,
        "evidence": tuple(_cited(record, around, evidence, told)),
    }
    return Treatment.model_validate(fields)


def _is_evaluation(view: DocumentView, record: _Record) -> bool:
    """Whether the record is a first evaluation with a plan, and no treatment yet."""
    head = view.source.text[:300]
    return bool(_EVALUATION.search(head)) and not record.discharged


def _first(record: _Record, days: Sequence[PartialDate]) -> PartialDate | None:
    named = [record.start[0]] if record.start else []
    return min([*named, *days[:1]], key=earliest, default=None)


def _last(record: _Record, days: Sequence[PartialDate]) -> PartialDate | None:
    """The last visit; a discharge later than that is no visit unless none is known."""
    if days and record.end:
        named = _LAST_VISIT.search(record.end[1].quote)
        if named or len(days) < 2:
            return max(days[-1], record.end[0], key=latest)
        return days[-1]
    if record.end:
        return record.end[0]
    return days[-1] if days else (record.start[0] if record.start else None)


_LAST_VISIT = sought(
    r"\blast (?:visit|seen|session|attended|treatment|date attended)\b", re.IGNORECASE
)
"""What makes the end that a record names a visit, and no discharge after the last."""


def _count(record: _Record, days: Sequence[PartialDate]) -> int | None:
    if record.count:
        return record.count[0]
    return len(days) or None


def _past(view: DocumentView, last: PartialDate | None) -> bool:
    """Whether a log written later than its last visit closes the course."""
    written = view.document.date
    return bool(written and last and latest(last) < earliest(written))


def _setting(view: DocumentView) -> str | None:
    text = view.source.text[:6000].lower()
    remote = re.search(
        r"\b(?:telehealth|virtual|video) (?:visit|session|pt|therapy)", text
    )
    return "virtual" if remote else "formal"


def _answer(view: DocumentView) -> tuple[str | None, Evidence | None]:
    """The last summing-up answer of the record, and its sentence."""
    for sentence in reversed(view.sentences):
        text = sentence.text[:600]
        if _GOALS.search(text) or sentence.role in ("history", "policy"):
            continue
        said = strongest(one.value for one in answers(text))
        if said and _SUMMARY.search(text):
            return said, view.cite(sentence.start, sentence.start + len(text))
    return None, None


def _cited(
    record: _Record,
    around: Around,
    answer: Evidence | None,
    told: Treatment | None,
) -> Iterator[Evidence]:
    found: list[Evidence] = [
        one[1] for one in (record.start, record.end, record.count) if one
    ]
    visits = list(record.visits.values())
    found += visits if len(visits) <= _MOST_CITED else [visits[0], visits[-1]]
    found += [one for one in (answer, around.about.evidence) if one]
    found += list(told.evidence) if told else []
    yield from _distinct(found)


def _distinct(found: Iterable[Evidence]) -> Iterator[Evidence]:
    seen = set()
    for one in found:
        key = (one.document, one.lines, one.quote)
        if key not in seen:
            seen.add(key)
            yield one
