"""What a form asks for, with the line for the answer left empty.

"CMS approval of the study (attach): ________" says that nobody wrote an answer, and
not that the study is approved.  A value on the line ("____ 3 May ____") is an answer,
and so is what stands between the label and its line ("Review 3 May, by: ____").
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention

_LEFT_EMPTY = re.compile(
    r"(?:\([^)_\n]{0,60}\)|[^_.;?!,(\d\n]){0,80}"  # the rest of the label
    r"(?:[:=?)#-]\s{0,4}|\s{2,40})"
    r"_{3,120}[ \t]{0,40}"
    r"(?:\Z|[.;|,)]|(?<=[ \t]{2})|(?=[A-Z][^:_\n]{0,40}:))"
)


def left_empty(text: str, mention: Mention) -> bool:
    """Whether words stand in the label of a line that nobody filled."""
    return _LEFT_EMPTY.match(text, mention.end) is not None
