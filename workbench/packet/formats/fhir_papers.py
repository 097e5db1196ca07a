"""Papers of a record: documents on file, composed notes, messages, family history."""

from __future__ import annotations

from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_narrative import narrative
from workbench.packet.formats.fhir_record import Record, Resource, write_notes
from workbench.packet.formats.fhir_values import (
    Json,
    code_text,
    many,
    one,
    when,
    word,
)

_NOT_SENT = {"not-done", "preparation", "on-hold", "revoked", "draft"}
_DEEPEST = 40


def document(record: Record, resource: Resource, lines: Lines) -> None:
    """A reference to a document: read where the file holds it, else only named."""
    data = resource.data
    name = word(data.get("description")) or code_text(data.get("type")) or "document"
    status = word(data.get("status"))
    if status == "superseded" or word(data.get("docStatus")) == "entered-in-error":
        lines.add(f"Superseded document, not read: {name}", resource.path)
        return
    for content in many(data.get("content")):
        told = record.attach(one(content.get("attachment")), name)
        day = when(data, "date")
        when_ = f", {day}" if day else ""
        if told:
            lines.add(f"Document on file{when_}: {told}", resource.at("content"))


def composition(record: Record, resource: Resource, lines: Lines) -> None:
    """A composed document: its title, date and the text of its sections."""
    data = resource.data
    title = word(data.get("title")) or code_text(data.get("type"))
    if title:
        lines.add(title, resource.at("title"))
    day = when(data, "date")
    if day:
        lines.add(f"Date of service: {day}", resource.at("date"))
    author = record.shown(data.get("author"), resource)
    if author:
        lines.add(f"Author: {author}", resource.at("author"))
    lines.gap()
    narrative(record, data.get("text"), resource.at("text"), lines, data)
    _sections(record, data.get("section"), resource.at("section"), lines, 0)


def _sections(
    record: Record, sections: object, path: str, lines: Lines, depth: int
) -> None:
    for number, section in enumerate(many(sections) if depth < _DEEPEST else ()):
        at = f"{path}[{number}]"
        title = word(section.get("title")) or code_text(section.get("code"))
        empty = code_text(section.get("emptyReason"), default="list-empty-reason")
        lines.gap()
        if title:
            lines.add(f"{title}: {empty}" if empty else title, f"{at}.title")
        own = dict(one(section.get("text")))
        own.pop("status", None)
        narrative(record, own, f"{at}.text", lines, section)
        _sections(record, section.get("section"), f"{at}.section", lines, depth + 1)


def communication(record: Record, resource: Resource, lines: Lines) -> None:
    """A message with what it says, or what one asks to be told."""
    data = resource.data
    status = word(data.get("status"))
    if status in _NOT_SENT:
        lines.add(f"Message not sent (status {status})", resource.at("status"))
        return
    day = when(data, "sent", "received", "authoredOn")
    sender = record.shown(data.get("sender") or data.get("requester"), resource)
    about = code_text(data.get("topic")) or code_text(data.get("reasonCode"))
    for label, value, key in (
        ("Date", day, "sent"),
        ("Author", sender, "sender"),
        ("Subject", about, "topic"),
    ):
        if value:
            lines.add(f"{label}: {value}", resource.at(key))
    lines.gap()
    asks = "Asked for: " if resource.kind == "CommunicationRequest" else ""
    for number, payload in enumerate(many(data.get("payload"))):
        text = _payload(record, resource, payload)
        if text:
            lines.add(f"{asks}{text}", resource.at(f"payload[{number}]"))
    write_notes(resource, lines)


def _payload(record: Record, resource: Resource, payload: Json) -> str:
    attachment = one(payload.get("contentAttachment"))
    if attachment:
        told = record.attach(attachment, "attachment")
        return f"Attachment: {told}" if told else ""
    text = payload.get("contentString")
    if isinstance(text, str):
        return text.strip()
    return code_text(payload.get("contentCodeableConcept")) or record.shown(
        payload.get("contentReference"), resource
    )


def family(record: Record, resource: Resource, lines: Lines) -> None:
    """What a member of the family has or had; nothing of the patient."""
    data = resource.data
    who = code_text(data.get("relationship"), default="rolecode")
    has = [
        code_text(condition.get("code")) for condition in many(data.get("condition"))
    ]
    named = ", ".join(part for part in has if part)
    said = ": ".join(part for part in (who or word(data.get("name")), named) if part)
    if said:
        lines.add(f"Family history: {said}", resource.path)
    write_notes(resource, lines, label="Family history")
