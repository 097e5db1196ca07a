"""Single sign-on from the first click to the queue, against a provider of our own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import RSAKey

from workbench.store import users
from workbench.store.users import Account
from workbench.web.app import create_app
from workbench.web.settings import Settings

from .conftest import make_desk
from .provider import CLIENT, SECRET, Provider, provider

MAIL = "ada@plan.example"


class Site:
    """A team's workbench that trusts the provider, and a browser at it."""

    def __init__(self, path: Path, identity: Provider) -> None:
        self.identity = identity
        self.desk = make_desk(path)
        users.ensure_local(self.desk.store)
        with self.desk.store.writing(by=users.LOCAL) as work:
            users.create(work, Account(MAIL, "Ada Vale", frozenset(("nurse",))))
        self.app = create_app(self.desk, Settings(team=True))
        self.browser = TestClient(
            self.app, base_url="http://127.0.0.1", follow_redirects=False
        )

    def to_provider(self) -> str:
        """The address that the sign-in page sends the browser to."""
        answer = self.browser.get("/login/sso")
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def back(self) -> str:
        """The address at which the provider sends the browser back."""
        answer = httpx.get(self.to_provider(), trust_env=False)
        return answer.headers["location"]

    def signed_in(self) -> bool:
        return self.browser.get("/").status_code == 200


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provider() as made:
        yield made


@pytest.fixture
def site(
    tmp_path: Path, running: Provider, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    running.person = {"sub": "7", "email": MAIL, "email_verified": True}
    running.wrong, running.signs_with, running.refused = {}, running.key, []
    monkeypatch.setenv("WORKBENCH_OIDC_ISSUER", running.issuer)
    monkeypatch.setenv("WORKBENCH_OIDC_CLIENT", CLIENT)
    monkeypatch.setenv("WORKBENCH_OIDC_SECRET", SECRET)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    made = Site(tmp_path / "sso.sqlite", running)
    yield made
    made.desk.store.close()


def refused(site: Site, answer: Any, code: int) -> None:
    assert answer.status_code == code
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1" in answer.text and 'href="/"' in answer.text
    assert "Unforeseen" not in answer.text
    assert "workbench-session" not in answer.headers.get("set-cookie", "")
    assert not site.signed_in()


def test_from_the_first_click_to_the_queue(site: Site) -> None:
    assert 'href="/login/sso"' in site.browser.get("/login").text
    back = site.back()
    assert set(site.identity.asked["scope"].split()) == {"openid", "email"}
    assert SECRET not in back

    answer = site.browser.get(back)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Ada Vale" in site.browser.get("/").text
    assert site.identity.refused == []


def test_the_account_is_known_by_its_id_from_then_on(site: Site) -> None:
    site.browser.get(site.back())
    site.browser.cookies.clear()
    site.identity.person = {"sub": "7", "email": "another@plan.example"}

    site.browser.get(site.back())

    assert "Ada Vale" in site.browser.get("/").text


def test_a_forged_state_is_refused_with_a_page(site: Site) -> None:
    back = urlsplit(site.back())
    code = parse_qs(back.query)["code"][0]

    refused(site, site.browser.get(f"{back.path}?code={code}&state=forged"), 400)
    refused(site, site.browser.get(f"{back.path}?code={code}"), 400)
    refused(site, site.browser.get(back.path), 400)
    assert code in site.identity.codes


def test_an_answer_for_another_browser_is_refused(site: Site) -> None:
    back = site.back()
    site.browser.cookies.clear()

    refused(site, site.browser.get(back), 400)


def test_an_answer_counts_once(site: Site) -> None:
    back = site.back()
    assert site.browser.get(back).status_code == 303
    del site.browser.cookies["workbench-session"]

    refused(site, site.browser.get(back), 400)


def test_a_code_of_another_sign_in_fails_at_the_verifier(site: Site) -> None:
    stolen = parse_qs(urlsplit(site.back()).query)["code"][0]
    own = urlsplit(site.back())
    state = parse_qs(own.query)["state"][0]

    refused(site, site.browser.get(f"{own.path}?code={stolen}&state={state}"), 400)
    assert site.identity.refused == ["verifier"]


def test_a_refusal_at_the_provider_is_told(site: Site) -> None:
    own = urlsplit(site.back())
    state = parse_qs(own.query)["state"][0]

    answer = site.browser.get(f"{own.path}?error=access_denied&state={state}")

    refused(site, answer, 400)


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "of another"},
        {"aud": "another client"},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1_000_000},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_is_refused(
    site: Site, wrong: dict[str, Any]
) -> None:
    site.identity.wrong = wrong

    refused(site, site.browser.get(site.back()), 400)


def test_a_token_of_another_key_is_refused(site: Site) -> None:
    site.identity.signs_with = RSAKey.generate_key(2048)

    refused(site, site.browser.get(site.back()), 400)


def test_a_mail_that_is_not_verified_is_no_account(site: Site) -> None:
    site.identity.person["email_verified"] = False

    refused(site, site.browser.get(site.back()), 403)


def test_a_provider_that_is_away_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_OIDC_ISSUER", "http://127.0.0.1:1")
    site.app = create_app(site.desk, Settings(team=True))
    site.browser = TestClient(
        site.app, base_url="http://127.0.0.1", follow_redirects=False
    )

    refused(site, site.browser.get("/login/sso"), 502)


def test_behind_https_the_provider_sends_back_to_https(site: Site) -> None:
    site.app.state.settings = Settings(team=True, secure_cookies=True)

    asked = parse_qs(urlsplit(site.to_provider()).query)

    assert asked["redirect_uri"][0].startswith("https://")
