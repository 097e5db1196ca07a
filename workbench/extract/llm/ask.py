"""One question to its end: asked, split when too long, asked again once, verified.

Everything here depends only on the answers, so a replay and a batch take the same way
as a live run.  A question that cannot be answered costs its lines and is noted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pydantic import BaseModel, ValidationError

from workbench.extract.llm.backend import (
    Backend,
    BackendError,
    ChatAnswer,
    ChatRequest,
    ContextOverflow,
    Message,
    Waiting,
)
from workbench.extract.llm.brief import (
    Named,
    answer_tokens,
    asked,
    brief_schema,
    named_kinds,
)
from workbench.extract.llm.chunks import Chunk, halves
from workbench.extract.llm.families import Family, answer_class, sent_schema
from workbench.extract.llm.mask import Mask, revealed
from workbench.extract.llm.prompts import (
    brief_system_prompt,
    correction_prompt,
    document_prompt,
    form_prompt,
    lines_prompt,
    system_prompt,
)
from workbench.extract.llm.settings import Settings
from workbench.extract.llm.told import cited, numbered
from workbench.extract.llm.verify import Verified, verify
from workbench.extract.rules.model import PacketView
from workbench.schema.base import explain
from workbench.schema.case import FactList, RefusedFact
from workbench.schema.packet import Document
from workbench.schema.review import Attempt

BRIEF_LIMIT = 8
"""Facts of a list in a brief answer where the settings name no limit."""
DEEPEST = 4
"""How often a question is split: a model that never ends costs no more than this."""


@dataclass(frozen=True, slots=True)
class Question:
    """A chunk and what is asked of it; ``missing`` kinds make it a second look.

    ``depth`` counts how often it was split.
    """

    chunk: Chunk
    family: Family
    missing: tuple[tuple[FactList, tuple[str, ...]], ...] = ()
    depth: int = 0

    @property
    def lists(self) -> tuple[FactList, ...]:
        """The lists that the answer holds."""
        return tuple(name for name, _ in self.missing) or self.family.lists

    @property
    def step(self) -> str:
        """Its name in records: document, lines and family, no text."""
        name = "" if self.family.name == "all" else f" {self.family.name}"
        return f"{'look again at' if self.missing else 'read'} {self.chunk.span}{name}"


@dataclass
class Outcome:
    """What came of one question; ``waiting`` are requests without an answer yet."""

    verified: list[Verified] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failures: list[BackendError] = field(default_factory=list)
    waiting: list[ChatRequest] = field(default_factory=list)
    answered: int = 0

    def add(self, other: Outcome) -> None:
        """Take in the outcome of a part."""
        self.verified += other.verified
        self.attempts += other.attempts
        self.notes += other.notes
        self.failures += other.failures
        self.waiting += other.waiting
        self.answered += other.answered


class Asking:
    """What all questions of one packet share."""

    def __init__(
        self, backend: Backend, settings: Settings, mask: Mask, seen: PacketView
    ) -> None:
        self.backend = backend
        self.settings = settings
        self.mask = mask
        self.seen = seen
        self.views = {view.document.id: view for view in seen.documents}
        self._shown: dict[str, Document] = {
            one.id: mask.hide(one) for one in seen.packet.documents
        }

    def request(self, question: Question) -> ChatRequest:
        """The request that a question sends first."""
        chunk, lists = question.chunk, question.lists
        document = self._shown[chunk.document.id]
        wanted = chunk.numbers
        lines = [
            numbered(line, chunk.told)
            for line in document.lines
            if line.number in wanted
        ]
        most = self.settings.max_tokens
        if self.settings.prompt == "brief":
            kinds = self.kinds(question)
            lists = asked(kinds)
            limit = self.settings.list_limit or BRIEF_LIMIT
            schema = brief_schema(kinds, lines, limit)
            most = min(most, answer_tokens(schema))
            system = brief_system_prompt(question.family.lists)
            user = lines_prompt(lines, kinds, bool(question.missing))
        else:
            schema = sent_schema(lists, self.settings.list_limit)
            system = system_prompt(lists)
            user = document_prompt(document, lines, question.missing)
        return ChatRequest(
            step=question.step,
            document=document.id,
            messages=(Message("system", system), Message("user", user)),
            schema_name="DocumentFacts",
            schema=schema,
            max_tokens=most,
            temperature=float(self.settings.temperature),
            seed=self.settings.seed,
            trial=self.settings.trial,
            answer=answer_class(lists),
        )

    def kinds(self, question: Question) -> Named:
        """What a brief question asks for; empty where its lines name nothing of it."""
        found = named_kinds(question.lists, question.chunk.lines)
        # A study's own kind is not what is missing: what is read stands in it.
        wanted: dict[str, tuple[str, ...]] = {
            name: kinds
            for name, kinds in question.missing
            if kinds and name != "imaging_studies"
        }
        left = (
            (name, tuple(k for k in kinds if k in wanted.get(name, kinds)))
            for name, kinds in found
        )
        return tuple((name, kinds) for name, kinds in left if kinds)

    def worth_asking(self, question: Question) -> bool:
        """Whether an answer could hold anything."""
        return self.settings.prompt == "full" or bool(asked(self.kinds(question)))

    def ask(self, question: Question) -> Outcome:
        """The outcome of a question, of its parts where it had to be split."""
        outcome = Outcome()
        if not self.worth_asking(question):
            return outcome
        request = self.request(question)
        try:
            answer = self._complete(request, outcome)
        except Waiting as open_:
            outcome.waiting.append(open_.request)
            return outcome
        except ContextOverflow as error:
            return self._split(question, outcome, error)
        except BackendError as error:
            outcome.failures.append(error)
            outcome.notes.append(f"{question.step}: not read ({error.what})")
            return outcome
        if answer.finish == "length":
            return self._split(question, outcome, None)
        if answer.finish == "refusal":
            outcome.notes.append(f"{question.step}: not read (the model refused)")
            return outcome
        self._take(question, request, answer, outcome)
        return outcome

    def _complete(self, request: ChatRequest, outcome: Outcome) -> ChatAnswer:
        try:
            answer = self.backend.complete(request)
        except BackendError as error:
            outcome.attempts += error.attempts
            raise
        outcome.attempts += answer.attempts
        return answer

    # --- too long ----------------------------------------------------------------

    def _split(
        self, question: Question, outcome: Outcome, error: ContextOverflow | None
    ) -> Outcome:
        """The two halves of a question that was too long, or a note on its one line."""
        chunk = question.chunk
        parts = halves(chunk, self.views[chunk.document.id])
        why = "the question is too long" if error else "the answer was cut off"
        if len(parts) < 2 or question.depth >= DEEPEST:
            left = f"{len(chunk.lines)} lines left"
            outcome.notes.append(f"{question.step}: not read ({why}, {left})")
            if error:
                outcome.failures.append(error)
            return outcome
        outcome.notes.append(f"{question.step}: {why}; asked in {len(parts)} parts")
        for part in parts:
            half = replace(question, chunk=part, depth=question.depth + 1)
            outcome.add(self.ask(half))
        return outcome

    # --- the answer ---------------------------------------------------------------

    def _take(
        self,
        question: Question,
        request: ChatRequest,
        answer: ChatAnswer,
        outcome: Outcome,
    ) -> None:
        facts, problem = _parsed(request, answer.text)
        if facts is None and self.settings.reask:
            follow = request.follow_up(answer.text, form_prompt(problem))
            again = self._again(follow, question, outcome)
            if again is None:
                return
            facts, problem = _parsed(follow, again.text)
            request, answer = follow, again
        if facts is None:
            note = f"the answer does not fit the schema: {problem}"
            outcome.notes.append(f"{question.step}: not read ({note})")
            return
        outcome.answered += 1
        first = self._verified(question, facts)
        if first.fallen and self.settings.reask:
            first = self._corrected(question, request, answer, first, outcome)
        if first.moved:
            note = f"{first.moved} cited lines corrected by their quotes"
            outcome.notes.append(f"{question.step}: {note}")
        outcome.verified.append(first)
        self._full(question, first, outcome)

    def _full(self, question: Question, held: Verified, outcome: Outcome) -> None:
        """A bounded list that came back full of facts may have left some out: the
        lines are asked again in parts."""
        limit = self.settings.list_limit
        counts = Counter(name for name, _ in held.kept)
        if limit is None or max(counts.values(), default=0) < limit:
            return
        parts = halves(question.chunk, self.views[question.chunk.document.id])
        if len(parts) < 2 or question.depth >= DEEPEST:
            outcome.notes.append(
                f"{question.step}: a list is full, more may stand here"
            )
            return
        outcome.notes.append(f"{question.step}: a list is full; asked in parts")
        for part in parts:
            half = replace(question, chunk=part, depth=question.depth + 1)
            outcome.add(self.ask(half))

    def _again(
        self, request: ChatRequest, question: Question, outcome: Outcome
    ) -> ChatAnswer | None:
        """A second answer in the same conversation, or None with a note."""
        try:
            answer = self._complete(request, outcome)
        except Waiting as open_:
            outcome.waiting.append(open_.request)
            return None
        except BackendError as error:
            outcome.notes.append(f"{question.step}: not asked again ({error.what})")
            return None
        if answer.finish == "stop":
            return answer
        outcome.notes.append(f"{question.step}: no usable second answer")
        return None

    def _verified(self, question: Question, facts: BaseModel) -> Verified:
        document = question.chunk.document
        said = cited(facts.model_dump(mode="json"), question.chunk.told)
        real = type(facts).model_validate(revealed(said, self.mask, document.id))
        return verify(self.seen, document, real, question.chunk.numbers)

    def _corrected(
        self,
        question: Question,
        request: ChatRequest,
        answer: ChatAnswer,
        first: Verified,
        outcome: Outcome,
    ) -> Verified:
        """What fell goes back to the model once; what still falls is for a person."""
        follow = request.follow_up(answer.text, correction_prompt(first.fallen))
        again = self._again(follow, question, outcome)
        facts = _parsed(follow, again.text)[0] if again else None
        if facts is None:
            return first
        second = self._verified(question, facts)
        mended = {_claim(list_, fact) for list_, fact in _flat(second)}
        left = [one for one in first.fallen if _of(one.fact) not in mended]
        return Verified(
            kept=(*first.kept, *second.kept),
            fallen=(*left, *second.fallen),
            moved=first.moved + second.moved,
        )


def _parsed(request: ChatRequest, text: str) -> tuple[BaseModel | None, str]:
    """The answer as its class, or None and what is wrong, without its words."""
    assert request.answer is not None
    try:
        return request.answer.model_validate_json(text), ""
    except ValidationError as error:
        return None, explain(error, 3)


def _flat(verified: Verified) -> Iterable[tuple[FactList, object]]:
    for name, fact in verified.kept:
        yield name, fact
        for finding in getattr(fact, "findings", ()):
            yield name, finding


_Claim = tuple[str, str, str | None, str | None]


def _claim(name: FactList, fact: object) -> _Claim:
    """What a fact claims; one of another side or level does not stand for it."""
    level, side = getattr(fact, "level", None), getattr(fact, "side", None)
    return name, getattr(fact, "kind", ""), level, side


def _of(fact: RefusedFact) -> _Claim:
    return fact.list, fact.kind, fact.level, fact.side
