"""Grades of strength as they are written: out of five, in words, in Roman numerals."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import Mark
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
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
    r"|[ ](?:(?:is|are|was|were|now|still|at|only|remains|graded?) ){1,3}",
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
    """Grades that a word calls so ("grade 4", "MRC 3"), none of another scale."""
    scales = [
        one
        for one in lexicon.load("exam-strength").find(text)
        if one.concept == "other-scale"
    ]
    return [
        Mark("value", normal_grade(match["grade"]), match.start(), match.end())
        for match in NAMED.finditer(text)
        if not any(one.start <= match.start() < one.end for one in scales)
    ]


def roman(text: str, items: list[Mark], *, spoken: bool = False) -> list[Mark]:
    """Grades in Roman numerals beside a muscle ("tib ant grade IV").

    Where strength is spoken of, the numeral alone will do ("Power: triceps IV").
    """
    romans = spine().roman_grades
    found = [*_ROMAN.finditer(text), *(_BARE_ROMAN.finditer(text) if spoken else ())]
    return [
        Mark("value", romans[m["grade"]] + (m["sign"] or ""), *m.span())
        for m in found
        if any(BESIDE.fullmatch(text, one.end, m.start()) for one in items)
    ]


_BARE_ROMAN = re.compile(
    r"(?<![\w/-])(?P<grade>IV|I{1,3}|V)(?P<sign>[+-])?(?:\s?/\s?V)?(?![\w/])"
)
_WHOLE = re.compile(
    r"\b(?i:strength|power|motor|MRC)\s(?i:(?:is|was|grade[ds]?|power|strength|at)\s){0,3}"
    r"(?P<grade>[0-5]|IV|I{1,3}|V)(?P<sign>[+-])?(?:\s?/\s?V)?"
    r"(?=\s(?i:in|across|throughout|all|everywhere|b/l|bilat\w*|both)\b)"
)
"""A grade of all that was tried, right behind the word of strength."""


def whole(text: str) -> list[Mark]:
    """Grades of no single muscle ("Power 5 in all groups", "MRC V throughout")."""
    romans = spine().roman_grades
    return [
        Mark("value", romans.get(m["grade"], m["grade"]) + (m["sign"] or ""), *m.span())
        for m in _WHOLE.finditer(text)
    ]


_ALL_OF_SIDE = sought(
    r"(?:\b(?i:left|right)|(?<![\w/-])[LR])(?i:\sside)?:?\s(?P<all>(?i:all|rest))"
    r"(?=\s(?i:are\s|is\s|at\s)?[0-5][+-]?(?:\s?/\s?5|(?=\s*(?:[.,;)]|\Z))))"
)


def all_of_side(text: str) -> list[Mark]:
    """All muscles of a side ("R triceps 4/5, L all 5/5")."""
    return [Mark("item", "all", *m.span("all")) for m in _ALL_OF_SIDE.finditer(text)]


_CALLED_FULL = re.compile(
    r" (?:strength |power )?(?P<verb>(?:is|are|was|were)(?: (?:and|&) (?:is|was))?"
    r" (?:now |still |all |again )?)?(?:full(?: power| strength)?|of full strength"
    r"|normal (?:power|strength))"
    r"(?!,?\s*(?:\d|five|four))(?=\s*(?:[.,;)]|$|and\b|bilat|on\b|throughout|with\b))",
    re.IGNORECASE,
)
_MOVEMENT = re.compile(r"(?:ion|flex|ext|abd|add|rotation)s?\Z", re.IGNORECASE)
"""A movement called full without a verb is one of range, not of strength."""


def called_full(text: str, items: list[Mark], spoken: bool) -> list[Mark]:
    """Muscles called full ("his grip is full", "Triceps/biceps/WE full")."""
    found = []
    for one in items:
        told = _CALLED_FULL.match(text, one.end)
        moved = _MOVEMENT.search(text[one.start : one.end]) and not spoken
        if told and (told["verb"] or not moved):
            found.append(Mark("value", FULL, *told.span()))
    return found


_AHEAD = re.compile(
    r"\b(?:if|when|until|once|unless|should|goals?|target|improve|increase|restore|regain"
    r"|monitor|watch|recheck|repeat|re-?test|re-?assess|for any|return)\b",
    re.IGNORECASE,
)


def looks_ahead(text: str) -> bool:
    """Whether a plan speaks of what is to be reached, or looked for."""
    return _AHEAD.search(text) is not None


def reasoned(text: str) -> bool:
    """Whether a plan gives a grade as it is, and none to be reached or looked for."""
    return _GRADE.search(text) is not None and not _AHEAD.search(text)


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
