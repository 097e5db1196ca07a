"""A letter of a case: the program's draft, a person's text held to it, its release.

A person's text goes out only without the draft's own marks, without a blank, with every
element that the draft has, and with a source for all it tells.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from workbench.errors import PolicyError
from workbench.narrate.letters.edited import Edited, check_edited
from workbench.narrate.letters.letter import Letter
from workbench.narrate.letters.library import library
from workbench.narrate.letters.passages import Passage
from workbench.narrate.letters.several import joined, parts_of, render_letters
from workbench.narrate.proof.units import words
from workbench.policy.loader import load_policy
from workbench.policy.model import Policy
from workbench.schema.matter import Matter
from workbench.schema.review import review_sha256
from workbench.store.errors import NotAllowed
from workbench.web.desk.file import CaseFile
from workbench.web.view.words import counted

DRAFT_MARK = "draft-mark"
"""The element of a letter that says that it is a draft."""


class Wording(NamedTuple):
    """What a letter is worded with: the policy applied, and a plan's own folder."""

    policy: Policy | None
    overlay: Path | None = None


def matter_of(file: CaseFile) -> Matter:
    """The matter with the decision that stands.

    A program that has learnt a field since writes the same review otherwise; what was
    signed is told by the hash of what the store keeps.
    """
    decision = file.decision
    if decision and decision.review_sha256 == file.review_paper.sha256:
        own = {"review_sha256": review_sha256(file.review)}
        decision = decision.model_copy(update=own)
    return file.matter.model_copy(update={"decision": decision})


def drafted(
    file: CaseFile, kind: str, wording: Wording, *, final: bool = False
) -> Letter:
    """The program's letter; of several policies each on pages of its own.

    Raises InputError as ``render_letter``, PolicyError.
    """
    made = render_letters(
        kind,
        file.review,
        _policies(file, wording),
        matter_of(file),
        overlay=wording.overlay,
        final=final,
    )
    if made.left_out and final:
        raise made.left_out[0][1]
    return joined(made, file.review)


def held(file: CaseFile, made: Letter, text: str, wording: Wording) -> Edited:
    """What is wrong with a person's text, held to the draft as it is now."""
    content = library(wording.overlay)
    policies = _policies(file, wording)
    found = [
        check_edited(text, made.markdown, made, part.review, part.policy, content)
        for part in parts_of(file.review, policies, matter_of(file))
    ]
    nowhere = set.intersection(*(set(one.untraced) for one in found))
    kept = tuple(item for item in found[0].untraced if item in nowhere)
    return found[0]._replace(untraced=kept)


def released(
    file: CaseFile, kind: str, text: str | None, wording: Wording
) -> tuple[Letter, str]:
    """The letter that may go out, and its text; ``text`` is a person's, if any.

    Raises NotAllowed while an element of the letter is open, and while the person's
    text has lost one, has a blank or the mark of a draft, or tells what has no source.
    """
    draft = drafted(file, kind, wording)
    if draft.obstacles:
        told = "; ".join(f"{one.title} ({one.said})" for one in draft.obstacles)
        raise NotAllowed(
            f"{counted(len(draft.obstacles), 'element')} of this letter still open: "
            f"{told}",
            fix="see the list beside the letter",
        )
    final = drafted(file, kind, wording, final=True)
    if text is None or text.strip() == draft.markdown.strip():
        return final, final.markdown
    body = _without_marks(text, draft)
    found = held(file, final, body, wording)
    left = [f"{one.token} has no source" for one in found.untraced]
    left += [f"{one.title}: {one.said}" for one in found.missing]
    left += [f"a blank is open: {one}" for one in found.open_blanks]
    plain = words(body).casefold()
    if any(_sentence(one.markdown) in plain for one in _marks(draft)):
        left.append("the mark of a draft was changed and still stands")
    if found.reading and not found.reading.easy:
        left.append("it reads harder than the program allows")
    if left:
        raise NotAllowed(
            f"this text may not go out yet: {'; '.join(left[:8])}",
            fix="mend the text, or draft it anew and edit that",
        )
    return final, body


def as_released(letter: Letter) -> Letter:
    """The letter with the pages of one that went out: no line says draft."""
    return replace(letter, final=True, setup=replace(letter.setup, running_head=None))


def _marks(draft: Letter) -> list[Passage]:
    return [one for one in draft.passages if one.element == DRAFT_MARK]


def _without_marks(text: str, draft: Letter) -> str:
    for one in _marks(draft):
        text = text.replace(one.markdown.strip(), "")
    return f"{text.strip()}\n"


def _sentence(mark: str) -> str:
    """The first words of a mark, whatever their capitals and signs."""
    return words(mark).lstrip("> ").split(".", 1)[0].casefold()


def _policies(file: CaseFile, wording: Wording) -> tuple[Policy, ...]:
    """The policies of the review, the first as this program was asked to word it."""
    first = _known(file, wording)
    date = file.review.determination.request_date
    return (first, *(load_policy(one.id, date) for one in file.review.policies[1:]))


def _known(file: CaseFile, wording: Wording) -> Policy:
    if wording.policy is None:
        raise PolicyError(
            "the policy of this review is not among the files of this program",
            where=file.review.policies[0].id,
            fix="install its version, or evaluate the case again",
        )
    return wording.policy
