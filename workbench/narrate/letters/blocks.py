"""Blocks: approved wording by program and state, above all the rights of a member.

Words and amounts are data (``prompts/letters/blocks/*.yaml``), each with its source,
the day it begins to hold and whether the source was read.  A text names a field of the
matter or one of its own amounts in braces; nothing else stands for anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.errors import ContentError
from workbench.narrate.letters.fields import Fields
from workbench.narrate.letters.library import Language, Library, Worded
from workbench.narrate.markdown import Md, escape
from workbench.schema.base import Model
from workbench.schema.case import Slug
from workbench.schema.partial_date import PartialDate, earliest, latest

PATTERN = "blocks/*.yaml"
_NAME = re.compile(r"\{([a-z0-9_.-]+)\}")
_UNITS: dict[Language, dict[str, tuple[str, str]]] = {
    "en": {
        "hours": ("hour", "hours"),
        "calendar_days": ("day", "days"),
        "business_days": ("business day", "business days"),
        "months": ("month", "months"),
    },
    "es": {
        "hours": ("hora", "horas"),
        "calendar_days": ("día", "días"),
        "business_days": ("día hábil", "días hábiles"),
        "months": ("mes", "meses"),
    },
}


class Amount(Model):
    """A length of time."""

    amount: int
    unit: Literal["hours", "calendar_days", "business_days", "months"]

    def in_language(self, language: Language) -> str:
        """In words: 180 days."""
        one, more = _UNITS[language][self.unit]
        return f"{self.amount} {one if self.amount == 1 else more}"


class Block(Model):
    """One wording, for whom and since when it holds, and where it comes from.

    Empty ``programs``, ``states`` or ``kinds`` mean any; it never stands in a letter of
    ``not_kinds``.  ``status`` is verified only where the source itself was read.
    """

    id: Slug
    programs: tuple[Slug, ...] = ()
    states: tuple[str, ...] = ()
    kinds: tuple[Slug, ...] = ()
    not_kinds: tuple[Slug, ...] = ()
    amounts: dict[Slug, Amount] = {}
    text: Worded
    source: str
    effective_from: PartialDate
    effective_to: PartialDate | None = None
    status: Literal["verified", "unverified"]
    read: Literal["full", "excerpt", "memory"]
    note: str = ""

    def fits(self, program: str | None, state: str | None, kind: str) -> bool:
        """Whether it holds for a program, a state and a kind of letter."""
        return (
            (not self.programs or program in self.programs)
            and (not self.states or state in self.states)
            and (not self.kinds or kind in self.kinds)
            and kind not in self.not_kinds
        )

    def holds_on(self, day: dt.date | None) -> bool:
        """Whether it is in force on a day; without a day only its end counts."""
        if day is None:
            return self.effective_to is None
        return earliest(self.effective_from) <= day and (
            self.effective_to is None or day <= latest(self.effective_to)
        )

    @property
    def narrowness(self) -> tuple[bool, bool, bool]:
        """A state's own wording stands before a program's, a kind's before any's."""
        return bool(self.states), bool(self.programs), bool(self.kinds)


class BlockFile(Model):
    """One data file."""

    blocks: tuple[Block, ...]


class Chosen(NamedTuple):
    """A block as it was printed, for the checklist and the proof."""

    block: Block
    markdown: str


class Blocks:
    """The wording that holds for one letter."""

    def __init__(
        self,
        content: Library,
        fields: Fields,
        kind: str,
        day: dt.date | None,
        language: Language,
    ) -> None:
        self._fields = fields
        self._language = language
        self._own = content.own.blocks
        self._found: dict[str, Block] = {}
        self.printed: dict[str, Chosen] = {}
        matter = fields.matter
        fitting = [
            block
            for _, file in content.all_data(BlockFile, PATTERN)
            for block in file.blocks
            if block.fits(matter.program, matter.state, kind) and block.holds_on(day)
        ]
        for block in sorted(fitting, key=lambda one: one.narrowness):
            self._found[block.id] = block

    def block(self, name: str, **values: str) -> Md:
        """The wording of a block, empty where none holds for this letter.

        ``values`` are further names that the text may use.  Raises ContentError for a
        text that names anything else.
        """
        found = self._found.get(name)
        if found is None:
            return Md("")
        own = self._own.get(name)
        text = (own or found.text).in_language(self._language).strip()
        filled = _NAME.sub(self._filler(found, values), text)
        self.printed[name] = Chosen(found, filled)
        return Md(filled)

    def _filler(
        self, block: Block, values: dict[str, str]
    ) -> Callable[[re.Match[str]], str]:
        def fill(match: re.Match[str]) -> str:
            name = match[1]
            if name in values:
                return escape(values[name])
            if name in block.amounts:
                return block.amounts[name].in_language(self._language)
            try:
                return escape(self._fields(name))
            except ContentError:
                raise ContentError(
                    f"the text names {name!r}, which nothing is",
                    where=f"{PATTERN}: {block.id}",
                    fix="name a field of the matter or one of the block's amounts",
                ) from None

        return fill
