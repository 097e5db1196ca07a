"""Which kind of document could settle an open line alone; what an approval rests on.

A document settles a line alone where one of the line's minimal sets holds nothing but
criteria and waivers that ask for it.  The one that settles most lines is asked for
first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.evaluate.compile import CompiledCriterion, CompiledWaiver
from workbench.evaluate.explain import by_most, resting
from workbench.evaluate.leaf import Place, Scope
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
    criteria: Sequence[CompiledCriterion],
    waivers: Sequence[CompiledWaiver],
    scope: Scope,
    place: Place,
) -> Iterator[WouldUndo]:
    """The tests that an approvable line at a place needs and that rest thinly."""
    here = scope.at(place)
    own = [(one.criterion.id, one.rule.run(here)) for one in criteria]
    lifting = [(one.waiver, one.rule.run(scope)) for one in waivers]
    for name, one in resting(own, lifting):
        yield WouldUndo(
            criterion=name, test=one.test, because=one.because, evidence=one.evidence
        )
