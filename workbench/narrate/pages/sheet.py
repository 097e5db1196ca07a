"""The narrative of a review as a working paper: small type, and a draft throughout."""

from __future__ import annotations

from workbench.narrate.pages.setup import PageSetup
from workbench.schema.review import Review

TITLE = "Determination narrative (draft for review)"
_HEAD = "DRAFT RECOMMENDATION - NOT A DECISION"


def narrative_setup(review: Review) -> PageSetup:
    """The page setup of a review's narrative; its foot names the policies applied."""
    used = "; ".join(f"{one.id} {one.version}" for one in review.policies)
    return PageSetup(title=TITLE, running_head=_HEAD, running_foot=used, sheet=True)
