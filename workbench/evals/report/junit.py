"""JUnit XML of a run: one test case per gold case, trial and order."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from workbench.evals.scores.case import Scored


def as_junit(scored: Iterable[Scored], suite: str, seconds: dict[str, float]) -> str:
    """The XML text.  ``seconds`` maps a case to its wall time."""
    items = tuple(scored)
    failed = sum(not item.passed and not item.error for item in items)
    errors = sum(bool(item.error) for item in items)
    total = sum(seconds.get(item.case, 0.0) for item in items)
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuite name={quoteattr(suite)} tests={quoteattr(str(len(items)))} "
        f'failures="{failed}" errors="{errors}" time="{total:.3f}">',
        *(_case(item, suite, seconds.get(item.case, 0.0)) for item in items),
        "</testsuite>",
    ]
    return "\n".join(rows) + "\n"


def _case(item: Scored, suite: str, seconds: float) -> str:
    name = f"{item.case} trial {item.trial} {item.order}"
    opening = (
        f"  <testcase classname={quoteattr(suite)} name={quoteattr(name)} "
        f'time="{seconds:.3f}"'
    )
    if item.error:
        return f"{opening}><error message={quoteattr(_safe(item.error))}/></testcase>"
    if item.problems:
        count = f"{len(item.problems)} checks disagree"
        body = escape(_safe("\n".join(item.problems)))
        return (
            f"{opening}><failure message={quoteattr(count)}>{body}</failure></testcase>"
        )
    return f"{opening}/>"


def _safe(text: str) -> str:
    """Characters that XML cannot hold become a question mark."""
    return "".join(char if char in "\n\t" or char >= " " else "?" for char in text)
