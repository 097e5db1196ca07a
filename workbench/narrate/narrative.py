"""The narrative: a review and its policy, written out for the person who decides.

The words stand in ``prompts/narrative/``; this module hands the templates their
variables and lets no passage out whose numbers, dates, levels, sides, grades and codes
do not trace to the record, the policy or the evidence library: a page for a reader has
a mark in its place, the strict functions refuse the whole text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from workbench.content import expressions as re
from workbench.errors import ProofError
from workbench.evaluate.several import pieces_of
from workbench.narrate.html import to_html
from workbench.narrate.labels import functions
from workbench.narrate.plain import to_text
from workbench.narrate.proof import check
from workbench.narrate.templates import fill, template_hashes
from workbench.narrate.view import variables
from workbench.narrate.withheld import Page, with_notice, withhold
from workbench.policy.model import Policy
from workbench.schema.review import Review

__all__ = [
    "TEMPLATE",
    "Page",
    "render",
    "render_page",
    "render_parts",
    "template_hashes",
    "to_html",
    "to_text",
]

TEMPLATE = "narrative.md.j2"
PARTED = "\n---\n\n"
"""What stands between the texts of two policies."""
_GAPS = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+\n")


def render(review: Review, policy: Policy, *, template: str = TEMPLATE) -> str:
    """The narrative as Markdown; the same review gives the same bytes.

    Raises ContentError for a template that is missing or wrong, ProofError when a
    critical token of the text traces to nothing.
    """
    text = _filled(review, policy, template)
    require_traced(text, review, policy, template)
    return text


def require_traced(text: str, review: Review, policy: Policy, where: str) -> None:
    """Raise ProofError where a critical token of a text has no source."""
    untraced = check(text, review, policy)
    if untraced:
        first = untraced[0]
        raise ProofError(
            f"{len(untraced)} of the text's numbers, dates, levels, sides, grades or "
            f"codes trace to nothing; the first is a {first.kind}, "
            f"line {first.line} of the text",
            where=where,
            fix="correct the template or the wording that brings it in",
        )


def render_parts(
    review: Review, policies: Sequence[Policy], *, template: str = TEMPLATE
) -> str:
    """The narrative of each policy that judged a part of the request, in turn.

    ``policies`` are those of the review, in its order; of one the narrative alone.  A
    line that none of them covers is told with the first.
    """
    texts = [
        render(piece, policy, template=template)
        for policy, piece in pieces_of(review, policies)
    ]
    return PARTED.join(texts)


def render_page(
    review: Review, policies: Sequence[Policy], *, template: str = TEMPLATE
) -> Page:
    """The narrative as ``render_parts`` gives it, with untraced passages withheld.

    Marks stand in their places, and a notice at the head counts them.  Raises
    ContentError.
    """
    pages = [
        withhold(
            _filled(piece, policy, template),
            partial(check, review=piece, policy=policy),
        )
        for policy, piece in pieces_of(review, policies)
    ]
    withheld = tuple(one for page in pages for one in page.withheld)
    return with_notice(Page(PARTED.join(page.text for page in pages), withheld))


def _filled(review: Review, policy: Policy, template: str) -> str:
    return tidy(fill(template, variables(review, policy), functions(policy)))


def tidy(text: str) -> str:
    """At most one empty line in a row, none at the ends, no trailing blanks."""
    return _GAPS.sub("\n\n", _TRAILING.sub("\n", text)).strip() + "\n"
