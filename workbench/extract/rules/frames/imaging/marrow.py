"""Edema of the marrow in a sentence of a report, or its denial.

"STIR bright", "high signal on STIR" and "marrow edema" say that there is some; "normal
marrow signal" and "no edema" that there is none.  A bare "marrow signal" says neither,
and edema of skin, joints, endplates or cord is no edema of a vertebra.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought

_I = re.IGNORECASE
_RAISED = r"(?:bright\w*|high|hyperintens\w*|increased|elevated|abnormal|edematous)"
_PLAIN = r"(?:normal|preserved|unremarkable|maintained|homogen\w+|fatty|isointense)"
_WEIGHTED = r"(?:STIR|T2|T2[- ]?(?:FS|fat[- ]sat\w*)|fluid[- ]sensitive(?: \w+)?)"
_SHOWN = sought(
    rf"\b(?:bone )?marrow o?edema\b|\bbone (?:bruis\w+|contusion)\b"
    rf"|\bmarrow contusion\b|\bo?edema(?:tous)?\b"
    rf"|\b{_WEIGHTED}[- ](?:(?:marrow )?signal[- ])?(?:is )?{_RAISED}"
    r"|\b(?:lights?|lit|glows?|hot|bright|white|shines?) (?:up )?(?:on|with)"
    r" (?:the )?STIR\b"
    r"|\bSTIR (?:is |was |signal |images? )?(?:negative|neg\b|dark|quiet"
    r"|cold|clean|-ve)"
    r"|\bno (?:bright |high |abnormal |increased )?STIR (?:signal|change|abnormality)\b"
    r"|\bSTIR[- ](?:bright|hot|avid)\b"
    rf"|\bSTIR\s?(?:\+|pos(?:itive)?\b|signal (?:in|at|within|throughout)\b)"
    rf"|\b{_RAISED}(?: (?:marrow|signal|intensity|bone)){{0,3}} (?:on|in)"
    rf" (?:the )?{_WEIGHTED}"
    rf"|\b{_RAISED}(?: \w+){{0,2}} (?:{_WEIGHTED}|marrow)(?: \w+)? signal\b"
    rf"|\b(?:marrow|{_WEIGHTED}) signal (?:is |was |change|abnormalit)"
    rf"(?:\w*)(?: ?{_RAISED})?",
    _I,
)
_NORMAL = sought(
    rf"\b{_PLAIN}(?: \w+){{0,2}} (?:marrow|{_WEIGHTED})(?: \w+)? (?:signal|intensity)"
    rf"|\b(?:marrow|{_WEIGHTED})(?: \w+)? (?:signal|intensity)"
    rf"(?: (?:on|in|at|of|within) \w+)? (?:is |was |appears |remains )?"
    rf"(?:otherwise )?{_PLAIN}"
    rf"|\b(?:marrow|{_WEIGHTED})(?: signal)?\s?[:-]\s?{_PLAIN}",
    _I,
)
_NOT = re.compile(
    r"\b(?:no|without|negative for|absent|resolved|resolution of|nor|lack of|free of)\b"
    r"(?:[^.;:\n]{0,40})\Z",
    _I,
)
_NOT_AFTER = re.compile(
    r"[^.;,\n]{0,25}\b(?:resolved|absent|not (?:seen|present|identified|evident)"
    r"|no longer|none|cleared)\b|\s?[:=]\s?(?:no|none|absent|negative)\b",
    _I,
)
_DARK = re.compile(r"STIR \D{0,12}(?:neg|dark|quiet|cold|clean|-ve)|\Ano\b", _I)
_DOUBTED = re.compile(r"[^.;\n]{0,50}\barte?i?facts?\w*", _I)
"""A signal that may be none ("T2 hyperintensity at C4 may be artifact")."""
_OTHER_TISSUE = re.compile(
    r"\b(?:subcutaneous|soft[- ]tissue|skin|facet|joint|endplate|end plate|modic|cord"
    r"|myelomalacia|gliosis|spinal cord"
    r"|paraspinal|muscle|ligament\w*|interspinous|disc|pedal|ankle|leg|sacral ala\w*)\b"
    r"(?:/|(?: \w+){0,2}\s*)\Z",
    _I,
)
_OF_CORD = re.compile(r"\s(?:of|in|within|to)\s(?:the\s)?(?:spinal\s)?cord\b", _I)


class Edema(NamedTuple):
    """Whether a sentence finds edema of the marrow, and where it says so."""

    absent: bool
    start: int


def edema(text: str) -> Edema | None:
    """What a sentence says of edema; None where it says nothing of the marrow."""
    for match in _SHOWN.finditer(text):
        lead = text[: match.start()]
        if _OTHER_TISSUE.search(lead) or _OF_CORD.match(text, match.end()):
            continue
        if _overlaps(text, match) or _DOUBTED.match(text, match.end()):
            continue
        absent = (
            _DARK.search(match.group())
            or _NOT.search(lead)
            or _NOT_AFTER.match(text, match.end())
        )
        return Edema(bool(absent), match.start())
    normal = _NORMAL.search(text)
    return Edema(True, normal.start()) if normal else None


def _overlaps(text: str, match: re.Match[str]) -> bool:
    """Whether a phrase of a normal signal holds the match."""
    return any(
        one.start() <= match.start() < one.end() for one in _NORMAL.finditer(text)
    )
