"""The workbench in a real browser: by keyboard, with axe, with two people."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.packet.sources import Source, load
from workbench.store.correspondence import RatedStatus, Rating
from workbench.web.desk import studies
from workbench.web.settings import Settings

from .browser import ARGS, AXE, CHROMIUM, SIZE, Served, served, violations
from .conftest import SAMPLE
from .runs import folder_of_runs, log_of_a_run

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
IMAGES = os.environ.get("WORKBENCH_SCREENSHOTS")
"""A folder: screenshots for the documentation are written there."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("browser")
    runs = folder_of_runs(folder / "runs", log_of_a_run(folder / "small-1.jsonl"))
    with served(folder / "b.sqlite", Settings(reports=runs)) as running:
        yield running


@pytest.fixture
def page(chromium: Any, server: Served) -> Iterator[Any]:
    """A tab that notes every request elsewhere and every error of a script."""
    context = chromium.new_context(viewport=SIZE, base_url=server.base)
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on(
        "request",
        lambda asked: (
            wrong.append(asked.url) if not asked.url.startswith(server.base) else None
        ),
    )
    tab.set_default_timeout(20_000)
    yield tab
    context.close()
    assert wrong == []


def sample(page: Any) -> str:
    """Open the sample case by keyboard alone; gives its address."""
    page.goto("/new")
    page.get_by_role("button", name="Open the sample case").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk")
    return str(page.url)


def picture(page: Any, name: str) -> None:
    if IMAGES:
        page.screenshot(path=str(Path(IMAGES) / f"workbench-{name}.png"))


def test_paste_to_signed_letter_with_the_keyboard_alone(page: Any) -> None:
    """Nothing in this test uses the mouse."""
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_selector("#text")
    page.locator("#text").focus()
    page.keyboard.insert_text((SAMPLE / "packet.txt").read_text())
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".desk")

    page.keyboard.press("c")
    for _ in range(4):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    assert page.locator("#c-L1-conservative-care").get_attribute("open") is not None
    page.keyboard.press("e")
    assert page.locator("#D2-12.lit").count() == 1

    page.keyboard.press("s")
    page.wait_for_selector("#credential")
    for field, text in (
        ("name", "Ruth Vale"),
        ("credential", "MD"),
        ("licence", "TX J1234"),
        ("specialty", "spine surgery"),
    ):
        page.locator(f"#{field}").focus()
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=value]")
    page.locator("[name=value][value=pend_rfi]").focus()
    page.keyboard.press("Space")
    page.locator("#role").focus()
    page.keyboard.type("p")
    page.locator("[name=attest]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Signed by Ruth Vale")

    page.keyboard.press("l")
    page.wait_for_selector("text=Letters and sheets")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.letter")
    assert page.locator("article.letter").inner_text().startswith("We need more")


