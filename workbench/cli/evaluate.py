"""``workbench evaluate``: a policy applied to a Case, without packet text."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.common import (
    FinalOption,
    OutputOption,
    PolicyOption,
    RequestDateOption,
    as_json,
    checked_date,
    load_model,
    write,
)

if TYPE_CHECKING:
    from workbench.evaluate.explain import Explained


class TraceMode(StrEnum):
    """How much of a trace is printed."""

    decisive = "decisive"
    full = "full"


class TraceFormat(StrEnum):
    """How a trace is printed."""

    text = "text"
    json = "json"
    html = "html"


def _told(told: tuple[Explained, ...], format_: TraceFormat) -> str:
    """As text or a page; as JSON one object, of several policies an array of them."""
    from workbench.evaluate import explained_text

    if format_ is TraceFormat.html:
        return explained_text.as_page(told)
    if format_ is TraceFormat.text:
        return "\n".join(explained_text.as_text(one) for one in told)
    return as_json(told)


def evaluate(
    case: Annotated[str, typer.Argument(metavar="CASE.json", help="A Case, or -.")],
    policy: PolicyOption = None,
    request_date: RequestDateOption = None,
    final: FinalOption = False,
    output: OutputOption = None,
    trace: Annotated[
        TraceMode | None,
        typer.Option("--trace", help="Print instead why: every node, or the deciding."),
    ] = None,
    format_: Annotated[
        TraceFormat, typer.Option("--format", help="Of a trace; else JSON.")
    ] = TraceFormat.json,
) -> None:
    """Apply a policy to a Case and print the review object (JSON, deterministic).

    With --trace: each line's tree of tests with values and facts, what would settle an
    open line, and what an approval rests on.
    """
    from workbench.pipeline import explain_case, review_case
    from workbench.schema.case import Case

    date = checked_date(request_date)
    facts = load_model(Case, case)
    if trace is not None:
        told = explain_case(
            facts, policy=policy, request_date=date, final=final, mode=trace.value
        )
        write(_told(told, format_), output)
        return
    done = review_case(facts, policy=policy, request_date=date, final=final)
    write(done.model_dump_json(indent=2), output)
