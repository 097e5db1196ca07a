"""Bundles printed as text: what their resources tell is not what they ask for.

    ServiceRequest/sr-1
      code .... 64575
    Procedure/p-1
      code .... trial of a nerve stimulator
      status .. completed

Only a resource that requests asks; the lines of the others are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from workbench.extract.rules.model import DocumentView, Sentence

_HEAD = re.compile(
    r"\W*(?:entry\s?\[\d{1,3}\]\W*)?(?P<name>[A-Z][a-z]+(?:[A-Z][a-z]+)*)"
    r"(?:/(?P<id>[\w.-]{1,40}))?(?:[ ]{2,}.*|[ ]\.{2,}.*|\W*)"
)
_TELL = frozenset(
    "Procedure Condition Observation DiagnosticReport ImagingStudy DocumentReference"
    " MedicationStatement MedicationRequest MedicationAdministration Encounter Patient"
    " Coverage Practitioner Organization AllergyIntolerance FamilyMemberHistory"
    " Immunization CareTeam Provenance".split()
)
_ASK = frozenset("ServiceRequest DeviceRequest Claim RequestGroup Task".split())


def without_told(document: DocumentView) -> DocumentView:
    """The document without the lines of resources that ask for nothing."""
    heads = _heads(document)
    if not any(name in _ASK for _, name in heads):
        return document
    lines = [number for number, _ in heads]
    kept: list[Sentence] = []
    for one in document.sentences:
        place = bisect_right(lines, document.source.line_index(one.start)) - 1
        if place < 0 or heads[place][1] not in _TELL:
            kept.append(replace(one, index=len(kept)))
    return replace(document, sentences=tuple(kept))


def _heads(document: DocumentView) -> list[tuple[int, str]]:
    """The lines that open a resource, with its type."""
    return [
        (number, match["name"])
        for number, line in enumerate(document.document.lines)
        if (match := _HEAD.fullmatch(line.text[:200])) and match["name"] in _TELL | _ASK
    ]
