"""What a note orders where no document of its packet asks for anything.

"P: MRI cervical spine w/o." and "Plan - laminectomy L3-L5.  Auth request to go out with
this note." are all the request that some packets hold.  A plan counts where the note
says that the request goes out with it, or where a line of its last plan is nothing but
the order; what is weighed, conditional or discussed never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.operations.procedures import operations
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.asking_told import NARRATIVE
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.named_payer import AT_PAYER
from workbench.extract.rules.frames.request.nothing import asks_nothing
from workbench.extract.rules.frames.request.planning import plans
from workbench.extract.rules.frames.request.scan_regions import names_region
from workbench.extract.rules.frames.request.signs import sentence_weight
from workbench.extract.rules.frames.request.stretches import Ask
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.extract.rules.words.sought import Sought, sought
from workbench.vocabulary.tables import procedures

_AGREED = sought(
    r"\b(?:once|when|as soon as) (?!he\b|she\b|they\b|the patient\b|i\b|we\b)"
    r"(?:[\w'&-]+ ){1,4}(?:agrees?|approves?|authori[sz]es|consents|has agreed"
    r"|has approved|gives (?:its|the) (?:approval|go-ahead))\b",
    re.IGNORECASE,
)
"""A payer's answer for which an operation waits ("once the fund agrees")."""
_SENT = sought(
    r"\b(?:send|sending|submit|submitting|fax|faxing|forward|forwarding|to be sent"
    r"|will be sent|goes|going)\b[^.;\n]{0,40}\b(?:for (?:\w+ )?|needs )"
    r"(?:(?:prior|pre)[ -])?(?:auth\w*|approval|pre-?(?:auth|cert)\w*|certification)\b",
    re.IGNORECASE,
)
"""What goes to a payer by name ("Send to Sunridge for authorization today")."""
_AUTH_FOR = re.compile(
    r"\W*(?:(?:get|need|needs|send|start|submit|put in|file)\s(?:in\s)?(?:a\s|the\s)?)?"
    r"(?:(?:prior|pre)[ -])?(?:auth(?:ori[sz]ation)?|pa|pre-?cert(?:ification)?)"
    r"(?:\sreq(?:uest)?)?(?:\sfor\b|\s?:)",
    re.IGNORECASE,
)
"""How a line of a plan begins that sends its service off ("-> auth for redo L4-5")."""
_HANDED = re.compile(
    r"(?:\b[A-Z][a-z]+|\b(?i:staff|office|nurse|scheduler|MA))\s?(?:->|=>|\u2192)\s?"
    r"(?i:(?:do|start|get|for)\s)?(?i:(?:prior|pre)[ -]?)?(?i:auth\w*|cert\w*|pa)\b"
    r"|(?i:\b(?:wants|requires|needs)\s(?:(?:prior|pre)[ -])?(?:auth\w*|approval|pa)\b"
    r"[^.\n]{0,25}\b(?:to send|please send|will send|sends it|to submit|to start)\b)"
)
"""Whom a note hands the request to ("Keisha -> auth", "wants auth; Jo please send")."""
_TO_PAYER = re.compile(
    r"(?i:\b(?:submit|send|fax|forward|upload|route|goes|to go|off)(?:s|ting|ing|ting)?\b)"  # noqa: E501
    r"(?: (?:it|this|these|both|them|all|order|orders|request|requests|the request|this note"  # noqa: E501
    r"|in))?(?: (?:in|over|out|off))? (?:to|via|through) (?:[A-Z][\w'&.-]{0,20} ){1,4}?"
    r"(?:HMO|PPO|EPO|POS|Health|Healthcare|Benefits?|Mgrs?|Managers?|Management|Choice"
    r"|Advantage|Medicare|Medicaid|Mutual|Plan|Insurance|Select|Cooperative|Comp|RBM|UM"
    r"|Administrators|Assurance|Fund)\b"
    r"|(?i:\b(?:call|ring|phone|contact|ask)(?:s|ing)?\b) (?:[A-Z][\w'&.-]{0,20} ){1,5}"
    r"(?i:for (?:an? |the |both )?(?:auth\w*|numbers?|approval|pa|pre-?cert\w*|go-ahead))\b"  # noqa: E501
)
"""Which payer by its name the plan goes to ("Submit to Gannet HMO today")."""
_WHICH = re.compile(
    r"\b(?:to be (?:pre-?)?(?:authori[sz]ed|certified)|needs? (?:prior )?auth\w*"
    r"|auth\w* (?:is |are )?needed(?: for)?|(?:get|send) auth\w* for|for auth\w*)"
    r"\s?:?\s?(?:items? |nos?\.? |#)?"
    r"(?P<numbers>\d(?:\s?(?:,|and|&|\+)\s?#?\d)*)\b(?!/)",
    re.IGNORECASE,
)
"""Which lines of a numbered plan are sent ("To be authorized: 1 and 2")."""
_NUMBERED = re.compile(
    r"\W*(?:(?:plan|p|a/p)\b\W{0,3})?(?P<number>\d)(?:[.)]\s?|\s{1,3})(?=\S)", re.I
)
_LEAD = re.compile(
    r"\W*(?:x\W+)?(?:\d{1,2}[.)]\s*)?(?:(?:plan|p|order(?:ed|s)?|schedule|book"
    r"|proceed with|for"
    r"|perform|a|an|the|left|right|bilateral|bilat|both|b/l|l|r|lt|rt|us|ultrasound|fluoro"
    r"|guided|repeat|diagnostic|dx|confirmatory|inject|set up|arrange|implant|get|open|[ctls]\d{1,2}(?:[-/][ctls]?"  # noqa: E501
    r"\d{1,2})?)\b[\s:,-]*){0,4}\Z",
    re.IGNORECASE,
)
"""What may stand before the service in a line that is nothing but its order."""
_UNSURE = re.compile(
    r"\?|\b(?:if|unless|pending|after|discuss\w*|repeat\w* only|not|no|versus|vs|or"
    r"|reviewed|done|performed|showed?|deferred?|hold|cancel\w*|today|results?|see"
    r"|scheduled for follow)\b",
    re.IGNORECASE,
)
_LONGEST = 160
_LONG_NAMED = 60
"""Characters of a line that orders what needs no place, and says nothing else."""


