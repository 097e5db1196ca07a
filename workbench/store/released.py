"""Which decision a letter tells, and whether it may be released.

A letter of an adverse kind goes out only when the decision that stands is of a value
that the kind tells, signed by somebody whom the kind allows, on the review as it is
now.  What kinds there are, and what each tells, is data (``letters/kinds.yaml``).
"""

from __future__ import annotations

from workbench.narrate.letters.kinds import Kind, kinds
from workbench.narrate.letters.library import Library
from workbench.store import papers, signoffs
from workbench.store.errors import NotAllowed
from workbench.store.facade import Work
from workbench.store.signoffs import Signed


def decision_told(work: Work, case_id: str, kind: str) -> int | None:
    """The number of the decision that a final letter of this kind tells.

    None for a letter that tells none.  Raises NotAllowed for an adverse kind without
    its decision.
    """
    known = kinds(Library()).get(kind)
    signed = signoffs.of_case(work, case_id)
    standing = signed[-1] if signed else None
    if standing and (known is None or _tells(known, standing)):
        if standing.review == _newest_review(work, case_id):
            return standing.number
    if known is None or not known.adverse:
        return None
    raise NotAllowed(
        f"a letter of kind {kind!r} is released only with the signed decision that it "
        "tells, on the newest review",
        where=kind,
        fix=f"have one of these decide first: {', '.join(known.signers)}",
    )


def _tells(kind: Kind, signed: Signed) -> bool:
    sign_off = signed.decision.sign_off
    return (
        signed.decision.value in kind.decisions
        and sign_off is not None
        and sign_off.role in kind.signers
    )


def _newest_review(work: Work, case_id: str) -> int:
    paper = papers.find(work, case_id, "review")
    return paper.number if paper else 0
