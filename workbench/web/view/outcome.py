"""What would change the outcome, as a list that one can act on.

Each item says what to ask of whom, which criteria it would answer and on which lines;
those that settle most lines come first, as the determination orders them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.narrate.labels import procedure_title
from workbench.policy.model import Policy
from workbench.schema.determination import Determination
from workbench.web.view import words
from workbench.web.view.facts import Quote, quotes


class Ask(NamedTuple):
    """One thing to ask for; ``number`` is its place in the determination's needs."""

    number: int
    ask: str
    who: str
    documents: tuple[str, ...]
    required: bool
    lines: tuple[str, ...]
    resolves: tuple[str, ...]
    source: str


class Path(NamedTuple):
    """Sets of criteria of which any one, met in full, would settle the line."""

    line: str
    name: str
    sets: tuple[tuple[str, ...], ...]


class Thin(NamedTuple):
    """What an approval rests on thinly: without it the line would be open."""

    line: str
    title: str
    because: str
    quotes: tuple[Quote, ...]


class Instead(NamedTuple):
    """A less intensive service measured by the same policy: described only."""

    lines: tuple[str, ...]
    procedure: str
    where: str
    status: str
    tone: str
    because: str


class Outcome(NamedTuple):
    """All of it for one case."""

    opens: tuple[tuple[str, tuple[str, ...]], ...]
    asks: tuple[Ask, ...]
    paths: tuple[Path, ...]
    thin: tuple[Thin, ...]
    instead: tuple[Instead, ...]


_TONES = {"met": "good", "open": "open", "not_met": "fail"}


def outcome(determination: Determination, policies: Sequence[Policy]) -> Outcome:
    """What would turn an open line, and what an approvable one hangs on."""
    own = {
        one.id: {item.id: item.title for item in one.criteria}
        | {item.id: item.title for item in one.waivers}
        for one in policies
    }
    of = {line.id: own.get(line.policy or "", {}) for line in determination.lines}
    return Outcome(
        opens=tuple(
            (words.KINDS.get(one.document, one.document), one.lines)
            for one in determination.opens
        ),
        asks=asks(determination, of),
        paths=tuple(
            Path(
                line.id,
                " ".join(p for p in (procedure_title(line), line.level) if p),
                tuple(
                    tuple(of[line.id].get(n, n) for n in one) for one in line.would_meet
                ),
            )
            for line in determination.lines
            if line.would_meet
        ),
        thin=tuple(
            Thin(
                line.id,
                of[line.id].get(one.criterion, one.criterion),
                one.because,
                quotes(one.evidence),
            )
            for line in determination.lines
            for one in line.would_undo
        ),
        instead=tuple(
            Instead(
                one.lines,
                procedure_title(one.procedure),
                " ".join(part for part in (one.level, one.side) if part),
                words.plain(one.status),
                _TONES[one.status],
                one.because,
            )
            for one in determination.alternatives
            if one.procedure not in _asked(determination, one.lines)
        ),
    )


def _asked(determination: Determination, lines: tuple[str, ...]) -> set[str]:
    return {line.procedure for line in determination.lines if line.id in lines}


def asks(
    determination: Determination, titles: Mapping[str, Mapping[str, str]]
) -> tuple[Ask, ...]:
    """What to ask for, in the determination's order; ``titles`` by line."""
    return tuple(
        Ask(
            number,
            need.ask,
            {"clinical": "requesting clinician", "admin": "office"}.get(
                need.who, need.who
            ),
            tuple(words.KINDS.get(kind, kind) for kind in need.documents),
            need.required,
            need.lines,
            tuple(_title(titles, need.lines, name) for name in need.resolves),
            need.source,
        )
        for number, need in enumerate(determination.needs, 1)
    )


def _title(
    titles: Mapping[str, Mapping[str, str]], lines: Sequence[str], name: str
) -> str:
    """A criterion as the policy of one of these lines calls it."""
    return next((titles[x][name] for x in lines if name in titles.get(x, {})), name)
