"""Whether a rewritten paragraph still says the same, decided word by word.

Of both texts the free words are left out, words of one meaning made one, and the rest,
numbers, names, negations, hedges and all, must be equal in equal order.  What a
negation denies must stay in its sentence.  There is no score: one difference rejects.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.narrate.polish.words import Words
from workbench.narrate.proof.tokens import tokens

Why = Literal[
    "a number, date, level, side, grade or code",
    "a quote or citation",
    "a negation, hedge or condition",
    "a name",
    "a word with a meaning",
    "the order of words",
    "the reach of a negation",
    "markup or a line break",
]

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\S")
_QUOTED = re.compile(
    r"“[^”]*”|\"[^\"]*\"|\[[^\]]*\]|\bD\d+:[\d,\-; ]*\d|\S+@\S+|\S+://\S+"
)
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=\S)")
_MARKUP = re.compile(r"[*_`#<>|\\~$^{}]|\n")
_NEGATIONS = frozenset(
    ("no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without")
)
_SOFT = frozenset(".,;:()-–—/'’\"“”")


class Piece(NamedTuple):
    """One thing that must not change, as it is compared and as it was written."""

    value: str
    word: str


def difference(old: str, new: str, words: Words) -> Why | None:
    """The first kind of change between two paragraphs of plain text; None for none."""
    if sorted(_MARKUP.findall(old)) != sorted(_MARKUP.findall(new)):
        return "markup or a line break"
    if _values(old) != _values(new):
        return "a number, date, level, side, grade or code"
    if _QUOTED.findall(old) != _QUOTED.findall(new):
        return "a quote or citation"
    before, after = list(pieces(old, words)), list(pieces(new, words))
    if [one.value for one in before] != [one.value for one in after]:
        return _kind(before, after, words)
    if _reach(old, words) != _reach(new, words):
        return "the reach of a negation"
    return None


def pieces(text: str, words: Words) -> Iterator[Piece]:
    """What must not change of a text, in order."""
    for word in _WORD.findall(_spelled(text, words)):
        value = word.lower().replace("’", "'")
        if word in _SOFT or value in words.free:
            continue
        yield Piece(words.canonical.get(value, value), word)


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    return [one for one in _END.split(text) if one.strip()]


def _spelled(text: str, words: Words) -> str:
    """Contractions written out, and phrases of one meaning made one word."""
    text = text.replace("’", "'")
    text = _insensitive(words.contractions, text, words.spelled)
    return _insensitive(words.phrases, text, words.canonical)


def _insensitive(pattern: re.Pattern[str], text: str, known: dict[str, str]) -> str:
    return re.sub(
        pattern.pattern, lambda m: known[m[0].lower()], text, flags=re.IGNORECASE
    )


def _values(text: str) -> list[tuple[str, str, str]]:
    found = [(one.kind, one.value, one.unit) for one in tokens(text)]
    digits = [("digits", one, "") for one in re.findall(r"\d+", text)]
    return found + digits


def _reach(text: str, words: Words) -> list[str]:
    """For each negation the next thing that its own sentence says, if any."""
    found = []
    for sentence in sentences(text):
        values = [piece.value for piece in pieces(sentence, words)]
        for place, value in enumerate(values):
            if value in _NEGATIONS:
                found.append(" ".join(values[place : place + 2]))
    return found


def _kind(before: list[Piece], after: list[Piece], words: Words) -> Why:
    """What was lost or came, the gravest named; else only the order differs."""
    known = [Counter(one.value for one in side) for side in (before, after)]
    odd = (known[0] - known[1]) + (known[1] - known[0])
    if not odd:
        return "the order of words"
    if odd.keys() & set(words.turning):
        return "a negation, hedge or condition"
    capital = {one.value for one in (*before, *after) if one.word[:1].isupper()}
    if odd.keys() & capital - words.common:
        return "a name"
    return "a word with a meaning"
