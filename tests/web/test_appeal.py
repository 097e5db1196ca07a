"""An appeal: its grounds answered, new evidence against old, who may decide it."""

from __future__ import annotations

import re

from tests.appeal.test_several import APPEAL
from tests.evaluate.test_several import INJECTION, NECK, REQUEST
from workbench.packet.sources import Source
from workbench.policy.loader import load_policy
from workbench.store import papers

from .conftest import PHYSICIAN, Bench, hand_in
from .test_sign import as_person, decide, open_all, person

LETTER = """APPEAL OF DENIAL
To: Harbor Health Plan, Appeals
Member: Aldous Testerfield
Date: 06/20/2026

I appeal the denial of surgery. The denial says that conservative care was not shown.
The therapy record is enclosed: twelve weeks of physical therapy without benefit.

Odalys Marrow, MD
"""
THERAPY = b"""PHYSICAL THERAPY DISCHARGE SUMMARY
Patient: Aldous Testerfield   DOB: 02/11/1967
Start of care: 01/05/2026   Discharge: 04/03/2026
Visits attended: 22. Supervised therapeutic exercise for the neck.
Outcome: no improvement in neck or arm pain.
"""


def test_an_appeal_is_read_with_its_new_records(bench: Bench) -> None:
    doctor = person(bench, PHYSICIAN)
    own = as_person(bench, doctor)
    open_all(own, doctor)
    assert decide(own, "deny_insufficient_information").status_code == 303

    answer = bench.client.post(
        f"/cases/{bench.case}/appeal",
        data={"form_token": bench.token(), "letter": LETTER},
        files={"files": ("therapy.txt", THERAPY)},
        follow_redirects=False,
    )
    assert answer.status_code == 303, answer.text

    page = bench.client.get(f"/cases/{bench.case}/appeal").text
    assert "Grounds, one by one" in page
    assert "PHYSICAL THERAPY" in page
    assert re.search(r"new</span>", page)
    assert "Ruth Vale, orthopaedic surgery" in page
    assert "not: decided this case before" in page

    letter = page[page.index('aria-label="The drafted answer"') :]
    assert "twelve weeks of physical therapy" in letter
    assert "<h1" in letter and "**" not in letter.partition("</article>")[0]
    at = f"/cases/{bench.case}/appeal/letter"
    word, pdf = bench.client.get(f"{at}.docx"), bench.client.get(f"{at}.pdf")
    assert word.content.startswith(b"PK") and pdf.content.startswith(b"%PDF-")
    assert 'filename="case-1-appeal-answer.docx"' in word.headers["content-disposition"]
    assert bench.client.get(f"{at}.exe").status_code == 404


def test_there_is_no_answer_before_an_appeal(bench: Bench) -> None:
    answer = bench.client.get(f"/cases/{bench.case}/appeal/letter.pdf")

    assert answer.status_code == 404


def test_an_appeal_without_a_letter_is_refused(bench: Bench) -> None:
    answer = bench.post(f"/cases/{bench.case}/appeal", letter=" ")

    assert answer.status_code == 422


def test_only_those_who_work_on_appeals_see_it(bench: Bench) -> None:
    from .test_sign import NURSE

    own = as_person(bench, person(bench, NURSE))

    assert own.client.get(f"/cases/{bench.case}/appeal").status_code == 403
    assert own.client.get(f"/cases/{bench.case}/appeal/letter.pdf").status_code == 403


def mixed(bench: Bench) -> str:
    """A case of two policies, its appeal evaluated."""
    case = hand_in(bench.desk, Source("packet.txt", REQUEST.encode()))
    answer = bench.client.post(
        f"/cases/{case}/appeal",
        data={"form_token": bench.token(), "letter": APPEAL[0].data.decode()},
        follow_redirects=False,
    )
    assert answer.status_code == 303, answer.text
    return case


def test_each_policy_of_a_mixed_request_answers_for_its_own_lines(bench: Bench) -> None:
    case = mixed(bench)
    page = bench.client.get(f"/cases/{case}/appeal").text

    assert "2 answers, one under each policy" in page
    neck, injection = page.split(f'id="under-{INJECTION}"')
    neck = neck.partition(f'id="under-{NECK}"')[2].partition("Grounds")[0]
    injection = injection.partition("Grounds")[0]
    assert "C5-6" in neck and "L4-5" not in neck
    assert "L4-5" in injection and "C5-6" not in injection
    at = f"/cases/{case}/appeal/letter"
    for name in (NECK, INJECTION):
        pdf = bench.client.get(f"{at}.pdf", params={"policy": name})
        assert pdf.content.startswith(b"%PDF-")
        assert f"appeal-answer-{name}.pdf" in pdf.headers["content-disposition"]
        assert f'href="{at}.docx?policy={name}"' in page
    nowhere = bench.client.get(f"{at}.pdf", params={"policy": "spine-mri"})
    assert nowhere.status_code == 404


def test_an_answer_of_an_earlier_evaluation_is_not_shown_again(bench: Bench) -> None:
    case = mixed(bench)
    denial = "Services denied:\n- Lumbar epidural steroid injection L4-5, CPT 62323\n"
    answer = bench.client.post(
        f"/cases/{case}/appeal",
        data={"form_token": bench.token(), "letter": "I appeal.", "denial": denial},
        follow_redirects=False,
    )
    assert answer.status_code == 303, answer.text
    page = bench.client.get(f"/cases/{case}/appeal").text

    assert "answers, one under each policy" not in page
    assert f'id="under-{INJECTION}"' in page and f'id="under-{NECK}"' not in page
    with bench.desk.store.reading() as work:
        kept = papers.newest(work, case, "appeal")
    assert {one.key for one in kept} == {"", INJECTION}


def test_the_review_words_each_line_by_its_own_policy(bench: Bench) -> None:
    case = hand_in(bench.desk, Source("packet.txt", REQUEST.encode()))
    page = bench.client.get(f"/cases/{case}").text

    for name in (NECK, INJECTION):
        assert load_policy(name).title in page
    neck, injection = page.split('id="c-L2-', 1)
    assert "policy-text" in neck and "policy-text" in injection
