"""A policy's tests made ready to be asked many times.

The case of each test is built once, and so are the answers of the policy as it stands.
A changed policy is then asked only for the criteria and waivers that the change can
reach; the whole evaluation runs where one of those answers differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.evals.policy_tests import compact_case, differences, files_of
from workbench.evaluate.answer import Rule
from workbench.evaluate.bulk import Bulk
from workbench.evaluate.compile import CompiledPolicy, Tested
from workbench.evaluate.engine import apply
from workbench.evaluate.facts import FactBase
from workbench.evaluate.leaf import Leaf, Scope
from workbench.policy.unit_tests import read_tests
from workbench.policy.cases import PolicyTest, PolicyTestFile
from workbench.schema.base import parse_data
from workbench.schema.case import Case
from workbench.schema.partial_date import PartialDate
from workbench.vocabulary.yaml_file import load_yaml

Mark = tuple[Any, ...]
"""What a test could tell of an answer: status, cause, parts, contradictions."""


@dataclass(slots=True, eq=False)
class Prepared:
    """One test with its case, its lines, and what it makes of the policy unchanged.

    ``scopes`` are the lines by procedure; ``marks`` the answers by criterion or waiver
    and place of the line.
    """

    test: PolicyTest
    case: Case
    date: PartialDate | None
    facts: FactBase
    whole: Scope
    scopes: tuple[tuple[str, Scope], ...]
    marks: dict[tuple[str, int], Mark] = field(default_factory=dict)

    def fails(self, policy: CompiledPolicy) -> bool:
        """Whether the test fails under a policy."""
        found = apply(self.case, policy, request_date=self.date, final=self.test.final)
        return next(differences(self.test.expect, found), None) is not None

    def places(
        self, policy: CompiledPolicy
    ) -> Iterator[tuple[str, int, Tested, Scope]]:
        """Every rule of a policy with every scope that it is put to here."""
        for item in policy.criteria:
            for number, (procedure, scope) in enumerate(self.scopes):
                if procedure in item.criterion.applies_to:
                    yield item.criterion.id, number, item, scope
        for waiver in policy.waivers:
            yield waiver.waiver.id, -1, waiver, self.whole

    def _mark(self, leaf: Leaf) -> Mark:
        """An answer as far as this test could tell."""
        return (leaf,) if self.test.expect.says else mark_of(leaf)

    def remember(self, policy: CompiledPolicy) -> None:
        """Keep the answers of the policy as it stands."""
        self.facts.memo.clear()
        for name, number, rule, scope in self.places(policy):
            self.marks[name, number] = self._mark(rule.test(scope))

    def kills(self, policy: CompiledPolicy, only: frozenset[str]) -> bool:
        """Whether the test fails under a policy of which only some criteria and
        waivers differ; the whole evaluation runs only where an answer does."""
        if only and self.test.expect.alternatives is None:
            differing = self._differing(policy, only)
            if not differing:
                return False
            waived = {name for one in policy.waivers for name in one.waiver.waives}
            for name, status in differing:
                wanted = self.test.expect.criteria.get(name)
                if isinstance(wanted, str) and name not in waived and wanted != status:
                    return True
        return self.fails(policy)

    def _differing(
        self, policy: CompiledPolicy, only: frozenset[str]
    ) -> list[tuple[str, str]]:
        """The criteria and waivers whose answer is another than remembered."""
        self.facts.memo.clear()
        found: list[tuple[str, str]] = []
        for name, number, rule, scope in self.places(policy):
            if name in only:
                leaf = rule.test(scope)
                if self.marks.get((name, number)) != self._mark(leaf):
                    found.append((name, leaf.status))
        return found

    def concerns(self, only: frozenset[str]) -> bool:
        """Whether the test names one of some criteria or waivers."""
        expect = self.test.expect
        return any(name in expect.criteria or name in expect.waivers for name in only)


def mark_of(leaf: Leaf) -> Mark:
    """Everything of an answer but its words."""
    return (
        leaf.status,
        leaf.because,
        bool(leaf.support),
        tuple(
            (clash.kind, clash.settled_by, _ids(clash.sides)) for clash in leaf.clashes
        ),
        tuple((name, mark_of(part)) for name, part in leaf.parts),
    )


def _ids(sides: Sequence[tuple[str, tuple[Any, ...]]]) -> Mark:
    return tuple(fact.id for _, facts in sides for fact in facts)


def prepare(name: str, policy: CompiledPolicy) -> tuple[Prepared, ...]:
    """The tests of a policy, by its id.  Raises InputError for a wrong test file."""
    found = []
    for path in files_of(name):
        content = read_tests(path)
        if content.policy != policy.policy.id:
            continue
        for _, test in content.every():
            one = prepared(content, test, policy, where=f"{path}: {test.name}")
            one.remember(policy)
            found.append(one)
    return tuple(found)


def prepared(
    file: PolicyTestFile, test: PolicyTest, policy: CompiledPolicy, *, where: str
) -> Prepared:
    """One test with its case and scopes."""
    case = compact_case(file, test, where=where)
    facts = FactBase(case)
    spots = [spot for spot in Bulk(policy).spots(case) if spot.covered]
    date = test.request_date or file.request_date
    whole = Scope(
        case=case,
        request_date=date,
        place=None,
        places=tuple(spot.place for spot in spots if spot.place.interspaces),
        facts=facts,
    )
    scopes = tuple((spot.place.procedure, whole.at(spot.place)) for spot in spots)
    return Prepared(test, case, date, facts, whole, scopes)


def leaves_of(rule: Rule) -> Iterator[Rule]:
    """The single tests under a rule."""
    if not rule.children:
        yield rule
    for part in rule.children:
        yield from leaves_of(part)
