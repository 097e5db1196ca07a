"""Options printed side by side of which one is circled or set off by signs.

    Procedure (circle one):   ACDF    >>Disc replacement<<    Foraminotomy

The options without the signs are blanked; offsets stay those of the source.  A copy
typed from paper may say that its brackets are the rings ("(circled = ordered)"); a line
of services without any is left out then.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_CHOOSE = sought(
    r"\b(?:circle|choose|select|pick|mark|highlight|underline)d?\s?"
    r"(?:one|1|all|the one|only one|which|as many)\b",
    re.IGNORECASE,
)
_SET_OFF = re.compile(
    r">>\s?([^<>\n]{2,60}?)\s?<<|<<\s?([^<>\n]{2,60}?)\s?>>"
    r"|\(\(\s?([^()\n]{2,60}?)\s?\)\)"
    r"|\[\[\s?([^\[\]\n]{2,60}?)\s?\]\]|\*\*\s?([^*\n]{2,60}?)\s?\*\*"
)
_OPTION = re.compile(r"[A-Za-z]{3}")


_LEGEND = sought(
    r"(?:\b(?:circled|ringed|encircled|in (?:brackets|parenthes[ie]s|a ring)|rings?)"
    r"|\( ?\)) ?(?:=|means?|are|is|marks?|for) ?"
    r"(?:the |what is |what was |those |ones? )?"
    r"(?:order(?:ed)?|request(?:ed)?|chosen|select(?:ed|ion)?|want(?:ed)?|pick(?:ed)?"
    r"|asked(?: for)?|choice)\b",
    re.IGNORECASE,
)
"""What a typed copy says of the brackets that stand for a pen's rings."""
_RING = re.compile(r"\(\s?(?=[A-Za-z0-9])(?!\d{5}\b|cpt\b)([^()\n]{1,60}?)\s?\)", re.I)
_BESIDE = re.compile(r"(?:[^()/|:\n]{1,40}/\s?)+(?=\()|(?<=\))(?:\s?/[^()/|\n]{1,40})+")
"""Options before and behind a ring in one list with slashes."""


def _ringed(document: DocumentView) -> DocumentView:
    """The document without services and options that bear no ring."""
    kept = [
        _without_unringed(one)
        for one in document.sentences
        if not has_operation(one.text) or _RING.search(one.text)
    ]
    if not any(_names_service(one.text) for one in kept):
        return document
    return document.with_sentences(kept)


def _without_unringed(sentence: Sentence) -> Sentence:
    """The sentence with the options beside a ring blanked."""
    text = sentence.text
    if not _RING.search(text):
        return sentence
    for one in list(_BESIDE.finditer(text)):
        options = one.group().split("/")
        if any(_names_service(part) for part in options):
            gap = " " * len(one.group())
            text = text[: one.start()] + gap + text[one.end() :]
    return replace(sentence, text=text) if text != sentence.text else sentence


def _names_service(text: str) -> bool:
    return bool(find_codes(text)) or has_operation(text)


def only_circled(document: DocumentView) -> DocumentView:
    """The document without options that stand beside one that is set off."""
    if _LEGEND.search(document.source.text):
        return _ringed(document)
    if not _CHOOSE.search(document.source.text):
        return document
    made = [_chosen(one) for one in document.sentences]
    return document.with_sentences(made)


def _chosen(sentence: Sentence) -> Sentence:
    """The sentence with nothing but its label and the options that are set off."""
    marked = list(_SET_OFF.finditer(sentence.text))
    if not marked:
        return sentence
    label = sentence.block.label or ""
    start = len(label) if sentence.text.startswith(label) else 0
    rest = _SET_OFF.sub(" ", sentence.text[start:])
    if not _OPTION.search(rest):
        return sentence
    text = list(" " * len(sentence.text))
    text[:start] = sentence.text[:start]
    for one in marked:
        inside = one.span(one.lastindex or 0)
        text[slice(*inside)] = sentence.text[slice(*inside)]
    return replace(sentence, text="".join(text))
