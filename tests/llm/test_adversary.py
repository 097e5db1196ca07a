"""A model that invents, flips sides, drops negations and changes numbers: true facts of
real packets are mutated one at a time, and none of the mutants may become evidence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.llm.answers import answer, finding, study, symptom, treatment
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.scripted import ScriptedBackend
from workbench.extract.llm.settings import Settings
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case, all_facts
from workbench.schema.packet import Packet

NOTE = """\
OFFICE VISIT NOTE
Patient: Quilla Madeup   DOB: 04/04/1964
Date of visit: 03/10/2026

HISTORY
She has numbness of the left thumb and tingling of the right ring finger.
She denies weakness of the right arm and has no gait imbalance.
Her mother has tingling of both hands.
She completed 8 weeks of physical therapy for the neck from 12/01/2025 to 01/26/2026.
Twelve weeks of home exercise were ordered today.
Naproxen was taken for 5 weeks without relief. Possible neck pain from a fall.

EXAM
Left triceps strength is 4/5. Hoffmann sign is negative.

MRI CERVICAL SPINE of 03/02/2026
C5-6: severe left foraminal stenosis. C6-7: mild right foraminal stenosis.
C4-5: no central stenosis. Possible moderate stenosis at C3-4 on the left.
There is no evidence of hardware failure.
"""
HEAD = "MRI CERVICAL SPINE of 03/02/2026"
SETTINGS = Settings(concurrency=1, second_pass=False, reask=False)
PACKET: Packet = read_packet((Source("note.txt", NOTE.encode()),))


def line_of(text: str) -> int:
    return next(n for n, line in enumerate(NOTE.splitlines(), 1) if text in line)


def quoted(make: Callable[..., dict[str, Any]], text: str, **fields: Any) -> Any:
    return make(text, line_of(text), **fields)


def exam(text: str, *lines: int, **fields: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "quotes": [{"text": text, "lines": list(lines)}],
        "assertion": "present",
        "kind": "strength",
        "site": "triceps",
        "side": "left",
        "grade": "4",
        "roots": [],
        "value": None,
        "unit": None,
    }
    return base | fields


class Told(NamedTuple):
    """A fact as a truthful model gives it, and the list that it belongs to."""

    list: str
    item: dict[str, Any]


TRUE = (
    Told(
        "symptoms",
        quoted(symptom, "She has numbness of the left thumb", side="left"),
    ),
    Told(
        "treatments",
        quoted(
            treatment,
            "She completed 8 weeks of physical therapy for the neck from 12/01/2025 to "
            "01/26/2026.",
            duration="8 weeks",
            start="12/01/2025",
            end="01/26/2026",
        ),
    ),
    Told(
        "treatments",
        quoted(
            treatment,
            "Naproxen was taken for 5 weeks without relief.",
            kind="nsaid",
            duration="5 weeks",
            response="none",
        ),
    ),
    Told("exam_findings", quoted(exam, "Left triceps strength is 4/5.")),
    Told("findings", quoted(finding, "C5-6: severe left foraminal stenosis.")),
    Told(
        "findings",
        quoted(
            finding,
            "C6-7: mild right foraminal stenosis.",
            level="C6-7",
            side="right",
            severity="mild",
        ),
    ),
)


def said(*facts: Told) -> str:
    lists: dict[str, list[Any]] = {}
    for fact in facts:
        if fact.list == "findings":
            held = lists.setdefault("imaging_studies", [])
            if not held:
                held.append(quoted(study, HEAD, date="03/02/2026"))
            held[0]["findings"].append(fact.item)
        else:
            lists.setdefault(fact.list, []).append(fact.item)
    return answer(**lists)


def read(*facts: Told) -> Case:
    backend = ScriptedBackend([said(*facts)])
    return LlmReader(backend, settings=SETTINGS).read(PACKET).case


def evidence(case: Case) -> list[str]:
    """Every fact but the study's own head."""
    return [f"{one.kind} {one.level}" for one in all_facts(case) if one.kind != "mri"]


def test_the_truth_is_all_evidence() -> None:
    case = read(*TRUE)

    assert case.refused == ()
    assert len(evidence(case)) == len(TRUE)


# --- mutations -------------------------------------------------------------------

_SWAPS = {
    "left": "right", "right": "left", "severe": "mild", "mild": "severe",
    "completed": "declined", "without": "with", "numbness": "weakness",
    "thumb": "ring finger", "triceps": "deltoid",
}  # fmt: skip


