"""Ratings of a study over all cases, with what the program said of the same review."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from workbench.schema.review import Review
from workbench.store import access, correspondence, papers
from workbench.store.correspondence import Rating
from workbench.store.facade import Store
from workbench.store.tables import papers as table
from workbench.store.users import User


class Rated(NamedTuple):
    """One rating: ``program`` by line and criterion, ``blind`` if nothing was seen."""

    case_id: str
    rater: str
    rating: Rating
    program: dict[tuple[str, str], str]
    blind: bool


def rate(store: Store, case_id: str, rating: Rating, user: User) -> None:
    """Keep a person's rating; rating again is a new version beside the first."""
    with store.writing(by=user.id) as work:
        before = papers.find(work, case_id, "rating", f"{rating.study}/{user.id}")
        correspondence.put_rating(
            work, case_id, rating, based_on=before.number if before else 0
        )


def ratings(store: Store, study: str) -> list[Rated]:
    """The first rating of each person on each case of a study."""
    asked = (
        select(table.c.case_id, table.c.key)
        .where(
            table.c.kind == "rating",
            table.c.key.startswith(f"{study}/", autoescape=True),
            table.c.number == 1,
        )
        .order_by(table.c.at, table.c.case_id, table.c.key)
    )
    found = []
    with store.reading() as work:
        for case_id, key in work.connection.execute(asked).all():
            paper = papers.get(work, case_id, "rating", key, 1)
            rating = papers.read(work, paper, Rating)
            kept = papers.get(work, case_id, "review", number=rating.review)
            review = papers.read(work, kept, Review)
            seen = [
                one
                for one in access.of_case(work, case_id)
                if one.user_id == paper.by and one.at < paper.at
            ]
            found.append(
                Rated(
                    case_id,
                    paper.by_name,
                    rating,
                    {
                        (line.id, item.id): item.status
                        for line in review.determination.lines
                        for item in line.criteria
                    },
                    all(one.what == "source" for one in seen),
                )
            )
    return found
