"""What a member's part leaves out: code numbers, unexplained acronyms, clinical words.

Acronyms and their explanations are data (``prompts/letters/glossary.yaml``), as are the
words that an administrative notice must not use.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.narrate.letters.library import Language, Library, Worded
from workbench.narrate.proof.tokens import tokens
from workbench.schema.base import Model

FILE = "glossary.yaml"
_ACRONYM = re.compile(r"(?<![\w.@/-])[A-Z][A-Z&]{1,7}(?![\w@-])")
_QUOTE = re.compile(r"“[^”]*”")
_LETTERS = re.compile(r"[A-Za-z]")


class Glossary(Model):
    """Acronyms with their explanation; words that a non-clinical notice leaves out."""

    terms: dict[str, Worded]
    clinical_words: tuple[str, ...]


class Term(NamedTuple):
    """One acronym of a letter and what it means."""

    name: str
    meaning: str


def code_numbers(text: str) -> tuple[str, ...]:
    """Procedure and diagnosis code numbers in a plain text."""
    return tuple(text[t.start : t.end] for t in tokens(text) if t.kind == "code")


def acronyms(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """The acronyms of a plain text, each once; ``names`` (of people, plans) are none.

    Words of the record stand in quotation marks and are not counted.
    """
    own = without(_QUOTE.sub(" ", text), names)
    return tuple(dict.fromkeys(_ACRONYM.findall(own)))


def without(text: str, names: Iterable[str]) -> str:
    """The text without words that stand in it as they are: names, addresses."""
    for name in sorted(names, key=len, reverse=True):
        if len(name) > 1 and _LETTERS.search(name) or name.isdigit():
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return text


def explained(
    found: Iterable[str], content: Library, language: Language
) -> tuple[Term, ...]:
    """The acronyms that the glossary knows, with their meaning."""
    known = content.data(Glossary, FILE).terms
    return tuple(
        Term(name, known[name].in_language(language)) for name in found if name in known
    )


def clinical_words(text: str, content: Library) -> tuple[str, ...]:
    """Words of a plain text that an administrative notice must not use."""
    banned = content.data(Glossary, FILE).clinical_words
    lower = text.lower()
    return tuple(word for word in banned if re.search(rf"\b{re.escape(word)}\b", lower))
