"""Care told in sentences of the note: lengths, dates, plans, regions."""

from __future__ import annotations

from tests.care.builders import NSAID, REQUEST, Layout, told

LAYOUTS = (
    # --- said in the note, dated ---
    told(
        "dated-42",
        "met",
        "PT 01/05/2026-02/16/2026, 12 visits, no relief. " + NSAID,
    ),
    told(
        "dated-41",
        "not_met",
        "PT for the neck 01/05/2026-02/15/2026, 12 visits, no relief. Naproxen "
        "01/12/2026-02/10/2026, no help.",
    ),
    told(
        "span-without-blanks",
        "met",
        "Physical therapy for the neck (01/05/2026-03/02/2026). " + NSAID,
    ),
    told(
        "month-year-spans",
        "met",
        "PT neck 9/25-11/25, no relief. Gabapentin 9/25-1/26, no help.",
    ),
    told(
        "telegraphic",
        "met",
        "Tx: PT c/s 1/5/26-3/2/26 x14, 0 relief; meloxicam 15 qd 1/5/26-3/2/26, "
        "0 relief; ESI C6-7 3/10/26, 2d relief.",
    ),
    told(
        "rate-for-weeks",
        "met",
        "He did PT 2-3x/wk x 6 wks and took naproxen x 8 wks without relief.",
    ),
    told(
        "rate-of-five-weeks",
        "not_met",
        "He did PT 2-3x/wk x 5 wks for the neck and had an ESI C6-7 on 03/10/2026, "
        "without relief. No other treatment was tried.",
    ),
    told(
        "two-undated-that-straddle",
        "not_documented",
        "He did PT x 5 wks for the neck and took naproxen x 5 wks, without relief.",
    ),
    told(
        "visits-alone",
        "not_documented",
        "Attended 6/6 visits of PT for the neck without relief. Took ibuprofen.",
    ),
    told(
        "discharged-after-five-visits",
        "not_documented",
        "PT for the neck, d/c'd after 5 visits due to pain. Gabapentin, no help.",
    ),
    told(
        "unable-to-complete",
        "not_documented",
        "Unable to complete PT for the neck. Took gabapentin without relief.",
    ),
    told(
        "failed-without-dates",
        "not_documented",
        "He has failed conservative management including PT, NSAIDs and injections.",
    ),
    told(
        "extensive",
        "not_documented",
        "Extensive conservative treatment over many months has failed.",
    ),
    told(
        "few-weeks",
        "not_documented",
        "He tried a few weeks of therapy and some ibuprofen without benefit.",
    ),
    told(
        "planned-after-the-name",
        "not_documented",
        "Physical therapy for the neck, twice a week for 6 weeks, is ordered today and "
        "he will begin next month. " + NSAID,
    ),
    told(
        "planned-starting",
        "not_documented",
        "PT 2x/wk x 8 wks starting next week. " + NSAID,
    ),
    told(
        "referral-placed",
        "not_documented",
        "Referral placed for physical therapy x 6 weeks. " + NSAID,
    ),
    told(
        "prescribed-not-begun",
        "not_documented",
        "Eight weeks of PT were prescribed today; he has not started. " + NSAID,
    ),
    told(
        "scheduled",
        "not_documented",
        "A 6-week course of physical therapy has been scheduled. " + NSAID,
    ),
    told(
        "authorised-not-used",
        "not_documented",
        "12 visits of PT over 8 weeks were authorized but not yet started. " + NSAID,
    ),
    told(
        "declined-all",
        "not_met",
        "He declined physical therapy and chiropractic. " + NSAID,
    ),
    told(
        "none-tried",
        "not_met",
        "No conservative treatment has been tried for the neck.",
    ),
    told(
        "another-region-beside",
        "not_documented",
        "He completed 8 weeks of physical therapy for his low back from 01/05/2026 to "
        "03/02/2026. For the neck he has taken naproxen 01/05/2026 to 03/20/2026 "
        "without relief.",
    ),
    told(
        "two-regions-two-courses",
        "met",
        "PT for the low back 06/02/2025 to 07/01/2025. PT for the neck 01/05/2026 to "
        "03/02/2026, no relief. " + NSAID,
    ),
    told(
        "shoulder-therapy",
        "not_documented",
        "PT for the left shoulder 01/05/2026 to 03/02/2026. " + NSAID,
    ),
    told(
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
    told(
        "home-exercise-with-follow-up",
        "met",
        "Written home exercise program for the neck, given 01/05/2026, reviewed in "
        "clinic 02/02/2026 and 03/02/2026, last day 03/02/2026, no benefit. " + NSAID,
    ),
    told(
        "home-exercise-40-days",
        "not_met",
        "Home exercise program for the neck: written program given 01/05/2026, last "
        "day 02/14/2026, reviewed in clinic 02/20/2026. Cyclobenzaprine 01/12/2026 to "
        "02/02/2026. No benefit from either. No physical therapy or injections.",
    ),
    told(
        "home-exercise-alone",
        "not_documented",
        "He did neck stretches on his own from YouTube from 01/05/2026 to 03/20/2026 "
        "without relief. " + NSAID,
    ),
    told(
        "virtual",
        "met",
        "Virtual PT through an app, 01/05/2026 through 03/02/2026, 14 sessions, no "
        "lasting relief. " + NSAID,
    ),
    told(
        "chiropractic",
        "met",
        "Chiropractic care 1/5/2026 - 3/2/2026 (15 visits) and traction at home "
        "without relief.",
    ),
    told(
        "no-second-kind",
        "not_documented",
        "Physical therapy for the neck 01/05/2026 to 03/02/2026 without relief.",
    ),
    told(
        "medication-only",
        "not_documented",
        "Naproxen 01/05/2026 to 03/20/2026 and gabapentin 01/05/2026 to 03/20/2026 "
        "without relief.",
    ),
    told(
        "union-of-two-under",
        "not_met",
        "PT for the neck 01/05/2026 to 02/02/2026 and chiropractic 01/19/2026 to "
        "02/09/2026, with ibuprofen 01/05/2026 to 02/09/2026. None of it helped.",
    ),
    told(
        "union-of-two-over",
        "met",
        "PT for the neck 01/05/2026 to 02/02/2026 and chiropractic 02/02/2026 to "
        "02/20/2026, with ibuprofen 01/05/2026 to 02/09/2026. None of it helped.",
    ),
    told(
        "before-the-first-operation",
        "not_documented",
        "He had a C6-7 ACDF on 02/02/2026. Before it he had PT from 10/01/2025 to "
        "12/20/2025 and naproxen, without relief.",
    ),
    told(
        "conditional-offer",
        "not_documented",
        "We discussed that 6 weeks of physical therapy is an option. " + NSAID,
    ),
    told(
        "wife-had-it",
        "not_documented",
        "His wife completed 8 weeks of PT for her neck. " + NSAID,
    ),
    told(
        "weeks-in-words",
        "met",
        "He completed eight weeks of supervised physical therapy in February and March "
        "2026 and took celecoxib; neither gave lasting relief.",
    ),
    told(
        "bulleted",
        "met",
        "Conservative treatment to date:\n"
        "- Physical therapy: 01/05/2026 - 03/02/2026 (14 visits), no improvement\n"
        "- NSAIDs: naproxen 01/2026 - 03/2026, no improvement\n"
        "- Epidural steroid injection C6-7 03/10/2026, 2 weeks relief",
    ),
)
