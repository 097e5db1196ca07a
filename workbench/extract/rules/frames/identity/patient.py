"""The patient's age and sex, and what each document tells of who the patient is.

An age stated beyond doubt is taken as stated; else it is computed from a date of birth
where both dates are exact, and a number that may be an age is taken last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.identity.document import told_by
from workbench.extract.rules.frames.identity.lone_letter import FEVER, lettered
from workbench.extract.rules.frames.request.header import read_header
from workbench.extract.rules.frames.told.questions import (
    answered,
    is_readable,
    label_of,
)
from workbench.extract.rules.layout.leaflets import is_leaflet
from workbench.extract.rules.model import DocumentView, PacketView, Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Patient, Told
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest, is_exact

Sex = Literal["female", "male", "other"]

_AGE = sought(
    r"\b(?P<age>\d{1,3})\s{0,2}-?\s{0,2}(?:years?|yrs?|y)[\s./-]{0,3}(?:old|o\b|of"
    r" age\b)"
    r"|\b(?P<yo>\d{1,3})\s?-?(?:yo|y/o|y\.o\.)"
    r"|\b(?P<sexed>\d{2})\s?-?\s?(?:yo\s?)?(?P<letter>(?-i:[MF]))\b(?=\s+(?:with|who|c/o"
    r"|s/p|presents?|h/o)|[,.;)]|\s*$)"
    r"|\bage\s{0,2}[:=]?\s{0,2}(?P<label>\d{1,3})\b(?!\s?(?:months|weeks))"
    r"|\baged\s(?P<aged>\d{1,3})\b",
    re.IGNORECASE,
)
_SEX_LABEL = sought(
    r"\b(?:sex|gender)\b(?:\s?(?:at birth|assigned at birth))?\s{0,3}[:=/]?\s{0,3}"
    r"(?:\[?[ ]?\]?\s?)?(?P<sex>female|male|f|m|nonbinary|non-binary|other)\b",
    re.IGNORECASE,
)
_SEX_BOX = sought(
    r"[\[(]\s?[xX\u2713\u2714]\s?[\])]\s{0,2}(?P<after>female|male|f|m)\b"
    r"|\b(?P<before>female|male)\s{0,2}[\[(]\s?[xX]\s?[\])]",
    re.IGNORECASE,
)
_SEX_AFTER_AGE = re.compile(
    r"[\s,./-]{0,4}(?:old|o\b|of age)?[\s,.-]{0,3}"
    r"(?:(?:right|left)[- ](?:hand(?:ed)?|dominant)(?:[- ]dominant)?|obese|pleasant"
    r"|white"
    r"|healthy|black|caucasian|hispanic|asian|african[- ]american|married|single"
    r"|retired"
    r"|gravida|disabled|very|otherwise|and|,|\s)*\s?"
    r"(?P<sex>female|woman|lady|girl|male|man|gentleman|boy|F|M)\b",
    re.IGNORECASE,
)
_AGE_OF = re.compile(
    r"\b(?:patient|pt|member|he|she|i am|who) (?:is|was)?\s?(?:currently |now |an? )?"
    r"\W{0,2}$",
    re.IGNORECASE,
)
"""The words before an age that is told of the patient."""
_WHO = re.compile(r"\W{1,3}(?:with|who|c/o|s/p|presents?|h/o)\b", re.IGNORECASE)
"""What goes on behind "62 M" of a person; "30 m" at the end of a row is a length."""
_SLASH_SEX = sought(
    r"(?<![\d/.-])\b(?P<age>\d{2})\s?/\s?(?P<sex>[MF])\b"
    r"|\b(?P<sex2>[MF])\s?/\s?(?P<age2>\d{2})\b(?![/.-]?\d)"
)
_BOTH_SEXES = re.compile(
    r"\bmale\W{1,9}female\b|\bm\s?/\s?f\b|\bm\s{1,9}f\b|\bfemale\W{1,9}male\b", re.I
)
_BIRTH = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthdate|born(?: on)?)\b\W{0,4}",
    re.IGNORECASE,
)


class _Said(NamedTuple):
    value: int | str
    evidence: Evidence


def read_patient(packet: PacketView) -> Patient:
    """Age and sex as the packet states them, the request form first."""
    ordered = _ordered(packet)
    age = next(_ages(ordered, _surely), None)
    told = (*told_by(ordered), *_stated(ordered))
    sex = next(_sexes(ordered), None) or _lettered(ordered) or _agreed(told)
    if age is None:
        age = _reckoned(packet, ordered) or next(_ages(ordered), None)
    quotes = [one.evidence for one in (age, sex) if one]
    return Patient(
        age=age.value if age and isinstance(age.value, int) else None,
        sex=_as_sex(sex.value) if sex else None,
        evidence=tuple(dict.fromkeys(quotes)),
        told=told,
    )


def _lettered(documents: list[DocumentView]) -> _Said | None:
    """The lone letter at the heads of documents, where all have the same."""
    found = [*lettered(documents)]
    if len({letter for letter, _ in found}) != 1:
        return None
    return _Said(*found[0])


def _agreed(told: Iterable[Told]) -> _Said | None:
    """The sex that titles, pronouns and organs tell, where all tell the same."""
    found = [one for one in told if one.what == "sex"]
    if len({one.value for one in found}) != 1:
        return None
    return _Said(found[0].value, found[0].evidence[0])


def _stated(documents: list[DocumentView]) -> Iterator[Told]:
    """The age and the sex that each document states first."""
    for document in documents:
        if is_leaflet(document.document):
            continue
        age = next(_ages([document], _surely), None)
        if age:
            yield Told(what="age", value=str(age.value), evidence=(age.evidence,))
        sex = next(_sexes([document], _surely), None)
        known = _as_sex(sex.value) if sex else None
        if sex and known in ("female", "male"):
            yield Told(what="sex", value=str(known), evidence=(sex.evidence,))


def _ordered(packet: PacketView) -> list[DocumentView]:
    ranks = {"request-form": 0, "clinic-note": 1}
    silent = ("policy-excerpt",)
    views = [one for one in packet.documents if one.document.kind not in silent]
    return sorted(views, key=lambda one: ranks.get(one.document.kind, 2))


def _sentences(
    documents: list[DocumentView],
) -> Iterator[tuple[DocumentView, Sentence]]:
    for document in documents:
        for sentence in document.sentences:
            silent = sentence.role in ("family", "policy", "template")
            if not silent and is_readable(sentence):
                yield document, sentence


def _surely(text: str, match: re.Match[str]) -> bool:
    """Whether an age is a person's beyond doubt: labelled, or told with a sex."""
    told = _AGE_OF.search(text, 0, match.start())
    letter = match["letter"] and _WHO.match(text, match.end())
    sexed = not match["letter"] and _SEX_AFTER_AGE.match(text, match.end())
    labelled = match["label"] and re.search(r"[:=]", match.group())
    return bool(labelled or letter or sexed or told)


