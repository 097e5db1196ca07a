"""Signs and tests of an examination: which, with what result, on which side.

A test ("Spurling") counts only with a result; a finding ("clonus") is present unless
negated; a quality ("gait") is normal or not.  Words, flags such as "(+)" and "Tinel -",
and table cells all give results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.binding import Reading, bind
from workbench.extract.rules.frames.exam.findings import finding, is_goal, standing
from workbench.extract.rules.frames.exam.marks import (
    Mark,
    as_side,
    find_sides,
    is_pair,
    without_overlap,
)
from workbench.extract.rules.frames.exam.sign_flags import BOTH_FLAGS, of_reflex
from workbench.extract.rules.frames.exam.tables import is_row, listed, read_row
from workbench.extract.rules.frames.passages import (
    Passage,
    is_exam,
    is_imaging_text,
    is_operative_text,
)
from workbench.extract.rules.model import Cell, Mention
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, ExamFinding, Side

_PLUS = sought(
    r"(?<![\w/+.\d])\(?\+\)?(?=[\s,;.)]|[LR]\b|$)|(?<=\))\+|\(\+\)|\+(?=\s?(?:ve\b|[A-Za-z]))"
)
_MINUS = re.compile(
    r"(?<=[a-z's)])\s-(?=\s*(?:[,;.]|$|(?:left|right|bilat|[LRB]\b)))|\(-\)"
    r"|(?<=[A-Z]{2})\s-(?=\s*(?:[,;.]|$))"
    r"|(?<![\w-])-(?=[A-Z][a-z])|(?<=[/,;])\s?-(?=\s?(?:left|right|[LR]\b))"
)
_COUNT = re.compile(
    r"(?<![\w/.])(?P<count>\d{1,2})\s?(?:x|times|cycles?|repetitions?|reps?)?\s?"
    r"(?:in|/|per|over)\s?(?:a\s)?(?:10|ten)[\s-]?(?:s\b|sec)",
    re.IGNORECASE,
)
_OF_FIVE = re.compile(
    r"(?<![\w/.])(?P<count>[0-5]|zero|none|one|two|three|four|five)"
    r"\s?(?:/|of|out of)\s?(?:5|five)\b",
    re.IGNORECASE,
)
_NUMBERS = ("zero", "one", "two", "three", "four", "five")
_ANGLE = re.compile(
    r"(?<![\w/.])(?P<angle>\d{1,2})(?:-\d{1,2})?\s?(?:\u00b0|deg(?:rees?)?\b|o\b)",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"no|not|nor|without|neither|no evidence of|no sign of", re.IGNORECASE
)
_HALT = re.compile(r"[;:]|\.\s|\bbut\b|\bexcept\b", re.IGNORECASE)
_REACH = 60
_NEAR = 25
_AT_ELBOW = re.compile(r"\belbows?\b|\bcubital\b|\bulnar\b", re.IGNORECASE)
_AT_WRIST = re.compile(r"\bwrists?\b|\bcarpal\b|\bmedian\b", re.IGNORECASE)
_UNIT = "per 10 s"
_NECK = re.compile(r"\bneck|cervical|c-spine|spurling", re.IGNORECASE)
_PERFORMED = re.compile(
    r"\b(?:perform\w*|done|complet\w*|tested|"
    r"review\w*|not|normal\w*|negative)\b",
    re.IGNORECASE,
)
_MEANING: dict[tuple[str, str], Assertion] = {
    ("test", "positive"): "present",
    ("test", "negative"): "absent",
    ("test", "normal"): "absent",
    ("test", "abnormal"): "present",
    ("finding", "positive"): "present",
    ("finding", "negative"): "absent",
    ("quality", "normal"): "absent",
    ("quality", "abnormal"): "present",
    ("test", "equivocal"): "uncertain",
    ("finding", "equivocal"): "uncertain",
    ("quality", "equivocal"): "uncertain",
    ("plantar", "up"): "present",
    ("plantar", "positive"): "present",
    ("plantar", "negative"): "absent",
    ("plantar", "down"): "absent",
    ("plantar", "equivocal"): "uncertain",
    ("plantar", "normal"): "absent",
    ("hip", "well"): "absent",
    ("hip", "normal"): "absent",
    ("hip", "ill"): "present",
}


def read_sentence(passage: Passage) -> list[ExamFinding]:
    """Facts about signs of one sentence."""
    if passage.role in ("plan", "medications") or is_goal(passage):
        return []
    if is_imaging_text(passage) or is_operative_text(passage):
        return []
    words = lexicon.load("exam").find(passage.text)
    signs = [word for word in words if _is_sign(word) and _fits(passage, word)]
    if passage.sentence.block.kind == "checkbox" and passage.sentence.block.cells:
        return list(_options(passage))
    if not signs:
        return []
    if is_row(passage.sentence):
        if not _holds_entries(passage):
            return list(_rows(passage))
        text = listed(passage.text, passage.sentence, _cell_items)
        passage = replace(passage, text=text)
    found = list(_self_telling(passage, signs))
    return found + list(_bound(passage, signs, words)) + list(_counts(passage, signs))


def _holds_entries(passage: Passage) -> bool:
    """Whether the cells are entries of their own ("SLR R + | SLR L neg")."""
    return any(
        _cell_items(cell.text) and _cell_values(cell.text)
        for cell in passage.sentence.block.cells[1:]
    )


def _is_sign(word: Mention) -> bool:
    return "value" not in word.attributes


def _fits(passage: Passage, word: Mention) -> bool:
    needs = word.attributes.get("needs")
    if needs == "exam":
        return is_exam(passage) or passage.sentence.block.kind == "checkbox"
    if needs == "neck":
        near = f"{passage.text} {passage.label}"
        return is_exam(passage) and bool(_NECK.search(near))
    return True


def _kind(word: Mention) -> str:
    return word.attributes.get("kind", word.concept)


# --- readings --------------------------------------------------------------------


def _self_telling(passage: Passage, signs: Iterable[Mention]) -> Iterator[ExamFinding]:
    """Terms that carry their own result ("toes downgoing", "wide-based gait")."""
    sides = find_sides(passage.text)
    for word in signs:
        if word.implies is None or _runs_on(passage.text, word):
            continue
        near = _beside(passage.text, word, sides)
        present = word.implies != "negated" and not _denied(passage, word)
        yield from _facts(passage, word, "present" if present else "absent", near[:1])


def _denied(passage: Passage, word: Mention) -> bool:
    """Whether words that tell a sign are denied ("no upgoing toes")."""
    return standing(passage, word.start, word.end, word.concept) == "negated"


def _beside(text: str, word: Mention, sides: Iterable[Mark]) -> list[Mark]:
    """Sides that stand at a term with no stop between."""
    found = []
    # "Wasting of the first dorsal interosseous on the right" names its muscle between.
    reach = _REACH if text.startswith(" of ", word.end) else _NEAR
    for side in sides:
        gap = text[side.end : word.start] or text[word.end : side.start]
        inside = word.start <= side.start < word.end
        if inside or (len(gap) < reach and not set(gap) & set(".,;")):
            found.append(side)
    return found


def _runs_on(text: str, word: Mention) -> bool:
    """Whether "Neuro: normal" goes on ("normal sensation") and so is no whole exam."""
    return ":" in word.text and bool(re.match(r"\s+\w", text[word.end :]))


def _bound(
    passage: Passage, signs: Iterable[Mention], words: Iterable[Mention]
) -> Iterator[ExamFinding]:
    text = passage.text
    open_signs = {w.start: w for w in signs if w.implies is None}
    items = [Mark("item", w.concept, w.start, w.end) for w in open_signs.values()]
    covered = [Mark("item", "", w.start, w.end) for w in signs if w.implies]
    values = [v for v in _values(text, words) if not _inside(v, covered)]
    values = [v for v in values if not of_reflex(text, v, items)]
    marks = without_overlap([*items, *values])
    both = [
        Mark("side", "bilateral", m.start(), m.start())
        for m in BOTH_FLAGS.finditer(text)
    ]
    marks = without_overlap([*marks, *find_sides(text), *both])
    readings = _sided(text, bind(text, marks))
    told: set[int] = set()
    for reading in readings:
        if reading.item is None:
            continue
        word = open_signs[reading.item.start]
        means = (word.attributes.get("type", "test"), reading.value.name) in _MEANING
        if not _apart(text, reading, word) and means:
            told.add(word.start)
            yield from _of_reading(passage, word, reading)
    for start, word in open_signs.items():
        if (
            start not in told
            and not _untested(readings, start)
            and (
                word.attributes.get("type") == "finding"
                or _is_ticked(passage, word)
                or _is_there(text, word)
            )
        ):
            yield from _unvalued(passage, word)


_THERE = re.compile(
    r"\b(?:there (?:is|was)|has|had|shows?|showed|demonstrat\w+|exhibit\w+|elicit\w+"
    r"|reveals?|revealed|found|with)\s(?:an?|(?:an?\s)?(?:bilateral|left|right)"
    r"(?:-sided)?)\s\Z",
    re.IGNORECASE,
)


def _is_there(text: str, word: Mention) -> bool:
    """Whether a sign is told as one that is there ("there is a Lhermitte sign")."""
    named = re.search(r"\b(?:sign|phenomenon)\Z", word.text, re.IGNORECASE)
    return named is not None and _THERE.search(text[: word.start]) is not None


_JOINED = re.compile(
    r"(?:'?s)?(?: (?:sign|test))?s?[ ]?(?:,|and|or|/|&|,? and)[ ]?", re.I
)


def _sided(text: str, readings: Iterable[Reading]) -> list[Reading]:
    """Readings of items listed before one value share the side that ends the list."""
    made = list(readings)
    for place in range(len(made) - 2, -1, -1):
        one, after = made[place], made[place + 1]
        if one.item is None or after.item is None or one.side or not after.side:
            continue
        listed = _JOINED.fullmatch(text[one.item.end : after.item.start])
        if listed and one.value.start == after.value.start:
            made[place] = one._replace(side=after.side)
    return made


def _untested(readings: Iterable[Reading], start: int) -> bool:
    return any(
        r.item and r.item.start == start and r.value.name == "untested"
        for r in readings
    )


def _apart(text: str, reading: Reading, word: Mention) -> bool:
    """A quality ("gait") takes only a value that stands near it."""
    if word.attributes.get("type") != "quality" or reading.item is None:
        return False
    first, last = sorted((reading.item, reading.value), key=lambda m: m.start)
    return last.start - first.end > _REACH


def _inside(mark: Mark, others: Iterable[Mark]) -> bool:
    return any(o.start <= mark.start and mark.end <= o.end for o in others)


def _values(text: str, words: Iterable[Mention]) -> list[Mark]:
    named = {word.concept for word in words}
    found = [
        Mark("value", word.attributes["value"], word.start, word.end)
        for word in words
        if "value" in word.attributes
        if word.attributes.get("of") in (None, *named)
    ]
    found += [Mark("value", "positive", *m.span()) for m in _PLUS.finditer(text)]
    found += [Mark("value", "negative", *m.span()) for m in _MINUS.finditer(text)]
    found += [
        Mark("value", "positive" if m["flag"] == "+" else "negative", *m.span())
        for m in BOTH_FLAGS.finditer(text)
    ]
    return [value for value in found if _reaches(text, value, words)]


def _reaches(text: str, value: Mark, words: Iterable[Mention]) -> bool:
    """A "no" belongs to the sign after it; alone at the end it is an answer."""
    if not _FORWARD.fullmatch(text[value.start : value.end]):
        return True
    if not text[value.end :].strip(" .;,)"):
        return True
    signs = [w.start for w in words if _is_sign(w) and w.start >= value.end]
    gap = text[value.end : min(signs)] if signs else ";"
    return len(gap) < _REACH and not _HALT.search(gap)


def _of_reading(
    passage: Passage, word: Mention, reading: Reading
) -> Iterator[ExamFinding]:
    assertion = _MEANING.get((word.attributes.get("type", "test"), reading.value.name))
    if assertion is None:
        return
    side = [Mark("side", reading.side, word.start, word.end)] if reading.side else []
    yield from _facts(passage, word, assertion, side)


def _unvalued(passage: Passage, word: Mention) -> Iterator[ExamFinding]:
    """A finding named without a result: present unless the context negates it."""
    seven = standing(passage, word.start, word.end, word.concept)
    mapped: dict[str, Assertion] = {
        "present": "present",
        "negated": "absent",
        "possible": "uncertain",
        "historical": "historical",
    }
    if seven in mapped:
        sides = find_sides(passage.text)
        near = _beside(passage.text, word, sides)
        yield from _facts(passage, word, mapped[seven], near[:1])


def _counts(passage: Passage, signs: Iterable[Mention]) -> Iterator[ExamFinding]:
    for word in signs:
        if word.attributes.get("counts") == "of-five":
            yield from _of_five(passage, word)
            continue
        match = _COUNT.search(passage.text, word.end)
        if "counts" in word.attributes and match:
            yield finding(
                passage,
                _kind(word),
                match.span(),
                assertion="absent" if _is_fine(passage, word) else "present",
                value=int(match["count"]),
                unit=_UNIT,
                side=_side_beside(passage.text, match.end()),
            )


def _side_beside(text: str, place: int) -> Side | None:
    """The side told right behind a count ("14 in 10 seconds on the right")."""
    after = text[place : place + _NEAR]
    found = find_sides(_HALT.split(after)[0])
    return as_side(found[0].name) if found else None


def _is_fine(passage: Passage, word: Mention) -> bool:
    """Whether words after a count call it normal."""
    after = lexicon.load("exam").find(passage.text[word.end :])
    return any(one.attributes.get("value") in ("normal", "negative") for one in after)


def _of_five(passage: Passage, word: Mention) -> Iterator[ExamFinding]:
    """Signs counted out of five; none of five is none."""
    lead = max(word.start - _NEAR, 0)
    match = _OF_FIVE.search(passage.text, lead, word.start) or _OF_FIVE.search(
        passage.text, word.end, word.end + _NEAR
    )
    if match:
        count = _number(match["count"])
        yield finding(
            passage,
            _kind(word),
            (min(match.start(), word.start), max(match.end(), word.end)),
            assertion="present" if count else "absent",
            value=count,
            unit="of 5",
            side=None,
        )


def _number(word: str) -> int:
    """A count in figures or words; none is zero."""
    plain = word.lower()
    if plain.isdigit():
        return int(plain)
    return _NUMBERS.index(plain) if plain in _NUMBERS else 0


def _facts(
    passage: Passage, word: Mention, assertion: Assertion, sides: list[Mark]
) -> Iterator[ExamFinding]:
    """One fact per kind that the term names ("Tinel at elbow and wrist")."""
    seven = standing(passage, word.start, word.end, word.concept)
    if seven in ("hypothetical", "family") or _is_counted(passage, word):
        return
    if seven == "historical" and assertion == "present":
        assertion = "historical"
    side = next((mark.name for mark in sides), None)
    if side is None and is_pair(word.text):
        side = "bilateral"
    after = passage.text[word.end : word.end + 2 * _NEAR]
    angle = _angle(passage.text, word, sides) if assertion == "present" else None
    for kind in _placed(_kind(word), word.text, after).split():
        for name in _names(word):
            yield finding(
                passage,
                kind,
                (word.start, word.end),
                assertion=assertion,
                side=as_side(side),
                name=name,
                site=word.attributes.get("site"),
                value=angle,
                unit=None if angle is None else "degrees",
            )


def _is_counted(passage: Passage, word: Mention) -> bool:
    return word.attributes.get("counts") == "of-five" and any(_of_five(passage, word))


def _angle(text: str, word: Mention, sides: list[Mark]) -> int | None:
    """The angle at which a leg raise hurts: the first after its side, else after it."""
    if "angle" not in word.attributes:
        return None
    starts = [side.end for side in sides if side.end > word.end]
    stop = _HALT.search(text, word.end)
    match = _ANGLE.search(text, *(starts[:1] or [word.end]))
    inside = match and (stop is None or match.start() < stop.start())
    return int(match["angle"]) if match and inside else None


def _placed(kind: str, term: str, after: str) -> str:
    """A Tinel sign without a place is the wrist's, unless the elbow follows."""
    bare = kind == "tinel-wrist" and not _AT_WRIST.search(f"{term} {after}")
    return "tinel-elbow" if bare and _AT_ELBOW.search(_HALT.split(after)[0]) else kind


