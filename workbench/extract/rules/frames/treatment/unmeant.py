"""Treatment words that tell of a trade, a test, a wound, an operation's day or a plan.

"She works as a massage therapist" says what she does for a living, "acetaminophen level
12" what the laboratory found, "massage the scar" how a wound is looked after, and
"gabapentin one hour before surgery" what is given for the operation.  "TENS could be
added" is still to come, "he can't have prednisone" never was, and the brace worn "as a
teenager" was for another time.  The words stand in ``treatments-unmeant.yaml``.
"""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought

_HANDS_ON = frozenset(
    {
        "physical-therapy",
        "chiropractic",
        "massage",
        "acupuncture",
        "psychological-therapy",
        "functional-restoration",
    }
)
"""Kinds that are also somebody's work."""
_FOR_THE_DAY = frozenset(
    {
        "nsaid",
        "acetaminophen",
        "neuropathic-medication",
        "muscle-relaxant",
        "opioid",
        "oral-steroid",
        "traction",
        "collar",
        "tens",
        "nerve-block",
    }
)
"""Kinds that an operation's own course has, too."""
_LEFT, _RIGHT = 60, 90
_DOSE = re.compile(
    r"(?:'?s|es)?(?:\s\d[\d.,]*\s?(?:mg|mcg|g|ml|milligrams?|grams?)?\b)?"
    r"(?:\s(?:unit|therapy|treatment|program(?:me)?|injections?|blocks?|trial|use|course"
    r"|shots?|tablets?|pills?|sessions?|belt|brace|collar|machine|device|devices)\b)?"
    r"[ ,:;-]{0,3}"
)
"""What may stand between the words of a treatment and those right behind it."""
_PERSON = re.compile(r"(?:therapist|\w+ist|chiropractor|osteopath|masseuse)s?\Z", re.I)
_IS_ONE = re.compile(r"\b(?:is|was|became)\s(?:also\s|now\s)?an?\s(?:\w+\s)?\Z", re.I)


_BREAK = re.compile(r"[.;]\s|\b(?:but|and (?:he|she|they|now|again)|now)\b")


@cache
def _list(name: str) -> lexicon.Lexicon:
    entry = lexicon.load("treatments-unmeant").entry(name)
    return lexicon.Lexicon(f"unmeant-{name}", (entry,))


def _behind(name: str, text: str, end: int) -> bool:
    """Whether words of a list stand right behind a treatment."""
    right = text[end : end + _RIGHT]
    gap = _DOSE.match(right)
    places = {0, 1, gap.end() if gap else 0}
    return any(one.start in places for one in _list(name).find(right))


_HOW_LONG = sought(
    r"(?:\d{1,2}|an?|two|three|four|six|eight|ten|twelve)[ -](?:more )?"
    r"(?:wks?|weeks?|mos?|months?|visits?|sessions?)\s(?:of\s)?(?:formal\s)?\Z",
    re.I,
)
"""A length that may stand before the words of a treatment ("6 wk PT")."""


def _before(name: str, text: str, start: int) -> bool:
    """Whether words of a list stand right before a treatment, or before its length."""
    left = text[max(start - _LEFT, 0) : start]
    left = _HOW_LONG.sub("", left).rstrip()
    return any(one.end >= len(left) - 1 for one in _list(name).find(left))


def _near(name: str, text: str, start: int, end: int) -> bool:
    """Whether words of a list stand in the part of a sentence around a treatment."""
    left = re.split(r"[.;]\s", text[max(start - _LEFT, 0) : start])[-1]
    right = re.split(_BREAK, text[end:])[0]
    return bool(_list(name).find(left) or _list(name).find(right[:_RIGHT]))


def of_other_things(text: str, kind: str, start: int, end: int) -> bool:
    """Whether the words name a trade, a test, or how a wound is looked after."""
    if kind in _HANDS_ON and _is_trade(text, start, end):
        return True
    return (
        _behind("tested-behind", text, end)
        or _behind("wound-behind", text, end)
        or _behind("general-behind", text, end)
        or _before("general-before", text, start)
        or (kind == "oral-steroid" and _is_injected(text, start, end))
    )


def _is_injected(text: str, start: int, end: int) -> bool:
    """Whether a steroid is the one of an injection, by its charge or its mixture."""
    before = _before("injected-before", text, start)
    return before or _behind("injected-behind", text, end)


def _is_trade(text: str, start: int, end: int) -> bool:
    person = _PERSON.search(text[start:end])
    if person and _behind("person-behind", text, end):
        return True
    if _before("trade-before", text, start):
        return True
    left = text[max(start - _LEFT, 0) : start]
    return bool(person and _IS_ONE.search(left))


def of_surgery(text: str, kind: str, start: int, end: int) -> bool:
    """Whether it is given for an operation, in its own course."""
    return kind in _FOR_THE_DAY and _near("surgery-near", text, start, end)


def is_ahead(text: str, end: int) -> bool:
    """Whether what follows says that it may be, or is to be, given."""
    return _behind("ahead-behind", text, end)


def is_barred(text: str, start: int) -> bool:
    """Whether the words before say that the patient cannot have it."""
    return _before("barred-before", text, start)


def is_avoided(text: str, end: int) -> bool:
    """Whether what follows says that a medicine is kept away from."""
    return _behind("avoided-behind", text, end)


def is_undone(text: str, end: int) -> bool:
    """Whether what follows says that it never came or is out of the question."""
    return _behind("undone-behind", text, end)


def of_other_days(text: str, start: int, end: int) -> bool:
    """Whether a time of life that is over stands beside it."""
    return _near("stage-near", text, start, end)
