"""The request: what is asked for, per procedure and level, with codes and stages.

A request says the same thing in words, in a level field and in code lines.  A document
passes these steps, each in modules of its own; what a step leaves out is gone for the
next:

1. The text as it holds in the end (``_as_amended``): without rows and resources that
   ask for nothing (``resources``, ``marked``), records taken back (``revoked``), lists
   of what was done (``told_lists``) and earlier turns of a thread (``threads``), with
   its own corrections (``amended``, ``grids``).
2. Rows, answers, exports and numbered fields as fields and rows (``field_rows``,
   ``records``, ``numbered``).
3. Which sentences ask (``asking``): by words of asking (``asking_cues``), by the form
   or the fields that they stand in (``forms``), by the service that a sentence which
   asks points to (``referred``); which only plan.  A paper that asks for nothing is
   silent as a whole (``nothing``).
4. The services of these sentences (``items_named``, ``codes``, ``unlisted``), without
   what a clause calls past, refused or talked over (``asking_told``, ``asking_after``,
   ``columns``).
5. One fact for each service and place (``pairing``, ``lines``); a scan for each region
   (``scans``), an injection or stimulator with how it is to be done (``services``).
6. Where step 3 understood nothing, each mention is weighed by the signs around it, on
   the document in pairs of label and value (``pairs``, ``candidates``, ``signs``).
7. Places and sides that stand in other fields (``places``, ``sides``,
   ``named_fields``).
8. Where nothing asks at all, what a note orders (``orders``).
9. What the document corrects or takes back at its end (``overruled``, ``threads``).

What a note only plans has origin ``plan``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.operations.procedures import Hint
from workbench.extract.rules.frames.request.amended import amended
from workbench.extract.rules.frames.request.asking import asks, set_out
from workbench.extract.rules.frames.request.branches import at_joints
from workbench.extract.rules.frames.request.candidates import candidates, may_ask
from workbench.extract.rules.frames.request.changed import with_new_place
from workbench.extract.rules.frames.request.circled import only_circled
from workbench.extract.rules.frames.request.codes import (
    cancelled_codes,
    find_codes,
    modifier_side,
)
from workbench.extract.rules.frames.request.columns import (
    is_answered_no,
    is_boxed_no,
    is_labelled_no,
    is_struck,
    lists_papers,
    only_inquires,
    without_units,
)
from workbench.extract.rules.frames.request.context import (
    approach_of,
    context_of,
    region_of,
)
from workbench.extract.rules.frames.request.field_rows import with_fields
from workbench.extract.rules.frames.request.grids import with_grids
from workbench.extract.rules.frames.request.items import Item
from workbench.extract.rules.frames.request.items_named import items_of
from workbench.extract.rules.frames.request.labels import (
    MODIFIER_LABEL,
    UNIT_LABEL,
)
from workbench.extract.rules.frames.request.lead_places import without_lead_places
from workbench.extract.rules.frames.request.levels_added import with_added
from workbench.extract.rules.frames.request.lines import facts_of
from workbench.extract.rules.frames.request.listed import with_lists
from workbench.extract.rules.frames.request.mail_heads import with_plain_copies
from workbench.extract.rules.frames.request.marked import only_marked
from workbench.extract.rules.frames.request.named_fields import completed, lacks_field
from workbench.extract.rules.frames.request.next_column import only_next
from workbench.extract.rules.frames.request.orders import orders, says_which
from workbench.extract.rules.frames.request.overruled import (
    as_agreed,
    overruled,
    without_doubles,
    without_skipped,
)
from workbench.extract.rules.frames.request.pairing import paired
from workbench.extract.rules.frames.request.pairs import labelled
from workbench.extract.rules.frames.request.places import (
    lacks_level,
    lacks_place,
    placed,
)
from workbench.extract.rules.frames.request.planning import plans
from workbench.extract.rules.frames.request.referred import referred
from workbench.extract.rules.frames.request.resources import without_told
from workbench.extract.rules.frames.request.revoked import without_revoked
from workbench.extract.rules.frames.request.scans import by_region
from workbench.extract.rules.frames.request.services import EPIDURALS, detailed
from workbench.extract.rules.frames.request.settled import without_pending
from workbench.extract.rules.frames.request.stretches import Ask
from workbench.extract.rules.frames.request.struck_lists import without_struck
from workbench.extract.rules.frames.request.taken_back import (
    only_disputed,
    without_levels,
)
from workbench.extract.rules.frames.request.threads import (
    without_earlier,
    without_overridden,
)
from workbench.extract.rules.frames.request.ticked_rows import without_unticked
from workbench.extract.rules.frames.request.told_lists import without_told_lists
from workbench.extract.rules.frames.request.unlisted import of_named
from workbench.extract.rules.frames.request.wanted import is_held_row
from workbench.extract.rules.frames.request.wrapped_rows import describes_above
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.schema.case import RequestedProcedure
from workbench.vocabulary.tables import procedures

_REFERRING = re.compile(
    r"\b(?:this|the|these|such|said|above|proposed|recommended|planned)\s+"
    r"(?:(?:proposed|recommended|planned|surgical|above|described|cervical)\s+){0,2}"
    r"(?:surgery|procedures?|operations?|intervention)\b",
    re.IGNORECASE,
)
"""Words for an operation that another sentence names."""
_SAME = re.compile(
    r"\b(?:same|identical) (?:\w+ )?(?:levels?|interspaces?|segments?|discs?|sites?)\b"
    r"(?! (?:as|surgery|day))",
    re.IGNORECASE,
)
_MEMO = "request-understood"
"""Key of ``DocumentView.memo``: the facts of a document before any are weighed."""
_SCAN = "spine-mri"
_MOST = 400
"""Stretches of one document that are joined; a real request has far fewer."""


def read(document: DocumentView, packet: PacketView) -> list[RequestedProcedure]:
    """Requested and planned procedures of one document, ids "?".

    Where no document of the packet is understood to ask, the mentions of each are
    weighed one by one.
    """
    document = _as_amended(document)
    found = without_doubles(_asked_for(document, packet))
    found = with_new_place(document, overruled(document, found))
    found = without_skipped(document, as_agreed(document, found))
    found = without_lead_places(without_levels(document, found))
    if found:
        found = at_joints(_paired(document), found)
    if any(map(lacks_field, found)):
        found = completed(_paired(document), found)
    return without_overridden(document, packet, found)


def _asked_for(document: DocumentView, packet: PacketView) -> list[RequestedProcedure]:
    """What a document asks for, or orders where nothing asks."""
    found = list(_understood(document, packet))
    asked = any(map(_asks, found)) or _asked_elsewhere(document, packet)
    silent = may_ask(document) and not asked
    if silent or any(map(lacks_place, found)):
        pairs, weighed = _paired(document), _weighed(document)
        if not silent:
            return _fuller(placed(pairs, found), placed(pairs, weighed))
        found = placed(pairs, _with_weighed(found, weighed))
    if asked or any(map(_asks, found)):
        return found
    found = _instead(found, _ordered(document, packet))
    if any(map(_asks, found)):
        return found
    return [one for one in found if one.codes or not _follows(one)]


def _follows(fact: RequestedProcedure) -> bool:
    """Whether only an operation beside it could ask for it (a plate in words)."""
    return fact.origin == "request" and fact.kind in procedures().dependents


def _instead(
    planned: list[RequestedProcedure], ordered: list[RequestedProcedure]
) -> list[RequestedProcedure]:
    """What is ordered, and what is planned beside it."""
    told = {(one.kind, one.level, one.site) for one in ordered}
    kept = (one for one in planned if (one.kind, one.level, one.site) not in told)
    return [*kept, *ordered]


def _ordered(document: DocumentView, packet: PacketView) -> list[RequestedProcedure]:
    """What a note orders, where it is the one document of a packet that does.

    Two notes that order may be of two visits; which of them holds is not guessed.
    """
    view = _fielded(document)
    stretches = orders(view, packet)[:_MOST]
    if not stretches:
        return []
    for other in packet.documents:
        if other.document is document.document:
            continue
        if _may_weigh(other) or orders(_fielded(other), packet):
            return []
    found = _facts(view, stretches, frozenset())
    kinds = {one.kind for one in found}
    if _SCAN in kinds and len(kinds) > 1 and not says_which(view):
        return []  # A scan beside a treatment: which of them is sent is not said.
    return placed(_paired(document), detailed(view, by_region(view, found)))


def _may_weigh(document: DocumentView) -> bool:
    """Whether another document asks by the weight of its signs."""
    if not may_ask(document):
        return False
    return any(map(_asks, _weighed(_as_amended(document))))


def _fielded(document: DocumentView) -> DocumentView:
    """The document with its rows and answers as fields; the same one each time."""
    return document.once(_fielded, lambda: with_fields(document))


def _paired(document: DocumentView) -> DocumentView:
    """The document with every pair of its lines as a field; the same one each time."""
    return document.once(_paired, lambda: labelled(_fielded(document)))


def _as_amended(document: DocumentView) -> DocumentView:
    """The document as its own table of changes corrects it; the same one each time.

    Resources of a bundle that ask for nothing are left out.
    """

    def make() -> DocumentView:
        slip = without_unticked(only_next(with_plain_copies(document)))
        told = only_circled(only_marked(without_told(without_pending(slip))))
        standing = without_told_lists(without_struck(without_revoked(told)))
        newest = without_earlier(standing)
        return only_disputed(with_grids(amended(newest)))

    return document.once(_as_amended, make)


def asked_lines(document: DocumentView, packet: PacketView) -> frozenset[int]:
    """The numbers of the lines in which a document is understood to ask."""
    facts = _understood(_as_amended(document), packet)
    return frozenset(
        line
        for fact in facts
        if _asks(fact)
        for quote in fact.evidence
        if quote.document == document.document.id
        for line in quote.lines
    )


def _asked_elsewhere(document: DocumentView, packet: PacketView) -> bool:
    """Whether another document is understood to ask.

    One that cannot be read asks for nothing here; its own reading says that it failed.
    """
    for other in packet.documents:
        if other.document is document.document:
            continue
        try:
            other = _as_amended(other)
            facts = without_overridden(other, packet, _understood(other, packet))
        except Exception:
            continue
        if any(map(_asks, facts)):
            return True
    return False


def _fuller(
    found: list[RequestedProcedure], weighed: list[RequestedProcedure]
) -> list[RequestedProcedure]:
    """What was understood; its lines as weighed where only those have places."""
    mains = procedures().procedures
    old = [one for one in found if _asks(one) and one.kind in mains]
    new = [one for one in weighed if _asks(one) and one.kind in mains]
    same = {one.kind for one in old} == {one.kind for one in new}
    if not same or not {*_codes(old)} <= {*_codes(new)}:
        return found
    if all(map(lacks_level, old)) and not any(map(lacks_level, new)):
        return [*(one for one in found if one not in old), *new]
    for kind in EPIDURALS:
        loose = [one for one in old if one.kind == kind]
        fuller = [one for one in new if one.kind == kind]
        if any(one.level for one in fuller) and not any(one.level for one in loose):
            found = [*(one for one in found if one not in loose), *fuller]
    return found


def _codes(facts: list[RequestedProcedure]) -> Iterator[str]:
    """The codes of some facts."""
    return (code for one in facts for code in one.codes)


def _with_weighed(
    found: list[RequestedProcedure], weighed: list[RequestedProcedure]
) -> list[RequestedProcedure]:
    """What was understood with what was weighed; what only follows needs a parent."""
    if not any(_asks(one) or _stands_alone(one) for one in weighed):
        return found
    asked = (fact for fact in found if fact.origin == "request")
    told = {code for fact in asked for code in fact.codes}
    return [*found, *(fact for fact in weighed if not told & {*fact.codes})]


def _asks(fact: RequestedProcedure) -> bool:
    return fact.origin == "request" and fact.kind not in procedures().dependents


def _stands_alone(fact: RequestedProcedure) -> bool:
    """Whether a code asks by itself for what else goes with an operation."""
    dependent = procedures().dependents.get(fact.kind)
    alone = dependent is not None and dependent.alone
    return fact.origin == "request" and alone and bool(fact.codes)


def _understood(
    document: DocumentView, packet: PacketView
) -> tuple[RequestedProcedure, ...]:
    """What the form, the fields or the words of asking of a document say."""
    return document.once(_MEMO, lambda: tuple(_read(document, packet)))


def _weighed(document: DocumentView) -> list[RequestedProcedure]:
    """What the mentions of a document ask for by the weight of their signs."""
    found = document.once(_weighed, lambda: tuple(_by_weight(_paired(document))))
    return list(found)


def _by_weight(pairs: DocumentView) -> list[RequestedProcedure]:
    stretches = candidates(pairs)[:_MOST]
    if not stretches:
        return []
    inside = frozenset(one.index for one in pairs.sentences)
    found = _facts(pairs, stretches, inside)
    return detailed(pairs, by_region(pairs, found))


def _read(document: DocumentView, packet: PacketView) -> list[RequestedProcedure]:
    document = _fielded(document)
    stretches = referred(document, packet, asks(document, packet)[:_MOST])
    planned = plans(document, packet)[:_MOST]
    if planned and _refers(packet, stretches):
        meant = [replace(one, origin="request") for one in planned]
        stretches = sorted([*stretches, *meant], key=lambda one: one.sentence.index)
        planned = []
    inside = set_out(document, packet)
    found: list[RequestedProcedure] = []
    if stretches:
        found += _facts(document, stretches, inside)
    if planned:
        found += _facts(document, planned, inside)
    return detailed(document, by_region(document, found))


def _refers(packet: PacketView, stretches: list[Ask]) -> bool:
    """Whether what is asked for is only named as "this operation", planned above."""
    if any(one.document.kind == "request-form" for one in packet.documents):
        return False
    placed = any(level_groups(ask.text) for ask in stretches)
    return not placed and any(
        ask.explicit and _REFERRING.search(ask.text) for ask in stretches
    )


def _facts(
    document: DocumentView, stretches: list[Ask], inside: frozenset[int]
) -> list[RequestedProcedure]:
    context = context_of(document, stretches, inside)
    hint = Hint(region=region_of(document, stretches), approach=approach_of(stretches))
    stretches = with_lists(stretches)
    items = [
        _counted(document, item)
        for ask in stretches
        for item in items_of(ask, hint, _coded_beside(stretches, ask))
        if not _asks_for_none(document, ask.sentence)
    ]
    back = cancelled_codes(document.source.text)
    items = [
        one for one in items if one.code not in back and not _is_access(one, items)
    ]
    items = of_named(with_added(document, _at_same_place(items)))
    bound, context = paired(document, items, context)
    return facts_of(document, bound, context, stretches[0].origin)


def _coded_beside(stretches: list[Ask], ask: Ask) -> frozenset[str]:
    """The kinds of which the sentences next to a stretch give the codes."""
    place = ask.sentence.index
    near = (one for one in stretches if abs(one.sentence.index - place) == 1)
    return frozenset(code.kind for one in near for code in find_codes(one.text))


def _at_same_place(items: list[Item]) -> list[Item]:
    """A service "at the same level" has the levels of the one told before it."""
    found: list[Item] = []
    for item in items:
        last = found[-1] if found else None
        if last and last.levels and not item.levels and _SAME.search(item.ask.text):
            extra = (*item.extra, last.ask, *last.extra)
            item = replace(item, levels=last.levels, extra=extra)
        found.append(item)
    return found


def _asks_for_none(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a line names a service and asks for none of it."""
    return (
        without_units(document, sentence)
        or is_struck(sentence)
        or is_boxed_no(sentence)
        or is_labelled_no(sentence)
        or is_answered_no(sentence)
        or only_inquires(sentence)
        or lists_papers(sentence)
        or is_held_row(document, sentence)
        or describes_above(document, sentence)
    )


