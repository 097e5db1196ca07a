"""A consent told on its heading's own line, which says nothing of the lines below.

"Consent: risks explained, patient agrees." over "No dye allergy." is told to its end;
"Consent: infection," over "paralysis." is the list of what was talked over.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.layout.headings import normal, table

_GIVEN = re.compile(
    r"\b(?:explained|discussed|reviewed|obtained|signed|given|understood|understands"
    r"|verbali[sz]ed|outlined|documented|witnessed|on (?:file|chart)|gone over)\b",
    re.IGNORECASE,
)
"""What tells that a patient heard of the risks and agreed."""
_OF_RISKS = re.compile(
    r"\W*(?:[a-z]|(?:These|They|This|Those|The risks?|Risks?|Complications?|Including"
    r"|Such|Specifically|Alternatives?|Benefits?|All questions|Questions)\b"
    r"|(?:I|We|He|She|Pt|Patient|The patient) (?:also |again )?(?:explain|discuss"
    r"|understand|agree|told|was told|wish|consent))"
)


def is_given(label: str, value: str) -> bool:
    """Whether the value of a heading over risks tells that they were talked over."""
    return normal(label) in table().agreed and _GIVEN.search(value) is not None


def goes_on(text: str, start: int) -> bool:
    """Whether a line that begins at a place goes on with what was talked over."""
    return _OF_RISKS.match(text, start) is not None
