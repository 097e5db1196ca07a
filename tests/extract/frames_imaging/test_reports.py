"""Whole reports in the styles of different houses, read from first line to last."""

from __future__ import annotations

import pytest

from tests.extract.frames_imaging.told import brief, heads, studies

CAPS_FAX = (
    """*** FAX *** 03/05/2031 10:14  FROM 555-0100  P. 02/07
PROCEDURE: MR CERV SPINE WO
EXAM DT: 03/02/2031 08:12
FlNDINGS:
AT C3-C4 THE NEURAL FORAMINA ARE WIDELY PATENT.
AT C4-C5 THERE IS A BROAD BASED DISC OSTEOPHYTE COMPLEX WHICH FLATTENS THE VENTRAL
ASPECT OF THE CORD. THERE IS SEVERE LEFT AND MODERATE RIGHT NEURAL FORAMINAL STENOSIS.
AT C5-C6 MILD CANAL STENOSIS. NO FORAMINAL STENOSIS.
""",
    ["mri cervical 2031-03-02"],
    [
        "compression C4-5 - cord flatten:cord",
        "disc-osteophyte C4-5 - disc",
        "stenosis C3-4 - foraminal !absent none",
        "stenosis C4-5 left foraminal severe",
        "stenosis C4-5 right foraminal moderate",
        "stenosis C5-6 - central mild",
        "stenosis C5-6 - foraminal !absent none",
    ],
)
COLUMNS = (
    """MRI CERVICAL SPINE 3/2/2031

Level        Canal      R foramen    L foramen
C3-4         normal     mild         mild
C4-5         mild       moderate     severe
""",
    ["mri cervical 2031-03-02"],
    [
        "stenosis C3-4 - central !absent none",
        "stenosis C3-4 left foraminal mild",
        "stenosis C3-4 right foraminal mild",
        "stenosis C4-5 - central mild",
        "stenosis C4-5 left foraminal severe",
        "stenosis C4-5 right foraminal moderate",
    ],
)
BARE_HEADINGS = (
    """MRI of the Cervical Spine
Date of exam: March 2, 2031
Findings
C3-C4: Left uncovertebral hypertrophy results in moderate left foraminal narrowing.
C5-C6: Status post ACDF. Solid osseous fusion. No residual canal stenosis.
C7-T1: Within normal limits.
Impression
Moderate foraminal narrowing at C3-C4.
""",
    ["mri cervical 2031-03-02"],
    [
        "degeneration C3-4 left disc",
        "solid-fusion C5-6 - hardware",
        "stenosis C3-4 - foraminal moderate",
        "stenosis C3-4 left foraminal moderate",
        "stenosis C5-6 - central !absent none",
        "stenosis C7-T1 - - !absent none",
    ],
)
FUSION_CT = (
    """CT CERVICAL SPINE W/O
DOS 5/1/31
S/p C5-C7 ACDF. There is perihardware lucency about the bilateral C7 screws. No osseous
bridging is seen across the C6-C7 disc space. There is mature bridging bone at C5-C6.
The hardware is intact. There is 3 mm of subsidence of the C6-7 cage.
""",
    ["ct cervical 2031-05-01"],
    [
        "hardware-failure - - hardware !absent",
        "lucency C7 bilateral hardware",
        "solid-fusion C5-6 - hardware",
        "solid-fusion C6-7 - hardware !absent",
        "subsidence C6-7 - hardware 3mm",
    ],
)
DYNAMIC = (
    """FLEXION/EXTENSION CERVICAL SPINE
Date of Service: 04/20/2031
Comparison: None.
Findings: Translation at C4-5 measures 3.8 mm. Angular change at C4-5 of 13 degrees.
No instability at C5-6.
""",
    ["flexion-extension cervical 2031-04-20"],
    [
        "angulation C4-5 - alignment 13degrees",
        "instability C5-6 - alignment !absent",
        "translation C4-5 - alignment 3.8mm",
    ],
)
IMPRESSION_ONLY = (
    """IMPRESSION
1. C4-5: severe left foraminal stenosis secondary to uncovertebral spurring, compressing
the exiting left C5 nerve root.
2. C5-6: moderate central stenosis with mild cord deformity but no abnormal cord signal.
3. C6-7: mild foraminal stenosis bilaterally.
4. No fracture, infection or neoplasm.
""",
    ["other - -"],
    [
        "compression C4-5 left - compress:root",
        "compression C5-6 - cord mild deform:cord",
        "cord-signal-change C5-6 - cord !absent",
        "disc-osteophyte C4-5 left disc",
        "fracture - - vertebra !absent",
        "infection - - vertebra !absent",
        "stenosis C4-5 left foraminal severe compress:root",
        "stenosis C5-6 - central moderate deform:cord",
        "stenosis C6-7 bilateral foraminal mild",
        "tumour - - vertebra !absent",
    ],
)
FIELDS = (
    """EXAMINATION: Cervical spine MRI
DATE OF EXAM: 03/02/2031
FINDINGS:
C5-C6 level: canal moderately narrowed; left neural foramen: severe narrowing; right
neural foramen: mild narrowing.
C6-C7 level: canal - normal; foramina - normal.
""",
    ["mri cervical 2031-03-02"],
    [
        "stenosis C5-6 - central moderate",
        "stenosis C5-6 left foraminal severe",
        "stenosis C5-6 right foraminal mild",
        "stenosis C6-7 - central !absent none",
        "stenosis C6-7 - foraminal !absent none",
    ],
)
DICTATED = (
    """MRI C SPINE 3/2/31
c5 6 disc bulge with mod canal stenosis and sev lt foraminal stenosis period c6 7 normal
""",
    ["mri cervical 2031-03-02"],
    [
        "disc-bulge C5-6 - disc",
        "stenosis C5-6 - central moderate",
        "stenosis C5-6 left foraminal severe",
        "stenosis C6-7 - - !absent none",
    ],
)
TWO_REGIONS = (
    """INTERPRETATION: MRI of the cervical spine showed moderate stenosis at C4-C5.
MRI of the lumbar spine showed mild canal stenosis at L4-L5.

IMPRESSION: Degenerative changes.
""",
    ["mri cervical -", "mri lumbar -"],
    [
        "degeneration - - disc",
        "stenosis C4-5 - - moderate",
        "stenosis L4-5 - central mild",
    ],
)
INCIDENTAL = (
    """CT CERVICAL SPINE
FINDINGS: C5-6: No stenosis. The lung apices are clear. Vertebral arteries are patent.
Small thyroid nodule. The ribs are intact. Normal anterior atlantoaxial articulation.
""",
    ["ct cervical -"],
    ["stenosis C5-6 - - !absent none"],
)

