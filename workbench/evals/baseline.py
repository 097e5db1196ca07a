"""A stored baseline: what each case gave when somebody was content with it.

It keeps the verdict of each case and, for each line and criterion, the answer with its
reason, so that a regression can be shown with both traces and without the old program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from workbench.errors import InputError
from workbench.evals.checks import line_key
from workbench.evals.runlog import CaseRun, Outcome, Run
from workbench.evals.scores.case import Scored
from workbench.schema.base import Model, parse_json


class Answer(Model):
    """An answer and the reason the program gave for it."""

    answer: str
    reason: str = ""


class KeptOutcome(Model):
    """One outcome's answers by name ("request", "acdf C5-6", "acdf C5-6 / id")."""

    policy: str
    final: bool
    source: str
    answers: dict[str, Answer]


class KeptCase(Model):
    """One case in one trial and order: did it pass, and what was answered.

    ``wrong`` names the checks that did not agree.
    """

    case: str
    trial: int
    order: str
    passed: bool
    wrong: tuple[str, ...] = ()
    error: str | None = None
    outcomes: tuple[KeptOutcome, ...] = ()

    @property
    def key(self) -> tuple[str, int, str]:
        """Case, trial and order."""
        return (self.case, self.trial, self.order)


class Baseline(Model):
    """A whole baseline, with what it was made of."""

    run: str
    suite: str
    program: str
    commit: str | None
    reader: str
    cases: tuple[KeptCase, ...]

    def by_key(self) -> dict[tuple[str, int, str], KeptCase]:
        """Cases by case, trial and order."""
        return {item.key: item for item in self.cases}


def make_baseline(run: Run, scored: Iterable[Scored]) -> Baseline:
    """The baseline of a scored run."""
    verdicts = {item.key: item for item in scored}
    kept = [
        _kept(result, verdicts[result.key])
        for result in run.results
        if result.key in verdicts
    ]
    return Baseline(
        run=run.head.run,
        suite=run.head.suite.id,
        program=run.head.program,
        commit=run.head.commit,
        reader=run.head.suite.reader,
        cases=tuple(kept),
    )


def load_baseline(path: Path) -> Baseline:
    """A baseline from disk.  Raises InputError."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})",
            where=str(path),
            fix="name a file that `workbench eval run --save-baseline` wrote",
        ) from None
    return parse_json(Baseline, text, where=str(path))


def dump(baseline: Baseline) -> str:
    """The baseline as the text of its file, small enough to review in a diff."""
    return baseline.model_dump_json(indent=1) + "\n"


def _kept(run: CaseRun, scored: Scored) -> KeptCase:
    return KeptCase(
        case=run.case,
        trial=run.trial,
        order=run.order,
        passed=scored.passed,
        wrong=tuple(scored.problems),
        error=run.error,
        outcomes=tuple(kept_outcome(made) for made in run.outcomes),
    )


def kept_outcome(made: Outcome) -> KeptOutcome:
    """Request, lines and criteria of one outcome as answers with reasons."""
    result = made.determination
    answers = {"request": Answer(answer=result.recommendation, reason=result.summary)}
    for line in result.lines:
        key = line_key(line)
        answers[key] = Answer(answer=line.recommendation, reason=line.because)
        for item in line.criteria:
            name = f"{key} / {item.id}"
            answers[name] = Answer(answer=item.status, reason=item.reason)
    for need in result.needs:
        if need.required:
            name = f"asks for {', '.join(need.resolves)}"
            answers[name] = Answer(answer="asked", reason=need.ask)
    return KeptOutcome(
        policy=made.policy, final=made.final, source=made.source, answers=answers
    )


def changes(
    before: Iterable[KeptOutcome], after: Iterable[KeptOutcome]
) -> tuple[str, ...]:
    """Every answer that differs, as both traces: what it was and why, what it is."""
    old = {(item.policy, item.final, item.source): item.answers for item in before}
    rows: list[str] = []
    for item in after:
        earlier = old.get((item.policy, item.final, item.source), {})
        place = f"{item.policy}{' --final' if item.final else ''}, {item.source}"
        rows += _changed(place, earlier, item.answers)
    return tuple(rows)


def _changed(
    place: str, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> Iterable[str]:
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was and now and was.answer == now.answer:
            continue
        yield f"{place}: {name}: was {_shown(was)}; is {_shown(now)}"


def _shown(answer: Answer | None) -> str:
    if answer is None:
        return "not there"
    return f"{answer.answer} ({answer.reason})" if answer.reason else answer.answer
