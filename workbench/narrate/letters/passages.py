"""Which words of a letter answer which required element.

A template marks them with ``{% call element("appeal-rights") %} ... {% endcall %}``.
The words are kept as they were rendered, so that the checklist can say where an element
stands, and a check after a person's edits whether its words are still there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from workbench.narrate.letters.library import Language
from workbench.narrate.markdown import Md


class Passage(NamedTuple):
    """The words that answer one element, as Markdown, and the part they stand in."""

    element: str
    part: str
    markdown: str


class Recorder:
    """Keeps the passages of one part while its template is rendered."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.passages: list[Passage] = []

    def element(self, *names: str, caller: Callable[[], str]) -> Md:
        """The words between the marks, kept for each element named."""
        words = caller()
        self.passages += [Passage(name, self.part, words.strip()) for name in names]
        return Md(words)


_MONTHS = {
    "en": "January February March April May June July August September October "
    "November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre",
}


def day_in_words(text: str, language: Language) -> str:
    """A date as a letter prints it: April 21, 2026; a partial one as far as it goes.

    ``text`` is an ISO date or a point in time; anything else is returned as it is.
    """
    parts = text[:10].split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= len(parts) <= 3:
        return text
    months = _MONTHS[language].split()
    if len(parts) == 1:
        return parts[0]
    month = months[int(parts[1]) - 1]
    if language == "es":
        named = f"{month} de {parts[0]}"
        return named if len(parts) == 2 else f"{int(parts[2])} de {named}"
    if len(parts) == 2:
        return f"{month} {parts[0]}"
    return f"{month} {int(parts[2])}, {parts[0]}"
