"""The hash chain: any single change of a stored log is found, and from where."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from workbench.store.chain import (
    EMPTY,
    AuditRow,
    Broken,
    Head,
    canonical,
    check,
    linked,
    row_hash,
    sha,
)

START = dt.datetime(2026, 5, 4, 14, 30, tzinfo=dt.UTC)
WORDS = st.text(max_size=12)
DETAILS = st.dictionaries(WORDS, WORDS | st.integers() | st.none(), max_size=3)


@st.composite
def logs(draw: st.DrawFn, least: int = 1) -> list[AuditRow]:
    rows: list[AuditRow] = []
    head = Head(0, EMPTY)
    for number in range(draw(st.integers(least, 8))):
        row = linked(
            head,
            at=START + dt.timedelta(microseconds=number),
            actor=draw(WORDS),
            action=draw(WORDS),
            case_id=draw(st.none() | WORDS),
            object=draw(WORDS),
            details=draw(DETAILS),
        )
        rows.append(row)
        head = Head(row.seq, row.hash)
    return rows


def end(rows: list[AuditRow]) -> Head:
    return Head(rows[-1].seq, rows[-1].hash) if rows else Head(0, EMPTY)


def first(rows: list[AuditRow], head: Head, expected: str | None = None) -> int | None:
    found = list(check(rows, head, expected))
    return min(found).seq if found else None


@given(logs())
def test_an_untouched_log_is_whole(rows: list[AuditRow]) -> None:
    assert list(check(rows, end(rows))) == []
    for row in rows:
        assert list(check(rows, end(rows), row.hash)) == []


def test_an_empty_log_is_whole() -> None:
    assert list(check([], Head(0, EMPTY), EMPTY)) == []


OTHER = {
    "seq": lambda row: row.seq + 1000,
    "at": lambda row: row.at + dt.timedelta(microseconds=1),
    "actor": lambda row: row.actor + "x",
    "action": lambda row: row.action + "x",
    "case_id": lambda row: None if row.case_id is not None else "",
    "object": lambda row: row.object + "x",
    "details": lambda row: canonical({"own": row.details}),
    "digest": lambda row: sha(row.digest),
    "prev": lambda row: sha(row.prev),
    "hash": lambda row: sha(row.hash),
}


def test_every_field_of_a_row_is_tried() -> None:
    assert set(OTHER) == set(AuditRow._fields)


@given(logs(), st.data(), st.sampled_from(sorted(OTHER)))
def test_a_changed_field_is_found_at_its_row(
    rows: list[AuditRow], data: st.DataObject, name: str
) -> None:
    head = end(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    rows[at] = rows[at]._replace(**{name: OTHER[name](rows[at])})

    assert first(rows, head) == at + 1


@given(logs(), st.data())
def test_details_with_their_digest_are_found(
    rows: list[AuditRow], data: st.DataObject
) -> None:
    head = end(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    text = canonical({"own": rows[at].details})
    rows[at] = rows[at]._replace(details=text, digest=sha(text))

    assert first(rows, head) == at + 1


@given(logs(least=2), st.data())
def test_a_row_hashed_anew_is_found_at_the_next(
    rows: list[AuditRow], data: st.DataObject
) -> None:
    head = end(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    changed = rows[at]._replace(actor=rows[at].actor + "x")
    rows[at] = changed._replace(hash=row_hash(changed))

    assert first(rows, head) == min(at + 2, len(rows))


@given(logs(), st.data())
def test_a_removed_row_is_found(rows: list[AuditRow], data: st.DataObject) -> None:
    head = end(rows)
    at = data.draw(st.integers(0, len(rows) - 1))
    del rows[at]

    assert first(rows, head) == at + 1


@given(logs(), st.data())
def test_an_inserted_row_is_found(rows: list[AuditRow], data: st.DataObject) -> None:
    head = end(rows)
    at = data.draw(st.integers(0, len(rows)))
    before = end(rows[:at])
    own = linked(
        before, at=START, actor="x", action="y", case_id=None, object="z", details={}
    )
    rows.insert(at, own)

    assert first(rows, head) == (at + 2 if at < len(rows) - 1 else at + 1)


@given(logs(least=2), st.data())
def test_rows_in_another_order_are_found(
    rows: list[AuditRow], data: st.DataObject
) -> None:
    head = end(rows)
    pairs = list(itertools.combinations(range(len(rows)), 2))
    one, two = data.draw(st.sampled_from(pairs))
    first_hash, second_hash = rows[one].hash, rows[two].hash
    rows[one], rows[two] = rows[two], rows[one]
    assert first_hash != second_hash

    assert first(rows, head) == one + 1


@given(logs(least=2), st.data())
def test_numbers_given_anew_do_not_hide_another_order(
    rows: list[AuditRow], data: st.DataObject
) -> None:
    head = end(rows)
    at = data.draw(st.integers(0, len(rows) - 2))
    one, two = rows[at], rows[at + 1]
    rows[at], rows[at + 1] = two._replace(seq=one.seq), one._replace(seq=two.seq)

    assert first(rows, head) == at + 1


@given(logs(least=2), st.data())
def test_a_cut_tail_is_found_by_the_stored_head(
    rows: list[AuditRow], data: st.DataObject
) -> None:
    left = data.draw(st.integers(0, len(rows) - 1))

    assert first(rows[:left], end(rows)) == left + 1


@given(logs(least=2), st.data())
def test_a_cut_tail_with_its_head_is_found_by_a_head_noted_outside(
    rows: list[AuditRow], data: st.DataObject
) -> None:
    left = data.draw(st.integers(0, len(rows) - 1))
    kept = rows[:left]

    assert list(check(kept, end(kept))) == []
    assert first(kept, end(kept), rows[-1].hash) == left + 1


@given(logs(least=2), st.data())
def test_a_log_rewritten_to_its_end_is_found_by_a_head_noted_outside(
    rows: list[AuditRow], data: st.DataObject
) -> None:
    noted = rows[-1].hash
    at = data.draw(st.integers(0, len(rows) - 1))
    made = rows[:at]
    for row in rows[at:]:
        own = row._replace(actor=row.actor + "x", prev=end(made).hash)
        made.append(own._replace(hash=row_hash(own)))

    assert list(check(made, end(made))) == []
    assert first(made, end(made), noted) is not None


def test_a_gap_is_told_in_words() -> None:
    rows: list[AuditRow] = []
    for _ in range(4):
        rows.append(
            linked(
                end(rows),
                at=START,
                actor="a",
                action="b",
                case_id=None,
                object="c",
                details={},
            )
        )
    found = list(check([rows[0], rows[3]], end(rows)))

    assert found == [Broken(2, "rows 2 to 3 missing")]


def test_times_are_hashed_in_utc() -> None:
    head = Head(0, EMPTY)
    zone = dt.timezone(dt.timedelta(hours=-5))
    rows = [
        linked(head, at=at, actor="a", action="b", case_id=None, object="c", details={})
        for at in (START, START.astimezone(zone))
    ]

    assert rows[0].hash == rows[1].hash
