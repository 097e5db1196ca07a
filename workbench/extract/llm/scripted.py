"""A backend that answers from a queue and remembers every request: for tests."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from workbench.extract.llm.backend import (
    BackendError,
    ChatAnswer,
    ChatRequest,
    Finish,
)
from workbench.schema.review import Attempt

Answer = str | Callable[[ChatRequest], str] | BackendError


class ScriptedBackend:
    """Answers in order; a callable answer is computed from the request."""

    model = "scripted"

    def __init__(self, answers: Iterable[Answer] = (), finish: Finish = "stop") -> None:
        self._queue = deque(answers)
        self._finish: Finish = finish
        self.history: list[ChatRequest] = []

    def enqueue(self, *answers: Answer) -> None:
        """Add answers to the end of the queue."""
        self._queue.extend(answers)

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The next answer.  Raises BackendError when it is one, or none is left."""
        self.history.append(request)
        if not self._queue:
            raise BackendError(
                "the script has no answer left", where=request.step, fix="enqueue one"
            )
        answer = self._queue.popleft()
        if isinstance(answer, BackendError):
            raise answer
        text = answer if isinstance(answer, str) else answer(request)
        attempt = Attempt(step=request.step, attempt=1, model=self.model, outcome="ok")
        return ChatAnswer(
            text=text, finish=self._finish, model=self.model, attempts=(attempt,)
        )
