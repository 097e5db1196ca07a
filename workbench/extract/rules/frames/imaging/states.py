"""Structures and the states that they are said to be in, as words of a finding.

"The disc is narrowed", "dehydrated discs", "loss of the disc space" name a finding by
two words that may stand apart.  Both are found here, in either order, and the state
becomes the noun of the finding, so that level, side, grade and denial are bound to it
like to any other.  The words are data (``imaging_states.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.model import Seven
from workbench.extract.rules.words.alternation import one_of
from workbench.extract.rules.words.lexicon import spread
from workbench.extract.rules.words.sought import sought
from workbench.extract.rules.words.tokens import words
from workbench.vocabulary.tables import severity
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("states.yaml")
_SMALL = (
    "the a an of in at on off from within to both left right bilateral(?:ly)? levels?"
    " around about through across opposite almost nearly near quite very somewhat well"
    " all each every throughout normal usual cervical thoracic lumbar lumbosacral"
    " articulations? joints? spaces? heights? body interspaces? signal seen noted"
    " lower upper lowest two three last arising projecting"
    " \\w{3,12}ly [RLB] bilat sided? segments? is\\sseen is\\snoted"
).split()
_VERBS = (
    "is are was were has have had been being be appears? remains? looks? seems? shows?"
    " also again now entirely or and present there"
).split()
"""Small words that stand only between a structure and what is told of it after."""
_MOST = 8
"""Small words that may stand between a structure and its state."""


class State(NamedTuple):
    """A state found beside its structure."""

    start: int
    end: int
    name: str
    kind: str
    location: str
    unit: str | None
    implies: Seven | None


class Shift(NamedTuple):
    """A vertebra told to be off the one below it: "C4 moves forward 4 mm on C5"."""

    start: int
    end: int
    upper: tuple[int, int]
    lower: tuple[int, int]
    dynamic: bool


class _Pattern(NamedTuple):
    """States of one sort beside a structure, and the words that they begin with."""

    implies: Seven | None
    states: frozenset[str]
    told: str
    """The expression, compiled when a text first holds one of the words."""


class Rule(NamedTuple):
    """One entry of the file."""

    name: str
    kind: str
    location: str
    unit: str | None
    heads: frozenset[str]
    patterns: tuple[_Pattern, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def rules() -> tuple[Rule, ...]:
    """The entries of the file with their patterns."""
    data: dict[str, dict[str, Any]] = load_yaml(FILE)
    return tuple(_rule(name, row) for name, row in data.items())


def _rule(name: str, row: dict[str, Any]) -> Rule:
    structures = list(spread_terms(row["structures"]))
    sorts: tuple[tuple[Seven | None, str, bool], ...] = (
        (None, "ill", True),
        (None, "ill-after", False),
        ("negated", "well", True),
        ("possible", "open", True),
    )
    patterns = tuple(
        _Pattern(implies, _first_words(states), one)
        for implies, key, before in sorts
        if row.get(key)
        for states in [list(spread_terms(row[key]))]
        for one in _patterns(structures, states, before)
    )
    heads = _first_words(structures)
    return Rule(
        name,
        row["kind"],
        row["location"],
        row.get("unit"),
        heads,
        patterns,
        tuple(row["examples"]),
        tuple(row["counter"]),
    )


def _first_words(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(re.split(r"[ -]", one.lower())[0] for one in terms)


def spread_terms(terms: Iterable[str]) -> Iterator[str]:
    """The terms of a list with their choices written out."""
    for term in terms:
        yield from spread(str(term))


def _patterns(structures: list[str], states: list[str], before: bool) -> Iterator[str]:
    """A structure before its state, and, where it may, a state before its structure."""
    what, state = _any(structures), _any(states)
    told = rf"\b(?:{what})\b{_between(verbs=True)}\b(?P<state>{state})\b"
    yield told
    named = rf"\b(?P<state>{state})\b{_between(verbs=False)}\b(?:{what})\b"
    if before:
        yield named


@cache
def _compiled(told: str) -> re.Pattern[str]:
    return re.constant(told, re.IGNORECASE)


def _any(terms: list[str]) -> str:
    return one_of(terms, "[ -]")


@cache
def _between(*, verbs: bool) -> str:
    grades = {one for group in severity().words.values() for one in group}
    level = r"[CTLS]\d{1,2}(?:[-/ ]?[CTLS]?\d{1,2})?"
    level = rf"{level}(?:(?:, |/|,? and | & |, and ){level}){{0,3}}"
    plain = (*_SMALL, *(_VERBS if verbs else ()))
    small = "|".join((*plain, *map(re.escape, sorted(grades)), level, r"\d+\s?mm"))
    mark = "[ ,/:-]" if verbs else "[ -]"
    return rf"(?:{mark}{{1,2}}(?:{small})){{0,{_MOST}}}{mark}{{1,2}}"


@lru_cache(maxsize=4096)
def states(text: str) -> tuple[State, ...]:
    """All states of a text, in reading order; what is ill outweighs what is not."""
    present = words(text)
    found: list[State] = []
    for rule in rules():
        if rule.heads & present:
            found += _of_rule(rule, text, present)
    return tuple(sorted(found, key=lambda one: one.start))


_PLACE = re.compile(
    r"\b(?:[CTLS]\d[\w/-]*|left|right|bilateral|both|[RLB])\b", re.IGNORECASE
)


_SHIFT = sought(
    r"\b(?P<upper>[CTLS]\d{1,2})\b(?:\s(?:is|has|was|vertebra|body|being|sits|lies))"
    r"{0,3}\s(?P<moves>(?:slipped|slips?|displaced|steps?|stepped|lies|sits|slides?|slid|glides?|rides?|subluxes|listhesed|shift(?:s|ed)?|moves?|moved|translates"
    r"|translated|forward|anterior(?:ly)?|posterior(?:ly)?|offset|off|subluxed|subluxated|retrolisthesed|anterolisthesed|retrolisthetic"
    r"|anterolisthetic)\b)"
    r"(?:\s(?:forwards?|anterior(?:ly)?|posterior(?:ly)?|back(?:wards?)?|by|about|to"
    r"|some|approximately|is|of|\d{1,2}(?:\.\d)?\s?mm|slightly|mildly|displaced|positioned|translated|subluxed|of|in\sposition|in\sflexion"
    r"|on\sflexion))"
    r"{0,6}\s(?:on|over|upon|to|of|relative\sto|with\srespect\sto)\s(?:the\s)?"
    r"(?P<lower>[CTLS]\d{1,2})\b",
    re.IGNORECASE,
)
_DYNAMIC = re.compile(r"\b(?:flex\w*|exten\w*|dynamic|bending)\b", re.IGNORECASE)
_MOVES = re.compile(r"(?:shift|move|translate|slide|glide)", re.IGNORECASE)
"""Verbs of a motion.  Where a vertebra lies or has slipped to in one view is none:
"L4 lies 4 mm forward on L5 in flexion" does not tell how far it travelled."""


def shifts(text: str) -> list[Shift]:
    """Vertebrae told to be off the one below, words standing between the two."""
    viewed = _DYNAMIC.search(text) is not None
    return [
        Shift(
            *found.span("moves"),
            found.span("upper"),
            found.span("lower"),
            viewed and _MOVES.match(found["moves"]) is not None,
        )
        for found in _SHIFT.finditer(text)
    ]


def _of_rule(rule: Rule, text: str, present: frozenset[str]) -> list[State]:
    """The states of one rule: a longer word for it first, then what is ill."""
    every = [
        (one.implies, match)
        for one in rule.patterns
        if one.states & present
        for match in _compiled(one.told).finditer(text)
    ]
    every = [one for one in every if not any(_within(one[1], o[1]) for o in every)]
    every.sort(key=lambda one: one[0] is not None)
    kept: list[tuple[Seven | None, re.Match[str]]] = []
    for implies, match in every:
        if not any(_meet(match.span(), other.span()) for _, other in kept):
            kept.append((implies, match))
    return [_state(rule, implies, match, text) for implies, match in kept]


def _within(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether a state is part of another's words ("bridging" of "no bridging")."""
    (low, high), (first, last) = one.span("state"), other.span("state")
    return first <= low and high <= last and (first, last) != (low, high)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _state(rule: Rule, implies: Seven | None, match: re.Match[str], text: str) -> State:
    """The state's words, and the structure's where only small words part them."""
    start, end = match.span("state")
    leads = start == match.start() and not _PLACE.search(text, end, match.end())
    if leads:
        end = match.end()
    return State(start, end, rule.name, rule.kind, rule.location, rule.unit, implies)
