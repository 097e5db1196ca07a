"""The exported file: nothing is left out, and a reader can check it alone."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

from tests.store.people import PACKET, Hands
from tests.store.test_signoffs import sign
from workbench.store import access, cases, correspondence, overrides
from workbench.store.case_file import CaseFile, export
from workbench.store.case_file_page import markdown, pdf
from workbench.store.cases import CaseRow
from workbench.store.chain import canonical, sha
from workbench.store.correspondence import Asked, InformationRequest, Letter, PeerToPeer

SCHEMA = Path(__file__).parents[2] / "schemas" / "case-file.schema.json"
HOSTILE = "<script>alert(1)</script> | `x` {{ 7*7 }} \u202e"


def worked_on(hands: Hands) -> CaseRow:
    case = hands.read()
    access.saw(hands.store, "nurse", case.id, "case")
    with hands.as_("nurse") as work:
        overrides.add(
            work,
            case.id,
            line="L1",
            criterion="imaging-at-level",
            status="conflicting",
            reason_code="record-conflict-settled",
            text=HOSTILE,
            review=1,
        )
        letter = Letter(kind="rfi", text=f"# Request\n\n{HOSTILE}")
        correspondence.put_letter(work, case.id, "rfi-1", letter, based_on=0)
        asked = InformationRequest(items=(Asked(ask="Films", answer="by fax"),))
        correspondence.put_request(work, case.id, "1", asked, based_on=0)
        call = PeerToPeer(requested_by="Dr. Testa")
        correspondence.put_call(work, case.id, "1", call, based_on=0)
        correspondence.add_note(work, case.id, HOSTILE)
        case = cases.get(work, case.id)
    sign(hands, "physician", "deny_medical_necessity", case)
    return case


def exported(hands: Hands, case: CaseRow, *, with_files: bool = True) -> CaseFile:
    with hands.as_("auditor") as work:
        return export(work, case.id, with_files=with_files)


def test_everything_kept_is_in_the_file(hands: Hands) -> None:
    file = exported(hands, worked_on(hands))

    assert [one.data for one in file.files] == [PACKET]
    assert {paper.kind for paper in file.papers} == {
        "files",
        "packet",
        "case",
        "review",
        "letter",
        "information-request",
        "peer-to-peer",
        "note",
    }
    assert [event.kind for event in file.events] == ["received"]
    assert file.overrides[0].original == "not_met"
    assert file.decisions[0].decision.value == "deny_medical_necessity"
    assert [one.by_name for one in file.access] == ["Testa Nurse"]
    assert file.audit[-1].action == "case.exported"
    assert file.audit[-1].actor == "auditor"
    assert file.audit_head.hash == file.audit[-1].hash


def test_the_file_keeps_to_its_published_schema(hands: Hands) -> None:
    file = exported(hands, worked_on(hands))
    data = json.loads(file.model_dump_json())

    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert CaseFile.model_validate_json(file.model_dump_json()) == file


def test_a_reader_can_check_content_and_rows_without_the_program(hands: Hands) -> None:
    file = json.loads(exported(hands, worked_on(hands)).model_dump_json())
    for paper in file["papers"]:
        assert sha(canonical(paper["content"])) == paper["sha256"]
    for row in file["audit"]:
        assert sha(row["details"]) == row["digest"]
        own = {
            name: row[name]
            for name in ("seq", "at", "actor", "action", "case", "object")
        } | {"details": row["digest"], "prev": row["prev"]}
        assert sha(canonical(own)) == row["hash"]


def test_files_can_be_left_out(hands: Hands) -> None:
    (held,) = exported(hands, worked_on(hands), with_files=False).files

    assert held.data is None
    assert held.sha256 == sha256(PACKET).hexdigest()


def test_the_pages_show_everything_as_text(hands: Hands) -> None:
    told = markdown(exported(hands, worked_on(hands)))

    for words in (
        "# Case 1: Testa Packet",
        "Decision 1: deny medical necessity",
        "licence TX 9000",
        "C5-6: mild central stenosis.",
        "Films (open): by fax",
        "requested by: Dr. Testa",
        "case.exported",
    ):
        assert words in told
    quoted = [line for line in told.splitlines() if "<script>" in line]
    assert quoted and all(line.startswith("    ") for line in quoted)
    assert "\\<script\\>" in told
    assert "49" not in told.split("## 5.")[1].split("## 6.")[0]
    assert "\u202e" not in told


def test_a_case_that_nobody_worked_on_has_its_pages_too(hands: Hands) -> None:
    with hands.as_("intake") as work:
        case = cases.create(work, title="Testa Packet")
    told = markdown(exported(hands, case))

    assert "Nobody has decided this case." in told
    assert "No packet was read." in told


def test_the_same_file_gives_the_same_pdf(hands: Hands) -> None:
    if hands.store.engine.dialect.name != "sqlite":
        pytest.skip("the pages do not depend on the database")
    file = exported(hands, worked_on(hands))
    made = pdf(file)

    assert made.startswith(b"%PDF-") and made == pdf(file)
