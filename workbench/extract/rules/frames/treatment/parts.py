"""Care that is told by its parts: what was treated, and what was done to it.

"Both occipital nerves were injected", "they burned the nerves in my back" and "steroid
was placed epidurally at L4-5" name no treatment by a name of its own.  The things and
the acts stand in ``treatments-parts.yaml``; one of each in one clause is a treatment.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon

_GAP = 45
_APART = re.compile(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)[.;:]\s"
    r"|\b(?:not|never|no|nor|without|to be|will|would|could|should|may|might|can|if"
    r"|when|unless|before|after|and (?:he|she|they)|but|because|for)\b|n't\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:to (?:be|have|get)|will (?:be|have)|would|should|could|may|might|if|once"
    r"|after|before|whether|want\w*|wish\w*|like to|hop\w+"
    r"|plan\w*|offer\w*|discuss\w*)\b"
    r"[^.;,]{0,30}\Z",
    re.IGNORECASE,
)
_EVENTS = frozenset(
    {
        "epidural-injection",
        "facet-injection",
        "radiofrequency",
        "nerve-block",
        "trigger-point-injection",
        "injection",
    }
)


class Part(NamedTuple):
    """A treatment that a clause tells by its parts."""

    kind: str
    start: int
    end: int
    mention: Mention


def told_by_parts(text: str) -> Iterator[Part]:
    """The treatments that a text tells by a thing and an act beside it."""
    found = lexicon.load("treatments-parts").find(text)
    acts = [one for one in found if "act" in one.attributes]
    things = [one for one in found if "act" not in one.attributes]
    for thing in things if acts else ():
        own = [one for one in acts if one.attributes["act"] in thing.attributes]
        act = min(own, key=lambda one: _gap(thing, one), default=None)
        if act and _is_told(text, thing, act):
            kind = thing.attributes[act.attributes["act"]]
            start, end = min(thing.start, act.start), max(thing.end, act.end)
            given = {"event": "yes"} if kind in _EVENTS else {}
            words = text[start:end]
            yield Part(kind, start, end, Mention(kind, start, end, words, None, given))


def _gap(one: Mention, other: Mention) -> int:
    return max(other.start - one.end, one.start - other.end)


def _is_told(text: str, thing: Mention, act: Mention) -> bool:
    """Whether the two stand in one clause that supposes and denies nothing."""
    low, high = sorted((thing, act), key=lambda one: one.start)
    between = text[low.end : high.start]
    if len(between) > _GAP or _APART.search(between):
        return False
    return not _SUPPOSED.search(text[: low.start])
