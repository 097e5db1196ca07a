"""Medicines as they were ordered, handed over, given or told, with dose and dates."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_names import unit_name
from workbench.packet.formats.fhir_record import Record, Resource, write_notes
from workbench.packet.formats.fhir_values import (
    Json,
    between,
    code_text,
    many,
    one,
    quantity,
    when,
    word,
)

_NOT_TAKEN = {"not-taken", "not-done", "cancelled", "draft", "declined", "intended"}
_ENDED = {"stopped": "stopped", "ended": "stopped"}
_PLANNED = {"proposal", "plan", "option"}
"""Intents of an order that nobody has given yet."""


def medication(record: Record, resource: Resource, lines: Lines) -> None:
    """A medicine with its status, dates and dose."""
    data = resource.data
    name = _name(record, resource)
    if not name:
        return
    status = word(data.get("status"))
    day = when(data, "effective", "authoredOn", "occurrence", "whenHandedOver")
    parts = [
        *_doses(data),
        day,
        *_supply(data),
        _state(data),
        *(f"for {code_text(why)}" for why in many(data.get("reasonCode"))),
    ]
    tail = ", ".join(part for part in parts if part and part != "for ")
    # The name comes first: what is said of it is then read as said of it.
    said = f"Medication: {name}"
    if word(data.get("intent")) in _PLANNED and status not in ("completed", "stopped"):
        said = f"{name}: planned, not yet taken"
    if status in _NOT_TAKEN or data.get("doNotPerform") is True:
        said = f"{name}: not taken"
    lines.add(f"{said} ({tail})" if tail else said, resource.path)
    write_notes(resource, lines)


def _state(data: Json) -> str:
    """Whether a medicine is still taken, and why not."""
    status = word(data.get("status"))
    told = _ENDED.get(status) or (f"status {status}" if status else "")
    why = ", ".join(
        shown
        for one_ in many(data.get("statusReason"))
        if (shown := code_text(one_)) and shown not in told
    )
    return ": ".join(part for part in (told, why) if part)


def _name(record: Record, resource: Resource) -> str:
    data = resource.data
    name = code_text(data.get("medicationCodeableConcept"))
    name = name or code_text(data.get("medication"))
    reference = data.get("medicationReference") or one(data.get("medication")).get(
        "reference"
    )
    found = record.find(reference, resource)
    name = name or (code_text(found.data.get("code")) if found else "")
    return name or word(one(reference).get("display"))


def _doses(data: Json) -> Iterator[str]:
    for key in ("dosage", "dosageInstruction"):
        for dose in many(data.get(key)):
            yield word(dose.get("text")) or _structured(dose)


def _structured(dose: Json) -> str:
    """A dose that is given in elements only ("600 mg every 8 hours, as needed")."""
    rate = one(dose.get("doseAndRate"))
    amount = quantity(rate.get("doseQuantity")) or quantity(dose.get("dose"))
    amount = amount or between(rate.get("doseRange"))
    timing = one(dose.get("timing"))
    often = code_text(timing.get("code"), default="timing") or _often(
        one(timing.get("repeat"))
    )
    needed = "as needed" if dose.get("asNeededBoolean") is True else ""
    route = code_text(dose.get("route"))
    lasts = one(timing.get("repeat")).get("boundsDuration")
    bounds = f"for {quantity(lasts)}" if lasts else ""
    parts = [amount, route, often, needed, bounds]
    return " ".join(part for part in parts if part)


def _often(repeat: Json) -> str:
    times, period = word(repeat.get("frequency")), word(repeat.get("period"))
    unit = unit_name(word(repeat.get("periodUnit")))
    if not unit:
        return ""
    if period in ("", "1"):
        every = f"a {unit.removesuffix('s')}"
    else:
        every = f"every {period} {unit}"
    return f"{times} times {every}" if times not in ("", "1") else every


def _supply(data: Json) -> Iterator[str]:
    """For how long a medicine was handed over."""
    dispensed = one(data.get("dispenseRequest"))
    days = quantity(dispensed.get("expectedSupplyDuration"))
    days = days or quantity(data.get("daysSupply"))
    if days:
        yield f"{days} supply"
    refills = word(dispensed.get("numberOfRepeatsAllowed"))
    if refills not in ("", "0"):
        yield f"{refills} refills"