_IN_HAND = sought(
    r"\b(?:pa|auth(?:ori[sz]ation)?|pre-?cert(?:ification)?|approval)\b[^.;\n]{0,40}"
    r"\b(?:received|obtained|in hand|granted)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:not|no|until|once|when|if|after|before|pending|denied|needs?|to be|yet)\b",
    re.IGNORECASE,
)
"""Words by which an authorization is still waited for ("once the PA is received")."""


def _holds(sentence: Sentence) -> bool:
    """Whether a note says that the authorization for its plan has been given."""
    said = _IN_HAND.search(sentence.text)
    return said is not None and not _NOT_YET.search(sentence.text)


_SENT_OFF = (_AGREED, _SENT, _HANDED, _TO_PAYER, AT_PAYER)


def orders(document: DocumentView, packet: PacketView) -> list[Ask]:
    """The stretches of a note that order a service, as what is asked for."""
    if asks_nothing(document) or any(map(_holds, document.sentences)):
        return []
    chosen = list(_chosen(document))
    if chosen:
        return chosen
    sent = _goes_out(document)
    planned = [
        one
        for one in plans(document, packet)
        if _is_placed(one) or (_is_bare(one) and (sent or _is_titled(one)))
    ]
    if not planned:
        return []
    if not sent:
        if document.document.kind != "clinic-note":
            return []
        planned = list(_bare_orders(planned))
    return [replace(one, origin="request") for one in planned]


def says_which(document: DocumentView) -> bool:
    """Whether a note says by number which lines of its plan are sent."""
    return any(_WHICH.search(one.text) for one in document.sentences)


def _chosen(document: DocumentView) -> Iterator[Ask]:
    """The lines of a numbered plan that the note says are to be authorized."""
    said = (_WHICH.search(one.text) for one in document.sentences)
    numbers = {n for one in said if one for n in re.findall(r"\d", one["numbers"])}
    if document.document.kind != "clinic-note" or not numbers:
        return
    for one in document.sentences:
        mark = _NUMBERED.match(one.text)
        if mark is None or mark["number"] not in numbers:
            continue
        ask = Ask(one, mark.end(), len(one.text), "request", explicit=True)
        if operations(ask.text) and _is_placed(ask) and not _UNSURE.search(ask.text):
            yield ask


def _is_placed(ask: Ask) -> bool:
    """Whether a stretch names where: a level, a nerve or a region.

    What is ordered with its code, or on a line of its own, needs none where its kind
    needs none.
    """
    named = operations(ask.text)
    if any(one.levels or one.sites for one in named):
        return True
    known = procedures().procedures
    mains = [known[one.kind] for one in named if one.kind in known]
    needs = bool(mains) and all(one.placed for one in mains)
    if find_codes(ask.text) and named and not needs:
        return True
    return bool(level_groups(ask.text)) or names_region(ask.text) or "nerve" in ask.text


def _is_bare(ask: Ask) -> bool:
    """Whether a line of a plan is nothing but the order of a service ("R SIJ inj")."""
    text = ask.text
    if ask.sentence.role != "plan" or len(text) > _LONG_NAMED:
        return False
    if _UNSURE.search(text) or NARRATIVE.search(text):
        return False
    named = operations(text)
    known = procedures().procedures
    mains = [known[one.kind] for one in named if one.kind in known]
    if not mains or any(one.placed for one in mains):
        return False
    return bool(named) and _LEAD.fullmatch(text[: named[0].start]) is not None


def _is_titled(ask: Ask) -> bool:
    return _TITLED.search(ask.sentence.section.title) is not None


_TITLED = re.compile(r"\borders?\b|\brequest\w*\b|\bauth\w*\b", re.IGNORECASE)
"""A heading under which a line by itself is an order."""


def _goes_out(document: DocumentView) -> bool:
    """Whether the note says that the request for its plan is sent."""
    for one in document.sentences:
        found = cues(one.text)
        if "told-of-request" in found:
            continue
        if any(_sends_off(one.text, said) for said in _SENT_OFF):
            return True
        if "option-cue" in found:
            continue
        if found.keys() & {"goes-out", "will-ask"}:
            return True
        led = _AUTH_FOR.match(one.text)
        named = led and (level_groups(one.text) or operations(one.text))
        if named and not NARRATIVE.search(one.text):
            return True
    return False


def _sends_off(text: str, said: Sought | re.Pattern[str]) -> bool:
    """Whether words that send a request off stand in a text, under no condition."""
    match = said.search(text)
    return match is not None and "option-cue" not in cues(text[: match.end()])


def _bare_orders(planned: list[Ask]) -> Iterator[Ask]:
    """The lines of the last plan that are an order and nothing else."""
    last = planned[-1].sentence.section
    for one in planned:
        sentence = one.sentence
        if sentence.section is not last or sentence.role != "plan":
            continue
        text = one.text
        if len(text) > _LONGEST or _UNSURE.search(text) or sentence_weight(text) < 0:
            continue
        named = operations(text)
        if named and _LEAD.fullmatch(text[: named[0].start]):
            yield one
