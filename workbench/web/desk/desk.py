"""The desk: what the pages and the API ask of the store, each as one transaction.

Every change names the versions that the person saw; the store refuses it when somebody
was faster, and nothing is lost.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Mapping
from typing import Any, NamedTuple

from workbench.packet.sources import Source
from workbench.pipeline import review_case
from workbench.schema.case import Case
from workbench.schema.decision import DecisionValue, LineDecision
from workbench.schema.decision import Role as SignerRole
from workbench.schema.determination import Status
from workbench.schema.matter import Matter
from workbench.schema.packet import Packet
from workbench.schema.review import Review
from workbench.store import (
    access,
    audit,
    cases,
    jobs,
    locks,
    overrides,
    packets,
    papers,
    queue,
    readings,
    signoffs,
    tasks,
    users,
    worker,
)
from workbench.store.errors import Locked, NotAllowed
from workbench.store.facade import Store, Work
from workbench.store.jobs import Job
from workbench.store.readings import CaseRead, FactEdit
from workbench.store.users import User
from workbench.web.desk.file import CaseFile
from workbench.web.desk.impacts import Impacts
from workbench.web.desk.kept import Kept

ON_APPEAL: tuple[DecisionValue, ...] = (
    "uphold",
    "overturn",
    "partial_overturn",
    "dismiss",
)
"""Values that decide an appeal against what was decided before."""
OPENED = "finding.opened"
"""The action in the audit log of opening a finding."""


class Progress(NamedTuple):
    """How far a case has been read: its job, the files handed in, the documents found
    in them once they are read (id and title), the case's status."""

    job: Job | None
    files: tuple[str, ...]
    status: str
    documents: tuple[tuple[str, str], ...] = ()

    @property
    def ready(self) -> bool:
        """Whether there is a review to look at."""
        return self.status not in ("new", "reading", "failed")


