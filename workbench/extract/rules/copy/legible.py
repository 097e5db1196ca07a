"""The reading copy of a packet: scanner misreadings and day-first dates set right.

A source in which scanning has often put digits into words ("C0RD", "lMPRESSION",
"cornpression") is read through a copy with the letters that were meant; a source with
day-first dates through one with months first; text that lines and pages tore apart
through one in which it is joined (``joined``), with levels dictated in words as figures
(``spoken``).  Every character of the copy leads back to where its source stands, so
that what was read is quoted from the packet itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.copy.circled import uncircled
from workbench.extract.rules.copy.criteria import without_criteria
from workbench.extract.rules.copy.form_lines import as_answers
from workbench.extract.rules.copy.joined import RESTATED, Places, Restated, joined
from workbench.extract.rules.copy.led_signs import unled_signs
from workbench.extract.rules.copy.misread_numbers import (
    digits_set_right,
    misread_numbers,
)
from workbench.extract.rules.copy.papers import without_papers
from workbench.extract.rules.copy.places import without_places
from workbench.extract.rules.copy.scanned_levels import levels_set_right
from workbench.extract.rules.copy.starred import unstarred
from workbench.extract.rules.copy.text import blanked
from workbench.extract.rules.words.sought import sought
from workbench.packet.day_order import day_first, month_first
from workbench.packet.identity import HEAD_LINES, identity_of, patient_label, usual
from workbench.packet.running import Edge, running
from workbench.packet.text import DocumentText
from workbench.schema.base import Model
from workbench.schema.case import Case, RefusedFact
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, Packet

_SIGNS_NEEDED = 4
_LONG_LINE = 2_000
_RULES = Path(__file__).resolve().parents[1]
_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]{2,30}(?![A-Za-z0-9])")
_LETTERS = re.compile(r"[a-z]{2,}")
_SMALL = re.compile(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])")
_EXAMPLES = re.compile(r"(?m)^[ ]*(?:examples|counter):.*(?:\n[ ]{6,}\S.*)*")
"""The examples of an entry, on one line or on several."""
_DIGIT_INSIDE = re.compile(r"(?:[A-Z]+[01]+[A-Z]{2,}|[A-Za-z]{2,}[01]+[a-z]{2,})\Z")
_FEWEST_LETTERS = 3
_LONG_ENOUGH = 5
"""Letters of a word in which an l may have been an i."""
_CLOSING = ".,;:)"
_SPACED = re.compile(r"(?<!\S)(?:[A-Za-z0-9:][ ]{1,3}){4,60}[A-Za-z0-9:](?!\S)")
"""Letters set apart ("N o  e v i d e n c e"), as wide headings are scanned."""
_LONGEST_WORD = 20


@cache
def known_words() -> frozenset[str]:
    """All words of the word lists: what a misread word can have been.

    Of their examples only what they write small: a capital may begin a name.
    """
    files = (*_RULES.rglob("*.yaml"), *(_RULES.parents[1] / "packet").glob("*.yaml"))
    texts = [file.read_text(encoding="utf-8") for file in sorted(files)]
    told = " ".join(one for text in texts for one in _EXAMPLES.findall(text))
    words = [one for text in texts for one in _words(_EXAMPLES.sub(" ", text))]
    return frozenset([*words, *_SMALL.findall(told)])


def _words(text: str) -> list[str]:
    return _LETTERS.findall(text.lower())


class Copy(NamedTuple):
    """The packet as it is meant to be read, and the way back for joined documents."""

    packet: Packet
    places: dict[str, Places]
    """By document id; characters of other documents stand where they stood."""


def reading_copy(packet: Packet) -> Copy:
    """The packet as it is meant to be read; the packet itself where nothing is odd."""
    names = list(dict.fromkeys(document.source for document in packet.documents))
    texts = [_source_text(packet, name) for name in names]
    turned = {name for name, turn in zip(names, day_first(texts), strict=True) if turn}
    scanned = {
        name for name, text in zip(names, texts, strict=True) if is_misread(text)
    }
    patient = labelled_patient(packet.documents)
    made = [
        _copy(one, one.source in turned, one.source in scanned, patient)
        for one in packet.documents
    ]
    return _whole(packet, made, RESTATED)


def joined_copy(packet: Packet) -> Copy:
    """The packet with nothing but its torn text joined; itself where none is torn."""
    return _whole(packet, packet.documents, ())


def _whole(
    packet: Packet, copies: Sequence[Document], restated: Collection[Restated]
) -> Copy:
    """The packet with the copies of its documents, their torn text joined."""
    places: dict[str, Places] = {}
    documents = []
    edges = _running(packet.documents)
    for document in copies:
        whole = joined(document, known_words(), edges.get(document.id, {}), restated)
        if whole is not None:
            places[document.id] = whole.places
        documents.append(document if whole is None else whole.document)
    if all(a is b for a, b in zip(documents, packet.documents, strict=True)):
        return Copy(packet, {})
    return Copy(packet.model_copy(update={"documents": tuple(documents)}), places)


class _Paged(NamedTuple):
    text: str
    page: int


def _running(documents: Sequence[Document]) -> dict[str, dict[int, Edge]]:
    """Running lines of each document, found over all pages of its file."""
    made: dict[str, dict[int, Edge]] = {}
    for name in dict.fromkeys(document.source for document in documents):
        lines: list[_Paged] = []
        owners: list[tuple[str, int]] = []
        for document in documents:
            if document.source != name:
                continue
            for index, line in enumerate(document.lines):
                lines.append(_Paged(line.text, document.first_page + line.page - 1))
                owners.append((document.id, index))
        for at, edge in running(lines).items():
            owner, index = owners[at]
            made.setdefault(owner, {})[index] = edge
    return made


def _source_text(packet: Packet, name: str) -> str:
    return "\n".join(
        line.text
        for document in packet.documents
        if document.source == name
        for line in document.lines
    )


def is_misread(text: str) -> bool:
    """Whether several different words of a text have digits or an l where none fits,
    or numbers letters."""
    if sum(1 for _ in _SPACED.finditer(text)) >= _SIGNS_NEEDED:
        return True
    words = {*_WORD.findall(text)}
    signs = [
        one
        for one in words
        if (_DIGIT_INSIDE.match(one) and not _numbers(one, words)) or _has_small_l(one)
    ]
    return len(signs) + len(misread_numbers(text)) >= _SIGNS_NEEDED


_KEY = re.compile(r"(?P<name>[A-Z]+)(?P<number>[01])(?P<part>[A-Z]{2,})")


def _numbers(word: str, words: Collection[str]) -> bool:
    """Whether a word has a figure for a number: "SVC1LVL" beside "SVC1", "SVC2LVL"."""
    found = _KEY.fullmatch(word)
    if found is None:
        return False
    others = (f"{found['name']}{number}{found['part']}" for number in range(2, 10))
    return f"{found['name']}{found['number']}" in words or any(
        one in words for one in others
    )


def _has_small_l(word: str) -> bool:
    """A word in capitals with a small l among them: "MRl", "lMPRESSION"."""
    small = word.count("l")
    if not small:
        return False
    capitals = sum(map(str.isupper, word))
    return capitals > 1 and capitals + small == len(word)


def labelled_patient(documents: Sequence[Document]) -> frozenset[str]:
    """Words of the patient's name, where a line labels somebody "PT"; else none."""
    lines = (line.text for one in documents for line in one.lines)
    if not any(patient_label(line) for line in lines if _SHORT in line):
        return frozenset()
    texts = [[line.text for line in one.lines[:HEAD_LINES]] for one in documents]
    heads = ["\n".join(lines) for lines in texts]
    return usual([identity_of(lines) for lines in texts], heads).name


