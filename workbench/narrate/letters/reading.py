"""How hard a text is to read, measured on its sentences.

The only module that imports textstat.  For English the grade is that of Flesch and
Kincaid (school years); for Spanish the reading ease of Fernandez Huerta, which is
reported and limits nothing.  Addresses, tables, headings, blanks and quotes of the
record are not measured.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.narrate.letters.fields import BLANK
from workbench.narrate.letters.library import Language, Library
from workbench.narrate.proof.units import units
from workbench.schema.base import Model
from workbench.schema.case import Slug

FILE = "reading.yaml"
_QUOTE = re.compile(r"“[^”]*”")
_MARK = re.compile(r"[.!?:]\Z")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class ReadingRule(Model):
    """Limits of the member part: grade by program, words in a sentence."""

    measure: Literal["flesch-kincaid"]
    grades: dict[Slug, int]
    otherwise: int
    longest_sentence: int
    source: str
    status: Literal["verified", "unverified"]

    def limit(self, program: str | None) -> int:
        """The highest grade allowed for a program."""
        return self.grades.get(program or "", self.otherwise)


class Reading(NamedTuple):
    """A measurement: the grade, its limit (None where it limits nothing), sentences."""

    measure: str
    grade: float
    limit: int | None
    sentences: int
    longest: int
    most: int

    @property
    def easy(self) -> bool:
        """Whether the grade is within its limit."""
        return self.limit is None or self.grade <= self.limit


def prose(markdown: str) -> tuple[str, ...]:
    """The sentences of a part: paragraphs and items that end as sentences do."""
    found = []
    for unit in units(markdown.replace("\\\n", "\n")):
        text = _QUOTE.sub("", BLANK.sub("", unit.text)).strip()
        if not unit.row and _MARK.search(text) and " " in text:
            found += [part for part in _SENTENCE.split(text) if " " in part]
    return tuple(found)


def reading(
    markdown: str, program: str | None, content: Library, language: Language
) -> Reading:
    """The measurement of a member part."""
    import textstat

    rule = content.data(ReadingRule, FILE)
    sentences = prose(markdown)
    text = " ".join(sentences)
    longest = max((len(sentence.split()) for sentence in sentences), default=0)
    if language == "es":
        textstat.set_lang("es")
        ease = float(textstat.fernandez_huerta(text)) if text else 0.0
        textstat.set_lang("en_US")
        measure, grade, limit = "Fernandez Huerta reading ease", ease, None
    else:
        textstat.set_lang("en_US")
        grade = float(textstat.flesch_kincaid_grade(text)) if text else 0.0
        measure, limit = "Flesch-Kincaid grade", rule.limit(program)
    return Reading(
        measure,
        round(grade, 1),
        limit,
        len(sentences),
        longest,
        rule.longest_sentence,
    )


def english_grade(markdown: str) -> float | None:
    """The Flesch-Kincaid grade of an English text; None where it has no sentence."""
    import textstat

    text = " ".join(prose(markdown))
    if not text:
        return None
    textstat.set_lang("en_US")
    return round(float(textstat.flesch_kincaid_grade(text)), 1)
