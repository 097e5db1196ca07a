"""Wording: a sentence that says the unit of a parameter once more than it should.

``{name}`` prints a value with its unit, so that "at least {tests} positive tests" reads
"at least 3 tests positive tests".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.parameters import WORDED
from workbench.policy.tree import Steps, entries

_AFTER = 3
"""So many words behind a value can be what is counted."""
_SLOT = re.compile(r"\{([a-z0-9-]{1,80})\}((?: [A-Za-z-]{1,40}){0,3})")


def check(draft: Draft) -> Iterator[Finding]:
    """Every text of a rule in which a unit stands twice."""
    for steps, entry in entries(draft.data):
        for place, text in _texts(entry):
            if not draft.is_own((*steps, *place)):
                continue
            for name, unit in _twice(draft, text):
                yield finding(
                    draft, "unit-twice", (*steps, *place),
                    f"{{{name}}} prints the unit {unit!r}, which the text says again",
                    "take the word out of the text, or the unit out of the parameter",
                )  # fmt: skip


def _texts(entry: dict[str, Any]) -> Iterator[tuple[Steps, str]]:
    for key in WORDED:
        if isinstance(entry.get(key), str):
            yield (key,), entry[key]
    for cause, text in (entry.get("asks") or {}).items():
        yield ("asks", str(cause)), str(text)


def _twice(draft: Draft, text: str) -> Iterator[tuple[str, str]]:
    """The parameters whose unit follows them in a text, with that unit."""
    known = draft.data.get("parameters") or {}
    for match in _SLOT.finditer(" ".join(text.split())):
        unit = str((known.get(match[1]) or {}).get("unit", ""))
        words = {_one(word) for word in match[2].lower().split()[:_AFTER]}
        if unit.isalpha() and _one(unit.lower()) in words:
            yield match[1], unit


def _one(word: str) -> str:
    """A word without the ending of several."""
    return word.removesuffix("s")
