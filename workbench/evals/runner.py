"""Running gold cases: the reader's Case and the gold Case under each policy.

Two questions are kept apart: does the evaluator make of the gold facts what is right
(``gold facts``), and does the whole chain make it of the packet (``packet``)?
"""

from __future__ import annotations

import json
from typing import NamedTuple

from workbench.errors import WorkbenchError
from workbench.evals.facts import FactScore, score_facts
from workbench.evals.gold import GoldLine, GoldOutcome, LoadedGold, find_gold, load_gold
from workbench.extract.reader import Reader
from workbench.narrate.narrative import render
from workbench.pipeline import read_case, review_case
from workbench.policy.loader import load_policy
from workbench.schema.case import Case
from workbench.schema.determination import Determination, LineResult
from workbench.schema.review import ReaderRecord, Review


class Check(NamedTuple):
    """One comparison: what was compared, what is right, what came out."""

    level: str
    name: str
    expected: str
    actual: str

    @property
    def agrees(self) -> bool:
        """Whether the two are the same."""
        return self.expected == self.actual


class OutcomeReport(NamedTuple):
    """All checks of one outcome of one case, from one source of facts."""

    case: str
    policy: str
    final: bool
    source: str
    checks: tuple[Check, ...]


class Report(NamedTuple):
    """Everything a run found."""

    outcomes: tuple[OutcomeReport, ...]
    facts: tuple[tuple[str, FactScore], ...]
    errors: tuple[tuple[str, str], ...]

    @property
    def agrees(self) -> bool:
        """Whether every check of every case agrees and nothing failed."""
        return not self.errors and all(
            check.agrees for outcome in self.outcomes for check in outcome.checks
        )


def run_gold(names: list[str], reader: Reader) -> Report:
    """Run the named gold cases, or all; a case that fails is reported, not fatal."""
    outcomes: list[OutcomeReport] = []
    scores: list[tuple[str, FactScore]] = []
    errors: list[tuple[str, str]] = []
    for folder in find_gold(names):
        try:
            found, score = _run_case(load_gold(folder), reader)
        except WorkbenchError as error:
            errors.append((folder.name, error.line()))
            continue
        outcomes += found
        if score is not None:
            scores.append((folder.name, score))
    return Report(tuple(outcomes), tuple(scores), tuple(errors))


def _run_case(
    loaded: LoadedGold, reader: Reader
) -> tuple[list[OutcomeReport], FactScore | None]:
    reading = read_case(loaded.packet, reader)
    sources: list[tuple[Case, str, ReaderRecord | None]] = [
        (reading.case, "packet", reading.record)
    ]
    if loaded.gold.facts:
        sources.insert(0, (loaded.case, "gold facts", None))
    reports = [
        _outcome(loaded, case, source, record, outcome)
        for outcome in loaded.gold.outcomes
        for case, source, record in sources
    ]
    score = score_facts(loaded.case, reading.case) if loaded.gold.facts else None
    return reports, score


def _outcome(
    loaded: LoadedGold,
    case: Case,
    source: str,
    record: ReaderRecord | None,
    outcome: GoldOutcome,
) -> OutcomeReport:
    review = review_case(
        case,
        policy=outcome.policy,
        request_date=loaded.gold.request_date,
        final=outcome.final,
        packet=loaded.packet,
        record=record,
    )
    checks = (
        *_determination_checks(outcome, review.determination),
        *_narrative_checks(outcome, review),
    )
    return OutcomeReport(
        loaded.gold.id, outcome.policy, outcome.final, source, tuple(checks)
    )


def _determination_checks(
    outcome: GoldOutcome, determination: Determination
) -> list[Check]:
    checks = [
        Check(
            "request",
            "recommendation",
            outcome.recommendation,
            determination.recommendation,
        ),
        Check("request", "confirm_by", outcome.confirm_by, determination.confirm_by),
    ]
    wanted = {_key(line): line for line in outcome.lines}
    given = {_line_key(line): line for line in determination.lines}
    for key in sorted(wanted.keys() | given.keys()):
        checks += _line_checks(key, wanted.get(key), given.get(key))
    listed = {conflict.kind for conflict in determination.conflicts}
    for kind in outcome.conflicts:
        actual = "listed" if kind in listed else "not listed"
        checks.append(Check("conflict", kind, "listed", actual))
    return checks


