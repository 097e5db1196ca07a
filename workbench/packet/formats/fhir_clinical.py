"""What the record says of the patient: conditions, results, procedures, reports.

Statuses travel with what they qualify: a refuted condition is written as ruled out, a
procedure that was not done as not done, so that neither reads as present.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_narrative import narrative, told
from workbench.packet.formats.fhir_record import Record, Resource, write_notes
from workbench.packet.formats.fhir_values import (
    Json,
    between,
    code_text,
    many,
    one,
    sites_of,
    span,
    status_of,
    value_of,
    when,
    word,
)

_IMAGING = re.compile(
    r"\b(?:rad|imaging|radiology|mri?|ct|x-?rays?|radiograph\w*|xr)\b", re.IGNORECASE
)
_IMAGING_SERVICES = {
    "RAD", "RX", "NMR", "CT", "NMS", "CUS", "OUS", "VUS", "XRC", "IMG", "LP29684-5",
}  # fmt: skip
"""Codes of the services that make images (HL7 v2-0074, LOINC for US Core)."""
NERVE_STUDY = re.compile(
    r"\b(?:emg|ncs|ncv|electromyogra\w*|electrodiagnos\w*|nerve conduction)\b",
    re.IGNORECASE,
)
_LABORATORY = re.compile(r"\b(?:lab|laboratory|ch|hm|mb|sp)\b", re.IGNORECASE)
_THERAPY = re.compile(
    r"\b(?:physical|physio|occupational|manual|exercise|aquatic)[ -]?"
    r"(?:therapy|therapies|treatment|manipulati\w+)|\bphysiotherapy\b|\bchiropract\w+"
    r"|\btherapeutic (?:exercise|procedure|activit)\w*|\b(?:home|exercise) program\w*"
    r"|\b9711[0236]\b|\b97140\b|\b9716[1-4]\b|\b97530\b|\b9894[0-3]\b"
    r"|(?-i:\bPT\b)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^>]{0,200}>")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_OPENING = 80
"""Characters of a narrative in which it names what was examined."""
_NOT_DONE = {"not-done", "cancelled", "preparation", "on-hold", "stopped"}
_BROKEN_OFF = {"stopped", "on-hold"}
"""Statuses of what was begun and not carried through."""
_UNCERTAIN = {"provisional": "Suspected", "differential": "Possible"}
_UNCERTAIN |= {"unconfirmed": "Suspected"}
_ENDED = {"resolved", "inactive", "remission"}
WRONG = {"entered-in-error"}


def _words(resource: Resource) -> str:
    """Category and code of a resource, names and codes alike."""
    found: list[str] = []
    for key in ("category", "code", "type"):
        for concept in many(resource.data.get(key)):
            found.append(code_text(concept))
            for coding in many(concept.get("coding")):
                found += [word(coding.get("code")), word(coding.get("display"))]
    return " ".join(found)


def _opening(resource: Resource) -> str:
    """How the narrative of a resource begins that has no name but a code."""
    if _LETTERS.search(code_text(resource.data.get("code"))):
        return ""
    div = word(one(resource.data.get("text")).get("div"))
    return " ".join(_TAG.sub(" ", div[: 5 * _OPENING]).split())[:_OPENING]


def is_imaging(resource: Resource) -> bool:
    """Whether a report or finding is of an imaging study."""
    services = {
        word(coding.get("code")).upper()
        for concept in many(resource.data.get("category"))
        for coding in many(concept.get("coding"))
    }
    shown = f"{_words(resource)} {_opening(resource)}"
    return bool(services & _IMAGING_SERVICES or _IMAGING.search(shown))


def is_nerve_study(resource: Resource) -> bool:
    """Whether a report is of nerves and muscles, by the name of what was examined."""
    return bool(NERVE_STUDY.search(f"{_words(resource)} {_opening(resource)}"))


def is_laboratory(resource: Resource) -> bool:
    """Whether a report or value is a laboratory's, by its category."""
    found = " ".join(
        " ".join([word(coding.get("code")), word(coding.get("display"))])
        for concept in many(resource.data.get("category"))
        for coding in many(concept.get("coding"))
    )
    return bool(_LABORATORY.search(found))


