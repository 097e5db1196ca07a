"""Levels that scanning misread, set right: "Tl2", "Ll burst", "L4-LS", "LS-Sl".

A one is read as a small l, a capital I or, where no table has it, a bar, a five as an
S, a nought as an O.
Where such signs can be something else ("SI joint", "Cl 102", "LS spine"), they count
only as one half of an interspace.  Every sign keeps its place.
"""

from __future__ import annotations

from workbench.content import expressions as re

_ONES = "lI|"
_DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "S": "5", "O": "0"})
_JOIN = r"\s?[-/\u2013]\s?"
_HALF = r"[CTLS]?[1-9lI|S]"
_MISREAD = re.compile(
    rf"(?<![A-Za-z0-9|])(?:"
    rf"T(?P<low>[{_ONES}1][{_ONES}012O])"
    rf"|L(?P<first>l|I(?={_JOIN}L?[2S])|(?<=T12-L)I|(?<=T12/L)I)"
    rf"|C(?P<atlas>[lI](?={_JOIN}C?2))"
    rf"|(?<=L5[-/])S(?P<sacral>[{_ONES}])|(?<=LS[-/])S(?P<beside>[{_ONES}1])"
    rf"|[CL](?P<five>S(?={_JOIN}{_HALF}(?![A-Za-z0-9]))|(?<=[CL][1-7][-/][CL])S)"
    rf")(?![A-Za-z0-9%|])"
)


def levels_set_right(text: str) -> str:
    """The line with its misread levels as they were meant; always of the same length.

    Only for text that was scanned: elsewhere an l is an l.
    """
    return _MISREAD.sub(_meant, text)


def _meant(match: re.Match[str]) -> str:
    whole, start = match.group(), match.start()
    group = match.lastgroup or ""
    low, high = (place - start for place in match.span(group))
    return whole[:low] + match[group].translate(_DIGITS) + whole[high:]
