"""Real notes without labels as cases: what may not be read out of them.

A clinical note holds no request and, nearly always, no dated course of care for the
operation that somebody later asks for.  Each note makes two cases: as it is, nothing may
be requested; with a request form in front, nothing may be approved and no conservative
care may be found met.  Notes are used where they lie and are not part of this project.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from workbench.errors import InputError
from workbench.evals.gold import FILE

TEXT_KEYS = ("text", "note")
POLICY = "cervical-spine-surgery"
REQUEST = """PRIOR AUTHORIZATION REQUEST FORM
Date of request: 2021-06-01
Procedure requested: ACDF C5-6, CPT 22551
"""
"""Asked for after all notes of the public sets were written."""


class Note(NamedTuple):
    """One note: a name for its folders, and its text."""

    name: str
    text: str


def read_notes(path: Path, key: str | None = None) -> Iterator[Note]:
    """The notes of a JSON Lines file; ``key`` names the field that holds the text.

    Raises InputError naming the line that is no object or has no text.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            row = None
        if not isinstance(row, dict):
            raise InputError("not a JSON object", where=where, fix="one note a line")
        yield Note(f"{_slug(path.parent.name)}-{number:04d}", _text(row, key, where))


def note_cases(note: Note) -> dict[str, dict[str, str]]:
    """The files of both cases of a note, by folder and path."""
    return {
        f"{note.name}-alone": {
            "packet/note.txt": note.text,
            FILE: _gold(f"{note.name}-alone", "A note without a request", _alone()),
        },
        f"{note.name}-asked": {
            "packet/1-request.txt": REQUEST,
            "packet/2-note.txt": note.text,
            FILE: _gold(f"{note.name}-asked", "A request and one note", _asked()),
        },
    }


def _text(row: Mapping[str, Any], key: str | None, where: str) -> str:
    keys = (key,) if key else TEXT_KEYS
    for name in keys:
        if isinstance(row.get(name), str):
            return str(row[name])
    raise InputError(
        f"no text under {' or '.join(keys)}",
        where=where,
        fix="name the field that holds the note with --key",
    )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "notes"


def _gold(name: str, title: str, labels: dict[str, Any]) -> str:
    head = {"id": name, "title": title, "style": "real-note", "tags": ["real-note"]}
    text: str = yaml.safe_dump(head | labels, sort_keys=False, width=88)
    return text


def _alone() -> dict[str, Any]:
    outcome = {
        "policy": POLICY,
        "recommendation": "request_information",
        "confirm_by": "nurse",
        "lines": [],
    }
    return {"abstain": ["requested_procedures"], "outcomes": [outcome]}


def _asked() -> dict[str, Any]:
    line = {
        "procedure": "acdf",
        "level": "C5-6",
        "recommendation": "request_information",
        "also": ["not_medically_necessary"],
        "criteria": {"conservative-care": "not_documented"},
        "debatable": {"conservative-care": ["conflicting", "not_met", "waived"]},
    }
    outcome = {
        "policy": POLICY,
        "recommendation": "request_information",
        "also": ["not_medically_necessary"],
        "confirm_by": "nurse",
        "lines": [line],
    }
    return {"outcomes": [outcome]}
