"""Papers of stimulator trials: their counts, sheets, psychologists and talks."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of

FORM = "PRIOR AUTHORIZATION REQUEST\nDate: 05/20/2026\nPatient: Ida Marsh\n"


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("No. of leads: __2__   Total contacts: __16__", (2, 16)),
        ("Number of trial leads ..... 1    Contacts per lead ..... 8", (1, None)),
        ("Number of leads: ( ) 1 (x) 2", (None, None)),
        ("Number of leads: ______", (None, None)),
    ],
)
def test_a_form_counts_leads_and_contacts(
    line: str, counts: tuple[int | None, int | None]
) -> None:
    asks = "CPT 63650 spinal cord stimulator trial, leads, thoracic epidural"
    text = f"{FORM}{asks}\n{line}\n"
    (asked,) = case_of(text).requested_procedures
    assert asked.kind == "cord-stimulator-trial"
    assert (asked.leads, asked.contacts) == counts


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("spacers   22853 (C5-6), 22853 (C6-7)", ["C5-6", "C6-7"]),
        ("22853 (C5-6), 22853 (C6-7)   one spacer a level", ["C5-6", "C6-7"]),
        ("spacers   22853, 22853", [None]),
    ],
)
def test_codes_of_one_cell_bring_their_own_levels(
    line: str, places: list[str | None]
) -> None:
    text = f"{FORM}ACDF C5-6 and C6-7    22551, 22552\n{line}\n"
    found = case_of(text).requested_procedures
    assert [one.level for one in found if one.kind == "interbody-device"] == places


SHEET = (
    "CLINIC SHEET\nDate: 03/09/2026\nDevice trial worksheet\n"
    "{row}\nLeads pulled, tips whole.\nperipheral nerve stimulator, PNS\n"
)


@pytest.mark.parametrize(
    ("row", "relief"),
    [
        ("percent relief pt states     --      40 %", 40),
        ("% pain relief reported: 55", 55),
        ("percent battery left     --      80 %", None),
    ],
)
def test_a_row_of_a_trial_sheet_tells_the_relief(row: str, relief: int | None) -> None:
    done = case_of(SHEET.format(row=row)).procedures_done
    told = [one.relief.low for one in done if one.relief]
    assert told == ([relief] if relief else [])


def test_a_trial_to_come_was_not_done() -> None:
    told = "PNS of the sural nerve is asked for. The trial is to be done on 06/03/2026."
    assert not case_of(f"{NOTE}{told}\n").procedures_done


@pytest.mark.parametrize(
    ("head", "who"),
    [
        ("Ida Marsh, PsyD, health psychologist", "psychologist"),
        ("IDA MARSH, PhD\nCLINICAL PSYCHOLOGIST", "clinical psychologist"),
        ("Re: seen by a psychologist, PhD, last year", None),
    ],
)
def test_who_heads_a_paper_made_its_evaluation(head: str, who: str | None) -> None:
    long = "He came alone and on time, and told of his week at length. " * 6
    end = "Conclusion: I see no psychological reason against a trial of the device."
    found = case_of(f"{head}\nMarch 3, 2026\n{long}\n\n{end}\n").tests
    assert {one.by for one in found if one.by} == ({who} if who else set())


def test_risks_named_in_a_paragraph_end_with_their_sentence() -> None:
    text = (
        f"{NOTE}Plan: We talked the trial over, and what it may do. Risks: infection,\n"
        "bleeding, a lead that moves.\nNo substance abuse. Patient education done.\n"
    )
    kinds = {one.kind for one in case_of(text).statements}
    kinds |= {one.kind for one in case_of(text).risk_factors}
    assert "patient-education" in kinds and "substance-use" in kinds
    assert not case_of(text).diagnoses
