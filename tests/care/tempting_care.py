"""Wordings that tempt to count care that was not done, or not for the neck."""

from __future__ import annotations

from tests.care.builders import NSAID, REQUEST, Layout, note, record, told

LAYOUTS = (
    told(
        "education-handout",
        "not_documented",
        "Physical therapy handout given for 6 weeks of exercises to be done after "
        "surgery. " + NSAID,
    ),
    told(
        "postop-plan",
        "not_documented",
        "After surgery he will need 6 weeks of PT. " + NSAID,
    ),
    told(
        "rx-given",
        "not_documented",
        "Given a prescription for PT 3x/week for 6 weeks on 01/05/2026. " + NSAID,
    ),
    told(
        "referred-no-visits",
        "not_documented",
        "Referred to PT 01/05/2026; no visits attended. " + NSAID,
    ),
    told(
        "insurance-denied-pt",
        "not_documented",
        "PT for 6 weeks was denied by his insurance. " + NSAID,
    ),
    told("could-not-afford", "not_met", "He could not afford PT. " + NSAID),
    told(
        "unable-attend",
        "not_met",
        "He was unable to attend physical therapy because of work. " + NSAID,
    ),
    told(
        "stopped-after-eval",
        "not_documented",
        "PT evaluation on 03/02/2026 only; he did not return. Ibuprofen for 2 weeks.",
    ),
    told(
        "pt-recommended-declined-then",
        "not_met",
        "PT was recommended but he refused. " + NSAID,
    ),
    told(
        "question-only",
        "not_documented",
        "Conservative treatment (PT, medications, injections): see attached. " + NSAID,
    ),
    told(
        "template-instruction",
        "not_documented",
        "List conservative treatment (at least 6 weeks of physical therapy, NSAIDs): "
        "____ . " + NSAID,
    ),
    told(
        "pain-for-weeks",
        "not_documented",
        "He has had 8 weeks of neck pain, PT and NSAIDs have been tried.",
    ),
    told("return-6-weeks", "not_documented", "PT and NSAIDs tried; return in 6 weeks."),
    told(
        "relief-6-weeks",
        "not_documented",
        "ESI gave 8 weeks of relief. PT and NSAIDs were tried.",
    ),
    told(
        "lumbar-esi",
        "met",
        "PT neck 01/05/2026 to 03/02/2026, naproxen same dates, no relief. Lumbar "
        "ESI 2024.",
    ),
    told(
        "back-and-neck",
        "met",
        "PT for neck and back from 01/05/2026 to 03/02/2026 and meloxicam, no relief.",
    ),
    told(
        "weeks-range-straddle",
        "not_documented",
        "PT for 4-6 weeks, ibuprofen for 3 days, no relief.",
    ),
    told("weeks-range-over", "met", "PT for 6-8 weeks, ibuprofen too, no relief."),
    told("at-least-six", "met", "At least 6 weeks of PT and NSAIDs without relief."),
    told("approx-six", "met", "Approximately 6 weeks of PT and NSAIDs without relief."),
    told(
        "almost-six",
        "not_documented",
        "Almost 6 weeks of PT; ibuprofen as needed; no relief.",
    ),
    told(
        "nearly-two-months",
        "not_documented",
        "Nearly 6 weeks of chiropractic and a collar; no relief.",
    ),
    told("one-and-half-months", "met", "PT for 1.5 months and gabapentin, no relief."),
    told(
        "forty-days",
        "not_met",
        "PT x 40 days and one ESI, no relief. Nothing else tried.",
    ),
    told("42-days-word", "met", "42 days of PT and a Medrol pack, no relief."),
    told(
        "jan-to-feb-months",
        "not_documented",
        "PT from January to February 2026 and ibuprofen as needed, no relief.",
    ),
    told(
        "jan-to-april-months",
        "met",
        "PT from January to April 2026 and ibuprofen, no relief.",
    ),
    told(
        "since-mid-jan",
        "met",
        "PT since mid-January 2026, ongoing, with naproxen since January 2026, no "
        "relief.",
    ),
    told(
        "two-part-gap",
        "not_met",
        "PT for the neck 01/05/2026 to 01/26/2026 and again 03/02/2026 to 03/16/2026 "
        "with naproxen 01/05/2026 to 01/26/2026, no relief.",
    ),
    told(
        "two-part-gap-over",
        "met",
        "PT for the neck 01/05/2026 to 01/26/2026 and again 03/02/2026 to 03/30/2026 "
        "with naproxen 01/05/2026 to 01/26/2026, no relief.",
    ),
    told(
        "crosses-window",
        "not_met",
        "PT for the neck 03/01/2025 to 05/25/2025 and ibuprofen 03/01/2025 to "
        "05/25/2025, no relief; nothing since.",
    ),
    told(
        "year-window-start",
        "met",
        "PT for the neck 05/04/2025 to 06/15/2025 and ibuprofen 05/04/2025 to "
        "06/15/2025, no relief.",
    ),
    told(
        "reversed-dates",
        "not_documented",
        "PT 03/02/2026 to 01/05/2026 and ibuprofen, no relief.",
    ),
    told(
        "helped-now-recurred",
        "met",
        "PT 01/05/2026 to 03/02/2026 and naproxen helped at first but the pain "
        "returned.",
    ),
    told(
        "pt-temporary-good",
        "met",
        "Tx: HEP (written, reviewed by PT) 1/5/26-3/2/26; NSAIDs 1/5/26-3/2/26. Temp "
        "relief only.",
    ),
    told("sh-hep", "not_documented", "HEP x 8 wks, NSAIDs. No relief."),
    told("trial-per-dm", "not_documented", "Trial of PT, NSAIDs, ESI per PCP."),
    told(
        "xfer",
        "met",
        "Cervical PT: 1/5/26 - 3/2/26 (16 visits)\nNSAID: Mobic 15mg 1/5/26 - "
        "3/20/26\nResponse: none lasting",
    ),
    told(
        "labels-below",
        "met",
        "Physical Therapy\nDates: 01/05/2026 - 03/02/2026\nVisits: 14\nResponse: no "
        "relief\n\nMedication: naproxen\nDates: 01/05/2026 - 03/20/2026\nResponse: "
        "no relief",
    ),
    told(
        "labels-below-lumbar",
        "not_documented",
        "Physical Therapy\nBody part: Low back\nDates: 01/05/2026 - 03/02/2026\n"
        "Visits: 14\n\nMedication: naproxen (neck)\nDates: 01/05/2026 - 03/20/2026\n"
        "Response: no relief",
    ),
    told(
        "caps",
        "met",
        "PT COMPLETED 01/05/2026 - 03/02/2026 WITHOUT RELIEF. NAPROXEN 01/05/2026 - "
        "03/20/2026 WITHOUT RELIEF.",
    ),
    told(
        "pt-means-patient",
        "not_documented",
        "Pt completed 8 weeks of gabapentin. Pt takes naproxen. No relief.",
    ),
    told(
        "PT-means-patient",
        "not_documented",
        "PT HAS TAKEN NAPROXEN FOR 8 WEEKS WITHOUT RELIEF.",
    ),
    told(
        "exercise-gym",
        "not_documented",
        "He exercises at the gym and took naproxen for 8 weeks, no relief.",
    ),
    told(
        "yoga",
        "not_documented",
        "He did yoga for 8 weeks and took naproxen for 8 weeks, no relief.",
    ),
    told(
        "chiro-low-back",
        "not_documented",
        "Chiropractic for his lower back 01/05/2026 to 03/02/2026. " + NSAID,
    ),
    told(
        "pt-lumbar-then",
        "not_documented",
        "He has a history of lumbar stenosis. PT 01/05/2026 to 03/02/2026 for this. "
        + NSAID,
    ),
    told(
        "shoulder-after",
        "not_documented",
        "He injured his left shoulder in December and completed PT for it, "
        "01/05/2026 to 03/02/2026. " + NSAID,
    ),
    record(
        "rec-thoracic",
        "not_documented",
        "PHYSICAL THERAPY DISCHARGE SUMMARY",
        "Referring diagnosis: M54.6 thoracic pain\nVisits: 01/05/2026, 01/26/2026, "
        "02/23/2026\nDischarged.",
    ),
    record(
        "rec-header-region",
        "not_documented",
        "LUMBAR STABILIZATION PROGRAM - PT ATTENDANCE LOG",
        "01/05/2026 attended\n01/26/2026 attended\n02/23/2026 attended",
    ),
    record(
        "rec-goal-lumbar",
        "not_documented",
        "PT DISCHARGE SUMMARY",
        "SOC 01/05/2026  D/C 03/02/2026  14 visits\nGoals: lumbar flexion to 60 "
        "degrees, sit 1 hour without back pain. Partially met.\nInterventions: "
        "lumbar traction, core stabilization.",
    ),
    record(
        "rec-postop-shoulder",
        "not_documented",
        "PT DAILY NOTES",
        "Dx: s/p L rotator cuff repair\n01/05/2026 Visit 1: PROM\n01/26/2026 Visit "
        "4: AAROM\n02/23/2026 Visit 8: AROM. Neck tight, cervical stretches added.",
    ),
    record(
        "rec-all-missed",
        "not_documented",
        "PT ATTENDANCE LOG",
        "Dx: Cervicalgia\n01/05/2026 no show\n01/26/2026 cancelled\n02/23/2026 no show",
    ),
    record(
        "rec-scheduled-future",
        "not_documented",
        "PT APPOINTMENT LIST",
        "Dx: Cervicalgia\n05/11/2026 scheduled\n05/18/2026 scheduled\n06/29/2026 "
        "scheduled",
    ),
    record(
        "rec-eval-to-visit",
        "met",
        "PHYSICAL THERAPY RECORD",
        "Diagnosis: Cervical spondylosis (M47.812)\n01/05/2026 Initial evaluation\n"
        "01/12/2026 Treatment\n02/09/2026 Treatment\n02/16/2026 Discharge visit. No "
        "improvement.",
    ),
    record(
        "rec-claims-codes",
        "met",
        "PHYSICAL THERAPY TREATMENT RECORD",
        "DOS         CPT     Units  Dx\n01/05/2026  97161   1      M54.12\n"
        "01/26/2026  97110   2      M54.12\n02/23/2026  97140   1      M54.12",
    ),
    record(
        "rec-claims-codes-lb",
        "not_documented",
        "PHYSICAL THERAPY TREATMENT RECORD",
        "DOS         CPT     Units  Dx\n01/05/2026  97161   1      M54.50\n"
        "01/26/2026  97110   2      M54.50\n02/23/2026  97140   1      M54.50",
    ),
    Layout(
        "chiro-soap-lumbar",
        (
            REQUEST,
            note(NSAID),
            "OAKFIELD CHIROPRACTIC\nDAILY NOTES\nPatient: Odo Testerly\nComplaint: "
            "low back pain\n01/05/2026 Adjusted L4, L5.\n01/26/2026 Adjusted L5.\n"
            "02/23/2026 Adjusted L4, SI.\n",
        ),
        "not_documented",
    ),
    Layout(
        "hep-log",
        (
            REQUEST,
            note(
                "Written home exercise program for the neck given 01/05/2026; "
                "exercise log reviewed at follow-up 03/02/2026, done daily through "
                "03/02/2026, no relief. " + NSAID
            ),
        ),
        "met",
    ),
    Layout(
        "pharmacy-fill",
        (
            REQUEST,
            note("He did PT for the neck 01/05/2026 to 02/20/2026, no relief."),
            "PHARMACY FILL HISTORY\nPatient: Odo Testerly\nFill date    "
            "Drug                 Days supply\n01/05/2026   Naproxen 500 mg      30\n"
            "02/04/2026   Naproxen 500 mg      30\n",
        ),
        "met",
    ),
    told(
        "two-responses",
        "met",
        "PT for the neck and back 01/05/2026 to 03/02/2026: the back resolved, the "
        "neck did not improve. " + NSAID,
    ),
    told(
        "two-responses-2",
        "met",
        "PT for neck and low back 01/05/2026 to 03/02/2026 with complete relief of "
        "the low back pain but no relief of the neck pain. " + NSAID,
    ),
    told(
        "two-days-relief",
        "met",
        "PT 1/5/26-3/2/26 no help. ESI 3/10/26: 2d relief. Mobic 1/5/26-3/2/26.",
    ),
    told(
        "denial-by-payer-note",
        "not_documented",
        "Prior request denied for lack of 6 weeks of PT. " + NSAID,
    ),
    told(
        "peer-to-peer",
        "not_documented",
        "Insurance denied surgery because 6 weeks of PT were not documented. " + NSAID,
    ),
    told(
        "lacking", "not_documented", "Missing: documentation of 6 weeks of PT. " + NSAID
    ),
    told("goal", "not_documented", "Goal: 6 weeks of PT before surgery. " + NSAID),
)
