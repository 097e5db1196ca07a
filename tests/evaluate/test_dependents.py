from __future__ import annotations

import pytest

from tests.evaluate.engine_factory import (
    ACDF,
    CORPECTOMY,
    DECOMPRESSION,
    DISC,
    FUSION,
    asked,
    judged,
    stated,
)

STAGED = [
    asked(ACDF, "C3-4", stage=1),
    asked(ACDF, "C4-5", stage=1),
    asked(DECOMPRESSION, "C5-6", stage=2),
    asked(FUSION, "C5-6", stage=2),
]


def followed(*services, base=STAGED):
    """Parents of each dependent by its code, or its kind where it has none."""
    got = judged([*base, *services])
    return {
        line.codes[0] if line.codes else line.procedure: line.parents
        for line in got.lines
        if line.id not in {"L1", "L2", "L3", "L4"}
    }


@pytest.mark.parametrize(
    ("service", "parents"),
    [
        (asked("instrumentation", codes=["22845"]), ("L1", "L2")),
        (asked("instrumentation", codes=["22842"]), ("L4",)),
        (asked("interbody-device", codes=["22853"]), ("L1", "L2")),
        (asked("interbody-device", "C4-5", codes=["22853"]), ("L2",)),
        (asked("bone-graft", codes=["20930"]), ("L1", "L2", "L4")),
        (asked("bone-graft", codes=["20936"], stage=2), ("L4",)),
        (asked("hardware-removal", "C5-6", codes=["22855"]), ("L3", "L4")),
        (asked("hardware-removal", "C6-7", codes=["22855"], stage=1), ("L1", "L2")),
        (asked("monitoring", codes=["95940"]), ("L1", "L2", "L3", "L4")),
        (asked("navigation", codes=["61783"], stage=2), ("L3", "L4")),
        (asked("monitoring"), ("L1", "L2", "L3", "L4")),
        (asked("interbody-device", name="cage"), ("L1", "L2")),
        (asked("instrumentation", name="posterior screws"), ("L4",)),
        (asked("interbody-device", "C6-7", codes=["22853"]), ()),
        (asked("interbody-device", None, site="neck", codes=["22853"]), ("L1", "L2")),
        (asked("hardware-removal", None, site="C5", codes=["22855"]), ("L3", "L4")),
    ],
)
def test_parents(service, parents):
    assert list(followed(service).values()) == [parents]


def test_posterior_hardware_needs_a_posterior_fusion():
    got = judged(
        [asked(DECOMPRESSION, "C5-6"), asked("instrumentation", codes=["22842"])]
    )
    assert got.lines[1].parents == ()
    assert got.lines[1].recommendation == "request_information"
    assert "no requested line" in got.lines[1].because


def test_anterior_hardware_follows_the_fusion_of_a_hybrid():
    base = [asked(DISC, "C4-5"), asked(ACDF, "C5-6")]
    got = judged([*base, asked("instrumentation", codes=["22845"])])
    assert got.lines[2].parents == ("L2",)


def test_a_cage_follows_a_corpectomy_at_either_interspace():
    got = judged(
        [
            asked(CORPECTOMY, None, site="C5"),
            asked("interbody-device", "C5-6", codes=["22854"]),
        ]
    )
    assert got.lines[1].parents == ("L1",)


def test_one_line_per_code_and_per_item_of_a_code_itemised_by_level():
    got = judged(
        [
            *STAGED,
            asked("interbody-device", "C3-4", codes=["22853"]),
            asked("interbody-device", "C4-5", codes=["22853"]),
            asked("instrumentation", codes=["22845", "22842"]),
            asked("instrumentation", codes=["22845"]),
            asked("instrumentation", name="plate"),
        ]
    )
    codes = [(line.codes, line.level) for line in got.lines[4:]]
    assert codes == [
        (("22853",), "C3-4"),
        (("22853",), "C4-5"),
        (("22845",), None),
        (("22842",), None),
    ]


def test_a_dependents_code_beside_a_main_procedure_is_its_own_line():
    got = judged([asked(ACDF, "C5-6", codes=["22551", "22845"])])
    assert got.lines[0].codes == ("22551",)
    assert got.lines[1].procedure == "instrumentation"
    assert got.lines[1].parents == ("L1",)


def test_the_less_favourable_parent_decides_and_the_code_must_change():
    got = judged(
        [*STAGED[:2], asked("instrumentation", codes=["22845"])],
        [
            stated("imaging", level="C3-4", assertion="absent"),
            stated("imaging", level="C4-5"),
            stated("care"),
            stated("lungs"),
        ],
    )
    assert [line.recommendation for line in got.lines] == [
        "not_medically_necessary",
        "approve",
        "not_medically_necessary",
    ]
    assert "must change with the levels" in got.lines[2].because
    assert got.lines[2].confirm_by == "physician"
    assert got.recommendation == "partial"


def test_dependents_do_not_count_in_the_request():
    met = [stated("imaging", level="C5-6"), stated("care"), stated("lungs")]
    got = judged([asked(ACDF, "C5-6"), asked("instrumentation", codes=["22842"])], met)
    assert got.lines[1].recommendation == "request_information"
    assert got.recommendation == "approve"
    assert got.needs == ()


ALIF = asked("lumbar-anterior-fusion", "L5-S1")
TLIF = asked("lumbar-interbody-fusion", "L4-5")
PLF = asked("lumbar-posterior-fusion", "L3-4")
LAMINECTOMY = asked("lumbar-decompression", "L4-5")


@pytest.mark.parametrize(
    ("service", "parents"),
    [
        (asked("interbody-device", codes=["22853"]), ("L1", "L2")),
        (asked("interbody-device", "L4-5", codes=["22853"]), ("L2",)),
        (asked("interbody-device", name="cage"), ("L1", "L2")),
        (asked("instrumentation", codes=["22842"]), ("L1", "L2", "L3")),
        (asked("instrumentation", codes=["22845"]), ("L1",)),
        (asked("bone-graft", codes=["20936"]), ("L1", "L2", "L3")),
    ],
)
def test_parents_of_lumbar_services(service, parents):
    got = followed(service, base=[ALIF, TLIF, PLF, LAMINECTOMY])
    assert list(got.values()) == [parents]
