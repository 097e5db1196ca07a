"""The pictures of docs/workbench.md: taken of the real screens, none missing.

WORKBENCH_SCREENSHOTS=docs/images python -m pytest tests/web/test_pictures.py
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from workbench.packet.sources import Source, load
from workbench.schema.matter import Addressee, Matter, Member
from workbench.store import cases, jobs, users
from workbench.store.users import Account
from workbench.web.settings import Settings

from .browser import ARGS, CHROMIUM, SIZE, Served, served
from .runs import folder_of_runs, log_of_a_run
from .test_appeal import LETTER, THERAPY

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]
PAGE = Path("docs/workbench.md")
FOLDER = os.environ.get("WORKBENCH_SCREENSHOTS")
MOST = 150_000
GOLD = Path("evals/gold")
CASES = {
    "Epidural injection, first": ("esi-first-transforaminal", "expedited"),
    "Lumbar MRI with red flags": ("mri-lumbar-red-flag", "standard"),
    "Two levels, one of them fails": ("two-level-request", "standard"),
    "Staged cervical revision": ("seed-staged-revision", "standard"),
}


class Office(NamedTuple):
    """A served office with a few cases; ``case`` is the staged revision."""

    server: Served
    page: Any
    case: str


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    from playwright.sync_api import sync_playwright

    folder = tmp_path_factory.mktemp("office")
    runs = folder_of_runs(folder / "runs", log_of_a_run(folder / "small-1.jsonl"))
    with served(folder / "o.sqlite", Settings(reports=runs)) as server:
        case = fill(server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
            page = browser.new_page(viewport=SIZE, base_url=server.base)
            yield Office(server, page, case)
            browser.close()


def fill(server: Served) -> str:
    """Cases of four requests with their clocks; gives the last one's id."""
    desk = server.desk
    local = desk.local_user()
    account = Account(
        "local",
        "Ruth Vale",
        local.account.roles,
        credential="MD",
        licence="TX J1234",
        specialty="orthopaedic surgery",
    )
    with desk.store.writing(by=users.LOCAL) as work:
        users.change(work, local.id, account, active=True, based_on=local.version)
        users.create(work, account._replace(login="b", name="Amos Adeyemi"))
    case = ""
    for title, (folder, kind) in CASES.items():
        sources = load(str(GOLD / folder / "packet"))
        case = desk.receive(sources, title, desk.local_user())
        matter = Matter(
            program="medicare-advantage",
            request_type=kind,  # type: ignore[arg-type]
            plan="Harbor Health (synthetic)",
            reference=f"HH-{4100 + len(title)}",
            member=Member(name="Aldous Testerfield", member_id="SYN-0059-7731"),
            addressees=(Addressee(role="practitioner", name="Odalys Marrow, MD"),),
        )
        with desk.store.writing(by=users.LOCAL) as work:
            cases.put_matter(work, case, matter, based_on=1)
    while not desk.progress(case).ready:
        pass
    return case


@contextmanager
def half_read(path: Path) -> Iterator[tuple[Served, str]]:
    """A server that nobody reads for, with a packet of which half is read."""
    server = Served(path)
    server.threads = server.threads[:1]
    server.start()
    names = ("request form.pdf", "clinic note.pdf", "mri report.tif", "therapy log.pdf")
    sources = tuple(Source(name, name.encode()) for name in names)
    desk = server.desk
    case = desk.receive(sources, "Half read", desk.local_user())
    job = jobs.claim(desk.store, "picture")
    assert job
    jobs.beat(desk.store, job, step="file 3 of 4", done=4, total=12)
    try:
        yield server, f"/cases/{case}/progress"
    finally:
        server.stop()


def kept(page: Any, name: str) -> None:
    """Take the picture, small enough for a repository."""
    from PIL import Image

    raw = page.screenshot()
    image = Image.open(io.BytesIO(raw)).convert("RGB").quantize(128)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    assert len(out.getvalue()) < MOST, name
    if FOLDER:
        (Path(FOLDER) / f"workbench-{name}.png").write_bytes(out.getvalue())


