"""Whether the facts of a unit test are spelled as facts are: their keys and kinds.

A kind that no fact has would make a test that silently tests nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.errors import InputError
from workbench.evals.policies.words import OF_A_DOCUMENT, TYPES, kinds_of, nearest
from workbench.schema.case import FactList


def check_facts(
    lists: Mapping[FactList, Sequence[Mapping[str, Any]]], *, where: str
) -> None:
    """Raise InputError, with the nearest word, for a key or a kind that is none."""
    for name, facts in lists.items():
        for number, fact in enumerate(facts, 1):
            _check(name, f"{name} {number}", fact, where)
            for place, finding in enumerate(fact.get("findings") or (), 1):
                at = f"{name} {number}: finding {place}"
                _check("imaging_findings", at, finding, where)


def _check(name: str, at: str, fact: Mapping[str, Any], where: str) -> None:
    known = {*TYPES[name].model_fields, *OF_A_DOCUMENT}
    for key in fact:
        if key not in known:
            raise InputError(
                f"{at}: {key!r} is no key of {name}",
                where=where,
                fix=nearest(key, known, name),
            )
    kind = fact.get("kind")
    if isinstance(kind, str) and kind not in kinds_of(name):
        raise InputError(
            f"{at}: {kind!r} is no kind of {name}",
            where=where,
            fix=nearest(kind, kinds_of(name), name),
        )
