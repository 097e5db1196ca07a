"""Calls that are written down turn by turn: an answer is the value of its question.

    AGENT   Which study?
    CALLER  MRI of the cervical spine, without contrast, 72141.

The first sentence of a turn that follows a question about what is asked for becomes a
field with the question as its label; a turn that follows one about what was done before
("any prior injections?") only tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.model import DocumentView, Sentence

_TURN = re.compile(
    r"[ ]*(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?[ ]+)?"
    r"(?:(?P<who>[A-Z][\w.'()/ -]{0,29}?)[ ]?:[ ]+|"
    r"(?P<name>[A-Z][A-Za-z.'-]{0,14})[ ]{2,})"
    r"(?P<said>\S.*)"
)
_QUESTION = re.compile(r"(?P<asked>[^.?!]{3,120})\?\W*\Z")
_SPEAKERS, _TURNS = 2, 2
"""Speakers of a call, and turns that each of them takes at least."""
_ASKED = frozenset({"label-procedure", "label-code", "label-level", "label-side"})
_REFUSED = frozenset({"label-never"})
_BEFORE = re.compile(
    r"\b(?:any|had|have|has|were|was|what|which|when)\b.{0,30}?\b(?:prior|previous"
    r"|earlier|before|past|history|already|so far|ever)\b(?! ?auth\w*| ?approv\w*)",
    re.IGNORECASE,
)
"""A question about what was done before."""


def turns_as_fields(
    document: DocumentView, sentences: Sequence[Sentence]
) -> list[Sentence]:
    """The sentences, those that answer a question about the service as fields."""
    answers = _answers(document)
    return [_answering(document, one, answers) for one in sentences]


def _answering(
    document: DocumentView, sentence: Sentence, answers: dict[int, tuple[str, int]]
) -> Sentence:
    """The sentence as a field where it opens the turn that answers a question."""
    line = document.source.line_index(sentence.start)
    if line not in answers or sentence.start > answers[line][1]:
        return sentence
    return _field(document, sentence, *answers[line])


def _answers(document: DocumentView) -> dict[int, tuple[str, int]]:
    """The question before each turn that answers one, and where its words begin."""
    found: dict[int, tuple[str, int]] = {}
    for label, number, at in _exchanges(document):
        named = slots(label)
        if named & _ASKED and not named & _REFUSED and not _BEFORE.search(label):
            found[number] = label, document.source.line_start(number) + at
    return found


def _exchanges(document: DocumentView) -> Iterator[tuple[str, int, int]]:
    """Each question, the line of the turn that answers it and where its words begin."""
    turns = [
        (number, match["who"] or match["name"], match["said"], match.start("said"))
        for number, line in enumerate(document.document.lines)
        if (match := _TURN.fullmatch(fold(line.text)))
    ]
    names = [who for _, who, _, _ in turns]
    speakers = {who for who in names if names.count(who) >= _TURNS}
    if len(speakers) < _SPEAKERS:
        return
    turns = [one for one in turns if one[1] in speakers]
    for (_, asker, said, _), (number, who, _, at) in zip(
        turns, turns[1:], strict=False
    ):
        question = _QUESTION.search(said)
        if question is None or asker == who:
            continue
        yield question["asked"].strip(), number, at


def tells_before(document: DocumentView, sentence: Sentence) -> bool:
    """Whether a sentence answers a question about what was done before."""
    told = document.once(tells_before, lambda: frozenset(_told_turns(document)))
    if not told:
        return False
    first = document.source.line_index(sentence.start)
    last = document.source.line_index(max(sentence.end - 1, sentence.start))
    return first in told or (last == first + 1 and last in told)


def _told_turns(document: DocumentView) -> Iterator[int]:
    for question, number, _ in _exchanges(document):
        if _BEFORE.search(question):
            yield number


def _field(
    document: DocumentView, sentence: Sentence, label: str, start: int
) -> Sentence:
    """The words of an answer as the value of its question."""
    block = replace(
        sentence.block, kind="field", label=label, checked=None, cells=(), start=start
    )
    text = document.words(start, sentence.end)
    return replace(sentence, text=text, start=start, block=block)
