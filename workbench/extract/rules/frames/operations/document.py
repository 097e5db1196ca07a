"""Earlier operations: what was done, at which levels, when.

An operation counts as done where a cue says so ("status post", "underwent", "prior"),
where it stands in a list of past operations, under a heading of an operative note, or
where its date alone puts it before the document.  What is planned, asked for, advised
against or done to a relative is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation_words import (
    side_after,
    side_before,
)
from workbench.extract.rules.frames.operations.past_told import (
    on_film,
    tabled,
    told_done,
    year_leading,
)
from workbench.extract.rules.frames.operations.past_years import year_before
from workbench.extract.rules.frames.operations.performed import is_done, tells_operation
from workbench.extract.rules.frames.operations.procedures import (
    OTHER,
    Operation,
    operations,
)
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.assembly import assembled
from workbench.extract.rules.frames.sessions.document import own_kind
from workbench.extract.rules.frames.told.questions import (
    is_readable,
    is_unticked,
    label_of,
)
from workbench.extract.rules.language import context
from workbench.extract.rules.model import (
    DateMention,
    DocumentView,
    Mention,
    PacketView,
    Sentence,
)
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, ProcedureDone, Side
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest
from workbench.schema.spine import SEGMENTS, region
from workbench.vocabulary.tables import procedures

_SILENT_ROLES = ("family", "policy", "precautions", "template")
_LIST_ROLES = ("past-surgery",)
_PAST_LABEL = re.compile(
    r"\b(?:prior|previous|past)\s(?:\w+\s){0,2}(?:surger\w+|operations?|procedures?)\b"
    r"|\bsurgical (?:history|hx)\b|\bpsh\b|\bpsxh?x?\b|\boperations performed\b"
    r"|\bhistory of surgery\b|\bsurgeries\b",
    re.IGNORECASE,
)
_OPERATIVE_TITLE = re.compile(
    r"(?:names? of |title of |primary |secondary )?(?:procedures?|operations?|surgery"
    r"|surgeries|proc|procs|op|ops|px|intervention)"
    r"(?:\(s\))?(?: (?:performed|done|title|carried out|today))?"
    r"|operative procedures?(?: performed)?",
    re.IGNORECASE,
)
_CLOSE = 20
_YEAR = re.compile(r"\W{0,2}((?:19|20)\d\d)\W{0,2}")
_YEAR_FIRST = sought(r"\W{0,3}(?P<year>(?:19|20)\d\d)(?:\s{0,2}[:-]|\s{2,})")
_BARE_YEAR = re.compile(r"[\s,(:-]{1,4}((?:19|20)\d\d|'\d\d)\b(?![-/]\d)")
_YEAR_NEAR = re.compile(
    r"(?:[\s,:(-]|\bin\b|\bat\b|\b(?:on the )?(?:left|right)\b|[A-Z][\w.]+|\bx\s?\d\b)"
    r"{1,8}(?<!\d)(?P<year>(?:19|20)\d\d|'\d\d)\b(?![-/]\d)"
)
"""A year behind an operation, with no more than its place between."""
_NARRATED = re.compile(r"\b(?:was|were|then|I|we|is)\b")
_DONE = (
    r"(?:\bs/p|\bs\.p\.|\bstatus[ -]?post|\bunderwent|\bundergone|\bprior"
    r"|\bprevious(?:ly)?"
    r"|\bhistory of|\bh/o|\bhx of|\bsurgical history|\bhad|\bpast|\bold|\bremote"
    r"|\bearlier|\bpost[ -]?op\w*|\bpost[ -]?surgical changes|\bafter|\bsince"
    r"|\bfollowing|\bexisting|\bperformed|\bchanges of|\bsequelae of|\bindex"
    r"|\bPOD\s?#?\d{1,3}|\bout from|\bout of"
    r"|\bop(?:erative)? (?:report|note)|\badjacent to|\babove|\bbelow)\b"
)
_DONE_BEFORE = sought(
    _DONE
    + r"(?:[\s,:(]+(?!plan|recommend|will\b|schedul|propos)[\w/.'-]+){0,7}[\s,:(-]*$",
    re.IGNORECASE,
)
_SURELY_BEFORE = re.compile(
    r"\b(?:s/p|status[ -]?post|underwent|prior|previous(?:ly)?|history of|h/o)\b"
    r"(?:[\s,:(]+[\w/.'-]+){0,7}[\s,:(-]*$",
    re.IGNORECASE,
)
_DONE_AFTER = re.compile(
    r"[\s,()-]{0,4}(?:(?:was|were|has been|had been)\s(?:\w+\s)?(?:performed|done"
    r"|carried out)"
    r"|(?:surgery|procedure|operation)?\s?(?:performed|done|completed)\b"
    r"|(?:hardware|construct|site|changes|defects?|levels?)\b"
    r"|\d{1,2}\s(?:years?|months?|weeks?|yrs?|mos?|wks?)\s(?:ago|earlier|prior|post)"
    r"|\d{1,3}\s?/\s?(?:7|12|52)\s(?:ago|earlier|prior|post)"
    r"|(?:several|many|some|a few|two|three|four|five|six|ten)\s(?:years|months)\sago)",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:no|not|never|denies|denied|without|negative for|declined|declines|refused"
    r"|cancell?ed"
    r"|deferred|aborted)\b(?:[\s,:(]+(?:but\b)?[\w/'-]+){0,6}[\s,:(-]*$",
    re.IGNORECASE,
)
_NONE_BEFORE = re.compile(
    r"\b(?:(?:no|denies|denied|without|negative for)\s(?:any\s)?"
    r"(?:prior|previous|past|history of|known|earlier)|never (?:had|undergone)"
    r"|not (?:had|undergone)(?: any| a)?)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|plan\w*|recommend\w*|schedul\w*|propos\w*|consider\w*|candidate"
    r"|req|request\w*|authoriz\w*|if|should|may|might|could|discuss\w*|option\w*|offer\w*"
    r"|indicated|wishes|proceed|pending|upcoming|possible|need\w*|versus|vs|awaiting"
    r"|risks?"
    r"|undergo|prepared|consent\w*|elected|decided|advised|require\w*|anticipat\w*"
    r"|benefits?)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=64)
def _dates(text: str, anchor: PartialDate | None = None) -> tuple[DateMention, ...]:
    """The dates of a sentence, found once for all its operations."""
    return find_dates(text, anchor)


class _Done(NamedTuple):
    operation: Operation
    date: PartialDate | None
    assertion: Assertion
    cites: tuple[Evidence, ...]
    side: Side | None = None


def read(document: DocumentView, packet: PacketView) -> list[ProcedureDone]:
    """Earlier operations that one document tells of, ids "?"."""
    if document.document.kind in ("policy-excerpt", "reviewer-worksheet"):
        return []
    if document.document.kind == "operative-note" or tells_operation(document):
        own = list(_operative(document))
        past = [one for one in document.sentences if one.role in _LIST_ROLES]
        own += [d for one in past if is_readable(one) for d in _done(document, one)]
        return [fact for done in own for fact in _facts(done)]
    readable = [one for one in document.sentences if is_readable(one)]
    found = [done for sentence in readable for done in _done(document, sentence)]
    return [fact for done in found for fact in _facts(done)]


# --- sentences ---------------------------------------------------------------------


def _done(document: DocumentView, sentence: Sentence) -> Iterator[_Done]:
    if sentence.role in _SILENT_ROLES or is_unticked(sentence):
        return
    text = sentence.text
    found = operations(text)
    if not found:
        return
    listed = _listed(sentence) or tabled(document, sentence)
    for one in found:
        if one.dependent or not _counts(one, text):
            continue
        assertion = _assertion(document, sentence, one, listed)
        if assertion is None:
            continue
        date = _date(text, one, found, document.document.date)
        cites = _cites(document, sentence)
        yield _Done(one, date, assertion, cites, _side_beside(text, one))


def _side_beside(text: str, one: Operation) -> Side | None:
    """The side right beside the words of an operation."""
    if one.concept == "carpal-tunnel-release":
        return side_after(text, one.end)
    starts = [one.start, *([one.place.start] if one.place else [])]
    return side_before(text, starts)


_OTHERS_WORK = frozenset(
    {"injection-procedure", "radiofrequency", "imaging-procedure", "spine-mri"}
)


def _counts(one: Operation, text: str) -> bool:
    """Injections and imaging are other frames' work; so is a word without a meaning."""
    if one.concept in _OTHERS_WORK:
        return False
    return not (
        one.concept in ("decompression", "fusion")
        and not one.place
        and one.kind == OTHER
        and not _spinal(text)
    )


