"""The staged revision packet, read and reviewed, says what a reviewer must find."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.narrate.narrative import render
from workbench.narrate.pages.blocks import Table, words
from workbench.narrate.pages.read import read
from workbench.narrate.proof import check
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.pipeline import review_packet
from workbench.policy.loader import load_policy
from workbench.policy.model import Policy
from workbench.schema.review import Review

PACKET = Path(__file__).parents[2] / "evals/gold/seed-staged-revision/packet"
STRICT = "cervical-spine-surgery-strict"


@cache
def reviewed(policy: str, final: bool) -> tuple[Review, Policy, str]:
    packet = read_packet(load(str(PACKET)))
    review = review_packet(packet, RulesReader(), policy=policy, final=final)
    rules = load_policy(policy)
    return review, rules, render(review, rules)


@pytest.mark.parametrize(
    "says",
    [
        r"\| L1 \| C3-4 \| foraminal, bilateral \| moderate \|.*not met",
        r"\| L2 \| C4-5 \| foraminal, left \| severe \|.*\*\*met",
        r"\| L3 \| C5-6 \| foraminal, bilateral \| moderate \|.*not met",
        r"\| L4 \| C6-7 \| – \| not graded \|.*not documented",
        r"moderate-to-severe, severe, critical",
        r"[Cc]ollar without dates or length",
        r"“[^”]*[Hh]ardware failure[^”]*” \(D1:\d+\)",
        r"“[^”]*No evidence of instrumentation failure\.” \(D4:\d+\)",
        r"[Nn]o flexion-extension films",
        r"lies outside the C5 root of C4-5",
        r"unsure if all other reasonable sources",
        r"1\. \*\*Other causes of the symptoms excluded\*\*",
        r"\| L2 \| anterior cervical discectomy and fusion \| C4-5 \| – \| \*\*open",
        r"confirmed by a \*\*physician\*\*",
    ],
)
def test_under_the_strict_variant_with_the_window_closed(says: str) -> None:
    _, _, text = reviewed(STRICT, True)

    assert re.search(says, text)


def test_under_the_public_wording_moderate_passes_the_grade() -> None:
    _, _, text = reviewed("cervical-spine-surgery", False)

    assert re.search(
        r"\| L1 \| C3-4 \| foraminal, bilateral \| moderate \|.*\*\*met", text
    )
    assert re.search(
        r"\| L3 \| C5-6 \| foraminal, bilateral \| moderate \|.*\*\*met", text
    )
    assert "Grades that the policy accepts: moderate, moderate-to-severe" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"(?<![\w-])C4-5(?!\w)", "C5-6"),
        (r"(?<![\w-])C3-4(?!\w)", "C4-5"),
        (r"\bmoderate\b(?!-)", "severe"),
        (r"(?<!-)\bsevere\b(?!-)", "moderate"),
        (r"\bbilateral\b", "left"),
        (r"\b42\b", "12"),
    ],
)
def test_no_swapped_word_of_the_real_narrative_passes(old: str, new: str) -> None:
    review, policy, text = reviewed(STRICT, True)
    spans = [match.span() for match in re.finditer(old, text)][::3]
    passed = [
        text[max(start - 60, 0) : end + 40]
        for start, end in spans
        if not check(text[:start] + new + text[end:], review, policy)
    ]

    assert spans
    assert passed == []


@pytest.mark.parametrize("policy", [STRICT, "cervical-spine-surgery"])
def test_no_sentence_is_swallowed_by_the_table_above_it(policy: str) -> None:
    """A sentence right below a table is its next row, with empty cells behind it."""
    _, _, text = reviewed(policy, False)
    tables = [block for block in read(text) if isinstance(block, Table)]

    assert tables
    for table in tables:
        for row in table.rows:
            assert all(words(cell) for cell in row), words(row[0])
