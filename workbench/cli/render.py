"""A review object in the format asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from workbench.cli.common import Format, PageFormat
    from workbench.narrate.narrative import Page
    from workbench.narrate.pages.setup import PageSetup
    from workbench.schema.review import Review


def rendered(
    review: Review,
    form: PageFormat,
    policy_id: str,
    template: str | None = None,
    about: str = "",
) -> str | bytes:
    """A review in the form asked for; bytes for Word and PDF files.

    Passages that do not trace are withheld, and told on stderr after ``about``.
    """
    if form == "json":
        return review.model_dump_json(indent=2)
    from workbench.narrate.narrative import TEMPLATE, render_page, to_html, to_text
    from workbench.policy.loader import load_policy

    names = [one.id for one in review.policies]
    ids = names if len(names) > 1 else [policy_id]
    policies = [load_policy(name) for name in ids]
    page = render_page(review, policies, template=template or TEMPLATE)
    warn(page, about)
    markdown = page.text
    if form == "md":
        return markdown
    if form == "text":
        return to_text(markdown)
    from workbench.narrate.pages.sheet import TITLE, narrative_setup

    if form == "html":
        return to_html(markdown, TITLE)
    return document(markdown, form, narrative_setup(review))


def warn(page: Page, about: str = "") -> None:
    """What a page withholds, on stderr: kinds of tokens and lines, no packet text."""
    from workbench.cli.common import note
    from workbench.narrate.proof.marks import called

    if not page.withheld:
        return
    count = len(page.withheld)
    told = "1 passage is" if count == 1 else f"{count} passages are"
    note(f"{about}warning: {told} withheld; a mark in the page says where to look")
    for one in page.withheld:
        why = f"{called(one.kinds)} could not be traced to the record"
        note(f"{about}warning: line {one.line} of the page as Markdown: {why}")


def document(markdown: str, form: Literal["docx", "pdf"], setup: PageSetup) -> bytes:
    """A text as a Word or PDF file; the maker of the one asked for is imported."""
    if form == "pdf":
        from workbench.narrate.pages.pdf import render_pdf

        return render_pdf(markdown, setup)
    from workbench.narrate.pages.word import render_docx

    return render_docx(markdown, setup)


def page(markdown: str, form: Format, title: str) -> str:
    """A report that is written in Markdown, in the form asked for."""
    if form == "html":
        from workbench.narrate.html import to_html

        return to_html(markdown, title)
    if form == "text":
        from workbench.narrate.plain import to_text

        return to_text(markdown)
    return markdown
