"""Labels that stand on a line of their own over their value, as portals print them.

    Procedure
    Lumbar transforaminal epidural steroid injection
    Laterality
    Right

One short line over another is no field; three pairs in a row, each under the name of a
field of a request, are.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.extract.rules.layout.piece import Piece
from workbench.extract.rules.words.sought import sought

_LABEL = sought(
    r"[ ]*(?:type of (?:review|request|service)|(?:review|request|case) (?:type|status)"
    r"|urgency|priority|(?:date of )?request(?: date)?|date (?:requested|received|of service)"  # noqa: E501
    r"|(?:requested |proposed |planned |primary )?(?:procedures?|services?|treatments?|surgery)"  # noqa: E501
    r"(?: (?:requested|name|description|type|date|codes?))?(?:\(s\))?"
    r"|(?:cpt|hcpcs|procedure|service|billing)(?:[ /](?:cpt|hcpcs))?(?: codes?)?(?:\(s\))?"  # noqa: E501
    r"|modifiers?|laterality|side|(?:spinal |treatment |vertebral |requested )?levels?(?:\(s\))?"  # noqa: E501
    r"|body (?:part|site|region)|region|site|(?:number of )?(?:units|injections|sessions)"  # noqa: E501
    r"|quantity|qty|approach|guidance|sedation|anesthesia|contrast|place of service|setting"  # noqa: E501
    r"|pos|(?:primary |secondary )?diagnos[ie]s(?: codes?)?|icd(?:-10)?(?: codes?)?|dx"
    r"|(?:member|patient|subscriber)(?: (?:name|id|dob|number))?|name|dob|date of birth|sex"  # noqa: E501
    r"|gender|age|(?:requesting|ordering|rendering|servicing|treating|referring) (?:provider"  # noqa: E501
    r"|physician|facility|surgeon)|provider|physician|surgeon|facility|npi|phone|fax"
    r"|(?:health |insurance )?plan(?: (?:name|type))?|line of business|lob|payer|insurance"  # noqa: E501
    r"|coverage|state|reference(?: number)?|case (?:number|id)|comments?|notes?)"
    r"[ ]*[*:]?[ ]*",
    re.IGNORECASE,
)  # fmt: skip
_LONGEST = 160
"""Characters up to which a line can be the value of such a label."""
_FEWEST = 3
"""Pairs in a row from which labels over values are believed."""


def stacked(lines: Sequence[str]) -> dict[int, int]:
    """The line of each label with the line of its value, where pairs stand in a row."""
    found: dict[int, int] = {}
    run: dict[int, int] = {}
    place = 0
    while place < len(lines):
        if not lines[place].strip():
            place += 1
            continue
        below = place + 1
        if _is_pair(lines, place, below):
            run[place] = below
            place += 2
            continue
        found |= run if len(run) >= _FEWEST else {}
        run = {}
        place += 1
    return found | (run if len(run) >= _FEWEST else {})


def _is_pair(lines: Sequence[str], place: int, below: int) -> bool:
    if below >= len(lines) or not _LABEL.fullmatch(lines[place]):
        return False
    value = lines[below]
    fits = bool(value.strip()) and len(value) <= _LONGEST
    return fits and not _LABEL.fullmatch(value)


def stacked_piece(label: str, value: str, start: int, below: int, line: int) -> Piece:
    """A label and the value on the line below, which begins at ``below``, as one."""
    indent = len(label) - len(label.lstrip())
    lead = len(value) - len(value.lstrip())
    return Piece(
        "label",
        start + indent,
        below + len(value.rstrip()),
        line,
        indent,
        label=label.strip(" *:"),
        label_end=below + lead,
    )
