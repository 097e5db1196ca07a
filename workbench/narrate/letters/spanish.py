"""Spanish letters proved like English ones: their critical words in the record's terms.

Dates, sides, grades and units of a Spanish text are put into English before the proof
reads it; which words those are is data (``prompts/letters/es/critical-words.yaml``).
"""

from __future__ import annotations

from functools import lru_cache

from workbench.content import expressions as re
from workbench.narrate.letters.library import Language, Library
from workbench.schema.base import Model

FILE = "es/critical-words.yaml"


class CriticalWords(Model):
    """The data file: pairs of Spanish and English words, and the months in order."""

    words: tuple[tuple[str, str], ...]
    months: tuple[str, ...]


def proved_in_english(text: str, language: Language, content: Library) -> str:
    """The text with its critical words in English; an English text as it is."""
    if language == "en":
        return text
    table = content.data(CriticalWords, FILE)
    months = {name: number for number, name in enumerate(table.months, 1)}

    def day(match: re.Match[str]) -> str:
        return f"{match[3]}-{months[match[2].lower()]:02d}-{int(match[1]):02d}"

    text = _days(table).sub(day, text)
    known = {spanish.lower(): english for spanish, english in table.words}
    return _words(table).sub(lambda match: known[match[0].lower()], text)


@lru_cache(maxsize=8)
def _days(table: CriticalWords) -> re.Pattern[str]:
    names = "|".join(table.months)
    return re.compile(rf"(?<!\d)(\d{{1,2}}) de ({names}) de (\d{{4}})(?!\d)", re.I)


@lru_cache(maxsize=8)
def _words(table: CriticalWords) -> re.Pattern[str]:
    longest = sorted((spanish for spanish, _ in table.words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)
