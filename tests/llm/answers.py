"""Answers of a model, made of plain data: every list present, most of them empty."""

from __future__ import annotations

import json
from typing import Any

from workbench.schema.case import FACT_LISTS

EMPTY: dict[str, Any] = {"age": None, "sex": None} | {name: [] for name in FACT_LISTS}


def answer(**lists: Any) -> str:
    """The JSON text of an answer that holds only these lists."""
    return json.dumps(EMPTY | lists)


def quote(text: str, *lines: int) -> dict[str, Any]:
    """A quote with its line numbers."""
    return {"lines": list(lines), "text": text}


def symptom(text: str, *lines: int, **fields: Any) -> dict[str, Any]:
    """A symptom as a model gives it."""
    base = {
        "quotes": [quote(text, *lines)],
        "assertion": "present",
        "kind": "numbness",
        "site": "thumb",
        "side": None,
        "roots": [],
    }
    return base | fields


def finding(text: str, *lines: int, **fields: Any) -> dict[str, Any]:
    """An imaging finding as a model gives it."""
    base = {
        "quotes": [quote(text, *lines)],
        "assertion": "present",
        "kind": "stenosis",
        "level": "C5-6",
        "location": "foraminal",
        "side": "left",
        "severity": "severe",
        "contact_word": None,
        "contact_with": None,
        "reader": "radiologist",
        "section": "findings",
        "name": None,
        "value": None,
        "unit": None,
    }
    return base | fields


def study(text: str, *lines: int, findings: Any = (), **fields: Any) -> dict[str, Any]:
    """An imaging study as a model gives it."""
    base = {
        "quotes": [quote(text, *lines)],
        "assertion": "present",
        "kind": "mri",
        "region": "neck",
        "date": None,
        "findings": list(findings),
    }
    return base | fields


def treatment(text: str, *lines: int, **fields: Any) -> dict[str, Any]:
    """A treatment as a model gives it."""
    base = {
        "quotes": [quote(text, *lines)],
        "assertion": "present",
        "kind": "physical-therapy",
        "name": None,
        "region": "neck",
        "start": None,
        "end": None,
        "date": None,
        "duration": None,
        "sessions": None,
        "status": "done",
        "response": None,
        "setting": None,
        "supervised": None,
    }
    return base | fields
