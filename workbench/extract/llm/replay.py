"""The answer store: a folder of files named by the hash of their request.

One folder serves three ends.  It makes a repeated review free, it replays a review
without a call, and it takes in the answers of a batch.  An answer that was cut off or
refused is kept as such: a replay and the next batch round go on from it as the first
run did.  A live review goes on from a cut-off one too (its parts are asked), and asks
again what was refused.  A call that failed leaves nothing.  Files are
written beside and renamed, so that several programs may write at once.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from pydantic import Field, ValidationError

from workbench.errors import InputError
from workbench.extract.llm.backend import (
    Backend,
    BackendError,
    ChatAnswer,
    ChatRequest,
    Finish,
    Waiting,
    for_one_review,
)
from workbench.schema.base import Model
from workbench.schema.review import Attempt


class Recording(Model):
    """One recorded answer."""

    step: str
    model: str
    text: str = Field(repr=False)
    finish: Finish
    attempts: tuple[Attempt, ...]


class AnswerStore:
    """Recordings by the fingerprint of their request."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where the answer with this fingerprint is kept."""
        return self.folder / f"{key}.json"

    def get(self, key: str) -> Recording | None:
        """The recording, or None.  Raises BackendError when its file is torn."""
        path = self.path(key)
        try:
            return Recording.model_validate_json(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValidationError):
            raise BackendError(
                "the recorded answer is damaged",
                where=str(path),
                fix="delete it and record it again",
            ) from None

    def put(self, key: str, recording: Recording) -> None:
        """Keep a recording; a reader sees the old file or the new one, never half."""
        path = self.path(key)
        mark = f"{os.getpid()}-{threading.get_ident()}"
        beside = path.with_name(f".{path.name}.{mark}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(recording.model_dump_json(indent=1), encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            raise InputError(
                f"the answer store cannot be written ({error.strerror})",
                where=str(self.folder),
                fix="give --answers a folder that may be written",
            ) from None


class ReplayBackend:
    """Answers from recordings only; never calls anything.

    With ``waiting`` a missing answer raises Waiting, which carries the request: that
    is how a batch is made.
    """

    def __init__(self, folder: Path, model: str, *, waiting: bool = False) -> None:
        self.store = AnswerStore(folder)
        self.model = model
        self._waiting = waiting

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The recorded answer.  Raises BackendError when it is missing or torn."""
        key = request.fingerprint(self.model)
        recording = self.store.get(key)
        if recording is not None:
            return _answer(recording, request)
        if self._waiting:
            raise Waiting(request)
        raise BackendError(
            "no recorded answer for this request",
            where=f"{request.step}, {self.store.path(key)}",
            fix="record it with an endpoint, or check model, prompts and packet",
        )


class RecordingBackend:
    """Asks what is not recorded yet and keeps each answer in the folder."""

    def __init__(self, inner: Backend, folder: Path) -> None:
        self.inner = inner
        self.store = AnswerStore(folder)
        self.model = inner.model

    def for_one_review(self) -> RecordingBackend:
        """The same store over the inner backend with a budget of its own."""
        return RecordingBackend(for_one_review(self.inner), self.store.folder)

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The recorded answer where it is a good one, else the inner backend's.

        An answer that was cut off at temperature 0 would be cut off again: it is given
        as cut off, so that its parts, stored or not, are asked without paying twice.
        """
        key = request.fingerprint(self.model)
        known = self.store.get(key)
        if known is not None and _lasting(known, request):
            return _answer(known, request)
        answer = self.inner.complete(request)
        recording = Recording(
            step=request.step,
            model=self.model,
            text=answer.text,
            finish=answer.finish,
            attempts=answer.attempts,
        )
        self.store.put(key, recording)
        return answer


def _lasting(known: Recording, request: ChatRequest) -> bool:
    """Whether asking again could bring nothing better."""
    if known.finish == "length":
        return request.temperature == 0
    return known.finish == "stop" and fits(request, known.text)


def fits(request: ChatRequest, text: str) -> bool:
    """Whether an answer fits the class that the request asks for."""
    if request.answer is None:
        return True
    try:
        request.answer.model_validate_json(text)
    except ValidationError:
        return False
    return True


def _answer(recording: Recording, request: ChatRequest) -> ChatAnswer:
    named = {"reused": True, "step": request.step, "document": request.document}
    return ChatAnswer(
        text=recording.text,
        finish=recording.finish,
        model=recording.model,
        attempts=tuple(one.model_copy(update=named) for one in recording.attempts),
    )
