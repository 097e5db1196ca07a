"""The letter of an appeal: the plan's response, or the provider's appeal.

Words stand in ``prompts/appeal/``.  What a letter prints of the record, the denial and
the policy is quoted or traced: the finished text is checked token by token, and a
letter with an untraced one is not given out.  Citations are written for their reader
(exhibit, page, lines) and checked against the record by the same places.
"""

from __future__ import annotations

import datetime as dt

from workbench.appeal.reevaluate import Judged
from workbench.appeal.writer import Writer
from workbench.errors import ProofError
from workbench.narrate.pages.setup import PageSetup
from workbench.schema.appeal import AppealReview
from workbench.schema.matter import Matter

RESPONSE = "response.md.j2"
APPEAL = "letter.md.j2"
_DRAFT = {
    "plan": "DRAFT RECOMMENDATION – NOT A DECISION",
    "provider": "DRAFT – TO BE READ AND SIGNED BY THE TREATING PHYSICIAN",
}


def with_letter(
    done: AppealReview, judged: Judged, matter: Matter | None = None
) -> AppealReview:
    """The review with its letter.  Raises ProofError, ContentError."""
    writer = Writer(done, judged, matter or Matter())
    name = RESPONSE if done.side == "plan" else APPEAL
    text = writer.text(name)
    untraced = writer.untraced(text)
    if untraced:
        first = untraced[0]
        raise ProofError(
            f"{len(untraced)} of the letter's numbers, dates, levels, sides, grades or "
            f"codes trace to nothing; the first is a {first.kind} in {first.where!r}, "
            f"line {first.line} of the letter",
            where=name,
            fix="correct the template or the wording that brings it in",
        )
    return done.model_copy(update={"letter": text})


def page_setup(done: AppealReview, matter: Matter | None = None) -> PageSetup:
    """How the letter is set on pages: never without saying that it is a draft."""
    given = matter or Matter()
    day = dt.date.fromisoformat(given.letter_date) if given.letter_date else None
    own = given.letterhead
    lines = (own.name, *own.lines) if own.name else own.lines
    plan = done.side == "plan"
    if not plan and own.name == given.plan:
        lines = ()
    return PageSetup(
        title="Response to an appeal" if plan else "Appeal of a denial",
        running_head=_DRAFT[done.side],
        running_foot=given.reference or done.denial.reference,
        letterhead=tuple(line for line in lines if line),
        large_print=given.member.large_print,
        date=day,
    )
