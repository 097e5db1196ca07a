"""Papers, names, charges, risks and plans that name a treatment tell of no care."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of


def _care(text: str) -> set[str]:
    """Each treatment as "kind=status@site", without a site "kind=status"."""
    found = case_of(text).treatments
    return {
        f"{one.kind}={one.status}" + (f"@{one.site}" if one.site else "")
        for one in found
    }


@pytest.mark.parametrize(
    ("text", "care"),
    [
        ("This is no case for 8 weeks of PT.", {"physical-therapy=not-done"}),
        ("She did 8 weeks of PT.", {"physical-therapy=done"}),
        ("Ibuprofen avoided (bleeding ulcer).", {"nsaid=not-done"}),
        ("STOP taking: meloxicam 15 mg", {"nsaid=done"}),
        ("Still taking meloxicam 15 mg.", {"nsaid=ongoing"}),
        ("Pump: two perc leads placed.", set()),
        ("Perc 5 mg at night for pain.", {"opioid=done"}),
        (
            "We spoke of the choices: wait, an injection, or surgery.",
            {"injection=planned"},
        ),
        ("Another block on the same day? ...... no", set()),
        (
            "Used, in order: baclofen, chiropractic, acupuncture.",
            {"muscle-relaxant=done", "chiropractic=done", "acupuncture=done"},
        ),
        ("Ordered: baclofen, chiropractic.", {"chiropractic=planned"}),
        ("J1030   methylprednisolone   $ 22.00", set()),
        ("DRUG    methylprednisolone 40 mg + lidocaine", set()),
        ("Methylprednisolone pack in May, no help.", {"oral-steroid=done"}),
    ],
)
def test_what_is_not_given_is_no_care(text: str, care: set[str]) -> None:
    assert care <= _care(NOTE + text)
    if not care:
        assert not _care(NOTE + text)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("From: Elm Family Practice      To: Lark Physical Therapy", False),
        ("Referred to therapy: completed 10 visits of PT", True),
        ("Encl. (x) note (x) films (x) other: letter, PT notes", False),
        ("ATTACHED\n [x] films   [x] conservative care records   [ ] other", False),
        ("TRIED\n [x] physical therapy   [x] NSAIDs   [ ] other", True),
        ("Lark Pain Medicine             May 2, 2026", False),
        ("Pain medicine     A. Bergen MD     04/03/26   exam unchanged", False),
        ("Pain medicine since 04/03/26, no help", True),
        ("Medical Management\nFernhill Plan", False),
        ("Medical management for 3 months failed.", True),
    ],
)
def test_a_name_or_a_paper_is_no_care(text: str, given: bool) -> None:
    assert bool(_care(NOTE + text)) is given


def test_an_account_or_a_team_is_no_therapists_record() -> None:
    account = (
        "PATIENT ACCOUNT HISTORY   run 05/18/2026\nGUARANTOR: LARK ANN   ACCT 55\n"
        "DOS       CPT     DESCRIPTION     CHARGE   PAID BY PLAN   STATUS\n"
        "01/08/26  99213   FOLLOW UP       165.00   71.40   PAID\n"
        "02/05/26  99213   FOLLOW UP       165.00   71.40   PAID\n"
        "03/05/26  99213   FOLLOW UP VISIT 165.00   71.40   PAID\n"
    )
    assert not {one for one in _care(account) if one.startswith("physical")}
    charged = account.replace("PATIENT ACC", "LARK PHYSICAL THERAPY   ACC")
    charged = charged.replace("99213   FOLLOW UP", "97110   THER EX")
    assert {one for one in _care(charged) if one.startswith("physical")}


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Neck and arm pain. Worse bending her head back. PT for 8 weeks.", "neck"),
        ("Low back and leg pain to the outer foot. Foot numb. PT 8 weeks.", "low-back"),
        ("Plantar fasciitis of the left foot. PT for the foot, 8 weeks.", "foot"),
    ],
)
def test_care_is_of_the_region_that_hurts(text: str, site: str) -> None:
    told = {one for one in _care(NOTE + text) if one.startswith("physical")}
    assert told == {f"physical-therapy=done@{site}"}


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        (
            "Complications explained: [x] infection 2%  [x] leak",
            "systemic-infection",
            None,
        ),
        ("Risk factors: [x] infection  [x] gout", "systemic-infection", "present"),
        ("Vitals: T 97.9  HR 88  glucose 103", "systemic-infection", None),
        ("Temp 102.3 today.", "systemic-infection", "present"),
        ("Smoking: told her to quit, quit line card given.", "nicotine", None),
        ("Smoking: quit in 2015.", "nicotine", "historical"),
        ("[x] nicotine patch 21 mg post-op", "nicotine", None),
        ("On a nicotine patch 21 mg.", "nicotine", "present"),
        ("nicotine attestation received? .... Y", "nicotine", None),
        ("nicotine use? .... Y", "nicotine", "present"),
        ("Smoker? [x] no     Alcohol? [x] yes", "nicotine", "absent"),
        ("Uses a nicotine patch as needed.", "nicotine", "present"),
    ],
)
def test_what_is_told_of_a_risk(text: str, kind: str, said: str | None) -> None:
    found = [one for one in case_of(NOTE + text).risk_factors if one.kind == kind]
    assert {one.assertion for one in found} == ({said} if said else set())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Leg pain since the excision of a thoracic schwannoma in 2011.", "historical"),
        ("Resection of the thoracic schwannoma is planned.", "present"),
    ],
)
def test_what_was_removed_long_ago_is_history(text: str, said: str) -> None:
    found = [one for one in case_of(NOTE + text).diagnoses if one.kind == "tumour"]
    assert [one.assertion for one in found] == [said]


def test_weeks_ago_today_is_not_today() -> None:
    text = "Three weeks ago today she slipped. Severe low back pain since."
    starts = {str(one.start) for one in case_of(NOTE + text).symptoms}
    assert "2026-05-20" not in starts


@pytest.mark.parametrize(
    ("line", "phase"),
    [
        ("First or repeat epidural in this region?     A: First", "first"),
        ("FIRST/REPEAT   repeat ESI", "repeat"),
    ],
)
def test_a_form_says_whether_it_is_the_first(line: str, phase: str) -> None:
    form = (
        "PRIOR AUTHORIZATION REQUEST\nDate of request: 05/20/2026\n"
        f"CPT 62323 lumbar interlaminar epidural steroid injection L4-5\n{line}\n"
    )
    asked = case_of(form).requested_procedures
    assert {one.phase for one in asked} == {phase}
