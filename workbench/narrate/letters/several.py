"""Letters on a request that several policies judged: one for each of them.

Each letter speaks of the lines of its own policy alone and cites that policy; a
decision on the whole review stands for each part of it.  Where a kind of letter fits
only some parts (an approval of one line, questions on another), the others have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from workbench.errors import InputError
from workbench.evaluate.several import pieces_of
from workbench.narrate.letters.checklist import Item
from workbench.narrate.letters.letter import Letter, Rewrite, render_letter
from workbench.policy.model import Policy
from workbench.schema.decision import Decision
from workbench.schema.matter import Matter
from workbench.schema.review import Review, review_sha256


class Part(NamedTuple):
    """What one policy says of a request: its lines as a review of their own."""

    policy: Policy
    review: Review
    matter: Matter

    def letter(
        self,
        kind: str,
        *,
        overlay: Path | None = None,
        final: bool = False,
        rewrite: Rewrite | None = None,
    ) -> Letter:
        """A letter on these lines.  Raises as ``render_letter``."""
        return render_letter(
            kind,
            self.review,
            self.policy,
            self.matter,
            overlay=overlay,
            final=final,
            rewrite=rewrite,
        )


class Several(NamedTuple):
    """The letters by policy, and why a policy's part has none."""

    letters: tuple[tuple[Policy, Letter], ...]
    left_out: tuple[tuple[Policy, InputError], ...]


def parts_of(
    review: Review, policies: Sequence[Policy], matter: Matter
) -> tuple[Part, ...]:
    """A review cut by policy; of one policy it stays whole.

    A line that no policy covers goes with the first, which says so.
    """
    if len(policies) == 1:
        return (Part(policies[0], review, matter),)
    whole = review_sha256(review)
    made = []
    for policy, piece in pieces_of(review, policies):
        decision = _decision(matter.decision, whole, piece)
        made.append(
            Part(policy, piece, matter.model_copy(update={"decision": decision}))
        )
    return tuple(made)


def _decision(decision: Decision | None, whole: str, piece: Review) -> Decision | None:
    """A decision on the whole, as far as it decides the lines of a part.

    Where the lines of the part are decided alike, that is its value.
    """
    if decision is None:
        return None
    ids = {line.id for line in piece.determination.lines}
    lines = tuple(one for one in decision.lines if one.line in ids)
    update: dict[str, object] = {"lines": lines}
    values = {one.value for one in lines}
    if len(values) == 1:
        update["value"] = values.pop()
    if decision.review_sha256 == whole:
        update["review_sha256"] = review_sha256(piece)
    return decision.model_copy(update=update)


def part_under(parts: Sequence[Part], policy: str | None) -> Part:
    """The part of a named policy; the only one where none is named.

    Raises InputError for a policy that the review has not, and where one must be named.
    """
    known = [part.policy.id for part in parts]
    if policy is None and len(parts) == 1:
        return parts[0]
    if policy not in known:
        raise InputError(
            f"the request was judged by {', '.join(known)}",
            where="--policy",
            fix="name one of them",
        )
    return parts[known.index(policy)]


def render_letters(
    kind: str,
    review: Review,
    policies: Sequence[Policy],
    matter: Matter,
    *,
    overlay: Path | None = None,
    final: bool = False,
) -> Several:
    """A letter for each policy of a review, in the review's order.

    Raises InputError as ``render_letter`` where no part has a letter of this kind.
    """
    letters, left_out = [], []
    for part in parts_of(review, policies, matter):
        try:
            made = part.letter(kind, overlay=overlay, final=final)
        except InputError as error:
            left_out.append((part.policy, error))
        else:
            letters.append((part.policy, made))
    if not letters:
        raise left_out[0][1]
    return Several(tuple(letters), tuple(left_out))


def joined(several: Several, review: Review) -> Letter:
    """The letters as one, each on pages of its own, of the whole review.

    Its checklist holds what any of them waits for, its reading grade is the hardest.
    """
    letters = [letter for _, letter in several.letters]
    first = letters[0]
    if len(letters) == 1 and not several.left_out:
        return first
    graded = [letter.reading for letter in letters if letter.reading]
    return replace(
        first,
        parts=tuple(part for letter in letters for part in letter.parts),
        checklist=_checklist(letters),
        reading=max(graded, key=lambda one: one.grade, default=None),
        untraced=tuple(one for letter in letters for one in letter.untraced),
        review_sha256=review_sha256(review),
    )


def _checklist(letters: Sequence[Letter]) -> tuple[Item, ...]:
    """Each element once, as the letter has it in which it still blocks."""
    found: dict[str, Item] = {}
    for letter in letters:
        for item in letter.checklist:
            kept = found.get(item.element)
            if kept is None or (item.blocks and not kept.blocks):
                found[item.element] = item
    return tuple(found.values())
