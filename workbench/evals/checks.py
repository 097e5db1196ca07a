"""One outcome held against its labels: every comparison, its verdict and its reason.

A label may name further answers that count as right (``debatable``, ``also``).  The
costly errors stand apart: a recommendation against that the label does not share, and
an approval that the label does not share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from workbench.evals.runlog import Outcome
from workbench.schema.determination import CriterionResult, Determination, LineResult
from workbench.schema.gold import GoldLine, GoldOutcome

Level = Literal[
    "request",
    "confirm",
    "line",
    "criterion",
    "conflict",
    "question",
    "narrative",
    "proof",
]
ADVERSE = frozenset({"not_medically_necessary", "insufficient_information"})
NO_LINE = "no such line"
MISSING = "missing"


class Check(NamedTuple):
    """What was compared, what is right, what came out, and why it came out so."""

    level: Level
    name: str
    expected: str
    accepted: tuple[str, ...]
    actual: str
    reason: str = ""

    @property
    def agrees(self) -> bool:
        """Whether what came out is one of the answers that count as right."""
        return self.actual in self.accepted

    @property
    def adverse_false(self) -> bool:
        """A line recommended against although the label does not share it."""
        return (
            self.level == "line"
            and self.actual in ADVERSE
            and not ADVERSE & set(self.accepted)
        )

    @property
    def approve_false(self) -> bool:
        """A line recommended for approval although the label does not share it."""
        return (
            self.level == "line"
            and self.actual == "approve"
            and "approve" not in self.accepted
        )


_CAUDAL = "sacral"
"""Where a line stands that the program places at the sacral hiatus."""


def outcome_checks(gold: GoldOutcome, got: Outcome) -> tuple[Check, ...]:
    """Every check of one outcome: request, lines, criteria, conflicts, words."""
    made = got.determination
    return (
        *_request(gold, made),
        *_lines(gold, made),
        *_conflicts(gold, made),
        *_questions(gold, made),
        *_narrative(gold, got),
    )


def line_key(line: LineResult) -> str:
    """How a line is named in the labels; a dependent code by its number."""
    itemised = bool(line.codes) and not line.criteria and line.procedure != "other"
    code = line.codes[0] if itemised else None
    return " ".join(filter(None, (line.procedure, line.level, line.side, code)))


def _request(gold: GoldOutcome, made: Determination) -> Iterator[Check]:
    right = (gold.recommendation, *gold.also)
    yield Check(
        "request",
        "recommendation",
        gold.recommendation,
        right,
        made.recommendation,
        made.summary,
    )
    if made.recommendation == gold.recommendation:
        yield Check(
            "confirm",
            "confirm_by",
            gold.confirm_by,
            (gold.confirm_by,),
            made.confirm_by,
        )


def _lines(gold: GoldOutcome, made: Determination) -> Iterator[Check]:
    given = {line_key(line): line for line in made.lines}
    wanted = {answered_line(line, given): line for line in gold.lines}
    for key in sorted(wanted.keys() | given.keys()):
        yield from _line(key, wanted.get(key), given.get(key))


def answered_line(gold: GoldLine, given: Mapping[str, LineResult]) -> str:
    """The key of the line that a label speaks of: its own, but for one without a level.

    A code without a level is the one line of that procedure and code, and an injection
    without one the caudal line, whose entry into the sacrum names no level.
    """
    if gold.key in given or gold.level:
        return gold.key
    alike = [
        key
        for key, line in given.items()
        if (line.procedure, line.side) == (gold.procedure, gold.side)
        and (key.endswith(f" {gold.code}") if gold.code else line.level == _CAUDAL)
    ]
    return alike[0] if len(alike) == 1 else gold.key


def _line(key: str, gold: GoldLine | None, line: LineResult | None) -> Iterator[Check]:
    actual = line.recommendation if line else NO_LINE
    because = line.because if line else "no line of the request was read so"
    if gold is None:
        yield Check("line", key, NO_LINE, (NO_LINE,), actual, because)
        return
    right = (gold.recommendation, *gold.also)
    yield Check("line", key, gold.recommendation, right, actual, because)
    results = {item.id: item for item in line.criteria} if line else {}
    for name, status in gold.criteria.items():
        yield _criterion(key, name, status, gold, results.get(name))


def _criterion(
    key: str,
    name: str,
    status: str,
    gold: GoldLine,
    result: CriterionResult | None,
) -> Check:
    return Check(
        "criterion",
        f"{key} / {name}",
        status,
        (status, *gold.debatable.get(name, ())),
        result.status if result else MISSING,
        result.reason if result else "the line or the criterion is missing",
    )


def _conflicts(gold: GoldOutcome, made: Determination) -> Iterator[Check]:
    listed = {conflict.kind for conflict in made.conflicts}
    for kind in gold.conflicts:
        actual = "listed" if kind in listed else "not listed"
        yield Check("conflict", kind, "listed", ("listed",), actual)


def _questions(gold: GoldOutcome, made: Determination) -> Iterator[Check]:
    asked = {name for need in made.needs if need.required for name in need.resolves}
    texts = " ".join(need.ask for need in made.needs).lower()
    for name in gold.must_ask:
        said = "asked" if name in asked else "not asked"
        yield Check("question", name, "asked", ("asked",), said)
    for name in gold.must_not_ask:
        said = "asked" if name in asked else "not asked"
        yield Check("question", name, "not asked", ("not asked",), said)
    for words in gold.must_not_ask_words:
        said = "asked" if _flat(words) in texts else "not asked"
        yield Check("question", words, "not asked", ("not asked",), said)


def _narrative(gold: GoldOutcome, got: Outcome) -> Iterator[Check]:
    clean = "clean" if got.proof is None else "not clean"
    yield Check("proof", "proof check", "clean", ("clean",), clean, got.proof or "")
    text = _flat(got.narrative.replace("\\", ""))
    for words in gold.must_say:
        said = "said" if _flat(words) in text else "not said"
        yield Check("narrative", words, "said", ("said",), said)
    for words in gold.must_not_say:
        said = "said" if _flat(words) in text else "not said"
        yield Check("narrative", words, "not said", ("not said",), said)


def _flat(text: str) -> str:
    return " ".join(text.split()).lower()
