"""What the record says: conditions, results, procedures, reports, answers, medicines.

Statuses travel with what they qualify: a refuted condition is written as ruled out, a
procedure that was not done as not done, so that neither reads as present.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.content import expressions as re
from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_record import Record, Resource
from workbench.packet.formats.fhir_values import (
    Json,
    code_text,
    many,
    notes,
    one,
    quantity,
    span,
    value_of,
    when,
    word,
)
from workbench.packet.formats.html import page_lines

_IMAGING = re.compile(
    r"\b(?:rad|imaging|radiology|mri?|ct|x-?rays?|radiograph\w*|xr)\b", re.IGNORECASE
)
_LABORATORY = re.compile(r"\b(?:lab|laboratory|ch|hm|mb|sp)\b", re.IGNORECASE)
_THERAPY = re.compile(
    r"\b(?:physical|physio|occupational|manual|exercise|chiropractic)[ -]?"
    r"(?:therapy|therapies|treatment|manipulati\w+)|\bphysiotherapy\b"
    r"|\btherapeutic (?:exercise|procedure)|\b9711[026]\b|\b97140\b|\b97530\b",
    re.IGNORECASE,
)
_NOT_DONE = {"not-done", "cancelled", "preparation", "on-hold", "stopped", "unknown"}
_UNCERTAIN = {"provisional": "Suspected", "differential": "Possible"}
_UNCERTAIN |= {"unconfirmed": "Suspected"}
_ENDED = {"resolved", "inactive", "remission"}
_NOT_TAKEN = {"not-taken", "cancelled", "draft", "declined", "intended"}


def _words(resource: Resource) -> str:
    """Category and code of a resource, names and codes alike."""
    found: list[str] = []
    for key in ("category", "code", "type"):
        for concept in many(resource.data.get(key)):
            found.append(word(concept.get("text")))
            for coding in many(concept.get("coding")):
                found += [word(coding.get("code")), word(coding.get("display"))]
    return " ".join(found)


def is_imaging(resource: Resource) -> bool:
    """Whether a report or finding is of an imaging study."""
    return bool(_IMAGING.search(_words(resource)))


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


def _notes(resource: Resource, lines: Lines) -> None:
    for number, text in enumerate(notes(resource.data)):
        lines.add(text, resource.at(f"note[{number}].text"))


def _status(value: object) -> str:
    coding = many(one(value).get("coding"))
    return word(coding[0].get("code")) if coding else word(value)


def condition(record: Record, resource: Resource, lines: Lines) -> None:
    """A diagnosis with its certainty, course and dates."""
    data = resource.data
    name = code_text(data.get("code"))
    sites = [code_text(site) for site in many(data.get("bodySite"))]
    severity = code_text(data.get("severity"))
    whole = ", ".join(part for part in [name, *sites, severity] if part)
    if not whole:
        return
    certainty = _status(data.get("verificationStatus"))
    course = _status(data.get("clinicalStatus"))
    label = _UNCERTAIN.get(certainty, "Diagnosis")
    if certainty == "refuted":
        label = "Ruled out"
    elif course in _ENDED:
        label = "Resolved diagnosis"
    dates = [
        f"{said} {day}"
        for said, day in (
            ("onset", when(data, "onset")),
            ("until", when(data, "abatement")),
            ("recorded", when(data, "recorded", "recordedDate")),
        )
        if day
    ]
    tail = f" ({'; '.join(dates)})" if dates else ""
    lines.add(f"{label}: {whole}{tail}", resource.at("code"))
    _notes(resource, lines)


def observation(record: Record, resource: Resource, lines: Lines) -> None:
    """A result or finding: name, value, range, and the parts that it has."""
    data = resource.data
    _value(data, code_text(data.get("code")), resource.path, resource, lines)
    for number, part in enumerate(many(data.get("component"))):
        at = resource.at(f"component[{number}]")
        _value(part, code_text(part.get("code")), at, resource, lines)
    _notes(resource, lines)


def _value(data: Json, name: str, path: str, resource: Resource, lines: Lines) -> None:
    value = value_of(data)
    missing = code_text(data.get("dataAbsentReason"))
    if not name or not (value or missing):
        return
    sites = [code_text(site) for site in many(data.get("bodySite"))]
    tail = [site for site in sites if site]
    ranges = [
        word(one_.get("text"))
        or " to ".join(
            part
            for part in (quantity(one_.get("low")), quantity(one_.get("high")))
            if part
        )
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
    lines.add(f"{name}: {value}" + (f" ({', '.join(tail)})" if tail else ""), path)


def procedure(record: Record, resource: Resource, lines: Lines) -> None:
    """A procedure that was done, or was not."""
    data = resource.data
    name = code_text(data.get("code"))
    sites = [code_text(site) for site in many(data.get("bodySite"))]
    whole = ", ".join(part for part in [name, *sites] if part)
    if not whole:
        return
    status = word(data.get("status"))
    day = when(data, "performed", "occurrence")
    if status in _NOT_DONE:
        why = code_text(data.get("statusReason"))
        lines.add(f"{whole}: not done ({why or status})", resource.at("code"))
        return
    tail = f", {day}" if day else ""
    ongoing = " (in progress)" if status == "in-progress" else ""
    lines.add(f"{whole}{tail}{ongoing}", resource.at("code"))
    outcome = code_text(data.get("outcome"))
    if outcome:
        lines.add(f"Outcome: {outcome}", resource.at("outcome"))
    _notes(resource, lines)


def exam(resource: Resource, lines: Lines) -> None:
    """What a report examined, and when."""
    name = code_text(resource.data.get("code"))
    if name:
        lines.add(f"Exam: {name}", resource.at("code"))
    day = when(resource.data, "effective", "issued")
    if day:
        lines.add(f"Exam date: {day}", resource.at("effective"))


def report(record: Record, resource: Resource, lines: Lines) -> None:
    """A diagnostic report: what was examined, results, conclusion, its text."""
    data = resource.data
    name = code_text(data.get("code"))
    status = word(data.get("status"))
    if status in ("cancelled", "registered"):
        lines.add(f"Report without result (status {status})", resource.at("status"))
        return
    if not is_imaging(resource):
        exam(resource, lines)
    if status in ("preliminary", "partial"):
        lines.add(f"Status: {status} report", resource.at("status"))
    for number, form in enumerate(many(data.get("presentedForm"))):
        record.attach(form, f"{name or 'report'} {number + 1}")
    _narrative(record, data.get("text"), resource.at("text"), lines, data)
    conclusion = data.get("conclusion")
    if isinstance(conclusion, str) and conclusion.strip():
        lines.add("Impression:", resource.at("conclusion"))
        lines.add(conclusion, resource.at("conclusion"))
    for number, concept in enumerate(many(data.get("conclusionCode"))):
        text = code_text(concept)
        if text:
            lines.add(f"Conclusion: {text}", resource.at(f"conclusionCode[{number}]"))
    author = record.shown(data.get("resultsInterpreter"), resource)
    author = author or record.shown(data.get("performer"), resource)
    if author:
        lines.add(f"Interpreted by: {author}", resource.at("performer"))


def _narrative(
    record: Record, text: object, path: str, lines: Lines, data: Json
) -> None:
    """The text that an author wrote; one that a server generated only repeats."""
    narrative = one(text)
    div = narrative.get("div")
    if not isinstance(div, str) or word(narrative.get("status")) == "generated":
        return
    made, flags, _ = page_lines(div, record.name)
    for flag in flags:
        record.tell(flag.kind, flag.note.removeprefix(record.name).strip())
    for line in made.done():
        lines.add(line.text, path)


def questionnaire(record: Record, resource: Resource, lines: Lines) -> None:
    """Questions with their answers, as a filled-in form."""
    data = resource.data
    status = word(data.get("status"))
    if status in ("stopped", "in-progress"):
        lines.add(f"Status: {status}, not completed", resource.at("status"))
    day = when(data, "authored")
    if day:
        lines.add(f"Date: {day}", resource.at("authored"))
    _items(record, data.get("item"), resource.at("item"), lines, 0)


def _items(record: Record, items: object, path: str, lines: Lines, depth: int) -> None:
    for number, item in enumerate(many(items)):
        at = f"{path}[{number}]"
        text = word(item.get("text")) or word(item.get("linkId"))
        answers = many(item.get("answer"))
        told = [shown for answer in answers if (shown := _answer(record, answer, text))]
        if told:
            sign = " " if text.endswith(("?", ":")) else ": "
            lines.add(f"{text}{sign}{', '.join(told)}", f"{at}.answer")
        elif item.get("item") and text and not answers:
            lines.gap()
            lines.add(text, f"{at}.text")
        _items(record, item.get("item"), f"{at}.item", lines, depth + 1)
        for place, answer in enumerate(answers):
            inner = f"{at}.answer[{place}].item"
            _items(record, answer.get("item"), inner, lines, depth + 1)


def _answer(record: Record, answer: Json, question: str) -> str:
    attachment = one(answer.get("valueAttachment"))
    if attachment:
        return record.attach(attachment, question[:60] or "attachment")
    return value_of(answer)


def document(record: Record, resource: Resource, lines: Lines) -> None:
    """A reference to a document: read where the file holds it, else only named."""
    data = resource.data
    name = word(data.get("description")) or code_text(data.get("type")) or "document"
    status = word(data.get("status"))
    if status == "superseded":
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
    _sections(record, data.get("section"), resource.at("section"), lines, 0)


def _sections(
    record: Record, sections: object, path: str, lines: Lines, depth: int
) -> None:
    for number, section in enumerate(many(sections)):
        at = f"{path}[{number}]"
        title = word(section.get("title")) or code_text(section.get("code"))
        lines.gap()
        if title:
            lines.add(title, f"{at}.title")
        own = dict(one(section.get("text")))
        own.pop("status", None)
        _narrative(record, own, f"{at}.text", lines, section)
        _sections(record, section.get("section"), f"{at}.section", lines, depth + 1)


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
        ("Visit", code_text(data.get("type")), "type"),
        ("Reason for visit", _first_reason(data), "reasonCode"),
    ):
        if value:
            lines.add(f"{label}: {value}", resource.at(key))
    _notes(resource, lines)


def _first_reason(data: Json) -> str:
    reason = one(data.get("reason"))
    return code_text(data.get("reasonCode")) or code_text(reason.get("value"))


def medication(record: Record, resource: Resource, lines: Lines) -> None:
    """A medicine with its status, dates and dose."""
    data = resource.data
    name = code_text(data.get("medicationCodeableConcept"))
    name = name or code_text(data.get("medication"))
    reference = data.get("medicationReference") or one(data.get("medication")).get(
        "reference"
    )
    found = record.find(reference, resource)
    name = name or (code_text(found.data.get("code")) if found else "")
    name = name or word(one(reference).get("display"))
    if not name:
        return
    status = word(data.get("status"))
    day = when(data, "effective", "authoredOn", "occurrence", "whenHandedOver")
    doses = [
        word(dose.get("text"))
        for key in ("dosage", "dosageInstruction")
        for dose in many(data.get(key))
    ]
    tail = ", ".join(part for part in [*doses, day, f"status {status}"] if part)
    # The name comes first: what is said of it is then read as said of it.
    told = f"{name}: not taken" if status in _NOT_TAKEN else f"Medication: {name}"
    lines.add(f"{told} ({tail})", resource.path)
    _notes(resource, lines)


def anything(record: Record, resource: Resource, lines: Lines) -> None:
    """Any other resource: its name, date and what somebody wrote about it."""
    data = resource.data
    name = code_text(data.get("code")) or code_text(data.get("vaccineCode"))
    name = name or code_text(data.get("type")) or word(data.get("title"))
    told = [part for part in _written(data) if part]
    if not name and not told:
        return
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", resource.kind)
    status = _status(data.get("status")) or _status(data.get("clinicalStatus"))
    day = when(data, "occurrence", "effective", "recorded", "date", "created", "period")
    tail = ", ".join(part for part in (status, day) if part)
    lines.add(f"{kind}: {name}" + (f" ({tail})" if tail else ""), resource.path)
    for text in told:
        lines.add(text, resource.path)
    _notes(resource, lines)
    _narrative(record, data.get("text"), resource.at("text"), lines, data)


def _written(data: Json) -> Iterator[str]:
    for key in ("description", "summary", "comment"):
        text = data.get(key)
        if isinstance(text, str):
            yield text


CLINICAL: dict[str, Callable[[Record, Resource, Lines], None]] = {
    "": anything,
    "Condition": condition,
    "Observation": observation,
    "Procedure": procedure,
    "DiagnosticReport": report,
    "QuestionnaireResponse": questionnaire,
    "DocumentReference": document,
    "Composition": composition,
    "Encounter": encounter,
    "MedicationRequest": medication,
    "MedicationStatement": medication,
    "MedicationAdministration": medication,
    "MedicationDispense": medication,
    "MedicationUsage": medication,
}
