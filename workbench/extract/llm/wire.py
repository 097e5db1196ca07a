"""What goes over the wire: one body for a live call and for a batch row alike.

instructor never sends ``strict`` itself, so the response format is always ours.  Some
models take no temperature, no seed or another name for the token limit; what such a
model refuses is left out of later calls and stands in the record.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from workbench.extract.llm.backend import ChatRequest
from workbench.extract.llm.settings import Mode

RENAMED = {"max_tokens": "max_completion_tokens"}
OPTIONAL = ("temperature", "seed")


def body(
    request: ChatRequest,
    model: str,
    *,
    mode: Mode = "json-schema",
    refused: Collection[str] = (),
    messages: Sequence[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """The JSON body of a chat completions call; ``refused`` are parameters left out."""
    said = messages or [
        {"role": item.role, "content": item.content} for item in request.messages
    ]
    found: dict[str, Any] = {
        "model": model,
        "messages": list(said),
        "temperature": request.temperature,
        "seed": request.seed,
        "max_tokens": request.max_tokens,
    }
    for name in refused:
        value = found.pop(name, None)
        if name in RENAMED and value is not None:
            found[RENAMED[name]] = value
    if mode == "json-schema":
        found["response_format"] = {
            "type": "json_schema",
            "json_schema": {
                "name": request.schema_name,
                "strict": True,
                "schema": request.schema,
            },
        }
    return found


def refused_parameter(error: Any) -> str | None:
    """The parameter that a 400 answer does not accept, if it names one of ours."""
    info = error_fields(error)
    if info.get("param") in (*OPTIONAL, *RENAMED):
        return str(info["param"])
    text = info.get("message", "").lower()
    if not any(
        word in text for word in ("unsupported", "not support", "unknown", "unrec")
    ):
        return None
    names = (*OPTIONAL, *RENAMED)
    return next((name for name in names if name in text), None)


_OVERFLOW = ("context_length_exceeded", "exceed_context_size_error")


def overflows(error: Any) -> bool:
    """Whether a 400 answer says that the question is longer than the context."""
    info = error_fields(error)
    if info.get("code") in _OVERFLOW or info.get("type") in _OVERFLOW:
        return True
    text = info.get("message", "").lower()
    about = "context" in text or "maximum" in text or "too long" in text
    return about and any(
        word in text for word in ("length", "size", "window", "token", "exceed")
    )


def error_fields(error: Any) -> dict[str, str]:
    """code, type, param and message of an error body; never shown, only looked at."""
    found = getattr(error, "body", None)
    if isinstance(found, dict) and isinstance(found.get("error"), dict):
        found = found["error"]
    if not isinstance(found, dict):
        return {"message": str(found or "")}
    return {key: str(value) for key, value in found.items() if value is not None}