def is_therapy(resource: Resource) -> bool:
    """Whether a procedure is a course or visit of therapy."""
    return bool(_THERAPY.search(_words(resource)))


def condition(record: Record, resource: Resource, lines: Lines) -> None:
    """A diagnosis with its certainty, course and dates."""
    data = resource.data
    name = code_text(data.get("code"), billed=True)
    severity = code_text(data.get("severity"))
    whole = ", ".join(part for part in [name, *sites_of(data), severity] if part)
    if not whole:
        return
    certainty = status_of(data.get("verificationStatus"))
    course = status_of(data.get("clinicalStatus"))
    until = when(data, "abatement")
    label = _UNCERTAIN.get(certainty, "Diagnosis")
    if certainty == "refuted":
        label = "Ruled out"
    elif course in _ENDED or (until and not course):
        label = "Resolved diagnosis"
    dates = [
        f"{said} {day}"
        for said, day in (
            ("onset", when(data, "onset")),
            ("until", until),
            ("recorded", when(data, "recorded", "recordedDate")),
        )
        if day
    ]
    tail = f" ({'; '.join(dates)})" if dates else ""
    lines.add(f"{label}: {whole}{tail}", resource.at("code"))
    write_notes(resource, lines)
    narrative(record, data.get("text"), resource.at("text"), lines, data)


def observation(record: Record, resource: Resource, lines: Lines) -> None:
    """A result or finding: name, value, range, and the parts that it has."""
    data = resource.data
    name = code_text(data.get("code"))
    _value(data, name, resource.path, resource, lines)
    for number, part in enumerate(many(data.get("component"))):
        at = resource.at(f"component[{number}]")
        own = code_text(part.get("code"))
        # "left: positive" says nothing without the name of the test.
        whole = own if name.lower() in own.lower() else f"{name}, {own}"
        _value(part, whole if own else name, at, resource, lines)
    write_notes(resource, lines)
    narrative(record, data.get("text"), resource.at("text"), lines, data)


def _value(data: Json, name: str, path: str, resource: Resource, lines: Lines) -> None:
    judged = [
        code_text(one_, default="v2-0078") for one_ in many(data.get("interpretation"))
    ]
    value = value_of(data) or ", ".join(part for part in judged if part)
    missing = code_text(data.get("dataAbsentReason"))
    if not name or not (value or missing):
        return
    tail = sites_of(data)
    tail += [part for part in judged if part not in ("", "normal", value)]
    ranges = [
        word(one_.get("text")) or between(one_)
        for one_ in many(data.get("referenceRange"))
    ]
    tail += [f"reference range {text}" for text in ranges if text]
    day = when(resource.data, "effective", "issued")
    tail += [f"date {day}"] if day else []
    status = word(resource.data.get("status"))
    tail += [f"status {status}"] if status in ("preliminary", "cancelled") else []
    if status == "cancelled" or not value:
        lines.add(f"{name}: no result ({missing or status})", path)
        return
    whole = f"{value} ({', '.join(tail)})" if tail else value
    told(name, data.get("valueString"), whole, path, lines)


