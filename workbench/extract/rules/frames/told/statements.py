"""Judgements: other causes excluded, weakness progressive, care failed, and so on.

A judgement has a subject and a verdict in one sentence ("shoulder pathology and
peripheral entrapment have been ruled out").  A doubt ("unsure if", "not yet ruled out")
is a statement of its own kind of certainty, never an exclusion.  Criteria, questions of
a form and advice are not judgements.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.falling_strength import has_fallen
from workbench.extract.rules.frames.operations.places import named_levels
from workbench.extract.rules.frames.operations.procedures import (
    DECOMPRESSION,
    LUMBAR_DECOMPRESSION,
    Operation,
    operations,
)
from workbench.extract.rules.frames.request.asking_cues import is_rejected
from workbench.extract.rules.frames.symptoms.blameless import cleared
from workbench.extract.rules.frames.told.demanded import is_demanded
from workbench.extract.rules.frames.told.everybody import tells_everybody
from workbench.extract.rules.frames.told.others import of_another
from workbench.extract.rules.frames.told.questions import (
    answered_no,
    cite_question,
    is_readable,
    is_ticked,
    is_unticked,
    question_of,
)
from workbench.extract.rules.frames.told.verdicts import (
    Found,
    about,
    answered_by,
    attribution,
    cause_after,
    is_general,
    refers_back,
    verdict,
    words,
)
from workbench.extract.rules.frames.treatment.words import items
from workbench.extract.rules.language import context
from workbench.extract.rules.layout.boxes import ANY_BOX
from workbench.extract.rules.model import DocumentView, Mention, PacketView, Sentence
from workbench.schema.case import Assertion, Statement
from workbench.schema.evidence import Evidence

Speaker = Literal["clinician", "reviewer", "patient"]
_WEIGHED_BACK = 4
_SILENT_ROLES = ("family", "policy", "precautions", "template")
_PATIENT = re.compile(
    r"\b(?:patient|pt|she|he|they)\s(?:states|stated|reports|reported|feels|felt"
    r"|believes"
    r"|thinks|says|said|notes|noted|denies|complains)\b",
    re.IGNORECASE,
)
_REVIEWER = re.compile(
    r"\b(?:reviewer|nurse reviewer|case manager|um nurse|utilization review nurse)\b",
    re.IGNORECASE,
)
_SYMPTOM = re.compile(
    r"\b(?:pain|numbness|tingling|paresthesias?|weakness|symptoms?|complaints?"
    r"|deficits?"
    r"|dysesthesias?|presentation)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|no|neither|cannot|isn't|aren't|unlikely|rather than|doubt\w*)\b"
    r"(?:\s+[\w'-]+){0,4}\s*$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|whether|should|must|need(?:s|ed)? to|will be|to be|would|in order to"
    r"|before)\b",
    re.IGNORECASE,
)
_CRITERION = re.compile(
    r"\b(?:criteri\w+|policy|medically necessary when|members? must|is considered"
    r"|required"
    r"|all of the following|coverage)\b",
    re.IGNORECASE,
)
_LAMINAE = (DECOMPRESSION, LUMBAR_DECOMPRESSION)
_URGENT_KINDS = ("request-form", "letter", "clinic-note", "other")
_PLAN_ROLES = ("plan", "assessment", "request", "procedure")


def read(document: DocumentView, packet: PacketView) -> list[Statement]:
    """Statements that one document makes, ids "?"."""
    if document.document.kind in ("policy-excerpt", "imaging-report", "laboratory"):
        return []
    reader = _Reader(document)
    found: list[Statement] = []
    for sentence in document.sentences:
        if (
            sentence.role in _SILENT_ROLES
            or not is_readable(sentence)
            or is_unticked(sentence)
        ):
            continue
        found += reader.statements(sentence)
    return found


def _found(text: str) -> Found:
    """The parts of judgements in a text, by concept."""
    found: Found = {}
    for one in words().find(text):
        found.setdefault(one.concept, []).append(one)
    return found


def _scope(found: Found) -> str | None:
    """ "general" where named conditions are only examples of other causes."""
    return "general" if is_general(found) else None


_ALLEGED = re.compile(
    r"\b(?:reviewer|letter|denial|insurer|carrier|plan|payer|you)\b[^.;]{0,30}\b"
    r"(?:states?|stated|says?|said|claims?|claimed|alleges?|asserts?|writes?|wrote)\b",
    re.IGNORECASE,
)
"""What another says of the care ("your reviewer states that she had none")."""


_OF_NOBODY = ("hypothetical", "family")
"""What is only supposed, warned of or somebody else's."""


