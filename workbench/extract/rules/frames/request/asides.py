"""Lines in brackets that run on from a line of codes, set apart from it.

    T9  - 22515
    (T10 was done in 2022, not included)

What the brackets say is of another level than the code above them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import DocumentView, Sentence

_ASIDE = re.compile(r"[ \t]*\n[ \t]*(?P<said>\([^()\n]{8,}\))(?=[ \t]*(?:\n|\Z))")

_TELLS = re.compile(
    r"\b(?:not|done|was|were|had|treated|earlier|already|previous(?:ly)?)\b", re.I
)
"""Words of what is not asked for, or no longer."""


def with_asides(document: DocumentView) -> DocumentView:
    """The document with each line of codes apart from brackets in the next line."""
    made = [piece for one in document.sentences for piece in _pieces(document, one)]
    if len(made) == len(document.sentences):
        return document
    return document.with_sentences(made)


def _pieces(document: DocumentView, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, cut around the lines in brackets that stand behind a code."""
    text = document.source.text
    start, stop = sentence.start, sentence.end
    aside = _ASIDE.search(text, start, stop)
    if aside is None or not find_codes(text[start : aside.start()]):
        yield sentence
        return
    if find_codes(aside["said"]) or not _TELLS.search(aside["said"]):
        yield sentence
        return
    yield _cut(document, sentence, start, aside.start())
    yield _cut(document, sentence, aside.start("said"), aside.end())
    rest = text[aside.end() : stop]
    if rest.strip():
        begins = aside.end() + len(rest) - len(rest.lstrip())
        yield from _pieces(document, _cut(document, sentence, begins, stop))


def _cut(document: DocumentView, sentence: Sentence, start: int, end: int) -> Sentence:
    block = sentence.block
    if start != sentence.start:
        block = replace(block, kind="paragraph", label=None, checked=None, cells=())
    return replace(
        sentence, text=document.words(start, end), start=start, end=end, block=block
    )
