"""Scales by their names in a text; see ``vocabulary/scales.yaml``."""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import Sought, sought
from workbench.vocabulary import scales

_EXTRA: tuple[tuple[str, str], ...] = (
    ("mjoa", r"modified Japanese Orthop(?:a)?edic Association"),
    (
        "nrs",
        r"pain (?:scores?|levels?|scale|ratings?)(?!\w)"
        r"|pain (?:today|(?:right )?now|currently|at present|at (?:its )?(?:worst|best)"
        r"|worst|best|average|avg|intensity|severity),?\s?\(?0\s?(?:-|to)\s?10"
        r"(?: scale)?\)?"
        r"|(?:severity|intensity)\s?[:=]\s?(?=\d{1,2}(?:\.\d)?\s?/\s?10\b(?!/))"
        r"|(?:LBP|sciatica|lumbago|aches?)\b"
        r"(?=[^.;\n\d/]{0,40}?\b\d{1,2}(?:\.\d)?\s?(?:/|out of)\s?10\b(?!/))"
        r"|pain(?: (?:severity|intensity)(?: - reported)?)?\s?[:=]\s?"
        r"(?=\d{1,2}\b(?!\s?(?:[/.%-]|x\b|to\b|w(?:ee)?ks?\b|mo|yr|year"
        r"|day|visit|min|h(?:ou)?rs?\b|\d\s|\[)))"
        r"|pain\b(?=[^.;\n\d/]{0,40}?\b\d{1,2}(?:\.\d)?\s?(?:/|out of)\s?10\b)"
        r"|pain\b(?=(?:\s(?:is|has|was|now|went|gone|goes|come|came|levels?|score)){0,3}"
        r"\s(?:down|up|reduced|decreased|improved|dropped|fell|fallen|better|increased)"
        r"\sfrom \d{1,2}(?:/10)? to \d{1,2}(?:/10)?(?!\d|\s?(?:%|h|hrs?|hours?|days?"
        r"|wks?|weeks?|mo|months?|yrs?|years?|min\w*|mg|[ap]\.?m)\b))"
        r"|(?:scor(?:ing|es|ed)|(?:rat|grad|plac)(?:es|ed|ing)|gives|puts?|calls)"
        r"(?:\s(?:it|this|(?:the|his|her) pain))?(?:\s(?:today|now|currently))?"
        r"(?:\s(?:at|as|an?))?(?:\san?)?"
        r"\s(?=\d{1,2}(?:\s?-\s?\d{1,2})?\s?(?:/|out of|of)\s?10\b"
        r"(?!\s(?:patients|people|days|times|visits)))"
        r"|pain (?:is |at |of |currently |now |today )?(?:rated )?(?:as |at |a )?"
        r"(?=\d{1,2}(?:\s?-\s?\d{1,2})?\s?/\s?10)",
    ),
)
"""Turns of phrase for a scale beside its names in vocabulary/scales.yaml."""


def _words(name: str) -> str:
    """The names of a scale as a pattern, hyphens and blanks alike."""
    listed = sorted(scales().scales[name].words, key=len, reverse=True)
    own = [re.sub(r"(?:\\-|\\ )+", "[- ]?", re.escape(word)) for word in listed]
    own = [f"(?:{'|'.join(own)})(?!\\w)"]
    return "|".join([*own, *(words for other, words in _EXTRA if other == name)])


@cache
def names_of_scales() -> tuple[str, ...]:
    """The scales, longest names first ("PROMIS PI" before "PROMIS")."""
    found = scales().scales
    return tuple(sorted(found, key=lambda one: -max(map(len, found[one].words))))


@cache
def pattern() -> Sought:
    """The names of all scales, a group for each."""
    parts = [f"(?P<n{at}>{_words(name)})" for at, name in enumerate(names_of_scales())]
    return sought(rf"(?<![\w-])(?:{'|'.join(parts)})", re.IGNORECASE)


def scale_of(match: re.Match[str]) -> str:
    """The scale that a match of the pattern names."""
    return names_of_scales()[int((match.lastgroup or "n0")[1:])]


def of_pain(name: str) -> bool:
    """Whether a scale is one of pain."""
    return scales().scales[name].of == "pain"