class _Reader:
    """Reads the statements of one document."""

    def __init__(self, document: DocumentView) -> None:
        self.document = document

    def statements(self, sentence: Sentence) -> Iterator[Statement]:
        """All statements of one sentence."""
        found = _found(sentence.text)
        fell = has_fallen(sentence.text)
        blank = not (found or fell or cleared(sentence.text))
        if blank and sentence.block.checked is None:
            return
        yield from self._other_causes(sentence, found)
        yield from self._from_other_cause(sentence, found)
        if self.document.document.kind == "reviewer-worksheet":
            return
        yield from self._progressive(sentence, found)
        if fell and "progressive-weakness" not in found:
            yield self._statement("progressive-weakness", "present", (sentence,))
        yield from self._care(sentence, found)
        yield from self._planned(sentence, found)
        yield from self._plain(sentence, found, "therapy-contraindicated")
        yield from self._urgent(sentence, found)

    # -- other causes

    def _other_causes(self, sentence: Sentence, found: Found) -> Iterator[Statement]:
        if is_ticked(sentence) and "verdict-excluded" not in found:
            yield from self._ticked(sentence)
            return
        if refers_back(sentence, found) and (before := self._weighed(sentence)):
            joined, parts = before
            told = verdict(joined, parts)
            if told:
                yield self._statement(
                    "other-causes-excluded",
                    told,
                    (self.document.sentences[joined.index], sentence),
                    causes=about(joined.text),
                    detail=_scope(parts),
                )
            return
        assertion = verdict(sentence, found)
        if assertion is None and (causes := cleared(sentence.text)):
            yield self._statement(
                "other-causes-excluded", "present", (sentence,), causes=causes
            )
        if assertion:
            yield self._statement(
                "other-causes-excluded",
                assertion,
                (sentence,),
                causes=about(sentence.text),
                detail=_scope(found),
            )

    def _weighed(self, sentence: Sentence) -> tuple[Sentence, Found] | None:
        """A sentence close before, joined to this one, where it weighs other causes.

        Between "I thought about the alternatives" and "none of these accounts for it"
        stand the results that tell why.
        """
        first = max(sentence.index - _WEIGHED_BACK, 0)
        for last in reversed(self.document.sentences[first : sentence.index]):
            if last.section is not sentence.section or not is_readable(last):
                return None
            found = _found(last.text)
            weighs = "considered" in found or is_general(found)
            if weighs and (is_general(found) or about(last.text)):
                joined = f"{last.text} {sentence.text}"
                return replace(last, text=joined), _found(joined)
        return None

    def _ticked(self, sentence: Sentence) -> Iterator[Statement]:
        """A ticked "Yes", "No" or "Unsure" to a question about other causes."""
        word = (sentence.block.label or sentence.text).strip().lower()
        assertion = answered_by(re.sub(r"[^a-z ]", "", word).strip())
        question = question_of(self.document, sentence)
        if assertion is None or question is None:
            return
        names = {one.concept for one in words().find(question.text)}
        if names & {"other-causes", "none-other"}:
            yield self._statement(
                "other-causes-excluded",
                assertion,
                (sentence,),
                causes=about(question.text),
                detail="general",
                extra=cite_question(self.document, sentence)[1:],
            )

    def _from_other_cause(
        self, sentence: Sentence, found: Found
    ) -> Iterator[Statement]:
        text = sentence.text
        if not _SYMPTOM.search(text) or len(text) > 600:
            return
        for link in found.get("attributed", ()):
            cause = cause_after(text, link)
            if cause is None or not _SYMPTOM.search(text[: link.start]):
                continue
            if is_demanded(text, "symptoms-from-other-cause") or of_another(text, link):
                return
            assertion = attribution(text, link)
            if assertion:
                yield self._statement(
                    "symptoms-from-other-cause", assertion, (sentence,), causes=(cause,)
                )
            return

    # -- course and care

    def _progressive(self, sentence: Sentence, found: Found) -> Iterator[Statement]:
        for one in found.get("progressive-weakness", ())[:1]:
            lead = sentence.text[max(one.start - 60, 0) : one.start]
            lead = re.split(r"[.;]|\bbut\b", lead)[-1]
            if re.search(
                r"\b(?:if|unless|risk of|should|prevent|avoid|any|develops?)\b"
                r"|\bmembers? must\b|\bpolicy\b",
                lead,
                re.I,
            ):
                return
            if context.assertion(sentence, one, state=True) in _OF_NOBODY:
                return
            if is_demanded(sentence.text, "progressive-weakness"):
                return
            no = re.search(
                r"\b(?:no|not|denies|without|never)\b", lead, re.IGNORECASE
            ) or answered_no(sentence, one.start)
            yield self._statement(
                "progressive-weakness", "absent" if no else "present", (sentence,)
            )

    def _care(self, sentence: Sentence, found: Found) -> Iterator[Statement]:
        text = sentence.text
        if found.get("no-conservative-care"):
            if not _HYPOTHETICAL.search(text) and not _ALLEGED.search(text):
                yield self._statement("no-conservative-care", "present", (sentence,))
            return
        care = found.get("conservative-care") or _failed_run(text, found)
        if not care or _CRITERION.search(text) and "failed" not in text.lower():
            return
        failed = _near(care, found.get("care-failed", []), text)
        helped = _near(care, found.get("care-helped", []), text)
        if failed and answered_no(sentence, failed.start):
            return
        if is_demanded(text, "conservative-care-failed"):
            return
        if failed and (_of_kin(sentence, failed) or of_another(text, failed)):
            return
        if failed and _happened(text, failed):
            assertion = _failure(text, failed)
            yield self._statement("conservative-care-failed", assertion, (sentence,))
        elif helped and _happened(text, helped):
            lead = text[max(helped.start - 30, 0) : helped.start]
            if not _NEGATED.search(lead):
                yield self._statement(
                    "conservative-care-helped", "present", (sentence,)
                )

    # -- plans and the rest

    def _planned(self, sentence: Sentence, found: Found) -> Iterator[Statement]:
        text = sentence.text
        for one in found.get("facet-resection", ())[:1]:
            if is_rejected(text, one.start, one.end) or not _intends(sentence):
                break
            detail = next(iter(named_levels(text)), None)
            yield self._statement(
                "planned-facet-resection", "planned", (sentence,), level=detail
            )
        done = self.document.document.kind == "operative-note"
        if done or not found.get("laminectomy-plan") or not _intends(sentence):
            return
        for operation in operations(text):
            number = _segments(operation)
            if operation.kind not in _LAMINAE or number < 1:
                continue
            if "lamin" in operation.name.lower() and not is_rejected(
                text, operation.start, operation.end
            ):
                yield self._statement(
                    "planned-multilevel-laminectomy",
                    "planned",
                    (sentence,),
                    detail=str(number),
                )
                return

    def _plain(
        self, sentence: Sentence, found: Found, kind: str
    ) -> Iterator[Statement]:
        for one in found.get(kind, ())[:1]:
            if is_demanded(sentence.text, kind) or of_another(sentence.text, one):
                return
            if answered_no(sentence, one.start):
                return
            lead = sentence.text[max(one.start - 40, 0) : one.start]
            if not _NEGATED.search(lead) and not re.search(r"\bif\b", lead, re.I):
                yield self._statement(kind, "present", (sentence,))

    def _urgent(self, sentence: Sentence, found: Found) -> Iterator[Statement]:
        mentions = found.get("urgent")
        asked = sentence.role in (*_PLAN_ROLES, "header", "other")
        kind = self.document.document.kind
        if not mentions or kind not in _URGENT_KINDS or sentence.block.kind == "row":
            return
        if not asked and kind != "letter":
            return
        single = len(mentions[0].text.split()) == 1
        if single and kind == "clinic-note":
            return
        text, block = sentence.text, sentence.block
        if tells_everybody(text):
            return
        if block.kind == "field" and re.search(r"[:?]\s*(?:no|n|none)\b", text, re.I):
            return
        boxes = ANY_BOX.search(text)
        lead = text[max(mentions[0].start - 25, 0) : mentions[0].start]
        if boxes and not re.search(
            r"[\[(]\s?[xX]\s?[\])]\s*$|[\u2611\u2612]\s*$", lead
        ):
            return
        if not _NEGATED.search(lead) and not _CRITERION.search(text):
            yield self._statement("urgent", "present", (sentence,))

    # -- making

    def _statement(
        self,
        kind: str,
        assertion: Assertion,
        sentences: tuple[Sentence, ...],
        *,
        causes: tuple[str, ...] = (),
        detail: str | None = None,
        level: str | None = None,
        extra: tuple[Evidence, ...] = (),
    ) -> Statement:
        own = tuple(self.document.cite_sentence(one) for one in sentences)
        quotes: tuple[Evidence, ...] = own + extra
        return Statement(
            id="?",
            kind=kind,
            assertion=assertion,
            level=level,
            detail=detail,
            speaker=self._speaker(sentences[-1]),
            about=causes,
            evidence=quotes,
        )

    def _speaker(self, sentence: Sentence) -> Speaker:
        kind = self.document.document.kind
        if kind == "reviewer-worksheet" or _REVIEWER.search(sentence.text):
            return "reviewer"
        return "patient" if _PATIENT.search(sentence.text) else "clinician"


