"""What a patient manages, told as an activity with a small amount.

"Sits 15 minutes", "Walks 1/2 block", "Lifting: <10 lb", "Sleep: 4 hrs broken": nobody
tells such an amount unless it is a limit.  Exercise ("walks 30 min daily"), goals,
advice and amounts managed with ease are none.  The activities and what amounts are
small are data (``tolerances.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import Sought, sought
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("tolerances.yaml")
_UNITS = {
    "min": r"min(?:ute)?s?",
    "hour": r"h(?:ou)?rs?|h",
    "block": r"(?:city )?blocks?",
    "ft": r"f(?:ee|oo)?t|'",
    "yd": r"y(?:ar)?ds?",
    "m": r"met(?:er|re)s|m",
    "lb": r"lbs?|pounds?|#",
    "kg": r"kgs?|kilos?|kilograms?",
}
_SMALL = (
    r"(?:for|only|about|approx\w*|around|maybe|max(?:imum)?|up|to|no|more|than|just|a|at"
    r"|most|less|under|roughly|barely|with|limited|tol(?:erance)?|comfortably|still"
    r"|currently|now|is|distance|time|continuously|fww|rw|walker|cane|rollator|crutches"
    r"|in|one|sitting|go|each|per|night|total|of|weight|light|anything|objects|over|past)"
)
_NUMBER = (
    r"(?P<number>\d{1,4}(?:\.\d)?(?:\s?/\s?\d)?|half(?: a)?|an?|one|two|three|four|five"
    r"|six|eight|ten|fifteen|twenty|thirty)(?:\s?(?:-|to)\s?\d{1,4})?"
)
_WORDS = {
    "half": 0.5, "half a": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3,
    "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "fifteen": 15, "twenty": 20,
    "thirty": 30,
}  # fmt: skip
_OFTEN = re.compile(
    r"[^.;,]{0,16}?(?:\bdaily"
    r"|\b(?:a|per|each|every|twice|once) (?:a )?(?:day|week|night)"
    r"|/\s?(?:day|d|wk|week)\b|\bx\s?/|\btimes\b|\bd/wk|\bexercis\w+|\btreadmill"
    r"|\bto work\b|\baway\b|\bfrom (?:here|home|the clinic)|\bpost[- ]?op"
    r"|\bafter surgery|\bfor (?:\d|six|four|twelve)"
    r"|\bwith (?:the )?(?:patient|pt|family))",
    re.IGNORECASE,
)
"""What makes an amount one of exercise, of a journey or of a precaution."""
_EASE = re.compile(
    r"[^.;]{0,40}?(?:\bwithout\b|\bw/o\b|\beasily\b|\bcomfortabl|\bpain[- ]free|\bok\b"
    r"|\bno (?:pain|difficult|problem|trouble|issue|limit)|\bfine\b)",
    re.IGNORECASE,
)
_UNTOLD = re.compile(
    r"\b(?:no|not|never|avoid\w*|should|must|may|goal|goals|will|would|to|until|if"
    r"|don'?t|do not|restrict\w*|used|able to (?:now )?|precautions?|history of|after"
    r"|exercise|exercises|biked?|treadmill)\b[^.;:]{0,16}\Z",
    re.IGNORECASE,
)
"""What before the activity makes it advice, a goal, exercise or long ago."""


class Tolerance(NamedTuple):
    """An activity with its small amount: the kind of limit and the words."""

    kind: str
    start: int
    end: int


class _Activity(NamedTuple):
    kind: str
    pattern: Sought
    limit: frozenset[str]
    most: dict[str, float]
    needs: str | None


@cache
def activities() -> tuple[_Activity, ...]:
    """The activities of the file with their patterns."""
    rows: dict[str, dict[str, Any]] = load_yaml(FILE)
    return tuple(_activity(name, row) for name, row in rows.items())


def _activity(name: str, row: dict[str, Any]) -> _Activity:
    verbs = "|".join(sorted(map(re.escape, row["verbs"]), key=len, reverse=True))
    names = [*row["limit"], *row.get("most", {})]
    units = "|".join(f"(?P<{unit}>{_UNITS[unit]})" for unit in names)
    pattern = (
        rf"\b(?P<verb>{verbs})\b(?:[ ,:=~<>(-]{{1,4}}{_SMALL}\b){{0,5}}"
        rf"[ ,:=~<>(-]{{1,12}}{_NUMBER}[ -]?(?:{units})(?![\w'])"
    )
    return _Activity(
        row.get("kind", name),
        sought(pattern, re.IGNORECASE),
        frozenset(row["limit"]),
        row.get("most", {}),
        row.get("needs"),
    )


def tolerances(text: str) -> Iterator[Tolerance]:
    """The small amounts of activity that a sentence tells."""
    for one in activities():
        for match in one.pattern.finditer(text):
            if _is_limit(text, one, match):
                yield Tolerance(one.kind, match.start(), match.end())


def _is_limit(text: str, one: _Activity, match: re.Match[str]) -> bool:
    if one.needs and not re.search(rf"\b{one.needs}|slept", text, re.IGNORECASE):
        return False
    if _OFTEN.match(text, match.end()) or _EASE.match(text, match.end()):
        return False
    if _UNTOLD.search(text[max(match.start() - 40, 0) : match.start()]):
        return False
    unit = next(u for u in (*one.limit, *one.most) if match[u] is not None)
    return unit in one.limit or _value(match["number"]) <= one.most[unit]


def _value(number: str) -> float:
    word = number.lower().strip()
    if word in _WORDS:
        return _WORDS[word]
    first = re.match(r"\d+(?:\.\d)?", word)
    return float(first.group()) if first else 0.0
