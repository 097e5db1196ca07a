"""Grades of narrowing in a text, as steps of ``vocabulary/severity.yaml``.

"Mild to moderate" is one step of the scale, "at least moderate" and "up to moderate"
are bounds, "no significant" and "not severe" deny a grade and bound what is left, and a
grade set against an earlier one ("progressed from mild to moderate", "previously mild,
now severe") is the later one.  Source: docs/sources.md.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.model import SeverityMention
from workbench.extract.rules.words.sought import sought
from workbench.extract.rules.words.tokens import words as words_of
from workbench.schema.case import Severity
from workbench.vocabulary.tables import severity as scale

_TOP = 7
_SIGNIFICANT = (
    r"(?:clinically[ ]|hemodynamically[ ])?(?:significant|substantial|appreciable"
    r"|sizable"
    r"|considerable)(?:ly)?"
)
_TO = r"[ ]?(?:-[ ]?to[ ]?-|/|-)[ ]?|[ ]{1,2}(?:to|-)[ ]{1,2}(?:at[ ]most[ ])?"
_NEEDS_NOUN = frozenset({"complete", "total", "advanced", "profound"})
_NOUN = re.compile(
    r"[ ](?:\w+[ ]){0,3}?(?:stenos|narrow|efface|obliter|occlu|compress|encroach|canal"
    r"|foramin|neuro|central|loss|collapse|cord|recess|spondyl|degener|block|disc|disk"
    r"|facet|arthro|atroph|displac|impinge)",
    re.IGNORECASE,
)
_EARLIER = sought(
    r"(?:\bpreviously|\bformerly|\bprior|\(was|\bhad been|\bcompared (?:to|with)"
    r"|\bversus"
    r"|\bvs\.?|\bon the prior(?: study| exam)?|\bformer)"
    r"(?:,|:)?(?: (?:only|graded|described|reported|noted|seen|a|as|to be"
    r"|study)){0,4} $",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom (?:a )?$", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:(?P<least>at least|at a minimum|no less than|not less than|a minimum of)"
    r"|(?P<most>up to|at most|at worst|no more than|not more than|no worse than|no"
    r" greater than"
    r"|maximally)"
    r"|(?P<more>more than|greater than|worse than)"
    r"|(?P<less>less than|not quite)"
    r"|(?P<no>no|not|without|absence of|no evidence of|without evidence of|negative for"
    r"|no definite|no evidence for))"
    r"(?: (?:any|a|overly|considered|of))?[ ]{1,2}$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(
    r"[ ](?:or|and)[ ](?P<word>greater|worse|more|higher|above|less|below|better)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[ :.\t]*\Z")


class _Grade(NamedTuple):
    start: int
    end: int
    label: str
    low: int
    high: int


@cache
def _words() -> dict[str, str]:
    table = {word: step for step, words in scale().words.items() for word in words} | {
        step: step for step in scale().steps
    }
    table |= {
        "moderately severe": "moderate-to-severe",
        "mild-moderate": "mild-to-moderate",
    }
    return table


@cache
def _grade_pattern() -> re.Pattern[str]:
    words = sorted(_words(), key=len, reverse=True)
    one = "|".join(re.escape(word).replace(r"\ ", "[ ]{1,3}") for word in words)
    return re.constant(
        rf"(?<![\w])(?P<a>{one})(?![\w])(?:(?:{_TO})(?P<b>{one})(?![\w]))?",
        re.IGNORECASE,
    )


_DENIED = sought(
    rf"\b(?:no|not|without|absence of)(?: evidence of| definite| evidence for|"
    rf" any){{0,2}}"
    rf"[ ]{{1,2}}{_SIGNIFICANT}\b",
    re.IGNORECASE,
)


@cache
def _openers() -> frozenset[str]:
    """The words that a grade or its denial begins with; most texts have none."""
    firsts = {re.split(r"\W", word, maxsplit=1)[0] for word in _words()}
    return frozenset(firsts | {"no", "not", "without", "absence"})


def find_severities(text: str) -> tuple[SeverityMention, ...]:
    """Grades in reading order; earlier grades are folded into the later ones."""
    if _openers().isdisjoint(words_of(text)):
        return ()
    grades = [g for m in _grade_pattern().finditer(text) if (g := _grade(text, m))]
    current: list[SeverityMention] = []
    earlier: list[tuple[int, Severity]] = []
    for index, grade in enumerate(grades):
        if _is_earlier(text, grade, grades[index + 1 :]):
            earlier.append((grade.start, _severity(grade)))
        else:
            current.append(_mention(text, grade))
    current += [_insignificant(match) for match in _DENIED.finditer(text)]
    current.sort(key=lambda mention: mention.start)
    return tuple(_with_prior(mention, earlier) for mention in current)


def _severity(grade: _Grade) -> Severity:
    return Severity(label=grade.label, low=grade.low, high=grade.high)


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


def _grade(text: str, match: re.Match[str]) -> _Grade | None:
    first = _words()[_plain(match["a"])]
    if not match["b"]:
        if not _counts(text, match, first):
            return None
        step = scale().steps[first]
        return _Grade(match.start(), match.end(), first, step, step)
    second = _words()[_plain(match["b"])]
    if _FROM.search(text[max(match.start() - 8, 0) : match.start()]):
        step = scale().steps[second]
        return _Grade(match.start("b"), match.end(), second, step, step)
    return _ranged(match, first, second)


def _ranged(match: re.Match[str], first: str, second: str) -> _Grade:
    joined = f"{first}-to-{second}"
    steps = scale().steps
    if joined in steps:
        return _Grade(match.start(), match.end(), joined, steps[joined], steps[joined])
    low, high = sorted((steps[first], steps[second]))
    return _Grade(match.start(), match.end(), joined, low, high)


def _counts(text: str, match: re.Match[str], step: str) -> bool:
    """Words of other use count only beside a noun of narrowing, or alone in a cell."""
    if step == "none":
        alone = text[: match.start()].rstrip()
        return bool(_ALONE.match(text, match.end())) and (
            not alone or alone[-1] in ":-=|"
        )
    if _plain(match["a"]) in _NEEDS_NOUN:
        return bool(_NOUN.match(text, match.end()) or _ALONE.match(text, match.end()))
    return True


def _is_earlier(text: str, grade: _Grade, later: list[_Grade]) -> bool:
    before = text[max(grade.start - 40, 0) : grade.start]
    if _EARLIER.search(before):
        return True
    if not _FROM.search(before[-8:]) or not later:
        return False
    between = text[grade.end : later[0].start]
    return len(between) < 40 and " to " in between


def _mention(text: str, grade: _Grade) -> SeverityMention:
    before = text[max(grade.start - 40, 0) : grade.start]
    start, end = grade.start, grade.end
    more = _OR_MORE.match(text, end)
    if more:
        up = more["word"].lower() in ("greater", "worse", "more", "higher", "above")
        low, high = (grade.low, _TOP) if up else (0, grade.high)
        label = f"{grade.label} {_plain(more.group())}"
        return _bounded(start, more.end(), label, low, high)
    bound = _BOUND.search(before)
    if not bound:
        return SeverityMention(start, end, _severity(grade))
    start -= len(before) - bound.start()
    label = f"{_plain(bound.group())} {grade.label}"
    kind = bound.lastgroup
    if kind == "least":
        return _bounded(start, end, label, grade.low, _TOP)
    if kind == "most":
        return _bounded(start, end, label, 0, grade.high)
    if kind == "more":
        return _bounded(start, end, label, min(grade.high + 1, _TOP), _TOP)
    return _bounded(start, end, label, 0, max(grade.low - 1, 0), kind == "no")


def _bounded(
    start: int, end: int, label: str, low: int, high: int, negated: bool = False
) -> SeverityMention:
    return SeverityMention(
        start, end, Severity(label=label, low=low, high=high), negated=negated
    )


def _insignificant(match: re.Match[str]) -> SeverityMention:
    """What "no significant" leaves open: everything below moderate."""
    high = scale().steps["moderate"] - 1
    label = Severity(label="no significant", low=0, high=high)
    return SeverityMention(match.start(), match.end(), label, negated=True)


def _with_prior(
    mention: SeverityMention, earlier: list[tuple[int, Severity]]
) -> SeverityMention:
    near = [grade for place, grade in earlier if abs(place - mention.start) < 80]
    if not near:
        return mention
    return SeverityMention(
        mention.start, mention.end, mention.severity, mention.negated, near[0]
    )
