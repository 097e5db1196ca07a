"""Turns of Medicare records: edema, parts of the pain, answers, entries, denials."""

from __future__ import annotations

from typing import Any

import pytest

from workbench.extract.rules.frames.imaging.marrow import edema
from workbench.extract.rules.frames.sessions.denials import denied
from workbench.extract.rules.frames.sessions.gains import function
from workbench.extract.rules.frames.sessions.parts_of_pain import fall, part
from workbench.extract.rules.language.before_now import only_before
from workbench.extract.rules.layout.headings import begins_entry
from workbench.extract.rules.reader import RulesReader
from workbench.narrate.narrative import render
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet
from workbench.policy.loader import load_policy
from workbench.schema.case import Case


def case_of(*texts: str) -> Case:
    """The Case of a packet, one file for each text."""
    sources = [Source(f"{at}.txt", text.encode()) for at, text in enumerate(texts)]
    return RulesReader().read(read_packet(tuple(sources))).case


def note(text: str) -> Case:
    """The Case of a clinic note of 2026-09-10."""
    return case_of(f"CLINIC NOTE\nDate of service: 09/10/2026\n{text}\n")


def told(facts: Any, kind: str) -> list[str]:
    """The assertions of the facts of one kind."""
    return [one.assertion for one in facts if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Acute L1 fracture with diffuse marrow oedema", False),
        ("L2 body T1 dark and STIR bright", False),
        ("Increased signal on the STIR sequence within L1", False),
        ("STIR signal in L1, acute", False),
        ("Normal marrow signal on STIR", True),
        ("The marrow signal at L2 is unremarkable", True),
        ("Marrow edema has resolved", True),
        ("No abnormal marrow signal", True),
        ("Marrow edema: none", True),
        ("Subcutaneous edema over the sacrum", None),
        ("Modic type 1 endplate edema at L4-5", None),
        ("The marrow signal", None),
    ],
)
def test_edema_of_the_marrow_is_told_from_its_absence(
    text: str, absent: bool | None
) -> None:
    found = edema(text)
    assert (found.absent if found else None) is absent


def test_two_vertebrae_of_a_sentence_keep_their_own_marks() -> None:
    text = (
        "MRI LUMBAR SPINE\nDate of exam: 09/02/2026\nFINDINGS: Acute L1 compression "
        "fracture with marrow edema; old T12 wedge deformity without edema.\n"
    )
    (study,) = case_of(text).imaging_studies
    marks = {
        one.site: one.assertion for one in study.findings if one.kind == "marrow-edema"
    }
    assert marks == {"L1": "present", "T12": "absent"}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The block took away some three quarters of the leg pain", 75, 75),
        ("At best a third of the pain went", 0, 34),
        ("at least two thirds of her pain", 66, 100),
    ],
)
def test_a_part_of_the_pain_is_a_share(text: str, low: int, high: int) -> None:
    share = part(text)
    assert share is not None
    assert (share.low, share.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["a third of the pain remains", "two thirds of her pills", "a third visit"]
)
def test_what_remains_and_pills_are_no_relief(text: str) -> None:
    assert part(text) is None


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("brought her pain from 8 down to 3", 62),
        ("Average pain 8 -> 5.5", 31),
        ("pain from 3 to 8", None),
        ("pain from 8 to 9 am", None),
        ("walks from 30 to 5 min", None),
    ],
)
def test_a_score_that_fell_gives_a_share(text: str, low: int | None) -> None:
    share = fall(text)
    assert (share.low if share else None) == low


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("She walks no further than before", "unchanged"),
        ("Slept no better.", "unchanged"),
        ("Walks eight times as far", "improved"),
        ("She walks further than before", "improved"),
    ],
)
def test_no_further_is_no_gain(text: str, changed: str) -> None:
    assert function(text) == changed


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("15. Prior injection this region, last 12 mo    NONE EVER", True),
        ("Have you had injections in your back?  No", True),
        ("Prior ESI?  No", True),
        ("Prior injections, last 12 months: none", False),
        ("Have you had injections in your knee?  No", False),
        ("Have you had injections in your back?  Yes, two", False),
        ("Other blocks same day   NONE", False),
        ("Prior injection relief: none", False),
    ],
)
def test_a_form_denies_injections_for_all_time_only(text: str, never: bool) -> None:
    assert bool(denied(text)) is never


@pytest.mark.parametrize(
    ("text", "word", "before"),
    [
        ("Never had shingles before.", "shingles", True),
        ("No numbness until the fall.", "numbness", True),
        ("Never had shingles.", "shingles", False),
        ("Had shingles before.", "shingles", False),
    ],
)
def test_a_denial_may_end_where_the_present_begins(
    text: str, word: str, before: bool
) -> None:
    start = text.index(word)
    assert only_before(text, start, start + len(word)) is before


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("VISIT 09/03/2026 (team day), brief", True),
        (">> 5/27/2026   OFFICE VISIT   F. Babatunde, MD", True),
        ("She was seen in the clinic.", False),
        ("Next visit in two weeks", False),
    ],
)
def test_a_dated_visit_heads_an_entry(line: str, entry: bool) -> None:
    assert begins_entry(line) is entry


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Returns with right leg pain. It first began in Sept 2025.", "2025-09"),
        ("Right arm pain that came on in the first days of December 2025.", "2025-12"),
        ("CC: back pain after bending to lift a pot this morning.", "2026-09-10"),
        ("When did your pain start?  In June 2026", "2026-06"),
    ],
)
def test_when_a_pain_began(text: str, start: str) -> None:
    assert start in [one.start for one in note(text).symptoms]


