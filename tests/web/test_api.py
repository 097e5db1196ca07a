"""The API: the pages' actions and gates for other systems."""

from __future__ import annotations

import base64

import pytest

from workbench.schema.base import parse_json
from workbench.schema.review import Review

from .conftest import PHYSICIAN, SAMPLE, Bench
from .test_sign import NURSE, as_person, person


def test_post_a_packet_then_fetch_its_determination(empty: Bench) -> None:
    text = (SAMPLE / "packet.txt").read_text()
    answer = empty.client.post("/api/v1/cases", json={"files": [{"text": text}]})
    assert answer.status_code == 202
    case = answer.json()["id"]
    assert empty.client.get(f"/api/v1/cases/{case}").json()["status"] == "reading"
    assert empty.client.get(f"/api/v1/cases/{case}/review").status_code == 404

    empty.desk.work_off()

    now = empty.client.get(f"/api/v1/cases/{case}").json()
    assert (now["status"], now["review_version"]) == ("ready", 1)
    got = empty.client.get(f"/api/v1/cases/{case}/review")
    review = parse_json(Review, got.content, where="answer")
    assert review.determination.recommendation == "request_information"


def test_bytes_come_in_base64(empty: Bench) -> None:
    data = base64.b64encode(b"OFFICE VISIT NOTE\nNeck pain.\n").decode()
    body = {"files": [{"name": "a/../b.txt", "base64": data}]}
    assert empty.client.post("/api/v1/cases", json=body).status_code == 202

    wrong = {"files": [{"base64": "%%%"}]}
    assert empty.client.post("/api/v1/cases", json=wrong).status_code == 422
    both = {"files": [{"base64": data, "text": "x"}]}
    assert empty.client.post("/api/v1/cases", json=both).status_code == 422


def test_a_fact_is_added_by_quote_and_what_moved_is_told(bench: Bench) -> None:
    body = {
        "do": "add",
        "what": "treatments",
        "data": {"kind": "collar", "assertion": "present", "site": "neck"},
        "quotes": [{"quote": "He has worn a cervical collar"}],
        "reason": "seen",
        "facts_version": 1,
        "review_version": 1,
    }
    path = f"/api/v1/cases/{bench.case}/facts"

    answer = bench.client.patch(path, json=body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["facts_version"] == 2

    assert bench.client.patch(path, json=body).status_code == 409
    fresh = body | {"facts_version": 2, "review_version": 2}
    nowhere = fresh | {"quotes": [{"quote": "He wore it for 9 weeks"}]}
    refused = bench.client.patch(path, json=nowhere)
    assert refused.status_code == 422
    assert "does not stand in the packet" in refused.json()["error"]
    unfit = fresh | {"data": {"kind": "collar", "days": 63}}
    assert "63 days" in bench.client.patch(path, json=unfit).json()["error"]


def test_removing_a_fact_moves_criteria(bench: Bench) -> None:
    file = bench.desk.file(bench.case, bench.user)
    line = file.review.determination.lines[1]
    imaging = next(one for one in line.criteria if one.id == "imaging-at-level")
    moved = []
    for number, fact in enumerate(imaging.facts, 1):
        body = {
            "do": "remove",
            "what": "imaging_findings",
            "fact": fact,
            "reason": "another patient's",
            "facts_version": number,
            "review_version": number,
        }
        answer = bench.client.patch(f"/api/v1/cases/{bench.case}/facts", json=body)
        assert answer.status_code == 200, answer.text
        moved += answer.json()["moved"]

    assert any(one["line"] == "L2" and one["before"] == "met" for one in moved)


def test_an_override_over_the_api(bench: Bench) -> None:
    body = {
        "line": "L1",
        "criterion": "function-limited",
        "status": "met",
        "reason_code": "evidence-missed",
        "text": "The call tells of it.",
        "review_version": 1,
    }
    path = f"/api/v1/cases/{bench.case}/overrides"

    assert bench.client.post(path, json=body).status_code == 201
    assert bench.client.post(path, json=body | {"reason_code": "x"}).status_code == 422
    assert bench.client.post(path, json=body | {"line": "L99"}).status_code == 404


def signing(bench: Bench, value: str) -> dict[str, object]:
    now = bench.client.get(f"/api/v1/cases/{bench.case}").json()
    return {
        "value": value,
        "attested": True,
        "rationale": "Not shown.",
        "review_version": now["review_version"],
        "case_version": now["case_version"],
    }


def test_a_physician_fetches_each_finding_before_denying(bench: Bench) -> None:
    own = as_person(bench, person(bench, PHYSICIAN))
    path = f"/api/v1/cases/{bench.case}"
    body = signing(own, "deny_insufficient_information")

    early = own.client.post(f"{path}/decision", json=body)
    assert early.status_code == 403
    assert "findings not opened yet" in early.json()["error"]

    file = bench.desk.file(bench.case, bench.user)
    for line in file.review.determination.lines:
        for one in line.criteria:
            got = own.client.get(f"{path}/findings/{line.id}/{one.id}")
            assert got.json()["reason"] == one.reason
    answer = own.client.post(f"{path}/decision", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["status"] == "decided"
    assert own.client.get(f"{path}/decisions").json()[0]["sign_off"]["role"] == (
        "physician"
    )


@pytest.mark.parametrize("value", ["deny_medical_necessity", "approve_partial"])
def test_a_nurse_denies_nothing_over_the_api(bench: Bench, value: str) -> None:
    own = as_person(bench, person(bench, NURSE))

    answer = own.client.post(
        f"/api/v1/cases/{bench.case}/decision", json=signing(own, value)
    )

    assert answer.status_code == 403
    assert bench.desk.file(bench.case, bench.user).decisions == ()


def test_wrong_bodies_are_named_and_not_echoed(bench: Bench) -> None:
    body = {"files": [{"text": "x"}], "SECRETKEY": "SECRETVALUE"}

    answer = bench.client.post("/api/v1/cases", json=body)

    assert answer.status_code == 422
    assert "SECRETVALUE" not in answer.text
    assert answer.json()["problems"][0]["at"] == ["body", "SECRETKEY"]


def test_another_sites_page_cannot_use_the_api(bench: Bench) -> None:
    body = '{"files": [{"text": "x"}]}'
    for headers in (
        {"origin": "http://evil.example", "content-type": "application/json"},
        {"content-type": "text/plain"},
    ):
        answer = bench.client.post("/api/v1/cases", content=body, headers=headers)
        assert answer.status_code in (403, 415, 422)


def test_the_openapi_document_describes_every_route(bench: Bench) -> None:
    found = bench.client.get("/api/v1/openapi.json").json()

    assert "/api/v1/cases/{case}/decision" in found["paths"]
    assert all(path.startswith("/api/v1/") for path in found["paths"])
