"""Shorthand written out: abbreviations as words, signs of polarity as words.

"Hoffmann L+, R-" is read as "Hoffmann left positive, right negative", "no b/b sx" as
"no b/b symptoms".  The table of abbreviations is data (``shorthand.yaml``); a line that
stands in columns is left as it is, since its cells must keep their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.copy.signed_lists import signed_items
from workbench.extract.rules.copy.spoken import Stretch
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.words.sought import Sought, sought
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("shorthand.yaml")
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S|\|")
_LONGEST = 2_000
_BEGIN = re.compile(r"[a-z0-9/]{1,3}|\W")
_WORDISH = re.compile(
    r"[a-z0-9][a-z0-9/]*|[#\u00b0\u03b4\u2206\u00f8\u2205\u2298\u2191\u2193+-]"
)
_SIGNS = (
    r"(?:hoff(?:mann?)?(?:'?s)?|spurl(?:ing)?(?:'?s)?|babinski|babs?|clonus|lhermitte(?:'?s)?"
    r"|l'hermitte(?:'?s)?|tinel(?:'?s)?|phalen(?:'?s)?|durkan(?:'?s)?|slr|romberg"
    r"|froment(?:'?s)?|faber|roos|adson(?:'?s)?|hawkins|neer|ultt|ibr|s?purl|tromner"
    r"|inverted (?:brachioradialis|radial)(?: reflex)?)"
)
_MARKED = (
    r"(?P<m{0}>(?P<s{0}>[LRB]|lt|rt|left|right|bilat(?:eral(?:ly)?)?)[ ]?"
    r"\(?(?P<p{0}>[+-]|neg|pos)"
    r"\)?(?![\w+-])"
    r"|\(?(?P<q{0}>[+-]|neg|pos)\)?[ ]?(?P<t{0}>[LRB]|lt|rt|left|right)(?![\w+-])"
    r"(?![ ](?:and|&)[ ](?:[LR]|left|right)(?:[,.;)]|\Z|[ ](?:to|at|in)[ ])))"
)
_POLARITY = sought(
    rf"\b{_SIGNS}(?:[ ](?:sign|test|wrists?|elbows?))?(?P<gap>[ ]?[:=]?[ ])"
    + _MARKED.format(1)
    + r"(?:(?P<mid>[ ]?[,;/&][ ]?|[ ](?:and[ ])?)"
    + _MARKED.format(2)
    + r")?",
    re.IGNORECASE,
)
_PAIRED = sought(
    rf"\b{_SIGNS}(?:[ ]?[/,&][ ]?{_SIGNS}){{1,4}}[ ](?P<side>B|L|R)(?![\w+/'-])",
    re.IGNORECASE,
)
_SIDE = {"l": "left", "r": "right", "b": "bilaterally"}
_SIGNED = sought(r"[+-]|\b(?:neg|pos|B|L|R)\b")
_WORDS = {"+": "positive", "-": "negative", "pos": "positive", "neg": "negative"}


class _Entry(NamedTuple):
    says: str
    pattern: Sought


@cache
def entries() -> tuple[_Entry, ...]:
    """The table, longest spelling first, as patterns."""
    rows: Any = load_yaml(_FILE)
    return tuple(_Entry(row["says"], _pattern(row)) for row in rows)


def _pattern(row: dict[str, Any]) -> Sought:
    terms = sorted((str(term) for term in row["terms"]), key=len, reverse=True)
    body = "|".join(terms)
    strict = any(len(term) < 3 or "/" in term for term in terms)
    lead = r"(?<![\w/'+])" if strict else r"(?<![\w'+])"
    if row.get("before"):
        free = "" if row["before"].startswith("(?<") else r"(?:(?<![\w/])|(?=\W))"
        lead = free + row["before"]
    tail = f"(?={row['after']})" if row.get("after") else r"(?![\w/])"
    if not strict and not row.get("after"):
        tail = r"(?!\w)"
    flags = 0 if row.get("case") else re.IGNORECASE
    return sought(f"{lead}(?P<short>{body}){tail}", flags)


@cache
def _openers() -> dict[str, tuple[_Entry, ...]]:
    """The entries by how their spellings begin: up to three letters, or a sign."""
    rows: Any = load_yaml(_FILE)
    found: dict[str, list[_Entry]] = {}
    for row, entry in zip(rows, entries(), strict=True):
        for term in row.get("opens", row["terms"]):
            begin = _BEGIN.match(str(term).lower().replace("\\", ""))
            mine = found.setdefault(
                begin.group() if begin else str(term)[:1].lower(), []
            )
            if entry not in mine:
                mine.append(entry)
    return {begin: tuple(mine) for begin, mine in found.items()}


@lru_cache(maxsize=4096)
def _opened(word: str) -> tuple[_Entry, ...]:
    table = _openers()
    return (
        tuple(entry for size in (1, 2, 3) for entry in table.get(word[:size], ()))
        if len(word) >= 1
        else ()
    )


def _candidates(text: str) -> list[_Entry]:
    small = text.lower()
    words = set(_WORDISH.findall(small))
    words |= {part for word in words if "/" in word for part in word.split("/")}
    found = {id(e): e for word in words for e in _opened(word)}
    return list(found.values())


def written_out(text: str) -> list[Stretch] | None:
    """The line in stretches with its shorthand as words; None where it has none."""
    found = _candidates(text) if len(text) <= _LONGEST else []
    signed = _SIGNED.search(text) is not None
    listed = signed_items(text) if signed and len(text) <= _LONGEST else []
    columns = _COLUMNS.search(text.strip()) is not None
    if not (found or signed or "latter" in text) or (columns and not listed):
        return None
    polar = [*(_polarities(text) if signed else ()), *_referred(text)]
    every = listed if columns else [*listed, *polar, *_abbreviations(text, found)]
    swaps: dict[int, tuple[int, str]] = {}
    for start, end, words in sorted(every, key=lambda one: one[0] - one[1]):
        if not any(s < end and start < e for s, (e, _) in swaps.items()):
            swaps[start] = end, words
    if not swaps:
        return None
    made: list[Stretch] = []
    place = 0
    for start in sorted(swaps):
        end, words = swaps[start]
        if _opens_sentence(text, start):
            words = words[:1].upper() + words[1:]
        made += [Stretch(text[place:start], place), Stretch(words, start)]
        place = end
    made.append(Stretch(text[place:], place))
    return [one for one in made if one.text]


_SIGN_HEADS = "\u00d8\u2205\u2298\u2191\u2193"


def _opens_sentence(text: str, start: int) -> bool:
    """Whether shorthand with a capital stands behind a full stop, or a sign of polarity
    at a line's head ("\u00d8 weakness" under another line)."""
    before = text[:start].rstrip(" ")
    behind = before.endswith(".") and text[start : start + 1].isupper()
    return behind or (not before and text[start : start + 1] in _SIGN_HEADS)


