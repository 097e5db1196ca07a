"""What names a column: the hash of one single test as a policy gives it.

Two policies that share a test share its column, and a changed threshold makes a new
one.  The name covers the test with its values, the precedence rules that can settle
it, and what decides which lines it is asked of.  ``engine_stamp`` covers the program's
own rules: columns of another engine are never used.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import workbench
from workbench.evaluate.answer import Rule
from workbench.evaluate.columns import leaves_of
from workbench.evaluate.compile import CompiledCriterion, CompiledPolicy
from workbench.policy.model import Policy

_ROOMS = ("evaluate", "schema", "vocabulary", "policy")


class Named(NamedTuple):
    """The columns of a policy: of each criterion, and one for each waiver."""

    criteria: tuple[tuple[str, ...], ...]
    waivers: tuple[str, ...]


def named(compiled: CompiledPolicy) -> Named:
    """The names of a policy's columns."""
    policy = compiled.policy
    around = {
        "procedures": sorted(policy.procedures),
        "region": policy.region,
        "precedence": [one.model_dump(mode="json") for one in policy.precedence],
    }
    return Named(
        tuple(_leaves(one, policy, around) for one in compiled.criteria),
        tuple(_name({"waiver": one.waiver.test, **around}) for one in compiled.waivers),
    )


def all_names(columns: Named) -> tuple[str, ...]:
    """The names of all columns of a policy."""
    return (*(name for one in columns.criteria for name in one), *columns.waivers)


def _leaves(
    one: CompiledCriterion, policy: Policy, around: dict[str, Any]
) -> tuple[str, ...]:
    tree = one.criterion.test
    return tuple(
        _name({"test": _at(tree, rule), **around}) for rule in leaves_of(one.rule)
    )


def _at(tree: Any, rule: Rule) -> dict[str, Any]:
    """The node of a policy's tree that a rule was made of."""
    steps = rule.path.split(".")[3:]
    node = tree
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    return {steps[-1]: node}


def _name(content: dict[str, Any]) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode(), digest_size=12).hexdigest()


@lru_cache(maxsize=1)
def engine_stamp() -> str:
    """A hash of the program's rules and vocabulary, as they stand on disk."""
    state = blake2b(workbench.__version__.encode(), digest_size=16)
    home = Path(workbench.__file__).parent
    for room in _ROOMS:
        for file in sorted((home / room).rglob("*")):
            if file.suffix in (".py", ".yaml"):
                state.update(file.name.encode() + b"\0" + file.read_bytes())
    return state.hexdigest()
