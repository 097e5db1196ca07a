"""What is wrong with the parameters of a test, in words that a policy author acts on.

A key that a test does not have names the nearest that it has; a word that is none of a
few names the nearest of them; a length written as a bare number is told how one is
written.  Names of this program's own types never show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from workbench.content import expressions as re

_MOST = 3
_QUOTED = re.compile(r"'([^']+)'")
_MAPPING = "a mapping is needed here; a length is written as {weeks: 6}"


def wrong_parameters(error: ValidationError, params: type[BaseModel]) -> str:
    """The first mistakes, as ``key: what; what would be right``."""
    items = error.errors(include_input=True, include_url=False)
    told = dict.fromkeys(_told(item, params) for item in items)
    shown = "; ".join(list(told)[:_MOST])
    return shown + (f"; and {len(told) - _MOST} more" if len(told) > _MOST else "")


def _told(item: Any, params: type[BaseModel]) -> str:
    steps = [str(step) for step in item["loc"] if "[" not in str(step)]
    key, kind = ".".join(steps), item["type"]
    if kind == "extra_forbidden":
        return f"there is no key {key!r}{nearest(steps[-1], _keys(params, steps))}"
    if kind == "missing":
        return f"{key}: is missing"
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return f"{key or 'top level'}: {_MAPPING}"
    message = str(item["msg"]).removeprefix("Value error, ")
    if kind == "literal_error" and isinstance(item["input"], str):
        given = item["input"]
        words = _QUOTED.findall(message)
        return f"{key}: {given!r} is not known here{nearest(given, words)}"
    own = message != item["msg"]
    return message if own and not key else f"{key or 'top level'}: {message}"


def _keys(params: type[BaseModel], steps: Sequence[str]) -> set[str]:
    """The keys that may stand beside the last of some steps."""
    models = [params]
    for step in steps[:-1]:
        fields = [one.model_fields[step] for one in models if step in one.model_fields]
        if not step.isdigit():
            models = [one for field in fields for one in _models(field.annotation)]
    return {name for one in models for name in one.model_fields}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def nearest(given: str, known: Iterable[str]) -> str:
    """The nearest of some words as a question, else all of them."""
    names = sorted(known)
    near = get_close_matches(given, names, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; one of: {', '.join(names)}" if names else ""
