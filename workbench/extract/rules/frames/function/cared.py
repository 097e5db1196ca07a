"""Whom a task of the day is done for: a limit of caring, not of one's own toilet.

"Unable to bathe her toddler", "cannot dress the kids", "can't braid a child's hair".
"""

from __future__ import annotations

from workbench.content import expressions as re

_PERSON = (
    r"bab(?:y|ies)|newborns?|infants?|toddlers?|child(?:ren)?|kids?|sons?|daughters?|twins"
    r"|grand(?:son|daughter|child|children|kids?|bab(?:y|ies))s?|nephews?|nieces?"
    r"|mother|father|mom|mum|dad|parents|husband|wife|spouse|partner|brother|sister"
    r"|aunt|uncle|grandmother|grandfather|grandma|grandpa|little (?:one|boy|girl)s?"
)
_CARED = re.compile(
    r"\s(?:(?:up|down|after|for|the|an?|his|her|my|our|their|own|young|small|little|two"
    r"|three|twin|newborn|infant|elderly|disabled|sick|ill|frail|older|younger"
    rf"|hair of|\d)\s){{0,4}}(?:{_PERSON})\b(?!\s(?:did|does|do|has|had|is|was|helps?"
    r"|can)\b)",
    re.IGNORECASE,
)
_OWN = frozenset({"grooming", "dressing", "eating", "daily-activities", "writing"})
"""Kinds that are the patient's own only where they are done for no one else."""


def cared_for(text: str, end: int, kind: str) -> str:
    """The kind of a task that ends at a place: caring where it is done for another."""
    by_another = re.search(r"\bby\Z", text[:end], re.IGNORECASE)
    cares = kind in _OWN and not by_another and _CARED.match(text, end)
    return "childcare" if cares else kind
