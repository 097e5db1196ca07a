"""Further wordings of notes and logs."""

from __future__ import annotations

from tests.care.builders import NSAID, record, told

LAYOUTS = (
    told(
        "plan-section-only",
        "not_documented",
        NSAID + "\n\nPLAN\nPT 2x/wk x 6 wks, then ACDF C5-6.",
    ),
    told(
        "next-sentence-puts-off",
        "not_documented",
        "Physical therapy, 2x/week for 6 weeks. He will start next Monday. " + NSAID,
    ),
    told(
        "continue-for-six-weeks",
        "met",
        "He will continue PT for another 6 weeks. " + NSAID,
    ),
    told(
        "insurer-asks-six-weeks",
        "not_documented",
        "His insurer requires 6 weeks of physical therapy before surgery. " + NSAID,
    ),
    told(
        "friend-recommended",
        "not_documented",
        "A friend did six weeks of chiropractic and recommends it. " + NSAID,
    ),
    told(
        "historical-years-ago",
        "not_documented",
        "He had 8 weeks of PT for his neck in 2019 after a fall. " + NSAID,
    ),
    told(
        "last-month-of-therapy-for-knee",
        "not_documented",
        "He completed 8 weeks of PT after his knee replacement, ending 03/02/2026. "
        + NSAID,
    ),
    told(
        "hand-therapy-for-carpal-tunnel",
        "not_documented",
        "Hand therapy after carpal tunnel release 01/05/2026 to 03/02/2026. " + NSAID,
    ),
    told(
        "vestibular",
        "not_documented",
        "Vestibular therapy for vertigo 01/05/2026 to 03/02/2026. " + NSAID,
    ),
    told(
        "cardiac-rehab",
        "not_documented",
        "Cardiac rehab 01/05/2026 to 03/02/2026 after his stent. " + NSAID,
    ),
    told(
        "slash-list",
        "not_documented",
        "Failed PT/NSAIDs/ESI.",
    ),
    told(
        "more-than-six-weeks",
        "met",
        "More than 6 weeks of supervised PT and daily ibuprofen, both ended "
        "03/20/2026, gave no lasting relief.",
    ),
    told(
        "less-than-six-weeks",
        "not_met",
        "Less than 6 weeks of supervised PT for the neck in early 2026, one ESI, no "
        "relief. Nothing else was tried.",
    ),
    told(
        "up-to-date-range-words",
        "met",
        "PT from January 5th, 2026 through March 2nd, 2026 at Harbor Hill (14 visits). "
        "Meloxicam since December 2025. No meaningful improvement.",
    ),
    told(
        "ongoing-since",
        "met",
        "In PT since 01/05/2026 and still attending weekly without improvement. "
        "Gabapentin since 01/05/2026, still taking it.",
    ),
    told(
        "iso-dates",
        "met",
        "2026-01-05 to 2026-03-02: physical therapy, neck, 14 visits, no change. "
        "2026-01-05 to 2026-03-20: naproxen, no change.",
    ),
    told(
        "european-months",
        "met",
        "PT 5 Jan 2026 - 2 Mar 2026 (neck), no benefit; naproxen 5 Jan 2026 - 20 Mar "
        "2026, no benefit.",
    ),
    told(
        "numbered-list",
        "met",
        "Previous treatment:\n1. PT x 8 weeks (Jan-Mar 2026) - failed\n2. Medrol dose "
        "pack 2/2026 - temporary\n3. ESI 3/10/2026 - temporary",
    ),
    told(
        "exactly-six-weeks",
        "met",
        "He completed 6 weeks of PT and took NSAIDs without relief.",
    ),
    told(
        "five-weeks-and-six-days",
        "not_met",
        "PT for the neck 01/05/2026 to 02/15/2026 with ibuprofen 01/05/2026 to "
        "02/15/2026, no relief.",
    ),
    told(
        "sessions-are-not-weeks",
        "not_documented",
        "He attended 12 sessions of PT for the neck and took naproxen, no relief.",
    ),
    told(
        "refused-more-therapy",
        "met",
        "PT for the neck 01/05/2026 to 03/02/2026 without relief; he declines further "
        "PT. " + NSAID,
    ),
    told(
        "not-a-candidate",
        "not_documented",
        "He is not a candidate for physical therapy at this time. " + NSAID,
    ),
    told(
        "denies-chiropractic-only",
        "not_documented",
        "No chiropractic care. " + NSAID,
    ),
    told(
        "massage-and-acupuncture",
        "not_documented",
        "Massage 01/05/2026 to 03/02/2026 and acupuncture 01/05/2026 to 03/02/2026, no "
        "relief.",
    ),
    told(
        "claims-history",
        "met",
        "CLAIMS HISTORY (CERVICAL)\n"
        "From        Through     Service                      Dx\n"
        "01/05/2026  03/02/2026  Physical therapy, 14 visits  M54.12\n"
        "01/05/2026  03/20/2026  Naproxen 500 mg              M54.12",
    ),
    told(
        "claims-history-low-back",
        "not_documented",
        "CLAIMS HISTORY\n"
        "From        Through     Service                      Dx\n"
        "01/05/2026  03/02/2026  Physical therapy, 14 visits  M54.50\n"
        "01/05/2026  03/20/2026  Naproxen 500 mg              M54.12",
    ),
    told(
        "injection-log",
        "not_documented",
        "INJECTION LOG\n"
        "Date        Procedure         Level   Relief\n"
        "01/15/2026  ESI               C6-7    2 weeks\n"
        "03/10/2026  ESI               C6-7    none",
    ),
    record(
        "log-without-a-region",
        "not_documented",
        "PHYSICAL THERAPY ATTENDANCE LOG",
        "01/05/2026  attended\n01/26/2026  attended\n02/23/2026  attended",
    ),
    record(
        "log-without-a-region-placed-by-the-note",
        "met",
        "PHYSICAL THERAPY ATTENDANCE LOG",
        "01/05/2026  attended\n01/26/2026  attended\n02/23/2026  attended",
        "He had PT for the neck at Harbor Hill without relief. " + NSAID,
    ),
    record(
        "note-speaks-of-the-low-back-record",
        "not_documented",
        "PHYSICAL THERAPY DISCHARGE SUMMARY",
        "Diagnosis: Lumbar strain\nStart of care: 01/05/2026   Discharge: 03/02/2026\n"
        "Visits: 14",
        "He had 8 weeks of PT, 01/05/2026 to 03/02/2026, without relief. " + NSAID,
    ),
    record(
        "record-wins-over-summary",
        "not_met",
        "PHYSICAL THERAPY DISCHARGE SUMMARY",
        "Diagnosis: Cervical radiculopathy\nStart of care: 01/05/2026   "
        "Discharge: 02/02/2026\nVisits: 6",
        "He completed 8 weeks of PT for the neck and had an ESI 02/02/2026, no relief.",
    ),
    record(
        "discharge-summary-two-regions",
        "met",
        "PHYSICAL THERAPY DISCHARGE SUMMARY",
        "Diagnosis: Cervicalgia, low back pain\nStart of care: 01/05/2026   "
        "Discharge: 03/02/2026\nVisits: 14\nNo lasting change.",
    ),
    record(
        "progress-note-with-attendance",
        "met",
        "PT PROGRESS NOTE",
        "Dx: M54.12 cervical radiculopathy\nSOC: 01/05/2026\nReport date: 03/02/2026\n"
        "Attended 12 of 16 visits, last visit 03/02/2026. Goals not met.",
    ),
)
