"""A request that names its service in another sentence: "please approve the injection".

    Reason for referral: lumbar epidural steroid injection at L4-5.  We ask the plan to
    approve the injection.

Or a letter asks for leave to operate and says further down what the operation would be.
The sentence that asks points ("the injection", "this surgery", "the procedure above")
and names no service with its place; what stands right above it and names one, as no
history of it, is what is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.operations.procedures import (
    Operation,
    operations,
)
from workbench.extract.rules.frames.request.asking_cues import cues, is_rejected
from workbench.extract.rules.frames.request.asking_told import NARRATIVE, retells
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.frames.request.stretches import Ask
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.vocabulary.tables import procedures

_POINTS = sought(
    r"\b(?:the|this|that|these|those|said|such|above)\s(?:\w+\s){0,2}?"
    r"(?:injections?|blocks?|procedures?|surger(?:y|ies)|operations?|intervention|study"
    r"|scan|trial|treatment|services?|ablation|implant(?:ation)?|device|order)\b"
    r"|\b(?:approve|authori[sz]e|allow|cover)(?: (?:it|this|them|these))?\W*\Z"
    r"|\b(?:approve|authori[sz]e|allow|cover|(?:say )?yes to|agree to)"
    r" (?:it|this|them|these)\b(?= (?:before|by|so|as soon|soon|now|today|please)\b)",
    re.IGNORECASE,
)
_AGAIN = sought(
    r"\b(?:re-?submit\w*|resend\w*|reconsider\w*|(?:look|think) again|change your mind"
    r"|(?:submit|send|ask)\w* (?:\w+ )?again)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:denied|not approved|denial|non-?cert\w*|refused|will not (?:pay|cover|approve)"  # noqa: E501
    r"|won't (?:pay|cover|approve)|turned (?:it |this )?down)\b",
    re.IGNORECASE,
)
_BEFORE = 3
"""Sentences above one that asks in which its service may be named."""
_FAR = 8
"""Sentences above one that asks in which somebody may say what he wants to do."""
_INTENDS = re.compile(
    r"\b(?:wants|would like|plans|hopes|intends|proposes|is going|has offered|offers) to"  # noqa: E501
    r" (?:give|do|perform|try|repeat|inject|put|place|operate|fuse|implant|use"
    r"|take|remove|relieve|open|free|decompress|fix)\b",
    re.IGNORECASE,
)
_HISTORY = ("past-surgery", "past-history", "family", "treatment", "findings", "policy")
_TOLD = ("past-cue", "told-of-request", "option-cue")
_NOT = "not-cue"


def referred(
    document: DocumentView, packet: PacketView, asked: Sequence[Ask]
) -> list[Ask]:
    """The stretches that ask, and those above that name what they point to.

    Where another paper of the packet is a form, that says what is asked for.
    """
    others = (one.document for one in packet.documents)
    if any(
        one.kind == "request-form" and one is not document.document for one in others
    ):
        return list(asked)
    if any(_names_service(one.text) for one in asked):
        return list(asked)
    for one in asked:
        needed = _needed_below(document, one) if one.explicit else None
        if needed is not None:
            return sorted([*asked, needed], key=lambda ask: ask.sentence.index)
        named = _named_below(document, one) if one.explicit else None
        if named is not None:
            return sorted([*asked, named], key=lambda ask: ask.sentence.index)
        if one.explicit and (_POINTS.search(one.text) or _AGAIN.search(one.text)):
            meant = _meant(document, one)
            if meant is not None:
                return sorted([*asked, meant], key=lambda ask: ask.sentence.index)
    return list(asked)


def _names_service(text: str) -> bool:
    """Whether a stretch names a procedure of the table, by words or code."""
    known = procedures().procedures
    kinds = [one.kind for one in operations(text)]
    kinds += [one.kind for one in find_codes(text)]
    return any(one in known for one in kinds)


_FOR_PATIENT = re.compile(
    r"\b(?:request|start|open|get|obtain|need|initiate|set up)\w*\b[^.;\n]{0,30}"
    r"\b(?:auth\w*|pre-?auth\w*|pre-?cert\w*|pa|case|approval)\b",
    re.IGNORECASE,
)
"""Words that ask for an authorization and name who it is for, and not yet for what."""
_NEEDS = re.compile(
    r"\W*(?:he|she|they|(?:the )?(?:pt|patient|member)|(?:mr|mrs|ms|miss|dr)\.? [\w'-]+)\s"  # noqa: E501
    r"(?:(?:really|just|also|now)\s)?(?:needs|is (?:scheduled|set|booked|set up|down|on|in)"  # noqa: E501
    r" for|is (?:having|getting|to have|to get)|will (?:be having|be getting|have|need))\s"  # noqa: E501
    r"(?:(?:an?|the|another|one|repeat)\s)?",
    re.IGNORECASE,
)
_BELOW = 2


def _needed_below(document: DocumentView, ask: Ask) -> Ask | None:
    """The sentence below one that asks for a patient, which says what he needs."""
    if not _FOR_PATIENT.search(ask.text):
        return None
    place = ask.sentence.index + 1
    for one in document.sentences[place : place + _BELOW]:
        needs = _NEEDS.match(one.text)
        named = [x for x in operations(one.text) if not x.dependent] if needs else []
        if named and not any(is_rejected(one.text, x.start, x.end) for x in named):
            return replace(ask, sentence=one, start=0, end=len(one.text), explicit=True)
    return None


_IS_NAMED = re.compile(
    r"\W*(?:the|this|my|our) (?:(?:proposed|planned|intended|suggested) )?"
    r"(?:operation|procedure|surgery|intervention|injection|treatment)"
    r"(?: (?:that )?(?:i|we) (?:have in mind|propose|plan|intend|suggest|would do)"
    r"| in question| itself)?"
    r" (?:would be|will be|is to be|shall be|is|consists of|would consist of"
    r"|will consist of|comprises|would comprise)\b(?! not\b)",
    re.IGNORECASE,
)
"""How a letter goes on that asks for leave first and names its operation then."""
_FURTHER = 10


def _named_below(document: DocumentView, ask: Ask) -> Ask | None:
    """The sentence below one that asks, which says what the operation would be."""
    place = ask.sentence.index + 1
    for one in document.sentences[place : place + _FURTHER]:
        opened = _IS_NAMED.match(one.text)
        if opened is None or not _names_service(one.text):
            continue
        named = [x for x in operations(one.text) if not x.dependent]
        if all(is_rejected(one.text, x.start, x.end) for x in named):
            continue
        return replace(ask, sentence=one, start=0, end=len(one.text), explicit=True)
    return None


def _meant(document: DocumentView, ask: Ask) -> Ask | None:
    """The nearest sentence above that names a service with its place or code."""
    sentence = ask.sentence
    place = sentence.index
    above = document.sentences[max(place - _FAR, 0) : place]
    for one in reversed(above):
        wished = _INTENDS.search(one.text)
        if one.index < place - _BEFORE and not wished:
            continue
        if _names_service(one.text):
            if not _is_proposed(one, again=bool(_AGAIN.search(ask.text))):
                return None
            return replace(ask, sentence=one, start=0, end=len(one.text), explicit=True)
    return None


def _tells(text: str, named: Sequence[Operation]) -> bool:
    """Whether a sentence has cues of the past, of a refusal or of an option.

    What is refused behind the service ("a laminectomy, and no screws") is another.
    """
    found = cues(text)
    last = max((one.end for one in named), default=len(text))
    refused = any(start < last for start, _ in found.get(_NOT, ()))
    return refused or bool(found.keys() & {*_TOLD})


def _is_proposed(sentence: Sentence, *, again: bool) -> bool:
    """Whether a sentence names a service as what is to be done.

    What is asked for ``again`` may have been denied there.
    """
    text, label = sentence.text, sentence.block.label or sentence.section.title
    if sentence.role in _HISTORY or "label-never" in slots(label):
        return False
    denied = again and _DENIED.search(text)
    retold = retells(sentence) and not _INTENDS.search(text)
    named = [one for one in operations(text) if not one.dependent]
    told = retold or NARRATIVE.search(text) or _tells(text, named)
    if told and not denied:
        return False
    sure = [one for one in named if not is_rejected(text, one.start, one.end)]
    known = procedures().procedures
    free = [one for one in sure if one.kind in known and not known[one.kind].placed]
    placed = bool(level_groups(text)) or (bool(free) and bool(_INTENDS.search(text)))
    return bool(find_codes(text)) or (bool(sure) and placed)
