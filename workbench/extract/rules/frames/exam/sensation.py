"""Sensation on examination: where it is reduced, or that it is intact."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.binding import Reading, bind
from workbench.extract.rules.frames.exam.findings import (
    about_patient,
    finding,
    is_goal,
    standing,
)
from workbench.extract.rules.frames.exam.marks import (
    Mark,
    find_sides,
    find_sites,
    side_of,
    without_overlap,
)
from workbench.extract.rules.frames.exam.sign_talk import led_by_sign, teaches
from workbench.extract.rules.frames.exam.tables import is_row, read_row
from workbench.extract.rules.frames.passages import Passage, is_exam, is_study_text
from workbench.extract.rules.frames.roots import find_roots
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, ExamFinding

_CRANIAL = sought(r"\b(?:cranial nerves?|CN\b|facial|face|corneal)", re.IGNORECASE)
_FINDS = re.compile(
    r"\s*(?:there (?:is|was)|sensation|sensory|light touch|pin ?prick|vibration|"
    r"proprioception|position sense|decreased|diminished|reduced|altered|impaired"
    r"|absent|loss of|lost|blunted|numb to|monofilament)\b",
    re.IGNORECASE,
)
_REPORTS = sought(
    r"\b(?:den(?:ies|ied|ying)|reports?|reported|complain\w*|states|endorses|describes|"
    r"notes that)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:upper and lower|throughout|all (?:4|four)?)\b", re.I)
_LOSS = frozenset({"decreased"})
_AXIAL = frozenset({"neck", "head", "mid-back", "low-back"})


def read_sentence(passage: Passage) -> list[ExamFinding]:
    """Sensory facts of one sentence."""
    words = lexicon.load("exam-sensation").find(passage.text)
    if passage.role == "plan" or is_study_text(passage) or is_goal(passage):
        return []
    if _CRANIAL.search(passage.text) or _REPORTS.search(passage.text):
        return []
    if teaches(passage.text):
        return []
    if not _speaks(passage, words) or not _reported(passage, words):
        return []
    if is_row(passage.sentence):
        return _rows(passage)
    marks = _marks(passage, words)
    readings = bind(_SHORTENED.sub(r"\g<word> ", passage.text), marks)
    return _facts(passage, readings)


_SHORTENED = re.compile(r"\b(?P<word>dec|decr|dim|dimin|sens)\.(?=\s)", re.IGNORECASE)
"""A full stop that shortens a word and ends no clause ("dec. LT")."""


def _speaks(passage: Passage, words: Iterable[Mention]) -> bool:
    label = lexicon.load("exam-sensation").find(passage.sentence.block.label or "")
    title = lexicon.load("exam-sensation").find(passage.sentence.section.title)
    return any(_is_sensory(word) for word in (*words, *label, *title))


def _is_sensory(word: Mention) -> bool:
    told = word.text.lower()
    return word.attributes.get("role") == "context" or "sens" in told or "esthe" in told


def _reported(passage: Passage, words: Iterable[Mention]) -> bool:
    """Sensation is also spoken of by patients; then an examination word is needed."""
    if is_exam(passage) or passage.sentence.block.label:
        return True
    context = [word for word in words if word.attributes.get("role") == "context"]
    named = {word.text.lower() for word in context}
    if any("value" in one.attributes and _PINNED.search(one.text) for one in context):
        return True
    exam = {
        "light touch",
        "pinprick",
        "pin prick",
        "pin",
        "lt",
        "pp",
        "sensation",
        "silt",
        "sharp touch",
        "vibration",
        "hypoesthesia",
        "hypaesthesia",
        "proprioception",
        "monofilament",
        "vibratory",
        "vibration sense",
        "vibratory sense",
        "position sense",
        "joint position",
        "joint position sense",
        "pin sensation",
        "cotton wool",
        "stocking distribution",
        "perianal sensation",
        "saddle sensation",
        "two-point discrimination",
    }
    asks = passage.role in ("history", "review-of-systems", "function", "treatment")
    return bool(named & exam) and (not asks or bool(_FINDS.match(passage.text)))


_PINNED = re.compile(
    r"\A(?!saddle)[\w\s-]*?(?:\bpin|esthe|algesi|light|cotton|wisp|monofil|vibrat|sharp"
    r"|stocking|insensate|temperature|discriminat|distinguish)",
    re.IGNORECASE,
)
"""What only an examiner says of a loss ("dull to pin"); a saddle is told by all."""


def _marks(passage: Passage, words: Iterable[Mention]) -> list[Mark]:
    text = passage.text
    roots = [
        Mark("item", "roots:" + ",".join(names), start, end)
        for start, end, names in find_roots(text, loose=True)
    ]
    values = [
        Mark("value", word.attributes["value"], word.start, word.end)
        for word in words
        if word.attributes.get("value") and not _of_another(text, word)
    ]
    places = [
        Mark("item", word.attributes["place"], word.start, word.end)
        for word in words
        if word.attributes.get("place")
    ]
    items = [mark for mark in find_sites(text) if mark.name not in _AXIAL]
    marks = without_overlap([*items, *roots, *_merged(text, values), *places])
    return without_overlap([*marks, *find_sides(text)])


_CLAUSE = re.compile(r"[,;:.]\s|\b(?:and|but|with)\s")
_PART = re.compile(r"[;.]\s")
"""What parts an examination of one thing from that of the next."""
_OTHER = sought(
    r"\b(?:jerks?|reflex(?:es)?|DTRs?|pulses?|strength|power|motion|ROM|tone|bulk"
    r"|breath|bowel sounds?|clonus|lordosis|gait)\b",
    re.IGNORECASE,
)
"""What else an examination calls absent or reduced."""


def _of_another(text: str, word: Mention) -> bool:
    """Whether a value is told of something else ("sensation intact, jerks absent")."""
    if led_by_sign(text, word):
        return True
    stop = _CLAUSE.search(text, word.end)
    end = stop.start() if stop else len(text)
    return any(
        _OTHER.search(text, start, end) and not _names_feeling(text[start:end])
        for start in (_after(_CLAUSE, text, word), _after(_PART, text, word))
    )


def _after(mark: re.Pattern[str], text: str, word: Mention) -> int:
    """Where what a word stands in begins: behind the last of these marks before it."""
    return max((one.end() for one in mark.finditer(text, 0, word.start)), default=0)


def _names_feeling(text: str) -> bool:
    return any(_is_sensory(one) for one in lexicon.load("exam-sensation").find(text))


def _merged(text: str, values: list[Mark]) -> list[Mark]:
    """ "No ... loss" and "no decreased" are one value: intact."""
    kept: list[Mark] = []
    for mark in sorted(values, key=lambda m: m.start):
        last = kept[-1] if kept else None
        if last and last.name == "none" and mark.name in _LOSS:
            between = text[last.end : mark.start]
            if len(between) < 50 and not set(between) & set(";."):
                kept[-1] = Mark("value", "intact", mark.start, mark.end)
                continue
        kept.append(mark)
    return [mark for mark in kept if mark.name != "none"]


def _facts(passage: Passage, readings: list[Reading]) -> list[ExamFinding]:
    """One fact per site; roots named with a site stand in its ``roots``."""
    found: list[ExamFinding] = []
    for _, group in groupby(readings, key=lambda r: (r.value.start, r.value.end)):
        found += _of_value(passage, list(group))
    return found


def _of_value(passage: Passage, group: list[Reading]) -> list[ExamFinding]:
    value = group[0].value
    span = value.start, value.end
    if about_patient(passage, *span, "sensation") is None:
        return []
    assertion: Assertion = "present" if value.name in _LOSS else "absent"
    if standing(passage, *span, "sensory-loss") == "negated":
        lost = assertion == "present" and _beside_lost(passage.text, value)
        assertion = "present" if lost else "absent"
    if value.name == "intact" and _TURNED.search(passage.text[: value.start]):
        assertion = "present"
    if assertion == "present" and not _located(passage, group):
        return []
    if assertion == "absent" and all(r.excepted for r in group):
        return []
    roots = [n for r in group for n in _roots(r)]
    placed = [r for r in group if not (r.item and r.item.name.startswith("roots:"))]
    if not placed:
        placed = [group[0]._replace(item=None)]
    if assertion == "absent" and _WHOLE.search(passage.text):
        placed = [placed[0]._replace(item=None)]
    return [
        finding(
            passage,
            "sensory-loss",
            span,
            assertion=assertion,
            site=reading.item.name if reading.item else None,
            side=side_of(passage.text, reading.item, reading.side),
            roots=tuple(dict.fromkeys(roots)),
        )
        for reading in placed
    ]


_TURNED = re.compile(
    r"\b(?:not|isn't|wasn't|never)\s(?:\w+ly\s|quite\s|all\s|as\s)?\Z", re.IGNORECASE
)
"""What turns a word of health ("sensation is not intact over the thumb")."""
_ABSENT = re.compile(r"\babsent\b", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:no|not|without|w/o|den(?:y|ies|ied)|never|neg(?:ative)?)\b", re.IGNORECASE
)


def _beside_lost(text: str, value: Mark) -> bool:
    """Whether all that seems to deny a loss is one beside it that is called absent
    ("pinprick absent R, dull L")."""
    lead = text[: value.start]
    return bool(_ABSENT.search(lead)) and not _DENIES.search(lead)


def _located(passage: Passage, group: list[Reading]) -> bool:
    """A loss is read where a place or a word of sensation stands beside it."""
    words = lexicon.load("exam-sensation").find(passage.text)
    named = any(_is_sensory(word) for word in words)
    return named or any(reading.item for reading in group)


def _roots(reading: Reading) -> list[str]:
    name = reading.item.name if reading.item else ""
    return name.removeprefix("roots:").split(",") if name.startswith("roots:") else []


def _items(text: str) -> list[Mark]:
    roots = [
        Mark("item", "roots:" + ",".join(names), start, end)
        for start, end, names in find_roots(text, loose=True)
    ]
    return roots or find_sites(text)


def _values(text: str) -> list[Mark]:
    words = lexicon.load("exam-sensation").find(text)
    return [
        Mark("value", word.attributes["value"], word.start, word.end)
        for word in words
        if word.attributes.get("value") in ("decreased", "intact")
    ]


def _rows(passage: Passage) -> list[ExamFinding]:
    found = []
    for one in read_row(passage, _items, _values):
        start = max(one.cell.start - passage.sentence.start, 0)
        is_root = one.item.startswith("roots:")
        names = one.item.removeprefix("roots:").split(",") if is_root else []
        found.append(
            finding(
                passage,
                "sensory-loss",
                (start, start + len(one.cell.text)),
                assertion="present" if one.value.name in _LOSS else "absent",
                site=None if is_root else one.item,
                side=one.side,
                roots=names,
                cell=one.cell,
            )
        )
    return found
