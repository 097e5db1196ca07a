"""Items of one line that stars part: "contrast allergy: denies * latex: no * BMI 31".

Each star between a value and the next label is a boundary, as a semicolon is.
"""

from __future__ import annotations

from workbench.content import expressions as re

_STAR = re.compile(r"(?<=[\w.)%?!'\"])(?P<gap>[ ]{1,3})[*\u2022\u00b7~](?=[ ]{1,3}\w)")
_LABELLED = re.compile(r"[A-Za-z][\w /()'.-]{1,40}[:?=]\s")


def unstarred(text: str) -> str:
    """A line whose labelled items are parted by semicolons, of the same length."""
    if "*" not in text and "\u2022" not in text and "~" not in text:
        return text
    if not _STAR.search(text) or not _LABELLED.search(text):
        return text
    return _STAR.sub(lambda found: ";" + " " * len(found["gap"]), text)