def _spinal(text: str) -> bool:
    return bool(re.search(r"\b(?:neck|cervical|spin\w+|lumbar|back)\b", text, re.I))


def _listed(sentence: Sentence) -> bool:
    label = sentence.block.label or ""
    return sentence.role in _LIST_ROLES or bool(_PAST_LABEL.search(label))


def _assertion(
    document: DocumentView, sentence: Sentence, one: Operation, listed: bool
) -> Assertion | None:
    """Done (historical) or said not to have been done (absent); None for neither."""
    text = sentence.text
    mention = Mention(one.concept, one.start, one.end, one.name)
    if sentence.block.kind == "checkbox" and sentence.block.checked is False:
        return "absent"
    if context.assertion(sentence, mention) in ("family", "hypothetical"):
        return None
    start, end = one.start, one.end
    if one.place:
        start, end = min(start, one.place.start), max(end, one.place.end)
    lead = _clause_before(text, start)
    if _NOT_DONE.search(lead):
        bare = one.concept in _GENERAL and _NEVER.search(lead)
        denied = bare and not _NOT_NOW.match(text, end)
        return "absent" if listed or denied or _plain_denial(lead) else None
    if listed or _year_first(document, text):
        return "historical"
    if _AHEAD.search(lead[-60:]) and not re.search(
        r"\b(?:underwent|status post|s/p|prior|previous)\b[^,;]*$", lead, re.I
    ):
        return None
    if _DONE_BEFORE.search(lead) or _cued(text, one) or told_done(lead, one):
        return "historical"
    if on_film(document, sentence, one) and not _AHEAD.search(lead):
        return "historical"
    if _DONE_AFTER.match(text, end):
        return "historical"
    past = _dated_past(document, text, end) or _date_first(document, text, one)
    return "historical" if past else None


