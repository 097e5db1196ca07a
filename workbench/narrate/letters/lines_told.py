"""Whether a letter says of its lines what the review says of them.

Where a passage opens with a criterion and names lines of the request, each of these
lines must have been judged by it, and where it tells a finding, with that finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.narrate.proof import Untraced
from workbench.narrate.proof.units import Unit, units
from workbench.policy.model import Policy
from workbench.schema.review import Review

_LINES = re.compile(r"\bLines? ((?:\d{1,4}, )*(?:\d{1,4} and )?\d{1,4})\b")
_NUMBER = re.compile(r"\d+")
_FINDING = re.compile(
    r"(?:\| |: |, )(not met|not documented|conflicting|waived|met)(?=[:.]| \|)"
)


def mistold(markdown: str, review: Review, policy: Policy) -> Iterator[Untraced]:
    """Lines that a passage names beside a criterion or finding that is not theirs."""
    results = {
        (line.id, result.id): result.status
        for line in review.determination.lines
        for result in line.criteria
    }
    for unit in units(markdown):
        named = [one.id for one in policy.criteria if unit.text.startswith(one.title)]
        said = _LINES.search(unit.text)
        if len(named) != 1 or said is None:
            continue
        finding = _FINDING.search(unit.text, said.end())
        for number in _NUMBER.findall(said[1]):
            status = results.get((f"L{number}", named[0]))
            if status is None:
                yield _wrong(unit, f"Line {number}")
            elif finding and status.replace("_", " ") != finding[1]:
                yield _wrong(unit, f"Line {number}: {finding[1]}")


def _wrong(unit: Unit, token: str) -> Untraced:
    return Untraced("line id", token, unit.line, unit.section)
