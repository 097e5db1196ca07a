"""The reader: one question per stretch of a document, answers turned into a Case.

A failed or unusable answer costs its stretch and is noted; the rest of the packet is
still read.  Only when no stretch at all could be read is that an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import ValidationError

from workbench import __version__
from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.assemble import Gathered, assemble
from workbench.extract.llm.backend import (
    Backend,
    BackendError,
    ChatAnswer,
    ChatRequest,
    Message,
)
from workbench.extract.llm.convert import Read, convert
from workbench.extract.llm.mask import Mask, Masker, bare, revealed
from workbench.extract.llm.prompts import (
    document_prompt,
    prompt_hashes,
    system_prompt,
)
from workbench.extract.llm.strict import strict_schema
from workbench.extract.reader import Reading
from workbench.schema.base import digest, explain
from workbench.schema.packet import Document, Line, Packet
from workbench.schema.review import Attempt, ReaderRecord

STRETCH_LINES = 160
"""Lines of one question: about two pages, small enough for a short context."""
OVERLAP_LINES = 4
MAX_TOKENS = 8_000
_SKIPPED = ("policy-excerpt",)
SCHEMA_NAME = "DocumentFacts"


class Stretch(NamedTuple):
    """Consecutive lines of one document that go into one question."""

    document: Document
    lines: tuple[Line, ...]

    @property
    def step(self) -> str:
        """Name of the question in records: document and lines, no text."""
        return f"read {self.document.id}:{self.lines[0].number}-{self.lines[-1].number}"


def stretches(packet: Packet) -> Iterator[Stretch]:
    """The packet cut for reading: whole documents, long ones at blank lines.

    Neighbouring stretches share a few lines, so that a sentence or row on the cut
    stands whole in one of them.  Policy text is not read.
    """
    for document in packet.documents:
        if document.kind in _SKIPPED or not any(x.text.strip() for x in document.lines):
            continue
        start = 0
        while start < len(document.lines):
            end = _cut(document.lines, start)
            yield Stretch(document, document.lines[start:end])
            if end >= len(document.lines):
                break
            start = max(end - OVERLAP_LINES, start + 1)


def _cut(lines: tuple[Line, ...], start: int) -> int:
    """End of the stretch that starts here: the last blank line that fits, else full."""
    end = start + STRETCH_LINES
    if end >= len(lines):
        return len(lines)
    for index in range(end, start + STRETCH_LINES // 2, -1):
        if not lines[index - 1].text.strip():
            return index
    return end


class LlmReader:
    """Reads a packet through a backend."""

    def __init__(self, backend: Backend, masker: Masker = bare) -> None:
        self.backend = backend
        self.masker = masker

    def read(self, packet: Packet) -> Reading:
        """The Case and the record.

        Raises BackendError when no stretch of the packet could be read.
        """
        gathered = Gathered()
        attempts: list[Attempt] = []
        notes: list[str] = []
        failures: list[BackendError] = []
        done = 0
        mask = self.masker(packet)
        for stretch in stretches(packet):
            try:
                answer = self.backend.complete(_request(stretch, mask))
            except BackendError as error:
                failures.append(error)
                attempts += error.attempts
                notes.append(f"{stretch.step}: not read ({error.what})")
                continue
            attempts += answer.attempts
            read, problem = _facts(stretch, answer, mask)
            if read is None:
                notes.append(f"{stretch.step}: not read ({problem})")
                continue
            done += 1
            gathered.add(read)
        if not done and failures:
            raise failures[0]
        case = assemble(packet, gathered)
        return Reading(case, self._record(case.refused, attempts, notes))

    def _record(
        self, refused: tuple[object, ...], attempts: list[Attempt], notes: list[str]
    ) -> ReaderRecord:
        counts: dict[str, int] = {}
        for item in refused:
            reason = str(getattr(item, "reason", "other"))
            counts[reason] = counts.get(reason, 0) + 1
        schema = json.dumps(sent_schema(), sort_keys=True)
        return ReaderRecord(
            name="llm",
            version=__version__,
            model=self.backend.model,
            prompts=prompt_hashes(),
            schema_sha256=digest(schema),
            attempts=tuple(attempts),
            refused=tuple(sorted(counts.items())),
            notes=tuple(notes),
        )


@cache
def sent_schema() -> dict[str, Any]:
    """The schema that every request carries; made once, it is the same for all."""
    return strict_schema(DocumentFacts)


def _request(stretch: Stretch, mask: Mask) -> ChatRequest:
    shown = mask.hide(stretch.document)
    first, last = stretch.lines[0].number, stretch.lines[-1].number
    return ChatRequest(
        step=stretch.step,
        messages=(
            Message("system", system_prompt()),
            Message("user", document_prompt(shown, shown.lines[first - 1 : last])),
        ),
        schema_name=SCHEMA_NAME,
        schema=sent_schema(),
        max_tokens=MAX_TOKENS,
    )


def _facts(stretch: Stretch, answer: ChatAnswer, mask: Mask) -> tuple[Read | None, str]:
    """The facts of an answer, or why it is unusable (in words without its text)."""
    if answer.finish == "refusal":
        return None, "the model refused"
    if answer.finish == "length":
        return None, "the answer was cut off"
    try:
        facts = DocumentFacts.model_validate_json(answer.text)
    except ValidationError as error:
        return None, f"the answer does not fit the schema: {explain(error, 2)}"
    told = revealed(facts.model_dump(mode="json"), mask, stretch.document.id)
    return convert(stretch.document, DocumentFacts.model_validate(told)), ""
