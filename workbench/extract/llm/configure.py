"""Which backend the LLM reader uses, and whether text may be sent there at all.

Packet text is health information.  An endpoint on this machine may have it; any other
must be named as covered by the organisation's agreements before a byte leaves.
"""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from workbench.errors import ExtractionError
from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.backend import Backend, ChatRequest, Message
from workbench.extract.llm.openai_backend import Endpoint, OpenAIBackend
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.replay import RecordingBackend, ReplayBackend
from workbench.extract.phi.choice import PhiMode, mask_key, mode_for
from workbench.extract.phi.reader import MaskedReader
from workbench.extract.reader import Reader

DEFAULT_HOST = "api.openai.com"


def configured_reader(
    *,
    model: str | None,
    base_url: str | None,
    replay: bool = False,
    answers: Path | None = None,
    phi: PhiMode | None = None,
) -> Reader:
    """The LLM reader for these options.

    Raises ExtractionError when no model is named or the endpoint is not covered.
    A replay sends nothing: it masks where the recordings were made masked.
    """
    name = _model(model)
    if replay:
        if answers is None:
            raise ExtractionError(
                "--replay needs the folder of recorded answers",
                fix="give --answers, or set WORKBENCH_ANSWERS",
            )
        return _reader(ReplayBackend(answers, name), _replayed(answers, phi))
    mode = mode_for(_host(base_url), phi)
    backend: Backend = OpenAIBackend(_endpoint(name, base_url), DocumentFacts)
    if answers is not None:
        _mark(answers, mode)
        backend = RecordingBackend(backend, answers)
    return _reader(backend, mode)


def _reader(backend: Backend, mode: str) -> Reader:
    if mode == "allow":
        return LlmReader(backend)
    return MaskedReader(partial(LlmReader, backend), mask_key())


_MARK = "masked"
"""An empty file in a folder of recordings that were made through a mask."""


def _mark(answers: Path, mode: str) -> None:
    answers.mkdir(parents=True, exist_ok=True)
    if mode == "mask":
        (answers / _MARK).touch()
    else:
        (answers / _MARK).unlink(missing_ok=True)


def _replayed(answers: Path, phi: PhiMode | None) -> str:
    if phi in ("allow", "mask"):
        return str(phi)
    return "mask" if (answers / _MARK).exists() else "allow"


def _model(model: str | None) -> str:
    if not model:
        raise ExtractionError(
            "no model named for --extractor llm",
            fix="give --model, or set WORKBENCH_MODEL",
        )
    return model


def _endpoint(model: str, base_url: str | None) -> Endpoint:
    return Endpoint(
        model=model, base_url=base_url, api_key=os.environ.get("OPENAI_API_KEY")
    )


def _host(base_url: str | None) -> str:
    host = urlsplit(base_url).hostname if base_url else DEFAULT_HOST
    if not host:
        raise ExtractionError(
            "--base-url is not a web address",
            where=base_url or "",
            fix="write it like http://127.0.0.1:8000/v1",
        )
    return host


def probe_endpoint(*, model: str | None, base_url: str | None) -> str:
    """One small request without packet text; says whether the schema was kept.

    Raises ExtractionError when the endpoint cannot be used.
    """
    from pydantic import BaseModel

    class Probe(BaseModel):
        colour: str

    schema = {
        "type": "object",
        "properties": {"colour": {"type": "string", "enum": ["blue-probe"]}},
        "required": ["colour"],
        "additionalProperties": False,
    }
    mode_for(_host(base_url), None)
    backend = OpenAIBackend(_endpoint(_model(model), base_url), Probe)
    request = ChatRequest(
        step="probe",
        messages=(Message("user", "Name the colour of grass."),),
        schema_name="Probe",
        schema=schema,
        max_tokens=50,
    )
    answer = backend.complete(request)
    try:
        kept = json.loads(answer.text).get("colour") == "blue-probe"
    except (ValueError, AttributeError):
        kept = False
    enforced = "its schema is enforced" if kept else "its schema is NOT enforced"
    return f"endpoint answers; {enforced}"
