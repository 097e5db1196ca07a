"""Plain terms as one alternation of an expression."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.content import expressions as re


def one_of(terms: Iterable[str], blank: str = r"\ ") -> str:
    """The terms parted by bars, the longest first, so that none hides a longer one.

    ``blank`` is what may stand where a term has a blank ("[ -]": a hyphen as well).
    """
    longest = sorted(terms, key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", blank) for one in longest)
