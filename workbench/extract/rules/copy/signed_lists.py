"""Reviews of systems told by signs: "Neuro: + tingling L hand, - weakness, - falls".

A plus stands for "reports", a minus for "no"; each item is a clause of its own, so that
neither reaches over the next.  Signs lead their items where a list under a system
begins with one, or where pluses and minuses stand in turn behind commas.  Signs behind
what was tested ("Hoffmann -"), and before what is tested ("+ SLR"), are left as they
are, as are the dashes of a list.  Systems and tests are data.
"""

from __future__ import annotations

from pathlib import Path

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought
from workbench.vocabulary.yaml_file import load_yaml

_WORDS: dict[str, list[str]] = load_yaml(Path(__file__).with_name("signed_lists.yaml"))


def _any(name: str) -> str:
    words = sorted(_WORDS[name], key=len, reverse=True)
    return rf"(?:{'|'.join(map(re.escape, words))})"


_SYSTEM = _any("systems")
_SIGN = r"(?:\([ ]?[+-][ ]?\)|\[[+-]\]|[+-])"
_TESTED = rf"(?!{_any('tested')}\b)"
_ITEM = rf"(?P<sign>{_SIGN})[ ]?{_TESTED}(?=[A-Za-z])"
_LED = sought(rf"\b{_SYSTEM}\s?[:=-][ ]{{0,3}}(?={_SIGN}[ ]?[A-Za-z])", re.IGNORECASE)
_FIRST = sought(
    rf"(?P<gap>\b{_SYSTEM}\s?[:=-][ ]{{0,3}}|[,;][ ]{{0,2}}|[.][ ]{{1,2}}){_ITEM}",
    re.IGNORECASE,
)
_OPENS = sought(
    rf"\s*(?:{_SYSTEM}\s?[:=-]\s{{0,3}})?\([ ]?[+-][ ]?\)[ ]?[A-Za-z]", re.I
)
_BRACKETED = sought(
    rf"(?P<gap>[,;.]?[ ]{{0,3}})(?P<sign>\([ ]?[+-][ ]?\))[ ]?{_TESTED}(?=[A-Za-z])",
    re.IGNORECASE,
)


_UNPARTED = re.compile(
    r"\s*[+][ ]?[A-Za-z][^,;+\n-]*(?:[a-z)][ ][+-][ ]?[A-Za-z][^,;+\n-]*){2,}\Z"
)
"""A line of items that only their signs part ("+ cramps - falls - numbness").

One that begins with a minus may be a bullet ("- heat + massage at home"), and what
one minus follows may be its answer ("+ compounded cream - no").
"""
_LOOSE = re.compile(
    rf"(?P<gap>\A\s*|(?<=[a-z)])[ ])(?P<sign>[+-])[ ]?{_TESTED}(?=[A-Za-z])"
)


def signed_items(text: str) -> list[tuple[int, int, str]]:
    """The signs of a list with the words that they stand for, and their places."""
    if "+" not in text and "-" not in text:
        return []
    if "+" in text and _UNPARTED.fullmatch(text):
        return [_said(match) for match in _LOOSE.finditer(text)]
    if _OPENS.match(text):
        return [_said(match) for match in _BRACKETED.finditer(text)]
    found = list(_FIRST.finditer(text))
    signs = {"+" in match["sign"] for match in found}
    if not found or not (_LED.search(text) or len(signs) > 1):
        return []
    return [_said(match) for match in found]


def _said(match: re.Match[str]) -> tuple[int, int, str]:
    """The words of a sign, parted from what stands before by more than a comma."""
    words = "reports " if "+" in match["sign"] else "no "
    before = match.string[: match.start()].rstrip(" ")
    if match["gap"].rstrip(" ") == ".":
        before = "."
    lead = "" if not before else " " if before[-1] in ".:" else "; "
    start = match.start() if before != "." else match.start("sign")
    return start, _end(match), (lead if before != "." else "") + words


def _end(match: re.Match[str]) -> int:
    end = match.end("sign")
    return end + (match.string[end : end + 1] == " ")
