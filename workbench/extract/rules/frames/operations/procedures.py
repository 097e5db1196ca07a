"""Operations in a text: which procedures, at which levels, on which side.

Records name an operation in pieces ("anterior cervical discectomy at C5-6 with fusion
and plating"; "laminectomies and instrumented arthrodesis C3-6").  The lexicon finds the
pieces; this module joins those of one clause to procedures and gives each its levels.
Whether the operation is asked for, planned or long done is for others to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation import (
    ACDF,
    ARTHROPLASTY,
    AT_ROOTS,
    COMPONENTS,
    CORPECTOMY,
    DECOMPRESSION,
    LUMBAR_DECOMPRESSION,
    LUMBAR_FUSIONS,
    OTHER,
    POSTERIOR_FUSION,
    TRANSFORAMINAL,
    Approach,
    Hint,
    Operation,
)
from workbench.extract.rules.frames.operations.operation_kinds import joined, regioned
from workbench.extract.rules.frames.operations.operation_levels import placed, sided
from workbench.extract.rules.frames.operations.operation_words import (
    is_taken_out,
    names_file,
)
from workbench.extract.rules.frames.operations.places import (
    Place,
    level_groups,
)
from workbench.extract.rules.frames.operations.stimulated import at_nerve
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon

__all__ = [
    "ACDF",
    "ARTHROPLASTY",
    "COMPONENTS",
    "CORPECTOMY",
    "DECOMPRESSION",
    "LUMBAR_DECOMPRESSION",
    "LUMBAR_FUSIONS",
    "OTHER",
    "POSTERIOR_FUSION",
    "TRANSFORAMINAL",
    "Approach",
    "Hint",
    "Operation",
    "has_operation",
    "operations",
]
_CLAUSE = re.compile(
    r"[;\u2022|]|\b(?:followed by|then|in addition to|together with|stage[d]?)\b|\. ",
    re.IGNORECASE,
)
_BEFORE = 6
_LONGEST = 5000
"""Characters of a text that are read; no sentence of a person is longer."""
_MOST = 60
"""Operation words of one sentence that are read."""


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load("procedures")


def has_operation(text: str) -> bool:
    """Whether any operation word stands in the text."""
    return any(not one.concept.startswith("approach-") for one in _words().find(text))


@lru_cache(maxsize=4096)
def operations(text: str, hint: Hint | None = None) -> tuple[Operation, ...]:
    """The operations of a text in order, each with the levels that belong to it."""
    hint, text = hint or Hint(), text[:_LONGEST]
    atoms = [
        one
        for one in _apart(_words().find(text))
        if not names_file(text, one.end) and not _is_aside(text, one)
    ][:_MOST]
    if not any(not one.concept.startswith("approach-") for one in atoms):
        return ()
    needled = any(one.concept in AT_ROOTS for one in atoms)
    places = level_groups(text, roots=needled)
    found: list[Operation] = []
    for start, end in _clauses(text):
        inside = [one for one in atoms if start <= one.start < end]
        near = [one for one in places if start <= one.start < end]
        found.extend(_clause(text, (start, end), inside, near, hint))
    return tuple(found)


_DEGREE = "MBBS"
"""A physician's degree, spelled like blocks of medial branches in capitals."""
_AFTER_NAME = re.compile(
    r"(?:,|(?<![A-Za-z])(?!(?:bilateral|left|right|lumbar|cervical|thoracic|diagnostic"
    r"|repeat|second|first|both|for|of)\b)[A-Z][a-z][\w'-]+)\s{1,2}\Z"
)
_WITH_THE = re.compile(
    r"\(\s?(?:with|part of|included in|same as|along with|at the time of|belongs to)"
    r"\s(?:the\s)?(?:\w+\s)?\Z",
    re.IGNORECASE,
)


def _is_aside(text: str, one: Mention) -> bool:
    """Whether words name a degree, or in brackets what an item belongs to."""
    lead = text[max(one.start - 40, 0) : one.start]
    if text[one.start : one.end] == _DEGREE:
        return _AFTER_NAME.search(lead) is not None
    return _WITH_THE.search(lead) is not None


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions that do not overlap, the longer first."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE.finditer(text):
        yield start, match.start()
        start = match.start()
    yield start, len(text)


# --- pieces to procedures --------------------------------------------------------


def _clause(
    text: str,
    span: tuple[int, int],
    atoms: list[Mention],
    places: list[Place],
    hint: Hint,
) -> Iterator[Operation]:
    pieces = [one for one in atoms if not one.concept.startswith("approach-")]
    raw = [_removed(_raw(one, atoms), text) for one in pieces]
    leveled = list(placed(text, raw, places))
    for one in _instrumented(joined(leveled, text, hint)):
        yield at_nerve(sided(text, span, regioned(one, text, hint)), text)


def _instrumented(found: Iterator[Operation]) -> Iterator[Operation]:
    """The operations, and instrumentation where one is named by an "instrumented"."""
    for one in found:
        yield one
        word = re.search(r"\binstrument\w*", one.name, re.IGNORECASE)
        if word and one.kind in (POSTERIOR_FUSION, *LUMBAR_FUSIONS):
            start = one.start + word.start()
            yield Operation(
                kind="instrumentation",
                start=start,
                end=start + len(word.group()),
                name=word.group(),
                approach=one.approach,
                concept="instrumentation",
            )


def _removed(one: Operation, text: str) -> Operation:
    """Instrumentation that is to come out as the removal of hardware."""
    lead = text[max(one.start - 80, 0) : one.start]
    if one.kind != "instrumentation" or not is_taken_out(lead):
        return one
    return replace(one, kind="hardware-removal", concept="hardware-removal")


def _raw(atom: Mention, atoms: list[Mention]) -> Operation:
    approach = atom.attributes.get("approach") or _approach_before(atom, atoms)
    return Operation(
        kind=atom.attributes.get("as", ""),
        start=atom.start,
        end=atom.end,
        name=atom.text,
        approach="anterior"
        if approach == "anterior"
        else "posterior"
        if approach == "posterior"
        else None,
        concept=atom.concept,
    )


def _approach_before(atom: Mention, atoms: list[Mention]) -> str | None:
    """The nearest approach word before the atom, or else directly after it."""
    named = [one for one in atoms if one.concept.startswith("approach-")]
    before = [one for one in named if one.end <= atom.start]
    if before:
        return before[-1].attributes.get("approach")
    after = [one for one in named if atom.end <= one.start <= atom.end + _BEFORE]
    return after[0].attributes.get("approach") if after else None


# --- levels and sides ------------------------------------------------------------
