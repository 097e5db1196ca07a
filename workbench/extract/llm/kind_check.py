"""Do the quoted words name the thing that the fact is called?

A true quote proves nothing about the label beside it.  Each kind has words: those of
the rules reader's lexicons and those of ``kind_words.yaml``.  A fact whose quotes hold
none of them names nothing that can be checked, so it goes back to the model and then to
the reviewer.  Kinds called "other" carry their words in ``name``, which must be quoted.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

from workbench.content import expressions as re
from workbench.extract.checking import list_of
from workbench.extract.grounding import Refusal
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.lexicon import load
from workbench.schema.base import Model, parse_data
from workbench.schema.case import (
    Diagnosis,
    Fact,
    ImagingFinding,
    RequestedProcedure,
)
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("kind_words.yaml")


class KindWords(Model):
    """Lexicons whose concepts name a list's kinds, and further words by kind."""

    lexicons: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] = {}
    same: dict[str, tuple[str, ...]] = {}


@cache
def table() -> dict[str, KindWords]:
    """The words of kinds by list; findings of a study stand under their own name."""
    data = cast("dict[str, Any]", load_yaml(_FILE))
    return {
        name: parse_data(KindWords, entry, where=f"{_FILE.name}: {name}")
        for name, entry in data.items()
    }


def unnamed(fact: Fact) -> Refusal | None:
    """A refusal when nothing in the quotes names the kind of the fact."""
    quotes = " \n ".join(one.quote for one in fact.evidence)
    if fact.kind == "other" and not hasattr(fact, "name"):
        return None
    if fact.kind == "other":
        name = getattr(fact, "name", None)
        held = bool(name) and _inside(str(name), quotes)
        return None if held else Refusal("token-mismatch", "no quoted words name it")
    if isinstance(fact, RequestedProcedure | Diagnosis) and fact.codes:
        return None  # a code names it, and codes are looked up in the quotes
    if fact.kind in named(key_of(fact), quotes):
        return None
    return Refusal("token-mismatch", f"nothing in the quotes names {fact.kind}")


def key_of(fact: Fact) -> str:
    """The entry of the table that a fact goes by."""
    return "imaging_findings" if isinstance(fact, ImagingFinding) else list_of(fact)


def _inside(words: str, quotes: str) -> bool:
    return " ".join(fold(words).lower().split()) in " ".join(
        fold(quotes).lower().split()
    )


def mentions(fact: Fact, text: str) -> list[Mention]:
    """Where words of the lexicons name the kind of a fact in a text."""
    entry = table()[key_of(fact)]
    same = (fact.kind, *entry.same.get(fact.kind, ()))
    return [
        one
        for lexicon in entry.lexicons
        for one in load(lexicon).find(text)
        if {one.concept, *one.attributes.get("kind", "").split()} & set(same)
    ]


def named(key: str, text: str) -> frozenset[str]:
    """The kinds of a list that words of a text name."""
    entry = table()[key]
    folded = fold(text)
    found: set[str] = set()
    for lexicon in entry.lexicons:
        for one in load(lexicon).find(folded):
            found.add(one.concept)
            found |= set(one.attributes.get("kind", "").split())
            found.add(one.attributes.get("as", one.concept))
    found |= {kind for kind, words in _patterns(key) if words.search(folded)}
    for kind, others in entry.same.items():
        if found & set(others):
            found.add(kind)
    return frozenset(found)


@cache
def _patterns(key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile(r"\b(?:" + "|".join(words) + ")", re.IGNORECASE))
        for kind, words in table()[key].words.items()
    )
