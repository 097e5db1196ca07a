"""Requests in the layouts that offices use: fields, tables, letters, messages."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import requested

FORMS = {
    "fields": (
        """
PRIOR AUTHORIZATION REQUEST FORM
Patient: Nobody, Ann   DOB: 01/02/1967
Date of request: 05/04/2026
Diagnosis: Cervical radiculopathy (M54.12)
Procedure requested: ACDF C5-6, C6-7
CPT codes: 22551 x1, 22552 x1, 22845, 22853 x2, 20930
Prior surgery: C3-4 ACDF 2015
""",
        [
            "acdf C5-6 22551+22552",
            "acdf C6-7 22551+22552",
            "bone-graft 20930",
            "instrumentation 22845",
            "interbody-device 22853 x2",
        ],
    ),
    "table with levels": (
        """
SURGERY SCHEDULING FORM
CPT | Description | Level | Units
22551 | Anterior cervical discectomy and fusion | C5-6 | 1
22552 | each additional level | C6-7 | 1
22845 | anterior instrumentation | C5-7 | 1
22853 | interbody device | C5-6 | 1
22853 | interbody device | C6-7 | 1
""",
        [
            "acdf C5-6 22551+22552",
            "acdf C6-7 22551+22552",
            "instrumentation 22845 x1",
            "interbody-device C5-6 22853 x1",
            "interbody-device C6-7 22853 x1",
        ],
    ),
    "spaced columns": (
        """
REQUEST FOR SERVICES
Requested procedure(s)            Level       CPT       Qty
Left posterior foraminotomy       C6-7        63020     1
Right posterior foraminotomy      C5-6        63020     1
""",
        [
            "posterior-cervical-decompression C5-6 right 63020",
            "posterior-cervical-decompression C6-7 left 63020",
        ],
    ),
    "stages with their codes": (
        """
Request for authorization of surgery

Stage 1 (anterior): ACDF C3-5
  CPT: 22551, 22552, 22845, 22853 x2
Stage 2 (posterior): bilateral medial facetectomies and foraminotomies with \
instrumented arthrodesis C5-7
  CPT: 63045, 63048, 22600, 22614, 22842, 20936
""",
        [
            "stage1 acdf C3-4 22551+22552",
            "stage1 acdf C4-5 22551+22552",
            "stage1 instrumentation 22845",
            "stage1 interbody-device 22853 x2",
            "stage2 bone-graft 20936",
            "stage2 instrumentation 22842",
            "stage2 posterior-cervical-decompression C5-6 bilateral 63045+63048",
            "stage2 posterior-cervical-decompression C6-7 bilateral 63045+63048",
            "stage2 posterior-cervical-fusion C5-6 22600+22614",
            "stage2 posterior-cervical-fusion C6-7 22600+22614",
        ],
    ),
    "stages, then one list of codes": (
        """
SURGERY REQUEST
First stage: ACDF C4-5
Second stage: posterior cervical fusion C4-C6
Codes requested: 22551, 22600, 22614, 22845, 22842
""",
        [
            "stage1 acdf C4-5 22551",
            "stage1 instrumentation 22845",
            "stage2 instrumentation 22842",
            "stage2 posterior-cervical-fusion C4-5 22600+22614",
            "stage2 posterior-cervical-fusion C5-6 22600+22614",
        ],
    ),
    "levels and side in fields of their own": (
        """
SPINE SURGERY PRIOR AUTHORIZATION REQUEST
Request date: 3/9/2026            Fax: 555-0100
PROCEDURE INFORMATION
Procedure(s): Posterior cervical laminectomy
Level(s): C3 to C6
CPT Code(s): 63015
Side: [ ] Left [ ] Right [x] Bilateral
Facility: Mercy Hospital, Fredericksburg, VA 22551
CLINICAL INFORMATION
Conservative treatment tried: physical therapy, ESI C6-7, MRI done
Previous surgery: ACDF C5-6 2012
""",
        [
            "posterior-cervical-decompression C3-4 bilateral 63015",
            "posterior-cervical-decompression C4-5 bilateral 63015",
            "posterior-cervical-decompression C5-6 bilateral 63015",
        ],
    ),
    "boxes": (
        """
PRECERTIFICATION
[x] ACDF   [ ] Disc arthroplasty   [ ] Posterior fusion   [x] Removal of hardware
Levels: [ ] C3-4 [x] C4-5 [x] C5-6 [ ] C6-7
""",
        ["acdf C4-5", "acdf C5-6", "hardware-removal"],
    ),
    "codes only, itemised": (
        """
