"""What is done with recognised text: slips set right, and two readings compared."""

from __future__ import annotations

import pytest

from workbench.packet.formats.ocr_compare import differ, foreign, plain
from workbench.packet.formats.ocr_repair import fused, repaired


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Fusion C6.7 planned", "Fusion C6-7 planned"),
        ("C5,6", "C5-6"),
        ("a CS-6 fusion", "a C5-6 fusion"),
        ("C7-TI normal", "C7-T1 normal"),
        ("C7-Tl.", "C7-T1."),
        ("L4~5 level", "L4-5 level"),
        ("Last HbAlc 7.1%", "Last HbA1c 7.1%"),
        ("on 1O/2O/2025", "on 10/20/2025"),
        ("Dx MS1.16 and GS5.0", "Dx M51.16 and G55.0"),
        ("jerks l+ on both sides", "jerks 1+ on both sides"),
        ("mJ0A 11/18", "mJOA 11/18"),
        ("[ 1 22856 level", "[ ] 22856 level"),
        ("[x1 22551 and [xl Yes", "[x] 22551 and [x] Yes"),
        ("CPT 2255l-0", "CPT 22551-0"),
        ("Taken? X Yes I 1 No", "Taken? [X] Yes [ ] No"),
        ("Taken? [ ] Yes X] No", "Taken? [ ] Yes [X] No"),
        ("Taken? [X] Yes [] No", "Taken? [X] Yes [ ] No"),
    ],
)
def test_a_form_with_one_reading_is_set_right(read: str, meant: str) -> None:
    assert repaired(read) == meant


@pytest.mark.parametrize(
    "text",
    ["C5.8", "C4, C6", "7.1%", "M50.122", "C5, 6 visits", "Il est", "T2.5 mm",
     "see [ 1 ] there", "[1 of 3", "[x] 22551",
     "S1.2", "I+II", "MSL.16", "DOS.1", "no change", "I/O",
     "C5: 6 weeks of therapy were tried", "0095T",
     "[X] Yes [ ] No", "No change, yes", "X No"],
)  # fmt: skip
def test_other_text_stays(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("4/5 triceps", "3/5 triceps"),
        ("left C7", "right C7"),
        ("no weakness", "weakness"),
        ("severe stenosis", "moderate stenosis"),
        ("6 weeks", "5 weeks"),
        ("C5-6 disc", "C6-7 disc"),
        ("50% better", "508 better"),
    ],
)
def test_readings_that_decide_otherwise_differ(one: str, two: str) -> None:
    assert differ(one, two)
    assert differ(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("the patient walked", "thc patiemt walked"),
        ("c5-6 disc", "C5-6 disc"),
        ("5/5  C5", "5/5C5"),
        ("DOB: 12/05/1969", "D0B: 12/05/1969"),
        ("left arm, 2 visits.", "left arm. 2 visits"),
    ],
)
def test_readings_that_decide_alike_do_not_differ(one: str, two: str) -> None:
    assert not differ(one, two)


def test_full_width_signs_become_plain_and_other_scripts_are_told() -> None:
    assert plain("C5\uff1a6\uff08left\uff09") == "C5:6(left)"
    assert foreign("\u53e3 yes") and not foreign("b\u00e9ta")


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("Spurling R. Hoffmann", "Spurling + R. Hoffmann", "Spurling + R. Hoffmann"),
        ("X Used", "[X] Used", "[X] Used"),
        ("Spurling R.", "Spurling + L.", "Spurling R."),
        ("4/5 triceps", "45 triceps", "4/5 triceps"),
    ],
)
def test_a_reading_that_only_adds_boxes_and_signs_is_taken(
    first: str, second: str, kept: str
) -> None:
    assert fused(first, second) == kept
