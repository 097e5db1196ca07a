"""Roots of the radiculopathies that a nerve study speaks of, and their region."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Mention
from workbench.schema.case import Test

ROOTED = {
    "cervical-radiculopathy": "cervical-radiculopathy",
    "lumbar-disorder": "lumbar-radiculopathy",
}
"""What a study indicates that has a root, and the diagnosis that it comes to."""
_LUMBAR = re.compile(
    r"\b(?:L[1-5]|S1)\b|\blumb|\blower (?:extremit|limb)|\bleg", re.IGNORECASE
)
_CERVICAL = re.compile(
    r"\bC[2-8]\b|\bcervical|\bupper (?:extremit|limb)|\barm|\bneck", re.IGNORECASE
)
_NEAR = 24
"""Characters before a radiculopathy in which two roots of it stand."""


def is_lumbar(passage: Passage, word: Mention) -> bool:
    """Whether a radiculopathy is a lumbar one, by its sentence or by its report."""
    text = passage.text
    if _is_lumbar(text, word):
        return True
    if passage.view.document.kind != "nerve-study" or _CERVICAL.search(text):
        return False
    whole = passage.view.source.text
    return bool(_LUMBAR.search(whole)) and not _CERVICAL.search(whole)


def _is_lumbar(text: str, word: Mention) -> bool:
    """Whether a radiculopathy without a region is one of the lower limb."""
    if "cervical" in word.text.lower():
        return False
    near = text[max(word.start - 40, 0) : word.end + 25]
    return bool(_LUMBAR.search(near)) or (
        bool(_LUMBAR.search(text)) and not _CERVICAL.search(text)
    )


_ROOTS = re.compile(
    r"\b(?P<one>[CTLS]\d{1,2})\s?(?:/|or\s|and\s|,\s)\s?(?P<two>[CTLS]\d{1,2})"
    r"\s(?:nerve\s)?(?:root\s)?\Z"
)


def each_root(text: str, word: Mention, made: Test) -> Iterator[Test]:
    """The fact, or one for each of two roots denied ("no C7/C8 radiculopathy")."""
    match = _ROOTS.search(text[max(word.start - _NEAR, 0) : word.start])
    rooted = made.indicates in ROOTED and made.result == "negative"
    if match is None or not rooted:
        yield made
        return
    for root in match.group("one", "two"):
        yield made.model_copy(update={"site": root})
