"""Results of signs as they are written: words, flags such as "(+)" and "Tinel -"."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.marks import Mark
from workbench.extract.rules.frames.exam.sign_flags import BOTH_FLAGS
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion

_PLUS = sought(
    r"(?<![\w/+.\d])\(?\+\)?(?=[\s,;.)]|[LR]\b|$)|(?<=\))\+|\(\+\)"
    r"|\+(?!(?<=[LR]\+)[LR]\b(?!\s?[-+(]))(?=\s?(?:ve\b|[A-Za-z]))"
)
_MINUS = re.compile(
    r"(?<=[a-z's)])\s-(?=\s*(?:[,;.]|$|(?:left|right|bilat|[LRB]\b)))|\(-\)"
    r"|(?<=[A-Z]{2})\s-(?=\s*(?:[,;.]|$))|(?<=[\s,;][LR])\s-(?=\s*(?:[,;.]|$))"
    r"|(?<![\w-])-(?=[A-Z][a-z])|(?<=[/,;])\s?-(?=\s?(?:left|right|[LR]\b))"
)
_FORWARD = re.compile(
    r"no|not|nor|without|neither|no evidence of|no sign of", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"(?:none|not|no)\s(?:in|at|over|on|along|elsewhere)\b"
    r"(?!\s(?:the\s)?(?:left|right|[LR])\b)",
    re.IGNORECASE,
)
"""A denial of another place than the one told ("at L4-5, none in the midline")."""
_UNKNOWN = re.compile(
    r"[,;][ ]{0,3}(?P<name>[A-Z][a-z]{2,20}"
    r"(?:'s?(?: (?:test|sign|maneuver|manoeuvre))?"
    r"| (?:test|sign|maneuver|manoeuvre)))(?=[ :=])"
)
"""A test named for somebody, right behind a comma ("SLR neg, Kemp's + R")."""
_NIL_ON = re.compile(r"(?<=[,;/] )(?:0|nil|zero)(?= (?:left|right|[LR])\b)")
"""None of it on one side, told as a count ("two beats R, 0 L")."""
_GLUED_MINUS = re.compile(r"(?<=[,;/:(] )-\s?(?=[a-z]{2})|(?<=[,;/:(])-(?=[a-z]{2})")
"""A minus before a test in small letters, in a list that has a plus as well."""
_ARROW = re.compile("(?P<up>\u2191{1,2})|(?P<down>\u2193{1,2})")
HALT = re.compile(r"[;:]|\.\s|\bbut\b|\bexcept\b|\bsave\b", re.IGNORECASE)
REACH = 60
NEAR = 25
MEANING: dict[tuple[str, str], Assertion] = {
    ("test", "positive"): "present",
    ("test", "negative"): "absent",
    ("test", "normal"): "absent",
    ("test", "abnormal"): "present",
    ("finding", "positive"): "present",
    ("finding", "negative"): "absent",
    ("quality", "normal"): "absent",
    ("quality", "abnormal"): "present",
    ("test", "equivocal"): "uncertain",
    ("test", "local"): "uncertain",
    ("radicular", "positive"): "present",
    ("radicular", "abnormal"): "present",
    ("radicular", "negative"): "absent",
    ("radicular", "normal"): "absent",
    ("radicular", "local"): "absent",
    ("radicular", "equivocal"): "uncertain",
    ("finding", "equivocal"): "uncertain",
    ("quality", "equivocal"): "uncertain",
    ("plantar", "up"): "present",
    ("plantar", "positive"): "present",
    ("plantar", "negative"): "absent",
    ("plantar", "down"): "absent",
    ("test", "ill"): "present",
    ("test", "well"): "absent",
    ("test", "up"): "present",
    ("test", "down"): "absent",
    ("plantar", "equivocal"): "uncertain",
    ("plantar", "normal"): "absent",
    ("hip", "well"): "absent",
    ("hip", "normal"): "absent",
    ("hip", "ill"): "present",
}


def is_sign(word: Mention) -> bool:
    """Whether a word names a sign, not a result."""
    return "value" not in word.attributes


def kind_of(word: Mention) -> str:
    """The kind of fact that a sign makes."""
    return word.attributes.get("kind", word.concept)


def unknown_tests(text: str, words: Iterable[Mention]) -> list[Mark]:
    """Tests that no list knows, as items: what stands behind them is theirs alone."""
    known = [word for word in words if is_sign(word)]
    return [
        Mark("item", UNKNOWN, *found.span("name"))
        for found in _UNKNOWN.finditer(text)
        if not any(
            word.start < found.end("name") and word.end > found.start("name")
            for word in known
        )
    ]


UNKNOWN = "unknown-test"


def values_of(
    text: str, words: Iterable[Mention], about: Iterable[Mention] = ()
) -> list[Mark]:
    """Every result that a text gives, in words or flags, ``about`` signs besides its
    own ("up" in a cell of the row of Babinski)."""
    named = {word.concept for word in (*words, *about)}
    found = [
        Mark("value", word.attributes["value"], word.start, word.end)
        for word in words
        if "value" in word.attributes
        if "of" not in word.attributes or named & set(word.attributes["of"].split())
    ]
    pluses = [Mark("value", "positive", *m.span()) for m in _PLUS.finditer(text)]
    minuses = [*_MINUS.finditer(text), *_NIL_ON.finditer(text)]
    minuses += [*_GLUED_MINUS.finditer(text)] if pluses else []
    found += [Mark("value", "negative", *m.span()) for m in minuses] + pluses
    if "plantars" in named or "babinski" in named:
        found += [
            Mark("value", m.lastgroup or "", *m.span()) for m in _ARROW.finditer(text)
        ]
    found += [
        Mark("value", "positive" if m["flag"] == "+" else "negative", *m.span())
        for m in BOTH_FLAGS.finditer(text)
    ]
    return [value for value in found if _reaches(text, value, words)]


def _reaches(text: str, value: Mark, words: Iterable[Mention]) -> bool:
    """A "no" belongs to the sign after it; alone at the end it is an answer."""
    before = text[: value.start].rstrip()
    if before[-1:] in (",", ";") and _ELSEWHERE.match(text, value.start):
        return False
    if not _FORWARD.fullmatch(text[value.start : value.end]):
        return True
    if not text[value.end :].strip(" .;,)"):
        return True
    signs = [w.start for w in words if is_sign(w) and w.start >= value.end]
    gap = text[value.end : min(signs)] if signs else ";"
    return len(gap) < REACH and not HALT.search(gap)


_SUBJECT = re.compile(
    r"(?:tandem|gait|toes?|stance|station|balance)\s\w", re.IGNORECASE
)


def tells_alone(text: str, word: Mention) -> bool:
    """Whether a part of the examination stands behind a comma with what it showed.

    A "no" before the comma is not of it ("no clonus, tandem unsteady").
    """
    apart = text[: word.start].rstrip()[-1:] in (",", ";")
    return apart and _SUBJECT.match(word.text) is not None
