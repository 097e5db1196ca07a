"""The published schema of policies knows every test and its keys."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from workbench.evaluate.registry import PREDICATES
from workbench.vocabulary.yaml_file import load_yaml

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "policy.schema.json").read_text())
NODE = {"$ref": "#/$defs/TestNode", "$defs": SCHEMA["$defs"]}


def test_every_test_has_a_branch():
    assert set(PREDICATES) <= set(SCHEMA["$defs"]["TestNode"]["properties"])


@pytest.mark.parametrize(
    ("node", "right"),
    [
        ({"fact": {"list": "symptoms", "kind": ["pain"]}}, True),
        ({"fact": {"list": "$lists", "kind": "$kinds"}}, True),
        ({"fact": {"list": "symptoms", "kinds": ["pain"]}}, False),
        ({"fact": {"kind": "pain"}}, False),
        ({"at_least": {"n": 2, "of": [{"age": {"at_least": 1}}]}}, True),
        ({"for_each": {"over": "moon", "need": "all", "test": {"age": {}}}}, False),
        ({"duration": {"min": {"weeks": 6}, "mode": "span"}}, True),
        ({"duration": {"min": {"weeks": 6}, "mode": "spam"}}, False),
    ],
)
def test_the_keys_of_a_test_are_checked(node, right):
    assert jsonschema.Draft202012Validator(NODE).is_valid(node) is right


@pytest.mark.parametrize("path", sorted((ROOT / "policies").glob("*.yaml")), ids=str)
def test_shipped_policies_are_valid_in_an_editor(path):
    data = json.loads(json.dumps(load_yaml(path), default=str))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
