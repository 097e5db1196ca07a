"""Reports on hardware, nonunion, motion and facets, to the status they give."""

from __future__ import annotations

import pytest

from tests.readings.chain import report, status_of

PROCEDURES = {
    "fusion-indication": "posterior-cervical-fusion",
    "arthroplasty-eligible": "cervical-disc-arthroplasty",
}
STUDIES = [
    (
        "CT CERVICAL SPINE WITHOUT CONTRAST",
        "C5-6: No bridging bone across the disc space. Lucency around the C6 screws.",
        "PSH: ACDF C5-6 on 03/10/2025.\nAssessment: neck pain after fusion.",
        "fusion-indication",
        "met",
    ),
    (
        "CT CERVICAL SPINE WITHOUT CONTRAST",
        "C5-6: Solid osseous fusion. Hardware intact without loosening.",
        "PSH: ACDF C5-6 on 03/10/2025.\nAssessment: neck pain after fusion.",
        "fusion-indication",
        "not_documented",
    ),
    (
        "CT CERVICAL SPINE WITHOUT CONTRAST",
        "C5-6: Incomplete incorporation of the graft; no solid bony bridging.",
        "PSH: ACDF C5-6 on 03/10/2025.\nAssessment: neck pain after fusion.",
        "fusion-indication",
        "met",
    ),
    (
        "CT CERVICAL SPINE WITHOUT CONTRAST",
        "C5-6: Halo lucency about the screws at C6 consistent with loosening.",
        "PSH: ACDF C5-6 on 03/10/2025.\nAssessment: neck pain after fusion.",
        "fusion-indication",
        "met",
    ),
    (
        "CT CERVICAL SPINE WITHOUT CONTRAST",
        "C5-6: One of the C6 screws is fractured.",
        "PSH: ACDF C5-6 on 03/10/2025.\nAssessment: neck pain after fusion.",
        "fusion-indication",
        "met",
    ),
    (
        "CT CERVICAL SPINE WITHOUT CONTRAST",
        "C5-6: The plate has migrated anteriorly by 4 mm with screw backout.",
        "PSH: ACDF C5-6 on 03/10/2025.\nAssessment: neck pain after fusion.",
        "fusion-indication",
        "met",
    ),
    (
        "CT CERVICAL SPINE WITHOUT CONTRAST",
        "C5-6: Cage subsidence of 3 mm into the C6 endplate. Hardware "
        "otherwise intact.",
        "PSH: ACDF C5-6 on 03/10/2025.\nAssessment: neck pain after fusion.",
        "fusion-indication",
        "not_documented",
    ),
    (
        "CT CERVICAL SPINE WITHOUT CONTRAST",
        "No hardware complication. Plate and screws at C5-6 are intact "
        "and in good position.",
        "PSH: ACDF C5-6 on 03/10/2025.\nAssessment: hardware failure C5-6.",
        "fusion-indication",
        "conflicting",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C4-5: translation 1.0 mm, angulation 3 degrees.\n"
        "C5-6: translation 4.2 mm, angulation 8 degrees.",
        "",
        "fusion-indication",
        "met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C4-5: translation 1.0 mm, angulation 3 degrees.\n"
        "C5-6: translation 4.2 mm, angulation 8 degrees.",
        "",
        "arthroplasty-eligible",
        "not_met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C5-6: translation 1.0 mm, angulation 3 degrees.\nNo instability.",
        "",
        "fusion-indication",
        "not_met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "No dynamic instability is seen between flexion and extension.",
        "",
        "fusion-indication",
        "not_met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C5-6: 3.5 mm of anterolisthesis on flexion reducing on extension.",
        "",
        "fusion-indication",
        "not_documented",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C5-6 anterolisthesis measures 2 mm in extension and 6 mm in flexion.",
        "",
        "fusion-indication",
        "not_documented",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "Angular motion at C5-6 is 14 degrees.",
        "",
        "fusion-indication",
        "not_documented",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "There is 13 degrees of angulation at C5-6 relative to adjacent "
        "levels and 2 mm translation.",
        "",
        "fusion-indication",
        "met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "Level      Translation (mm)   Angulation (deg)\n"
        "C4-5       0.8                2\n"
        "C5-6       4.1                5",
        "",
        "fusion-indication",
        "met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "Level | Flexion | Extension | Difference\n"
        "C4-5 | 0 mm | 0 mm | 0 mm\n"
        "C5-6 | 5 mm | 1 mm | 4 mm",
        "",
        "fusion-indication",
        "met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "Level\tTranslation\tAngulation\nC4-5\t0.5 mm\t2 deg\nC5-6\t1.5 mm\t6 deg",
        "",
        "fusion-indication",
        "not_met",
    ),
    (
        "RADIOGRAPHS CERVICAL SPINE LATERAL",
        "Kyphosis of 22 degrees from C4 to C6.",
        "",
        "fusion-indication",
        "met",
    ),
    (
        "RADIOGRAPHS CERVICAL SPINE LATERAL",
        "Reversal of the normal cervical lordosis.",
        "",
        "fusion-indication",
        "not_documented",
    ),
    (
        "MRI CERVICAL SPINE WITH CONTRAST",
        "Pathologic fracture of C6 with epidural tumor.",
        "",
        "fusion-indication",
        "met",
    ),
    (
        "MRI CERVICAL SPINE WITH CONTRAST",
        "No fracture, infection or neoplasm.",
        "",
        "fusion-indication",
        "not_documented",
    ),
    (
        "MRI CERVICAL SPINE WITH CONTRAST",
        "Discitis osteomyelitis at C5-6 cannot be excluded.",
        "",
        "fusion-indication",
        "not_documented",
    ),
    (
        "CT CERVICAL SPINE WITHOUT CONTRAST",
        "Acute fracture of the C5 pedicle screw.",
        "PSH: ACDF C5-6 on 03/10/2025.",
        "fusion-indication",
        "met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "Interspinous motion at C5-6 measures 2.4 mm between flexion and extension.",
        "PSH: ACDF C5-6 on 03/10/2025.",
        "fusion-indication",
        "met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "Interspinous motion at C5-6 measures 0.4 mm between flexion and extension.",
        "PSH: ACDF C5-6 on 03/10/2025.",
        "fusion-indication",
        "not_documented",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C5-6: Facet joints are unremarkable. Disc osteophyte.\n"
        "No instability on flexion-extension.",
        "Age 45.",
        "arthroplasty-eligible",
        "met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C5-6: Facets are normal. C4-5: severe facet arthropathy.\n"
        "No abnormal motion on flexion and extension views.",
        "45 year old woman.",
        "arthroplasty-eligible",
        "not_documented",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C5-6: Severe bilateral facet arthropathy. No instability.",
        "45 year old woman.",
        "arthroplasty-eligible",
        "not_met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C5-6: Mild facet arthropathy. No instability on flexion/extension.",
        "45 year old woman.",
        "arthroplasty-eligible",
        "met",
    ),
    (
        "MRI CERVICAL SPINE",
        "C5-6: Disc protrusion.",
        "45 year old woman.",
        "arthroplasty-eligible",
        "not_documented",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "C5-6: Moderate facet hypertrophy. Translation at C5-6 4.0 mm on "
        "flexion-extension.",
        "45 year old woman.",
        "arthroplasty-eligible",
        "not_met",
    ),
    (
        "XR CERVICAL SPINE FLEXION EXTENSION",
        "The facet joints are well maintained. No listhesis or "
        "instability with flexion or extension.",
        "45 year old woman.",
        "arthroplasty-eligible",
        "met",
    ),
]


@pytest.mark.parametrize(("kind", "body", "note", "criterion", "status"), STUDIES)
def test_a_report_gives_its_status(
    kind: str, body: str, note: str, criterion: str, status: str
) -> None:
    text = report(kind, body, note)
    assert status_of(text, criterion, PROCEDURES[criterion]) == status
