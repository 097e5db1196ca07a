"""Signs that are only spoken of: what one would mean, or when it is to be looked for.

"A positive Spurling test suggests root compression" and "clonus is a sign of cord
compression" teach;
"clonus to be checked after surgery" is still to come.  "The positive
Hoffmann suggests myelopathy" was found.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought

_MEANS = sought(
    r"(?:'?s)?\s(?:(?:test|sign|reflex\w*|response|phenomenon|positive|negative|at \d+"
    r"|between \d+ and \d+ degrees)\s){0,3}"
    r"(?:suggests?|indicates?|points? to|means?|implies|signifies"
    r"|(?:is|are) (?:often |usually |commonly )?(?:seen|found|present) in"
    r"|(?:is|are) (?:a|an|one of the|among the|all|late|early|classic|common|known)"
    r" (?:\w+ )?(?:signs?|tests?|features?|symptoms?|findings?)"
    r"|(?:is|are) (?:signs|features|symptoms) of|is (?:done|performed|elicited) by"
    r"|(?:would|may|can|might|could) (?:suggest|indicate|mean|point|imply|be seen"
    r"|be present|be a sign|occur|follow|develop))\b",
    re.IGNORECASE,
)
_LISTED = sought(
    r"[^.;:]{0,60}?\b(?:is|are) (?:all )?(?:an? |the )?(?:(?:late|early|warning|red) )?"
    r"(?:signs?|features?|symptoms?|hallmarks?|flags?) of\b",
    re.IGNORECASE,
)
_TEACHES = sought(
    r"\b(?:means? (?:that )?you (?:must|should|need)"
    r"|(?:is|are) (?:to be )?expected under"
    r"|would (?:fit|go|be in keeping) with|(?:is|are) an? (?:warning|red flag|danger)"
    r"(?: sign)?|should prompt|must prompt|(?:is|are) an emergency)\b",
    re.IGNORECASE,
)
_AHEAD = sought(
    r"\s(?:(?:test|sign|reflex\w*)\s)?(?:to be|will be|should be|is to be|must be"
    r"|needs to be)"
    r"\s(?:re-?)?(?:check|test|examin|assess|repeat|done|perform|monitor|look|watch)\w*\b",
    re.IGNORECASE,
)
_ANY_ONE = re.compile(
    r"(?:\A|[.;]\s|\b(?:an?|any|if|when)\s)\W{0,2}(?:(?:a|an|positive|negative|abnormal)"
    r"\s){0,2}\Z",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"(?:\A|[.;]\s)\W{0,2}(?:positive|negative|abnormal)\s\Z", re.IGNORECASE
)
"""A sign that opens its sentence with what came of it was looked for and found."""


def teaches(text: str) -> bool:
    """Whether a sentence says what a finding would mean, and not that it was found."""
    return _TEACHES.search(text) is not None


def is_explained(text: str, word: Mention) -> bool:
    """Whether a sign is only explained, or is still to be looked for."""
    if _AHEAD.match(text, word.end) or teaches(text):
        return True
    listed = _LISTED.match(text, word.end)
    if not (listed or _MEANS.match(text, word.end)):
        return False
    lead = text[max(word.start - 40, 0) : word.start]
    if _FOUND.search(lead):
        return False
    return bool(listed or _ANY_ONE.search(lead))


_LEADS = re.compile(
    r"(?:'?s)?(?:\s(?:signs?|tests?|responses?|reflex(?:es)?))?[ :=]{1,3}"
    r"(?:(?:is|are|was|were)\s)?(?:(?:both|all|again|bilaterally)\s)?",
    re.IGNORECASE,
)
"""What stands between the name of a sign and the word that tells it."""


def led_by_sign(text: str, word: Mention) -> bool:
    """Whether the name of a sign leads straight to a word ("2+, Babinski absent").

    The word is that sign's own, and tells nothing of reflexes or feeling before it.
    """
    return any(
        _LEADS.fullmatch(text, one.end, word.start)
        for one in lexicon.load("exam").find(text)
        if one.end < word.start and "value" not in one.attributes
    )


_NO_OTHER = re.compile(
    r"\bno (?:other|further|additional|more|second)\s(?:\w+\s){0,2}\Z", re.IGNORECASE
)


def is_of_others(text: str, word: Mention) -> bool:
    """Whether only others of its kind are denied ("no other tender point")."""
    return _NO_OTHER.search(text[: word.start]) is not None