class Desk:
    """Reads and changes cases for the people at the screens."""

    def __init__(
        self,
        store: Store,
        make_reader: tasks.MakeReader,
        payload: Mapping[str, Any] | None = None,
    ) -> None:
        self.store = store
        self.make_reader = make_reader
        self.payload = dict(payload or {})
        self.kept = Kept(256)
        self.impacts = Impacts(store)

    # --- handing in ------------------------------------------------------------------

    def receive(
        self, sources: tuple[Source, ...], title: str, user: User, **payload: Any
    ) -> str:
        """Take in a packet; the worker begins to read.  Gives the case id."""
        with self.store.writing(by=user.id) as work:
            row = cases.create(work, title=title, matter=Matter())
            packets.hand_in(work, row.id, sources, based_on=0)
            cases.happened(work, row.id, "received", by=user.name)
            tasks.start(work, row.id, self.payload | payload)
        return row.id

    def progress(self, case_id: str) -> Progress:
        """How far reading is.  Raises NotFound."""
        with self.store.reading() as work:
            row = cases.get(work, case_id)
            found = jobs.of_case(work, case_id)
            files = papers.find(work, case_id, "files")
            kept = papers.read(work, files, packets.FilesKept).files if files else ()
            names = tuple(one.name for one in kept)
            job = found[0] if found else None
            told = Progress(job, names, row.status)
            packet = papers.find(work, case_id, "packet")
            if told.ready or packet is None or job is None or job.kind == "read":
                return told
            read = self.kept.get(
                packet.sha256, lambda: papers.read(work, packet, Packet)
            )
        documents = tuple((one.id, one.title or one.source) for one in read.documents)
        return told._replace(documents=documents)

    def work(self, stop: threading.Event, lease: dt.timedelta = jobs.LEASE) -> None:
        """Work on jobs until told to stop: for a thread of the server."""
        worker.run(self.store, tasks.handlers(self.make_reader), stop, lease=lease)

    def work_off(self) -> None:
        """Work on every waiting job now: for tests and tools."""
        while worker.run_one(self.store, tasks.handlers(self.make_reader)):
            pass

    def local_user(self) -> User:
        """The one user of a workbench without login."""
        with self.store.reading() as work:
            return users.get(work, users.LOCAL)

    # --- looking ---------------------------------------------------------------------

    def page(
        self, wanted: queue.Filter, after: queue.Key | None = None, size: int = 50
    ) -> tuple[queue.Page, dict[str, int]]:
        """A page of the queue, and how many cases there are by status."""
        with self.store.reading() as work:
            return queue.page(work, wanted, after=after, size=size), queue.counts(work)

    def file(
        self, case_id: str, user: User, seen: access.Seen | None = None
    ) -> CaseFile:
        """The case as it stands; ``seen`` notes in the access log that it was seen.

        Raises NotFound for a case that is not there or not read yet.
        """
        with self.store.reading() as work:
            found = self._file(work, case_id, user)
        if seen is not None:
            access.saw(self.store, user.id, case_id, seen)
        return found

    def _file(self, work: Work, case_id: str, user: User) -> CaseFile:
        row = cases.get(work, case_id)
        review_paper = papers.get(work, case_id, "review")
        case_paper = papers.get(work, case_id, "case")
        number = review_paper.rests_on["packet"]
        packet_paper = papers.get(work, case_id, "packet", number=number)
        matter, version = cases.matter(work, case_id)
        keep = self.kept.get
        return CaseFile(
            row=row,
            packet=keep(
                packet_paper.sha256, lambda: papers.read(work, packet_paper, Packet)
            ),
            packet_paper=packet_paper,
            read=keep(
                case_paper.sha256, lambda: papers.read(work, case_paper, CaseRead)
            ),
            case_paper=case_paper,
            review=keep(
                review_paper.sha256, lambda: papers.read(work, review_paper, Review)
            ),
            review_paper=review_paper,
            overrides=tuple(overrides.of_case(work, case_id)),
            matter=matter,
            matter_version=version,
            decisions=tuple(signoffs.of_case(work, case_id)),
            lock=locks.holder(work, case_id),
            opened=opened(work, case_id, user.id, review_paper.number),
        )

    def take(self, case_id: str, user: User, *, over: bool = False) -> str | None:
        """Open the case for work; the name of who else has it, if somebody has."""
        with self.store.reading() as work:
            held = locks.holder(work, case_id)
            fresh = held is not None and held.until - work.at > locks.LEASE / 2
        if held is not None and fresh and held.user_id == user.id:
            return None
        with self.store.writing(by=user.id) as work:
            try:
                locks.take(work, case_id, over=over)
            except Locked as error:
                return error.user
        return None

    # --- changing --------------------------------------------------------------------

    def open_finding(self, case_id: str, key: str, user: User) -> None:
        """Note that a person opened a finding of the review that stands.

        Where other lines read the same, word for word and quote for quote, they were
        opened with it.
        """
        line, _, criterion = key.partition("/")
        with self.store.writing(by=user.id) as work:
            review, paper = readings.newest_review(work, case_id)
            result = overrides.criterion_of(review, line, criterion)
            known = opened(work, case_id, user.id, paper.number)
            for own in review.determination.lines:
                name = signoffs.finding_id(own.id, criterion)
                if result in own.criteria and name not in known:
                    told = {"review": paper.number}
                    work.record(OPENED, f"finding/{name}", told, case_id)

    def amend(self, file: CaseFile, case: Case, edit: FactEdit, user: User) -> CaseFile:
        """Keep an edited Case with its new review, made on the versions of ``file``."""
        old = file.review
        review = review_case(
            case,
            policy=old.policies[0].id if len(old.policies) == 1 else None,
            request_date=old.determination.request_date,
            final=old.determination.final,
            packet=file.packet,
            record=file.read.record,
        )
        used = review.policies
        if len(old.policies) == 1:
            because = {"chosen_because": old.policies[0].chosen_because}
            used = (used[0].model_copy(update=because),)
        review = review.model_copy(
            update={"policies": used, "reader_comparison": old.reader_comparison}
        )
        edits = (*file.read.edits, edit)
        read = file.read.model_copy(update={"case": case, "edits": edits})
        with self.store.writing(by=user.id) as work:
            _open(cases.get(work, file.id))
            kept = readings.put_edited(
                work,
                file.id,
                read,
                packet=file.packet_paper.number,
                based_on=file.case_paper.number,
            )
            readings.put_review(
                work,
                file.id,
                review,
                case=kept.number,
                packet=file.packet_paper.number,
                based_on=file.review_paper.number,
            )
            return self._file(work, file.id, user)

    def override(
        self,
        case_id: str,
        *,
        line: str,
        criterion: str,
        status: Status,
        code: str,
        text: str,
        review: int,
        user: User,
    ) -> CaseFile:
        """Keep a person's status for a criterion beside the program's."""
        with self.store.writing(by=user.id) as work:
            _open(cases.get(work, case_id))
            overrides.add(
                work,
                case_id,
                line=line,
                criterion=criterion,
                status=status,
                reason_code=code,
                text=text,
                review=review,
            )
            return self._file(work, case_id, user)

    def sign(
        self,
        case_id: str,
        *,
        value: DecisionValue,
        attestation: str,
        review: int,
        based_on: int,
        lines: tuple[LineDecision, ...],
        rationale: str,
        provider_agreed: bool,
        role: SignerRole | None,
        user: User,
    ) -> signoffs.Signed:
        """The person signs; the findings opened are those that the log knows of.

        A decided case takes a decision on its appeal and no other.  Raises NotAllowed,
        StaleVersion.
        """
        with self.store.writing(by=user.id) as work:
            row = cases.get(work, case_id)
            if row.status != "decided" or value not in ON_APPEAL:
                _open(row)
            seen = opened(work, case_id, user.id, review)
            return signoffs.sign(
                work,
                case_id,
                value=value,
                attestation=attestation,
                review=review,
                based_on=based_on,
                lines=lines,
                rationale=rationale,
                opened=sorted(seen),
                provider_agreed=provider_agreed,
                role=role,
            )

    def describe(self, user: User, **known: str | None) -> User:
        """Keep what a person says of themselves: name, credential, licence."""
        with self.store.writing(by=user.id) as work:
            now = users.get(work, user.id)
            account = now.account._replace(**known)  # type: ignore[arg-type]
            return users.change(
                work, user.id, account, active=True, based_on=now.version
            )


def _open(row: cases.CaseRow) -> None:
    if row.status in ("decided", "closed"):
        raise NotAllowed(
            "the case is decided and is not changed any more",
            fix="an appeal or a new case takes it up again",
        )


def opened(work: Work, case_id: str, user: str, review: int) -> frozenset[str]:
    """The findings of one review that a person opened, under the name of now."""
    since = _another_since(work, user)
    return frozenset(
        row.object.removeprefix("finding/")
        for row in audit.rows(work, case_id)
        if row.action == OPENED
        and row.actor == user
        and row.seq > since
        and json.loads(row.details)["review"] == review
    )


def _another_since(work: Work, user: str) -> int:
    """The row of the log from which on an account is another person's; 0 for none.

    Without a login one account serves whoever sits there: a name that replaces that of
    somebody with a credential is another person, who has opened nothing yet.
    """
    since, before = 0, None
    for row in audit.about(work, f"user/{user}"):
        told = json.loads(row.details)
        if "name" not in told:
            continue
        if before and before["credential"] and before["name"] != told["name"]:
            since = row.seq
        before = told
    return since
