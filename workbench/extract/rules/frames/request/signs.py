"""How far words around a mention of a procedure say that it is asked for now.

The signs and their weights are data (``lexicon/asking-signs.yaml`` and, in freer order,
``near/asking-signs.yaml`` and ``near/asking.yaml``): words of a whole document, and
words of the sentence that mentions the procedure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon, near
from workbench.extract.rules.words.sought import sought

_FILE, _CUES = "asking-signs", "asking"
_KEPT = 4096
"""Texts whose signs are kept: a document is looked through for each class of them."""
_NEEDED = "needed"
_OF, _WEIGHT = "of", "weight"
_APPEALS = ("sentence-appeals", "asks-to-overturn")
_ASKING = ("sentence-asks", *_APPEALS, "ask-direct", "goes-out")
_HEADING = 100
"""Characters of a line in which it may name itself."""
_NAMES = re.compile(r"(?:[A-Z][\w&.'-]{0,20}+|of|and|the|for|[^\w\n;.?!]++){0,12}")
"""What may stand in a heading before its name: an office, a rule."""


_ALSO_ASKS = sought(
    r"(?:[/&+|]|\band\b)\s{0,3}(?:(?:prior|pre|surgical)[ -]?)?(?:auth(?:ori[sz]ation)?"
    r"|pre-?cert(?:ification)?|certification) (?:request|req|order)\b"
    r"(?! (?:status|history|log|denied|approved|withdrawn|closed))"
    r"|\A\W*(?:(?:prior|pre)[ -]?)?(?:auth(?:ori[sz]ation)?|pre-?cert(?:ification)?)"
    r" (?:request|req|order)\s{0,3}(?:[/&+|]|and\b)",
    re.IGNORECASE,
)
"""The name of a request as one of several in a heading ("BOOKING / AUTH REQUEST")."""


@cache
def _words() -> lexicon.Lexicon:
    return lexicon.load(_FILE)


@lru_cache(maxsize=_KEPT)
def _found(text: str) -> tuple[Mention, ...]:
    """The signs of all files in a text; each text is asked for several of them."""
    lists = (near.load(_FILE), near.load(_CUES))
    return (*_words().find(text), *(x for one in lists for x in one.find(text)))


@cache
def _attributes() -> dict[str, dict[str, str]]:
    listed = {one.concept: one.attributes for one in _words().entries}
    free = {
        name: one.attributes
        for file in (_FILE, _CUES)
        for name, one in near.load(file).entries.items()
    }
    return listed | free


def needed() -> int:
    """The weight from which a mention is asked for."""
    return int(_attributes()[_NEEDED][_WEIGHT])


def document_weight(texts: Iterable[str]) -> int:
    """What the words of a document weigh, each sign once."""
    told = list(texts)
    return sum(_weights(told, "document")) + sum(_weights(told, "revoked"))


def title_weight(texts: Iterable[str]) -> int:
    """What the words of a document's first lines weigh beside the rest."""
    return sum(_weights(texts, "title"))


def tells_only(texts: Iterable[str]) -> bool:
    """Whether a heading names what asks for nothing: a bill, a consent, a clearance.

    It opens the line.  A sheet that "does all three" names a request beside the others.
    """
    return _is_headed((one for one in texts if not _ALSO_ASKS.search(one)), "heading")


def _is_headed(texts: Iterable[str], of: str) -> bool:
    return any(
        _attributes()[one.concept].get(_OF) == of
        and _NAMES.fullmatch(text[: one.start])
        for text in (text[:_HEADING] for text in texts)
        for one in _found(text)
    )


def bills(texts: Sequence[str]) -> bool:
    """Whether a heading names a bill, and not one for the time before the service."""
    return _is_headed(texts, "bill") and not any(_weights(texts, "before"))


def lists_cases(texts: Iterable[str]) -> bool:
    """Whether a heading names a schedule or list of the operations of many."""
    return _is_headed(texts, "listing")


def says(texts: Iterable[str], of: str) -> bool:
    """Whether some text has a sign of this class ("nothing", "revoked")."""
    return bool(_weights(texts, of))


def appeals(texts: Iterable[str]) -> bool:
    """Whether a document's first lines name it an appeal."""
    return sum(_weights(texts, "appeal")) > 0


def sentence_weight(text: str, clause: str | None = None) -> int:
    """What the words of one sentence weigh, each sign once.

    With a clause only its words count against.
    """
    if clause is None:
        return sum(_weights([text], "sentence"))
    speaking = sum(one for one in _weights([text], "sentence") if one > 0)
    return speaking + sum(one for one in _weights([clause], "sentence") if one < 0)


def asks_in_words(text: str) -> bool:
    """Whether a sentence has words of asking of its own."""
    found = {one.concept for one in _found(text)}
    return not found.isdisjoint(_ASKING)


def schedules(text: str) -> bool:
    """Whether a sentence tells that a service has its day or its doctor wants it."""
    return any(one.concept == "sentence-schedules" for one in _found(text))


def appeals_now(texts: Iterable[str]) -> bool:
    """Whether some sentence of a document asks for a denial to be overturned."""
    found = (one.concept for text in texts for one in _found(text))
    return not set(_APPEALS).isdisjoint(found)


def denied_weight(text: str) -> int:
    """What it weighs in an appeal that a sentence names what was denied."""
    if _weights([text], "apart"):
        return 0
    return max(_weights([text], "denied"), default=0)


def _weights(texts: Iterable[str], of: str) -> list[int]:
    found = {one.concept for text in texts for one in _found(text)}
    kept = (_attributes()[name] for name in found if name != _NEEDED)
    return [int(one[_WEIGHT]) for one in kept if one.get(_OF) == of]