def _copy(
    document: Document, turn: bool, scanned: bool, patient: frozenset[str]
) -> Document:
    lines = []
    listed = without_criteria(without_papers([one.text for one in document.lines]))
    listed = as_answers(listed)
    for line, shown in zip(document.lines, listed, strict=True):
        text = unled_signs(unled(without_places(uncircled(unstarred(shown)))))
        text = unlabelled(unnumbered(text), patient)
        if scanned and len(text) <= _LONG_LINE:
            text = unscanned(digits_set_right(text))
        if scanned or line.confidence is not None:
            text = levels_set_right(text)
        text = month_first(text, turn=turn)
        same = text == line.text
        lines.append(line if same else line.model_copy(update={"text": text}))
    if all(a is b for a, b in zip(lines, document.lines, strict=True)):
        return document
    return document.model_copy(update={"lines": tuple(lines)})


_LEADER = re.compile(r"(?<=[ ])\.(?:[ ]\.){2,}(?=[ ]|$)")
"""Dots set apart that lead from a label to its value ("Order . . . . MRI")."""
_FILLED = re.compile(
    r"(?P<lead>[:=?#][ \t]*|[ ]{2,}|(?<=[A-Za-z.])[ ](?=__))_{1,40}"
    r"(?P<value>\d|[^\s_][^_\n]{0,118}[^\s_])_{1,40}(?!\w)"
)
"""A value on the line that a form leaves for it ("Side: ___Left___")."""


