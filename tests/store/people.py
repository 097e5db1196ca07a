"""The people of the tests, a clock that stands until it is turned, a read case."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import read_case, review_case
from workbench.schema.packet import Packet
from workbench.schema.review import Review
from workbench.store import cases, packets, readings, users
from workbench.store.cases import CaseRow
from workbench.store.facade import Store, Work
from workbench.store.readings import CaseRead
from workbench.store.users import Account

START = dt.datetime(2026, 5, 4, 14, 30, tzinfo=dt.UTC)
PACKET = b"""REQUEST FOR AUTHORIZATION
Patient: Testa Packet   DOB: 01/02/1970   Member ID: ZZZ-000
Requested procedure: ACDF C5-6 (22551)
Date of request: 05/04/2026

CLINIC NOTE
Date of service: 04/20/2026
Testa Packet has neck pain and pain in the right arm. Never smoked.
Physical therapy from 01/05/2026 to 03/02/2026, twice a week, without relief.
Spurling sign positive on the right. Biceps strength 4/5 on the right.

MRI CERVICAL SPINE
Exam date: 04/02/2026
C5-6: mild central stenosis. No foraminal stenosis. The cord is normal.
"""
SIGNERS = ("nurse", "physician", "other-physician")


def account(login: str, *roles: str, reports_to: str | None = None) -> Account:
    clinical = bool({"nurse", "physician"} & set(roles))
    return Account(
        login=login,
        name=f"Testa {login.title()}",
        roles=frozenset(roles),  # type: ignore[arg-type]
        credential={"physician": "MD", "nurse": "RN"}.get(
            roles[0] if roles else "", "UM specialist"
        ),
        licence=f"TX {len(login)}000" if clinical else None,
        specialty="orthopaedic surgery" if "physician" in roles else None,
        reports_to=reports_to,
    )


PEOPLE = {
    "admin": account("admin", "admin"),
    "intake": account("intake", "intake"),
    "nurse": account("nurse", "nurse"),
    "physician": account("physician", "physician"),
    "other-physician": account("other-physician", "physician"),
    "junior": account("junior", "physician", reports_to="physician"),
    "appeals": account("appeals", "appeals"),
    "auditor": account("auditor", "auditor"),
}


@cache
def packet() -> Packet:
    return read_packet((Source("packet.txt", PACKET),))


@cache
def review() -> Review:
    reading = read_case(packet(), RulesReader())
    return review_case(reading.case, packet=packet(), record=reading.record)


@dataclass
class Hands:
    """A store and its clock."""

    store: Store
    now: dt.datetime = START
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    def of(cls, url: str) -> Hands:
        made = cls(Store.open(url))
        made.store.clock = lambda: made.now
        made.store.ids = lambda: f"id{next(made.numbers)}"
        with made.store.writing(by="admin") as work:
            for id, own in PEOPLE.items():
                users.create(work, own, id=id)
        return made

    def turn(self, **amount: float) -> None:
        self.now += dt.timedelta(**amount)

    @contextmanager
    def as_(self, user: str) -> Iterator[Work]:
        with self.store.writing(by=user) as work:
            yield work

    def read(self) -> CaseRow:
        """A case that was handed in, read and reviewed."""
        with self.as_("nurse") as work:
            return read_in(work)


def read_in(work: Work, title: str = "Testa Packet") -> CaseRow:
    case = cases.create(work, title=title)
    packets.hand_in(work, case.id, (Source("packet.txt", PACKET),), based_on=0)
    packets.put_packet(work, case.id, packet(), files=1, based_on=0)
    read = CaseRead(case=review().case, record=review().provenance.reader)
    readings.put_read(work, case.id, read, packet=1, based_on=0)
    readings.put_review(work, case.id, review(), case=1, packet=1, based_on=0)
    cases.happened(work, case.id, "received", note="by fax")
    return cases.get(work, case.id)
