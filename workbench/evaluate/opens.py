"""Which kind of document could settle an open line alone; what an approval rests on.

A document settles a line alone where one of the line's minimal sets holds nothing but
criteria and waivers that ask for it.  The one that settles most lines is asked for
first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.evaluate.compile import CompiledCriterion
from workbench.evaluate.explain import by_most, undoing
from workbench.evaluate.leaf import Scope
from workbench.policy.model import Policy
from workbench.schema.determination import Opens, WouldUndo

Sets = Sequence[Sequence[str]]


def opened(policy: Policy, lines: Iterable[tuple[str, Sets]]) -> tuple[Opens, ...]:
    """Kinds of document by the open lines that each could settle alone.

    ``lines`` are ids with the minimal sets of criteria and waivers that would settle
    them.
    """
    documents: dict[str, frozenset[str]] = {}
    for criterion in policy.criteria:
        documents[criterion.id] = frozenset(criterion.documents)
    for waiver in policy.waivers:
        documents[waiver.id] = frozenset(waiver.documents)
    found: dict[str, list[str]] = {}
    for line, sets in lines:
        alone = {
            kind
            for one in sets
            if one
            for kind in frozenset.intersection(*(documents[name] for name in one))
        }
        for kind in sorted(alone):
            found.setdefault(kind, []).append(line)
    return by_most(found)


def would_undo(
    criteria: Sequence[CompiledCriterion], scope: Scope
) -> Iterator[WouldUndo]:
    """The tests that an approvable line needs and that rest on one quote, or thinly."""
    for item in criteria:
        for one in undoing([item.rule.run(scope)]):
            yield WouldUndo(
                criterion=item.criterion.id,
                test=one.test,
                because=one.because,
                evidence=one.evidence,
            )
