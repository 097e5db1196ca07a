"""Pairs: two facts of the record that exclude each other at one place and time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from workbench.evaluate.contradictions.model import Half, Pair, Same, Unless
from workbench.evaluate.facts import Entry
from workbench.evaluate.generic.select import region_of
from workbench.evaluate.leaf import Scope
from workbench.vocabulary import severity
from workbench.vocabulary.names import name_of


class Found(NamedTuple):
    """A contradiction: the rule, and on each side what is said and its facts."""

    rule: str
    sides: tuple[tuple[str, tuple[Any, ...]], tuple[str, tuple[Any, ...]]]


def by_pairs(rules: Iterable[Pair], scope: Scope) -> Iterator[Found]:
    """What the pairs find, each pair once per place."""
    for rule in rules:
        yield from _of(rule, scope)


def _of(rule: Pair, scope: Scope) -> Iterator[Found]:
    left = _half(rule.one, scope)
    right = _half(rule.other, scope) if left else []
    if not right:
        return
    explained = [entry for one in rule.unless for entry in _half(one, scope)]
    groups: dict[tuple[Any, ...], tuple[list[Any], list[Any]]] = {}
    for one in left:
        for other in right:
            if _in_one_breath(one, other) or not agree(rule.same, one, other):
                continue
            if any(agree(_place(rule.same), one, entry) for entry in explained):
                continue
            fact = one.fact
            key = (fact.level, fact.site, fact.side)
            heap = groups.setdefault(key, ([], []))
            for side, entry in zip(heap, (one, other), strict=True):
                if entry.fact not in side:
                    side.append(entry.fact)
    for here, there in groups.values():
        yield Found(
            rule.id,
            (
                (_said(rule.one.says, here[0]), tuple(here)),
                (_said(rule.other.says, there[0]), tuple(there)),
            ),
        )


def _in_one_breath(one: Entry, other: Entry) -> bool:
    """Whether one sentence says both: then it makes an exception, or is misread."""
    places = {(item.document, tuple(item.lines)) for item in one.fact.evidence}
    return any(
        (item.document, tuple(item.lines)) in places for item in other.fact.evidence
    )


def _place(same: tuple[Same, ...]) -> tuple[Same, ...]:
    """What an explanation must share: the place, not the day or study."""
    return tuple(one for one in same if one not in ("day", "study"))


def _half(half: Half | Unless, scope: Scope) -> list[Entry]:
    wanted = half.assertion
    found = [e for e in half.find(scope).hits if e.state in wanted]
    if isinstance(half, Half):
        if half.strength:
            found = [e for e in found if _strength(e.fact) == half.strength]
        if half.severity:
            found = [e for e in found if _graded(e.fact, half.severity)]
    return found


def _strength(fact: Any) -> str | None:
    """Full or less on the scale that runs to 5; None without a grade."""
    grade = fact.grade
    if not grade or not grade[:1].isdigit():
        return None
    return "full" if grade == "5" else "less"


def _graded(fact: Any, names: tuple[str, ...]) -> bool:
    steps = [severity().steps[name] for name in names]
    grade = fact.severity
    return grade is not None and min(steps) <= grade.low <= grade.high <= max(steps)


def agree(same: Iterable[Same], one: Entry, other: Entry) -> bool:
    """Whether two facts surely speak of the same place, day or study."""
    return all(_AGREE[name](one, other) for name in same)


def _level(one: Entry, other: Entry) -> bool:
    return one.fact.level is not None and one.fact.level == other.fact.level


def _site(one: Entry, other: Entry) -> bool:
    return one.fact.site is not None and one.fact.site == other.fact.site


def _side(one: Entry, other: Entry) -> bool:
    """The same side, or one that is told of both."""
    left, right = one.fact.side, other.fact.side
    return left == right or (None not in (left, right) and "bilateral" in (left, right))


def _day(one: Entry, other: Entry) -> bool:
    return one.first is not None and one[2:4] == other[2:4] and one.first == one.last


def _study(one: Entry, other: Entry) -> bool:
    left, right = one.study, other.study
    if left is None or right is None:
        return False
    same = left.kind == right.kind and left.date is not None
    return left is right or (same and left.date == right.date)


def _region(one: Entry, other: Entry) -> bool:
    left, right = region_of(one.fact), region_of(other.fact)
    return None in (left, right) or left == right


def _kind(one: Entry, other: Entry) -> bool:
    return bool(one.fact.kind == other.fact.kind)


_AGREE: dict[Same, Callable[[Entry, Entry], bool]] = {
    "kind": _kind,
    "level": _level,
    "site": _site,
    "side": _side,
    "day": _day,
    "study": _study,
    "region": _region,
}


def _said(words: str, fact: Any) -> str:
    """The words of a half with ``{place}`` filled in."""
    site = fact.level or (name_of(fact.site) if fact.site else "")
    place = " ".join(part for part in (site, fact.side) if part)
    at = f" at {place}" if place else ""
    return words.replace("{at}", at)
