"""The reader: many small questions about a packet, their answers turned into a Case.

Questions are asked in parallel and taken in their own order, so that the Case depends
on the answers alone.  A question that fails costs its lines and is noted; only when
nothing at all could be read is that an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from workbench import __version__
from workbench.errors import PolicyError
from workbench.extract.llm.ask import Asking, Outcome, Question
from workbench.extract.llm.assemble import assemble
from workbench.extract.llm.backend import (
    Backend,
    ChatRequest,
    for_one_review,
    tokens_of,
)
from workbench.extract.llm.chunks import Chunk, chunks
from workbench.extract.llm.cost import PriceTable, price_table, usage
from workbench.extract.llm.families import ALL, families, sent_schema, shown_lines
from workbench.extract.llm.gaps import second_look
from workbench.extract.llm.mask import Masker, bare
from workbench.extract.llm.prompts import prompt_hashes
from workbench.extract.llm.settings import Settings
from workbench.extract.llm.told import Told, told
from workbench.extract.llm.wire import OPTIONAL
from workbench.extract.reader import Progress, Reading, unwatched
from workbench.extract.rules.layout.segment import view
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.policy.loader import choose_policy, load_policy
from workbench.schema.base import digest
from workbench.schema.case import FACT_LISTS, Case, RefusedFact
from workbench.schema.packet import Packet
from workbench.schema.review import Attempt, ReaderRecord

_UNSENT = {
    "accepted": "not accepted by the model, left to its default",
    "sent": "not sent: the provider takes none",
}
_OMITTED = "left out by the settings, left to its default"
_SKIPPED = ("policy-excerpt",)


class Estimate(NamedTuple):
    """What a first reading would need, before any second question.

    ``answer_tokens`` reckons an answer as long as the lines it is asked about;
    ``cost`` is None without a price.
    """

    calls: int
    prompt_tokens: int
    answer_tokens: int
    cost: str | None
    currency: str
    model: str

    def __str__(self) -> str:
        cost = f"about {self.cost} {self.currency}" if self.cost else "no price known"
        return (
            f"{self.model}: {self.calls} calls, about {self.prompt_tokens} tokens sent "
            f"and {self.answer_tokens} answered, {cost}; corrections and the second "
            "look come on top"
        )


class LlmReader:
    """Reads a packet through a backend; ``policy`` is what the second look goes by."""

    def __init__(
        self,
        backend: Backend,
        masker: Masker = bare,
        settings: Settings | None = None,
        policy: str | None = None,
    ) -> None:
        self.backend = backend
        self.masker = masker
        self.settings = settings or Settings()
        self.policy = policy

    def read(self, packet: Packet) -> Reading:
        """The Case and the record.

        Raises BackendError when no question about the packet could be answered.
        """
        return self.read_telling(packet, unwatched)

    def read_telling(self, packet: Packet, progress: Progress) -> Reading:
        """As ``read``, telling of each document whose questions are being answered."""
        copy = told(packet)
        asking = self._asking(copy)
        questions = self.questions(asking.seen, copy.numbers)
        outcome = self._all(asking, questions, progress)
        case = _case(asking.seen, outcome)
        if self.settings.second_pass and outcome.answered and not outcome.waiting:
            more = self._second(asking, copy, case)
            if more:
                outcome.add(self._all(asking, more))
                case = _case(asking.seen, outcome)
        if not outcome.answered:
            for failure in outcome.failures:
                failure.attempts = tuple(outcome.attempts)
                raise failure
        return Reading(copy.requoted(case), self._record(case.refused, outcome))

    def waiting(self, packet: Packet) -> tuple[ChatRequest, ...]:
        """The requests that have no answer yet, of this round: for a batch.

        A round asks first, then for corrections, then takes the second look.
        """
        copy = told(packet)
        asking = self._asking(copy)
        outcome = self._all(asking, self.questions(asking.seen, copy.numbers))
        if self.settings.second_pass and outcome.answered and not outcome.waiting:
            case = _case(asking.seen, outcome)
            outcome = self._all(asking, self._second(asking, copy, case))
        return tuple(outcome.waiting)

    def estimate(self, packet: Packet, prices: PriceTable | None = None) -> Estimate:
        """What the first reading of a packet would need; nothing is called."""
        prices = prices or price_table()
        copy = told(packet)
        asking = self._asking(copy)
        asked = self.questions(asking.seen, copy.numbers)
        wanted = [one for one in asked if asking.worth_asking(one)]
        requests = [asking.request(one) for one in wanted]
        prompt = sum(one.prompt_tokens for one in requests)
        answers = sum(tokens_of(one.messages[-1].content) for one in requests)
        answers = min(answers, self.settings.max_tokens * len(requests))
        cost = prices.cost(self.backend.model, prompt, answers)
        return Estimate(
            len(requests),
            prompt,
            answers,
            f"{cost:.4f}" if cost is not None else None,
            prices.currency,
            self.backend.model,
        )

    def questions(
        self, seen: PacketView, numbers: Mapping[str, tuple[int, ...]]
    ) -> tuple[Question, ...]:
        """The questions of a first reading, in order; policy text is not read.

        ``numbers`` are those under which lines are shown, where they are not their own.
        """
        return tuple(
            one
            for part in seen.documents
            if part.document.kind not in _SKIPPED
            for one in self._of(part, numbers.get(part.document.id, ()))
        )

    def _of(self, part: DocumentView, own: tuple[int, ...]) -> Iterator[Question]:
        every = families()
        if self.settings.layout == "document":
            asked = [every[ALL]]
        else:
            asked = [one for name, one in every.items() if name != ALL]
        for family in asked:
            shown = shown_lines(part.document, part, family)
            for chunk in chunks(part, shown, self.settings.chunk_tokens, own):
                if any(line.text.strip() for line in chunk.lines):
                    yield Question(chunk, family)

    def _asking(self, copy: Told) -> Asking:
        backend, packet = for_one_review(self.backend), copy.packet
        return Asking(backend, self.settings, self.masker(packet), view(packet))

    def _second(self, asking: Asking, copy: Told, case: Case) -> tuple[Question, ...]:
        try:
            chosen = load_policy(self.policy) if self.policy else choose_policy(case)[0]
        except PolicyError:
            return ()
        return second_look(case, chosen, tuple(self._chunks(asking.seen, copy)))

    def _chunks(self, seen: PacketView, copy: Told) -> Iterator[Chunk]:
        for part in seen.documents:
            if part.document.kind not in _SKIPPED:
                shown = shown_lines(part.document, part, families()[ALL])
                own = copy.numbers.get(part.document.id, ())
                yield from chunks(part, shown, self.settings.chunk_tokens, own)

    def _all(
        self,
        asking: Asking,
        questions: Sequence[Question],
        progress: Progress = unwatched,
    ) -> Outcome:
        """All questions, a bounded number at a time; results in their order."""
        total = Outcome()
        width = min(self.settings.concurrency, max(len(questions), 1))
        names = [one.chunk.document.id for one in questions]
        place = {name: at for at, name in enumerate(dict.fromkeys(names))}
        with ThreadPoolExecutor(width, thread_name_prefix="ask") as pool:
            asked = map(asking.ask, questions)
            answers = asked if width == 1 else pool.map(asking.ask, questions)
            for name in names:
                progress(name, place[name], len(place))
                total.add(next(answers))
        return total

    def _record(self, refused: Sequence[RefusedFact], outcome: Outcome) -> ReaderRecord:
        counts = Counter(item.reason for item in refused)
        used = usage(outcome.attempts, price_table())
        return ReaderRecord(
            name="llm",
            version=__version__,
            model=self.backend.model,
            prompts=prompt_hashes(),
            schema_sha256=digest(
                str(sent_schema(FACT_LISTS, self.settings.list_limit))
            ),
            attempts=tuple(outcome.attempts),
            refused=tuple(sorted(counts.items())),
            notes=tuple(dict.fromkeys(outcome.notes)),
            usage=used,
            settings=self._settings(outcome.attempts),
        )

    def _settings(self, attempts: Sequence[Attempt]) -> tuple[tuple[str, str], ...]:
        said = self.settings
        values: dict[str, object] = {
            "temperature": said.temperature,
            "seed": said.seed,
            "trial": said.trial,
            "layout": said.layout,
            "prompt": said.prompt,
            "mode": said.mode,
            "chunk_tokens": said.chunk_tokens,
            "max_tokens": said.max_tokens,
        }
        # A token limit is sent all the same, under its other name.
        values |= {name: _OMITTED for name in said.omit if name in OPTIONAL}
        for one in attempts:
            name, _, what = (one.error or "").partition(" not ")
            if name in values and what in _UNSENT:
                values[name] = _UNSENT[what]
        return tuple((name, str(value)) for name, value in values.items())


def _case(seen: PacketView, outcome: Outcome) -> Case:
    return assemble(seen.packet, seen, outcome.verified)