def procedure(record: Record, resource: Resource, lines: Lines) -> None:
    """A procedure that was done, or was not."""
    data = resource.data
    name = code_text(data.get("code"), billed=True)
    whole = ", ".join(part for part in [name, *sites_of(data)] if part)
    if not whole:
        return
    lines.gap()  # without it lines of a list would run on into one sentence
    status = word(data.get("status"))
    why = code_text(data.get("statusReason")) or code_text(data.get("notDoneReason"))
    day = when(data, "performed", "occurrence")
    if status in _NOT_DONE and not _was_begun(resource):
        at = f", {day}" if day else ""
        lines.add(f"{whole}: not done ({why or status}{at})", resource.at("code"))
        write_notes(resource, lines)
        return
    tail = f", {day}" if day else ""
    going = " (in progress)" if status == "in-progress" else ""
    lines.add(f"{whole}{tail}{going}", resource.at("code"))
    if status in _BROKEN_OFF:
        lines.add(f"Ended early: {why or status}", resource.at("statusReason"))
    reasons = [code_text(one_, billed=True) for one_ in many(data.get("reasonCode"))]
    reasons += [
        record.shown(one_, resource) for one_ in many(data.get("reasonReference"))
    ]
    for label, value, key in (
        ("Reason", ", ".join(part for part in reasons if part), "reasonCode"),
        ("Outcome", code_text(data.get("outcome")), "outcome"),
        ("Complication", code_text(data.get("complication")), "complication"),
    ):
        if value:
            lines.add(f"{label}: {value}", resource.at(key))
    write_notes(resource, lines)
    narrative(record, data.get("text"), resource.at("text"), lines, data)


def is_course(resource: Resource) -> bool:
    """Whether a procedure went on over some days, as a course of therapy does."""
    data = resource.data
    return " to " in span(data.get("performedPeriod") or data.get("occurrencePeriod"))


def _was_begun(resource: Resource) -> bool:
    """Whether a course that was broken off had gone on over some days before."""
    return word(resource.data.get("status")) in _BROKEN_OFF and is_course(resource)


def exam(resource: Resource, lines: Lines) -> None:
    """What a report examined, and when."""
    name = code_text(resource.data.get("code"))
    if name:
        lines.add(f"Exam: {name}", resource.at("code"))
    day = when(resource.data, "effective", "issued")
    if day:
        lines.add(f"Exam date: {day}", resource.at("effective"))


def results_of(record: Record, resource: Resource) -> list[Resource]:
    """The observations that a report lists as its results and that hold."""
    if word(resource.data.get("status")) in _WITHOUT_RESULT | WRONG:
        return []
    found = [
        record.find(one_, resource)
        for key in ("result", "hasMember")
        for one_ in many(resource.data.get(key))
    ]
    return [
        one_
        for one_ in found
        if one_ is not None
        and one_.kind == "Observation"
        and word(one_.data.get("status")) not in WRONG
    ]


_WITHOUT_RESULT = {"cancelled", "registered"}


def report(record: Record, resource: Resource, lines: Lines) -> None:
    """A diagnostic report: what was examined, results, conclusion, its text."""
    data = resource.data
    name = code_text(data.get("code"))
    status = word(data.get("status"))
    if status in _WITHOUT_RESULT:
        lines.add(f"Report without result (status {status})", resource.at("status"))
        return
    if not is_imaging(resource):
        exam(resource, lines)
    if status in ("preliminary", "partial"):
        lines.add(f"Status: {status} report", resource.at("status"))
    for number, form in enumerate(many(data.get("presentedForm"))):
        record.attach(form, f"{name or 'report'} {number + 1}")
    for found in results_of(record, resource):
        observation(record, found, lines)
    narrative(record, data.get("text"), resource.at("text"), lines, data)
    conclusion = data.get("conclusion")
    if isinstance(conclusion, str) and conclusion.strip():
        lines.add("Impression:", resource.at("conclusion"))
        lines.add(conclusion, resource.at("conclusion"))
    for number, concept in enumerate(many(data.get("conclusionCode"))):
        text = code_text(concept)
        if text:
            lines.add(f"Conclusion: {text}", resource.at(f"conclusionCode[{number}]"))
    write_notes(resource, lines)
    author = record.shown(data.get("resultsInterpreter"), resource)
    author = author or record.shown(data.get("performer"), resource)
    if author:
        lines.add(f"Interpreted by: {author}", resource.at("performer"))
