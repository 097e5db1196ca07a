"""The stretches of sentences that ask or plan, cut where the text stages the work.

"Stage 1: ACDF C5-6.  Stage 2: posterior fusion C4-7" is one sentence of two stretches;
a stage holds until the next is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import lone_side, only_side
from workbench.extract.rules.frames.request.codes import modifier_side
from workbench.extract.rules.model import DocumentView, Section, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side

Origin = Literal["request", "plan"]
_MODIFIER_LABEL = re.compile(r"\bmod(?:ifiers?)?\b", re.IGNORECASE)
STAGE = sought(
    r"\b(?:(?:stage|phase)\s{0,2}(?:#|no\.?|number)?\s{0,2}"
    r"(?P<number>[1-4]|iv|i{1,3}|one|two|three|four)\b"
    r"|(?P<order>first|second|third|1st|2nd|3rd)[ -]stage\b)",
    re.IGNORECASE,
)
_STAGES = {
    **dict.fromkeys(("1", "i", "one", "first", "1st"), 1),
    **dict.fromkeys(("2", "ii", "two", "second", "2nd"), 2),
    **dict.fromkeys(("3", "iii", "three", "third", "3rd"), 3),
    **dict.fromkeys(("4", "iv", "four"), 4),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """A stretch of one sentence that asks or plans; offsets count in the sentence.

    ``stage`` with ``stage_span`` (document offsets) where the text stages the work;
    ``carried`` where the stage was named further up.  ``explicit`` for a sentence with
    words of asking or planning of its own.  ``listed`` where the lines next to it give
    each its code.
    """

    sentence: Sentence
    start: int
    end: int
    origin: Origin
    stage: int | None = None
    stage_span: tuple[int, int] | None = None
    carried: bool = False
    explicit: bool = False
    listed: bool = False

    @property
    def text(self) -> str:
        """The characters of the stretch."""
        return self.sentence.text[self.start : self.end]

    @property
    def side(self) -> Side | None:
        """The side that the value of a field names: word, letter or modifier."""
        label = self.sentence.block.label or ""
        text = self.text
        value = text[len(label) :] if label and text.startswith(label) else text
        if _MODIFIER_LABEL.search(label):
            return modifier_side(value)
        return only_side(value) or lone_side(value)


def staged(
    document: DocumentView, chosen: list[tuple[Sentence, bool]]
) -> Iterator[Ask]:
    """The sentences cut at stage words; a stage holds until the next."""
    section: Section | None = None
    stage: int | None = None
    span: tuple[int, int] | None = None
    for sentence, explicit in chosen:
        if sentence.section is not section:
            section = sentence.section
            titled = _title_stage(document, section)
            stage, span = titled if titled[0] else (stage, span)
        marks = list(STAGE.finditer(sentence.text))
        cuts = [0, *(mark.start() for mark in marks), len(sentence.text)]
        carried = True
        for index, (start, end) in enumerate(zip(cuts, cuts[1:], strict=False)):
            if index:
                mark = marks[index - 1]
                stage = _number(mark)
                span = sentence.start + mark.start(), sentence.start + mark.end()
                carried = False
            if sentence.text[start:end].strip():
                yield Ask(
                    sentence, start, end, "request", stage, span, carried, explicit
                )


def _number(mark: re.Match[str]) -> int | None:
    word = mark.group("number") or mark.group("order") or ""
    return _STAGES.get(word.lower())


def _title_stage(
    document: DocumentView, section: Section
) -> tuple[int | None, tuple[int, int] | None]:
    mark = STAGE.search(section.title)
    place = document.source.text.find(section.title, section.start) if mark else -1
    if mark is None or place < 0:
        return None, None
    return _number(mark), (place + mark.start(), place + mark.end())
