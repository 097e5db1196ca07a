"""Framed lines: which of them head documents, and which only the parts of a note.

"##### OFFICE VISIT #####" and "== 1/2/2026  Acute visit ==" part the papers of an
export; "** HPI **" and "** Plan **" part one paper.  The sign of a frame means the same
in all of a file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.packet.dates import first_date
from workbench.packet.lines import RawLine
from workbench.packet.titles import bare_title, find_title, frame, is_marker

_LONG_FRAME = re.compile(
    r"\s*[#=*~<>_-]{5,40} *(?P<name>[^#=*~<>_]{2,60}?) *[#=*~<>_-]{5,}\s*"
)
_FRAMED = 150
_SECTION = re.compile(
    r"\b(?:hpi|history|subjective|objective|(?:physical )?exam(?:ination)?|assessment"
    r"|plan|impression|findings|technique|medications?|meds|allergies|vitals?|ros"
    r"|review of systems|social|pmh|psh)\b",
    re.IGNORECASE,
)
"""Words for a part of a note: frames that name one part no documents."""
_FEWEST_PARTS = 3
_RECORD = re.compile(
    r"\b(?:notes?|visit|consult\w*|(?:new|return) patient|clinic|mri|ct|x-?rays?|xr"
    r"|rad(?:iology)?|labs?|pt|physio\w*|therapy|chiro\w*|emg|ncs|er|ed|letter|fax"
    r"|e-?mail|request|report|records?)\b",
    re.IGNORECASE,
)
"""Words for a kind of record; two such frames in a file part its documents."""
_Framed = tuple[str, str]
"""A sign, and the line that it frames."""


class Frames(NamedTuple):
    """The signs of a file that frame documents, and those that frame parts of one."""

    documents: frozenset[str]
    parts: frozenset[str]


def frames_of(lines: list[RawLine]) -> Frames:
    """What the frame signs of a file head; a sign of parts heads no documents."""
    framed = [(sign, one.text) for one in lines if (sign := frame(one.text))]
    parts = _section_frames(framed)
    return Frames(_document_frames(framed) - parts, parts)


def _document_frames(framed: Sequence[_Framed]) -> frozenset[str]:
    """Frame signs that name documents in this file: "#### OFFICE VISIT ####"."""
    titled = {sign for sign, text in framed if find_title(text)}
    names = [(sign, _long_framed(text)) for sign, text in framed]
    parts = {sign for sign, name in names if _SECTION.search(name)}
    named = Counter(sign for sign, name in names if _RECORD.search(name))
    many = {sign for sign, times in named.items() if times > 1 and sign not in parts}
    counted = {sign for sign, text in framed if is_marker(text)}
    return frozenset(titled | many | counted | _dated_frames(framed))


def _section_frames(framed: Sequence[_Framed]) -> frozenset[str]:
    """Frame signs that mostly head the parts of a note ("** HPI **", "** Plan **")."""
    every = Counter(sign for sign, _ in framed)
    parts = Counter(sign for sign, text in framed if _SECTION.match(bare_title(text)))
    return frozenset(
        sign
        for sign, times in parts.items()
        if times >= _FEWEST_PARTS and 2 * times > every[sign]
    )


_TAILED = re.compile(
    r"\s*(?:[-=_*~]{20,}|>{3,})\s{0,4}(?P<name>(?:\[?\d{1,2}[\].)]?\s{1,3})?[A-Za-z][^-=_*~]{1,50}?)\s*"
)
"""A rule that ends in the name of what follows ("---------------- [2] MRI")."""


def tailed_rules(lines: list[RawLine]) -> dict[int, str]:
    """The name of the paper below it by each rule that tells one, if several do."""
    every = {
        index: match["name"]
        for index, line in enumerate(lines)
        if len(line.text) <= _FRAMED and (match := _TAILED.fullmatch(line.text))
    }
    named = {index for index, name in every.items() if _RECORD.search(name)}
    beside = {index for index, name in every.items() if _PROCEDURE.fullmatch(name)}
    if len(named) < _FEWEST_TAILED:
        return {}
    return {index: every[index] for index in sorted(named | beside)}


_FEWEST_TAILED = 2
_PROCEDURE = re.compile(
    r"(?:\w+ )?(?:injections?|procedures?|esi|epidurals?|operations?|surgery)(?: \w+)?",
    re.IGNORECASE,
)
"""What heads a paper of a procedure beside others that name records."""


def _dated_frames(framed: Sequence[_Framed]) -> set[str]:
    """Frame signs that head visits by their days ("== 1/2/2026  Acute visit ===")."""
    dated = Counter(sign for sign, text in framed if first_date(text))
    parts = {sign for sign, text in framed if not first_date(text)}
    return {sign for sign, times in dated.items() if times > 1 and sign not in parts}


def _long_framed(text: str) -> str:
    """What long rules on both sides frame ("===== LAB ====="); else nothing."""
    long = _LONG_FRAME.fullmatch(text) if len(text) <= _FRAMED else None
    return long["name"] if long else ""
