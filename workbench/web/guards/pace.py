"""How often one browser or address may change things: a bound on runaway clients."""

from __future__ import annotations

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_SAFE = ("GET", "HEAD", "OPTIONS")


class Pace:
    """Refuses (429) changes beyond so many a minute from one address."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self.item = RateLimitItemPerMinute(per_minute)
        self.limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["method"] not in _SAFE:
            client = Request(scope).client
            who = client.host if client else ""
            if not self.limiter.hit(self.item, who):
                answer = PlainTextResponse("Too many requests; wait a minute.\n", 429)
                answer.headers["retry-after"] = "60"
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)
