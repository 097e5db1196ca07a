"""Every difference between two policies, with the smallest case found that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from workbench.errors import ContentError, InputError, PolicyError
from workbench.evals.difference.search import (
    LINE,
    NO_SUCH,
    OUTSIDE,
    Asked,
    Found,
    Parted,
    Parting,
    Start,
    made_starts,
    search,
    shrunk,
    values,
)
from workbench.evals.impact.report import PolicyNamed, policy_named
from workbench.evals.impact.verdicts import STATUSES
from workbench.evals.policy_tests import compact_case, files_of
from workbench.evaluate.compile import CompiledPolicy, compiled
from workbench.evaluate.engine import apply
from workbench.policy.unit_tests import read_tests
from workbench.policy.cases import PolicyTestFile
from workbench.policy.differences import Difference, Plain, differences, edited
from workbench.policy.loader import chain_of, merged, resolved
from workbench.policy.model import Policy
from workbench.schema.base import Model, parse_data
from workbench.schema.case import Case
from workbench.schema.determination import Determination, LineRecommendation
from workbench.vocabulary.yaml_file import load_yaml

MOST = 4000
"""Cases tried for one difference."""
Shown = Literal["witness", "hidden", "none-found", "choice", "wording"]
"""A case shows it; it shows only while the other differences are not made; no case of
those tried shows it; it bears on which policy is chosen; it bears on words."""


class Side(Model):
    """What one policy makes of the witness."""

    status: str
    reason: str
    recommendation: LineRecommendation


class Witness(Model):
    """A smallest case that the two policies judge differently."""

    criterion: str
    line: str
    request_date: str | None
    old: Side
    new: Side
    case: Case


class Shows(Model):
    """A difference and what it does; ``tried`` cases were looked at."""

    difference: Difference
    shown: Shown
    tried: int = 0
    witness: Witness | None = None


class PolicyDiff(Model):
    """All that differs between two policies."""

    old: PolicyNamed
    new: PolicyNamed
    shows: tuple[Shows, ...]


class Whole(NamedTuple):
    """A policy with its plain data and its file."""

    policy: Policy
    data: Plain
    path: Path


def whole(policy: Policy) -> Whole:
    """A loaded policy with the data that it was made of."""
    path = Path(policy.path or "")
    return Whole(policy, merged(path), path)


def diff(old: Whole, new: Whole, *, most: int = MOST) -> PolicyDiff:
    """Compare two policies.  Raises PolicyError for a test that cannot be compiled."""
    work = _Work(old, new, most)
    return PolicyDiff(
        old=policy_named(old.policy),
        new=policy_named(new.policy),
        shows=tuple(work.shows(one) for one in differences(old.data, new.data)),
    )


class _Work:
    """One comparison: both policies compiled, and the cases to start from."""

    def __init__(self, old: Whole, new: Whole, most: int) -> None:
        self.old, self.new, self.most = old, new, most
        self.before = compiled(old.policy)
        self.after = compiled(new.policy)
        self.tests = list(unit_tests((old, new)))

    def shows(self, one: Difference) -> Shows:
        if one.bears != "status":
            return Shows(
                difference=one, shown="choice" if one.bears == "choice" else "wording"
            )
        alone = self._alone(one)
        both = Asked.of(self.before, self.after, one.concerns)
        made, tests = values(self.old.policy, self.new.policy, one.concerns)
        starts = [
            *self.tests,
            *made_starts(
                (self.old.policy, self.new.policy),
                tests,
                one.concerns,
                made.apart.dates if made.apart else (),
            ),
        ]
        if alone is None:
            found = search(both, starts, made, most=self.most)
            return self._told(one, both, self.after, found, "witness")
        own = Asked.of(self.before, alone, one.concerns)

        def accept(start: Start, parted: Parted) -> bool:
            return any(
                (o.line, o.criterion) == (parted.line, parted.criterion)
                for o in both.parts(start)
            )

        found = search(own, starts, made, most=self.most, accept=accept)
        if found.start is not None and found.parted is not None:
            shared = _Both(own, both)
            return self._told(one, shared, self.after, found, "witness")
        hidden = search(own, starts, made, most=self.most)
        return self._told(one, own, alone, hidden, "hidden")

    def _alone(self, one: Difference) -> CompiledPolicy | None:
        """The old policy with this difference only; None where it cannot stand."""
        with suppress(PolicyError):
            data = edited(self.old.data, self.new.data, one)
            return compiled(resolved(data, self.old.path))
        return None

    def _told(
        self,
        one: Difference,
        asked: Parting,
        after: CompiledPolicy,
        found: Found,
        shown: Shown,
    ) -> Shows:
        if found.start is None or found.parted is None:
            return Shows(difference=one, shown="none-found", tried=found.tried)
        place = (found.parted.line, found.parted.criterion)
        wanted = next(
            other
            for other in asked.parts(found.start)
            if (other.line, other.criterion) == place
        )
        start = shrunk(asked, found.start, wanted)
        parted = next(
            other for other in asked.parts(start) if other[1:] == wanted[1:]
        )
        witness = _witness(start, parted, self.before, after)
        return Shows(difference=one, shown=shown, tried=found.tried, witness=witness)


class _Both:
    """A difference alone and both policies: a case must show in either."""

    def __init__(self, own: Asked, both: Asked) -> None:
        self.own, self.both = own, both

    def parts(self, start: Start) -> list[Parted]:
        mine = {(one.line, one.criterion) for one in self.own.parts(start)}
        return [
            one for one in self.both.parts(start) if (one.line, one.criterion) in mine
        ]

    def cited(self, start: Start) -> frozenset[str]:
        return self.both.cited(start)


def _witness(
    start: Start, parted: Parted, old: CompiledPolicy, new: CompiledPolicy
) -> Witness:
    """The case judged by the whole evaluator; it must part there too."""
    case = Case.model_validate_json(start.case.model_dump_json())
    date = start.date or case.request.date
    sides = [
        _side(apply(case, one, request_date=date, final=False), parted)
        for one in (old, new)
    ]
    expected = [_status(code) for code in (parted.old, parted.new)]
    if [one.status for one in sides] != expected:
        raise PolicyError(
            f"the evaluator and the search disagree on {parted.criterion!r}",
            fix="report it with both policies",
        )
    return Witness(
        criterion="" if parted.criterion == LINE else parted.criterion,
        line=parted.line,
        request_date=date,
        old=sides[0],
        new=sides[1],
        case=case,
    )


def _side(found: Determination, parted: Parted) -> Side:
    line = next(one for one in found.lines if one.id == parted.line)
    if parted.criterion == LINE:
        outside = line.policy is None
        return Side(
            status=_status(OUTSIDE) if outside else "met",
            reason=line.because,
            recommendation=line.recommendation,
        )
    for result in line.criteria:
        if result.id == parted.criterion:
            return Side(
                status=result.status,
                reason=result.reason,
                recommendation=line.recommendation,
            )
    return Side(
        status=_status(NO_SUCH),
        reason="the policy does not ask this of the line",
        recommendation=line.recommendation,
    )


def _status(code: int) -> str:
    if code == NO_SUCH:
        return "not asked"
    return "outside the policy" if code == OUTSIDE else STATUSES[code]


def unit_tests(policies: Sequence[Whole]) -> Iterator[Start]:
    """The cases of the unit tests beside both policies and what they extend."""
    names = dict.fromkeys(
        file.stem
        for one in policies
        if one.path.is_file()
        for file in chain_of(one.path)
    )
    for name in names:
        for path in files_of(name):
            with suppress(InputError, ContentError):
                file = read_tests(path)
                yield from _starts(file, str(path))


def _starts(file: PolicyTestFile, where: str) -> Iterator[Start]:
    for _, test in file.every():
        case = compact_case(file, test, where=f"{where}: {test.name}")
        yield Start(case, test.request_date or file.request_date)
