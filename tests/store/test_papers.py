"""Versions: nothing is overwritten, and nobody overwrites another silently."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import delete, update

from tests.store.people import PACKET, Hands, packet, review
from workbench.packet.sources import Source
from workbench.schema.matter import Matter
from workbench.store import blobs, cases, correspondence, packets, papers, readings
from workbench.store import tables as t
from workbench.store.correspondence import InformationRequest, Letter, PeerToPeer
from workbench.store.errors import NotAllowed, NotFound, Refused, StaleVersion
from workbench.store.readings import FactEdit


def test_what_was_read_comes_back_as_it_was(hands: Hands) -> None:
    case = hands.read()
    with hands.store.reading() as work:
        files = packets.sources(work, papers.get(work, case.id, "files"))
        paper = papers.get(work, case.id, "packet")
        whole = packets.packet(work, paper, with_bytes=True)
        bare = packets.packet(work, paper)
        found, kept = readings.newest_review(work, case.id)

    assert files == (Source("packet.txt", PACKET),)
    assert whole == packet()
    assert bare.sources[0].data == b"" and bare.documents == packet().documents
    assert found == review()
    assert kept.rests_on == {"case": 1, "packet": 1}


def test_the_second_of_two_editors_is_told_who_was_first(hands: Hands) -> None:
    case = hands.read()
    with hands.store.reading() as work:
        read, paper = readings.newest_case(work, case.id)
    edit = FactEdit(do="remove", list="symptoms", fact="x", reason="not hers")
    edited = read.model_copy(update={"edits": (edit,)})

    with hands.as_("nurse") as work:
        readings.put_edited(work, case.id, edited, packet=1, based_on=paper.number)
    hands.turn(minutes=1)
    with pytest.raises(StaleVersion) as caught, hands.as_("physician") as work:
        readings.put_edited(work, case.id, edited, packet=1, based_on=paper.number)

    assert caught.value.by == "Testa Nurse"
    assert (caught.value.based_on, caught.value.found) == (1, 2)
    assert caught.value.at == hands.now - dt.timedelta(minutes=1)
    with hands.store.reading() as work:
        versions = papers.versions(work, case.id, "case")
        first = papers.read(work, versions[0], readings.CaseRead)
    assert [one.origin for one in versions] == ["read", "edited"]
    assert versions[1].reason == "remove x: not hers"
    assert first.case == review().case


def test_the_same_holds_for_the_row_of_the_queue(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("nurse") as work:
        cases.assign(work, case.id, "nurse", based_on=case.version)
    with pytest.raises(StaleVersion, match="Testa Nurse"), hands.as_("intake") as work:
        cases.assign(work, case.id, "physician", based_on=case.version)


def test_an_edit_without_a_reason_is_refused(hands: Hands) -> None:
    case = hands.read()
    with hands.store.reading() as work:
        read, _ = readings.newest_case(work, case.id)
    edit = FactEdit(do="remove", list="symptoms", fact="x", reason="  ")
    for edits in ((), (edit,)):
        changed = read.model_copy(update={"edits": edits})
        with pytest.raises(NotAllowed), hands.as_("nurse") as work:
            readings.put_edited(work, case.id, changed, packet=1, based_on=1)


def test_more_files_make_a_new_version_that_holds_the_earlier_ones(
    hands: Hands,
) -> None:
    case = hands.read()
    with hands.as_("intake") as work:
        more = (Source("../../etc/passwd", b"later"), Source("again.txt", PACKET))
        paper = packets.hand_in(work, case.id, more, based_on=1)
        names = [one.name for one in packets.sources(work, paper)]
        same = papers.read(work, paper, packets.FilesKept).files

    assert names == ["packet.txt", "../../etc/passwd", "again.txt"]
    assert same[0].sha256 == same[2].sha256


@pytest.mark.parametrize("table", [t.papers, t.blobs, t.events, t.audit, t.access])
def test_the_database_refuses_to_change_or_remove_a_record(
    hands: Hands, table: object
) -> None:
    hands.read()
    assert isinstance(table, type(t.papers))
    if table is t.access:
        from workbench.store import access

        with hands.store.reading() as work:
            case = work.connection.execute(t.cases.select()).one()
        access.saw(hands.store, "nurse", case.id, "case")
    column = list(table.c)[-1]
    for statement in (update(table).values({column: column}), delete(table)):
        with pytest.raises(Refused, match="append-only"), hands.as_("admin") as work:
            work.connection.execute(statement)


def test_a_transaction_that_fails_leaves_nothing(hands: Hands) -> None:
    with hands.store.reading() as work:
        before = work.connection.execute(t.audit.select()).all()
    with pytest.raises(ZeroDivisionError), hands.as_("nurse") as work:
        cases.create(work, title="never")
        raise ZeroDivisionError
    with hands.store.reading() as work:
        assert work.connection.execute(t.audit.select()).all() == before
        assert work.connection.execute(t.cases.select()).all() == []


def test_a_reading_transaction_cannot_write(hands: Hands) -> None:
    with pytest.raises(Exception, match="reading transaction"):
        with hands.store.reading() as work:
            cases.create(work, title="x")


def test_letters_are_drafted_edited_released_and_then_stand(hands: Hands) -> None:
    case = hands.read()
    draft = Letter(kind="request-for-information", text="Dear Dr. Testa,")
    final = draft.model_copy(update={"text": "Dear Doctor,", "final": True})
    with hands.as_("nurse") as work:
        put, edit = correspondence.put_letter, correspondence.edit_letter
        put(work, case.id, "rfi-1", draft, based_on=0)
        with pytest.raises(NotAllowed, match="person releases"):
            put(work, case.id, "rfi-1", final, based_on=1)
        spanish = final.model_copy(update={"translation": "es"})
        with pytest.raises(NotAllowed, match="translat"):
            edit(work, case.id, "rfi-1", spanish, based_on=1, reason="")
        edit(work, case.id, "rfi-1", final, based_on=1, reason="plainer")
        with pytest.raises(NotAllowed, match="released"):
            edit(work, case.id, "rfi-1", draft, based_on=2, reason="again")
        kept = papers.versions(work, case.id, "letter", "rfi-1")

    assert [one.origin for one in kept] == ["generated", "edited"]


def test_requests_calls_and_notes_are_kept_apart(hands: Hands) -> None:
    case = hands.read()
    asked = InformationRequest(items=(correspondence.Asked(ask="Therapy records"),))
    with hands.as_("nurse") as work:
        correspondence.put_request(work, case.id, "1", asked, based_on=0)
        call = PeerToPeer(requested_by="Dr. Testa")
        correspondence.put_call(work, case.id, "1", call, based_on=0)
        for text in ("first", "second"):
            correspondence.add_note(work, case.id, text)
        notes = [
            papers.read(work, one, correspondence.Note).text
            for one in papers.newest(work, case.id, "note")
        ]
        kinds = [one.kind for one in papers.everything(work, case.id)]

    assert notes == ["first", "second"]
    assert {"information-request", "peer-to-peer"} < set(kinds)


def test_the_matter_keeps_its_versions_and_its_events_apart(hands: Hands) -> None:
    case = hands.read()
    with hands.as_("intake") as work:
        asked = Matter(program="medicare-advantage", request_type="standard")
        cases.put_matter(work, case.id, asked, based_on=0)
        whole, number = cases.matter(work, case.id)

    assert number == 1
    assert whole.program == "medicare-advantage"
    assert [event.kind for event in whole.events] == ["received"]


def test_unknown_things_are_named(hands: Hands) -> None:
    with hands.store.reading() as work:
        with pytest.raises(NotFound):
            cases.get(work, "none")
        with pytest.raises(NotFound):
            blobs.fetch(work, "0" * 64)
        with pytest.raises(NotFound):
            papers.get(work, "none", "case")
