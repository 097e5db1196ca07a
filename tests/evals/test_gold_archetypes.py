"""The gold cases hold what a set for this field must hold, told by their tags.

The lists are those of the field: kinds of request that reviewers meet, published
determinations that went wrong (by article number), pairs that differ in one thing, and
packets that try to mislead.  Each name must stand on a case, and each case says by its
tags what it is for.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from workbench.evals.gold import find_gold
from workbench.schema.base import parse_data
from workbench.schema.gold import GoldCase

ARCHETYPES = {
    1: "staged revision, public wording",
    2: "staged revision, strict wording",
    3: "staged revision with films, therapy and nerve study",
    4: "non-union with a laboratory value",
    5: "signs of myelopathy",
    6: "41 days, 42 days, two courses side by side",
    7: "care of another region, episode, kind or place",
    8: "complaints on one side, narrowing on the other",
    9: "grades in words, ranges and none",
    10: "two readers of one study",
    11: "two studies, the later better",
    12: "smoker, vapour, replacement, never-user",
    13: "a code of myelopathy without signs",
    14: "three levels, two of which qualify",
    15: "the operation, and the stay for it",
    16: "cauda equina, urgent",
    17: "Medicare's policy before the plan's",
    18: "a service that no policy covers",
    19: "everything on record",
    20: "a question that nobody answered",
    21: "appeals: new record, misquoted threshold, nothing new",
    22: "noise, copies, another's page, instructions",
    23: "another person, the same record",
    24: "roots by where a disc lies",
    25: "injections counted in twelve months",
}
FAILURES = (
    "511289 606893 523469 653996 587652 499263 536690 504297 640430 517296 521656"
    " 495112 510816 484119 608508 503301"
).split()
TWINS = {
    "twin-days": "differs",
    "twin-grade": "differs",
    "twin-negation": "differs",
    "twin-person": "same",
    "twin-order": "same",
}
MISLEADING = ("injection", "forged", "other-patient", "ocr", "duplicates", "abstention")


@cache
def cases() -> tuple[GoldCase, ...]:
    return tuple(_read(folder) for folder in find_gold(["gold"]))


def _read(folder: Path) -> GoldCase:
    data = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    return parse_data(GoldCase, data, where=folder.name)


def tagged(tag: str) -> list[GoldCase]:
    return [one for one in cases() if tag in one.tags]


@pytest.mark.parametrize("number", ARCHETYPES, ids=lambda n: f"{n}-{ARCHETYPES[n]}")
def test_every_archetype_has_a_case(number: int) -> None:
    assert tagged(f"archetype-{number}")


@pytest.mark.parametrize("article", FAILURES)
def test_every_published_failure_has_a_case(article: str) -> None:
    assert tagged(f"failure-{article}")


@pytest.mark.parametrize(("kind", "expect"), TWINS.items())
def test_every_kind_of_twin_stands_beside_its_other(kind: str, expect: str) -> None:
    ids = {one.id for one in cases()}

    assert tagged(kind)
    for one in tagged(kind):
        assert one.twin is not None and one.twin.of in ids
        assert one.twin.expect == expect


@pytest.mark.parametrize("tag", MISLEADING)
def test_packets_that_mislead_or_say_nothing_are_there(tag: str) -> None:
    assert tagged(tag)


def test_boundary_twins_lie_a_day_and_a_session_apart() -> None:
    pairs = {one.twin.of for one in tagged("boundary") if one.twin is not None}

    assert {"overlapping-trials-calendar", "ledger-of-sessions"} <= pairs


def test_every_case_says_what_it_is_for_and_how_it_is_written() -> None:
    assert not [one.id for one in cases() if not (one.tags and one.style)]


def test_there_are_enough_cases_and_styles() -> None:
    neck = [one for one in cases() if "cervical" in one.tags]

    assert len(cases()) >= 60 and len(neck) >= 40
    assert len({one.style for one in cases()}) >= 12


def test_no_tag_of_these_lists_is_misspelt() -> None:
    known = {f"archetype-{number}" for number in ARCHETYPES}
    known |= {f"failure-{article}" for article in FAILURES}
    listed = {
        tag
        for one in cases()
        for tag in one.tags
        if tag.startswith(("archetype-", "failure-"))
    }

    assert listed == known
