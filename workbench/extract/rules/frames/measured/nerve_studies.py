"""Nerve studies: what an EMG or conduction study says of each condition.

The study may be named once and its outcome told in the sentences that follow, so the
reader keeps the study in mind to the end of the block.  In a report of a study only
its conclusions count, where it has any.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, cast

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.findings import fate, is_goal, standing
from workbench.extract.rules.frames.measured.graded_sides import (
    graded_before,
    graded_sides,
)
from workbench.extract.rules.frames.measured.limbs_studied import Limb, limb_of
from workbench.extract.rules.frames.measured.nerve_open import left_open
from workbench.extract.rules.frames.measured.nerve_roots import (
    ROOTED,
    each_root,
    is_lumbar,
)
from workbench.extract.rules.frames.passages import (
    Passage,
    evidence,
    is_operative_text,
    stated,
)
from workbench.extract.rules.frames.roots import root_beside
from workbench.extract.rules.model import Block, DocumentView, Mention, Role
from workbench.extract.rules.values import sides
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side, Test
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

Result = Literal["normal", "abnormal", "negative", "positive", "inconclusive"]
_CONCLUDES: frozenset[Role] = frozenset({"impression", "assessment", "diagnoses"})
_ASKS: frozenset[Role] = frozenset(
    {"history", "indication", "technique", "request", "past-history", "plan"}
)
_OTHER_STUDY = sought(
    r"\b(?:MRI|CT|x-?rays?|radiographs?|myelogram|ultrasound|exam(?:ination)?|phalen)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\b(?:rule out|r/o|evaluate for|assess for|look for|to exclude|to evaluate|"
    r"to assess|"
    r"to determine|to differentiate|to confirm|in case of)\b",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[,;.]|\b(?:and|but|or|without|with|no)\b", re.IGNORECASE)
_FOLLOWING = 3
_NO = re.compile(
    r"[\s:]*(?:\w+\s){0,3}?\b(?:no|not|never|none|without|n't)\b", re.IGNORECASE
)
_LAST_CLAUSE = re.compile(r"[.;]\s|\bbut\b|\bhowever\b")
_CLAUSE_END = re.compile(
    r"[.;]|\b(?:but|however|with|while|shows?|showed|confirmed|there is)\b"
)
_OF_OTHERS = re.compile(
    r",\s(?:no|without|negative for|so|thus|therefore|hence)\b", re.IGNORECASE
)
"""A comma after which another condition is denied, or a conclusion drawn."""
_ITEM_END = re.compile(
    r"[.;,]|\b(?:but|however|with|and|or|which|while|shows?|showed|confirmed)\b"
)
_SHOWN = re.compile(
    r"\b(?:show\w*|reveal\w*|confirm\w*|demonstrat\w*|consistent with|positive for"
    r"|indicat\w*|found|diagnostic of|evidence of|compatible with|support\w*)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:exclud\w+|ruled? out|rules out|ruling out|against|refut\w+|eliminat\w+"
    r"|negative|not (?:present|found|seen|confirmed|supported|identified|detected)"
    r"|absent|unlikely|discounted)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:resolved|previous\w*|prior|former\w*|no longer|release|history)\b", re.I
)
_OLD = re.compile(r"\b(?:old|remote|longstanding|long-standing)\b", re.IGNORECASE)
"""What is over in a note; a report tells by it how long a lesion has been there."""
_WEIGHED = re.compile(
    r"\b(?:considered|entertained|suspected|question\w*|referr\w+|evaluat\w+"
    r"|differential|versus|vs|whether|concern\w*)\b",
    re.IGNORECASE,
)
_NORMAL_BESIDE = re.compile(
    r"(?:\s(?:syndrome|neuropathy|entrapment))?\s{0,8}\((?=[^()]{0,40}\b(?:EMG|NCS|NCV"
    r"|conduction|electro\w+|nerve stud))(?![^()]{0,80}\b(?:abnormal|positive)\b)"
    r"[^()]{0,60}\b(?:normal|negative|unremarkable)\b[^()]{0,20}\)",
    re.IGNORECASE,
)
"""A study in brackets after the condition that it speaks against."""
_NOT_EXCLUDED = re.compile(
    r"\s{0,2}(?:\w+\s){0,3}?(?:can(?:not|'t| not)|could not|couldn't|is not|are not"
    r"|not)\s(?:be\s)?(?:entirely\s|fully\s|completely\s)?(?:excluded|ruled out)\b",
    re.IGNORECASE,
)
"""What leaves a condition open that the study did not show."""
_CAN_BE = re.compile(
    r"\s(?:can|may|might|could)\s(?:still\s|also\s|well\s)?"
    r"(?:be (?:present|there|missed)|exist|occur|coexist|escape)\b",
    re.IGNORECASE,
)
"""What tells of a condition in general."""
_LESS_LIKELY = re.compile(
    r"\b(?P<open>more (?:than|so than|likely than)|better than|over)"
    r"|\b(?:rather than|instead of|as opposed to|and not|not|nor)\b",
    re.IGNORECASE,
)
_SHORT_LEAD = re.compile(
    r"\W{1,2}(?:(?:an?|the|left|right|active|acute|chronic|true|cervical|lumbar"
    r"|[CLS]\d(?:-\d)?)\s){0,3}\Z",
    re.IGNORECASE,
)
"""Words of a condition that another one is set above."""


class Reader:
    """Reads the nerve studies of one document, sentence after sentence."""

    def __init__(self, view: DocumentView) -> None:
        self._view = view
        self._report = view.document.kind == "nerve-study"
        self._concluded = any(s.role in _CONCLUDES for s in view.sentences)
        self._block: Block | None = None
        self._left = 0
        self._told = False
        self._date: PartialDate | None = None
        self._quotes: tuple[Evidence, ...] = ()
        self._overall: list[Test] = []
        self._limb = limb_of(view) if self._report else None
        self._sheet = False

    def read_sentence(self, passage: Passage) -> list[Test]:
        """Facts of one sentence, which may carry on from the sentence before."""
        if is_goal(passage) or is_operative_text(passage):
            return []
        words = lexicon.load("tests").find(passage.text)
        studies = [word for word in words if "study" in word.attributes]
        if not self._concerns(passage, studies):
            return []
        if studies and (state := self._state(passage, studies[0], words)):
            return [state]
        found = list(self._conditions(passage, words))
        if found:
            self._told = True
            return found
        self._keep_overall(passage, studies, words)
        return []

    def close(self) -> list[Test]:
        """A study called normal or abnormal as a whole, where no condition is named."""
        if not self._overall:
            return []
        normal = [test for test in self._overall if test.result == "normal"]
        if self._report:
            return self._overall[-1:] if not self._told else normal[-1:]
        return self._overall

    # --- which sentences ---------------------------------------------------------

    def _concerns(self, passage: Passage, studies: Sequence[Mention]) -> bool:
        if self._report:
            asks = passage.role in _ASKS
            return not asks and (not self._concluded or passage.role in _CONCLUDES)
        block = passage.sentence.block
        if self._sheet and not studies:
            return passage.role not in _ASKS
        if studies:
            self._sheet = self._sheet or self._is_sheet(passage)
            self._block, self._left = block, _FOLLOWING
            kept = self._date if self._sheet else None
            told = stated(passage, studies[0].start, studies[0].end)
            self._date = told or kept
            headed = () if told or not kept else self._quotes
            self._quotes = (*tuple(evidence(passage)), *headed)
            return True
        same = self._block is block and self._left > 0
        self._left -= 1
        if not same or _OTHER_STUDY.search(passage.text):
            self._block = None
            return False
        return True

    def _is_sheet(self, passage: Passage) -> bool:
        """Whether a heading opens a nerve study below the report of a scan."""
        filmed = self._view.document.kind == "imaging-report"
        return filmed and _SHEET_HEAD.match(passage.text) is not None

    def _state(
        self, passage: Passage, study: Mention, words: Sequence[Mention]
    ) -> Test | None:
        """Ordered or not done, told of the study itself."""
        if self._report:
            return None
        told = fate(passage, study.start, study.end, "nerve-study")
        if told is None:
            return None
        states = {word.attributes.get("state") for word in words}
        results = any("result" in word.attributes for word in words)
        done = re.search(
            r"\b(?:show|reveal|demonstrat|confirm|consistent|suggest|found)",
            passage.text,
        )
        if told == "planned" and not results:
            return self._unvalued(passage, "planned")
        if "not-done" in states or (told == "absent" and _denied(passage.text, study)):
            planned = "planned" in states and "not-done" not in states
            return self._unvalued(passage, "planned" if planned else "absent")
        asked = (
            _ASKING.search(passage.text)
            or "planned" in states
            or passage.role == "plan"
        )
        if asked and not done and not results:
            return self._unvalued(passage, "planned")
        return None

    def _unvalued(
        self, passage: Passage, assertion: Literal["absent", "planned"]
    ) -> Test:
        self._block = None
        return Test(
            id="?",
            kind="nerve-study",
            assertion=assertion,
            evidence=tuple(evidence(passage)),
        )

    # --- what it says ------------------------------------------------------------

    def _conditions(self, passage: Passage, words: Sequence[Mention]) -> Iterator[Test]:
        for word in words:
            named = word.attributes.get("indicates", "")
            if not named or "sample" in word.attributes:
                continue
            result = _result(passage, word)
            if result is None:
                continue
            if word.attributes.get("only") == "negated" and result != "negative":
                continue
            if named == "cervical-radiculopathy" and is_lumbar(passage, word):
                named = "lumbar-disorder"
            for condition in named.split():
                made = self._fact(passage, word, condition, result)
                yield from each_root(passage.text, word, made)
                if result == "positive":
                    for side in _graded(passage.text, word, made.side):
                        yield made.model_copy(update={"side": side})

    def _fact(
        self, passage: Passage, word: Mention, condition: str, result: Result
    ) -> Test:
        side, cites = _side(passage.text, word), self._cited(passage)
        limb = (
            self._limb_beside(passage, word, condition, result)
            if side is None
            else None
        )
        if limb is not None and limb.side == "bilateral" and result != "negative":
            limb = None
        if limb is not None:
            side, cites = limb.side, tuple(dict.fromkeys((*cites, limb.cite)))
        return Test(
            id="?",
            kind="nerve-study",
            name=word.text,
            indicates=condition,
            result=result,
            site=root_beside(ROOTED.get(condition, ""), passage.text, word.start),
            side=side,
            date=self._when(passage, word.start, word.end),
            evidence=cites,
        )

    def _limb_beside(
        self, passage: Passage, word: Mention, condition: str, result: Result
    ) -> Limb | None:
        """The one side that a report is of, where its sentence names none.

        What is found is on the one side of its own sentence, too.
        """
        told = {one.side for one in sides.find_sides(passage.text)}
        argued = result == "negative" and _argued(passage.text, word)
        if condition == "peripheral-neuropathy" or not self._report:
            return None
        if not told:
            whole = self._limb is None or self._limb.whole or result == "positive"
            return self._limb if whole else None
        limb = self._limb
        if limb and limb.whole and result == "negative" and told == {limb.side}:
            return limb
        if len(told) > 1 or (result != "positive" and not argued):
            return None
        return Limb(told.pop(), self._view.cite_sentence(passage.sentence))

    def _cited(self, passage: Passage) -> tuple[Evidence, ...]:
        """The sentence, and the one before it that names and dates the study."""
        return tuple(dict.fromkeys((*evidence(passage), *self._quotes)))

    def _keep_overall(
        self, passage: Passage, studies: Sequence[Mention], words: Sequence[Mention]
    ) -> None:
        for word in words:
            result = word.attributes.get("result")
            if not result or not (self._report or _beside(passage.text, studies, word)):
                continue
            seven = standing(passage, word.start, word.end, "result")
            if seven in ("hypothetical", "possible"):
                continue
            if result == "abnormal" and seven in ("negated", "not_done"):
                result = "normal"  # "no denervation", "nothing abnormal" is that
            value = cast("Result", "normal" if result == "negative" else result)
            value = "abnormal" if value == "positive" else value
            own = bool(sides.find_sides(passage.text))
            self._overall.append(
                Test(
                    id="?",
                    kind="nerve-study",
                    result=value,
                    side=self._limb.side if self._limb and own else None,
                    date=self._when(passage, word.start, word.end),
                    evidence=self._cited(passage),
                )
            )
            return

    def _when(self, passage: Passage, start: int, end: int) -> PartialDate | None:
        told = stated(passage, start, end) or self._date
        if told is None and self._report:
            return self._view.document.date
        return told


def _graded(text: str, word: Mention, own: Side | None) -> Iterator[Side]:
    """Further sides that are graded one by one behind a condition or before it."""
    yield from graded_sides(text, word.end, own)
    yield from graded_before(text, word.start, own)


def _denied(text: str, study: Mention) -> bool:
    """Whether a "no" or "not" stands at the study's own name."""
    lead, tail = text[max(study.start - 30, 0) : study.start], text[study.end :][:30]
    return bool(_NO.search(lead) or _NO.match(tail))


