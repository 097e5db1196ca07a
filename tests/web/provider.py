"""A small OpenID provider on this machine, strict where a real one is.

It gives codes bound to a PKCE challenge, takes each once, asks for the client's secret,
and signs ID tokens with a key of its own.  A test may have it say something wrong.
"""

from __future__ import annotations

import base64
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "workbench", "a secret of this test"


class Asked(NamedTuple):
    """What one code was given for."""

    challenge: str
    nonce: str
    back: str


class Provider:
    """The provider: who signs in, and what it says of them."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, parameters={"kid": "k1"})
        self.signs_with = self.key
        self.person: dict[str, Any] = {"sub": "7"}
        self.wrong: dict[str, Any] = {}
        self.codes: dict[str, Asked] = {}
        self.asked: dict[str, str] = {}
        self.refused: list[str] = []
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.issuer = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        routes = [
            Route("/.well-known/openid-configuration", self.discovery),
            Route("/keys", self.keys),
            Route("/authorize", self.authorize),
            Route("/token", self.token, methods=["POST"]),
        ]
        config = uvicorn.Config(Starlette(routes=routes), log_level="error")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],))

    async def discovery(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            }
        )

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """The person is signed in here already: a code at once."""
        asked = self.asked = dict(request.query_params)
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        back = asked["redirect_uri"]
        self.codes[code] = Asked(asked["code_challenge"], asked["nonce"], back)
        return RedirectResponse(
            f"{back}?{urlencode({'code': code, 'state': asked['state']})}", 302
        )

    async def token(self, request: Request) -> Response:
        form = {k: v[0] for k, v in parse_qs((await request.body()).decode()).items()}
        given = self.codes.pop(form.get("code", ""), None)
        login = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        for why, right in {
            "client": request.headers.get("authorization") == f"Basic {login}",
            "code": given is not None,
            "verifier": given is not None and given.challenge == challenge,
            "address": given is not None and given.back == form.get("redirect_uri"),
        }.items():
            if not right:
                self.refused.append(why)
                return JSONResponse({"error": "invalid_grant"}, 400)
        assert given is not None
        return JSONResponse(
            {
                "access_token": secrets.token_urlsafe(8),
                "token_type": "Bearer",
                "id_token": self._signed(given.nonce),
            }
        )

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        claims |= {"nonce": nonce} | self.person | self.wrong
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.signs_with)


@contextmanager
def provider() -> Iterator[Provider]:
    made = Provider()
    made.thread.start()
    while not made.server.started:
        time.sleep(0.01)
    try:
        yield made
    finally:
        made.server.should_exit = True
        made.thread.join()
