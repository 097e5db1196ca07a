"""Lists of a request under a head of what was done, or of what is not asked for.

    WHAT WAS DONE BEFORE                4. Non-operative care
      2019  L5-S1 TLIF 22633               PT 15 visits.  R S1 TFESI 3/30.
    WHAT WE ARE ASKING FOR NOW          5. Site of service
      22612   L5-S1 refusion               ASC

A head is a short line that names no service; its list is what is set in deeper below
it, or, below a line in capitals or with a colon, what stands there up to an empty line
or the next such line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.revoked import without_lines
from workbench.extract.rules.model import DocumentView
from workbench.extract.rules.words import lexicon

_NUMBER = re.compile(
    r"\s*(?:[-*>#\u2022]+\s*|\(?\w{1,2}[.)]\s+|section \w\b\W*)?", re.I
)
_FEW = 8
"""Words of a head; a longer line tells something."""
_TOLD = frozenset({"head-done", "head-not-asked"})
_DIGITS = re.compile(r"\d")


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load("asking-heads")


def _concepts(head: str) -> frozenset[str]:
    """What the words of a head are."""
    return frozenset(one.concept for one in _words().find(head))


def without_told_lists(document: DocumentView) -> DocumentView:
    """The document without its lists of what was done and what is not asked for."""
    lines = [line.text[:240].rstrip() for line in document.document.lines]
    heads = [number for number, text in enumerate(lines) if _is_told_head(text)]
    told = {number for number, text in enumerate(lines) if _is_told_line(text)}
    if not (heads or told):
        return document
    gone = told | {one for head in heads for one in (head, *_list_of(lines, head))}
    return without_lines(document, gone)


def _is_told_head(text: str) -> bool:
    said = _said(text)
    if not said or len(said.split()) > _FEW or _DIGITS.search(said):
        return False
    found = _concepts(said)
    if not found & _TOLD or ("head-asked" in found and "head-not-asked" not in found):
        return False
    return not (has_operation(said) or find_codes(said))


_OPENED = re.compile(r"\s*(?:\d{1,2}|[a-z])[.)]\s+(?P<head>[^.:]{4,40})[.:]\s+\S")
"""A numbered line whose head stands before the things themselves."""


def _is_told_line(text: str) -> bool:
    """Whether a numbered line names under its head what is not asked for."""
    opened = _OPENED.match(text)
    if opened is None or has_operation(opened["head"]):
        return False
    return "head-not-asked" in _concepts(opened["head"])


def leaves_out(head: str) -> bool:
    """Whether words before a colon say that what follows is done or not asked for."""
    if len(head.split()) > _FEW or has_operation(head) or find_codes(head):
        return False
    found = _concepts(head)
    if "head-not-asked" in found:
        return True
    return "head-done" in found and "head-asked" not in found


def _said(text: str) -> str:
    """The words of a line without its number or bullet."""
    lead = _NUMBER.match(text)
    return text[lead.end() if lead else 0 :].strip(" :*=_#.-")


def _list_of(lines: Sequence[str], head: int) -> Iterator[int]:
    """The numbers of the lines of the list below a head."""
    depth = _depth(lines[head])
    below = [n for n in range(head + 1, len(lines)) if lines[n].strip()]
    if not below:
        return
    if _depth(lines[below[0]]) > depth:
        for number in below:
            if _depth(lines[number]) <= depth:
                return
            yield number
        return
    if not _is_headline(lines[head]):
        return
    for number in range(head + 1, len(lines)):
        if not lines[number].strip() or _is_headline(lines[number]):
            return
        yield number


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_headline(text: str) -> bool:
    """Whether a line by itself looks like a head: capitals, or a colon at its end."""
    said = _said(text)
    whole = len(said.split()) <= _FEW and not find_codes(said)
    return whole and (said.isupper() or text.rstrip().endswith(":"))
