"""How a letter is set on a page: language, print size, running heads, letterhead."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from workbench.narrate.pages.setup import PageSetup

if TYPE_CHECKING:
    from workbench.narrate.letters.view import View

_DRAFT = {
    "en": "DRAFT RECOMMENDATION – NOT A DECISION",
    "es": "BORRADOR, NO ES UNA DECISIÓN – DRAFT, NOT A DECISION",
}
_UNSENT = {
    "en": "DRAFT LETTER – NOT FOR SENDING",
    "es": "BORRADOR, NO ENVIAR – DRAFT, NOT FOR SENDING",
}
_INTERNAL = "INTERNAL – NOT A LETTER"


def head_of(view: View) -> str | None:
    """The line on every page that says that this is a draft; None on a final letter."""
    if view.final:
        return None
    if not view.kind.sent:
        return _INTERNAL
    return (_UNSENT if view.signed else _DRAFT)[view.language]


def setup_of(view: View) -> PageSetup:
    """The page of a letter."""
    matter = view.fields.matter
    own = matter.letterhead
    lines = (own.name, *own.lines) if own.name else own.lines
    day = dt.date.fromisoformat(matter.letter_date) if matter.letter_date else None
    return PageSetup(
        title=view.kind.title.in_language(view.language),
        language=view.language,
        large_print=matter.member.large_print,
        running_head=head_of(view),
        running_foot=f"{matter.reference}" if matter.reference else None,
        letterhead=tuple(line for line in lines if line),
        logo=view.content.bytes_of(own.logo) if own.logo else None,
        date=day,
        sheet=not view.kind.sent,
    )
