"""Hands that are clumsy, told by a thing: it falls, or a task of the fingers fails.

"Dropped two vases", "cannot do up her earrings", "trouble with secateurs".  The things
are ``lexicon/handled.yaml``; the words that a task fails with, its verbs and what may
stand between are ``fine-tasks.yaml``.  What stands between is a closed list, so that
"trouble finding his keys" is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.language import context
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import Symptom
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("fine-tasks.yaml")
_HURT = re.compile(
    r"[^.;\n]{0,24}?\bon(?:to)? (?:his|her|my|the) (?:\w+ )?(?:foot|toes?|leg"
    r"|head|back)",
    re.IGNORECASE,
)
"""A thing that fell on somebody tells of an accident."""
_SLIPS = re.compile(
    r"[^.;\n]{0,40}?\b(?:slip|slips|slipped|slipping|fall|falls|fell|falling)\s"
    r"(?:right\s)?(?:out of|from|through)\s(?:\w+\s){0,2}(?:hands?|fingers|grip"
    r"|grasp)\b",
    re.IGNORECASE,
)


@cache
def _any_of(*names: str) -> str:
    """The words of the lists as one choice, the longest first."""
    lists: dict[str, list[str]] = load_yaml(FILE)
    words = sorted({word for name in names for word in lists[name]}, key=len)
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in reversed(words))


@cache
def _fails() -> dict[str, re.Pattern[str]]:
    """A task that does not go, as far as the thing that it is done with.

    Things that a record names for other reasons, too, need a verb of the fingers.
    """
    filler = rf"(?:\s(?:{_any_of('fillers', 'verbs')}))"
    plain, hand = (rf"(?:{_any_of(name)})" for name in ("verbs", "hand"))
    cannot, trouble, clumsy = (
        rf"(?:{_any_of(*names)})"
        for names in (("cannot",), ("trouble", "help"), ("clumsy",))
    )
    ways = {
        "yes": rf"(?:{cannot}\s{plain}|{trouble}){filler}{{0,6}}",
        "hand": rf"(?:{cannot}\s{hand}|{trouble}{filler}{{0,3}}\s{hand}|{clumsy})"
        rf"{filler}{{0,4}}",
    }
    return {
        name: re.constant(rf"(?<!\w){way}\s\Z", re.IGNORECASE)
        for name, way in ways.items()
    }


@cache
def _falls() -> re.Pattern[str]:
    return re.constant(
        rf"(?<!\w)(?:{_any_of('drops')})(?:\s(?:{_any_of('counts')})){{0,4}}\s\Z",
        re.IGNORECASE,
    )


@cache
def _opens() -> Sought:
    """The words that one or other way begins with, or a thing slips away with."""
    names = ("cannot", "trouble", "help", "clumsy", "drops")
    return sought(rf"(?<!\w)(?:{_any_of(*names)}|(?:slip|fall|fell)\w*)(?!\w)", re.I)


def dropping(passage: Passage) -> Iterator[Symptom]:
    """Clumsiness that a thing of the hand tells ("drops cutlery once per meal")."""
    if _opens().search(passage.text) is None:
        return
    for thing in lexicon.load("handled").find(passage.text):
        told = _told(passage.text, thing)
        if told is None:
            continue
        seven = context.assertion(passage.sentence, told, state=True)
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


def _told(text: str, thing: Mention) -> Mention | None:
    """The words from what fails to the thing; None where the thing tells nothing."""
    lead = text[max(thing.start - 120, 0) : thing.start]
    fell = _falls().search(lead)
    if fell is None and "fine" in thing.attributes:
        fell = _fails()[thing.attributes["fine"]].search(lead)
    slips = fell is None and _SLIPS.match(text, thing.end)
    if (fell is None and not slips) or _HURT.match(text, thing.end):
        return None
    start = thing.start - len(lead) + fell.start() if fell else thing.start
    return replace(
        thing, concept="dexterity-loss", start=start, text=text[start : thing.end]
    )
