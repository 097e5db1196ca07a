"""Activities told as a verb with its object: "run the hoover", "get my socks on".

What people do in a day is an open class, so verbs and objects are listed apart
(``doings.yaml``) and any pair of one kind that stands close together names its
activity.  Nothing is said of it here: it counts beside a word of limitation only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.remembered import Remembered
from workbench.extract.rules.words.tokens import Token, tokens
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("doings.yaml")
_BETWEEN = 6
"""Words that may stand between a verb and its object ("get the big pot off the")."""
_ENDS = frozenset(
    "and or but nor because due since when while if that which who is was are were has"
    " have had he she they i we after before until as so then without not no only"
    " . , ; : ? ! ( ) / = + * | [ ]".split()
)
"""Words and marks over which no verb reaches its object."""
_OWN = frozenset({"grooming", "dressing", "eating"})
_OTHERS = frozenset(
    "daughter daughters son sons child children kids baby toddler grandson"
    " granddaughter grandchildren husband wife mother father mum mom dad sister"
    " brother partner"
    " twins".split()
)
"""Whom one washes, dresses and feeds beside oneself: then it is caring for them."""
_VOWELS = "aeiou"


class _Words(NamedTuple):
    """A phrase and what it is of: the pairs of a kind by number, or a name alone."""

    rest: tuple[str, ...]
    pair: int
    kind: str


class _Lists(NamedTuple):
    verbs: dict[str, list[_Words]]
    objects: dict[str, list[_Words]]
    names: dict[str, list[_Words]]


def doings(text: str) -> tuple[Mention, ...]:
    """The activities of a text that are told in this way, in its order."""
    return _FOUND[text]


def _doings(text: str) -> tuple[Mention, ...]:
    found = tokens(text)
    lists = _lists()
    made = []
    for number, token in enumerate(found):
        for kind, last in _at(lists, found, number, token.text):
            start, end = token.start, found[last].end
            for_other = kind in _OWN and any(
                one.text in _OTHERS for one in found[number : last + 1]
            )
            told = {"kind": "childcare" if for_other else kind, "needs": "limit"}
            made.append(Mention("doing", start, end, text[start:end], None, told))
    return tuple(made)


def _at(
    lists: _Lists, found: tuple[Token, ...], number: int, word: str
) -> Iterator[tuple[str, int]]:
    """The kinds of activity that begin at a word, with the number of their last."""
    for name in lists.names.get(word, ()):
        last = number + len(name.rest)
        if _matches(found, number, name.rest):
            yield name.kind, last
    told: set[str] = set()
    for verb in lists.verbs.get(word, ()):
        if verb.kind in told or not _matches(found, number, verb.rest):
            continue
        first = number + len(verb.rest) + 1
        reached = _object(lists, found, first, verb)
        if reached is not None:
            told.add(verb.kind)
            yield verb.kind, reached


def _matches(found: tuple[Token, ...], number: int, rest: tuple[str, ...]) -> bool:
    """Whether the rest of a phrase follows the word of a number."""
    after = found[number + 1 : number + 1 + len(rest)]
    return tuple(one.text for one in after) == rest


def _object(
    lists: _Lists, found: tuple[Token, ...], first: int, verb: _Words
) -> int | None:
    for number in range(first, min(first + _BETWEEN, len(found))):
        word = found[number].text
        for one in lists.objects.get(word, ()):
            if one.pair == verb.pair and _matches(found, number, one.rest):
                return number + len(one.rest)
        if word in _ENDS:
            return None
    return None


@cache
def _lists() -> _Lists:
    """The lists of the file, by the first word of each phrase."""
    rows: dict[str, dict[str, Any]] = load_yaml(FILE)
    made = _Lists({}, {}, {})
    pair = 0
    for kind, row in rows.items():
        for name in row.get("names", ()):
            _put(made.names, str(name), 0, kind)
        for one in row.get("pairs", ()):
            pair += 1
            for verb in one["verbs"]:
                for form in _forms(str(verb)):
                    _put(made.verbs, form, pair, kind)
            for thing in one["objects"]:
                for form in (str(thing), f"{thing}s"):
                    _put(made.objects, form, pair, kind)
    return made


def _put(table: dict[str, list[_Words]], phrase: str, pair: int, kind: str) -> None:
    first, *rest = (one.text for one in tokens(phrase))
    table.setdefault(first, []).append(_Words(tuple(rest), pair, kind))


def _forms(verb: str) -> Iterable[str]:
    """A verb as it stands, with "-ing" and of a third person ("carries in")."""
    first, _, rest = verb.partition(" ")
    stem = first
    if first.endswith("e") and not first.endswith(("ee", "ye")) and first != "be":
        stem = first[:-1]
    elif _doubles(first):
        stem = first + first[-1]
    third = f"{first}s"
    if first.endswith(("s", "sh", "ch", "x", "o")):
        third = f"{first}es"
    elif first.endswith("y") and first[-2:-1] not in _VOWELS:
        third = f"{first[:-1]}ies"
    third = "has" if first == "have" else third
    return (verb, f"{stem}ing {rest}".strip(), f"{third} {rest}".strip())


def _doubles(word: str) -> bool:
    """Whether a verb doubles its last letter before "-ing" ("chop", "run")."""
    if len(word) < 3 or word[-1] in _VOWELS + "wxy" or word[-2] not in _VOWELS:
        return False
    return word[-3] not in _VOWELS and sum(one in _VOWELS for one in word) == 1


_FOUND: Remembered[str, tuple[Mention, ...]] = Remembered(_doings)
