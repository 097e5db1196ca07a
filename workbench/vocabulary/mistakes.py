"""What is wrong with a key of a policy file, in words that its author acts on.

A key that does not exist names the nearest that does; a word that is none of a few
names the nearest of them; a length written as a bare number is told how one is written.
Names of this program's own types never show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel, ValidationError

from workbench.content import expressions as re

_MOST = 3
_SHOWN = 6
_QUOTED = re.compile(r"'([^']+)'")
_WRITTEN = {
    "missing": "is missing; add it",
    "too_short": "is empty; at least one is needed",
    "bool_type": "is neither; write true or false",
    "bool_parsing": "is neither; write true or false",
}
_LISTS = ("tuple_type", "list_type")
_RESPONSES = " of responses (none, partial, temporary, lasting, worse, not-tolerated)"
OF_WHAT = {
    "failed": _RESPONSES,
    "helped": _RESPONSES,
    "kind": " of kinds",
    "active": " of kinds of treatment",
    "none_tried": " of kinds of treatment",
    "accepted": " of grades (`workbench policy words grades`)",
    "procedures": " of procedures (`workbench policy words requested_procedures`)",
    "applies_to": " of procedures of this policy",
    "waives": " of ids of criteria",
    "documents": " of kinds of document, such as clinic-note",
    "closed_world_in": " of kinds of document, such as clinic-note",
    "stated_in": " of kinds of document, such as clinic-note",
    "assertion": " of assertions, such as present",
    "refuted_by": " of assertions, such as absent",
    "settle": " of ids of precedence rules",
    "states": " of states, such as OH",
    "lines_of_business": " of kinds of coverage, such as medicare",
    "regions": " of regions of the spine, such as cervical",
    "codes": ' of code numbers in quotes, such as "22551"',
    "tests": " of tests, each with name and expect",
}
"""What the list of a key is of."""
_MEMBERS = ("int", "float", "str", "bool")
"""What stands in a place for the form of a value, where several may stand."""
_MAPPINGS = ("model_type", "model_attributes_type", "dict_type")
_LATER = {"missing": 2, **dict.fromkeys(_MAPPINGS, 1)}
"""Kinds told after others; of a word or a mapping the word comes first."""
_NUMBERS = {"int": "whole number; write it as 6", "float": "number; write it as 3.5"}
_LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("over", "gt"),
    "less_than_equal": ("at most", "le"),
    "less_than": ("under", "lt"),
}


class Mistake(NamedTuple):
    """One mistake: the steps to the key, and what is wrong and would be right."""

    steps: tuple[str, ...]
    what: str

    def line(self) -> str:
        """Both in one line."""
        key = ".".join(self.steps)
        return f"{key}: {self.what}" if key else self.what


def mistakes(error: ValidationError, model: type[BaseModel]) -> list[Mistake]:
    """Every mistake of a mapping once, a misspelt key before one that is missing."""
    items = error.errors(include_input=True, include_url=False)
    items.sort(key=lambda item: _LATER.get(item["type"], 0))
    found: dict[tuple[str, ...], Mistake] = {}
    for item in items:
        if item["type"] == "too_short" and item["input"]:
            continue  # it is not empty: what stands in it is wrong, and told
        one = _mistake(item, model)
        found.setdefault(one.steps, one)
    return list(found.values())


def further(found: Sequence[Mistake]) -> str:
    """The mistakes after the first one, in words; empty where there is no other."""
    shown = "".join(f"; {one.line()}" for one in found[1:_MOST])
    return shown + (f"; and {len(found) - _MOST} more" if len(found) > _MOST else "")


def _mistake(item: Any, model: type[BaseModel]) -> Mistake:
    steps = tuple(
        str(step)
        for step in item["loc"]
        if "[" not in str(step) and step not in _MEMBERS
    )
    return Mistake(steps, _told(item, steps, model))


def _told(item: Any, steps: tuple[str, ...], model: type[BaseModel]) -> str:
    kind, given = item["type"], item["input"]
    if kind == "extra_forbidden":
        return f"there is no key {steps[-1]!r}{nearest(steps[-1], _keys(model, steps))}"
    if kind in _MAPPINGS:
        return _mapping(sorted(_keys(model, (*steps, ""))))
    if kind in _LISTS:
        of = OF_WHAT.get(steps[-1] if steps else "", "")
        return f"a list is needed here{of}; write it as [one, two]"
    if kind in _WRITTEN:
        return _WRITTEN[kind]
    if kind in _LIMITS:
        words, key = _LIMITS[kind]
        return f"is {given}; {words} {item['ctx'][key]} is needed"
    number = _NUMBERS.get(kind.partition("_")[0])
    if number:
        share = steps[-1:] == ("percent",) and isinstance(given, float) and given <= 1
        number = f"whole number; write {given * 100:.0f}" if share else number
        return f"{_short(given)} is no {_figures(given) or number}"
    if kind == "string_pattern_mismatch":
        return f"{_short(given)} is no id; write small letters and hyphens, as my-plan"
    if kind == "string_type":
        return f"text is needed here{_in_quotes(given)}"
    message = str(item["msg"]).removeprefix("Value error, ")
    if kind == "literal_error":
        return f"{_short(given)} is not known here" + nearest(
            str(given), _QUOTED.findall(message)
        )
    if isinstance(given, str) and message.startswith("a date is"):
        return f"{given!r} is no date; {_day(given)}"
    return f"{given!r}: {message}" if isinstance(given, str) else message


_FIGURE = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*(\S.*)?")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _figures(given: Any) -> str:
    """How a number that is written as text is to be written; empty for other things."""
    if not isinstance(given, str):
        return ""
    figure = _FIGURE.fullmatch(given)
    if figure and figure[2]:
        return f"number; write {figure[1]} alone, the unit has a key of its own"
    number = figure[1] if figure else _counted(given)
    return f"number; write {number} without quotes" if number else ""


def _counted(given: str) -> str:
    """A number below a hundred that is written out, in figures."""
    words = given.lower().replace("-", " ").split()
    if len(words) == 1 and words[0] in _SMALL:
        return str(_SMALL.index(words[0]))
    if words and words[0] in _TENS and len(words) < 3:
        rest = _SMALL.index(words[1]) if words[1:] and words[1] in _SMALL else 0
        return str(10 * (_TENS.index(words[0]) + 2) + rest)
    return ""


_AMERICAN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def _day(given: str) -> str:
    """How a day is to be written."""
    day = _AMERICAN.fullmatch(given.strip())
    if day is None or int(day[1]) > 12:
        return 'write year, month and day: "2026-05-04", "2026-05" or "2026"'
    return f'write "{day[3]}-{int(day[1]):02}-{int(day[2]):02}"'


def _mapping(keys: Sequence[str]) -> str:
    if "weeks" in keys:
        return "a mapping is needed here; a length is written as {weeks: 6}"
    if not keys:
        return "a mapping is needed here; write it as key: value"
    return f"keys are needed here, of: {', '.join(keys[:_SHOWN])}"


def _in_quotes(given: Any) -> str:
    plain = isinstance(given, int | float) and not isinstance(given, bool)
    return f'; write it in quotes: "{given}"' if plain else ""


def _short(given: Any) -> str:
    return repr(given) if isinstance(given, str | int | float) else "a list or mapping"


def _keys(model: type[BaseModel], steps: Sequence[str]) -> set[str]:
    """The keys that may stand beside the last of some steps."""
    models = [model]
    for step in steps[:-1]:
        fields = [one.model_fields[step] for one in models if step in one.model_fields]
        if fields:
            models = [one for field in fields for one in _models(field.annotation)]
    return {
        field.alias or name
        for one in models
        for name, field in one.model_fields.items()
    }


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def nearest(given: str, known: Iterable[str]) -> str:
    """The nearest of some words as a question, else all of them."""
    names = sorted(known)
    within = [name for name in names if given in name.split("-")]
    near = within or get_close_matches(given, names, n=1, cutoff=0.6)
    if not within and near:  # as near as the nearest
        near = get_close_matches(given, names, n=2, cutoff=0.72) or near
    if near:
        return f"; did you mean {' or '.join(map(repr, near))}?"
    return f"; one of: {', '.join(names)}" if names else ""
