"""What is asked for: service requests and claims, with their codes, sites and reasons.

A request that was cancelled or never meant as an order asks for nothing; it is named
with its status and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_record import Record, Resource
from workbench.packet.formats.fhir_values import (
    Json,
    code_text,
    every,
    identifier,
    many,
    notes,
    one,
    quantity,
    value_of,
    when,
    word,
)

_DEAD = {"revoked", "cancelled", "entered-in-error", "stopped", "ended"}
_PLAIN_INFO = {"info", "information", "supporting information", "other"}
"""Categories of supporting information that say no more than that it is some."""
_NOT_ASKED = {"proposal", "option", "reflex-order"}


class _Fields:
    """Writes "Label: value" lines of one resource, each with its path."""

    def __init__(self, resource: Resource, lines: Lines) -> None:
        self._resource = resource
        self._lines = lines

    def say(self, label: str, value: str, key: str) -> None:
        """One line, where there is a value."""
        if value:
            self._lines.add(f"{label}: {value}", self._resource.at(key))


def service_request(record: Record, resource: Resource, lines: Lines) -> None:
    """A ServiceRequest or DeviceRequest as part of a request form."""
    data, fields = resource.data, _Fields(resource, lines)
    status = word(data.get("status"))
    intent = word(data.get("intent"))
    if status in _DEAD or intent in _NOT_ASKED or data.get("doNotPerform") is True:
        told = "not to be performed" if data.get("doNotPerform") else status
        told = intent if intent in _NOT_ASKED else told
        fields.say("Not requested; status of an order", told, "status")
        return
    fields.say("Request date", when(data, "authored", "authoredOn"), "authoredOn")
    fields.say("Priority", word(data.get("priority")), "priority")
    requester = record.shown(data.get("requester"), resource)
    fields.say("Requesting provider", requester, "requester")
    place = record.shown(data.get("performer"), resource)
    fields.say("Servicing provider", place, "performer")
    asked = code_text(data.get("code")) or code_text(data.get("codeCodeableConcept"))
    sites = [code_text(site) for site in every(data.get("bodySite"))]
    detail = [code_text(item) for item in many(data.get("orderDetail"))]
    shown = ", ".join(part for part in [asked, *sites, *detail] if part)
    fields.say("Requested procedure", shown, "code")
    amount = quantity(data.get("quantityQuantity"))
    fields.say("Quantity", amount, "quantityQuantity")
    fields.say("Planned date of service", when(data, "occurrence"), "occurrence")
    for number, reason in enumerate(_reasons(record, resource)):
        fields.say("Diagnosis", reason, f"reason[{number}]")
    for number, text in enumerate(notes(data)):
        lines.add(text, resource.at(f"note[{number}].text"))
    fields.say(
        "Instruction", word(data.get("patientInstruction")), "patientInstruction"
    )
    lines.gap()


def _reasons(record: Record, resource: Resource) -> Iterator[str]:
    data = resource.data
    for key in ("reasonCode", "reason"):
        for reason in many(data.get(key)):
            text = code_text(reason) or _condition(
                record, reason.get("reference"), resource
            )
            if text:
                yield text
    for reference in many(data.get("reasonReference")):
        text = _condition(record, reference, resource)
        if text:
            yield text


def _condition(record: Record, reference: object, holder: Resource) -> str:
    found = record.find(reference, holder)
    if found is None:
        return word(one(reference).get("display"))
    status = code_text(found.data.get("verificationStatus")).lower()
    if found.kind != "Condition" or "error" in status or "refuted" in status:
        return ""
    return code_text(found.data.get("code"))


def claim(record: Record, resource: Resource, lines: Lines) -> None:
    """A Claim for preauthorization as a request form."""
    data, fields = resource.data, _Fields(resource, lines)
    status = word(data.get("status"))
    if status in _DEAD:
        fields.say("Not requested; status of the claim", status, "status")
        return
    fields.say("Request date", when(data, "created"), "created")
    fields.say("Priority", code_text(data.get("priority")), "priority")
    provider = record.shown(data.get("provider"), resource)
    fields.say("Requesting provider", provider, "provider")
    facility = record.shown(data.get("facility"), resource)
    fields.say("Facility", facility, "facility")
    for number, insurance in enumerate(many(data.get("insurance"))):
        at = f"insurance[{number}].coverage"
        cover = record.find(insurance.get("coverage"), resource)
        if cover is not None:
            fields.say("Member ID", member(cover.data), at)
            fields.say("Payer", record.shown(_payer(cover.data), cover), at)
    for number, diagnosis in enumerate(many(data.get("diagnosis"))):
        text = code_text(diagnosis.get("diagnosisCodeableConcept"))
        text = text or _condition(record, diagnosis.get("diagnosisReference"), resource)
        fields.say("Diagnosis", text, f"diagnosis[{number}]")
    _claim_lines(record, resource, lines)
    for number, info in enumerate(many(data.get("supportingInfo"))):
        _information(record, info, resource.at(f"supportingInfo[{number}]"), lines)
    lines.gap()


def _claim_lines(record: Record, resource: Resource, lines: Lines) -> None:
    fields = _Fields(resource, lines)
    for number, item in enumerate(many(resource.data.get("item"))):
        asked = code_text(item.get("productOrService")) or code_text(
            item.get("service")
        )
        sites = [
            code_text(one(site).get("site") or site) or code_text(site)
            for site in every(item.get("bodySite"))
        ]
        marks = [code_text(mark) for mark in every(item.get("modifier"))]
        said = word(item.get("text")) or word(item.get("description"))
        shown = ", ".join(part for part in [asked, said, *sites, *marks] if part)
        amount = quantity(item.get("quantity"))
        units = f", quantity {amount}" if amount and amount != "1" else ""
        day = when(item, "serviced")
        planned = f", planned {day}" if day else ""
        if shown:
            at = f"item[{number}]"
            fields.say("Requested procedure", f"{shown}{units}{planned}", at)
    for number, done in enumerate(many(resource.data.get("procedure"))):
        text = code_text(done.get("procedureCodeableConcept"))
        fields.say("Procedure on the claim", text, f"procedure[{number}]")


def _information(record: Record, info: Json, path: str, lines: Lines) -> None:
    attachment = one(info.get("valueAttachment"))
    label = code_text(info.get("code")) or code_text(info.get("category"))
    if attachment:
        told = record.attach(attachment, label or "attachment")
        if told:
            lines.add(f"Attachment: {told}", path)
        return
    value = value_of(info) or when(info, "timing")
    if label.lower() in _PLAIN_INFO:
        label = "Clinical information"
    if value and label:
        lines.add(f"{label}: {value}", path)


def member(coverage: Json) -> str:
    """The member number of a coverage."""
    own = word(coverage.get("subscriberId"))
    return own or identifier(coverage.get("identifier"), "MB", "SN")


def _payer(coverage: Json) -> object:
    return coverage.get("payor") or coverage.get("insurer")


def coverage(record: Record, resource: Resource, lines: Lines) -> None:
    """A Coverage: plan and member number."""
    fields = _Fields(resource, lines)
    fields.say("Member ID", member(resource.data), "subscriberId")
    payer = record.shown(_payer(resource.data), resource)
    fields.say("Payer", payer, "payor")


def claim_response(record: Record, resource: Resource, lines: Lines) -> None:
    """A payer's answer: its outcome and words, never evidence of care."""
    data, fields = resource.data, _Fields(resource, lines)
    fields.say("Outcome", word(data.get("outcome")), "outcome")
    fields.say("Disposition", word(data.get("disposition")), "disposition")
    for number, note in enumerate(many(data.get("processNote"))):
        fields.say("Note", word(note.get("text")), f"processNote[{number}]")


REQUESTS: dict[str, Callable[[Record, Resource, Lines], None]] = {
    "ServiceRequest": service_request,
    "DeviceRequest": service_request,
    "Claim": claim,
    "Coverage": coverage,
    "ClaimResponse": claim_response,
}
