"""The words beside a diagnosis code that name it, where no word of the lexicon does."""

from __future__ import annotations

from workbench.content import expressions as re

_BILLED = re.compile(
    r"(?<![\w/.-])(?:\d{1,2}[/-]\d{1,2}[/-]\d{2}(?:\d\d)?|\d{4}-\d\d-\d\d|\d{5})"
    r"(?![\w/-])"
)
"""A day or a code number: the words beside it are a row of bills, no name."""
_LABELS = re.compile(
    r"\b(?:icd-?10(?:-cm)?|diagnos[ie]s|dx|codes?|primary|secondary)\b", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z]{4}")
_LONGEST = 120


def beside(words: str) -> str | None:
    """The name that a line gives besides its codes; None where it gives none."""
    if _BILLED.search(words):
        return None
    shown = re.sub(r"[^\w\s,/-]", " ", _LABELS.sub(" ", words))
    plain = " ".join(shown.split()).strip(" ,-/")
    return plain[:_LONGEST] if _WORD.search(plain) else None