# --- care and plans ------------------------------------------------------------------


def _near(care: list[Mention], words: list[Mention], text: str) -> Mention | None:
    """The word of outcome that stands in one clause with the care."""
    for word in words:
        for one in care:
            low, high = sorted((word, one), key=lambda each: each.start)
            gap = text[low.end : high.start]
            if len(gap) <= 90 and not re.search(r"[;.]\s|\bbut\b", gap):
                return word
    return None


_FEWEST = 2
"""Treatments that failed together and so are the conservative care."""


def _failed_run(text: str, found: Found) -> list[Mention]:
    """Treatments listed behind a word of failure ("failed bracing and NSAIDs")."""
    for word in found.get("care-failed", ()):
        if not _FAILS.match(word.text):
            continue
        clause = re.split(r"[.;]\s|\bbut\b", text[word.end :])[0]
        named = [one for one in items(clause) if one.kind not in _NO_CARE]
        if len({one.kind for one in named}) >= _FEWEST and named[0].start <= _SOON:
            start = word.end + named[0].start
            return [replace(named[0].mention, start=start, end=start + 1)]
    return []


_FAILS = re.compile(r"(?:has |have )?fail|exhaust|refract|recalcitr|unrespons", re.I)
_NO_CARE = frozenset({"conservative-care", "nerve-block"})
_SOON = 50
"""Characters within which the first of the treatments follows its failure."""


