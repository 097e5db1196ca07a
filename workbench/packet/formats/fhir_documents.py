"""The documents that a FHIR record is written as, in the order in which people read.

Every document names its patient, as pages of a record do, so that another patient's
resources are found like another patient's pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_clinical import (
    CLINICAL,
    exam,
    is_imaging,
    is_laboratory,
    is_therapy,
)
from workbench.packet.formats.fhir_record import Record, Resource, born
from workbench.packet.formats.fhir_request import REQUESTS
from workbench.packet.formats.fhir_values import identifier, person, when, word

Writer = Callable[[Record, Resource, Lines], None]

WRONG = {"entered-in-error"}
_SKIPPED = {
    "Patient", "Practitioner", "PractitionerRole", "Organization", "Location",
    "Binary", "Provenance", "OperationOutcome", "Endpoint", "Questionnaire",
    "ValueSet", "CodeSystem", "StructureDefinition", "MessageHeader", "AuditEvent",
    "CapabilityStatement", "Group", "Medication", "Library", "Schedule", "Slot",
    "RelatedPerson", "Substance", "Device", "HealthcareService",
}  # fmt: skip
"""Resources that others point to, or that say nothing about the patient."""
_TITLES = {
    "ServiceRequest": "PRIOR AUTHORIZATION REQUEST FORM",
    "DeviceRequest": "PRIOR AUTHORIZATION REQUEST FORM",
    "Claim": "PRIOR AUTHORIZATION REQUEST FORM",
    "QuestionnaireResponse": "QUESTIONNAIRE",
    "Condition": "PROBLEM LIST",
    "Coverage": "PATIENT DEMOGRAPHICS",
    "MedicationRequest": "MEDICATION LIST",
    "MedicationStatement": "MEDICATION LIST",
    "MedicationAdministration": "MEDICATION LIST",
    "MedicationDispense": "MEDICATION LIST",
    "MedicationUsage": "MEDICATION LIST",
    "AllergyIntolerance": "ALLERGY LIST",
    "Encounter": "ENCOUNTER SUMMARY",
    "ClaimResponse": "NOTICE OF DETERMINATION",
}
_ORDER = (
    "PRIOR AUTHORIZATION REQUEST FORM", "QUESTIONNAIRE", "ENCOUNTER SUMMARY",
    "CLINIC NOTE", "PROBLEM LIST", "IMAGING REPORT", "LABORATORY REPORT",
    "DIAGNOSTIC REPORT", "PHYSICAL THERAPY RECORD", "PROCEDURE LIST",
    "MEDICATION LIST",
)  # fmt: skip
OTHERS = "OTHER RECORDS"
_OWN = {"QuestionnaireResponse", "DiagnosticReport", "Composition", "ClaimResponse"}
"""Resources that are documents of their own; others of a kind stand together."""


def write_all(record: Record) -> Lines:
    """The whole record as lines, one document after the other."""
    lines = Lines()
    documents: dict[tuple[str, ...], list[Resource]] = {}
    for resource in record.resources:
        if resource.kind in _SKIPPED:
            continue
        documents.setdefault(_document(record, resource), []).append(resource)
    ordered = sorted(documents, key=lambda key: _place(key[0]))
    for key in ordered:
        _write(record, key[0], documents[key], lines)
    if not ordered:
        for resource in record.resources:
            if resource.kind == "Patient":
                lines.add("PATIENT DEMOGRAPHICS", resource.path)
                _identity(resource, lines)
    return lines


def _place(title: str) -> int:
    return _ORDER.index(title) if title in _ORDER else len(_ORDER)


def _document(record: Record, resource: Resource) -> tuple[str, ...]:
    """The document that a resource belongs to: title, patient, and its date."""
    title = _title(resource)
    patient = record.patient(resource)
    whose = patient.path if patient else ""
    if resource.kind in _OWN:
        return title, whose, resource.path
    if resource.kind == "Observation":
        return title, whose, when(resource.data, "effective", "issued")
    return title, whose


def _title(resource: Resource) -> str:
    kind = resource.kind
    if kind in ("Observation", "DiagnosticReport"):
        if is_laboratory(resource):
            return "LABORATORY REPORT"
        if is_imaging(resource):
            return "IMAGING REPORT"
        return "DIAGNOSTIC REPORT" if kind == "DiagnosticReport" else "CLINIC NOTE"
    if kind == "Procedure":
        therapy = is_therapy(resource)
        return "PHYSICAL THERAPY RECORD" if therapy else "PROCEDURE LIST"
    if kind in ("Composition", "ClinicalImpression"):
        return "CLINIC NOTE"
    return _TITLES.get(kind, OTHERS)


def _write(record: Record, title: str, resources: list[Resource], lines: Lines) -> None:
    lines.new_document()
    lines.add(title, resources[0].path)
    if title == "IMAGING REPORT":
        # The study stands right under the title, as on reports, and is one with it.
        exam(resources[0], lines)
    patient = record.patient(resources[0])
    if patient is not None:
        _identity(patient, lines)
    day = _common_day(resources)
    if day and title != "IMAGING REPORT":
        label = "Collected" if title == "LABORATORY REPORT" else "Date"
        lines.add(f"{label}: {day}", resources[0].path)
    lines.gap()
    for resource in _shown_first(resources):
        writer = _writer(resource.kind)
        if word(resource.data.get("status")) in WRONG or _refused(resource):
            _name_only(resource, lines)
        else:
            writer(record, resource, lines)


def _common_day(resources: Iterable[Resource]) -> str:
    days = {
        when(one.data, "effective", "issued")
        for one in resources
        if one.kind in ("Observation", "DiagnosticReport")
    }
    return days.pop() if len(days) == 1 else ""


def _shown_first(resources: list[Resource]) -> list[Resource]:
    """Claims before what they refer to; else the order of the file."""
    return sorted(resources, key=lambda one: one.kind != "Claim")


def _writer(kind: str) -> Writer:
    return REQUESTS.get(kind) or CLINICAL.get(kind) or CLINICAL[""]


def _refused(resource: Resource) -> bool:
    """Whether a condition's verification says that it was entered in error."""
    status = resource.data.get("verificationStatus")
    codes = (
        [
            word(coding.get("code"))
            for coding in (status or {}).get("coding", [])
            if isinstance(coding, dict)
        ]
        if isinstance(status, dict)
        else []
    )
    return bool(WRONG & set(codes))


def _name_only(resource: Resource, lines: Lines) -> None:
    """Tell that a resource was taken back; its content is no part of the record."""
    lines.add(
        f"Status: entered in error ({resource.kind}; its content is not shown)",
        resource.at("status"),
    )


def _identity(patient: Resource, lines: Lines) -> None:
    data = patient.data
    for label, value, key in (
        ("Patient", person(data.get("name")), "name"),
        ("DOB", born(patient), "birthDate"),
        ("Sex", word(data.get("gender")), "gender"),
        ("MRN", identifier(data.get("identifier"), "MR"), "identifier"),
    ):
        if value:
            lines.add(f"{label}: {value}", patient.at(key))
