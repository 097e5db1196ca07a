"""Names of numbered fields as one word, where a file prints its fields as such.

    PX1       22633            PROC2_CODE=63030
    PX1LVL    L4-L5            PROC2_SIDE=RT

A name that is a word for a service, its number and a word for a part of it ("PX1LVL")
is the label "PX 1 LVL"; in a file with such names each line of one is a field, whether
a gap, a colon or an equals sign sets its value off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.request.slots import is_label, slots
from workbench.extract.rules.model import DocumentView, Sentence

_KEY = re.compile(
    r"(?P<base>[A-Za-z]{2,12}(?:[ _.-][A-Za-z]{2,8})?)[ _.#-]?(?P<number>\d{1,2})"
    r"(?:[ _.-]?(?P<part>[A-Za-z]{2,10}(?:[ _.-][A-Za-z]{2,8})?))?"
)
_LINE = re.compile(r"(?P<key>[A-Za-z][\w .#-]{2,24}?)\s{2,}(?P<value>\S.{0,100})")
_OF_SERVICE = frozenset(
    "label-procedure label-code label-level label-side label-units".split()
)
_LEAST = 2
"""Letters of the shortest half of a name that is two words ("PRIORPX")."""


def with_keys(document: DocumentView) -> DocumentView:
    """The document with the lines of numbered names as fields, their words apart."""
    if not any(_names_part(key) for one in document.sentences if (key := _key(one))):
        return document
    return document.with_sentences([_as_field(one) for one in document.sentences])


def _as_field(sentence: Sentence) -> Sentence:
    label = _spaced(_key(sentence) or "")
    if not label:
        return sentence
    block = replace(sentence.block, kind="field", label=label, cells=())
    return replace(sentence, block=block)


def _key(sentence: Sentence) -> str | None:
    """The name at the front of a line of a name and its value."""
    block = sentence.block
    if block.kind == "field":
        return block.label
    if block.kind == "row":
        filled = [one for one in block.cells if one.text.strip()]
        return filled[0].text.strip() if len(filled) == 2 else None
    line = _LINE.fullmatch(sentence.text)
    return line["key"] if line and block.kind == "paragraph" else None


def _names_part(key: str) -> bool:
    """Whether a name is of a part of a numbered service."""
    found = _KEY.fullmatch(key)
    return bool(found and found["part"] and _spaced(key))


def _spaced(key: str) -> str:
    """The words and the number of a name; empty where it is of no service."""
    found = _KEY.fullmatch(key)
    if found is None or (found["part"] and not is_label(found["part"])):
        return ""
    for words in _halves(found["base"]):
        if slots(words) & _OF_SERVICE:
            said = f"{words} {found['number']} {found['part'] or ''}"
            return " ".join(re.sub(r"[_.-]", " ", said).split())
    return ""


def _halves(base: str) -> Iterator[str]:
    """A name as it stands, and as two known words ("PRIORPX" is "PRIOR PX")."""
    yield base
    for place in range(_LEAST, len(base) - _LEAST + 1):
        if is_label(base[:place]) and is_label(base[place:]):
            yield f"{base[:place]} {base[place:]}"
