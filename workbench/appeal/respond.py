"""The plan's side: an appeal answered line by line and ground by ground.

The decision is a recommendation.  An upheld or partly upheld appeal is a physician's
to decide, of the kind that the duties name; the program drafts and shows why.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.appeal.answer import grounds, label
from workbench.appeal.difference import lines_of, new_facts
from workbench.appeal.duties import duties, not_heard, points
from workbench.appeal.reevaluate import Judged
from workbench.schema.appeal import (
    AppealDecision,
    AppealLine,
    AppealReview,
    Undisclosed,
)
from workbench.schema.determination import SETTLED
from workbench.schema.matter import Matter
from workbench.schema.packet import DocumentSummary, summarise
from workbench.vocabulary import procedures

_PROGRAMS = {"medicare": "medicare-advantage"}
_DUTY = (
    "The first notice did not give this reason. It is told to the appellant, with time "
    "to answer, before a decision rests on it."
)


def respond(judged: Judged, matter: Matter | None = None) -> AppealReview:
    """The drafted response without its letter."""
    lines = lines_of(judged)
    seen = points(judged.notice)
    decision, because = _decided(judged, lines, matter)
    after = judged.after
    return AppealReview(
        side="plan",
        decision=decision,
        because=because,
        request_date=after.determination.request_date,
        policy=after.policies[0],
        lines=lines,
        grounds=grounds(judged, lines, seen),
        new_facts=new_facts(judged),
        undisclosed=undisclosed(judged, lines),
        needs=after.determination.needs,
        procedural=seen,
        program=program_of(judged, matter),
        duties=duties(program_of(judged, matter), decision),
        denial=judged.notice,
        appeal=judged.letter,
        documents=documents(judged),
        new_documents=judged.records.new,
        flags=after.packet.flags if after.packet else (),
        provenance=after.provenance,
    )


def main_lines(lines: Sequence[AppealLine]) -> list[AppealLine]:
    """Lines in dispute that stand by themselves; all in dispute where none does."""
    appealed = [line for line in lines if line.appealed]
    own = [line for line in appealed if line.procedure not in procedures().dependents]
    return own or appealed


def outcome(lines: Sequence[AppealLine]) -> AppealDecision:
    """What the lines in dispute come to together."""
    disputed = main_lines(lines)
    if not disputed:
        return "dismiss"
    granted = [line for line in disputed if line.after == "approve"]
    if len(granted) == len(disputed):
        return "overturn"
    return "partial_overturn" if granted else "uphold"


def _decided(
    judged: Judged, lines: Sequence[AppealLine], matter: Matter | None
) -> tuple[AppealDecision, str]:
    late = not_heard(matter, judged.notice)
    if late:
        return "dismiss", late.because
    decision = outcome(lines)
    return decision, _because(decision, lines)


def _because(decision: AppealDecision, lines: Sequence[AppealLine]) -> str:
    disputed = main_lines(lines)
    granted = ", ".join(label(one) for one in disputed if one.after == "approve")
    refused = ", ".join(label(one) for one in disputed if one.after != "approve")
    if decision == "dismiss":
        return "No service was refused, so there is nothing to decide."
    if decision == "overturn":
        return f"Every criterion of the policy is now settled for {granted}."
    kept = f"At least one criterion is not met or not shown for {refused}"
    if decision == "partial_overturn":
        return f"Every criterion is settled for {granted}. {kept}."
    return f"{kept}."


def undisclosed(judged: Judged, lines: Sequence[AppealLine]) -> tuple[Undisclosed, ...]:
    """Reasons that would refuse a line now and that the first notice did not give."""
    told = {name for one in judged.notice.reasons for name in one.criteria}
    disputed = {line.id for line in lines if line.appealed and line.after != "approve"}
    found: dict[tuple[str, str], Undisclosed] = {}
    for line in judged.after.determination.lines:
        if line.id not in disputed:
            continue
        for item in line.criteria:
            if item.status in SETTLED or item.id in told:
                continue
            key = item.id, item.reason
            known = found.get(key)
            found[key] = Undisclosed(
                criterion=item.id,
                title=item.title,
                lines=(*(known.lines if known else ()), line.id),
                status=item.status,
                reason=item.reason,
                duty=_DUTY,
            )
    return tuple(found.values())


def program_of(judged: Judged, matter: Matter | None) -> str | None:
    """The program whose duties hold: the matter's, else what the request states."""
    if matter and matter.program:
        return matter.program
    known = judged.after.case.request.line_of_business
    return _PROGRAMS.get(known, known) if known else None


def documents(judged: Judged) -> tuple[DocumentSummary, ...]:
    """Everything that was read, records first, then the letters of both sides."""
    packet = judged.after.packet
    letters = (judged.records.appeal, judged.records.denial)
    return (
        *(packet.documents if packet else ()),
        *(summarise(one) for one in letters if one),
    )
