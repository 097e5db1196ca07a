"""What an answer answers: the question of a ticked box, field or short section.

A box's question stands before it on the line, in a heading, or on the line above; the
words of the question are evidence beside the box's own.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.language.answers import NO_WORD
from workbench.extract.rules.model import DocumentView, Mention, Sentence
from workbench.schema.evidence import Evidence

_ABOVE = 5
_MARK = re.compile(r"[\[(]?\s?[xX\u2713\u2714\u2611\u2612]\s?[\])]?")
_LONGEST = 300
_READABLE = 5000
"""Characters beyond which a sentence is no sentence but a run of text."""


class Question(NamedTuple):
    """The words of a question and where they stand in the document."""

    text: str
    start: int
    end: int


def is_readable(sentence: Sentence) -> bool:
    """Whether a sentence is short enough to be one; longer runs are left alone."""
    return len(sentence.text) <= _READABLE


def answered(sentence: Sentence) -> bool | None:
    """Yes or no to a question that the same line asks; None where it asks none."""
    block = sentence.block
    if block.checked is None or not block.label:
        return None
    asks = sentence.text.lstrip().startswith(block.label)
    return block.checked if asks else None


def answers_for(sentence: Sentence, one: Mention) -> bool:
    """Whether a field answers yes or no for what its label names ("Scoliosis? No")."""
    block = sentence.block
    if block.kind != "field" or not block.label:
        return False
    inside = one.end <= len(block.label) and sentence.text.startswith(block.label)
    return inside and (
        block.checked is not None
        or _NONE.match(sentence.text, len(block.label)) is not None
    )


def answered_no(sentence: Sentence, place: int) -> bool:
    """Whether what a field's label names at a place is denied by the field's value.

    "Prior lumbar surgery: No", "Prior neck surgery? none"; "none at L4-5" of a label
    that names no level is a value of its own and left to its reader.
    """
    label = sentence.block.label
    if sentence.block.kind == "row":
        return _denied_in_next_cell(sentence, place)
    if not label or place >= len(label):
        return False
    # Its first words may be blanked ("Prior" before a study), its place is the same.
    if not label.endswith(sentence.text[: len(label)].lstrip()):
        return False
    if sentence.block.checked is not None:
        return sentence.block.checked is False and answered(sentence) is False
    return _NONE.match(sentence.text, len(label)) is not None


def _denied_in_next_cell(sentence: Sentence, place: int) -> bool:
    """Whether a row of an item and its answer denies it ("neck surgery | none")."""
    told = [cell for cell in sentence.block.cells if cell.text]
    if len(told) < _ITEM or sentence.start + place >= told[0].end:
        return False
    said = told[1].text.strip()
    return NO_WORD.fullmatch(said) is not None and any(map(str.isalpha, said))


_ITEM = 2
"""Cells of an item and its answer."""
_NONE = re.compile(
    r"[\s?:.=-]{1,60}(?:none|nil|never|denie[sd]|negative|neg|nope|n/a"
    r"|no?(?=\W*\Z|[.;,(]|\s{2}))(?!\w)"
    r"(?![ -]+(?:at|on|since|for|except|but|until|before|after)\b)",
    re.IGNORECASE,
)
"""A value that denies what its label names."""


def denied_behind(text: str, place: int) -> bool:
    """Whether a no answers the words up to a place ("DM: yes. Prior surgery: no")."""
    return text[place : place + 2].strip()[:1] in (":", "?", "=") and bool(
        _NONE.match(text, place)
    )


def denied_in_column(sentence: Sentence) -> bool:
    """Whether a row of questions is ticked in its column of Noes ("Smoker      X")."""
    if sentence.block.kind != "checkbox" or answered(sentence) is not False:
        return False
    rest = sentence.text[len(sentence.block.label or "") :]
    return _COLUMN_MARK.match(rest) is not None


_COLUMN_MARK = re.compile(r"[ |]{2,120}[xX\u2713\u2714\u2611\u2612*](?![^\s|])")


def ticked_column(sentence: Sentence) -> str | None:
    """The header of the only marked cell of a row ("Yes" over an X); None without."""
    marked = [
        cell.header
        for cell in sentence.block.cells[1:]
        if cell.header and _MARK.fullmatch(cell.text.strip())
    ]
    return marked[0].strip() if len(marked) == 1 else None


def is_unticked(sentence: Sentence) -> bool:
    """Whether a box stands empty: what it offers is not said."""
    return sentence.block.checked is False and answered(sentence) is None


def is_ticked(sentence: Sentence) -> bool:
    """Whether a box is ticked: what it offers is said."""
    return bool(sentence.block.checked) and answered(sentence) is None


def label_of(sentence: Sentence) -> str:
    """What a sentence answers to: its own label or question, else the heading."""
    block = sentence.block
    if block.checked is not None and block.cells and block.cells[0].header:
        return block.cells[0].header
    if block.checked is not None and answered(sentence) is None:
        return sentence.section.title
    return block.label or sentence.section.title


def question_of(document: DocumentView, sentence: Sentence) -> Question | None:
    """The question that a ticked box answers, by line, heading or the line above."""
    block = sentence.block
    for cell in block.cells:
        if (
            cell.header
            and cell.header_start is not None
            and cell.header_end is not None
        ):
            return Question(cell.header, cell.header_start, cell.header_end)
    above = _above(document, sentence)
    if above is not None:
        return Question(above.text, above.start, above.end)
    title = sentence.section.title
    place = document.source.text.find(title, sentence.section.start) if title else -1
    if 0 <= place < sentence.start:
        return Question(title, place, place + len(title))
    return None


def _above(document: DocumentView, sentence: Sentence) -> Sentence | None:
    """The nearest line above that is no box, in the same section."""
    first = max(sentence.index - _ABOVE, 0)
    for other in reversed(document.sentences[first : sentence.index]):
        if other.section is not sentence.section:
            return None
        if other.block.checked is None:
            return other if len(other.text) <= _LONGEST else None
    return None


def cite_question(document: DocumentView, sentence: Sentence) -> tuple[Evidence, ...]:
    """The box's own line and its question, as evidence."""
    question = question_of(document, sentence)
    own = document.cite_sentence(sentence)
    if question is None:
        return (own,)
    return own, document.cite(question.start, question.end)
