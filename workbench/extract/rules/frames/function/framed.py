"""Activities beside a way in which they go: any of one with any of the other.

"Showers on her own", "back behind the wheel", "his wife cuts up his food": what people
do in a day and how well it goes are two lists (``framed.yaml``), and every pair of them
is a statement.  A kind may have ways of its own beside the common ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import near
from workbench.extract.rules.words.near import Entry, Near
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("framed.yaml")
_ACTIVITY = "@activity"


def framed(text: str) -> Iterator[Mention]:
    """The statements of a text on activities, each with its kind and how it goes.

    Words of the list that name an activity and its way as one come first.
    """
    yield from near.load("activities").find(text)
    yield from ways().find(text)


@cache
def ways() -> Near:
    """Every way of the file, made for each kind of activity."""
    data: dict[str, Any] = load_yaml(FILE)
    classes: dict[str, list[str]] = data["classes"]
    made: dict[str, Entry] = {}
    for kind, words in data["activities"].items():
        known = classes | {_ACTIVITY[1:]: words}
        own = data["own"].get(kind, {})
        for how, common in data["ways"].items():
            patterns = [*own.get(how, ()), *common]
            made[f"{kind}-{how}"] = _entry(kind, how, patterns, known)
    return Near(made)


def _entry(
    kind: str, how: str, patterns: list[Any], classes: dict[str, list[str]]
) -> Entry:
    spelled = [_spelled(one, classes) for one in patterns]
    about = {"list": "functional_limits", "kind": kind, "whole": how}
    texts = {"examples": [kind], "counter": [kind]}
    return Entry.model_validate({"attributes": about, "patterns": spelled} | texts)


def _spelled(value: Any, classes: dict[str, list[str]]) -> Any:
    """A pattern with the words of each class in place of its name."""
    if isinstance(value, dict):
        return {key: _spelled(one, classes) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    made: list[Any] = []
    for one in value:
        named = isinstance(one, str) and one.startswith("@")
        made += classes[one[1:]] if named else [_spelled(one, classes)]
    return made
