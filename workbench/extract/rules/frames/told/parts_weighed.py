"""Parts of the body weighed as the source of a complaint, named without a disease.

"Wrist and shoulder were looked at as the source and are excluded" and "carpal tunnel,
plexus and shoulder considered, ruled out by exam" name parts in a list; the part stands
for its disease there.  A part that is examined, scanned or moved ("wrist extension",
"shoulder MRI", "fracture of the wrist") is none of these.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.symptoms.blameless import places_in
from workbench.extract.rules.words.sought import sought

_HEAD = (
    r"(?:\s+(?:cuff|disease|disorders?|problems?|lesions?|patholog(?:y|ies)|trouble"
    r"|entrapments?|syndromes?|compression|palsy|causes?|sources?)){0,2}"
)
_PLACE = (
    r"(?:(?:shoulders?|rotator|wrists?|elbows?|(?:brachial\s+)?plexus|brain"
    r"|(?:median|ulnar|radial|peripheral)\s+(?:nerves?|neuropathy))"
    rf"{_HEAD}(?:\s+at\s+the\s+(?:wrists?|elbows?))?)"
)
_NAMED = (
    r"(?:carpal(?:\s+tunnel)?|cubital\s+tunnel|cts|thoracic\s+outlet|tos|neuropathy"
    r"|de\s+quervain(?:'s)?|polyneuropathy|(?:nerve\s+)?entrapments?\s+at"
    rf"(?:\s+the)?\s+(?:wrists?|elbows?)){_HEAD}"
)
_ITEM = rf"(?:(?:the|an?|left|right|any|both)\s+)*(?:{_PLACE}|{_NAMED})"
_RUN = sought(
    r"(?:(?<=thought\sof\s)|(?<![\w-])(?<!of\s)(?<!of\sthe\s)(?<!at\sthe\s)(?<!in\s)"
    rf"(?<!in\sthe\s)){_ITEM}"
    rf"(?:\s*(?:,\s*(?:and|or|nor)?|/|&|\b(?:and|or|nor))\s*{_ITEM})*"
    r"(?=\s*(?:[.;:,)(]|\Z)|\s+(?:were|was|have|has|had|are|is|as|all|both|considered"
    r"|examined|looked|excluded|weighed|ruled|by|on|and\s+(?:excluded|ruled|the|my|exam))\b)",
    re.IGNORECASE,
)
_AS_SOURCE = sought(
    r"\bas\s+(?:an?\s+|the\s+)?(?:possible\s+|other\s+|alternative\s+)*"
    r"(?:sources?|causes?|origins?|reasons?|explanations?|culprits?)\b",
    re.IGNORECASE,
)
_WEIGHED = sought(
    r"\b(?:considered|weighed|excluded?|excludes|ruled\s+out|looked\s+(?:at|for)"
    r"|thought\s+(?:of|about))\b",
    re.IGNORECASE,
)
_LIST = re.compile(r",|/|&|\b(?:and|or|nor)\b", re.IGNORECASE)


def weighed_parts(text: str) -> tuple[tuple[int, str], ...]:
    """Where a list of weighed causes names a part, and the disease it stands for."""
    if not _WEIGHED.search(text):
        return ()
    found: list[tuple[int, str]] = []
    for run in _RUN.finditer(text):
        listed = _LIST.search(run.group())
        if listed or _AS_SOURCE.match(text[run.end() :].lstrip()):
            found += [(run.start() + at, name) for at, name in places_in(run.group())]
    return tuple(found)
