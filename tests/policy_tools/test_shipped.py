"""The shipped policies are held by their tests: mutants killed or explained, coverage.

The bounds are what was reached when they were written; they may only rise.  Policies
that are held whole are tried whole where that is quick, else by a fixed sample.
"""

from __future__ import annotations

import pytest

from workbench.evals.policies.coverage import coverage
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
"""Policies of which no mutant lives, and how many are tried here (None: all)."""

COVERED = {
    "cervical-spine-surgery-strict": 100.0,
    "lumbar-fusion-and-decompression": 100.0,
    "medicare-cervical-fusion": 100.0,
    "medicare-lumbar-decompression-pild": 100.0,
    "medicare-peripheral-nerve-stimulation": 100.0,
    "medicare-spinal-cord-stimulator": 100.0,
    "medicare-vertebral-augmentation": 100.0,
    "spine-mri": 100.0,
}


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_every_mutant_is_killed_or_explained(name: str) -> None:
    done = mutate(name, sample=WHOLE[name], jobs=1)

    assert done.mutants
    assert done.clean, as_text(done)


@pytest.mark.parametrize("name", sorted(COVERED))
def test_the_coverage_does_not_fall(name: str) -> None:
    assert coverage(name).percent >= COVERED[name]


def test_the_policies_named_here_are_shipped() -> None:
    assert (set(WHOLE) | set(COVERED)) <= set(list_policies())
