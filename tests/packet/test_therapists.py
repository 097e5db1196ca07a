"""Dated visits under a therapy practice's name are its record, title or none."""

from __future__ import annotations

import pytest

from workbench.packet.read import read_packet
from workbench.packet.sources import Source

VISITS = (
    "1/6/26  first seen\nS: neck and left arm pain\n1/9/26  S: same  T: as before\n"
    "1/13/26 S: 7/10  T: same\n1/16/26 S: 7/10  T: same\n"
)
HEADS = [
    ("NOWHERE CHIROPRACTIC           Pt: V. Placeholder", VISITS, "therapy-record"),
    ("Madeup Physiotherapy, Fableton", VISITS, "therapy-record"),
    ("FABLED REHAB\nV. Placeholder", VISITS, "therapy-record"),
    ("NOWHERE CHIROPRACTIC", "Fees are due on the day.\n", "other"),
    ("NOWHERE SPINE ASSOCIATES", VISITS, "other"),
    ("Care tried: chiropractic, see dates", VISITS, "other"),
]


@pytest.mark.parametrize(("head", "body", "kind"), HEADS)
def test_kind(head, body, kind):
    packet = read_packet((Source("a.txt", f"{head}\n\n{body}".encode()),))
    assert [one.kind for one in packet.documents] == [kind]


@pytest.mark.parametrize(
    ("signed", "kind"),
    [
        ("Provider: Colette Invented, NP", "clinic-note"),
        ("Therapist: Colette Invented, DPT", "therapy-record"),
    ],
)
def test_who_sees_the_patient_outweighs_the_name(signed: str, kind: str) -> None:
    note = f"FABLED PAIN & REHAB          Follow up visit 04/30/2026\n{signed}\n\n"
    note += "Low back pain, 6/10.\nSLR positive left. Motor 5/5.\nPlan: MRI lumbar.\n"
    packet = read_packet((Source("a.txt", note.encode()),))
    assert [one.kind for one in packet.documents] == [kind]
