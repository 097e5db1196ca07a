"""Headings: what a line's label says its section is for.

Aliases and words come from ``sections.yaml``.  A level alone ("C5-6:") is no heading of
a section.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple, cast, get_args

from workbench.content import expressions as re
from workbench.errors import ContentError
from workbench.extract.rules.model import Role
from workbench.extract.rules.values.levels import find_levels, opens_level
from workbench.schema.packet import DocumentKind
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("sections.yaml")
_BRACKETS = re.compile(r"\([^()]{0,40}\)")
_NOISE = re.compile(r"[^a-z0-9/&()',+ -]+")
_PART = r"(?i:section|part)[ ](?:\d{1,2}|[IVX]{1,4}|[A-Z])(?:[ ]?[.:)]|[ ]?-{1,2})"
_NUMBERING = re.compile(
    rf"(?:\d{{1,2}}[.)]|[IVX]{{1,4}}[.)]|[A-Z][.)]|#{{1,6}}|{_PART})[ ]+"
)
_PART_HEAD = re.compile(rf"{_PART}[ ]+(?=[A-Z])")
_LEVEL_WORDS = re.compile(
    r"\b(?:at|the|level|levels|interspace|disc|disk|and|through|to|spine|cervical"
    r"|lumbar"
    r"|thoracic|vertebral|intervertebral|space|for|segment)\b|[^A-Za-z0-9]+",
    re.IGNORECASE,
)


class _Table(NamedTuple):
    aliases: dict[str, Role]
    contains: tuple[tuple[Role, tuple[str, ...]], ...]
    overrides: dict[str, dict[str, Role]]
    names: dict[str, dict[str, Role]]
    defaults: dict[str, Role]
    short: frozenset[str]
    alone: frozenset[str]
    inside: dict[str, frozenset[str]]
    studies: re.Pattern[str]
    fields: frozenset[str]
    agreed: frozenset[str]
    openings: tuple[tuple[str, str], ...]


@cache
def table() -> _Table:
    """The heading table.  Raises ContentError when a role in it is unknown."""
    data = load_yaml(_FILE)
    known = set(get_args(Role))
    used = {*data["roles"], *data["order"], *data["short"], *data["alone"]}
    if not used <= known:
        raise ContentError(
            "unknown role", where=str(_FILE), fix=f"use {', '.join(sorted(known))}"
        )
    aliases = {
        normal(alias): cast(Role, role)
        for role, row in data["roles"].items()
        for alias in row["aliases"]
    }
    contains = tuple(
        (cast(Role, role), tuple(data["roles"][role].get("contains", ())))
        for role in data["order"]
        if role in data["roles"]
    )
    return _Table(
        aliases,
        contains,
        data["overrides"],
        {
            kind: {name: role for role, names in own.items() for name in names}
            for kind, own in data["names"].items()
        },
        data["defaults"],
        frozenset(data["short"]),
        frozenset(data["alone"]),
        {role: frozenset(words) for role, words in data["inside"].items()},
        re.constant(
            rf"\b(?:{'|'.join(map(re.escape, data['studies']))})\b", re.IGNORECASE
        ),
        frozenset(data["fields"]),
        frozenset(data["agreed"]),
        tuple(
            (words, role)
            for role, phrases in data["openings"].items()
            for words in phrases
        ),
    )


def is_part(label: str) -> bool:
    """Whether a heading numbers a part of a form ("Section IV - Procedures")."""
    return _PART_HEAD.match(label.strip(" *_#=-\t")) is not None


@cache
def normal(label: str) -> str:
    """A heading without case, numbering, brackets, emphasis and end marks."""
    text = _NUMBERING.sub("", label.strip(" *_#=-\t"), count=1).lower()
    text = text.replace(" & ", " and ").replace(
        "history of the present", "history of present"
    )
    text = _NOISE.sub(" ", text)
    if text.endswith(")") and not text.startswith("("):
        text = _BRACKETS.sub("", text) if text not in _KEEP else text
    return " ".join(text.strip(" -,/").split())


_KEEP = frozenset({"diagnosis(es)", "service(s) requested"})


def exact_role(label: str) -> Role | None:
    """The role of a heading whose whole wording is known."""
    text = normal(label)
    found = table().aliases.get(text)
    if found is None and text.endswith(" continued"):
        found = table().aliases.get(text.removesuffix(" continued"))
    return found


_REQUESTS = re.compile(
    r"\b(?:prior auth\w*|pre ?-?auth\w*|pre ?-?cert\w*|authori[sz]ation request"
    r"|(?:order|request|referral|requisition) (?:form|slip|sheet))\b"
)
"""Words of a heading that asks, whatever department it names besides."""


def guessed_role(label: str) -> Role | None:
    """The role by words in a heading of unknown wording."""
    found = exact_role(label)
    if found is not None:
        return found
    # What speaks against a procedure is not what a study was made for.
    text = normal(label).replace("contraindication", "")
    if _REQUESTS.search(text):
        return "request"
    for role, words in table().contains:
        if any(word in text for word in words):
            return role
    return None


_ENTRY = re.compile(
    r"\W{0,4}"
    r"(?:(?:office|clinic|follow-?up|return|team|phone|telephone|new patient)\s)?"
    r"(?:visit|encounter|consult(?:ation)?|seen|follow-?up|f/u|recheck)\b"
    r"[^.;\d\n]{0,14}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    r"|\W{0,4}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}[\s:-]{1,6}"
    r"(?:(?:office|clinic|follow-?up|return|team|phone|telephone|new patient)\s)?"
    r"(?:visit|encounter|consult(?:ation)?)\b",
    re.IGNORECASE,
)
_ENTRY_LINE = 90
"""Characters of a line that may head an entry."""


def begins_entry(line: str) -> bool:
    """Whether a line opens the entry of another visit ("VISIT 09/03/2026, brief")."""
    return len(line) <= _ENTRY_LINE and _ENTRY.match(line) is not None


_ROW_DAY = re.compile(
    r"(?P<word>[A-Za-z]{2,15})[ :]{1,3}"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d)"
)


_ROW_CODE = re.compile(
    r"[ ]{0,8}(?P<label>[A-Za-z#][A-Za-z /&#.,-]{2,24}?)[ :]{1,3}"
    r"(?=[CLT]\d{1,2}[ ]?[-/–]|\d{5}\b|\d{4}T\b)"
)
"""How a field begins that gives a level or a code ("level / code L4-5  64483")."""


def begin_alike(text: str, above: int, below: int) -> bool:
    """Whether two lines are entries of one list: each begins with its interspace, with
    one word and its day ("Collected 02/24/2026 7.2"), or with one label and a level or
    code ("Service L4-5  64483")."""
    if opens_level(text, above) and opens_level(text, below):
        return True
    pairs = ((one.match(text, above), one.match(text, below)) for one in _ROWS)
    return any(a and b and a[1].lower() == b[1].lower() for a, b in pairs)


_ROWS = (_ROW_DAY, _ROW_CODE)


def opening_role(text: str, base: Role) -> Role | None:
    """The role that the first words of a paragraph of prose give it, if any."""
    start = " ".join(text[:80].lower().split())
    for words, role in table().openings:
        if start.startswith(words) and not start[len(words) : len(words) + 1].isalpha():
            return base if role == "base" else cast(Role, role)
    return None


def role_in(kind: DocumentKind, role: Role, value: str = "") -> Role:
    """A role as this kind of document means it; ``value`` is text after the heading."""
    if kind == "imaging-report" and role == "exam" and value:
        dated = _DAY.match(value)
        return "technique" if dated or table().studies.search(value[:200]) else role
    row = table().overrides.get(kind, {})
    return row.get(role) or row.get("*") or role


_DAY = re.compile(r"\W{0,3}\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b")
"""The day of an examination, where a report gives no more under "EXAM"."""


def named_in(kind: DocumentKind, label: str) -> Role | None:
    """The role of a heading that only this kind of document has ("PRIOR")."""
    return table().names.get(kind, {}).get(normal(label))


def default_role(kind: DocumentKind) -> Role:
    """The role of text under no heading."""
    return table().defaults.get(kind, "other")


@cache
def is_level(label: str) -> bool:
    """Whether a label names levels and nothing else ("At C5-6", "C3-4 and C4-5")."""
    if len(label) > 40 or not re.search(r"\d", label):
        return False
    found = find_levels(label)
    if not found:
        return False
    rest = list(label)
    for mention in found:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return not _LEVEL_WORDS.sub("", "".join(rest))


_VISIT = re.compile(r"follow[- ]?up|f/?u|re-?check")
_ONLY_DAY = re.compile(
    r"\W*(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|(?:\d{1,2} )?[A-Za-z]{3,9}\.? \d{1,2}?,? ?"
    r"\d{4})?\W*"
)


def is_visit(label: str, value: str) -> bool:
    """Whether a heading names a visit, with nothing but its day behind it."""
    return bool(_VISIT.fullmatch(normal(label)) and _ONLY_DAY.fullmatch(value))
