"""What the label of a field or column of a request names."""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.words import lexicon

_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|[_.\[\]]")


@cache
def _labels() -> lexicon.Lexicon:
    return lexicon.load("asking-labels")


def slots(label: str) -> frozenset[str]:
    """The concepts of ``lexicon/asking-labels.yaml`` that a label names."""
    return frozenset(one.concept for one in _labels().find(_JOINT.sub(" ", label)))


def is_label(words: str) -> bool:
    """Whether words are one known label and nothing else ("Lvl", "Req Units")."""
    plain = _JOINT.sub(" ", words).replace("(s)", "").strip(" #()-\u00ae")
    return any(
        one.start == 0 and one.end == len(plain) for one in _labels().find(plain)
    )
