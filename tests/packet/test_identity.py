"""Whose page it is, where a form names more than one person."""

from __future__ import annotations

import pytest

from workbench.packet.identity import at_odds, identity_of, usual

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
    ("Surname           Placeholder\nForename(s)       Vera", {"vera", "placeholder"}),
    ("Name  Vera Placeholder             DOB 03/11/1977", {"vera", "placeholder"}),
    ("RE   Placeholder, Vera  DOB 2/3/69   ID# 12", {"vera", "placeholder"}),
    ("Ms Vera PLACEHOLDER   d.o.b. 3.11.77", {"vera", "placeholder"}),
    ("Vera Placeholder (DOB 3/11/77) was seen today", {"vera", "placeholder"}),
    ("Patient  tolerated the visit well", set()),
    ("RE   Request for surgery  DOB 2/3/69", set()),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_name_is_the_patients(text, expected):
    assert identity_of(text.splitlines()).name == expected


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("DOB: 02/03/1969", "DOB 2/3/69", False),
        ("DOB: 02/03/1934", "DOB 2/3/34", False),
        ("Date of birth   3 November 1977", "DOB 03/11/1977", False),
        ("DOB: 02/03/1969", "DOB 2/3/68", True),
        ("Patient: Mervyn Placeholder", "Patient: Merv P-H", False),
        ("Patient: Mervyn Placeholder", "Patient: Marvin Madeup", True),
        ("Patient: Mervyn Placeholder", "Re: When is my mother seen", False),
        ("DOB: 02/03/1969", "DOB 2/4/69", True),
        (
            "Patient: Vera Placeholder  DOB 03/11/1977",
            "Patient: Una Placeholder  DOB 11/03/1977",
            True,
        ),
    ],
)
def test_a_birth_date_written_otherwise_is_no_other_patient(
    one: str, other: str, apart: bool
) -> None:
    assert at_odds(identity_of([one]), identity_of([other])) is apart


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


def test_pages_of_another_patient_do_not_outweigh_pages_without_labels():
    pages = [
        "Member: Vera Placeholder   DOB 07/23/1967",
        "Placeholder, Vera          seen 09/10/2026",
        "MADEUP IMAGING    PLACEHOLDER, VERA    MRI",
        "Patient: Ulric Madeup   DOB 03/07/1959",
        "Patient: Ulric Madeup   DOB 03/07/1959   cotinine < 2",
    ]
    own = usual([identity_of([page]) for page in pages], pages)
    assert (own.name, own.birth) == ({"vera", "placeholder"}, "1967-07-23")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["PT: Ulric Madeup"], {"ulric", "madeup"}),
        (["PT: Ulric Madeup  lic 40-7712"], set()),
        (["visit"] * 12 + ["PT: Ulric Madeup"], set()),
        (["visit"] * 12 + ["Patient: Ulric Madeup"], {"ulric", "madeup"}),
    ],
)
def test_pt_at_the_foot_or_before_a_licence_is_the_therapist(
    lines: list[str], name: set[str]
) -> None:
    assert identity_of(lines).name == name