def plain(text: str) -> str:
    """The line with its shorthand as words."""
    return "".join(one.text for one in written_out(text) or [Stretch(text, 0)])


def _abbreviations(text: str, found: Sequence[_Entry]) -> list[tuple[int, int, str]]:
    return [
        (*match.span("short"), match.expand(says) if "\\" in says else says)
        for says, pattern in found
        for match in pattern.finditer(text)
    ]


def _polarities(text: str) -> list[tuple[int, int, str]]:
    found = []
    for match in _POLARITY.finditer(text):
        found.append((*match.span("m1"), _said(match, "1")))
        if match["m2"]:
            other = f", {_said(match, '2')}"
            found.append((match.start("mid"), match.end("m2"), other))
    for match in _PAIRED.finditer(text):
        found.append((*match.span("side"), _SIDE[match["side"].lower()]))
    return found


_LATTER = re.compile(r"\b(?:at |in )?the (?P<which>former|latter)(?: level)?\b")
_TWO = 2


def _referred(text: str) -> list[tuple[int, int, str]]:
    """ "The former" and "the latter" as the two levels named before them."""
    if "latter" not in text:
        return []
    made = []
    for match in _LATTER.finditer(text):
        named = [one for one in find_levels(text) if one.interspaces]
        before = [one for one in named if one.end <= match.start()]
        if len(before) == _TWO == len(named):
            one = before[0 if match["which"] == "former" else 1]
            made.append((*match.span(), f"at {text[one.start : one.end]}"))
    return made


def _said(match: re.Match[str], number: str) -> str:
    side = match[f"s{number}"] or match[f"t{number}"]
    mark = match[f"p{number}"] or match[f"q{number}"]
    return f"{_SIDE[side[0].lower()]} {_WORDS[mark.lower()]}"
