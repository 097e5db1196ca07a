"""Grades of strength as they are written: out of five, in words, in Roman numerals."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import Mark
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought
from workbench.vocabulary import spine

FULL = "5"
_SIGN = r"\s?[+-]|\s?-?\s?(?:plus|minus)\b"
_GRADE = sought(
    rf"(?<![\w/.])(?<!\d-)(?P<grade>\+?[0-5](?:{_SIGN})?)"
    r"(?:\s?/\s?5(?P<late>[+-](?!\d))?|\s(?:out of|over|of)\s(?:5|five)\b)"
    r"(?![\d/]|\.\d|\s(?:\w+ )?reflex)",
    re.IGNORECASE,
)
_WORDED = sought(
    r"\b(?P<word>five|four|three|two|one|zero)(?P<sign>\s(?:plus|minus))?"
    r"\s(?:out of|over)\sfive\b",
    re.IGNORECASE,
)
_NUMBERS = {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
NAMED = re.compile(
    rf"\b(?:MRC\s)?(?:graded?(?: as)?|gr\.?|MRC)\s"
    rf"(?P<grade>[0-5](?:{_SIGN})?)(?![\w/]|\.\d)",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    r"\b(?:grade|gr\.?|power|MRC|strength)\s(?P<grade>IV|I{1,3}|V)(?P<sign>[+-])?(?!\w)"
)
_NEAR = 4
BESIDE = re.compile(
    rf"[ :=()-]{{0,{_NEAR}}}"
    r"|[ ](?:(?:is|was|now|still|at|only|remains|graded?) ){1,3}",
    re.IGNORECASE,
)
"""What may stand between a muscle and its bare grade."""


def normal_grade(text: str) -> str:
    """A grade as the scale writes it: "4 minus" is "4-", "+5" is "5"."""
    plain = text.lower().replace("plus", "+").replace("minus", "-").replace(" ", "")
    digit = next(letter for letter in plain if letter.isdigit())
    sign = plain.replace(digit, "", 1)[-1:]
    if plain.startswith("+"):
        sign = "+" if digit != FULL else ""
    return digit + (sign if sign in "+-" else "")


def grades(text: str) -> list[Mark]:
    """Grades written out of five, as values."""
    found = []
    for match in _GRADE.finditer(text):
        grade = normal_grade(match["grade"])
        if match["late"] and len(grade) == 1:
            grade += match["late"]
        found.append(Mark("value", grade, match.start(), match.end()))
    for match in _WORDED.finditer(text):
        grade = _NUMBERS[match["word"].lower()] + (match["sign"] or "")
        found.append(Mark("value", normal_grade(grade), match.start(), match.end()))
    return found


def named(text: str) -> list[Mark]:
    """Grades that a word calls so ("grade 4", "MRC 3")."""
    return [
        Mark("value", normal_grade(match["grade"]), match.start(), match.end())
        for match in NAMED.finditer(text)
    ]


def roman(text: str, items: list[Mark]) -> list[Mark]:
    """Grades in Roman numerals beside a muscle ("tib ant grade IV")."""
    romans = spine().roman_grades
    return [
        Mark("value", romans[m["grade"]] + (m["sign"] or ""), *m.span())
        for m in _ROMAN.finditer(text)
        if any(BESIDE.fullmatch(text, one.end, m.start()) for one in items)
    ]


_SAID_SIGNED = re.compile(
    r"\b(?P<word>five|four|three|two|one) (?P<sign>plus|minus)\b", re.IGNORECASE
)


def said_signed(text: str, items: list[Mark]) -> list[Mark]:
    """Grades dictated after a muscle ("triceps is four minus")."""
    return [
        Mark(
            "value",
            normal_grade(f"{_NUMBERS[m['word'].lower()]} {m['sign']}"),
            *m.span(),
        )
        for m in _SAID_SIGNED.finditer(text)
        if any(BESIDE.fullmatch(text, one.end, m.start()) for one in items)
    ]


def stated_full(text: str, words: Iterable[Mention]) -> list[Mark]:
    """Strength called full across words that tell what else or where is.

    "Strength and sensation are grossly normal in the arms", "myotomes C5-T1 intact".
    """
    weak = {(word.start, word.end) for word in words if word.concept == "weak"}
    found: list[Mark] = []
    reach: int | None = None
    for word in sorted(words, key=lambda one: (one.start, -one.end)):
        kept = word.attributes
        if reach is not None and word.start < reach:
            continue
        joined = reach is not None and _LOOSE.fullmatch(text, reach, word.start)
        if (word.start, word.end) in weak:
            reach = None
        elif kept.get("role") == "context":
            reach = word.end
        elif not joined:
            reach = None
        elif kept.get("state"):
            found.append(Mark("value", FULL, word.start, word.end))
            reach = None
        else:
            passes = kept.get("passes") or kept.get("place")
            reach = word.end if passes else None
    return found


_LOOSE = re.compile(r"[\s,:/&()-]{1,4}")
"""What stands between the words of one statement."""
