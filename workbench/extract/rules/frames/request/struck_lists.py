"""Lists and lines of a request that is set right: what is struck asks for nothing.

    DELETE                          T11 (22513) - take off
      22614  L3-4 fusion            | 22612 fusion | approved | -              |
    KEEP                            | 22840 screws | denied   | please reverse |
      22612  L2-3 fusion

A heading that strikes holds for the lines below it, up to an empty line or the next
heading; a row that the plan allowed is not in dispute where another was denied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.request.revoked import without_lines
from workbench.extract.rules.model import DocumentView
from workbench.extract.rules.words.sought import sought

_I = re.IGNORECASE
_STRIKES = (
    r"(?:delet(?:e|ed|ions?)|remov(?:e|ed|als?)|drop(?:ped)?|withdr(?:aw|awn|awals?)"
    r"|strike|struck|cancel(?:led|ed)?|take(?:n)? off|omit(?:ted)?|no longer (?:requested|needed)"  # noqa: E501
    r"|not (?:requested|needed))"
)
_OF = (
    r"(?:\s(?:the\s)?(?:following|these|those|lines?|codes?|items?|procedures?|services?))*"
    r"(?:\s(?:from|on|off|in|out of|to)\s(?:the|this|our|that)\s(?:\w+\s){0,2}?"
    r"(?:above|request|case|auth\w*|order|form|original|list|submission))?"
)
_LEAD = r"\W*(?:(?:please|pls|kindly|now|to be|we|also|but)\s){0,2}"
_STRUCK_HEAD = re.compile(rf"{_LEAD}{_STRIKES}{_OF}\W*", _I)
_OTHER_HEAD = sought(
    rf"{_LEAD}(?:keep|kept|leave|add(?:ed)?|retain(?:ed)?|unchanged|stays?|stands?"
    rf"|remain(?:s|ing)?|change(?:d)?|continue(?: with)?|proceed with|still"
    rf"|replace(?:d)?(?: (?:with|by))?|new|requested|final|corrected)"
    rf"(?: (?:open|active|as is|pending|needed|requested|wanted|in place)){{0,2}}{_OF}\W*",  # noqa: E501
    _I,
)
_STRUCK_LINE = sought(
    rf".*\d.*\s[-\u2013\u2014:]{{1,2}}\s{_STRIKES}\b(?! (?:to|by|the|our|of|from)\b).*",
    _I,
)
_ALLOWED = re.compile(
    r"(?:approved|allowed|authori[sz]ed|certified|paid|not appealed)", _I
)
_DENIED = re.compile(r"(?:denied|not approved|refused|not certified|disallowed)", _I)
_CODE = re.compile(r"\b(?:\d{5}|\d{4}T|[A-Z]\d{4})\b")


def without_struck(document: DocumentView) -> DocumentView:
    """The document without the lines that a corrected request strikes."""
    lines = [fold(line.text[:240]) for line in document.document.lines]
    gone = {*_under_heads(lines), *_struck(lines), *_undisputed(lines)}
    return without_lines(document, gone)


def _under_heads(lines: Sequence[str]) -> Iterator[int]:
    """Lines below a heading that strikes, where the text has another list."""
    if not any(map(_OTHER_HEAD.fullmatch, lines)):
        return
    striking = False
    for number, text in enumerate(lines):
        if _STRUCK_HEAD.fullmatch(text):
            striking = True
        elif not text.strip() or _OTHER_HEAD.fullmatch(text):
            striking = False
        if striking:
            yield number


def _struck(lines: Sequence[str]) -> Iterator[int]:
    """Lines that end in being struck, where another with a code stands."""
    struck = [n for n, text in enumerate(lines) if _STRUCK_LINE.fullmatch(text)]
    others = (text for n, text in enumerate(lines) if n not in struck)
    return iter(struck if any(map(_CODE.search, others)) else ())


def _undisputed(lines: Sequence[str]) -> Iterator[int]:
    """Rows of a table that the plan allowed, where it denied another."""
    rows = [
        (number, [cell.strip(" .*") for cell in text.split("|")])
        for number, text in enumerate(lines)
        if text.count("|") >= 2 and _CODE.search(text)
    ]
    if not any(_DENIED.fullmatch(cell) for _, cells in rows for cell in cells):
        return
    for number, cells in rows:
        if any(map(_ALLOWED.fullmatch, cells)):
            yield number
