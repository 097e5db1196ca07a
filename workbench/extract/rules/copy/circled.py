"""Answers that are circled, read as the answer alone: "Tremor?  Y (N)" says N.

A form that is typed prints both answers and sets the one that was chosen in brackets.
The other says nothing, and stands where a reader would take it for the answer.  A line
that is nothing but such pairs ("neck pain  (YES)  no      arm pain  YES (NO)") asks
each of its labels; they read as the questions that they are.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_WORD = r"(?:Y|N|YES|NO|Yes|No)"
_SMALL = r"(?:y|n|yes|no)"
_APART = r"[ ]{0,4}[/|]?[ ]{0,4}"
_CIRCLED = re.compile(
    rf"(?<=[?:])[ ]{{1,60}}(?:[(\[*][ ]?(?P<first>{_WORD})[ ]?[)\]*]{_APART}"
    rf"{_WORD}(?![\w/])|{_WORD}{_APART}[(\[*][ ]?(?P<last>{_WORD})[ ]?[)\]*])"
)


_ROUND = rf"[(\[*][ ]?{_WORD}[ ]?[)\]*]|\({_SMALL}\)|\[{_SMALL}\]"
_BARE = rf"(?:{_WORD}|{_SMALL})(?![\w/])"
_PAIR = re.compile(
    r"[ ]*(?P<label>[A-Za-z][^?:()\[\]\n]{1,60}?)[ ]{1,12}"
    rf"(?:(?P<first>{_ROUND}){_APART}{_BARE}|{_BARE}{_APART}(?P<last>{_ROUND}))"
    r"(?=[ ]*\Z|[ ]{2,})"
)


_BOX = r"[(\[][ ]?[xX\u2713]?[ ]{0,2}[)\]]"
_BOXED = sought(
    r"(?:\A|(?<=[ ]{2}))[ ]*(?P<label>[A-Za-z](?:(?![ ]{2})[^?:()\[\]\n]){1,40}?)"
    r"\??[ ]{1,8}"
    rf"(?P<yes>{_BOX})[ ]?[Yy](?:es)?[ ]{{0,4}}(?P<no>{_BOX})[ ]?[Nn]o?(?![\w/])"
)
"""A label with a box for each answer ("pacemaker ( )Y (x)N")."""


_PAIRED = sought(
    r"(?:\A|(?<=[ ]{2}))[ ]*(?P<label>[A-Za-z](?:(?![ ]{2})[^?:()\[\]\n]){1,60}?)"
    r"[ ]{1,12}"
    rf"(?:(?P<first>{_ROUND}){_APART}{_BARE}|{_BARE}{_APART}(?P<last>{_ROUND}))"
    r"(?=[ ]*\Z|[ ]{2,})"
)
"""A pair with its label among other words of the line."""


def uncircled(text: str) -> str:
    """The line with only the answers that are circled; its length and places stay."""
    return _asked(text) or _among(_boxed(text))


_SEVERAL = 2


def _boxed(text: str) -> str:
    """A line of several labels with their boxes of yes and no, as questions.

    A label of which no box or both are ticked asks and tells nothing.
    """
    found = list(_BOXED.finditer(text))
    if len(found) < _SEVERAL or not any(map(_one_ticked, found)):
        return text
    return _BOXED.sub(_answer, text)


def _one_ticked(match: re.Match[str]) -> bool:
    return _ticked(match["yes"]) != _ticked(match["no"])


def _ticked(box: str) -> bool:
    return bool(box.strip("()[] "))


def _answer(match: re.Match[str]) -> str:
    if not _one_ticked(match):
        return " " * len(match.group())
    return _as_question(match, _ticked(match["yes"]))


def _among(text: str) -> str:
    """Circled pairs of a line on which more is written, as the questions they are."""
    paired = _PAIRED.sub(_question, text)
    if paired != text:
        paired = _ALONE.sub(_bare, paired)
    return _CIRCLED.sub(_chosen, paired)


def _bare(match: re.Match[str]) -> str:
    return f" {match['told']} "


_ALONE = re.compile(r"(?<=\?[ ])[(\[](?P<told>YES|NO|Yes|No)[)\]](?=[ ])")
"""The answer circled alone, a note behind it ("Massage? (YES) twice")."""


def _asked(text: str) -> str | None:
    """A line of pairs without marks between label and answer, as questions."""
    if "(" not in text and "[" not in text and "*" not in text:
        return None
    made, place = "", 0
    while match := _PAIR.match(text, place):
        made += _question(match)
        place = match.end()
    return made + text[place:] if place and not text[place:].strip() else None


def _question(match: re.Match[str]) -> str:
    """One pair as a question with its answer, at its length."""
    told = match["first"] or match["last"]
    return _as_question(match, bool(re.search("y", told, re.IGNORECASE)))


def _as_question(match: re.Match[str], yes: bool) -> str:
    label = match["label"]
    low = match.start("label") - match.start()
    answer = "YES" if yes else "NO"
    asked = f"{' ' * low}{label[0].upper()}{label[1:]}? {answer}"
    return asked.ljust(match.end() - match.start())


def _chosen(match: re.Match[str]) -> str:
    low, high = match.span("first" if match["first"] else "last")
    start, end = match.span()
    if match.string[low] in "Yy" and match.string[end:].strip():
        return match.group()  # "(Y) N   where: left foot" is a box with a note
    return " " * (low - start) + match.string[low:high] + " " * (end - high)
