"""The reading copy: scanned words and day-first dates, quoted as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.rules.copy.circled import uncircled
from workbench.extract.rules.copy.legible import (
    is_misread,
    reading_copy,
    unnumbered,
    unscanned,
)
from workbench.extract.rules.copy.scanned_levels import levels_set_right
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import all_facts
from workbench.schema.packet import Packet

SCAN = """\
MRl CERVlCAL SPlNE W/O C0NTRAST    Exam date 04/27/2026
FlNDINGS:
C4-5: Mild forarninal narrowing on the left, no cord cornpression.
C5-6: Severe centra1 cana1 stenosis with cornpression of the cord.
lMPRESSION: Severe stenosis at C5-6.
"""


def packet(*texts: str) -> Packet:
    return read_packet(
        tuple(Source(f"{n}.txt", text.encode()) for n, text in enumerate(texts))
    )


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("lMPRESSION: N0RMAL", "IMPRESSION: NORMAL"),
        ("Severe cana1 stenosis", "Severe canal stenosis"),
        ("cord cornpression.", "cord compression. "),
        ("penici11in, forarninal (mild)", "penicillin, foraminal  (mild)"),
        ("Hoffrnann positive", "Hoffmann  positive"),
    ],
)
def test_misread_words_are_set_right(read: str, meant: str) -> None:
    assert unscanned(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Vertebra: Tl2", "Vertebra: T12"),
        ("TI1 and T1O-Tll", "T11 and T10-T11"),
        ("T12-LI, LI-2, Ll burst", "T12-L1, L1-2, L1 burst"),
        ("L4-LS, LS-S1, L5-Sl, LS-SI", "L4-L5, L5-S1, L5-S1, L5-S1"),
        ("CS-6, C4-CS, Cl-2", "C5-6, C4-C5, C1-2"),
    ],
)
def test_misread_levels_are_set_right(read: str, meant: str) -> None:
    assert levels_set_right(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Bladder trouble?  Y (N)", "Bladder trouble?     N "),
        ("Falls?   (No) Yes", "Falls?    No     "),
        ("Fever: [Y] / N", "Fever:  Y     "),
        ("Numbness? (Y) N   where: left foot", "Numbness? (Y) N   where: left foot"),
        ("Tremor? No (2019), see note (N)", "Tremor? No (2019), see note (N)"),
        ("Side: (L) R   [ ] Yes [x] No", "Side: (L) R   [ ] Yes [x] No"),
    ],
)
def test_a_circled_answer_is_the_only_one(read: str, meant: str) -> None:
    assert uncircled(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Cl 102 mmol, SI joint, LS spine, TI weighted, Tl weighted images, LI can be",
        "Side: L| 4/5 | T2 signal | C| normal; TIL, LIS, Llc, Clinic, L5-S1, C5-6",
    ],
)
def test_what_is_no_level_stays(text: str) -> None:
    assert levels_set_right(text) == text


def test_levels_of_a_scanned_page_are_read_and_quoted_as_they_stand() -> None:
    page = packet("MRI THORACIC SPINE\nWedge fracture of Tl2, 40% loss of height.\n")
    lines = [x.model_copy(update={"confidence": 0.9}) for x in page.documents[0].lines]
    scan = page.documents[0].model_copy(update={"lines": tuple(lines)})
    facts = RulesReader().read(page.model_copy(update={"documents": (scan,)})).case
    found = [one for one in all_facts(facts) if one.kind == "fracture"]
    assert {getattr(one, "site", None) for one in found} == {"T12"}
    assert "Tl2" in found[0].evidence[0].quote


@pytest.mark.parametrize(
    "text",
    [
        "HbA1c 8.6 % HGBA1C 7.1, B12 433, FEV1 80, T1 and T2, C5-C6, L5S1",
        "63045 22551-59 M47.12 G99.2 L4 C1-2 10mg 1000 mL 101F 20tabs",
        "The burn turned; a modern corner of the sternum; hernia, external, return",
        "lower limb, left, look, late; Al Bell; mL, dL, uIU/mL",
    ],
)
def test_codes_units_and_true_words_stay(text: str) -> None:
    assert unscanned(text) == text
    assert not is_misread(text)


def test_a_clean_packet_is_read_as_it_is() -> None:
    clean = packet("MRI CERVICAL SPINE\nExam date 04/27/2026\nC5-6: Severe stenosis.")

    assert reading_copy(clean).packet is clean


def test_what_is_read_from_a_scan_is_quoted_as_it_stands() -> None:
    scan = packet(SCAN)
    case = RulesReader().read(scan).case
    study = case.imaging_studies[0]
    found = {
        (one.level, one.location, one.severity.label if one.severity else None)
        for one in study.findings
    }
    text = "\n".join(line.text for line in scan.documents[0].lines)

    assert ("C5-6", "central", "severe") in found
    assert ("C4-5", "foraminal", "mild") in found
    for finding in study.findings:
        for quote in finding.evidence:
            assert quote.start is not None and quote.end is not None
            assert text[quote.start : quote.end].replace("\n", " ") == quote.quote
    assert any("cornpression" in e.quote for f in study.findings for e in f.evidence)


def test_day_first_dates_are_read_and_quoted_as_they_stand() -> None:
    note = "CLINIC NOTE\nName: V Sample  DOB 30/09/1984\nMRI cervical spine 09/02/2026:"
    case = RulesReader().read(packet(f"{note} severe stenosis at C5-6.\n")).case
    study = case.imaging_studies[0]

    assert study.date == "2026-02-09"
    assert "09/02/2026" in study.evidence[0].quote


@given(st.text(alphabet="abmnrnl01OIC5 .,:/-xyz\t", max_size=200))
def test_a_copy_keeps_every_place(text: str) -> None:
    assert len(unscanned(text)) == len(text)


ORDER = """\
IMAGING ORDER
PT             CALLOWAY-ZED, FERGUS J          M     04/04/1967
EXAM           MR CERVICAL SPINE W/O CONTRAST
"""
NOTE = """\
OFFICE NOTE    Patient: Fergus Calloway-Zed    DOB 04/04/1967
PT             Dana Reeve, DPT, 8 visits, last 05/02/2026
PT             Harbour Physio, last seen 05/02/2026
"""


def test_the_patient_is_no_therapy() -> None:
    """ "PT" before the patient's name is a label; before a therapist it is therapy."""
    lines = [
        line.text
        for document in reading_copy(packet(ORDER, NOTE)).packet.documents
        for line in document.lines
    ]
    assert [line.lstrip()[:15].strip() for line in lines if "ZED" in line] == [
        "CALLOWAY-ZED, F"
    ]
    assert sum(line.startswith("PT ") for line in lines) == 2


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Contract #: CBT 90-3312-7", "Contract #:     90-3312-7"),
        ("Case no. ESI-26-0012", "Case no.    -26-0012"),
        ("Member ID: QXW 8822-1190", "Member ID: QXW 8822-1190"),
        ("Auth # MRI 72141", "Auth # MRI 72141"),
        ("Case: PT 3/4/2026 to 5/6/2026", "Case: PT 3/4/2026 to 5/6/2026"),
        ("policy EMG 2026-01-02", "policy EMG 2026-01-02"),
    ],
)
def test_the_letters_of_a_number_are_no_therapy(text: str, read: str) -> None:
    assert unnumbered(text) == read
