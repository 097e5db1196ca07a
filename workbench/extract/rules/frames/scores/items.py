"""A questionnaire without a title, known by the items that stand over its total.

Walking, sitting and standing are items of the Oswestry index, reading, headaches and
concentration of the neck disability index; a form with items of both is none of them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage
from workbench.schema.evidence import Evidence
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("items.yaml")
_LINES = 14
_LEAST = 3
"""Items that make a questionnaire."""
_OWN = 2
"""Items of its own among them."""
_HEAD = re.compile(
    r"\s*(?:(?:section |item |q)?\d{1,2}\s?[.):-]?\s{1,3})?"
    r"(?P<item>[a-z][a-z/]{1,14}(?:[ /][a-z]{2,12}){0,2}?)\s*(?:[:.\u2026[(]|\s{2,})",
    re.IGNORECASE,
)


class Known(NamedTuple):
    """The questionnaire of a total, and one item of its own that tells it."""

    name: str
    cite: Evidence


@cache
def _owners() -> dict[str, str]:
    rows: dict[str, Any] = load_yaml(FILE)
    own = {item: name for name, items in rows["own"].items() for item in items}
    return own | dict.fromkeys(rows["shared"], "")


def questionnaire(passage: Passage) -> Known | None:
    """The questionnaire whose items stand in the lines up to a total."""
    source = passage.view.source
    last = source.line_index(passage.sentence.start)
    lines = source.text.splitlines(keepends=True)
    first = max(last - _LINES, 0)
    at = sum(len(line) for line in lines[:first])
    told: dict[str, set[str]] = {}
    cites: dict[str, Evidence] = {}
    for line in lines[first : last + 1]:
        head = _HEAD.match(line)
        item = " ".join(head["item"].lower().split()) if head else ""
        if head and item in _owners():
            name = _owners()[item]
            told.setdefault(name, set()).add(item)
            cites[name] = passage.view.cite(
                at + head.start("item"), at + head.end("item")
            )
        at += len(line)
    names = [name for name in told if name]
    if len(names) != 1 or len(told[names[0]]) < _OWN:
        return None
    if sum(map(len, told.values())) < _LEAST:
        return None
    return Known(names[0], cites[names[0]])