_CLEAR_AFTER = re.compile(
    r"(?![^.;]{0,160}\b(?:abnormal|positive|show\w*|reveal\w*|confirm\w*|consistent)\b)"
    r"[^.;]{0,48}(?:[:;,][^.;]{0,60}\b(?:emg|ncs|ncv|nerve|electro\w+|stud(?:y|ies)|bloods?"
    r"|tests?)\b[^.;]{0,40}|\b(?:and|but|which|it)\b[^.;]{0,16}\b(?:was|were|is)\s)"
    r"\b(?:normal|negative|unremarkable|clean|clear)\b",
    re.IGNORECASE,
)
"""What was looked for is followed by the study's own normal result."""


def _result(passage: Passage, word: Mention) -> Result | None:
    report = passage.view.document.kind == "nerve-study"
    if left_open(passage.text, word.end, report=report):
        return "inconclusive"
    old = _OLD.search(passage.text[max(word.start - _BESIDE, 0) : word.start])
    seven = standing(passage, word.start, word.end, word.concept)
    if seven == "historical" and report and old:
        seven = "present"
    if seven in ("hypothetical", "family", "historical"):
        return None
    if seven in ("negated", "not_done"):
        return "negative"
    if seven == "possible" and _argued(passage.text, word):
        return "negative"
    if seven == "possible" and _SET_ASIDE.search(passage.text, word.end):
        return None
    if seven == "possible":
        clear = _CLEAR_AFTER.match(passage.text, word.end)
        return "negative" if clear else "inconclusive"
    return _as_found(passage.text, word, lasting=report)


