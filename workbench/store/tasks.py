"""What the background jobs do: read the files, read the Case, review it, print it.

Each step ends by keeping its result and asking for the next, so that a server that is
killed goes on from the last finished step.  A document that cannot be read is flagged
in the packet; only a packet of which nothing can be read fails its job.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from workbench.errors import WorkbenchError
from workbench.extract.reader import Reader
from workbench.packet.read import read_packet
from workbench.pipeline import read_case, review_case
from workbench.store import (
    blobs,
    case_file,
    case_file_page,
    cases,
    jobs,
    packets,
    papers,
    readings,
)
from workbench.store.facade import Store, Work
from workbench.store.jobs import Job, JobKind
from workbench.store.readings import CaseRead
from workbench.store.worker import Commit, Handler, Progress

PACE = 0.2
"""Seconds between two tellings of documents."""
MakeReader = Callable[[Mapping[str, Any]], Reader]
"""Makes the reader that a job's payload names."""


def handlers(make_reader: MakeReader) -> dict[JobKind, Handler]:
    """The handlers of all kinds of jobs.

    Payload keys: ``policy`` and ``request_date`` for the review, ``final``; whatever
    else ``make_reader`` reads.  ``render`` makes the whole file of a case as a PDF;
    its result names the content by ``sha256`` (``blobs.fetch``).
    """
    return {
        "read": _read,
        "extract": _extract(make_reader),
        "evaluate": _evaluate,
        "render": _render,
    }


def start(work: Work, case_id: str, payload: Mapping[str, Any] | None = None) -> Job:
    """Ask for a case to be read from its files up to its review."""
    cases.moved_by_program(work, case_id, "reading")
    return jobs.ask(work, "read", case_id=case_id, payload=payload)


def _paced(progress: Progress) -> Progress:
    """Tells of documents, and of quick ones only some: each telling is a write."""
    last = -PACE

    def told(document: str, done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= PACE:
            last = now
            progress(f"document {document}", done, total)

    return told


def _case_of(job: Job) -> str:
    if job.case_id is None:
        raise WorkbenchError("the job names no case", where=job.id)
    return job.case_id


def _read(store: Store, job: Job, progress: Progress) -> Commit:
    case_id = _case_of(job)
    with store.reading() as work:
        files = papers.get(work, case_id, "files")
        sources = packets.sources(work, files)
        latest = papers.find(work, case_id, "packet")
    names = {source.name: place for place, source in enumerate(sources, 1)}

    def told(name: str, done: int, total: int) -> None:
        place = names.get(name.split("/")[0], 0)
        progress(f"file {place} of {len(sources)}", done, total)

    progress(f"file 1 of {len(sources)}", 0, 0)
    packet = read_packet(sources, told)

    def commit(work: Work) -> Mapping[str, Any]:
        paper = packets.put_packet(
            work,
            case_id,
            packet,
            files=files.number,
            based_on=latest.number if latest else 0,
        )
        jobs.ask(work, "extract", case_id=case_id, payload=job.payload)
        return {"packet": paper.number, "documents": len(packet.documents)}

    return commit


def _extract(make_reader: MakeReader) -> Handler:
    def extract(store: Store, job: Job, progress: Progress) -> Commit:
        case_id = _case_of(job)
        with store.reading() as work:
            paper = papers.get(work, case_id, "packet")
            packet = packets.packet(work, paper)
            latest = papers.find(work, case_id, "case")
            review = papers.find(work, case_id, "review")
        progress("finding facts", 0, len(packet.documents))
        reading = read_case(packet, make_reader(job.payload), _paced(progress))
        progress("applying the policy", 0, 0)
        reviewed = review_case(
            reading.case,
            policy=job.payload.get("policy"),
            request_date=job.payload.get("request_date"),
            final=bool(job.payload.get("final")),
            packet=packet,
            record=reading.record,
            compared=reading.compared,
        )

        def commit(work: Work) -> Mapping[str, Any]:
            read = CaseRead(
                case=reviewed.case,
                record=reading.record,
                comparison=reviewed.reader_comparison,
            )
            case = readings.put_read(
                work,
                case_id,
                read,
                packet=paper.number,
                based_on=latest.number if latest else 0,
            )
            kept = readings.put_review(
                work,
                case_id,
                reviewed,
                case=case.number,
                packet=paper.number,
                based_on=review.number if review else 0,
            )
            cases.moved_by_program(work, case_id, "ready")
            return {"case": case.number, "review": kept.number}

        return commit

    return extract


def _evaluate(store: Store, job: Job, progress: Progress) -> Commit:
    """Review the newest Case again: another policy, another date, the last word."""
    case_id = _case_of(job)
    with store.reading() as work:
        read, paper = readings.newest_case(work, case_id)
        packet_number = paper.rests_on["packet"]
        packet_paper = papers.get(work, case_id, "packet", number=packet_number)
        packet = packets.packet(work, packet_paper)
        latest = papers.find(work, case_id, "review")
    progress("applying the policy", 0, 0)
    reviewed = review_case(
        read.case,
        policy=job.payload.get("policy"),
        request_date=job.payload.get("request_date"),
        final=bool(job.payload.get("final")),
        packet=packet,
        record=read.record,
    )

    def commit(work: Work) -> Mapping[str, Any]:
        kept = readings.put_review(
            work,
            case_id,
            reviewed,
            case=paper.number,
            packet=packet_number,
            based_on=latest.number if latest else 0,
        )
        return {"review": kept.number}

    return commit


def _render(store: Store, job: Job, progress: Progress) -> Commit:
    """The whole file of a case as a PDF, kept under its hash."""
    case_id = _case_of(job)
    with store.writing(by=job.asked_by) as work:
        file = case_file.export(work, case_id, with_files=False)
    progress("setting the pages", 0, 0)
    made = case_file_page.pdf(file)

    def commit(work: Work) -> Mapping[str, Any]:
        return {"sha256": blobs.keep(work, made), "size": len(made)}

    return commit
