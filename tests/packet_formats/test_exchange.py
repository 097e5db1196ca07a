"""HL7 version 2 and X12 278: messages become the documents that they stand for."""

from __future__ import annotations

import base64

import pytest

from workbench.extract.rules.reader import RulesReader
from workbench.packet.formats.dispatch import convert
from workbench.packet.formats.model import Converted, silent
from workbench.packet.formats.sniff import sniff
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import read_case
from workbench.schema.case import Case

PID = "PID|1||44-1^^^OWL^MR~OW9^^^PLAN^MI||MARROWBY^TANSY^J||19700412|F"


def hl7(kind: str, *segments: str, end: str = "\r") -> bytes:
    head = f"MSH|^~\\&|INVENTED|OWL CLINIC|GATE|PLAN|202605021030||{kind}|1|T|2.5"
    return end.join((head, PID, *segments)).encode()


def x12(*segments: str, purpose: str = "13", certified: str = "I") -> bytes:
    opening = (
        "ST*278*0001*005010X217",
        f"BHT*0007*{purpose}*A1*20260502*1030",
        "NM1*X3*2*PLAN OF NOWHERE*****PI*1",
        "NM1*IL*1*MARROWBY*TANSY****MI*OWL441",
        "DMG*D8*19700412*F",
        f"UM*HS*{certified}*2*22:B",
    )
    return "~\n".join((*opening, *segments, "SE*9*0001~")).encode()


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines if line.text]


def read(data: bytes) -> Converted:
    return convert(Source("message", data), silent)


def case(data: bytes) -> Case:
    packet = read_packet((Source("message.hl7", data),))
    return read_case(packet, RulesReader()).case


ORDER = hl7(
    "ORM^O01",
    "ORC|NW|9|||||||202605011200|||77^OAKES^PERRY^^^^MD",
    "OBR|1|9||LS1^MRI L SPINE^L^72148^MRI LUMBAR^C4|||||||||LEFT LEG WEAK",
    "DG1|1||M5416^RADICULOPATHY^I10",
)


def test_an_order_is_a_request_with_its_code_reason_and_diagnosis() -> None:
    assert texts(ORDER) == [
        "PRIOR AUTHORIZATION REQUEST FORM",
        "Patient: TANSY J MARROWBY",
        "DOB: 1970-04-12",
        "Sex: female",
        "MRN: 44-1",
        "Member ID: OW9",
        "Request date: 2026-05-01",
        "Requesting provider: PERRY OAKES",
        "Requested procedure: CPT 72148 MRI L SPINE",
        "Clinical information: LEFT LEG WEAK",
        "Diagnosis: ICD-10 M54.16 RADICULOPATHY",
    ]
    paths = [line.path for line in read(ORDER).lines if line.text.startswith("Requ")]
    assert paths == ["segment[3] ORC", "segment[3] ORC", "segment[4] OBR"]


@pytest.mark.parametrize("control", ["CA|9", "DC|9", "SC|9|||CM"])
def test_an_order_that_ended_asks_for_nothing(control: str) -> None:
    data = hl7("ORM^O01", f"ORC|{control}", "OBR|1|9||72148^MRI LUMBAR")
    assert not case(data).requested_procedures


RESULTS = hl7(
    "ORU^R01",
    "OBR|1|||4548-4^Hemoglobin A1c^LN|||202604201100|||||||||||||||||LAB|F",
    "OBX|1|NM|4548-4^Hemoglobin A1c^LN||6.9|%|4.0-5.6|H|||F",
    "OBX|2|SN|10365-8^Cotinine^LN||<^10|ng/mL||N|||F",
    "OBX|3|NM|2345-7^Glucose^LN||188|mg/dL||H|||W",
    "OBR|2|||72141^MRI cervical spine|||202604021500|||||||||||||||||RAD|F",
    "OBX|1|FT|FIND^FINDINGS||C5-6: severe left foraminal stenosis.\\.br\\No lesion.",
    "OBX|2|FT|IMP^IMPRESSION||Severe C5-6 stenosis \\T\\ spondylosis.||||||C",
)


def test_results_part_by_what_was_examined() -> None:
    shown = texts(RESULTS)
    assert [text for text in shown if text.endswith("REPORT")] == [
        "LABORATORY REPORT",
        "IMAGING REPORT",
    ]
    assert "Hemoglobin A1c: 6.9% (reference 4.0-5.6; high)" in shown
    assert "Cotinine: <10 ng/mL" in shown
    assert not any("188" in text for text in shown)
    assert shown[-5:] == [
        "FINDINGS:",
        "C5-6: severe left foraminal stenosis.",
        "No lesion.",
        "IMPRESSION:",
        "Severe C5-6 stenosis & spondylosis.",
    ]
    assert shown.count("Patient: TANSY J MARROWBY") == 2


def test_results_without_a_section_are_told_by_their_values_or_their_name() -> None:
    counted = ("OBR|1|||85027^CBC^C4", "OBX|1|NM|6690-2^WBC^LN||6.8|10*3/uL|||||F")
    told = ("OBR|1|||95886^EMG arm^C4", "OBX|1|TX|RPT^REPORT||Normal study.||||||F")
    assert texts(hl7("ORU^R01", *counted))[0] == "LABORATORY REPORT"
    assert texts(hl7("ORU^R01", *told))[0] == "ELECTRODIAGNOSTIC REPORT"


