"""Requests for information, letters, calls, history, policies, evals."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from workbench.narrate.pages.edited import edges_of, text_of
from workbench.store import correspondence, papers
from workbench.web.app import create_app
from workbench.web.desk import written
from workbench.web.settings import Settings

from .conftest import Bench, browser

RFI = "request-for-information"


def test_the_builder_ticks_what_is_required(bench: Bench) -> None:
    page = bench.client.get(f"/cases/{bench.case}/request").text
    needs = bench.desk.file(bench.case, bench.user).review.determination.needs

    ticked = re.findall(r'name="ask-(\d+)"[^>]*checked', page)

    assert ticked == [str(n) for n, one in enumerate(needs, 1) if one.required]


def test_a_request_is_kept_with_the_persons_wording_and_sent(bench: Bench) -> None:
    answer = bench.post(
        f"/cases/{bench.case}/request",
        **{"ask-3": "yes", "text-3": "Send the therapy ledger"},
        own="Who did the surgery?",
        due="2026-06-01",
        based_on="0",
        do="send",
    )
    assert answer.status_code == 303

    page = bench.client.get(f"/cases/{bench.case}/request").text
    assert "1. Send the therapy ledger." in page
    assert "2. Who did the surgery?" in page
    assert "Please answer by 2026-06-01." in page
    events = bench.desk.file(bench.case, bench.user).matter.events
    assert [event.kind for event in events] == ["received", "information_requested"]


def test_a_request_for_nothing_is_refused(bench: Bench) -> None:
    answer = bench.post(f"/cases/{bench.case}/request", based_on="0")

    assert answer.status_code == 400
    assert "nothing is ticked" in answer.text


def test_attempts_are_noted_and_an_answer_is_a_clock_event(bench: Bench) -> None:
    path = f"/cases/{bench.case}/request"
    bench.post(path, **{"ask-1": "yes"}, based_on="0")

    bench.post(f"{path}/attempt", way="phone", whom="front desk", result="voicemail")
    bench.post(f"{path}/attempt", way="fax", result="records came", answered="yes")

    assert "voicemail" in bench.client.get(path).text
    events = bench.desk.file(bench.case, bench.user).matter.events
    assert events[-1].kind == "information_received"


def test_only_letters_that_follow_are_offered(bench: Bench) -> None:
    page = bench.client.get(f"/cases/{bench.case}/letters").text

    assert f'href="/cases/{bench.case}/letters/{RFI}"' in page
    assert f'href="/cases/{bench.case}/letters/approval"' not in page
    answer = bench.client.get(f"/cases/{bench.case}/letters/approval")
    assert answer.status_code == 422
    assert "contradicts the recommendation" in answer.text


def test_a_letter_shows_its_elements_and_what_is_open(bench: Bench) -> None:
    page = bench.client.get(f"/cases/{bench.case}/letters/{RFI}").text

    assert "Draft recommendation, not a decision." in page
    assert "no signed decision; a nurse or physician signs this kind" in page
    assert "longest sentence" in page


def test_an_edited_letter_keeps_the_draft_and_shows_the_trace(bench: Bench) -> None:
    path = f"/cases/{bench.case}/letters/{RFI}"
    draft = written_text(bench)
    text = draft.replace("We have not decided yet.", "We did not decide in 17 weeks.")
    assert text != draft

    assert bench.post(path, text=text, based_on="0").status_code == 303

    page = bench.client.get(path).text
    assert "<del>have" in page and "17" in page
    side = page[page.index("Without a source") :]
    assert "<b>17" in side
    own = written.letter(bench.desk.store, bench.case, RFI)
    assert own is not None and own.first.text == draft and own.content.text == text


def written_text(bench: Bench) -> str:
    import html

    page = bench.client.get(f"/cases/{bench.case}/letters/{RFI}").text
    found = re.search(r'name="text"[^>]*>(.*?)</textarea>', page, re.S)
    assert found
    return html.unescape(found[1])


def test_a_letter_is_not_released_without_its_elements(bench: Bench) -> None:
    path = f"/cases/{bench.case}/letters/{RFI}/release"

    answer = bench.post(path, based_on="0")

    assert answer.status_code == 403
    assert "of this letter still open" in answer.text
    assert "no signed decision" in answer.text
    assert written.letter(bench.desk.store, bench.case, RFI) is None


def test_an_edit_of_an_older_letter_is_told(bench: Bench) -> None:
    path = f"/cases/{bench.case}/letters/{RFI}"
    bench.post(path, text="one", based_on="0")

    assert bench.post(path, text="two", based_on="1").status_code == 409


def test_hostile_words_in_a_letter_are_shown_as_text(bench: Bench) -> None:
    path = f"/cases/{bench.case}/letters/{RFI}"
    text = "<script>alert(1)</script> [x](javascript:alert(1))"
    bench.post(path, text=text, based_on="0")

    page = bench.client.get(path).text

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_matter_fills_the_blanks(bench: Bench) -> None:
    form = {
        "member_name": "Aldous Testerfield",
        "plan": "Harbor Health",
        "program": "medicare-advantage",
        "request_type": "standard",
        "practitioner": "Odalys Marrow, MD",
        "member_address": "1 Main Street\nAustin",
    }
    bench.post(f"/cases/{bench.case}/matter", **form, based_on="1", kind=RFI)

    page = bench.client.get(f"/cases/{bench.case}/letters/{RFI}").text
    assert "[member name: not given]" not in page
    matter = bench.desk.file(bench.case, bench.user).matter
    assert matter.member.address is not None
    assert matter.member.address.lines == ("1 Main Street", "Austin")
    assert matter.addressees[0].name == "Odalys Marrow, MD"


def test_a_letter_comes_as_pdf_and_word(bench: Bench) -> None:
    for form, head in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = bench.client.get(f"/cases/{bench.case}/letters/{RFI}/file.{form}")
        assert answer.content.startswith(head)
        assert "attachment" in answer.headers["content-disposition"]
    assert (
        bench.client.get(f"/cases/{bench.case}/letters/{RFI}/file.exe").status_code
        == 404
    )


def test_calls_are_logged_attempt_by_attempt(bench: Bench) -> None:
    path = f"/cases/{bench.case}/calls"
    bench.post(path, do="attempt", way="phone", result="no answer", based_on="0")
    bench.post(
        path,
        do="talk",
        requester="Odalys Marrow",
        minutes="12",
        points="Films <b>shown</b>",
        outcome="upheld",
        based_on="1",
    )

    page = bench.client.get(path).text

    assert "no answer" in page and "12 minutes" in page
    assert "Films &lt;b&gt;shown" in page
    events = bench.desk.file(bench.case, bench.user).matter.events
    assert events[-1].kind == "peer_to_peer_held"


def test_the_prep_sheet_has_the_points_that_matter_most(bench: Bench) -> None:
    page = bench.client.get(f"/cases/{bench.case}/calls").text
    sheet = page[page.index("Prep sheet") : page.index("Attempts")]

    assert sheet.count('class="point"') == 3
    assert "Indication for posterior fusion" in sheet


def test_the_history_tells_who_did_what(bench: Bench) -> None:
    bench.post(f"/cases/{bench.case}/opened", key="L1/nicotine-free")

    page = bench.client.get(f"/cases/{bench.case}/history").text

    assert "opened a finding" in page
    assert "applied the policy" in page
    assert "Local reviewer" in page


def test_events_are_added_and_set_right_and_never_changed(bench: Bench) -> None:
    path = f"/cases/{bench.case}"
    assert (
        bench.post(f"{path}/events", kind="received", at="yesterday").status_code == 400
    )
    assert bench.post(f"{path}/events", kind="nothing").status_code == 400
    wrong = {"kind": "received", "corrects": "E1"}
    assert bench.post(f"{path}/events", **wrong).status_code == 400

    form = wrong | {"at": "2026-05-03T16:10", "note": "the fax stamp says so"}
    assert bench.post(f"{path}/events", **form).status_code == 303

    events = bench.desk.file(bench.case, bench.user).matter.events
    assert [event.corrects for event in events] == [None, "E1"]
    assert events[1].at == "2026-05-03T16:10:00+00:00"
    assert "(sets E1 right)" in bench.client.get(f"{path}/history").text


def test_a_case_is_given_to_somebody(bench: Bench) -> None:
    path = f"/cases/{bench.case}/owner"
    version = str(bench.desk.file(bench.case, bench.user).row.version)

    assert bench.post(path, who="nobody-known", version=version).status_code == 400
    assert bench.post(path, who="local", version=version).status_code == 303

    assert "Sample" in bench.client.get("/?owner=mine").text
    assert bench.post(path, who="", version=version).status_code == 409


def test_every_policy_is_readable(bench: Bench) -> None:
    page = bench.client.get("/policies").text
    names = re.findall(r'class="row-link" href="/policies/([a-z0-9-]+)"', page)

    assert len(names) >= 10
    shown = bench.client.get(f"/policies/{names[0]}").text
    assert "At a glance" in shown
    assert bench.client.get("/policies/none").status_code == 404


def test_reports_are_framed_in_a_sandbox(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "gold.html").write_text("<p>97 %</p><script>1</script>")
    with browser(bench.desk, Settings(reports=folder)) as client:
        assert "gold.html" in client.get("/evals").text
        answer = client.get("/evals/reports/gold.html")
        assert "sandbox" in answer.headers["content-security-policy"]
        assert "script-src" not in answer.headers["content-security-policy"]
        assert client.get("/evals/reports/..%2Fx.html").status_code == 404


def test_a_letter_of_a_signed_decision_follows_the_decision(bench: Bench) -> None:
    from .test_sign import PHYSICIAN, as_person, decide, person

    own = as_person(bench, person(bench, PHYSICIAN))
    assert decide(own, "approve").status_code == 303

    page = own.client.get(f"/cases/{bench.case}/letters/approval")

    assert page.status_code == 200
    assert "signed decision" not in page.text


OVERLAY = Path("prompts/letters/overlays/example")
MATTER = {
    "member_name": "Aldous Testerfield",
    "member_member_id": "SYN-0059-7731",
    "member_address": "1 Main Street\nAustin",
    "program": "medicare-advantage",
    "state": "TX",
    "request_type": "standard",
    "plan": "Harbor Health",
    "reference": "HH-1",
    "letter_date": "2026-05-05",
    "practitioner": "Odalys Marrow, MD",
    "practitioner_fax": "1-800-555-0199",
    "kind": RFI,
}


@pytest.fixture
def pended(bench: Bench) -> Iterator[Bench]:
    """The case waits for information by a signed decision; only the letter is left."""
    from .test_sign import PHYSICIAN, as_person, decide, person

    user = person(bench, PHYSICIAN)
    own = as_person(bench, user)
    assert own.post(f"/cases/{bench.case}/matter", **MATTER, based_on="1").is_redirect
    assert decide(own, "pend_rfi").status_code == 303
    app = create_app(
        bench.desk, Settings(overlay=OVERLAY), identify=lambda request: user
    )
    yield own._replace(client=TestClient(app, base_url="http://127.0.0.1"))


def text_of_file(bench: Bench, query: str = "") -> str:
    path = f"/cases/{bench.case}/letters/{RFI}/file.docx{query}"
    return text_of(bench.client.get(path).content, "a.docx")


def test_the_file_holds_the_text_that_a_person_wrote(bench: Bench) -> None:
    path = f"/cases/{bench.case}/letters/{RFI}"
    draft = written_text(bench)
    bench.post(path, text=draft.replace("yet", "so far"), based_on="0")

    assert "We have not decided so far." in text_of_file(bench)
    assert "Checklist for the reviewer" in text_of_file(bench)
    raw = bench.client.get(f"{path}/file.docx?changes=1").content
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        body = file.read("word/document.xml").decode()
    assert re.search(r"<w:del [^>]*Local reviewer.*?<w:delText[^>]*>yet\.?<", body)
    assert text_of_file(bench, "?changes=1") == text_of_file(bench)
    assert bench.client.get(f"{path}/file.pdf?changes=1").content.startswith(b"%PDF")


def test_an_edited_letter_goes_out_as_it_was_edited(pended: Bench) -> None:
    path = f"/cases/{pended.case}/letters/{RFI}"
    text = written_text(pended).replace("not decided yet", "not decided so far")
    pended.post(path, text=text, based_on="0")

    assert pended.post(f"{path}/release", based_on="2").status_code == 303

    own = written.letter(pended.desk.store, pended.case, RFI)
    assert own is not None and own.content.final
    for body in (own.content.text, text_of_file(pended)):
        assert "not decided so far" in body
        assert "Draft" not in body
        assert "Checklist" not in body
    assert "DRAFT" not in str(edges_of_file(pended))


def edges_of_file(bench: Bench) -> tuple[str, ...]:
    path = f"/cases/{bench.case}/letters/{RFI}/file.docx"
    return edges_of(bench.client.get(path).content, "a.docx")


@pytest.mark.parametrize(
    ("cut", "put", "told"),
    [
        (r"\*\*Your language\.\*\*.*", "", "taken out of"),
        ("have not decided yet", "did not decide in 17 weeks", "17"),
        ("Draft ", "Our draft ", "mark of a draft"),
    ],
    ids=["an element", "a number", "the mark"],
)
def test_a_text_that_may_not_go_out_is_held_back(
    pended: Bench, cut: str, put: str, told: str
) -> None:
    path = f"/cases/{pended.case}/letters/{RFI}"
    draft = written_text(pended)
    text = re.sub(cut, put, draft)
    assert text != draft
    pended.post(path, text=text, based_on="0")

    answer = pended.post(f"{path}/release", based_on="2")

    assert answer.status_code == 403 and told in answer.text
    own = written.letter(pended.desk.store, pended.case, RFI)
    assert own is not None and not own.content.final


def test_a_text_of_before_is_drafted_anew_and_stays_kept(bench: Bench) -> None:
    path = f"/cases/{bench.case}/letters/{RFI}"
    bench.post(path, text=written_text(bench) + "\nCall us.", based_on="0")
    assert "Draft it anew" not in bench.client.get(path).text
    bench.post(f"/cases/{bench.case}/matter", **MATTER, based_on="1")
    assert "Draft it anew" in bench.client.get(path).text

    assert bench.post(f"{path}/anew", based_on="2").status_code == 303

    page = bench.client.get(path).text
    assert "Draft it anew" not in page and "Aldous Testerfield" in page
    with bench.desk.store.reading() as work:
        kept = papers.versions(work, bench.case, "letter", RFI)
        second = papers.read(work, kept[1], correspondence.Letter)
    assert [one.origin for one in kept] == ["generated", "edited", "generated"]
    assert "Call us." in second.text


def test_the_plans_departments_are_filled_in(bench: Bench) -> None:
    form = {
        "appeals-phone": "1-800-555-0103",
        "appeals-address": "P.O. Box 41\nWestmere",
        "letterhead": "Larkfield Health Plan\nP.O. Box 40",
    }
    bench.post(f"/cases/{bench.case}/matter", **MATTER, **form, based_on="1")

    matter = bench.desk.file(bench.case, bench.user).matter
    assert matter.contacts.appeals is not None
    assert matter.contacts.appeals.phone == "1-800-555-0103"
    assert matter.contacts.appeals.address is not None
    assert matter.contacts.appeals.address.lines == ("P.O. Box 41", "Westmere")
    assert matter.contacts.utilization is None
    assert matter.letterhead.lines == ("P.O. Box 40",)
    page = bench.client.get(f"/cases/{bench.case}/letters/{RFI}").text
    assert "Larkfield Health Plan\nP.O. Box 40</textarea>" in page