_TO_ANSWER = re.compile(
    r"(?<=[\w)]) ?\.{3,90} ?"
    r"(?=(?:yes|no|y|n|none|never|former|current|denies|denied|unknown)\b)",
    re.IGNORECASE,
)
"""Dots that lead from a question to its answer ("Diabetes......no")."""


def unled(text: str) -> str:
    """The line without what leads to a value or was printed for it, at its length."""
    if "_" in text:
        text = _FILLED.sub(lambda found: found.group().replace("_", " "), text)
    if ". . ." in text:
        text = _LEADER.sub(lambda found: "." * len(found.group()), text)
    if "..." in text:
        text = _TO_ANSWER.sub(lambda found: f"{':':<{len(found.group())}}", text)
    return text


_NUMBERED = sought(
    r"(?:\b(?:no|nr|number|contract|policy|group|acc(?:oun)?t|ref(?:erence)?|case|claim"
    r"|auth(?:orization)?|tracking)\b\.?\s?(?:no\.?|number)?\s?#?"
    r"|#)\s?[:#]?[ \t]{0,20}(?P<mark>(?-i:[A-Z]){2,5})(?=[ -]?\d{2,}[\d -]{2,})"
    r"(?![ -]?(?:\d{5}(?![\d-])|\d{4}-\d\d?-\d|\d{1,2}[/-]\d{1,2}[/-]\d))"
    r"|\b(?P<record>(?-i:MR))(?=\s?(?:#|no\b\.?|num(?:ber)?\b)[:\s]{0,3}\d|[:\s]{1,3}\d{6,})",
    re.IGNORECASE,
)
"""The letters of a number of the plan's ("Contract #: CBT 90-3312-7"), no therapy, and
of a medical record's ("MR# 00-71-4483"), no scan."""


def unnumbered(text: str) -> str:
    """The line without the letters that an identifying number begins with."""
    for match in _NUMBERED.finditer(text):
        name = "record" if match["record"] else "mark"
        if match[name].lower() in known_words():
            text = blanked(text, *match.span(name))
    return text


_SHORT = "PT"


def unlabelled(text: str, patient: frozenset[str]) -> str:
    """The line without a "PT" that labels the patient's name, at its length."""
    found = patient_label(text) if patient and _SHORT in text else None
    if found is None or patient.isdisjoint(found[2]):
        return text
    return blanked(text, *found[:2])


def unscanned(text: str) -> str:
    """The line with misread words set right; always of the same length."""
    return _reread(_healed(_SPACED.sub(lambda run: _closed_up(run.group()), text)))


_TORN = re.compile(r"(?<![A-Za-z0-9'])([A-Za-z]{1,8}) ([a-z]{1,8})(?![A-Za-z0-9'])")


def _healed(text: str) -> str:
    """Words torn in two ("Hoffm ann") made whole, padded behind."""
    place = 0
    while match := _TORN.search(text, place):
        one, two = match.group(1).lower(), match.group(2)
        torn = one not in known_words() or two not in known_words()
        whole = len(one) + len(two) >= _FEWEST_LETTERS and one + two in known_words()
        if torn and whole:
            made = f"{match.group(1)}{two} "
            text = text[: match.start()] + made + text[match.end() :]
        place = match.start() + len(match.group(1))
    return text


_FEWEST_APART = 3
"""Letters of the longest word from which on letters set apart are words."""


def _closed_up(run: str) -> str:
    """Words whose letters stand apart, closed up and padded; as it is where unknown."""
    words: list[str] = []
    for part in re.split(r"[ ]{2,}", run):
        found = _cut(part.replace(" ", ""))
        if found is None:
            return run
        words += found
    if not any(len(one) >= _FEWEST_APART and one.isalpha() for one in words):
        return run  # "L R 5 5 4 4": a head and grades in columns
    return " ".join(words).ljust(len(run))


