"""Requests for stimulators in packets of several papers, and what stands near them."""

from __future__ import annotations

import pytest

from tests.readings.chain import case_of
from workbench.extract.critical import holds_level
from workbench.extract.rules.frames.scores.daily import daily
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case
from workbench.vocabulary.coverage import line_of_business

FAX = "PRIOR AUTHORIZATION REQUEST\nPayer: Medicare\nCPT 63650, 2 units - trial leads\n"
NOTE = "Sample Pain Center\nPROGRESS NOTE 06/03/2026\n\n"


def packet_case(*texts: str) -> Case:
    sources = [Source(f"{at}.txt", text.encode()) for at, text in enumerate(texts)]
    return RulesReader().read(read_packet(tuple(sources))).case


@pytest.mark.parametrize(
    ("plan", "site"),
    [
        ("Plan\nPercutaneous thoracic SCS trial, two 8-contact leads.", "thoracic"),
        (
            "Plan\n[ORDER] 63650 x2 - spinal cord stimulator TRIAL, thoracic.",
            "thoracic",
        ),
        (
            "ASSESSMENT/PLAN:\n - SCS trial, percutaneous, cervical, 2 leads.",
            "cervical",
        ),
        ("Impression and plan\nProceed with cervical SCS trial.", "cervical"),
        ("Plan\nSCS trial as discussed.", None),
        ("Plan\nThoracic MRI first, then decide.", None),
    ],
)
def test_a_plan_names_the_region_that_the_form_leaves_out(
    plan: str, site: str | None
) -> None:
    case = packet_case(NOTE + plan + "\n", FAX)
    asked = [one for one in case.requested_procedures if one.origin == "request"]
    assert [(one.kind, one.site) for one in asked] == [("cord-stimulator-trial", site)]


LIST = (
    "PRECERT WORKLIST  02/02/2026     {said}\n"
    "   pt      payer              code(s)        site                      POS\n"
    "   B.T.    (commercial)       64718          ulnar nerve, L elbow      22\n"
    " * S.A.    Oddly Medicare Adv 64575, 64590   R tibial nerve, PNS perm. 22\n"
    "   J.R.    workers comp       64721          median, R                 24\n"
)


@pytest.mark.parametrize(
    "said",
    [
        "only the starred row is sent with this packet",
        "only the row with a star applies",
        "starred line only",
        "* = this request",
        "please review the starred entry",
        "only the asterisked patient is for you",
    ],
)
def test_only_the_marked_row_of_a_list_asks(said: str) -> None:
    case = packet_case(LIST.format(said=said))
    asked = [(one.kind, one.site, one.side) for one in case.requested_procedures]
    assert asked == [("nerve-stimulator-implant", "tibial-nerve", "right")]


@pytest.mark.parametrize("said", ["", "* denotes add-on", "see the starred footnote"])
def test_a_star_that_says_nothing_leaves_all_rows(said: str) -> None:
    case = packet_case(LIST.format(said=said))
    assert len(case.requested_procedures) == 3


@pytest.mark.parametrize(
    ("words", "business"),
    [
        ("Sample Medicare Adv HMO", "medicare-advantage"),
        ("TrueNorth MedAdvantage Plus", "medicare-advantage"),
        ("MCR Advantage", "medicare-advantage"),
        ("Medicare A & B", "medicare"),
        ("Advantage Administrators", None),
    ],
)
def test_short_names_of_medicare(words: str, business: str | None) -> None:
    assert line_of_business(words) == business


@pytest.mark.parametrize(
    ("text", "level", "held"),
    [
        ("fusion at C six seven with cage", "C6-7", True),
        ("L four five and L five", "L4-5", True),
        ("c five to six", "C5-6", True),
        ("L two fracture", "L2", True),
        ("T twelve", "T12", True),
        ("C six seven", "C5-6", False),
        ("L four five", "L5-S1", False),
        ("vitamin c one daily", "C1", False),
        ("see one two", "C1-2", False),
    ],
)
def test_levels_in_words_hold_what_they_say(text: str, level: str, held: bool) -> None:
    assert holds_level(text, level) is held


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("NRS: 11/16 10   11/17 9   11/18 9   11/20 0600 9", [10, 9, 9, 9]),
        ("6/10 on 4/27, 7 on 5/4, 8/10 NRS today", [6, 7, 8]),
        ("NPRS 8 (4/2), 7 (4/16), 7 (5/1)", [8, 7, 7]),
        ("VAS 4/2 8, 4/9 8, 4/16 9", [8, 8, 9]),
        ("pain 5/1: 8; 5/8: 8; 5/15: 6", [8, 8, 6]),
        ("NRS 8/10 on 5/1, seen 5/2", []),
        ("NRS 7/10, worst 9/10, best 5/10", []),
        ("VAS 10/10 8/10 at night", []),
        ("visits 4/2, 4/9 and 4/16", []),
        ("NRS 7 4/2/26", []),
    ],
)
def test_a_score_told_day_by_day(text: str, values: list[int]) -> None:
    assert [one.value for one in daily(text, "2026-11-20")] == values


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("osteoporotic VCF T12 + L1, 3 wk.", [("T12", 21), ("L1", 21)]),
        ("L1 and L2 osteoporotic compression fractures", [("L1", None), ("L2", None)]),
        ("Osteoporotic fracture of L2, brace 6 weeks.", [("L2", None)]),
        ("osteoporotic compression fracture L1; old T8 deformity", [("L1", None)]),
        ("Osteoporotic fracture of T11, f/u 3 weeks.", [("T11", None)]),
    ],
)
def test_each_vertebra_of_a_fracture_and_its_age(
    text: str, told: list[tuple[str, int | None]]
) -> None:
    case = case_of(f"{NOTE}ASSESSMENT\n{text}\n")
    found = [one for one in case.diagnoses if one.kind == "osteoporotic-fracture"]
    assert [(one.site, one.days) for one in found] == told


@pytest.mark.parametrize(
    "words",
    ["R tibial nerve PNS", "tibial nerve stimulator, right", "Rt. posterior tibial n."],
)
def test_the_side_at_a_nerve(words: str) -> None:
    case = case_of(
        f"PRIOR AUTHORIZATION REQUEST\nProcedure: {words}, CPT 64555 trial\n"
    )
    asked = [(one.site, one.side) for one in case.requested_procedures]
    assert asked == [("tibial-nerve", "right")]


def test_a_trial_named_before_it_is_told_is_one_trial() -> None:
    case = case_of(
        f"{NOTE}She comes back a week after the end of her stimulator trial on the"
        " right tibial nerve.\n\nTRIAL. 05/13-05/20/2026, no complication.\n"
        "mean pain, trial week   4.6   (35 % less)\n"
        "tramadol per day, trial   3 tabs (unchanged)\n"
        "standing tolerance   15 min -> 25 min\n"
    )
    trials = [one for one in case.procedures_done if one.kind.endswith("trial")]
    assert [one.kind for one in trials] == ["nerve-stimulator-trial"]
    assert trials[0].medication_cut and trials[0].medication_cut.high == 0
