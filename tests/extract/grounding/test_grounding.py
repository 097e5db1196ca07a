"""Planted quotes: a changed critical word is refused, the true one is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract import critical
from workbench.extract.grounding import nearest, quote_in_packet, supports
from workbench.packet.text import DocumentText
from workbench.schema.case import (
    Diagnosis,
    ExamFinding,
    Fact,
    ImagingFinding,
    Range,
    Severity,
    Statement,
    Symptom,
    Test,
    Treatment,
)
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, DocumentKind, Line, Packet

NOTE = """Ms. Example, seen 3/20/2026.
C4-5: Disc osteophyte complex with severe left foraminal stenosis.
C5-6: moderate bilateral foraminal stenosis, 3 mm of translation.
No evidence of instrumentation failure at C5-6.
It is unsure if all other reasonable sources of pain have been ruled out.
She completed 6 weeks of physical therapy from 1/5/26 to 2/16/26
without benefit. Deltoid strength is 4-/5 on the left.
We will start a course of gabapentin for eight weeks.
Mother had carpal tunnel syndrome on both sides.
Cotinine was 4 ng/ml on 2/2/2026."""


def packet(text: str = NOTE, kind: DocumentKind = "clinic-note") -> Packet:
    lines = tuple(
        Line(number=place, text=line)
        for place, line in enumerate(text.split("\n"), start=1)
    )
    document = Document(id="D1", kind=kind, date="2026-03-20", lines=lines)
    return Packet(sha256="0" * 64, sources=(), documents=(document,))


def cite(quote: str, text: str = NOTE) -> Evidence:
    joined = text.replace("\n", " ")
    start = joined.index(quote)
    return DocumentText(packet(text).documents[0]).cite(start, start + len(quote))


SEVERE = Severity(label="severe", low=6, high=6)
MODERATE = Severity(label="moderate", low=4, high=4)
LEFT = "C4-5: Disc osteophyte complex with severe left foraminal stenosis."
THERAPY = "She completed 6 weeks of physical therapy from 1/5/26 to 2/16/26"


def stenosis(**changes: object) -> ImagingFinding:
    fields = {
        "id": "?",
        "kind": "stenosis",
        "level": "C4-5",
        "side": "left",
        "location": "foraminal",
        "severity": SEVERE,
        "evidence": (cite(LEFT),),
    }
    return ImagingFinding.model_validate(fields | changes)


def therapy(**changes: object) -> Treatment:
    fields = {
        "id": "?",
        "kind": "physical-therapy",
        "start": "2026-01-05",
        "end": "2026-02-16",
        "days": 42,
        "status": "done",
        "evidence": (cite(THERAPY),),
    }
    return Treatment.model_validate(fields | changes)


TRUE: list[Fact] = [
    stenosis(),
    stenosis(
        level="C5-6",
        side="bilateral",
        severity=MODERATE,
        evidence=(cite("C5-6: moderate bilateral foraminal stenosis"),),
    ),
    ImagingFinding(
        id="?",
        kind="translation",
        level="C5-6",
        value=3,
        unit="mm",
        evidence=(
            cite("C5-6: moderate bilateral foraminal stenosis, 3 mm of translation."),
        ),
    ),
    ImagingFinding(
        id="?",
        kind="hardware-failure",
        level="C5-6",
        assertion="absent",
        evidence=(cite("No evidence of instrumentation failure at C5-6."),),
    ),
    therapy(),
    therapy(days=None, days_range=Range(low=42)),
    therapy(days=None, start=None, end=None, date="2026-01"),
    ExamFinding(
        id="?",
        kind="strength",
        site="deltoid",
        side="left",
        grade="4-",
        date="2026-03-20",
        evidence=(cite("Deltoid strength is 4-/5 on the left."),),
    ),
    Treatment(
        id="?",
        kind="neuropathic-medication",
        assertion="planned",
        days=56,
        evidence=(cite("We will start a course of gabapentin for eight weeks."),),
    ),
    Test(
        id="?",
        kind="cotinine",
        value=4,
        unit="ng/ml",
        date="2026-02-02",
        evidence=(cite("Cotinine was 4 ng/ml on 2/2/2026."),),
    ),
    Statement(
        id="?",
        kind="other-causes-excluded",
        assertion="uncertain",
        evidence=(
            cite(
                "It is unsure if all other reasonable sources of pain have "
                "been ruled out."
            ),
        ),
    ),
    therapy(
        days=None,
        days_range=Range(low=43),
        evidence=(cite(THERAPY),),
    ),
]


@pytest.mark.parametrize("fact", TRUE, ids=lambda fact: fact.kind)
def test_a_true_fact_is_supported(fact: Fact) -> None:
    assert supports(fact, packet()) is None


FLIPPED = [
    stenosis(severity=MODERATE),
    stenosis(severity=Severity(label="moderate-to-severe", low=5, high=5)),
    stenosis(side="right"),
    stenosis(side="bilateral"),
    stenosis(level="C3-4"),
    stenosis(level="C5-6"),
    therapy(days=28),
    therapy(days=180),
    therapy(days=None, days_range=Range(low=84)),
    therapy(start="2026-01-15"),
    therapy(end="2026-03-16"),
    therapy(start="2025-01-05"),
    TRUE[2].model_copy(update={"value": 5}),
    TRUE[2].model_copy(update={"unit": "cm"}),
    TRUE[7].model_copy(update={"grade": "4"}),
    TRUE[7].model_copy(update={"grade": "4+"}),
    TRUE[7].model_copy(update={"grade": "5"}),
    TRUE[7].model_copy(update={"side": "right"}),
    TRUE[9].model_copy(update={"value": 14}),
    TRUE[9].model_copy(update={"date": "2026-03-02"}),
]


@pytest.mark.parametrize("fact", FLIPPED, ids=lambda fact: fact.kind)
def test_a_flipped_token_is_refused(fact: Fact) -> None:
    refusal = supports(fact, packet())
    assert refusal is not None
    assert refusal.reason == "token-mismatch"


def claim(kind: str, quote: str, model: type[Fact] = ImagingFinding) -> Fact:
    return model(id="?", kind=kind, evidence=(cite(quote),))


TURNED = [
    (claim("hardware-failure", "evidence of instrumentation failure"), "negated"),
    (claim("hardware-failure", "No evidence of instrumentation failure"), "negated"),
    (
        claim(
            "other-causes-excluded",
            "all other reasonable sources of pain have been ruled out",
            Statement,
        ),
        "hedged",
    ),
    (
        claim(
            "neuropathic-medication",
            "a course of gabapentin for eight weeks",
            Treatment,
        ),
        "planned",
    ),
    (
        claim(
            "carpal-tunnel-syndrome", "carpal tunnel syndrome on both sides", Diagnosis
        ),
        "other-person",
    ),
]


@pytest.mark.parametrize(("fact", "reason"), TURNED)
def test_a_cue_that_turns_the_quote_is_seen(fact: Fact, reason: str) -> None:
    refusal = supports(fact, packet())
    assert refusal is not None
    assert refusal.reason == reason


def test_absence_without_any_word_of_it_is_refused() -> None:
    fact = stenosis(assertion="absent")
    assert supports(fact, packet()) is not None
    assert supports(fact, packet(), polarity=False) is None


HARMLESS = [
    ("PT gave no relief. Severe pain of the neck", "Severe pain of the neck"),
    ("Denies headache but has severe neck pain", "severe neck pain"),
    ("Denies headache\nNeck pain at night", "Neck pain at night"),
    ("No longer able to work because of neck pain", "neck pain"),
    ("1. No fever\n2. neck pain at night", "neck pain at night"),
]


@pytest.mark.parametrize(("text", "quote"), HARMLESS)
def test_a_cue_of_another_clause_does_not_reach(text: str, quote: str) -> None:
    fact = Symptom(id="?", kind="pain", evidence=(cite(quote, text),))
    assert supports(fact, packet(text)) is None


REACHING = [
    ("The patient denies any\nneck pain at rest.", "neck pain at rest"),
    ("No fever, chills, or neck pain.", "neck pain"),
    ("She has never had neck pain.", "neck pain"),
]


@pytest.mark.parametrize(("text", "quote"), REACHING)
def test_a_cue_reaches_across_a_wrapped_line(text: str, quote: str) -> None:
    fact = Symptom(id="?", kind="pain", evidence=(cite(quote, text),))
    refusal = supports(fact, packet(text))
    assert refusal is not None
    assert refusal.reason == "negated"


def test_policy_text_and_unknown_documents_support_nothing() -> None:
    assert supports(stenosis(), packet(kind="policy-excerpt")) == (
        "policy-text",
        "D1 is a policy text",
    )
    other = cite(LEFT).model_copy(update={"document": "D7"})
    refusal = supports(stenosis(evidence=(other,)), packet())
    assert refusal is not None
    assert refusal.reason == "unknown-document"


WRONG_PLACES = [
    {"lines": (2,), "quote": "severe right foraminal stenosis"},
    {"lines": (3,), "quote": "severe left foraminal stenosis"},
    {"lines": (1, 2), "quote": "severe left foraminal stenosis"},
    {"lines": (2,), "quote": "Severe left foraminal stenosis"},
    {"lines": (2, 4), "quote": "severe left foraminal stenosis"},
    {"lines": (99,), "quote": "severe left foraminal stenosis"},
    {"lines": (6, 7), "quote": "to 2/16/26\nwithout benefit"},
    {"lines": (6, 7), "quote": "to 2/16/26  without benefit"},
]


@pytest.mark.parametrize("place", WRONG_PLACES)
def test_a_quote_must_stand_in_exactly_its_lines(place: dict[str, object]) -> None:
    wrong = Evidence.model_validate({"document": "D1", **place})
    assert not quote_in_packet(packet(), wrong)


def test_a_quote_over_two_lines_has_one_space_between_them() -> None:
    right = Evidence(document="D1", lines=(6, 7), quote="2/16/26 without benefit")
    assert quote_in_packet(packet(), right)


@given(st.integers(0, len(NOTE) - 2), st.integers(1, 200))
def test_whatever_is_cited_stands_in_the_packet(start: int, length: int) -> None:
    text = DocumentText(packet().documents[0])
    end = min(start + length, len(text.text))
    if text.text[start:end].strip():
        assert quote_in_packet(packet(), text.cite(start, end))


def test_nearest_shows_similar_text_and_verifies_nothing() -> None:
    found = nearest(packet(), "She completed 4 weeks of physical therapy")
    assert found is not None
    assert "6 weeks of physical therapy" in found.quote
    assert quote_in_packet(packet(), found)


LEVELS = [
    ("C3-5 ACDF", "C4-5", True),
    ("C3-C6 laminectomy", "C5-6", True),
    ("C4-5, 5-6 and 6-7", "C6-7", True),
    ("C4-5, 5-6 and 6-7", "C3-4", False),
    ("C5 laminectomy", "C5-6", True),
    ("C7-T1", "C7-T1", True),
    ("C6-T1", "C7-T1", True),
    ("C5/6", "C5-6", True),
    ("C56 disc", "C5-6", True),
    ("C4–C5", "C4-5", True),
    ("C4-5", "C3-4", False),
    ("C4-5", "C5-6", False),
    ("L4-5", "C4-5", False),
    ("the C6 root", "C6", True),
    ("laminectomy C3, C4, C5, and C6", "C6-7", True),
    ("L5-S1", "L5-S1", True),
]


@pytest.mark.parametrize(("text", "level", "held"), LEVELS)
def test_levels_are_read_as_records_write_them(
    text: str, level: str, held: bool
) -> None:
    assert critical.holds_level(text, level) is held


LENGTHS = [
    ("6 weeks of PT", 42, True),
    ("six (6) weeks", 42, True),
    ("a six-week course", 42, True),
    ("x6wks", 42, True),
    ("4-6 weeks", 42, True),
    ("3 months", 90, True),
    ("1.5 months", 45, True),
    ("6 sessions", 42, False),
    ("8 weeks", 42, False),
    ("6 weeks", 6, False),
]


@pytest.mark.parametrize(("text", "days", "held"), LENGTHS)
def test_lengths_are_counted_in_days(text: str, days: int, held: bool) -> None:
    assert critical.holds_days(text, days) is held


GRADES = [
    ("deltoid 4-/5", "4-", True),
    ("deltoid 4/5-", "4-", True),
    ("4 minus out of 5", "4-", True),
    ("four plus", "4+", True),
    ("4+/5", "4", False),
    ("4/5", "4", True),
    ("4/5", "4-", False),
    ("DTRs are +1", "1+", True),
    ("full strength throughout", "5", True),
    ("full strength throughout", "4", False),
    ("5/5 throughout", "5", True),
    ("Motor (R/L): biceps 5/4", "4", True),
    ("Motor (R/L): biceps 5/4", "4-", False),
    ("biceps 5/4", "4", False),
    ("Triceps is 4.", "4", True),
    ("measures 4.5", "4", False),
]


@pytest.mark.parametrize(("text", "grade", "held"), GRADES)
def test_grades_of_strength(text: str, grade: str, held: bool) -> None:
    assert critical.holds_grade(text, grade) is held


SEVERITIES = [
    ("mild to moderate stenosis", "mild-to-moderate", 3, 3, True),
    ("moderately severe", "moderate-to-severe", 5, 5, True),
    ("marked narrowing", "severe", 6, 6, True),
    ("at least moderate", "at least moderate", 4, 7, True),
    ("up to moderate", "up to moderate", 0, 4, True),
    ("mild narrowing", "severe", 6, 6, False),
    ("moderate stenosis", "moderate-to-severe", 5, 5, False),
    ("no stenosis", "none", 0, 0, True),
]


@pytest.mark.parametrize(("text", "label", "low", "high", "held"), SEVERITIES)
def test_severity_words(text: str, label: str, low: int, high: int, held: bool) -> None:
    grade = Severity(label=label, low=low, high=high)
    assert critical.holds_severity(text, grade) is held