@pytest.mark.parametrize(
    "text",
    [
        "He describes pain in the buttock and has not worked since July.",
        "The pain went from 7 two weeks ago to 8 now.",
        "3 months of pain relief after the injection.",
    ],
)
def test_what_else_is_so_since_a_day_dates_no_pain(text: str) -> None:
    found = [
        one for one in note(text).symptoms if one.start or one.days_range or one.days
    ]
    assert not found


def test_a_form_asks_for_an_injection_and_tells_of_none() -> None:
    form = (
        "AUTHORIZATION REQUEST\nDate of request: 09/14/2026\n"
        "Procedure: left L4-5 transforaminal epidural steroid injection, one session\n"
        "Prior treatment: PT 8 weeks, no benefit\n"
    )
    kinds = [one.kind for one in case_of(form).treatments]
    assert kinds == ["physical-therapy"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Pain down the leg, scoring 8 out of 10 at its worst.", [8]),
        ("He puts the arm pain at 6 out of 10 on the numeric scale.", [6]),
        ("How bad is it (0 = none, 10 = worst)?\n7", [7]),
        ("Quality of life rated 4/10.", []),
        ("Pain after 3 of 10 visits.", []),
    ],
)
def test_scores_in_sentences_and_answers(text: str, values: list[int]) -> None:
    limits = note(text).functional_limits
    assert [one.value for one in limits if one.kind == "score"] == values


def test_columns_named_for_scales_score_the_day_of_the_row() -> None:
    table = (
        "Visit date  | Event     | NPRS | ODI % | Relief since last injection\n"
        "10/20/2025  | baseline  | 8    | 54    | -\n"
        "10/27/2025  | L4-5 TFESI |     |       |\n"
        "02/16/2026  | f/u       | 3    | 24    | 70%\n"
    )
    case = note(f"PAIN FLOWSHEET\n{table}")
    scores = {
        (one.name, one.date, one.value)
        for one in case.functional_limits
        if one.kind == "score"
    }
    assert ("nrs", "2025-10-20", 8) in scores
    assert ("odi", "2026-02-16", 24) in scores
    done = [one for one in case.procedures_done if one.kind == "epidural-injection"]
    relief = {one.date: one.relief.low for one in done if one.relief}
    assert relief == {"2025-10-27": 70}


@pytest.mark.parametrize(
    ("text", "severe"),
    [
        ("The pain of the knee is severe.", True),
        ("Back pain with severe stenosis at L4-5.", False),
        ("Leg pain from severe central stenosis.", False),
    ],
)
def test_severe_is_said_of_the_pain(text: str, severe: bool) -> None:
    assert bool(told(note(text).statements, "severe-pain")) is severe


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "No reaction to dye - she had a contrast CT in 2022 uneventfully.",
            ["present"],
        ),
        ("No reaction to CT contrast.", []),
        ("No MRI has been done.", ["absent"]),
    ],
)
def test_a_denied_reaction_denies_no_study(text: str, said: list[str]) -> None:
    assert [one.assertion for one in note(text).imaging_studies] == said


def test_no_better_denies_nothing_behind_it() -> None:
    case = note("She is no better: pain still shoots to the thumb.")
    assert told(case.symptoms, "pain") == ["present"]


def test_a_condition_of_a_study_is_not_denied_by_the_next() -> None:
    case = note(
        "EMG 08/2026: right C7 radiculopathy, no carpal tunnel, so a peripheral source "
        "has been ruled out."
    )
    results = {one.indicates: one.result for one in case.tests}
    assert results == {
        "cervical-radiculopathy": "positive",
        "carpal-tunnel-syndrome": "negative",
    }


def test_a_contradiction_that_decides_nothing_is_told_with_its_source() -> None:
    files = (
        "AUTHORIZATION REQUEST\nDate of request: 03/11/2026\nProcedure: cervical "
        "interlaminar epidural steroid injection C7-T1, CPT 62321\n",
        "CLINIC NOTE\nDate of service: 03/05/2026\nRight C7 radiculopathy. "
        "No CT was done in 2022.\n",
        "MRI CERVICAL SPINE\nDate of exam: 02/19/2026\nC6-7: severe right foraminal "
        "stenosis.\n",
    )
    sources = [Source(f"{at}.txt", text.encode()) for at, text in enumerate(files)]
    policy = load_policy("medicare-epidural-steroid-injection")
    review = review_packet(read_packet(tuple(sources)), RulesReader(), policy=policy.id)
    assert "no CT (2022)" in render(review, policy)
