"""What a mask hides the model never sees, and its answers ground in the real text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.llm.answers import answer, symptom
from workbench.extract.llm.mask import Bare, revealed
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.scripted import ScriptedBackend
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Document, Packet

NOTE = """\
OFFICE VISIT NOTE
Date of visit: 03/10/2026
Vera Placeholder has numbness of the left thumb.
"""
REAL, SHOWN = "Vera Placeholder", "Ada Surrogate"


class Swap:
    """Hides one name behind another."""

    def hide(self, document: Document) -> Document:
        lines = tuple(
            line.model_copy(update={"text": line.text.replace(REAL, SHOWN)})
            for line in document.lines
        )
        return document.model_copy(update={"lines": lines})

    def reveal(self, text: str, document: str, lines: Sequence[int] = ()) -> str:
        return text.replace(SHOWN, REAL)


def swap(packet: Packet) -> Swap:
    return Swap()


def test_the_model_sees_the_mask_and_the_case_quotes_the_packet() -> None:
    quoted = f"{SHOWN} has numbness of the left thumb."
    backend = ScriptedBackend([answer(symptoms=[symptom(quoted, 3)])])
    packet = read_packet((Source("note.txt", NOTE.encode()),))

    case = LlmReader(backend, swap).read(packet).case

    sent = " ".join(m.content for one in backend.history for m in one.messages)
    assert SHOWN in sent and REAL not in sent
    assert case.symptoms[0].evidence[0].quote == quoted.replace(SHOWN, REAL)


def test_every_string_of_an_answer_is_told_again() -> None:
    data: Any = {"a": [SHOWN, {"b": f"x {SHOWN}", "c": 3, "d": None}]}

    assert revealed(data, Swap(), "D1") == {
        "a": [REAL, {"b": f"x {REAL}", "c": 3, "d": None}]
    }
    assert revealed(data, Bare(), "D1") == data
