"""What readers can report: kinds and fields of the model's answer form and the lexicons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

from workbench.evals.policies.words import kinds_of

_RULES = Path(__file__).resolve().parents[2] / "extract" / "rules"


def words_of(value: Any) -> tuple[str, ...]:
    """One word or several."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(one for one in value if isinstance(one, str))
    return ()


@cache
def modelled(name: str) -> frozenset[str]:
    """The kinds of a list that the model's answer form offers."""
    item = _items().get(name)
    if item is None:
        return frozenset()
    annotation = item.model_fields["kind"]
    schema = annotation.json_schema_extra
    words = schema.get("enum", ()) if isinstance(schema, dict) else ()
    for part in annotation.metadata:
        extra = getattr(part, "json_schema_extra", None)
        words = words or (extra or {}).get("enum", ())
    return (
        frozenset(str(word) for word in words) if words else frozenset(kinds_of(name))
    )


@cache
def offered(name: str) -> frozenset[str]:
    """The fields of a list's facts that the model's answer form offers."""
    item = _items().get(name)
    return frozenset(item.model_fields) if item else frozenset()


@cache
def _items() -> dict[str, Any]:
    from workbench.extract.llm import answer

    found = {}
    for name, info in answer.DocumentFacts.model_fields.items():
        for part in _inside(info.annotation):
            if isinstance(part, type) and hasattr(part, "model_fields"):
                found[name] = part
    for part in _inside(found["imaging_studies"].model_fields["findings"].annotation):
        if isinstance(part, type) and hasattr(part, "model_fields"):
            found["imaging_findings"] = part
    return found


def _inside(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _inside(part)


@cache
def in_rules(word: str) -> bool:
    """Whether the rules reader names a kind or a field: in a lexicon or in a frame."""
    return word in _rules_words()


@cache
def _rules_words() -> frozenset[str]:
    found: set[str] = set()
    pattern = re.compile(r"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*")
    for path in _RULES.rglob("*"):
        if path.suffix in (".py", ".yaml"):
            found.update(pattern.findall(path.read_text(encoding="utf-8")))
    return frozenset(found)


@cache
def read_as(words: str) -> tuple[str, ...]:
    """The kinds of procedure that the rules reader makes of some words."""
    from workbench.extract.rules.frames.operations.procedures import operations
    from workbench.extract.rules.frames.sessions.document import own_kind

    found = [(own_kind(one), one.kind) for one in operations(words)]
    return tuple(own or kind for own, kind in found if kind != "other")
