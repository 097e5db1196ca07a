"""HL7 version 2 messages: orders, results, transcribed documents, referrals.

Each message is written as the document it stands for.  An order that was cancelled, or
a result that was withdrawn, is named with its state and says nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.packet.decode import decode_text
from workbench.packet.formats.build import Lines
from workbench.packet.formats.hl7_message import Message
from workbench.packet.formats.hl7_values import Marks
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.segments import Segment
from workbench.packet.sources import Source


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """The messages of a file, each as documents; files held in them as parts.

    Raises PacketError for bytes that are no text.
    """
    decoded = decode_text(data, where=name)
    lines = Lines()
    parts: list[Source] = []
    for marks, segments in _messages(decoded.text):
        message = Message(marks, segments)
        for page in message.pages():
            page.write(lines)
        parts += message.parts
    return Converted("hl7", lines.done(), parts=tuple(parts), damaged=decoded.damaged)


def _messages(text: str) -> Iterator[tuple[Marks, list[Segment]]]:
    marks, held = Marks(), list[Segment]()
    for number, line in enumerate(text.splitlines(), 1):
        shown = line.strip()
        if shown.startswith("MSH") and len(shown) > len("MSH|"):
            if any(one.name == "MSH" for one in held):
                yield marks, held
                held = []
            marks = Marks.of(shown)
        if shown:
            held.append(_segment(shown, marks, number))
    if held:
        yield marks, held


def _segment(line: str, marks: Marks, number: int) -> Segment:
    name, *fields = line.split(marks.field)
    if len(name) != len("PID") or not name.isalnum() or not name.isupper():
        return Segment("", (line,), number)
    if name == "MSH":  # The mark itself is its first field.
        fields = [marks.field, *fields]
    return Segment(name, tuple(fields), number)
