"""Caudal injections, which name no level, and one stimulator trial told many times."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extract.frames_services.told import case_of, done
from workbench.packet.read import read_packet
from workbench.packet.sources import Source


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Procedure: caudal epidural steroid injection, CPT 62323", "sacral"),
        ("Procedure: caudal ESI under fluoroscopy", "sacral"),
        ("Procedure: lumbar interlaminar epidural steroid injection L4-5", "L4-5"),
        ("Procedure: lumbar epidural steroid injection, CPT 62323", "lumbar"),
    ],
)
def test_a_caudal_injection_is_at_the_sacral_hiatus(line: str, place: str) -> None:
    case = case_of(f"PRIOR AUTHORIZATION REQUEST\nPatient: Ida Marsh\n{line}\n")
    (asked,) = case.requested_procedures
    assert (asked.level or asked.site) == place


LOG = """\
PROCEDURE HISTORY, printed 07/06/2026
DATE        CPT     DESCRIPTION                    COMPLICATIONS
03/04/2025  62323   Caudal ESI, fluoro             none
01/27/2026  62323   Caudal ESI, fluoro             none
Phone notes
{note}
"""


@pytest.mark.parametrize(
    ("note", "relief"),
    [
        ("03/18/2025 LM  pt says about 60% better.", None),
        ("02/10/2026 LM  pt says about 60% better.", {"low": 60, "high": 60}),
    ],
)
def test_a_row_tells_of_no_session_after_its_own_day(note: str, relief: Any) -> None:
    found = done(case_of(LOG.format(note=note)), "epidural-injection")
    told = [one.get("relief") for one in found if one["date"] == "2026-01-27"]
    assert [one for one in told if one] == ([relief] if relief else [])


PLACED = "OPERATIVE NOTE\nDate: 10/15/2024\nProcedure: SCS trial, two leads, T8-T9.\n"
VISIT = "OFFICE VISIT 06/04/2026\nHistory\n"


@pytest.mark.parametrize(
    ("note", "number"),
    [
        ("SCS trial in October 2024, relief 25% only.", 1),
        ("SCS trial 10/22/2024 ended with 25% relief.", 1),
        ("SCS trial 03/02/2023 gave 30% relief.", 2),
        ("SCS trial in 2024 gave 30% relief.", 2),
    ],
)
def test_a_trial_is_one_from_its_leads_to_its_end(note: str, number: int) -> None:
    assert len(done(case_of(PLACED, VISIT + note), "stimulator-trial")) == number


@pytest.mark.parametrize(
    ("judgement", "result"),
    [
        ("Impression: failed trial.", "failed"),
        ("Impression: successful stimulator trial.", "passed"),
        ("Impression: a failed trial of gabapentin.", None),
        ("Plan: implant if successful trial.", None),
    ],
)
def test_what_a_note_makes_of_the_trial_is_its_result(
    judgement: str, result: str | None
) -> None:
    note = f"{VISIT}SCS trial 10/22/2024, 25% relief.\n{judgement}\n"
    (trial,) = done(case_of(note), "stimulator-trial")
    assert trial.get("result") == result


@pytest.mark.parametrize(
    "line",
    [
        "Three reprogramming sessions (10/17/2024, 10/18/2024) made no difference.",
        "Counselling sessions 10/17/2024, 10/18/2024.",
    ],
)
def test_sessions_of_other_things_are_no_trials(line: str) -> None:
    note = f"{VISIT}SCS trial 10/22/2024, 25% relief.\n{line}\n"
    (trial,) = done(case_of(note), "stimulator-trial")
    assert trial["date"] == "2024-10-22"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("X-ray: leads at T8-T9, no migration against the first film.", "absent"),
        ("Equipment checked, no malfunction.", "absent"),
        ("The leads had not moved.", "absent"),
        ("No technical cause was found.", "absent"),
        ("The left lead had moved two segments.", "present"),
        ("An equipment fault ended the trial early.", "present"),
    ],
)
def test_what_rules_a_fault_out_explains_no_failure(line: str, said: str) -> None:
    note = f"{VISIT}SCS trial 10/22/2024, 25% relief.\n{line}\n"
    told = [
        one.assertion
        for one in case_of(note).statements
        if one.kind == "trial-failure-explained"
    ]
    assert told == [said]


def test_a_heading_with_its_own_day_opens_a_record() -> None:
    text = PLACED + "\nTRIAL FOLLOW UP    10/22/2024     Strand Pain\nDay 7.\n"
    packet = read_packet((Source("a.txt", text.encode()),))
    assert [(one.kind, one.date) for one in packet.documents] == [
        ("operative-note", "2024-10-15"),
        ("clinic-note", "2024-10-22"),
    ]


def test_a_heading_without_a_day_stays_in_its_record() -> None:
    text = PLACED + "\nTrial follow up     Strand Pain\nDay 7.\n"
    packet = read_packet((Source("a.txt", text.encode()),))
    assert len(packet.documents) == 1


def test_an_integrated_nerve_stimulator_is_one_line_with_its_code() -> None:
    case = case_of(
        "PRIOR AUTHORIZATION REQUEST\nMember: Ida Marsh\n"
        "Request: permanent peripheral nerve stimulator, occipital nerve\n"
        "CPT 64596, one electrode array with integrated neurostimulator, right\n"
    )
    assert {one.kind for one in case.requested_procedures} == {
        "nerve-stimulator-implant"
    }


def test_back_to_where_it_was_is_no_recovery() -> None:
    case = case_of(
        "OFFICE VISIT 06/04/2026\nHistory\nBack to where he was: walking limited to"
        " 100 yards, sits 15 minutes.\n"
    )
    assert {one.assertion for one in case.functional_limits} == {"present"}
