"""A field answered no makes no finding, whatever word of the word lists it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.extract.assertion.frames import facts
from workbench.extract.rules.words.lexicon import FOLDER
from workbench.vocabulary.yaml_file import load_yaml

FORMS = (
    "{}: No",
    "{}?  No",
    "{}?                              No",
    "{} ........ No",
    "{}        [ ] Yes  [x] No",
    "{}: none",
    "{}?  Y (N)",
    "{}?   (No) Yes",
)
NAMES = (
    "diagnoses",
    "exam",
    "imaging-studies",
    "procedures",
    "risk",
    "risk-products",
    "statements",
    "symptoms",
    "tests",
    "treatments",
)
"""Word lists whose words name what may be asked for."""
DENYING = re.compile(
    r"\b(?:no|not|none|never|denies|denied|without|nothing|non)\b", re.I
)
CAPABLE = ("FunctionalLimit",)
"""Facts that a no makes: who does not drive is limited in driving."""
TELLING = {
    "hyperreflexia", "gestational-diabetes", "tinel-both", "none-other",
    "care-summed-up", "conservative-care", "toe-walk", "heel-walk",
}  # fmt: skip
"""Concepts whose words say a result, or more than one thing, and are no question."""


def asked() -> Iterator[tuple[str, str]]:
    """Each concept that names something, with its first plain word."""
    for name in NAMES:
        data: Any = load_yaml(FOLDER / f"{name}.yaml")
        for concept, entry in data.items():
            terms = entry.get("terms", ()) if isinstance(entry, dict) else ()
            attributes = (entry.get("attributes") or {}) if terms else {}
            words = map(_plain, terms)
            plain = [one for one in words if one[0].isalpha() and ":" not in one]
            plain = [one for one in plain if not DENYING.search(one)]
            if plain and not entry.get("implies") and "value" not in attributes:
                if concept not in TELLING and "negated" not in concept:
                    yield concept, plain[len(concept) % len(plain)]


def _plain(term: Any) -> str:
    return re.sub(r"(\S+?)\|\S+", r"\1", str(term)).replace("(s)", "s")


@pytest.mark.parametrize("form", FORMS)
def test_no_word_that_is_answered_no_is_found(form: str) -> None:
    wrong = []
    for concept, word in asked():
        line = form.format(word[:1].upper() + word[1:])
        wrong += [
            (concept, line, one.kind)
            for one in facts(line, "clinic form", "2026-06-15")
            if one.assertion in ("present", "historical")
            and type(one).__name__ not in CAPABLE
        ]
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        ("Prior lumbar surgery? No", "lumbar-surgery", "absent"),
        ("Q6  Prior lumbar surgery?                    No", "lumbar-surgery", "absent"),
        ("Prior cervical surgery: none", "cervical-surgery", "absent"),
        ("Prior cervical surgery: ACDF C5-6 in 2019", "acdf", "historical"),
        ("Previous neck surgery: none since 2019 ACDF C5-6", "acdf", "historical"),
        ("Progressive weakness?  No", "progressive-weakness", "absent"),
        ("MRI done?      [ ] Yes  [x] No", "mri", "absent"),
        ("MRI: no acute fracture", "mri", "present"),
    ],
)
def test_what_a_field_says(line: str, kind: str, said: str) -> None:
    found = [
        one for one in facts(line, "clinic form", "2026-06-15") if one.kind == kind
    ]
    assert [one.assertion for one in found] == [said]
