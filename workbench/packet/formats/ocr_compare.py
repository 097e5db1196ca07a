"""Two readings of one line held against each other, where a finding can turn on it.

Only what decides is compared: numbers, levels, codes and dates, and words of negation,
side, severity and unit.  A difference does not say who is right; it makes the line
doubtful, and the first reader's text stays.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

from workbench.content import expressions as re
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).resolve().parent / "critical_words.yaml"
_TOKEN = re.compile(
    r"[A-Za-z0-9]+(?:[.,/:+-][A-Za-z0-9]+)*[+%]?|[<>=≥≤]+|(?<=[ ])[+](?=[ ]|$)"
)
_SHORT = 3
_ALIKE = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1", "!": "1"})
_ODD = {"（": "(", "）": ")", "，": ",", "：": ":", "；": ";", "。": ".", "－": "-"}


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """The words of ``critical_words.yaml`` by group."""
    data = load_yaml(FILE)
    if not isinstance(data, dict):
        return {}
    return {
        str(name): tuple(str(word) for word in words) for name, words in data.items()
    }


@cache
def _words() -> frozenset[str]:
    return frozenset(
        word for name, group in groups().items() if name != "names" for word in group
    )


def plain(text: str) -> str:
    """A recognised text in the usual signs: no full-width letters, no accents.

    Dust above a letter is read as an accent far more often than one is written.
    """
    text = "".join(_narrow(_ODD.get(sign, sign)) for sign in text)
    parted = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _narrow(sign: str) -> str:
    """A full-width sign as the plain one."""
    if 0xFF01 <= ord(sign) <= 0xFF5E:
        return chr(ord(sign) - 0xFEE0)
    return " " if sign == "\u3000" else sign


def foreign(text: str) -> bool:
    """Whether a text holds letters of no Western script: nothing was recognised."""
    return any(ord(sign) > 0x2E80 for sign in text)


def deciding(text: str) -> Counter[str]:
    """What a finding can turn on in a text, letter case and look-alikes aside."""
    return Counter(_same(token) for token in _TOKEN.findall(text) if decides(token))


def decides(token: str) -> bool:
    """Whether a finding can turn on a word: a number, or one of ``critical_words``."""
    number = any(sign.isdigit() or sign in "<>=≥≤" for sign in token) or token == "+"
    return number or token.lower() in _words()


def same(text: str) -> str:
    """A word without blanks, letter case, look-alikes and the marks around it."""
    bare = "".join(text.split()).strip(".,:;'\"").lower()
    return bare.translate(_ALIKE) if any(map(str.isdigit, bare)) else bare


def _same(token: str) -> str:
    folded = token.lower()
    if any(sign.isdigit() for sign in folded):
        return folded.translate(_ALIKE).strip(".,:-/")
    return folded


def differ(first: str, second: str) -> bool:
    """Whether two readings of one line disagree on something that decides.

    How a token is cut up is no difference ("5/5 C5" and "5/5C5"), nor is one that the
    other reading holds inside a longer one.
    """
    one, two = deciding(first), deciding(second)
    if one == two:
        return False
    glued_one, glued_two = _glued(first), _glued(second)
    return any(_lacks(glued_two, token) for token in one - two) or any(
        _lacks(glued_one, token) for token in two - one
    )


def _lacks(glued: str, token: str) -> bool:
    """Whether a text lacks a token; a short word inside another is not that word."""
    short = len(token) <= _SHORT and token.isalpha()
    return short or token not in glued


def _glued(text: str) -> str:
    folded = _same("".join(text.split()))
    return folded.translate(_ALIKE) + "\n" + "".join(text.lower().split())
