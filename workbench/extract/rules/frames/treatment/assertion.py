"""How a treatment is asserted and where it stands: done, ongoing, planned, declined.

The general engine (``context``) reads the sentence once words of response have been
put aside, so that "no relief with PT" stays a treatment that was done.  What is added
here is special to treatments: going on with one, advice, and earlier episodes.
"""

from __future__ import annotations

import dataclasses

from workbench.content import expressions as re
from workbench.extract.rules.frames.treatment import aside, orders, unmeant
from workbench.extract.rules.frames.treatment.clauses import Told
from workbench.extract.rules.frames.treatment.mentioned import opens_plan
from workbench.extract.rules.frames.treatment.words import (
    answers,
    grammar,
    is_drug,
    items,
    status,
)
from workbench.extract.rules.language import context
from workbench.extract.rules.language.acts_ahead import opens_next
from workbench.extract.rules.layout.open_questions import answered_text
from workbench.extract.rules.model import Sentence, Seven
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion

_NEAR = 60
_GOES_ON = re.compile(
    r"(?<!benefit from )(?:\b(?:cont\.?(?=\s)|increase[ds]?|(?:up)?titrat\w{1,4})"
    r"|[\u2191\u2193])\s[^.;]{0,12}$"
    r"|(?<!benefit from )\b(?:continu\w{1,4}|keep(?:s|ing)?|maintain\w{0,3}|"
    r"remain\w{0,3})\b[^.;]{0,60}$",
    re.I,
)
_STOPS = re.compile(
    r"(?:\A|[\s.,;:(\u2022*-])(?:stop(?:ped|ping|s)?|d/c(?:'?e?d)?|dc'?e?d?"
    r"|discontinu(?:e|es|ed|ing)|hold(?:ing)?|held|cease|quit|(?:wean|taper|come)\w*"
    r"(?:\s(?:off|from|down))*)\s(?:(?:taking|using|all|of|the|her|his|your|any|daily"
    r"|oral)\s)*\Z",
    re.I,
)
"""What in a plan is to be taken no longer ("Stop ibuprofen") has been taken."""
_ADDED = re.compile(
    r"\b(?:cont\.?|continu\w{1,4}|keep|maintain)\b[^.;]{0,60}(?:,|\band\b|&|\+|\bplus\b)\s?"
    r"(?:and\s|also\s|will\s|then\s|to\s)*(?:add|(?:re-?)?start|resume|begin|initiate|trial(?:\sof)?|try"
    r"|order|prescribe|rx)\s[^.;,]{0,40}\Z",
    re.I,
)
"""What is to be begun beside care that goes on ("Continue PT, add gabapentin")."""
_OPERATED = re.compile(
    r"\b(?:after|following|before|prior to|preceding)\s(?:her|his|their|that|the)\s"
    r"(?:first\s|second\s|previous\s|prior\s|initial\s|index\s|last\s|earlier\s|"
    r"cervical\s|neck\s|spine\s|(?:in\s)?(?:19|20)\d\d\s){1,3}"
    r"(?:surgery|surgeries|operation|fusion|acdf|(?:micro|hemi)?(?:discectomy|"
    r"laminectomy)|laminotomy|foraminotomy|arthroplasty|procedure)\b|"
    r"\b(?:after|following)\s(?:her|his|their)\s"
    r"(?:surgery|operation|fusion|acdf)\b",
    re.I,
)


