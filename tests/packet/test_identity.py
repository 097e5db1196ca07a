"""Whose page it is, where a form names more than one person."""

from __future__ import annotations

import pytest

from workbench.packet.identity import at_odds, identity_of

NAMED = [
    ("First name: Vera\nLast name: Placeholder", {"vera", "placeholder"}),
    ("Last Name: Placeholder   First Name: Vera", {"vera", "placeholder"}),
    (
        "MEMBER\nGiven name: Vera\nFamily name: Placeholder\nPROVIDER\n"
        "Name: Ulric Madeup",
        {"vera", "placeholder"},
    ),
    (
        "[Section A - Member]\nName: Vera Placeholder\n[Section B - Provider]\n"
        "Name: Ulric Madeup, DO",
        {"vera", "placeholder"},
    ),
    (
        "Rendering provider\nName: Ulric Madeup\nPatient information\n"
        "Name: Vera Placeholder",
        {"vera", "placeholder"},
    ),
    ("Surgeon information\nFirst name: Ulric\nLast name: Madeup", set()),
    ("Name: Ulric Madeup, MD", set()),
    ("Patient: Vera Placeholder   DOB: 01/02/1970", {"vera", "placeholder"}),
    ("PROVIDER\nPatient: Vera Placeholder", {"vera", "placeholder"}),
    ("Name: Vera Placeholder", {"vera", "placeholder"}),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_name_is_the_patients(text, expected):
    assert identity_of(text.splitlines()).name == expected


def test_another_patient_in_parts_is_another_patient():
    one = identity_of(["First name: Vera", "Last name: Placeholder"])
    other = identity_of(["Patient: Ulric Madeup"])
    assert at_odds(one, other)


@pytest.mark.parametrize(
    ("line", "birth"),
    [
        ("Date of birth *              1975-05-19", "1975-05-19"),
        ("born ........ 19 May 1975", "1975-05-19"),
        ("Date of birth                                                ", None),
        ("DOB not given            seen 05/19/2026", None),
    ],
)
def test_a_birth_date_is_read_whole_from_its_column(
    line: str, birth: str | None
) -> None:
    assert identity_of([line]).birth == birth
