"""The rules reader's own types: how a document is cut up before facts are made.

All offsets count in ``DocumentView.source.text``.  ``Sentence.text`` has the same
length as the source span it stands for (line breaks and exotic dashes, quotes and
blanks replaced one for one), so an offset in a sentence plus ``Sentence.start`` is an
offset in the document.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from workbench.extract.rules.copy.text import fold
from workbench.packet.text import DocumentText
from workbench.schema.case import Range, Severity, Side
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, Packet
from workbench.schema.partial_date import PartialDate

_Made = TypeVar("_Made")

Role = Literal[
    "request",
    "history",
    "past-history",
    "past-surgery",
    "family",
    "social",
    "medications",
    "treatment",
    "review-of-systems",
    "exam",
    "findings",
    "impression",
    "comparison",
    "technique",
    "indication",
    "imaging",
    "tests",
    "diagnoses",
    "assessment",
    "plan",
    "function",
    "procedure",
    "policy",
    "precautions",
    "template",
    "signature",
    "header",
    "other",
]
"""What a section is for; decides priors (family, plan, policy never make facts)."""

BlockKind = Literal["paragraph", "item", "row", "checkbox", "field"]
Seven = Literal[
    "present",
    "negated",
    "not_done",
    "possible",
    "historical",
    "hypothetical",
    "family",
]


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch under one heading; ``level`` is set by a level heading ("C5-6:")."""

    title: str
    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row with the header cell above it (None without header)."""

    start: int
    end: int
    text: str
    header: str | None = None
    header_start: int | None = None
    header_end: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row, check box or ``label: value`` field.

    ``checked`` is None where there is no box; a field's ``label`` is the text before
    its colon, a check box's the text beside it.
    """

    kind: BlockKind
    section: Section
    start: int
    end: int
    label: str | None = None
    checked: bool | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a block (a row, box or field is one sentence)."""

    text: str
    start: int
    end: int
    block: Block
    index: int = 0

    @property
    def section(self) -> Section:
        """The section that the sentence stands in."""
        return self.block.section

    @property
    def role(self) -> Role:
        """The role of its section."""
        return self.block.section.role


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document, cut up."""

    document: Document
    source: DocumentText
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    births: frozenset[PartialDate] = frozenset()
    """Birth dates that the packet labels; nothing in the record is of such a day."""
    memo: dict[Any, Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """What frames derive from the document more than once; goes when it goes."""

    def cite(self, start: int, end: int) -> Evidence:
        """Evidence for a span of the document."""
        return self.source.cite(start, end)

    def cite_sentence(self, sentence: Sentence) -> Evidence:
        """Evidence that quotes a whole sentence."""
        return self.source.cite(sentence.start, sentence.end)

    def with_sentences(self, kept: Iterable[Sentence]) -> DocumentView:
        """The same document with these sentences, numbered anew; nothing remembered."""
        numbered = (
            one if one.index == index else replace(one, index=index)
            for index, one in enumerate(kept)
        )
        return replace(self, sentences=tuple(numbered))

    def once(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """What ``make`` makes of the document, made at the first call for the key."""
        if key not in self.memo:
            self.memo[key] = make()
        kept: _Made = self.memo[key]
        return kept

    def words(self, start: int, end: int) -> str:
        """A span folded and on one line; every sign keeps its place."""
        return fold(self.source.text[start:end]).replace("\n", " ")


@dataclass(frozen=True, slots=True)
class PacketView:
    """All documents, cut up, in packet order."""

    packet: Packet
    documents: tuple[DocumentView, ...]
    request_date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A lexicon concept found in a sentence; offsets count in ``sentence.text``.

    ``implies`` is set by terms that carry their own assertion ("nonsmoker").
    """

    concept: str
    start: int
    end: int
    text: str
    implies: Seven | None = None
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LevelMention:
    """A level, range of levels, vertebra or root named in a text.

    ``interspaces`` are canonical; a single vertebra fills ``vertebrae`` only, a root
    ("C6 root", "C6 dermatome", "C6 distribution") fills ``roots`` only.
    """

    start: int
    end: int
    interspaces: tuple[str, ...] = ()
    vertebrae: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    is_range: bool = False


@dataclass(frozen=True, slots=True)
class SideMention:
    """A side in a text; ``worse`` is the greater one of "left more than right"."""

    start: int
    end: int
    side: Side
    worse: Side | None = None


@dataclass(frozen=True, slots=True)
class SeverityMention:
    """A grade in a text, with the words around it that change its bounds.

    ``negated`` is set where the words deny a grade ("no significant", "not severe"):
    the bounds then say what is left.  ``prior`` is an earlier grade that the text
    sets against this one ("previously mild, now severe").
    """

    start: int
    end: int
    severity: Severity
    negated: bool = False
    prior: Severity | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A calendar date in a text, as exact as the text gives it."""

    start: int
    end: int
    value: PartialDate


@dataclass(frozen=True, slots=True)
class SpanMention:
    """A stretch of time between two dates; None where that end is not named."""

    start: int
    end: int
    first: PartialDate | None
    last: PartialDate | None


@dataclass(frozen=True, slots=True)
class SessionMention:
    """A number of visits or sessions attended; ``of`` is the number authorised."""

    start: int
    end: int
    count: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class DurationMention:
    """A length of time.  Vague words ("several weeks") have ``vague`` and no days."""

    start: int
    end: int
    days: Range | None
    vague: bool = False

    @property
    def exact(self) -> int | None:
        """The number of days where both ends agree, else None."""
        if self.days is None or self.days.low != self.days.high:
            return None
        return self.days.low