def _any(text: str, match: re.Match[str]) -> bool:
    """Whether to take any age that the words allow."""
    return True


_Wanted = Callable[[str, re.Match[str]], bool]


def _ages(documents: list[DocumentView], wanted: _Wanted = _any) -> Iterator[_Said]:
    for document, sentence in _sentences(documents):
        for match in _AGE.finditer(sentence.text):
            if not wanted(sentence.text, match) or _is_fever(sentence.text, match):
                continue
            number = int(
                next(
                    one
                    for one in match.group("age", "yo", "sexed", "label", "aged")
                    if one
                )
            )
            if 0 < number <= 120 and not _of_another(sentence.text, match.start()):
                yield _Said(number, document.cite_sentence(sentence))
        slashed = _SLASH_SEX.search(sentence.text)
        if slashed and _in_head(document, sentence):
            number = int(slashed["age"] or slashed["age2"])
            yield _Said(number, document.cite_sentence(sentence))


def _is_fever(text: str, match: re.Match[str]) -> bool:
    """Whether "98 F" is a temperature and neither an age nor a sex."""
    return bool(match["letter"] and FEVER.search(text, match.start() - 12, match.end()))


def _of_another(text: str, place: int) -> bool:
    """Whether the age is a relative's, of the past or of a thing."""
    lead = text[max(place - 50, 0) : place]
    after = text[place : place + 60]
    return bool(
        re.search(
            r"\b(?:mother|father|brother|sister|son|daughter|husband|wife|child|parent"
            r"|when (?:he|she|they) was|since|at the age of|at age|until|before|until"
            r" age"
            r"|died)\b[^.]{0,40}$",
            lead,
            re.IGNORECASE,
        )
        or re.match(
            r"\d+[\s-]*(?:year|yr)s?[\s-]*old\s(?:son|daughter|child|scar|fracture"
            r"|injury"
            r"|infant|grand\w+)",
            after,
            re.IGNORECASE,
        )
    )


