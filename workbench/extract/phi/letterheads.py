"""Practices named in words that every note holds: "Saltmarsh Interventional Spine".

What such a place is called ("Spine", "PT", "Bone & Back") is no sign of a name by
itself.  It is one at the head of a page, or behind a word like "at", where the words
before it are capital and of no word list.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from workbench.content import expressions as re
from workbench.extract.phi.terms import either, given_names, is_clinical, terms
from workbench.extract.rules.copy.legible import known_words

_HEAD_LINES = 5
_OWN = r"[A-ZÀ-Þ][\w'’-]{2,24}"


@cache
def _named() -> re.Pattern[str]:
    words = [str(word) for word in terms()["practice_words"]]
    body = either([form for word in words for form in (word.title(), word.upper())])
    return re.compile(
        rf"(?<![\w'’-])(?P<own>{_OWN}(?:[ ]{_OWN})??)"
        rf"(?P<kind>(?:[ ](?:(?:&|and|AND|of|OF)[ ])?(?:{body})){{1,5}})(?![\w-])"
    )


@cache
def _led() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{either(terms()['practice_leads'])})[ :]{{1,3}}\Z")


def letterheads(text: str) -> Iterator[tuple[int, int]]:
    """Where practices so named stand: on a page's first lines, or behind a lead."""
    head = _head_end(text)
    for match in _named().finditer(text):
        start = match.start()
        opens = start < head and not text[text.rfind("\n", 0, start) + 1 : start].strip(
            " \t*-=#[|>"
        )
        led = _led().search(text, max(start - 20, 0), start)
        if (opens or led) and _is_own(match["own"]):
            yield match.span()


def _head_end(text: str) -> int:
    """Where the first lines of a text end that hold anything."""
    lines = (one for one in re.finditer(r"[^\n]+", text) if one.group().strip())
    first = list(islice(lines, _HEAD_LINES))
    return first[-1].end() if first else 0


def _is_own(words: str) -> bool:
    """Whether words are a place's own: none clinical, the first of no word list."""
    own = words.split()
    if any(is_clinical(word) for word in own):
        return False
    first = own[0].lower()
    return first not in known_words() or first in given_names()
