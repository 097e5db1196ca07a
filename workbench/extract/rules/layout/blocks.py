"""Typed lines into sections and blocks.

Hard-wrapped lines are joined, sections get their role, rows their header cells, and
questions the reply on the line below.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.language.answers import yes_or_no
from workbench.extract.rules.language.kin import ASIDE, leaves_kin
from workbench.extract.rules.layout.consents import goes_on, is_given
from workbench.extract.rules.layout.dated_entries import begins_next
from workbench.extract.rules.layout.headings import (
    begins_entry,
    default_role,
    exact_role,
    is_part,
    is_visit,
    named_in,
    normal,
    opening_role,
    role_in,
    table,
)
from workbench.extract.rules.layout.kin_labels import asks_of_kin
from workbench.extract.rules.layout.margins import row_kind
from workbench.extract.rules.layout.next_steps import is_next_steps
from workbench.extract.rules.layout.piece import Piece
from workbench.extract.rules.layout.sentences import sentence_spans
from workbench.extract.rules.layout.tables import (
    Part,
    cells,
    has_title,
    header_row,
    heads_levels,
    named_columns,
)
from workbench.extract.rules.layout.wrapping import MOST_WIDTH, Lines, Open
from workbench.extract.rules.model import Block, BlockKind, Cell, Role, Section
from workbench.extract.rules.words.sought import sought
from workbench.schema.packet import DocumentKind

_QUESTION = sought(r"[ ]*[-=*#>]*[ ]*(?P<asked>\S[^?]{1,90}\?)[ ]*[-=*#]*[ ]*\Z")
"""A line that only asks, framed or plain ("--- asked: diabetes? ---")."""
_REPLY = re.compile(r"[ ]*(?:yes\b|no\b(?=[ ]*(?:\Z|[,.;:(-])))", re.I)
"""A reply on the line below; a sentence that begins with No is none."""
_TELLS = re.compile(
    r"(?:He|She|They|I|We|(?:The )?[Pp]atient|Pt|M(?:rs?|s)\.?)[ ]\S+[ ]\S"
)
"""How a sentence begins that is no part of the answer before it."""
_TOLD = re.compile(r"[a-z]{3}\.\s{0,3}\Z|.{120}")
"""How a line that tells something differs from the fields of a head."""
_DICTATED: tuple[DocumentKind, ...] = ("clinic-note", "letter", "other")
_NUMBER = re.compile(r"(?=.*\d)(?:(?:no|id|#)\b\W*)?[A-Z\d#][A-Z\d#/. -]{2,30}", re.I)
"""The number of an insurance ("EFH 60-1175")."""
_CHART_NUMBER = re.compile(r"(?:no\b|#)?[ .:]*\d[\d-]{3,20}", re.I)
_GREETING = re.compile(
    r"(?i)(?:dear|to whom it may concern|sirs?|good (?:morning|day))\b"
)
"""How a letter's text begins, whatever headed the lines above it."""
_FORM_VALUE = 60
"""Characters up to which the value of a form's label is a field and no section."""
_BEFORE_FINDINGS: tuple[Role, ...] = ("indication", "technique", "comparison")
"""Sections of a report that never go through the levels line by line."""
_FINDINGS = re.compile(
    r"(?mi)^\W*(?:findings|report|body|observations?|interpretation|results?)\b"
)
_RESULT = re.compile(
    r"(?i)(?:any |much |lasting )?(?:relief|response|benefit|improvement|result|help)\b"
    r"[^:]{0,30}\b(?:from|with|after|to|of|by)\b"
)
"""A label that asks how a treatment worked, not whether it was given."""
_REPORTS: tuple[DocumentKind, ...] = ("imaging-report", "laboratory", "nerve-study")
_HOUSES: tuple[Role, ...] = ("imaging", "tests")
"""Sections whose words stand in the names of offices, too."""
_BRIEF: tuple[Role, ...] = ("family", "past-history", "past-surgery")
"""Sections that are over with the sentences on their heading's own line."""


