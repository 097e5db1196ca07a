"""Another nicotine product in use beside what was given up or is denied.

"No cigarettes, current vaper", "quit smoking, now on pouches" and "never smoked, dips
tobacco" are use of nicotine; "switched to vaping, quit that in 2023" is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from workbench.extract.rules.model import Mention, Sentence
from workbench.extract.rules.words.sought import sought

_GIVEN_UP = sought(
    r"\b(?:quit|stopped|gave up|given up|none|until|discontinued)\b"
    r"(?!\s(?:the\s)?(?:smoking|cigarettes?|cigs|fags|smokes|cigars)\b)",
    re.IGNORECASE,
)
_LONGEST_TOLD = 600


def other_product(
    sentence: Sentence, found: Iterable[Mention], counts: Callable[[Mention], bool]
) -> bool:
    """Whether one of the words found tells of another product that is in use."""
    text = sentence.text
    if sentence.block.checked is not None or len(text) > _LONGEST_TOLD:
        return False
    return any(
        one.attributes.get("role") == "other-product"
        and counts(one)
        and not _GIVEN_UP.search(text, one.end)
        for one in found
    )
