"""Assertion: what a sentence says of a mention in it, in seven ways.

Structure decides before language: an unticked box, a "No" beside a question, a minus
flag, an answer in the next cell.  Then triggers (``triggers``) and last the section's
prior.  Where triggers disagree the order is family, hypothetical, possible, not done,
negated, historical, present.  Possible beats negated, so doubt is never read as no.
"""

from __future__ import annotations

from typing import cast

from workbench.content import expressions as re
from workbench.extract.rules.language.acts_ahead import put_ahead
from workbench.extract.rules.language.answers import (
    FIRST,
    NO_WORD,
    REPLY,
    YES_WORD,
    Reading,
    answer_of,
)
from workbench.extract.rules.language.before_now import only_before
from workbench.extract.rules.language.precautions import in_precautions
from workbench.extract.rules.language.risk_talk import in_risk_talk
from workbench.extract.rules.language.triggers import Trigger, triggers
from workbench.extract.rules.layout.coded import coded
from workbench.extract.rules.layout.open_questions import answered_text, asks_a_wish
from workbench.extract.rules.layout.value_notes import explains_values
from workbench.extract.rules.model import Block, Cell, Mention, Role, Sentence, Seven
from workbench.extract.rules.whole.long_past import long_past
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion
from workbench.schema.partial_date import PartialDate

