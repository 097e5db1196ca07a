"""The report for a terminal and, as Markdown, for a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.evals import gate as gates
from workbench.evals.gate import Gate
from workbench.evals.report.words import rows
from workbench.evals.runlog import RunHead
from workbench.evals.scoreboard import Scoreboard, Trivial
from workbench.evals.scores.case import Scored
from workbench.evals.scores.stability import Unstable

MOST = 40
"""Failing checks shown of one case; the HTML report has all of them."""


def as_text(board: Scoreboard, head: RunHead, gate: Gate | None = None) -> str:
    """Figures, trivial readers, both halves, every failing case, the gate."""
    parts = [_head(board, head), ""]
    for title, own in rows(board.figures):
        parts.append(title)
        parts += [f"  {name:<22} {figure.text()}" for name, _, figure in own]
        parts.append("")
    parts += _halves(board)
    parts += ["Trivial readers (lines; criteria; false approvals; false refusals)"]
    parts += [f"  {_trivial(item)}" for item in board.trivial]
    parts += ["", *_failing(board.scored)]
    parts += _unstable(board.unstable)
    if board.stale:
        parts += ["", f"labels changed since the run: {', '.join(board.stale)}"]
    if gate is not None:
        parts += ["", gates.as_text(gate).rstrip()]
    return "\n".join(parts).rstrip() + "\n"


def _head(board: Scoreboard, head: RunHead) -> str:
    good = sum(item.passed for item in board.scored)
    usage = board.usage
    cost = (
        f"; {usage.calls} model calls, {usage.prompt_tokens} + "
        f"{usage.completion_tokens} tokens"
        if usage.calls
        else ""
    )
    return (
        f"Suite {head.suite.id}, reader {head.suite.reader}: "
        f"{good} of {len(board.scored)} case runs pass; "
        f"{usage.seconds_median:.2f} s a case (median){cost}"
    )


def _halves(board: Scoreboard) -> list[str]:
    found = ["Halves (tuned: rules may be written against it; measured: only measured)"]
    for name in (
        "case_pass",
        "criterion_agreement",
        "line_agreement",
        "fact_full_frame",
    ):
        own = {half: figures.get(name) for half, figures in board.halves.items()}
        shown = [f"{half} {x.text()}" for half, x in own.items() if x and x.bottom]
        if shown:
            found.append(f"  {name:<22} {'; '.join(shown)}")
    return [*found, ""]


def _trivial(item: Trivial) -> str:
    values = (
        item.line_agreement,
        item.criterion_agreement,
        item.approve_false,
        item.adverse_false,
    )
    shown = "; ".join("-" if value is None else f"{value:.3f}" for value in values)
    return f"{item.name:<28} {shown}"


def _failing(scored: Iterable[Scored]) -> list[str]:
    found: list[str] = []
    for item in scored:
        if item.passed:
            continue
        found.append(f"FAILS {_name(item)}")
        if item.error:
            found.append(f"  failed: {item.error}")
        found += [f"  {problem}" for problem in item.problems[:MOST]]
        if len(item.problems) > MOST:
            found.append(f"  and {len(item.problems) - MOST} more")
    return found or ["Every case passes."]


def _unstable(found: Iterable[Unstable]) -> list[str]:
    """Runs that did not give the first answer, each with what changed."""
    parts: list[str] = []
    for item in found:
        parts.append(f"UNSTABLE {item.case}, {item.under}")
        parts += [f"  {change}" for change in item.changed]
    return ["", *parts] if parts else []


def _name(item: Scored) -> str:
    more = "" if item.trial == 1 else f", trial {item.trial}"
    return item.case + more + ("" if item.order == "as-is" else f", {item.order}")


def as_markdown(board: Scoreboard, head: RunHead, gate: Gate | None = None) -> str:
    """A summary for a pull request: verdict first, tables, failing cases folded."""
    good = sum(item.passed for item in board.scored)
    verdict = "" if gate is None else ("passes" if gate.holds else "**fails**")
    parts = [
        f"## Eval `{head.suite.id}`" + (f": gate {verdict}" if verdict else ""),
        "",
        f"{good} of {len(board.scored)} case runs pass. Reader `{head.suite.reader}`, "
        f"commit `{_commit(head)}`.",
    ]
    if gate is not None:
        parts += ["", "| gate | value | limit | |", "|---|---|---|---|"]
        parts += [
            f"| {x.name} | {'-' if x.value is None else format(x.value, '.4g')} | "
            f"{x.limits} | {'ok' if x.holds else '**fails**'} |"
            for x in gate.verdicts
        ]
        parts += _worse(gate)
    for title, own in rows(board.figures):
        parts += [
            "",
            f"### {title}",
            "",
            "| figure | value [95 %] | |",
            "|---|---|---|",
        ]
        parts += [f"| {name} | {f.text()} | {means} |" for name, means, f in own]
    parts += ["", "<details><summary>Failing cases</summary>", "", "```text"]
    parts += [*_failing(board.scored), "```", "", "</details>"]
    told = _unstable(board.unstable)
    if told:
        parts += ["", "<details><summary>Answers that changed</summary>", "", "```text"]
        parts += [*told[1:], "```", "", "</details>"]
    return "\n".join(parts) + "\n"


def _commit(head: RunHead) -> str:
    return (head.commit or "unknown")[:12] + (" (dirty)" if head.dirty else "")


def _worse(gate: Gate) -> list[str]:
    rows_: list[str] = []
    for pair in gate.worse:
        rows_ += ["", f"**{pair.name}** passed before and fails now:", ""]
        rows_ += [f"- {_inline(text)}" for text in (*pair.after.wrong, *pair.changed)]
    return rows_


def _inline(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
