"""Questions that ask what, where or how, and take for granted what they ask about.

"Where does it hurt?  low back" says that it hurts; the mark of its question is no
doubt, and reads as the colon of a label.  "Any numbness?" takes nothing for granted,
and "What would you like us to do?" asks for a wish.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import Sentence

_ASK = (
    r"\W{0,3}(?:Q\d{0,2}[.:)]?\s?)?"
    r"(?:(?:where|what|which|when|how|who|percent\w*)\b|%)"
)
_WISH = (
    r"\b(?:would|should|will|want|hope|hoping|expect\w*|goals?|like|wish|if|worr\w+"
    r"|concern\w*|afraid|fear)\b"
)
_OPEN = re.compile(rf"{_ASK}(?![^?]*{_WISH})", re.IGNORECASE)
_FOR_WISH = re.compile(rf"{_ASK}[^?]*{_WISH}", re.IGNORECASE)
_SAYS = re.compile(
    r"\?\s{0,60}(?:[-:]\s)?"
    r"(?!(?:i\s)?(?:don'?t|do not|no\b|none|not\b|n/a|nowhere|never))"
    r"[^\s?]",
    re.IGNORECASE,
)


_WHERE = re.compile(
    r"\W{0,3}(?:Q\s?\d{0,2}[.:)]?\s?)?where\s[^?.]{3,60}\?(?=\s{1,4}[A-Za-z])"
    r"(?!\s{1,4}(?:no\b|none|not\b|n/a|nowhere|never|don'?t|do not))",
    re.IGNORECASE,
)
"""The same in running text, where the answer stands in the sentence."""


def answered_text(sentence: Sentence, shown: str | None = None) -> str:
    """A sentence with a colon for the mark of an open question that it answers.

    ``shown`` is its text where parts of it have been blanked.
    """
    label, text = sentence.block.label, sentence.text if shown is None else shown
    if sentence.block.kind != "field" or not label or not text.startswith(label):
        asked = _WHERE.match(text)
        if asked is None:
            return text
        return f"{text[: asked.end() - 1]}:{text[asked.end() :]}"
    size = len(label)
    if not _OPEN.match(label) or not _SAYS.match(text, size):
        return text
    return f"{text[:size]}:{text[size + 1 :]}"


def asks_a_wish(sentence: Sentence) -> bool:
    """Whether a field is the answer to what somebody hopes for or fears."""
    label = sentence.block.label
    return sentence.block.kind == "field" and bool(label and _FOR_WISH.match(label))
