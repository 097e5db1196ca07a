"""Many cases against one policy: statuses, recommendation and trace, nothing in words.

The same rules as in a single evaluation are run; what is left out is the wording and
the lists for people (needs, conflicts, alternatives).  A case may be a ``Case`` or one
decoded for bulk work (``workbench.evaluate.lean``).  The answers are the trace; turn
them to bytes at once (``workbench.evaluate.trace``) where they are kept, since a
growing heap of traces costs more than the evaluation.
"""

from __future__ import annotations

from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from workbench.evaluate.answer import CONFLICT, MET, NA, NOT_MET, OPEN, Answer, Run
from workbench.evaluate.compile import CompiledPolicy
from workbench.evaluate.conflicts import plan_differences
from workbench.evaluate.facts import FactBase
from workbench.evaluate.leaf import Leaf, Place, Scope
from workbench.evaluate.lines import main_lines
from workbench.evaluate.rollup import open_recommendation
from workbench.evaluate.waivers import half_documented
from workbench.schema.determination import LineRecommendation
from workbench.schema.partial_date import PartialDate

WAIVED = 5
"""Value of a criterion that a waiver exempts, beside those of ``answer``."""


class Spot(NamedTuple):
    """A line of the request as far as bulk work needs it.

    ``held``: a question whatever its criteria say; ``unplaced``: one that its criteria
    would approve is a question until the request says where.
    """

    id: str
    place: Place
    covered: bool
    held: bool
    unplaced: bool


class LineVerdict(NamedTuple):
    """A line: statuses in the order of its criteria, and its answers (the trace)."""

    spot: Spot
    recommendation: LineRecommendation
    statuses: tuple[int, ...]
    answers: tuple[Answer, ...]


class Verdict(NamedTuple):
    """A case: its lines, and the answers of the policy's waivers."""

    lines: tuple[LineVerdict, ...]
    waivers: tuple[Answer, ...]


_Key = tuple[Any, ...]
_SAID = attrgetter(
    "kind",
    "level",
    "site",
    "side",
    "stage",
    "codes",
    "origin",
    "assertion",
    "name",
)
_MOST = 4096


_value = itemgetter(0)
_verdict = LineVerdict._make


class _Asked(NamedTuple):
    """A request as bulk work asks it: its lines, with what each is put to.

    ``lines`` are the spot, the names of its criteria and their runs.
    """

    spots: tuple[Spot, ...]
    places: tuple[Place, ...]
    lines: tuple[tuple[Spot, tuple[str, ...], tuple[Run, ...]], ...]


class Bulk:
    """One policy applied to case after case; keeps only the shapes of their lines."""

    def __init__(self, policy: CompiledPolicy, *, final: bool = False) -> None:
        self.policy = policy
        self._open = open_recommendation(final)
        self._requests: dict[_Key, _Asked] = {}
        self._waives = tuple(frozenset(one.waiver.waives) for one in policy.waivers)

    def verdict(self, case: Any, request_date: PartialDate | None) -> Verdict:
        """The verdict of a case, with its whole trace."""
        return self.of_facts(FactBase(case), request_date)

    def of_facts(self, facts: FactBase, request_date: PartialDate | None) -> Verdict:
        """The verdict of a case that is laid out already."""
        case = facts.case
        _, places, lines = self._asked(case)
        whole = Scope(
            case=case, request_date=request_date, place=None, places=places, facts=facts
        )
        waivers = tuple([one.rule.run(whole) for one in self.policy.waivers])
        standing = self._standing(waivers) if waivers else []
        found = []
        for spot, names, runs in lines:
            scope = whole.at(spot.place)
            answers = tuple([run(scope) for run in runs])
            statuses = tuple(map(_value, answers))
            if standing:
                statuses = _weighed(statuses, names, standing)
            said = self._recommended(statuses, spot)
            found.append(_verdict((spot, said, statuses, answers)))
        return Verdict(tuple(found), waivers)

    def _standing(
        self, answers: tuple[Answer, ...]
    ) -> list[tuple[frozenset[str], int]]:
        """What each waiver waives with MET, CONFLICT or OPEN; closed ones left out."""
        found = []
        for waives, answer in zip(self._waives, answers, strict=True):
            code = answer[0]
            if code == MET or code == CONFLICT or (code == OPEN and half_shown(answer)):
                found.append((waives, code))
        return found

    def _recommended(self, statuses: tuple[int, ...], spot: Spot) -> LineRecommendation:
        if not spot.covered:
            return "policy_not_applicable"
        if spot.held:
            return self._open
        if NOT_MET in statuses:
            return "not_medically_necessary"
        if OPEN in statuses or CONFLICT in statuses:
            return self._open
        return self._open if spot.unplaced else "approve"

    def spots(self, case: Any) -> tuple[Spot, ...]:
        """The lines of a request."""
        return self._asked(case).spots

    def _asked(self, case: Any) -> _Asked:
        """What a request asks; the same request asks the same."""
        key = tuple(map(_SAID, case.requested_procedures))
        found = self._requests.get(key)
        if found is None:
            if len(self._requests) >= _MOST:
                self._requests.clear()
            found = self._requests[key] = _asked(_spots(case, self.policy), self.policy)
        return found


