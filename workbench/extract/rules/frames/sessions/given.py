"""Whether a session that a sentence names was given, or is only asked for.

What it gave, its day before the note, words of what was done and the note of the
procedure itself tell that it was; a plan, a talk of risks, a refusal and a supposition
tell nothing of one.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.past_years import year_before
from workbench.extract.rules.frames.operations.performed import is_done, is_own_note
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.frames.operations.told_operations import (
    LIST_ROLES,
    PAST_LABEL,
    PERFORMED,
)
from workbench.extract.rules.frames.passages import Passage, dates_in
from workbench.extract.rules.frames.sessions import gains
from workbench.extract.rules.frames.sessions.ledger_titles import NOT_DONE
from workbench.extract.rules.frames.sessions.trials_told import (
    ended_in,
    judged,
    leads_placed,
)
from workbench.extract.rules.frames.treatment.mentioned import is_weighed, leads_plan
from workbench.extract.rules.language.risk_talk import risk_talk
from workbench.extract.rules.values.dates import find_spans
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import earliest, is_exact, latest

_I = re.IGNORECASE
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
    r"|done (?:at|by|in|on|elsewhere|outside)"
    r"|trial [\d/]{3,10}\s?[:,(-]|in situ|indwelling"
    r"|(?:has|have|wears?) (?:an?|his|her|my)"
    r" (?:[\w-]+ ){0,3}(?:stimulator|SCS|DCS|PNS)(?! trial| scheduled| lead)"
    r"|(?:was|were|been) put in|put (?:an?|the|some|in)|they (?:put|placed|injected)"
    r"|on [\d/]+|placed [\d/]+"
    r"|(?:implanted|placed|placement|trial)(?: (?:in|on))? (?:19|20)\d\d"
    r"|implanted|in place|leads? (?:out|removed|pulled)|removed [\d/]+)\b",
    _I,
)
_RIGHT_BEHIND = re.compile(
    r"(?:\s*[(,]?\s*(?:[CTL]\d{1,2}\s?[-/]\s?[CTLS]?\d{1,2}|[LR]|left|right|on|of|dated?))*"
    r"\s*[(,:]?\s*",
    _I,
)
"""What may stand between a session and its day: its place, and nothing else."""
VAGUE = re.compile(
    r"\b(?:good|great|excellent|some|minimal|slight|significant|partial|modest|temporary"
    r"|short[- ]lived|marked|substantial)\s+(?:pain\s+)?(?:relief|benefit|response)\b",
    _I,
)


_AUTHORISES = re.compile(
    r"\b(?:I|we|the undersigned)\b[^.;]{0,60}?\b(?:(?:hereby |voluntarily |do )*"
    r"(?:authori[sz]e|consent to|agree to (?:have|undergo)|request and authori[sz]e)"
    r"|give (?:my |our )?(?:full |informed )?(?:consent|permission))\b",
    _I,
)
"""The words of a consent, signed before anything is done."""


def is_consented(passage: Passage) -> bool:
    """Whether a sentence is the patient's leave to do what it names."""
    return _AUTHORISES.search(passage.text) is not None


def is_dated(passage: Passage, one: Operation) -> bool:
    """Whether a sentence that asks for nothing gives what it names a past day."""
    return not _asks(passage.text) and bool(
        year_before(passage.view, passage.text, one.end)
        or _day_before(passage, one)
        or _entered(passage, one)
    )


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


def is_told_by_note(passage: Passage, one: Operation) -> bool:
    """Whether the note of a procedure says that it was this one."""
    view = passage.view
    return is_own_note(view) and is_done(view, passage.sentence, one)


def is_only_meant(passage: Passage, one: Operation, whole: str) -> bool:
    """Whether it is named without a verb in a plan, or as what one is seen about.

    "Assessment and Plan: left L5-S1 TFESI, contrast first, then dexamethasone" and
    "evaluated for an epidural" tell of none that was given, whatever comes first.
    """
    if gains.relief(whole, scored=False) is not None or judged(passage.text):
        return False
    if VAGUE.search(whole) or is_reported(passage):
        return False
    start = min(one.start, one.place.start) if one.place else one.start
    if is_weighed(passage.text, start, one.end):
        return True
    title = passage.sentence.section.title
    leads = leads_plan(title, passage.text, start)
    return leads and not _TOLD_OF.search(passage.text)


_TOLD_OF = re.compile(
    r"\b(?:had|has had|received|underwent|was|were|has been|have been|gave|given|helped"
    r"|lasted|provided|resulted|responded|wore|completed|performed|done|tolerated"
    r"|ago|last|previous(?:ly)?|prior(?! auth)|after which|implanted|failed|relief"
    r"|benefit)\b",
    _I,
)
"""Words of the past beside a procedure that opens the sentence of a plan."""


def was_given(passage: Passage, whole: str) -> bool:
    """Whether a sentence, read with what is told after it, says that it was done."""
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
    if _stands_listed(passage):
        return True
    if gave or ended_in(passage.text) or judged(passage.text) or is_reported(passage):
        return True
    done = _DONE.search(passage.text) is not None or leads_placed(passage)
    return done or bool(VAGUE.search(whole))


_TO_COME = re.compile(
    r"\b(?:plan\w*|schedul\w*|pending|will|would|upcoming|candidate|consider\w*|request\w*"
    r"|recommend\w*|propos\w*|wants?|next|await\w*|booked|none|offered|discuss\w*|if)\b",
    _I,
)
"""Words of a list that speak of what has not been done."""


def _stands_listed(passage: Passage) -> bool:
    """Whether it is named in a list of what was done ("PSH: kyphoplasty, ALIF")."""
    listed = passage.role in LIST_ROLES or bool(PAST_LABEL.search(passage.label))
    return listed and not _TO_COME.search(passage.text)


def is_reported(passage: Passage) -> bool:
    """Whether an operation report names what was done under its own heading."""
    view, label = passage.view, passage.label
    if PERFORMED.fullmatch(label.strip(" :")) and view.document.kind != "request-form":
        return True
    dated_report = view.document.kind == "operative-note" and view.document.date
    return bool(dated_report and _PROCEDURE.search(label) and not _MEANT.search(label))


def _asks(text: str) -> bool:
    """Whether it asks for one; not where it tells of one and asks for another."""
    again = _ANOTHER.search(text)
    told = (
        text[: again.start()] if again and _HAD.search(text, 0, again.start()) else ""
    )
    return bool(_ASKED.search(told or text))
