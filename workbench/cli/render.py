"""A review object in the format asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.cli.common import Format
    from workbench.schema.review import Review


def rendered(
    review: Review, form: Format, policy_id: str, template: str | None = None
) -> str:
    """JSON, Markdown, HTML or plain text.  Raises ProofError on an untraced token."""
    if form == "json":
        return review.model_dump_json(indent=2)
    from workbench.narrate.narrative import render, to_html, to_text
    from workbench.policy.loader import load_policy

    policy = load_policy(policy_id)
    markdown = (
        render(review, policy, template=template)
        if template
        else render(review, policy)
    )
    if form == "md":
        return markdown
    if form == "html":
        return to_html(markdown, "Determination narrative (draft for review)")
    return to_text(markdown)


def page(markdown: str, form: Format, title: str) -> str:
    """A report that is written in Markdown, in the form asked for."""
    if form == "html":
        from workbench.narrate.html import to_html

        return to_html(markdown, title)
    if form == "text":
        from workbench.narrate.plain import to_text

        return to_text(markdown)
    return markdown
