"""Everything that ``policy test`` finds out about some policies, told in one piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from workbench.evals.policies import table
from workbench.evals.policies.coverage import Coverage, coverage
from workbench.evals.policies.mutate import Mutation, mutate
from workbench.evals.policies.mutate import as_text as told_mutation
from workbench.evals.policy_tests import run_policy_tests
from workbench.policy.loader import file_of, list_policies
from workbench.schema.base import Model


class Failed(Model):
    """A test that failed, and what was not as expected."""

    policy: str
    test: str
    why: str
    where: str = ""


class Tested(Model):
    """Tests that passed and failed, coverage and mutation where they were asked for."""

    passed: int
    failing: tuple[Failed, ...]
    untested: tuple[str, ...] = ()
    """Policies that have no unit test at all."""
    coverage: tuple[Coverage, ...] = ()
    mutation: tuple[Mutation, ...] = ()

    def failed(self, percent: float) -> bool:
        """Whether a test fails, a coverage is below a percentage, a mutant lives."""
        low = any(one.percent < percent for one in self.coverage)
        return bool(self.failing) or low or not all(one.clean for one in self.mutation)

    def told(self, how: Literal["text", "json", "html"]) -> str:
        """The result as text, JSON or one HTML page."""
        if how == "json":
            return self.model_dump_json(indent=2)
        if how == "html":
            return table.as_html(self.coverage, self.mutation)
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        for one in self.failing:
            yield f"FAILED {one.where or one.policy}: {one.test}: {one.why}"
        if self.coverage:
            yield table.as_text(self.coverage)
        for done in self.mutation:
            yield told_mutation(done)
        for name in self.untested:
            yield f"{name}: no unit tests; write policies/tests/{name}/NAME.yaml"
        if self.untested and not (self.passed or self.failing):
            yield "no test was run"
            return
        yield f"{self.passed} passed, {len(self.failing)} failed"


def run(
    names: Sequence[str] | None,
    *,
    covering: bool = False,
    mutating: bool = False,
    sample: int | None = None,
    jobs: int | None = None,
) -> Tested:
    """Test some policies by id or path, or all.  Raises PolicyError or InputError.

    Coverage and mutants are only looked at where every test passes.
    """
    chosen = [file_of(name).stem for name in names] if names else list(list_policies())
    failing, untested = [], []
    passed = 0
    for name in chosen:
        results = tuple(run_policy_tests(name))
        if not results:
            untested.append(name)
        for result in results:
            passed += result.passed
            if not result.passed:
                failing.append(
                    Failed(
                        policy=name,
                        test=result.name,
                        why=result.why,
                        where=result.where,
                    )
                )
    bad = {one.policy for one in failing}
    good = [name for name in chosen if name not in bad]
    return Tested(
        passed=passed,
        failing=tuple(failing),
        untested=tuple(untested),
        coverage=tuple(coverage(name) for name in good) if covering else (),
        mutation=tuple(mutate(name, sample=sample, jobs=jobs) for name in good)
        if mutating
        else (),
    )
