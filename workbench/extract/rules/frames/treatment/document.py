"""Treatment facts of one document: what was tried, when, how long, how it worked.

Sentences, list items, fields and ticked boxes are read here; table rows in
``treatment_rows``; a therapy record as a whole in ``treatment_therapy``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, cast

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.request.asked_for import asks_for
from workbench.extract.rules.frames.told.questions import denied_in_column
from workbench.extract.rules.frames.treatment import rows as treatment_rows
from workbench.extract.rules.frames.treatment import therapy as treatment_therapy
from workbench.extract.rules.frames.treatment import visits
from workbench.extract.rules.frames.treatment.aside import points_back
from workbench.extract.rules.frames.treatment.assertion import (
    assertion_of,
    standing_of,
)
from workbench.extract.rules.frames.treatment.clauses import Parsed, Told, parse
from workbench.extract.rules.frames.treatment.fields import (
    supervised,
    values,
    where_given,
)
from workbench.extract.rules.frames.treatment.mentioned import is_first, is_mentioned
from workbench.extract.rules.frames.treatment.names import (
    is_addressee,
    is_triage,
    only_named,
)
from workbench.extract.rules.frames.treatment.procedure import of_procedure
from workbench.extract.rules.frames.treatment.regions import (
    OTHER,
    Around,
    Region,
)
from workbench.extract.rules.frames.treatment.replies import (
    answers_before,
    ended_answers,
)
from workbench.extract.rules.frames.treatment.sought import without_asked
from workbench.extract.rules.frames.treatment.standing import standing
from workbench.extract.rules.frames.treatment.words import (
    grammar,
    items,
    strongest,
)
from workbench.extract.rules.model import (
    DocumentView,
    PacketView,
    Role,
    Section,
    Sentence,
)
from workbench.extract.rules.values import dates
from workbench.extract.rules.whole.long_past import long_before
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Treatment
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate

_SKIPPED_ROLES: tuple[Role, ...] = (
    "family",
    "policy",
    "template",
    "precautions",
    "technique",
    "comparison",
    "exam",
    "signature",
    "review-of-systems",
    "findings",
)
_REPORTS = ("imaging-report", "laboratory", "nerve-study")
_REPORT_ROLES: tuple[Role, ...] = ("indication", "history")
_WINDOW = 700
"""Characters of a long sentence that are read around a treatment."""
_SHORT = 60
_MISSED = re.compile(
    r"\bno[- ]shows?\b|\bdid not (?:show|attend|come)|\bfailed to (?:show|attend)", re.I
)
_BEGINS = re.compile(
    r"\W*(?:(?:he|she|they|it|this|patient|the patient|pt|therapy|first (?:visit|"
    r"appointment|session))\s)?(?:(?:will|is to|is set to|plans to|is due to|"
    r"is scheduled to)\s(?:begin|start)|"
    r"(?:begins|starts|starting|beginning)\s(?:next|tomorrow|on|in)|"
    r"(?:has|have) not (?:yet )?(?:begun|started)|not (?:yet )?(?:begun|started)|"
    r"(?:is|was|has been)\s(?:ordered|scheduled|pending|requested)|awaiting|pending)\b",
    re.I,
)
"""A sentence that puts off the treatment named just before it."""
_REPLY = re.compile(
    r"\W*(?:a(?:nswer)?\s?[:.]\s{0,3})?(?:(?P<yes>yes|y)|(?P<no>no|n|never|none))\b",
    re.I,
)
_ASKING = re.compile(
    r"^\W*(?:q(?:uestion)?\s?[:.]\s{0,3})?(?:have|has|had|did|do|does|are|were|was)\s"
    r"(?:you|he|she|they|the patient|patient)\s(?:ever\s)?",
    re.I,
)
_UNANSWERED = sought(r"[:?)\s]_{3}[_\s.)]{0,80}$")
"""A question of a form with its line left blank."""
_GOAL_LINE = re.compile(
    r"\W*(?:[SL]TGs?|(?:short|long)[- ]term goals?|goals?)\b"
    r"(?! (?:were |was |not |all )?(?:met|achieved|partially|reached))[^\n:]{0,24}:",
    re.I,
)
_YEAR = re.compile(r"\s(?:in\s|\()?(?P<year>(?:19|20)\d\d)\b(?![/-])")
_FAILED_HEAD = re.compile(
    r"\A\W*(?:what |has |have |already |things |all )*(?:tried|attempted|used|taken"
    r"|treatments?|(?:conservative |prior |previous )?(?:care|measures|therapies))"
    r"(?: (?:tried|that|which|have|has|to date|so far|and|but))*\s*[-,(]?\s*"
    r"(?:without (?:any )?(?:success|relief|benefit|effect|response)|failed"
    r"|did not help|no (?:help|relief|benefit|effect))\W*\Z",
    re.I,
)
"""The head of a list of care that failed ("Tried without success")."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ALLERGIC = re.compile(r"\W*(?:ALL|All|Alls?|[Aa]llerg\w+)\s?:")
"""How a line of allergies opens ("All: morphine (vomit)")."""
_EMPTY = re.compile(
    r"[\s:._-]*(?:n/?a|unknown|\?|not (?:documented|stated|applicable|recorded))?"
    r"[\s:._-]*",
    re.I,
)


