"""Lists of which each line gives its code: a number that no table knows is one, too.

1) MRI lumbar spine, 72158
2) MRI thoracic spine, 72157
3) bone scan whole body, 78306
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.frames.request.stretches import Ask

_NEAR = 2
"""Stretches before and after one among which its list has its codes."""
_LONGEST = 160
_FORMS = ("item", "paragraph")
_LISTED = re.compile(
    r"[A-Za-z]{3}[^\d\n]{0,12}(?:[ ]\(|,[ ]|[ ][-\u2013][ ])"
    r"(?:\d{5}|[A-Z]\d{4})\)?"
    r"(?=[ ]?[-\u2013,;.]|\s*\Z|\s{2,}|[ ]-)"
)
"""A service and the number behind it in a line of a list whose lines have codes."""
_ELSE = re.compile(
    r"\b(?:submission|request|case|claim|ref\w*|order|auth\w*|policy|member|id|no|number"
    r"|zip|box|phone|fax|tel|ext|suite|street|road|ave\w*|blvd)\W",
    re.IGNORECASE,
)
"""Words of a number that is no code."""


def with_lists(stretches: Sequence[Ask]) -> list[Ask]:
    """The stretches, those of a list of coded lines marked as such."""
    coded = [bool(find_codes(one.text)) for one in stretches]
    return [
        replace(one, listed=True)
        if not coded[number] and _is_line(one) and any(_beside(coded, number))
        else one
        for number, one in enumerate(stretches)
    ]


def _is_line(ask: Ask) -> bool:
    if ask.sentence.block.kind not in _FORMS or len(ask.text) > _LONGEST:
        return False
    return bool(_LISTED.search(ask.text)) and not _ELSE.search(ask.text)


def _beside(coded: Sequence[bool], number: int) -> Sequence[bool]:
    return coded[max(number - _NEAR, 0) : number + _NEAR + 1]