AUTHORIZATION REQUEST
Services requested:
1. 22551 - C5-6
2. 22552 - C6-7
3. 22846
4. 69990
5. 95940, 95941
Date of service: 06/01/2026
""",
        [
            "acdf C5-6 22551+22552",
            "acdf C6-7 22551+22552",
            "instrumentation 22846",
            "monitoring 95940",
            "monitoring 95941",
            "navigation 69990",
        ],
    ),
    "codes only, no level": (
        "PRIOR AUTHORIZATION REQUEST\nCPT: 22551 x1, 22552 x2, 22846\n",
        ["acdf 22551+22552 x3", "instrumentation 22846"],
    ),
    "portal fields with units": (
        """
Request details
Code 1: 22551  Description: Neck spine fuse&remov bel c2  Units: 1
Code 2: 22552  Description: Addl neck spine fusion  Units: 1
Code 3: 22853  Units: 2
Spinal levels: C4-C6
""",
        [
            "acdf C4-5 22551+22552",
            "acdf C5-6 22551+22552",
            "interbody-device 22853 x2",
        ],
    ),
    "long descriptions beside codes": (
        """
PRE-AUTHORIZATION REQUEST
22551: Fusion, anterior interbody, with disc removal, osteophytectomy and \
decompression of spinal cord and nerve roots; cervical below C2 (C5-6)
63045: Laminectomy, facetectomy and foraminotomy (unilateral or bilateral), \
single segment, cervical (C6-7)
""",
        ["acdf C5-6 22551", "posterior-cervical-decompression C6-7 63045"],
    ),
    "surgery order": (
        """
Surgery Order
Procedure: C5 corpectomy with anterior fusion C4-6, plate, fibular strut graft
CPT 63081, 22554, 22585, 22845, 22854, 20931
Diagnosis: G95.20
""",
        [
            "acdf C4-5 22554+22585",
            "acdf C5-6 22554+22585",
            "bone-graft 20931",
            "cervical-corpectomy C5 63081",
            "instrumentation 22845",
            "interbody-device 22854",
        ],
    ),
    "booking sheet without codes": (
        """
SURGICAL BOOKING SHEET
Surgeon: Dr. Nobody
Case: C4-7 ACDF w/ plate, cages
Equipment: microscope, C-arm, neuromonitoring
""",
        [
            "acdf C4-5",
            "acdf C5-6",
            "acdf C6-7",
            "instrumentation",
            "interbody-device",
            "monitoring",
            "navigation",
        ],
    ),
    "pieces of one operation in a list": (
        """
Surgery request
1. Anterior cervical discectomy with decompression, C5-6
2. Anterior arthrodesis C5-6
3. Anterior instrumentation
4. Structural allograft
""",
        ["acdf C5-6", "bone-graft", "instrumentation"],
    ),
    "single vertebrae": (
        "SURGERY REQUEST\nProcedure: C5 laminectomy\n",
        ["posterior-cervical-decompression C5-6"],
    ),
    "corpectomy of two vertebrae": (
        "SURGERY REQUEST\nProcedure: C5 and C6 corpectomies (63081, 63082)\n",
        [
            "cervical-corpectomy C5 63081+63082",
            "cervical-corpectomy C6 63081+63082",
        ],
    ),
    "two levels, two sides": (
        "REQUEST FORM\nProcedure: left C5-6 and right C6-7 foraminotomies\n",
        [
            "posterior-cervical-decompression C5-6 left",
            "posterior-cervical-decompression C6-7 right",
        ],
    ),
    "two operations with levels of their own": (
        "PRIOR AUTH REQUEST\nProcedure: C5-6 disc replacement; ACDF C6-7\n",
        ["acdf C6-7", "cervical-disc-arthroplasty C5-6"],
    ),
    "across the junction": (
        "PRIOR AUTH REQUEST\nProcedure: posterior cervical fusion C5 to T1\n",
        [
            "posterior-cervical-fusion C5-6",
            "posterior-cervical-fusion C6-7",
            "posterior-cervical-fusion C7-T1",
        ],
    ),
    "revision over old hardware": (
        """
REQUEST FOR AUTHORIZATION
Requested surgery: revision ACDF C6-7 with removal of anterior plate C5-7, \
exploration of fusion (CPT 22551, 22855, 22830)
History: patient is s/p C5-7 ACDF in 2019 and L4-5 laminectomy.
""",
        [
            "acdf C6-7 22551",
            "hardware-removal 22830",
            "hardware-removal 22855",
        ],
    ),
    "laminoplasty": (
        "AUTH REQUEST\nProcedure: C3-C5 laminoplasty, CPT 63051\n",
        ["other (laminoplasty) C3-4 63051", "other (laminoplasty) C4-5 63051"],
    ),
    "lumbar fusion and a knee": (
        "AUTH REQUEST\nProcedure: L4-5 TLIF (22633) and right total knee "
        "arthroplasty (27447).\n",
        [
            "lumbar-interbody-fusion L4-5 22633",
            "other (total knee arthroplasty) right 27447",
        ],
    ),
    "a code that says another thing than the words": (
        "AUTH REQUEST\nProcedure: ACDF C5-6 (CPT 22856)\n",
        ["acdf C5-6 22856", "cervical-disc-arthroplasty 22856"],
    ),
    "an old fusion beside the new one": (
        "AUTH REQUEST\nProcedure: ACDF C4-5 above prior C5-7 fusion, 22551\n",
        ["acdf C4-5 22551"],
    ),
    "no fusion": (
        "AUTH REQUEST\nProcedure: left C6-7 foraminotomy without fusion, 63020-LT\n",
        ["posterior-cervical-decompression C6-7 left 63020"],
    ),
    "fields of each procedure on its line": (
        """
