"""A packet of a thousand pages opens as a short one does; far parts come on request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.packet.sources import Source
from workbench.store import access, users
from workbench.web.view.source import CHUNK_LINES, INLINE, LONG_LINE

from .conftest import SAMPLE, Bench, browser, hand_in, make_desk

LINES = 6_000
NOTE = ["CLINIC NOTE", "Date of service: 02/03/2026", ""]
LAST = "He has numbness of the left thumb."
WIDE = "x" * (LONG_LINE + 5_000) + "<b>end</b>"


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """The sample packet, then a note of thousands of lines with a fact at its end."""
    desk = make_desk(tmp_path_factory.mktemp("long") / "l.sqlite")
    users.ensure_local(desk.store)
    filler = ["The office copied the insurance card."] * LINES
    note = "\n".join([*NOTE, WIDE, *filler, LAST])
    sample = Source("packet.txt", (SAMPLE / "packet.txt").read_bytes())
    case = hand_in(desk, sample, Source("note.txt", note.encode()), title="Long")
    with browser(desk) as client:
        yield Bench(desk, client, case)
    desk.store.close()


def chunks(page: str) -> list[tuple[str, int, int]]:
    """Address, first and last line of each part that is fetched on request."""
    found = re.findall(
        r'data-lazy="([^"]+)" data-of="D\d+" data-first="(\d+)" data-last="(\d+)"', page
    )
    return [(path.replace("&amp;", "&"), int(a), int(b)) for path, a, b in found]


def numbers(page: str, document: str) -> list[int]:
    return [int(one) for one in re.findall(rf'id="{document}-(\d+)"', page)]


def note_of(bench: Bench) -> str:
    file = bench.desk.file(bench.case, bench.user)
    return max(file.packet.documents, key=lambda one: len(one.lines)).id


def test_the_page_holds_the_first_lines_alone(long: Bench) -> None:
    page = long.review()
    ready = page.count('<div class="line')

    assert INLINE <= ready < INLINE + CHUNK_LINES + 200
    assert len(page) < 900_000


def test_every_line_comes_exactly_once(long: Bench) -> None:
    page, name = long.review(), note_of(long)
    found = numbers(page, name)
    for path, first, last in chunks(page):
        own = numbers(long.client.get(path).text, name)
        assert own == list(range(first, last + 1))
        found += own

    document = next(
        one
        for one in long.desk.file(long.case, long.user).packet.documents
        if one.id == name
    )
    assert sorted(found) == list(range(1, len(document.lines) + 1))


def test_a_quote_far_down_is_marked_in_its_part(long: Bench) -> None:
    page = long.review()
    cited = re.findall(r'data-lazy="([^"]+)"[^>]*data-cited="\d+"', page)

    assert len(cited) == 1
    part = long.client.get(cited[0]).text
    marks = re.findall(r'class="mark"[^>]*>([^<]*)<', part)
    assert "numbness of the left thumb" in " ".join(marks)


def test_a_blind_rater_gets_the_lines_without_marks(long: Bench) -> None:
    page = long.client.get(f"/cases/{long.case}/rate").text
    found = chunks(page)

    assert found and all(path.endswith("?blind=true") for path, _, _ in found)
    assert 'class="mark"' not in page
    last = long.client.get(found[-1][0]).text
    assert LAST in last and "mark" not in last


def test_the_rest_of_a_long_line_comes_as_plain_text(long: Bench) -> None:
    page = long.review()
    path = re.findall(r'data-rest="([^"]+)"', page)

    assert len(path) == 1
    answer = long.client.get(path[0])
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text == WIDE[LONG_LINE:]


def test_lines_with_marks_are_noted_as_the_case_seen_once(
    long: Bench, tmp_path: Path
) -> None:
    other = users.Account("r", "A rater", frozenset(("nurse",)))
    with long.desk.store.writing(by=users.LOCAL) as work:
        rater = users.create(work, other)
    from workbench.web.app import create_app

    app = create_app(long.desk, identify=lambda request: rater)
    from fastapi.testclient import TestClient

    client = TestClient(app, base_url="http://127.0.0.1")
    path = f"/cases/{long.case}/source/{note_of(long)}"
    for query in ("?blind=true", "?blind=true", "", ""):
        assert client.get(f"{path}/9{query}").status_code == 200
    with long.desk.store.reading() as work:
        seen = [
            one.what
            for one in access.of_case(work, long.case)
            if one.user_id == rater.id
        ]
    assert seen == ["case", "source"]


@pytest.mark.parametrize("path", ["D99/0", "D1/999", "D1/-1", "D1/lines/0", "D1/x"])
def test_what_is_not_there_is_told(long: Bench, path: str) -> None:
    answer = long.client.get(f"/cases/{long.case}/source/{path}")

    assert answer.status_code in (404, 422)
