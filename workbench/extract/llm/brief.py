"""Brief questions, for small models: what one family needs on these lines, no more.

A fact stands only when its quotes name its kind (``kind_check``).  So a kind that no
word or code of the lines names could not stand, need not be asked for, and a family
none of whose kinds is named is not asked at all.  Lists, quotes and strings are
bounded, and the answer may be no longer than the largest value that its schema allows.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from math import ceil
from typing import Any, get_args

from workbench.content import expressions as re
from workbench.extract.llm.families import answer_class, sent_schema
from workbench.extract.llm.kind_check import named
from workbench.extract.rules.frames.told.icd10 import kind_of_code
from workbench.schema.case import FactList
from workbench.schema.packet import Line
from workbench.vocabulary import procedures

Named = tuple[tuple[str, tuple[str, ...]], ...]
"""Lists (findings of a study apart) with the kinds that words of the lines name."""
_FINDINGS = "imaging_findings"
_CODE = re.compile(r"\b(?:[A-TV-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?|\d{5}|[A-V]\d{4})\b")
_QUOTES, _LINES, _STUDIES, _NAME = 2, 3, 2, 48
_SHORTEST_QUOTE = 60
_LETTERS = 3.0
"""Characters of JSON per token, low: an answer must not be cut off for want of one."""


def named_kinds(lists: Sequence[FactList], lines: Sequence[Line]) -> Named:
    """What of these lists the lines may hold; empty where nothing is named.

    A study may stand in a heading above, so its kinds are all offered where a finding
    is named.  "other" is offered beside a named kind alone.
    """
    text = " \n ".join(line.text for line in lines)
    found: dict[str, tuple[str, ...]] = {}
    for name in lists:
        kinds = _allowed(name)
        held = set(named(name, text)) | _coded(name, text)
        if name == "imaging_studies":
            inner = [k for k in _allowed(_FINDINGS) if k in named(_FINDINGS, text)]
            if inner:
                found[_FINDINGS] = tuple(inner)
                held = held & set(kinds) or set(kinds)
        kept = tuple(kind for kind in kinds if kind in held and kind != "other")
        if kept:
            found[name] = (*kept, "other") if "other" in kinds else kept
    return tuple(found.items())


def asked(kinds: Named) -> tuple[FactList, ...]:
    """The lists of the answer: those with a named kind."""
    return tuple(name for name, _ in kinds if name != _FINDINGS)  # type: ignore[misc]


def brief_schema(kinds: Named, lines: Sequence[Line], most: int) -> dict[str, Any]:
    """The schema sent: kinds as named, every list and string bounded by the lines."""
    schema = copy.deepcopy(sent_schema(asked(kinds), most))
    parts = schema["$defs"]
    for name, allowed in kinds:
        parts[_item(name)]["properties"]["kind"]["enum"] = list(allowed)
    longest = max((len(line.text) for line in lines), default=0)
    quote = parts["Quote"]["properties"]
    full = quote["text"]["maxLength"]
    quote["text"]["maxLength"] = min(max(longest, _SHORTEST_QUOTE), full)
    quote["lines"]["maxItems"] = _LINES
    for part in parts.values():
        part.pop("description", None)
        for key, value in part["properties"].items():
            if key == "quotes":
                value["maxItems"] = min(_QUOTES, most)
            if part is not parts["Quote"]:
                _short(value)
    if "imaging_studies" in schema["properties"]:
        schema["properties"]["imaging_studies"]["maxItems"] = min(_STUDIES, most)
    if _FINDINGS not in dict(kinds) and "StudyItem" in parts:
        parts["StudyItem"]["properties"]["findings"]["maxItems"] = 0
    return schema


def answer_tokens(schema: dict[str, Any]) -> int:
    """Tokens of the largest value that a bounded schema allows, roughly."""
    return ceil(_size(schema, schema.get("$defs", {})) / _LETTERS)


def _size(node: dict[str, Any], parts: dict[str, Any]) -> int:
    """Characters of the largest value of a schema node."""
    if "$ref" in node:
        return _size(parts[node["$ref"].rsplit("/", 1)[-1]], parts)
    if "anyOf" in node:
        return max(_size(one, parts) for one in node["anyOf"])
    if "enum" in node:
        return max(len(str(one)) for one in node["enum"]) + 2
    if node.get("type") == "array":
        return 2 + int(node.get("maxItems", 1)) * (_size(node["items"], parts) + 2)
    if node.get("type") == "object":
        fields = node["properties"].items()
        return 2 + sum(len(key) + 6 + _size(one, parts) for key, one in fields)
    return int(node.get("maxLength", 8)) + 2


def _short(node: Any) -> None:
    """Bound every string of a field to a few words."""
    if isinstance(node, list):
        for one in node:
            _short(one)
    if isinstance(node, dict):
        if node.get("type") == "string" and "enum" not in node:
            node["maxLength"] = min(node.get("maxLength", _NAME), _NAME)
        if node.get("type") == "array" and "$ref" not in node.get("items", {}):
            node["maxItems"] = min(node.get("maxItems", _LINES), _LINES)
        for one in node.values():
            _short(one)


@cache
def _coded_kinds() -> dict[str, frozenset[str]]:
    """Procedure kinds by code number."""
    table = procedures()
    found: dict[str, set[str]] = {}
    for kind, one in table.procedures.items():
        for code in one.codes:
            found.setdefault(code, set()).add(kind)
    for kind, part in table.dependents.items():
        for code in part.codes:
            found.setdefault(code, set()).add(kind)
    return {code: frozenset(held) for code, held in found.items()}


def _coded(name: str, text: str) -> set[str]:
    """Kinds that codes in the text name."""
    codes = [match.group() for match in _CODE.finditer(text)]
    if name == "requested_procedures":
        known = _coded_kinds()
        return {kind for code in codes for kind in known.get(code, ())}
    if name == "diagnoses":
        return {kind for code in codes if (kind := kind_of_code(code))}
    return set()


def _item(name: str) -> str:
    """The name of a list's items in a schema."""
    if name == _FINDINGS:
        return "FindingItem"
    return _item_class(name).__name__


@cache
def _item_class(name: str) -> type[Any]:
    field = answer_class((name,)).model_fields[name]
    made: type[Any] = get_args(field.annotation)[0]
    return made


@cache
def _allowed(name: str) -> tuple[str, ...]:
    """The kinds that a list may hold."""
    whole = sent_schema(("imaging_studies",) if name == _FINDINGS else (name,))
    kinds: list[str] = whole["$defs"][_item(name)]["properties"]["kind"]["enum"]
    return tuple(kinds)
