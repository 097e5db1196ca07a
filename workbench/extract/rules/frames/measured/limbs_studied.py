"""Which limbs a nerve study is of, as its report says.

"EMG of both arms", "NCS/EMG BUE": the limb stands at the study's own name.  Where none
does, the one side that the report speaks of is the side of the study.  A limb that was
not studied is no limb of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.measured.nerve_words import of
from workbench.extract.rules.model import DocumentView, Mention, SideMention
from workbench.extract.rules.values import sides
from workbench.schema.case import Diagnosis, Fact, Side
from workbench.schema.evidence import Evidence


class Limb(NamedTuple):
    """The side of the only limb, or the only side, that a report names, and where."""

    side: Side
    cite: Evidence
    whole: bool = False


_HEAD = 400
"""Characters of a sentence in which a report names its limbs."""
_APART = re.compile(
    r"[.;]\s|\b(?:show\w*|reveal\w*|consistent|evidence|positive|abnormal\w*|no|not"
    r"|without|but|suggest\w*|slow\w*)\b|\d",
    re.IGNORECASE,
)
"""What parts a limb from the study that it stands behind."""
_NEAR = 60


class _Words(NamedTuple):
    limb: re.Pattern[str]
    named: re.Pattern[str]
    response: re.Pattern[str]
    joined: re.Pattern[str]
    unseen: re.Pattern[str]


@cache
def _words() -> _Words:
    behind = rf"[\s.-]{{0,2}}(?:sided\s)?(?:{of('limbs')})"
    return _Words(
        re.constant(behind, re.IGNORECASE),
        re.constant(of("limbs"), re.IGNORECASE),
        re.constant(of("responses"), re.IGNORECASE),
        re.constant(rf"{of('joined')}|(?:{of('limbs')})\s*\Z"),
        re.constant(
            rf"[^.;,]{{0,40}}(?:{of('not_looked_at')}|{of('left_out')})", re.IGNORECASE
        ),
    )


def _of_limb(text: str, one: SideMention) -> bool:
    """Whether a side is one of a limb ("right arm", "both legs", "BUE")."""
    words = _words()
    own = text[one.start : one.end]
    return bool(words.limb.match(text, one.end) or words.joined.search(own))


def _seen(text: str) -> Iterator[SideMention]:
    """The sides that a sentence names of what was studied."""
    unseen = _words().unseen
    for one in sides.find_sides(text[:_HEAD]):
        if not unseen.match(text, one.end):
            yield one


def limbs_at(text: str, studies: Sequence[Mention]) -> Side | None:
    """The one side of the limbs that stand at a study's own name."""
    named = [(study.start, study.end) for study in studies]
    named += [match.span() for match in _words().response.finditer(text)]
    told = {
        one.side
        for one in _seen(text)
        if any(_beside(text, one, start, end) for start, end in named)
    }
    return told.pop() if len(told) == 1 else None


def _beside(text: str, one: SideMention, start: int, end: int) -> bool:
    """Whether a side of a limb stands at a study ("both arms", "all limbs, bilat")."""
    between = text[min(one.end, end) : max(one.start, start)]
    if len(between) > _NEAR or _APART.search(between):
        return False
    limb = one.side == "bilateral" and _words().named.search(between)
    return bool(limb) or _of_limb(text, one)


def limb_of(view: DocumentView) -> Limb | None:
    """The one limb, or else the one side, that a report names."""
    return view.once(limb_of, lambda: _limb_of(view))


def _limb_of(view: DocumentView) -> Limb | None:
    told = {
        one.side: sentence
        for sentence in reversed(view.sentences)
        for one in _seen(sentence.text)
        if _of_limb(sentence.text, one)
    }
    named = bool(told)
    told = told or {
        one.side: sentence
        for sentence in reversed(view.sentences)
        for one in _seen(sentence.text)
    }
    if len(told) != 1:
        return None
    ((side, sentence),) = told.items()
    return Limb(side, view.cite_sentence(sentence), whole=named)


_OF_ONE_NERVE = ("mononeuropathy", "nerve-entrapment", "peripheral-nerve-injury")


def with_limb(view: DocumentView, fact: Fact) -> Fact:
    """A disease of one nerve on the side that the report of its study is of."""
    nerve = isinstance(fact, Diagnosis) and fact.kind in _OF_ONE_NERVE
    if not nerve or view.document.kind != "nerve-study" or fact.side is not None:
        return fact
    limb = limb_of(view)
    if limb is None or (limb.side == "bilateral" and fact.assertion != "absent"):
        return fact
    cites = tuple(dict.fromkeys((*fact.evidence, limb.cite)))
    return fact.model_copy(update={"side": limb.side, "evidence": cites})
