"""Whether an operation that a text names was done: cues, denials, years, plans."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation_days import whole_year
from workbench.extract.rules.frames.operations.past_told import on_film, told_done
from workbench.extract.rules.frames.operations.past_years import year_before
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.told.questions import answered_no, denied_behind
from workbench.extract.rules.language import context
from workbench.extract.rules.model import DocumentView, Mention, Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion
from workbench.schema.partial_date import earliest

_YEAR_FIRST = sought(r"\W{0,3}(?P<year>(?:19|20)\d\d)(?:\s{0,2}[:-]|\s{2,})")
_YEAR_NEAR = re.compile(
    r"(?:[\s,:(-]|\bin\b|\bat\b|\b(?:on the )?(?:left|right)\b|[A-Z][\w.]+|\bx\s?\d\b)"
    r"{1,8}(?<!\d)(?P<year>(?:19|20)\d\d|'\d\d)\b(?![-/]\d)"
)
"""A year behind an operation, with no more than its place between."""
_DONE = (
    r"(?:\bs/p|\bs\.p\.|\bstatus[ -]?post|\bunderwent|\bundergone"
    r"|\bprior(?!\s(?:auth|approv|cert))|\bprevious(?:ly)?"
    r"|\bhistory of|\bh/o|\bhx of|\bsurgical history|\bhad|\bpast|\bold|\bremote"
    r"|\bearlier|\bpost[ -]?op\w*|\bpost[ -]?surgical changes|\bafter|\bsince"
    r"|\bfollowing|\bexisting|\bperformed|\bchanges of|\bsequelae of|\bindex"
    r"|\bPOD\s?#?\d{1,3}|\bout from|\bout of"
    r"|\b(?:hardware|implants?|cement|scar(?:ring)?|defects?|construct|changes) from"
    r"|\bop(?:erative)? (?:report|note)|\badjacent to|\babove|\bbelow)\b"
)
_DONE_BEFORE = sought(
    _DONE
    + r"(?:[\s,:(]+(?!plan|recommend|will\b|schedul|propos)[\w/.'-]+){0,7}[\s,:(-]*$",
    re.IGNORECASE,
)
_DONE_AFTER = sought(
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
_AHEAD = sought(
    r"\b(?:will|would|plan\w*|recommend\w*|schedul\w*|propos\w*|consider\w*|candidate"
    r"|req|request\w*|authoriz\w*|if|should|may|might|could|discuss\w*|option\w*|offer\w*"
    r"|talk\w*|weigh\w*|explain\w*|compar\w*|choices?|alternatives?|going over"
    r"|indicated|wishes|proceed|pending|upcoming|possible|need\w*|versus|vs|awaiting"
    r"|risks?"
    r"|undergo|prepared|consent\w*|elected|decided|advised|require\w*|anticipat\w*"
    r"|benefits?)\b",
    re.IGNORECASE,
)


def assertion_of(
    document: DocumentView, sentence: Sentence, one: Operation, listed: bool
) -> Assertion | None:
    """Done (historical) or said not to have been done (absent); None for neither."""
    text = sentence.text
    mention = Mention(one.concept, one.start, one.end, one.name)
    if sentence.block.kind == "checkbox" and sentence.block.checked is False:
        return "absent"
    if answered_no(sentence, one.start) or denied_behind(text, one.end):
        return "absent"
    if context.assertion(sentence, mention) in ("family", "hypothetical"):
        return None
    start, end = one.start, one.end
    if one.place:
        start, end = min(start, one.place.start), max(end, one.place.end)
    lead = clause_before(text, start)
    if _NOT_DONE.search(lead):
        bare = one.concept in _GENERAL and _NEVER.search(lead)
        denied = bare and not _NOT_NOW.match(text, end)
        return "absent" if listed or denied or _plain_denial(lead) else None
    if one.place and _PAST_BETWEEN.search(text[one.place.end : one.start]):
        return "historical"
    if listed or _year_first(document, text):
        return "historical"
    if _AHEAD.search(lead[-60:]) and not re.search(
        r"\b(?:underwent|status post|s/p|prior|previous)\b[^,;]*$", lead, re.I
    ):
        return None
    if _DONE_BEFORE.search(lead) or _cued(text, one) or told_done(text, lead, one):
        return "historical"
    if on_film(document, sentence, one) and not _AHEAD.search(lead):
        return "historical"
    if _DONE_AFTER.match(text, end) or _DONE_AFTER.match(text, one.end):
        return "historical"
    past = _dated_past(document, text, end) or _date_first(document, text, one)
    return "historical" if past else None


_PAST_BETWEEN = re.compile(
    r"\b(?:prior|previous|earlier|remote|old|s/p|status[ -]post|post[- ]?op\w*)\b"
    r"(?:[\s-]\w+){0,3}[\s-]\Z",
    re.IGNORECASE,
)
"""A word of the past between levels and operation ("C6-7 prior fusion")."""
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


def clause_before(text: str, start: int) -> str:
    """What stands before a place in its clause."""
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
    found = find_dates(text[end : end + 40], own)
    if found and found[0].start <= 14:
        between = text[end : end + found[0].start]
        return earliest(found[0].value) < earliest(own) and not _AHEAD.search(between)
    year = _YEAR_NEAR.match(text, end)
    near = year and int(whole_year(year["year"])) < earliest(own).year
    ahead = year is not None and _AHEAD.search(year.group()) is not None
    return (bool(near) and not ahead) or year_before(document, text, end)


def _year_first(document: DocumentView, text: str) -> bool:
    """Whether a line begins with a year that is not still to come."""
    found, own = _YEAR_FIRST.match(text), document.document.date
    return found is not None and (not own or int(found["year"]) <= earliest(own).year)


_TITLED = re.compile(
    r"\W{0,3}(?:procedures?|operations?|op|surgery)(?:\s(?:of|on|date|performed|done))?"
    r"\W{1,3}",
    re.IGNORECASE,
)
"""What a day before an operation may be the day of ("Procedure 3/4/25: TLIF")."""


def _date_first(document: DocumentView, text: str, one: Operation) -> bool:
    """Whether a line begins with an earlier day and goes on with the operation."""
    own = document.document.date
    found = find_dates(text[:30])
    start = min(one.start, one.place.start) if one.place else one.start
    if not own or not found:
        return False
    led = found[0].start <= 3 or _TITLED.fullmatch(text[: found[0].start])
    if not led:
        return False
    between = text[found[0].end : start]
    after = text[one.end : one.end + 40]
    if len(between) > 12 or _AHEAD.search(between) or _AHEAD.search(after):
        return False
    return earliest(found[0].value) < earliest(own)