def assertion_of(sentence: Sentence, told: Told) -> tuple[Assertion | None, str | None]:
    """How the treatment is asserted, once words of response have been put aside."""
    if is_drug(told.item.kind) and orders.refilled(sentence.text, told):
        return "present", None
    plain = _plainly_not(sentence, told)
    if plain is not None:
        return plain
    text = _without_answers(answered_text(sentence))
    if is_drug(told.item.kind):
        text = _BY_THE_CLOCK.sub(lambda m: m[1] + " " * len(m[2]), text)
    carried_out = orders.carried_out(sentence.text, told)
    if sentence.block.checked:
        text = _label_alone(text, sentence.block.label, told.item.start)
    blank = dataclasses.replace(sentence, text=text)
    seven, detail = _in_context(blank, told, prior=not _answered(sentence, told))
    if carried_out and seven == "not_done" and detail in orders.AHEAD:
        seven, detail = "present", None
    if seven == "present" and sentence.block.checked is None:
        seven, detail = _counselled(text[told.clause[0] : told.item.start], detail)
        ahead = (
            to_come(sentence.text, told)
            or orders.only_ordered(sentence.text, told)
            or orders.prescribed_now(sentence.text, told)
            or opens_plan(sentence, told)
        )
        if seven == "present" and ahead and not carried_out:
            seven, detail = "not_done", "planned"
    if seven == "not_done" and _refused_after(sentence.text, told):
        detail = "declined"
    if seven == "present" and _earlier(sentence.text[slice(*told.clause)]):
        return "historical", detail
    past = seven in ("present", "historical") and not (told.spans or told.days)
    if past and unmeant.of_other_days(sentence.text, told.item.start, told.item.end):
        return "historical", detail
    if seven == "historical" and _is_now(sentence, told):
        return "present", detail
    return context.to_assertion(seven, detail), detail


_BY_THE_CLOCK = sought(
    r"(\b(?:[bt]id|qid|q\d{1,2}h|qhs|daily|nightly|hourly|tds|qds)\W{1,3})(scheduled)\b",
    re.I,
)
"""A medicine taken at set hours ("1 g tid scheduled") is no plan."""


def _plainly_not(
    sentence: Sentence, told: Told
) -> tuple[Assertion | None, str | None] | None:
    """What the words beside a treatment make of it by themselves; None where nothing.

    It was another's, is only supposed, was stopped, cut short, or is put aside.
    """
    if _is_nobodys(sentence.text, told):
        return None, None
    if _is_off(sentence.text, told):
        return "historical", "stopped"
    left = sentence.text[told.clause[0] : told.item.start]
    if _CUT_SHORT.search(left[-120:]) or _LEFT_EARLY.search(left):
        return "uncertain", "not-completed"
    if aside.is_refused(sentence.text, told):
        return "absent", "declined"
    if _is_undone(sentence.text, told):
        return "absent", "not-done"
    if aside.is_long_given_up(sentence.text, told):
        return "historical", "stopped"
    bare = not (told.answers or told.spans or told.days)
    ahead = bare and unmeant.is_ahead(sentence.text, told.item.end)
    if ahead or aside.is_put_aside(sentence.text, told):
        return "planned", "planned"
    return None


def _is_nobodys(text: str, told: Told) -> bool:
    """Whether it is another's, supposed, the moment of another thing, or of surgery."""
    before = text[: told.item.start]
    if _of_another(before) or _is_supposed(text, told) or _NO_MORE.search(before):
        return True
    if told.answers:
        return False
    if _UNWISE.match(text, told.item.end):
        return True
    if told.spans:
        return False
    if told.item.kind in _BY_NEEDLE and _MOMENT.search(before):
        return True
    item = told.item
    return unmeant.of_surgery(text, item.kind, item.start, item.end)


def _is_undone(text: str, told: Told) -> bool:
    """Whether it could not be had, never came, or was not taken up."""
    barred = unmeant.is_barred(text, told.item.start)
    if not told.answers and (barred or unmeant.is_undone(text, told.item.end)):
        return True
    bare = not (told.answers or told.spans or told.days or told.lengths)
    if bare and is_drug(told.item.kind):
        if unmeant.is_avoided(text, told.item.end):
            return True
    return aside.is_undone(text, told)


_SUPPOSED = sought(
    r"(?:\A|[.;]\s)\W*(?:were|should|had)\s(?:the|an?|this|he|she|they)\s[^.;,]{0,40}\Z",
    re.I,
)
"""A supposition that begins with its verb ("Were the block to give relief, ...")."""
_AS_IT_WOULD = re.compile(r"\b(?:would|could|might|should|will)\b", re.I)


def _is_supposed(text: str, told: Told) -> bool:
    """Whether a treatment is only supposed; "Had the nerve blocked in May" is not."""
    found = _SUPPOSED.search(text[: told.item.start])
    if found is None:
        return False
    bare = "had" not in found.group().lower()
    return bare or bool(_AS_IT_WOULD.search(text[told.item.end :]))


