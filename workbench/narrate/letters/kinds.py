"""Kinds of letters, and whether a kind may follow what was recommended or decided.

An approval letter for a request that nobody approved is an error before a word of it is
written.  While nobody has decided, a draft follows the recommendation; once there is a
decision, it alone counts, and it must be one on this very review.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from workbench.errors import InputError
from workbench.narrate.letters.library import Library, Worded
from workbench.narrate.letters.services import Outcome
from workbench.schema.base import Model
from workbench.schema.case import Slug
from workbench.schema.decision import Decision, DecisionValue, Role
from workbench.schema.determination import LineRecommendation, Recommendation
from workbench.schema.matter import Matter
from workbench.schema.review import Review, review_sha256

FILE = "kinds.yaml"
AUTO = "auto"
PartName = Literal["member", "clinical", "internal"]


class Kind(Model):
    """One kind of letter; see the head of the data file for the keys.

    A final letter needs a decision signed by one of ``signers``; an ``adverse`` kind
    never is final without.  Of its lines at least one must stand as each group of
    ``must`` says, and all as ``may`` says (empty: any way).
    """

    id: Slug
    title: Worded
    parts: tuple[PartName, ...]
    adverse: bool = False
    clinical: bool = True
    recommendations: tuple[Recommendation, ...] = ()
    lines: tuple[LineRecommendation, ...] = ()
    decisions: tuple[DecisionValue, ...] = ()
    signers: tuple[Role, ...] = ()
    must: tuple[tuple[Outcome, ...], ...] = ()
    may: tuple[Outcome, ...] = ()

    @property
    def sent(self) -> bool:
        """Whether this is a letter at all, and no internal sheet."""
        return bool(self.signers)

    def follows_review(self, review: Review) -> bool:
        """Whether a draft of this kind may follow the recommendation."""
        found = review.determination
        return found.recommendation in self.recommendations or any(
            line.recommendation in self.lines for line in found.lines
        )

    def template(self, part: PartName) -> str:
        """File name of a part's template."""
        return f"{self.id}.{part}.md.j2"


class KindFile(Model):
    """The data file."""

    kinds: tuple[Kind, ...]


def kinds(content: Library) -> dict[str, Kind]:
    """All kinds by id, those of the file first; ``kinds-*.yaml`` add further ones."""
    names = [FILE, *(n for n in content.names("kinds-*.yaml"))]
    return {
        kind.id: kind for name in names for kind in content.data(KindFile, name).kinds
    }


def choose_kind(name: str, content: Library, review: Review, matter: Matter) -> Kind:
    """The kind of this name, or for ``auto`` the one that the outcome asks for.

    Raises InputError for an unknown kind, for one that contradicts the recommendation
    or the decision, and for a decision on another review or on lines it has not.
    """
    known = kinds(content)
    check_decision(review, matter.decision)
    if name == AUTO:
        return _automatic(known.values(), review, matter.decision)
    if name not in known:
        raise InputError(
            f"no letter of kind {name!r}",
            where="KIND",
            fix=f"use one of: {AUTO}, {', '.join(known)}",
        )
    _check_fits(known[name], known.values(), review, matter.decision)
    return known[name]


def check_decision(review: Review, decision: Decision | None) -> None:
    """Raise InputError for a decision on another review or on unknown lines."""
    if decision is None:
        return
    own = review_sha256(review)
    if decision.review_sha256 not in (None, own):
        raise InputError(
            "the decision was made on another review than the one given",
            where="matter: decision.review_sha256",
            fix=f"decide anew on this review, whose hash is {own}",
        )
    known = {line.id for line in review.determination.lines}
    strange = sorted({line.line for line in decision.lines} - known)
    if strange:
        raise InputError(
            f"decides on {', '.join(strange)}, which the review has not",
            where="matter: decision.lines",
            fix=f"use the review's lines: {', '.join(sorted(known)) or 'none'}",
        )


def _automatic(
    known: Iterable[Kind], review: Review, decision: Decision | None
) -> Kind:
    letters = [kind for kind in known if kind.sent]
    for kind in letters:
        if decision and decision.value in kind.decisions:
            return kind
        advice = review.determination.recommendation
        if not decision and advice in kind.recommendations:
            return kind
    outcome = decision.value if decision else review.determination.recommendation
    raise InputError(
        f"no kind of letter follows {outcome!r}",
        where="KIND",
        fix="name the kind, or add one to kinds.yaml",
    )


def _check_fits(
    kind: Kind, known: Iterable[Kind], review: Review, decision: Decision | None
) -> None:
    if decision:
        fits, said = decision.value in kind.decisions, f"the decision {decision.value}"
        others = [k.id for k in known if decision.value in k.decisions]
    else:
        outcome = review.determination.recommendation
        fits, said = kind.follows_review(review), f"the recommendation {outcome}"
        others = [k.id for k in known if k.follows_review(review)]
    if not fits:
        raise InputError(
            f"a letter of kind {kind.id!r} contradicts {said}",
            where="KIND",
            fix=f"use one of: {', '.join(others) or 'none'}; or put a signed decision "
            f"({' or '.join(kind.decisions)}) into the matter",
        )
