"""Care told in tables, questionnaires, therapists' records and letters."""

from __future__ import annotations

from tests.care.builders import NSAID, REQUEST, Layout, note, record, told

LAYOUTS = (
    # --- tables in the note ---
    told(
        "columns-two-blanks-apart",
        "met",
        "Treatment  Start  End  Result\n"
        "Physical therapy  01/05/2026  03/02/2026  no relief\n"
        "Naproxen  01/05/2026  03/20/2026  no relief",
    ),
    told(
        "columns-41-days",
        "not_met",
        "Treatment            Start        Stop         Outcome\n"
        "Physical therapy     01/05/2026   02/15/2026   no relief\n"
        "Naproxen             01/05/2026   02/15/2026   no relief",
    ),
    told(
        "pipes",
        "met",
        "| Treatment | Dates | Visits | Response |\n|---|---|---|---|\n"
        "| PT, cervical | 01/05/2026-03/02/2026 | 14 | None |\n"
        "| Meloxicam | 01/05/2026-03/20/2026 | | None |\n"
        "| ESI | not tried | | |",
    ),
    told(
        "pipes-other-region",
        "not_documented",
        "| Treatment | Region | Dates | Response |\n|---|---|---|---|\n"
        "| Physical therapy | Lumbar | 01/05/2026-03/02/2026 | Some |\n"
        "| Meloxicam | Neck | 01/05/2026-03/20/2026 | None |",
    ),
    told(
        "tabs",
        "met",
        "Treatment\tDates\tResponse\n"
        "Physical therapy\t01/05/2026 to 03/02/2026\tno relief\n"
        "Tizanidine\t01/05/2026 to 02/10/2026\tno relief\n"
        "Injection\tNone\t",
    ),
    told(
        "medication-table",
        "not_documented",
        "MEDICATION RECONCILIATION\n"
        "Drug                Dose       Start        Stop         Reason stopped\n"
        "Naproxen            500 mg     01/05/2026   03/20/2026   no relief\n"
        "Cyclobenzaprine     10 mg      02/01/2026   02/20/2026   sedation\n"
        "Lisinopril          10 mg      03/01/2019   -            -",
    ),
    # --- patient questionnaires ---
    told(
        "questionnaire-dated",
        "met",
        "Have you tried any of the following?\n"
        "Physical therapy?   [X] Yes  [ ] No   From 01/05/2026 to 03/02/2026   "
        "Did it help? No\n"
        "Chiropractor?       [ ] Yes  [X] No\n"
        "Anti-inflammatory medicine?  [X] Yes  [ ] No   From 01/05/2026 to 03/20/2026 "
        "  Did it help? No",
    ),
    told(
        "questionnaire-undated",
        "not_documented",
        "Have you tried any of the following?\n"
        "Physical therapy?   [X] Yes  [ ] No   When: last winter\n"
        "Injections?         [ ] Yes  [X] No\n"
        "Medication?         [X] Yes  [ ] No   Which: Advil",
    ),
    told(
        "questionnaire-not-ticked",
        "not_documented",
        "Have you tried any of the following?\n"
        "[ ] Physical therapy   Dates: ________\n"
        "[ ] Chiropractic       Dates: ________\n"
        "[X] Medication         Dates: 01/05/2026 to 03/20/2026   Naproxen, no help",
    ),
    # --- therapists' own records ---
    record(
        "attendance-log-42",
        "met",
        "ATTENDANCE LOG - CERVICAL",
        "Diagnosis: Cervical radiculopathy\n"
        "01/05/2026  attended\n01/12/2026  attended\n01/19/2026  cancelled\n"
        "01/26/2026  attended\n02/09/2026  attended\n02/16/2026  attended\n"
        "Discharged, no change in symptoms.",
    ),
    record(
        "attendance-log-last-missed",
        "not_met",
        "ATTENDANCE LOG - CERVICAL",
        "Diagnosis: Cervical radiculopathy\n"
        "01/05/2026  attended\n01/12/2026  attended\n01/26/2026  attended\n"
        "02/09/2026  attended\n02/16/2026  no show\n02/23/2026  no show\n"
        "Discharged for non-attendance, no change in symptoms.",
        "He took naproxen from 01/05/2026 to 02/09/2026 without relief.",
    ),
    record(
        "visits-listed-after-a-label",
        "met",
        "DISCHARGE SUMMARY",
        "Diagnosis: Neck pain with left radiculopathy (M54.12)\n"
        "Visits: 01/05, 01/12, 01/19, 01/26, 02/02, 02/09, 02/16\n"
        "Date of report: 02/20/2026\nResponse: no lasting improvement.",
    ),
    record(
        "flow-sheet-low-back",
        "not_documented",
        "OUTPATIENT PT FLOW SHEET",
        "Diagnosis: Low back pain (M54.50)     Body region: LUMBAR\n"
        "Visit  Date        Pain  Bike    Bridges  Initials\n"
        "1      01/05/2026  6/10  5 min   2x10     EW\n"
        "2      01/19/2026  5/10  5 min   2x10     EW\n"
        "3      02/02/2026  5/10  8 min   3x10     EW\n"
        "4      02/23/2026  4/10  8 min   3x10     EW\n"
        "Also mentions some neck and arm pain, advised to see physician.",
    ),
    record(
        "flow-sheet-by-code-alone",
        "not_documented",
        "PT FLOW SHEET",
        "ICD-10: M54.50\n"
        "Visit  Date        Bike    Bridges  Initials\n"
        "1      01/05/2026  5 min   2x10     EW\n"
        "2      01/26/2026  5 min   2x10     EW\n"
        "3      02/23/2026  8 min   3x10     EW",
    ),
    record(
        "plan-of-care-knee",
        "not_documented",
        "PHYSICAL THERAPY DISCHARGE SUMMARY",
        "Treating diagnosis: s/p right total knee arthroplasty\n"
        "Start of care: 01/05/2026   Discharge: 03/02/2026   Visits: 16\n"
        "PMH: neck pain, HTN\nOutcome: goals met.",
    ),
    record(
        "shoulder-record",
        "not_documented",
        "PT DISCHARGE SUMMARY",
        "Body part: L shoulder\nStart of care: 01/05/2026   Last visit: 03/02/2026\n"
        "Visits: 15\nPatient also reports neck stiffness. Rotator cuff strengthening.",
    ),
    record(
        "flow-sheet-neck-with-goals",
        "met",
        "PT FLOW SHEET",
        "Dx: Cervicalgia M54.2\nGoals: STG in 3 weeks: pain 3/10. LTG in 6 weeks: "
        "return to full duty.\n"
        "Date        Pain   Retractions  Rows     Traction\n"
        "01/05/2026  7/10   2x10         2x10     10 min\n"
        "01/19/2026  7/10   2x10         2x10     10 min\n"
        "02/09/2026  6/10   3x10         3x10     12 min\n"
        "03/02/2026  7/10   3x10         3x10     12 min",
    ),
    record(
        "evaluation-with-plan-only",
        "not_documented",
        "PHYSICAL THERAPY INITIAL EVALUATION",
        "Date of evaluation: 04/20/2026\nDiagnosis: Cervical radiculopathy\n"
        "Plan of care: 2x/week for 8 weeks, certification 04/20/2026 to 06/15/2026.",
    ),
    record(
        "daily-notes",
        "met",
        "DAILY NOTE",
        "Diagnosis: Cervical radiculopathy\n"
        "DOS: 01/05/2026  Visit 1. Ther ex, manual therapy. Pain 7/10.\n"
        "DOS: 01/26/2026  Visit 4. Ther ex. Pain 7/10.\n"
        "DOS: 02/23/2026  Visit 8. Ther ex. Pain 7/10, no change since start.",
    ),
    Layout(
        "chiropractic-ledger",
        (
            REQUEST,
            note(NSAID),
            "OAKFIELD CHIROPRACTIC\nPATIENT LEDGER\nPatient: Odo Testerly\n"
            "Region treated: cervical\n"
            "Date        Code    Description               Charge\n"
            "01/05/2026  98940   Adjustment, 1-2 regions   $45\n"
            "01/12/2026  98940   Adjustment, 1-2 regions   $45\n"
            "02/02/2026  98940   Adjustment, 1-2 regions   $45\n"
            "02/23/2026  98940   Adjustment, 1-2 regions   $45\n",
        ),
        "met",
    ),
    # --- letters argue ---
    Layout(
        "letter-argues",
        (
            REQUEST,
            "Hilltop Spine\nMay 4, 2026\nRE: Odo Testerly\n\nDear Medical Director:\n\n"
            "I am writing to appeal the denial. Mr. Testerly completed 8 weeks of "
            "physical therapy for the neck from 01/05/2026 to 03/02/2026 and took "
            "naproxen without relief. Please approve the ACDF at C5-6.\n\n"
            "Sincerely,\nA. Pennyfeather, MD\n",
        ),
        "not_documented",
    ),
)