_NO_MORE = re.compile(
    r"\b(?:no (?:further|more|additional|repeat|other|new)|not (?:another|any more))\s"
    r"(?:lumbar\s|cervical\s|epidural\s|formal\s|such\s)?\Z",
    re.I,
)
"""What makes a treatment one that will not be given again ("no further injections")."""
_BY_NEEDLE = frozenset({"injection", "epidural-injection", "facet-injection"})
_MOMENT = re.compile(
    r"(?:\bpre|\(\s?post)[- ]{0,2}(?:first\s|second\s|third\s|last\s)?\Z"
    r"|\b(?:rtc|return|re-?check|re-?assess|follow[- ]?up|f/?u|see(?:n)? (?:again|back)"
    r"|visit|call)\b[^.;]{0,40}\b(?:after|post|following)\s(?:the\s|each\s)?\Z",
    re.I,
)
"""What makes an injection the moment of something else ("(post injection)")."""
_UNWISE = re.compile(
    r"\s(?:is|was|are|were|would be|seems?)\s(?:now\s|really\s|simply\s)?"
    r"(?:not\s(?:an?\s)?(?:sensible|advisable|appropriate|reasonable|wise|called for)"
    r"|(?:inappropriate|unwise|futile|pointless))\b",
    re.I,
)
"""What says why a treatment is not begun; whether it was given is told elsewhere."""
_OFF = re.compile(
    r"\b(?:off(?: of| all)?|formerly on|no longer (?:on|takes|taking|using)"
    r"|weaned (?:off|from)|stopped(?: all)?|came off|tapered off)\s(?:his\s|her\s)?\Z",
    re.I,
)


_OFF_AFTER = sought(
    r"(?:\s(?:use|pills?|tablets?|meds?|\d+\s?mg|patch))?\s{0,2}[-:,(\u2013]?\s{0,2}"
    r"(?:(?:has|have|had|been|was|were|is|now|since|all|fully|completely|finally)\s){0,3}"
    r"(?:weaned(?:\s(?:off|completely|to (?:zero|none|off|nothing)))?(?!\s(?:to|down))"
    r"|tapered\s(?:off|to (?:zero|none|nothing|off)|completely|and stopped)"
    r"|taper(?:ed)?\s(?:to (?:zero|none|nothing|off)|finished|completed?|done|is done)"
    r"|stopped|discontinued|d/?c'?e?d|dc'd|come off|came off|thrown (?:out|away)"
    r"|removed|discarded|off (?:now|since))\b",
    re.I,
)
"""What stands behind something used day by day that is used no more."""
_USED = frozenset({"opioid", "collar", "traction"})


def _is_off(text: str, told: Told) -> bool:
    """Whether an opioid or a support is told as one that is no longer used."""
    if told.item.kind in _USED and not told.answers:
        if _OFF_AFTER.match(text, told.item.end):
            return True
    return told.item.kind == "opioid" and bool(_OFF.search(text[: told.item.start]))


def _label_alone(text: str, label: str | None, start: int) -> str:
    """What a ticked box says is its label; the answers beside it are structure.

    What stands behind the label is said by its own words ("Drives: yes, no opioids").
    """
    place = text.find(label) if label else -1
    if label is None or place < 0 or start >= place + len(label):
        return text
    return " " * place + label.replace("?", " ")


def _answered(sentence: Sentence, told: Told) -> bool:
    """Whether a plan tells how a treatment worked ("She failed PT; proceed")."""
    if sentence.role != "plan" or not told.answers:
        return False
    left = sentence.text[told.clause[0] : told.item.start]
    return bool(_FAILED.search(left))


_FAILED = re.compile(
    r"\b(?:failed|fails|failure (?:of|with)|despite|in spite of|refractory to|exhausted"
    r"|no (?:\w+ )?(?:relief|benefit|improvement|help) (?:with|from|after)"
    r"|not responded(?: to)?|unresponsive to|tried|worked|after)\b[^.;]{0,90}\Z",
    re.IGNORECASE,
)
"""What before a treatment says that it was given and did not do enough."""


