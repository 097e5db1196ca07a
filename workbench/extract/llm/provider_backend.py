"""Other providers, by instructor's provider table ("anthropic/NAME", "google/NAME").

Their wire formats are instructor's business: it picks the mode, and its answer is
validated again here.  Whatever it raises becomes one plain error, since its exceptions
repeat the conversation.  The provider's own package must be installed.
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
    EndpointDown,
)
from workbench.extract.llm.pace import Pace
from workbench.extract.llm.settings import Settings
from workbench.schema.review import Attempt


class ProviderBackend:
    """One method over whatever ``instructor.from_provider`` makes of the model name."""

    def __init__(self, settings: Settings, key: str | None = None) -> None:
        self.settings = settings
        self.model = settings.model or ""
        self.pace = Pace(settings.requests_per_minute, settings.tokens_per_minute)
        self._key = key
        self._client: Any = None
        self._lock = threading.Lock()

    def complete(self, request: ChatRequest) -> ChatAnswer:
        """Ask once; instructor's own retries are off.  Raises BackendError."""
        client = self._connect(request)
        self.pace.wait(request.prompt_tokens)
        started = time.monotonic()
        try:
            model, raw = client.create_with_completion(
                response_model=request.answer,
                messages=[
                    {"role": item.role, "content": item.content}
                    for item in request.messages
                ],
                max_retries=0,
                max_tokens=request.max_tokens,
                temperature=request.temperature,
            )
        except Exception as error:
            failed = self._attempt(request, started, None, "failed")
            name = type(error).__name__
            raise BackendError(
                f"the provider gave no usable answer ({name})",
                where=f"{self.model}, {request.step}",
                fix="check the model's name, the provider's key and its limits",
                attempts=(failed.model_copy(update={"error": name}),),
            ) from None
        done = self._attempt(request, started, getattr(raw, "usage", None), "ok")
        return ChatAnswer(
            text=model.model_dump_json(),
            finish="stop",
            model=self.model,
            attempts=(done,),
        )

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
        self, request: ChatRequest, started: float, used: Any, outcome: Any
    ) -> Attempt:
        prompt = getattr(used, "prompt_tokens", getattr(used, "input_tokens", None))
        answer = getattr(
            used, "completion_tokens", getattr(used, "output_tokens", None)
        )
        return Attempt(
            step=request.step,
            attempt=1,
            model=self.model,
            prompt_tokens=prompt,
            completion_tokens=answer,
            outcome=outcome,
            milliseconds=round((time.monotonic() - started) * 1000),
            request_sha256=request.fingerprint(self.model),
            document=request.document,
        )
