"""A list of several patients of which one marked row is the request.

A worklist or schedule goes out whole with "only the starred row is sent" or "* = this
request" on it; what the other rows ask for is other people's.  Where the document says
so and some row bears the mark, the rows without it ask for nothing.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import Sought, sought

_MARKS = (
    (
        r"starred|asterisked|asterisk(?:ed)?|with (?:an? |the )?(?:star|asterisk|\*)"
        r"|marked (?:by |with )?(?:an? )?(?:star|asterisk|\*)|\*",
        "*",
    ),
    (
        r"arrowed|with (?:an |the )?arrows?|marked (?:by |with )?(?:an )?arrow"
        r"|marked (?:-+|=+)?>{1,3}|>{2,3}",
        "->",
    ),
    (r"ticked|checked|x-?ed|marked (?:by |with )?(?:an? )?(?:x|tick|check)", "xX"),
)
_ROW = r"(?:rows?|lines?|entr(?:y|ies)|items?|cases?|patients?|pts?|procedures?)"
_OURS = (
    r"(?:is|are|was|goes|applies|sent|submitted|for (?:this|you|review)|only"
    r"|(?:to be )?(?:sent|reviewed)|belongs?|concerns?|pertains?)\b"
)
_STARS = {"*": r"[*\u2217\u2605\u2606]", "->": r"(?:-+>|=+>|>{1,3}|\u2192|\u25ba)", "xX": r"\[?[xX\u2713\u2714]\]?(?!\w)"}  # fmt: skip  # noqa: E501


_HINT = sought(
    r"starred|with (?:an? |the )?star|asterisk|arrow|ticked|checked|x-?ed|marked|\*|>>",
    re.I,
)
"""One of these stands in whatever names a mark."""


def _said() -> tuple[tuple[Sought, re.Pattern[str]], ...]:
    return tuple(
        (
            sought(
                rf"\b(?:only|just) (?:the )?(?:(?:{words}) {_ROW}|{_ROW} (?:{words}))"
                rf"|(?:{words}) {_ROW} (?:only|alone|{_OURS})"
                rf"|{_ROW} (?:that (?:are|is) )?(?:{words})\W{{1,3}}(?:{_OURS})"
                rf"|(?:see|refer to|review) (?:only )?(?:the )?(?:{words}) {_ROW}"
                r"|"
                + (
                    r"(?:^|\s)\*\s?=\s?(?:this|our|the|submitted|sent|requested)\b"
                    if mark == "*"
                    else r"(?!)"
                ),
                re.IGNORECASE,
            ),
            re.compile(rf"[ ]*{_STARS[mark]}"),
        )
        for words, mark in _MARKS
    )


_SAID = _said()
_CIRCLES = sought(r"[<\[(]circled[>\])]", re.IGNORECASE)
_CIRCLE = re.compile(r".{0,200}?[<\[(]circled[>\])]", re.IGNORECASE)


def says_which(document: DocumentView) -> bool:
    """Whether a list of several says which of its rows is the request."""
    return bool(_marks(document))


def _marks(document: DocumentView) -> list[re.Pattern[str]]:
    """The marks that the document's words say are the request's."""
    if not _HINT.search(document.source.text):
        return []
    return [
        mark
        for said, mark in _SAID
        if any(said.search(line.text[:300]) for line in document.document.lines)
    ]


def _circled(document: DocumentView) -> list[re.Pattern[str]]:
    """The mark of a form whose chosen services are circled by hand."""
    return [_CIRCLE] if _CIRCLES.search(document.source.text) else []


def only_marked(document: DocumentView) -> DocumentView:
    """The document without the rows of others, where it says which one is meant."""
    lines = document.document.lines
    marks = _marks(document) or _circled(document)
    if not marks:
        return document
    bearing = {
        number
        for number, line in enumerate(lines)
        if any(mark.match(line.text) for mark in marks)
    }
    if not any(_names_service(lines[number].text) for number in bearing):
        return document
    return document.with_sentences(
        one
        for one in document.sentences
        if _is_marked(document, one, bearing) or not _names_service(one.text)
    )


def _is_marked(document: DocumentView, one: Sentence, bearing: set[int]) -> bool:
    return document.source.line_index(one.start) in bearing


def _names_service(text: str) -> bool:
    return bool(find_codes(text.replace(",", " "))) or has_operation(text)
