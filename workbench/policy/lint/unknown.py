"""Words that the list for their key does not have, with the nearest that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.tree import Steps
from workbench.vocabulary.mistakes import nearest


def unknown(
    draft: Draft, at: Steps, given: Iterable[str], known: Iterable[str]
) -> Iterator[Finding]:
    """A finding for each word of a key that is not among those it can hold."""
    names = tuple(known)
    for word in given:
        if word not in names:
            yield finding(
                draft, "unknown-word", at, f"{word!r} is not known here",
                nearest(word, names).removeprefix("; "),
            )  # fmt: skip
