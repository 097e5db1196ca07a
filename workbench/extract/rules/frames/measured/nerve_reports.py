"""What only the report of a nerve study tells: its limbs, its gaps, what it spares.

The conclusions on each condition are read one by one; here the report is read as a
whole.  The limbs that it studied are the side of the study's own fact, a part that was
left out and a study asked for later are facts of their own, and nerves or roots called
healthy speak against their conditions, unless the report finds these elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.extract.rules.frames.measured.limbs_studied import Limb, limbs_at
from workbench.extract.rules.frames.measured.nerve_spared import (
    Spared,
    root_item,
    spared_nerves,
)
from workbench.extract.rules.frames.measured.nerve_undone import undone
from workbench.extract.rules.frames.passages import Passage, evidence, passages
from workbench.extract.rules.model import DocumentView, Mention, Role
from workbench.extract.rules.values import sides
from workbench.extract.rules.words import lexicon
from workbench.schema.case import Side, Test

_KIND = "nerve-study"
_ASKS: frozenset[Role] = frozenset({"history", "indication", "request", "past-history"})


def with_whole(view: DocumentView, told: Sequence[Test]) -> list[Test]:
    """The facts of a document, completed by what its report tells as a whole."""
    if view.document.kind != _KIND:
        return list(told)
    said = [one for one in passages(view) if one.role not in _ASKS]
    limb = _studied(view, said)
    found = [_of_limb(one, limb) for one in told]
    found += _whole(found, limb)
    for passage in said:
        found += _gaps(passage)
        found += [one for one in _free(passage) if not _against(one, found)]
    return list(dict.fromkeys(found))


def _studied(view: DocumentView, said: Sequence[Passage]) -> Limb | None:
    """The limbs that stand at the study's own name, where the report names one set."""
    told: dict[Side, Passage] = {}
    for passage in said:
        side = limbs_at(passage.text, _studies(passage))
        if side is not None:
            told.setdefault(side, passage)
    if "bilateral" in told:
        told = {"bilateral": told["bilateral"]}
    if len(told) != 1:
        return None
    ((side, passage),) = told.items()
    return Limb(side, view.cite_sentence(passage.sentence), whole=True)


def _studies(passage: Passage) -> list[Mention]:
    words = lexicon.load("tests").find(passage.text)
    return [word for word in words if "study" in word.attributes]


def _of_limb(one: Test, limb: Limb | None) -> Test:
    """A study that is normal as a whole is so of the limbs that it studied."""
    own = one.kind == _KIND and one.indicates is None and one.assertion == "present"
    if limb is None or not own or one.result != "normal" or one.side is not None:
        return one
    cites = tuple(dict.fromkeys((*one.evidence, limb.cite)))
    return one.model_copy(update={"side": limb.side, "evidence": cites})


def _whole(found: Sequence[Test], limb: Limb | None) -> Iterator[Test]:
    """The study of the limbs that a report names, where it finds a disease in them."""
    ill = [one for one in found if one.kind == _KIND and one.result == "positive"]
    mine = [one for one in found if one.kind == _KIND and one.indicates is None]
    if limb is None or not ill or any(one.side == limb.side for one in mine):
        return
    yield Test(
        id="?",
        kind=_KIND,
        result="abnormal",
        side=limb.side,
        date=ill[0].date,
        evidence=tuple(dict.fromkeys((limb.cite, *ill[0].evidence))),
    )


def _gaps(passage: Passage) -> Iterator[Test]:
    state = undone(passage.text)
    if state is not None:
        cites = tuple(evidence(passage))
        yield Test(id="?", kind=_KIND, assertion=state, evidence=cites)


def _free(passage: Passage) -> Iterator[Test]:
    """Nerves and roots that a sentence calls healthy, or leaves open."""
    told = [*spared_nerves(passage.text)]
    if (item := root_item(passage.text)) is not None:
        told.append(item)
    for one in told:
        values: dict[str, Any] = {"indicates": one.condition, "result": one.result}
        if one.root:
            values["site"] = one.root
        yield Test(
            id="?",
            kind=_KIND,
            name=passage.text[one.start : one.end].strip(),
            side=_side(passage.text, one),
            date=passage.view.document.date,
            evidence=tuple(evidence(passage)),
            **values,
        )


def _side(text: str, one: Spared) -> Side | None:
    """The one side that the words beside a healthy nerve name."""
    near = text[max(one.start - 12, 0) : one.end + 14]
    told = {mark.side for mark in sides.find_sides(near)}
    if not told:
        told = {mark.side for mark in sides.find_sides(text)}
    return told.pop() if len(told) == 1 else None


def _against(one: Test, found: Sequence[Test]) -> bool:
    """Whether the report says otherwise of the condition, or has said it already."""
    same = [
        other
        for other in found
        if other.indicates == one.indicates and one.site in (None, other.site)
    ]
    if one.result == "inconclusive":
        return bool(same)
    everywhere = (None, "bilateral")
    for other in same:
        if other.result == "negative":
            if other.side == one.side:
                return True
        elif one.side in everywhere or other.side in (one.side, *everywhere):
            return True
    return False
