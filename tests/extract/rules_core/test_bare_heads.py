"""The name of a note's section alone on its line heads it, without blank lines."""

from __future__ import annotations

import pytest

from tests.readings.chain import NOTE, case_of
from workbench.extract.rules.layout import segment
from workbench.packet.read import read_packet
from workbench.packet.sources import Source


def _roles(text: str) -> list[tuple[str, str]]:
    packet = read_packet((Source("record.txt", text.encode()),))
    view = segment.segment(packet.documents[0])
    return [(one.role, one.text) for one in view.sentences]


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Plan", "plan"),
        ("Impression", "impression"),
        ("Assessment", "assessment"),
        ("Exam", "exam"),
    ],
)
@pytest.mark.parametrize("indent", ["", "  "])
def test_a_name_alone_heads_what_follows(head: str, role: str, indent: str) -> None:
    told = "Nothing new to say."
    text = f"{NOTE}HPI: Left leg pain.\n{head}\n{indent}{told}\n"
    assert (role, told) in _roles(text)


@pytest.mark.parametrize("word", ["Surgical", "Therapy", "Tuesday", "Medical"])
def test_a_word_alone_that_names_no_part_heads_nothing(word: str) -> None:
    text = f"{NOTE}Service Type\n{word}\nProcedure Code 1\n22551\n"
    assert any(word in told for _, told in _roles(text))


def test_the_plan_of_such_a_note_says_how() -> None:
    asked = (
        "AUTHORIZATION REQUEST\nDate of request: 06/01/2026\n"
        "62323   Epidural steroid injection, caudal, fluoroscopic   1\n\f"
    )
    note = (
        f"{NOTE}HPI: Left leg pain.\nImpression\n 1. Radiculopathy\nPlan\n"
        " Caudal epidural steroid injection. Omnipaque first to confirm spread.\n"
    )
    assert case_of(f"{asked}{note}").requested_procedures[0].contrast is True
