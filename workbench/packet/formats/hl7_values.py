"""Values of HL7 version 2 fields: marks, escapes, components, codes, names."""

from __future__ import annotations

from typing import NamedTuple

from workbench.content import expressions as re
from workbench.packet.formats.segments import first, person

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")
_BREAK = "\n"
_LEAST = 4


class Marks(NamedTuple):
    """The signs that part fields, components, repetitions and what escapes them."""

    field: str = "|"
    component: str = "^"
    repeat: str = "~"
    escape: str = "\\"
    inner: str = "&"

    @classmethod
    def of(cls, header: str) -> Marks:
        """The marks that the header of a message declares."""
        told = header[len("MSH") :]
        signs = told[1:].split(told[0])[0]
        return cls(told[0], *(signs if len(signs) == _LEAST else "^~\\&"))

    def repeats(self, field: str) -> list[str]:
        """The repetitions of a field, each as it is written."""
        return field.split(self.repeat)

    def parts(self, value: str) -> list[str]:
        """The components of a value in plain words."""
        return [self.plain(part) for part in value.split(self.component)]

    def plain(self, text: str) -> str:
        """A text with its escapes resolved; a break of lines is one."""
        pieces = text.split(self.escape)
        if len(pieces) < 3:
            return text.strip()
        found: list[str] = []
        for place, piece in enumerate(pieces):
            found.append(self._escaped(piece) if place % 2 else piece)
        return "".join(found).strip()

    def _escaped(self, code: str) -> str:
        signs = {
            "F": self.field,
            "S": self.component,
            "T": self.inner,
            "R": self.repeat,
            "E": self.escape,
            ".br": _BREAK,
            ".sp": _BREAK,
        }
        if code in signs:
            return signs[code]
        if code[:1] == "X" and _HEX.fullmatch(code[1:]):
            return bytes.fromhex(code[1:]).decode("latin-1").replace("\r", _BREAK)
        return ""

    def lines(self, field: str) -> list[str]:
        """The lines of a text field: its repetitions, and the breaks in them."""
        told = (self.plain(one) for one in self.repeats(field))
        return [line for one in told for line in one.split(_BREAK)]

    def words(self, field: str) -> str:
        """The words of a coded value, or its code where it has none."""
        parts = (*self.parts(self.repeats(field)[0]), "", "", "", "", "")
        return first(iter((parts[1], parts[4], parts[0])))

    def coded(self, field: str) -> tuple[str, str]:
        """Code and words of a coded value; the alternate code where only it is one."""
        parts = (*self.parts(self.repeats(field)[0]), "", "", "", "", "")
        code, words, other = parts[0], parts[1] or parts[4], parts[3]
        if other[:5].isdigit() and not code[:5].isdigit():
            code = other
        return code, words

    def name(self, field: str) -> str:
        """A person's name."""
        return person(self.parts(self.repeats(field)[0]))

    def provider(self, field: str) -> str:
        """A provider's name: behind a number, as staff are named."""
        return person(self.parts(self.repeats(field)[0])[1:])
