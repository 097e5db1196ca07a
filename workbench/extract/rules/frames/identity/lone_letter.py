"""The sex as a lone letter at the head of a document: "Example, Ann  F  DOB 1/2/67".

A letter between two words of a name is an initial ("Ann M. Example", "Example, Ann M"),
and so is one behind a comma.  A sex stands apart from the name: behind two blanks, a
bar, a bracket, an age or a date.  Where both letters stand on a line, none is marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.identity.document import at_head
from workbench.extract.rules.model import DocumentView
from workbench.packet.identity import HEAD_LINES
from workbench.schema.evidence import Evidence

_LETTER = re.compile(
    r"(?:\s{2,}|\t|[|(]\s?|\d[\d/.-]{5,9}[,;]?\s{1,4}|(?<![\d.°])\b\d{2}\s?"
    r"(?:y\.?/?o?\.?|yrs?\.?)?[,;/]?\s?)"
    r"(?P<sex>[FM])"
    r"(?=\s*$|\s{2,}|\t|\s?[|),;/]\s?|\s(?:\d{1,3}\b|D\.?O\.?B|Born\b|Age\b|MRN\b|ID\b))"
)
_WHO = re.compile(
    r"\b(?:pt|patient|name|member|client|d\.?o\.?b\.?|born|birth)\b", re.IGNORECASE
)
FEVER = re.compile(r"\bT(?:emp\w*|(?=[:= ]))\W{0,3}\d{2}", re.IGNORECASE)
"""A degree of fever ends with the same letter."""


def lettered(documents: Sequence[DocumentView]) -> Iterator[tuple[str, Evidence]]:
    """F or M on lines at a head that tell whose record it is, and the line.

    A name that one document labels is known in all.
    """
    names = {word for view in documents for word in at_head(view)[0].name}
    for view in documents:
        for index, line in enumerate(view.document.lines[:HEAD_LINES]):
            letters = {match["sex"] for match in _LETTER.finditer(line.text)}
            if len(letters) == 1 and _is_of_patient(line.text, names):
                start = view.source.line_start(index)
                yield letters.pop(), view.cite(start, start + len(line.text))


def _is_of_patient(text: str, names: set[str]) -> bool:
    if FEVER.search(text):
        return False
    named = names & {word.strip(",.").lower() for word in text.split()}
    return bool(named or _WHO.search(text))
