"""Conditions named in a text: which diagnosis a mention means, and how it is said."""

from __future__ import annotations

import re
from functools import cache

from workbench.extract.rules import context, lexicon
from workbench.extract.rules.model import Mention, Sentence
from workbench.schema.case import Assertion

_LASTING = ("diabetes", "osteoporosis", "prediabetes")
_OVER = re.compile(
    r"\b(?:resolved|remission|reversed|no longer|previously|former\w*|gestational)\b",
    re.IGNORECASE,
)


@cache
def words() -> lexicon.Lexicon:
    """The words for diagnoses."""
    return lexicon.load("diagnoses")


def kind_of(mention: Mention) -> str:
    """The diagnosis kind that a mention names."""
    return mention.attributes.get("kind", mention.concept)


def mentions_of(sentence: Sentence, wanted: tuple[str, ...]) -> list[Mention]:
    """Mentions of these diagnosis kinds in a sentence."""
    return [one for one in words().find(sentence.text) if kind_of(one) in wanted]


def assertion_of(sentence: Sentence, mention: Mention) -> Assertion | None:
    """How the sentence asserts a condition; None where it makes no fact.

    A lasting condition of a past history is present unless it is said to be over.
    """
    seven = mention.implies or context.assertion(sentence, mention, state=True)
    if seven == "historical" and kind_of(mention) in _LASTING:
        over = _OVER.search(sentence.text)
        return "historical" if over else "present"
    return context.to_assertion(seven, context.detail(sentence, mention))
