"""The trace of an answer: every node with its value, its bounds and its facts.

``full`` keeps every node; ``decisive`` only those that make the result what it is: for
a met node the met parts, for a failed one the failed parts, for an open one what is
open.  ``lower`` is whether a node is met even if every unknown goes against it,
``upper`` whether it can still be met if every unknown goes well.
"""

from __future__ import annotations

from typing import Any, Literal

from workbench.evaluate.answer import CONFLICT, MET, NA, NOT_MET, OPEN, STATUS, Answer
from workbench.evaluate.bulk import Verdict
from workbench.evaluate.generic.precedence import Settled
from workbench.evaluate.leaf import Scope
from workbench.schema.base import Model
from workbench.schema.determination import Status

Mode = Literal["decisive", "full"]


class TraceNode(Model):
    """One node of a trace.

    ``id`` is its place in the policy, ``test`` its key there; ``settled_by`` names the
    precedence rule that settled a contradiction in it, ``rule_version`` the version of
    the policy that the rule stands in.
    """

    id: str
    test: str
    value: Status
    lower: bool
    upper: bool
    reason: str = ""
    facts: tuple[str, ...] = ()
    settled_by: str | None = None
    rule_version: str = ""
    parts: tuple[TraceNode, ...] = ()


def trace(
    answer: Answer, scope: Scope, mode: Mode = "full", version: str = ""
) -> TraceNode:
    """The trace of an answer, put in words at the place of the scope."""
    code, rule = answer[0], answer[1]
    parts: tuple[TraceNode, ...] = ()
    facts: tuple[str, ...] = ()
    reason, settled = "", None
    if rule.children:
        below = answer[2] if mode == "full" else decisive(answer)
        parts = tuple(trace(part, scope, mode, version) for part in below)
    else:
        facts = tuple(dict.fromkeys(fact.id for fact in (*answer[2], *answer[3])))
        reason = rule.leaf(answer, scope).reason
        detail = answer[5]
        settled = detail.rule if isinstance(detail, Settled) else None
    return TraceNode(
        id=rule.path,
        test=rule.label or rule.name,
        value=STATUS[code],
        lower=code in (MET, NA),
        upper=code != NOT_MET,
        reason=reason,
        facts=facts,
        settled_by=settled,
        rule_version=version,
        parts=parts,
    )


def decisive(answer: Answer) -> list[Answer]:
    """The parts that make a combination's value what it is."""
    code, rule, parts = answer[0], answer[1], answer[2]
    if rule.name == "not":
        return list(parts)
    if code in (OPEN, CONFLICT):
        return [part for part in parts if part[0] in (OPEN, CONFLICT)]
    return [part for part in parts if part[0] == code]


def compact(answer: Answer) -> tuple[Any, ...]:
    """The answer as nested rows for storing: id, value, fact ids or parts."""
    code, rule, below = answer[:3]
    if rule.children:
        return rule.path, code, [compact(part) for part in below]
    return rule.path, code, [fact.id for fact in below + answer[3]]


def trace_bytes(verdict: Verdict) -> bytes:
    """The whole trace of a verdict as JSON bytes, to be kept in a store."""
    import msgspec

    lines = [
        [line.spot.id, line.recommendation, [compact(one) for one in line.answers]]
        for line in verdict.lines
    ]
    return msgspec.json.encode([lines, [compact(one) for one in verdict.waivers]])
