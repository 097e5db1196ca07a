"""Findings, values and grades stand where and as the record says them."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.schema.case import all_facts

_HEAD = "RADIOLOGY REPORT\nEXAM: MRI {}\nDATE OF EXAM: 05/15/2026\n"


def _told(text: str) -> set[str]:
    """Each fact as "kind[ place ...]=assertion", its grade or value behind it."""
    found = set()
    for one in all_facts(case_of(text)):
        names = ("level", "site", "side", "location", "grade", "value")
        parts = [str(part) for name in names if (part := getattr(one, name, None))]
        found.add(" ".join([one.kind, *parts]) + f"={one.assertion}")
    return found


@pytest.mark.parametrize(
    ("part", "lines", "says", "not_says"),
    [
        (
            "cervical spine",
            "Marrow normal.\nc3-4 bulge, canal fine\nc4-5 spur, severe left foraminal"
            " stenosis\nc5-6 clean",
            "stenosis C4-5 left foraminal=present",
            "stenosis C3-4 left foraminal=present",
        ),
        (
            "cervical spine",
            "4-5  bulge, canal patent; right foramen mild\n6-7  spur, severe left"
            " foraminal stenosis",
            "stenosis C6-7 left foraminal=present",
            "stenosis C4-5 left foraminal=present",
        ),
        (
            "lumbar spine",
            "Severe stenosis was seen\n3-4  times in such knees.",
            "stenosis=present",
            "stenosis L3-4=present",
        ),
        (
            "lumbar spine",
            "L3-4: canal moderately narrowed. Left side clear.",
            "stenosis L3-4 central=present",
            "stenosis L3-4 central=absent",
        ),
        (
            "lumbar spine",
            "L3-4: foramina severely narrowed on the right. Left side clear.",
            "stenosis L3-4 left foraminal=absent",
            "stenosis L3-4 left foraminal=present",
        ),
        (
            "lumbar spine",
            "L2-3: moderate facet change, canal clear.",
            "stenosis L2-3 central=absent",
            "stenosis L2-3 central=present",
        ),
        (
            "cervical spine",
            "Moderate foraminal stenosis at C3-4 bilateral and C6-7 right.",
            "stenosis C3-4 bilateral foraminal=present",
            "stenosis C3-4 right foraminal=present",
        ),
        (
            "lumbar spine",
            "No canal stenosis except at L3-4.",
            "stenosis central=absent",
            "stenosis L3-4 central=absent",
        ),
        (
            "lumbar spine",
            "L2 fracture without retropulsion, height loss now 35%.",
            "height-loss L2 vertebra 35=present",
            "height-loss L2 vertebra=absent",
        ),
        (
            "lumbar spine",
            "No L2 edema, height loss or retropulsion.",
            "height-loss L2 vertebra=absent",
            "height-loss L2 vertebra=present",
        ),
        (
            "cervical spine",
            "C4-5: T2 hyperintensity within the cord.",
            "cord-signal-change C4-5 cord=present",
            "marrow-edema C4-5 vertebra=present",
        ),
    ],
)
def test_a_report_finds_it_at_its_own_place(
    part: str, lines: str, says: str, not_says: str
) -> None:
    told = _told(f"{_HEAD.format(part)}FINDINGS:\n{lines}\nRead by: A. Quill, MD\n")
    assert says in told
    assert not_says not in told


@pytest.mark.parametrize(
    ("technique", "kinds"),
    [
        ("TECHNIQUE: Trauma and fracture protocol. Slice 3 mm, gap 0.3 mm.", set()),
        ("TECHNIQUE: STIR shows an acute L1 compression fracture.", {"fracture"}),
    ],
)
def test_how_a_study_was_made_finds_nothing(technique: str, kinds: set[str]) -> None:
    text = f"{_HEAD.format('lumbar spine')}{technique}\nFINDINGS: L4-5 normal.\n"
    told = {one.split()[0].split("=")[0] for one in _told(text)}
    assert told & {"fracture", "translation"} == kinds


@pytest.mark.parametrize(
    ("cell", "count"), [("-", 0), ("--", 0), ("mild", 1), ("none", 1)]
)
def test_a_dash_in_a_table_grades_nothing(cell: str, count: int) -> None:
    table = f"LEVEL     CENTRAL    L FORAMEN\nL2-3      {cell:10} severe\n"
    told = _told(f"{_HEAD.format('lumbar spine')}FINDINGS:\n{table}")
    assert len([one for one in told if "L2-3 central" in one]) == count


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("PMH: DM2 (A1c 6.8 Mar), gout, CKD 2.", "hba1c", [6.8]),
        ("PMH: DM2 (A1c ok), CKD 2.", "hba1c", []),
        ("CHECKLIST\n[x] A1c < 8\n[x] consent", "hba1c", []),
        ("A1c < 7 on 3/2/2026.", "hba1c", [7]),
        ("Vit D 50k every week.", "vitamin-d", []),
        ("Vit D 21, on 2000 IU daily.", "vitamin-d", [21]),
        ("Vitamin D 25OH   33", "vitamin-d", [33]),
    ],
)
def test_a_value_is_the_number_of_its_test(
    text: str, kind: str, values: list[float]
) -> None:
    found = case_of(NOTE + text).tests
    assert [one.value for one in found if one.kind == kind and one.value] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Pain: rates it now as 6 on the 0 to 10 scale, 9 at worst.", [6]),
        ("NDI 3/4: 44. NDI 5/6: 40.", []),
        ("NDI 18/50.", [18]),
    ],
)
def test_a_score_is_no_day_and_no_worst(text: str, values: list[float]) -> None:
    found = case_of(NOTE + text).functional_limits
    assert [one.value for one in found if one.kind == "score"] == values


@pytest.mark.parametrize(
    ("text", "says", "not_says"),
    [
        (
            "No peripheralization, arm pain unchanged.",
            "pain arm=present",
            "pain arm=absent",
        ),
        ("No fever, chills or arm pain.", "pain arm=absent", "pain arm=present"),
        (
            "Neck pain.\nheadache   0 (1) 2 3 4 5",
            "pain neck=present",
            "headache=absent",
        ),
        ("Neck pain. No headache.", "headache=absent", "headache=present"),
        (
            "Neck pain.\nPAIN NOW (0 none, 10 worst)\n[6]",
            "pain neck=present",
            "pain=absent",
        ),
        (
            "Right arm pain, no pain on the left, no falls.",
            "gait-imbalance=absent",
            "gait-imbalance left=absent",
        ),
    ],
)
def test_a_denial_or_a_scale_leaves_what_goes_on(
    text: str, says: str, not_says: str
) -> None:
    told = _told(NOTE + text)
    assert says in told
    assert not_says not in told


@pytest.mark.parametrize(
    ("text", "says", "not_says"),
    [
        (
            "Gait normal. L3 tender to percussion. No other tender point.",
            "tenderness L3=present",
            "tenderness=absent",
        ),
        ("No tender point.", "tenderness=absent", "tenderness=present"),
        (
            "He can rise on his toes but walking on the right heel is poorly done.",
            "weakness ankle-dorsiflexion right=present",
            "weakness right=absent",
        ),
        (
            "The right triceps is 4 and the right wrist flexors are 4+.",
            "strength wrist-flexion right 4+=present",
            "strength wrist-flexion left 4+=present",
        ),
        (
            "Motor   delt  bi  tri  grip\nR       5     5   4+   5\n"
            "L       5     4   5    5",
            "strength triceps right 4+=present",
            "strength triceps left 4+=present",
        ),
        (
            "Motor   delt  bi  plan\nR       5     5   4+\nReflexes normal.",
            "reflex all normal=present",
            "strength biceps right 4+=present",
        ),
    ],
)
def test_an_examination_grades_what_it_names(
    text: str, says: str, not_says: str
) -> None:
    told = _told(f"{NOTE}EXAM\n{text}")
    assert says in told
    assert not_says not in told


@pytest.mark.parametrize(
    ("text", "says", "not_says"),
    [
        (
            "CT L4-5: nothing more to operate on, solid fusion.",
            "solid-fusion L4-5 hardware=present",
            "solid-fusion L4-5 hardware=absent",
        ),
        (
            "CT L4-5: no solid fusion.",
            "solid-fusion L4-5 hardware=absent",
            "solid-fusion L4-5 hardware=present",
        ),
        (
            "PSH: corpectomy of C5 in 2019.",
            "cervical-corpectomy C5=historical",
            "cervical-corpectomy C5=present",
        ),
    ],
)
def test_words_that_only_look_like_a_denial_deny_nothing(
    text: str, says: str, not_says: str
) -> None:
    told = _told(NOTE + text)
    assert says in told
    assert not_says not in told
