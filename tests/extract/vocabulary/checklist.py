"""The vocabulary checklist: a sentence of one kind of document, and the facts it says.

A row of ``tables/*.yaml`` is ``[document, text, fact, ...]``.  A fact is a kind and
``key=value`` pairs that must hold; with ``!`` in front no such fact may be made.
``tables/`` keeps one table per subsection of the vocabulary.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import Case, Fact, all_facts

TABLES = Path(__file__).parent / "tables"

HEADS = {
    "report": (
        "MRI CERVICAL SPINE WITHOUT CONTRAST\nPatient: Ansa Wexford\n"
        "Date of exam: 03/04/2026\n\nFINDINGS:\n"
    ),
    "lumbar-report": (
        "MRI LUMBAR SPINE WITHOUT CONTRAST\nPatient: Ansa Wexford\n"
        "Date of exam: 03/04/2026\n\nFINDINGS:\n"
    ),
    "thoracic-report": (
        "MRI THORACIC SPINE WITHOUT CONTRAST\nPatient: Ansa Wexford\n"
        "Date of exam: 03/04/2026\n\nFINDINGS:\n"
    ),
    "ct-report": (
        "CT CERVICAL SPINE WITHOUT CONTRAST\nPatient: Ansa Wexford\n"
        "Date of exam: 03/04/2026\n\nFINDINGS:\n"
    ),
    "xray-report": (
        "X-RAY CERVICAL SPINE, FLEXION AND EXTENSION\nPatient: Ansa Wexford\n"
        "Date of exam: 03/04/2026\n\nFINDINGS:\n"
    ),
    "lumbar-xray": (
        "X-RAY LUMBAR SPINE, FLEXION AND EXTENSION\nPatient: Ansa Wexford\n"
        "Date of exam: 03/04/2026\n\nFINDINGS:\n"
    ),
    "exam": (
        "SPINE CLINIC NOTE\nPatient: Ansa Wexford\nDate of visit: 03/10/2026\n\n"
        "PHYSICAL EXAMINATION:\n"
    ),
    "history": (
        "SPINE CLINIC NOTE\nPatient: Ansa Wexford\nDate of visit: 03/10/2026\n\n"
        "HISTORY OF PRESENT ILLNESS:\n"
    ),
    "assessment": (
        "SPINE CLINIC NOTE\nPatient: Ansa Wexford\nDate of visit: 03/10/2026\n\n"
        "ASSESSMENT:\n"
    ),
    "social": (
        "SPINE CLINIC NOTE\nPatient: Ansa Wexford\nDate of visit: 03/10/2026\n\n"
        "SOCIAL HISTORY:\n"
    ),
    "plan": (
        "SPINE CLINIC NOTE\nPatient: Ansa Wexford\nDate of visit: 03/10/2026\n\nPLAN:\n"
    ),
    "labs": ("LABORATORY REPORT\nPatient: Ansa Wexford\nCollected: 03/02/2026\n\n"),
    "form": (
        "PRIOR AUTHORIZATION REQUEST\nMember: Ansa Wexford   DOB: 01/02/1961\n"
        "Request date: 03/20/2026\n"
    ),
    "therapy": ("PHYSICAL THERAPY NOTE\nPatient: Ansa Wexford\nDiagnosis: neck pain\n"),
    "bare": "",
}


class Row(NamedTuple):
    """One row of a table: where it stands, what is read, what must come of it."""

    table: str
    document: str
    text: str
    facts: tuple[str, ...]


def rows(table: str) -> list[Row]:
    """The rows of one table."""
    data = yaml.safe_load((TABLES / f"{table}.yaml").read_text(encoding="utf-8"))
    return [Row(table, document, text, tuple(facts)) for document, text, *facts in data]


def tables() -> list[str]:
    """The names of all tables."""
    return sorted(path.stem for path in TABLES.glob("*.yaml"))


@cache
def read(document: str, text: str) -> Case:
    """The Case of a packet of one document."""
    source = Source(name="one.txt", data=(HEADS[document] + text + "\n").encode())
    return RulesReader().read(read_packet((source,))).case


def wrong(row: Row) -> list[str]:
    """The facts of a row that do not come out as it says."""
    found = all_facts(read(row.document, row.text))
    return [told for told in row.facts if _holds(told, found) == told.startswith("!")]


def _holds(told: str, found: tuple[Fact, ...]) -> bool:
    kind, *pairs = told.removeprefix("!").split()
    wanted = dict(pair.split("=", 1) for pair in pairs)
    wanted.setdefault("assertion", "present") if not told.startswith("!") else None
    return any(
        (kind == "*" or fact.kind == kind)
        and all(_same(fact, key, value) for key, value in wanted.items())
        for fact in found
    )


def _same(fact: Fact, key: str, value: str) -> bool:
    got: Any = getattr(fact, key, None)
    if key == "assertion" and value == "any":
        return True
    if value == "-":
        return got is None
    if got is None:
        return False
    if key == "severity":
        return str(got.low) == value or f"{got.low}-{got.high}" == value
    if key == "contact":
        return value in (got.label, f"{got.label}:{got.target}")
    if key in ("date", "start", "end", "until"):
        return str(got) == value
    if key == "days_range":
        return f"{got.low}-{got.high}" == value
    if isinstance(got, tuple):
        return set(value.split(",")) <= set(got)
    if isinstance(got, int | float) and not isinstance(got, bool):
        return float(value) == float(got)
    return str(got).lower().replace(" ", "-") == value.lower()
