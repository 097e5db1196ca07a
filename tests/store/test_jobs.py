"""Background work: claimed once, kept alive, taken over, finished exactly once."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from typing import Any

import pytest

from tests.store.people import PACKET, Hands, review
from tests.store.slow_worker import handler as slow
from workbench.errors import ExtractionError
from workbench.extract.rules.reader import RulesReader
from workbench.packet.sources import Source
from workbench.store import (
    audit,
    blobs,
    cases,
    correspondence,
    jobs,
    packets,
    papers,
    readings,
    tasks,
    worker,
)
from workbench.store.cases import CaseRow
from workbench.store.facade import Store, Work
from workbench.store.jobs import Job, LostLease
from workbench.store.readings import FactEdit
from workbench.store.worker import Commit, Progress


def asked(hands: Hands, **more: Any) -> Job:
    with hands.as_("nurse") as work:
        case = cases.create(work, title="Testa Packet")
        return jobs.ask(work, "render", case_id=case.id, **more)


def now(hands: Hands, job: Job) -> Job:
    with hands.store.reading() as work:
        return jobs.get(work, job.id)


def test_a_job_is_one_workers(hands: Hands) -> None:
    job = asked(hands)
    first = jobs.claim(hands.store, "a")

    assert first is not None and first.id == job.id and first.attempts == 1
    assert jobs.claim(hands.store, "b") is None


def test_the_one_that_waits_longest_comes_first(hands: Hands) -> None:
    made = []
    for _ in range(3):
        made.append(asked(hands).id)
        hands.turn(seconds=1)
    taken = [jobs.claim(hands.store, "a") for _ in range(3)]

    assert [job.id for job in taken if job] == made


def test_only_the_kinds_that_a_worker_knows(hands: Hands) -> None:
    asked(hands)
    assert jobs.claim(hands.store, "a", kinds=("read",)) is None
    assert jobs.claim(hands.store, "a", kinds=("render",)) is not None


def test_a_lease_that_ran_out_is_anothers(hands: Hands) -> None:
    job = asked(hands)
    first = jobs.claim(hands.store, "a")
    assert first is not None
    hands.turn(seconds=20)
    jobs.beat(hands.store, first, step="file 1 of 2", done=3, total=9)
    hands.turn(seconds=20)
    assert jobs.claim(hands.store, "b") is None

    hands.turn(seconds=20)
    second = jobs.claim(hands.store, "b")
    assert second is not None and second.id == job.id and second.attempts == 2
    with pytest.raises(LostLease):
        jobs.beat(hands.store, first)
    with pytest.raises(LostLease), hands.as_("nurse") as work:
        jobs.finish(work, first, {})
    jobs.fail(hands.store, first, "too late")
    assert now(hands, job).state == "running"


def test_the_former_self_of_a_worker_does_not_finish(hands: Hands) -> None:
    asked(hands)
    first = jobs.claim(hands.store, "a")
    hands.turn(minutes=5)
    second = jobs.claim(hands.store, "a")
    assert first and second
    with pytest.raises(LostLease), hands.as_("nurse") as work:
        jobs.finish(work, first, {})
    with hands.as_("nurse") as work:
        jobs.finish(work, second, {"own": 1})
    assert now(hands, second).result == {"own": 1}


def test_what_a_late_worker_made_is_not_kept(hands: Hands) -> None:
    """Two workers end the same job: its result is there once."""
    job = asked(hands)
    late = jobs.claim(hands.store, "late")
    hands.turn(minutes=5)
    quick = jobs.claim(hands.store, "quick")
    assert late and quick and job.case_id
    for one in (quick, late):
        try:
            with hands.as_("nurse") as work:
                correspondence.add_note(work, job.case_id, one.worker or "")
                jobs.finish(work, one, {"by": one.worker})
        except LostLease:
            pass

    with hands.store.reading() as work:
        assert len(papers.newest(work, job.case_id, "note")) == 1
        assert audit.verify(work).whole
    assert now(hands, job).result == {"by": "quick"}


def test_a_job_that_kills_its_workers_is_given_up(hands: Hands) -> None:
    job = asked(hands, attempts=2)
    for _ in range(2):
        assert jobs.claim(hands.store, "a") is not None
        hands.turn(minutes=5)
    assert jobs.claim(hands.store, "a") is None
    found = now(hands, job)
    assert found.state == "failed" and "died" in (found.failure or "")


def test_a_failure_is_told_and_tried_again_as_long_as_may_be(hands: Hands) -> None:
    job = asked(hands, attempts=2)
    calls = 0

    def broken(store: Store, job: Job, progress: Progress) -> Commit:
        nonlocal calls
        calls += 1
        raise KeyError("Testa Packet, born 1970")

    for _ in range(2):
        worker.run_one(hands.store, {"render": broken})
        assert worker.run_one(hands.store, {"render": broken}) is None
        hands.turn(minutes=1)
    assert worker.run_one(hands.store, {"render": broken}) is None
    found = now(hands, job)
    assert calls == 2
    assert found.state == "failed"
    assert found.failure == "unforeseen KeyError"


def test_a_known_error_is_not_tried_again(hands: Hands) -> None:
    job = asked(hands)

    def broken(store: Store, job: Job, progress: Progress) -> Commit:
        raise ExtractionError("the endpoint is down", fix="start it")

    worker.run_one(hands.store, {"render": broken})
    found = now(hands, job)
    assert (found.state, found.failure) == ("failed", "the endpoint is down; start it")


def test_a_cancelled_job_ends_at_its_next_sign_of_life(hands: Hands) -> None:
    job = asked(hands)

    def work_on(store: Store, job: Job, progress: Progress) -> Commit:
        with store.writing(by="nurse") as work:
            jobs.cancel(work, job.id)
        progress("file 1 of 2", 1, 2)
        raise AssertionError("went on")

    worker.run_one(hands.store, {"render": work_on})
    assert now(hands, job).state == "cancelled"


def test_a_long_job_keeps_its_lease_by_itself(hands: Hands) -> None:
    """The handler says nothing for longer than its lease; nobody takes the job."""
    hands.store.clock = lambda: dt.datetime.now(dt.UTC)
    hands.now = dt.datetime.now(dt.UTC)
    job = asked(hands)
    lease = dt.timedelta(seconds=0.6)
    stolen = []

    def sleeps(store: Store, job: Job, progress: Progress) -> Commit:
        until = time.monotonic() + 1.5
        while time.monotonic() < until:
            stolen.append(jobs.claim(store, "thief", lease=lease))
            time.sleep(0.1)
        return lambda work: {"ok": True}

    worker.run_one(hands.store, {"render": sleeps}, lease=lease)
    assert not any(stolen)
    assert now(hands, job).result == {"ok": True}


def test_a_killed_process_leaves_its_job_to_the_next(hands: Hands) -> None:
    hands.store.clock = lambda: dt.datetime.now(dt.UTC)
    job = asked(hands)
    assert job.case_id
    url = hands.store.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.store.slow_worker", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"working\n"
        assert now(hands, job).step == "file 1 of 2"
        process.kill()
    assert process.returncode == -9

    finished = None
    until = time.monotonic() + 10
    while finished is None and time.monotonic() < until:
        sys.argv.append("--finish")
        finished = worker.run_one(hands.store, {"render": slow})
        sys.argv.remove("--finish")
        time.sleep(0.1)
    found = now(hands, job)
    assert found.state == "done"
    assert found.result == {"note": "1", "attempt": 2}
    with hands.store.reading() as work:
        assert len(papers.newest(work, job.case_id, "note")) == 1


def test_many_workers_do_each_job_once(hands: Hands) -> None:
    count = 30
    for _ in range(count):
        asked(hands)
    done: list[str] = []

    def quick(store: Store, job: Job, progress: Progress) -> Commit:
        def commit(work: Work) -> Mapping[str, Any]:
            correspondence.add_note(work, str(job.case_id), "done")
            return {}

        done.append(job.id)
        return commit

    def works() -> None:
        while worker.run_one(hands.store, {"render": quick}):
            pass

    threads = [threading.Thread(target=works) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == len(set(done)) == count
    with hands.store.reading() as work:
        assert audit.verify(work).whole


# --- what the jobs do --------------------------------------------------------------


def handed_in(hands: Hands, data: bytes) -> CaseRow:
    with hands.as_("intake") as work:
        case = cases.create(work, title="Testa Packet")
        files = (Source("packet.txt", data),)
        packets.hand_in(work, case.id, files, based_on=0)
        tasks.start(work, case.id)
    return case


def test_a_packet_is_read_up_to_its_review(hands: Hands) -> None:
    case = handed_in(hands, PACKET)
    own = tasks.handlers(lambda payload: RulesReader())
    with hands.store.reading() as work:
        assert cases.get(work, case.id).status == "reading"
    assert worker.run_one(hands.store, own)
    with hands.store.reading() as work:
        assert [one.kind for one in papers.everything(work, case.id)] == [
            "files",
            "packet",
        ]
    assert worker.run_one(hands.store, own)
    assert worker.run_one(hands.store, own) is None

    with hands.store.reading() as work:
        found, paper = readings.newest_review(work, case.id)
        row = cases.get(work, case.id)
        states = {job.state for job in jobs.of_case(work, case.id)}
    assert found == review()
    assert paper.by == "intake" and paper.origin == "evaluated"
    assert (row.status, row.recommendation) == ("ready", "not_medically_necessary")
    assert states == {"done"}


def test_a_case_is_reviewed_again_by_another_policy(hands: Hands) -> None:
    case = hands.read()
    payload = {"policy": "cervical-spine-surgery-strict", "final": True}
    with hands.as_("nurse") as work:
        jobs.ask(work, "evaluate", case_id=case.id, payload=payload)
    worker.run_one(hands.store, tasks.handlers(lambda payload: RulesReader()))
    with hands.store.reading() as work:
        found, paper = readings.newest_review(work, case.id)

    assert paper.number == 2 and paper.rests_on == {"case": 1, "packet": 1}
    assert found.policies[0].id == "cervical-spine-surgery-strict"
    assert found.determination.final


def test_the_file_of_a_case_is_printed_in_the_background(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("auditor") as work:
        job = jobs.ask(work, "render", case_id=case.id)
    worker.run_one(hands.store, tasks.handlers(lambda payload: RulesReader()))
    done = now(hands, job)
    assert done.result, done.failure
    with hands.store.reading() as work:
        assert blobs.fetch(work, done.result["sha256"]).startswith(b"%PDF-")
        assert list(audit.rows(work, case.id))[-1].actor == "auditor"


def test_a_packet_that_cannot_be_read_says_so_in_the_queue(hands: Hands) -> None:
    case = handed_in(hands, b"\x00\x01\x02\x03" * 50)
    worker.run_one(hands.store, tasks.handlers(lambda payload: RulesReader()))
    with hands.store.reading() as work:
        (job,) = jobs.of_case(work, case.id)
        assert cases.get(work, case.id).status == "failed"
    assert job.state == "failed" and job.failure


def test_a_case_that_kills_its_readers_says_so_in_the_queue(hands: Hands) -> None:
    case = handed_in(hands, PACKET)
    for _ in range(jobs.ATTEMPTS):
        assert jobs.claim(hands.store, "a")
        hands.turn(minutes=5)
    assert jobs.claim(hands.store, "a") is None
    with hands.store.reading() as work:
        assert cases.get(work, case.id).status == "failed"
        assert audit.verify(work).whole


def test_edits_made_during_a_reading_are_kept_and_named(hands: Hands) -> None:
    """More files come, and somebody edits while the packet is read anew."""
    case = hands.read()
    own = tasks.handlers(lambda payload: RulesReader())
    with hands.as_("intake") as work:
        more = (Source("more.txt", b"ADDENDUM\nTesta Packet never smoked.\n"),)
        packets.hand_in(work, case.id, more, based_on=1)
        tasks.start(work, case.id)
    assert worker.run_one(hands.store, own)

    def edits(store: Store, job: Job, progress: Progress) -> Commit:
        commit = own["extract"](store, job, progress)
        with store.writing(by="nurse") as work:
            read, paper = readings.newest_case(work, case.id)
            if paper.number == 1:
                edit = FactEdit(do="remove", list="symptoms", fact="x", reason="no")
                edited = read.model_copy(update={"edits": (edit,)})
                readings.put_edited(work, case.id, edited, packet=1, based_on=1)
        return commit

    assert worker.run_one(hands.store, {"extract": edits})
    with hands.store.reading() as work:
        waiting = jobs.of_case(work, case.id)[0]
    assert waiting.state == "waiting" and "Testa Nurse" in (waiting.failure or "")
    hands.turn(minutes=1)
    assert worker.run_one(hands.store, {"extract": edits})
    with hands.store.reading() as work:
        kept = papers.versions(work, case.id, "case")
        assert cases.get(work, case.id).status == "ready"
    assert [one.origin for one in kept] == ["read", "edited", "read"]
    assert kept[2].reason == "read anew, without the edits of version 2"


def test_the_worker_stops_when_told(hands: Hands) -> None:
    stop = threading.Event()
    thread = threading.Thread(
        target=worker.run, args=(hands.store, {"render": slow}, stop)
    )
    thread.start()
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