_GENERAL = ("cervical-operation", "lumbar-operation")
_NEVER = re.compile(
    r"\b(?:no|denies|denied|without|nil|never (?:had|operated on))\s(?:any\s)?\Z",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"\s(?:at this|for now|is|was|will|would|until|unless|planned|needed|recommended"
    r"|indicated|yet|today|wanted|scheduled)\b",
    re.IGNORECASE,
)
"""What makes "no back surgery" a matter of plans."""


def _plain_denial(lead: str) -> bool:
    return bool(_NONE_BEFORE.search(lead))


def _clause_before(text: str, start: int) -> str:
    lead = text[max(start - 120, 0) : start]
    return re.split(r"[;.](?=\s)|\bbut\b|\bhowever\b|\band (?:now|currently)\b", lead)[
        -1
    ]


def _cued(text: str, one: Operation) -> bool:
    """A cue directly before the levels or words, as in "prior C5-7 fusion"."""
    place = one.place.start if one.place and one.place.end <= one.start else one.start
    lead = text[max(place - 30, 0) : place]
    spans = cues(lead).get("past-cue", ())
    return any(len(lead[stop:].split()) <= 1 for _, stop in spans)


def _dated_past(document: DocumentView, text: str, end: int) -> bool:
    """Whether a date right after the operation lies before the document's own."""
    own = document.document.date
    if not own:
        return False
    found = find_dates(text[end : end + 40])
    if found and found[0].start <= 14:
        between = text[end : end + found[0].start]
        return earliest(found[0].value) < earliest(own) and not _AHEAD.search(between)
    year = _YEAR_NEAR.match(text, end)
    near = year and int(_whole_year(year["year"])) < earliest(own).year
    ahead = year is not None and _AHEAD.search(year.group()) is not None
    return (bool(near) and not ahead) or year_before(document, text, end)


