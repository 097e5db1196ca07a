"""Which backend the LLM reader uses, and whether text may be sent there at all.

Packet text is health information.  An endpoint on this machine may have it; any other
must be named as covered by the organisation's agreements before a byte leaves.
"""

from __future__ import annotations

import ipaddress
import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from workbench.errors import ExtractionError
from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.backend import Backend, ChatRequest, Message
from workbench.extract.llm.mask import Masker, bare
from workbench.extract.llm.openai_backend import Endpoint, OpenAIBackend
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.replay import RecordingBackend, ReplayBackend

COVERED = "WORKBENCH_COVERED_ENDPOINTS"
DEFAULT_HOST = "api.openai.com"


def configured_reader(
    *,
    model: str | None,
    base_url: str | None,
    replay: bool = False,
    answers: Path | None = None,
    masker: Masker = bare,
) -> LlmReader:
    """The LLM reader for these options.

    Raises ExtractionError when no model is named or the endpoint is not covered.
    """
    name = _model(model)
    if replay:
        if answers is None:
            raise ExtractionError(
                "--replay needs the folder of recorded answers",
                fix="give --answers, or set WORKBENCH_ANSWERS",
            )
        return LlmReader(ReplayBackend(answers, name), masker)
    backend: Backend = OpenAIBackend(_endpoint(name, base_url), DocumentFacts)
    if answers is not None:
        backend = RecordingBackend(backend, answers)
    return LlmReader(backend, masker)


def _model(model: str | None) -> str:
    if not model:
        raise ExtractionError(
            "no model named for --extractor llm",
            fix="give --model, or set WORKBENCH_MODEL",
        )
    return model


def _endpoint(model: str, base_url: str | None) -> Endpoint:
    host = urlsplit(base_url).hostname if base_url else DEFAULT_HOST
    if not host:
        raise ExtractionError(
            "--base-url is not a web address",
            where=base_url or "",
            fix="write it like http://127.0.0.1:8000/v1",
        )
    if not is_loopback(host) and host not in covered_hosts():
        raise ExtractionError(
            f"packet text may not be sent to {host}: it is not named as covered",
            fix=f"use an endpoint on this machine, or add the host to {COVERED} if "
            "your agreements cover it",
        )
    return Endpoint(
        model=model, base_url=base_url, api_key=os.environ.get("OPENAI_API_KEY")
    )


def covered_hosts() -> frozenset[str]:
    """Host names that the user has declared as covered, comma-separated."""
    listed = os.environ.get(COVERED, "").split(",")
    return frozenset(item.strip().lower() for item in listed if item.strip())


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