def test_a_document_is_named_by_its_words_and_by_whose_text_it_is() -> None:
    note = ("TXA|1|PN^Progress Note|TX", "OBX|1|TX|11506-3^Progress note^LN||Seen.")
    therapy = ("TXA|1|DS^Discharge Summary|TX", "OBX|1|TX|1^PT note^LN||14 visits.")
    assert texts(hl7("MDM^T02", *note))[0] == "PROGRESS NOTE"
    assert texts(hl7("MDM^T02", *therapy))[0] == "PT NOTE - DISCHARGE SUMMARY"


def test_what_results_say_is_read_with_its_place_and_day() -> None:
    found = case(RESULTS)
    findings = [one for study in found.imaging_studies for one in study.findings]
    narrow = [one for one in findings if one.kind == "stenosis"]
    assert ("C5-6", "left") in {(one.level, one.side) for one in narrow}
    assert {one.date for one in found.tests if one.kind == "hba1c"} == {"2026-04-20"}


def test_a_transcribed_document_and_a_file_in_a_message() -> None:
    held = base64.b64encode(b"Operative report of another day").decode()
    data = hl7(
        "MDM^T02",
        "TXA|1|OP^Operative Report|TX|20260301||||9^OAKES^PERRY",
        "OBX|1|TX|||Procedure: C5-6 ACDF on 03/01/2026.",
        f"OBX|2|ED|PDF^Scan||^TEXT^^Base64^{held}",
    )
    made = read(data)
    assert [line.text for line in made.lines][0] == "OPERATIVE REPORT"
    assert [(one.name, one.data) for one in made.parts] == [
        ("Scan", b"Operative report of another day")
    ]
    assert texts(data)[-2:] == [
        "Procedure: C5-6 ACDF on 03/01/2026.",
        "Scan: read as a file of its own",
    ]


def test_words_between_segments_are_kept() -> None:
    data = hl7(
        "ORU^R01", "OBR|1|||72141^MRI neck", "printed for review", "ZZZ|1|AUTH DUE|2"
    )
    assert texts(data)[-2:] == ["printed for review", "AUTH DUE"]


SERVICES = (
    "HI*ABK:M48062*ABF:M4316",
    "SV1*HC:63047:RT:::: LAMINECTOMY L3-4*0*UN*1",
    "DTP*472*RD8*20260601-20260630",
    "SV2**HC:63048*0*UN*2",
    "MSG*L4-5 SAME SIDE. WALKS HALF A BLOCK",
)


def test_a_review_is_a_request_with_its_services_named() -> None:
    assert texts(x12(*SERVICES)) == [
        "PRIOR AUTHORIZATION REQUEST FORM",
        "Request date: 2026-05-02",
        "Payer: PLAN OF NOWHERE",
        "Patient: TANSY MARROWBY",
        "Member ID: OWL441",
        "DOB: 1970-04-12",
        "Sex: female",
        "Type of review: health services review, initial",
        "Place of service: outpatient hospital",
        "Diagnosis: ICD-10 M48.062",
        "Diagnosis: ICD-10 M43.16",
        "Requested procedure: CPT 63047 LAMINECTOMY L3-4, RT",
        "Planned date of service: 2026-06-01 to 2026-06-30",
        "Requested procedure: CPT 63048, quantity 2, L4-5 SAME SIDE",
        "WALKS HALF A BLOCK",
    ]
    asked = {(one.level, one.side) for one in case(x12(*SERVICES)).requested_procedures}
    assert ("L3-4", "right") in asked


@pytest.mark.parametrize(
    "data",
    [
        x12(*SERVICES, purpose="01"),
        x12(*SERVICES, certified="3"),
        x12("HCR*A1*AUTH1", *SERVICES, purpose="11"),
    ],
    ids=["cancellation", "cancelled", "answer"],
)
def test_a_cancellation_and_an_answer_ask_for_nothing(data: bytes) -> None:
    assert not case(data).requested_procedures


def test_other_signs_between_elements_and_segments() -> None:
    head = "ISA*00*          *00*          *ZZ*A              *ZZ*B              "
    head += "*260502*1030*^*00501*000000001*0*T*:!"
    data = (head + "GS*HI*A*B*20260502*1030*1*X*005010X217!").encode()
    data += x12(*SERVICES).replace(b"~\n", b"!").replace(b"~", b"!")
    assert "Requested procedure: CPT 63047 LAMINECTOMY L3-4, RT" in texts(data)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (b"MSH|^~\\&|A|B", "hl7"),
        (b"  \nMSH|^~\\&|A|B", "hl7"),
        (b"as received:\nMSH|^~\\&|A|B", "text"),
        (b"ST*278*0001~BHT*0007", "x12"),
        (b"ST*837*0001~BHT*0019", "text"),
        (b"MSH is short for message header", "text"),
    ],
)
def test_a_message_is_told_by_how_it_opens(text: bytes, kind: str) -> None:
    assert sniff(text) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"MSH|^~\\&|",
        b"MSH|^~\\&|A\nOBX|||||\nOBR\nPID|\nORC|",
        b"ST*278*~" + b"SV1*~" * 50 + b"HI*~NM1*~UM*~DMG*~",
        b"MSH|^~\\&|" + b"|" * 5_000 + b"\nOBX|1|ED|||^^^^%%%",
    ],
)
def test_broken_messages_are_read_as_far_as_they_go(data: bytes) -> None:
    assert read(data).format in ("hl7", "x12")
