"""Injections and stimulator trials that were given, and what they gave.

"L4-5 ESI on 12/10/2025 gave 70% relief for four months" is a session with date, place,
relief and length; "no prior epidural injections" denies any.  Relief told in the
sentences right after belongs to the session before.  What is only asked for is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.past_years import year_before
from workbench.extract.rules.frames.operations.performed import is_done, is_own_note
from workbench.extract.rules.frames.operations.procedures import Operation, operations
from workbench.extract.rules.frames.passages import (
    Passage,
    dates_in,
    is_imaging_text,
    passages,
)
from workbench.extract.rules.frames.request.services import EPIDURALS
from workbench.extract.rules.frames.sessions import gains
from workbench.extract.rules.frames.sessions.denials import denied, region_of
from workbench.extract.rules.frames.sessions.ledger_titles import NOT_DONE, heads_rows
from workbench.extract.rules.frames.sessions.named_region import regions_in
from workbench.extract.rules.frames.sessions.needle_places import needled
from workbench.extract.rules.frames.sessions.own_days import OF_THERAPY, own_days
from workbench.extract.rules.frames.sessions.parted import parted
from workbench.extract.rules.frames.sessions.score_days import of_score
from workbench.extract.rules.frames.sessions.summed import summed
from workbench.extract.rules.frames.sessions.trials_told import (
    at_nerve,
    ended_in,
    judged,
    stimulator_of,
    trial_in,
)
from workbench.extract.rules.frames.told.questions import answered_no
from workbench.extract.rules.language import context
from workbench.extract.rules.language.risk_talk import risk_talk
from workbench.extract.rules.model import (
    DateMention,
    DocumentView,
    Mention,
    PacketView,
)
from workbench.extract.rules.values.dates import find_spans
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ProcedureDone
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest, is_exact, latest

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
    "trigger-point-injection": "other",
    "sympathetic-block": "other",
    "nerve-block": "other",
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
_LISTED = re.compile(r"[\s,;&+]*(?:and|then|or|on|again)?[\s,;&+]*(?:on )?", _I)
"""What stands between the days of a list."""
_ASKED = re.compile(
    r"\b(?:request\w*|authori[sz]\w*|auth|pre-?cert\w*|needs?|ordered|plan(?:s|ned)? (?:for|to|is)|will (?:proceed|undergo|have"  # noqa: E501
    r"|schedule)|schedul\w+|advis\w+|then (?:an? )?(?:RFA?|radiofrequency|ablation)"
    r"|recommend\w*|propos\w+|candidate for|discuss\w+|consider\w*"
    r"|would (?:like|benefit)|wish\w* to|await\w*|proceed with|if (?:she|he|they|the)"
    r"|(?:ref|referral) (?:was )?(?:made|placed|sent|given|entered)|evaluat\w+ for"
    r"|(?:may|might|could|can) be (?:tried|attempted|repeated|offered)"
    r"|(?:if|as|when) (?:needed|necessary|required|concordant|positive"
    r"|successful|effective|helpful|relief|good|still|symptoms"
    r"|pain (?:returns?|recurs?|persists?))"
    r"|(?:after|once|when|until) (?:she|he|they|the patient) ha(?:s|ve))\b",
    _I,
)
_HAD = re.compile(
    r"\b(?:had|received|underwent|got|was given)\s+(?:an?|one|two|three|her|his|the)\b",
    _I,
)
_ANOTHER = sought(
    r"\b(?:would like|wants|wish\w*(?: for| to have)?|asks for|requests?|hopes for)\s+"
    r"(?:to have\s+)?(?:another|one more|a (?:second|third|further|repeat))\b"
    r"(?! (?:opinion|visit|mri|scan|note|letter))",
    _I,
)
"""Words that ask for one more of what was told just before."""
_PROCEDURE = re.compile(r"\b(?:procedures?|operations?)\b", _I)
_MEANT = re.compile(r"\b(?:planned|proposed|requested|indications?|scheduled)\b", _I)
_EXPLAINED = re.compile(r"\b(?:risks?|what it is|alternatives)\b", _I)
"""Words of a talk about a procedure, which tell nothing of one that was done."""
_REFUSED = re.compile(
    r"\b(?:offered|declin\w+|refus\w+|deferred|cancel\w+|postponed|not indicated"
    r"|aborted|abandoned|not (?:been )?(?:performed|done|given|carried out)|not doing"
    r"|hold off|afraid of|does not want|did not want)\b",
    _I,
)
"""Words of a session that was not given."""
_SUPPOSED = re.compile(
    r"(?:\A|[.;]\s)\W*(?:were|should|had)\s(?:the|an?|this)\b"
    r"|\b(?:may|can|should|must|will|to|ok(?:ay)? to|is to|safe to)\s(?:be\s)?(?:"
    r"stop\w*"
    r"|h[eo]ld|paus\w+|withh[eo]ld|interrupt\w*|resum\w+|restart\w*|bridg\w+)\b"
    r"[^.;]{0,70}\b(?:before|after|prior to|following|for|around)\s"
    r"(?:an?|any|each|the)\b",
    _I,
)
"""A supposition that begins with its verb ("Were the block to give relief, ...")."""
_CONDITION = re.compile(
    r"\b(?:if|provided|as long as|unless)\s(?:the\s|there is\s)?(?:pain\s)?"
    r"(?:relief|response|improvement)\b[^.;]{0,30}\d",
    _I,
)
"""A share that something is to depend on ("implant only if relief is 50%")."""
_DONE = re.compile(
    r"\b(?:had|received|underwent|was (?:given|performed|done)|were (?:given|performed)"
    r"|completed|s/p|status post|prior(?! auth)|previous|last|first|second|after|following"  # noqa: E501
    r"|provided|gave|resulted|responded|relief|trial(?:ed)? (?:from|on|was|done)"
    r"|on [\d/]+|placed [\d/]+"
    r"|(?:implanted|placed|placement|trial)(?: (?:in|on))? (?:19|20)\d\d"
    r"|implanted|in place|leads? (?:out|removed|pulled)|removed [\d/]+)\b",
    _I,
)
_VAGUE = re.compile(
    r"\b(?:good|great|excellent|some|minimal|slight|significant|partial|modest|temporary"
    r"|short[- ]lived|marked|substantial)\s+(?:pain\s+)?(?:relief|benefit|response)\b",
    _I,
)
_NO_SESSION_DAY = re.compile(
    r"\b(?:since|until|till|through|by|seen(?: on)?|visit(?: of| on)?|mri|x-?rays?|ct|emg"  # noqa: E501
    r"|returned|recur\w*|return(?: in)?|back(?: in| since)?|informed\b.{0,20}|note(?: of)?"  # noqa: E501
    r"|reviewed|began|started|onset|mid|late|early|last seen|follow[- ]up|as of|worn off"  # noqa: E501
    r"|wore off|dob|born)\W{0,3}(?:in |on |mid |late |early |the )*\Z",
    _I,
)
"""Words before a day on which no session was given."""
_RIGHT_BEHIND = re.compile(
    r"(?:\s*[(,]?\s*(?:[CTL]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}|[LR]|left|right|on|of|dated?))*"
    r"\s*[(,:]?\s*",
    _I,
)
"""What may stand between a session and its day: its place, and nothing else."""
_EACH = re.compile(r"\b(?:each|every|both|all(?: of (?:them|which))?|either)\b", _I)
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
        trial = None if named or not device else trial_in(passage, device)
        none = denied(passage.text)
        if none and not _gave(passage.text):
            found.append(_never(passage, region_of(none)))
        elif named:
            for part, own in parted(passage, named):
                last = own[-1] is named[-1]
                found += _sessions(part, own, later if last else ())
        elif trial:
            found += _sessions(passage, [trial], later)
        else:
            found += _by_needle(passage, found)
    return _without_heads(found) if is_own_note(document) else found


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
    if first.kind == "cord-stimulator-implant" and re.search(r"\btrial\b", text, _I):
        kind = "stimulator-trial"
    if first.kind == "nerve-stimulator-implant" and re.search(r"\btrial\b", text, _I):
        kind = "nerve-stimulator-trial"
    if kind == "stimulator-trial" and at_nerve(text):
        kind = "nerve-stimulator-trial"
    if kind in (None, "other"):
        return
    if _of_another(passage, first):
        return
    cites: tuple[Evidence, ...] = (passage.view.cite_sentence(passage.sentence),)
    if _NONE.search(text[: first.start]) or answered_no(passage.sentence, first.start):
        if kind == "epidural-injection":
            return
        yield ProcedureDone(id="?", kind=kind, assertion="absent", evidence=cites)
        return
    rest = _telling(passage, later)
    whole = ". ".join([text, *(one.text for one in rest)])
    dated = not _asks(text) and (
        year_before(passage.view, text, first.end)
        or _day_before(passage, first)
        or _entered(passage, first)
    )
    if not dated and not _there(passage, first) and not _is_done(passage, whole):
        return
    cites += tuple(one.view.cite_sentence(one.sentence) for one in rest)
    yield from _facts(passage, first, kind, rest, cites)


def _day_before(passage: Passage, one: Operation) -> bool:
    """Whether a day before the note stands right behind what was done.

    "Left L4-5 TFESI 03/12/2026: pain went from 8 to 3."
    """
    today = passage.view.document.date
    if not today or not is_exact(today) or passage.role in ("plan", "request"):
        return False
    if any(one.first and one.last for one in find_spans(passage.text, today)):
        return False
    return any(
        is_exact(day.value)
        and day.value < today
        and _RIGHT_BEHIND.fullmatch(passage.text, one.end, day.start)
        for day in dates_in(passage.text, today)
        if day.start >= one.end
    )


def _entered(passage: Passage, one: Operation) -> bool:
    """Whether an entry opens with a day before the note and names what was done then.

    "07/2025 TFESI L5 R", "Jan 12 - left L5 TFESI": a list of what was given, unless its
    line says that it was not.
    """
    today = passage.view.document.date
    if not today or not is_exact(today) or passage.role in ("plan", "request"):
        return False
    if NOT_DONE.search(passage.text):
        return False
    opening = next(iter(dates_in(passage.text, today)), None)
    if opening is None or _BULLET.fullmatch(passage.text[: opening.start]) is None:
        return False
    gone = latest(opening.value) < earliest(today)
    return gone and bool(_UP_TO.fullmatch(passage.text, opening.end, one.start))


_BULLET = re.compile(r"\W{0,6}(?:#?\d{1,2}[.):]\s{1,3})?")
_UP_TO = re.compile(
    r"\W{0,6}(?:(?:[CTLS]\d{1,2}(?:\s?[-/]\s?[CTLS]?\d{1,2})?|[LR]|bilat\w*|left|right|lt|rt"
    r"|lumbar|cervical|thoracic|caudal|repeat|first|second|third|#\d)\W{1,4}){0,4}",
    _I,
)
"""What may stand between the day of an entry and what was given: its place."""


def _of_another(passage: Passage, one: Operation) -> bool:
    """Whether another person had it ("her sister had an epidural")."""
    said = Mention(one.concept, one.start, one.end, one.name)
    return context.assertion(passage.sentence, said) == "family"


def _there(passage: Passage, one: Operation) -> bool:
    """Whether the note of a procedure says that it was this one."""
    view = passage.view
    return is_own_note(view) and is_done(view, passage.sentence, one)


def _is_done(passage: Passage, whole: str) -> bool:
    gave = gains.relief(whole, scored=False) is not None
    gave = gave and not (_SUPPOSED.search(passage.text) or _CONDITION.search(whole))
    if _EXPLAINED.search(passage.text) or risk_talk(passage.text):
        return False
    if (_REFUSED.search(passage.text) or _SUPPOSED.search(passage.text)) and not gave:
        return False
    if _asks(passage.text) and not gave:
        return False
    if passage.role in ("plan", "request") and not gave:
        return False
    if gave or ended_in(passage.text) or judged(passage.text) or _performed(passage):
        return True
    return bool(_DONE.search(passage.text)) or bool(_VAGUE.search(whole))


def _performed(passage: Passage) -> bool:
    """Whether an operation report names what was done under its own heading."""
    view, label = passage.view, passage.label
    dated_report = view.document.kind == "operative-note" and view.document.date
    return bool(dated_report and _PROCEDURE.search(label) and not _MEANT.search(label))


def _asks(text: str) -> bool:
    """Whether it asks for one; not where it tells of one and asks for another."""
    again = _ANOTHER.search(text)
    told = (
        text[: again.start()] if again and _HAD.search(text, 0, again.start()) else ""
    )
    return bool(_ASKED.search(told or text))


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
    parts = _parts(passage, one)
    if parts[0][0] is None and (_performed(passage) or _there(passage, one)):
        parts = [(passage.view.document.date, parts[0][1])]
    if kind.endswith("trial"):
        parts = [(parts[-1][0], passage.text)]
    epidural = kind == "epidural-injection" and len(parts) == 1
    count = summed(passage.text, one.start, one.end) if epidural else None
    for place, (day, text) in enumerate(parts):
        whole = f"{text}. {after}" if place == len(parts) - 1 else text
        told = _given(kind, whole) | {"count": None if day else count, "date": day}
        for level, side in _places(one):
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
    vague = _VAGUE.search(text)
    return {
        "relief": share,
        "relief_days": gains.lasting(text) if share else None,
        "medication_cut": gains.medicine(text),
        "function": gains.function(text),
        "result": gains.result(text) if kind.endswith("trial") else None,
        "vague": vague.group() if vague and share is None else None,
    }


def _places(one: Operation) -> Iterator[tuple[str | None, Any]]:
    for place, level in enumerate((one.levels or (None,))[:_MOST_LEVELS]):
        yield level, one.sides[place] if place < len(one.sides) else None


def _parts(passage: Passage, one: Operation) -> list[tuple[PartialDate | None, str]]:
    """Each day of a session with the words that tell of it.

    Of a trial "from 4/27 to 5/4" the last day counts.  Days of a list share what is
    told of them; else each has the words up to the next.
    """
    text, anchor = passage.text, passage.view.document.date
    low, high = own_days(passage.text, one)
    found = find_spans(text, anchor)
    courses = [s for s in found if OF_THERAPY.search(text[: s.start][-60:])]
    spans = [s for s in found if low <= s.start < high and s not in courses]
    ends = [span.last for span in spans if span.first and span.last]
    if ends:
        return [(day, text) for day in ends]
    told = [
        day
        for day in dates_in(text, anchor)
        if low <= day.start < high
        and not any(span.start <= day.start < span.end for span in courses)
        and not OF_THERAPY.search(text[: day.start][-60:])
    ]
    days = _days(text, told)
    if not days:
        return [(None, text)]
    gaps = [text[a.end : b.start] for a, b in zip(days, days[1:], strict=False)]
    shared = _EACH.search(text) or all(_LISTED.fullmatch(gap) for gap in gaps)
    if shared:
        return [(day.value, text) for day in days]
    cuts = [0, *(day.start for day in days[1:]), len(text)]
    pieces = zip(days, cuts[:-1], cuts[1:], strict=True)
    return [(day.value, text[low:high]) for day, low, high in pieces]


def _days(text: str, told: Sequence[DateMention]) -> list[DateMention]:
    """The days on which a session can have been given; exact ones where there are."""
    kept = [
        one
        for one in told
        if not _NO_SESSION_DAY.search(text[: one.start][-40:])
        and not of_score(text, one.start)
    ]
    exact = [one for one in kept if is_exact(one.value)]
    return exact or kept
