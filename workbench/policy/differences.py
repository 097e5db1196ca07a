"""What differs between two policies as they stand in their files, overlays applied.

Each difference is a place of the plain data in which parameters are still names, so a
changed number is one difference and not one for every wording that prints it.
``edited`` makes one difference alone in the old policy, so that its own effect can be
looked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any, Literal

import yaml

from workbench.policy.parameters import worded
from workbench.policy.tree import names_in
from workbench.schema.base import Model

Plain = dict[str, Any]
Bears = Literal["status", "choice", "wording"]
"""On what a difference can bear: statuses, which policy is chosen, words only."""

_STATUS_KEYS = ("applies_to", "test", "waives")
_HEAD = {
    "region": "status",
    "procedures": "status",
    "precedence": "status",
    "effective_from": "choice",
    "effective_to": "choice",
    "family": "choice",
    "applies_when": "choice",
    "extends": "wording",
    "version": "wording",
    "title": "wording",
    "status": "wording",
    "source": "wording",
    "alternatives": "wording",
    "alternatives_require": "wording",
}
_VALUES = ("value", "unit", "history")


class Difference(Model):
    """One place that differs.

    ``place`` is where it stands ("criteria.x.test"), ``concerns`` the criteria and
    waivers whose answer it can change.  ``lines`` is a comparison line by line, for
    what is too long for ``old`` and ``new``.
    """

    place: str
    section: str
    subject: str
    key: str
    kind: Literal["added", "removed", "changed"]
    old: str = ""
    new: str = ""
    lines: tuple[str, ...] = ()
    bears: Bears
    concerns: tuple[str, ...] = ()


def differences(old: Plain, new: Plain) -> tuple[Difference, ...]:
    """All differences, in the order of a policy file."""
    return (
        *_head(old, new),
        *_parameters(old, new),
        *_entries("criteria", old, new),
        *_entries("waivers", old, new),
    )


def _head(old: Plain, new: Plain) -> Iterator[Difference]:
    for key, bears in _HEAD.items():
        left, right = old.get(key), new.get(key)
        if left == right:
            continue
        concerns: tuple[str, ...] = ()
        if key == "precedence":
            concerns = _settled(old, new)
        elif bears == "status":
            concerns = tuple(_ids(old, "criteria") | _ids(new, "criteria"))
        yield _one(key, "policy", key, key, left, right, bears=bears, concerns=concerns)


def _settled(old: Plain, new: Plain) -> tuple[str, ...]:
    """The criteria and waivers with a test that names a precedence rule."""
    return tuple(
        dict.fromkeys(
            str(entry["id"])
            for data in (old, new)
            for section in ("criteria", "waivers")
            for entry in data.get(section, [])
            if '"settle"' in json.dumps(entry.get("test", {}))
        )
    )


def _ids(data: Plain, section: str) -> dict[str, None]:
    return {str(entry["id"]): None for entry in data.get(section, [])}


def _parameters(old: Plain, new: Plain) -> Iterator[Difference]:
    before, after = old.get("parameters", {}), new.get("parameters", {})
    for name in dict.fromkeys((*before, *after)):
        left, right = before.get(name), after.get(name)
        if left == right:
            continue
        users = _users(name, old, new)
        same = left and right and _core(left) == _core(right)
        bears: Bears = "wording" if same or not users else "status"
        if left is None or right is None:
            bears = "wording"  # what names it differs too, and is a difference itself
        place = f"parameters.{name}"
        yield _one(
            place,
            "parameters",
            name,
            "source" if same else "value",
            left,
            right,
            bears=bears,
            concerns=users,
        )


def _core(parameter: Plain) -> Plain:
    return {key: parameter.get(key) for key in _VALUES}


def _users(name: str, old: Plain, new: Plain) -> tuple[str, ...]:
    """The criteria and waivers whose tests name a parameter, and what those waive."""
    return tuple(
        dict.fromkeys(
            reached
            for data in (old, new)
            for section in ("criteria", "waivers")
            for entry in data.get(section, [])
            if name in names_in(entry.get("test"))
            for reached in _reached(section, str(entry["id"]), entry)
        )
    )


def _entries(section: str, old: Plain, new: Plain) -> Iterator[Difference]:
    before = {str(one["id"]): one for one in old.get(section, [])}
    after = {str(one["id"]): one for one in new.get(section, [])}
    for name in dict.fromkeys((*before, *after)):
        left, right = before.get(name), after.get(name)
        if left is None or right is None:
            one = left or right or {}
            yield _one(
                f"{section}.{name}",
                section,
                name,
                "",
                left and one.get("text", ""),
                right and one.get("text", ""),
                bears="status",
                concerns=_reached(section, name, one),
            )
            continue
        for key in dict.fromkeys((*left, *right)):
            if left.get(key) != right.get(key):
                bears: Bears = "status" if key in _STATUS_KEYS else "wording"
                both = (*_reached(section, name, left), *_reached(section, name, right))
                yield _one(
                    f"{section}.{name}.{key}",
                    section,
                    name,
                    key,
                    left.get(key),
                    right.get(key),
                    bears=bears,
                    concerns=tuple(dict.fromkeys(both)) if bears == "status" else (),
                )


def _reached(section: str, name: str, entry: Plain) -> tuple[str, ...]:
    return (name, *entry.get("waives", [])) if section == "waivers" else (name,)


def _one(
    place: str,
    section: str,
    subject: str,
    key: str,
    old: Any,
    new: Any,
    *,
    bears: Any,
    concerns: tuple[str, ...],
) -> Difference:
    left, right = _said(section, old), _said(section, new)
    long = key == "test" or max(len(left), len(right)) > 400
    return Difference(
        place=place,
        section=section,
        subject=subject,
        key=key,
        kind="added" if old is None else "removed" if new is None else "changed",
        old="" if long else left,
        new="" if long else right,
        lines=tuple(_compared(old, new)) if long else (),
        bears=bears,
        concerns=concerns,
    )


def _said(section: str, value: Any) -> str:
    """A value in words: a parameter with its unit, dates and source."""
    if value is None:
        return ""
    if section == "parameters" and isinstance(value, dict):
        return _parameter(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    if isinstance(value, dict) and "document" in value:
        return "; ".join(str(one) for one in value.values() if one)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _parameter(value: Plain) -> str:
    unit = str(value.get("unit", ""))
    source = f" (source: {value['source']})" if value.get("source") else ""
    if not value.get("history"):
        return f"{_worded(value.get('value'), unit)}{source}"
    periods = [
        f"{_worded(one.get('value'), unit)} from {one.get('from', 'the beginning')}"
        f" to {one.get('to', 'now')}"
        for one in value["history"]
    ]
    return "; ".join(periods) + source


def _worded(value: Any, unit: str) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_worded(one, '')}" for key, one in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not all(isinstance(one, str) for one in value):
        return json.dumps(value, ensure_ascii=False)
    return worded(value, unit)


def _compared(old: Any, new: Any) -> Iterator[str]:
    """Two values as YAML, line by line: what went, what came, a little around it."""
    rows = unified_diff(_yaml(old), _yaml(new), lineterm="", n=2)
    for number, row in enumerate(rows):
        if number > 1 and not row.startswith("@@"):
            yield row


def _yaml(value: Any) -> list[str]:
    if value is None:
        return []
    text = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=80)
    return text.rstrip().split("\n")


def edited(old: Plain, new: Plain, one: Difference) -> Plain:
    """The old policy with one difference made, as far as it can stand alone.

    Parameters that only the new policy has are there too, since a changed test may name
    them; a waiver names only criteria that exist.
    """
    done = dict(old)
    done["parameters"] = {**new.get("parameters", {}), **old.get("parameters", {})}
    if one.section == "policy":
        done[one.key] = new.get(one.key)
        if done[one.key] is None:
            del done[one.key]
        return _standing(done)
    if one.section == "parameters":
        done["parameters"][one.subject] = new["parameters"][one.subject]
        return _standing(done)
    entries = {str(item["id"]): item for item in old.get(one.section, [])}
    after = {str(item["id"]): item for item in new.get(one.section, [])}
    if one.subject not in after:
        del entries[one.subject]
    elif not one.key:
        entries[one.subject] = after[one.subject]
    else:
        entry = {**entries[one.subject], one.key: after[one.subject].get(one.key)}
        entries[one.subject] = {k: v for k, v in entry.items() if v is not None}
    done[one.section] = list(entries.values())
    return _standing(done)


def _standing(data: Plain) -> Plain:
    """The data without names of criteria and procedures that it does not have."""
    known = _ids(data, "criteria")
    procedures = data.get("procedures", [])
    done = dict(data)
    done["waivers"] = [
        {**one, "waives": kept}
        for one in data.get("waivers", [])
        if (kept := [name for name in one.get("waives", []) if name in known])
    ]
    done["criteria"] = [
        {**one, "applies_to": kept}
        for one in data.get("criteria", [])
        if (kept := [name for name in one.get("applies_to", []) if name in procedures])
    ]
    judged = {name for one in done["criteria"] for name in one["applies_to"]}
    done["procedures"] = [name for name in procedures if name in judged]
    if "alternatives_require" in done:
        require = done["alternatives_require"] or []
        done["alternatives_require"] = [name for name in require if name in known]
    if "alternatives" in done:
        done["alternatives"] = [
            one
            for one in done["alternatives"] or []
            if one.get("offer") in done["procedures"]
        ]
    return done
