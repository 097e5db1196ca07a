"""Before a request is sent: what it still lacks, who can supply it, what would do.

The provider's view of the same evaluation: nothing is recommended against, because
nothing was asked yet.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.appeal.difference import line_fields
from workbench.appeal.gaps import gaps
from workbench.policy.model import Policy
from workbench.schema.appeal import Precheck, PrecheckLine
from workbench.schema.determination import SETTLED, LineResult
from workbench.schema.review import Review


def precheck(review: Review, policies: Sequence[Policy]) -> Precheck:
    """The gap list of a planned request, each line by the policy that judges it.

    ``policies`` are those of the review, in its order.
    """
    determination = review.determination
    own = {one.id: one for one in policies}
    lines = tuple(
        _line(line, review, own.get(line.policy or "", policies[0]))
        for line in determination.lines
    )
    return Precheck(
        request_date=determination.request_date,
        policy=review.policies[0],
        policies=review.policies,
        ready=bool(lines) and all(line.ready for line in lines),
        lines=lines,
        needs=determination.needs,
        provenance=review.provenance,
    )


def _line(line: LineResult, review: Review, policy: Policy) -> PrecheckLine:
    return PrecheckLine(
        **line_fields(line),
        policy=line.policy,
        ready=line.recommendation == "approve",
        recommendation=line.recommendation,
        met=tuple(item.id for item in line.criteria if item.status in SETTLED),
        gaps=gaps([line], review.determination.needs, policy),
        would_meet=line.would_meet,
    )
