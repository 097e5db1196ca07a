"""What is said of all that was not named: "triceps 4, rest 5/5", "all else 2+".

Which muscles were tried, or reflexes tapped, is not said there.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.binding import Reading

_REST = re.compile(
    r"\b(?:rest|remainder|otherwise|elsewhere|others?|remaining|else)\b[^.;\d]{0,24}\Z",
    re.IGNORECASE,
)
_LIMB_NAMES = ("arm", "leg", "all")


def of_rest(text: str, reading: Reading, full: str | None = None) -> bool:
    """Whether a value is that of all but what is named before it ("WE 4+; all else
    5/5"); ``full``: the value that alone can be."""
    rest = _REST.search(text[: reading.value.start])
    if rest is None or reading.item is None or full not in (None, reading.value.name):
        return False
    return reading.item.end <= rest.start()


def remainder(text: str, reading: Reading, full: str) -> str | None:
    """ "remainder" for full strength of what is left over ("triceps 4, rest 5/5")."""
    value = reading.value
    if value.name != full or not _REST.search(text[: value.start]):
        return None
    place = reading.item.name if reading.item else None
    return "remainder" if place in (None, *_LIMB_NAMES) else None
