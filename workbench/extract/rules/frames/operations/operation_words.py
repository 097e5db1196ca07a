"""Words right around an operation: its side as a word or letter, what is taken out.

"Left L4-5 TLIF", "R CTR", "carpal tunnel release, left, 2015", "removal of the plate".
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.values.sides import find_sides
from workbench.schema.case import Side

_CLOSE = 20
_LEADS = re.compile(
    r"(?<![\w.'-])(?P<side>left|right|bilateral|lt|rt|b/l|bilat|[LR])"
    r"(?:[.)]|[- ]sided)?\s(?:(?:open|mini|mis|micro\w*|redo|revision|recurrent|partial"
    r"|lumbar|decompressive|minimally invasive|tubular|endoscopic|approach)[- ]){0,3}"
    r"\Z",
    re.IGNORECASE,
)
_NAMES: dict[str, Side] = {"l": "left", "r": "right", "b": "bilateral"}
_TAKEN_OUT = re.compile(
    r"\b(?:removal|removing|extraction|explant\w*|retrieval) of (?:(?:the|her|his|all"
    r"|old|existing|prior|previous|retained|failed|broken|symptomatic|posterior|anterior"
    r"|cervical|lumbar|segmental)\s){0,5}\Z",
    re.IGNORECASE,
)


_FILE = re.compile(
    r"[\w-]*\.(?:pdf|docx?|txt|rtf|html?|jpe?g|png|tiff?|xml|csv|eml|zip|dcm)\b", re.I
)
"""What makes words before it the name of a file ("mri.pdf")."""


def names_file(text: str, end: int) -> bool:
    """Whether words that end there are part of the name of a file."""
    return _FILE.match(text, end) is not None


def is_taken_out(lead: str) -> bool:
    """Whether words before an implant say that it is to come out."""
    return _TAKEN_OUT.search(lead) is not None


def side_letter(lead: str) -> Side | None:
    """The side that a letter right before an operation on a limb is ("R CTR")."""
    found = re.search(r"(?<![\w.-])(?P<letter>[RL])[.)]?\s\Z", lead)
    return _NAMES[found["letter"].lower()] if found else None


def side_before(text: str, starts: list[int]) -> Side | None:
    """The side that leads an operation's words or levels ("Left L4-5 TLIF")."""
    for start in sorted(starts):
        found = _LEADS.search(text[max(start - _CLOSE * 2, 0) : start])
        if found and (len(found["side"]) > 1 or found["side"].isupper()):
            return _NAMES[found["side"][0].lower()]
    return None


def side_after(text: str, end: int) -> Side | None:
    """The side beside an operation on a limb ("CTR left 2015", "CTR R 2020")."""
    wide = re.sub(r"[\s|]+", " ", text[end : end + 4 * _CLOSE])
    wide = re.sub(r"\A,(?=\s)", "", wide)
    after = re.split(r"[;,.]", wide[:_CLOSE])[0]
    found = find_sides(after)
    if found:
        return found[0].side
    letter = re.match(r"\s\(?(?P<letter>[RL])\)?(?=\s(?:19|20)\d\d|\s?\Z)", after)
    return _NAMES[letter["letter"].lower()] if letter else None
