"""Filling a policy's parameters into its tests and its wording.

In a test the value ``"$name"`` becomes the parameter's value; in wording ``{name}``
becomes the value with its unit, so that a number stands once in the file.  The words
``{levels}`` and ``{sides}`` are left for the lines that a question is asked of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

WORDED = ("title", "text", "ask")
LATER = ("levels", "sides")
_SLOT = re.compile(r"\{([a-z0-9-]{1,80})\}")


class UnknownParameter(ValueError):
    """A parameter is referred to and not defined; ``name`` says which.

    ``fix`` names the nearest that is.
    """

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        near = get_close_matches(name, list(known), n=1, cutoff=0.6)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        self.fix = f"define it under parameters, or correct the name{meant}"
        super().__init__(f"parameter {name!r} is not defined")


def fill_test(value: Any, values: Mapping[str, Any]) -> Any:
    """A copy of a test with every ``"$name"`` replaced.  Raises UnknownParameter."""
    if isinstance(value, dict):
        return {key: fill_test(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [fill_test(item, values) for item in value]
    if isinstance(value, str) and value.startswith("$"):
        if value[1:] not in values:
            raise UnknownParameter(value[1:], values)
        return values[value[1:]]
    return value


def fill_words(text: str, words: Mapping[str, str]) -> str:
    """The text with every ``{name}`` replaced.  Raises UnknownParameter."""

    def word(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in LATER:
            return match.group(0)
        if name not in words:
            raise UnknownParameter(name, words)
        return words[name]

    return _SLOT.sub(word, text)


def worded(value: Any, unit: str) -> str:
    """A parameter's value as a sentence has it: "42 days", "moderate or severe"."""
    if isinstance(value, list):
        items = [str(item).replace("-", " ") for item in value]
        joined = ", ".join(items[:-1])
        text = f"{joined} or {items[-1]}" if joined else "".join(items)
    else:
        text = str(value)
    gap = "" if unit in ("", "%") else " "
    return f"{text}{gap}{unit}"


def fill_entry(
    entry: dict[str, Any], values: Mapping[str, Any], words: Mapping[str, str]
) -> dict[str, Any]:
    """A criterion or waiver with test and wording filled.  Raises UnknownParameter."""
    done = dict(entry)
    if "test" in done:
        done["test"] = fill_test(done["test"], values)
    for key in WORDED:
        if isinstance(done.get(key), str):
            done[key] = fill_words(done[key], words)
    if isinstance(done.get("asks"), dict):
        done["asks"] = {
            cause: fill_words(str(text), words) for cause, text in done["asks"].items()
        }
    if isinstance(done.get("helpful"), list):
        done["helpful"] = [_helpful(item, words) for item in done["helpful"]]
    return done


def _helpful(item: Any, words: Mapping[str, str]) -> Any:
    if isinstance(item, dict) and isinstance(item.get("ask"), str):
        return item | {"ask": fill_words(item["ask"], words)}
    return item