def _line_checks(
    key: str, gold: GoldLine | None, line: LineResult | None
) -> list[Check]:
    expected = gold.recommendation if gold else "no such line"
    actual = line.recommendation if line else "no such line"
    checks = [Check("line", key, expected, actual)]
    if gold is None:
        return checks
    statuses = {item.id: item.status for item in line.criteria} if line else {}
    for name, status in gold.criteria.items():
        got = statuses.get(name, "missing")
        checks.append(Check("criterion", f"{key} / {name}", status, got))
    return checks


def _narrative_checks(outcome: GoldOutcome, review: Review) -> list[Check]:
    if not outcome.must_say and not outcome.must_not_say:
        return []
    text = render(review, load_policy(outcome.policy))
    flat = " ".join(text.replace("\\", "").split()).lower()
    checks = []
    for words in outcome.must_say:
        said = "said" if " ".join(words.split()).lower() in flat else "not said"
        checks.append(Check("narrative", words, "said", said))
    for words in outcome.must_not_say:
        said = "said" if " ".join(words.split()).lower() in flat else "not said"
        checks.append(Check("narrative", words, "not said", said))
    return checks


def _key(line: GoldLine) -> str:
    return " ".join(filter(None, (line.procedure, line.level, line.side)))


def _line_key(line: LineResult) -> str:
    itemised = bool(line.codes) and not line.criteria
    codes = line.codes[0] if itemised else None
    return " ".join(
        filter(None, (line.procedure, line.level, line.side, codes))
    ).strip()


def as_json(report: Report) -> str:
    """The report as one JSON object."""
    data = {
        "agrees": report.agrees,
        "outcomes": [
            {
                "case": item.case,
                "policy": item.policy,
                "final": item.final,
                "source": item.source,
                "checks": [
                    check._asdict() | {"agrees": check.agrees} for check in item.checks
                ],
            }
            for item in report.outcomes
        ],
        "facts": {name: score._asdict() for name, score in report.facts},
        "errors": dict(report.errors),
    }
    return json.dumps(data, indent=2)


def as_text(report: Report) -> str:
    """Agreement per criterion, line and request, and every disagreement by name."""
    lines: list[str] = []
    for source in ("gold facts", "packet"):
        lines.append(f"From {source}:")
        lines += [f"  {row}" for row in _agreement(report, source)]
        lines.append("")
    lines += _fact_rows(report)
    wrong = [
        f"  {item.case}, {item.policy}{' --final' if item.final else ''}, "
        f"{item.source}: {check.level} {check.name}: "
        f"expected {check.expected}, got {check.actual}"
        for item in report.outcomes
        for check in item.checks
        if not check.agrees
    ]
    if wrong:
        lines += ["Disagreements:", *wrong]
    lines += [f"Failed: {name}: {why}" for name, why in report.errors]
    return "\n".join(lines).rstrip() + "\n"


def _agreement(report: Report, source: str) -> list[str]:
    rows = []
    for level in ("criterion", "line", "request", "conflict", "narrative"):
        checks = [
            check
            for item in report.outcomes
            if item.source == source
            for check in item.checks
            if check.level == level
        ]
        if checks:
            good = sum(check.agrees for check in checks)
            rows.append(f"{level:<10} {good}/{len(checks)} agree")
    return rows


def _fact_rows(report: Report) -> list[str]:
    rows = ["Facts read from the packet against the gold facts:"]
    for name, score in report.facts:
        rows.append(
            f"  {name}: {score.found} of {score.gold} gold facts found, "
            f"{score.extra} further facts read"
        )
    return [*rows, ""] if len(rows) > 1 else []
