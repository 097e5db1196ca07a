"""Every title, hazard and date cue against its own examples and counter-examples."""

from __future__ import annotations

import re

import pytest

from workbench.packet.cues import cue_file
from workbench.packet.dates import first_date
from workbench.packet.hazards import hazard_file
from workbench.packet.identity import at_odds, identity_of
from workbench.packet.titles import find_title, is_furniture

TITLES = [
    (kind, line, True)
    for kind, cue in cue_file().titles.items()
    for line in cue.examples
] + [
    (kind, line, False)
    for kind, cue in cue_file().titles.items()
    for line in cue.counter
]
HAZARDS = [
    (entry.pattern, line, wanted)
    for entries in hazard_file().hazards.values()
    for entry in entries
    for lines, wanted in ((entry.examples, True), (entry.counter, False))
    for line in lines
]


@pytest.mark.parametrize(("kind", "line", "wanted"), TITLES)
def test_titles(kind: str, line: str, wanted: bool) -> None:
    title = find_title(line)

    assert (title is not None and title.kind == kind) is wanted


@pytest.mark.parametrize(
    "line",
    [
        "Physical therapy completed? ................. Yes, summary attached",
        "MRI lumbar spine report .......... page 4",
        "Physical therapy evaluation attached? Yes",
        "Operative note ____ yes  ____ no",
        "Pat Moor | Surgery Scheduling | 555-0133",
    ],
)
def test_a_field_with_its_answer_names_no_document(line: str) -> None:
    assert find_title(line) is None


@pytest.mark.parametrize(("pattern", "line", "wanted"), HAZARDS)
def test_hazards(pattern: str, line: str, wanted: bool) -> None:
    assert bool(re.search(pattern, line, re.IGNORECASE)) is wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Date: 3/2/26", "2026-03-02"),
        ("2026-05-04", "2026-05-04"),
        ("May 4th, 2026", "2026-05-04"),
        ("4 May 2026", "2026-05-04"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("strength 4/5, C5-6, 13/45/2026", None),
        ("2/30/2026 and then 3/1/2026", "2026-03-01"),
    ],
)
def test_first_date(text: str, expected: str | None) -> None:
    assert first_date(text) == expected


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("FROM: INVENTED CLINIC  FAX 555-0100  04/30/2026 10:02  PAGE 1/3", True),
        ("04/30/2026 10:02 AM  TO: 555-0101  P. 002/014", True),
        ("Page 2 of 9", True),
        ("- 3 -", False),
        ("Patient seen on page one of the log.", False),
        ("Fax number on file.", False),
    ],
)
def test_page_furniture(line: str, wanted: bool) -> None:
    assert is_furniture(line) is wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("Patient: Vera Placeholder", "Patient: Bogus Otherman", True),
        ("Patient: Vera Placeholder", "PATIENT NAME: PLACEHOLDER, VERA", False),
        ("Vera only in prose", "Patient: Bogus Otherman", False),
        ("DOB: 1/2/1970", "DOB: 01/02/1970", False),
        ("DOB: 1/2/1970 MRN: 12345", "DOB: 2/1/1970 MRN: 12345", False),
        ("Patient: Vera Placeholder DOB: 1/2/1970", "DOB: 3/3/1950", True),
    ],
)
def test_identities(one: str, other: str, wanted: bool) -> None:
    assert at_odds(identity_of([one]), identity_of([other])) is wanted
