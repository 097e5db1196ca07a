"""Operations of a note that names none: told by their parts and steps.

"Lateral mass screws C4-6, rods", "a cage was tapped into the disc space", "an 18 mm
tube was docked on the left L3 lamina": what was put in, taken out or docked says which
operation it was, where its levels are told in the clause or were told last before it.
What was left, not used, planned or found there from before is none; what is called old
tells of the operation that put it in.  The words are data (``components.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation import Operation
from workbench.extract.rules.frames.operations.performed import (
    is_below,
    tells_what_was_done,
)
from workbench.extract.rules.frames.operations.places import (
    Place,
    level_groups,
    only_side,
    spanned,
)
from workbench.extract.rules.frames.operations.told_operations import (
    Done,
    quotes,
    side_beside,
)
from workbench.extract.rules.frames.told.questions import is_readable
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.words.alternation import one_of
from workbench.extract.rules.words.lexicon import spread
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate
from workbench.schema.spine import region
from workbench.vocabulary.tables import procedures
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("components.yaml")
_BEFORE, _AFTER = 30, 16
"""Characters around a step within which its side may stand ("docked on the left")."""
_CLAUSE = re.compile(r"[.;:](?=\s|\Z)")
_LEAD = re.compile(
    r"(?:\W|\d+(?:\.\d+)?|\b(?:a|an|the|mm|cm|and|then|of|at|to|with|two|four|six|one|both|"
    r"left|right|bilateral|bilat|size|peek|titanium|expandable|laminectom\w+|[ctls]\d[\w/-]*)\b)*",
    re.IGNORECASE,
)
"""What may stand before a part that leads its clause."""
_NOT = sought(
    r"\b(?:not|never|no|without|nor|if|would|will|should|may|might|could|plan\w*"
    r"|consider\w*|instead of|rather than|need\w*|requir\w+|risks?|loose|broken"
    r"|toggl\w+|removed and replaced|backed out|left alone|omitted|aborted|later"
    r"|next)\b",
    re.IGNORECASE,
)
_OLD = sought(
    r"\b(?:old|existing|previous|prior|retained|earlier|left (?:in place|in situ)"
    r"|was left|found|s/p|status post|since|(?:years?|months?) ago|corpectomy)\b",
    re.IGNORECASE,
)
_HEIGHT = re.compile(r"[ ](?:height|space|loss|of food)\b", re.IGNORECASE)
"""What makes the words of a device those of another thing."""


class _Rule(NamedTuple):
    """One entry of the file."""

    kind: str
    region: str
    told: Sought
    verbless: bool
    beside: Sought | None
    without: Sought | None
    fewest: int
    past: bool


class _Held(NamedTuple):
    """The levels told last, and where."""

    levels: tuple[str, ...]
    cites: tuple[Evidence, ...]


@cache
def _rules() -> tuple[_Rule, ...]:
    rows: dict[str, dict[str, Any]] = load_yaml(FILE)
    return tuple(_rule(row) for row in rows.values())


def _rule(row: dict[str, Any]) -> _Rule:
    what = rf"(?<![\w-])(?P<what>{_any(row['what'])})(?![\w-])"
    if row.get("done"):
        done = _any(row["done"])
        what += rf"(?:[ ,][^.;:]{{0,70}}?)?[ ,](?P<done>{done})(?![\w-])"
    beside, without = (
        sought(rf"\b(?:{_any(row[key])})\b", re.IGNORECASE) if row.get(key) else None
        for key in ("beside", "without")
    )
    return _Rule(
        row["is"],
        row["region"],
        sought(what, re.IGNORECASE),
        not row.get("done"),
        beside,
        without,
        int(row.get("fewest", 1)),
        bool(row.get("past")),
    )


def _any(terms: Sequence[str]) -> str:
    return one_of({one for term in terms for one in spread(term)}, "[ -]")


def by_parts(
    document: DocumentView, date: PartialDate | None, told: Sequence[Done]
) -> Iterator[Done]:
    """The operations that the sentences of a note tell by parts and steps alone.

    ``told`` are those that it names, which their parts tell once more.
    """
    pairs = [(one.operation.kind, one.operation.levels) for one in told]
    known = {(kind, name) for kind, levels in pairs for name in levels}
    bare = {kind for kind, levels in pairs if not levels}
    held: _Held | None = None
    for sentence in filter(is_readable, document.sentences):
        cites = quotes(document, sentence)
        if tells_what_was_done(sentence) or is_below(document, sentence):
            for one, own in _of_sentence(document, sentence, held):
                levels = tuple(n for n in one.levels if (one.kind, n) not in known)
                if not levels or one.kind in bare:
                    continue
                known |= {(one.kind, name) for name in levels}
                sides = one.sides[:1] * len(levels)
                lent = () if own or held is None else held.cites
                told_as = Operation(
                    one.kind,
                    one.start,
                    one.end,
                    one.name,
                    levels,
                    (),
                    sides,
                    one.place,
                    concept=one.kind,
                )
                day = None if one.concept == "past" else date
                side = side_beside(sentence.text, one)
                yield Done(told_as, day, "historical", cites + lent, side)
        spaces = _told_last(sentence.text)
        held = _Held(spaces, cites) if spaces else held


def _of_sentence(
    document: DocumentView,
    sentence: Sentence,
    held: _Held | None,
) -> Iterator[tuple[Operation, bool]]:
    """The operations of a sentence, and whether their levels stand in it."""
    for clause, start in _clauses(sentence.text):
        for rule in _rules():
            match = rule.told.search(clause)
            if match is None or not _counts(rule, match, clause, document):
                continue
            own = _levels(rule, clause, match.span())
            levels = own or _held(rule, clause, held)
            if levels:
                side = only_side(
                    clause[max(match.start() - 30, 0) : match.end() + _AFTER]
                )
                one = Operation(
                    rule.kind,
                    start + match.start(),
                    start + match.end(),
                    match["what"],
                    levels,
                    (),
                    (_sided(rule.kind, side),) * len(levels),
                    concept="past" if rule.past else "",
                )
                yield one, bool(own)


def _sided(kind: str, side: Any) -> Any:
    main = procedures().procedures.get(kind)
    return side if main is None or main.sided else None


def _clauses(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for mark in _CLAUSE.finditer(text):
        yield text[start : mark.start()], start
        start = mark.end()
    yield text[start:], start


def _counts(
    rule: _Rule, match: re.Match[str], clause: str, document: DocumentView
) -> bool:
    """Whether the words of a clause tell that it was done, and when they should."""
    part = _around(clause, match.start(), match.end())
    if _NOT.search(part) or _HEIGHT.match(clause, match.end("what")):
        return False
    if not rule.past and _OLD.search(clause, 0, match.end()):
        return False
    if rule.verbless and not rule.past and not _leads(clause, match.start()):
        return False
    whole = document.source.text
    if rule.without is not None and rule.without.search(whole):
        return False
    return rule.beside is None or rule.beside.search(whole) is not None


def _around(clause: str, start: int, end: int) -> str:
    """The words between the commas around a span."""
    low = clause.rfind(",", 0, start) + 1
    high = clause.find(",", end)
    return clause[low : high if high >= 0 else len(clause)]


def _leads(clause: str, start: int) -> bool:
    """Whether a part leads its clause, or a piece of it behind a comma or a verb."""
    low = max((m.end() for m in _PIECE.finditer(clause, 0, start)), default=0)
    return _LEAD.fullmatch(clause, low, start) is not None


_PIECE = re.compile(r",\s|\sand\s", re.IGNORECASE)


def _levels(rule: _Rule, clause: str, span: tuple[int, int]) -> tuple[str, ...]:
    """The interspaces beside a part, or those between the vertebrae named there."""
    places = level_groups(clause)
    near = sorted(places, key=lambda one: _apart(one, span))
    spaces = next((one.interspaces for one in near if one.interspaces), ())
    bones = [name for one in places for name in one.vertebrae]
    if rule.fewest > 1 and len(set(bones)) >= rule.fewest:
        around = sorted(dict.fromkeys(bones))
        spaces = spanned((around[0], around[-1])) or spaces
    return tuple(name for name in spaces if _lies(name, rule.region))


def _apart(place: Place, span: tuple[int, int]) -> int:
    return max(place.start - span[1], span[0] - place.end, 0)


def _held(rule: _Rule, clause: str, held: _Held | None) -> tuple[str, ...]:
    """The levels told last before a part that needs no vertebrae of its own."""
    if held is None or rule.fewest > 1 or rule.past:
        return ()
    if any(one.interspaces for one in level_groups(clause)):
        return ()
    return tuple(name for name in held.levels if _lies(name, rule.region))


def _told_last(text: str) -> tuple[str, ...]:
    """The levels of a sentence's last group, else the one whose illness it names."""
    groups = [one.interspaces for one in level_groups(text) if one.interspaces]
    named = {name for one in find_levels(text) for name in one.interspaces}
    return groups[-1] if groups else tuple(named) if len(named) == 1 else ()


def _lies(name: str, where: str) -> bool:
    return region(name) == where or (where == "lumbar" and region(name) == "sacral")
