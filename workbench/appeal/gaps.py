"""What the record still lacks, for the eyes of the person who files: never a letter's.

Each open or failing criterion becomes a gap with the policy's own question, who can
answer it and which document would.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.policy.model import Criterion, Policy
from workbench.schema.appeal import Gap
from workbench.schema.determination import SETTLED, CriterionResult, LineResult, Need


def gaps(
    lines: Iterable[LineResult], needs: Iterable[Need], policy: Policy
) -> tuple[Gap, ...]:
    """The gaps of these lines: what is required first, in the policy's order."""
    lines = tuple(lines)
    asked = [need for need in needs if need.required]
    order = [item.id for item in policy.criteria]
    known = {item.id: item for item in policy.criteria}
    grouped: dict[tuple[str, str, str], list[LineResult]] = {}
    results: dict[tuple[str, str, str], CriterionResult] = {}
    for line in lines:
        for item in line.criteria:
            if item.status in SETTLED:
                continue
            key = item.id, item.status, item.reason
            grouped.setdefault(key, []).append(line)
            results[key] = item
    keys = sorted(grouped, key=lambda key: order.index(key[0]))
    return tuple(_gap(results[key], grouped[key], asked, known[key[0]]) for key in keys)


def _gap(
    item: CriterionResult,
    lines: list[LineResult],
    asked: list[Need],
    criterion: Criterion,
) -> Gap:
    ids = tuple(line.id for line in lines)
    need = next(
        (one for one in asked if item.id in one.resolves and set(one.lines) & set(ids)),
        None,
    )
    ask = need.ask if need else _filled(criterion.ask, lines)
    return Gap(
        criterion=item.id,
        title=item.title,
        status=item.status,
        lines=ids,
        says=item.reason,
        ask=ask,
        who=need.who if need else criterion.who,
        documents=need.documents if need else criterion.documents,
        required=True,
    )


def _filled(ask: str, lines: list[LineResult]) -> str:
    levels = ", ".join(dict.fromkeys(line.level for line in lines if line.level))
    sides = ", ".join(dict.fromkeys(line.side for line in lines if line.side))
    filled = ask.replace("{levels}", levels or "the level treated")
    return filled.replace("{sides}", sides or "the side treated")
