"""What stands after a sentence that asks: what it is of, whose it is, or a courtesy.

"I need an authorization for an MRI.  Patient's name is ...  It's of the neck": the
name does not end what the caller goes on to say.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.asking_told import NARRATIVE
from workbench.extract.rules.model import Sentence

_FILLER = 60
"""Characters of a courtesy that does not end what a request lists."""
_SPECIFIES = re.compile(
    r"\W*(?:so |and |ok |okay )?(?:it(?:'s| is| will be| would be)|this is"
    r"|that(?:'s| is)|specifically|namely)\s(?:for\s)?",
    re.IGNORECASE,
)
"""How a sentence begins that says what it is that the one before asked for."""
_IDENTIFIES = re.compile(
    r"\W*(?:(?:the |her |his |our )?(?:pt|patient|member|mbr)(?:'?s)? |her |his )?"
    r"(?:name|dob|date of birth|birth ?date|id|member id|insurance|policy)\b",
    re.IGNORECASE,
)
"""How a sentence begins that says whose request it is, however long it spells it."""


def is_filler(sentence: Sentence) -> bool:
    """Whether a sentence only stands between a request and its list."""
    text = sentence.text.strip()
    if NARRATIVE.search(text):
        return False
    return len(text) <= _FILLER or _IDENTIFIES.match(text) is not None


def specifies(sentence: Sentence) -> bool:
    """Whether a sentence says what it is that the one before it asked for."""
    return _SPECIFIES.match(sentence.text) is not None
