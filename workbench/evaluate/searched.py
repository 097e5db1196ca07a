"""Where was looked: documents, pages and words, for a thing that was not found."""

from __future__ import annotations

from workbench.schema.case import Case, all_facts
from workbench.schema.determination import Searched


def extent(case: Case) -> tuple[int, int]:
    """Documents and pages of the record.

    A Case that lists no documents counts those that its facts cite, a page each.
    """
    if case.documents:
        return len(case.documents), sum(item.pages for item in case.documents)
    cited = {item.document for fact in all_facts(case) for item in fact.evidence}
    return len(cited), len(cited)


def searched(case_extent: tuple[int, int], terms: tuple[str, ...]) -> Searched:
    """The statement for one criterion."""
    documents, pages = case_extent
    return Searched(documents=documents, pages=pages, terms=terms)