def in_quote(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One word or number of the quote changed, the labels to match."""
    text = item["quotes"][0]["text"]
    for old, new in _SWAPS.items():
        if re.search(rf"\b{old}\b", text):
            yield requoted(item, re.sub(rf"\b{old}\b", new, text, count=1))
    for number in re.finditer(r"\d+", text):
        changed = str(int(number.group()) + 1)
        yield requoted(item, text[: number.start()] + changed + text[number.end() :])
    yield requoted(item, "There is " + text)
    yield requoted(item, text.replace(" ", " very ", 1))


def requoted(item: dict[str, Any], text: str) -> dict[str, Any]:
    return item | {"quotes": [{"text": text, "lines": item["quotes"][0]["lines"]}]}


LABELS: dict[str, tuple[Any, ...]] = {
    "side": ("left", "right", "bilateral"),
    "level": ("C4-5", "C5-6", "C6-7", "C3-4", "C7-T1"),
    "severity": ("mild", "moderate", "severe", "critical"),
    "duration": ("4 weeks", "8 weeks", "12 weeks", "6 months"),
    "grade": ("2", "3", "4", "5", "4-"),
    "start": ("11/01/2025", "12/01/2024", "2 January 2026"),
    "end": ("02/26/2026", "01/26/2027"),
    "value": (3, 77),
}
KINDS = {
    "symptoms": ("weakness", "gait-imbalance", "headache", "bladder-dysfunction"),
    "treatments": ("epidural-injection", "chiropractic", "opioid", "traction"),
    "exam_findings": ("hoffmann", "spurling", "sensory-loss", "gait-abnormal"),
    "findings": ("hardware-failure", "disc-herniation", "fracture", "instability"),
}


def in_labels(fact: Told) -> Iterator[dict[str, Any]]:
    """One label changed beside the true quote."""
    for name, values in LABELS.items():
        if name in fact.item:
            for value in values:
                if value != fact.item[name]:
                    yield fact.item | {name: value}
    for kind in KINDS[fact.list]:
        if kind != fact.item["kind"]:
            yield fact.item | {"kind": kind}
    yield fact.item | {"assertion": "absent"}


MUTANTS = [
    Told(fact.list, item)
    for fact in TRUE
    for item in (*in_quote(fact.item), *in_labels(fact))
]


@pytest.mark.parametrize("mutant", MUTANTS, ids=range(len(MUTANTS)))
def test_no_mutant_of_a_true_fact_becomes_evidence(mutant: Told) -> None:
    case = read(mutant)

    assert evidence(case) == [], json.dumps(mutant.item)
    assert case.refused


NEVER = (
    Told("symptoms", quoted(symptom, "weakness of the right arm", kind="weakness",
                             site="arm", side="right")),
    Told("symptoms", quoted(symptom, "gait imbalance", kind="gait-imbalance",
                             site=None)),
    Told("symptoms", quoted(symptom, "tingling of both hands", kind="tingling",
                             site="hand", side="bilateral")),
    Told("symptoms", quoted(symptom, "neck pain from a fall", kind="pain",
                             site="neck")),
    Told("treatments", quoted(treatment, "Twelve weeks of home exercise",
                               kind="home-exercise", duration="Twelve weeks")),
    Told("exam_findings", quoted(exam, "Hoffmann sign", kind="hoffmann", site=None,
                                  side=None, grade=None)),
    Told("findings", quoted(finding, "central stenosis", level=None, side=None,
                             severity=None, location="central")),
    Told("findings", quoted(finding, "moderate stenosis at C3-4 on the left",
                             level="C3-4", severity="moderate")),
    Told("findings", quoted(finding, "hardware failure", kind="hardware-failure",
                             level=None, side=None, severity=None,
                             location="hardware")),
)  # fmt: skip


@pytest.mark.parametrize("lie", NEVER, ids=[one.item["kind"] for one in NEVER])
def test_denied_hedged_planned_and_anothers_are_no_evidence(lie: Told) -> None:
    assert evidence(read(lie)) == []


@settings(max_examples=12)
@given(st.lists(st.sampled_from([*MUTANTS, *NEVER]), max_size=6), st.data())
def test_lies_among_truths_do_not_pass_with_them(lies: list[Told], data: Any) -> None:
    truths = data.draw(st.lists(st.sampled_from(TRUE), unique_by=id, max_size=3))
    mixed = data.draw(st.permutations([*lies, *truths]))

    assert sorted(evidence(read(*mixed))) == sorted(evidence(read(*truths)))


@settings(max_examples=12)
@given(st.text(min_size=3, max_size=60), st.lists(st.integers(-2, 99), max_size=3))
def test_an_invented_quote_is_no_evidence(text: str, lines: list[int]) -> None:
    item = symptom(text, *lines)
    case = read(Told("symptoms", item))

    for fact in case.symptoms:
        assert all(one.quote in NOTE.replace("\n", " ") for one in fact.evidence)
        assert "numb" in " ".join(one.quote.lower() for one in fact.evidence)
