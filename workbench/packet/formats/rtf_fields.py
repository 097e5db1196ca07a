"""Fields of a form in RTF: ticked boxes and chosen entries, which have no text.

Word keeps a box or a list of choices in the instruction of its field; the page shows a
box with or without its cross, and the entry that was chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.packet.formats.symbols import OFF, ON

_BOX, _LIST = 1, 2
_UNSET = 25
"""The result of a field that nobody has touched yet; its default shows."""
WORDS = ("fftype", "ffres", "ffdefres")


@dataclass(slots=True)
class FormField:
    """A field in the making; ``depth`` is the group in which it began."""

    depth: int
    values: dict[str, int] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)

    def shown(self) -> str:
        """What the page shows of it; nothing for a field of text, whose text stands."""
        chosen = self.values.get("ffres", _UNSET)
        if chosen == _UNSET:
            chosen = self.values.get("ffdefres", 0)
        if self.values.get("fftype") == _BOX:
            return f"{ON if chosen else OFF} "
        if self.values.get("fftype") == _LIST and chosen < len(self.entries):
            return self.entries[chosen]
        return ""
