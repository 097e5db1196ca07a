"""A JSON schema that strict structured output accepts, made from a pydantic model.

Strict endpoints want every property required, closed objects, no defaults and none of
the keywords below; local servers drop what they do not know without a word.  So the
schema sent holds only what all of them enforce, and pydantic checks the rest.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

_DROPPED = frozenset(
    {
        "default",
        "title",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "uniqueItems",
        "pattern",
        "format",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
    }
)
FORBIDDEN = _DROPPED | {"oneOf", "allOf", "prefixItems", "discriminator", "not"}
"""Keywords that no sent schema may hold."""


BOUNDS = frozenset({"maxLength", "maxItems"})
"""Keywords that keep a small local model from running on; hosted ones need none."""


def strict_schema(model: type[BaseModel], *, bounded: bool = False) -> dict[str, Any]:
    """The model's JSON schema, rewritten for strict mode; ``bounded`` keeps bounds."""
    dropped = _DROPPED - BOUNDS if bounded else _DROPPED
    schema: dict[str, Any] = _rewrite(model.model_json_schema(), dropped)
    return schema


def _rewrite(node: Any, dropped: frozenset[str], *, names: bool = False) -> Any:
    """Rewrite a schema node; under ``names`` the keys are property names."""
    if isinstance(node, list):
        return [_rewrite(item, dropped) for item in node]
    if not isinstance(node, dict):
        return node
    if names:
        return {key: _rewrite(value, dropped) for key, value in node.items()}
    kept = {
        key: _rewrite(value, dropped, names=key in ("properties", "$defs"))
        for key, value in node.items()
        if key not in dropped
    }
    if kept.get("type") == "object":
        kept["additionalProperties"] = False
        # In the order of the properties: quotes come before the labels that they prove.
        kept["required"] = list(kept.get("properties", {}))
    return kept


def faults(schema: Any, path: str = "$") -> list[str]:
    """What in a schema strict mode refuses, as paths; empty when nothing does."""
    found: list[str] = []
    if isinstance(schema, list):
        for index, item in enumerate(schema):
            found += faults(item, f"{path}[{index}]")
    if not isinstance(schema, dict):
        return found
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        if schema.get("additionalProperties") is not False:
            found.append(f"{path}: open object")
        if set(schema.get("required", ())) != set(properties):
            found.append(f"{path}: a property is not required")
    for key, value in schema.items():
        if key in FORBIDDEN:
            found.append(f"{path}.{key}")
        if key in ("properties", "$defs"):
            for name, item in value.items():
                found += faults(item, f"{path}.{key}.{name}")
        else:
            found += faults(value, f"{path}.{key}")
    return found
