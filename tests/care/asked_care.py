"""Questions and answers, short forms, problems by region."""

from __future__ import annotations

from tests.care.builders import NSAID, record, told

LAYOUTS = (
    told(
        "table-date-columns-41",
        "not_met",
        "Modality | Date Started | Date Ended | Outcome\nPhysical Therapy (neck) | "
        "01/05/2026 | 02/15/2026 | No relief\nIbuprofen | 01/05/2026 | 02/15/2026 | "
        "No relief",
    ),
    told(
        "csv",
        "met",
        "Treatment,Start,End,Result\nPhysical therapy,01/05/2026,03/02/2026,no "
        "relief\nNaproxen,01/05/2026,03/20/2026,no relief",
    ),
    told(
        "semi",
        "met",
        "Conservative care: PT (1/5/26-3/2/26); naproxen (1/5/26-3/20/26); activity "
        "modification. All failed.",
    ),
    told(
        "yn-list",
        "met",
        "Physical therapy: Yes, 01/05/2026 - 03/02/2026\nChiropractic: No\n"
        "Injections: No\nNSAIDs: Yes, 01/05/2026 - 03/20/2026\nRelief: None",
    ),
    told(
        "yn-list-undated",
        "not_documented",
        "Physical therapy: Yes\nChiropractic: No\nInjections: No\nNSAIDs: Yes\n"
        "Relief: None",
    ),
    told(
        "yn-all-no",
        "not_met",
        "Physical therapy: No\nHome exercise: No\nChiropractic: No\nInjections: No\n"
        "NSAIDs: No",
    ),
    told(
        "boxed-yes-after",
        "met",
        "Physical therapy  ( ) No (X) Yes  Dates 01/05/2026-03/02/2026\nNSAIDs  ( ) "
        "No (X) Yes  Dates 01/05/2026-03/20/2026\nInjections  (X) No ( ) Yes",
    ),
    told(
        "duration-field",
        "met",
        "PT - Duration: 8 weeks - Response: no relief\nNSAIDs - Duration: 10 weeks - "
        "Response: no relief",
    ),
    told(
        "duration-short",
        "not_met",
        "Treatment | Duration | Response\nPT neck | 4 weeks | none\nESI | 1 | none",
    ),
    told(
        "weeks-column",
        "met",
        "Treatment | Weeks | Relief\nPhysical therapy | 8 | No\nNSAIDs | 10 | No",
    ),
    told(
        "q-how-long",
        "met",
        "Q: Have you had physical therapy for your neck? A: Yes, 8 weeks\nQ: "
        "Medications tried? A: ibuprofen for 3 months\nQ: Did they help? A: No",
    ),
    told(
        "q-no",
        "not_met",
        "Q: Have you had physical therapy for your neck? A: No\nQ: Medications "
        "tried? A: ibuprofen",
    ),
    told(
        "q-not-sure",
        "not_documented",
        "Q: Have you had physical therapy for your neck? A: not sure\nQ: Medications "
        "tried? A: ibuprofen for 3 months",
    ),
    told(
        "dictated-spoken",
        "met",
        "Patient went through physical therapy starting January 5 and ending March 2 "
        "of this year period he tried meloxicam for two months period no relief.",
    ),
    told(
        "copied-forward-old",
        "not_documented",
        "03/14/2024: PT x 8 weeks and NSAIDs failed. Today: same.",
    ),
    told(
        "therapy-planned-then-surgery",
        "not_documented",
        "Plan was for 6 weeks of PT but symptoms progressed. " + NSAID,
    ),
    told(
        "only-two-visits",
        "not_documented",
        "He went to PT for the neck twice in January 2026 and stopped because of pain. "
        + "Ibuprofen as needed.",
    ),
    told(
        "not-completed",
        "not_documented",
        "Did not complete PT for the neck. Ibuprofen as needed.",
    ),
    told(
        "pt-ineffective-undated-w/nsaid-dated",
        "met",
        "PT for the neck was ineffective. " + NSAID,
    ),
    told("bilateral-knee-mri", "not_documented", "PT x 8 weeks for knees. " + NSAID),
    told(
        "same-line-two-regions",
        "not_documented",
        "PT: low back 8 weeks; neck none. " + NSAID,
    ),
    told(
        "reverse-region",
        "not_documented",
        "Low back: PT x 8 weeks, good relief. Neck: " + NSAID,
    ),
    told(
        "reverse-region-colon-neck",
        "met",
        "Low back: PT x 3 weeks in 2024. Neck: PT x 8 weeks, no relief; NSAIDs x 8 "
        "weeks, no relief.",
    ),
    told(
        "section-low-back",
        "not_documented",
        NSAID
        + "\n\nLOW BACK\nLumbar pain treated with physical therapy from 01/05/2026 to "
        "03/02/2026.",
    ),
    told(
        "section-low-back-plain",
        "not_documented",
        NSAID + "\n\nPROBLEM 2: LOW BACK PAIN\nPhysical therapy from 01/05/2026 to "
        "03/02/2026, improving.",
    ),
    told(
        "numbered-problems",
        "not_documented",
        "1. Neck pain: naproxen 01/05/2026 to 03/20/2026, no relief.\n2. Low back "
        "pain: physical therapy 01/05/2026 to 03/02/2026, improving.",
    ),
    told(
        "after-accident-back",
        "not_documented",
        "After the accident he had back pain and attended PT for 8 weeks, 01/05/2026 "
        "to 03/02/2026, which helped the back. For the neck, naproxen 01/05/2026 to "
        "03/20/2026 without relief.",
    ),
    told(
        "therapy-this-summer",
        "not_documented",
        "He also has long-standing low back pain, for which he had 8 weeks of therapy. "
        + NSAID,
    ),
    told(
        "psych-therapy",
        "not_documented",
        "He attended cognitive behavioral therapy for 8 weeks. " + NSAID,
    ),
    told(
        "radiation", "not_documented", "He had radiation therapy for 8 weeks. " + NSAID
    ),
    told(
        "speech", "not_documented", "Speech therapy 01/05/2026 to 03/02/2026. " + NSAID
    ),
    told(
        "ot-hand",
        "not_documented",
        "OT for the right hand 01/05/2026 to 03/02/2026 after tendon repair. " + NSAID,
    ),
    told(
        "vague-months",
        "not_documented",
        "Several months of PT, NSAIDs and rest, no relief.",
    ),
    told(
        "vague-since-onset",
        "not_documented",
        "PT, NSAIDs and rest since onset, no relief.",
    ),
    told(
        "x-visits-over-weeks",
        "met",
        "12 visits of PT over 6 weeks and meloxicam, no relief.",
    ),
    told(
        "twice-weekly-8",
        "met",
        "Supervised PT twice weekly for eight (8) weeks; Flexeril nightly; no relief.",
    ),
    told(
        "ongoing-pt-since-recent",
        "not_met",
        "PT since 04/06/2026, ongoing. Tylenol since 04/06/2026. No relief so far.",
    ),
    told(
        "months-that-may-be-too-few",
        "not_documented",
        "PT 1/26-3/26 (16 visits) and NSAIDs 1/26-3/26 without relief.",
    ),
    record(
        "neck-log-yearless",
        "met",
        "PT VISIT LOG - NECK",
        "Year: 2026\n1/5 attended\n1/26 attended\n2/23 attended\nReport date: "
        "02/25/2026",
    ),
    record(
        "percent-better-lasting",
        "not_documented",
        "PT DISCHARGE SUMMARY",
        "Dx: Cervicalgia\nSOC 01/05/2026, last visit 01/12/2026, 2 visits, patient "
        "self-discharged.",
        "Gabapentin as needed.",
    ),
    record(
        "virtual-log",
        "met",
        "VIRTUAL PHYSICAL THERAPY SUMMARY",
        "Condition: neck pain\nEnrolled: 01/05/2026\nLast session: 03/02/2026\n"
        "Sessions completed: 22\nPain unchanged.",
    ),
)