def _in_head(document: DocumentView, sentence: Sentence) -> bool:
    return document.source.line_index(sentence.start) < 12


def _sexes(documents: list[DocumentView], wanted: _Wanted = _any) -> Iterator[_Said]:
    for document, sentence in _sentences(documents):
        word = _sex_word(sentence, wanted)
        if word is None and _in_head(document, sentence):
            slashed = _SLASH_SEX.search(sentence.text)
            word = (slashed["sex"] or slashed["sex2"]) if slashed else None
        if word:
            yield _Said(word.lower(), document.cite_sentence(sentence))


def _sex_word(sentence: Sentence, wanted: _Wanted) -> str | None:
    text = sentence.text
    box = _SEX_BOX.search(text)
    if box and re.search(r"\b(?:sex|gender|male|female)\b", text, re.IGNORECASE):
        return box["after"] or box["before"]
    if sentence.block.checked is not None and answered(sentence) is None:
        label = (sentence.block.label or "").strip()
        sexed = re.search(r"\b(?:sex|gender)\b", label_of(sentence), re.IGNORECASE)
        words = r"(female|male|f|m)\b" if sexed else r"(female|male)\W*$"
        named = re.match(words, label, re.IGNORECASE)
        return named.group(1) if named and sentence.block.checked else None
    stated = _SEX_LABEL.search(text)
    if stated and not _BOTH_SEXES.search(text):
        return stated["sex"]
    for match in _AGE.finditer(text):
        if _of_another(text, match.start()) or _is_fever(text, match):
            continue
        if match["letter"] and wanted(text, match):
            return match["letter"]
        after = _SEX_AFTER_AGE.match(text, match.end())
        if after:
            return after["sex"]
    return None


def _as_sex(word: int | str) -> Sex | None:
    text = str(word).lower()
    if text in ("female", "f", "woman", "lady", "girl"):
        return "female"
    if text in ("male", "m", "man", "gentleman", "boy"):
        return "male"
    return "other"


def _reckoned(packet: PacketView, documents: list[DocumentView]) -> _Said | None:
    """Age in whole years on the request date, from an exact date of birth.

    Where no request tells its date, the last day that a document tells stands for it.
    """
    day = packet.request_date or read_header(packet).date or _last_day(packet)
    if day is None or not is_exact(day):
        return None
    for document, sentence in _sentences(documents):
        label = _BIRTH.search(sentence.text)
        found = find_dates(sentence.text[label.end() :][:40]) if label else ()
        if found and is_exact(found[0].value):
            born, now = earliest(found[0].value), earliest(day)
            years = (
                now.year - born.year - ((now.month, now.day) < (born.month, born.day))
            )
            # Two figures of a year ("3/5/34") may stand for the century before.
            years += 100 if years < 0 else 0
            if 0 <= years <= 120:
                return _Said(years, document.cite_sentence(sentence))
    return None


def _last_day(packet: PacketView) -> PartialDate | None:
    days = [one.document.date for one in packet.documents if one.document.date]
    return max((day for day in days if is_exact(day)), default=None)