_ACCESS = ("laminectomy", "laminotomy")


def _is_access(item: Item, items: list[Item]) -> bool:
    """Whether a laminectomy only makes way for the lead of a stimulator beside it."""
    name = (item.name or "").lower()
    if item.code or not any(one in name for one in _ACCESS):
        return False
    return any(
        other.kind.startswith("cord-stimulator")
        and other.ask.sentence is item.ask.sentence
        for other in items
    )


def _counted(document: DocumentView, item: Item) -> Item:
    """The item with units and modifier that fields after its code on the line give."""
    sentence = item.ask.sentence
    if item.code is None:
        return item
    line = document.source.line_index(sentence.start)
    for other in document.sentences[sentence.index + 1 : sentence.index + 5]:
        if document.source.line_index(other.start) != line:
            break
        label = other.block.label or ""
        number = re.search(r"\b(\d{1,2})\W*$", other.text)
        if UNIT_LABEL.search(label) and number:
            item = replace(item, count=item.count or int(number.group(1)) or None)
        side = modifier_side(other.text) if MODIFIER_LABEL.search(label) else None
        if side and not item.side:
            told = Ask(other, 0, len(other.text), item.ask.origin, item.ask.stage)
            item = replace(item, side=side, extra=(*item.extra, told))
    return item
