"""Parameters: used, sourced, in their own unit, and without gaps in their history."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.tree import Steps, names_in, nodes, tests
from workbench.schema.partial_date import earliest, latest
from workbench.vocabulary import units

_SLOT = re.compile(r"\{([a-z0-9-]{1,80})\}")
_UNIT_KEY = re.compile(r"(?:^|_)(days|weeks|months|years|percent)$")
_COMPARED = ("at_least", "at_most", "over", "under", "value")
_NO_UNIT = ("points", "point", "")


def check(draft: Draft) -> Iterator[Finding]:
    """Everything about parameters."""
    yield from _unused(draft)
    yield from _histories(draft)
    yield from _units(draft)


def _unused(draft: Draft) -> Iterator[Finding]:
    used = {name for _, test in tests(draft.data) for name in names_in(test)}
    for section in ("criteria", "waivers"):
        for entry in draft.data.get(section, []):
            used |= set(_slots({k: v for k, v in entry.items() if k != "test"}))
    for name, item in (draft.own.get("parameters") or {}).items():
        steps: Steps = ("parameters", name)
        if name not in used:
            yield finding(
                draft, "unused-parameter", steps, "nothing refers to it",
                f"write ${name} in a test or {{{name}}} in wording, or take it out",
            )  # fmt: skip
        history = item.get("history") or []
        if not (
            item.get("source") or (history and all(h.get("source") for h in history))
        ):
            yield finding(
                draft, "missing-source", steps, "no source",
                "say in source which text gives the value",
            )  # fmt: skip


def _slots(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _SLOT.findall(value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _slots(item)
    elif isinstance(value, list):
        for item in value:
            yield from _slots(item)


def _histories(draft: Draft) -> Iterator[Finding]:
    for name, item in (draft.data.get("parameters") or {}).items():
        history = item.get("history") or []
        for place, (one, other) in enumerate(zip(history, history[1:], strict=False)):
            at: Steps = ("parameters", name, "history", place + 1)
            if not one.get("to") or not other.get("from"):
                yield finding(
                    draft, "history-overlap", at, "a period in between has no end",
                    "every period but the last needs a to, all but the first a from",
                )  # fmt: skip
                continue
            end, start = latest(str(one["to"])), earliest(str(other["from"]))
            if start <= end:
                yield finding(
                    draft, "history-overlap", at,
                    f"{start} to {end} has two values", "let one end the day before",
                )  # fmt: skip
            elif start - end > dt.timedelta(days=1):
                yield finding(
                    draft, "history-gap", at,
                    f"no value between {end} and {start}",
                    "let one period begin the day after the other ends",
                )  # fmt: skip


def _units(draft: Draft) -> Iterator[Finding]:
    own = {
        name: str(item.get("unit") or "")
        for name, item in (draft.data.get("parameters") or {}).items()
    }
    for steps, test in tests(draft.data):
        for spot in nodes(test, steps):
            if not spot.is_leaf:
                continue
            for at, name, wanted in _uses((*spot.steps, spot.name), spot.value):
                given = own.get(name)
                meant = _misspelt(given, wanted) if given else None
                if meant:
                    yield finding(
                        draft, "parameter-unit", ("parameters", name, "unit"),
                        f"{given!r} is no unit", f"did you mean {meant!r}?",
                    )  # fmt: skip
                elif given and wanted and not _same(given, wanted):
                    yield finding(
                        draft, "parameter-unit", at,
                        f"${name} is in {given}, and is used as {wanted}",
                        f"use the unit {given} here, or correct the parameter",
                    )  # fmt: skip


def _uses(steps: Steps, value: Any) -> Iterator[tuple[Steps, str, str]]:
    """Every ``$name`` with the unit that its key or its neighbour asks for."""
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from _uses((*steps, place), item)
    if not isinstance(value, dict):
        return
    beside = value.get("unit")
    if beside is None and isinstance(value.get("units"), list) and value["units"]:
        beside = value["units"][0]
    for key, item in value.items():
        if isinstance(item, str) and item.startswith("$"):
            asked = _UNIT_KEY.search(str(key))
            wanted = asked.group(1) if asked else ""
            if not wanted and key in _COMPARED and isinstance(beside, str):
                wanted = beside
            yield (*steps, key), item[1:], "%" if wanted == "percent" else wanted
        else:
            yield from _uses((*steps, key), item)


def _misspelt(given: str, wanted: str) -> str | None:
    """The unit that a word nearly is, where it is none and a unit is needed."""
    if not wanted or _unit(given) in _known():
        return None
    near = get_close_matches(given.lower(), _known(), n=1, cutoff=0.7)
    return near[0] if near else None


@cache
def _known() -> frozenset[str]:
    names = {name for one in units().values() for name in one.units}
    return frozenset({*names, "month", "months", "year", "years", "percent", "points"})


def _same(given: str, wanted: str) -> bool:
    return _unit(given) == _unit(wanted)


@cache
def _unit(word: str) -> str:
    """One name for all spellings of a unit."""
    small = word.strip().lower()
    if small in _NO_UNIT:
        return "points"
    if small in ("month", "months", "year", "years"):
        return small.rstrip("s")
    for quantity in units().values():
        for name, unit in quantity.units.items():
            if small == name or small in (one.lower() for one in unit.spellings):
                return name
    return small
