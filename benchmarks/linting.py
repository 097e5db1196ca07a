"""``python -m benchmarks.linting``: compiling and linting each policy, CPU ms."""

from __future__ import annotations

from benchmarks.run import say, spent
from workbench.evals.policies.lint import drafts, lint_one
from workbench.evaluate.compile import compile_policy
from workbench.policy.draft import draft_of
from workbench.policy.loader import list_policies, load_policy


def main() -> None:
    """A line for each policy: the best of five."""
    names = list_policies()
    others = drafts(names)
    for name in names:
        policy, draft = load_policy(name), draft_of(name)
        compiling = min(spent(lambda p=policy: compile_policy(p)) for _ in range(5))
        linting = min(spent(lambda d=draft: lint_one(d, others)) for _ in range(5))
        say(f"{name:40s} compile {compiling * 1e3:5.1f}, lint {linting * 1e3:5.1f} ms")


if __name__ == "__main__":
    main()
