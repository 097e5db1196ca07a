"""A scored run as one JSON object, for other programs."""

from __future__ import annotations

import json

from workbench.evals.gate import Gate
from workbench.evals.runlog import RunHead
from workbench.evals.scoreboard import Scoreboard
from workbench.evals.stats import Figure


def as_json(board: Scoreboard, head: RunHead, gate: Gate | None = None) -> str:
    """Head, figures with intervals, matrices, cases with reasons, the gate."""
    data = {
        "run": head.model_dump(mode="json"),
        "passed": board.passed,
        "figures": {name: _figure(x) for name, x in board.figures.items()},
        "halves": {
            half: {name: _figure(x) for name, x in own.items()}
            for half, own in board.halves.items()
        },
        "by_policy": {
            policy: {name: _figure(x) for name, x in own.items()}
            for policy, own in board.by_policy.items()
        },
        "criteria": board.criteria._asdict(),
        "assertions": board.assertions._asdict(),
        "trivial": [item._asdict() for item in board.trivial],
        "usage": board.usage._asdict(),
        "stale": board.stale,
        "unstable": [item._asdict() for item in board.unstable],
        "cases": [
            {
                "case": item.case,
                "trial": item.trial,
                "order": item.order,
                "half": item.half,
                "passed": item.passed,
                "problems": item.problems,
                "error": item.error,
                "figures": {
                    name: {"value": x.value, "of": x.bottom}
                    for name, x in sorted(item.figures.items())
                },
            }
            for item in board.scored
        ],
    }
    if gate is not None:
        data["gate"] = {
            "holds": gate.holds,
            "verdicts": [item._asdict() for item in gate.verdicts],
            "worse": [
                {"case": pair.name, "wrong": pair.after.wrong, "changed": pair.changed}
                for pair in gate.worse
            ],
            "failing": gate.failing,
        }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _figure(item: Figure) -> dict[str, float | None]:
    return {
        "value": item.value,
        "low": item.low,
        "high": item.high,
        "top": item.top,
        "bottom": item.bottom,
    }