_ONLY_NUMBER = re.compile(r"[\s:#]*(?:no\.?\s*)?[A-Z]{0,3}[-\s]?\d[\d-]{2,}\s*", re.I)
"""A value that is nothing but the number of a chart or a case, and opens no section."""


class Builder:
    """Takes the pieces of a document in turn; ``finish`` gives its cut."""

    def __init__(self, raw: str, text: str, kind: DocumentKind) -> None:
        self.text, self.raw, self.kind = text, raw, kind
        self.lines = Lines(raw, text)
        self.base: Role = default_role(kind)
        self.bare = kind == "imaging-report" and not _FINDINGS.search(raw)
        """Whether a report's findings follow its indication without a heading."""
        self.made: list[tuple[str, Role, int]] = [("", self.base, 0)]
        self.blocks: list[
            tuple[int, BlockKind, int, int, str | None, bool | None, tuple[Cell, ...]]
        ] = []
        self.open: Open | None = None
        self.rows: list[Piece] = []
        self.ruled = False
        self.short = False
        self.blank = False
        self.back: tuple[str, Role] | None = None
        self.brief: Open | None = None
        self.passing: tuple[str, Role] | None = None
        """The section in whose running text another one is named in passing."""

    @property
    def role(self) -> Role:
        """Of the section that is open."""
        return self.made[-1][1]

    def take(self, piece: Piece) -> None:
        """Add one piece."""
        lies_under_row = piece.kind == "text" and not self.blank and bool(self.rows)
        if lies_under_row and self.lines.carries_cell(self.rows[-1], piece):
            self._lengthen(piece)
            return
        if piece.kind != "row" and self.rows and not (piece.kind == "rule"):
            self._close_table()
        if piece.kind in ("blank", "rule"):
            self._pause(piece)
            return
        if self.short and self.blank and piece.kind not in ("heading", "row"):
            self._section("", self.base, piece.start)
        if self.back and not self._carries_on(piece):
            self._section(*self.back, piece.start)
        kin = self.role == "family"
        if kin and leaves_kin(self.text, piece, self.brief, self.blank):
            self._section("", self.base, piece.start)
        if self._is_next_entry(piece):
            self._section("", self.base, piece.start)
        getattr(self, f"_take_{piece.kind}")(piece)
        self.blank = False

    def _is_next_entry(self, piece: Piece) -> bool:
        """Whether a dated line leaves the section of the entry before it."""
        title, role, start = self.made[-1]
        inside = bool(title) and role != self.base
        return inside and begins_next(self.raw, start, piece.start)

    def _carries_on(self, piece: Piece) -> bool:
        """Whether a line belongs to the one-line field before it."""
        last = self.open
        return (
            piece.kind == "text"
            and last is not None
            and not self.blank
            and self.lines.goes_on(last, piece)
        )

    def finish(self) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
        """Sections and blocks of everything taken."""
        self._close_table()
        self._close()
        starts = [start for _, _, start in self.made[1:]] + [len(self.text)]
        before: list[Role | None] = [None, *(role for _, role, _ in self.made[:-1])]
        sections = tuple(
            Section(title, self._role(title, role, last, start, end), start, end)
            for (title, role, start), end, last in zip(
                self.made, starts, before, strict=True
            )
        )
        blocks = tuple(
            Block(kind, sections[at], start, end, label, checked, row)
            for at, kind, start, end, label, checked, row in self.blocks
        )
        return tuple(s for s in sections if s.end > s.start), blocks

    def _role(
        self, title: str, role: Role, before: Role | None, start: int, end: int
    ) -> Role:
        """The role of a section, seen with what it holds and follows."""
        report = role == "procedure" and self.kind != "operative-note"
        if report and is_next_steps(title, before, self.text[start:end]):
            return "plan"
        return role

    def _pause(self, piece: Piece) -> None:
        if piece.kind == "rule" and self.rows:
            self._part_title()
            if len(self.rows) == 1:
                self.ruled = True
                return
        self._close()
        self.blank = True

    def _part_title(self) -> None:
        """Close the title above a header in pipes as a row of its own."""
        rows = self.rows
        if has_title([(one.row, self.text[one.start : one.end]) for one in rows]):
            self.rows = rows[:1]
            self._close_table()
            self.rows = rows[1:]

    def _section(self, title: str, role: Role, start: int) -> None:
        self._close()
        self.back = None
        self.made.append((title, role, start))
        self.short, self.brief, self.passing = False, None, None

    def _take_heading(self, piece: Piece) -> None:
        if (
            self._prescribes(piece)
            or self._names_house(piece)
            or self._names_visit(piece)
        ):
            self._section("", self.base, piece.start)
            return
        role = self._role_of(piece)
        inside = table().inside.get(self.role, frozenset())
        label = piece.label or ""
        valued = piece.label_end < piece.end
        if valued and role == "signature" and self._at_head():
            self._section("", self.base, piece.start)
            self._take_label(piece)
            return
        if valued and (
            role == "header"
            or normal(label) in inside
            or self._numbers(piece, role)
            or (role == "history" and self._is_number(piece))
        ):
            self._take_label(piece)
            return
        before = self.made[-1][:2]
        self._section(label, role, piece.start)
        field = normal(label) in table().fields or self._form_field(piece, role)
        if valued and field:
            self.open = Open("field", piece, piece.label)
            self.back = before
            return
        if piece.label_end < piece.end:
            self.short = role in table().short
            self._value(piece)
            value = self.text[piece.label_end : piece.end]
            if role == "precautions" and (
                self._in_line(piece) or is_given(label, value)
            ):
                self.passing = before
            over = role in _BRIEF or (self.bare and role in _BEFORE_FINDINGS)
            self.brief = self.open if over else None

    def _in_line(self, piece: Piece) -> bool:
        """Whether a heading stands in running text, behind other words of its line."""
        line = self.text.rfind("\n", 0, piece.start) + 1
        return bool(self.text[line : piece.start].strip())

    def _form_field(self, piece: Piece, role: Role) -> bool:
        """In a request form a diagnosis or a health plan is a field, and then over."""
        short = piece.end - piece.label_end <= _FORM_VALUE
        return self.kind == "request-form" and role in ("diagnoses", "plan") and short

    def _numbers(self, piece: Piece, role: Role) -> bool:
        """Whether a label of the plan's gives the number of a policy and no policy.

        So "Chart: 88102" gives the number of a chart, and opens no history.
        """
        value = self.text[piece.label_end : piece.end].strip()
        if role == "history":
            return _CHART_NUMBER.fullmatch(value) is not None
        return role == "policy" and _NUMBER.fullmatch(value) is not None

    def _at_head(self) -> bool:
        """Whether nothing but a document's title and fields has been read."""
        self._close()
        told = (self.text[start:end] for _, _, start, end, *_ in self.blocks)
        first = (self.base, "header", "technique")
        headed = all(role in first for _, role, _ in self.made)
        return headed and not any(_TOLD.search(one) for one in told)

    def _value(self, piece: Piece) -> None:
        """The text after a heading on its own line."""
        value = Open("paragraph", piece)
        value.start = piece.label_end
        self.open = value

    def _prescribes(self, piece: Piece) -> bool:
        """Whether "Rx" opens the document: the head of a prescription, no list."""
        return self._is_first(piece) and normal(piece.label or "") == "rx"

    def _names_visit(self, piece: Piece) -> bool:
        """Whether "FOLLOW UP - 06/09/2026" stands at the head: the name of a visit."""
        value = self.text[piece.label_end : piece.end]
        return is_visit(piece.label or "", value) and self._at_head()

    def _names_house(self, piece: Piece) -> bool:
        """Whether the first line names the house that wrote a paper which is no report
        ("RED RIVER RADIOLOGY" over a checklist): its letterhead, and no section."""
        if not self._is_first(piece) or self.kind in _REPORTS:
            return False
        return piece.role in _HOUSES and exact_role(piece.label or "") is None

    def _is_number(self, piece: Piece) -> bool:
        """Whether the value of a heading is the number of a chart or a case."""
        value = self.text[piece.label_end : piece.end]
        return _ONLY_NUMBER.fullmatch(value) is not None

    def _is_first(self, piece: Piece) -> bool:
        """Whether a heading without a value opens the document."""
        first = not self.blocks and self.open is None
        return first and piece.label_end == piece.end

    def _role_of(self, piece: Piece) -> Role:
        if piece.role is not None:
            return role_in(
                self.kind, piece.role, self.text[piece.label_end : piece.end]
            )
        over = self.kind == "request-form" and self.role == "diagnoses"
        if over or self.role in table().alone or is_part(piece.label or ""):
            return self.base
        return self.role

    def _take_level(self, piece: Piece) -> None:
        self._close()
        if self.role in _BEFORE_FINDINGS:
            self._section("", "findings", piece.start)
        self.open = Open("paragraph", piece, piece.label)

    def _take_label(self, piece: Piece) -> None:
        self._close()
        own = named_in(self.kind, piece.label or "")
        if own is not None and piece.label_end < piece.end:
            self._section(piece.label or "", own, piece.start)
            self.short = own in table().short
            self._value(piece)
            self.brief = self.open
            return
        if asks_of_kin(piece.label or "") and piece.label_end < piece.end:
            before = self.made[-1][:2]
            self._section("", "family", piece.start)
            self.open, self.back = Open("field", piece, piece.label), before
            return
        if piece.label_end >= piece.end:
            greets = _GREETING.match(piece.label or "")
            role = self.base if greets else self.role
            self.made.append((piece.label or "", role, piece.start))
            return
        self.open = Open("field", piece, piece.label)

    def _take_item(self, piece: Piece) -> None:
        self._close()
        self.open = Open("item", piece)

    def _lengthen(self, piece: Piece) -> None:
        last = self.rows[-1]
        cell = last.row[-1]
        at = last.start - last.row[0].start
        text = self.text[at + cell.start : piece.end]
        longer = Part(cell.start, cell.start + len(text), text)
        self.rows[-1] = replace(
            last, end=piece.end, line=piece.line, row=(*last.row[:-1], longer)
        )

    def _take_text(self, piece: Piece) -> None:
        if self._replies(piece):
            return
        if self.passing and self._is_passed(piece):
            self._section(*self.passing, piece.start)
        if self.open and not self.blank and self.lines.goes_on(self.open, piece):
            self.open.end, self.open.line = piece.end, piece.line
            return
        if self.brief is not None and self._is_over(piece):
            self._section("", self.base, piece.start)
        self._close()
        if self.blank:
            self._opening(piece)
        self.open = Open("paragraph", piece)

    def _is_passed(self, piece: Piece) -> bool:
        """Whether a line no more belongs to a section that was named in passing."""
        ended = self.open is not None and self.text[self.open.end - 1] in ".!?"
        return ended and not goes_on(self.text, piece.start)

    def _is_over(self, piece: Piece) -> bool:
        """Whether a sentence on a line of its own leaves a section told on one line.

        A section told on its heading's line ends there or with its paragraph: "Family:
        father had a stroke." over "Never used tobacco." says nothing of his tobacco.
        """
        if self.open is not self.brief and not self.blank:
            return False
        if self.role in _BEFORE_FINDINGS:
            return True
        told = self.text[piece.start : piece.end].rstrip()
        ended = self.brief is not None and self.text[self.brief.end - 1] == "."
        closed = self.blank or told[-1:] in ".:"
        return ended and closed and not ASIDE.match(told)

    def _replies(self, piece: Piece) -> bool:
        """Join a line that answers yes or no to the question on the line above."""
        begin = self.raw.rfind("\n", 0, piece.start) + 1
        above = self.raw.rfind("\n", 0, max(begin - 1, 0)) + 1
        line = self.text[above : max(begin - 1, 0)]
        asked = _QUESTION.match(line) if len(line) <= MOST_WIDTH else None
        if asked is None or not _REPLY.match(self.text[piece.start : piece.end]):
            return False
        start = above + asked.start("asked")
        if self.open is not None and self.open.start < above:
            return False
        self.open = Open("field", piece, asked["asked"].rstrip("?").strip())
        self.open.start, self.open.label_end = start, piece.start
        return True

    def _opening(self, piece: Piece) -> None:
        """A new section where dictated prose says itself what it goes on with."""
        if begins_entry(self.text[piece.start : piece.end].strip()):
            self._section("", self.base, piece.start)
            return
        role = opening_role(self.text[piece.start : piece.end], self.base)
        if role is None or role == self.role or self.kind not in _DICTATED:
            return
        self._section("", role, piece.start)
        self.short = role != self.base

    def _take_boxes(self, piece: Piece) -> None:
        self._close()
        at = piece.start - piece.indent
        for option in piece.options:
            start, end = at + option.start, at + option.end
            while end > start and self.text[end - 1] == " ":
                end -= 1
            head = self._question(option.question, at)
            row = (Cell(start, end, option.label, *head),) if option.question else ()
            self._add("checkbox", start, end, option.label, option.checked, row)

    def _question(self, question: str, at: int) -> tuple[str, int, int]:
        start = self.text.find(question, at) if question else at
        return question, start, start + len(question)

    def _take_row(self, piece: Piece) -> None:
        self._close()
        if self.role in _BEFORE_FINDINGS and heads_levels(piece.row):
            self._section("", "findings", piece.start)
        self.rows.append(piece)

    def _close_table(self) -> None:
        if not self.rows:
            return
        rows, self.rows = self.rows, []
        ruled, self.ruled = self.ruled, False
        top = header_row([row.row for row in rows], ruled)
        header = None if top is None else rows[top]
        for index, piece in enumerate(rows):
            head, at = (
                (header, header.start - header.row[0].start) if header else (None, 0)
            )
            under = head is not None and top is not None and index > top
            heads = (named_columns(head.row) or head.row) if head and under else ()
            made = self._row_cells(piece, heads, at)
            kind = row_kind(self.text, piece, top is not None)
            self._add(kind, piece.start, piece.end, None, None, made)

    def _row_cells(
        self, piece: Piece, header: tuple[Part, ...], header_at: int
    ) -> tuple[Cell, ...]:
        at = piece.start - piece.row[0].start
        if header:
            return cells(piece.row, at, header, header_at)
        return tuple(Cell(p.start + at, p.end + at, p.text) for p in piece.row)

    def _close(self) -> None:
        last, self.open = self.open, None
        if last is None:
            return
        kind = last.kind
        checked = None
        if kind == "field":
            value = self.text[last.label_end : last.end]
            checked = yes_or_no(value)
            if _RESULT.match(last.label or ""):
                checked = None  # "Relief with ESI: no" answers for the relief alone
            spans = list(sentence_spans(self.text, last.label_end, last.end))
            more = len(spans) > 1
            if more and checked is None:
                kind = "paragraph"
            if more and checked is False and _TELLS.match(self.text, spans[1][0]):
                self._add(kind, last.start, spans[0][1], last.label, checked, ())
                self._add("paragraph", spans[1][0], last.end, None, None, ())
                return
        self._add(kind, last.start, last.end, last.label, checked, ())

    def _add(
        self,
        kind: BlockKind,
        start: int,
        end: int,
        label: str | None,
        checked: bool | None,
        row: tuple[Cell, ...],
    ) -> None:
        if end > start:
            self.blocks.append(
                (len(self.made) - 1, kind, start, end, label, checked, row)
            )