_SET_ASIDE = re.compile(
    r"\b(?:have|has|are|were|was|been)\s(?:now\s|all\s|both\s)?(?:excluded|ruled out"
    r"|dismissed|discarded)\b(?!\s?\?)",
    re.IGNORECASE,
)
"""What was looked for is excluded at the end of its sentence, by whatever means."""
_SHEET_HEAD = re.compile(
    r"\W*(?:[^.:;,]{0,40}?[:\u2013\u2014-]\s{0,3})?(?:EMG|NCS|NCV|electromyogra\w+"
    r"|electrodiagnos\w+|nerve conduction)\b(?![^.;]{0,60}\b(?:recommend\w*|advis\w*"
    r"|correlat\w*|suggest\w*|may|should|if|not)\b)",
    re.IGNORECASE,
)
"""How a sheet of a nerve study opens that was put behind a scan's report."""
_ARGUED = re.compile(
    r"\b(?:argu\w+|speaks?|spoke|weighs?|tells?|militat\w+)\s(?:\w+ly\s)?against\s"
    r"(?:(?:an?|any|the|superimposed|coexisting)\s){0,2}\Z",
    re.IGNORECASE,
)


def _argued(text: str, word: Mention) -> bool:
    """Whether a finding is said to speak against a condition."""
    return _ARGUED.search(text[max(word.start - 60, 0) : word.start]) is not None


