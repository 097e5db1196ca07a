"""The whole file of a case, taken from the History screen."""

from __future__ import annotations

import json

from workbench.store import audit
from workbench.store.case_file import CaseFile

from .conftest import Bench


def exports(bench: Bench) -> list[str]:
    with bench.desk.store.reading() as work:
        rows = list(audit.rows(work, bench.case))
        assert audit.verify(work).whole
    return [row.details for row in rows if row.action == "case.exported"]


def test_the_history_screen_offers_the_whole_file(bench: Bench) -> None:
    page = bench.client.get(f"/cases/{bench.case}/history").text

    assert f'action="/cases/{bench.case}/export"' in page
    assert exports(bench) == []


def test_the_json_file_holds_the_packet_and_every_version(bench: Bench) -> None:
    answer = bench.post(f"/cases/{bench.case}/export", form="json")

    file = CaseFile.model_validate_json(answer.content)
    assert answer.headers["content-disposition"].endswith('"case-1-file.json"')
    assert file.case.id == bench.case
    assert file.exported_by == bench.user.id
    assert all(one.data for one in file.files)
    assert {"packet", "case", "review"} <= {one.kind for one in file.papers}
    assert [json.loads(one) for one in exports(bench)] == [{"files": True}]
    assert (
        "took the whole file" in bench.client.get(f"/cases/{bench.case}/history").text
    )


def test_the_pdf_is_one(bench: Bench) -> None:
    answer = bench.post(f"/cases/{bench.case}/export", form="pdf")

    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
    assert len(exports(bench)) == 1


def test_another_form_or_case_exports_nothing(bench: Bench) -> None:
    assert bench.post(f"/cases/{bench.case}/export", form="exe").status_code == 422
    assert bench.post("/cases/nothing/export", form="json").status_code == 404
    assert exports(bench) == []


def test_a_form_without_its_token_exports_nothing(bench: Bench) -> None:
    answer = bench.client.post(f"/cases/{bench.case}/export", data={"form": "json"})

    assert answer.status_code == 403
    assert exports(bench) == []
