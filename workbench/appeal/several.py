"""Appeals against a denial of services that several policies judge: an answer for each.

Every policy judges the whole record; its answer speaks of its own lines and reasons,
in its own words.  A policy whose lines the denial leaves alone gives no answer.
"""

from __future__ import annotations

from workbench.appeal.difference import befores
from workbench.appeal.records import Records
from workbench.appeal.reevaluate import Judged, asked, judge
from workbench.evaluate.several import part_of
from workbench.extract.reader import Reader
from workbench.pipeline import read_case, review_case
from workbench.policy.loader import load_policy
from workbench.schema.partial_date import PartialDate
from workbench.schema.review import Review


def judge_each(
    records: Records,
    reader: Reader,
    *,
    policy: str | None = None,
    request_date: PartialDate | None = None,
    denial: Review | None = None,
) -> tuple[Judged, ...]:
    """The same for a request of several policies: one answer for each, on its lines.

    A policy whose lines the denial does not refuse has none, unless that leaves nothing
    to answer.  Raises as ``judge``.
    """
    names = [policy] if policy else _policies(records, reader, request_date, denial)
    if len(names) < 2:
        whole = judge(
            records, reader, policy=policy, request_date=request_date, denial=denial
        )
        return (whole,)
    parts = [
        judge(
            records,
            reader,
            policy=name,
            request_date=request_date,
            denial=_denied_under(denial, name),
        )
        for name in names
    ]
    concerned = [one for one in parts if _concerned(one)]
    return tuple(_own_lines(one) for one in concerned or parts)


def _policies(
    records: Records,
    reader: Reader,
    date: PartialDate | None,
    denial: Review | None,
) -> list[str]:
    """The policies that share out the request as it was made."""
    if denial:
        return [one.id for one in denial.policies]
    case = read_case(records.original, reader).case
    request = asked(case, case, records)
    made = review_case(request, packet=records.original, request_date=date, final=True)
    return [one.id for one in made.policies]


def _denied_under(denial: Review | None, name: str) -> Review | None:
    """A review that denied, as far as one policy speaks in it."""
    if denial is None:
        return None
    date = denial.determination.request_date
    own = part_of(denial.determination, load_policy(name, date))
    used = tuple(one for one in denial.policies if one.id == name)
    return denial.model_copy(update={"determination": own, "policies": used})


def _own_lines(judged: Judged) -> Judged:
    """An appeal with the lines of its policy alone."""

    def cut(review: Review) -> Review:
        own = part_of(review.determination, judged.policy)
        return review.model_copy(update={"determination": own})

    return judged._replace(before=cut(judged.before), after=cut(judged.after))


def _concerned(judged: Judged) -> bool:
    """Whether the denial refuses a line that is judged by this policy."""
    lines = judged.after.determination.lines
    stated = befores(lines, judged.notice)
    own = {line.id for line in part_of(judged.after.determination, judged.policy).lines}
    return any(stated[name][0] != "approve" for name in own & stated.keys())
