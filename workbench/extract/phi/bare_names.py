"""Patients' names that stand by themselves: over a page, behind "patient", by an age.

A letterhead or a list gives a name without a label: surname first on a line of its own
("QUILLFEATHER, ODALYS"), or beside an age and a sex ("Odalys Quillfeather 54 F").  No
list of names holds them all, so what counts is the form, and that the reader's word
lists know none of the words.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.phi.names import Spelled, read_name
from workbench.extract.phi.terms import given_names, is_clinical, terms
from workbench.extract.rules.copy.legible import known_words

_CAP = r"[A-ZÀ-Þ][\w'’]{1,24}(?:-[A-ZÀ-Þ][\w'’]{1,24})?"
_SEX = r"(?:[MF]|male|female)"
_AGE = r"(?:age[ ]?)?\d{1,2}(?:[ ]?(?:yo?|y/o|yrs?|yrs?[ ]old|years?(?:[ -]old)?)\.?)?"
_PART = r"[ ]{0,3}[/,|-]?[ ]{0,3}"
_NEXT = rf"(?:{_CAP}|[A-Z]\.?)"
_AGED = re.compile(
    rf"(?<![\w'’-])(?P<name>{_CAP}(?:,[ ]?|[ ]|\^){_NEXT}(?:[ ]{_NEXT})?)"
    rf"[ ]{{0,30}}[,;|(/-]?[ ]{{0,30}}"
    rf"(?:{_AGE}{_PART}{_SEX}|{_SEX}{_PART}{_AGE})(?![\w/.])"
)
"""A name with an age and a sex right behind it, in either order."""
_HEADING = re.compile(
    rf"^[ \t]{{0,8}}(?P<name>{_CAP},[ ]?{_CAP}(?:[ ][A-Z]\.?)?)(?=[ \t]*$|[ ]{{3}})",
    re.MULTILINE,
)
"""Surname and given name on a line of their own, or at its start with a wide gap."""
_ANNOUNCED = re.compile(
    r"\b(?i:patient|pt|member|client|claimant|veteran|insured|subscriber)[ ]{1,2}"
    rf"(?P<name>{_CAP}[ ](?:[A-Z]\.?[ ])?{_CAP})(?![\w'’-])"
)
"""Behind the word for who it is, without a mark between."""
_INITIALLED = re.compile(
    r"\b(?i:patient|pt|member|client)[ ]{1,2}"
    rf"(?P<name>{_CAP},[ ]?[A-Z]\.?)(?![\w'’-])"
)
"""The same, the surname first and the given name as a letter ("pt Snowdrop, A")."""
_BY_FORM = (_AGED, _HEADING, _ANNOUNCED, _INITIALLED)


def bare_names(text: str) -> Iterator[Spelled]:
    """Names of patients that their form alone shows."""
    for pattern in _BY_FORM:
        for match in pattern.finditer(text):
            if not _may_be_person(match["name"]):
                continue
            spelled = read_name(text, *match.span("name"))
            if spelled and (len(spelled.words) > 1 or pattern is _INITIALLED):
                yield spelled


def _may_be_person(name: str) -> bool:
    """Whether no word is of a word list, unless it is a common given name."""
    words = [w for w in re.findall(r"[^\W\d_]+", name) if len(w) > 1]
    if any(is_clinical(w) or w.lower() in terms()["titles"] for w in words):
        return False
    return not known_words() & {word.lower() for word in words} - given_names()
