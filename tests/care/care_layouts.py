"""Layouts and wordings of conservative care, with the status that the policy gives.

Every case is a packet of a request form of 05/04/2026, one visit note, and whatever
the case adds.  ``met`` needs 42 days of care for the neck with an active component, a
second kind and no lasting benefit; 41 days documented are ``not_met``; planned, vague,
stale or of another region is ``not_documented``.
"""

from __future__ import annotations

from typing import NamedTuple

REQUEST = """PRIOR AUTHORIZATION REQUEST
Patient: Odo Testerly   DOB: 01/02/1970
Date of request: 05/04/2026
Procedure requested: ACDF C5-6
CPT: 22551
Diagnosis: M50.122
"""
_NOTE = """SPINE CLINIC NOTE
Patient: Odo Testerly   DOB: 01/02/1970
Date of visit: 04/27/2026

HISTORY OF PRESENT ILLNESS
56-year-old man with neck pain and left arm pain to the thumb since October 2025.
{care}

PHYSICAL EXAMINATION
Strength 5/5 in both arms. Spurling positive on the left.

ASSESSMENT
Left C6 radiculopathy.

PLAN
ACDF C5-6.
"""
_PT = """HARBOR HILL PHYSICAL THERAPY
{title}
Patient: Odo Testerly   DOB: 01/02/1970
{body}
"""
NSAID = (
    "He took naproxen 500 mg twice daily from 01/05/2026 to 03/20/2026 without relief."
)


class Layout(NamedTuple):
    """One packet: its name, its documents, the status that the policy gives."""

    name: str
    documents: tuple[str, ...]
    status: str


def note(care: str) -> str:
    """The visit note with its treatment history."""
    return _NOTE.format(care=care)


def therapy(title: str, body: str) -> str:
    """A therapist's own record."""
    return _PT.format(title=title, body=body)


def _told(name: str, status: str, care: str) -> Layout:
    return Layout(name, (REQUEST, note(care)), status)


def _record(name: str, status: str, title: str, body: str, care: str = NSAID) -> Layout:
    return Layout(name, (REQUEST, note(care), therapy(title, body)), status)


