"""Papers whose heads and ends stand in tables, or without an empty line around them."""

from __future__ import annotations

import pytest

from workbench.packet.content import content_scores
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Document


def documents(*pages: str) -> tuple[Document, ...]:
    text = "\f".join(pages)
    return read_packet((Source("paste.txt", text.encode()),)).documents


NOTE = "CLINIC NOTE 11/02/2026\nBack pain for two months. Gait normal.\n"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Patient | Wren Tollgate | 1988-04-30", None),
        ("pt    Wren Tollgate   F   04/30/1988", None),
        ("Member | Wren Tollgate, 38 | 1988-04-30", None),
        ("Patient | Wren Tollgate | 10/30/2026", "2026-10-30"),
        ("Exam date | 04/30/1988", "1988-04-30"),
    ],
)
def test_a_day_behind_a_name_is_a_birth_only_when_long_ago(
    line: str, date: str | None
) -> None:
    page = f"REFERRAL FOR CARE\n{line}\nto the hand clinic\n"
    assert documents(NOTE, page)[-1].date == date


def test_labels_in_cells_tell_the_kind_as_in_columns() -> None:
    rows = ("Order|55-1", "Plan|Teal Choice", "Urgency|routine", "Item|MRI LUMBAR")
    for bar in (" | ", "       "):
        text = "\n".join(row.replace("|", bar) for row in rows)
        assert documents(text)[0].kind == "request-form"


def test_a_consent_is_no_report_of_what_it_allows() -> None:
    said = "Anesthesia: local. A needle is placed; contrast is injected.\n"
    consent = "CONSENT FOR NERVE BLOCK   Form 3\nI authorize the procedure.\n"
    report = "PROCEDURE NOTE\nConsent for nerve block obtained.\n"
    assert documents(consent + said)[0].kind == "other"
    assert content_scores(report + said)["operative-note"] > 0


@pytest.mark.parametrize(
    ("end", "papers"),
    [
        ("===== end =====", 2),
        ("*** END OF REPORT ***", 2),
        ("goes on next page", 1),
        ("pain at the end of the day", 1),
    ],
)
def test_what_says_that_a_paper_ends_parts_it_from_the_next_page(
    end: str, papers: int
) -> None:
    assert len(documents(f"{NOTE}{end}\n", "Answers: 1. no 2. yes\n")) == papers


@pytest.mark.parametrize(
    ("opens", "papers"),
    [
        (">>>>> doc 2: SCORES 11/03/2026", 2),
        ("see doc 2: scores", 1),
        ("2 of 2. XR LUMBAR SPINE STANDING 11/03/2026", 2),
        ("2 of 2 visits done, XR lumbar spine later", 1),
    ],
)
def test_a_led_or_counted_title_needs_no_empty_line(opens: str, papers: int) -> None:
    page = "1 of 2. MR LUMBAR SPINE 10/30/2026\nFindings: L4-5 bulge.\n"
    rest = "Findings: no slip. No fracture.\n"
    assert len(documents(f"{page}{opens}\n{rest}")) == papers


@pytest.mark.parametrize(
    ("head", "papers"),
    [
        ("IDA MARSH, PhD\nPSYCHOLOGIST       Evaluation of 3 November 2026\n", 2),
        ("Ida Marsh, PhD\nElectronically signed      11/03/2026\n", 1),
        ("Ida Marsh, PhD\nReviewed with the patient today.\n", 1),
    ],
)
def test_a_page_headed_by_a_person_and_calling_is_a_paper(
    head: str, papers: int
) -> None:
    assert (
        len(documents(NOTE, head + "Interview and testing. Mood stable.\n")) == papers
    )
