"""The reference of the policy language names everything, and its examples are right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from tests.docs.page import blocks
from tests.evaluate_generic.made import judged, policy
from workbench.evaluate.compile import compile_policy
from workbench.evaluate.generic.where import Answerable, Leafy, Within
from workbench.evaluate.registry import PREDICATES
from workbench.policy.loader import file_of, merged, values_of
from workbench.policy.model import COMBINERS
from workbench.policy.parameters import fill_test
from workbench.vocabulary.yaml_file import parse_yaml

DOCS = Path(__file__).parents[2] / "docs"
LANGUAGE, TESTS, SPINE = (
    (DOCS / f"policy-{name}.md").read_text(encoding="utf-8")
    for name in ("language", "tests", "spine-tests")
)
SECTIONS = {
    found[1]: found[2]
    for found in re.finditer(
        r"^## `([\w-]+)`\n(.*?)(?=^##? |\Z)", f"{TESTS}\n{SPINE}", re.M | re.S
    )
}
SHARED = set(Leafy.model_fields)
ANSWERABLE = set(Answerable.model_fields) - {"id"}
LENGTHS = set(Within.model_fields)
VALUES = values_of(merged(file_of("cervical-spine-surgery")))


def own_fields(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a test that are its own."""
    found = {}
    for key, field in model.model_fields.items():
        if (key in SHARED and issubclass(model, Leafy)) or key in ANSWERABLE:
            continue
        found[key] = field
    return found


def nested(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from nested(field.annotation)
    for inside in get_args(annotation):
        yield from nested(inside)


def choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from map(str, get_args(annotation))
    for inside in get_args(annotation):
        yield from choices(inside)


def test_every_test_has_a_section_and_no_other():
    assert set(SECTIONS) == set(PREDICATES)
    generic = {name for name, one in PREDICATES.items() if one.rule}
    assert all(f"| `{name}` |" in LANGUAGE for name in generic)


@pytest.mark.parametrize("name", PREDICATES)
def test_a_section_names_every_key_choice_and_default(name: str):
    text = SECTIONS[name]
    generic = PREDICATES[name].rule is not None
    whole = set(re.findall(r"[\w-]+", text if generic else SPINE)) | SHARED | LENGTHS
    for key, field in own_fields(PREDICATES[name].params).items():
        if generic and key == "id":
            continue
        assert f"`{key}`" in text or f"{key}:" in text, key
        for model in nested(field.annotation):
            assert set(own_fields(model)) <= whole, model
        if name != "stated":
            assert set(choices(field.annotation)) <= whole, key
        if generic or not field.is_required():
            assert default_of(field) in row_of(text, key), key


def default_of(field: Any) -> str:
    """A default as the page has it."""
    value = field.default
    if value is PydanticUndefined:
        return "needed"
    if value in (None, (), {}):
        return "none"
    if value == "":
        return '`""`'
    if isinstance(value, tuple):
        return f"`[{', '.join(value)}]`"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def row_of(text: str, key: str) -> str:
    """The row of a table that tells a key, else the whole section."""
    rows = [one for one in text.splitlines() if one.startswith("| ")]
    return next((one for one in rows if f"`{key}`" in one.split("|")[1]), text)


@pytest.mark.parametrize("name", PREDICATES)
def test_a_sections_example_is_a_test_that_the_program_takes(name: str):
    (example,) = [one for one in blocks(SECTIONS[name]) if one.language == "yaml"]
    data = parse_yaml(example.text)
    assert list(data) == [name]
    compile_policy(policy(fill_test(data, VALUES)))


def test_every_key_of_the_published_schemas_is_named():
    named = set(re.findall(r"[\w-]+", LANGUAGE + TESTS + SPINE))
    for name in ("policy", "policy-tests"):
        path = DOCS.parent / "schemas" / f"{name}.schema.json"
        schema = json.loads(path.read_text(encoding="utf-8"))
        assert set(properties(schema)) <= named
    assert set(COMBINERS) <= named


def properties(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"]
        for inside in schema.values():
            yield from properties(inside)
    elif isinstance(schema, list):
        for inside in schema:
            yield from properties(inside)


@pytest.mark.parametrize(
    ("mode", "days"), [("union", 42), ("span", 56), ("longest_consecutive", 21)]
)
def test_the_lengths_that_the_page_gives_for_each_mode_are_so(mode: str, days: int):
    courses = (("2026-01-05", "2026-01-26"), ("2026-02-09", "2026-03-02"))
    facts = [
        {"kind": "physical-therapy", "start": start, "end": end, "status": "done"}
        for start, end in courses
    ]
    for wanted, status in ((days, "met"), (days + 1, "not_met")):
        test = {"duration": {"min": {"days": wanted}, "mode": mode}}
        assert judged(test, {"treatments": facts}).status == status
    assert f"{days // 7} weeks" in row_of(SECTIONS["duration"], mode)
