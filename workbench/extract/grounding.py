"""Grounding: does the quote stand in the packet, and does it support the fact?

Pure checks for any reader.  A quote counts only where it stands in the lines it names,
character for character.  A fact counts only where its critical tokens (level, side,
grade, numbers, dates) stand in its quotes and no cue near a quote turns its meaning
(negation, doubt, plan, another person).  ``nearest`` finds similar text for a person to
look at; it never verifies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from workbench.extract import critical, cues
from workbench.packet.text import DocumentText
from workbench.schema.case import (
    Diagnosis,
    ExamFinding,
    Fact,
    FunctionalLimit,
    ImagingFinding,
    ImagingStudy,
    ProcedureDone,
    RequestedProcedure,
    RiskFactor,
    Statement,
    Symptom,
    Test,
    Treatment,
)
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, Packet
from workbench.schema.partial_date import earliest, latest

Reason = Literal[
    "quote-not-found",
    "negated",
    "hedged",
    "planned",
    "other-person",
    "policy-text",
    "token-mismatch",
    "unknown-document",
    "read-otherwise",
]


class Refusal(NamedTuple):
    """Why a fact is no evidence; ``why`` is in our words and quotes no packet text."""

    reason: Reason
    why: str


def find_document(packet: Packet, name: str) -> Document | None:
    """The document with this id."""
    place = int(name[1:]) - 1 if name[1:].isdigit() else -1
    if 0 <= place < len(packet.documents) and packet.documents[place].id == name:
        return packet.documents[place]
    return next((one for one in packet.documents if one.id == name), None)


def quote_in_packet(packet: Packet, evidence: Evidence) -> bool:
    """Whether the quote is exactly text of exactly the lines that the evidence names.

    The lines must follow one another, the quote must begin in the first and end in
    the last, a line break reads as one space, and nothing else may differ.
    """
    document = find_document(packet, evidence.document)
    if document is None:
        return False
    first, last = evidence.lines[0], evidence.lines[-1]
    run = tuple(range(first, last + 1))
    if evidence.lines != run or last > len(document.lines):
        return False
    texts = [line.text for line in document.lines[first - 1 : last]]
    return _spans(texts, evidence.quote)


def _spans(texts: list[str], quote: str) -> bool:
    if len(texts) == 1:
        return quote in texts[0]
    joined = " ".join(texts)
    tail_start = len(joined) - len(texts[-1])
    place = joined.find(quote)
    while 0 <= place < len(texts[0]):
        if place + len(quote) > tail_start:
            return True
        place = joined.find(quote, place + 1)
    return False


def supports(fact: Fact, packet: Packet, *, polarity: bool = True) -> Refusal | None:
    """Why the packet does not support the fact as asserted, or None where it does.

    ``polarity`` False leaves out the search for cues beside and inside the quotes: for
    a reader that has itself resolved negation in each sentence it quotes.  The findings
    of an imaging study are facts of their own and are not looked at here.
    """
    checks: list[Callable[[], Refusal | None]] = [
        lambda: _quoted(fact, packet),
        lambda: _tokens(fact, packet),
    ]
    if polarity:
        checks += [lambda: _led(fact, packet), lambda: _within(fact, packet)]
    return next((refusal for check in checks if (refusal := check())), None)


def _quoted(fact: Fact, packet: Packet) -> Refusal | None:
    for one in fact.evidence:
        document = find_document(packet, one.document)
        if document is None:
            return Refusal("unknown-document", f"no document {one.document}")
        if document.kind == "policy-excerpt":
            return Refusal("policy-text", f"{one.document} is a policy text")
        if not quote_in_packet(packet, one):
            return Refusal("quote-not-found", f"not in {one.document} at these lines")
    return None


# --- tokens ----------------------------------------------------------------------


def _tokens(fact: Fact, packet: Packet) -> Refusal | None:
    text = " \n ".join(one.quote for one in fact.evidence)
    for name, holds in (*_shared(fact, text), *_own(fact, text)):
        if not holds:
            return Refusal("token-mismatch", f"{name} is not in the quotes")
    for name, date in _dates(fact):
        own = _own_days(fact, packet)
        if not (
            date in own or critical.holds_date(text, date) or _dated(text, date, own)
        ):
            return Refusal("token-mismatch", f"{name} is not in the quotes")
    return None


def _shared(fact: Fact, text: str) -> Iterator[tuple[str, bool]]:
    if fact.level:
        bare = isinstance(fact, RequestedProcedure)
        yield (
            f"level {fact.level}",
            critical.holds_level(text, fact.level)
            or (bare and critical.holds_bare_level(text, fact.level)),
        )
    if fact.side:
        yield f"side {fact.side}", critical.holds_side(text, fact.side)
    if fact.site and fact.site[0].isupper():
        yield f"site {fact.site}", critical.holds_level(text, fact.site)


def _own(fact: Fact, text: str) -> Iterator[tuple[str, bool]]:
    match fact:
        case ImagingFinding(severity=grade) if grade is not None:
            yield f"grade {grade.label}", critical.holds_severity(text, grade)
        case ExamFinding(grade=written) if written is not None:
            yield f"grade {written}", critical.holds_grade(text, written)
        case Treatment():
            yield from _lengths(fact, text)
        case RequestedProcedure() | Diagnosis():
            for code in fact.codes:
                yield f"code {code}", code.lower() in critical.fold(text)
        case _:
            pass
    if isinstance(
        fact, ExamFinding | ImagingFinding | Test | FunctionalLimit | RiskFactor
    ):
        yield from _measures(fact.value, fact.unit, text)


def _measures(
    value: float | int | None, unit: str | None, text: str
) -> Iterator[tuple[str, bool]]:
    if value is not None:
        told = critical.fold(text).replace("minus ", "-")
        sign = value >= 0 or f"-{abs(value)}" in told
        yield f"value {value}", sign and critical.holds_number(text, abs(value))
    if value is not None and unit is not None:
        yield f"unit {unit}", critical.holds_unit(text, unit)


def _lengths(fact: Treatment, text: str) -> Iterator[tuple[str, bool]]:
    if fact.days is not None:
        held = critical.holds_days(text, fact.days) or _in_column(fact)
        yield f"{fact.days} days", held
    if fact.days_range is not None:
        yield "range of days", critical.holds_range(text, fact.days_range)


def _in_column(fact: Treatment) -> bool:
    """Whether the number stands in one quote and its unit in another (a heading)."""
    quotes = [one.quote for one in fact.evidence]
    return any(
        critical.holds_days(f"{number} {unit}", fact.days or 0)
        for unit in {unit for quote in quotes for unit in critical.units_named(quote)}
        for quote in quotes
        for number in critical.numbers(quote)
    )


def _dates(fact: Fact) -> Iterator[tuple[str, str]]:
    named = {"date": fact.date}
    if isinstance(fact, Treatment):
        named |= {"start": fact.start, "end": fact.end}
    if isinstance(fact, RiskFactor):
        named |= {"until": fact.until}
    return ((f"{name} {date}", date) for name, date in named.items() if date)


def _own_days(fact: Fact, packet: Packet) -> set[str]:
    """The dates of the documents that a fact quotes."""
    found = (find_document(packet, one.document) for one in fact.evidence)
    return {document.date for document in found if document and document.date}


def _dated(text: str, date: str, own: set[str]) -> bool:
    """Whether the date is reckoned back from a quoted document's own."""
    if own and cues.find("relative-date", text):
        return True
    return any(_reckoned(text, date, day) for day in own)


