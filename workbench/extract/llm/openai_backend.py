"""OpenAI-compatible endpoints through openai and instructor.

The only module that touches either library, and it imports them on first use.
instructor validates and asks again; around its call stand our own strict schema, a
record of every attempt, and plain errors: its exceptions and logs repeat the whole
conversation, so none of them leaves this module.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from workbench.extract.llm.backend import (
    BackendError,
    ChatAnswer,
    ChatRequest,
    Finish,
)
from workbench.schema.review import Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where and how to ask.  ``transport_retries`` is for 429 and 5xx answers, which
    the client repeats after the server's Retry-After; ``format_retries`` for answers
    that do not fit the schema.  ``timeout`` is seconds for one call.
    """

    model: str
    base_url: str | None = None
    api_key: str | None = None
    timeout: float = 180.0
    transport_retries: int = 3
    format_retries: int = 1


class _Stop(Exception):
    """Ends instructor's loop: the model refused, or its answer was cut off."""

    def __init__(self, finish: Finish) -> None:
        self.finish = finish
        super().__init__(finish)


class OpenAIBackend:
    """One method over a chat completions endpoint; ``answer`` is the class to fill."""

    def __init__(self, endpoint: Endpoint, answer: type[BaseModel]) -> None:
        self.endpoint = endpoint
        self.model = endpoint.model
        self._answer = answer
        self._client: Any = None

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """Ask; a cut-off or refused answer is returned as such.

        Raises BackendError when the endpoint cannot be used or no answer fits.
        """
        call = _Call(self._connect(), self.endpoint, request)
        try:
            self._ask(call, request)
        except Exception as error:
            stop = _cause(error, _Stop)
            if stop is None:
                raise self._failure(error, call) from None
            return call.answer(stop.finish)
        return call.answer("stop")

    def _ask(self, call: _Call, request: ChatRequest) -> None:
        import instructor

        create: Any = instructor.patch(create=call, mode=instructor.Mode.JSON_SCHEMA)
        create(
            response_model=self._answer,
            messages=[
                {"role": item.role, "content": item.content}
                for item in request.messages
            ],
            max_retries=self.endpoint.format_retries,
        )

    def _connect(self) -> Any:
        if self._client is None:
            import openai

            # Both libraries log prompts or answers below these levels.
            for name in ("openai", "httpx", "httpx2", "httpcore", "httpcore2"):
                logging.getLogger(name).setLevel(logging.WARNING)
            logging.getLogger("instructor").setLevel(logging.CRITICAL)
            self._client = openai.OpenAI(
                base_url=self.endpoint.base_url,
                api_key=self.endpoint.api_key or "unused",
                timeout=self.endpoint.timeout,
                max_retries=self.endpoint.transport_retries,
            )
        return self._client

    def _failure(self, error: Exception, call: _Call) -> BackendError:
        import openai

        where = f"{self.endpoint.base_url or 'api.openai.com'}, {call.request.step}"
        status = _cause(error, openai.APIStatusError)
        if status is not None:
            what = f"the endpoint answered {status.status_code}"
            fix = _STATUS_FIX.get(status.status_code, "see the endpoint's own log")
        elif _cause(error, openai.APITimeoutError):
            what, fix = "the endpoint did not answer in time", "try again, or a smaller"
            fix += " packet"
        elif _cause(error, openai.APIConnectionError):
            what = "the endpoint cannot be reached"
            fix = "check --base-url and that the server runs"
        else:
            what = f"no answer fitted the schema ({len(call.attempts)} tried)"
            fix = (
                "use a model that keeps to a JSON schema; see workbench doctor --probe"
            )
        return BackendError(what, where=where, fix=fix, attempts=tuple(call.attempts))


_STATUS_FIX = {
    400: "the request was not understood: check the model's context length",
    401: "set OPENAI_API_KEY to a valid key",
    403: "the key may not use this model",
    404: "check --base-url and --model",
    429: "the rate limit holds on; wait, or lower the load",
}


class _Call:
    """The function that instructor repeats: sends, checks how it ended, records."""

    def __init__(self, client: Any, endpoint: Endpoint, request: ChatRequest) -> None:
        self._client = client
        self._endpoint = endpoint
        self.request = request
        self.attempts: list[Attempt] = []
        self._last = ""

    def __call__(self, **arguments: Any) -> Any:
        started = time.monotonic()
        try:
            response = self._client.chat.completions.create(
                model=self._endpoint.model,
                messages=arguments["messages"],
                temperature=self.request.temperature,
                seed=self.request.seed,
                max_tokens=self.request.max_tokens,
                response_format=self._format(),
            )
        except Exception as error:
            self._record("failed", None, started, type(error).__name__)
            raise
        return self._checked(response, started)

    def _format(self) -> dict[str, Any]:
        # instructor never sends strict itself, so the format is always ours.
        schema = {
            "name": self.request.schema_name,
            "strict": True,
            "schema": self.request.schema,
        }
        return {"type": "json_schema", "json_schema": schema}

    def _checked(self, response: Any, started: float) -> Any:
        if not getattr(response, "choices", None):
            self._record("failed", response, started, "no choices")
            raise ValueError("the response has no choices")
        choice = response.choices[0]
        self._last = choice.message.content or ""
        if getattr(choice.message, "refusal", None):
            self._record("refused", response, started, None)
            raise _Stop("refusal")
        if choice.finish_reason == "length":
            self._record("truncated", response, started, None)
            raise _Stop("length")
        self._mark_previous_invalid()
        self._record("ok", response, started, None)
        return response

    def _mark_previous_invalid(self) -> None:
        """That there is a further attempt means that the last one did not fit."""
        if self.attempts and self.attempts[-1].outcome == "ok":
            self.attempts[-1] = self.attempts[-1].model_copy(
                update={"outcome": "invalid"}
            )

    def _record(
        self, outcome: Any, response: Any, started: float, error: str | None
    ) -> None:
        usage = getattr(response, "usage", None)
        self.attempts.append(
            Attempt(
                step=self.request.step,
                attempt=len(self.attempts) + 1,
                model=self._endpoint.model,
                prompt_tokens=getattr(usage, "prompt_tokens", None),
                completion_tokens=getattr(usage, "completion_tokens", None),
                outcome=outcome,
                error=error,
                milliseconds=round((time.monotonic() - started) * 1000),
                request_sha256=self.request.fingerprint(self._endpoint.model),
            )
        )

    def answer(self, finish: Finish) -> ChatAnswer:
        """What came last, with the record of all attempts."""
        return ChatAnswer(
            text=self._last,
            finish=finish,
            model=self._endpoint.model,
            attempts=tuple(self.attempts),
        )


def _cause(error: BaseException | None, kind: type[Any]) -> Any:
    """The first error of a kind along the chain of causes, or None."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, kind):
            return error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None
