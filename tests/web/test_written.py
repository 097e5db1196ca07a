"""Requests for information, letters, calls, history, policies, evals."""

from __future__ import annotations

import re
from pathlib import Path

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

    assert answer.status_code == 400
    assert "keep this letter from being final" in answer.text
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
    names = re.findall(r'href="/policies/([a-z0-9-]+)"', page)

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
