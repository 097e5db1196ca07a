"""What the rules reader writes and what the tables of kinds have are held together."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from workbench.evals.policies.words import TYPES, kinds_of, sites
from workbench.extract.rules.frames.sessions.document import OWN_CONCEPTS, OWN_KINDS
from workbench.vocabulary import kind_names, kinds, procedures
from workbench.vocabulary.yaml_file import load_yaml

RULES = Path(__file__).resolve().parents[3] / "workbench" / "extract" / "rules"
LISTS = {made.__name__: name for name, made in TYPES.items()}
NOT_DONE = {"spine-mri"}
"""Procedures that are told as a study."""
UNNAMED = {
    "sacroiliac-radiofrequency",
    "sacroiliac-fusion",
    "basivertebral-ablation",
    "lumbar-disc-replacement",
    "interspinous-device",
}
"""Procedures that are told as an operation with its words; no policy asks for more."""


def test_what_may_be_asked_for_has_a_kind_when_it_was_done() -> None:
    done = kinds().procedures_done
    assert UNNAMED <= procedures().procedures.keys() - done.keys()
    for name in procedures().procedures.keys() - NOT_DONE - UNNAMED:
        assert OWN_KINDS.get(name, name) in done, name
    assert set(OWN_CONCEPTS.values()) <= set(done)


def written() -> Iterator[tuple[str, str, str]]:
    """The kinds that frames write by name: file, list, kind."""
    for path in sorted(RULES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            name = LISTS.get(node.func.id)
            for given in node.keywords if name else ():
                if given.arg == "kind" and isinstance(given.value, ast.Constant):
                    yield path.name, str(name), str(given.value.value)


def test_kinds_that_frames_write_by_name_are_in_the_tables() -> None:
    told = list(written())
    assert told
    assert [one for one in told if one[2] not in kinds_of(one[1])] == []


@cache
def _lexicons() -> frozenset[str]:
    """Concepts of the lexicons, and what they are called by their attributes."""
    found: set[str] = set()
    for path in [*RULES.rglob("lexicon/*.yaml"), *RULES.rglob("near/*.yaml")]:
        for concept, entry in load_yaml(path).items():
            found.add(str(concept))
            if isinstance(entry, dict):
                found.update(map(str, (entry.get("attributes") or {}).values()))
    return frozenset(found)


@cache
def _in_code() -> frozenset[str]:
    """Every word that stands alone in quotes in the reader's code."""
    return frozenset(
        node.value
        for path in RULES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@pytest.mark.parametrize(
    "name", [one for one in TYPES if one != "requested_procedures"]
)
def test_every_kind_of_a_table_can_be_written(name: str) -> None:
    known = _lexicons() | _in_code()
    assert [kind for kind in kinds_of(name) if kind not in known] == []


def test_every_place_of_a_complaint_or_a_treatment_is_a_site() -> None:
    data: dict[str, Any] = load_yaml(RULES / "lexicon" / "symptoms.yaml")
    told = {
        str(word)
        for entry in data.values()
        if isinstance(entry, dict)
        for key, word in (entry.get("attributes") or {}).items()
        if key in ("site", "region")
    }
    for concept, entry in load_yaml(
        RULES / "lexicon" / "treatments-regions.yaml"
    ).items():
        told.add(str((entry.get("attributes") or {}).get("site", concept)))
    assert sorted(told - sites() - {"other-condition"}) == []


def test_names_of_ours_are_those_that_the_lexicon_of_signs_gives() -> None:
    told: dict[str, set[str]] = {}
    for entry in load_yaml(RULES / "lexicon" / "exam.yaml").values():
        said = entry.get("attributes") or {}
        if "name" in said:
            told.setdefault(said["kind"], set()).update(str(said["name"]).split())
    assert told == {kind: set(n) for kind, n in kind_names()["exam_findings"].items()}
