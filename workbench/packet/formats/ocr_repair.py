"""Slips of recognition that the form of a token itself betrays, set right.

Only tokens whose form leaves one reading are touched: a level of two neighbouring
vertebrae with the wrong sign between them, a letter inside a date or number, and names
that hold a digit.  Words are left to the reading copy, which keeps the packet as read.
"""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.packet.formats.ocr_compare import groups

_LEVEL = re.compile(
    r"(?<![A-Za-z0-9.])(?P<a>[CTLS])(?P<n>[0-9lIOS]{1,2})(?:[ ]?[-~=_–—][ ]?|[.,:;])"
    r"(?P<b>[CTLS]?)(?P<m>[0-9lIOS]{1,2})(?![A-Za-z0-9/])"
)
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9/.-])[0-9OolI]+(?:[/.-][0-9OolI]+)+(?![A-Za-z0-9/])"
)
_GRADE = re.compile(r"(?<![A-Za-z0-9])[lI|]\+(?![A-Za-z0-9])")
"""A reflex of one plus, its digit read as a letter."""
_CODE = re.compile(
    r"(?<![A-Za-z0-9.])[A-Z](?=[0-9OIlS]{2}\.)(?:[0-9][OIlS]|[OIlS][0-9])\."
    r"(?P<rest>[0-9OIlS]{1,4})(?![A-Za-z0-9.])"
)
"""A diagnosis code with a letter among the two digits behind its first."""
_FEWEST_DIGITS = 2
_NAME = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9|]{2,8}(?![A-Za-z0-9])")
_BOTH = re.compile(r"\byes\b.*\bno\b|\bno\b.*\byes\b", re.IGNORECASE)
_TICKED_BOX = re.compile(
    r"(?<![A-Za-z0-9\[(])(?:\[[ ]?x|x[ ]?\]|x)(?![\])])(?=[ ]{0,2}(?:yes|no)\b)",
    re.IGNORECASE,
)
_EMPTY_BOX = re.compile(
    r"(?<![A-Za-z0-9])(?:[\[|Il1t][ ][\]|Il1J]|\[[|Il1J]|[|Il1t]\]|\[\])"
    r"(?=[ ]{0,2}(?:yes|no)\b)",
    re.IGNORECASE,
)
"""Typed boxes before the two answers of a question, with their brackets misread."""
_HALF_EMPTY = re.compile(
    r"(?<![A-Za-z0-9])\[[ ]{1,2}[1lI|})](?=[ ]{1,3}[A-Za-z0-9])(?![ ]{1,3}\])"
)
_HALF_TICKED = re.compile(r"(?<![A-Za-z0-9])\[[xX][1lI|})](?=[ ]{1,3}[A-Za-z0-9])")
"""Typed boxes before what they are ticked for, with the second bracket misread."""
_LAST = {"C": 7, "T": 12, "L": 5}
_NEXT = {"C": "T", "T": "L", "L": "S"}
_DIGITS = str.maketrans({"l": "1", "I": "1", "O": "0", "o": "0", "S": "5"})
_ALIKE = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0"})


def repaired(text: str) -> str:
    """The text with slips set right that have one reading."""
    text = _LEVEL.sub(_level, text)
    text = _CODE.sub(_code, _GRADE.sub("1+", text))
    text = _HALF_TICKED.sub("[x]", _HALF_EMPTY.sub("[ ]", text))
    text = _NUMBER.sub(_number, text)
    if _BOTH.search(text):
        text = _EMPTY_BOX.sub("[ ]", _TICKED_BOX.sub("[X]", text))
    return _NAME.sub(_name, text)


def _level(match: re.Match[str]) -> str:
    first, second = match["n"].translate(_DIGITS), match["m"].translate(_DIGITS)
    if not any(sign.isdigit() for sign in match["n"] + match["m"]):
        return match.group()
    if not neighbours(match["a"], int(first), match["b"] or match["a"], int(second)):
        return match.group()
    return f"{match['a']}{first}-{match['b']}{second}"


def _code(match: re.Match[str]) -> str:
    """A diagnosis code with the letters among its digits read as digits."""
    token = match.group()
    digits = sum(sign.isdigit() for sign in token)
    if digits < _FEWEST_DIGITS:
        return token
    return token[0] + token[1:4].translate(_DIGITS) + match["rest"].translate(_DIGITS)


def neighbours(one: str, first: int, other: str, second: int) -> bool:
    """Whether two vertebrae have one disc between them."""
    if one == other:
        return second == first + 1 and second <= _LAST.get(one, 1)
    return _LAST.get(one) == first and _NEXT.get(one) == other and second == 1


def _number(match: re.Match[str]) -> str:
    token = match.group()
    digits = sum(sign.isdigit() for sign in token)
    letters = sum(sign.isalpha() for sign in token)
    return token.translate(_DIGITS) if digits > letters else token


_FORMS = re.compile(
    r"[CTLS]\d{1,2}(?:[-/][CTLS]?\d{1,2})?|\d{1,2}/\d{1,2}/(?:\d{2}|\d{4})"
    r"|[0-5][+-]?/[0-5]|\d{1,3}(?:\.\d{1,2})?%?|\d{4,5}|[A-Z]\d{2}\.[0-9A-Z]{1,4}"
    r"|[0-4]\+|\d{3}-\d{4}|\[[ xX]?\]"
)


def is_form(text: str) -> bool:
    """Whether a word has a form that records use: a level, date, grade, code, number,
    or one of the words on which findings turn."""
    bare = text.strip(".,:;()'\"")
    words = {word for name, group in groups().items() if name != "names"
             for word in group}  # fmt: skip
    return bool(_FORMS.fullmatch(bare)) or bare.lower() in words


@cache
def _names() -> dict[str, str]:
    return {name.translate(_ALIKE): name for name in groups().get("names", ())}


def _name(match: re.Match[str]) -> str:
    token = match.group()
    return _names().get(token.translate(_ALIKE), token)


_BOX = re.compile(r"\[[ xX]?\]|\([xX]\)")
_SIGNS = re.compile(r"[^A-Za-z0-9]+")


def fused(first: str, second: str) -> str:
    """The first reading, or the second where that only adds boxes and signs to it.

    Signs such as + and brackets are what the first reader loses most; letters and
    digits must be the same in both.
    """
    if _SIGNS.sub("", first).lower() != _SIGNS.sub("", second).lower():
        return first
    boxes = len(_BOX.findall(second)) - len(_BOX.findall(first))
    plus = len(_PLUS.findall(second)) - len(_PLUS.findall(first))
    return second if min(boxes, plus) >= 0 and max(boxes, plus) > 0 else first


_PLUS = re.compile(r"(?<=[ ])\+(?=[ ]|\Z)")
