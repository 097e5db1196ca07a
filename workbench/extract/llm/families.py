"""Families of facts: what one small question asks for, and on which sections.

The table is data (``families.yaml``).  A family's answer class holds only its lists, so
its schema is small; the family "all" is the whole answer in one question.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, create_model

from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.strict import strict_schema
from workbench.extract.rules.layout.headings import guessed_role
from workbench.extract.rules.model import DocumentView, Role
from workbench.schema.base import Model, parse_data
from workbench.schema.case import FACT_LISTS, FactList
from workbench.schema.packet import Document
from workbench.vocabulary.yaml_file import load_yaml

ALL = "all"
_FILE = Path(__file__).with_name("families.yaml")
_EVERYWHERE: tuple[Role, ...] = ("other", "header")
_NOWHERE: tuple[Role, ...] = ("family", "policy", "template", "precautions")


class Family(Model):
    """The lists asked for together, and the section roles they are asked on."""

    name: str
    lists: tuple[FactList, ...]
    roles: tuple[str, ...]


@cache
def families() -> dict[str, Family]:
    """Every family by its name; "all" asks for everything everywhere."""
    data = cast("dict[str, Any]", load_yaml(_FILE))
    found = {
        name: parse_data(Family, entry | {"name": name}, where=f"{_FILE.name}: {name}")
        for name, entry in data.items()
    }
    missing = set(FACT_LISTS) - {one for item in found.values() for one in item.lists}
    if missing:
        raise ValueError(f"no family asks for {sorted(missing)}")
    return {ALL: Family(name=ALL, lists=FACT_LISTS, roles=()), **found}


def family_of(name: FactList) -> Family:
    """The small family that asks for a list."""
    return next(
        item for item in families().values() if item.name != ALL and name in item.lists
    )


@cache
def answer_class(lists: tuple[FactList, ...]) -> type[BaseModel]:
    """The answer that holds exactly these lists, in their fixed order."""
    if lists == FACT_LISTS:
        return DocumentFacts
    fields: dict[str, Any] = {
        name: (DocumentFacts.model_fields[name].annotation, ...)
        for name in FACT_LISTS
        if name in lists
    }
    return create_model(
        f"Facts{len(fields)}", __base__=DocumentFacts.__base__, **fields
    )


@cache
def sent_schema(lists: tuple[FactList, ...], most: int | None = None) -> dict[str, Any]:
    """The schema of that answer as it is sent; made once, it is the same for all.

    ``most`` bounds every list of facts, for models that would run on without end.
    """
    schema = strict_schema(answer_class(lists), bounded=most is not None)
    if most is not None:
        _bound(schema, most)
    return schema


def _bound(node: Any, most: int) -> None:
    if isinstance(node, list):
        for item in node:
            _bound(item, most)
    if isinstance(node, dict):
        items = node.get("items")
        if isinstance(items, dict) and str(items.get("$ref", "")).endswith("Item"):
            node["maxItems"] = most
        for item in node.values():
            _bound(item, most)


def shown_lines(document: Document, view: DocumentView, family: Family) -> set[int]:
    """Numbers of the lines that a family is asked on, by the role of their section."""
    if family.name == ALL:
        return {line.number for line in document.lines}
    chosen: set[int] = set()
    whole = True
    for section in view.sections:
        wanted = section.role in family.roles or section.role in _EVERYWHERE
        wanted = wanted or guessed_role(section.title) is None  # nobody knows it
        if wanted and section.role not in _NOWHERE:
            first = view.source.line_index(section.start)
            last = view.source.line_index(max(section.end - 1, section.start))
            chosen |= {document.lines[at].number for at in range(first, last + 1)}
        else:
            whole = False
    if whole and not chosen:
        return {line.number for line in document.lines}
    filled = {line.number for line in document.lines if line.text.strip()}
    return chosen if chosen & filled else set()
