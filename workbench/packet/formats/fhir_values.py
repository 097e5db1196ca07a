"""Values of FHIR data types as words, tolerant of what servers leave out or add.

R4 and R5 differ in names and shapes; both are looked for.  Nothing here raises for a
value of another type than expected: such a value is simply not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from workbench.content import expressions as re
from workbench.packet.formats.fhir_names import code_name, system_name, unit_name

Json: TypeAlias = Mapping[str, Any]

_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_SERVICE_OR_DIAGNOSIS = re.compile(
    r"\d{4}[\dFTU]|[A-V]\d{4}|[A-TV-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?"
)
"""The form of a CPT, HCPCS or ICD-10 code that comes without its system."""
_COUNTED = ("%", "{score}", "1", "score")
_SIDE = "laterality"
"""What the address of an extension holds that tells a side."""


def many(value: object) -> list[Json]:
    """The objects of a value: of a list, or the one object that it is."""
    if isinstance(value, Mapping):
        return [value]
    if isinstance(value, list):
        return [one for one in value if isinstance(one, Mapping)]
    return []


def every(value: object) -> list[object]:
    """The values of a list, or the one value that it is, objects and plain ones."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def one(value: object) -> Json:
    """The first object of a value; an empty one where there is none."""
    found = many(value)
    return found[0] if found else {}


def word(value: object) -> str:
    """A plain value as one line of text; empty for anything else."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value) if isinstance(value, int | float) else ""


def day(value: object) -> str:
    """The day of a date or time."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return match.group() if match else ""


def code_text(value: object, *, billed: bool = False, default: str = "") -> str:
    """A coded concept in words, with the code where reviewers know the system.

    A CodeableReference of R5 is read by its concept, a plain string as it stands.  A
    code without its system is told where the element holds services or diagnoses
    (``billed``); ``default`` is the system that codes without one are of.
    """
    concept = one(value)
    if not concept and isinstance(value, str | int) and not isinstance(value, bool):
        return word(value)
    if "concept" in concept:
        concept = one(concept["concept"])
    codings = many(concept.get("coding")) or ([concept] if "code" in concept else [])
    text = word(concept.get("text"))
    shown = [word(coding.get("display")) for coding in codings]
    shown += [_named(coding, default) for coding in codings]
    text = text or next((words for words in shown if words), "")
    codes = [code for coding in codings if (code := _code(coding, billed=billed))]
    if not text and not codes:
        text = next((word(c.get("code")) for c in codings if c.get("code")), "")
    told = [code for code in dict.fromkeys(codes) if code.split()[-1] not in text]
    return " ".join([*told, text]).strip()


def _named(coding: Json, default: str) -> str:
    return code_name(word(coding.get("system")), word(coding.get("code")), default)


def _code(coding: Json, *, billed: bool) -> str:
    system = word(coding.get("system"))
    code = word(coding.get("code"))
    name = system_name(system)
    if not system and billed and _SERVICE_OR_DIAGNOSIS.fullmatch(code):
        return code
    return f"{name} {code}" if name and code else ""


def sites_of(holder: Json) -> list[str]:
    """The places on the body that a resource names, each with its side."""
    found: list[str] = []
    for site in every(holder.get("bodySite")):
        named = one(site).get("site") or site
        sides = [
            code_text(extension.get("valueCodeableConcept"))
            for owner in (one(site), one(named))
            for extension in many(owner.get("extension"))
            if _SIDE in word(extension.get("url")).lower()
        ]
        whole = " ".join(
            part for part in [*dict.fromkeys(sides), code_text(named)] if part
        )
        if whole:
            found.append(whole)
    return found


def status_of(value: object) -> str:
    """The code of a status, plain or coded."""
    coding = many(one(value).get("coding"))
    told = word(coding[0].get("code")) if coding else word(value)
    return told or word(one(value).get("text")).lower()


def quantity(value: object) -> str:
    """A measured value with its unit: "6.9 %"."""
    found = one(value)
    number = word(found.get("value"))
    unit = word(found.get("unit")) or word(found.get("code"))
    sign = word(found.get("comparator"))
    if not number:
        return ""
    unit = unit if unit in _COUNTED else unit_name(unit)
    if unit in _COUNTED:
        return f"{sign}{number}{'%' if unit == '%' else ''}"
    return f"{sign}{number} {unit}".strip()


def span(value: object) -> str:
    """A period: "2025-09-01 to 2025-11-15"."""
    found = one(value)
    start, end = day(found.get("start")), day(found.get("end"))
    if start and end and start != end:
        return f"{start} to {end}"
    if start and not end:
        return f"from {start}"
    return start or (f"until {end}" if end else "")


def when(resource: Json, *stems: str) -> str:
    """The date of a resource under the first stem ("effective") that has one."""
    for stem in stems:
        direct = next(
            (
                day(resource.get(f"{stem}{end}"))
                for end in ("", "DateTime", "Date")
                if day(resource.get(f"{stem}{end}"))
            ),
            "",
        )
        found = (
            direct or span(resource.get(f"{stem}Period")) or span(resource.get(stem))
        )
        if found:
            return found
        told = word(resource.get(f"{stem}String")) or day(
            resource.get(f"{stem}Instant")
        )
        told = told or _at_age(resource, stem)
        if told:
            return told
    return ""


def _at_age(resource: Json, stem: str) -> str:
    age = quantity(resource.get(f"{stem}Age")) or between(resource.get(f"{stem}Range"))
    return f"at the age of {age}" if age else ""


def between(value: object) -> str:
    """A range in words; one end where the other is not given."""
    ends = (quantity(one(value).get("low")), quantity(one(value).get("high")))
    return " to ".join(end for end in ends if end)


def value_of(holder: Json, stem: str = "value") -> str:
    """A value of any type: ``valueBoolean``, ``valueQuantity`` and so on."""
    for key, value in holder.items():
        if not key.startswith(stem) or key == stem + "Set":
            continue
        kind = key[len(stem) :]
        if kind == "Quantity":
            return quantity(value)
        if kind in ("CodeableConcept", "Coding"):
            return code_text(value)
        if kind in ("DateTime", "Date"):
            return day(value)
        if kind == "Period":
            return span(value)
        if kind == "Range":
            return between(value)
        if kind == "Ratio":
            top = quantity(one(value).get("numerator"))
            return f"{top}/{quantity(one(value).get('denominator'))}"
        if kind == "Reference":
            return word(one(value).get("display"))
        plain = word(value) or quantity(value) or code_text(value)
        if plain:
            return plain
    return ""


def person(value: object) -> str:
    """A name in words; the official one where there are several."""
    names = many(value)
    chosen = next((n for n in names if n.get("use") == "official"), one(value))
    given = chosen.get("given")
    parts = [word(part) for part in given] if isinstance(given, list) else [word(given)]
    whole = " ".join([part for part in parts if part] + [word(chosen.get("family"))])
    return word(chosen.get("text")) or whole.strip()


def identifier(value: object, *kinds: str) -> str:
    """The first identifier of one of these types; else the first that has no type."""
    open_ = ""
    for entry in many(value):
        coding = many(one(entry.get("type")).get("coding"))
        if any(word(one_.get("code")) in kinds for one_ in coding):
            return word(entry.get("value"))
        if not coding:
            open_ = open_ or word(entry.get("value"))
    return open_


def notes(resource: Json) -> Iterator[str]:
    """The annotations of a resource, one text each."""
    for note in many(resource.get("note")):
        text = note.get("text")
        if isinstance(text, str) and text.strip():
            yield text.strip()
