"""Other providers, by instructor's provider table ("anthropic/NAME", "google/NAME").

Their wire formats are instructor's business: it picks the mode, and its answer is
validated again here.  Whatever it raises becomes one plain error, since its exceptions
repeat the conversation.  A seed goes to providers that take one; what a provider does
not take is left out and stands in the record.  The provider's own package must be
installed.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from typing import Any, Literal

from workbench.extract.llm.backend import (
    BackendError,
    ChatAnswer,
    ChatRequest,
    EndpointDown,
    Finish,
)
from workbench.extract.llm.pace import AGAIN, Pace, pause_after, retry_after
from workbench.extract.llm.settings import Settings
from workbench.schema.review import Attempt

_SEEDED = frozenset(
    {"openai", "azure_openai", "ollama", "groq", "together", "fireworks", "deepseek",
     "openrouter", "xai", "litellm", "databricks", "cerebras", "sambanova"}
)  # fmt: skip
"""Providers of instructor's table whose calls take ``seed`` by that name."""
_CUT = ("max_tokens", "length", "MAX_TOKENS")
_DECLINED = ("refusal", "content_filter", "SAFETY", "PROHIBITED_CONTENT")


class ProviderBackend:
    """One method over whatever ``instructor.from_provider`` makes of the model name."""

    def __init__(self, settings: Settings, key: str | None = None) -> None:
        self.settings = settings
        self.model = settings.model or ""
        self.pace = Pace(settings.requests_per_minute, settings.tokens_per_minute)
        self._key = key
        self._client: Any = None
        self._lock = threading.Lock()
        provider = self.model.partition("/")[0]
        self._left_out: set[str] = set() if provider in _SEEDED else {"seed"}
        self._left_out |= {one for one in settings.omit if one != "max_tokens"}

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """Ask; instructor's own retries are off, a busy provider gets its pause.

        Raises BackendError.
        """
        client = self._connect(request)
        failures: list[Attempt] = []
        while True:
            self.pace.wait(request.prompt_tokens)
            started = time.monotonic()
            try:
                model, raw = client.create_with_completion(**self._sent(request))
            except Exception as error:
                ended = _ended(error)
                if ended:
                    done = self._attempt(request, started, _raw(error), ended)
                    finish: Finish = "length" if ended == "truncated" else "refusal"
                    return ChatAnswer(
                        text="",
                        finish=finish,
                        model=self.model,
                        attempts=(*failures, done),
                    )
                failed = self._attempt(request, started, None, "failed")
                name = self._not_taken(error)
                what = f"{name} not accepted" if name else type(error).__name__
                failures.append(failed.model_copy(update={"error": what}))
                if name or self._worth_again(error, failures):
                    continue
                raise BackendError(
                    f"the provider gave no usable answer ({what})",
                    where=f"{self.model}, {request.step}",
                    fix="check the model's name, the provider's key and its limits",
                    attempts=tuple(failures),
                ) from None
            done = self._attempt(request, started, raw, "ok")
            return ChatAnswer(
                text=model.model_dump_json(),
                finish="stop",
                model=self.model,
                attempts=(*failures, done),
            )

    def _sent(self, request: ChatRequest) -> dict[str, Any]:
        said: dict[str, Any] = {
            "response_model": request.answer,
            "messages": [
                {"role": item.role, "content": item.content}
                for item in request.messages
            ],
            "max_retries": 0,
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "seed": request.seed,
        }
        return {name: one for name, one in said.items() if name not in self._left_out}

    def _not_taken(self, error: Exception) -> str | None:
        """A parameter that the provider names as one it does not take; left out now."""
        words = str(error).lower()
        turned_down = any(
            word in words for word in ("unexpected", "unsupported", "not support")
        )
        for name in ("seed", "temperature"):
            if turned_down and name in words and name not in self._left_out:
                self._left_out.add(name)
                return name
        return None

    def _worth_again(self, error: Exception, failures: list[Attempt]) -> bool:
        """Whether to ask once more, having told the pace how long to wait."""
        busy = next((one for one in _causes(error) if _status(one) in AGAIN), None)
        if busy is None:
            return False
        headers = getattr(getattr(busy, "response", None), "headers", None) or {}
        said, asked = self.settings, retry_after(headers)
        tried = sum("not accepted" not in (one.error or "") for one in failures)
        pause = pause_after(
            tried, asked, retries=said.retries, longest=said.longest_wait
        )
        if pause is None:
            return False
        self.pace.hold(pause)
        return True

    def _connect(self, request: ChatRequest) -> Any:
        with self._lock:
            if self._client is None:
                import instructor

                logging.getLogger("instructor").setLevel(logging.CRITICAL)
                given: dict[str, Any] = {}
                if self.settings.base_url:
                    given["base_url"] = self.settings.base_url
                if self._key:
                    given["api_key"] = self._key
                try:
                    self._client = instructor.from_provider(self.model, **given)
                except Exception as error:
                    raise EndpointDown(
                        f"the provider cannot be used ({type(error).__name__})",
                        where=f"{self.model}, {request.step}",
                        fix="write PROVIDER/NAME as instructor lists them, install the "
                        "provider's package and set its key",
                    ) from None
            return self._client

    def _attempt(
        self, request: ChatRequest, started: float, raw: Any, outcome: Any
    ) -> Attempt:
        prompt, answer = _tokens(raw)
        unsent = sorted(self._left_out)
        return Attempt(
            step=request.step,
            attempt=1,
            model=self.model,
            prompt_tokens=prompt,
            completion_tokens=answer,
            outcome=outcome,
            error=f"{unsent[0]} not sent" if unsent else None,
            milliseconds=round((time.monotonic() - started) * 1000),
            request_sha256=request.fingerprint(self.model),
            document=request.document,
        )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int | None:
    """The HTTP status of a provider's error, by whichever name it has."""
    found = (getattr(error, name, None) for name in ("status_code", "code", "status"))
    return next((one for one in found if isinstance(one, int)), None)


def _tokens(raw: Any) -> tuple[int | None, int | None]:
    """Tokens sent and answered, by whichever names a provider gives them."""
    used = getattr(raw, "usage", None) or getattr(raw, "usage_metadata", None)
    return (
        _first(used, "prompt_tokens", "input_tokens", "prompt_token_count"),
        _first(used, "completion_tokens", "output_tokens", "candidates_token_count"),
    )


def _first(used: Any, *names: str) -> int | None:
    found = (getattr(used, name, None) for name in names)
    return next((one for one in found if isinstance(one, int)), None)


def _raw(error: Exception) -> Any:
    """The provider's own answer that an error of instructor carries, if any."""
    return getattr(error, "last_completion", None)


def _ended(error: Exception) -> Literal["truncated", "refused"] | None:
    """Whether an error says that the answer was cut off, or that the model declined."""
    raw = _raw(error)
    first = next(iter(getattr(raw, "choices", None) or ()), None)
    reason = getattr(raw, "stop_reason", None) or getattr(first, "finish_reason", None)
    if type(error).__name__ == "IncompleteOutputException" or reason in _CUT:
        return "truncated"
    declined = getattr(getattr(first, "message", None), "refusal", None)
    return "refused" if declined or reason in _DECLINED else None
