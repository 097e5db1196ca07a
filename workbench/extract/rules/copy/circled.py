"""Answers that are circled, read as the answer alone: "Tremor?  Y (N)" says N.

A form that is typed prints both answers and sets the one that was chosen in brackets.
The other says nothing, and stands where a reader would take it for the answer.
"""

from __future__ import annotations

from workbench.content import expressions as re

_WORD = r"(?:Y|N|YES|NO|Yes|No)"
_APART = r"[ ]{0,4}[/|]?[ ]{0,4}"
_CIRCLED = re.compile(
    rf"(?<=[?:])[ ]{{1,60}}(?:[(\[*][ ]?(?P<first>{_WORD})[ ]?[)\]*]{_APART}"
    rf"{_WORD}(?![\w/])|{_WORD}{_APART}[(\[*][ ]?(?P<last>{_WORD})[ ]?[)\]*])"
)


def uncircled(text: str) -> str:
    """The line with only the answers that are circled; its length and places stay."""
    return _CIRCLED.sub(_chosen, text)


def _chosen(match: re.Match[str]) -> str:
    low, high = match.span("first" if match["first"] else "last")
    start, end = match.span()
    if match.string[low] in "Yy" and match.string[end:].strip():
        return match.group()  # "(Y) N   where: left foot" is a box with a note
    return " " * (low - start) + match.string[low:high] + " " * (end - high)
