"""Folding: exotic characters to plain ones, one for one, so that offsets stay true.

Line breaks, tabs and rare blanks become a space; dashes and minus signs "-"; curly
quotes straight ones; full-width letters and digits their plain forms.  The ">" marks
of quoted mail become blanks, and so does the line under a value that was filled in;
dots set apart that lead to a value become dots in a row.  Nothing grows or shrinks: an
offset in the folded text is an offset in the source.
"""

from __future__ import annotations

import unicodedata

from workbench.content import expressions as re

_BLANKS = (
    "\t\n\r\x0b\x0c\x00\x1c\x1d\x1e\x1f\x85\xa0"
    "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_DASHES = "\xad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u02bc\xb4`"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\xab\xbb"


def _table() -> dict[int, str]:
    table = dict.fromkeys(map(ord, _BLANKS), " ")
    table |= dict.fromkeys(map(ord, _DASHES), "-")
    table |= dict.fromkeys(map(ord, _SINGLE), "'")
    table |= dict.fromkeys(map(ord, _DOUBLE), '"')
    # A sign in a ring or box, as physiatrists type it, is the sign.
    table |= dict.fromkeys(map(ord, "\u2295\u229e\u2795\u2a01"), "+")
    table |= dict.fromkeys(map(ord, "\u2296\u229f\u2796"), "-")
    table |= {ord("\u2044"): "/", ord("\u2215"): "/", ord("\xd7"): "x"}
    for code in range(0xFF01, 0xFF5F):
        table.setdefault(code, unicodedata.normalize("NFKC", chr(code)))
    return table


_FOLDS = _table()
_QUOTED = re.compile(
    r"^[ \t]{0,20}(?:>[ \t]?){2,8}"
    r"|^[ \t]{0,20}>(?=[ \t]+"
    r"(?!right\b|left\b|[lr]\b|(?-i:[a-z]{2,15}):[ \t])[^\d\s]|[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""Marks of quoted mail at a line's start; "> 3 months" and "> right" compare."""


def fold(text: str) -> str:
    """The text with plain blanks, dashes and quotes; always of the same length."""
    if ">" in text:
        text = _QUOTED.sub(lambda found: " " * len(found.group()), text)
    if text.isascii() and text.isprintable() and "`" not in text:
        return text
    return text.translate(_FOLDS)


def blanked(text: str, start: int, end: int) -> str:
    """The text with blanks from one place to another; of the same length."""
    return text[:start] + " " * (end - start) + text[end:]


def lower(text: str) -> str:
    """Lower case of the same length: a letter whose lower case is longer stays."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