_ORDER: tuple[Seven, ...] = (
    "family",
    "hypothetical",
    "possible",
    "not_done",
    "negated",
    "historical",
)
_PRIORS: dict[Role, Seven] = {
    "family": "family",
    "policy": "hypothetical",
    "precautions": "hypothetical",
    "template": "hypothetical",
    "past-history": "historical",
    "past-surgery": "historical",
}
_PLANNED = frozenset({"ordered", "planned", "recommended", "requested", "scheduled"})
_PLANNED_HEADER = re.compile(
    r"\b(?:planned|proposed|requested|ordered|recommended|scheduled)\b", re.IGNORECASE
)
_KIN = re.compile(
    r"(?:(?:maternal|paternal|half|step|older|younger|twin|both|my|his|her)"
    r"[ -]?)?"
    r"(?:grand|great[ -]?grand)?(?:mothers?|fathers?|parents?|mom|dad|sisters?"
    r"|brothers?|siblings?|sons?|daughters?|aunts?|uncles?|cousins?|grandparents?|children)"
    r"(?:[ ]?[,/&+][ ]?(?:and[ ])?"
    r"(?:mother|father|sister|brother|son|daughter|aunt|uncle)s?)*"
    r"(?:[ ]?\([^()]{0,30}\))?",
    re.IGNORECASE,
)
"""A cell that names nothing but a relative: the row tells of that one."""
_PAST_HEADER = re.compile(
    r"\b(?:past|prior|previous|surgical history|operations? (?:before|in the past))\b",
    re.IGNORECASE,
)
_ASKS = sought(
    r"(?:(?:would|should|could|can|will)\b(?![ ](?:you|we)\b)|what (?:if|should|do)\b"
    r"|(?:do|must|am|are|may) (?:i|we)\b|is it time\b"
    r"|does (?:he|she) (?:still )?need\b)"
    r"[^?.]{3,200}\?{1,3}\s*\Z",
    re.IGNORECASE,
)
"""A whole sentence that asks: what it names is not told of anybody."""
_KEEPS = re.compile(
    r"\b(?:keep|continue|stay|go on|carry on|finish)\b(?:\s[\w']+){0,5}\s?\Z",
    re.IGNORECASE,
)
"""A question whether to go on tells that it is done ("Should I keep taking ...?")."""
_ASKS_FOR_ANY = sought(
    r"(?:\A|[.:!?]\s*|\s{2,}|\b(?:has|have|had|there|been)\s)any\b[^?.;:]{2,200}\?\W*\Z",
    re.IGNORECASE,
)
"""A line that ends by asking for any of several things ("Okay. Any injury, fever?")."""
_HEADED = re.compile(
    r"\s*(?:hx|history)\s?:(?=[^.;]{3,80}\b(?:since|for (?:the )?(?:past|last)|now"
    r"|x\s?\d|worse\w*|ongoing|began|started|onset)\b)",
    re.IGNORECASE,
)
"""A heading over what goes on: "Hx: L sciatica since Thanksgiving"."""
_OTHER_SIDE = re.compile(
    r"[ ]?(?:on|in|at|to)?[ ]?(?:the[ ]|his[ ]|her[ ])?(left|right)\b", re.IGNORECASE
)
_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)
_MINUS = re.compile(r"(?:\([ ]?-[ ]?\)|\[-\]|(?:^|[ ,;:])-)$")
_PLUS = sought(r"(?:\([ ]?\+[ ]?\)|\[\+\]|(?:^|[ ,;:])\+{1,2})[ ]?$")
_MINUS_AFTER = re.compile(r"[ :]{0,2}\([ ]?-[ ]?\)")
_PLUS_AFTER = sought(r"[ :]{0,2}\([ ]?\+[ ]?\)")
_NO_AFTER = re.compile(
    r"[ ]?[:=]?[ ](?:no|NO|[Nn]il|NIL|none)(?=[ ]*(?:[,;)]|\.?[ ]*\Z))"
)
"""A bare "no" that answers the words before it ("NSAID yes, ESI no")."""
_ANSWERED_NO = re.compile(
    r"(?:[ ]{0,3}(?:[:=?]|[-\u2013\u2014](?=[ ]))[ ]{0,20}"
    r"(?:no|none|never|neg(?:ative)?|denie[sd]|nil|N|-ve|nope|nah|not at all"
    r"|no (?:new )?(?:issues?|problems?|concerns?|trouble|complaints?"
    r"|difficult(?:y|ies)))"
    r"|[ ]?[(\[](?:no|none|never|neg(?:ative)?|denie[sd]|nil|N|-ve)[)\]])"
    r"(?=[ ]*(?:[,;)|/\[]|\.?[ ]*\Z|\.[ ]|[ ]{2}"
    r"|\((?![^)]*\b(?:except|but|other|apart|only|unless)\b)))",
    re.IGNORECASE,
)
"""A no that a mark sets behind what it answers ("Drug use: No | Alcohol: 1/wk")."""
_RESPONSE = re.compile(
    r"\b(?:relief|respon\w+|benefit|improve\w*|effect|change|result|help\w*)\b"
    r"[^.;:|]{0,40}\Z",
    re.IGNORECASE,
)
"""What makes "none" the answer of a treatment's result ("Relief with ESI: none")."""
_N_AFTER = re.compile(
    r"(?:[ ]{1,3}N|[ ]{2,24}(?:[Nn]o|NO|[Nn]one|NONE))(?=[ ]{2,}\S|[ ]*\Z|[ ]\()"
)
"""What answers an entry of a screen ("Diabetes N    Latex  No (LMP 4/3)")."""
_LIKELY_AFTER = sought(r"[ ](?:likely|probable|possible)(?=[ ]*(?:[.,;)]|\Z))")
"""Doubt that ends the clause of what it doubts ("CTS likely")."""
DONE = re.compile(
    r"\b(?:has|have|had|was|were|did|failed|completed|underwent|tried|continues?"
    r"|continued|s/p"
    r"|status post|currently|is on|is taking|is|are|remains|reports?|noted|shows?"
    r"|showed"
    r"|reviewed|discussed|persists?|despite|after|following|given|due to|because|for"
    r"|with(?!\s(?:iv\s)?(?:contrast|fluoro\w*|imag\w+|guidance|ultrasound|sedation|local"
    r"|steroids?|omnipaque|isovue)\b))\b",
    re.IGNORECASE,
)
"""Words before a treatment of a plan that say that it was given."""


def assertion(
    sentence: Sentence,
    mention: Mention,
    *,
    state: bool = False,
    day: PartialDate | None = None,
) -> Seven:
    """What the sentence says of the mention.

    With ``state`` the mention is a symptom, sign or finding, never an act: a plan does
    not make it planned, and what is "not done" of it is negated.  ``day``, the day of
    the document, makes history of what the sentence dates to long before it.
    """
    return read(sentence, mention, state=state, day=day).seven


