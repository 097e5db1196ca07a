"""The letter of an appeal: the plan's response, or the provider's appeal.

Words stand in ``prompts/appeal/``.  What a letter prints of the record, the denial and
the policy is quoted or traced: the finished text is checked token by token, and a
letter with an untraced one is not given out.  Citations are written for their reader
(exhibit, page, lines) and checked against the record by the same places.
"""

from __future__ import annotations

import datetime as dt

from workbench.appeal.decided import checked, title_of
from workbench.appeal.reevaluate import Judged
from workbench.appeal.writer import PAGE_BREAK, Writer
from workbench.errors import InputError, ProofError
from workbench.narrate.letters.checklist import Item
from workbench.narrate.letters.deadlines import deadlines
from workbench.narrate.letters.forms import items_text
from workbench.narrate.letters.letter import PAGE_BREAK as NEW_PAGE
from workbench.narrate.letters.letter import refuse
from workbench.narrate.letters.library import library
from workbench.narrate.pages.setup import PageSetup
from workbench.schema.appeal import AppealReview, ElementCheck
from workbench.schema.matter import Matter
from workbench.schema.review import review_sha256

RESPONSE = "response.md.j2"
APPEAL = "letter.md.j2"
_DRAFT = {
    "plan": "DRAFT RECOMMENDATION – NOT A DECISION",
    "provider": "DRAFT – TO BE READ AND SIGNED BY THE TREATING PHYSICIAN",
}


def with_letter(
    done: AppealReview,
    judged: Judged,
    matter: Matter | None = None,
    *,
    final: bool = False,
) -> AppealReview:
    """The review with its letter, on the plan's side with its checklist.

    Raises ProofError, ContentError, and InputError for a ``final`` letter that lacks
    anything, naming each element and its fix.
    """
    given = matter or Matter()
    if final and done.side != "plan":
        raise InputError(
            "a provider's appeal is signed by its writer, and never final here",
            where="--final-letter",
            fix="leave the option out",
        )
    done = done.model_copy(
        update={"review_sha256": review_sha256(judged.after), "final": final}
    )
    writer = Writer(done, judged, given, final=final)
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
    if done.side != "plan":
        return done.model_copy(update={"letter": text})
    member = text.partition(PAGE_BREAK)[0]
    items = checked(
        done, writer.fields.matter, member, writer.passages, untraced, library()
    )
    if final:
        refuse([item for item in items if item.blocks])
    checks = tuple(ElementCheck(**item._asdict()) for item in items)
    return done.model_copy(update={"letter": text, "checklist": checks})


def whole(done: AppealReview, matter: Matter | None = None) -> str:
    """The letter, in a draft of the plan's with its checklist as a last part."""
    assert done.letter is not None
    if done.final or not done.checklist:
        return done.letter
    items = [Item(**dict(one)) for one in done.checklist]
    time = deadlines(matter or Matter()).used_and_left()
    return f"{done.letter.strip()}{NEW_PAGE}{items_text(items, time)}"


def page_setup(done: AppealReview, matter: Matter | None = None) -> PageSetup:
    """How the letter is set on pages: only a final one does not say it is a draft."""
    given = matter or Matter()
    day = dt.date.fromisoformat(given.letter_date) if given.letter_date else None
    own = given.letterhead
    lines = (own.name, *own.lines) if own.name else own.lines
    plan = done.side == "plan"
    if not plan and own.name == given.plan:
        lines = ()
    return PageSetup(
        title=_title(done),
        running_head=None if done.final else _DRAFT[done.side],
        running_foot=given.reference or done.denial.reference,
        letterhead=tuple(line for line in lines if line),
        large_print=given.member.large_print,
        date=day,
    )


def _title(done: AppealReview) -> str:
    if done.side == "provider":
        return "Appeal of a denial"
    return title_of(done.decision) if done.final else "Response to an appeal"
