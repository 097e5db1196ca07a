"""Lists of the papers that are sent along: names of records, no record themselves.

"Enclosed: visit 5/5/26, procedure report 11/24/25, MRI report, PT logs" asks for no
scan, dates none and tells of no therapy.  In the copy of such a line only a study with
a day of its own is left ("MRI 02/11/26"); a line that goes on with the list is part of
it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.extract.rules.copy.text import blanked
from workbench.extract.rules.layout.boxes import ANY_BOX
from workbench.extract.rules.words.sought import sought

_LABEL = sought(
    r"\s{0,8}(?:[-*]\s|\[?\d{1,2}[\].)]\s{1,3})?(?:(?:records?|documents?|papers?|notes?"
    r"|clinicals?|chart) (?:attached|enclosed|sent|submitted|uploaded|faxed|included)"
    r"|(?:attach|enclos)(?:ed|ments?|ures?|e)?|encl\.?|records?|clinicals?|uploaded"
    r"|supporting (?:documents?|documentation|records?|papers?)"
    r"|(?:staff|office|desk|ma)\s?:\s?(?:please )?(?:send|fax|attach|upload))"
    r"(?:\s?\(?\d{1,2}\)?)?(?::|\s{2}|(?<=send)\s|(?<=fax)\s|(?<=upload)\s)",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*(?:[,;|+]|\s/\s|\s{2,}|\sand\s|\.\s|\.?\s*\Z)\s*")
_PAPER = sought(
    r"\b(?:notes?|visits?|ov|consult\w*|reports?|records?|logs?|flow ?sheets?|summar\w+"
    r"|discharge|d/?c|mri?s?|cts?|x-?rays?|xrs?|films?|emg|ncs|labs?|lab\w*|eval\w*"
    r"|letters?|sheets?|cards?|forms?|studies|study|print-?outs?|dxa|dexa|documents?"
    r"|diary|photos?|history|h&p|op(?:erative)?|images?|imaging|pages?|pt|ot)\b"
    r"|\.(?:pdf|txt|docx?|tiff?|jpe?g)\b",
    re.IGNORECASE,
)
_STUDY_WITH_DAY = sought(
    r"[\w .,'-]{0,40}\b(?:mri?|ct|x-?rays?|xrs?|films?|emg(?:/ncs)?|ncs|nerve study)\b"
    r"[\w ./'-]{0,30}?\b(?:\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|\d{4}-\d\d-\d\d"
    r"|\d{1,2}/\d{4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d+"
    r"(?:, \d{4})?)\W*",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:has|had|have|was|were|is|are|with|without|no|not|shows?|will|for)\b",
    re.IGNORECASE,
)


def without_papers(lines: Sequence[str]) -> list[str]:
    """The lines with lists of enclosed papers blanked, each at its length."""
    made, open_list = [], False
    for text in lines:
        label = _LABEL.match(text)
        start = label.end() if label else 0
        if (label or open_list) and _lists(text[start:]):
            open_list = text.rstrip().endswith((",", ";"))
            made.append(_emptied(text, start))
            continue
        open_list = False
        made.append(text)
    return made


def _lists(text: str) -> bool:
    """Whether a text is a list of papers: most of its parts name one, none tells."""
    if ANY_BOX.search(text) or not text.strip():
        return False
    parts = [text[low:high] for low, high in _parts(text, 0)]
    papers = [one for one in parts if _PAPER.search(one)]
    telling = any(_TELLS.search(one) for one in parts)
    return not telling and 2 * len(papers) > len(parts)


def _parts(text: str, start: int) -> list[tuple[int, int]]:
    spans, low = [], start
    for match in _PART.finditer(text, start):
        if match.start() > low:
            spans.append((low, match.start()))
        low = max(low, match.end())
    return spans


def _emptied(text: str, start: int) -> str:
    for low, high in _parts(text, start):
        if not _STUDY_WITH_DAY.fullmatch(text[low:high]):
            text = blanked(text, low, high)
    return text
