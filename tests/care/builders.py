"""Layouts and wordings of conservative care, with the status that the policy gives.

Every case is a packet of a request form of 05/04/2026, one visit note, and whatever
the case adds.  ``met`` needs 42 days of care for the neck with an active component, a
second kind and no lasting benefit; 41 days documented are ``not_met``; planned, vague,
stale or of another region is ``not_documented``.
"""

from __future__ import annotations

from typing import NamedTuple

REQUEST = """PRIOR AUTHORIZATION REQUEST
Patient: Odo Testerly   DOB: 01/02/1970
Date of request: 05/04/2026
Procedure requested: ACDF C5-6
CPT: 22551
Diagnosis: M50.122
"""
_NOTE = """SPINE CLINIC NOTE
Patient: Odo Testerly   DOB: 01/02/1970
Date of visit: 04/27/2026

HISTORY OF PRESENT ILLNESS
56-year-old man with neck pain and left arm pain to the thumb since October 2025.
{care}

PHYSICAL EXAMINATION
Strength 5/5 in both arms. Spurling positive on the left.

ASSESSMENT
Left C6 radiculopathy.

PLAN
ACDF C5-6.
"""
_PT = """HARBOR HILL PHYSICAL THERAPY
{title}
Patient: Odo Testerly   DOB: 01/02/1970
{body}
"""
NSAID = (
    "He took naproxen 500 mg twice daily from 01/05/2026 to 03/20/2026 without relief."
)


class Layout(NamedTuple):
    """One packet: its name, its documents, the status that the policy gives."""

    name: str
    documents: tuple[str, ...]
    status: str


def note(care: str) -> str:
    """The visit note with its treatment history."""
    return _NOTE.format(care=care)


def therapy(title: str, body: str) -> str:
    """A therapist's own record."""
    return _PT.format(title=title, body=body)


def told(name: str, status: str, care: str) -> Layout:
    return Layout(name, (REQUEST, note(care)), status)


def record(name: str, status: str, title: str, body: str, care: str = NSAID) -> Layout:
    return Layout(name, (REQUEST, note(care), therapy(title, body)), status)
