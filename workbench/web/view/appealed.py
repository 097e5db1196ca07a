"""An appeal as shown: lines before and after, grounds with their answers."""

from __future__ import annotations

from typing import NamedTuple

from workbench.narrate.labels import procedure_title
from workbench.schema.appeal import AppealReview, Duty, Ground
from workbench.web.view import words
from workbench.web.view.facts import Quote, quotes
from workbench.web.view.words import Said

DECISIONS: dict[str, Said] = {
    "uphold": Said("uphold", "✕", "fail"),
    "overturn": Said("overturn", "✓", "good"),
    "partial_overturn": Said("overturn in part", "◐", "split"),
    "dismiss": Said("dismiss", "–", "calm"),
}
ANSWERS: dict[str, Said] = {
    "upheld": Said("the reason stands", "✕", "fail"),
    "overturned": Said("the reason falls", "✓", "good"),
    "conceded": Said("conceded", "↷", "calm"),
    "moot": Said("nothing hangs on it", "–", "calm"),
}


class Moved(NamedTuple):
    """A criterion that moved, and the facts behind it."""

    title: str
    before: Said
    after: Said
    because: str
    quotes: tuple[Quote, ...]


class Line(NamedTuple):
    """One line of the request before and after."""

    id: str
    name: str
    before: Said
    after: Said
    appealed: bool
    moved: tuple[Moved, ...]


class GroundView(NamedTuple):
    """One ground, in its own words, with its answer."""

    id: str
    who: str
    text: str
    answer: Said
    because: str
    lines: tuple[str, ...]
    quotes: tuple[Quote, ...]
    policy: tuple[str, ...]
    differs: tuple[tuple[str, str], ...]


class NewFactView(NamedTuple):
    """A fact that the first record did not have."""

    says: str
    argued: bool
    bears_on: tuple[str, ...]
    quotes: tuple[Quote, ...]


class Appealed(NamedTuple):
    """The whole drafted answer."""

    decision: Said
    because: str
    lines: tuple[Line, ...]
    grounds: tuple[GroundView, ...]
    new_facts: tuple[NewFactView, ...]
    undisclosed: tuple[tuple[str, str, tuple[str, ...], str], ...]
    procedural: tuple[tuple[str, bool, str], ...]
    duties: tuple[Duty, ...]
    documents: tuple[tuple[str, str, bool], ...]


def appealed(made: AppealReview) -> Appealed:
    """A drafted answer as shown."""
    new = set(made.new_documents)
    return Appealed(
        decision=DECISIONS[made.decision],
        because=made.because,
        lines=tuple(
            Line(
                one.id,
                " ".join(
                    part
                    for part in (one.name or procedure_title(one.procedure), one.level)
                    if part
                ),
                words.recommendation(one.before),
                words.recommendation(one.after),
                one.appealed,
                tuple(
                    Moved(
                        item.title,
                        words.status(item.before),
                        words.status(item.after),
                        item.because,
                        quotes(item.evidence),
                    )
                    for item in one.criteria_changed
                ),
            )
            for one in made.lines
        ),
        grounds=tuple(_ground(one) for one in made.grounds),
        new_facts=tuple(
            NewFactView(
                one.says,
                one.argued,
                tuple(words.plain(name) for name in one.bears_on),
                quotes(one.evidence),
            )
            for one in made.new_facts
        ),
        undisclosed=tuple(
            (one.title, one.reason, one.lines, one.duty) for one in made.undisclosed
        ),
        procedural=tuple((one.says, one.found, one.source) for one in made.procedural),
        duties=made.duties,
        documents=tuple(
            (one.id, one.title or words.KINDS[one.kind], one.id in new)
            for one in made.documents
        ),
    )


def _ground(one: Ground) -> GroundView:
    return GroundView(
        one.id,
        "the denial" if one.source == "denial" else "the appellant",
        one.text,
        ANSWERS[one.answer],
        one.because,
        one.lines,
        quotes(one.evidence),
        one.policy_text,
        tuple((item.denial, item.policy) for item in one.misquotes),
    )
