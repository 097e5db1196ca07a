"""Resources without a form of their own: plans, goals, allergies, studies, the rest.

What is meant to be done is written as planned, what was taken back as such, so that
neither reads as done.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_narrative import narrative
from workbench.packet.formats.fhir_record import Record, Resource, write_notes
from workbench.packet.formats.fhir_values import (
    Json,
    code_text,
    many,
    one,
    sites_of,
    span,
    status_of,
    when,
    word,
)

_DONE = {"completed", "in-progress"}
_REFUTED = {"refuted"}
_DAYS = (
    "occurrence", "effective", "timing", "recorded", "date", "created", "period",
    "start",
)  # fmt: skip
"""Under what names resources give their day."""


def encounter(record: Record, resource: Resource, lines: Lines) -> None:
    """A visit: when, what kind, and why."""
    data = resource.data
    if word(data.get("status")) in ("cancelled", "planned", "discontinued"):
        lines.add(f"Visit not held (status {word(data.get('status'))})", resource.path)
        return
    for label, value, key in (
        (
            "Date of service",
            span(data.get("period") or data.get("actualPeriod")),
            "period",
        ),
        ("Setting", code_text(data.get("class"), default="v3-actcode"), "class"),
        ("Visit", code_text(data.get("type")), "type"),
        ("Reason for visit", _first_reason(record, resource), "reasonCode"),
    ):
        if value:
            lines.add(f"{label}: {value}", resource.at(key))
    write_notes(resource, lines)


def _first_reason(record: Record, resource: Resource) -> str:
    data = resource.data
    reason = one(data.get("reason"))
    told = code_text(data.get("reasonCode")) or code_text(reason.get("value"))
    return told or record.shown(data.get("reasonReference"), resource)


def goal(record: Record, resource: Resource, lines: Lines) -> None:
    """What is aimed at, which is not so yet."""
    data = resource.data
    name = code_text(data.get("description"))
    status = status_of(data.get("achievementStatus")) or word(
        data.get("lifecycleStatus")
    )
    if name:
        tail = f" ({status})" if status else ""
        lines.add(f"Goal: {name}{tail}", resource.path)
    write_notes(resource, lines)


def care_plan(record: Record, resource: Resource, lines: Lines) -> None:
    """What is planned for the patient, and what of it was done."""
    data = resource.data
    title = word(data.get("title")) or code_text(data.get("category"))
    status = word(data.get("status"))
    about = ", ".join(part for part in (status, span(data.get("period"))) if part)
    if title:
        lines.add(
            f"Care plan: {title}" + (f" ({about})" if about else ""), resource.path
        )
    for text in filter(None, _written(data)):
        lines.add(f"Planned: {text}", resource.at("description"))
    for number, activity in enumerate(many(data.get("activity"))):
        detail = one(activity.get("detail"))
        what = code_text(detail.get("code")) or word(detail.get("description"))
        state = word(detail.get("status"))
        when_ = when(detail, "scheduled")
        tail = ", ".join(part for part in (state, when_) if part)
        said = "Activity" if state in _DONE else "Planned"
        if what:
            shown = f"{said}: {what}" + (f" ({tail})" if tail else "")
            lines.add(shown, resource.at(f"activity[{number}]"))
    write_notes(resource, lines)
    narrative(record, data.get("text"), resource.at("text"), lines, data)


def allergy(record: Record, resource: Resource, lines: Lines) -> None:
    """An allergy with its reactions, or one that was ruled out."""
    data = resource.data
    name = code_text(data.get("code"))
    if not name:
        return
    refuted = status_of(data.get("verificationStatus")) in _REFUTED
    reactions = [
        code_text(shown)
        for reaction in many(data.get("reaction"))
        for shown in many(reaction.get("manifestation"))
    ]
    status = status_of(data.get("clinicalStatus"))
    tail = ", ".join(part for part in (status, *reactions) if part)
    said = "No allergy (ruled out)" if refuted else "Allergy"
    lines.add(f"{said}: {name}" + (f" ({tail})" if tail else ""), resource.path)
    write_notes(resource, lines)


def imaging_study(record: Record, resource: Resource, lines: Lines) -> None:
    """That a study was made; what it shows stands in its report."""
    data = resource.data
    parts = [code_text(one_) for one_ in many(data.get("modality"))]
    for series in many(data.get("series")):
        parts += [code_text(series.get("modality")), *sites_of(series)]
    shown = " ".join(dict.fromkeys(part for part in parts if part))
    name = word(data.get("description")) or code_text(data.get("procedureCode"))
    day = when(data, "started")
    told = ", ".join(part for part in (name or shown, day) if part)
    if told:
        lines.add(f"Imaging study on file: {told}", resource.path)
    write_notes(resource, lines)


def anything(record: Record, resource: Resource, lines: Lines) -> None:
    """Any other resource: its name, date and what somebody wrote about it."""
    data = resource.data
    name = code_text(data.get("code")) or code_text(data.get("vaccineCode"))
    name = name or code_text(data.get("type")) or word(data.get("title"))
    name = name or _held(record, resource)
    told = [part for part in _written(data) if part]
    if not name and not told and not data.get("note") and not data.get("text"):
        return
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", resource.kind)
    status = status_of(data.get("status")) or status_of(data.get("clinicalStatus"))
    day = when(data, *_DAYS)
    tail = ", ".join(part for part in (status, day) if part)
    if name or told:
        lines.add(f"{kind}: {name}" + (f" ({tail})" if tail else ""), resource.path)
    for text in told:
        lines.add(text, resource.path)
    for number, finding in enumerate(many(data.get("finding"))):
        text = code_text(finding.get("itemCodeableConcept")) or code_text(
            one(finding.get("item")).get("concept")
        )
        if text:
            lines.add(f"Finding: {text}", resource.at(f"finding[{number}]"))
    write_notes(resource, lines)
    narrative(record, data.get("text"), resource.at("text"), lines, data)


def _held(record: Record, resource: Resource) -> str:
    """What a resource is about that names it elsewhere: a device, diet or consent."""
    data = resource.data
    device = data.get("device") or data.get("deviceReference")
    diets = [code_text(one_) for one_ in many(one(data.get("oralDiet")).get("type"))]
    about = [code_text(data.get("scope")), code_text(data.get("category"))]
    for parts in (diets, [record.shown(device, resource)], about):
        shown = ", ".join(part for part in parts if part)
        if shown:
            return shown
    return code_text(device)


def _written(data: Json) -> Iterator[str]:
    for key in ("description", "summary", "comment", "instruction"):
        text = data.get(key)
        yield text if isinstance(text, str) else code_text(text)
