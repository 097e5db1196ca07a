"""One small request without packet text: does the endpoint answer, and is its schema
enforcement real?

The question asks for what the schema forbids: a sentence instead of JSON, and a colour
that the schema does not list.  A server that enforces the schema cannot obey; one that
merely accepts it does.
"""

from __future__ import annotations

import json
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from workbench.extract.llm.backend import Backend, ChatRequest, Message
from workbench.extract.llm.strict import strict_schema

_ONLY = "blue-probe"
_QUESTION = (
    "Answer in one plain English sentence and without JSON: what colour is grass?"
)
_TOKENS = 60


class _Colour(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    colour: Literal["blue-probe"]


class Probe(NamedTuple):
    """What one request told; times are milliseconds.

    ``enforced`` is None where the answer was cut off before it showed anything, as that
    of a model which thinks first.
    """

    enforced: bool | None
    finish: str
    milliseconds: int | None
    prompt_tokens: int | None
    completion_tokens: int | None
    left_out: tuple[str, ...]

    def __str__(self) -> str:
        kept = (
            "whether its schema is enforced cannot be told, the answer was cut off"
            if self.enforced is None
            else "its schema is enforced"
            if self.enforced
            else "its schema is NOT enforced (answers are still checked here; try mode "
            "md-json in the settings if many do not fit)"
        )
        took = f"{self.milliseconds} ms" if self.milliseconds is not None else "no time"
        used = f"{self.prompt_tokens} + {self.completion_tokens} tokens"
        text = f"endpoint answers in {took}; {kept}; {used}; finish {self.finish}"
        if self.left_out:
            text += f"; not accepted by the model: {', '.join(self.left_out)}"
        return text


def probe(backend: Backend) -> Probe:
    """Send the probe.  Raises BackendError when the endpoint cannot be used."""
    answer = backend.complete(
        ChatRequest(
            step="probe",
            messages=(Message("user", _QUESTION),),
            schema_name="Probe",
            schema=strict_schema(_Colour),
            max_tokens=_TOKENS,
            answer=_Colour,
        )
    )
    try:
        enforced: bool | None = json.loads(answer.text).get("colour") == _ONLY
    except (ValueError, AttributeError):
        enforced = None if answer.finish == "length" else False
    last = answer.attempts[-1] if answer.attempts else None
    said = [one.error or "" for one in answer.attempts]
    return Probe(
        enforced=enforced,
        finish=answer.finish,
        milliseconds=last.milliseconds if last else None,
        prompt_tokens=last.prompt_tokens if last else None,
        completion_tokens=last.completion_tokens if last else None,
        left_out=tuple(
            one.removesuffix(" not accepted") for one in said if "not accepted" in one
        ),
    )