def _asked(spots: tuple[Spot, ...], policy: CompiledPolicy) -> _Asked:
    lines = []
    for spot in spots:
        criteria = policy.criteria_for(spot.place.procedure) if spot.covered else ()
        names = tuple(one.criterion.id for one in criteria)
        lines.append((spot, names, tuple(one.rule.run for one in criteria)))
    places = [one.place for one in spots if one.covered and one.place.interspaces]
    return _Asked(spots, tuple(places), tuple(lines))


def _spots(case: Any, policy: CompiledPolicy) -> tuple[Spot, ...]:
    lines = main_lines(case, policy.policy)
    differing = plan_differences(case, lines)
    return tuple(
        Spot(
            id=line.id,
            place=line.place,
            covered=line.covered,
            held=any(line in one.lines for one in differing)
            or all(fact.assertion == "uncertain" for fact in line.item.facts),
            unplaced=line.unplaced,
        )
        for line in lines
    )


def _weighed(
    statuses: tuple[int, ...],
    names: tuple[str, ...],
    standing: list[tuple[frozenset[str], int]],
) -> tuple[int, ...]:
    """The statuses of a line with the waivers that stand."""
    return tuple(
        [
            _status(code, name, standing)
            for code, name in zip(statuses, names, strict=True)
        ]
    )


def _status(code: int, name: str, standing: list[tuple[frozenset[str], int]]) -> int:
    """A criterion's status with its waivers: not applicable, met, waived, the rest."""
    if code == NA or code == MET:
        return code
    mine = [waived for waives, waived in standing if name in waives]
    if MET in mine:
        return WAIVED
    if not mine:
        return code
    return CONFLICT if code == CONFLICT or CONFLICT in mine else OPEN


def half_shown(answer: Answer) -> bool:
    """Whether one half of an open waiver stands in the record (see ``waivers``)."""
    leaf = answer[5] if len(answer) > 5 else None
    if isinstance(leaf, Leaf):
        return half_documented(leaf)
    if answer[1].name == "not" or not answer[1].children:
        return _shows(answer, against=False)
    return any(_stands(part) for part in answer[2])


def _shows(answer: Answer, *, against: bool) -> bool:
    """Whether facts are told for an answer, or against it; its opposite swaps them.

    What is told of an opposite has no parts, so its facts stand for its halves.
    """
    leaf = answer[5] if len(answer) > 5 else None
    if isinstance(leaf, Leaf):
        return bool(leaf.refute if against else leaf.support)
    rule = answer[1]
    if not rule.children:
        return bool(answer[3] if against else answer[2])
    swapped = against != (rule.name == "not")
    settled = answer[0] in (MET, NOT_MET) and rule.name != "not"
    return any(
        _shows(part, against=swapped)
        for part in answer[2]
        if not settled or part[0] == answer[0]
    )


def _stands(part: Answer) -> bool:
    if part[0] in (MET, CONFLICT):
        return True
    leaf = part[5] if len(part) > 5 else None
    if part[0] != OPEN:
        return False
    if isinstance(leaf, Leaf):
        return bool(leaf.parts) and half_documented(leaf)
    combined = bool(part[1].children) and part[1].name != "not"
    return combined and any(_stands(below) for below in part[2])
