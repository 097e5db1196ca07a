"""Published schemas: current, closed, and true to the models."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from workbench.published import schema_files

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


@pytest.mark.parametrize("name", sorted(schema_files()))
def test_a_published_schema_is_what_the_models_say(name: str) -> None:
    published = (SCHEMAS / name).read_text(encoding="utf-8")

    assert published == schema_files()[name], "run: workbench schemas"


def test_no_schema_stands_without_a_model() -> None:
    assert {path.name for path in SCHEMAS.glob("*.json")} == set(schema_files())


@pytest.mark.parametrize("name", sorted(schema_files()))
def test_a_published_schema_is_valid(name: str) -> None:
    schema = json.loads(schema_files()[name])

    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
