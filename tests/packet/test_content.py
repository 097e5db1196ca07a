"""What a text without a title is, by what it speaks of."""

from __future__ import annotations

import pytest

from workbench.packet.content import content_file, content_scores
from workbench.packet.kind import classify

SOAP = """\
Madeup Internal Medicine      01/22/2026       V.P., 62M
CC: refill + back
S: LBP, L leg 4/10 since summer.
O: 138/80. SLR L pos 50. Strength LE 5/5. DTR 2+ knees.
A: chronic LBP.
P: start gabapentin. f/u 3 mo
"""
TERSE = """\
NOWHERE SPINE         NEW PATIENT         04/22/2026
Placeholder, Vera   36 F
CC  neck + left arm pain x 2 wks
PMH: none.  PSH: none.
PE  6'0" 188.  Spurling L +.  DTR 2+.
A: L C6 radic.   P: MRI. Cont PT.
"""
CONSULT = """\
FABLED NEUROLOGY                                     consult 14-May-2026
Reason: left foot drop?
History
Retired surveyor. Pain returned last summer.
PMH   gout, OSA.
Examination
Reflexes knees 2+ both. Plantars flexor. SLR L 40 pos.
Impression
New left L5 deficit.
Plan
1 MRI lumbar spine
"""
LOG = """\
MADEUP STREET PT - visit log             (printed 02/23/2026)
Vera Placeholder      Lumbar / R LE
| 1  | 2026-01-06 | evaluation, education | 7 |
| 2  | 2026-01-08 | extension, neural mob | 7 |
| 3  | 2026-01-13 | extension, core       | 7 |
| 4  | 2026-01-15 | extension, core       | 6 |
                                  Ulric Invented, PT, DPT
"""
CHIRO = """\
NOWHERE FAMILY CHIROPRACTIC        visit ledger    acct 3310
2/16  ex, CMT C5-6, e-stim, ice
2/18  CMT
2/20  CMT, home stretches printed
2/23  CMT
"""
FILMS = """\
Radiologia Invento
Study: CERVICAL SPINE, LATERAL NEUTRAL, FLEXION, EXTENSION    Date: 05/05/2026
                   translation      angulation
 C3-C4             0.8 mm           7 deg
 C5-C6             0.2 mm           1 deg
Conclusion: Abnormal motion C3-C4.
"""
ORDER = """\
ORDER #4471093                                Madeup Family Medicine
Status: SIGNED 02/24/2026
Dx: M54.16
Signs/symptoms: R sciatica > 7 wks, not better with PT and NSAID
Auth request sent: 02/26/2026
Ordering: Ulric Invented, MD
"""
LAB = """\
LABORATORIO INVENTO       Pt Placeholder V.     drawn 05/20/2026
Test                     Result         Ref
Hemoglobin A1c           7.4 %  H       < 5.7
Cotinine, serum          < 5 ng/mL
Glucose fasting          141 mg/dL
"""
NEEDLE = """\
NOWHERE NEURODIAGNOSTICS                           test date 04/22/2026
Median motor DML 3.4 ms   amp 9.1    Ulnar motor 2.8
Needle: R biceps 1+ fibs, reduced recruitment.
"""
BLOCK = """\
PROCEDURE RECORD  12/16/2025        Dr Invented
C7-T1 interlaminar epidural steroid injection, fluoro guided. Dexamethasone 10 mg.
No complications.
"""
TOLD = """\
Care tried: chiropractic, see dates
1/6/26  first seen
1/9/26  same
1/13/26 same
1/16/26 same
"""
ABOUT_IMAGES = """\
Tobacco: never. A1c 7.1%.
MRI of May: C5-6 severe left foraminal stenosis, moderate canal stenosis.
PT 02/16/2026 through 04/10/2026 (16 visits): pain unchanged.
"""
SENT_ON = """\
REFERRAL to the pain service
from: Invented Orthopaedics, P. Nobody PA-C

36 yo F, left leg pain since a fall in May. MRI shows an extrusion at L4-5. Had PT
x6 and naproxen.
"""
NOTHING = "FAX  2 pages\nPlease see the attached.\nThank you\n"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SOAP, "clinic-note"),
        (TERSE, "clinic-note"),
        (CONSULT, "clinic-note"),
        (LOG, "therapy-record"),
        (CHIRO, "therapy-record"),
        (FILMS, "imaging-report"),
        (ORDER, "request-form"),
        (LAB, "laboratory"),
        (NEEDLE, "nerve-study"),
        (BLOCK, "operative-note"),
        (NOTHING, "other"),
    ],
)
def test_a_text_without_a_title_is_known_by_what_it_says(text: str, kind: str) -> None:
    assert classify(text, None) == kind


@pytest.mark.parametrize("text", [TOLD, ABOUT_IMAGES, SENT_ON])
def test_a_text_that_tells_of_care_is_no_record_of_who_gave_it(text: str) -> None:
    assert classify(text, None) not in ("therapy-record", "imaging-report")


def test_words_stand_for_a_kind_once_however_often_they_stand() -> None:
    once = content_scores("seen today, denies falls\n")
    assert content_scores("seen today, denies falls\n" * 9) == once


def test_kinds_come_in_the_order_of_the_file_so_that_ties_fall_alike() -> None:
    order = list(content_file().kinds)
    for text in (SOAP, LOG, ORDER, BLOCK, ABOUT_IMAGES):
        kinds = list(content_scores(text))
        assert kinds == sorted(kinds, key=order.index)


def test_a_label_is_no_word_of_a_sentence() -> None:
    assert content_scores("plan of surgery is discussed") == {"clinic-note": 1}
    assert content_scores("PLAN: wait")["clinic-note"] == 1


def test_every_entry_is_in_one_form_and_stands_once_in_its_list() -> None:
    for kind in content_file().kinds.values():
        for lists in (kind.labels, kind.words, kind.head):
            entries = [one for weight in lists.values() for one in weight]
            assert sorted(entries) == sorted(set(entries))
            assert all(one == one.lower().strip() for one in entries)
