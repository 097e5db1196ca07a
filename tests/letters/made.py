"""Reviews of gold packets, and matters of invented people, for the tests of letters."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.pipeline import review_packet
from workbench.policy.loader import load_policy
from workbench.policy.model import Policy
from workbench.schema.base import parse_data
from workbench.schema.matter import Matter
from workbench.schema.review import Review, review_sha256

GOLD = Path(__file__).parents[2] / "evals/gold"
PROGRAMS = ("commercial", "medicare-advantage", "medicaid")


@cache
def reviewed(
    case: str, policy: str | None = None, final: bool = False
) -> tuple[Review, Policy]:
    """A gold packet as the rules reader and its policy see it."""
    packet = read_packet(load(str(GOLD / case / "packet")))
    review = review_packet(packet, RulesReader(), policy=policy, final=final)
    return review, load_policy(review.policies[0].id)


def signed(
    review: Review, value: str, role: str = "physician", **more: Any
) -> dict[str, Any]:
    """A decision on a review, signed by an invented person."""
    return {
        "value": value,
        "review_sha256": review_sha256(review),
        "rationale": "I read the record and the criteria named, for this person.",
        "sign_off": {
            "name": "Ilse Quarrow",
            "role": role,
            "credential": {"nurse": "RN", "administrative": "Lead"}.get(role, "MD"),
            "licence": None if role == "administrative" else "TX Q4417",
            "specialty": "Orthopaedic Surgery" if role == "physician" else None,
            "at": "2026-05-08T10:15:00-05:00",
            "attestation": "I reviewed the record myself and decided on it.",
        },
        **more,
    }


def matter(
    program: str | None = "commercial",
    decision: dict[str, Any] | None = None,
    **more: Any,
) -> Matter:
    """A full matter of an invented member."""
    data: dict[str, Any] = {
        "program": program,
        "request_type": "standard",
        "plan": "Larkfield Health Plan",
        "reference": "LF-2026-00417",
        "letter_date": "2026-05-08",
        "member": {
            "name": "Thessaly Brandt",
            "member_id": "LFH-330912",
            "address": {"lines": ["14 Alder Lane", "Westmere, TX 75001"]},
        },
        "addressees": [
            {"role": "practitioner", "name": "Odalys Marrow, MD", "fax": "555-0134"}
        ],
        "contacts": {
            "member_services": {
                "phone": "1-800-555-0100",
                "tty": "711",
                "hours": "Monday to Friday, 8 a.m. to 6 p.m.",
            },
            "utilization": {
                "phone": "1-800-555-0101",
                "fax": "1-800-555-0102",
                "address": {"lines": ["P.O. Box 40", "Westmere, TX 75002"]},
            },
            "appeals": {
                "phone": "1-800-555-0103",
                "fax": "1-800-555-0104",
                "address": {"lines": ["P.O. Box 41", "Westmere, TX 75002"]},
            },
            "peer_to_peer": {
                "phone": "1-800-555-0105",
                "hours": "Monday to Friday, 9 a.m. to 5 p.m.",
            },
            "external_review": {
                "name": "Outside Review Office",
                "phone": "1-800-555-0106",
                "address": {"lines": ["P.O. Box 42", "Westmere, TX 75002"]},
            },
            "assistance": {
                "name": "The consumer help office of your state",
                "phone": "1-800-555-0107",
            },
        },
        "events": [
            {"id": "e1", "kind": "received", "at": "2026-05-04T09:00:00-05:00"},
        ],
        "decision": decision,
        "authorization": "AU-771204",
        "service_dates": ["May 12, 2026 to August 12, 2026"],
        **more,
    }
    return parse_data(Matter, data, where="matter")
