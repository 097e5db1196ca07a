"""Several writers at once: nothing is lost, nothing doubled, one chain."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading

from tests.store.busy_writer import write_notes
from tests.store.people import Hands
from workbench.store import audit, cases, papers
from workbench.store.correspondence import Note
from workbench.store.errors import StaleVersion

EACH = 25


def real_time(hands: Hands) -> str:
    hands.store.clock = lambda: dt.datetime.now(dt.UTC)
    return hands.store.engine.url.render_as_string(hide_password=False)


def notes(hands: Hands, case_id: str) -> set[str]:
    with hands.store.reading() as work:
        found = papers.newest(work, case_id, "note")
        assert [one.key for one in found] == [str(n + 1) for n in range(len(found))]
        assert audit.verify(work).whole
        return {papers.read(work, one, Note).text for one in found}


def test_threads_and_processes_lose_nothing(hands: Hands) -> None:
    case = hands.read()
    url = real_time(hands)
    command = [sys.executable, "-m", "tests.store.busy_writer", url, case.id, str(EACH)]
    others = [subprocess.Popen([*command, name]) for name in ("p1", "p2")]
    threads = [
        threading.Thread(target=write_notes, args=(hands.store, case.id, EACH, name))
        for name in ("t1", "t2")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait(60) for other in others] == [0, 0]

    expected = {f"{name} {n}" for name in ("p1", "p2", "t1", "t2") for n in range(EACH)}
    assert notes(hands, case.id) == expected


def test_of_many_who_change_one_version_one_is_first(hands: Hands) -> None:
    case = hands.read()
    real_time(hands)
    outcomes: list[str] = []
    start = threading.Barrier(6)

    def assign(user: str) -> None:
        start.wait()
        try:
            with hands.store.writing(by=user) as work:
                cases.assign(work, case.id, user, based_on=case.version)
            outcomes.append(user)
        except StaleVersion as error:
            outcomes.append(f"stale: {error.by}")

    users = ["nurse", "physician", "appeals", "intake", "junior", "other-physician"]
    threads = [threading.Thread(target=assign, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (first,) = [one for one in outcomes if not one.startswith("stale")]
    with hands.store.reading() as work:
        row = cases.get(work, case.id)
    assert row.owner == first and row.version == case.version + 1
    assert len([one for one in outcomes if one.startswith("stale: Testa")]) == 5


def test_a_reader_sees_one_moment(hands: Hands) -> None:
    case = hands.read()
    with hands.store.reading() as work:
        before = cases.get(work, case.id)
        with hands.as_("nurse") as other:
            cases.assign(other, case.id, "nurse", based_on=case.version)
        assert cases.get(work, case.id) == before
    with hands.store.reading() as work:
        assert cases.get(work, case.id).owner == "nurse"