REPORTS = [
    pytest.param(*report, id=name)
    for name, report in {
        "capitals through a fax": CAPS_FAX,
        "columns": COLUMNS,
        "bare headings": BARE_HEADINGS,
        "fusion": FUSION_CT,
        "dynamic films": DYNAMIC,
        "impression only": IMPRESSION_ONLY,
        "fields": FIELDS,
        "dictated": DICTATED,
        "two regions": TWO_REGIONS,
        "incidental": INCIDENTAL,
    }.items()
]


@pytest.mark.parametrize(("text", "found", "facts"), REPORTS)
def test_a_report_gives_its_studies(
    text: str, found: list[str], facts: list[str]
) -> None:
    assert heads(studies(text)) == found


@pytest.mark.parametrize(("text", "found", "facts"), REPORTS)
def test_a_report_gives_these_facts_and_no_other(
    text: str, found: list[str], facts: list[str]
) -> None:
    told = {brief(one) for study in studies(text) for one in study.findings}

    assert sorted(told) == facts


def test_a_long_hostile_line_ends_soon() -> None:
    text = "FINDINGS: " + "severe left foraminal stenosis at C5-6 and " * 2500

    assert studies(text)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "|||", "MRI", "C5-6:", "no no no", "\x00"]
)
def test_scraps_make_no_finding(text: str) -> None:
    assert [study.findings for study in studies(text) if study.findings] == []


HANGING = """MRI CERVICAL SPINE WITHOUT CONTRAST
Date: 3/2/2031

FINDINGS
C3-4   Moderate bilateral foraminal stenosis, unchanged. No
       central stenosis.
C4-5   The left foraminal extrusion has largely resorbed. Mild left foraminal
       stenosis, previously severe. Right foramen patent. No nerve
       root compression. The cord is normal and not compressed.

IMPRESSION
1. Interval resorption of the C4-5 extrusion, now mild left foraminal stenosis.
"""


def test_rows_that_hang_over_lose_no_denial() -> None:
    (study,) = studies(HANGING)
    found = {brief(one) for one in study.findings}
    assert found >= {
        "stenosis C3-4 bilateral foraminal moderate",
        "stenosis C3-4 - central !absent none",
        "stenosis C4-5 left foraminal mild",
        "stenosis C4-5 right foraminal !absent none",
        "compression C4-5 - - !absent compress:root",
        "compression C4-5 - cord !absent compress:cord",
    }
    assert not any(one.kind == "lucency" for one in study.findings)
    assert all(one.level for one in study.findings)


def test_headings_that_only_a_report_has() -> None:
    """ "EXAM" with a day is no examination, "PRIOR" names what it is compared with."""
    text = (
        "MR C-SPINE W/O\nPT: SAMPLE, ALEX    EXAM: 03/02/2031    REF: EXAMPLE\n"
        "CLINICAL: L ARM PAIN.\nTECH: STANDARD.\nPRIOR: X-RAY 01/20/2031.\n\n"
        "C5-C6 LEFT FORAMINAL STENOSIS SEVERE.\n\nIMP: SEVERE LEFT C5-6 STENOSIS.\n"
    )
    study = next(one for one in studies(text) if one.findings)
    assert study.kind == "mri"
    assert {one.level for one in study.findings} == {"C5-6"}
