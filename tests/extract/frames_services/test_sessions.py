"""Sessions in ledgers and lists, trials told over several lines, request layouts."""

from __future__ import annotations

import pytest

from tests.extract.frames_services.told import case_of, done

LEDGER = """\
HARROWBY PAIN CLINIC - INJECTION LEDGER
Patient: Invented Person   DOB 01/02/1950

 date        procedure                level   pre  post  relief  lasted
 ----------  -----------------------  ------  ---  ----  ------  --------
 03/03/2026  transforaminal ESI left  L5-S1   8    3     60%     3 months
 05/05/2026  transforaminal ESI left  L5-S1   8    8     none    -
 06/06/2026  knee injection           -       5    2     60%     1 month
"""


def test_a_ledger_gives_a_session_a_row() -> None:
    case = case_of(LEDGER)
    rows = done(case, "epidural-injection")
    assert [row["date"] for row in rows] == ["2026-03-03", "2026-05-05"]
    assert rows[0]["relief"] == {"low": 60, "high": 60}
    assert rows[1]["relief"] == {"low": 0, "high": 0}
    assert rows[0]["level"] == "L5-S1"
    assert rows[0]["approach"] == "transforaminal"


_SHARES_NAMED = """\
INJECTION HISTORY
Patient: Invented Person   DOB 01/02/1950

 DOS         WHAT              LEVEL  PRE  {name}  LASTED
 ----------  ----------------  -----  ---  --------  --------
 03/03/2026  left TFESI        L5-S1  8    {share}       3 months
"""


def test_a_share_whose_sign_stands_over_its_column_cites_the_column() -> None:
    [row] = case_of(_SHARES_NAMED.format(name="% BETTER", share="60 ")).procedures_done
    assert row.relief and (row.relief.low, row.relief.high) == (60, 60)
    assert any("% BETTER" in one.quote for one in row.evidence)


def test_a_share_with_its_own_sign_cites_its_row_alone() -> None:
    [row] = case_of(_SHARES_NAMED.format(name="% BETTER", share="60%")).procedures_done
    assert not any("BETTER" in one.quote for one in row.evidence)


def test_scores_before_and_after_carry_phase_and_day() -> None:
    case = case_of(LEDGER)
    scores = [
        (one.phase, one.value, str(one.date))
        for one in case.functional_limits
        if one.phase and str(one.date) == "2026-03-03"
    ]
    assert sorted(scores, key=str) == [
        ("baseline", 8, "2026-03-03"),
        ("follow-up", 3, "2026-03-03"),
    ]


def test_a_table_of_visits_is_no_ledger() -> None:
    case = case_of(
        "PT VISIT LOG\n\n date        treatment           pre  post\n"
        " ----------  ------------------  ---  ----\n"
        " 03/03/2026  manual therapy      8    6\n"
    )
    assert not case.procedures_done


LETTER = """\
FELLMOOR PAIN SERVICE
Clinic attended: 2 September 2026

Dear Dr Oddly,

PROCEDURE PLANNED: L3-4 interlaminar epidural steroid injection with contrast.

I have treated him at L3-4 on two occasions: 4 March 2026 and 1 June 2026. After the
first he had 40% relief for six weeks. After the last one his pain fell by 70%, and this
lasted three months.
"""


def test_days_listed_in_a_letter_are_sessions_with_what_each_gave() -> None:
    rows = done(case_of(LETTER), "epidural-injection")
    told = {row["date"]: row.get("relief") for row in rows if "date" in row}
    assert told["2026-03-04"] == {"low": 40, "high": 40}
    assert told["2026-06-01"] == {"low": 70, "high": 70}


@pytest.mark.parametrize(
    "line",
    [
        "Appointments for the injection: 4 March 2026 and 1 June 2026.",
        "Physio sessions on 4 March 2026 and 1 June 2026.",
    ],
)
def test_other_lists_of_days_are_no_sessions(line: str) -> None:
    text = f"CLINIC NOTE\nDate of service: 09/02/2026\nHistory: Epidural discussed. {line}\n"  # noqa: E501
    assert not done(case_of(text), "epidural-injection")


TRIAL = """\
POST-TRIAL VISIT
Patient: Invented Person
Date of visit: 06/20/2026

SCS trial, two leads at T9, placed 06/10/2026, out 06/17/2026.
Good coverage. No migration on films.
Result. Leg pain NRS 8 before, 4.8 during: a 40% reduction. Oxycodone from 40 mg to
16 mg a day (60% reduction). Walking went from 5 to 30 minutes.
"""


def test_a_trial_is_told_over_several_sentences() -> None:
    (trial,) = done(case_of(TRIAL), "stimulator-trial")
    assert trial["relief"] == {"low": 40, "high": 40}
    assert trial["medication_cut"] == {"low": 60, "high": 60}
    assert trial["function"] == "improved"
    assert trial["date"] == "2026-06-17"


def test_a_talk_about_a_trial_is_no_trial() -> None:
    text = (
        "CLINIC NOTE\nDate of service: 06/20/2026\n"
        "Plan: Discussed SCS trial: what it is, risks (no relief), benefits.\n"
    )
    assert not case_of(text).procedures_done


