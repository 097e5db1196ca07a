"""OpenAI-compatible endpoints, Azure among them, through openai and instructor.

Imported on first use.  instructor shapes a request by mode and takes the answer out of
it; around its call stand our own strict schema, waiting and retrying, a record of every
attempt, and plain errors: its exceptions and logs repeat the whole conversation, so
none of them leaves this module.  An answer that does not fit comes back as its text:
the reader asks again in words of its own.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from workbench.extract.llm.backend import (
    BackendError,
    ChatAnswer,
    ChatRequest,
    ContextOverflow,
    EndpointDown,
    Finish,
)
from workbench.extract.llm.pace import AGAIN, Pace, pause_after, retry_after
from workbench.extract.llm.settings import Settings
from workbench.extract.llm.wire import body, error_fields, overflows, refused_parameter
from workbench.schema.review import Attempt

_FATAL = (401, 403, 404)
_FIX = {
    400: "the request was not understood: see the endpoint's own log; its schema "
    "support is told by workbench doctor --probe",
    401: "set the key's variable (OPENAI_API_KEY unless api_key_env names another)",
    403: "the key may not use this model",
    404: "check --base-url and --model",
    429: "the rate limit holds on; set requests_per_minute, or lower concurrency",
}


class _Stop(Exception):
    """Ends instructor's part: the model refused, or its answer was cut off."""

    def __init__(self, finish: Finish) -> None:
        self.finish = finish
        super().__init__(finish)


class OpenAIBackend:
    """One method over a chat completions endpoint; threads may share it."""

    def __init__(
        self, settings: Settings, key: str | None = None, pace: Pace | None = None
    ) -> None:
        self.settings = settings
        self.model = settings.deployment or settings.model or ""
        self.pace = pace or Pace(
            settings.requests_per_minute, settings.tokens_per_minute
        )
        self.refused: set[str] = set(settings.omit)
        self._key = key
        self._client: Any = None
        self._lock = threading.Lock()
        self._down: EndpointDown | None = None
        self._worked = False

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """Ask; a cut-off, refused or ill-formed answer is returned as such.

        Raises EndpointDown, ContextOverflow or BackendError.
        """
        if self._down is not None:
            raise EndpointDown(
                self._down.what, where=self._down.where, fix=self._down.fix
            )
        call = _Call(self, self._connect(), request)
        finish: Finish = "stop"
        try:
            self._ask(call, request)
        except Exception as error:
            stop = _cause(error, _Stop)
            if stop is not None:
                finish = stop.finish
            elif call.text is None:
                raise self._failure(error, call) from None
            else:
                call.mark_invalid()
        self._worked = True
        return ChatAnswer(
            text=call.text or "",
            finish=finish,
            model=self.model,
            attempts=tuple(call.attempts),
        )

    def _ask(self, call: _Call, request: ChatRequest) -> None:
        import instructor

        modes = {
            "json-schema": instructor.Mode.JSON_SCHEMA,
            "md-json": instructor.Mode.MD_JSON,
        }
        mode = modes[self.settings.mode]
        create: Any = instructor.patch(create=call, mode=mode)
        answer = create(
            response_model=request.answer,
            messages=[
                {"role": item.role, "content": item.content}
                for item in request.messages
            ],
            max_retries=0,
        )
        if mode is instructor.Mode.MD_JSON:
            call.text = answer.model_dump_json()

    def _connect(self) -> Any:
        with self._lock:
            if self._client is None:
                import openai

                # Both libraries log prompts or answers below these levels.
                for name in ("openai", "httpx", "httpx2", "httpcore", "httpcore2"):
                    logging.getLogger(name).setLevel(logging.WARNING)
                logging.getLogger("instructor").setLevel(logging.CRITICAL)
                self._client = self._made(openai)
            return self._client

    def _made(self, openai: Any) -> Any:
        said = self.settings
        shared = {"timeout": float(said.timeout), "max_retries": 0}
        key = self._key or "unused"
        if said.provider == "azure":
            return openai.AzureOpenAI(
                azure_endpoint=said.base_url,
                api_version=said.api_version,
                api_key=key,
                azure_deployment=self.model,
                **shared,
            )
        return openai.OpenAI(base_url=said.base_url, api_key=key, **shared)

    def _failure(self, error: Exception, call: _Call) -> BackendError:
        import openai

        where = f"{self.settings.base_url or 'api.openai.com'}, {call.request.step}"
        attempts = tuple(call.attempts)
        kind: type[BackendError] = BackendError
        status = _cause(error, openai.APIStatusError)
        if status is not None:
            code = status.status_code
            what = f"the endpoint answered {code}"
            fix = _FIX.get(code, "see the endpoint's own log")
            if code in (400, 413, 422) and (overflows(status) or code == 413):
                kind = ContextOverflow
                what = "the question is longer than the model's context"
                fix = "lower chunk_tokens, or serve the model with a longer context"
            elif code in _FATAL or _no_quota(status):
                kind = EndpointDown
        elif _cause(error, openai.APITimeoutError):
            what = "the endpoint did not answer in time"
            fix = "raise timeout, or lower chunk_tokens or concurrency"
        elif _cause(error, openai.APIConnectionError):
            kind = BackendError if self._worked else EndpointDown
            what = "the endpoint cannot be reached"
            fix = "check --base-url and that the server runs"
        else:
            what = f"the answer could not be used ({type(error).__name__})"
            fix = "see workbench doctor --probe"
        failed = kind(what, where=where, fix=fix, attempts=attempts)
        if isinstance(failed, EndpointDown):
            self._down = failed
        return failed