class Keys:
    """The keyboard of a page, its strokes counted; nothing else is touched."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.strokes = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def until(self, key: str, wanted: str) -> None:
        """Press a key until what has the focus is what is wanted."""
        for _ in range(40):
            if self.page.evaluate("q => document.activeElement.matches(q)", wanted):
                return
            self.press(key)
        raise AssertionError(f"{wanted} is not reached")


def test_from_an_empty_queue_to_a_signed_sample_by_keys_alone(
    chromium: Any, tmp_path: Path
) -> None:
    """What a new user does, with no mouse and with nothing focused by the test."""
    with served(tmp_path / "new.sqlite") as server:
        page = chromium.new_context(viewport=SIZE, base_url=server.base).new_page()
        keys = Keys(page)
        page.goto("/")
        keys.press("g", "s")
        page.wait_for_selector(".desk")
        keys.press("a", "j", "e")
        page.wait_for_selector(".line.lit")
        keys.press("c", "j", "j", "j", "j", "Enter", "e")
        page.wait_for_selector("#D2-12.lit")
        keys.press("w", "s")
        page.wait_for_selector("#name:focus")
        for number, text in enumerate(("Ruth Vale", "MD", "TX J1234", "surgery")):
            if number:
                keys.press("Tab")
            keys.type(text)
        keys.press("Enter")
        page.wait_for_selector("[name=value]")
        assert page.locator("[name=value]:checked").count() == 0
        keys.press("j", "j", "Enter")
        assert page.locator("[name=value]:checked").get_attribute("value") == "pend_rfi"
        keys.until("Tab", "#role")
        keys.type("p")
        keys.press("Tab", "Space")
        keys.until("Tab", "button.primary")
        keys.press("Enter")
        page.wait_for_selector("text=Signed by Ruth Vale")
        keys.press("l")
        page.wait_for_selector("text=Letters and sheets")
        keys.press("j", "Enter")
        page.wait_for_selector("article.letter")
        page.context.close()
    assert keys.strokes < 90


def test_an_edit_is_evaluated_at_once_and_the_change_shown(page: Any) -> None:
    sample(page)
    page.keyboard.press("f")
    page.locator("#f-TX1 [data-edit]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#sheet[open] #reason")
    page.locator("#quote").fill("words that stand nowhere")
    page.locator("#reason").fill("a test")
    page.locator("#reason").press("Enter")
    page.wait_for_selector("text=These words do not stand in the packet")

    page.locator("#quote").fill("")
    page.select_option("#in-assertion", "absent")
    page.locator("#reason").press("Enter")
    page.wait_for_selector("text=nothing in the quotes says absent")

    page.locator("button:has-text('Remove the fact')").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-changes]")
    assert "Conservative care" in page.locator("[data-changes]").inner_text()
    assert page.locator("#sheet[open]").count() == 0


def test_a_quote_leads_to_its_facts_and_back(page: Any) -> None:
    sample(page)
    page.keyboard.press("n")
    page.keyboard.press("u")

    assert page.locator(".fact.lit").count() >= 1
    assert page.locator("#tab-facts").get_attribute("aria-selected") == "true"


def test_search_goes_from_hit_to_hit(page: Any) -> None:
    sample(page)
    page.keyboard.press("/")
    page.keyboard.type("foraminal")
    page.wait_for_selector("[data-hit]")
    page.keyboard.press("Enter")

    assert page.locator(".line.lit").count() == 1


def test_a_far_part_of_a_long_packet_comes_when_one_goes_there(
    page: Any, server: Served
) -> None:
    filler = "The office copied the insurance card.\n" * 4_000
    note = f"CLINIC NOTE\nDate of service: 02/03/2026\n{filler}Left thumb is numb.\n"
    sources = (*load(str(SAMPLE)), Source("note.txt", note.encode()))
    case = server.desk.receive(sources, "Long", server.desk.local_user())
    while not server.desk.progress(case).ready:
        page.wait_for_timeout(200)
    page.goto(f"/cases/{case}")
    page.wait_for_selector(".desk")
    assert page.locator("#source >> text=Left thumb is numb.").count() == 0

    page.keyboard.press("/")
    page.keyboard.type("thumb is numb")
    page.wait_for_selector("[data-hit]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".line.lit")
    assert "Left thumb is numb." in page.locator(".line.lit").inner_text()

    page.goto(f"/cases/{case}")
    page.wait_for_selector(".desk")
    page.keyboard.press("p")
    page.wait_for_selector("a.mark.lit")
    assert page.locator("a.mark.lit").inner_text() == "Left thumb is numb."
    page.locator("#source").evaluate("at => { at.scrollTop = at.scrollHeight / 2; }")
    page.locator(".line").nth(1900).wait_for(state="attached")


def test_two_browsers_on_one_case_never_overwrite(
    page: Any, chromium: Any, server: Served
) -> None:
    address = sample(page)
    other = chromium.new_context(viewport=SIZE, base_url=server.base).new_page()
    other.goto(address)
    for one, words in ((page, "first"), (other, "second")):
        one.goto(f"{address}/facts/TX1")
        one.locator("#reason").fill(words)
        one.locator("#in-site").fill("neck")
    page.locator("button:has-text('Keep and evaluate')").click()
    page.wait_for_selector(".desk")
    other.locator("button:has-text('Keep and evaluate')").click()

    other.wait_for_selector("text=was changed by")
    case = address.rsplit("/")[-1]
    file = server.desk.file(case, server.desk.local_user())
    assert [edit.reason for edit in file.read.edits] == ["first"]
    other.context.close()


def test_a_killed_server_goes_on_reading(chromium: Any, tmp_path: Path) -> None:
    """The packet is handed in while nobody reads; the next server reads it."""
    path = tmp_path / "killed.sqlite"
    first = Served(path)
    first.threads = first.threads[:1]
    first.start()
    tab = chromium.new_context(viewport=SIZE).new_page()
    tab.goto(f"{first.base}/new")
    tab.get_by_role("button", name="Open the sample case").click()
    tab.wait_for_selector("text=Reading the packet")
    address = tab.url
    first.stop()

    second = Served(path, first.port).start()
    try:
        tab.goto(address)
        tab.wait_for_selector(".desk")
    finally:
        tab.context.close()
        second.stop()


SCREENS = {
    "queue": "/",
    "new": "/new",
    "review": "",
    "request": "/request",
    "letters": "/letters",
    "letter": "/letters/request-for-information",
    "appeal": "/appeal",
    "peer-to-peer": "/calls",
    "rate": "/rate?study=spring",
    "sign-off": "/sign",
    "history": "/history",
    "policies": "/policies",
    "policy": "/policies/cervical-spine-surgery",
    "impact": "/policies/impact?old=cervical-spine-surgery&new=cervical-spine-surgery"
    "&v-accepted-grades=moderate",
    "study": "/studies/spring",
    "evals": "/evals",
    "run": "/evals/runs/small-1",
    "no page": "/nowhere",
    "users": "/users",
    "fact": "/facts/TX1",
    "override": "/override/L1/function-limited",
}


ALONE = (
    *("queue", "new", "policies", "policy", "impact", "study"),
    *("evals", "run", "users", "no page"),
)
"""Screens that are not of one case."""


def rated(server: Served, case: str) -> None:
    """Two ratings of a study, so that it has agreement to show."""
    user = server.desk.local_user()
    file = server.desk.file(case, user)
    statuses = tuple(
        RatedStatus(line=line.id, criterion=one.id, status=one.status)
        for line in file.review.determination.lines
        for one in line.criteria
    )
    rating = Rating(study="spring", review=1, statuses=statuses)
    studies.rate(server.desk.store, case, rating, user)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(
    chromium: Any, server: Served, scheme: str
) -> None:
    context = chromium.new_context(
        viewport=SIZE, base_url=server.base, color_scheme=scheme, bypass_csp=True
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    case = sample(page).rsplit("/")[-1]
    rated(server, case)
    found: list[str] = []
    dark = scheme == "dark"
    for name, path in SCREENS.items():
        own = name not in ALONE
        page.goto(f"/cases/{case}{path}" if own else path)
        found += [f"{name}: {one}" for one in violations(page, colours=dark)]
        if name == "review":
            for key in "acfw":
                page.keyboard.press(key)
                if key == "c":
                    for _ in range(4):
                        page.keyboard.press("j")
                    page.keyboard.press("Enter")
                found += [
                    f"{name} {key}: {one}" for one in violations(page, colours=dark)
                ]
            page.keyboard.press("?")
            found += [f"keys: {one}" for one in violations(page, colours=dark)]
    context.close()
    assert found == []


@pytest.mark.parametrize("width", [1280, 820])
def test_nothing_runs_over_the_edge(chromium: Any, server: Served, width: int) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, base_url=server.base
    )
    page = context.new_page()
    case = sample(page).rsplit("/")[-1]
    rated(server, case)
    for name, path in SCREENS.items():
        own = name not in ALONE
        page.goto(f"/cases/{case}{path}" if own else path)
        over = page.evaluate(
            "(at => at.scrollWidth - at.clientWidth)(document.documentElement)"
        )
        assert over <= 0, f"{name} is {over} pixels too wide"
    context.close()
