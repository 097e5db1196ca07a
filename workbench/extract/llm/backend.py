"""The seam between the reader and whatever answers: one method, plain values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any, Literal, Protocol

from pydantic import BaseModel

from workbench.errors import ExtractionError
from workbench.schema.base import digest
from workbench.schema.review import Attempt

Finish = Literal["stop", "length", "refusal"]

_CHARS_PER_TOKEN = 3.5
"""A low estimate for English prose, dates and codes; only for limits and forecasts."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRequest:
    """One question to a model.  ``step`` names it in records ("read D2:1-40").

    ``answer`` is the class that the answer must fit; ``trial`` numbers repeats of one
    review, so that a repeat is a new question to the answer store.
    """

    step: str
    messages: tuple[Message, ...]
    schema_name: str
    schema: dict[str, Any]
    max_tokens: int
    temperature: float = 0.0
    seed: int = 7
    trial: int = 0
    document: str | None = None
    answer: type[BaseModel] | None = field(default=None, compare=False)

    def fingerprint(self, model: str) -> str:
        """Hex sha256 over everything that decides the answer, the model included."""
        parts = [f"{item.role}\n{item.content}" for item in self.messages]
        schema = json.dumps(self.schema, sort_keys=True)
        knobs = f"{self.max_tokens} {self.temperature} {self.seed} {self.trial}"
        return digest(model, self.schema_name, schema, knobs, *parts)

    def follow_up(self, said: str, words: str) -> ChatRequest:
        """The same conversation, one answer and one message further."""
        more = (Message("assistant", said), Message("user", words))
        return replace(
            self, step=f"{self.step} again", messages=(*self.messages, *more)
        )

    @property
    def prompt_tokens(self) -> int:
        """How many tokens the messages are, roughly."""
        return sum(tokens_of(item.content) for item in self.messages)


def tokens_of(text: str) -> int:
    """How many tokens a text is, roughly."""
    return ceil(len(text) / _CHARS_PER_TOKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatAnswer:
    """The final text of the model, how it ended, and a record of every attempt."""

    text: str
    finish: Finish
    model: str
    attempts: tuple[Attempt, ...]


class BackendError(ExtractionError):
    """The endpoint failed; ``attempts`` tells in numbers what was tried."""

    def __init__(
        self, what: str, *, where: str, fix: str, attempts: tuple[Attempt, ...] = ()
    ) -> None:
        super().__init__(what, where=where, fix=fix)
        self.attempts = attempts


class EndpointDown(BackendError):
    """No further question has a chance: no server, no valid key, no such model."""


class ContextOverflow(BackendError):
    """The question does not fit the model's context; a shorter one may."""


class BudgetSpent(BackendError):
    """The next question would go over the budget, so it was not asked."""


class Waiting(BackendError):
    """No answer is stored yet; ``request`` is what must be asked."""

    def __init__(self, request: ChatRequest) -> None:
        super().__init__(
            "no answer stored yet",
            where=request.step,
            fix="export the requests, run them, and import the answers",
        )
        self.request = request


class Backend(Protocol):
    """Anything that answers one request.  ``model`` is its name in records.

    Several threads may ask at once.
    """

    model: str

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """Answer a request.  Raises BackendError when there is no answer."""
        ...


def for_one_review(backend: Backend) -> Backend:
    """The backend as one review has it: with a budget of its own, where it has one."""
    fresh = getattr(backend, "for_one_review", None)
    made: Backend = backend if fresh is None else fresh()
    return made
