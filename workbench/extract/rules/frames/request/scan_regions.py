"""An MRI and the regions of the spine, as requests write them."""

from __future__ import annotations

from workbench.content import expressions as re

_I = re.IGNORECASE
MRI = re.compile(r"\b(?:MRI|MR imaging|MR|magnetic resonance(?: imaging)?)\b", _I)
_REGIONS = {
    "cervical": re.compile(
        r"\bcerv(?:ical)?\b|\bC[ -]?spine\b|\bneck\b|(?<=MRI )C/S\b", _I
    ),
    "thoracic": re.compile(r"\bthor(?:acic)?\b|\bT[ -]?spine\b|(?<=MRI )T/S\b", _I),
    "lumbar": re.compile(
        r"\blumb(?:ar|o-?sacral)?\b|(?<=MRI )L[/-]?S\b|\bL(?:/?S)?[ -]?spine\b|\blow(?:er)? back\b",  # noqa: E501
        _I,
    ),
}


def names_region(text: str) -> bool:
    """Whether a text names a region of the spine."""
    return bool(regions_named(text))


def regions_named(text: str) -> tuple[str, ...]:
    """The regions of the spine that a text names."""
    return tuple(name for name, words in _REGIONS.items() if words.search(text))
