"""Every entry of the table catches its examples and leaves its counter-examples."""

from __future__ import annotations

from typing import Any

import pytest

from tests.phi.masking import packet_of, shown
from workbench.extract.phi.mask import PacketMask
from workbench.extract.phi.terms import allowed, terms
from workbench.extract.rules.copy.legible import known_words


def _examples(which: str) -> list[str]:
    table = terms()
    found: list[str] = []
    for key, value in table.items():
        if key.endswith(which):
            found += value
    entries: Any = table["names"].values()
    return found + [text for entry in entries for text in entry[which]]


@pytest.mark.parametrize("example", _examples("examples"))
def test_an_example_is_masked(example: str) -> None:
    parts = example.replace(" | |", " \u2016 |").replace("| |", "|\u2016").split("|")
    hidden = [part for part in parts[1::2] if part.strip()]
    plain = "".join(parts).replace("\u2016", "|")
    out = shown(plain)

    assert hidden
    for part in hidden:
        for word in part.replace(",", " ").split():
            assert word not in out.split(), (word, out)
        assert part not in out


@pytest.mark.parametrize("counter", _examples("counter"))
def test_a_counter_example_stays(counter: str) -> None:
    packet = packet_of(counter)

    out = PacketMask(packet).hide(packet.documents[0])

    assert [line.text for line in out.lines] == counter.split("\n")


def test_no_word_of_the_allow_list_is_masked_in_a_sentence() -> None:
    lines = [
        f"The {word.capitalize()} finding was noted; {word} again."
        for word in sorted(allowed())
    ]
    packet = packet_of("\n".join(lines))
    mask = PacketMask(packet)
    shown = [x.text for d in packet.documents for x in mask.hide(d).lines]

    assert [text for text in shown if text not in lines] == []


def test_a_name_in_an_example_of_a_word_list_is_no_known_word() -> None:
    assert not {"tillery", "marta", "oakes"} & known_words()
    assert {"numbness", "stenosis", "injection"} <= known_words()
