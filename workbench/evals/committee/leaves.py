"""A single test in words: what it asks of the record, and which facts it looks at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workbench.evals.committee.values import (
    limits,
    one,
    span,
    spans,
    word,
    words,
)
from workbench.evals.policies.word_tables import MODES
from workbench.evaluate.registry import PREDICATES

FIELDS = {
    "location": "located",
    "site": "of",
    "name": "named",
    "grade": "graded",
    "graded": "graded",
    "touching": "touching",
    "detail": "described as",
    "about": "about",
    "status": "with the status",
    "result": "with the result",
    "response": "with the response",
    "indicates": "that indicates",
    "codes": "with the code",
    "study": "from",
    "reader": "read by",
    "section": "in the section",
    "speaker": "said by",
    "by": "by",
    "phase": "in the phase",
    "approach": "by the approach",
    "guidance": "guided by",
    "acuity": "of the acuity",
    "function": "with the function",
    "sedation": "with the sedation",
    "setting": "in the setting",
    "agents": "with",
    "stated_in": "stated in",
}
"""Fields of a fact that a test may name, with the words that lead to them."""


def says(name: str, value: dict[str, Any]) -> str:
    """What a test of the language asks, in a sentence."""
    told = _SAYS[name](value) if name in _SAYS else ""
    title = f"{value['title']}: " if value.get("title") else ""
    return title + told


def reads(name: str, value: dict[str, Any]) -> str:
    """Which facts a test looks at, where its sentence does not say it."""
    if name in ("age", "request", "fact", "stated"):
        return ""
    return _reads(name, value)


def _reads(name: str, value: dict[str, Any]) -> str:
    return f"{_lists(name, value)}: {which(name, value)}".removesuffix(": ")


def _lists(name: str, value: dict[str, Any]) -> str:
    given = value.get("list") or _default(name, "list")
    said = [str(item).replace("_", " ") for item in _many(given)]
    return " or ".join(said) or "facts"


def which(name: str, value: dict[str, Any]) -> str:
    """What a fact must be to be looked at: kind, fields, place, time."""
    kinds = _many(value.get("kind") or _default(name, "kind"))
    named = kinds == ["other"] and value.get("name")
    parts = [words(kinds)] if kinds and not named else []
    for key, said in FIELDS.items():
        given = value.get(key) or (_default(name, key) if key == "speaker" else None)
        if given:
            lead = "" if named and key == "name" else f"{said} "
            parts.append(f"{lead}{words(given)}")
    for key, yes, no in (
        ("contrast", "with contrast", "without contrast"),
        ("supervised", "supervised", "not supervised"),
    ):
        if value.get(key) is not None:
            parts.append(yes if value[key] else no)
    parts += _places(value)
    if value.get("within"):
        within = value["within"]
        of = "service" if within.get("of") == "service" else "request"
        parts.append(f"within {span(within)} before the {of}")
    if value.get("letters"):
        parts.append("in letters that argue too")
    return ", ".join(parts)


def _places(value: dict[str, Any]) -> list[str]:
    found = []
    level, side = value.get("level", "any"), value.get("side", "any")
    if level != "any":
        found.append(
            "at the level of the line" if level == "line" else "at the levels next to it"
        )
    if side != "any":
        found.append("on the side treated" if side == "line" else f"on the {side}")
    if value.get("region"):
        same = value["region"] == "line"
        found.append("in the region of the line" if same else f"in the {value['region']} region")
    return found


def _default(name: str, key: str) -> list[str]:
    """What a test looks at where the policy does not say."""
    known = PREDICATES.get(name)
    field = known.params.model_fields.get(key) if known else None
    default = field.default if field else ()
    return list(default) if isinstance(default, tuple) else []


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _fact(value: dict[str, Any], name: str = "fact") -> str:
    least = value.get("at_least")
    count = f"at least {one(least)} times " if least else ""
    what = which(name, value)
    if not (value.get("kind") or _default(name, "kind") or value.get("name")):
        what = f"something {what}".rstrip()
    asked = _many(value.get("list")) == ["requested_procedures"]
    says = "The request has" if asked else "The record states"
    text = f"{says} {count}{what} ({_lists(name, value)})"
    if value.get("assertion"):
        text += f", said as {words(value['assertion'])}"
    against = value.get("refuted_by", ["absent"])
    if against != ["absent"]:
        text += f"; against it speaks {words(against)}" if against else "; a denial does not refute it"
    other = [_reads("fact", item) for item in value.get("refuting") or ()]
    return text + (f"; against it speaks also {'; '.join(other)}" if other else "")


def _stated(value: dict[str, Any]) -> str:
    return _fact(value, "stated")


def _grade(value: dict[str, Any]) -> str:
    found = []
    if value.get("accepted"):
        found.append(f"is graded {words(value['accepted'])}")
    touches = value.get("contact")
    if isinstance(touches, dict):
        said = "; ".join(f"{word(how)} {words(on)}" for how, on in touches.items())
        found.append(f"touches what it must not: {said}")
    return f"An imaging finding {' or '.join(found)}"


def _duration(value: dict[str, Any]) -> str:
    parts = [
        f"Care of at least {span(value.get('min'))}",
        MODES.get(str(value.get("mode", "union")), ""),
    ]
    if value.get("max_gap"):
        parts.append(f"gaps of up to {span(value['max_gap'])} do not part a run")
    some = value.get("components")
    if isinstance(some, dict) and "of" in some:
        names = words([item["name"] for item in some["of"]], "and")
        long = value.get("mode") == "per_component"
        what = "long enough" if long else "given"
        parts.append(f"at least {one(some.get('at_least'))} of these {what}: {names}")
    if value.get("active"):
        parts.append(f"one of them active ({words(value['active'])})")
    if value.get("failed"):
        helped = words(value.get("helped", ["lasting"]))
        parts.append(
            f"and it failed: its response is {words(value['failed'])}"
            + (f" ({helped} refutes that)" if helped else "")
        )
    return "; ".join(part for part in parts if part)


def _measure(value: dict[str, Any]) -> str:
    takes = {"any": "Any value is", "all": "Every value is"}
    change = value.get("change")
    if isinstance(change, dict):
        much = one(change.get("improved_by"), str(change.get("unit", "%")))
        better = change.get("better", "lower")
        return f"The value improved by at least {much} (better is {better})"
    take = takes.get(str(value.get("take", "latest")), "The latest value is")
    return f"{take} {limits(value, str(value.get('unit', '')))}"


_EARLIER = " (this request not counted)"


def _count(value: dict[str, Any]) -> str:
    each = "" if value.get("per_day", True) else ", each counted even on one day"
    own = "" if "requested_procedures" in _many(value.get("list")) else _EARLIER
    none = value.get("at_most") == 0 and value.get("at_least") is None
    said = "There is none of them" if none else f"Their number is {limits(value)}"
    return f"{said}{own}{each}"


def _sequence(value: dict[str, Any]) -> str:
    then = value.get("then", "request")
    after = _reads("fact", then) if isinstance(then, dict) else f"the {then}"
    gaps = spans(value, (("min_gap", "at least"), ("max_gap", "at most")))
    between = f", {' and '.join(gaps)} between them" if gaps else ""
    by = value.get("timed_by", "date")
    timed = "" if by == "date" else f", timed by its {by}"
    return f"What is read below comes before {after}{between}{timed}"


def _relief(value: dict[str, Any]) -> str:
    takes = {"any": "One of them", "latest": "The latest", "all": "Each of them"}
    take = str(value.get("take", "any"))
    what = "a cut of pain medicine" if value.get("of") == "medication_cut" else "relief"
    percent = value.get("percent")
    much = f" of at least {one(percent, '%')}" if percent is not None else ""
    lasting = f" for at least {span(value['lasting'])}" if value.get("lasting") else ""
    return f"{takes.get(take, f'The {take}')} gave {what}{much}{lasting}"


def _onset(value: dict[str, Any]) -> str:
    bounds = spans(value, (("at_least", "at least"), ("at_most", "at most")))
    to = {"note": "the date of the note that says it"}.get(
        str(value.get("to", "note")), f"the date of the {value.get('to')}"
    )
    text = f"It has lasted {' and '.join(bounds)} up to {to}"
    return text + (", the lengths told agreeing" if value.get("agree") else "")


def _age(value: dict[str, Any]) -> str:
    return f"The patient's age is {limits(value, 'years')}"


def _request(value: dict[str, Any]) -> str:
    what = str(value.get("of", ""))
    kinds = f" of {words(value['kind'])}" if value.get("kind") else ""
    what = what.removesuffix("s") if value.get("at_most") == 1 else what
    return f"The request asks for {limits(value)} {what}{kinds}"


_SAYS: dict[str, Callable[[dict[str, Any]], str]] = {
    "fact": _fact,
    "stated": _stated,
    "grade": _grade,
    "duration": _duration,
    "measure": _measure,
    "count": _count,
    "sequence": _sequence,
    "relief": _relief,
    "onset": _onset,
    "age": _age,
    "request": _request,
}
