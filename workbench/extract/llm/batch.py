"""Batch files: the questions of many reviews out, their answers into the store.

A row's ``custom_id`` is the request's fingerprint: stable, free of names, and the very
key of the answer store, so results need nothing else to find their place.  What is
answered is not written again; corrections and second looks come in the next round.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from workbench.content import expressions as re
from workbench.extract.llm.backend import ChatRequest, Finish
from workbench.extract.llm.replay import AnswerStore, Recording
from workbench.extract.llm.settings import Settings
from workbench.extract.llm.wire import body, overflows, refused_parameter
from workbench.schema.review import Attempt

URL = "/v1/chat/completions"
_KEY = re.compile(r"[0-9a-f]{64}")


def row(request: ChatRequest, model: str, settings: Settings) -> str:
    """One line of a batch file (OpenAI Batch API format)."""
    data = {
        "custom_id": request.fingerprint(model),
        "method": "POST",
        "url": URL,
        "body": body(request, model, mode=settings.mode, refused=settings.omit),
    }
    return json.dumps(data, ensure_ascii=False)


@dataclass
class Imported:
    """What became of the rows of a result file; ``problems`` name line and reason."""

    stored: int = 0
    cut_off: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def take_in(lines: Iterable[str], store: AnswerStore) -> Imported:
    """Put the answers of a batch into the store, line by line.

    A row with an error, without a valid custom_id, or given twice is reported and
    skipped: of two answers the first one is kept.
    """
    done = Imported()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        problem = _row_in(line, store, done)
        if problem:
            done.problems.append(f"line {number}: {problem}")
    return done


def missing_ids(lines: Iterable[str], seen: set[str]) -> Iterator[str]:
    """custom_ids of a request file that the results do not hold."""
    for line in lines:
        if line.strip():
            key = json.loads(line).get("custom_id")
            if key not in seen:
                yield str(key)


def _row_in(line: str, store: AnswerStore, done: Imported) -> str | None:
    """Take one row in; what is wrong with it, in words without its text."""
    try:
        data = json.loads(line)
    except ValueError:
        return "not JSON"
    if not isinstance(data, dict):
        return "not an object"
    key = data.get("custom_id")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        return "no custom_id of an exported request"
    if key in done.seen:
        return f"custom_id {key[:12]} given twice"
    done.seen.add(key)
    response = data.get("response")
    if data.get("error") or not isinstance(response, dict):
        return f"custom_id {key[:12]}: {_error(data.get('error'))}"
    status = response.get("status_code", 200)
    if status != 200:
        failed = _Failed(response.get("body"))
        if overflows(failed):
            _too_long(key, store, done)
            return None
        name = refused_parameter(failed)
        why = f", the model takes no {name}: set omit: [{name}]" if name else ""
        return f"custom_id {key[:12]}: answered {status}{why}"
    return _stored(key, response.get("body"), store, done)


@dataclass
class _Failed:
    """A row's error answer, in the form in which a live one is looked at."""

    body: Any


def _too_long(key: str, store: AnswerStore, done: Imported) -> None:
    """A question longer than the context is kept as cut off: its parts come next."""
    done.cut_off += 1
    attempt = Attempt(
        step="batch", attempt=1, model="", outcome="truncated",
        error="longer than the context", request_sha256=key, batch=True,
    )  # fmt: skip
    store.put(
        key,
        Recording(
            step="batch", model="", text="", finish="length", attempts=(attempt,)
        ),
    )


def _error(error: Any) -> str:
    code = error.get("code") if isinstance(error, dict) else None
    return (
        f"error {code}" if isinstance(code, str) and len(code) < 60 else "no response"
    )


def _stored(key: str, said: Any, store: AnswerStore, done: Imported) -> str | None:
    try:
        choice = said["choices"][0]
        message = choice["message"]
        text = str(message.get("content") or "")
        reason = choice.get("finish_reason")
        model = str(said.get("model") or "")
        used = said.get("usage")
    except (TypeError, KeyError, IndexError, AttributeError):
        return f"custom_id {key[:12]}: not a chat completion"
    finish: Finish = "stop"
    if message.get("refusal") or reason == "content_filter":
        finish, outcome = "refusal", "refused"
        done.refused += 1
    elif reason == "length":
        finish, outcome = "length", "truncated"
        done.cut_off += 1
    else:
        outcome = "ok"
        done.stored += 1
    attempt = Attempt(
        step="batch",
        attempt=1,
        model=model,
        prompt_tokens=_tokens(used, "prompt_tokens"),
        completion_tokens=_tokens(used, "completion_tokens"),
        outcome=outcome,  # type: ignore[arg-type]
        request_sha256=key,
        batch=True,
    )
    store.put(
        key,
        Recording(
            step="batch", model=model, text=text, finish=finish, attempts=(attempt,)
        ),
    )
    return None


def _tokens(used: Any, name: str) -> int | None:
    count = used.get(name) if isinstance(used, dict) else None
    return count if isinstance(count, int) and count >= 0 else None
