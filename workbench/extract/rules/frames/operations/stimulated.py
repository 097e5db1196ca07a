"""What a stimulator is placed at, where its own words leave that open.

"Stim trial" is of the spinal cord unless a nerve is named at it: "occipital stim
trial", "trial of a stimulator at the left tibial nerve".
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation import Operation
from workbench.vocabulary import nerves

_I = re.IGNORECASE
_OF_CORD = "cord-stimulator-"
_OF_NERVE = "nerve-stimulator-"
_CORD = re.compile(r"\b(?:cord|spinal|dorsal|column|SCS|DCS|epidural|paddle)\b", _I)
_REACH = 48
"""Characters between a stimulator and the nerve that it is placed at."""


def at_nerve(one: Operation, text: str) -> Operation:
    """The operation, as one at a nerve where a nerve is named at its bare words."""
    if not one.kind.startswith(_OF_CORD) or _CORD.search(text, one.start, one.end):
        return one
    before, behind = _places()
    lead = text[max(one.start - _REACH, 0) : one.start]
    if _CORD.search(lead[-_REACH // 2 :]):
        return one
    if before.search(lead) or behind.match(text[one.end : one.end + _REACH]):
        return replace(one, kind=one.kind.replace(_OF_CORD, _OF_NERVE))
    return one


def names_nerve(text: str) -> bool:
    """Whether a peripheral nerve is named ("tibial nerve", "sural n.")."""
    return _named_nerve().search(text) is not None


def bare_nerve(text: str) -> re.Match[str] | None:
    """A nerve named without that word beside its stimulator ("PNS trial L femoral")."""
    return _bare().search(text)


def nerve_of(stem: str) -> str | None:
    """The id of the nerve that goes by a name without the word "nerve"."""
    for name, nerve in nerves().nerves.items():
        if any(re.sub(r" nerves?\Z", "", one).lower() == stem for one in nerve.words):
            return name
    return None


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<stem>{_stems()})\b(?!\s(?:nerves?|artery|vein|head)\b)", _I
    )


def lead_at_nerve(text: str) -> bool:
    """Whether a lead is told of at a nerve ("one electrode along the sural n.")."""
    return any(
        _named_nerve().search(text[one.end() : one.end() + _REACH])
        for one in _LEAD.finditer(text)
    )


_LEAD = re.compile(
    r"\b(?:leads?|electrodes?)\s(?:\w+\s){0,2}?"
    r"(?:at|along|alongside|near|over|on|next to|beside|by)\b",
    _I,
)


@cache
def _named_nerve() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_stems()})\s(?:nerves?\b|nv?\b)", _I)


def _stems() -> str:
    """The nerves of the vocabulary without the word "nerve", the longest first."""
    named = {word for nerve in nerves().nerves.values() for word in nerve.words}
    stems = {re.sub(r" nerves?\Z", "", word) for word in named}
    return "|".join(map(re.escape, sorted(stems, key=len, reverse=True)))


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A nerve right before a stimulator, and one right behind it ("of the ...")."""
    either = _stems()
    before = rf"\b(?:nerves?|{either})(?:\s(?:nerves?|nv?\.?))?(?:\s[\w-]+)?\s\Z"
    behind = (
        rf"(?:\s[\w-]+){{0,2}}\s?(?:of|at|on|to|for|over|near|\(|,|:|-)\s?"
        rf"(?:(?:the|left|right|bilateral|lt?|rt?|both|greater|lesser)\s){{0,3}}"
        rf"(?:{either})\s(?:nerves?|nv?\b)"
    )
    return re.compile(before, _I), re.compile(behind, _I)
