from __future__ import annotations

import pytest

from workbench.evals.policy_tests import files_of, run_file
from workbench.evaluate.compile import compile_policy
from workbench.policy.loader import list_policies, load_policy

FILES = [(name, path) for name in list_policies() for path in files_of(name)]


@pytest.mark.parametrize("name", list_policies())
def test_every_policy_compiles_and_has_tests_and_sources(name):
    policy = load_policy(name)
    compile_policy(policy)
    assert files_of(name)
    for item in (*policy.criteria, *policy.waivers):
        assert item.source.document and item.source.section


@pytest.mark.parametrize(
    ("name", "path"), FILES, ids=[f"{name}/{path.stem}" for name, path in FILES]
)
def test_the_tests_beside_the_policies_pass(name, path):
    results = run_file(path)
    assert results
    assert [f"{one.name}: {one.why}" for one in results if not one.passed] == []
