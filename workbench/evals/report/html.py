"""One self-contained HTML page of a run: figures, matrices, lines over time, cases.

The page loads nothing and runs no script; every word of a packet is escaped text.  A
case shows its disagreements with the labels first, then each criterion's answer and
reason, then the packet with the cited stretches marked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import BaseLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from workbench.content.templates import check_variables, read_template
from workbench.evals.baseline import kept_outcome
from workbench.evals.checks import Check
from workbench.evals.gate import Gate
from workbench.evals.gold import LoadedGold
from workbench.evals.history import Past
from workbench.evals.report.marks import ShownDocument, shown
from workbench.evals.report.words import rows
from workbench.evals.runlog import CaseRun, Run
from workbench.evals.scoreboard import Scoreboard
from workbench.evals.scores.case import Held, Scored
from workbench.evals.scores.facts import lists_given_whole, match, wrong_fields
from workbench.evals.stats import Figure
from workbench.schema.case import Fact

TEMPLATE = "report/eval.html.j2"
TRENDS = (
    "case_pass",
    "criterion_agreement",
    "fact_full_frame",
    "approve_false",
    "adverse_false",
)
_WIDTH, _HEIGHT = 220.0, 48.0


class Row(NamedTuple):
    """One answer beside its label, with the reason."""

    name: str
    expected: str
    actual: str
    agrees: bool
    reason: str


class Lost(NamedTuple):
    """One difference between gold facts and facts read."""

    what: str
    list: str
    fact: str


class CasePage(NamedTuple):
    """Everything that the page shows of one case run."""

    scored: Scored
    title: str
    style: str
    outcomes: tuple[tuple[str, tuple[Row, ...]], ...]
    facts: tuple[Lost, ...]
    documents: tuple[ShownDocument, ...]
    seconds: float


class Trend(NamedTuple):
    """One figure over the runs: points of a line, first and last value."""

    name: str
    points: str
    first: float
    last: float
    runs: int


def as_html(
    board: Scoreboard,
    run: Run,
    gold: Mapping[str, LoadedGold],
    *,
    gate: Gate | None = None,
    past: Sequence[Past] = (),
) -> str:
    """The page as text.  Raises ContentError when its template is missing or wrong."""
    template = read_template(TEMPLATE)
    variables: dict[str, Any] = {
        "head": run.head,
        "board": board,
        "groups": [
            (title, [(name, means, f, _bar(f)) for name, means, f in own])
            for title, own in rows(board.figures)
        ],
        "halves": _halves(board),
        "gate": gate,
        "trends": _trends(past),
        "cases": _pages(board, run, gold),
    }
    check_variables(template, variables)
    environment = ImmutableSandboxedEnvironment(
        loader=BaseLoader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(template.body).render(variables)


def _bar(item: Figure) -> Markup:
    """A bar from 0 to 1 with its interval, as inline SVG; words say the value."""
    if item.value is None:
        return Markup("")
    low = item.low if item.low is not None else item.value
    high = item.high if item.high is not None else item.value
    value, low, high = (min(max(x, 0.0), 1.0) for x in (item.value, low, high))
    return Markup(
        '<svg class="bar" viewBox="0 0 100 10" role="img" aria-label="{label}">'
        '<rect class="back" width="100" height="10"/>'
        '<rect class="fill" width="{value:.2f}" height="10"/>'
        '<line x1="{low:.2f}" x2="{high:.2f}" y1="5" y2="5"/></svg>'
    ).format(label=item.text(), value=value * 100, low=low * 100, high=high * 100)


def _halves(board: Scoreboard) -> list[tuple[str, dict[str, Figure]]]:
    names = ("case_pass", "criterion_agreement", "line_agreement", "fact_full_frame")
    return [
        (name, {half: own[name] for half, own in board.halves.items() if name in own})
        for name in names
    ]


def _trends(past: Sequence[Past]) -> list[Trend]:
    made = []
    for name in TRENDS:
        seen = [item.figures[name] for item in past if name in item.figures]
        if len(seen) < 2:
            continue
        step = _WIDTH / (len(seen) - 1)
        points = " ".join(
            f"{place * step:.1f},{_HEIGHT - min(max(value, 0), 1) * _HEIGHT:.1f}"
            for place, value in enumerate(seen)
        )
        made.append(Trend(name, points, seen[0], seen[-1], len(seen)))
    return made


# --- cases -----------------------------------------------------------------------


def _pages(
    board: Scoreboard, run: Run, gold: Mapping[str, LoadedGold]
) -> list[CasePage]:
    """Failing cases first, then by name."""
    results = {item.key: item for item in run.results}
    pages = [
        _page(item, results[item.key], gold.get(item.case)) for item in board.scored
    ]
    return sorted(pages, key=lambda page: (page.scored.passed, page.scored.case))


def _page(scored: Scored, result: CaseRun, gold: LoadedGold | None) -> CasePage:
    return CasePage(
        scored=scored,
        title=gold.gold.title if gold else "",
        style=gold.gold.style if gold else "",
        outcomes=_outcomes(scored, result),
        facts=_facts(result, gold),
        documents=shown(gold.packet, result.read) if gold else (),
        seconds=result.seconds,
    )


def _outcomes(
    scored: Scored, result: CaseRun
) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    held = {(x.policy, x.final, x.source): x for x in scored.held}
    found = []
    for made in result.outcomes:
        own = held.get((made.policy, made.final, made.source))
        name = (
            f"{made.policy}{' --final' if made.final else ''}, "
            f"from {'the gold facts' if made.source == 'gold' else 'the packet'}"
        )
        answers = kept_outcome(made).answers
        found.append((name, _rows(own, {k: v.reason for k, v in answers.items()})))
    return tuple(found)


def _rows(held: Held | None, reasons: Mapping[str, str]) -> tuple[Row, ...]:
    if held is None:
        return ()
    ordered = sorted(held.checks, key=lambda check: check.agrees)
    return tuple(_row(check, reasons) for check in ordered)


def _row(check: Check, reasons: Mapping[str, str]) -> Row:
    return Row(
        f"{check.level}: {check.name}",
        " or ".join(check.accepted),
        check.actual,
        check.agrees,
        check.reason or reasons.get(check.name, ""),
    )


def _facts(result: CaseRun, gold: LoadedGold | None) -> tuple[Lost, ...]:
    if gold is None or result.read is None or not gold.gold.facts:
        return ()
    found = match(gold.case, result.read)
    lost = [Lost("missed", name, _words(fact)) for name, fact in found.missed]
    wrong = [
        Lost(f"read with another {', '.join(names)}", pair.list, _words(pair.gold))
        for pair in found.pairs
        if (names := wrong_fields(pair))
    ]
    whole = lists_given_whole(gold.gold.complete)
    more = [
        Lost("further", name, _words(fact))
        for name, fact in found.further
        if name in whole
    ]
    return (*lost, *wrong, *more)


def _words(fact: Fact) -> str:
    parts = (fact.kind, fact.assertion, fact.level, fact.site, fact.side)
    date = str(fact.date) if fact.date else None
    quote = fact.evidence[0]
    return (
        " ".join(filter(None, (*parts, date)))
        + f" ({quote.document}:{quote.lines[0]}) “{quote.quote[:120]}”"
    )
