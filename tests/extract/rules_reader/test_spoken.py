"""Levels dictated in words, and sentences that go on under a hanging indent."""

from __future__ import annotations

import pytest

from workbench.extract.rules.copy.spoken import stretches
from workbench.extract.rules.copy.spoken_bare import region
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import all_facts

SPOKEN = (
    ("narrowing at c five six on the left", "narrowing at C5-6 on the left"),
    ("a c five corpectomy", "a C5 corpectomy"),
    ("from c four to c seven", "from C4-7"),
    ("at C three four and C five six", "at C3-4 and C5-6"),
    ("C five, C six", "C5, C6"),
    ("l four five", "L4-5"),
    ("c nine ten", "c nine ten"),
    ("vitamin c one gram a day", "vitamin c one gram a day"),
    ("code sixty four four nine three please", "code 64493 please"),
    ("that is twenty two five fifty one", "that is 22551"),
    ("sixty three oh forty five", "63045"),
    ("born nineteen sixty four ninety three", "born nineteen sixty four ninety three"),
    ("sixty four four nine thirty six", "sixty four four nine thirty six"),
    ("the ninety nine two fourteen visit", "the ninety nine two fourteen visit"),
)


BARE = (
    ("a disc of the neck at five six on the right", "C5-6"),
    ("the low back mri shows at four five a slip", "L4-5"),
    ("At see five six there is a hernia", "C5-6"),
    ("L for L5 there is a bulge", "L4-5"),
    ("no bridging at 6-7", "C6-7"),
    ("the L five as one disc", "L5-S1"),
    ("pressing on the six root", "C6 root"),
    ("four millimeters of motion", "4 millimeters"),
)
NO_LEVEL = (
    "She does five six blocks a day with her neck pain.",
    "Neck pain at four five visits.",
    "Low back pain rated at four five.",
    "I see five six patients with neck pain.",
    "Neck pain for five six weeks.",
    "Pain at 5-6/10.",
    "between four and five, neck pain",
    "It is at four five.",
)


@pytest.mark.parametrize(("said", "meant"), BARE)
def test_levels_without_their_letter(said: str, meant: str) -> None:
    made = "".join(one.text for one in stretches(said, region=region([said])))
    assert meant in made


@pytest.mark.parametrize("said", NO_LEVEL)
def test_pairs_of_numbers_that_are_no_levels(said: str) -> None:
    made = "".join(one.text for one in stretches(said, region=region([said])))
    assert made == said


def test_a_line_told_level_by_level_is_parted_at_each() -> None:
    said = "at l three four mild bulge at l four five severe stenosis"
    made = "".join(one.text for one in stretches(said))
    assert made == "at L3-4 mild bulge; at L4-5 severe stenosis"


@pytest.mark.parametrize(("said", "meant"), SPOKEN)
def test_spoken_levels_are_read_as_figures(said: str, meant: str) -> None:
    assert "".join(one.text for one in stretches(said)) == meant


@pytest.mark.parametrize(("said", "meant"), SPOKEN)
def test_each_stretch_knows_where_it_stood(said: str, meant: str) -> None:
    found = stretches(said)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        same = said[one.start : one.start + len(one.text)] == one.text
        assert same or one.text[0] in "CTL" or one.text.isdigit()


def test_a_spoken_level_is_quoted_as_it_was_said() -> None:
    text = (
        "MRI CERVICAL SPINE WITHOUT CONTRAST\nExam date: 03/04/2026\n\nFINDINGS:\n"
        "There is severe left foraminal narrowing at c five six with nothing else.\n"
    )
    case = RulesReader().read(read_packet((Source("t.txt", text.encode()),))).case
    found = [one for one in all_facts(case) if one.kind == "stenosis"]
    assert found and found[0].level == "C5-6" and found[0].side == "left"
    assert any("c five six" in one.quote for one in found[0].evidence)


HANGING = """OFFICE VISIT NOTE   03/10/2026
Patient: Ansa Wexford

S:  Three weeks of neck pain and numbness of both thumbs, worse when reading. No
    change in bladder or bowel.
"""


def test_words_across_a_hanging_indent_stand_together() -> None:
    case = RulesReader().read(read_packet((Source("t.txt", HANGING.encode()),))).case
    told = {
        one.kind: one.assertion for one in case.symptoms if "dysfunction" in one.kind
    }
    assert told == {"bowel-dysfunction": "absent", "bladder-dysfunction": "absent"}
    quotes = [one.quote for fact in case.symptoms for one in fact.evidence]
    lines = " ".join(HANGING.split("\n"))
    assert all(quote in lines for quote in quotes)
