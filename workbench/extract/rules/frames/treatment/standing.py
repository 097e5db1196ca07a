"""Which of the treatments that a sentence names stand as facts of their own.

A treatment named twice is told once, a class that introduces its drugs gives way to
them, and words that sum up give way to what they sum up.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.extract.rules.frames.treatment.clauses import Told
from workbench.extract.rules.frames.treatment.fields import values
from workbench.extract.rules.frames.treatment.regions import beside
from workbench.extract.rules.frames.treatment.words import grammar


def standing(text: str, told: Iterable[Told]) -> list[Told]:
    """The treatments of a sentence that become facts."""
    kept = _itemised(_single(text, told), text.rstrip().endswith(":"))
    return [one for one in kept if not _elsewhere(text, one)]


def _single(text: str, told: Iterable[Told]) -> list[Told]:
    """One of each treatment: "physical therapy (PT)" is told once."""
    kept: list[Told] = []
    for one in told:
        twin = next((k for k in kept if _twin(text, k, one)), None)
        if twin is None:
            kept.append(one)
        elif twin.bare:
            one.answers += twin.answers
            kept[kept.index(twin)] = one
        else:
            twin.answers += one.answers
    return kept


def _twin(text: str, first: Told, second: Told) -> bool:
    same = (first.item.kind, first.item.name) == (second.item.kind, second.item.name)
    if not same or not (first.bare or second.bare):
        return False
    sites = {beside(text, one.item, one.clause) for one in (first, second)} - {None}
    return len(sites) < 2


def _itemised(told: list[Told], heading: bool) -> list[Told]:
    """Summing-up words say nothing more where their parts are listed beside them."""
    parts = [one for one in told if one.item.kind not in ("conservative-care",)]
    if not parts:
        return [] if heading and all(one.bare for one in told) else told
    sums = ("conservative-care",)
    drugs = any(one.item.kind != "medication" and one.item.name for one in told)
    told = _named(told)
    return [
        one
        for one in told
        if not (one.item.kind in sums and (one.bare or one.vague))
        and not (_is_class(one) and one.bare and drugs)
    ]


def _is_class(one: Told) -> bool:
    """Whether a medicine is told by no name of its own ("oral analgesics")."""
    return one.item.kind == "medication" and not one.item.name


def _named(told: list[Told]) -> list[Told]:
    """ "NSAIDs (ibuprofen)": the class that only introduces its drugs is left out."""
    kept = []
    for place, one in enumerate(told):
        drugs = [
            other
            for other in told[place + 1 :]
            if other.item.kind == one.item.kind and other.item.name
        ]
        if one.item.name or not drugs or one.item.event:
            kept.append(one)
        elif any(values(other) == values(one) for other in drugs):
            continue
        elif not one.bare and all(other.bare for other in drugs):
            for other in drugs:
                other.take(one)
        elif not one.bare:
            kept.append(one)
    return kept


def _elsewhere(text: str, told: Told) -> bool:
    """Whether the clause gives a drug for a condition that is no pain."""
    clause = text[slice(*told.clause)]
    drug = told.item.name is not None
    return drug and bool(grammar("elsewhere", clause)) and "pain" not in clause
