"""``workbench evaluate``: a policy applied to a Case, without packet text."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.common import (
    FinalOption,
    OutputOption,
    PolicyOption,
    RequestDateOption,
    checked_date,
    load_model,
    write,
)


def evaluate(
    case: Annotated[str, typer.Argument(metavar="CASE.json", help="A Case, or -.")],
    policy: PolicyOption = None,
    request_date: RequestDateOption = None,
    final: FinalOption = False,
    output: OutputOption = None,
) -> None:
    """Apply a policy to a Case and print the review object (JSON, deterministic)."""
    from workbench.pipeline import review_case
    from workbench.schema.case import Case

    date = checked_date(request_date)
    facts = load_model(Case, case)
    done = review_case(facts, policy=policy, request_date=date, final=final)
    write(done.model_dump_json(indent=2), output)
