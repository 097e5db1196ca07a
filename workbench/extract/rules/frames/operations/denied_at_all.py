"""Denials that name no single operation: "no spine surgery", "never a stimulator".

"Never any spine surgery" denies an operation of the neck and one of the back; "no
earlier stimulator or trial of any kind" denies the device and its trial.  What is not
wanted, not needed or not planned is no denial of what was.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.told_operations import quotes
from workbench.extract.rules.language import context
from workbench.extract.rules.model import DocumentView, Mention, Sentence
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ProcedureDone

_NO = (
    r"\b(?:no|never(?: had)?(?: been)?(?: any| an?)?|denies(?: any)?|without(?: any)?"
    r"|(?:has|have) (?:not|never) had(?: any| an?)?|has had no|have had no"
    r"|(?:has|have) been no)"
    r"(?:\s(?:prior|previous|past|earlier|other|history of|hx of|such))*\s"
)
_NOT_NOW = (
    r"(?!\s(?:at this|for now|is|will|would|until|unless|planned|needed|recommended"
    r"|indicated|yet\b(?! done)|today|wanted|scheduled|desired|required|clinic|center"
    r"|surgeon|consult))"
)
_WORK = r"(?:surger(?:y|ies)|operations?)"
_REGION = r"(?:neck|back|cervical|lumbar|thoracic)"
_DENIED = sought(
    rf"{_NO}(?P<spine>spin(?:e|al))\s{_WORK}\b{_NOT_NOW}"
    rf"|{_NO}(?P<two>{_REGION}(?:\s(?:or|and|nor)\s|\s?/\s?){_REGION})\s{_WORK}\b"
    rf"{_NOT_NOW}"
    r"|\bnever\s(?:been\s)?operated\son\s(?:the\s|her\s|his\s|my\s)?"
    r"(?P<on>neck|back|spine)\b"
    rf"|{_NO}(?P<device>(?:spinal cord |cord )?stimulator(?:s|\simplant\w*)?"
    r"(?:\s(?:or|and|nor)\s(?:a\s)?trials?)?|trials? or (?:a )?stimulators?)\b"
    r"(?!\s(?:trials?|lead|problem|malfunc|complic|issue|at this|is|will|would|planned"
    r"|needed|wanted|yet\b(?! done)))",
    re.IGNORECASE,
)
_KINDS = {
    "neck": "cervical-surgery",
    "cervical": "cervical-surgery",
    "back": "lumbar-surgery",
    "lumbar": "lumbar-surgery",
}
_OF_SPINE = ("cervical-surgery", "lumbar-surgery")


def denied_at_all(
    document: DocumentView, sentence: Sentence
) -> Iterator[ProcedureDone]:
    """The operations that a sentence denies without naming one of them."""
    seen = _DENIED.search(sentence.text)
    if seen is None or sentence.text.rstrip().endswith("?"):
        return
    mention = Mention("denied", seen.start(), seen.end(), seen.group())
    if context.assertion(sentence, mention) in ("family", "hypothetical"):
        return
    for kind in _kinds(seen):
        yield ProcedureDone(
            id="?",
            kind=kind,
            assertion="absent",
            evidence=quotes(document, sentence),
        )


def _kinds(seen: re.Match[str]) -> tuple[str, ...]:
    """The kinds of operation that the words of a denial stand for."""
    if device := seen["device"]:
        trial = ("stimulator-trial",) if "trial" in device.lower() else ()
        return ("stimulator-implant", *trial)
    named = (seen["two"] or seen["on"] or "").lower()
    kinds = {kind for word, kind in _KINDS.items() if word in named}
    return tuple(sorted(kinds)) or _OF_SPINE