def read(document: DocumentView, packet: PacketView) -> list[Treatment]:
    """The treatments that one document tells, in its order, with ids "?"."""
    if document.document.kind in ("policy-excerpt", "reviewer-worksheet"):
        return []
    reader = _Reader(document)
    if treatment_therapy.is_record(document):
        return treatment_therapy.read(document, reader.around, reader.facts(), packet)
    return without_asked(document, packet, reader.facts())


class _Reader:
    """One pass over the sentences of one document."""

    def __init__(self, view: DocumentView) -> None:
        self.view = view
        self.around = Around(view)
        self._last: list[Treatment] = []
        self._last_sentence: Sentence | None = None
        self._section: Section | None = None

    def facts(self) -> list[Treatment]:
        """All treatments told in sentences and rows."""
        found: list[Treatment] = []
        for plain in self.view.sentences:
            if not self._reads(plain):
                continue
            sentence = self._replied(self._headed(plain))
            for piece in _pieces(sentence):
                new = self._sentence(piece)
                if new is None:
                    found = self._answered(found, piece)
                    continue
                found += new
                self._last, self._last_sentence = new, sentence
        return found

    def _headed(self, sentence: Sentence) -> Sentence:
        """The first sentence under a heading that names a treatment, with the heading.

        "PHYSICAL THERAPY: 1/5/26 to 3/2/26" then reads as a field of that label.
        """
        section = sentence.section
        first = section is not self._section
        self._section = section
        if not first or sentence.block.kind in ("row", "checkbox"):
            return sentence
        if items(sentence.text) or not section.title or not self._names(section.title):
            return sentence
        if all(one.kind == "psychological-therapy" for one in items(section.title)):
            return sentence
        text = fold(self.view.source.text[section.start : sentence.end])
        start = section.start + len(text) - len(text.lstrip())
        block = dataclasses.replace(
            sentence.block, kind="field", label=section.title, start=start
        )
        text = text.lstrip()
        return dataclasses.replace(sentence, text=text, start=start, block=block)

    def _replied(self, sentence: Sentence) -> Sentence:
        """A question and the answer right after it, as one sentence.

        "Have you had physical therapy? A: Yes, 8 weeks" tells 8 weeks of it; an answer
        of "No" makes it a field that is denied.
        """
        after = sentence.index + 1
        if not sentence.text.rstrip().endswith("?") or sentence.block.kind == "row":
            return sentence
        if after >= len(self.view.sentences) or not items(sentence.text):
            return sentence
        reply = self.view.sentences[after]
        said = _REPLY.match(reply.text)
        apart = reply.section is not sentence.section
        if said is None or (apart and reply.section.title not in ("A", "Answer")):
            return sentence
        text = fold(self.view.source.text[sentence.start : reply.end])
        lead = len(sentence.text)
        asked = _ASKING.sub(lambda m: " " * len(m.group()), sentence.text)
        no = said["no"] is not None
        block = dataclasses.replace(
            sentence.block,
            kind="field",
            label=sentence.text,
            checked=False if no else None,
        )
        joined = asked.replace("?", ":") + text[lead:]
        return dataclasses.replace(sentence, text=joined, end=reply.end, block=block)

    @staticmethod
    def _names(title: str) -> bool:
        headers = lexicon.load("treatments-headers").find(title)
        return bool(items(title) or (headers and len(title) <= _SHORT))

    def _reads(self, sentence: Sentence) -> bool:
        role, block = sentence.role, sentence.block
        if asks_for(self.view, sentence):
            return False
        if role in _SKIPPED_ROLES and not visits.given_at(self.view, sentence):
            return False
        if block.checked is False and not _says_no(sentence):
            return False
        if self.view.document.kind in _REPORTS and role not in _REPORT_ROLES:
            return False
        title = f"{sentence.section.title} {block.label or ''}"
        return not grammar("allergy", title)

    def _sentence(self, sentence: Sentence) -> list[Treatment] | None:
        """The facts of one sentence; None where it may only answer the one before."""
        text = sentence.text
        if not items(text):
            course = treatment_rows.titled(self.view, sentence, self.around)
            return course or self._visits(sentence)
        if grammar("not-fact", text) or grammar("allergy", text):
            return []
        if self._heads_no_care(sentence):
            return []
        if _ALLERGIC.match(text):
            return []
        if sentence.block.checked is False:
            return self._denied(sentence)
        if sentence.block.kind == "field" and _is_empty(sentence):
            return []
        if _UNANSWERED.search(text) and not dates.find_dates(text):
            return []
        if sentence.role == "procedure":
            given = treatment_rows.performed(self.view, sentence, self.around)
            told = list(self._told(sentence, parse(text, self.view.document.date)))
            return of_procedure(text, given, told)
        if sentence.block.kind == "row":
            if grammar("pointer", text) and not dates.find_dates(text):
                return []
            told = list(treatment_rows.read(self.view, sentence, self.around))
            return told + self._opened(sentence, told)
        told = list(self._told(sentence, parse(text, self.view.document.date)))
        return told + self._opened(sentence, told)

    def _opened(self, sentence: Sentence, told: list[Treatment]) -> list[Treatment]:
        """The therapy whose visit's number opens a sentence that tells other care."""
        opened = visits.opens(self.view, sentence)
        if opened is None or any(one.kind == opened.kind for one in told):
            return []
        parsed = parse(sentence.text, self.view.document.date, [opened])
        return list(self._told(sentence, parsed))

    def _visits(self, sentence: Sentence) -> list[Treatment] | None:
        """The course that a therapist tells by its visits alone ("Seen 12 visits")."""
        seen = visits.told(self.view, sentence)
        if seen is None:
            return None
        parsed = parse(sentence.text, self.view.document.date, [seen])
        return visits.had(sentence, list(self._told(sentence, parsed)))

    def _heads_no_care(self, sentence: Sentence) -> bool:
        """Whether a line is of goals, an address, a first time or a severity index."""
        text = sentence.text
        if self._is_goal(sentence) or is_addressee(text):
            return True
        return is_first(text) or is_triage(text)

    def _is_goal(self, sentence: Sentence) -> bool:
        """Whether the line lists goals ("STG (2 wks): 1. Indep with HEP.")."""
        text = self.view.source.text
        begin = text.rfind("\n", 0, sentence.start) + 1
        return bool(_GOAL_LINE.match(text[begin : sentence.end]))

    def _told(self, sentence: Sentence, parsed: Parsed) -> Iterator[Treatment]:
        kept = standing(sentence.text, parsed.told)
        if _MISSED.search(sentence.text):
            kept = [one for one in kept if one.visits or one.answers]
        before = self.view.sentences[max(sentence.index - 1, 0)].text
        past = points_back(sentence.text, before, self.view.document.date)
        for told in kept:
            region = self.around.region(sentence, told.item, told.clause)
            if region.site == OTHER or only_named(sentence, told):
                continue
            if is_mentioned(sentence.text, told):
                continue
            fact = make(self.view, sentence, told, region)
            if fact and fact.assertion == "present" and past:
                fact = fact.model_copy(update={"assertion": "historical"})
            if fact:
                yield self._under_failure(fact, sentence)

    def _under_failure(self, fact: Treatment, sentence: Sentence) -> Treatment:
        """What stands in a list headed "Tried without success:" did not help.

        An answer of its own, or a blank line above, sets an entry apart from the head.
        """
        section = sentence.section
        own = fact.assertion != "present" or fact.response or fact.status != "done"
        if own or not section.title or not _FAILED_HEAD.search(section.title):
            return fact
        text = self.view.source.text
        start = section.start
        if _BLANK_LINE.search(text[start : sentence.start].lstrip()):
            return fact
        head = start + len(text[start:]) - len(text[start:].lstrip())
        end = text.find("\n", head, sentence.start)
        cite = self.view.cite(head, end if end > head else sentence.start)
        return _with_answer(fact, "none", cite)

    def _denied(self, sentence: Sentence) -> list[Treatment]:
        """ "Physical therapy: No" says of each treatment named that it was not done."""
        label = sentence.block.label or sentence.text
        return [
            Treatment(
                id="?",
                kind=item.kind,
                name=item.name,
                assertion="absent",
                status="not-done",
                site=self.around.region(sentence, item, (0, len(label))).site,
                evidence=(self.view.cite_sentence(sentence),),
            )
            for item in items(label)
        ]

    def _answered(self, found: list[Treatment], sentence: Sentence) -> list[Treatment]:
        """ "No improvement." after a treatment answers the sentence before it."""
        last = self._last_sentence
        if not self._last:
            return found
        if sentence.block.kind == "field" and len(self._last) == 1:
            return self._labelled(found, sentence)
        said = strongest(one.value for one in ended_answers(sentence.text))
        near = last is not None and last.section is sentence.section
        if last and near and _begins_later(sentence, last):
            return self._put_off(found, sentence)
        if not (said and near and self._last and len(sentence.text) <= 3 * _SHORT):
            return found
        if last is None or sentence.index - last.index > 1:
            return found
        if not answers_before(sentence.text):
            return found
        cite = self.view.cite_sentence(sentence)
        tail = len(self._last)
        new = [_with_answer(one, said, cite) for one in found[len(found) - tail :]]
        self._last = []
        return found[: len(found) - tail] + new

    def _put_off(self, found: list[Treatment], sentence: Sentence) -> list[Treatment]:
        """ "She starts next week." makes the treatment told just before a plan."""
        cite, tail = self.view.cite_sentence(sentence), len(self._last)
        new = [_as_planned(one, cite) for one in found[len(found) - tail :]]
        self._last = []
        return found[: len(found) - tail] + new

    def _labelled(self, found: list[Treatment], sentence: Sentence) -> list[Treatment]:
        """ "Dates: ...", "Visits: 12" right below a treatment tell more of it."""
        last = self._last_sentence
        if last is None or sentence.index - last.index > 1 or not found:
            return found
        site = treatment_therapy.labelled_region(sentence.text[:2000])
        more: dict[str, object] = {"site": site} if site else {}
        more = more or treatment_rows.labelled(
            sentence, found[-1], self.view.document.date
        )
        if not more:
            return found
        self._last_sentence = sentence
        cite = self.view.cite_sentence(sentence)
        update = more | {"evidence": (*found[-1].evidence, cite)}
        self._last = [found[-1].model_copy(update=update)]
        return [*found[:-1], *self._last]


