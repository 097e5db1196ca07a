"""One request judged by several policies: each line by the policy that is its own.

Every policy judges the whole case, since what else is asked for bears on some
criteria; of each result only the lines of its own procedures stand.  Lines have the
same ids under every policy, so that the parts fit together; a line that no policy
covers stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workbench.evaluate.dependents import dependent_line, dependents, parents
from workbench.evaluate.lines import main_lines
from workbench.evaluate.rollup import confirm_request, request_recommendation
from workbench.policy.model import Policy
from workbench.schema.case import Case
from workbench.schema.determination import (
    Conflict,
    Determination,
    LineResult,
    Need,
    Opens,
)
from workbench.schema.review import Review

Judge = Callable[[Policy], Determination]


def evaluate_several(
    case: Case, parts: Sequence[tuple[Policy, frozenset[str]]], judge: Judge
) -> Determination:
    """The determination of a request whose procedures ``parts`` share out.

    ``judge`` applies one policy to the whole case.
    """
    owner = {kind: policy.id for policy, kinds in parts for kind in kinds}
    found = {policy.id: judge(policy) for policy, _ in parts}
    first = found[parts[0][0].id]
    mains = [
        next(
            x
            for x in found[owner.get(line.item.procedure, parts[0][0].id)].lines
            if x.id == line.id
        )
        for line in main_lines(case, parts[0][0])
    ]
    mains = [one if one.procedure in owner else _uncovered(one) for one in mains]
    lines = (*mains, *_dependents(case, parts[0][0], mains, first.final))
    own = {
        policy.id: frozenset(x.id for x in mains if owner.get(x.procedure) == policy.id)
        for policy, _ in parts
    }
    pieces = [_restricted(found[policy.id], own[policy.id]) for policy, _ in parts]
    return _joined(first, lines, mains, pieces)


def part_of(
    determination: Determination, policy: Policy, *, uncovered: bool = False
) -> Determination:
    """What one policy says of a request that several judge: its own lines alone.

    With ``uncovered`` the lines that no policy covers stand there, too.
    """
    mains = [x for x in determination.lines if x.criteria or not x.parents]
    named = (policy.id, None) if uncovered else (policy.id,)
    own = [x for x in mains if x.policy in named]
    ids = frozenset(x.id for x in own)
    following = [x for x in determination.lines if x.parents and set(x.parents) <= ids]
    known = {one.id for one in policy.waivers}
    piece = _restricted(determination, ids)
    waivers = tuple(x for x in determination.waivers if x.id in known)
    return _joined(
        determination,
        (*own, *following),
        own,
        [piece.model_copy(update={"waivers": waivers})],
    )


def pieces_of(
    review: Review, policies: Sequence[Policy]
) -> tuple[tuple[Policy, Review], ...]:
    """A review cut by policy, in the order of ``policies``, which are the review's own.

    Of one policy it stays whole; a line that no policy covers goes with the first.
    """
    if len(policies) == 1:
        return ((policies[0], review),)
    made = []
    for place, (policy, used) in enumerate(zip(policies, review.policies, strict=True)):
        own = part_of(review.determination, policy, uncovered=place == 0)
        update = {"determination": own, "policies": (used,)}
        made.append((policy, review.model_copy(update=update)))
    return tuple(made)


def _uncovered(line: LineResult) -> LineResult:
    because = "no policy covers this procedure"
    return line.model_copy(update={"policy": None, "because": because})


def _dependents(
    case: Case, policy: Policy, mains: Sequence[LineResult], final: bool
) -> list[LineResult]:
    """What follows other lines, each under the policy of the first line it follows."""
    places = main_lines(case, policy)
    results = {one.id: one.recommendation for one in mains}
    home = {one.id: one.policy for one in mains}
    made = []
    for number, item in enumerate(dependents(case), len(mains) + 1):
        followed = parents(item, places)
        made.append(
            dependent_line(
                number,
                item,
                followed,
                results,
                policy=next((home[x.id] for x in followed if home[x.id]), None)
                or policy.id,
                final=final,
            )
        )
    return made


def _restricted(found: Determination, own: frozenset[str]) -> Determination:
    """A determination with what it says of some of its lines alone."""
    return found.model_copy(
        update={
            "lines": tuple(x for x in found.lines if x.id in own),
            "conflicts": tuple(
                _conflict(x, own) for x in found.conflicts if own & set(x.lines)
            ),
            "needs": tuple(_need(x, own) for x in found.needs if own & set(x.lines)),
            "alternatives": tuple(x for x in found.alternatives if set(x.lines) <= own),
            "opens": tuple(_opens(x, own) for x in found.opens if own & set(x.lines)),
        }
    )


def _conflict(one: Conflict, own: frozenset[str]) -> Conflict:
    return one.model_copy(update={"lines": _of(one.lines, own)})


def _need(one: Need, own: frozenset[str]) -> Need:
    return one.model_copy(update={"lines": _of(one.lines, own)})


def _opens(one: Opens, own: frozenset[str]) -> Opens:
    return one.model_copy(update={"lines": _of(one.lines, own)})


def _of(lines: Sequence[str], own: frozenset[str]) -> tuple[str, ...]:
    return tuple(x for x in lines if x in own)


def _joined(
    first: Determination,
    lines: Sequence[LineResult],
    mains: Sequence[LineResult],
    pieces: Sequence[Determination],
) -> Determination:
    recommendations = [one.recommendation for one in mains]
    return Determination(
        request_date=first.request_date,
        final=first.final,
        recommendation=request_recommendation(recommendations),
        confirm_by=confirm_request(recommendations),
        lines=tuple(lines),
        waivers=tuple(dict.fromkeys(x for piece in pieces for x in piece.waivers)),
        conflicts=tuple(dict.fromkeys(x for piece in pieces for x in piece.conflicts)),
        needs=tuple(x for piece in pieces for x in piece.needs),
        alternatives=tuple(x for piece in pieces for x in piece.alternatives),
        opens=_by_document(pieces),
        summary=_summary(mains),
    )


def _by_document(pieces: Sequence[Determination]) -> tuple[Opens, ...]:
    """Kinds of document by how many lines of all parts each could settle alone."""
    lines: dict[str, list[str]] = {}
    for piece in pieces:
        for one in piece.opens:
            lines.setdefault(one.document, []).extend(one.lines)
    ranked = sorted(lines.items(), key=lambda item: -len(item[1]))
    return tuple(Opens(document=name, lines=tuple(ids)) for name, ids in ranked)


_WORDS: Mapping[str, str] = {
    "approve": "can be approved",
    "not_medically_necessary": "fail on documented facts, for the physician",
    "request_information": "open",
    "insufficient_information": "not shown in time, for the physician",
    "policy_not_applicable": "not covered by a policy",
}


def _summary(mains: Sequence[LineResult]) -> str:
    parts = []
    for recommendation, text in _WORDS.items():
        names = [x.id for x in mains if x.recommendation == recommendation]
        if names:
            parts.append(f"{', '.join(names)}: {text}")
    return "; ".join(parts)