def _year_first(document: DocumentView, text: str) -> bool:
    """Whether a line begins with a year that is not still to come."""
    found, own = _YEAR_FIRST.match(text), document.document.date
    return found is not None and (not own or int(found["year"]) <= earliest(own).year)


def _date_first(document: DocumentView, text: str, one: Operation) -> bool:
    """Whether a line begins with an earlier day and goes on with the operation."""
    own = document.document.date
    found = find_dates(text[:30])
    start = min(one.start, one.place.start) if one.place else one.start
    if not own or not found or found[0].start > 3:
        return False
    between = text[found[0].end : start]
    after = text[one.end : one.end + 40]
    if len(between) > 12 or _AHEAD.search(between) or _AHEAD.search(after):
        return False
    return earliest(found[0].value) < earliest(own)


def _date(
    text: str,
    one: Operation,
    others: tuple[Operation, ...],
    anchor: PartialDate | None,
) -> PartialDate | None:
    """The date nearest to the operation that no other operation stands closer to."""
    if leading := year_leading(text, one):
        return leading
    end = max(one.end, one.place.end if one.place else 0)
    later = [other.start for other in others if other.start >= end and other is not one]
    limit = min(later, default=len(text))
    dates = _dates(text, anchor)
    after = [d for d in dates if end <= d.start < limit and _near(text[end : d.start])]
    if after:
        return after[0].value
    before = [d for d in dates if d.end <= one.start and _near(text[d.end : one.start])]
    free = [
        d
        for d in before
        if not _between(others, d.end, one.start) and not _taken(d.start, others)
    ]
    if free:
        return free[-1].value
    year = _BARE_YEAR.match(text, end) or _YEAR.match(text)
    if year:
        return _whole_year(year.group(1))
    return _trailing(dates, end, one, others, text)


_THIS_CENTURY = 50
"""Two figures of a year below which it is one of this century ("'16")."""


def _whole_year(year: str) -> str:
    """A year as four figures ("'16" is 2016)."""
    if not year.startswith("'"):
        return year
    return f"{'20' if int(year[1:]) < _THIS_CENTURY else '19'}{year[1:]}"


def _taken(start: int, others: tuple[Operation, ...]) -> bool:
    """Whether a date directly follows another operation, whose date it is."""
    ends = [max(one.end, one.place.end if one.place else 0) for one in others]
    return any(0 <= start - end <= _CLOSE for end in ends)


def _trailing(
    dates: tuple[DateMention, ...],
    end: int,
    one: Operation,
    others: tuple[Operation, ...],
    text: str,
) -> PartialDate | None:
    """A date after several operations of one sitting ("laminectomy and fusion"
    " 2019")."""
    last = others[-1]
    stop = max(last.end, last.place.end if last.place else 0)
    joined = re.fullmatch(r"[\w\s,&/()-]{0,80}", text[end:stop]) if stop > end else None
    if last is one or not joined or find_dates(text[end:stop]):
        return None
    found = [d for d in _dates(text) if d.start >= stop]
    return found[0].value if found and _near(text[stop : found[0].start]) else None


def _between(others: tuple[Operation, ...], start: int, end: int) -> bool:
    return any(start <= other.start < end for other in others)


def _near(gap: str) -> bool:
    return len(gap) <= 45 and not re.search(
        r"[;|]|\. |\b(?:mri|ct|x-?ray|visit)\b", gap, re.I
    )


def _cites(document: DocumentView, sentence: Sentence) -> tuple[Evidence, ...]:
    return (document.cite_sentence(sentence),)


# --- operative notes ----------------------------------------------------------------


