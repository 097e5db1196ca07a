"""The resources of a FHIR file, found again by their references, with their files."""

from __future__ import annotations

from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_values import (
    Json,
    code_text,
    day,
    many,
    notes,
    one,
    person,
    word,
)
from workbench.packet.formats.held import held_file
from workbench.packet.formats.limits import MAX_JSON_DEPTH, MAX_PARTS
from workbench.packet.sources import Source
from workbench.schema.packet import PacketFlag

_CONTAINED = re.compile(r"\.?contained\[\d+\]\Z")


class Resource(NamedTuple):
    """A resource and the path at which it stands in the file."""

    kind: str
    path: str
    data: Json

    def at(self, key: str) -> str:
        """The path of one of its elements."""
        return f"{self.path}.{key}" if self.path else key


class Record:
    """All resources in order of the file, an index of them, and what to report."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.resources: list[Resource] = []
        self.parts: list[Source] = []
        self.flags: list[PacketFlag] = []
        self._index: dict[str, Resource] = {}
        self._told: set[str] = set()

    def gather(self, path: str, value: Any, depth: int) -> None:
        """Add a resource, or those in a bundle or list, at their paths."""
        if depth > MAX_JSON_DEPTH:
            return
        if isinstance(value, list):
            for number, item in enumerate(value):
                self.gather(f"{path}[{number}]", item, depth + 1)
            return
        if not isinstance(value, dict):
            return
        kind = value.get("resourceType")
        if kind == "Bundle":
            self._entries(path, value, depth)
        elif kind == "Parameters":
            for number, item in enumerate(many(value.get("parameter"))):
                inner = _joined(path, f"parameter[{number}].resource")
                self.gather(inner, item.get("resource"), depth + 1)
        elif isinstance(kind, str):
            self._add(Resource(kind, path, value), "")
            for number, item in enumerate(many(value.get("contained"))):
                inner = _joined(path, f"contained[{number}]")
                self.gather(inner, dict(item), depth + 1)
                if self.resources:
                    own = f"{path}#{word(item.get('id'))}"
                    self._index[own] = self.resources[-1]

    def _entries(self, path: str, bundle: Json, depth: int) -> None:
        for number, entry in enumerate(many(bundle.get("entry"))):
            inner = entry.get("resource")
            place = _joined(path, f"entry[{number}].resource")
            before = len(self.resources)
            self.gather(place, inner, depth + 1)
            url = word(entry.get("fullUrl"))
            if url and len(self.resources) > before:
                self._index.setdefault(url, self.resources[before])

    def _add(self, resource: Resource, url: str) -> None:
        self.resources.append(resource)
        own = word(resource.data.get("id"))
        if own:
            self._index.setdefault(f"{resource.kind}/{own}", resource)

    def find(
        self, reference: object, holder: Resource | None = None
    ) -> Resource | None:
        """The resource that a reference (or list of one) points to, if it is here."""
        target = word(one(reference).get("reference"))
        if target.startswith("#") and holder is not None:
            # What is contained points to its neighbours in the resource around it.
            around = _CONTAINED.sub("", holder.path)
            return self._index.get(f"{around}{target}")
        if target in self._index:
            return self._index[target]
        return self._index.get("/".join(target.split("/_history")[0].split("/")[-2:]))

    def shown(self, reference: object, holder: Resource | None = None) -> str:
        """Whom or what a reference names: its display, else the resource's own name."""
        display = word(one(reference).get("display"))
        found = self.find(reference, holder)
        if display or found is None:
            return display
        data = found.data
        if found.kind == "PractitionerRole":
            return self.shown(data.get("practitioner"), found) or self.shown(
                data.get("organization"), found
            )
        name = data.get("name")
        told = word(name) or person(name) or word(data.get("description"))
        return told or code_text(data.get("code")) or code_text(data.get("type"))

    def attach(self, attachment: Json, label: str) -> str:
        """Take a file held in a resource as a part; gives what became of it."""
        title = word(attachment.get("title")) or label
        held = attachment.get("data")
        url = word(attachment.get("url"))
        if not isinstance(held, str) and url:
            binary = self.find({"reference": url})
            held = binary.data.get("data") if binary else None
        if isinstance(held, str) and held and len(self.parts) < MAX_PARTS:
            file = held_file(title, held)
            if file is None:
                self.tell("unreadable", "a file held in it is damaged")
                return "damaged"
            self.parts.append(file)
            return "read as a file of its own"
        if url:
            self.tell(
                "unreadable", "it points to files held elsewhere; none was fetched"
            )
            return "held elsewhere, not read"
        return ""

    def tell(self, kind: str, text: str) -> None:
        """Report something about the file once."""
        if text not in self._told:
            self._told.add(text)
            note = f"{self.name}: {text}"
            self.flags.append(PacketFlag.model_validate({"kind": kind, "note": note}))

    def patient(self, resource: Resource) -> Resource | None:
        """The patient whom a resource concerns; the only one where it names none."""
        for key in ("subject", "patient", "beneficiary"):
            if key in resource.data:
                return self.find(resource.data[key], resource)
        patients = [one_ for one_ in self.resources if one_.kind == "Patient"]
        return patients[0] if len(patients) == 1 else None


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def born(patient: Resource) -> str:
    """A patient's birth date, where stated."""
    return day(patient.data.get("birthDate"))


def write_notes(resource: Resource, lines: Lines, label: str = "") -> None:
    """The annotations of a resource, one line each, behind a label if there is one."""
    for number, text in enumerate(notes(resource.data)):
        said = f"{label}: {text}" if label else text
        lines.add(said, resource.at(f"note[{number}].text"))
