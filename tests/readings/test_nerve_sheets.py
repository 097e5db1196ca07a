"""Nerve studies, papers of psychologists, bone density, joined roots and plans."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

_SCAN = (
    "RADIOLOGY REPORT\nEXAM: MRI CERVICAL SPINE\nDATE OF EXAM: 05/15/2026\n"
    "FINDINGS:\nC6-7: moderate right foraminal stenosis.\nImpression: as above.\n\n"
)


def _studies(text: str) -> set[str]:
    return {
        f"{one.indicates}={one.result}"
        for one in case_of(text).tests
        if one.kind == "nerve-study" and one.assertion == "present"
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            _SCAN + "Page added - EMG of 05/02/2026\nConclusion: right C7 "
            "radiculopathy. No ulnar neuropathy.\n",
            {"cervical-radiculopathy=positive", "ulnar-neuropathy=negative"},
        ),
        (_SCAN + "EMG may be useful. Conclusion: no ulnar neuropathy.\n", set()),
        (
            NOTE + "Past history\nCarpal tunnel syndrome | no - EMG 4/2026 normal\n",
            {"carpal-tunnel-syndrome=negative"},
        ),
        (
            NOTE + "Carpal tunnel was suspected by the walk-in clinic; her nerve "
            "studies were normal.",
            {"carpal-tunnel-syndrome=negative"},
        ),
    ],
)
def test_nerve_studies_are_read(text: str, says: set[str]) -> None:
    assert _studies(text) == says


def test_a_psychologist_finds_no_scan() -> None:
    case = case_of(
        "Elm Behavioral Health\nPsychological assessment for a stimulator\n"
        "Date of evaluation: March 6, 2026\n\nConclusion. No psychological "
        "contraindication to the trial.\n\nA. Reed, PsyD\n"
    )
    assert not case.imaging_studies
    assert "positive" in {one.result for one in case.tests}


def test_bone_density_stands_in_columns() -> None:
    case = case_of(
        "BONE DENSITOMETRY            Elm Imaging           03/22/2026\n"
        "Patient: A. Dole   71 y F\n"
        "                     BMD g/cm2     T-score     Z-score\n"
        "  L1,L2,L3           0.801       -2.7        -0.5\n"
        "  Total hip R        0.640       -2.1        -0.6\n"
    )
    assert {one.value for one in case.tests} == {-2.7, -2.1}
    assert not case.imaging_studies


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("Right C5 and C6 radiculopathy.", {"C5", "C6"}),
        ("L C7 + C8 radiculopathy.", {"C7", "C8"}),
        ("Fusion C5-6 and C6 radiculopathy.", {"C6"}),
    ],
)
def test_roots_that_are_joined(text: str, roots: set[str]) -> None:
    found = case_of(NOTE + "Assessment: " + text).diagnoses
    assert {one.site for one in found if one.kind == "cervical-radiculopathy"} == roots


@pytest.mark.parametrize(
    ("text", "kind", "assertion"),
    [
        ("VAS at each follow up.", "same-scale-planned", "present"),
        ("The VAS was 7 at each visit.", "same-scale-planned", None),
        (
            "Neurology did not want her neck manipulated.",
            "therapy-contraindicated",
            "present",
        ),
        (
            "Plan: foraminotomy sparing both facets.",
            "planned-facet-resection",
            "absent",
        ),
        ("Plan: laminectomy L3-5.", "planned-multilevel-laminectomy", "planned"),
        ("Plan: laminectomy at L3-4.", "planned-multilevel-laminectomy", None),
    ],
)
def test_what_a_plan_states(text: str, kind: str, assertion: str | None) -> None:
    told = {o.assertion for o in case_of(NOTE + text).statements if o.kind == kind}
    assert told == ({assertion} if assertion else set())


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("An epidural was offered, declined.", "declined"),
        ("An epidural was offered.", "planned"),
        ("Tramadol and heat go on.", "ongoing"),
    ],
)
def test_what_is_offered_or_goes_on(text: str, status: str) -> None:
    assert {one.status for one in case_of(NOTE + text).treatments} == {status}
