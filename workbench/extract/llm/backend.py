"""The seam between the reader and whatever answers: one method, plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from workbench.errors import ExtractionError
from workbench.schema.base import digest
from workbench.schema.review import Attempt

Finish = Literal["stop", "length", "refusal"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatRequest:
    """One question to a model.  ``step`` names it in records ("read D2")."""

    step: str
    messages: tuple[Message, ...]
    schema_name: str
    schema: dict[str, Any]
    max_tokens: int
    temperature: float = 0.0
    seed: int = 7

    def fingerprint(self, model: str) -> str:
        """Hex sha256 over everything that decides the answer, the model included."""
        import json

        parts = [f"{item.role}\n{item.content}" for item in self.messages]
        schema = json.dumps(self.schema, sort_keys=True)
        knobs = f"{self.max_tokens} {self.temperature} {self.seed}"
        return digest(model, self.schema_name, schema, knobs, *parts)


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


class Backend(Protocol):
    """Anything that answers one request.  ``model`` is its name in records."""

    model: str

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """Answer a request.  Raises BackendError when there is no answer."""
        ...
