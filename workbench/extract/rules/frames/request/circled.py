"""Options printed side by side of which one is circled or set off by signs.

    Procedure (circle one):   ACDF    >>Disc replacement<<    Foraminotomy

The options without the signs are blanked; offsets stay those of the source.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.content import expressions as re
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


def only_circled(document: DocumentView) -> DocumentView:
    """The document without options that stand beside one that is set off."""
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