def _in_context(
    sentence: Sentence, told: Told, prior: bool = True
) -> tuple[Seven, str | None]:
    """Assertion by the sentence; a doubt holds only where the clause shares it."""
    mention = told.item.mention
    seven, detail = context.read(sentence, mention, prior=prior)
    left = sentence.text[told.clause[0] : told.item.start]
    if seven == "possible":
        low, high = told.clause
        alone = " " * low + answered_text(sentence)[low:high]
        seven, detail = context.read(dataclasses.replace(sentence, text=alone), mention)
    if seven in ("present", "not_done") and _ADDED.search(left):
        return "not_done", "planned"
    if seven == "not_done" and _GOES_ON.search(left):
        return "present", "continued"
    if seven == "not_done" and is_drug(told.item.kind) and _STOPS.search(left):
        return "present", None
    return seven, None if detail in ("checked", "unchecked") else detail


def _counselled(left: str, detail: str | None) -> tuple[Seven, str | None]:
    """What was advised, talked over or put off was not thereby done."""
    declined = status("declined", left)
    if declined and not re.search(r",|\band\b|\bbut\b", left[declined[-1].end :]):
        return "not_done", "declined"
    if grammar("not-attended", left[-60:]):
        return "not_done", "not-done"
    advice = grammar("advice", left)
    if advice and not status("done", left[advice[-1].end :]):
        return "not_done", "recommended"
    return "present", detail


_RELATIVE = sought(
    r"(?:^|[.;]\s|\b(?:and|but|that|since|because)\s|,\s)(?:his|her|their|"
    r"the patient's|patient's|a|my)\s(?:\w+\s)?(?:wife|husband|spouse|partner|"
    r"mother|father|mom|dad|sister|brother|son|daughter|friend|neighbou?r|coworker|co-worker|cousin|aunt|uncle)"
    r"\s(?:also\s|has\s|had\s|once\s|recently\s|previously\s){0,3}"
    r"(?:completed|did|had|has|got|tried|went|underwent|finished|found|received|attended|"
    r"benefit\w*|swears|recommend\w*|is|was|takes|took|uses|used)\b[^.;]{0,120}$",
    re.I,
)
_OWN = re.compile(r"\b(?:he|she|patient|they|i)\b", re.I)
_AHEAD = 120
_ORDERED = re.compile(
    r"\b(?:referral|referred|order|orders|prescription|script|rx|authori[sz]ation|auth)\s"
    r"(?:\w+\s){0,3}?(?:for|to)\s[^.;]{0,60}$|"
    r"\b(?:plan|intention|supposed|meant|going)\s(?:was\s|is\s|had\sbeen\s)?(?:for|to)\s"
    r"[^.;]{0,60}$",
    re.I,
)


def _of_another(left: str) -> bool:
    """Whether the words before make somebody else the one who was treated."""
    found = _RELATIVE.search(left[-240:])
    return found is not None and not _OWN.search(found.group())


def to_come(text: str, told: Told) -> bool:
    """Whether what stands around a treatment puts it after the writing.

    "PT for 6 weeks is ordered today", "referral placed for PT", "PT, not yet started".
    Words that say it was done, or how it worked, win.
    """
    right = text[told.item.end : told.item.end + _AHEAD]
    if told.answers or told.spans:
        return False
    after = grammar("to-come", right)
    if after and opens_next(right[: after[0].end]):
        return False
    if after and not _done_in(right[: after[0].start]):
        rest = right[after[0].end :]
        return not _done_in(rest) or bool(grammar("not-begun", right))
    left = text[told.clause[0] : told.item.start]
    ordered = _ORDERED.search(left[-120:])
    return bool(ordered) and not _done_in(left) and not _done_in(right)


_LEFT_EARLY = re.compile(
    r"\b(?:self[- ](?:d/?c(?:'?d)?|discharged?|discontinued)|dropped out|bailed)\s"
    r"(?:of\s|from\s|on\s)?(?:his\s|her\s|the\s)?\Z",
    re.I,
)
"""Given up by the patient, who says no more of it."""
_CUT_SHORT = sought(
    r"(?:\b(?:not|never|unable to|could not|failed to|cannot)|n't)\s(?:able to\s)?"
    r"(?:fully\s)?(?:complete[d]?|finish(?:ed)?)\s[^.;,]{0,60}$",
    re.I,
)
"""Begun and cut short: neither done for a known length nor not done."""


