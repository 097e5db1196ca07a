"""A level that the sentence after an operation adds to it, without naming it again.

"L4-5 decompression. Also open L3-4 through the same incision" plans two levels, and so
does "ACDF C5-6. Staff wishes to take C4-5 along".  What is only weighed, put off or
refused adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import named_levels, only_side
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.items import Item
from workbench.extract.rules.frames.request.stretches import Ask
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_DO = (
    r"(?:open|do|take|include|address|treat|decompress|fuse|clean out|add|cover"
    r"|pick up)"
)
_ALONG = (
    r"(?:along|too|as well|also|with it|in (?:the same|one) (?:sitting|session|go"
    r"|operation|surgery)|at the same (?:time|sitting|session)"
    r"|(?:through|thru|via|by|using) (?:the )?same (?:incision|approach|exposure))"
)
_LEVEL = r"[CLT]\d{1,2}\s?[-/]\s?[CLTS]?\d{1,2}"
_ADDS = sought(
    rf"\balso {_DO}\s(?:the\s|up\s|at\s)?[^.;]{{0,12}}{_LEVEL}"
    rf"|\b{_DO}\s(?:up\s|in\s|the\s|at\s)?{_LEVEL}[^.;]{{0,24}}?\b{_ALONG}\b",
    re.IGNORECASE,
)
_UNSURE = sought(
    r"\b(?:not|never|no|n't|if|unless|could|may|might|would|consider\w*|discuss\w*|later"
    r"|declin\w*|refus\w*|against|rather|instead|option\w*|decid\w*|last|prior"
    r"|previous\w*|was|were|had|already|inject\w*|block|mri|x-?rays?|films?)\b",
    re.IGNORECASE,
)
"""Words that weigh a level, put it off or refuse it, or tell of what was."""
_NEAR = 2
"""Sentences behind an operation that may add a level to it."""


def with_added(document: DocumentView, items: Sequence[Item]) -> list[Item]:
    """The services of a plan with the levels that the sentences after them add."""
    found = list(items)
    seen = {one.ask.sentence.index for one in items}
    for item in items:
        if item.dependent or not item.levels or item.ask.origin != "plan":
            continue
        for sentence in _behind(document, item.ask.sentence):
            levels = _added(sentence)
            if levels and sentence.index not in seen:
                seen.add(sentence.index)
                found.append(_at(item, sentence, levels))
    return found


def _behind(document: DocumentView, sentence: Sentence) -> Iterator[Sentence]:
    """The sentences right after one, in its section."""
    place = sentence.index + 1
    for one in document.sentences[place : place + _NEAR]:
        if one.section is not sentence.section:
            return
        yield one


def _added(sentence: Sentence) -> tuple[str, ...]:
    """The levels that a sentence adds to what was planned before it."""
    text = sentence.text
    if not _ADDS.search(text) or _UNSURE.search(text) or has_operation(text):
        return ()
    return named_levels(text)


def _at(item: Item, sentence: Sentence, levels: tuple[str, ...]) -> Item:
    """The same service at the levels that a later sentence adds."""
    ask = Ask(sentence, 0, len(sentence.text), item.ask.origin, explicit=True)
    return replace(
        item,
        ask=ask,
        code=None,
        count=None,
        levels=levels,
        sites=(),
        side=only_side(sentence.text) or item.side,
        sides={},
        extra=(item.ask, *item.extra),
    )