LAYOUTS = (
    # --- said in the note, dated ---
    _told(
        "dated-42",
        "met",
        "PT 01/05/2026-02/16/2026, 12 visits, no relief. " + NSAID,
    ),
    _told(
        "dated-41",
        "not_met",
        "PT for the neck 01/05/2026-02/15/2026, 12 visits, no relief. Naproxen "
        "01/12/2026-02/10/2026, no help.",
    ),
    _told(
        "span-without-blanks",
        "met",
        "Physical therapy for the neck (01/05/2026-03/02/2026). " + NSAID,
    ),
    _told(
        "month-year-spans",
        "met",
        "PT neck 9/25-11/25, no relief. Gabapentin 9/25-1/26, no help.",
    ),
    _told(
        "telegraphic",
        "met",
        "Tx: PT c/s 1/5/26-3/2/26 x14, 0 relief; meloxicam 15 qd 1/5/26-3/2/26, "
        "0 relief; ESI C6-7 3/10/26, 2d relief.",
    ),
    _told(
        "rate-for-weeks",
        "met",
        "He did PT 2-3x/wk x 6 wks and took naproxen x 8 wks without relief.",
    ),
    _told(
        "rate-of-five-weeks",
        "not_met",
        "He did PT 2-3x/wk x 5 wks for the neck and had an ESI C6-7 on 03/10/2026, "
        "without relief. No other treatment was tried.",
    ),
    _told(
        "two-undated-that-straddle",
        "not_documented",
        "He did PT x 5 wks for the neck and took naproxen x 5 wks, without relief.",
    ),
    _told(
        "visits-alone",
        "not_documented",
        "Attended 6/6 visits of PT for the neck without relief. Took ibuprofen.",
    ),
    _told(
        "discharged-after-five-visits",
        "not_documented",
        "PT for the neck, d/c'd after 5 visits due to pain. Gabapentin, no help.",
    ),
    _told(
        "unable-to-complete",
        "not_documented",
        "Unable to complete PT for the neck. Took gabapentin without relief.",
    ),
    _told(
        "failed-without-dates",
        "not_documented",
        "He has failed conservative management including PT, NSAIDs and injections.",
    ),
    _told(
        "extensive",
        "not_documented",
        "Extensive conservative treatment over many months has failed.",
    ),
    _told(
        "few-weeks",
        "not_documented",
        "He tried a few weeks of therapy and some ibuprofen without benefit.",
    ),
    _told(
        "planned-after-the-name",
        "not_documented",
        "Physical therapy for the neck, twice a week for 6 weeks, is ordered today and "
        "he will begin next month. " + NSAID,
    ),
    _told(
        "planned-starting",
        "not_documented",
        "PT 2x/wk x 8 wks starting next week. " + NSAID,
    ),
    _told(
        "referral-placed",
        "not_documented",
        "Referral placed for physical therapy x 6 weeks. " + NSAID,
    ),
    _told(
        "prescribed-not-begun",
        "not_documented",
        "Eight weeks of PT were prescribed today; he has not started. " + NSAID,
    ),
    _told(
        "scheduled",
        "not_documented",
        "A 6-week course of physical therapy has been scheduled. " + NSAID,
    ),
    _told(
        "authorised-not-used",
        "not_documented",
        "12 visits of PT over 8 weeks were authorized but not yet started. " + NSAID,
    ),
    _told(
        "declined-all",
        "not_met",
        "He declined physical therapy and chiropractic. " + NSAID,
    ),
    _told(
        "none-tried",
        "not_met",
        "No conservative treatment has been tried for the neck.",
    ),
    _told(
        "another-region-beside",
        "not_documented",
        "He completed 8 weeks of physical therapy for his low back from 01/05/2026 to "
        "03/02/2026. For the neck he has taken naproxen 01/05/2026 to 03/20/2026 "
        "without relief.",
    ),
    _told(
        "two-regions-two-courses",
        "met",
        "PT for the low back 06/02/2025 to 07/01/2025. PT for the neck 01/05/2026 to "
        "03/02/2026, no relief. " + NSAID,
    ),
    _told(
        "shoulder-therapy",
        "not_documented",
        "PT for the left shoulder 01/05/2026 to 03/02/2026. " + NSAID,
    ),
    _told(
        "more-than-a-year-ago",
        "not_documented",
        "Physical therapy for the neck 01/06/2025 to 03/17/2025 without relief. He "
        "took naproxen in February 2025.",
    ),
    Layout(
        "helped-enough",
        (
            REQUEST,
            "SPINE CLINIC NOTE\nDate of visit: 04/27/2026\n\nHISTORY\nThe neck was "
            "treated with PT from 01/05/2026 to 03/02/2026 and naproxen from "
            "01/05/2026 to 03/02/2026, with complete and lasting relief.\n",
        ),
        "not_met",
    ),
    _told(
        "home-exercise-with-follow-up",
        "met",
        "Written home exercise program for the neck, given 01/05/2026, reviewed in "
        "clinic 02/02/2026 and 03/02/2026, last day 03/02/2026, no benefit. " + NSAID,
    ),
    _told(
        "home-exercise-40-days",
        "not_met",
        "Home exercise program for the neck: written program given 01/05/2026, last "
        "day 02/14/2026, reviewed in clinic 02/20/2026. Cyclobenzaprine 01/12/2026 to "
        "02/02/2026. No benefit from either. No physical therapy or injections.",
    ),
    _told(
        "home-exercise-alone",
        "not_documented",
        "He did neck stretches on his own from YouTube from 01/05/2026 to 03/20/2026 "
        "without relief. " + NSAID,
    ),
    _told(
        "virtual",
        "met",
        "Virtual PT through an app, 01/05/2026 through 03/02/2026, 14 sessions, no "
        "lasting relief. " + NSAID,
    ),
    _told(
        "chiropractic",
        "met",
        "Chiropractic care 1/5/2026 - 3/2/2026 (15 visits) and traction at home "
        "without relief.",
    ),
    _told(
        "no-second-kind",
        "not_documented",
        "Physical therapy for the neck 01/05/2026 to 03/02/2026 without relief.",
    ),
    _told(
        "medication-only",
        "not_documented",
        "Naproxen 01/05/2026 to 03/20/2026 and gabapentin 01/05/2026 to 03/20/2026 "
        "without relief.",
    ),
    _told(
        "union-of-two-under",
        "not_met",
        "PT for the neck 01/05/2026 to 02/02/2026 and chiropractic 01/19/2026 to "
        "02/09/2026, with ibuprofen 01/05/2026 to 02/09/2026. None of it helped.",
    ),
    _told(
        "union-of-two-over",
        "met",
        "PT for the neck 01/05/2026 to 02/02/2026 and chiropractic 02/02/2026 to "
        "02/20/2026, with ibuprofen 01/05/2026 to 02/09/2026. None of it helped.",
    ),
    _told(
        "before-the-first-operation",
        "not_documented",
        "He had a C6-7 ACDF on 02/02/2026. Before it he had PT from 10/01/2025 to "
        "12/20/2025 and naproxen, without relief.",
    ),
    _told(
        "conditional-offer",
        "not_documented",
        "We discussed that 6 weeks of physical therapy is an option. " + NSAID,
    ),
    _told(
        "wife-had-it",
        "not_documented",
        "His wife completed 8 weeks of PT for her neck. " + NSAID,
    ),
    _told(
        "weeks-in-words",
        "met",
        "He completed eight weeks of supervised physical therapy in February and March "
        "2026 and took celecoxib; neither gave lasting relief.",
    ),
    _told(
        "bulleted",
        "met",
        "Conservative treatment to date:\n"
        "- Physical therapy: 01/05/2026 - 03/02/2026 (14 visits), no improvement\n"
        "- NSAIDs: naproxen 01/2026 - 03/2026, no improvement\n"
        "- Epidural steroid injection C6-7 03/10/2026, 2 weeks relief",
    ),
    # --- tables in the note ---
    _told(
        "columns-two-blanks-apart",
        "met",
        "Treatment  Start  End  Result\n"
        "Physical therapy  01/05/2026  03/02/2026  no relief\n"
        "Naproxen  01/05/2026  03/20/2026  no relief",
    ),
    _told(
        "columns-41-days",
        "not_met",
        "Treatment            Start        Stop         Outcome\n"
        "Physical therapy     01/05/2026   02/15/2026   no relief\n"
        "Naproxen             01/05/2026   02/15/2026   no relief",
    ),
    _told(
        "pipes",
        "met",
        "| Treatment | Dates | Visits | Response |\n|---|---|---|---|\n"
        "| PT, cervical | 01/05/2026-03/02/2026 | 14 | None |\n"
        "| Meloxicam | 01/05/2026-03/20/2026 | | None |\n"
        "| ESI | not tried | | |",
    ),
    _told(
        "pipes-other-region",
        "not_documented",
        "| Treatment | Region | Dates | Response |\n|---|---|---|---|\n"
        "| Physical therapy | Lumbar | 01/05/2026-03/02/2026 | Some |\n"
        "| Meloxicam | Neck | 01/05/2026-03/20/2026 | None |",
    ),
    _told(
        "tabs",
        "met",
        "Treatment\tDates\tResponse\n"
        "Physical therapy\t01/05/2026 to 03/02/2026\tno relief\n"
        "Tizanidine\t01/05/2026 to 02/10/2026\tno relief\n"
        "Injection\tNone\t",
    ),
    _told(
        "medication-table",
        "not_documented",
        "MEDICATION RECONCILIATION\n"
        "Drug                Dose       Start        Stop         Reason stopped\n"
        "Naproxen            500 mg     01/05/2026   03/20/2026   no relief\n"
        "Cyclobenzaprine     10 mg      02/01/2026   02/20/2026   sedation\n"
        "Lisinopril          10 mg      03/01/2019   -            -",
    ),
    # --- patient questionnaires ---
    _told(
        "questionnaire-dated",
        "met",
        "Have you tried any of the following?\n"
        "Physical therapy?   [X] Yes  [ ] No   From 01/05/2026 to 03/02/2026   "
        "Did it help? No\n"
        "Chiropractor?       [ ] Yes  [X] No\n"
        "Anti-inflammatory medicine?  [X] Yes  [ ] No   From 01/05/2026 to 03/20/2026 "
        "  Did it help? No",
    ),
    _told(
        "questionnaire-undated",
        "not_documented",
        "Have you tried any of the following?\n"
        "Physical therapy?   [X] Yes  [ ] No   When: last winter\n"
        "Injections?         [ ] Yes  [X] No\n"
        "Medication?         [X] Yes  [ ] No   Which: Advil",
    ),
    _told(
        "questionnaire-not-ticked",
        "not_documented",
        "Have you tried any of the following?\n"
        "[ ] Physical therapy   Dates: ________\n"
        "[ ] Chiropractic       Dates: ________\n"
        "[X] Medication         Dates: 01/05/2026 to 03/20/2026   Naproxen, no help",
    ),
    # --- therapists' own records ---
    _record(
        "attendance-log-42",
        "met",
        "ATTENDANCE LOG - CERVICAL",
        "Diagnosis: Cervical radiculopathy\n"
        "01/05/2026  attended\n01/12/2026  attended\n01/19/2026  cancelled\n"
        "01/26/2026  attended\n02/09/2026  attended\n02/16/2026  attended\n"
        "Discharged, no change in symptoms.",
    ),
    _record(
        "attendance-log-last-missed",
        "not_met",
        "ATTENDANCE LOG - CERVICAL",
        "Diagnosis: Cervical radiculopathy\n"
        "01/05/2026  attended\n01/12/2026  attended\n01/26/2026  attended\n"
        "02/09/2026  attended\n02/16/2026  no show\n02/23/2026  no show\n"
        "Discharged for non-attendance, no change in symptoms.",
        "He took naproxen from 01/05/2026 to 02/09/2026 without relief.",
    ),
    _record(
        "visits-listed-after-a-label",
        "met",
        "DISCHARGE SUMMARY",
        "Diagnosis: Neck pain with left radiculopathy (M54.12)\n"
        "Visits: 01/05, 01/12, 01/19, 01/26, 02/02, 02/09, 02/16\n"
        "Date of report: 02/20/2026\nResponse: no lasting improvement.",
    ),
    _record(
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
    _record(
        "flow-sheet-by-code-alone",
        "not_documented",
        "PT FLOW SHEET",
        "ICD-10: M54.50\n"
        "Visit  Date        Bike    Bridges  Initials\n"
        "1      01/05/2026  5 min   2x10     EW\n"
        "2      01/26/2026  5 min   2x10     EW\n"
        "3      02/23/2026  8 min   3x10     EW",
    ),
    _record(
        "plan-of-care-knee",
        "not_documented",
        "PHYSICAL THERAPY DISCHARGE SUMMARY",
        "Treating diagnosis: s/p right total knee arthroplasty\n"
        "Start of care: 01/05/2026   Discharge: 03/02/2026   Visits: 16\n"
        "PMH: neck pain, HTN\nOutcome: goals met.",
    ),
    _record(
        "shoulder-record",
        "not_documented",
        "PT DISCHARGE SUMMARY",
        "Body part: L shoulder\nStart of care: 01/05/2026   Last visit: 03/02/2026\n"
        "Visits: 15\nPatient also reports neck stiffness. Rotator cuff strengthening.",
    ),
    _record(
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
    _record(
        "evaluation-with-plan-only",
        "not_documented",
        "PHYSICAL THERAPY INITIAL EVALUATION",
        "Date of evaluation: 04/20/2026\nDiagnosis: Cervical radiculopathy\n"
        "Plan of care: 2x/week for 8 weeks, certification 04/20/2026 to 06/15/2026.",
    ),
    _record(
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
    # --- further wordings ---
    _told(
        "plan-section-only",
        "not_documented",
        NSAID + "\n\nPLAN\nPT 2x/wk x 6 wks, then ACDF C5-6.",
    ),
    _told(
        "next-sentence-puts-off",
        "not_documented",
        "Physical therapy, 2x/week for 6 weeks. He will start next Monday. " + NSAID,
    ),
    _told(
        "continue-for-six-weeks",
        "met",
        "He will continue PT for another 6 weeks. " + NSAID,
    ),
    _told(
        "insurer-asks-six-weeks",
        "not_documented",
        "His insurer requires 6 weeks of physical therapy before surgery. " + NSAID,
    ),
    _told(
        "friend-recommended",
        "not_documented",
        "A friend did six weeks of chiropractic and recommends it. " + NSAID,
    ),
    _told(
        "historical-years-ago",
        "not_documented",
        "He had 8 weeks of PT for his neck in 2019 after a fall. " + NSAID,
    ),
    _told(
        "last-month-of-therapy-for-knee",
        "not_documented",
        "He completed 8 weeks of PT after his knee replacement, ending 03/02/2026. "
        + NSAID,
    ),
    _told(
        "hand-therapy-for-carpal-tunnel",
        "not_documented",
        "Hand therapy after carpal tunnel release 01/05/2026 to 03/02/2026. " + NSAID,
    ),
    _told(
        "vestibular",
        "not_documented",
        "Vestibular therapy for vertigo 01/05/2026 to 03/02/2026. " + NSAID,
    ),
    _told(
        "cardiac-rehab",
        "not_documented",
        "Cardiac rehab 01/05/2026 to 03/02/2026 after his stent. " + NSAID,
    ),
    _told(
        "slash-list",
        "not_documented",
        "Failed PT/NSAIDs/ESI.",
    ),
    _told(
        "more-than-six-weeks",
        "met",
        "More than 6 weeks of supervised PT and daily ibuprofen, both ended "
        "03/20/2026, gave no lasting relief.",
    ),
    _told(
        "less-than-six-weeks",
        "not_met",
        "Less than 6 weeks of supervised PT for the neck in early 2026, one ESI, no "
        "relief. Nothing else was tried.",
    ),
    _told(
        "up-to-date-range-words",
        "met",
        "PT from January 5th, 2026 through March 2nd, 2026 at Harbor Hill (14 visits). "
        "Meloxicam since December 2025. No meaningful improvement.",
    ),
    _told(
        "ongoing-since",
        "met",
        "In PT since 01/05/2026 and still attending weekly without improvement. "
        "Gabapentin since 01/05/2026, still taking it.",
    ),
    _told(
        "iso-dates",
        "met",
        "2026-01-05 to 2026-03-02: physical therapy, neck, 14 visits, no change. "
        "2026-01-05 to 2026-03-20: naproxen, no change.",
    ),
    _told(
        "european-months",
        "met",
        "PT 5 Jan 2026 - 2 Mar 2026 (neck), no benefit; naproxen 5 Jan 2026 - 20 Mar "
        "2026, no benefit.",
    ),
    _told(
        "numbered-list",
        "met",
        "Previous treatment:\n1. PT x 8 weeks (Jan-Mar 2026) - failed\n2. Medrol dose "
        "pack 2/2026 - temporary\n3. ESI 3/10/2026 - temporary",
    ),
    _told(
        "exactly-six-weeks",
        "met",
        "He completed 6 weeks of PT and took NSAIDs without relief.",
    ),
    _told(
        "five-weeks-and-six-days",
        "not_met",
        "PT for the neck 01/05/2026 to 02/15/2026 with ibuprofen 01/05/2026 to "
        "02/15/2026, no relief.",
    ),
    _told(
        "sessions-are-not-weeks",
        "not_documented",
        "He attended 12 sessions of PT for the neck and took naproxen, no relief.",
    ),
    _told(
        "refused-more-therapy",
        "met",
        "PT for the neck 01/05/2026 to 03/02/2026 without relief; he declines further "
        "PT. " + NSAID,
    ),
    _told(
        "not-a-candidate",
        "not_documented",
        "He is not a candidate for physical therapy at this time. " + NSAID,
    ),
    _told(
        "denies-chiropractic-only",
        "not_documented",
        "No chiropractic care. " + NSAID,
    ),
    _told(
        "massage-and-acupuncture",
        "not_documented",
        "Massage 01/05/2026 to 03/02/2026 and acupuncture 01/05/2026 to 03/02/2026, no "
        "relief.",
    ),
    _told(
        "claims-history",
        "met",
        "CLAIMS HISTORY (CERVICAL)\n"
        "From        Through     Service                      Dx\n"
        "01/05/2026  03/02/2026  Physical therapy, 14 visits  M54.12\n"
        "01/05/2026  03/20/2026  Naproxen 500 mg              M54.12",
    ),
    _told(
        "claims-history-low-back",
        "not_documented",
        "CLAIMS HISTORY\n"
        "From        Through     Service                      Dx\n"
        "01/05/2026  03/02/2026  Physical therapy, 14 visits  M54.50\n"
        "01/05/2026  03/20/2026  Naproxen 500 mg              M54.12",
    ),
    _told(
        "injection-log",
        "not_documented",
        "INJECTION LOG\n"
        "Date        Procedure         Level   Relief\n"
        "01/15/2026  ESI               C6-7    2 weeks\n"
        "03/10/2026  ESI               C6-7    none",
    ),
    _record(
        "log-without-a-region",
        "not_documented",
        "PHYSICAL THERAPY ATTENDANCE LOG",
        "01/05/2026  attended\n01/26/2026  attended\n02/23/2026  attended",
    ),
    _record(
        "log-without-a-region-placed-by-the-note",
        "met",
        "PHYSICAL THERAPY ATTENDANCE LOG",
        "01/05/2026  attended\n01/26/2026  attended\n02/23/2026  attended",
        "He had PT for the neck at Harbor Hill without relief. " + NSAID,
    ),
    _record(
        "note-speaks-of-the-low-back-record",
        "not_documented",
        "PHYSICAL THERAPY DISCHARGE SUMMARY",
        "Diagnosis: Lumbar strain\nStart of care: 01/05/2026   Discharge: 03/02/2026\n"
        "Visits: 14",
        "He had 8 weeks of PT, 01/05/2026 to 03/02/2026, without relief. " + NSAID,
    ),
    _record(
        "record-wins-over-summary",
        "not_met",
        "PHYSICAL THERAPY DISCHARGE SUMMARY",
        "Diagnosis: Cervical radiculopathy\nStart of care: 01/05/2026   "
        "Discharge: 02/02/2026\nVisits: 6",
        "He completed 8 weeks of PT for the neck and had an ESI 02/02/2026, no relief.",
    ),
    _record(
        "discharge-summary-two-regions",
        "met",
        "PHYSICAL THERAPY DISCHARGE SUMMARY",
        "Diagnosis: Cervicalgia, low back pain\nStart of care: 01/05/2026   "
        "Discharge: 03/02/2026\nVisits: 14\nNo lasting change.",
    ),
    _record(
        "progress-note-with-attendance",
        "met",
        "PT PROGRESS NOTE",
        "Dx: M54.12 cervical radiculopathy\nSOC: 01/05/2026\nReport date: 03/02/2026\n"
        "Attended 12 of 16 visits, last visit 03/02/2026. Goals not met.",
    ),
)
