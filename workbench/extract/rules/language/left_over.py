"""What a sentence takes for granted while it denies something else of it.

"Other causes of this myelopathy were excluded" denies causes, and "neuropathy accounts
for the numb feet but not for the long-tract signs" a reason: the myelopathy and the
signs are there, or nobody would ask where they come from.
"""

from __future__ import annotations

import re

from workbench.extract.rules.words.sought import sought

_WHOSE = r"(?:(?:the|this|that|these|those|his|her|their|the patient'?s|[\w-]+'s)\s)?"
_OTHER_CAUSES = sought(
    r"\b(?:other|alternat(?:iv)?e|different|competing|rival|further|additional|common"
    r"|mimicking|treatable|reversible)\s"
    r"(?:(?:possible|potential|likely|plausible|medical|neurologic(?:al)?)\s)?"
    r"(?:causes?|explanations?|reasons?|sources?|origins?|a?etiolog(?:y|ies)"
    rf"|generators?)\s(?:of|for|behind)\s{_WHOSE}(?:[\w/-]+\s){{0,2}}\Z",
    re.IGNORECASE,
)
_NOT_EXPLAINED = sought(
    r"\b(?:account(?:s|ed|ing)?\s(?:for|at most for)|explain(?:s|ed|ing)?)\b"
    r"[^.;]{3,110}?(?:,|\b(?:but|though|although|yet|while|and))\s"
    r"(?:(?:certainly|clearly|probably|surely)\s)?(?:not|hardly)\s(?:for\s)?"
    rf"{_WHOSE}[^.;]{{0,60}}\Z",
    re.IGNORECASE,
)
_NOT_THAT = sought(
    r"\b(?:sources?|causes?|generators?|culprits?|reasons?|explanations?|responsible"
    r"|com(?:es?|ing) from|came from|stem(?:s|med|ming) from|aris(?:es?|ing) from"
    r"|due to|because of|explained by|driven by|explains?|accounts? for|caused by)\b"
    r"[^.;]{0,90}?(?:,|\band|\bbut|,\s?and|,\s?but)\s(?:not|never)\s"
    r"(?:(?:from|by|of|to|with|due to|because of|in)\s)?"
    r"(?:the|her|his|their|that|this|these|those|my)\s(?:[\w/-]+\s){0,3}\Z",
    re.IGNORECASE,
)
"""What is set aside as the cause of a complaint, and so is there ("from the cuff, not
from the bulge at C5-6")."""
_ANEW = sought(
    r"\bnot\s(?:for\s)?(?:any|a|an|been|have|had|be|in)\b|\b(?:and|but)\s(?:no|denies)\b",
    re.IGNORECASE,
)
"""What begins a denial of its own behind what is not explained."""


def is_taken_for_granted(text: str, start: int) -> bool:
    """Whether the words before a place leave what stands there as it is."""
    lead = text[max(start - 200, 0) : start]
    if _OTHER_CAUSES.search(lead):
        return True
    if _NOT_THAT.search(lead):
        return True
    left = _NOT_EXPLAINED.search(lead)
    if left is None:
        return False
    last = max(lead.rfind(" not ", left.start()), lead.rfind(" hardly ", left.start()))
    return _ANEW.search(lead, last) is None
