"""Things of the hand that fall from it; the things are ``lexicon/handled.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.language import context
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Symptom

_DROPS = sought(r"\bdrop(?:s|ped|ping)?\s", re.IGNORECASE)
_DROPPED = re.compile(
    r"(?:(?:an?|the|his|her|my|their|its|own|full|hot|small|light|heavy|some|many|most"
    r"|everyday|household|little|even|both|kitchen|coffee)\s){0,4}\Z",
    re.IGNORECASE,
)


def dropping(passage: Passage) -> Iterator[Symptom]:
    """Things of the hand that fall from it ("drops cutlery once per meal")."""
    for verb in _DROPS.finditer(passage.text):
        for thing in lexicon.load("handled").find(passage.text):
            gap = passage.text[verb.end() : thing.start]
            if thing.start < verb.end() or not _DROPPED.fullmatch(gap):
                continue
            drops = replace(thing, concept="dexterity-loss", start=verb.start())
            seven = context.assertion(passage.sentence, drops, state=True)
            said = context.to_assertion(seven)
            if said:
                yield Symptom(
                    id="?",
                    kind="dexterity-loss",
                    assertion=said,
                    date=passage.view.document.date,
                    evidence=tuple(evidence(passage)),
                )
                return