SURGERY REQUEST FORM
Procedure 1: ACDF          Level: C5-6
Procedure 2: Foraminotomy  Level: C6-7   Side: Left
""",
        ["acdf C5-6", "posterior-cervical-decompression C6-7 left"],
    ),
    "fields of each procedure below it": (
        """
SURGERY REQUEST FORM
Procedure: ACDF
CPT: 22551
Level: C4-5
Procedure: Posterior cervical fusion
CPT: 22600
Level: C6-7
""",
        ["acdf C4-5 22551", "posterior-cervical-fusion C6-7 22600"],
    ),
    "units without a blank": (
        "SURGERY REQUEST\nProcedure: PCDF C3-C5\nCodes: 22600, 22614x1, 63048x3\n",
        [
            "posterior-cervical-decompression C3-4 63048",
            "posterior-cervical-decompression C4-5 63048",
            "posterior-cervical-fusion C3-4 22600+22614",
            "posterior-cervical-fusion C4-5 22600+22614",
        ],
    ),
    "front and back in one sentence": (
        "PA REQUEST\n360 fusion: ACDF C5-6 followed by C5-7 posterior fusion\n",
        [
            "acdf C5-6",
            "posterior-cervical-fusion C5-6",
            "posterior-cervical-fusion C6-7",
        ],
    ),
    "disc removal with a prosthesis": (
        "PA REQUEST\nAnterior cervical diskectomy with arthroplasty C5-6\n",
        ["cervical-disc-arthroplasty C5-6"],
    ),
    "a row that is not asked for": (
        """
PRIOR AUTHORIZATION
Item | Code | Service | Region | Units | Requested
1 | 63020 | Laminotomy, one side | Left C6-7 | 1 | Yes
2 | 22600 | Posterior fusion | C6-7 | 1 | No
""",
        ["posterior-cervical-decompression C6-7 left 63020"],
    ),
    "codes with words and levels in brackets": (
        "AUTH REQUEST\nCPT(s): 22551 (ACDF C5-6), 22552 (C6-7), 22846\n",
        [
            "acdf C5-6 22551+22552",
            "acdf C6-7 22551+22552",
            "instrumentation 22846",
        ],
    ),
    "vertebrae in a level field": (
        "REQUEST\nProcedure: Anterior cervical discectomy and fusion\n"
        "Vertebral level(s): C5, C6, C7\nApproach: Anterior\n",
        ["acdf C5-6", "acdf C6-7"],
    ),
    "a scan that is asked for": (
        "PRIOR AUTHORIZATION REQUEST\nProcedure: MRI cervical spine, CPT 72141\n",
        ["spine-mri cervical 72141"],
    ),
    "a scan that is only enclosed": (
        "AUTHORIZATION REQUEST\n- ACDF C5-6\n- MRI report enclosed\n- ESI C6-7 note\n",
        ["acdf C5-6"],
    ),
    "scanned letterhead": (
        """
  M E R C Y   S P I N E   C E N T E R
  PRE-CERTIFICATION REQUEST          Fax 555 123 4567   Pg 1 of 4
  Requesting authorization for the following procedure(s):
     Anterior cervical decompression & fusion, C4/5 and C5/6      CPT 22551, 22552
     Biomechanical device x 2                                      CPT 22853 x2
  Dx: M50.121, M50.122; G99.2
""",
        [
            "acdf C4-5 22551+22552",
            "acdf C5-6 22551+22552",
            "interbody-device 22853 x2",
        ],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_form(name):
    text, expected = FORMS[name]
    assert requested(text) == expected


def test_lumbar_operation_is_never_a_cervical_line():
    found = requested(
        "AUTH REQUEST\nProcedure: L4-5 laminectomy and posterior fusion\n"
        "CPT 63047, 22612, 22614\n"
    )

    assert found
    assert all(line.startswith("lumbar-") for line in found)


LETTERS = {
    "cover letter": (
        """
Dear Medical Director,

