"""The request judged again: on the first record, and on all records together.

Same request, same policy (the one in force on the request date), more records.  The
difference between the two determinations, and the facts behind it, is the appeal's
substance.  The information window has closed on an appeal: an open line is
insufficient information.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from workbench.appeal.argument import read_appeal
from workbench.appeal.notice import from_review, read_notice
from workbench.appeal.records import Records, alone
from workbench.appeal.services import requested
from workbench.appeal.subjects import subjects
from workbench.extract.reader import Reader
from workbench.pipeline import pick_policy, read_case, review_case
from workbench.policy.model import Policy
from workbench.schema.appeal import AppealLetter, Notice
from workbench.schema.case import Case
from workbench.schema.packet import summarise
from workbench.schema.partial_date import PartialDate
from workbench.schema.review import Review

EMPTY = Case()


class Judged(NamedTuple):
    """One appeal with everything that its answer is made of.

    ``before`` is the review of the first record alone, ``after`` of all records;
    ``argued`` is what the letter asserts, read apart.
    """

    records: Records
    policy: Policy
    before: Review
    after: Review
    notice: Notice
    letter: AppealLetter | None
    argued: Case


def judge(
    records: Records,
    reader: Reader,
    *,
    policy: str | None = None,
    request_date: PartialDate | None = None,
    denial: Review | None = None,
) -> Judged:
    """Read and evaluate both records.

    ``denial`` is a review of this program in place of a denial letter: its policy and
    request date hold unless others are named.  Raises ExtractionError or PolicyError.
    """
    first_reading = read_case(records.original, reader)
    first = asked(first_reading.case, first_reading.case, records)
    later_reading = (
        read_case(records.together, reader) if records.new else first_reading
    )
    later = asked(later_reading.case, first, records)
    date = request_date or first.request.date
    if denial:
        date = date or denial.determination.request_date
        policy = policy or denial.policies[0].id
    chosen = pick_policy(first, policy, date)
    name = chosen.policy.path or chosen.policy.id
    dated: dict[str, Any] = {"policy": name, "request_date": date, "final": True}
    before = review_case(first, packet=records.original, **dated)
    after = review_case(
        later, packet=records.together, record=later_reading.record, **dated
    )
    kinds = frozenset(line.procedure for line in after.determination.lines)
    notice = (
        from_review(denial)
        if denial
        else read_notice(_letter(records), chosen.policy, kinds)
    )
    letter = (
        read_appeal(records.appeal, subjects(chosen.policy, kinds))
        if records.appeal
        else None
    )
    argued = read_case(alone(records.appeal), reader).case if records.appeal else EMPTY
    return Judged(
        records,
        chosen.policy,
        before,
        _because(after, chosen.because),
        notice,
        letter,
        argued,
    )


def _letter(records: Records) -> Any:
    assert records.denial is not None, "either a denial letter or a review is given"
    return records.denial


def _because(review: Review, why: str) -> Review:
    used = review.policies[0].model_copy(
        update={"chosen_because": f"{why}; as in force on the request date"}
    )
    return review.model_copy(update={"policies": (used,)})


def asked(case: Case, first: Case, records: Records) -> Case:
    """The case with the request as it was made: no later paper widens or changes it.

    Where the record holds no request, the denial tells what was asked for.
    """
    old = {document.id for document in first.documents}
    kept = tuple(
        one
        for one in case.requested_procedures
        if one.origin == "plan" or any(item.document in old for item in one.evidence)
    )
    documents = case.documents
    if records.denial and not any(one.origin == "request" for one in kept):
        kept = (*requested(records.denial), *_renamed(kept))
        documents = (*documents, summarise(records.denial))
    return case.model_copy(
        update={
            "requested_procedures": kept,
            "request": first.request,
            "documents": documents,
        }
    )


def _renamed(planned: tuple[Any, ...]) -> tuple[Any, ...]:
    """Plans of the notes, out of the way of the numbers of the requests."""
    return tuple(
        one.model_copy(update={"id": f"RPP{number}"})
        for number, one in enumerate(planned, 1)
    )
