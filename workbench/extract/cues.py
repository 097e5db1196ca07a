"""Cues near a quote that turn its meaning: negation, doubt, plan, another person.

A verbatim quote can say the opposite of its sentence ("evidence of failure" out of "No
evidence of failure").  This module reads from the start of the sentence to the quote,
and into the quote itself, and names the cue that reaches the claim.  It knows nothing
of the reader that made the claim.  The words are data (``critical.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from workbench.content import expressions as re
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document
from workbench.vocabulary.yaml_file import load_yaml

Cue = Literal["negated", "hedged", "planned", "other-person"]
CUES: tuple[Cue, ...] = get_args(Cue)

_FILE = Path(__file__).with_name("critical.yaml")
_REACH = 400
"""Characters read to the left of a quote: longer than any sentence worth trusting."""
_LINES = 6
_MOST = 20
_END = re.compile(r"[.!?](?=\s|$)|[;|\t]|\n[ \t]*\n|\n[ \t]*(?:[-*•>]|\d{1,2}[.)])\s")
_BREAK = re.compile(r"\n[ \t]*(?=[^a-z\s])")


@cache
def table() -> dict[str, Any]:
    """The words of ``critical.yaml``."""
    content: dict[str, Any] = load_yaml(_FILE)
    return content


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """One alternation, longest first, on whole words; blanks match any white space."""
    parts = sorted(words, key=len, reverse=True)
    body = "|".join(_word(part) for part in parts)
    return re.compile(body, re.IGNORECASE)


def _word(text: str) -> str:
    body = r"\s+".join(re.escape(piece) for piece in text.split())
    left = r"(?<![^\W_])" if text[0].isalnum() else ""
    right = r"(?![^\W_])" if text[-1].isalnum() else ""
    return f"{left}{body}{right}"


@cache
def _compiled(name: str) -> re.Pattern[str]:
    words = table()["cues"].get(name) or table()[name]
    return pattern(str(word) for word in words)


def find(name: str, text: str) -> str | None:
    """The first word of a list of ``critical.yaml`` that stands in the text."""
    found = _compiled(name).search(text)
    return found.group().lower() if found else None


def without(name: str, text: str) -> str:
    """The text with blanks where the words of a list of ``critical.yaml`` stand."""
    return _compiled(name).sub(_blank, text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def reaching(lead: str, cue: Cue) -> str | None:
    """The cue of this kind in ``lead`` whose reach extends to the end of ``lead``."""
    tail = _compiled("pseudo").sub(_blank, lead)
    for stop in _compiled("terminators").finditer(tail):
        tail = " " * stop.end() + tail[stop.end() :]
    found = _compiled(cue).search(tail)
    return found.group().lower() if found else None


def first_cue(lead: str, cues: Iterable[Cue] = CUES) -> tuple[Cue, str] | None:
    """The first kind of cue, in the order given, that reaches the end of ``lead``."""
    for cue in cues:
        word = reaching(lead, cue)
        if word:
            return cue, word
    return None


def sentence_leads(document: Document, evidence: Evidence) -> tuple[str, ...]:
    """Text from the start of the sentence to the quote, for each place it stands.

    A line break inside a sentence is crossed only where the text runs on (the next
    line starts in lower case), so that a list without full stops keeps its items
    apart.  Empty where the quote does not stand in the lines it names.
    """
    first, last = evidence.lines[0] - 1, evidence.lines[-1]
    if not 0 <= first < last <= len(document.lines):
        return ()
    joined = " ".join(line.text for line in document.lines[first:last])
    above = document.lines[max(first - _LINES, 0) : first]
    before = "".join(line.text[-_REACH:] + "\n" for line in above)
    return tuple(_lead(before, joined, place) for place in _places(joined, evidence))


def _places(joined: str, evidence: Evidence) -> list[int]:
    places: list[int] = []
    place = joined.find(evidence.quote)
    while place >= 0 and len(places) < _MOST:
        places.append(place)
        place = joined.find(evidence.quote, place + 1)
    return places


def _lead(before: str, joined: str, place: int) -> str:
    head = joined[max(place - _REACH, 0) : place]
    if not head.strip() and not joined[place].islower():
        return ""
    text = ((before if place < _REACH else "") + head)[-_REACH:]
    for mark in (_END, _BREAK):
        text = text[max((found.end() for found in mark.finditer(text)), default=0) :]
    return text.replace("\n", " ")
