"""What a label asks after and its value answers in words of its own.

"LMP / pregnancy    postmenopausal, not pregnant" and "Infection screen: afebrile" deny
what their label names; the label itself affirms nothing.  A value that opens with
anything else ("Infection: cellulitis, afebrile") leaves its label as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.language.answers import NONE_OF_THEM
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought

_LABEL = re.compile(
    r"[ \t]*(?:\(?[ ]?\d{1,2}[.)]?[ ]{1,4})?(?P<label>[A-Za-z][^:;.?\n]{1,50}?)"
    r"(?:[ ]?:[ ]{1,60}|[ ]{3,60}|[ ]?\.{3,60}[ ]{0,4})(?=[^\s:.])"
)
"""The label of a field or a row, up to its value."""
_PART = re.compile(r"[^,;.\n]{1,80}")
_DENIES = re.compile(r"\b(?:no|not|non|never|denie[sd]|without|isn't)\b", re.IGNORECASE)
_SOUGHT = re.compile(r"[ ](?:screen(?:ing)?|check|review|survey)\b", re.IGNORECASE)
"""What is looked for, behind its name, and so not said to be there."""
_ANSWERED = re.compile(
    r"\W{0,3}(?:y|yes|pos|positive|present|\+|no?|none|neg|negative)(?!\w)"
    r"|[^,;.\n]{0,40}\b(?:positive|pos)\b",
    re.IGNORECASE,
)
_ALL_NO = sought(
    r"[^.?!]{0,80}\?\W{0,5}(?:no|none|nil|n)\b(?:\s?[/,;|]\s?(?:no|none|nil|n)\b)*"
    r"\W*(?:\Z|[.;]\s)",
    re.IGNORECASE,
)
"""A question after which every answer is no ("Infection / cancer?  No / No")."""
_ANSWERED_NO = re.compile(
    r"[ \t]{0,3}[:=?.-]{0,3}[ \t]{1,60}(?:no?|none|nil|n/a|neg(?:ative)?|denie[sd])\b"
    r"(?=[ \t]{2,}|[ \t]*(?:[,;|.)]|\Z|/[ ](?!(?:yes|no|y|n)\b)))"
    r"|[^.;:?\n]{0,60}?(?:[ ]?:[ \t]{0,60}|[ \t]{2,60})(?:denie[sd]|no to)[ ]"
    r"(?:both|all|either|any)\b(?![ ](?:but|except|other))",
    re.IGNORECASE,
)
"""The answer right behind a label in a row of several ("Cement allergy no"), or one to
all that a label names ("Fever / infection   denies both")."""


def without_asked(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions but for risks of a label that its value denies by itself."""
    known = tuple(mentions)
    label = _LABEL.match(text)
    if label is None:
        yield from known
        return
    first = _PART.match(text, label.end())
    stop = first.end() if first else label.end()
    for one in known:
        if one.end > label.end("label") or one.attributes["list"] != "risk_factors":
            yield one
            continue
        asked = _SOUGHT.match(text, one.end) and not _ANSWERED.match(text, label.end())
        if not asked and not _denied(text, label.end(), stop, one, known):
            yield one


_STEM = 6
"""Letters by which two forms of a word are the same ("pregnancy", "pregnant")."""


def _denied(
    text: str, start: int, stop: int, asked: Mention, known: Iterable[Mention]
) -> bool:
    """Whether a value denies what its label asks after: by its first part, or by the
    label's own word."""
    stem = asked.text.lower()[:_STEM]
    return any(
        one.attributes["kind"] == asked.attributes["kind"]
        and start <= one.start
        and (one.start < stop or stem in one.text.lower())
        and (one.implies == "negated" or _DENIES.search(text[start : one.start]))
        for one in known
    )


def all_denied(text: str, place: int) -> bool:
    """Whether every answer to the question of words that end at a place is no."""
    return _ALL_NO.match(text, place) is not None


def none_behind(text: str, place: int) -> bool:
    """Whether a no answers the label whose words end at a place."""
    return bool(_ANSWERED_NO.match(text, place) or NONE_OF_THEM.match(text, place))
