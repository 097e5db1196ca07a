"""What the unit tests of a policy do not reach, said once for all that is alike."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.evals.committee.values import words
from workbench.evals.policies.coverage import Coverage
from workbench.narrate.markdown import escape

_HEADS = {
    "status": "Never seen as {}",
    "branch": "Never the one that decides alone",
    "limit": "No value tried {}",
}
"""What is missing of a test, a branch, a limit."""


def unreached(got: Coverage) -> Iterator[str]:
    """What the tests reach, and what they do not."""
    seen, whole = got.share()
    yield (
        f"They reach {got.percent:.1f} % of what can be tested: {seen} of {whole} "
        "statuses, deciding branches and limits."
    )
    yield ""
    alike: dict[str, list[str]] = {}
    for one in got.gaps:
        missing = words(list(one.missing))
        alike.setdefault(_HEADS[one.kind].format(missing), []).append(one.name)
    for head, names in alike.items():
        yield f"- {head}: {escape('; '.join(dict.fromkeys(names)))}"
    if alike:
        yield ""
