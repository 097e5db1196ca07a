"""Injections and stimulator trials that were given, and what they gave.

"L4-5 ESI on 12/10/2025 gave 70% relief for four months" is a session with date, place,
relief and length; "no prior epidural injections" denies any.  Relief told in the
sentences right after belongs to the session before.  What is only asked for is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.performed import is_own_note
from workbench.extract.rules.frames.operations.procedures import Operation, operations
from workbench.extract.rules.frames.passages import (
    Passage,
    dates_in,
    is_imaging_text,
    passages,
)
from workbench.extract.rules.frames.request.services import EPIDURALS
from workbench.extract.rules.frames.sessions import gains
from workbench.extract.rules.frames.sessions.asked_relief import asked_before
from workbench.extract.rules.frames.sessions.denials import denied, region_of
from workbench.extract.rules.frames.sessions.given import (
    VAGUE,
    is_consented,
    is_dated,
    is_only_meant,
    is_reported,
    is_told_by_note,
    was_given,
)
from workbench.extract.rules.frames.sessions.in_order import in_order
from workbench.extract.rules.frames.sessions.latest_told import Latest, told_apart
from workbench.extract.rules.frames.sessions.ledger_titles import heads_rows
from workbench.extract.rules.frames.sessions.left_out import left_out
from workbench.extract.rules.frames.sessions.named_region import regions_in
from workbench.extract.rules.frames.sessions.needle_places import needled
from workbench.extract.rules.frames.sessions.parted import parted
from workbench.extract.rules.frames.sessions.relief_until import relief_until
from workbench.extract.rules.frames.sessions.session_days import days_of
from workbench.extract.rules.frames.sessions.summed import summed
from workbench.extract.rules.frames.sessions.trials_told import (
    at_nerve,
    implant_in,
    judged,
    stimulator_of,
    trial_in,
)
from workbench.extract.rules.frames.told.questions import answered_no
from workbench.extract.rules.language import context
from workbench.extract.rules.language.risk_talk import risk_talk
from workbench.extract.rules.model import (
    DocumentView,
    Mention,
    PacketView,
    Seven,
)
from workbench.extract.rules.values.levels import find_levels
from workbench.schema.case import ProcedureDone
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import is_exact

OWN_KINDS = {
    "epidural-interlaminar": "epidural-injection",
    "epidural-transforaminal": "epidural-injection",
    "epidural-injection": "epidural-injection",
    "cord-stimulator-trial": "stimulator-trial",
    "cord-stimulator-implant": "stimulator-implant",
    "nerve-stimulator-trial": "nerve-stimulator-trial",
    "nerve-stimulator-implant": "nerve-stimulator-implant",
    "kyphoplasty": "vertebral-augmentation",
    "vertebroplasty": "vertebral-augmentation",
    "image-guided-lumbar-decompression": "image-guided-lumbar-decompression",
    "nerve-field-stimulator": "nerve-stimulator-trial",
    "facet-injection": "facet-injection",
    "sacroiliac-injection": "sacroiliac-injection",
    "trigger-point-injection": "trigger-point-injection",
    "sympathetic-block": "sympathetic-block",
    "nerve-block": "nerve-block",
}
"""Procedures whose history is read here, with their kind as something done."""
OWN_CONCEPTS = {
    "radiofrequency": "radiofrequency",
    "injection-procedure": "epidural-injection",
}
"""The same for procedures that no request names by a kind of its own."""
_I = re.IGNORECASE
_NONE = re.compile(
    r"\b(?:no|denies(?: any)?|without(?: any)?|never (?:had|received|undergone)"
    r"|has not (?:had|received|undergone)|have not (?:had|received))\s+"
    r"(?:an?\s+|any\s+)?(?:prior|previous|earlier|past|history of)?\s*"
    r"(?:(?:lumbar|cervical|thoracic|spinal)\s+)?\Z",
    _I,
)
_AFTER_TRIAL = re.compile(
    r"\b(?:implant\w*|permanent|IPG|generator)\b[^.;]{0,90}\b(?:after|following|since)\s"
    r"(?:(?:an?|the|her|his|successful|good|positive|spinal cord stimulator|SCS"
    r"|PNS)\s)*trial\b"
    r"|\bafter (?:an?|the|her|his) (?:successful )?trial\b[^.;]{0,60}\bpermanent\b",
    _I,
)
"""An implant that a trial only went before ("permanent stimulator after the trial")."""
_MOST_LEVELS = 2
_AFTER = 8
"""Sentences after a session that may still tell what it gave."""
_SHORT = 15
_AT_HEAD = 4
"""Characters within which the day of a row stands."""
_SKIPPED = 3
"""Sentences between, one after the other, that tell nothing of it."""
_SAME_MATTER = re.compile(
    r"\b(?:result|outcome|response|function|trial|relief)\w*\b", _I
)
"""Headings under which what a session gave goes on."""
_APPROACH = {
    "epidural-interlaminar": "interlaminar",
    "epidural-transforaminal": "transforaminal",
}


def own_kind(one: Operation) -> str | None:
    """The kind of a procedure whose history is read here; None of any other."""
    return OWN_KINDS.get(one.kind) or OWN_CONCEPTS.get(one.concept)


def read(document: DocumentView, packet: PacketView) -> list[ProcedureDone]:
    """The sessions that one document tells of."""
    found: list[ProcedureDone] = []
    if document.document.kind in ("request-form", "policy-excerpt", "imaging-report"):
        every = passages(document)
        told = [one for one in every if one.role in ("history", "treatment")]
        told += [one for one in every if one.role == "request" and _looks_back(one)]
        if document.document.kind == "request-form":
            found += [_never(one, region_of(none)) for one, none in _answers(every)]
    else:
        told = list(passages(document))
    device = stimulator_of(document, packet)
    for place, passage in enumerate(told):
        if is_imaging_text(passage) and not judged(passage.text):
            continue
        later = told[place + 1 : place + 1 + _AFTER]
        named = [one for one in operations(passage.text) if own_kind(one)]
        if named and heads_rows(passage, told[place + 1 : place + 2]):
            continue
        trial = None if named or not device else _device_in(passage, device)
        none = denied(passage.text)
        if none and not _gave(passage.text):
            found.append(_never(passage, region_of(none)))
        elif named:
            for part, own in parted(passage, named):
                last = own[-1] is named[-1]
                given = list(_sessions(part, own, later if last else ()))
                found += in_order(part.text, given)
        elif trial:
            found += _sessions(passage, [trial], later)
        else:
            found += _by_needle(passage, found)
    found += asked_before(told, packet)
    if not is_own_note(document):
        return found
    found = _without_heads(found)
    return found + [none for one in told for none in left_out(one, found)]


def _device_in(passage: Passage, device: str) -> Operation | None:
    """The trial or implant that a sentence tells without the name of the device."""
    return implant_in(passage, device) or trial_in(passage, device)


def _by_needle(
    passage: Passage, found: Sequence[ProcedureDone]
) -> Iterator[ProcedureDone]:
    """Sessions told by where the needle went, where the note does not name them."""
    told = {(one.kind, one.level or one.site) for one in found}
    cites = (passage.view.cite_sentence(passage.sentence),)
    for one in needled(passage):
        kind = OWN_KINDS[one.kind]
        if (kind, (*one.levels, *one.sites)[0]) not in told:
            yield from _facts(passage, one, kind, (), cites)


def _without_heads(found: Sequence[ProcedureDone]) -> list[ProcedureDone]:
    """The sessions of a note of its own, less its title where the text tells it."""
    placed = {one.kind for one in found if one.level or one.side}
    return [
        one
        for one in found
        if one.kind not in placed or one.level or one.side or one.relief or one.vague
    ]


def _answers(
    told: Sequence[Passage],
) -> Iterator[tuple[Passage, re.Match[str]]]:
    """The fields of a form in which it says that there was none."""
    for one in told:
        if one.role not in ("history", "treatment") and (none := denied(one.text)):
            yield one, none


def _looks_back(passage: Passage) -> bool:
    """Whether a line of a form tells what a session of an earlier day gave."""
    day = passage.view.document.date
    dated = dates_in(passage.text, day)
    return _gave(passage.text) and any(
        day is not None and is_exact(one.value) and one.value < day for one in dated
    )


def _gave(text: str) -> bool:
    share = gains.relief(text)
    return share is not None and share.high != 0


def _never(passage: Passage, region: str | None) -> ProcedureDone:
    return ProcedureDone(
        id="?",
        kind="epidural-injection",
        assertion="absent",
        site=region,
        evidence=(passage.view.cite_sentence(passage.sentence),),
    )


def _sessions(
    passage: Passage, named: Sequence[Operation], later: Sequence[Passage]
) -> Iterator[ProcedureDone]:
    text = passage.text
    first = next((one for one in named if one.levels or one.sites), named[0])
    first = first if own_kind(first) == own_kind(named[0]) else named[0]
    kind = own_kind(first)
    tried = re.search(r"\btrial\b", text, _I) and not _AFTER_TRIAL.search(text)
    if first.kind == "cord-stimulator-implant" and tried:
        kind = "stimulator-trial"
    if first.kind == "nerve-stimulator-implant" and tried:
        kind = "nerve-stimulator-trial"
    if kind == "stimulator-trial" and at_nerve(text):
        kind = "nerve-stimulator-trial"
    if kind is None:
        return
    said = _said_of(passage, first)
    if said == "family" or is_consented(passage):
        return
    cites: tuple[Evidence, ...] = (passage.view.cite_sentence(passage.sentence),)
    if _NONE.search(text[: first.start]) or answered_no(passage.sentence, first.start):
        if kind == "epidural-injection":
            return
        yield ProcedureDone(id="?", kind=kind, assertion="absent", evidence=cites)
        return
    rest = _telling(passage, later)
    whole = ". ".join([text, *(one.text for one in rest)])
    given = is_dated(passage, first) or is_told_by_note(passage, first)
    ahead = _is_ahead(passage, said) or is_only_meant(passage, first, whole)
    if not given and (ahead or not was_given(passage, whole)):
        return
    rest, later_ones = told_apart(rest)
    for one in later_ones:
        yield from _on_day(passage, first, kind, one, cites)
    cites += _cited(rest)
    yield from _facts(passage, first, kind, rest, cites)


def _cited(told: Sequence[Passage]) -> tuple[Evidence, ...]:
    return tuple(one.view.cite_sentence(one.sentence) for one in told)


def _on_day(
    passage: Passage,
    one: Operation,
    kind: str,
    latest: Latest,
    cites: tuple[Evidence, ...],
) -> Iterator[ProcedureDone]:
    """A session of several that a sentence further on tells of by its day."""
    text = ". ".join(told.text for told in latest.told)
    told = _given(kind, text) | {
        "date": latest.day,
        "approach": _APPROACH.get(one.kind),
    }
    if told["relief"]:
        told["relief_days"] = told["relief_days"] or relief_until(
            text, latest.day, passage.view.document.date
        )
    for level, side in _places(passage, one):
        yield ProcedureDone(
            id="?",
            kind=kind,
            level=level,
            side=side,
            evidence=(*cites, *_cited(latest.told)),
            **told,
        )


def _said_of(passage: Passage, one: Operation) -> Seven:
    """What the words of its sentence make of it ("her sister had an epidural")."""
    said = Mention(one.concept, one.start, one.end, one.name)
    return context.assertion(passage.sentence, said)


def _is_ahead(passage: Passage, said: Seven) -> bool:
    """Whether it is only planned, possible or talked over, and gave no relief yet."""
    told = gains.relief(passage.text) is not None or judged(passage.text)
    return said in ("not_done", "hypothetical", "possible") and not told


def _telling(passage: Passage, later: Sequence[Passage]) -> list[Passage]:
    """The sentences after that tell what the session gave."""
    found: list[Passage] = []
    skipped = 0
    for one in later:
        title = one.sentence.section.title
        same = one.sentence.section is passage.sentence.section
        if not (same or _SAME_MATTER.search(title)):
            break
        if any(own_kind(op) for op in operations(one.text)):
            break
        if _of_day_before(passage, one):
            break
        if risk_talk(one.text):
            continue
        if gains.tells(one.text) or judged(one.text):
            found.append(one)
            skipped = 0
            continue
        skipped += len(one.text) > _SHORT
        if skipped > _SKIPPED:
            break
    return found


def _of_day_before(passage: Passage, one: Passage) -> bool:
    """Whether a row after begins with a day on which the session was not given yet."""
    anchor = passage.view.document.date
    rows = [day for day in dates_in(one.text, anchor) if day.start < _AT_HEAD]
    given = [day.value for day in dates_in(passage.text, anchor) if is_exact(day.value)]
    if not rows or not given or not is_exact(rows[0].value):
        return False
    return rows[0].value < max(given)


def _facts(
    passage: Passage,
    one: Operation,
    kind: str,
    rest: Sequence[Passage],
    cites: tuple[Evidence, ...],
) -> Iterator[ProcedureDone]:
    base: dict[str, Any] = {
        "kind": kind,
        "approach": "caudal"
        if re.search(r"\bcaudal\b", passage.text, _I)
        else _APPROACH.get(one.kind),
        "site": one.sites[0] if one.sites else _named_region(passage, one),
        "name": one.name,
        "evidence": cites,
    }
    if kind.startswith("stimulator"):
        region = re.search(r"\b(cervical|thoracic|lumbar)\b", passage.text, _I)
        base["site"] = region.group(1).lower() if region else None
    after = ". ".join(told.text for told in rest)
    parts = days_of(passage, one)
    if parts[0][0] is None and (is_reported(passage) or is_told_by_note(passage, one)):
        parts = [(passage.view.document.date, parts[0][1])]
    if kind.endswith("trial"):
        parts = [(parts[-1][0], passage.text)]
    epidural = kind == "epidural-injection" and len(parts) == 1
    count = summed(passage.text, one.start, one.end) if epidural else None
    for place, (day, text) in enumerate(parts):
        whole = f"{text}. {after}" if place == len(parts) - 1 else text
        told = _given(kind, whole) | {"count": None if day else count, "date": day}
        if told["relief"] and not told["relief_days"]:
            written = passage.view.document.date
            told["relief_days"] = relief_until(whole, day, written)
        for level, side in _places(passage, one):
            yield ProcedureDone(id="?", level=level, side=side, **base, **told)
    if count and parts[0][0] is not None:
        yield ProcedureDone(id="?", count=count, **base)


def _named_region(passage: Passage, one: Operation) -> str | None:
    """The region that an epidural without a level has in its name."""
    if one.levels or one.kind not in EPIDURALS:
        return None
    told = set(regions_in(passage.text, one.start, one.end))
    return told.pop() if len(told) == 1 else None


def _given(kind: str, text: str) -> dict[str, Any]:
    """What a session gave, in the text that tells of it."""
    share = gains.relief(text)
    vague = VAGUE.search(text)
    return {
        "relief": share,
        "relief_days": gains.lasting(text) if share else None,
        "medication_cut": gains.medicine(text),
        "function": gains.function(text),
        "result": gains.result(text) if kind.endswith("trial") else None,
        "vague": vague.group() if vague and share is None else None,
    }


def _places(passage: Passage, one: Operation) -> Iterator[tuple[str | None, Any]]:
    """Each level with its side; one without any may hold a level in its very name."""
    named = find_levels(passage.text[one.start : one.end]) if not one.levels else ()
    inside = tuple(level for found in named for level in found.interspaces)
    for place, level in enumerate((one.levels or inside or (None,))[:_MOST_LEVELS]):
        yield level, one.sides[place] if place < len(one.sides) else None
