"""What a record says of one thing makes no finding of another."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import all_facts

EXAM = f"{NOTE}EXAM\n"


def _told(text: str) -> set[str]:
    """Each fact as "kind[-site][ side][ grade]=assertion"."""
    found = set()
    for one in all_facts(case_of(text)):
        parts = [getattr(one, name, None) for name in ("site", "side", "grade")]
        place = " ".join(part for part in (one.kind, *parts) if part)
        found.add(f"{place}={one.assertion}")
    return found


@pytest.mark.parametrize(
    ("text", "says", "not_says"),
    [
        ("Tinel neg R+L.", "tinel-wrist bilateral=absent", "tinel-wrist left=present"),
        ("Hoffmann L+R-.", "hoffmann left=present", "hoffmann bilateral=present"),
        ("Phalen pos L & R.", "phalen bilateral=present", "phalen right=absent"),
        (
            "Motor: R deltoid 4+; all else 5/5 bilat",
            "strength all bilateral 5=present",
            "strength deltoid bilateral 5=present",
        ),
        (
            "DTR: L BR 1+, others 2+ symmetric.",
            "reflex all bilateral 2+=present",
            "reflex brachioradialis bilateral 2+=present",
        ),
        (
            "Strength: grip 4/5 both. Ranawat grade 3.",
            "strength grip bilateral 4=present",
            "strength 3=present",
        ),
        (
            "Needle: APB, EDC 2+ fibs. Biceps 4/5.",
            "strength biceps 4=present",
            "strength finger-extension 2+=present",
        ),
        (
            "Toes up L. Pin down at the toes.",
            "babinski left=present",
            "babinski=absent",
        ),
        (
            "Toes down. Vibration absent at great toes.",
            "babinski=absent",
            "babinski=present",
        ),
        (
            "Knee jerk 1+ R. R knee 5 to 120.",
            "reflex patellar right 1+=present",
            "reflex patellar right 5=present",
        ),
        (
            "Romberg +\nrapid grip and release R 14, L 12",
            "romberg=present",
            "romberg left=present",
        ),
    ],
)
def test_an_examination_says_it_of_its_own_place(
    text: str, says: str, not_says: str
) -> None:
    told = _told(EXAM + text)
    assert says in told
    assert not_says not in told


def test_rows_behind_dots_keep_their_name_and_sides() -> None:
    rows = (
        " quads ................. R 5  L 4\n"
        " ankle jerk ............ R 2+  L 1+\n"
        " Babinski .............. L pos\n"
        " delt bic .............. 5 both\n"
    )
    told = _told(EXAM + rows)
    assert {
        "strength knee-extension right 5=present",
        "strength knee-extension left 4=present",
        "reflex achilles left 1+=present",
        "babinski left=present",
        "strength biceps bilateral 5=present",
    } <= told


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("L biceps 4/5 (same at 04/02/2026). L BR 1+.", "2026-05-20"),
        ("On 04/02/2026 L biceps 4/5.", "2026-04-02"),
    ],
)
def test_an_aside_that_nothing_changed_dates_no_finding(line: str, day: str) -> None:
    graded = [one for one in case_of(EXAM + line).exam_findings if one.grade == "4"]
    assert [str(one.date) for one in graded] == [day]


@pytest.mark.parametrize(
    ("text", "says", "not_says"),
    [
        (
            "No problem with zippers or with balance.",
            "gait-imbalance=absent",
            "gait-imbalance=present",
        ),
        (
            "Bladder: no new complaints, no leakage.",
            "bladder-dysfunction=absent",
            "bladder-dysfunction=present",
        ),
        (
            "Bladder: new urgency.",
            "bladder-dysfunction=present",
            "bladder-dysfunction=absent",
        ),
        (
            "Falls since last visit   none",
            "gait-imbalance=absent",
            "gait-imbalance=present",
        ),
        ("PMH: gout, dm no, htn yes.", "diabetes=absent", "diabetes=present"),
        ("PMH: DM no insulin.", "diabetes=present", "diabetes=absent"),
        ("PMH: DM: no. Sister w/ DM.", "diabetes=absent", "diabetes=present"),
    ],
)
def test_a_denial_reaches_what_it_denies(text: str, says: str, not_says: str) -> None:
    told = _told(NOTE + text)
    assert says in told
    assert not_says not in told


@pytest.mark.parametrize(
    ("text", "kind", "assertion"),
    [
        (
            "DDx run: ALS, polyneuropathy, CTS. Scans clean. All excluded.",
            "carpal-tunnel-syndrome",
            "absent",
        ),
        (
            "Other causes (MS, lumbar stenosis) were considered and I exclude them.",
            "lumbar-stenosis",
            "absent",
        ),
        ("DDx: CTS, C6 radiculopathy.", "carpal-tunnel-syndrome", "uncertain"),
        (
            "CTS considered, not the cause (EMG: R C6 radiculopathy).",
            "cervical-radiculopathy",
            "present",
        ),
        ("Told of C5 palsy, infxn, nonunion.", "pseudarthrosis", None),
        ("He understands the nonunion risk.", "pseudarthrosis", None),
        ("Stroke, infection, nonunion were all covered.", "pseudarthrosis", None),
        ("Nonunion at C5-6 on CT.", "pseudarthrosis", "present"),
    ],
)
def test_what_is_weighed_or_warned_of_is_no_diagnosis(
    text: str, kind: str, assertion: str | None
) -> None:
    found = case_of(f"{NOTE}ASSESSMENT\n{text}").diagnoses
    told = {one.assertion for one in found if one.kind == kind}
    assert told == ({assertion} if assertion else set())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Needle: APB, EDC 2+ fibs, polyphasia.", "pregnancy"),
        ("No contraindication, no infection, PCP clearance 5/1.", "substance-use"),
    ],
)
def test_letters_with_two_meanings_are_no_risk(text: str, kind: str) -> None:
    assert kind not in {one.kind for one in case_of(NOTE + text).risk_factors}
