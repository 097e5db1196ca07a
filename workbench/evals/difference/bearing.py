"""Facts made for a test: what would bear on it, read off the selector that it gives.

A policy without unit tests still needs cases to start from.  For each generic test a
fact is made that fits its selector: the first kind, the level of the line, every field
that the selector names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.errors import InputError
from workbench.evals.difference.grid import Leaf
from workbench.evals.policy_tests import compact_case
from workbench.evaluate.registry import PREDICATES
from workbench.policy.cases import PolicyTest, PolicyTestFile
from workbench.policy.model import Policy
from workbench.schema.base import parse_data
from workbench.schema.case import FACT_LISTS, Case
from workbench.vocabulary import kinds, procedures

_LEVELS = {"cervical": "C5-6", "thoracic": "T7-8", "lumbar": "L4-5"}
_SEGMENTS = {"cervical": "C5", "thoracic": "T7", "lumbar": "L4"}
_COPIED = (
    "site",
    "location",
    "name",
    "detail",
    "status",
    "result",
    "response",
    "indicates",
    "reader",
    "section",
    "speaker",
    "setting",
    "by",
    "phase",
    "approach",
    "guidance",
    "sedation",
    "function",
)
_LISTED = ("about", "codes", "agents")
_FLAGS = ("contrast", "supervised")
Facts = dict[str, list[dict[str, Any]]]


def starting(
    policy: Policy, tests: Sequence[Leaf], procedure: str, request: dt.date
) -> Iterator[Case]:
    """Cases of one request: bare, with a fact for each test, and with all of them."""
    head: Facts = {"requested_procedures": [_asked(policy, procedure)]}
    yield from _made(head)
    level = str(head["requested_procedures"][0].get("level", ""))
    whole: Facts = dict(head)
    for leaf in tests:
        facts = _facts(leaf, level or None, request)
        if facts:
            yield from _made({**head, **facts})
            yield from _twice(head, facts, leaf, request)
            for name, some in facts.items():
                whole[name] = [*whole.get(name, []), *some]
    yield from _made(whole)


def _twice(head: Facts, facts: Facts, leaf: Leaf, request: dt.date) -> Iterator[Case]:
    """Two of a thing where it matters which of them counts, on two days."""
    name, value = leaf
    if name not in ("relief", "measure", "count", "sequence") or "change" in value:
        return
    for key, some in facts.items():
        days = [(request - dt.timedelta(days=ago)).isoformat() for ago in (60, 20)]
        both = [{**fact, "date": day} for fact in some for day in days]
        yield from _made({**head, key: both})


def bare_request(policy: Policy, procedure: str) -> Case:
    """A case that asks for one procedure and says nothing else."""
    (case,) = _made({"requested_procedures": [_asked(policy, procedure)]})
    return case


def _asked(policy: Policy, procedure: str) -> dict[str, Any]:
    """A request for a procedure at a place that it can be at."""
    entry = procedures().procedures.get(procedure)
    unit = entry.unit if entry else None
    asked: dict[str, Any] = {"kind": procedure}
    if unit == "segment":
        asked["site"] = _SEGMENTS.get(policy.region, "L4")
    elif unit != "request":
        asked["level"] = _LEVELS.get(policy.region, "L4-5")
    return asked


def _made(facts: Facts) -> Iterator[Case]:
    """The case of some facts; nothing where they are no facts of the model."""
    data = {"name": "made", "facts": facts, "expect": {}}
    try:
        test = parse_data(PolicyTest, data, where="made")
        file = PolicyTestFile(policy="made", tests=(test,))
        yield compact_case(file, test, where="made")
    except InputError:
        return


def _facts(leaf: Leaf, level: str | None, request: dt.date) -> Facts:
    """The facts that a generic test looks for; none for a test of its own."""
    name, value = leaf
    if not isinstance(value, dict):
        return {}
    first = _first(value.get("list"))
    first = first or _usual(name)
    if first is None:
        return {}
    fact = _fact(name, value, first, request)
    if value.get("level") in ("line", "adjacent") and level:
        fact["level"] = level
    if value.get("side") in ("left", "right"):
        fact["side"] = value["side"]
    if first == "imaging_findings":
        study = _first(value.get("study")) or "mri"
        day = (request - dt.timedelta(days=20)).isoformat()
        return {"imaging_studies": [{"kind": study, "date": day, "findings": [fact]}]}
    if first == "requested_procedures" or first not in FACT_LISTS:
        return {}
    return {first: [fact]}


def _usual(name: str) -> str | None:
    """The list that a test looks at where it names none."""
    known = PREDICATES.get(name)
    field = known.params.model_fields.get("list") if known else None
    return _first(list(field.default)) if field and field.default else None


def _fact(
    name: str, value: dict[str, Any], first: str, request: dt.date
) -> dict[str, Any]:
    kind = _first(value.get("kind")) or next(iter(getattr(kinds(), first, ())), "other")
    fact: dict[str, Any] = {"kind": kind}
    for key in _COPIED:
        own = _first(value.get(key))
        if own is not None:
            fact[key] = own
    for key in _LISTED:
        if value.get(key):
            fact[key] = [str(_first(value[key]))]
    for key in _FLAGS:
        if value.get(key) is not None:
            fact[key] = value[key]
    if first != "imaging_findings":
        fact["date"] = (request - dt.timedelta(days=20)).isoformat()
    fact.update(_own(name, value, request))
    return fact


def _own(name: str, value: dict[str, Any], request: dt.date) -> dict[str, Any]:
    """What a test of a kind asks of the fact itself."""
    if name == "measure":
        given = [value.get(k) for k in ("at_least", "at_most", "over", "under")]
        limit = next((one for one in given if isinstance(one, int | float)), 1)
        unit = str(value.get("unit", ""))
        return {"value": limit, "unit": "/10" if unit == "points" else unit}
    if name == "grade":
        return {"severity": _first(value.get("accepted")) or "severe"}
    if name == "duration":
        start = request - dt.timedelta(days=80)
        end = request - dt.timedelta(days=10)
        return {"start": start.isoformat(), "end": end.isoformat(), "status": "done"}
    if name == "onset":
        return {"start": (request - dt.timedelta(days=80)).isoformat()}
    if name == "relief":
        return {"relief": {"low": 60, "high": 60}}
    return {}


def _first(value: Any) -> Any:
    if isinstance(value, list):
        return value[0] if value else None
    return value if isinstance(value, str) else None