def detail(sentence: Sentence, mention: Mention) -> str | None:
    """How: declined, ordered, planned, recommended, requested, considered, ..."""
    return read(sentence, mention).detail


def to_assertion(seven: Seven, detail: str | None = None) -> Assertion | None:
    """The Case's assertion; None where no fact may be made of it."""
    if seven in ("family", "hypothetical"):
        return None
    if seven == "not_done":
        return "planned" if detail in _PLANNED else "absent"
    table: dict[str, Assertion] = {
        "present": "present",
        "negated": "absent",
        "possible": "uncertain",
        "historical": "historical",
    }
    return table[seven]


def read(
    sentence: Sentence,
    mention: Mention,
    *,
    state: bool = False,
    day: PartialDate | None = None,
    prior: bool = True,
) -> Reading:
    """Assertion and detail together; ``prior``: the section decides what is left."""
    aside = _aside(sentence, mention, state)
    if aside:
        return aside
    found = _by_structure(sentence, mention) or _by_language(sentence, mention)
    if not state and found == Reading("present"):
        found = _ahead(sentence, mention) or found
    if prior:
        found = _with_prior(sentence, mention, found, state)
    if state and found.seven in ("negated", "not_done"):
        if only_before(sentence.text, mention.start, mention.end):
            return Reading("hypothetical", "before")
    if state and found.seven == "historical" and _HEADED.match(sentence.text):
        if not _by_words(sentence, mention):
            return Reading("present")
    if found == Reading("present") and day and long_past(sentence.text, day):
        return Reading("historical", "dated")
    if state and found.seven == "not_done":
        planned = found.detail in _PLANNED
        return Reading("present" if planned else "negated", found.detail)
    return found


def _aside(sentence: Sentence, mention: Mention, state: bool) -> Reading | None:
    """What a sentence says of a mention that tells nothing of its patient, or asks."""
    text = sentence.text
    if sentence.role in ("policy", "template", "precautions"):
        return Reading("hypothetical")
    if sentence.block.kind in ("paragraph", "item") and _ASKS.match(text):
        if not state and _KEEPS.search(text[: mention.start]):
            return Reading("present", "continued")
        return Reading("hypothetical", "asked")
    if asks_a_wish(sentence):
        return Reading("hypothetical", "asked")
    if sentence.block.checked is None and _asked_for(sentence, mention):
        return Reading("hypothetical", "asked")
    if explains_values(text):
        return Reading("hypothetical", "policy")
    if in_risk_talk(text, mention.start, mention.end):
        return Reading("hypothetical", "risks")
    if state and in_precautions(text, mention.start, mention.end):
        return Reading("hypothetical", "precautions")
    return None


_AHEAD: dict[str, Seven] = {
    "planned": "not_done",
    "not-needed": "not_done",
    "if": "hypothetical",
    "would": "hypothetical",
}


def _ahead(sentence: Sentence, mention: Mention) -> Reading | None:
    """What the words around an act make of it that no verb says was done."""
    text, start = sentence.text, mention.start
    if sentence.block.checked is not None:
        return None
    if sentence.block.kind == "row":
        own = _own_cell(sentence, mention)
        if own is None:
            return None
        text, start = own.text, sentence.start + mention.start - own.start
    how = put_ahead(text, start, start + mention.end - mention.start)
    return Reading(_AHEAD[how], how) if how else None


def _own_cell(sentence: Sentence, mention: Mention) -> Cell | None:
    """The cell of a row that a mention stands in."""
    at = sentence.start + mention.start
    cells = sentence.block.cells
    return next((cell for cell in cells if cell.start <= at < cell.end), None)