def _of_kin(sentence: Sentence, word: Mention) -> bool:
    """Whether the care of somebody else failed ("his father failed ...")."""
    return context.assertion(sentence, word, state=True) == "family"


def _happened(text: str, word: Mention) -> bool:
    lead = text[max(word.start - 45, 0) : word.start]
    if re.search(
        r"\b(?:if|should|until|unless|when|must|required)\b[^.;]*$", lead, re.I
    ):
        return False
    return not re.search(r"\brisk of\b", lead, re.IGNORECASE)


def _failure(text: str, word: Mention) -> Assertion:
    lead = text[max(word.start - 25, 0) : word.start]
    no = re.search(
        r"\b(?:not|never|without)\s(?:yet\s|been\s){0,2}$", lead, re.IGNORECASE
    )
    return (
        "absent"
        if no and word.text.lower().startswith(("fail", "exhaust"))
        else "present"
    )


def _intends(sentence: Sentence) -> bool:
    """Whether the sentence is of a plan or request rather than of what was done."""
    text = sentence.text
    planned = re.search(
        r"\b(?:plan\w*|will|propos\w*|request\w*|recommend\w*|intend\w*|anticipat\w*"
        r"|require\w*"
        r"|need\w*|schedul\w*|stage)\b",
        text,
        re.IGNORECASE,
    )
    done = re.search(r"\b(?:was|were|underwent|had)\b", text, re.IGNORECASE)
    return bool(planned) or (sentence.role in _PLAN_ROLES and not done)


def _segments(operation: Operation) -> int:
    """Laminae removed: vertebrae named, or one more than the interspaces of a range.

    A single interspace says of one segment, and so of none of several.
    """
    bones = len(operation.place.vertebrae) if operation.place else 0
    return bones or (len(operation.levels) + 1 if len(operation.levels) > 1 else 0)
