"""The provider's side: a denial rebutted from the chart, without saying more than it.

Every reason is met, waived, misquoted, not required, or conceded.  What the chart does
not hold is no part of the letter: it goes to the writer as a private list.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.appeal.answer import grounds, label
from workbench.appeal.difference import lines_of
from workbench.appeal.duties import points
from workbench.appeal.gaps import gaps
from workbench.appeal.reevaluate import Judged
from workbench.appeal.respond import documents, main_lines
from workbench.schema.appeal import AppealDecision, AppealLine, AppealReview, Ground


def write(judged: Judged) -> AppealReview:
    """The drafted appeal without its letter; ``decision`` is what it asks for."""
    lines = lines_of(judged)
    seen = points(judged.notice)
    decision, because = _asked(judged, lines)
    after = judged.after
    return AppealReview(
        side="provider",
        decision=decision,
        because=because,
        request_date=after.determination.request_date,
        policy=after.policies[0],
        lines=lines,
        grounds=tuple(_conceding(one) for one in grounds(judged, lines, seen)),
        new_facts=(),
        needs=after.determination.needs,
        gaps=gaps(disputed(judged, lines), after.determination.needs, judged.policy),
        procedural=seen,
        denial=judged.notice,
        documents=documents(judged),
        new_documents=judged.records.new,
        flags=after.packet.flags if after.packet else (),
        provenance=after.provenance,
    )


def disputed(judged: Judged, lines: Sequence[AppealLine]) -> list:  # type: ignore[type-arg]
    """The evaluated lines that the denial refused."""
    names = {line.id for line in lines if line.appealed}
    return [one for one in judged.after.determination.lines if one.id in names]


def failing(judged: Judged, line: AppealLine) -> bool:
    """Whether the chart itself refutes a criterion of the line."""
    found = next(one for one in judged.after.determination.lines if one.id == line.id)
    return any(item.status == "not_met" for item in found.criteria)


def _conceding(ground: Ground) -> Ground:
    """On this side a reason that stands is granted, and nothing is upheld."""
    if ground.answer != "upheld":
        return ground
    return ground.model_copy(update={"answer": "conceded"})


def _asked(judged: Judged, lines: Sequence[AppealLine]) -> tuple[AppealDecision, str]:
    """What the letter asks for: not a line that the chart itself refutes, if others."""
    named = main_lines(lines)
    if not named:
        return "dismiss", "The denial refuses no service of this request."
    refuted = [line for line in named if failing(judged, line)]
    rest = [line for line in named if line not in refuted]
    if refuted and rest:
        return "partial_overturn", (
            f"Asks for {_labels(rest)}; the chart itself does not meet the policy for "
            f"{_labels(refuted)}."
        )
    if refuted:
        return "overturn", (
            "The chart itself does not meet the policy for any line; the letter can "
            "only ask for an individual decision. See the gaps before filing."
        )
    return "overturn", f"Asks for {_labels(rest)}."


def _labels(lines: Sequence[AppealLine]) -> str:
    return ", ".join(label(line) for line in lines)
