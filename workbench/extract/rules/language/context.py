"""Assertion: what a sentence says of a mention in it, in seven ways.

Structure decides before language (``structural``): an unticked box, a "No" beside a
question, a minus flag, an answer in the next cell.  Then triggers (``worded``), then
what puts an act ahead that no verb says was done, and last the section's prior.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.language.acts_ahead import put_ahead
from workbench.extract.rules.language.answers import Reading
from workbench.extract.rules.language.before_now import only_before
from workbench.extract.rules.language.left_over import is_taken_for_granted
from workbench.extract.rules.language.precautions import in_precautions
from workbench.extract.rules.language.risk_talk import in_risk_talk
from workbench.extract.rules.language.rules_told import in_rule
from workbench.extract.rules.language.structural import by_structure, own_cell
from workbench.extract.rules.language.worded import of_text
from workbench.extract.rules.layout.open_questions import answered_text, asks_a_wish
from workbench.extract.rules.layout.value_notes import explains_values
from workbench.extract.rules.model import Mention, Role, Sentence, Seven
from workbench.extract.rules.whole.long_past import long_past
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion
from workbench.schema.partial_date import PartialDate

_PRIORS: dict[Role, Seven] = {
    "family": "family",
    "policy": "hypothetical",
    "precautions": "hypothetical",
    "template": "hypothetical",
    "past-history": "historical",
    "past-surgery": "historical",
}
_PLANNED = frozenset({"ordered", "planned", "recommended", "requested", "scheduled"})
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
    r"|x\s?\d|worse\w*|ongoing|began|started|onset|notice[sd]|noticing|developed"
    r"|came on|(?:has|have) (?:been|had)|cannot|can'?t|presents|complains)\b)",
    re.IGNORECASE,
)
"""A heading over what goes on: "Hx: L sciatica since Thanksgiving"."""
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
    found = by_structure(sentence, mention) or _by_language(sentence, mention)
    if not state and found.seven == "possible" and _suggested(sentence.text, mention):
        found = Reading("not_done", "recommended")
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
        return _of_state(sentence.text, mention, found)
    return found


def _of_state(text: str, mention: Mention, found: Reading) -> Reading:
    """What words that leave an act undone make of a state beside it."""
    if found.detail in _REFUSED and _OPENS_REASON.search(text, 0, mention.start):
        return Reading("present", "reason")
    planned = found.detail in _PLANNED
    return Reading("present" if planned else "negated", found.detail)


_REFUSED = frozenset({"declined", "not-done", "contraindicated"})
_OPENS_REASON = re.compile(r"\w\s?\([^()]*\Z")
"""Brackets behind an act that is refused: what they hold is the reason ("does not want
injections (diabetic, sugars went up)")."""


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
    if in_rule(text, mention.start, mention.end):
        return Reading("hypothetical", "policy")
    if state and in_precautions(text, mention.start, mention.end):
        return Reading("hypothetical", "precautions")
    if is_taken_for_granted(text, mention.start):
        return Reading("present")
    return _joined(text, mention, state)


def _joined(text: str, mention: Mention, state: bool) -> Reading | None:
    """What is said of a mention by what it is joined to, whatever stands around."""
    if _FREE.match(text, mention.end):
        return Reading("negated")
    causes = state and _SOURCES.search(text[: mention.start])
    return Reading("present") if causes and _OUT.match(text, mention.end) else None


_FREE = re.compile(r"-free\b", re.IGNORECASE)
"""What a word that is joined to it is not there ("zoster-free", "pain-free")."""


_SOURCES = sought(
    r"\b(?:sources?|causes?|reasons?|explanations?|origins?|etiolog(?:y|ies))\s"
    r"(?:of|for|to explain)\s[^.;:]{0,60}\Z",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"(?:[\s,]{1,2}(?:and\s)?[\w-]+){0,4}?\s(?:(?:have|has|had|were|was|are|is|all|been)\s){1,3}"
    r"(?:excluded|ruled out|considered|looked for|sought)\b",
    re.IGNORECASE,
)
"""Causes that are ruled out, of something that is there ("all other sources of the pain
and weakness have been excluded")."""
_SUGGESTS = sought(
    r"(?:\A|[.;:]\s|\b(?:would|i|we|and|also|to)\s)suggest(?:ed|s)?\s(?:[\w-]+\s){0,3}\Z",
    re.IGNORECASE,
)
"""An act that the writer suggests; what a finding suggests is no act."""


def _suggested(text: str, mention: Mention) -> bool:
    return _SUGGESTS.search(text[: mention.start]) is not None


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
        own = own_cell(sentence, mention)
        if own is None:
            return None
        text, start = own.text, sentence.start + mention.start - own.start
    how = put_ahead(text, start, start + mention.end - mention.start)
    return Reading(_AHEAD[how], how) if how else None


def _asked_for(sentence: Sentence, mention: Mention) -> bool:
    """Whether a mention is one of the things that the end of a line asks for."""
    asks = _ASKS_FOR_ANY.search(sentence.text)
    return asks is not None and asks.start() <= mention.start


def _by_words(sentence: Sentence, mention: Mention) -> bool:
    """Whether more than a heading "Hx:" says that it was before."""
    head = _HEADED.match(sentence.text)
    text = " " * head.end() + sentence.text[head.end() :] if head else sentence.text
    return of_text(text, mention, mention.start).seven == "historical"


def _by_language(sentence: Sentence, mention: Mention) -> Reading:
    return of_text(answered_text(sentence), mention, mention.start)


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
