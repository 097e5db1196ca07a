"""Scores written with the least: "NDI 46", "Oswestry: 62", "NRS 7-8"."""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.vocabulary import scales

_TOP = 10
"""The highest number of a scale out of ten."""
_WIDEST = 4
_BEHIND = re.compile(
    r"[\s:=(]{1,4}(?:(?:score|index|total|is|was|of|today|now|pre|pre-?op|post|post-?op"
    r"|baseline|initial)[\s:=]{1,3}){0,2}",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s*(?:[.,;|)(]|\Z"
    r"|(?:today|now|currently|at (?:eval|intake|baseline)|with|and"
    r"|(?:pre|post)(?:-?(?:op|procedure|treatment|tx|injection))?|before|after|vs)\b)",
    re.IGNORECASE,
)


def is_spread(match: re.Match[str]) -> bool:
    """Whether a range is a score between two ("7-8"), and not the scale's own ends."""
    low, high = float(match["value"]), int(re.sub(r"\D", "", match["range"]))
    return 0 < low < high <= _TOP and high - low < _WIDEST


def bare_unit(text: str, start: int, match: re.Match[str], name: str) -> str | None:
    """The unit of a bare index right behind its name, which ends at ``start``.

    More than the index has points is a share of a hundred.
    """
    if name not in ("ndi", "odi") or match["unit"] or len(match["value"]) > 2:
        return None
    if not _BEHIND.fullmatch(text[start : match.start()]):
        return None
    if not _ENDS.match(text, match.end()):
        return None
    most = scales().scales[name].top
    return "%" if float(match["value"]) > most else "points"