def _refused_after(text: str, told: Told) -> bool:
    """Whether the words after an offer say that it was refused."""
    right = text[told.item.end : told.item.end + _AHEAD]
    said = status("declined", right)
    return bool(said) and not items(right[: said[-1].end + 24])


def _done_in(text: str) -> bool:
    return any(
        text[one.start : one.end].lower() not in ("had", "past", "prior", "previous")
        for one in status("done", text)
    ) or bool(answers(text))


def _earlier(clause: str) -> bool:
    """Whether the words place a treatment before this episode."""
    return bool(_OPERATED.search(clause) or grammar("prior-episode", clause))


_RESULT_NONE = sought(
    r"(?P<of>\b(?:relief|response|benefit|improvement|results?)\s(?:with|from|to|after|of"
    r"|following)\s[^.;:|]{1,40}[:=][ ]{0,20})(?P<none>none|no|nil|never|neg)\b",
    re.I,
)
"""A field that asks for a treatment's result and says that there was none."""


def _without_answers(text: str) -> str:
    """The text with words of response blanked: "no relief with PT" is no "no PT"."""
    text = _RESULT_NONE.sub(lambda m: m["of"] + " " * len(m["none"]), text)
    for one in answers(text):
        blank = "." if text[one.start : one.end].endswith(".") else " "
        text = text[: one.start] + blank * (one.end - one.start) + text[one.end :]
    return text


def standing_of(
    sentence: Sentence, told: Told, assertion: Assertion, detail: str | None
) -> str | None:
    """done, ongoing, planned, declined or not-done; None where it is uncertain."""
    if assertion == "absent":
        left = sentence.text[told.clause[0] : told.item.start]
        declined = detail == "declined" or status("declined", left)
        return "declined" if declined else "not-done"
    if assertion in ("planned", "uncertain"):
        return "planned" if assertion == "planned" else None
    if assertion == "historical":
        return "done"
    return "ongoing" if detail == "continued" or _ongoing(sentence, told) else "done"


def _is_now(sentence: Sentence, told: Told) -> bool:
    """Whether a treatment told as past still belongs to what is judged.

    "Previously tried" and "history of" tell that it was done; only its dates can tell
    whether it was long ago.  A list of past illness keeps its own meaning, unless the
    words say that the treatment is in use.
    """
    if sentence.role not in ("past-history", "past-surgery"):
        return True
    left = sentence.text[told.clause[0] : told.item.start]
    return bool(status("ongoing", left))


_KEPT_UP = re.compile(
    r"[^.;\d]{0,45}?(?:,|\band\b)\s(?:will |to |she |he |intends to |plans to )*"
    r"(?:continue[sd]?|continuing|keeps?|carr(?:y|ies) on|goe?s? on)"
    r"(?: (?:to do )?(?:it|them|this|these|that|so|doing (?:it|so|them)"
    r"|with (?:it|them)))?"
    r"(?: up| daily| indefinitely)?\s*(?:[.;,]|\Z)"
    r"|[^.;\d]{0,30}?(?:,|\band\b|\bwhich\b)\s(?:the |patient |pt |she |he ){0,2}"
    r"(?:performs|does)\s(?:it|them|these|this|so|daily|every day|faithfully)\b",
    re.I,
)
"""What says that the treatment just named goes on ("daily and will continue")."""


def _ongoing(sentence: Sentence, told: Told) -> bool:
    text = sentence.text
    left = text[told.clause[0] : told.item.start]
    right = text[told.item.end : told.clause[1]][:_NEAR]
    if is_drug(told.item.kind) and _STOPS.search(left.replace(":", " ").rstrip() + " "):
        return False
    if _KEPT_UP.match(text, told.item.end):
        return True
    now = [one.end for one in status("ongoing", left)]
    then = [one.end for one in status("done", left)]
    if now or then:
        return max(now, default=-1) > max(then, default=-1)
    if status("done", right):
        return False
    listed = sentence.role == "medications"
    return told.since or listed or bool(status("ongoing", right))
