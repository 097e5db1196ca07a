"""The copy line of an e-mail, which is no chief complaint.

    To: precert@plan.example
    Cc: Dr. Hale's team
    Subject: MRI, two regions

"CC" heads a note's complaint; between the other lines of an e-mail's head it names who
gets a copy, and what follows stands under no heading.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.model import DocumentView, Sentence

_COPY = re.compile(r"b?cc", re.IGNORECASE)
_HEAD = re.compile(r"\W*(?:from|to|sent|subject|date)\s?:", re.IGNORECASE)


def with_plain_copies(document: DocumentView) -> DocumentView:
    """The document with the text below an e-mail's copy line under no heading."""
    if not any(map(_is_copy, document.sentences)) or not _is_mail(document):
        return document
    made = [_plain(document, one) for one in document.sentences]
    return document.with_sentences(made)


def _is_copy(sentence: Sentence) -> bool:
    return _COPY.fullmatch(sentence.section.title.strip()) is not None


def _is_mail(document: DocumentView) -> bool:
    """Whether the line next to the copy line is of an e-mail's head."""
    lines = [line.text for line in document.document.lines if line.text.strip()]
    for number, text in enumerate(lines):
        if re.match(r"\W*b?cc\s?:", text, re.IGNORECASE):
            near = lines[max(number - 1, 0) : number] + lines[number + 1 : number + 2]
            return any(map(_HEAD.match, near))
    return False


def _plain(document: DocumentView, sentence: Sentence) -> Sentence:
    if not _is_copy(sentence):
        return sentence
    block = replace(sentence.block, section=document.sections[0])
    return replace(sentence, block=block)