_BESIDE = 24
"""Characters before a condition in which its own words stand."""


def _as_found(text: str, word: Mention, *, lasting: bool) -> Result | None:
    """What verbs around a condition make of it: found, excluded, only considered."""
    if _NOT_EXCLUDED.match(text, word.end):
        return "inconclusive"
    if _CAN_BE.match(text, word.end):
        return None
    lead = _LAST_CLAUSE.split(text[max(word.start - 120, 0) : word.start])[-1]
    if (less := _set_below(lead)) is not None:
        return less
    shown = [match.end() for match in _SHOWN.finditer(lead)]
    ends = _ITEM_END if shown else _CLAUSE_END
    tail = ends.split(text[word.end : word.end + 90])[0]
    tail = _OF_OTHERS.split(tail)[0]
    own = lead[shown[-1] :] if shown else lead
    if _NORMAL_BESIDE.match(text, word.end):
        return "negative"
    if _AGAINST.search(_in_bracket(own)) or _AGAINST.search(tail):
        return "negative"
    if _OVER.search(own) or _OVER.search(tail):
        return None
    if not lasting and (_OLD.search(own) or _OLD.search(tail)):
        return None
    return None if not shown and _WEIGHED.search(f"{lead} {tail}") else "positive"


def _set_below(lead: str) -> Result | None:
    """What a condition is that another is set above ("more than C5 radiculopathy")."""
    for match in _LESS_LIKELY.finditer(lead):
        if _SHORT_LEAD.fullmatch(lead, match.end()):
            return "inconclusive" if match["open"] else "negative"
    return None