BOX = """\
+-----------------------------------------------------+
|  HARBOR PLAN - PRIOR REVIEW, OUTPATIENT PROCEDURE   |
+-----------------------------------------------------+
| Date rec'd / requested   08/24/2026                 |
| Enrollee                 PERSON, INVENTED           |
| Setting                  OUTPATIENT HOSPITAL        |
| Procedure                62323                      |
| Level                    L4-5 interlaminar          |
+-----------------------------------------------------+
"""
DOTS = """\
EHR print

ServiceRequest/4
  status ................. active          authoredOn ... 2026-03-30
  subject ................ PERSON, Invented   birthDate 1953-06-22
  code ................... 64555 x1 - temporary (trial) lead
  bodySite ............... LEFT saphenous nerve
  locationCode ........... 11 (office)
"""
FORM = """\
PRE-SERVICE REVIEW REQUEST
Date of request .......: 09/14/2026

 Procedure: 64483 left L4-5 transforaminal ESI
 Contrast:  [X] yes (iohexol)   [ ] no
 Sedation:  [X] none / local only   [ ] moderate   [ ] MAC
"""


def test_a_box_is_read_as_fields() -> None:
    case = case_of(BOX)
    (one,) = case.requested_procedures
    assert (one.kind, one.level) == ("epidural-interlaminar", "L4-5")
    assert str(case.request.date) == "2026-08-24"


def test_dotted_resources_are_read_as_fields() -> None:
    case = case_of(DOTS)
    (one,) = case.requested_procedures
    assert (one.kind, one.site, one.side) == (
        "nerve-stimulator-trial",
        "saphenous-nerve",
        "left",
    )
    assert one.setting == "office"
    assert str(case.request.date) == "2026-03-30"


def test_boxes_say_what_is_ticked_and_nothing_else() -> None:
    (one,) = case_of(FORM).requested_procedures
    assert one.sedation == "none"
    assert one.contrast is True


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("On 08/17/2026 she bent to lift a pot and felt burning pain in the left leg.", "2026-08-17"),  # noqa: E501
        ("Left leg pain since 08/17/2026.", "2026-08-17"),
        ("On 08/17/2026 the leg pain was 6/10.", None),
    ],
)  # fmt: skip
def test_the_day_of_an_event_begins_a_pain(text: str, start: str | None) -> None:
    case = case_of(f"CLINIC NOTE\nDate of service: 09/14/2026\nHistory: {text}\n")
    starts = {str(one.start) for one in case.symptoms if one.start}
    assert starts == ({start} if start else set())


def test_who_examined_may_stand_on_the_line_below() -> None:
    text = (
        "Psychology\n\nFormal psychological screening for the device   2026-02-26\n"
        "by Invented Person, PhD, clinical psychologist\n"
    )
    found = [
        one.by for one in case_of(text).tests if one.kind == "psychological-evaluation"
    ]
    assert "clinical psychologist" in found


def test_the_score_before_an_injection_is_a_baseline() -> None:
    text = (
        "CLINIC NOTE\nDate of service: 06/20/2026\n"
        "History: Pain is 6/10 on the NRS; before the injection it was 8/10.\n"
    )
    told = [(one.phase, one.value) for one in case_of(text).functional_limits]
    assert ("baseline", 8) in told


def test_a_fracture_known_since_then_began_on_the_day_before() -> None:
    text = (
        "CLINIC NOTE\nDate of service: 05/01/2026\n"
        "History: Back pain since a fall on 12/01/2025. Osteoporotic compression"
        " fracture of T12 known since then.\n"
    )
    starts = [str(one.start) for one in case_of(text).diagnoses if one.start]
    assert "2025-12-01" in starts


def test_the_day_of_a_score_is_no_day_of_an_injection() -> None:
    note = (
        "CLINIC NOTE 05/21/2026\nHISTORY OF PRESENT ILLNESS:\n"
        "NRS 8/10 on 12/09/2025 before the epidural and 3/10 on 01/06/2026.\n"
        "C7-T1 ESI on 12/16/2025 gave 70% relief for four months.\n"
    )
    days = [one.get("date") for one in done(case_of(note), "epidural-injection")]
    assert "2025-12-16" in days
    assert not {"2025-12-09", "2026-01-06"} & set(days)


def test_the_title_of_a_log_is_no_session() -> None:
    rows = (
        "  07/28/2025   NRS 8 -> 3    70% relief, 3 months\n"
        "  10/27/2025   NRS 7 -> 3    60% relief, 11 weeks\n"
    )
    head = "OFFICE NOTE\nVisit date: 05/20/2026\n\nHPI: Leg pain.\n"
    log = "Injection log (all left L5-S1 TFESI, fluoro)\n"
    days = [
        one["date"] for one in done(case_of(head + log + rows), "epidural-injection")
    ]
    assert days == ["2025-07-28", "2025-10-27"]
    alone = "She had a left L5-S1 TFESI, 70% relief for 3 months.\n"
    assert len(done(case_of(head + alone), "epidural-injection")) == 1
