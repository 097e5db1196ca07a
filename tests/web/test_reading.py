"""Progress file by file and document by document while a packet is read."""

from __future__ import annotations

import re
from pathlib import Path

from workbench.extract.reader import Progress, Reading
from workbench.extract.rules.reader import RulesReader
from workbench.packet.sources import Source
from workbench.schema.packet import Packet
from workbench.store import users
from workbench.store.facade import Store
from workbench.store.jobs import Job
from workbench.web.desk.desk import Desk
from workbench.web.view.reading import Stage, stages

from .conftest import browser

FILES = ("request.txt", "note <b>.txt", "scan.txt")
TEXTS = (
    "REQUEST FORM\nCPT 22551 ACDF C5-6\n",
    "CLINIC NOTE\nNeck pain.\n",
    "MRI\nC5-6.\n",
)


class Watched(RulesReader):
    """A reader that is looked at while it reads: notes the page at each document."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self.seen = seen
        self.look = lambda: ""

    def read_telling(self, packet: Packet, progress: Progress) -> Reading:
        def telling(document: str, done: int, total: int) -> None:
            progress(document, done, total)
            self.seen.append(self.look())

        return super().read_telling(packet, telling)


def states(page: str, title: str) -> list[str]:
    """The state of each item of a stage as the page has it."""
    parts = [one for one in page.split('<li class="stage ') if title in one]
    assert len(parts) == 1
    return re.findall(r'<li class="(done|now|waiting)">', parts[0])


def test_each_document_shows_how_far_it_is(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 's.sqlite'}")
    users.ensure_local(store)
    seen: list[str] = []
    reader = Watched(seen)
    desk = Desk(store, lambda payload: reader)
    sources = tuple(
        Source(name, text.encode()) for name, text in zip(FILES, TEXTS, strict=True)
    )
    with browser(desk) as client:
        case = desk.receive(sources, "Three files", desk.local_user())
        path = f"/cases/{case}/progress"
        reader.look = lambda: client.get(path).text
        before = client.get(path).text
        assert states(before, "Reading the files") == ["waiting"] * 3
        assert "note &lt;b&gt;.txt" in before and "waiting for a reader" in before
        desk.work_off()
    store.close()

    first = seen[0]
    assert states(first, "Reading the files") == ["done"] * 3
    assert states(first, "Finding facts")[0] == "now"
    assert set(states(first, "Finding facts")[1:]) <= {"waiting"}
    assert len(seen) >= 3


def shown(**told: object) -> tuple[Stage, ...]:
    job = Job(
        "j", "read", "c", "local", {}, "running", None, 1, 5, "w", None, None, "", 0, 0,
        None, None,
    )._replace(**told)  # type: ignore[arg-type]  # fmt: skip
    return stages(job, FILES, (("D1", "Request"), ("D2", "Note")))


def test_pages_of_the_file_that_is_read_are_counted() -> None:
    files = shown(step="file 2 of 3", done=4, total=9)[0].items

    assert [one.state for one in files] == ["done", "now", "waiting"]
    assert (files[1].done, files[1].total) == (4, 9)


def test_documents_before_the_one_that_is_read_are_done() -> None:
    reading, finding, judging = shown(
        kind="extract", step="document D2", done=1, total=2
    )

    assert {one.state for one in reading.items} == {"done"}
    assert [one.state for one in finding.items] == ["done", "now"]
    assert judging.state == "waiting"


def test_the_last_step_has_read_everything() -> None:
    _, finding, judging = shown(kind="extract", step="applying the policy")

    assert {one.state for one in finding.items} == {"done"}
    assert (finding.state, judging.state) == ("done", "now")


def test_a_second_attempt_says_so() -> None:
    assert shown(state="waiting", attempts=2)[0].note == (
        "waiting for a reader, attempt 2"
    )
