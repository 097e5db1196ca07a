"""The documents that a FHIR record is written as, in the order in which people read.

Every document names its patient, as pages of a record do, so that another patient's
resources are found like another patient's pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from workbench.content import expressions as re
from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_clinical import (
    WRONG,
    condition,
    exam,
    is_course,
    is_imaging,
    is_laboratory,
    is_nerve_study,
    is_therapy,
    observation,
    procedure,
    report,
    results_of,
)
from workbench.packet.formats.fhir_forms import questionnaire
from workbench.packet.formats.fhir_medicines import medication
from workbench.packet.formats.fhir_others import (
    allergy,
    anything,
    care_plan,
    encounter,
    goal,
    imaging_study,
)
from workbench.packet.formats.fhir_papers import (
    communication,
    composition,
    document,
    family,
)
from workbench.packet.formats.fhir_record import Record, Resource, born
from workbench.packet.formats.fhir_request import REQUESTS, is_billed, is_order
from workbench.packet.formats.fhir_values import (
    identifier,
    many,
    one,
    person,
    sites_of,
    when,
    word,
)

Writer = Callable[[Record, Resource, Lines], None]

_WRITERS: dict[str, Writer] = {
    **REQUESTS,
    "Condition": condition,
    "Observation": observation,
    "Procedure": procedure,
    "DiagnosticReport": report,
    "QuestionnaireResponse": questionnaire,
    "DocumentReference": document,
    "Composition": composition,
    "Communication": communication,
    "CommunicationRequest": communication,
    "FamilyMemberHistory": family,
    "Encounter": encounter,
    "Goal": goal,
    "CarePlan": care_plan,
    "AllergyIntolerance": allergy,
    "ImagingStudy": imaging_study,
    "MedicationRequest": medication,
    "MedicationStatement": medication,
    "MedicationAdministration": medication,
    "MedicationDispense": medication,
    "MedicationUsage": medication,
}
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
    "ExplanationOfBenefit": "NOTICE OF DETERMINATION",
    "Communication": "MESSAGE",
    "CommunicationRequest": "MESSAGE",
}
_ORDER = (
    "PRIOR AUTHORIZATION REQUEST FORM", "QUESTIONNAIRE", "ENCOUNTER SUMMARY",
    "CLINIC NOTE", "PROBLEM LIST", "IMAGING REPORT", "LABORATORY REPORT",
    "ELECTRODIAGNOSTIC REPORT", "DIAGNOSTIC REPORT", "PHYSICAL THERAPY RECORD",
    "PROCEDURE HISTORY", "MEDICATION LIST",
)  # fmt: skip
OTHERS = "OTHER RECORDS"
_NAME = re.compile(r"[^\W\d_][^\d()]*")
"""A name up to what else a display gives ("DOE, Pat (born 1961-02-03)")."""
_OWN = {
    "QuestionnaireResponse", "DiagnosticReport", "Composition", "ClaimResponse",
    "Communication", "CommunicationRequest",
}  # fmt: skip
"""Resources that are documents of their own; others of a kind stand together."""


def write_all(record: Record) -> Lines:
    """The whole record as lines, one document after the other."""
    lines = Lines()
    documents: dict[tuple[str, ...], list[Resource]] = {}
    within = {
        result.path
        for resource in record.resources
        if resource.kind == "DiagnosticReport"
        for result in results_of(record, resource)
    }
    for resource in record.resources:
        if resource.kind in _SKIPPED or resource.path in within:
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
    whose = patient.path if patient else _named(resource)
    if resource.kind in _OWN:
        return title, whose, resource.path
    if resource.kind == "Observation":
        return title, whose, when(resource.data, "effective", "issued")
    if resource.kind == "Procedure" and is_therapy(resource):
        # A record of therapy is one course: two courses never stand in one.
        sites = ", ".join(sites_of(resource.data)).lower()
        return title, whose, resource.path if is_course(resource) else sites
    return title, whose


def _title(resource: Resource) -> str:
    kind = resource.kind
    if kind in ("Observation", "DiagnosticReport"):
        if is_laboratory(resource):
            return "LABORATORY REPORT"
        if is_imaging(resource):
            return "IMAGING REPORT"
        if kind == "DiagnosticReport" and is_nerve_study(resource):
            return "ELECTRODIAGNOSTIC REPORT"
        return "DIAGNOSTIC REPORT" if kind == "DiagnosticReport" else "CLINIC NOTE"
    if kind == "Procedure":
        therapy = is_therapy(resource)
        return "PHYSICAL THERAPY RECORD" if therapy else "PROCEDURE HISTORY"
    if kind in ("Composition", "ClinicalImpression"):
        return "CLINIC NOTE"
    if kind in ("Claim", "ExplanationOfBenefit") and is_billed(resource):
        return "PROCEDURE HISTORY"
    if kind == "ServiceRequest" and is_order(resource):
        return "PROCEDURE HISTORY"
    return _TITLES.get(kind, OTHERS)


def _named(resource: Resource) -> str:
    """The patient's name as a reference shows it, where the patient is not here."""
    for key in ("subject", "patient", "beneficiary"):
        shown = _NAME.match(word(one(resource.data.get(key)).get("display")))
        if shown and len(shown.group().split()) > 1:
            return shown.group().strip(" ,")
    return ""


def _write(record: Record, title: str, resources: list[Resource], lines: Lines) -> None:
    lines.new_document()
    lines.add(title, resources[0].path)
    if title == "IMAGING REPORT":
        # The study stands right under the title, as on reports, and is one with it.
        exam(resources[0], lines)
    patient = record.patient(resources[0])
    if patient is not None:
        _identity(patient, lines)
    elif _named(resources[0]):
        lines.add(f"Patient: {_named(resources[0])}", resources[0].at("subject"))
    day = _common_day(resources)
    if day and title != "IMAGING REPORT":
        label = "Collected" if title == "LABORATORY REPORT" else "Date"
        lines.add(f"{label}: {day}", resources[0].path)
    lines.gap()
    for resource in _shown_first(resources):
        writer = _WRITERS.get(resource.kind, anything)
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
    """Claims before what they refer to, the newest order first; else as in the file.

    A form is dated by the first day that it gives: orders of the past stand behind.
    """
    newest = sorted(resources, key=_asked_on, reverse=True)
    return sorted(newest, key=lambda one: one.kind != "Claim")


def _asked_on(resource: Resource) -> str:
    if resource.kind not in ("ServiceRequest", "DeviceRequest"):
        return ""
    return when(resource.data, "authored", "authoredOn")


def _refused(resource: Resource) -> bool:
    """Whether a condition's verification says that it was entered in error."""
    codings = many(one(resource.data.get("verificationStatus")).get("coding"))
    return any(word(coding.get("code")) in WRONG for coding in codings)


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