def test_every_picture_of_the_page_is_taken(office: Office) -> None:
    page, at = office.page, f"/cases/{office.case}"
    shown: list[str] = []

    def take(name: str) -> None:
        page.wait_for_timeout(300)
        kept(page, name)
        shown.append(name)

    page.goto("/")
    page.keyboard.press("j")
    take("queue")
    page.goto("/new")
    take("new")
    with half_read(office.server.path.parent / "half.sqlite") as (half, address):
        other = page.context.browser.new_page(viewport=SIZE, base_url=half.base)
        other.goto(address)
        other.wait_for_selector(".stage.now")
        kept(other, "reading")
        shown.append("reading")
        other.close()
    page.goto(at)
    page.wait_for_selector(".desk")
    take("look-first")
    page.keyboard.press("c")
    take("criteria")
    for _ in range(4):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.keyboard.press("e")
    take("evidence")
    page.keyboard.press("f")
    page.locator("[data-fact-filter]").fill("foraminal")
    take("facts")
    page.locator("[data-fact-filter]").fill("")
    page.keyboard.press("Escape")
    page.locator("#f-TX1 [data-edit]").click()
    page.wait_for_selector("#sheet[open] #reason")
    page.locator("#quote").fill("cervical collar for eight weeks")
    page.locator("#reason").fill("the dates are missing")
    page.locator("#reason").press("Enter")
    page.wait_for_selector("text=These words do not stand in the packet")
    take("edit")
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.locator("#c-L1-function-limited > summary").click()
    page.keyboard.press("2")
    page.wait_for_selector("#sheet[open] #why")
    take("override")
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    take("change")
    page.goto(f"{at}/request")
    page.locator("button:has-text('Keep and note as sent')").click()
    page.wait_for_selector(".plain-copy")
    take("request")
    page.goto(f"{at}/letters/request-for-information")
    page.locator(".edit-letter > summary").click()
    text = page.locator("#text")
    text.fill(text.input_value().replace("have not decided", "did not decide for 17"))
    page.locator("button:has-text('Keep this text')").click()
    page.wait_for_selector(".changes-made")
    page.locator(".changes-made > summary").click()
    take("letter")
    page.goto(f"{at}/calls")
    take("peer-to-peer")
    page.goto(f"{at}/sign")
    page.locator(".to-open").first.click()
    take("sign-off")
    page.goto(f"{at}/appeal")
    page.locator("#letter").fill(LETTER)
    page.set_input_files(
        "#files",
        files=[{"name": "therapy.txt", "mimeType": "text/plain", "buffer": THERAPY}],
    )
    page.locator("button:has-text('Read and evaluate')").click()
    page.wait_for_selector("text=Grounds, one by one")
    take("appeal")
    page.goto(f"{at}/history")
    take("history")
    page.goto(f"{at}/rate?study=spring")
    take("blind")
    page.goto("/policies")
    take("policies")
    page.goto("/policies/cervical-spine-surgery")
    take("policy")
    strict = "old=cervical-spine-surgery&new=cervical-spine-surgery-strict"
    page.goto(f"/policies/impact?{strict}")
    page.locator(".flip > summary").first.click()
    take("impact")
    page.goto("/evals")
    take("evals")
    page.goto("/evals/runs/small-1")
    take("run")
    page.goto("/users")
    page.locator("tbody details.more > summary").first.click()
    take("users")
    page.emulate_media(color_scheme="dark")
    page.goto(at)
    page.keyboard.press("c")
    take("dark")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 820, "height": 1100})
    page.goto(at)
    page.keyboard.press("c")
    take("tablet")
    page.set_viewport_size(SIZE)
    page.keyboard.press("?")
    take("keys")

    told = re.findall(r"images/workbench-([a-z-]+)\.png", PAGE.read_text())
    assert sorted(told) == sorted(shown)
    assert all((PAGE.parent / f"images/workbench-{name}.png").exists() for name in told)
