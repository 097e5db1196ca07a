"""Earlier operations: what was done, at which levels, when.

An operation counts as done where a cue says so ("status post", "underwent", "prior"),
where it stands in a list of past operations, under a heading of an operative note, or
where its date alone puts it before the document.  What is planned, asked for, advised
against or done to a relative is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.denied_at_all import denied_at_all
from workbench.extract.rules.frames.operations.done_words import assertion_of
from workbench.extract.rules.frames.operations.operation import (
    DECOMPRESSION,
    LUMBAR_BACK,
    LUMBAR_DECOMPRESSION,
    POSTERIOR_FUSION,
)
from workbench.extract.rules.frames.operations.operation_days import date_of
from workbench.extract.rules.frames.operations.operative import operative
from workbench.extract.rules.frames.operations.past_told import (
    left_on_film,
    tabled,
)
from workbench.extract.rules.frames.operations.performed import tells_operation
from workbench.extract.rules.frames.operations.procedures import (
    OTHER,
    Operation,
    operations,
)
from workbench.extract.rules.frames.operations.told_operations import (
    LIST_ROLES,
    PAST_LABEL,
    PERFORMED,
    Done,
    counts,
    quotes,
    side_beside,
)
from workbench.extract.rules.frames.sessions.document import own_kind
from workbench.extract.rules.frames.told.questions import (
    is_readable,
    is_unticked,
)
from workbench.extract.rules.model import (
    DocumentView,
    PacketView,
    Sentence,
)
from workbench.extract.rules.values.sides import find_sides
from workbench.schema.case import ProcedureDone
from workbench.schema.spine import SEGMENTS, region
from workbench.vocabulary.tables import kinds

_SILENT_ROLES = ("family", "policy", "precautions", "template")


def read(document: DocumentView, packet: PacketView) -> list[ProcedureDone]:
    """Earlier operations that one document tells of, ids "?"."""
    if document.document.kind in ("policy-excerpt", "reviewer-worksheet"):
        return []
    if document.document.kind == "operative-note" or tells_operation(document):
        own = list(operative(document))
        past = [one for one in document.sentences if one.role in LIST_ROLES]
        own += [d for one in past if is_readable(one) for d in _done(document, one)]
        return [fact for done in own for fact in _facts(done)]
    low = of_lumbar_record(document, packet)
    readable = [one for one in document.sentences if is_readable(one)]
    found = [done for sentence in readable for done in _done(document, sentence)]
    found = [in_the_back(done) if low else done for done in found]
    film = document.document.kind == "imaging-report"
    facts = [fact for done in found for fact in _facts(done, film=film)]
    spoken = [] if film else [one for one in readable if one.role not in _SILENT_ROLES]
    denied = [fact for one in spoken for fact in denied_at_all(document, one)]
    told = {(one.kind, one.evidence[0].lines) for one in facts if one.evidence}
    return [*facts, *(one for one in denied if _key(one) not in told)]


def _key(fact: ProcedureDone) -> tuple[str, tuple[int, ...]]:
    return fact.kind, tuple(fact.evidence[0].lines)


_PART = re.compile(r"[,;.|]\s|\b(?:after|following|with|and then)\b")


_SIDE_ALONE = re.compile(
    r",\s(?:left|right|bilateral|[LRB]|[lr]t)\b\s*(?:[,.;(]|\Z)", re.IGNORECASE
)
"""A side set behind an operation ("L4-5 discectomy, left, 2020")."""


def own_sided(text: str, one: Operation) -> Operation:
    """The operation without a side that another part of the sentence names.

    "R knee scope 2011, L4-5 discectomy 2016", "bilateral leg pain following L4-5
    laminectomy".
    """
    start = min(one.start, one.place.start if one.place else one.start)
    end = max(one.end, one.place.end if one.place else 0)
    low = max((match.end() for match in _PART.finditer(text, 0, start)), default=0)
    stop = _PART.search(text, end)
    high = stop.start() if stop else len(text)
    whole = low == 0 and high >= len(text.rstrip(" ."))
    if whole or not any(one.sides) or find_sides(text[low:high]):
        return one
    if _SIDE_ALONE.match(text, end):
        return one
    return replace(one, sides=())


_NECK_WORD = re.compile(r"\b(?:cervical|c-?spine|neck|C\d)", re.IGNORECASE)


def in_the_back(done: Done) -> Done:
    """An operation that names neither level nor neck, in the record of a lumbar spine.

    "Laminectomy 2022" of somebody with leg pain was not one of the neck.
    """
    one = done.operation
    if one.kind not in _OF_BOTH or one.levels or one.sites:
        return done
    if any(_NECK_WORD.search(cite.quote) for cite in done.cites):
        return done
    kind = _OF_BOTH[one.kind]
    return done._replace(operation=replace(one, kind=kind, concept=kind))


_OF_BOTH = {DECOMPRESSION: LUMBAR_DECOMPRESSION, POSTERIOR_FUSION: LUMBAR_BACK}
_LOW = re.compile(
    r"\b(?:lumbar|lumbosacral|low(?:er)? back|lbp|sciatica"
    r"|L\d(?:\s?[-/]\s?[LS]?\d)?|legs?|ODI"
    r"|oswestry|SLR|EHL)\b",
    re.IGNORECASE,
)


def of_lumbar_record(document: DocumentView, packet: PacketView) -> bool:
    """Whether a document, or a packet where it tells neither, is of the low back."""
    own = _speaks_of(document.source.text)
    if any(own):
        return own == (False, True)
    texts = [one.source.text for one in packet.documents]
    return _speaks_of("\n".join(texts)) == (False, True)


def _speaks_of(text: str) -> tuple[bool, bool]:
    """Whether a text speaks of the neck, and of the low back."""
    return _NECK_WORD.search(text) is not None, _LOW.search(text) is not None


# --- sentences ---------------------------------------------------------------------


def _done(document: DocumentView, sentence: Sentence) -> Iterator[Done]:
    if sentence.role in _SILENT_ROLES or is_unticked(sentence):
        return
    text = sentence.text
    filmed = document.document.kind == "imaging-report"
    found = operations(left_on_film(text) if filmed else text)
    if not found:
        return
    listed = _listed(sentence) or tabled(document, sentence)
    for one in found:
        if one.dependent or not counts(one, text):
            continue
        assertion = assertion_of(document, sentence, one, listed)
        if assertion is None:
            continue
        date = date_of(text, one, found, document.document.date)
        cites = quotes(document, sentence)
        yield Done(own_sided(text, one), date, assertion, cites, side_beside(text, one))


def _listed(sentence: Sentence) -> bool:
    label = sentence.block.label or ""
    headed = label or sentence.section.title
    if PERFORMED.fullmatch(headed.strip(" :")):
        return True
    return sentence.role in LIST_ROLES or bool(PAST_LABEL.search(label))


# --- operative notes ----------------------------------------------------------------


# --- facts ---------------------------------------------------------------------------


def _facts(done: Done, *, film: bool = False) -> Iterator[ProcedureDone]:
    """The facts of an operation; cement seen on a film is told by nobody else."""
    one = done.operation
    own = own_kind(one)
    if own and not (film and own == "vertebral-augmentation"):
        return
    kind = own or _kind(one)
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
    if one.kind != OTHER and one.kind in kinds().procedures_done:
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
