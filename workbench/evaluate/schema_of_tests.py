"""The JSON Schema of a test node: one branch for each combination and each test.

Published inside ``schemas/policy.schema.json``, so that an editor completes the keys of
every test.  A value may everywhere be the name of a parameter (``$name``).
"""

from __future__ import annotations

from typing import Any

from workbench.evaluate.registry import PREDICATES
from workbench.policy.model import NEED, OVER

NAME: dict[str, Any] = {"type": "string", "pattern": r"^\$[a-z0-9-]+$"}
_NODE = {"$ref": "#/$defs/TestNode"}


def node_schema() -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of a node, and the definitions that it refers to."""
    definitions: dict[str, Any] = {}
    branches = _combinations()
    for name, predicate in sorted(PREDICATES.items()):
        schema = predicate.params.model_json_schema(ref_template="#/$defs/" + "{model}")
        for key, value in schema.pop("$defs", {}).items():
            definitions[key] = _open_to_names(value)
        branches[name] = {"anyOf": [NAME, _open_to_names(schema)]}
    node = {
        "type": "object",
        "title": "TestNode",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
        "properties": branches,
    }
    return node, definitions


def _combinations() -> dict[str, Any]:
    several = {"type": "array", "items": _NODE, "minItems": 1}
    return {
        "all": several,
        "any": several,
        "not": _NODE,
        "at_least": _closed(
            {"n": {"anyOf": [NAME, {"type": "integer", "minimum": 1}]}, "of": several}
        ),
        "for_each": _closed(
            {"over": {"enum": list(OVER)}, "need": {"enum": list(NEED)}, "test": _NODE}
        ),
        "pathway": _closed(
            {"id": {"type": "string"}, "title": {"type": "string"}, "test": _NODE}
        ),
    }


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _open_to_names(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with each property also open to the name of a parameter."""
    if "properties" not in schema:
        return schema
    done = dict(schema)
    done["properties"] = {
        key: {"anyOf": [NAME, _items_open(value)]}
        for key, value in schema["properties"].items()
    }
    return done


def _items_open(value: dict[str, Any]) -> dict[str, Any]:
    """A list's items and a mapping's values may be names too."""
    done = dict(value)
    for key in ("items", "additionalProperties"):
        if isinstance(done.get(key), dict):
            done[key] = {"anyOf": [NAME, _items_open(done[key])]}
    return done
