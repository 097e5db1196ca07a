"""Letters that look like the short name of a service and are something else.

"CDR-00199" opens the number of a case, "ACDF.pdf" the name of a file, and "CDR R. Vale"
signs with his rank.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import Operation

_FILE = re.compile(
    r"[\w-]{0,20}\.(?:pdf|docx?|jpe?g|png|tiff?|dcm|txt|rtf|zip)\b", re.I
)
"""How the name of a file goes on."""
_NUMBER = re.compile(r"[-#]\d{4}")
"""How the number of a member or case goes on that short letters open ("CDR-00199")."""
_INITIALS = re.compile(r"[ ]{1,2}(?:[A-Z]\.[ ]?){1,3}[A-Z][a-z]")
"""How a person's name goes on behind his rank ("CDR R. Vale")."""
_PERSON = re.compile(
    r"\b(?:by|from|authorizing|ordering|requesting|referring|attending|provider|surgeon"
    r"|physician|doctor|prescriber|signed|cosigne\w|signature)[\W_]{1,20}\Z",
    re.IGNORECASE,
)
"""Words that lead to the name of a person."""
_LETTERS, _REACH = 5, 40
"""Letters of a rank or title, at most, and characters in which its person is named."""


def is_namesake(text: str, one: Operation) -> bool:
    """Whether a mention is part of a file's name, of a number or of a person's name."""
    if _FILE.match(text, one.end) or _NUMBER.match(text, one.end):
        return True
    name = text[one.start : one.end]
    if len(name) > _LETTERS or not name.isupper():
        return False
    before = _PERSON.search(text[max(one.start - _REACH, 0) : one.start])
    return before is not None and _INITIALS.match(text, one.end) is not None
