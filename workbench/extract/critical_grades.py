"""Grades of strength, of reflexes and of severity, and sides, as a text holds them."""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.extract.critical_text import WORDS, compiled, fold
from workbench.extract.cues import find, pattern, table
from workbench.schema.case import Severity, Side
from workbench.vocabulary import spine
from workbench.vocabulary.tables import severity as severity_scale

_BOTH_SIDES = re.compile(
    r"\b(?:r\s?/\s?l|l\s?/\s?r|right\s?/\s?left|left\s?/\s?right)\b"
)
"""A header under which one slash parts the grades of both sides."""


def _roman_grade(plain: str, grade: str) -> bool:
    """Whether a grade stands in Roman numerals behind its word ("grade IV", "Power:
    triceps IV")."""
    romans = spine().roman_grades
    digit, sign = grade[:1], grade[1:]
    roman = next((name.lower() for name, one in romans.items() if one == digit), None)
    if roman is None:
        return False
    numeral = rf"{roman}{re.escape(sign)}(?:\s?/\s?v)?(?![\w/+-])"
    told = compiled(rf"\b(?:grade|gr\.?|power|mrc|strength) {numeral}", re.I)
    listed = compiled(
        rf"\b(?:power|mrc|strength|motor)\b[^;\n]{{0,160}}?(?<![\w/-]){numeral}", re.I
    )
    return bool(told.search(plain) or listed.search(plain))


def holds_grade(text: str, grade: str) -> bool:
    """Whether a strength or reflex grade stands in the text ("4-", "4-/5", "4 minus").

    The full grades 5 and 2+ may stand as words (full, normal, symmetric).
    """
    plain = fold(text)
    if not grade[:1].isdigit():
        return bool(compiled(rf"\b{re.escape(fold(grade))}").search(plain))
    digit, sign = grade[:1], grade[1:].strip()
    signs = {"": r"(?![+\d]|\.\d|-(?!\d|\s)| ?(?:minus|plus))", "+": r"\s?(?:\+|plus)"}
    tail = signs.get(sign, r"\s?(?:-|minus)")
    if compiled(rf"(?<![\d./]){re.escape(digit)}{tail}").search(plain):
        return True
    bare = rf"(?<![\d./]){re.escape(digit)}(?!\d)"
    if sign == "+" and re.search(rf"\+\s?{re.escape(digit)}(?!\d)", plain):
        return True
    if sign and re.search(rf"{bare}\s?/\s?[45]\s?{re.escape(sign)}", plain):
        return True
    if _BOTH_SIDES.search(plain) and re.search(
        rf"(?<![\d./])[0-5][+-]?\s?/\s?{re.escape(digit)}{tail}", plain
    ):
        return True
    if sign == "+" and compiled(rf"(?<!\+)\+{{{digit}}}(?!\+)").search(plain):
        return digit not in "01"
    if grade in _spelled_grades(plain) or _roman_grade(plain, grade):
        return True
    return grade in table()["full-grades"] and bool(_full().search(plain))


def _spelled_grades(text: str) -> set[str]:
    found = set()
    for match in re.finditer(
        r"\b(zero|one|two|three|four|five)\b( (?:plus|minus))?", text
    ):
        sign = {" plus": "+", " minus": "-"}.get(match.group(2) or "", "")
        found.add(f"{WORDS[match.group(1)]}{sign}")
    return found


@cache
def _full() -> re.Pattern[str]:
    return pattern(table()["full-words"])


_MODIFIED = re.compile(r"\b\d{5}[\s|-]{1,20}50\b|\bmod(?:ifiers?)?\b[^a-z]{0,30}\b50\b")
"""A code with the modifier of a procedure done on both sides."""
_BOTH_FLAGS = re.compile(r"[a-z's)][ :]{1,3}([+-])\s?/\s?\1(?![\w/+-])", re.IGNORECASE)
"""One flag a side ("Hoffmann -/-")."""


_GRADED_EQUAL = re.compile(r"(?<![\w/.])[0-4]\+?\s?=(?![\w=<>])")
"""A grade that a sign calls equal on both sides ("patella 2+ =")."""


@cache
def _side(side: Side) -> re.Pattern[str]:
    return pattern(str(word) for word in table()["sides"][side])


def holds_side(text: str, side: Side) -> bool:
    """Whether the side stands in the text; both sides named make it bilateral."""
    plain = fold(text)
    if _side(side).search(plain):
        return True
    both = side == "bilateral"
    if both and any(
        one.search(plain) for one in (_MODIFIED, _BOTH_FLAGS, _GRADED_EQUAL)
    ):
        return True
    return both and all(holds_side(text, one) for one in ("left", "right"))


@cache
def _grade(step: str) -> re.Pattern[str]:
    words = severity_scale().words.get(step, ())
    return pattern([*words, step, *map(str, table()["severity"].get(step, ()))])


def holds_severity(text: str, severity: Severity) -> bool:
    """Whether the words of the grade, or of each bound that is not open, stand there.

    A composite step ("moderate-to-severe") needs a word of each of its parts.
    """
    steps = severity_scale().steps
    names = {number: name for name, number in steps.items()}
    lowest, highest = min(names), max(names)
    bounds_ = {severity.low, severity.high}
    if severity.low != severity.high:
        bounds_ -= {lowest, highest}
    plain = fold(text)
    if severity.low == lowest and severity.high != lowest and _denies(plain, severity):
        return True
    parts = [part for bound in bounds_ for part in names[bound].split("-to-")]
    return all(_grade(part).search(plain) for part in parts)


def _denies(plain: str, severity: Severity) -> bool:
    """ "No significant": a label that denies a grade, where the text denies too."""
    words = fold(severity.label).split()
    denial = words[:1] and words[0] in ("no", "not", "without", "never", "denies")
    return bool(denial) and bool(find("absence", plain))
