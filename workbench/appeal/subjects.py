"""Which criteria of a policy a sentence speaks of: by the criteria's own words.

Titles and search terms come from the policy; ``data/subjects.yaml`` adds how letters
say the same.  A word that many criteria share weighs little, one that a single
criterion has weighs most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, NamedTuple

from workbench.appeal.words import DATA
from workbench.policy.model import Criterion, Policy
from workbench.vocabulary.yaml_file import load_yaml

ENOUGH = 0.45
"""Weight from which a sentence speaks of a criterion."""
BESIDE = 0.55
"""Share of the best criterion's weight from which another is spoken of too."""
MOST = 3
_MOST_WEIGHT = 1.5
"""A subject named with many words is named; more words do not hide another one."""
_HEADING = 0.5
_PHRASE = 1.5
_STOP = frozenset(
    "with without from that this than more most least only level levels record pain"
    " recorded condition before other sources signs each part same after session"
    " care documented severe enough weeks months since year years need needs reason"
    " treatment care lasting under free limit limited failed work daily"
    " excluded exclude benefit fusion surgery posterior indication suitable".split()
)


class _Word(NamedTuple):
    pattern: re.Pattern[str]
    weight: float


class Subjects:
    """The criteria of one policy as subjects that sentences may speak of."""

    def __init__(self, policy: Policy, procedures: frozenset[str]) -> None:
        own = {
            item.id: _words(item)
            for item in policy.criteria
            if not procedures or procedures & set(item.applies_to)
        }
        self._texts = tuple(_bare(item.text) for item in policy.criteria)
        every = {word for item in policy.criteria for word in _words(item)}
        self._every = re.compile(
            "|".join(f"(?:{_pattern(word).pattern})" for word in sorted(every)),
            re.IGNORECASE,
        )
        shared = Counter(word for words in own.values() for word in words)
        self._own = {
            name: tuple(_Word(_pattern(word), _weight(word, shared)) for word in words)
            for name, words in own.items()
        }

    def quotes_policy(self, text: str) -> bool:
        """Whether a text is the policy's own wording, set down as it stands."""
        said = _bare(text)
        return any(own in said for own in self._texts)

    def clinical(self, text: str) -> bool:
        """Whether some criterion of the policy, of whatever service, is spoken of."""
        return bool(self._every.search(text))

    def of(self, text: str, heading: str = "") -> tuple[str, ...]:
        """Ids of the criteria that a sentence speaks of, the closest first.

        A heading above it counts too, and decides where the sentence says nothing.
        """
        said = self.weights(text)
        above = self.weights(heading) if heading else {}
        weights = {
            name: min(said.get(name, 0.0), _MOST_WEIGHT)
            + _HEADING * min(above.get(name, 0.0), _MOST_WEIGHT)
            for name in {*said, *above}
        }
        best = max(weights.values(), default=0.0)
        if best < ENOUGH:
            return ()
        chosen = [name for name, one in weights.items() if one >= best * BESIDE]
        chosen = [name for name in chosen if weights[name] >= ENOUGH]
        return tuple(sorted(chosen, key=lambda name: -weights[name])[:MOST])

    def weights(self, text: str) -> dict[str, float]:
        """The weight of every criterion that shares a word with the text."""
        found = {
            name: sum(word.weight for word in words if word.pattern.search(text))
            for name, words in self._own.items()
        }
        return {name: weight for name, weight in found.items() if weight}


@lru_cache(maxsize=32)
def subjects(policy: Policy, procedures: frozenset[str] = frozenset()) -> Subjects:
    """The subjects of a policy, compiled once: its criteria for these procedures.

    Without procedures all its criteria are subjects.
    """
    known = procedures & set(policy.procedures)
    return Subjects(policy, frozenset(known))


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    data: Any = load_yaml(DATA / "subjects.yaml")
    return dict(data)


def _words(item: Criterion) -> frozenset[str]:
    names = " ".join((item.id.replace("-", " "), item.title, *item.terms)).lower()
    found = {term.lower() for term in item.terms if term.lower() not in _STOP}
    found |= {
        word
        for word in re.findall(r"[a-z]{5,}", item.title.lower())
        if word not in _STOP
    }
    for entry in _table().values():
        if any(part in names for part in entry["of"]):
            found |= set(entry["words"])
            found |= {f"={word}" for word in entry.get("exact", ())}
    return frozenset(found)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()


def _weight(word: str, shared: Counter[str]) -> float:
    return (_PHRASE if " " in word else 1.0) / shared[word]


def _pattern(word: str) -> re.Pattern[str]:
    """A word that others may begin with; ``=`` before it: only as it stands."""
    if word.startswith("="):
        return re.compile(rf"\b{re.escape(word[1:])}\b")
    body = r"\s+".join(re.escape(part) for part in word.split())
    return re.compile(rf"(?<![\w-]){body}", re.IGNORECASE)


def titles(policy: Policy, names: Iterable[str]) -> str:
    """Titles of criteria, joined for a sentence."""
    known = {item.id: item.title for item in policy.criteria}
    return ", ".join(known.get(name, name) for name in names)
