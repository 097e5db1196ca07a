"""A case in the short form of a policy's unit tests, ready to be pasted into one."""

from __future__ import annotations

from typing import Any

import yaml

from workbench.schema.case import FACT_LISTS, Case, Fact, ImagingStudy
from workbench.schema.packet import DocumentSummary

_KINDS = {
    "requested_procedures": "request-form",
    "imaging_studies": "imaging-report",
    "tests": "laboratory",
    "treatments": "therapy-record",
}
_LEFT_OUT = ("id", "evidence", "findings")


def compact(case: Case) -> dict[str, Any]:
    """The facts of a case as a unit test writes them; empty lists are left out."""
    documents = {one.id: one for one in case.documents}
    shared = _shared(case)
    done: dict[str, Any] = {}
    for name in FACT_LISTS:
        facts = [_fact(fact, name, documents, shared) for fact in getattr(case, name)]
        if facts:
            done[name] = facts
    return done


def as_yaml(case: Case, request_date: str | None) -> str:
    """The same as YAML, with the request date and what is said of the patient."""
    done: dict[str, Any] = {"request_date": request_date} if request_date else {}
    patient = case.patient.model_dump(exclude_defaults=True, exclude={"evidence", "told"})
    if patient:
        done["patient"] = patient
    rows = [f"{key}: {_flow(value)}" for key, value in done.items()]
    rows.append("facts:")
    for name, facts in compact(case).items():
        rows.append(f"  {name}:")
        rows += [f"    - {_flow(fact)}" for fact in facts]
    return "\n".join(rows) + "\n"


def _flow(value: Any) -> str:
    text: str = yaml.safe_dump(
        value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=9999
    )
    return text.removesuffix("...\n").strip()


def _shared(case: Case) -> frozenset[str]:
    """Kinds of document of which the case has more than one."""
    kinds = [one.kind for one in case.documents]
    return frozenset(kind for kind in kinds if kinds.count(kind) > 1)


def _fact(
    fact: Fact,
    name: str,
    documents: dict[str, DocumentSummary],
    shared: frozenset[str],
) -> dict[str, Any]:
    done = _fields(fact)
    if isinstance(fact, ImagingStudy) and fact.findings:
        done["findings"] = [_fields(one) for one in fact.findings]
    document = documents.get(fact.evidence[0].document)
    if document is None:
        return done
    if document.kind != _KINDS.get(name, "clinic-note"):
        done["document_kind"] = document.kind
    if document.kind in shared:
        done["document"] = document.id
    if document.date:
        done["document_date"] = document.date
    return done


def _fields(fact: Fact) -> dict[str, Any]:
    found = fact.model_dump(mode="json", exclude_defaults=True)
    done = {key: value for key, value in found.items() if key not in _LEFT_OUT}
    severity, contact = done.get("severity"), done.get("contact")
    if severity and severity["low"] == severity["high"]:
        done["severity"] = severity["label"]
    if contact:
        done["contact"] = f"{contact['label']} {contact['target']}"
    return done
