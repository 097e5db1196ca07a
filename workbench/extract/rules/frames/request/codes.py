"""Procedure code numbers in a text: which, how many units, on which side.

A five-digit number is a procedure code when a table knows it or the place says so
(a "CPT" label or column).  Post codes, phone numbers and amounts look alike, so an
unknown number without such a label is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from workbench.content import expressions as re
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Side
from workbench.vocabulary.tables import procedures
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("codes.yaml")
_CODE = sought(
    r"(?<![A-Za-z0-9#$])(?<!(?<!\.)\.)(?<![A-Za-z0-9]_)(?<!\d-)(\d{5}|[A-Z]\d{4}|\d{4}T)((?:-\d{2}\b|[-:][LR]T\b){0,4})"
    r"(?![A-WYZa-wyz\d]|_[A-Za-z0-9]|[xX](?!\d)|-\d|[.,]\d)"
)
_FIGURES = re.compile(r"\d{4}")
"""Figures that every code has."""
_LABEL = sought(
    r"\b(?:cpt|hcpcs|procedure codes?|proc\.? codes?|billing codes?|surgical codes?"
    r"|service codes?|codes?)\b",
    re.IGNORECASE,
)
_STRUCK = sought(
    r"\s{0,2}[(,;]?\s?(?:(?:no|wrong|error|in error|void|deleted?|removed?|struck"
    r"(?: out)?|cancell?ed|withdrawn|incorrect)\b\W{0,4})?(?:(?:->|\u2192|=>|(?:"
    r"(?:was|is|has been)\s)?(?:corrected|changed|amended|revised|switched) to|should"
    r" (?:be|read)|s/b|replaced (?:by|with)|use)\W{0,4}){1,2}(?:CPT\W{0,2})?"
    r"(?=\d{5}\b)",
    re.IGNORECASE,
)
"""What stands between a code that was wrong and the one that corrects it."""
_NOT_THIS = re.compile(
    r"\b(?:not|instead of|rather than|in place of|replac(?:es|ing)|cancel|withdraw|void"
    r"|delete)\s(?:CPT\s)?\Z|(?<!cpt )(?<!code )(?<!hcpcs )(?<!item )(?<!line )"
    r"\bno\s(?:CPT\s)?\Z",
    re.I,
)
_TAKEN_BACK = sought(
    r"\b(?:cancel|withdraw|void|delete|remove|drop|disregard|take (?:off|out))"
    r"(?:\s|\s?:\s{0,3})"
    r"(?:(?:the|our|line|code|CPT|request for)\s){0,3}(\d{5}|\d{4}T|[A-Z]\d{4})\b",
    re.IGNORECASE,
)
_SET_RIGHT = sought(
    r"\b(?:should (?:be|read|say)|correct(?:ed)?(?: (?:to|is|entry|line))?"
    r"|now(?: reads?)?|change(?:d)? to|replace(?:d)? (?:by|with)|instead|in its place"
    r"|new line|valid)"
    r"\s?(?:[:=]|->)?\s{1,8}(?:(?:the|code|CPT|line)\s){0,2}"
    r"(\d{5}|\d{4}T|[A-Z]\d{4})\b",
    re.IGNORECASE,
)
"""A code on the line that holds in the place of one taken back."""
_ACCEPTED = sought(
    r"\b(?:accept|do not (?:dispute|contest|appeal)|are not (?:disputing|appealing"
    r"|contesting))\s(?:the|your)\s(?:denial|decision|determination)\s(?:of|on|for|about)"
    r"\s(?P<codes>[^.;\n]{1,120})",
    re.IGNORECASE,
)
"""Words of an appeal that let a part of the denial stand."""
_REFERENCE = re.compile(
    r"(?<![A-Za-z])(?!CPT|HCPCS|PROC|CODE)[A-Za-z]{1,6}[-#]\Z", re.I
)
"""Letters joined to a number: an order's or case's, no code ("OR-20931")."""
_ASKED_AUTH = re.compile(
    r"\b(?:request\w*|need\w*|start\w*|get|obtain\w*|submit\w*|open\w*|seek\w*"
    r"|want\w*)"
    r" (?:an? |the )?(?:prior |pre-?)?auth\w* (?:for )?\Z",
    re.IGNORECASE,
)
"""An authorization that is asked for a code, and has no number yet."""
_STATE = re.compile(r",\s?[A-Z]{2},? $")
_NUMBERED = sought(r"(?:fax|phone|tel|id|mrn|claim|auth|ref|zip|box|npi)\W{0,3}$", re.I)
_UNITS_AFTER = sought(
    r"\s{0,2}[-,:(\[]{0,2}\s{0,2}(?:[x\u00d7*]\s?(\d{1,2})\b|(?<=\()(\d{1,2})\)"
    r"|(?:qty|units?|quantity)\W{0,3}(\d{1,2})\b|(\d{1,2})\s?(?:units?|levels?)\b)",
    re.IGNORECASE,
)
_UNITS_BEFORE = re.compile(r"\b(\d{1,2})\s?[x\u00d7]\s?$", re.IGNORECASE)
_SIDES: dict[str, Side] = {"LT": "left", "RT": "right", "50": "bilateral"}
"""Modifiers that name the side treated; "50" is a procedure done on both."""
_BESIDE = ("992", "993", "994", "00", "01")
"""How the numbers of visits and of anesthesia begin: they are billed beside what is
asked for, and no line of a request."""
OTHER = "other"
_THORACIC = ("22610", "22614")
"""A fusion of the thoracic spine from behind, and the code of its further levels."""
_FUSED_BEHIND = ("posterior-cervical-fusion", "lumbar-posterior-fusion")


_MODIFIER = sought(r"(?<![\d.])(?:50|LT|RT)(?![\d.])")


def modifier_side(text: str) -> Side | None:
    """The side that a column or field of modifiers gives ("50", "LT", "59 RT")."""
    found = {_SIDES[match.group()] for match in _MODIFIER.finditer(text)}
    return found.pop() if len(found) == 1 else "bilateral" if found else None


@dataclass(frozen=True, slots=True)
class CodeMention:
    """One code in a text; ``kind`` a procedure or dependent id, ``other`` else."""

    code: str
    start: int
    end: int
    kind: str
    count: int | None = None
    side: Side | None = None


@cache
def _others() -> dict[str, Any]:
    content: dict[str, Any] = load_yaml(_FILE)
    return content


@cache
def code_kinds() -> dict[str, str]:
    """Every code of the procedure table with the id of its procedure or dependent."""
    table = procedures()
    found = {code: name for name, one in table.procedures.items() for code in one.codes}
    return found | {
        code: name for name, one in table.dependents.items() for code in one.codes
    }


def cancelled_codes(text: str) -> frozenset[str]:
    """The codes that a text takes back, or whose denial it accepts ("Cancel 64483")."""
    accepted = (match["codes"] for match in _ACCEPTED.finditer(text))
    gone = {one[1] for codes in accepted for one in _CODE.finditer(codes)}
    gone |= {match[1] for match in _TAKEN_BACK.finditer(text)}
    return frozenset(gone - {match[1] for match in _SET_RIGHT.finditer(text)})


def family(code: str) -> str | None:
    """What a dependent code follows ("anterior", "posterior"...); None for others."""
    for one in procedures().dependents.values():
        if code in one.codes:
            return one.codes[code]
    return None


def approach(code: str) -> Literal["anterior", "posterior"] | None:
    """The approach that a code speaks of, where it settles it."""
    kind = code_kinds().get(code)
    main = procedures().procedures.get(kind or "")
    word = main.approach if main else family(code)
    if word == "anterior":
        return "anterior"
    return "posterior" if word == "posterior" else None


def plain_words(code: str) -> str | None:
    """Our words for a code outside the procedure table."""
    words = _others()["others"].get(code)
    return str(words) if words else None


def is_monitored(code: str) -> bool:
    """Whether a code is of monitoring where monitoring is named with it."""
    return code in _others()["monitored"]


def is_unlisted(code: str) -> bool:
    """Whether a code stands for whatever service is named with it."""
    return code in _others()["unlisted"]


def further_of_lumbar(codes: set[str]) -> set[str]:
    """Codes for a further level that belong to a lumbar first code beside them.

    They count as cervical while a cervical first code of their kind stands there too.
    """
    table, kinds = procedures().procedures, code_kinds()
    lumbar = [one for one in table.values() if one.region == "lumbar"]
    shared = {code for one in lumbar for code in one.further}
    if not codes & {code for one in lumbar for code in one.codes}:
        return set()
    firsts = {kinds[one] for one in codes & kinds.keys() if one not in shared}
    return {one for one in codes & shared if kinds[one] not in firsts}


def further_of_thoracic(codes: set[str]) -> set[str]:
    """Codes for a further level beside a thoracic first code and no other of theirs."""
    first, further = _THORACIC
    kinds = code_kinds()
    others = {one for one in codes - {further} if kinds.get(one) in _FUSED_BEHIND}
    return {further} if {first, further} <= codes and not others else set()


def find_codes(text: str, *, labelled: bool = False) -> tuple[CodeMention, ...]:
    """The codes of a text; ``labelled`` where a field or column says that they are."""
    if not _FIGURES.search(text):
        return ()
    label = _LABEL.search(text)
    after = 0 if labelled else label.end() if label else len(text) + 1
    found = []
    for match in _CODE.finditer(text):
        known = _known(match.group(1))
        if (known or match.start() >= after) and not _looks_else(text, match, known):
            found.append(_mention(text, match))
    return tuple(found)


def _known(code: str) -> bool:
    return code in code_kinds() or code in _others()["others"]


def _looks_else(text: str, match: re.Match[str], known: bool) -> bool:
    lead = text[max(match.start() - 12, 0) : match.start()]
    if _STRUCK.match(text, match.end()) or _NOT_THIS.search(lead):
        return True
    if _STATE.search(lead) or _REFERENCE.search(lead):
        return True
    if _NUMBERED.search(lead):
        asked = _ASKED_AUTH.search(text[max(match.start() - 40, 0) : match.start()])
        return not (known and asked)
    if known:
        return False
    return not match.group(1).isdigit() or match.group(1).startswith(_BESIDE)


def _mention(text: str, match: re.Match[str]) -> CodeMention:
    code, modifiers = match.groups()
    after = _UNITS_AFTER.match(text, match.end())
    before = _UNITS_BEFORE.search(text, max(match.start() - 6, 0), match.start())
    number = next((one for one in after.groups() if one), None) if after else None
    number = number or (before.group(1) if before else None)
    return CodeMention(
        code=code,
        start=match.start(),
        end=after.end() if after else match.end(),
        kind=code_kinds().get(code, OTHER),
        count=int(number) or None if number else None,
        side=modifier_side(modifiers),
    )
