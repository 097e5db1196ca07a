"""Numbers of a scanned page with letters in the place of digits ("O6/O2/26", "63O15").

A date, a telephone number or a code of five digits with an O, l or I among its digits
is no word and no name: it is a sign that the page was misread, and where it was, the
letters are read as the digits that they look like.  The length of a line stays.
"""

from __future__ import annotations

from workbench.content import expressions as re

_SIGN = "[0-9OlI]"
_TOKEN = re.compile(
    rf"(?<![A-Za-z0-9./-])(?:{_SIGN}{{1,2}}(?P<mark>[/-]){_SIGN}{{1,2}}(?P=mark)"
    rf"{_SIGN}{{2,4}}|{_SIGN}{{3}}-{_SIGN}{{4}}|{_SIGN}{{5}})(?![A-Za-z0-9/])"
)
"""A date, a telephone number, or five digits of a code."""
_DIGITS = str.maketrans({"l": "1", "I": "1", "O": "0"})


def misread_numbers(text: str) -> frozenset[str]:
    """The numbers of a text that have letters among their digits."""
    return frozenset(
        match.group() for match in _TOKEN.finditer(text) if _is_odd(match.group())
    )


def digits_set_right(text: str) -> str:
    """The line with the letters in such numbers as digits, at its length."""
    return _TOKEN.sub(_set_right, text)


def _set_right(match: re.Match[str]) -> str:
    token = match.group()
    return token.translate(_DIGITS) if _is_odd(token) else token


def _is_odd(token: str) -> bool:
    """Whether letters stand among more digits."""
    letters = sum(map(str.isalpha, token))
    return 0 < letters < sum(map(str.isdigit, token))
