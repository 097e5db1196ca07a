"""The words of the screens: statuses, recommendations, lists of facts, sources.

Every status has a word, a sign and a tone; the word carries the meaning, sign and
colour only repeat it.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.narrate.labels import procedure_title
from workbench.narrate.quotes import place as evidence_place
from workbench.schema.case import (
    Fact,
    FactList,
    ImagingFinding,
    Range,
    RequestedProcedure,
)
from workbench.schema.evidence import Evidence


class Said(NamedTuple):
    """A status or recommendation as it is shown: its words, sign and tone."""

    word: str
    sign: str
    tone: str


STATUSES: dict[str, Said] = {
    "met": Said("met", "✓", "good"),
    "not_met": Said("not met", "✕", "fail"),
    "not_documented": Said("not documented", "?", "open"),
    "conflicting": Said("conflicting", "≠", "split"),
    "waived": Said("waived", "↷", "calm"),
    "not_applicable": Said("not applicable", "–", "calm"),
}
RECOMMENDATIONS: dict[str, Said] = {
    "approve": Said("approve", "✓", "good"),
    "partial": Said("approve in part", "◐", "split"),
    "request_information": Said("request information", "?", "open"),
    "insufficient_information": Said("insufficient information", "?", "fail"),
    "not_medically_necessary": Said("not medically necessary", "✕", "fail"),
    "policy_not_applicable": Said("policy not applicable", "–", "calm"),
}
LISTS: dict[FactList, str] = {
    "requested_procedures": "Requested",
    "diagnoses": "Diagnoses",
    "symptoms": "Symptoms",
    "exam_findings": "Examination",
    "imaging_studies": "Imaging",
    "tests": "Tests",
    "treatments": "Treatment",
    "procedures_done": "Earlier procedures",
    "functional_limits": "Function",
    "risk_factors": "Risk",
    "statements": "Statements",
}
KINDS: dict[str, str] = {
    "request-form": "Request form",
    "clinic-note": "Clinic note",
    "imaging-report": "Imaging report",
    "therapy-record": "Therapy record",
    "laboratory": "Laboratory",
    "nerve-study": "Nerve study",
    "operative-note": "Operative note",
    "letter": "Letter",
    "reviewer-worksheet": "Reviewer worksheet",
    "policy-excerpt": "Policy excerpt",
    "other": "Other",
}
ASSERTIONS: dict[str, str] = {
    "present": "stated",
    "absent": "denied",
    "uncertain": "uncertain",
    "planned": "planned",
    "historical": "in the past",
}
OPEN_BECAUSE: dict[str, str] = {
    "never-mentioned": "never mentioned",
    "vague": "mentioned, too vague to apply",
    "ungraded": "described without a grade",
    "stale": "too old for the policy",
    "undated": "without a date",
    "unsure": "the record itself is unsure",
    "planned-only": "only planned",
    "elsewhere": "found at another place only",
    "not-localised": "not tied to this level or side",
    "refused-fact": "a claim was refused: its quote does not support it",
    "incomplete": "told in part",
    "conflict": "the record says two things",
}
FLAGS: dict[str, str] = {
    "other-patient": "Another patient's page",
    "instruction-like-text": "Text that tries to instruct",
    "missing-request": "No request found",
    "unreadable": "A file could not be read",
    "policy-text": "Policy text, not a record",
    "template-text": "Template text",
    "truncated": "Cut short",
    "hidden-text": "Hidden text, not read",
    "doubtful-scan": "Scan read with doubt",
    "tracked-changes": "Changes nobody accepted",
    "active-content": "Active content, not run",
}


def status(name: str) -> Said:
    """A criterion's status as it is shown."""
    return STATUSES[name]


def recommendation(name: str) -> Said:
    """A recommendation as it is shown."""
    return RECOMMENDATIONS[name]


def plain(slug: str) -> str:
    """A slug as words."""
    return slug.replace("-", " ").replace("_", " ")


def place(evidence: Evidence) -> str:
    """Document and lines: ``D2:14-15``."""
    return evidence_place(evidence)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: ``1 page``, ``14 pages``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def headline(fact: Fact) -> str:
    """A fact in one line: kind, then where and on which side."""
    where = fact.level or fact.site
    name = plain(fact.kind)
    if isinstance(fact, RequestedProcedure):
        name = fact.name or procedure_title(fact.kind)
    tail = " ".join(part for part in (fact.side, where) if part)
    return name + (f", {tail}" if tail else "")


_SHOWN = (
    "grade", "result", "response", "relief", "medication_cut", "function", "days",
    "days_range", "sessions", "count", "vague", "start", "end", "until", "acuity",
    "location", "name", "codes", "about", "stage", "detail", "date",
)  # fmt: skip


def details(fact: Fact) -> tuple[tuple[str, str], ...]:
    """What else a fact states, as names and values, in the order of reading."""
    rows: list[tuple[str, str]] = []
    if isinstance(fact, ImagingFinding) and fact.severity:
        rows.append(("severity", fact.severity.label))
    if isinstance(fact, ImagingFinding) and fact.contact:
        rows.append(("contact", f"{plain(fact.contact.label)} {fact.contact.target}"))
    if getattr(fact, "value", None) is not None:
        unit = getattr(fact, "unit", None) or ""
        value = f"{getattr(fact, 'comparator', None) or ''}{getattr(fact, 'value', '')}"
        gap = "" if unit.startswith(("/", "%")) else " "
        rows.append(("value", f"{value}{gap}{unit}".strip()))
    if getattr(fact, "status", None) is not None:
        rows.append(("status", plain(str(getattr(fact, "status", "")))))
    for name in _SHOWN:
        given = getattr(fact, name, None)
        if given not in (None, (), ""):
            rows.append((plain(name), _value(given)))
    return tuple(rows)


def _value(value: object) -> str:
    if isinstance(value, Range):
        low, high = value.low, value.high
        if low == high:
            return str(low)
        return f"{'' if low is None else low} to {'' if high is None else high}".strip()
    if isinstance(value, tuple):
        return ", ".join(plain(str(item)) for item in value)
    return str(value)
