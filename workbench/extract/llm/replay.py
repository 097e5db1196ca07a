"""Recorded answers: a folder of files named by the hash of their request.

The same folder records (around another backend) and replays.  A file holds the answer
and how it ended, so that replaying is byte for byte what was recorded.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from workbench.extract.llm.backend import (
    Backend,
    BackendError,
    ChatAnswer,
    ChatRequest,
    Finish,
)
from workbench.schema.base import Model
from workbench.schema.review import Attempt


class Recording(Model):
    """One recorded answer."""

    step: str
    model: str
    text: str
    finish: Finish
    attempts: tuple[Attempt, ...]


class ReplayBackend:
    """Answers from recordings only; never calls anything."""

    def __init__(self, folder: Path, model: str) -> None:
        self.folder = folder
        self.model = model

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The recorded answer.  Raises BackendError when it is missing or torn."""
        path = recording_path(self.folder, request, self.model)
        try:
            recording = Recording.model_validate_json(path.read_bytes())
        except OSError:
            raise BackendError(
                "no recorded answer for this request",
                where=f"{request.step}, {path}",
                fix="record it with an endpoint, or check model, prompts and packet",
            ) from None
        except ValidationError:
            raise BackendError(
                "the recorded answer is damaged",
                where=str(path),
                fix="delete it and record it again",
            ) from None
        return ChatAnswer(
            text=recording.text,
            finish=recording.finish,
            model=recording.model,
            attempts=recording.attempts,
        )


class RecordingBackend:
    """Passes requests on and writes each answer into the folder."""

    def __init__(self, inner: Backend, folder: Path) -> None:
        self.inner = inner
        self.folder = folder
        self.model = inner.model

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """The inner backend's answer, kept for replay."""
        answer = self.inner.complete(request)
        recording = Recording(
            step=request.step,
            model=self.model,
            text=answer.text,
            finish=answer.finish,
            attempts=answer.attempts,
        )
        path = recording_path(self.folder, request, self.model)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(recording.model_dump_json(indent=1), encoding="utf-8")
        return answer


def recording_path(folder: Path, request: ChatRequest, model: str) -> Path:
    """Where the answer to a request is kept."""
    return folder / f"{request.fingerprint(model)}.json"
