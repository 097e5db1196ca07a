"""What a form or a caller asks for and nobody answered.

"CMS approval of the study (attach): ________" says that nobody wrote an answer, and
not that the study is approved.  A value on the line ("____ 3 May ____") is an answer,
and so is what stands between the label and its line ("Review 3 May, by: ____").
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.model import Mention

_LEFT_EMPTY = re.compile(
    r"(?:\([^)_\n]{0,60}\)|[^_.;?!,(\d\n]){0,80}"  # the rest of the label
    r"(?:[:=?)#-]\s{0,4}|\s{2,40})"
    r"_{3,120}[ \t]{0,40}"
    r"(?:\Z|[.;|,)]|(?<=[ \t]{2})|(?=[A-Z][^:_\n]{0,40}:))"
)


_EITHER = re.compile(
    r"[^.;?!\d\n]{0,60}?[\s:?(-]{1,4}(?:\[\s?\]\s?)?(?:yes|y)\s?(?:\[\s?\]\s?)?(?:/|\||\bor\b|,|\s)"
    r"\s?(?:\[\s?\]\s?)?(?:no|n)\b(?:\s?/\s?(?:n/?a|unknown|unsure))?[\s)_.\[\]]*\Z",
    re.IGNORECASE,
)
"""A yes and a no behind a label, neither of them chosen ("PCP notified: Y/N")."""


_UNSIGNED = re.compile(
    r"[^\n]{0,120}?\b(?:signature|signed|sign(?: here)?|initials?)\b[^\n_]{0,25}_{3,}",
    re.IGNORECASE,
)
"""What a form would have attested, the line for the name left empty."""


def left_empty(text: str, mention: Mention) -> bool:
    """Whether words stand in the label of a line that nobody filled."""
    if _LEFT_EMPTY.match(text, mention.end) is not None:
        return True
    if _UNSIGNED.match(text, mention.end) is not None:
        return True
    return _EITHER.match(text, mention.end) is not None


_SENTENCE_END = re.compile(r"[.?!:]\s|\s{3,}")
_ASKS = re.compile(
    r"\W*(?:(?:and|or|okay|ok|so)\W{1,3})?(?:any|has|have|had|did|does|do|is there"
    r"|are there|was there|were there|are you|is (?:she|he|it|the patient))\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"[^.?!]{0,120}\?\W*\Z")


def only_asks(text: str, mention: Mention) -> bool:
    """Whether words stand in a question without an answer behind it.

    "Okay. Any injury, cancer, infection, surgery?" in a call tells of none of them.
    """
    lead = _SENTENCE_END.split(text[: mention.start])[-1]
    return bool(_ASKS.match(lead) and _ASKED.match(text, mention.end))


_TO_ITS_MARK = re.compile(r"[^.?!;\n]{0,120}\?")
_YES = re.compile(
    r"\W*(?:A(?:ns(?:wer)?)?\s?[.:)]\s*)?(?:\[?[xX✓✔]\]?|yes|y|pos(?:itive)?|present"
    r"|true|\+{1,3})(?!\w)",
    re.IGNORECASE,
)


def unanswered(text: str, mention: Mention) -> bool:
    """Whether words stand in a question that no yes follows.

    "Infection, allergy to cement or contrast?  Not on blood thinners" affirms neither.
    """
    mark = _TO_ITS_MARK.match(text, mention.end)
    return mark is not None and not _YES.match(text, mark.end())