def _cut(letters: str) -> list[str] | None:
    """The fewest known words that the letters spell, one after the other."""
    small = letters.lower()
    best: list[list[str] | None] = [[]]
    for end in range(1, len(small) + 1):
        options = [
            [*before, letters[start:end]]
            for start in range(max(end - _LONGEST_WORD, 0), end)
            if (before := best[start]) is not None and _is_word(small[start:end])
        ]
        best.append(min(options, key=len, default=None))
    return best[-1]


def _is_word(small: str) -> bool:
    return small in known_words() or not any(map(str.isalpha, small))


def _reread(text: str) -> str:
    parts: list[str] = []
    place = 0
    for match in _WORD.finditer(text):
        if match.start() < place:
            continue
        meant = _meant(match.group())
        if meant == match.group():
            continue
        parts.append(text[place : match.start()])
        end = match.end()
        # A shorter word is made up behind its punctuation, where a blank changes least.
        while end < len(text) and text[end] in _CLOSING and len(meant) < len(match[0]):
            end += 1
        pad = " " * (match.end() - match.start() - len(meant))
        parts.append(meant + text[match.end() : end] + pad)
        place = end
    return "".join(parts) + text[place:]


def _meant(word: str) -> str:
    """The word that scanning misread; the word itself where it may stand so."""
    if word.isdigit() or word.lower() in known_words():
        return word
    if word in ("N0", "n0"):
        return f"{word[0]}o"
    for reading in _readings(word):
        if reading.lower() in known_words():
            return reading
    if _has_small_l(word):
        return word.replace("l", "I")
    return _letters(word, "l") if _DIGIT_INSIDE.match(word) else word


def _readings(word: str) -> Iterator[str]:
    """What a word can have been, by the letters that scanning confuses."""
    made = [word]
    letters = sum(char.isalpha() for char in word)
    if letters >= _FEWEST_LETTERS and ("0" in word or "1" in word):
        made = [_letters(word, one) for one in "li"]
    made += [f"I{one[1:]}" for one in made if one[0] in "lL"]
    for one in made:
        yield one
        if "rn" in one:
            yield one.replace("rn", "m")
        if "l" in one[1:] and len(one) >= _LONG_ENOUGH:
            yield one[0] + one[1:].replace("l", "i")
        if len(one) >= _LONG_ENOUGH and one.isalpha():
            yield one.replace("v", "u")
            yield one.replace("c", "e")


def _letters(word: str, one: str) -> str:
    """The digits of a word as letters, in the case of the word."""
    if sum(char.isupper() for char in word) * 2 > sum(char.isalpha() for char in word):
        return word.replace("0", "O").replace("1", "I")
    return word.replace("0", "o").replace("1", one)


# --- quotes ----------------------------------------------------------------------


class _Source(NamedTuple):
    """A document of the packet, and the way to it from its reading copy."""

    text: DocumentText
    places: Places | None


def requoted(case: Case, packet: Packet, places: Mapping[str, Places]) -> Case:
    """The case with every quote taken from the packet in place of its reading copy."""
    sources = {
        one.id: _Source(DocumentText(one), places.get(one.id))
        for one in packet.documents
    }
    changed: Case = _requoted(case, sources)
    return changed


_PLAIN = (str, int, float)
"""What holds no quote."""


def _requoted(value: Any, sources: dict[str, _Source]) -> Any:
    if isinstance(value, Evidence):
        return _original(value, sources)
    if isinstance(value, RefusedFact) and value.nearest:
        nearest = _original(value.nearest, sources)
        return value.model_copy(update={"nearest": nearest, "quote": nearest.quote})
    if isinstance(value, tuple):
        return tuple(_requoted(one, sources) for one in value)
    if not isinstance(value, Model):
        return value
    changed = {}
    for name, before in value.__dict__.items():
        if before is None or isinstance(before, _PLAIN):
            continue
        after = _requoted(before, sources)
        if after is not before and after != before:
            changed[name] = after
    return value.model_copy(update=changed) if changed else value


def _original(evidence: Evidence, sources: dict[str, _Source]) -> Evidence:
    source = sources.get(evidence.document)
    if source is None or evidence.start is None or evidence.end is None:
        return evidence
    start, end, text = evidence.start, evidence.end, source.text.text
    if source.places is not None:
        start = source.places.original(start)
        end = source.places.original(end - 1) + 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    typed = evidence.box is None and evidence.confidence is None
    if source.places is None and typed and end == evidence.end:
        if text[start:end].replace("\n", " ") == evidence.quote:
            return evidence  # As it would be made again.
    return source.text.cite(start, end)