def _names(word: Mention) -> list[str | None]:
    """Which test it is where one kind gathers several: its name, else its words."""
    if "name" in word.attributes:
        return [*word.attributes["name"].split()]
    return [word.text if word.concept in ("shoulder-impingement", "roos") else None]


def _cell_items(text: str) -> list[Mark]:
    return [
        Mark("item", word.concept, word.start, word.end)
        for word in lexicon.load("exam").find(text)
        if _is_sign(word)
    ]


def _cell_values(text: str) -> list[Mark]:
    found = without_overlap(_values(text, lexicon.load("exam").find(text)))
    return found or [
        Mark("value", name, 0, len(text))
        for name, sign in (("positive", "+"), ("negative", "-"))
        if text.strip() == sign
    ]


def _options(passage: Passage) -> Iterator[ExamFinding]:
    """A ticked option ("neg") under its question ("Babinski")."""
    for cell in passage.sentence.block.cells:
        asked = cell.header or ""
        ticked = _ticked(asked, cell.text)
        own = find_sides(cell.text)
        sides = [as_side(mark.name) for mark in (*own, *find_sides(asked))]
        values = [mark.name for mark in _cell_values(cell.text)]
        if ticked or own:
            values = values or ["positive"]
        for item in ticked or _cell_items(asked):
            if values:
                side = sides[0] if sides else None
                yield from _cell_fact(passage, item.name, values[0], side, cell)