We request authorization for anterior cervical discectomy and fusion at C5-6 and C6-7 \
(CPT 22551, 22552, 22845) for my patient. She underwent C3-4 ACDF in 2015.

Sincerely,
""",
        [
            "acdf C5-6 22551+22552",
            "acdf C6-7 22551+22552",
            "instrumentation 22845",
        ],
    ),
    "stages in prose": (
        """
To whom it may concern,
This letter is to request prior authorization for a two-stage operation. Stage one \
will be an anterior cervical discectomy and fusion at C3-4. Stage two will be a \
posterior decompression with bilateral foraminotomies at C5-6 and posterior \
instrumented fusion from C5 to C7.
Previously, in 2019, he had an ACDF at C5-6 and C6-7.
""",
        [
            "stage1 acdf C3-4",
            "stage2 instrumentation",
            "stage2 posterior-cervical-decompression C5-6 bilateral",
            "stage2 posterior-cervical-fusion C5-6",
            "stage2 posterior-cervical-fusion C6-7",
        ],
    ),
    "appeal that asks": (
        "I am writing to appeal the denial of ACDF at C5-6.\n"
        "I ask that you overturn the denial and approve ACDF C5-6.\n",
        ["acdf C5-6"],
    ),
    "denial that retells": (
        "NOTICE OF DENIAL\n"
        "Your request for authorization of ACDF C5-6 and C6-7 was denied.\n"
        "We received a request for anterior cervical discectomy and fusion.\n",
        [],
    ),
    "history only": (
        "Dear Doctor,\nThank you for seeing this lady, who had an ACDF C5-6 in 2014.\n",
        [],
    ),
}


@pytest.mark.parametrize("name", LETTERS)
def test_letter(name):
    text, expected = LETTERS[name]
    assert requested(text, "letter") == expected


def test_message_asks_in_its_subject_and_list():
    text = """
From: scheduler@example.org
Subject: Prior auth request - C5-6 disc replacement

Hi, please authorize the following for Mr. Nobody:
- Cervical disc arthroplasty C5-6 (CPT 22856)
- intraoperative neuromonitoring

His last MRI was 2/3/2026. Clinic note attached.
"""
    assert requested(text, "other") == [
        "cervical-disc-arthroplasty C5-6 22856",
        "monitoring",
    ]


NOTES = {
    "asks": (
        "ASSESSMENT AND PLAN:\n1. C5-6 HNP with left C6 radiculopathy. Failed PT. "
        "Request authorization for C5-6 ACDF (22551, 22845).",
        ["acdf C5-6 22551", "instrumentation 22845"],
    ),
    "recommends": ("PLAN: I recommend C5-6 ACDF.", ["plan acdf C5-6"]),
    "telegraphic plan": (
        "PLAN:\n- ACDF C5-6 and C6-7\n- RTC 6 wks",
        ["acdf C5-6", "acdf C6-7"],
    ),
    "patient decided": (
        "PLAN: Laminectomy and fusion versus laminoplasty were reviewed. Patient "
        "elected to proceed with C3-5 laminectomy, scheduled for 3/1/2026.",
        [
            "plan posterior-cervical-decompression C3-4",
            "plan posterior-cervical-decompression C4-5",
        ],
    ),
    "options": ("PLAN: We discussed ACDF versus arthroplasty at C5-6.", []),
    "condition": ("PLAN: If symptoms persist, C6-7 foraminotomy may be needed.", []),
    "against": ("PLAN: I do not recommend ACDF at this time.", []),
    "history": ("HPI: He had ACDF C6-7 in 2018 and did well.", []),
    "other body part": ("PLAN: MRI of the knee ordered. Knee injection scheduled.", []),
    "an injection": (
        "PLAN: MRI cervical spine ordered. ESI C6-7 scheduled.",
        ["plan epidural-injection C6-7"],
    ),
    "risks": ("PLAN: Risks of ACDF were reviewed.", []),
}


@pytest.mark.parametrize("name", NOTES)
def test_note(name):
    text, expected = NOTES[name]
    assert requested("OFFICE VISIT\n" + text, "clinic-note") == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("reviewer-worksheet", "ACDF C5-6 was denied. Meets criteria: no."),
        ("policy-excerpt", "ACDF is medically necessary when requested for C3-C7."),
        ("operative-note", "PROCEDURE: ACDF C5-6"),
        ("imaging-report", "CLINICAL: ACDF C5-6 planned"),
    ],
)
def test_documents_that_never_ask(kind, text):
    assert requested(text, kind) == []


def test_one_endless_line_is_read_without_choking():
    endless = "prior ACDF 2019, 22551 x1, Stage 1: C5-6 " * 2500

    assert len(requested("SURGERY REQUEST\n" + endless)) < 50
