"""What a nerve study leaves open, told behind the condition that it speaks of.

"Radiculopathy can neither be confirmed nor excluded", "C8 root: not tested", "mild
polyneuropathy, or age".
"""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.measured.nerve_words import of


@cache
def _open() -> re.Pattern[str]:
    unseen = rf"\s?[:-]?\s(?:was\s|were\s|is\s|are\s)?(?:{of('not_looked_at')})"
    undecided = rf"\s(?:[\w()]+\s){{0,6}}?(?:{of('left_open')})"
    other = (
        rf"(?:\s\w+){{0,2}},?\sor\s(?:possibly\s|just\s|simply\s)?(?:{of('or_else')})"
    )
    return re.constant(
        rf"(?:{unseen}|{undecided}|{other}(?=\s*(?:[.;,)]|\Z)))", re.IGNORECASE
    )


@cache
def _missed() -> re.Pattern[str]:
    return re.constant(rf"\s(?:{of('missed')})", re.IGNORECASE)


def left_open(text: str, end: int, *, report: bool) -> bool:
    """Whether the words behind a condition leave it open.

    Only a report says what its own method may miss; a note may teach it in general.
    """
    if report and _missed().match(text, end):
        return True
    return _open().match(text, end) is not None
