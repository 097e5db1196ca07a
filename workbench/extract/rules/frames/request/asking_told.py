"""What a line of a request only tells: a history, a condition, what was left out.

Under a heading that asks, in a form or a set of fields, not every line that names an
operation asks for it.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import (
    has_operation,
    operations,
)
from workbench.extract.rules.frames.request.asking_cues import cues
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import Sentence
from workbench.extract.rules.words.sought import sought

HISTORY_LABEL = sought(
    r"\b(?:prior|previous|past|earlier|response|relief|history|hist|had"
    r"|surgical hx|diagnos\w*|dx|icd|indication"
    r"|clinical|safety|metal|hazards?|contra-?indications?"
    r"|summary|imaging|mri|conservative|treatments? tried|medications?|allerg\w*"
    r"|exam\w*"
    r"|symptoms?|findings|rationale|reason|justification|notes?|comments?|failed"
    r"|instructions?|alternatives?|options|discussed|considered|if yes|attach\w*"
    r"|enclos\w*|exhibits?|files?|films?|images|uploads?|uploaded"
    r"|why|was|old|original(?:ly)?|formerly"
    r"|documents? (?:sent|submitted|included)"
    r"|assistant|insurance|address|facility|approved|not approved|denied|closed"
    r"|completed|done|before|hx|psh|withdrawn|cancell?ed|excluded|omitted"
    r"|not (?:submitted|requested|included|needed|billed|asked|planned|part)"
    r"|order of (?:pages|documents|papers|records))\b",
    re.IGNORECASE,
)
_SCANNED = frozenset({"mri", "imaging"})
ASK_LABEL = re.compile(
    r"\b(?:request\w*|procedures?|surger(?:y|ies)|operations?|services?|cpts?|hcpcs"
    r"|codes?"
    r"|stages?|treatments?|planned|proposed|orders?|case|description|proc|px|svc"
    r"|lines? ?\d{1,2}|items? ?\d{1,2}|surg)\b",
    re.IGNORECASE,
)
NARRATIVE = sought(
    r"\b(?:has|have|had|was|were|underwent|presents?|presented|reports?|reported|failed"
    r"|continues|complain\w*|shows?|showed|demonstrates?|reveals?|revealed|returns"
    r"|experienc\w+|suffers?|gave|helped|lasted|wore off|went over"
    r"|noted|persists?|approved|billed|paid|(?<!be )performed"
    r"|(?:I|we|he|she|they|surgeon) (?:fused|operated|decompressed|implanted))\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\W*(?:(?:and|but|only|even)\s)?(?:if|unless|in the event|in case|in which case"
    r"|should (?:the|your|our|she|he|they|it|this|that|any|either|approval|coverage)"
    r"|were (?:the|this|it)|had (?:the|this|it))\b",
    re.IGNORECASE,
)
_TALKED = re.compile(
    r"\b(?:discussed|reviewed|considered|weighed|talked (?:about|over)|explained"
    r"|offered|options|alternatives)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:I|we)(?: have|'ve)? (?:now )?offered (?:him|her|them|the patient"
    r"|this patient|(?:mrs?|ms|miss)\b\.? [\w'-]+) "
    r"(?:an?|the|single|repeat|right|left)\b",
    re.IGNORECASE,
)
"""How a letter says what it plans ("I have offered her a single injection")."""
_UNSETTLED = re.compile(
    r"\b(?:or|versus|vs|but|declin\w+|refus\w+|think|consider\w*|prefer\w*|if|and also"
    r"|as well as|alternatives?|options?)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:she|he|his|her|him)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:was|were|had|underwent|operated on|reports?|presents?|approved|billed|paid"
    r"|performed)\b",
    re.IGNORECASE,
)
_HISTORY_TITLE = sought(
    r"\b(?:not|denied|declined|history|attach\w*|enclos\w*|documents?|records?"
    r"|criteria|after|if)\b",
    re.IGNORECASE,
)
_EXPLAINS = sought(
    r"\b(?:is|are|isn't|aren't|does|do|doesn't|don't|cannot|can|may|might|could|would"
    r"|compares?|address(?:es)?|treats?|requires?|works?|avoids?|preserves?|carr(?:y|ies)"
    r"|involves?|allows?|remains?|differs?|uses?|takes?|means?|offers?|leaves?|tends?"
    r"|leads?|includes?|covers?)\b",
    re.IGNORECASE,
)
"""Verbs of a sentence that says something about a service."""
_SUBJECT = re.compile(r"\W*(?:[\w'-]+[ ]){1,7}")
"""What stands before the verb of a sentence that says something: a few plain words."""
_TO_BE_DONE = sought(
    r"\b(?:request\w*|authori[sz]\w*|approv\w+|plan(?:s|ned|ning)?|schedul\w+|propos\w+"
    r"|sought|seek\w*|order\w*|need\w*|necessary|indicated|appropriate|recommend\w*"
    r"|warrant\w*|candidate|will|i|we|to be|due|booked|submit\w*|ask\w*|want\w*|please"
    r"|surger(?:y|ies) (?:is|are)|procedures? (?:is|are)|services? (?:is|are))\b",
    re.IGNORECASE,
)
"""Words by which a sentence asks for what it names."""
_ASKING_KEYS = {"ask-direct", "will-ask", "plan-cue", "decided-cue", "ask-verb"}
_CODE_ALONE = re.compile(r"\W*(?:cpt\W{0,2})?(?:\d{5}|\d{4}T)\.\s", re.IGNORECASE)
"""A code that is a sentence of its own, before whatever a hurried note says next."""
_NEEDING = re.compile(
    r"\b(?:needs?|needing|requires?|requiring|for) (?:(?:an?|prior|insurance|plan|payer"
    r"|insurer|pre) ?-?){0,2}(?:auth\w*|approval|ok(?:ay)?|pre-?cert\w*|permission)\b",
    re.IGNORECASE,
)
"""A heading over orders that are to be authorized ("Orders needing authorization")."""
_ASKS_LEAST = 8
"""Letters of a heading that could ask."""


_REWORKED = re.compile(
    r"\b(?:remov(?:al|e|ing)|explant\w*|extraction|exchange|replac(?:ement|e|ing)"
    r"|revis(?:ion|e)|take out) (?:of )?(?:the )?"
    r"(?:old|previous|prior|original|earlier)\b",
    re.IGNORECASE,
)
"""An operation on what an earlier one left there, which is to be done now."""


def is_of_history(label: str) -> bool:
    """Whether a label names the history; "removal of the old rods" names a service."""
    return HISTORY_LABEL.search(_REWORKED.sub(" ", label)) is not None


def retells(sentence: Sentence) -> bool:
    """Whether a line of a form tells a history instead of naming a service."""
    block = sentence.block
    label = block.label or ""
    if _tells_course(sentence) or _goes_on(sentence):
        return True
    if block.kind == "field" and _tells_label(sentence, label):
        return not ASK_LABEL.search(label) or _is_history(label)
    if block.checked and block.cells and (asked := block.cells[0].header):
        told = HISTORY_LABEL.search(asked)
        return bool(told) and (not ASK_LABEL.search(asked) or _is_history(asked))
    if block.kind == "row" and block.cells:
        return bool(HISTORY_LABEL.search(block.cells[0].text)) and not find_codes(
            sentence.text
        )
    return block.kind in ("paragraph", "item") and (
        _narrates(sentence)
        or _is_conditional(sentence)
        or weighs(sentence)
        or _explains(sentence)
        or _is_wish(sentence)
        or _waits(sentence)
    )


_COURSE = re.compile(
    r"[\W_]{0,6}(?:x ?\d\W{1,2})?(?:on |in |done )?"
    r"(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?\b"
    r"|\d{4}-\d\d-\d\d\b|(?:19|20)\d\d\b|[a-z]{3,9}\.? (?:20)?\d\d\b"
    r"|none\b|never\b|no\b|nil\b|refused\b|declined\b|failed\b|done\b|tried\b"
    r"|\d{1,3} ?%)",
    re.IGNORECASE,
)
"""How what is said of a service begins that has been done, or never was."""


def _tells_course(sentence: Sentence) -> bool:
    """Whether a pair names a service and says when it was done and how it went.

    "MBB #1   3/24 - 85 % x 6 h", "LESI: 1/26, no help", "SCS: refused".
    """
    block = sentence.block
    if find_codes(sentence.text):
        return False
    if block.kind == "row" and len(block.cells) > 1 and not block.cells[0].header:
        name, value = block.cells[0].text, block.cells[1].text
    elif block.kind == "field" and block.label:
        name, value = block.label, sentence.text.removeprefix(block.label)
    else:
        return False
    return has_operation(name) and _COURSE.match(value) is not None


def _goes_on(sentence: Sentence) -> bool:
    """Whether a sentence goes on in a field of the history ("Clinical: ... TFESI.")."""
    label = sentence.block.label
    if sentence.block.kind != "paragraph" or not label or find_codes(sentence.text):
        return False
    told = HISTORY_LABEL.search(label) and not ASK_LABEL.search(label)
    return bool(told) and "ask-direct" not in cues(sentence.text)


_LATER = re.compile(
    r"\bif\s(?:\w+\s){0,6}?(?:fails?|returns?|comes? back|recurs?|persists?|worsens?"
    r"|continues?|(?:is|are) (?:still|not|no)|does not|do not|doesn't|no better)\b",
    re.IGNORECASE,
)
"""What has to happen first ("if therapy fails", "if the pain is still there")."""


def _waits(sentence: Sentence) -> bool:
    """Whether a line names what will be done only if things go a certain way."""
    return bool(_LATER.search(sentence.text)) and "ask-direct" not in cues(
        sentence.text
    )


def _is_wish(sentence: Sentence) -> bool:
    """Whether a line tells what the patient asks the office for."""
    found = cues(sentence.text)
    return "patient-wishes" in found and "ask-direct" not in found


def weighs(sentence: Sentence) -> bool:
    """Whether a sentence tells of services that were talked over, none at its place."""
    talked = _TALKED.search(sentence.text)
    if talked is None or find_codes(sentence.text):
        return False
    if _OFFERED.search(sentence.text) and not _UNSETTLED.search(sentence.text):
        return False
    if "ask-direct" in cues(sentence.text):
        return False
    named = [one for one in operations(sentence.text) if one.start > talked.end()]
    placed = any(one.levels or one.sites for one in named)
    return bool(named) and (not placed or len({one.kind for one in named}) > 1)


def _explains(sentence: Sentence) -> bool:
    """Whether a whole sentence says something about a service and asks for none.

    "Foraminotomy alone does not address the disc.", "The device is cleared for lumbar
    decompression."; a sentence with words of asking or planning explains nothing.
    """
    text = sentence.text
    whole = sentence.block.kind == "paragraph" and text.rstrip().endswith(".")
    verb = _EXPLAINS.search(text) if whole else None
    if verb is None or find_codes(text):
        return False
    if _ASKING_KEYS & cues(text).keys() or _TO_BE_DONE.search(text):
        return False
    return bool(_SUBJECT.fullmatch(text[: verb.start()]))


def _tells_label(sentence: Sentence, label: str) -> bool:
    """Whether a label is of a history; a coded scan behind dots only names itself."""
    label = _REWORKED.sub(" ", label)
    told = {one.group().lower() for one in HISTORY_LABEL.finditer(label)}
    coded = told <= _SCANNED and bool(find_codes(sentence.text.removeprefix(label)))
    return bool(told) and not coded


def _is_conditional(sentence: Sentence) -> bool:
    """Whether a line of a form tells what would be asked for if something happens."""
    lead = _CONDITION.match(sentence.text)
    return lead is not None and "ask-direct" not in cues(sentence.text)


def _narrates(sentence: Sentence) -> bool:
    """Whether a line tells a story; not where a service comes first and a why after."""
    if _CODE_ALONE.match(sentence.text):
        return False
    told = NARRATIVE.search(sentence.text) or _PERSON.search(sentence.text)
    if told is None or _DONE.search(sentence.text):
        return told is not None
    titled = ASK_LABEL.search(sentence.section.title)
    return not (titled and has_operation(sentence.text[: told.start()]))


def _is_history(label: str) -> bool:
    return bool(
        re.search(
            r"\b(?:prior (?!auth)|previous|past|earlier|response to|history|failed"
            r"|conservative|tried"
            r"|so far|to date|not|exclud\w+|omitted|left (?:out|off))\b",
            label,
            re.I,
        )
    )


def titled_as_asked(sentence: Sentence) -> bool:
    """Whether a service stands in a list under a heading that asks for it.

    "Surgery for which we now seek approval:" and one operation a line below it.
    """
    if sentence.block.kind == "paragraph" or len(sentence.section.title) < _ASKS_LEAST:
        return False
    if not (has_operation(sentence.text) or find_codes(sentence.text)):
        return False
    found = cues(sentence.section.title)
    if "told-of-request" in found or "option-cue" in found or "past-cue" in found:
        return False
    asks = "ask-direct" in found or bool(found.keys() >= {"ask-verb", "ask-object"})
    asks = asks or _NEEDING.search(sentence.section.title) is not None
    return asks and not _HISTORY_TITLE.search(sentence.section.title)