def _begins_later(sentence: Sentence, last: Sentence) -> bool:
    """Whether the short sentence after a treatment says that it is to begin."""
    short = len(sentence.text) <= 2 * _SHORT and sentence.index - last.index == 1
    return short and bool(_BEGINS.match(sentence.text))


def _as_planned(fact: Treatment, cite: Evidence) -> Treatment:
    if fact.assertion != "present" or fact.response or fact.start or fact.end:
        return fact
    update = {"assertion": "planned", "status": "planned", "detail": "planned"}
    return fact.model_copy(update=update | {"evidence": (*fact.evidence, cite)})


def _is_empty(sentence: Sentence) -> bool:
    """Whether a field has a label that names a treatment and no answer."""
    label = sentence.block.label or ""
    place = sentence.text.find(label) + len(label)
    return not items(sentence.text[place:]) and bool(
        _EMPTY.fullmatch(sentence.text[place:])
    )


def _says_no(sentence: Sentence) -> bool:
    """Whether an unticked block is an answer "no" and not an empty box."""
    rest = sentence.text.replace(sentence.block.label or "", "", 1)
    return bool(re.search(r"\b(?:no|n)\b", rest, re.I)) or denied_in_column(sentence)


def _with_answer(fact: Treatment, said: str, cite: Evidence) -> Treatment:
    if fact.response or fact.assertion not in ("present", "historical"):
        return fact
    update = {"response": said, "evidence": (*fact.evidence, cite)}
    return fact.model_copy(update=update)


