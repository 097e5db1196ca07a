"""Injections and stimulator trials that were given, and what they gave.

"L4-5 ESI on 12/10/2025 gave 70% relief for four months" is a session with date, place,
relief and length; "no prior epidural injections" denies any.  Relief told in the
sentences right after belongs to the session before.  What is only asked for is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.extract.rules.dates import find_spans
from workbench.extract.rules.durations import find_durations
from workbench.extract.rules.frames.passages import (
    Passage,
    dates_in,
    is_imaging_text,
    passages,
)
from workbench.extract.rules.frames.procedures import Operation, operations
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.schema.case import ProcedureDone, Range
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

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
    "facet-injection": "other",
    "trigger-point-injection": "other",
    "sympathetic-block": "other",
}
"""Procedures whose history is read here, with their kind as something done."""
_I = re.IGNORECASE
_NONE = re.compile(
    r"\b(?:no|denies(?: any)?|without(?: any)?|never (?:had|received|undergone)"
    r"|has not (?:had|received|undergone)|have not (?:had|received))\s+"
    r"(?:an?\s+|any\s+)?(?:prior|previous|earlier|past|history of)?\s*"
    r"(?:(?:lumbar|cervical|thoracic|spinal)\s+)?\Z",
    _I,
)
_ASKED = re.compile(
    r"\b(?:request\w*|authori[sz]\w*|plan(?:s|ned)? (?:for|to|is)|will (?:proceed|undergo|have"  # noqa: E501
    r"|schedule)|schedul\w+|recommend\w*|propos\w+|candidate for|discuss\w+|consider\w*"
    r"|would (?:like|benefit)|wish\w* to|await\w*|proceed with|if (?:she|he|they|the))\b",  # noqa: E501
    _I,
)
_EXPLAINED = re.compile(r"\b(?:risks?|what it is|alternatives)\b", _I)
"""Words of a talk about a procedure, which tell nothing of one that was done."""
_DONE = re.compile(
    r"\b(?:had|received|underwent|was (?:given|performed|done)|were (?:given|performed)"
    r"|completed|s/p|status post|prior|previous|last|first|second|after|following"
    r"|provided|gave|resulted|responded|relief|trial(?:ed)? (?:from|on|was|done)"
    r"|on [\d/]+|placed [\d/]+|leads? (?:out|removed|pulled)|removed [\d/]+)\b",
    _I,
)
_SHARE = r"(?P<low>\d{1,3})(?:\s?%?\s?(?:-|–|to)\s?(?P<high>\d{1,3}))?\s?(?:%|percent)"
_BOUND = (
    r"(?P<more>at least|more than|greater than|over|above|>=?|≥|>)?\s?"
    r"(?P<less>less than|under|up to|at most|<=?|≤)?\s?"
)
_GAIN = (
    r"(?:sustained |overall |ongoing |good |significant |reduction in |reduction of |decrease in"  # noqa: E501
    r" |improvement in |better |(?:back|leg|arm|neck|target|radicular|limb) )*"
    r"(?:pain relief|relief|improvement|reduction|improved|better|decrease|less pain"
    r"|pain reduction|pain)"
)
_RELIEF = (
    re.compile(rf"{_BOUND}{_SHARE}\s+(?:{_GAIN})", _I),
    re.compile(
        rf"\b(?:relief|improvement|reduction|improved|reduced|decreased|better)\b"
        rf"(?:\s(?:in|of|by|was|with|pain|his|her|the|about|approximately|estimated at"
        rf"|leg|back|arm)){{0,5}}[ :~]*{_BOUND}{_SHARE}",
        _I,
    ),
)
_ZERO = re.compile(
    r"\b(?:no|without|zero)\s+(?:\w+\s+){0,2}(?:relief|benefit|improvement in pain)\b"
    r"|\bdid not help\b|\bnot helpful\b",
    _I,
)
_VAGUE = re.compile(
    r"\b(?:good|great|excellent|some|minimal|slight|significant|partial|modest)\s+"
    r"(?:pain\s+)?(?:relief|benefit|response)\b",
    _I,
)
_LASTED = re.compile(
    r"\b(?:for|lasting|lasted|over|x|sustained (?:for|over)|during)\s+"
    r"(?:at least |about |approximately |over |more than |nearly |the (?:past|last) )?\Z",  # noqa: E501
    _I,
)
_DRUG = (
    r"opioids?|medications?|analgesics?|narcotics?|oxycodone|hydrocodone|morphine|tramadol"
    r"|tapentadol|hydromorphone|fentanyl|gabapentin|pregabalin|tablets|pain med\w*"
    r"|pain pills|MME|rescue doses"
)
_MEDICINE = re.compile(
    rf"\b(?:{_DRUG})\b"
    rf"[^.;]{{0,110}}?{_BOUND}{_SHARE}"
    rf"|{_BOUND.replace('more', 'more2').replace('less', 'less2')}"
    rf"{_SHARE.replace('low', 'low2').replace('high', 'high2')}"
    r"\s+(?:reduction|decrease|cut|less)\s+(?:in|of)?\s*(?:\w+\s){0,2}"
    r"(?:opioid|medication|analgesic|narcotic|pain med)",
    _I,
)
_WORSE_FUNCTION = re.compile(
    r"\b(?:no|without|lack of)\s+(?:\w+\s){0,2}(?:functional|function|change in function)"  # noqa: E501
    r"|\bno change in\b[^.;]{0,40}\b(?:walking|sleep|activity|standing|steps)\b"
    r"|\bfunction (?:was |is )?unchanged\b",
    _I,
)
_BETTER_FUNCTION = re.compile(
    r"\b(?:walk\w*|standing|sitting|sleep)\b[^.;]{0,25}\b(?:went from|rose|increased|improved|doubled|up from)"  # noqa: E501
    r"|\bfunction\w*\s+(?:\w+\s){0,2}improve\w*|\bimprove\w*\s+(?:\w+\s){0,3}function"
    r"|\b(?:able to|could) (?:walk|stand|sleep|sit|work|do|return|drive|garden|cook|climb|type|lift)"  # noqa: E501
    r"|\b(?:walk\w*|stood|standing|sleep\w*|slept|sat|sitting) (?:farther|further|longer|better)"  # noqa: E501
    r"|\bincreased (?:activity|walking|standing|function)|\bimproved (?:sleep|walking|ADLs?)",  # noqa: E501
    _I,
)
_PASSED = re.compile(r"\bsuccessful\b(?! (?:second|if))", _I)
_FAILED = re.compile(r"\b(?:failed|unsuccessful|not successful)\b", _I)
_AFTER = 8
"""Sentences after a session that may still tell what it gave."""
_SHORT = 15
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


def read(document: DocumentView, packet: PacketView) -> list[ProcedureDone]:
    """The sessions that one document tells of."""
    if document.document.kind in ("request-form", "policy-excerpt", "imaging-report"):
        told = [
            one for one in passages(document) if one.role in ("history", "treatment")
        ]
    else:
        told = list(passages(document))
    found: list[ProcedureDone] = []
    for place, passage in enumerate(told):
        if is_imaging_text(passage):
            continue
        named = [one for one in operations(passage.text) if one.kind in OWN_KINDS]
        if named:
            found += _sessions(passage, named, told[place + 1 : place + 1 + _AFTER])
    return found


def _sessions(
    passage: Passage, named: Sequence[Operation], later: Sequence[Passage]
) -> Iterator[ProcedureDone]:
    text = passage.text
    first = named[0]
    kind = OWN_KINDS[first.kind]
    if first.kind == "cord-stimulator-implant" and re.search(r"\btrial\b", text, _I):
        kind = "stimulator-trial"
    if first.kind == "nerve-stimulator-implant" and re.search(r"\btrial\b", text, _I):
        kind = "nerve-stimulator-trial"
    if kind == "other":
        return
    cites: tuple[Evidence, ...] = (passage.view.cite_sentence(passage.sentence),)
    if _NONE.search(text[: first.start]):
        yield ProcedureDone(id="?", kind=kind, assertion="absent", evidence=cites)
        return
    rest = _telling(passage, later)
    whole = " ".join([text, *(one.text for one in rest)])
    if not _is_done(passage, whole):
        return
    cites += tuple(one.view.cite_sentence(one.sentence) for one in rest)
    yield from _facts(passage, first, kind, whole, cites)


def _is_done(passage: Passage, whole: str) -> bool:
    gave = _relief(whole) is not None
    if _EXPLAINED.search(passage.text):
        return False
    if _ASKED.search(passage.text) and not gave:
        return False
    if passage.role in ("plan", "request") and not gave:
        return False
    return gave or bool(_DONE.search(passage.text)) or bool(_VAGUE.search(whole))


def _telling(passage: Passage, later: Sequence[Passage]) -> list[Passage]:
    """The sentences after that tell what the session gave."""
    found: list[Passage] = []
    skipped = 0
    for one in later:
        title = one.sentence.section.title
        same = one.sentence.section is passage.sentence.section
        if not (same or _SAME_MATTER.search(title)):
            break
        if any(op.kind in OWN_KINDS for op in operations(one.text)):
            break
        told = _relief(one.text) or _BETTER_FUNCTION.search(one.text)
        if told or _function_or_medicine(one.text) or _ends(one.text):
            found.append(one)
            skipped = 0
            continue
        skipped += len(one.text) > _SHORT
        if skipped > _SKIPPED:
            break
    return found


def _ends(text: str) -> bool:
    """Whether a sentence judges how the trial before it ended."""
    return bool(re.search(r"\b(?:failed|successful|unsuccessful) trial\b", text, _I))


def _function_or_medicine(text: str) -> bool:
    return bool(_MEDICINE.search(text) or _WORSE_FUNCTION.search(text))


def _facts(
    passage: Passage,
    one: Operation,
    kind: str,
    whole: str,
    cites: tuple[Evidence, ...],
) -> Iterator[ProcedureDone]:
    days = _days(passage)
    relief = _relief(whole)
    vague = _VAGUE.search(whole)
    result = "failed" if _FAILED.search(whole) else None
    if _PASSED.search(whole) and not re.search(
        r"\bnot successful|unsuccess", whole, _I
    ):
        result = result or "passed"
    base: dict[str, Any] = {
        "kind": kind,
        "approach": "caudal"
        if re.search(r"\bcaudal\b", passage.text, _I)
        else _APPROACH.get(one.kind),
        "relief": relief,
        "relief_days": _lasting(whole) if relief else None,
        "medication_cut": _medicine(whole),
        "function": _function(whole),
        "result": result if kind.endswith("trial") else None,
        "vague": vague.group() if vague and relief is None else None,
        "name": one.name,
        "evidence": cites,
    }
    if kind.startswith("stimulator"):
        region = re.search(r"\b(cervical|thoracic|lumbar)\b", passage.text, _I)
        base["site"] = region.group(1).lower() if region else None
    if kind.endswith("trial"):
        days = days[-1:]
    levels = one.levels or (None,)
    for day in days or (None,):
        for place, level in enumerate(levels[:2]):
            side = one.sides[place] if place < len(one.sides) else None
            base_site = base.get("site") or (one.sites[0] if one.sites else None)
            yield ProcedureDone(
                id="?", level=level, side=side, date=day, **(base | {"site": base_site})
            )


def _days(passage: Passage) -> list[PartialDate]:
    """The days told; of a trial "from 4/27 to 5/4" the last one."""
    anchor = passage.view.document.date
    spans = find_spans(passage.text, anchor)
    ends = [one.last for one in spans if one.first and one.last]
    if ends:
        return ends
    return [one.value for one in dates_in(passage.text, anchor)]


def _relief(text: str) -> Range | None:
    for pattern in _RELIEF:
        for match in pattern.finditer(text):
            if _is_medicine(text, match):
                continue
            found = _share(match["low"], match["high"], match["more"], match["less"])
            if found:
                return found
    return Range(low=0, high=0) if _ZERO.search(text) else None


def _is_medicine(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - 110, 0) : match.start()]
    before = re.split(r"[.;]\s", before)[-1]
    after = re.split(r"[.;]\s", text[match.end() : match.end() + 30])[0]
    around = before + match.group() + after
    return bool(re.search(rf"\b(?:{_DRUG}|height)\b", around, _I))


def _share(
    low: str, high: str | None, more: str | None, less: str | None
) -> Range | None:
    least, most = int(low), int(high or low)
    if least > most or most > 100:
        return None
    if more:
        return Range(low=least, high=100)
    return Range(low=0, high=most) if less else Range(low=least, high=most)


def _medicine(text: str) -> Range | None:
    match = _MEDICINE.search(text)
    if match is None:
        return None
    part = "2" if match["low2"] else ""
    return _share(
        match[f"low{part}"],
        match[f"high{part}"],
        match[f"more{part}"],
        match[f"less{part}"],
    )


def _lasting(text: str) -> Range | None:
    for one in find_durations(text):
        if one.days and _LASTED.search(text[max(one.start - 45, 0) : one.start]):
            return one.days
    return None


def _function(text: str) -> str | None:
    if _WORSE_FUNCTION.search(text):
        return "unchanged"
    return "improved" if _BETTER_FUNCTION.search(text) else None
