"""Suggested tests: for each change that no test notices, a smallest case that does.

What a suggested test expects is what the policy says today, so it guards and proves
nothing: a person holds each to the policy's text before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import yaml

from workbench.errors import InputError, PolicyError
from workbench.evals.difference.compact import as_yaml
from workbench.evals.difference.report import unit_tests, whole
from workbench.evals.difference.search import (
    LINE,
    Asked,
    Start,
    made_starts,
    search,
    shrunk,
    values,
)
from workbench.evals.policies.changes import Change
from workbench.evals.policies.mutate import living_changes
from workbench.evals.policies.prepared import Prepared, prepared
from workbench.evals.policies.variant import Variant, Workshop
from workbench.evals.policy_tests import differences
from workbench.evaluate.engine import apply
from workbench.policy.cases import PolicyTest, PolicyTestFile
from workbench.schema.base import parse_data
from workbench.schema.case import Case
from workbench.schema.determination import Determination

MOST = 3000
"""Cases tried for one change."""
_HEAD = """# Suggested tests of {policy}: {count}.  Each expectation is what the policy says
# today.  Hold every one to the policy's own text, give it a name that says what it is
# about, and only then move it to a test file.
"""


class Suggestion(NamedTuple):
    """A test as YAML text, the change that it notices, and how many more it notices."""

    change: Change
    text: str
    further: int


class Suggested(NamedTuple):
    """The tests found for a policy, and the changes for which no case was found."""

    policy: str
    tests: tuple[Suggestion, ...]
    without: tuple[Change, ...]

    def as_yaml(self) -> str:
        """A test file; changes without a case stand in its tail as comments."""
        rows = [_HEAD.format(policy=self.policy, count=len(self.tests))]
        rows.append(f"policy: {self.policy}\ntests:\n" if self.tests else "")
        rows += [f"{one.text}\n" for one in self.tests]
        rows += [f"# no case found: {one.key}\n" for one in self.without]
        return "".join(rows)


def suggest(name: str, *, most: int = MOST, jobs: int | None = None) -> Suggested:
    """Look for a test for each living change of a policy.

    Raises PolicyError or InputError where policy, tests or explanations are wrong.
    """
    shop, changes = living_changes(name, jobs=jobs)
    starts = list(unit_tests((whole(shop.policy),)))
    left = [(one, shop.variant(one.steps, one.value)) for one in changes]
    waiting = [(one, variant) for one, variant in left if variant is not None]
    found: list[Suggestion] = []
    without: list[Change] = []
    while waiting:
        change, variant = waiting.pop(0)
        made = _made(shop, change, variant, starts, most)
        if made is None:
            without.append(change)
            continue
        text, test = made
        still = [(c, v) for c, v in waiting if not test.kills(v.policy, v.reached)]
        found.append(Suggestion(change, text, len(waiting) - len(still)))
        waiting = still
    return Suggested(shop.policy.id, tuple(found), tuple(without))


def _made(
    shop: Workshop, change: Change, variant: Variant, starts: list[Start], most: int
) -> tuple[str, Prepared] | None:
    concerns = _concerns(shop, variant, change)
    asked = Asked.of(shop.compiled, variant.policy, concerns)
    after = variant.policy.policy
    grid, tests = values(shop.policy, after, concerns)
    tried = [*starts, *made_starts((shop.policy, after), tests, concerns)]
    done = search(asked, tried, grid, most=most)
    if done.start is None or done.parted is None or done.parted.criterion == LINE:
        return None
    start = shrunk(asked, done.start, done.parted)
    case = Case.model_validate_json(start.case.model_dump_json())
    date = start.date or case.request.date
    today = apply(case, shop.compiled, request_date=date, final=False)
    text = _text(change, case, date, _statuses(today, done.parted.criterion))
    return _checked(shop, variant, text)


def _concerns(shop: Workshop, variant: Variant, change: Change) -> tuple[str, ...]:
    """The criteria and waivers that a change can reach; of a waiver, what it waives."""
    names = set(variant.reached)
    if not names and len(change.steps) > 1:
        names.add(str(change.steps[1]))
    for policy in (shop.policy, variant.policy.policy):
        for waiver in policy.waivers:
            if waiver.id in names or change.steps[0] == "waivers":
                names.update(waiver.waives)
    return tuple(sorted(names))


def _statuses(today: Determination, criterion: str) -> dict[str, Any]:
    by_line = {
        " ".join(filter(None, (line.procedure, line.level, line.side))): item.status
        for line in today.lines
        for item in line.criteria
        if item.id == criterion
    }
    one = set(by_line.values())
    return {criterion: one.pop() if len(one) == 1 else by_line}


def _text(
    change: Change, case: Case, date: str | None, statuses: dict[str, Any]
) -> str:
    rows = [f"name: {_flow('told apart from ' + change.key)}"]
    rows += as_yaml(case, date).rstrip("\n").split("\n")
    rows += ["expect:", f"  criteria: {_flow(statuses)}"]
    return "  - " + "\n    ".join(rows) + "\n"


def _flow(value: Any) -> str:
    text: str = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=9999
    )
    return text.removesuffix("...\n").strip()


def _checked(
    shop: Workshop, variant: Variant, text: str
) -> tuple[str, Prepared] | None:
    """The test if it passes today and fails under the change, read back from its text."""
    data = yaml.safe_load(f"policy: {shop.policy.id}\ntests:\n{text}")
    with suppress(InputError, PolicyError):
        file = parse_data(PolicyTestFile, data, where="suggested")
        one = prepared(file, file.tests[0], shop.compiled, where="suggested")
        one.remember(shop.compiled)
        if not list(_wrong(file.tests[0], one, shop)) and one.kills(
            variant.policy, variant.reached
        ):
            return text, one
    return None


def _wrong(test: PolicyTest, one: Prepared, shop: Workshop) -> Iterator[str]:
    made = apply(one.case, shop.compiled, request_date=one.date, final=test.final)
    yield from differences(test.expect, made)
