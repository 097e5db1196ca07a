"""Answers that are circled, read as the answer alone: "Tremor?  Y (N)" says N.

A form that is typed prints both answers and sets the one that was chosen in brackets.
The other says nothing, and stands where a reader would take it for the answer.  A line
that is nothing but such pairs ("neck pain  (YES)  no      arm pain  YES (NO)") asks
each of its labels; they read as the questions that they are.
"""

from __future__ import annotations

from workbench.content import expressions as re

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


def uncircled(text: str) -> str:
    """The line with only the answers that are circled; its length and places stay."""
    return _asked(text) or _CIRCLED.sub(_chosen, text)


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
    label, told = match["label"], match["first"] or match["last"]
    low = match.start("label") - match.start()
    answer = "YES" if re.search("y", told, re.IGNORECASE) else "NO"
    asked = f"{' ' * low}{label[0].upper()}{label[1:]}? {answer}"
    return asked.ljust(match.end() - match.start())


def _chosen(match: re.Match[str]) -> str:
    low, high = match.span("first" if match["first"] else "last")
    start, end = match.span()
    if match.string[low] in "Yy" and match.string[end:].strip():
        return match.group()  # "(Y) N   where: left foot" is a box with a note
    return " " * (low - start) + match.string[low:high] + " " * (end - high)
