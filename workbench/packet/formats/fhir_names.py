"""Words for codes and units that a resource gives without any (``fhir_names.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from workbench.content import expressions as re
from workbench.schema.base import Model, parse_data
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).resolve().parent / "fhir_names.yaml"
_ANNOTATION = re.compile(r"\{([^{}]*)\}")


class _Codes(Model):
    """Codes of one system: parts of its address, and what each code says."""

    systems: tuple[str, ...]
    codes: dict[str, str]


class _Names(Model):
    systems: dict[str, tuple[str, ...]]
    names: tuple[_Codes, ...]
    units: dict[str, str]


@cache
def _file() -> _Names:
    return parse_data(_Names, load_yaml(_FILE), where=str(_FILE))


def system_name(address: str) -> str:
    """How reviewers call a code system ("CPT"); empty for any that they do not read."""
    lower = address.lower()
    for name, parts in _file().systems.items():
        if any(_within(part, lower) for part in parts):
            return name
    return ""


def code_name(address: str, code: str, default: str = "") -> str:
    """What a code says, by its system or, where it names none, by ``default``."""
    lower = (address or default).lower()
    for group in _file().names:
        if any(_within(part, lower) for part in group.systems):
            return group.codes.get(code, "")
    return ""


def _within(part: str, address: str) -> bool:
    """Whether an address holds a part; a number in dots only as its whole tail."""
    if part[0].isdigit():
        return address.endswith(part)
    return part in address


def unit_name(unit: str) -> str:
    """A unit as people write it; what only annotates a plain number stays its note."""
    known: Mapping[str, str] = _file().units
    return known.get(unit) or _ANNOTATION.sub(r"\1", unit).strip()
