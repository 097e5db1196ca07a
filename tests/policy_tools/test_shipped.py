"""The shipped policies are held by their tests: mutants killed or explained, coverage.

Every shipped policy is: no change lives without a reason, and every status, deciding
branch and limit is reached or explained.  Small policies are mutated whole here, the
others by a fixed sample; ``policy test --mutate`` tries all.
"""

from __future__ import annotations

import pytest

from workbench.evals.policies.coverage import coverage
from workbench.evals.policies.lint import lint
from workbench.evals.policies.mutate import as_text, mutate
from workbench.policy.loader import list_policies

WHOLE = {
    "cervical-spine-surgery": 40,
    "cervical-spine-surgery-strict": None,
    "lumbar-fusion-and-decompression": 40,
    "medicare-cervical-fusion": 40,
    "medicare-epidural-steroid-injection": 40,
    "medicare-lumbar-decompression-pild": None,
    "medicare-peripheral-nerve-stimulation": 40,
    "medicare-spinal-cord-stimulator": 40,
    "medicare-vertebral-augmentation": 40,
    "spine-mri": 40,
}
"""The shipped policies, and how many of their mutants are tried here (None: all)."""


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_every_mutant_is_killed_or_explained(name: str) -> None:
    done = mutate(name, sample=WHOLE[name], jobs=1)

    assert done.mutants
    assert done.clean, as_text(done)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_every_status_branch_and_limit_is_reached_or_explained(name: str) -> None:
    found = coverage(name)

    assert not found.gaps, [f"{one.where}: {one.write}" for one in found.gaps]


def test_every_shipped_policy_is_held() -> None:
    assert set(WHOLE) == set(list_policies())


def test_lint_has_nothing_to_say_of_what_ships() -> None:
    assert [one.line() for one in lint()] == []
