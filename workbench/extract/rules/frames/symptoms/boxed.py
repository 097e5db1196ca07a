"""Complaints told by a ticked box: a place under "Where is the pain?", a "denies"."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import as_side, find_sides, find_sites
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.frames.symptoms.turns import one_side
from workbench.extract.rules.model import Cell, Mention
from workbench.extract.rules.words import lexicon
from workbench.schema.case import Symptom


def is_answer(passage: Passage) -> bool:
    """Whether a ticked box answers a question about a complaint ("Where is the pain?").

    Under a heading such as "Check all that apply" the box tells the complaint itself.
    """
    block = passage.sentence.block
    if block.kind != "checkbox" or not block.cells:
        return False
    asked = (cell.header or "" for cell in block.cells)
    return any(lexicon.load("symptoms").find(one) for one in asked)


def options(passage: Passage) -> Iterator[Symptom]:
    """A ticked place under a question ("Where is your pain?  [x] Neck")."""
    for cell in passage.sentence.block.cells:
        asked = lexicon.load("symptoms").find(cell.header or "")
        kinds = [word for word in asked if "region" not in word.attributes]
        yield from _reported(passage, cell, kinds)
        sides = {as_side(mark.name) for mark in find_sides(cell.text)}
        for word in kinds:
            for place in find_sites(cell.text):
                for kind in word.attributes.get("kind", word.concept).split():
                    yield Symptom(
                        id="?",
                        kind=kind,
                        site=place.name,
                        side=one_side(sides, cell.text),
                        date=passage.view.document.date,
                        evidence=tuple(evidence(passage, [cell])),
                    )


_REPORTS = re.compile(
    r"\W*(?:(?P<no>denies|denied|no|none|absent|not present|negative)"
    r"|(?P<yes>reports|reported|endorses|yes|present|positive|complains of))\b\W*\Z",
    re.IGNORECASE,
)


def _reported(passage: Passage, cell: Cell, kinds: list[Mention]) -> Iterator[Symptom]:
    """A complaint that a ticked "denies" or "reports" answers."""
    said = _REPORTS.match(cell.text)
    if said is None or passage.sentence.block.checked is not True:
        return
    for word in kinds:
        for kind in word.attributes.get("kind", word.concept).split():
            yield Symptom(
                id="?",
                kind=kind,
                assertion="absent" if said["no"] else "present",
                date=passage.view.document.date,
                evidence=tuple(evidence(passage, [cell])),
            )