def _pieces(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, or windows of one that is too long to be one."""
    if len(sentence.text) <= 2 * _WINDOW:
        yield sentence
        return
    step = _WINDOW
    for low in range(0, len(sentence.text), step):
        text = sentence.text[low : low + step]
        start = sentence.start + low
        yield dataclasses.replace(
            sentence, text=text, start=start, end=start + len(text)
        )


# --- one fact ----------------------------------------------------------------------


def _long_over(text: str, told: Told, day: PartialDate | None) -> bool:
    """Whether all that dates a treatment lies long before the document's day."""
    ends = [one.last or one.first for one in told.spans]
    dated = [one for one in (*ends, *(date for _, date in told.days)) if one]
    if day is None or told.since or None in ends:
        return False
    if not dated:
        year = _YEAR.match(text, told.item.end)
        return bool(year and long_before(year["year"], day))
    return all(long_before(one, day) for one in dated)


def _clause(sentence: Sentence, told: Told) -> str:
    low, high = told.clause
    return sentence.text[low:high]


def make(
    view: DocumentView, sentence: Sentence, told: Told, region: Region
) -> Treatment | None:
    """The fact of one treatment of one sentence; None where it asserts nothing."""
    assertion, detail = assertion_of(sentence, told)
    if assertion is None:
        return None
    evidence = [view.cite_sentence(sentence)]
    if region.evidence and region.evidence not in evidence:
        evidence.append(region.evidence)
    stand = standing_of(sentence, told, assertion, detail)
    fields = values(told) | {"status": stand, "detail": detail}
    if stand == "ongoing" and not fields.get("start"):
        # What goes on has no end yet: "approved through 06/12" is of the weeks to come.
        fields["end"] = None
    if assertion == "present" and _long_over(sentence.text, told, view.document.date):
        assertion = "historical"
    if assertion not in ("present", "historical"):
        fields["response"] = None
    return Treatment(
        id="?",
        kind=told.item.kind,
        name=told.item.name,
        assertion=assertion,
        site=region.site,
        **cast(Any, where_given(_clause(sentence, told), told.item.kind)),
        evidence=tuple(evidence),
        setting=cast(Any, told.item.mention.attributes.get("setting")),
        supervised=supervised(sentence.text, told),
        **cast(Any, fields),
    )
