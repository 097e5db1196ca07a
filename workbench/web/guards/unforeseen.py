"""Errors that nobody foresaw: logged by type and place, answered without their text.

A traceback or an error's own text may quote the packet, and logs are read by others.
"""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Callable
from pathlib import Path

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("workbench.web")


class Unforeseen:
    """Turns an unforeseen error into an answer; raises nothing further."""

    def __init__(self, app: ASGIApp, answer: Callable[[Scope, str], Response]) -> None:
        self.app = app
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            if os.environ.get("WORKBENCH_TRACEBACK"):
                raise
            log.error("unforeseen %s at %s", type(error).__name__, place(error))
            if scope["type"] == "http" and not started:
                kind = type(error).__name__
                await self.answer(scope, kind)(scope, receive, send)


def place(error: Exception) -> str:
    """File and line of our own code nearest to the error."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "workbench" in frame.filename]
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "unknown"
