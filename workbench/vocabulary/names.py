"""Ids of kinds, sites, scales and procedures as words of a sentence."""

from __future__ import annotations

from functools import cache

from workbench.vocabulary.tables import names, scales


def name_of(slug: str) -> str:
    """An id in words: ``index-finger`` is "index finger", ``hba1c`` is "HbA1c".

    Raises ContentError or InputError when a table is wrong.
    """
    return _named().get(slug) or slug.replace("-", " ").replace("_", " ")


@cache
def _named() -> dict[str, str]:
    """Scales by the first of their words, and what the table of names has."""
    scaled = {name: one.words[0] for name, one in scales().scales.items()}
    return scaled | names()
