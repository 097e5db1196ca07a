"""Nerves and roots that a report of a nerve study calls healthy by their own names.

"Ulnar nerves spared" and "no slowing at the elbow" speak against an ulnar neuropathy,
"S1: no involvement" against a radiculopathy of that root.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.measured.nerve_words import either, of, table
from workbench.vocabulary import spine


class Spared(NamedTuple):
    """What a sentence says of a nerve or root, as the condition that it speaks of."""

    condition: str
    result: Literal["negative", "inconclusive"]
    start: int
    end: int
    root: str | None = None


_BUT = (
    r"(?!\s(?:at|above|below|distal\w*|proximal\w*|except|apart|save|but|only|up to))"
)
"""What is healthy in a part alone is not healthy as a whole."""
_SAID = r"(?:\s?[:=]|\s(?:are|were|is|was|all|both|also|entirely|completely))*\s{1,3}"


@cache
def _nerves() -> dict[str, tuple[re.Pattern[str], ...]]:
    rows = table()
    made: dict[str, tuple[re.Pattern[str], ...]] = {}
    for condition, nerve in rows["nerves"].items():
        whole = (
            rf"\b{nerve}(?:s|\snerves?(?:\s(?:studies|conductions?|responses))?"
            r"|\s(?:studies|study|nerve\s(?:studies|conductions?)|conductions?"
            rf"|conduction\sstudies)){_SAID}(?:{of('healthy')}){_BUT}"
        )
        place = either(rows["narrows"][condition])
        narrow = rf"\bno\s(?:\w+\s)?(?:{of('slowing')})\s(?:{place})"
        made[condition] = (
            re.constant(whole, re.IGNORECASE),
            re.constant(narrow, re.IGNORECASE),
        )
    return made


@cache
def _root_item() -> re.Pattern[str]:
    return re.constant(
        r"\s*(?:\(?\d{1,2}[.)]\s*)?(?P<root>[CLS]\d)(?:\s(?:nerve\s)?root)?\s?[:=]\s*"
        rf"(?:(?P<free>{of('root_free')})|(?P<open>{of('root_open')}))",
        re.IGNORECASE,
    )


def spared_nerves(text: str) -> Iterator[Spared]:
    """The nerves that a sentence calls healthy."""
    for condition, ways in _nerves().items():
        for match in (found for way in ways for found in way.finditer(text)):
            yield Spared(condition, "negative", *match.span())
            break


def root_item(text: str) -> Spared | None:
    """The root that an item of a report is of, and what is said of it."""
    match = _root_item().match(text)
    root = match["root"].upper() if match else ""
    if match is None or root not in spine().root_order:
        return None
    condition = "cervical-radiculopathy" if root[0] == "C" else "lumbar-disorder"
    free = match["free"] is not None
    return Spared(
        condition, "negative" if free else "inconclusive", *match.span(), root
    )
