"""A policy's test in words: what it asks, which facts it reads, what silence means."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from workbench.evals.committee.leaves import reads, says
from workbench.evals.committee.silence import Silence
from workbench.evals.committee.values import listed, one, pairs, word, words
from workbench.evaluate.registry import PREDICATES
from workbench.policy.tree import Steps, dotted
from workbench.vocabulary.names import name_of

_OF_THE_REQUEST = frozenset({"age", "age-at-least", "request", "levels-within"})
"""Tests that read no record: their answer to a bare request is no word on silence."""
_TABLE = 8
"""A parameter of so many values or more is told once, in a table of its own."""


class Told(NamedTuple):
    """What the words are made with.

    ``silence`` is what the rules answer to a bare request, ``beside`` the same where a
    document of a kind is there; ``tables`` are the parameters told in a table.
    """

    silence: Silence | None = None
    beside: Mapping[str, Silence] = {}
    tables: frozenset[str] = frozenset()


PLAIN = Told()
"""Words without a word on silence."""


class Node(NamedTuple):
    """One node in words; ``parts`` are those below a combination."""

    says: str
    reads: str = ""
    silent: str = ""
    settled_by: str = ""
    parts: tuple[Node, ...] = ()


def in_words(
    test: dict[str, Any],
    steps: Steps = (),
    told: Told = PLAIN,
    raw: Any = None,
) -> Node:
    """A test tree, parameters filled in, in words.

    ``steps`` is its place in the policy; ``raw`` the same tree with parameters as names.
    """
    ((name, value),) = test.items()
    inside = (*steps, name)
    own = raw.get(name) if isinstance(raw, dict) else None
    if name in ("all", "any", "at_least"):
        return _several(name, value, inside, told, own)
    if name == "not":
        part = in_words(value, inside, told, own)
        return Node("This must not be so", parts=(part,))
    if name in ("pathway", "for_each"):
        below = own.get("test") if isinstance(own, dict) else None
        part = in_words(value["test"], (*inside, "test"), told, below)
        return Node(_head(name, value), parts=(part,))
    return _leaf(name, value, inside, told, own)


def _head(name: str, value: dict[str, Any]) -> str:
    if name == "pathway":
        return f"{value['title']} ({value['id']})"
    places = {"item": "line of the request", "level": "level of the line"}
    place = places.get(value["over"], f"{value['over']} of the line")
    every = {
        "all": f"For every {place}",
        "any": f"For any {place}",
        "per-item": f"For each {place} by itself",
    }
    return every[value["need"]]


def _several(name: str, value: Any, inside: Steps, told: Told, raw: Any) -> Node:
    listing = name == "at_least"
    below = value["of"] if listing else value
    inside = (*inside, "of") if listing else inside
    raws = raw.get("of") if listing and isinstance(raw, dict) else raw
    rows = raws if isinstance(raws, list) else [None] * len(below)
    head = {"all": "All of these", "any": "Any one of these"}.get(name)
    return Node(
        head or f"At least {one(value['n'])} of these",
        parts=tuple(
            in_words(part, (*inside, place), told, rows[place])
            for place, part in enumerate(below)
        ),
    )


def _leaf(
    name: str, value: dict[str, Any], inside: Steps, told: Told, raw: Any
) -> Node:
    predicate = PREDICATES.get(name)
    if predicate is None:
        return Node(name)
    silent = _silent(name, value, dotted(inside), told)
    if predicate.rule is None:
        return Node(_described(name), _own(value, raw, told.tables), silent)
    return Node(
        says(name, value), reads(name, value), silent, words(value.get("settle"))
    )


def _silent(name: str, value: dict[str, Any], path: str, told: Told) -> str:
    """What the test answers where the record is silent; empty for the usual."""
    if told.silence is None or name in _OF_THE_REQUEST:
        return ""
    if value.get("list") in ("requested_procedures", ["requested_procedures"]):
        return ""
    usual = told.silence.of_test(path)
    said = "" if told.silence.is_usual(path) else usual
    for kind in value.get("closed_world_in") or ():
        if kind in told.beside:
            then = told.beside[kind].of_test(path)
            said = f"{then}, where there is a {name_of(kind)} that does not say it; else {usual}"
    return said


def _described(name: str) -> str:
    """What a test of its own does, as its code says it."""
    predicate = PREDICATES[name]
    module = inspect.getmodule(predicate.test)
    text = (module.__doc__ if module else None) or inspect.getdoc(predicate.test) or ""
    return f"{name}: {' '.join(text.replace('``', '').split())}"


def _own(value: dict[str, Any], raw: Any, tables: frozenset[str]) -> str:
    """The parameters of a test of its own; a table only by its name."""
    given = raw if isinstance(raw, dict) else {}
    return "; ".join(_parameters(value, given, tables))


def _parameters(
    value: dict[str, Any], raw: dict[str, Any], tables: frozenset[str]
) -> Iterator[str]:
    for key, item in value.items():
        said, name = word(key), raw.get(key)
        if isinstance(name, str) and name[1:] in tables:
            yield f"{said}: the table {name[1:]}"
        elif isinstance(item, dict) and isinstance(name, dict):
            inner = _parameters(item, name, tables)
            yield from (f"{said}, {one_}" for one_ in inner)
        else:
            yield from pairs(item, (said,))


def is_table(value: Any) -> bool:
    """Whether a parameter's value is too long for a line."""
    return isinstance(value, dict | list) and (
        isinstance(value, dict)
        or any(isinstance(item, dict | list) for item in value)
        or len(value) >= _TABLE
    )


def table_rows(value: Any) -> list[tuple[str, str]]:
    """A table of a policy as rows: what, and its words."""
    if isinstance(value, dict):
        return [(word(key), listed(item)) for key, item in value.items()]
    if any(isinstance(item, dict) for item in value):
        return [
            (
                str(item.get("id", number)).replace("-", " "),
                listed({key: own for key, own in item.items() if key != "id"}),
            )
            for number, item in enumerate(value, 1)
        ]
    return [("", words(value))]
