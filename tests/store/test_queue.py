"""The queue: by time left, filtered, page by page, and quick with many cases."""

from __future__ import annotations

import datetime as dt
import itertools
import time

from sqlalchemy import insert

from tests.store.people import START, Hands
from workbench.schema.matter import Matter
from workbench.store import cases, locks, queue
from workbench.store import tables as t
from workbench.store.cases import FAR
from workbench.store.facade import Work
from workbench.store.queue import NOBODY, Entry, Filter, Key

MANY = 10_000
STATUSES = ("new", "ready", "in-review", "pended", "physician-review", "decided")


def fill(work: Work, count: int) -> None:
    """Many rows at once, some with the same deadline, some without one."""
    rows = []
    for number in range(count):
        due = None if number % 11 == 0 else START + dt.timedelta(hours=number % 997)
        status = STATUSES[number % 5]
        rows.append(
            {
                "id": f"c{number * 7919 % count:05}",
                "number": number + 1,
                "version": 1,
                "status": status,
                "title": f"Testa Packet {number}",
                "service": ("acdf", "lumbar-fusion", "spine-mri")[number % 3],
                "program": ("erisa", "medicare-advantage")[number % 2],
                "request_type": "standard",
                "owner": ("nurse", "physician", None)[number % 3],
                "created_at": START,
                "created_by": "intake",
                "changed_at": START,
                "changed_by": "intake",
                "due_at": due,
                "due_key": due or FAR,
                "paused": False,
            }
        )
    work.connection.execute(insert(t.cases), rows)


def all_pages(work: Work, wanted: Filter, size: int) -> list[Entry]:
    found: list[Entry] = []
    after: Key | None = None
    while True:
        page = queue.page(work, wanted, after=after, size=size)
        found += page.entries
        if page.next is None:
            return found
        assert len(page.entries) == size
        after = page.next


def test_pages_hold_every_case_once_in_order(hands: Hands) -> None:
    with hands.as_("admin") as work:
        fill(work, 300)
        for size in (7, 50, 300, 1000):
            found = all_pages(work, Filter(), size)
            keys = [(one.case.due_at or FAR, one.case.id) for one in found]
            assert keys == sorted(keys) and len(set(keys)) == 300


def test_filters_are_those_of_the_rows(hands: Hands) -> None:
    with hands.as_("admin") as work:
        fill(work, 300)
        every = [one.case for one in all_pages(work, Filter(), 300)]
        soon = START + dt.timedelta(hours=20)
        tried = {
            Filter(status=("ready", "pended")): lambda c: (
                c.status in ("ready", "pended")
            ),
            Filter(owner="nurse"): lambda c: c.owner == "nurse",
            Filter(owner=NOBODY): lambda c: c.owner is None,
            Filter(service="acdf"): lambda c: c.service == "acdf",
            Filter(program="erisa"): lambda c: c.program == "erisa",
            Filter(words="PACKET 29"): lambda c: "packet 29" in c.title.lower(),
            Filter(words="100%"): lambda c: False,
            Filter(due_before=soon): lambda c: c.due_at is not None and c.due_at < soon,
            Filter(status=("ready",), owner="physician", program="erisa"): lambda c: (
                (c.status, c.owner, c.program) == ("ready", "physician", "erisa")
            ),
        }
        for wanted, fits in tried.items():
            found = [one.case.id for one in all_pages(work, wanted, 13)]
            assert found == [case.id for case in every if fits(case)], wanted
            assert sum(queue.counts(work, wanted).values()) == len(found)


def test_a_page_tells_whose_a_case_is_and_who_has_it_open(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("nurse") as work:
        cases.assign(work, case.id, "physician", based_on=case.version)
        locks.take(work, case.id)
        (entry,) = queue.page(work).entries
    assert (entry.owner_name, entry.open_with) == ("Testa Physician", "Testa Nurse")
    hands.turn(hours=1)
    with hands.store.reading() as work:
        assert queue.page(work).entries[0].open_with is None


def test_what_can_be_chosen_is_what_there_is(hands: Hands) -> None:
    hands.read()
    with hands.store.reading() as work:
        found = queue.choices(work)
    assert found["service"] == ["acdf"]
    assert found["recommendation"] == ["not_medically_necessary"]
    assert found["program"] == []


def test_the_least_time_left_comes_first(hands: Hands) -> None:
    made = []
    for kind in ("standard", "expedited", None):
        case = hands.read()
        made.append(case.id)
        if kind:
            asked = Matter.model_validate(
                {"program": "medicare-advantage", "request_type": kind}
            )
            with hands.as_("intake") as work:
                cases.put_matter(work, case.id, asked, based_on=0)
    with hands.store.reading() as work:
        found = [entry.case.id for entry in queue.page(work).entries]
    standard, expedited, without = made
    assert found == [expedited, standard, without]


QUICK = (
    Filter(),
    Filter(status=("ready",)),
    Filter(owner="nurse"),
    Filter(service="acdf", status=("ready", "in-review")),
)


def test_a_page_of_many_cases_is_quick(hands: Hands) -> None:
    """95 of 100 pages of 10,000 cases take under 20 ms of processor time."""
    with hands.as_("admin") as work:
        fill(work, MANY)
    spent = []
    for wanted in QUICK:
        after: Key | None = None
        with hands.store.reading() as work:
            queue.page(work, wanted)  # compiles the statement
            for _ in itertools.repeat(None, 25):
                start = time.process_time()
                page = queue.page(work, wanted, after=after)
                spent.append(time.process_time() - start)
                after = page.next
    assert sorted(spent)[int(len(spent) * 0.95)] < 0.02