class _Call:
    """The function that instructor calls: waits, sends, retries, records."""

    def __init__(self, backend: OpenAIBackend, client: Any, request: ChatRequest):
        self._backend = backend
        self._client = client
        self.request = request
        self.attempts: list[Attempt] = []
        self.text: str | None = None

    def __call__(self, **arguments: Any) -> Any:
        failures = 0
        while True:
            self._backend.pace.wait(self.request.prompt_tokens)
            started = time.monotonic()
            try:
                response = self._send(arguments["messages"])
            except Exception as error:
                left_out = self._left_out(error)
                self._record("failed", None, started, left_out or _name(error))
                if left_out:
                    continue
                failures += 1
                if not self._worth_again(error, failures):
                    raise
                continue
            return self._checked(response, started)

    def _send(self, messages: Any) -> Any:
        backend = self._backend
        sent = body(
            self.request,
            backend.model,
            mode=backend.settings.mode,
            refused=sorted(backend.refused),
            messages=messages,
        )
        return self._client.chat.completions.create(**sent)

    def _left_out(self, error: Exception) -> str | None:
        """What the model does not take and is now left out, for the record."""
        if getattr(error, "status_code", None) != 400:
            return None
        name = refused_parameter(error)
        if name is None or name in self._backend.refused:
            return None
        self._backend.refused.add(name)
        return f"{name} not accepted"

    def _worth_again(self, error: Exception, failures: int) -> bool:
        """Whether to send once more, having told the pace how long to wait."""
        import openai

        said = self._backend.settings
        status = getattr(error, "status_code", None)
        if status is None:
            again = isinstance(error, openai.APIConnectionError)
            asked = None
        else:
            again = status in AGAIN and not _no_quota(error)
            asked = retry_after(error.response.headers)  # type: ignore[attr-defined]
        pause = pause_after(
            failures, asked, retries=said.retries, longest=said.longest_wait
        )
        if not again or pause is None:
            return False
        self._backend.pace.hold(pause)
        return True

    def _checked(self, response: Any, started: float) -> Any:
        if not getattr(response, "choices", None):
            self._record("failed", response, started, "no choices")
            raise ValueError("the response has no choices")
        choice = response.choices[0]
        self.text = choice.message.content or ""
        if getattr(choice.message, "refusal", None):
            self._record("refused", response, started, None)
            raise _Stop("refusal")
        if choice.finish_reason == "content_filter":
            self._record("refused", response, started, "content_filter")
            raise _Stop("refusal")
        if choice.finish_reason == "length":
            self._record("truncated", response, started, None)
            raise _Stop("length")
        self._record("ok", response, started, None)
        return response

    def mark_invalid(self) -> None:
        """The last answer did not fit."""
        self.attempts[-1] = self.attempts[-1].model_copy(update={"outcome": "invalid"})

    def _record(
        self, outcome: Any, response: Any, started: float, error: str | None
    ) -> None:
        used = getattr(response, "usage", None)
        self.attempts.append(
            Attempt(
                step=self.request.step,
                attempt=len(self.attempts) + 1,
                model=self._backend.model,
                prompt_tokens=getattr(used, "prompt_tokens", None),
                completion_tokens=getattr(used, "completion_tokens", None),
                outcome=outcome,
                error=error,
                milliseconds=round((time.monotonic() - started) * 1000),
                request_sha256=self.request.fingerprint(self._backend.model),
                document=self.request.document,
            )
        )


def _name(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    return str(status) if status else type(error).__name__


def _no_quota(error: Any) -> bool:
    return error_fields(error).get("code") == "insufficient_quota"


def _cause(error: BaseException | None, kind: type[Any]) -> Any:
    """The first error of a kind along the chain of causes, or None."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, kind):
            return error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None
