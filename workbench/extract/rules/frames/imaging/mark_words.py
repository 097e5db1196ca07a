"""The words of ``marks.yaml`` as expressions, one for each kind of finding."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import Sought, sought
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("marks.yaml")
_BLANK = r"[\s-]{1,2}"
_PLACE = (
    r"(?:the )?(?:left |right |both )?(?:[CTLS]\d{1,2}(?:[-/][CTLS]?\d{1,2})?|vertebra"
    r"|pedicle|facet|bod(?:y|ies)|spine|lumbar|thoracic)\w*"
)
_SHARE = r"\d{1,3}\s?%"


class Mark(NamedTuple):
    """One kind of finding with its words, and texts that do and do not hold them."""

    kind: str
    words: Sought
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def marks() -> tuple[Mark, ...]:
    """The kinds of the file, in its order."""
    data: dict[str, dict[str, Any]] = load_yaml(FILE)
    return tuple(
        Mark(
            kind,
            sought(_told(row), re.I),
            tuple(row["examples"]),
            tuple(row["counter"]),
        )
        for kind, row in data.items()
    )


def _told(row: dict[str, Any]) -> str:
    """The forms of a kind as one expression."""
    before = "".join(rf"(?<!\b{word} )" for word in row.get("not-before", ()))
    body = "|".join(form(one) for one in row["forms"])
    after = "|".join(form(one) for one in row.get("not-after", ()))
    tail = rf"(?!{_BLANK}(?:{after}))" if after else ""
    return rf"{before}(?:{body}){tail}"


def form(text: str) -> str:
    """One form as an expression."""
    words, _, ahead = text.partition(" > ")
    made = _joined(words.split())
    start = "" if words.startswith("@") else r"(?<![\w.])"
    end = "" if words.endswith(("%", "@")) else r"(?!\w)"
    told = rf"{start}{made}{end}"
    return rf"{told}(?=,?{_BLANK}{_joined(ahead.split())})" if ahead else told


def _joined(words: Iterable[str]) -> str:
    """The words with what may stand between two of them."""
    made, blank = "", ""
    for word in words:
        if word == ":":
            blank = r"\W{1,3}"
        elif word.startswith(".."):
            blank = rf"(?![\w])[^.;\n]{{0,{word[2:]}}}?(?<![\w.])"
        elif word.startswith("~"):
            made += rf"(?:{blank}\w+){{0,{word[1:]}}}?"
        elif word.startswith("["):
            made += rf"(?:{blank}{_word(word[1:-1])})?" if made else ""
            made = made or rf"(?:{_word(word[1:-1])}{_BLANK})?"
            blank = _BLANK
        else:
            made += blank + _word(word)
            blank = _BLANK
    return made


def _word(word: str) -> str:
    """One word of a form with its other choices."""
    if word == "@":
        return _PLACE
    if word == "#%":
        return _SHARE
    if word == "#":
        return r"\d{1,3}"
    parts = [
        re.sub(r"\\\((.+?)\\\)", r"(?:\1)?", re.escape(part.rstrip("*")))
        + (r"\w*" if part.endswith("*") else "")
        if part not in ("@", "#%")
        else _word(part)
        for part in word.split("|")
    ]
    return rf"(?:{'|'.join(parts)})"
