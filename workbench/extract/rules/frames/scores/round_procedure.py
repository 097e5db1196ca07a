"""Scores of pain in the note of a block, an injection or a trial, told by its moments.

Such a note scores one pain around one act, so that the moment alone tells what a number
is: "Pre 7/10" and, sentences later, "Post 2/10"; "Before: 8"; "Pre 6, 15 min 1, 4 hr 1,
next day 6"; "9 -> 2".  A bare number counts in a row of two moments or more, or where
it is all that a line says.  Moments of the clock and their words are data
(``round_procedure.yaml``); those before and after are of ``moments.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.performed import is_own_note
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.frames.scores.moments import score_at, words_of
from workbench.extract.rules.frames.scores.seats import SEAT, place_of
from workbench.extract.rules.frames.scores.values import TOP
from workbench.extract.rules.words.alternation import one_of
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import FunctionalLimit
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("round_procedure.yaml")
_FEWEST = 2
_LINE = 24
"""Characters of a line that says nothing but a moment and its number."""


class _Told(NamedTuple):
    start: int
    end: int
    value: int
    whole: bool
    phase: str


@cache
def _words() -> dict[str, list[str]]:
    rows: dict[str, list[str]] = load_yaml(FILE)
    return rows


@cache
def _moments() -> Sought:
    """A moment and the number right behind it, which ends there."""
    later = (*words_of("follow-up"), *_words()["later"])
    before, after = _any(words_of("baseline")), _any(later)
    clock = rf"\d{{1,2}}\s?(?:{_any(_words()['clock'])})"
    own = rf"(?:\s(?:{_any(_words()['beside'])}))?"
    return sought(
        rf"(?<![\w/-])(?:(?P<before>{before})|(?P<after>(?:{after}){own}(?:\s{clock})?"
        rf"|{clock}{own}))[\s:=,(]{{1,3}}(?:(?:{_any(_words()['scale'])})[\s:=]{{1,2}})?"
        r"(?P<value>10|\d)(?P<of>\s?/\s?10)?(?![\w%]|\.\d|\s?[/-]\s?\d"
        rf"|\s?(?:{_any(_words()['counted'])})\b)",
        re.IGNORECASE,
    )


@cache
def _fall() -> Sought:
    """Two numbers of one pain, the later one behind an arrow ("9 -> 2")."""
    return sought(
        r"(?<![\w/.-])(?P<a>10|\d)(?:/10)?\s?(?:->|-->|=>|\u2192)\s?(?P<b>10|\d)"
        rf"(?:/10)?(?![\w%/.-]*\d|\s?(?:%|/|{_any(_words()['counted'])}))",
        re.IGNORECASE,
    )


@cache
def _pain() -> Sought:
    return sought(rf"\b(?:{_any(_words()['pain'])})\b", re.IGNORECASE)


@cache
def _no_pain() -> Sought:
    return sought(rf"\b(?:{_any(_words()['not-pain'])})\b", re.IGNORECASE)


def _any(words: Sequence[str]) -> str:
    return one_of(words, r"\s")


def round_procedure(passage: Passage) -> Iterator[FunctionalLimit]:
    """The scores that a sentence of such a note tells by their moments."""
    text = passage.text
    if not is_own_note(passage.view) or _no_pain().search(text):
        return
    told = [_read(one) for one in _moments().finditer(text)]
    whole = [one for one in told if one.whole]
    alone = len(text.strip()) <= _LINE and len(told) == 1
    if whole or len(told) >= _FEWEST or alone:
        for one in told if len(told) >= _FEWEST or alone else whole:
            lead = text[max(one.start - SEAT, 0) : one.end + SEAT]
            where = place_of(re.split(r"[;.]\s", lead)[0])
            yield score_at(passage, (one.start, one.end), one.value, one.phase, where)
    elif not told and _pain().search(text):
        yield from _fallen(passage)


def _read(match: re.Match[str]) -> _Told:
    phase = "baseline" if match["before"] else "follow-up"
    return _Told(*match.span(), int(match["value"]), bool(match["of"]), phase)


def _fallen(passage: Passage) -> Iterator[FunctionalLimit]:
    for match in _fall().finditer(passage.text):
        for name, phase in (("a", "baseline"), ("b", "follow-up")):
            if int(match[name]) <= TOP:
                value = int(match[name])
                yield score_at(passage, match.span(), value, phase, (None, None))
