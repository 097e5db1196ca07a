"""What stands between a request and a page."""

from __future__ import annotations

import logging
import re

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from workbench.packet.sources import Source
from workbench.web import render
from workbench.web.access import action_of

from .conftest import Bench, browser, hand_in

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


def routes(bench: Bench) -> list[APIRoute]:
    found: list[APIRoute] = []
    waiting = [*bench.client.app.routes]  # type: ignore[attr-defined]
    while waiting:
        one = waiting.pop()
        if isinstance(one, APIRoute):
            found.append(one)
        inner = getattr(one, "original_router", None) or getattr(one, "app", None)
        waiting += [*getattr(inner, "routes", ())]
    return found


def test_every_route_names_what_one_must_be_allowed_to_do(bench: Bench) -> None:
    found = routes(bench)
    assert len(found) >= 12
    for route in found:
        gates = [action_of(one.call) for one in route.dependant.dependencies]
        assert any(gates), f"{route.path} has no gate"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_name_we_do_not_go_by_is_not_answered(bench: Bench, host: str) -> None:
    answer = bench.client.get("/", headers={"host": host})

    assert answer.status_code == 421
    assert "Sample" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:9999", "[::1]:8765"])
def test_the_names_of_this_machine_are_answered(bench: Bench, host: str) -> None:
    assert bench.client.get("/", headers={"host": host}).status_code == 200


def test_a_form_without_its_token_changes_nothing(bench: Bench) -> None:
    answer = bench.client.post("/cases/sample", follow_redirects=False)
    assert answer.status_code == 403

    token = bench.token()
    bench.client.cookies.clear()
    answer = bench.client.post(
        "/cases/sample", data={"form_token": token}, follow_redirects=False
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}]
)
def test_another_sites_request_is_refused_even_with_the_token(
    bench: Bench, headers: dict[str, str]
) -> None:
    form = {"form_token": bench.token()}

    answer = bench.client.post("/cases/sample", data=form, headers=headers)

    assert answer.status_code == 403


def test_every_answer_carries_the_headers(bench: Bench) -> None:
    for path in ("/", f"/cases/{bench.case}", "/nothing", "/static/app.css"):
        headers = bench.client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    assert bench.client.get("/").headers["cache-control"] == "no-store"


def test_pages_hold_no_inline_script_or_style(bench: Bench) -> None:
    for path in ("/", "/new", f"/cases/{bench.case}"):
        page = bench.client.get(path).text
        assert "<style" not in page and "style=" not in page
        assert "onclick" not in page and "javascript:" not in page
        assert "<script>" not in page
        assert "http://" not in page and "https://" not in page


@pytest.mark.parametrize("field", ["text", "name", "title"])
def test_hostile_text_shows_as_text(empty: Bench, field: str) -> None:
    text = f"OFFICE VISIT NOTE\n{HOSTILE if field == 'text' else 'x'}\n"
    name = HOSTILE if field == "name" else "a.txt"
    title = HOSTILE if field == "title" else "t"
    case = hand_in(empty.desk, Source(name, text.encode()), title=title)

    for path in ("/", f"/cases/{case}", f"/cases/{case}/search?q=alert"):
        page = empty.client.get(path).text
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "49" not in page.split("form-token")[0]


def test_a_huge_line_is_shown_in_part_and_nothing_is_lost(empty: Bench) -> None:
    line = "word " * 40_000
    case = hand_in(empty.desk, Source("a.txt", f"NOTE\n{line}END\n".encode()))

    page = empty.client.get(f"/cases/{case}").text

    assert "more characters</summary>" in page
    rest = re.findall(r'data-rest="([^"]+)"', page)
    assert empty.client.get(rest[0]).text.endswith("END")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\x\\..\\y", "a\x00b", "/abs", "n" * 4000]
)
def test_a_file_name_is_a_label_and_never_a_path(empty: Bench, name: str) -> None:
    files = {"files": (name, b"OFFICE VISIT NOTE\nNeck pain.\n")}
    answer = empty.client.post(
        "/cases",
        data={"form_token": empty.token()},
        files=files,
        follow_redirects=False,
    )

    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        empty.desk.work_off()
        case = answer.headers["location"].rsplit("/")[-1]
        file = empty.desk.file(case, empty.user)
        assert len(file.packet.sources[0].name) <= 200


def test_nothing_handed_in_is_told_not_lost(empty: Bench) -> None:
    answer = empty.client.post(
        "/cases", data={"form_token": empty.token(), "text": "  "}
    )

    assert answer.status_code == 422
    assert "Paste text or choose files first." in answer.text


def test_wrong_input_is_not_echoed(bench: Bench) -> None:
    answer = bench.post(
        f"/cases/{bench.case}/override/L1/function-limited",
        review_version="SECRET-TEXT",
    )

    assert answer.status_code == 422
    assert "SECRET-TEXT" not in answer.text


def test_an_unforeseen_error_tells_its_type_and_no_text(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Aldous Testerfield 02/11/1967")

    monkeypatch.setattr(type(bench.desk), "page", broken)
    with caplog.at_level(logging.DEBUG):
        client = TestClient(
            bench.client.app, base_url="http://127.0.0.1", raise_server_exceptions=True
        )
        answer = client.get("/")

    assert answer.status_code == 500
    assert "Unforeseen RuntimeError" in answer.text
    for told in (answer.text, caplog.text):
        assert "Testerfield" not in told


def test_no_text_of_the_packet_gets_into_the_log(
    empty: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        text = b"OFFICE VISIT NOTE\nCanarywharf, Quentin has neck pain.\n"
        case = hand_in(empty.desk, Source("a.txt", text))
        empty.client.get(f"/cases/{case}")
        empty.client.get(f"/cases/{case}/search?q=Canarywharf")
    own = [r.getMessage() for r in caplog.records if not r.name.startswith("httpx")]

    assert "Canarywharf" not in "\n".join(own)


def test_static_files_carry_their_hash_in_the_address() -> None:
    assert render.static("app.css").startswith("/static/app.css?")


def test_a_second_browser_has_a_token_of_its_own(bench: Bench) -> None:
    with browser(bench.desk) as other:
        page = other.get("/").text
    assert bench.token() not in page