def _ticked(asked: str, text: str) -> list[Mark]:
    """Signs that are options themselves ("Signs present: [x] Clonus")."""
    return [] if _PERFORMED.search(asked) else _cell_items(text)


def _is_ticked(passage: Passage, word: Mention) -> bool:
    """Whether a box ticked beside a sign's bare name reports the sign."""
    block = passage.sentence.block
    if block.kind != "checkbox" or not block.checked or block.cells:
        return False
    label = block.label or ""
    rest = len(label) - len(word.text)
    return rest <= _NEAR and not _PERFORMED.search(f"{label} {passage.label}")


def _rows(passage: Passage) -> Iterator[ExamFinding]:
    for one in read_row(passage, _cell_items, _cell_values):
        yield from _cell_fact(passage, one.item, one.value.name, one.side, one.cell)


def _cell_fact(
    passage: Passage, concept: str, value: str, side: Side | None, cell: Cell
) -> Iterator[ExamFinding]:
    entry = lexicon.load("exam").entry(concept)
    assertion = _MEANING.get((entry.attributes.get("type", "test"), value))
    if assertion is None:
        return
    start = max(cell.start - passage.sentence.start, 0)
    first = passage.sentence.block.cells[0]
    if entry.attributes.get("type") == "quality":
        side = None
    named = f"{first.text} {cell.header or ''}"
    name = entry.attributes.get("name")
    for kind in _placed(entry.attributes.get("kind", concept), "", named).split():
        yield finding(
            passage,
            kind,
            (start, start + len(cell.text)),
            assertion=assertion,
            side=side,
            name=name,
            cell=cell,
        )
