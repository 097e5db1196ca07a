"""A policy's test in words: what it asks, which facts it reads, what silence means."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from workbench.evaluate.registry import PREDICATES
from workbench.policy.dated import KEY, period

_FIELDS = {
    "location": "located",
    "site": "of",
    "name": "named",
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
    "approach": "approach",
    "guidance": "guided by",
    "acuity": "of acuity",
    "function": "with function",
    "sedation": "sedation",
    "setting": "setting",
    "agents": "with",
    "stated_in": "stated in",
}
_KNOWN = {
    *_FIELDS,
    "list",
    "kind",
    "level",
    "side",
    "region",
    "within",
    "contrast",
    "supervised",
    "letters",
    "id",
    "title",
    "ask",
    "who",
    "documents",
    "helpful",
    "closed_world_in",
    "settle",
    "unmentioned",
}


_QUESTION = "a question is asked; silence is never taken as not met"


class Node(NamedTuple):
    """One node in words; ``parts`` are those below a combination."""

    says: str
    reads: str = ""
    silent: str = ""
    settled_by: str = ""
    parts: tuple[Node, ...] = ()


def in_words(test: dict[str, Any], *, waiver: bool = False) -> Node:
    """A test tree, parameters filled in, in words."""
    ((name, value),) = test.items()
    if name in ("all", "any"):
        head = "All of these" if name == "all" else "Any one of these"
        return Node(head, parts=tuple(in_words(one, waiver=waiver) for one in value))
    if name == "at_least":
        parts = tuple(in_words(one, waiver=waiver) for one in value["of"])
        return Node(f"At least {value['n']} of these", parts=parts)
    if name == "not":
        return Node("Not so", parts=(in_words(value, waiver=waiver),))
    if name == "pathway":
        inner = in_words(value["test"], waiver=waiver)
        return Node(f"{value['title']} ({value['id']})", parts=(inner,))
    if name == "for_each":
        every = {"all": "at every", "any": "at any", "per-item": "for its own"}
        head = f"Asked {every[value['need']]} {value['over']}"
        return Node(head, parts=(in_words(value["test"], waiver=waiver),))
    return _leaf(name, value, waiver)


def _leaf(name: str, value: dict[str, Any], waiver: bool) -> Node:
    predicate = PREDICATES.get(name)
    if predicate is None:
        return Node(name)
    if predicate.rule is None:
        module = inspect.getmodule(predicate.test)
        text = inspect.getdoc(predicate.test) or ""
        head = (module.__doc__ if module else None) or text
        says = " ".join(head.split())
        silent = _QUESTION
        if waiver:
            silent = "the waiver stays closed"
        return Node(f"{name}: {says}", _values(value, ()), silent)
    say = _SAYS.get(name, _any)
    title = f"{value['title']}: " if value.get("title") else ""
    return Node(
        title + say(value),
        "" if name in ("age", "request") else _selector(name, value),
        _silence(value),
        _words(value.get("settle")),
    )


def _silence(value: dict[str, Any]) -> str:
    closed = value.get("closed_world_in")
    unmentioned = value.get("unmentioned", "open")
    if unmentioned == "not_applicable":
        silent = "it does not apply"
    elif unmentioned == "not_so":
        silent = "taken as not so"
    else:
        silent = _QUESTION
    if closed:
        return f"not so where the record holds a {_words(closed)}; else {silent}"
    return silent


def _default(name: str, key: str) -> list[str]:
    """What a test looks at where the policy does not say."""
    known = PREDICATES.get(name)
    field = known.params.model_fields.get(key) if known else None
    default = field.default if field else ()
    return list(default) if isinstance(default, tuple) else []


def _selector(name: str, value: dict[str, Any]) -> str:
    """Which facts a test looks at."""
    lists, kinds = (
        value.get(key) or _default(name, key) for key in ("list", "kind")
    )
    parts = [_words(lists or "facts") + (f": {_words(kinds)}" if kinds else "")]
    parts += [
        f"{said} {_words(value[key])}"
        for key, said in _FIELDS.items()
        if value.get(key)
    ]
    if value.get("contrast") is not None:
        parts.append("with contrast" if value["contrast"] else "without contrast")
    if value.get("supervised") is not None:
        parts.append("supervised" if value["supervised"] else "not supervised")
    level = value.get("level", "any")
    if level != "any":
        parts.append(
            "at the level of the line" if level == "line" else "at the levels next to it"
        )
    side = value.get("side", "any")
    if side != "any":
        parts.append("on the side treated" if side == "line" else f"on the {side}")
    if value.get("region"):
        same = value["region"] == "line"
        parts.append("in its region" if same else f"in the {value['region']} region")
    if value.get("within"):
        within = value["within"]
        of = "date of service" if within.get("of") == "service" else "request"
        parts.append(f"within {_span(within)} before the {of}")
    if value.get("letters"):
        parts.append("letters that argue count too")
    return "; ".join(parts)


def _limit(value: dict[str, Any]) -> str:
    said = {
        "at_least": "at least",
        "at_most": "at most",
        "over": "over",
        "under": "under",
    }
    unit = value.get("unit", "")
    return " and ".join(
        f"{word} {_one(value[key])}{' ' + unit if unit else ''}"
        for key, word in said.items()
        if value.get(key) is not None
    )


def _fact(value: dict[str, Any]) -> str:
    assertion = value.get("assertion")
    kept = f", said as {_words(assertion)}" if assertion else ""
    least = value.get("at_least")
    count = f"at least {_one(least)} times " if least else ""
    against = ""
    if value.get("refuting"):
        against = "; spoken against by what it names beside"
    what = _words(value.get("kind") or value.get("list") or "what is named")
    return f"The record states {count}{what}" + kept + against


def _grade(value: dict[str, Any]) -> str:
    found = []
    if value.get("accepted"):
        found.append(f"graded {_words(value['accepted'])}")
    if value.get("contact"):
        touches = value["contact"]
        if isinstance(touches, dict):
            said = "; ".join(f"{word} {_words(on)}" for word, on in touches.items())
            found.append(f"or touching: {said}")
    return f"An imaging finding is {' '.join(found)}".strip()


def _duration(value: dict[str, Any]) -> str:
    modes = {
        "union": "in all, overlaps counted once",
        "span": "from first to last day",
        "longest_consecutive": "in one run",
        "per_component": "of each kind",
    }
    mode = modes.get(str(value.get("mode", "union")), "")
    parts = [f"Care of at least {_span(value.get('min'))} {mode}"]
    if value.get("max_gap"):
        parts.append(f"gaps of up to {_span(value['max_gap'])} do not part a run")
    some = value.get("components")
    if isinstance(some, dict) and "of" in some:
        names = _words([one["name"] for one in some["of"]])
        parts.append(f"of at least {some.get('at_least')} kinds among {names}")
    if value.get("active"):
        parts.append(f"one of them active ({_words(value['active'])})")
    if value.get("failed"):
        parts.append(f"failed ({_words(value['failed'])})")
    return "; ".join(parts)


def _measure(value: dict[str, Any]) -> str:
    takes = {"latest": "The latest value is", "any": "Any value is"}
    change = value.get("change")
    if isinstance(change, dict):
        by = f"{_one(change.get('improved_by'))} {change.get('unit', '%')}"
        return f"The value improved by at least {by}"
    take = takes.get(str(value.get("take", "latest")), "Every value is")
    return f"{take} {_limit(value)}"


def _count(value: dict[str, Any]) -> str:
    day = ", each day once" if value.get("per_day") else ""
    return f"Their number is {_limit(value)}{day}"


def _sequence(value: dict[str, Any]) -> str:
    then = value.get("then")
    after = _selector("fact", then) if isinstance(then, dict) else str(then)
    gaps = [
        f"{word} {_span(value[key])}"
        for key, word in (("min_gap", "at least"), ("max_gap", "at most"))
        if value.get(key)
    ]
    between = f", {' and '.join(gaps)} between them" if gaps else ""
    return f"This comes before: {after}{between}"


def _relief(value: dict[str, Any]) -> str:
    percent = value.get("percent")
    much = f" of at least {_one(percent)} %" if percent is not None else ""
    lasting = f" for {_span(value['lasting'])}" if value.get("lasting") else ""
    return f"It gave relief{much}{lasting}"


def _onset(value: dict[str, Any]) -> str:
    bounds = [
        f"{word} {_span(value[key])}"
        for key, word in (("at_least", "at least"), ("at_most", "at most"))
        if value.get(key)
    ]
    to = value.get("to", "note")
    return f"It has lasted {' and '.join(bounds)} by the date of the {to}"


def _age(value: dict[str, Any]) -> str:
    return f"The patient's age is {_limit(value)} years"


def _any(value: dict[str, Any]) -> str:
    return _values(value, ()) or "as named"


_SAYS: dict[str, Callable[[dict[str, Any]], str]] = {
    "fact": _fact,
    "stated": _fact,
    "grade": _grade,
    "duration": _duration,
    "measure": _measure,
    "count": _count,
    "sequence": _sequence,
    "relief": _relief,
    "onset": _onset,
    "age": _age,
}


def _values(value: Any, above: tuple[str, ...]) -> str:
    """Parameters of a test of its own, one after the other."""
    return "; ".join(_pairs(value, above))


def _pairs(value: Any, above: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict) and KEY not in value:
        for key, one in value.items():
            yield from _pairs(one, (*above, str(key).replace("_", " ")))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, one in enumerate(value, 1):
            name = str(one.get("id", number))
            rest = {key: own for key, own in one.items() if key != "id"}
            yield from _pairs(rest, (*above, name))
    else:
        said = _words(value) if isinstance(value, list) else _one(value)
        yield f"{' '.join(above)} {said}".strip()


def _span(value: Any) -> str:
    if not isinstance(value, dict):
        return _one(value)
    if KEY in value:
        return _one(value)
    for unit in ("days", "weeks", "months", "years"):
        if unit in value:
            count = value[unit]
            return f"{_one(count)} {unit[:-1] if count == 1 else unit}"
    return ""


def _one(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict) and KEY in value:
        return ", ".join(
            f"{_one(one['value'])} "
            f"({period(_day(one['from'], '0001'), _day(one['to'], '9999'))})"
            for one in value[KEY]
        )
    return _span(value) if isinstance(value, dict) else str(value)


def _day(text: str, endless: str) -> str | None:
    return None if text.startswith(endless) else text


def _words(value: Any) -> str:
    if value is None:
        return ""
    items = value if isinstance(value, list) else [value]
    said = [str(one).replace("-", " ").replace("_", " ") for one in items]
    return ", ".join(said[:-1]) + f" or {said[-1]}" if len(said) > 1 else "".join(said)
