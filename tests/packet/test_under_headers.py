"""Documents told apart on pages that carry a records bureau's header and footer."""

from __future__ import annotations

import pytest

from workbench.packet.read import read_packet
from workbench.packet.sources import Source

HEAD = "Larkhaven Records Bureau                                   Chart copy 55-0192"
ORDER = (
    "RADIOLOGY ORDER\nOrdered: 05/04/2026\n"
    "Procedure: MR LUMBAR SPINE W WO CONTRAST [72158]\nPatient: Ada Invented"
)
NOTE = (
    "PRIMARY CARE FOLLOW-UP NOTE\nDate: 04/30/2026\nS: Low back pain since January.\n"
    "A/P: Back pain with sciatica. Order MRI."
)


def paged(*pages: str, head: str = HEAD, gap: str = "") -> bytes:
    return "\f".join(
        f"{head}\n{gap}{page}\n\nPrinted 02:14 PM     Page {n} of {len(pages)}"
        for n, page in enumerate(pages, 1)
    ).encode()


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
def test_a_title_under_a_header_opens_its_document_with_its_second_title(
    gap: str,
) -> None:
    packet = read_packet((Source("chart.txt", paged(ORDER, NOTE, gap=gap)),))
    kinds = [(one.kind, one.title) for one in packet.documents]
    assert [kind for kind, _ in kinds] == ["request-form", "clinic-note"]
    assert kinds[0][1] == "RADIOLOGY ORDER"
    text = "\n".join(line.text for line in packet.documents[0].lines)
    assert "MR LUMBAR SPINE" in text


def test_a_report_after_an_order_is_still_a_document_of_its_own() -> None:
    report = (
        "MRI LUMBAR SPINE\nExam date: 05/06/2026\nFINDINGS: L4-5 mild stenosis.\n"
        "IMPRESSION: Mild stenosis at L4-5."
    )
    packet = read_packet((Source("chart.txt", paged(ORDER, report, NOTE)),))
    assert [one.kind for one in packet.documents] == [
        "request-form", "imaging-report", "clinic-note",
    ]  # fmt: skip