def _operative(document: DocumentView) -> Iterator[_Done]:
    """Operations under the procedure headings of an operative note.

    Its narrative names each step and is left out; what it says of earlier operations
    is read where the words leave no doubt.
    """
    date, dated = _operation_date(document)
    titled = [
        (one, sentence)
        for sentence in document.sentences
        if _OPERATIVE_TITLE.fullmatch(label_of(sentence).strip(" :"))
        and is_readable(sentence)
        and not _NARRATED.search(sentence.text)
        for one in operations(sentence.text)
        if not one.dependent and _counts(one, "spine")
    ]
    titled = titled or _told_there(document)
    sources = dict(titled)
    for one, kind in assembled([one for one, _ in titled]):
        cites = _cites(document, sources[one])
        side = _side_beside(sources[one].text, one)
        yield _Done(replace(one, kind=kind), date, "historical", cites + dated, side)
    for sentence in filter(is_readable, document.sentences):
        if sentence.role in _LIST_ROLES:
            continue
        for one in operations(sentence.text):
            lead = _clause_before(sentence.text, one.start)
            if one in sources or one.dependent or not _SURELY_BEFORE.search(lead):
                continue
            if _counts(one, sentence.text):
                own = _date(sentence.text, one, (one,), None)
                cites, side = (
                    _cites(document, sentence),
                    _side_beside(sentence.text, one),
                )
                yield _Done(one, own, "historical", cites, side)


def _told_there(document: DocumentView) -> list[tuple[Operation, Sentence]]:
    """What a note without such a heading says was done, each procedure once."""
    told: dict[tuple[object, ...], tuple[Operation, Sentence]] = {}
    for sentence in filter(is_readable, document.sentences):
        for one in operations(sentence.text):
            if one.dependent or not _counts(one, ""):
                continue
            if is_done(document, sentence, one):
                told.setdefault((one.kind, one.levels, one.sites), (one, sentence))
    return list(told.values())


def _operation_date(
    document: DocumentView,
) -> tuple[PartialDate | None, tuple[Evidence, ...]]:
    label = re.compile(
        r"\b(?:date of (?:surgery|operation|procedure|service)|surgery date|dos"
        r"|operation date|procedure date)\b",
        re.IGNORECASE,
    )
    for sentence in document.sentences:
        match = label.search(sentence.text)
        found = find_dates(sentence.text[match.end() :]) if match else ()
        if found:
            return found[0].value, (document.cite_sentence(sentence),)
    return document.document.date, ()


# --- facts ---------------------------------------------------------------------------


def _facts(done: _Done) -> Iterator[ProcedureDone]:
    one = done.operation
    if own_kind(one):
        return
    kind = _kind(one)
    named = one.name if kind in (OTHER, "cervical-surgery", "lumbar-surgery") else None
    targets: list[tuple[str | None, str | None]] = [(name, None) for name in one.levels]
    targets += [(None, name) for name in one.sites]
    sided = [side or done.side for side in one.sides] or [done.side]
    for index, (level, site) in enumerate(targets or [(None, None)]):
        yield ProcedureDone(
            id="?",
            kind=kind,
            assertion=done.assertion,
            level=level,
            site=site,
            side=sided[index] if index < len(sided) else sided[0],
            date=done.date,
            name=named,
            evidence=done.cites,
        )


def _kind(one: Operation) -> str:
    """The kind of vocabulary/kinds.yaml for an operation."""
    if one.kind in procedures().procedures:
        return one.kind
    names = (*one.levels, *one.sites)
    regions = {region(name) for name in names if name in SEGMENTS or "-" in name}
    if one.concept == "carpal-tunnel-release":
        return "carpal-tunnel-release"
    if one.concept.startswith("lumbar-") or regions & {"lumbar", "sacral"}:
        return "lumbar-surgery"
    general = (
        "cervical-operation",
        "laminoplasty",
        "fusion",
        "decompression",
        "anterior-discectomy",
    )
    if one.concept in general and (
        one.concept in ("cervical-operation", "laminoplasty", "anterior-discectomy")
        or "cervical" in regions
        or "cervical" in one.name.lower()
    ):
        return "cervical-surgery"
    return OTHER