def _asked_for(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention is one of the things that the end of a line asks for."""
    asks = _ASKS_FOR_ANY.search(sentence.text)
    return asks is not None and asks.start() <= mention.start


def _by_words(sentence: Sentence, mention: Mention) -> bool:
    """Whether more than a heading "Hx:" says that it was before."""
    head = _HEADED.match(sentence.text)
    text = " " * head.end() + sentence.text[head.end() :] if head else sentence.text
    return _of_text(text, mention, mention.start).seven == "historical"


def _by_structure(sentence: Sentence, mention: Mention) -> Reading | None:
    flag = _flag(sentence.text, mention) or _of_codes(sentence.text)
    if flag:
        return flag
    kind = sentence.block.kind
    if kind == "checkbox":
        return _of_box(sentence, mention)
    if kind == "field":
        return _of_field(sentence, mention)
    if kind == "row":
        return _of_row(sentence, mention)
    return None


def _flag(text: str, mention: Mention) -> Reading | None:
    before = text[max(mention.start - 6, 0) : mention.start]
    if _MINUS.search(before):
        return Reading("negated")
    after = text[mention.end : mention.end + 5]
    if _MINUS_AFTER.match(after):
        return Reading("negated")
    if _ANSWERED_NO.match(text, mention.end):
        before = text[max(mention.start - 60, 0) : mention.start]
        return Reading("present" if _RESPONSE.search(before) else "negated")
    if _NO_AFTER.match(text, mention.end) or _N_AFTER.match(text, mention.end):
        return Reading("negated")
    if _LIKELY_AFTER.match(text, mention.end):
        return Reading("possible")
    if _PLUS.search(before) or _PLUS_AFTER.match(after):
        return Reading("present")
    return None


def _of_codes(text: str) -> Reading | None:
    """What the codes of an exported record say."""
    found = coded(text)
    return Reading(cast("Seven", found[0]), found[1]) if found else None


def _of_box(sentence: Sentence, mention: Mention) -> Reading | None:
    """An unticked box denies its label; a ticked one says what the label says."""
    block = sentence.block
    if block.checked is None:
        return None
    if not block.checked:
        return Reading("negated", "unchecked")
    size = _label_size(sentence, block)
    inside = 0 < size and mention.end <= size
    label = sentence.text[:size] if inside else sentence.text
    language = _of_text(label, mention, mention.start)
    return language._replace(detail=language.detail or "checked")


def _of_field(sentence: Sentence, mention: Mention) -> Reading | None:
    """A mention in the label takes the value's answer."""
    block = sentence.block
    size = _label_size(sentence, block)
    if not size or mention.start >= size:
        return None
    if _RESPONSE.search(sentence.text, 0, mention.start):
        return None
    value = sentence.text[size:].strip(" :.?|")
    value = REPLY.sub("", value, count=1) if REPLY.match(value) else value
    if block.checked is not None:
        return Reading("present" if block.checked else "negated")
    first = FIRST.match(value)
    denied = first is not None and NO_WORD.fullmatch(first.group().strip())
    return answer_of(value) or (Reading("negated") if denied else None)


def _label_size(sentence: Sentence, block: Block) -> int:
    if not block.label or not sentence.text.startswith(block.label[:20]):
        return 0
    return len(block.label)


def _of_row(sentence: Sentence, mention: Mention) -> Reading | None:
    """The answer of the row's other cells, or the language of its own cell."""
    cells = sentence.block.cells
    at = sentence.start + mention.start
    own = _own_cell(sentence, mention)
    if own is None:
        return None
    if any(_KIN.fullmatch(cell.text.strip(" .,")) for cell in cells if cell is not own):
        return Reading("family")
    if own is cells[0] and _PAST_HEADER.search(own.header or ""):
        return Reading("historical", "dated")
    inner = _of_label_in(own, mention, at) or _cell_language(own, mention, at)
    if inner.seven != "present" or own is not cells[0]:
        return inner
    answer = _by_answers([cell for cell in cells if cell is not own])
    if answer is None and _PLANNED_HEADER.search(own.header or ""):
        return Reading("not_done", "planned")
    return answer or inner


_LABELLED = re.compile(r"(?P<label>[^:?|]{2,60})[:?]\s{0,6}(?P<value>\S.{0,40})\Z")


def _of_label_in(cell: Cell, mention: Mention, at: int) -> Reading | None:
    """The answer to a label within a cell of several fields ("Falls past yr: 0")."""
    field = _LABELLED.match(cell.text)
    end = at - cell.start + mention.end - mention.start
    if field is None or end > field.end("label"):
        return None
    return answer_of(field["value"].strip(" ."))


def _cell_language(cell: Cell, mention: Mention, at: int) -> Reading:
    return _of_text(cell.text, mention, at - cell.start)


def _by_answers(others: list[Cell]) -> Reading | None:
    filled = [cell for cell in others if cell.text]
    headed = [cell for cell in filled if cell.header]
    for cell in headed:
        if YES_WORD.fullmatch(cell.text) and cell.header:
            answer = answer_of(cell.header)
            if answer:
                return answer
    answers = [answer_of(cell.text) for cell in filled]
    known = {answer for answer in answers if answer}
    if len(known) == 1 and answers[0]:
        return known.pop()
    return None


def _by_language(sentence: Sentence, mention: Mention) -> Reading:
    return _of_text(answered_text(sentence), mention, mention.start)


def _of_text(text: str, mention: Mention, start: int) -> Reading:
    every = triggers(text)
    end = start + mention.end - mention.start
    found = [
        trigger
        for trigger in every
        if trigger.covers(start, end) and not _of_other_side(text, trigger, end)
    ]
    if any(_is_cut(trigger, start) for trigger in found):
        return Reading("negated")
    kept = [trigger for trigger in found if not _is_denied(trigger, every)]
    return _strongest(kept, mention, text, start)


def _turns(text: str, denial: Trigger, start: int) -> bool:
    """Whether a denial is said of a phrase of health itself ("not intact").

    "No red flags: bladder and bowels are normal" denies the flags.
    """
    return not re.search(r"[:;,.]", text[denial.end : start])


def _of_other_side(text: str, trigger: Trigger, end: int) -> bool:
    """Whether "..., none on the right" answers for the side that was not named."""
    gap = text[end : trigger.start]
    if trigger.start < end or "," not in gap:
        return False
    own, other = _SIDE.search(gap), _OTHER_SIDE.match(text, trigger.end)
    return bool(own and other and own[1].lower() != other[1].lower())


def _is_cut(trigger: Trigger, start: int) -> bool:
    """Whether "no relief" denies the relief itself (it means nothing beyond)."""
    rule = trigger.rule
    return rule.name == "pseudo-negation" and trigger.start < start < trigger.end


def _is_denied(trigger: Trigger, every: tuple[Trigger, ...]) -> bool:
    """Doubt inside the reach of a no is no doubt ("no findings suspicious for")."""
    return trigger.rule.deniable and any(
        other.rule.category == "negated" and other.end <= trigger.start < other.after
        for other in every
    )


def _strongest(
    found: list[Trigger], mention: Mention, text: str, start: int
) -> Reading:
    for category in _ORDER:
        hits = [trigger for trigger in found if trigger.rule.category == category]
        if not hits:
            if category == mention.implies:
                return Reading(mention.implies)
            continue
        nearest = min(hits, key=lambda hit: _distance(hit, mention))
        if category == "negated" and mention.implies == "negated":
            return Reading("present" if _turns(text, nearest, start) else "negated")
        return Reading(category, nearest.rule.detail)
    return Reading("present")


def _distance(trigger: Trigger, mention: Mention) -> int:
    return max(trigger.start - mention.end, mention.start - trigger.end)


def _with_prior(
    sentence: Sentence, mention: Mention, found: Reading, state: bool
) -> Reading:
    """What the section makes of a mention that nothing else decides."""
    role = sentence.role
    if role == "family":
        return Reading("family") if found.seven != "family" else found
    if found.seven != "present" or found.detail == "checked":
        return found
    if role in _PRIORS:
        return Reading(_PRIORS[role])
    if role == "plan" and not state and mention.implies is None:
        if not DONE.search(sentence.text[: mention.start]):
            return Reading("not_done", "planned")
    return found
