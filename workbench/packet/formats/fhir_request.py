"""What is asked for: service requests and claims, with their codes, sites and reasons.

A request that was cancelled or never meant as an order asks for nothing; it is named
with its status and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_narrative import told
from workbench.packet.formats.fhir_record import Record, Resource, write_notes
from workbench.packet.formats.fhir_values import (
    Json,
    code_text,
    every,
    identifier,
    many,
    one,
    quantity,
    sites_of,
    value_of,
    when,
    word,
)

_DEAD = {"revoked", "cancelled", "entered-in-error", "stopped", "ended"}
_PLAIN_INFO = {"info", "information", "supporting information", "other"}
"""Categories of supporting information that say no more than that it is some."""
_NOT_ASKED = {"proposal", "option", "reflex-order"}
_PLACES = "place-of-service"
"""The system of codes of places that come without one."""


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
        state = "not to be performed" if data.get("doNotPerform") else status
        state = intent if intent in _NOT_ASKED else state
        fields.say("Not requested; status of an order", state, "status")
        return
    asked = code_text(data.get("code"), billed=True)
    asked = asked or code_text(data.get("codeCodeableConcept"), billed=True)
    detail = [code_text(item) for item in many(data.get("orderDetail"))]
    shown = ", ".join(part for part in [asked, *sites_of(data), *detail] if part)
    if is_order(resource):
        day = when(data, "occurrence") or when(data, "authored", "authoredOn")
        done = ", ".join(part for part in (shown, day) if part)
        fields.say("Carried out earlier", done, "code")
        return
    fields.say("Request date", when(data, "authored", "authoredOn"), "authoredOn")
    fields.say("Priority", word(data.get("priority")), "priority")
    requester = record.shown(data.get("requester"), resource)
    fields.say("Requesting provider", requester, "requester")
    performer = record.shown(data.get("performer"), resource)
    fields.say("Servicing provider", performer, "performer")
    fields.say("Requested procedure", shown, "code")
    amount = quantity(data.get("quantityQuantity"))
    fields.say("Quantity", amount, "quantityQuantity")
    for number, parameter in enumerate(many(data.get("parameter"))):
        label = code_text(parameter.get("code"))
        if label:
            fields.say(label, value_of(parameter), f"parameter[{number}]")
    place = code_text(data.get("locationCode"), default=_PLACES)
    place = place or record.shown(data.get("locationReference"), resource)
    fields.say("Place of service", place, "locationCode")
    fields.say("Planned date of service", when(data, "occurrence"), "occurrence")
    for number, insurance in enumerate(many(data.get("insurance"))):
        if record.find(insurance, resource) is None:
            shown = word(insurance.get("display"))
            fields.say("Insurance", shown, f"insurance[{number}]")
    for number, reason in enumerate(_reasons(record, resource)):
        fields.say("Diagnosis", reason, f"reason[{number}]")
    write_notes(resource, lines)
    fields.say(
        "Instruction", word(data.get("patientInstruction")), "patientInstruction"
    )
    lines.gap()


def is_order(resource: Resource) -> bool:
    """Whether an order was carried out already, so that it asks for nothing."""
    return word(resource.data.get("status")) == "completed"


def _reasons(record: Record, resource: Resource) -> Iterator[str]:
    data = resource.data
    for key in ("reasonCode", "reason"):
        for reason in many(data.get(key)):
            text = code_text(reason, billed=True) or _condition(
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
    sites = sites_of(found.data)
    named = code_text(found.data.get("code"), billed=True)
    return ", ".join(part for part in (named, *sites) if part)


def claim(record: Record, resource: Resource, lines: Lines) -> None:
    """A Claim for preauthorization as a request form; any other as what it bills."""
    if is_billed(resource):
        billed(record, resource, lines)
        return
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
    insurer = record.shown(data.get("insurer"), resource)
    for number, insurance in enumerate(many(data.get("insurance"))):
        at = f"insurance[{number}].coverage"
        cover = record.find(insurance.get("coverage"), resource)
        if cover is not None:
            fields.say("Member ID", member(cover.data), at)
            fields.say("Plan type", plan(cover.data), at)
            insurer = record.shown(_payer(cover.data), cover) or insurer
        else:
            shown = word(one(insurance.get("coverage")).get("display"))
            fields.say("Insurance", shown, at)
    fields.say("Payer", insurer, "insurer")
    for number, diagnosis in enumerate(many(data.get("diagnosis"))):
        text = code_text(diagnosis.get("diagnosisCodeableConcept"), billed=True)
        text = text or _condition(record, diagnosis.get("diagnosisReference"), resource)
        fields.say("Diagnosis", text, f"diagnosis[{number}]")
    _claim_lines(record, resource, lines)
    for number, info in enumerate(many(data.get("supportingInfo"))):
        _information(record, resource, info, number, lines)
    lines.gap()


def _claim_lines(record: Record, resource: Resource, lines: Lines) -> None:
    fields = _Fields(resource, lines)
    label = "Requested procedure"
    for number, item in enumerate(many(resource.data.get("item"))):
        at = f"item[{number}]"
        if is_billed(resource):
            # As procedures are written that were done, for that is what it bills.
            lines.gap()
            lines.add(_service(item, planned=False), resource.at(at))
            continue
        fields.say(label, _service(item, planned=True), at)
        place = code_text(item.get("locationCodeableConcept"), default=_PLACES)
        fields.say("Place of service", place, f"{at}.locationCodeableConcept")
        for inner, detail in enumerate(many(item.get("detail"))):
            within = f"{at}.detail[{inner}]"
            fields.say(label, _service(detail, planned=True), within)
            for deep, sub in enumerate(many(detail.get("subDetail"))):
                shown = _service(sub, planned=True)
                fields.say(label, shown, f"{within}.subDetail[{deep}]")
    for number, done in enumerate(many(resource.data.get("procedure"))):
        text = code_text(done.get("procedureCodeableConcept"), billed=True)
        text = text or record.shown(done.get("procedureReference"), resource)
        fields.say("Procedure on the claim", text, f"procedure[{number}]")


def _service(item: Json, *, planned: bool) -> str:
    """A service of a claim with its places, modifiers, number and day."""
    asked = code_text(item.get("productOrService"), billed=True)
    asked = asked or code_text(item.get("service"), billed=True)
    marks = [code_text(mark) for mark in every(item.get("modifier"))]
    program = [code_text(code) for code in every(item.get("programCode"))]
    said = word(item.get("text")) or word(item.get("description"))
    parts = [asked, said, *sites_of(item), *marks, *program]
    shown = ", ".join(part for part in parts if part)
    amount = quantity(item.get("quantity"))
    units = f", quantity {amount}" if amount and amount != "1" else ""
    day = when(item, "serviced")
    day = f", {'planned ' if planned else ''}{day}" if day else ""
    return f"{shown}{units}{day}" if shown else ""


def is_billed(resource: Resource) -> bool:
    """Whether a claim bills what was done, where others ask for what is to be done."""
    return word(resource.data.get("use")) == "claim"


def billed(record: Record, resource: Resource, lines: Lines) -> None:
    """Services that were billed, as what was done."""
    data = resource.data
    status = word(data.get("status"))
    if status in _DEAD:
        lines.add(f"Claim withdrawn (status {status})", resource.at("status"))
        return
    _claim_lines(record, resource, lines)
    lines.gap()


def _information(
    record: Record, resource: Resource, info: Json, number: int, lines: Lines
) -> None:
    path = resource.at(f"supportingInfo[{number}]")
    attachment = one(info.get("valueAttachment"))
    label = code_text(info.get("code")) or code_text(info.get("category"))
    if attachment:
        shown = record.attach(attachment, label or "attachment")
        if shown:
            lines.add(f"Attachment: {shown}", path)
        return
    value = value_of(info) or when(info, "timing")
    if info.get("valueReference"):
        value = record.shown(info["valueReference"], resource)
    if label.lower() in _PLAIN_INFO:
        label = "Clinical information"
    if value and label:
        told(label, info.get("valueString"), value, path, lines)
    why = code_text(info.get("reason"))
    if why:
        lines.add(f"Reason: {why}", f"{path}.reason")


def member(coverage: Json) -> str:
    """The member number of a coverage."""
    own = word(coverage.get("subscriberId"))
    return own or identifier(coverage.get("identifier"), "MB", "SN")


def _payer(coverage: Json) -> object:
    return coverage.get("payor") or coverage.get("insurer")


def plan(coverage: Json) -> str:
    """The kind and the name of a coverage's plan."""
    named = [
        word(one_.get("name")) or word(one_.get("value"))
        for one_ in many(coverage.get("class"))
        if code_text(one_.get("type")).lower() == "plan"
    ]
    parts = [code_text(coverage.get("type")), *named]
    return ", ".join(part for part in parts if part)


def coverage(record: Record, resource: Resource, lines: Lines) -> None:
    """A Coverage: plan and member number."""
    fields = _Fields(resource, lines)
    status = word(resource.data.get("status"))
    if status in _DEAD:
        fields.say("Coverage not in force; status", status, "status")
        return
    fields.say("Member ID", member(resource.data), "subscriberId")
    fields.say("Plan type", plan(resource.data), "type")
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
    "ExplanationOfBenefit": claim,
    "Coverage": coverage,
    "ClaimResponse": claim_response,
}
