"""Criteria of a study or program, listed: conditions for anybody, told of nobody.

"Enrollment criteria: age 65 or over; claudication for more than three months; walking
limited" says what a person must have.  The list is blanked in the reading copy, up to
the end of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.extract.rules.copy.text import blanked
from workbench.extract.rules.words.sought import sought

_LABEL = sought(
    r"\b(?:enrol?lment|inclusion|exclusion|eligibility|entry|study|trial|selection)\s"
    r"(?:(?:and|/|or)\s(?:inclusion|exclusion)\s)?criteria\b"
    r"(?:\s(?:were|are|as)?\s?(?:\w+\s?){0,6})?:",
    re.IGNORECASE,
)
_END = re.compile(r"\.(?=\s|\Z)")


def without_criteria(lines: Sequence[str]) -> list[str]:
    """The lines with lists of such criteria blanked, each at its length."""
    made, inside = [], False
    for text in lines:
        label = None if inside else _LABEL.search(text)
        start = label.end() if label else 0
        if not (inside or label) or not text.strip():
            inside = False
            made.append(text)
            continue
        end = _END.search(text, start)
        inside = end is None
        made.append(blanked(text, start, end.start() if end else len(text)))
    return made
