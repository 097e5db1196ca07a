"""The second look: what a policy reads and the first reading did not find.

A policy names the lists and kinds that its criteria read, and the words by which a
place that speaks of them is known.  Only kinds go into a question: no threshold, no
window, no verdict.  Each family of missing kinds is asked on the one or two chunks
whose words fit best; where no words fit, nothing is asked and nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workbench.extract.llm.ask import Question
from workbench.extract.llm.chunks import Chunk
from workbench.extract.llm.families import family_of
from workbench.extract.rules.copy.text import fold
from workbench.policy.model import Policy
from workbench.schema.case import Case, FactList, ImagingStudy

PLACES = 2
"""Chunks on which one family of missing kinds is asked."""
Reads = dict[FactList, tuple[str, ...]]


def second_look(
    case: Case, policy: Policy, chunks: Sequence[Chunk]
) -> tuple[Question, ...]:
    """The questions of the second look, in order of family and place."""
    wanted: dict[str, Reads] = {}
    words: dict[str, set[str]] = {}
    asked = {one.kind for one in case.requested_procedures}
    for criterion in policy.criteria:
        if asked and not asked & set(criterion.applies_to):
            continue
        for name, kinds in criterion.reads.items():
            missing = _missing(case, name, kinds)
            if missing is None:
                continue
            family = family_of(name).name
            held = wanted.setdefault(family, {})
            held[name] = tuple(dict.fromkeys((*held.get(name, ()), *missing)))
            words.setdefault(family, set()).update(criterion.terms)
    return tuple(
        Question(chunk, family_of(next(iter(reads))), tuple(reads.items()))
        for family, reads in wanted.items()
        for chunk in _likely(chunks, words[family])
    )


def _missing(
    case: Case, name: FactList, kinds: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Kinds of a list that the case lacks; () for an empty list, None for no gap."""
    facts = getattr(case, name)
    found = {fact.kind for fact in facts}
    for fact in facts:
        if isinstance(fact, ImagingStudy):
            found |= {one.kind for one in fact.findings}
    if not kinds:
        return None if facts else ()
    left = tuple(kind for kind in kinds if kind not in found)
    # Kinds of one criterion stand for one another: one that is found closes it.
    return left if len(left) == len(kinds) else None


def _likely(chunks: Iterable[Chunk], words: set[str]) -> Iterator[Chunk]:
    ranked = sorted(
        ((_hits(chunk, words), -place, chunk) for place, chunk in enumerate(chunks)),
        key=lambda one: one[:2],
        reverse=True,
    )
    best = [one for one in ranked if one[0]][:PLACES]
    return (chunk for _, _, chunk in sorted(best, key=lambda one: -one[1]))


def _hits(chunk: Chunk, words: set[str]) -> int:
    text = fold(" ".join(line.text for line in chunk.lines)).lower()
    return sum(text.count(fold(word).lower()) for word in words)