def _reckoned(text: str, date: str, own: str) -> bool:
    """Whether a length named in the text leads from the document's date to the date."""
    least = (earliest(own) - latest(date)).days
    most = (latest(own) - earliest(date)).days
    named = critical.lengths(text)
    return most >= 0 and any(low <= most and high >= least for low, high in named)


# --- polarity --------------------------------------------------------------------

_AFFIRMS = ("present", "historical")


def _led(fact: Fact, packet: Packet) -> Refusal | None:
    """A cue left of a quote, wherever that quote stands in its lines."""
    if fact.assertion not in _AFFIRMS:
        return None
    for one in fact.evidence:
        document = find_document(packet, one.document)
        leads = cues.sentence_leads(document, one) if document else ()
        found = [cues.first_cue(lead, _kinds_of_cue(fact)) for lead in leads]
        if found and all(found) and found[0]:
            cue, word = found[0]
            return Refusal(cue, f'"{word}" stands left of the quote')
    return None


def _kinds_of_cue(fact: Fact) -> tuple[cues.Cue, ...]:
    """A plan matters to what was done; a statement carries its own negation."""
    done = isinstance(fact, Treatment | Test | ImagingStudy | ProcedureDone)
    kinds: tuple[cues.Cue, ...] = ("other-person", "hedged", "negated")
    return (*kinds, "planned") if done else kinds


def _within(fact: Fact, packet: Packet) -> Refusal | None:
    """A cue that opens the quote itself, or a claim of absence without any."""
    text = " ".join(one.quote for one in fact.evidence)
    if fact.assertion == "absent" and not isinstance(fact, Statement | RiskFactor):
        leads = " ".join(_all_leads(fact, packet))
        if not cues.find("absence", f"{leads} {text}"):
            return Refusal("token-mismatch", "nothing in the quotes says absent")
    if fact.assertion not in _AFFIRMS or not isinstance(fact, _STATES):
        return None
    named = [one for one in fact.evidence if _stems_in(one.quote, fact.kind)]
    # Beside a quote that names the thing, others are its title, date or heading.
    for one in named or fact.evidence:
        found = _opening(one.quote, fact.kind)
        if found:
            return Refusal(found[0], f'"{found[1]}" opens the quote')
    return None


_STATES = Diagnosis | Symptom | ImagingFinding | ExamFinding | Treatment | ProcedureDone


def _all_leads(fact: Fact, packet: Packet) -> Iterator[str]:
    for one in fact.evidence:
        document = find_document(packet, one.document)
        if document is not None:
            yield from cues.sentence_leads(document, one)


def _opening(quote: str, kind: str) -> tuple[cues.Cue, str] | None:
    """A cue before the words of the kind, or before the end of a one-clause quote."""
    places = _stems_in(quote, kind)
    if places:
        return cues.first_cue(quote[: min(places)])
    if any(mark in quote for mark in ",;.:"):
        return None
    return cues.first_cue(quote, ("other-person", "negated"))


def _stems_in(quote: str, kind: str) -> list[int]:
    """Where a quote holds the beginnings of the words that a kind is called by."""
    stems = [part[:6] for part in kind.split("-") if len(part) > 3]
    plain = quote.lower()
    return [place for stem in stems if (place := plain.find(stem)) >= 0]


# --- for a person ----------------------------------------------------------------

_NEAR = 60.0


def nearest(packet: Packet, quote: str) -> Evidence | None:
    """The text most like a quote that was not found: for a person, never as proof."""
    from rapidfuzz import fuzz

    best: tuple[float, DocumentText, int, int] | None = None
    for document in packet.documents:
        source = DocumentText(document)
        found = fuzz.partial_ratio_alignment(quote, source.text, score_cutoff=_NEAR)
        if found and (best is None or found.score > best[0]):
            best = (found.score, source, found.dest_start, found.dest_end)
    if best is None or not best[1].text[best[2] : best[3]].strip():
        return None
    return best[1].cite(best[2], best[3])
