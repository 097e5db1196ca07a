"""The side of a limb that a passage names once, for what is told of that limb.

"R shoulder pain.  US 12/4: full-thickness cuff tear.  Subacromial injection offered."
Tear, scan and injection are of the right shoulder.  The side is taken where a sentence
and the few before it name one side and no other, and the one that names it is
cited.  The kinds stand in ``one_sided.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.checking import list_of
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.values.sides import find_sides
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Fact, Treatment
from workbench.schema.evidence import Evidence
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("one_sided.yaml")
_BACK = 4
"""Sentences before that may name the side."""
_PAIRED = sought(
    r"\b(?:both|bilat\w*|b/l|either|opposite|contralateral)\b"
    r"|\b(?:each|other) (?:side|arm|hand|shoulder|wrist|leg|foot|limb)s?\b",
    re.IGNORECASE,
)
_BOTH_TESTS = re.compile(
    r"\b(?:and|&) (?:the )?[A-Za-z'-]+ (?P<both>both)\b", re.IGNORECASE
)
""" "Neer and Hawkins both hurt": two tests, and no two sides."""


class _Table(NamedTuple):
    kinds: dict[str, frozenset[str]]
    sites: frozenset[str | None]


@cache
def _table() -> _Table:
    data = load_yaml(_FILE)
    kinds = {name: frozenset(one) for name, one in data["kinds"].items()}
    return _Table(kinds, frozenset(data["sites"]))


def with_side(document: DocumentView, facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts of a document, those of a limb with the one side told around them."""
    for fact in facts:
        yield _sided(document, fact) if _is_open(fact) else fact


def _is_open(fact: Fact) -> bool:
    """Whether a fact is of a limb that has a side, and names none."""
    table = _table()
    if fact.kind not in table.kinds.get(list_of(fact), frozenset()):
        return False
    if isinstance(fact, Treatment) and fact.site not in table.sites:
        return False
    return fact.side is None


def _sided(document: DocumentView, fact: Fact) -> Fact:
    own = _sentence(document.sentences, fact.evidence[0])
    if own is None:
        return fact
    first = max(own.index - _BACK, 0)
    near = [
        one
        for one in document.sentences[first : own.index + 1]
        if one.section is own.section
    ]
    sides = {mark.side for one in near for mark in find_sides(one.text)}
    if sides not in ({"left"}, {"right"}) or any(map(_of_pair, near)):
        return fact
    told = next(one for one in reversed(near) if find_sides(one.text))
    cites = dict.fromkeys((*fact.evidence, document.cite_sentence(told)))
    return fact.model_copy(update={"side": sides.pop(), "evidence": tuple(cites)})


def _of_pair(sentence: Sentence) -> bool:
    """Whether a sentence speaks of two sides or of the other one."""
    text = _BOTH_TESTS.sub("", sentence.text)
    return _PAIRED.search(text) is not None


def _sentence(sentences: Sequence[Sentence], cite: Evidence) -> Sentence | None:
    """The sentence that a quote ends in."""
    if cite.end is None:
        return None
    last = cite.end - 1
    return next((one for one in sentences if one.start <= last < one.end), None)
