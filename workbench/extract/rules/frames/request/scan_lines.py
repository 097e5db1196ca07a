"""Lines of a form that name a scan of the spine as what is to be done.

"MRI lumbar spine w/o" under a heading of any name orders one; "MRI 3/2: stenosis" tells
what one showed.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import Sentence
from workbench.extract.rules.words.sought import sought

_SHORT = 80
"""Characters of a line that names a scan and tells nothing else."""
_SCAN = sought(
    r"\b(?:MRI?|magnetic resonance)\b.{0,40}\b(?:spine|lumbar|cervical|thoracic|neck"
    r"|back)\b|\b(?:spine|lumbar|cervical|thoracic)\b.{0,20}\bMRI?\b",
    re.IGNORECASE,
)
_OF_SCAN = re.compile(
    r"\b(?:prior|previous|last|recent|history|results?|findings|reports?|enclosed"
    r"|attached|show\w*|reveal\w*|demonstrat\w*|done|performed|reviewed|dated"
    r"|impression|diagnos\w*)\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
STUDY_LABEL = re.compile(
    r"exam(?:ination)?s?|stud(?:y|ies)|scans?|tests?", re.IGNORECASE
)
_SCAN_LABEL = re.compile(
    r"\b(?:request\w*|order\w*|exam\w*|stud(?:y|ies)|procedure|service|scans?|tests?)\b",
    re.I,
)


def orders_scan(sentence: Sentence) -> bool:
    """Whether a line of a form names a scan of the spine as what is to be done."""
    text, label = sentence.text, sentence.block.label or ""
    if not _SCAN.search(text) or _OF_SCAN.search(f"{label} {text}"):
        return False
    coded = any(code.kind == "spine-mri" for code in find_codes(text))
    bare = sentence.block.kind != "paragraph" or len(text) < _SHORT
    return coded or bool(_SCAN_LABEL.search(label)) or (bare and not label)