def _in_bracket(lead: str) -> str:
    """What stands before a condition inside its own bracket, where one is open.

    "Excluded by the EMG (C6 radiculopathy)" excludes nothing that the bracket tells.
    """
    opened = lead.rfind("(")
    return lead[opened + 1 :] if opened > lead.rfind(")") else lead


def _beside(text: str, studies: Sequence[Mention], word: Mention) -> bool:
    """Whether a word of outcome is said of the study: "EMG normal", "normal EMG"."""
    for study in studies:
        gap = text[min(study.end, word.end) : max(study.start, word.start)]
        if len(gap) < 60 and not re.search(r"[;]|\.\s|\bmotor\b|\bstrength\b", gap):
            return True
    return not studies and bool(
        re.match(
            r"\s*(?:impression:?\s*)?(?:this is an?\s)?\Z", text[: word.start], re.I
        )
    )


_BOTH_BEHIND = re.compile(
    r"[^,;.]{0,40},\s{1,2}(?:on\s|in\s|at\s)?(?=either\b|both\b|bilat)", re.IGNORECASE
)


def _side(text: str, word: Mention) -> Side | None:
    """The side in the same stretch of the sentence, before or after the condition."""
    low = max((m.end() for m in _SEPARATOR.finditer(text, 0, word.start)), default=0)
    after = _SEPARATOR.search(text, word.end)
    high = after.start() if after else len(text)
    found = sides.find_sides(text)
    inside = [mark for mark in found if low <= mark.start and mark.end <= high]
    before = [mark for mark in inside if mark.end <= word.start]
    chosen = before[-1:] or inside[:1]
    if not chosen and (match := _BOTH_BEHIND.match(text, word.end)):
        chosen = [mark for mark in found if mark.start == match.end()]
    return chosen[0].side if chosen else None
