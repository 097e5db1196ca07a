"""Papers of psychologists, whose conclusions are of no scan."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import DocumentView

_HEAD = 300
_OF_MIND = re.compile(
    r"\b(?:psycholog\w+|psychiatr\w+|neuropsycholog\w+|behaviou?ral (?:medicine|health"
    r"|assessment|evaluation|science\w*)|PsyD)\b",
    re.IGNORECASE,
)


def is_of_the_mind(view: DocumentView) -> bool:
    """Whether the head of a paper of no other kind is a psychologist's."""
    if view.document.kind != "other":
        return False
    return view.once(
        is_of_the_mind, lambda: bool(_OF_MIND.search(view.source.text[:_HEAD]))
    )
