"""Pages of a pasted stack that another letterhead heads are papers of their own."""

from __future__ import annotations

import pytest

from workbench.packet.headed import letterhead
from workbench.packet.read import read_packet
from workbench.packet.running import running_key
from workbench.packet.sources import Source

NOTE = (
    "OFFICE VISIT NOTE\nHeron Spine    03/02/2026\nPatient: Ada Invented   "
    "DOB: 01/02/1960\nNeck pain since May. Strength 4/5 in the left triceps.\n"
)


def lines_of(*pages: str) -> list[int]:
    """How many lines each document of a paste has."""
    text = "\f".join(pages)
    packet = read_packet((Source("paste.txt", text.encode()),))
    return [sum(bool(x.text.strip()) for x in one.lines) for one in packet.documents]


@pytest.mark.parametrize(
    "page",
    [
        "Backbone Chiropractic      04/06/2026\nAda Invented   8 visits. No help.\n",
        "Gull Street Schools          March 16, 2026\nShe has not taught since May.\n",
        "Heron Spine   04/20/2026\nAda Invented\nNo better. Triceps 4/5.\n",
        "Tern Laboratory   Ada Invented   DOB 01/02/1960\nCotinine below 5 ng/mL\n",
        "OVERREAD - TERN FILMS\nExam: lateral standing    04/20/2026\nNo slip.\n",
        "Tern Films, Inc.\nPatient: A. Invented   4/20/2026\nNo slip.\n",
        "## Tern Family Practice\n**Ada Invented** - 66 y - seen 04/20/2026\nPain.\n",
        "CARDIOLOGY  04/20/2026  (relevant part)\nEcho unremarkable.\n",
        "TERN PATIENT PORTAL - printed for referral\n04/20/2026  From: Ada\nHello.\n",
        "Tern Surgery Center - history, printed 04/20/2026\nInjection 2025\n",
        "{TernBridge export v4}      generated 2026-04-20\nstate: NEW\n",
        "Tern Rehabilitation        Page 1 of 2\nSeen 04/20/2026\nNo help.\n",
    ],
)
def test_another_office_or_day_opens_a_document(page: str) -> None:
    assert len(lines_of(NOTE, page)) == 2


@pytest.mark.parametrize(
    "page",
    [
        "Assessment: left C7 radiculopathy.\nPlan: therapy for six weeks.\n",
        "Ada Invented   DOB 01/02/1960   MRN 55-01\nReflexes 2+ and equal.\n",
        "Heron Spine    03/02/2026\nReflexes 2+ and equal.\n",
        "Heron Spine    Page 2\nReflexes 2+ and equal.\n",
        "She was seen again on 04/20/2026 and was no better.\nReflexes 2+.\n",
        "Follow up in six weeks.\nSigned 03/02/2026\n",
        "Printed by front desk 04/20/2026\nReflexes 2+ and equal.\n",
        "Bela Sample, MD    04/20/2026\n",
        "Bela Sample PT, DPT\nDictated 03/03/2026\n",
    ],
)
def test_a_page_that_goes_on_stays_with_the_one_before(page: str) -> None:
    assert len(lines_of(NOTE, page)) == 1


def test_a_title_stays_with_the_page_that_it_stands_on() -> None:
    request = "Heron Spine / Request\nDate: 03/30/2026\nRequested: ACDF C5-6\n"
    packet = read_packet((Source("p.txt", f"{request}\f{NOTE}".encode()),))

    assert [one.kind for one in packet.documents][1] == "clinic-note"
    assert packet.documents[1].lines[0].text == "OFFICE VISIT NOTE"


def test_a_date_beside_the_letterhead_is_no_birth_date() -> None:
    found = letterhead(["Tern Laboratory   DOB 01/02/1960", "Cotinine"])

    assert found is not None and found.date is None


def test_a_birth_date_at_the_end_of_a_line_is_no_page_number() -> None:
    assert running_key("Heron Spine   Ada  DOB 11/2/79").endswith("11/2/79")
    assert running_key("Heron Spine   2/79") == "heron spine #"


def pasted(*papers: str) -> int:
    """How many documents a request with papers pasted under short rules has."""
    form = (
        "PRIOR AUTH EXPORT\nmember: Ada Invented\nrequested: 72148 MRI LUMBAR SPINE\n"
    )
    text = "\n-----\n".join([form, *papers])
    packet = read_packet((Source("paste.txt", text.encode()),))
    return len(packet.documents)


VISIT = "GULL PAIN & SPINE          Follow up {}\nLow back pain, no better.\n"
ROWS = "".join(f"Naproxen given      0{day}/05/2026\n" for day in range(1, 7))


def test_a_name_set_apart_from_a_day_under_a_rule_opens_a_paper() -> None:
    days = ["04/30/2026", "02/16/2026"]
    discharge = "LEVEE STREET WORKS  d/c 04/17/2026\n14 visits, ODI 34% to 32%.\n"
    assert pasted(*map(VISIT.format, days), discharge) == 4


@pytest.mark.parametrize("below", [ROWS, "Signed by the office on 04/30/2026\n"])
def test_rows_and_sentences_under_a_rule_open_none(below: str) -> None:
    assert pasted(below) == 1


def test_visits_of_one_office_are_papers_of_their_days() -> None:
    pages = [
        f"Visit date: {day}\nAda Invented\nNeck pain since May, no better.\n"
        for day in ("03/02/2026", "04/20/2026")
    ]
    assert len(lines_of(*pages)) == 2


@pytest.mark.parametrize(
    ("above", "title"), [("TERN IMAGING REPORTS", 2), ("Bela Sample, MD", 1)]
)
def test_a_letterhead_over_the_title_of_a_page_is_its_own(
    above: str, title: int
) -> None:
    page = f"{above}\n---- MRI LUMBAR SPINE ---- 04/02/2026 ----\nL1-2: Normal.\n"
    assert lines_of(NOTE, page) == [len(NOTE.splitlines()) + 2 - title, 1 + title]


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_rule_and_an_empty_line_part_papers_of_a_paste(gap: str) -> None:
    note = NOTE + "\n= = = = = = = = = = = = = = = = = = = = =\n"
    report = (
        f"{gap}Outside Study Import\nORIGINATING FACILITY: Tern MRI\n{gap}"
        "MRI CERVICAL SPINE WITHOUT CONTRAST, 06/05/2026\nC4-5 normal.\n"
    )
    referral = f"{gap}HAND-OFF (from PCP)           06/08/2026\nDear colleagues,\n"
    rule = "\n= = = = = = = = = = = = = = = = = = = = =\n"
    packet = read_packet((Source("p.txt", (note + report + rule + referral).encode()),))

    heads = ["".join(x.text for x in one.lines).strip() for one in packet.documents]
    assert [one[:8] for one in heads] == ["OFFICE V", "Outside ", "HAND-OFF"]
