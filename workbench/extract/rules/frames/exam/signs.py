"""Signs and tests of an examination: which, with what result, on which side.

A test ("Spurling") counts only with a result; a finding ("clonus") is present unless
negated; a quality ("gait") is normal or not.  Words, flags such as "(+)" and "Tinel -",
and table cells all give results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.binding import Reading, bind
from workbench.extract.rules.frames.exam.earlier_signs import (
    blanked,
    once,
    without_earlier,
)
from workbench.extract.rules.frames.exam.findings import is_goal, standing
from workbench.extract.rules.frames.exam.marks import (
    Mark,
    as_side,
    find_sides,
    without_overlap,
)
from workbench.extract.rules.frames.exam.sign_cells import (
    cell_items,
    holds_entries,
    is_ticked,
    options,
    rows,
)
from workbench.extract.rules.frames.exam.sign_counts import counted
from workbench.extract.rules.frames.exam.sign_facts import facts_of
from workbench.extract.rules.frames.exam.sign_flags import (
    BOTH_FLAGS,
    of_other,
    of_reflex,
)
from workbench.extract.rules.frames.exam.sign_talk import is_explained, is_of_others
from workbench.extract.rules.frames.exam.sign_values import (
    HALT,
    MEANING,
    NEAR,
    REACH,
    UNKNOWN,
    is_sign,
    kind_of,
    tells_alone,
    unknown_tests,
    values_of,
)
from workbench.extract.rules.frames.exam.strength_grades import looks_ahead
from workbench.extract.rules.frames.exam.tables import is_row, listed
from workbench.extract.rules.frames.exam.tapped import tapped
from workbench.extract.rules.frames.passages import (
    Passage,
    is_exam,
    is_operative_text,
    is_study_text,
)
from workbench.extract.rules.language.left_over import is_taken_for_granted
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.schema.case import Assertion, ExamFinding

_NECK = re.compile(r"\bneck|cervical|c-spine|spurling", re.IGNORECASE)


def read_sentence(passage: Passage) -> list[ExamFinding]:
    """Facts about signs of one sentence."""
    if passage.role == "medications" or is_goal(passage):
        return []
    if passage.role == "plan" and not (
        _BY_EXAM.search(passage.text) and not looks_ahead(passage.text)
    ):
        return []
    if is_study_text(passage) or is_operative_text(passage):
        return []
    return [*once(passage), *_today(without_earlier(passage))]


def _today(passage: Passage) -> list[ExamFinding]:
    """What was found at the examination itself."""
    words = lexicon.load("exam").find(passage.text)
    signs = [word for word in words if is_sign(word) and _fits(passage, word)]
    if passage.sentence.block.kind == "checkbox" and passage.sentence.block.cells:
        return list(options(passage))
    signs = [word for word in signs if not is_explained(passage.text, word)]
    if not signs:
        return []
    if is_row(passage.sentence):
        if not holds_entries(passage):
            return list(rows(passage))
        text = listed(passage.text, passage.sentence, cell_items)
        passage = replace(passage, text=text)
    found, taken = tapped(passage)
    if taken:
        passage = blanked(passage, taken)
        words = lexicon.load("exam").find(passage.text)
        signs = [one for one in signs if passage.text[one.start : one.end] == one.text]
    found += _self_telling(passage, signs)
    return found + list(_bound(passage, signs, words)) + list(counted(passage, signs))


_BY_EXAM = re.compile(r"\b(?:by|on|per) (?:today's )?exam(?:ination)?\b", re.I)
"""Words with which a plan gives what was found as its reason."""
_TAPPED = re.compile(r"[^.;,]{0,70}")
_PLACE_OF_TAP = re.compile(
    r"\b(?:over|at|along|medial|lateral|anterior|posterior|behind|near|above|below|in)\b",
    re.IGNORECASE,
)
_WRIST = re.compile(
    r"\b(?:wrists?|median|carpal|hands?|palms?|elbows?|cubital|ulnar|both|bilat\w*)\b",
    re.IGNORECASE,
)


def _tapped_elsewhere(text: str, word: Mention) -> bool:
    """Whether a Tinel sign is of a nerve that is tapped neither at wrist nor elbow."""
    if word.attributes.get("kind") != "tinel-wrist" and word.concept != "tinel-wrist":
        return False
    told = _TAPPED.match(text, word.end)
    if told is None or not _PLACE_OF_TAP.search(told.group()):
        return False
    return not _WRIST.search(word.text + told.group())


def _fits(passage: Passage, word: Mention) -> bool:
    if _tapped_elsewhere(passage.text, word):
        return False
    needs = word.attributes.get("needs")
    if needs == "exam":
        return is_exam(passage) or passage.sentence.block.kind == "checkbox"
    if needs == "neck":
        near = f"{passage.text} {passage.label}"
        return is_exam(passage) and bool(_NECK.search(near))
    if needs in _COMPANIONS:
        return is_exam(passage) and _beside_tests(passage) == needs
    return True


_COMPANIONS = {
    "neck-tests": frozenset(
        {
            "spurling",
            "upper-limb-tension",
            "shoulder-abduction-relief",
            "neck-distraction-relief",
        }
    ),
    "si-tests": frozenset({"si-provocation"}),
}
"""Kinds of signs that tell which joint a manoeuvre beside them is of."""


def _beside_tests(passage: Passage) -> str | None:
    """Of which joint the tests of a paragraph are, where they are of one alone."""
    block = passage.sentence.block
    text = f"{passage.label} {passage.view.words(block.start, block.end)[:_PARAGRAPH]}"
    found = lexicon.load("exam").find(text)
    telling = [one for one in found if one.attributes.get("needs") not in _COMPANIONS]
    kinds = {kind_of(one) for one in telling}
    named = [need for need, those in _COMPANIONS.items() if kinds & those]
    return named[0] if len(named) == 1 else None


_PARAGRAPH = 1200
"""Characters of a paragraph in which tests stand beside each other."""


# --- readings --------------------------------------------------------------------


def _self_telling(passage: Passage, signs: Iterable[Mention]) -> Iterator[ExamFinding]:
    """Terms that carry their own result ("toes downgoing", "wide-based gait")."""
    sides = find_sides(passage.text)
    for word in signs:
        runs_on = word.implies == "negated" and _runs_on(passage.text, word)
        if word.implies is None or runs_on:
            continue
        near = _beside(passage.text, word, sides)
        told: Assertion = "absent"
        if word.implies != "negated" and not _denied(passage, word):
            told = "present"
        elif word.implies == "negated" and _in_doubt(passage, word):
            told = "uncertain"
        yield from facts_of(passage, word, told, near[:1])
        yield from _of_other_side(passage, word, near)


_RIDES = re.compile(
    r"\s?[,;/]?\s?(?:(?:and|but|while)\s)?(?:(?P<open>equivocal|mute|indeterminate"
    r"|questionable)|(?P<none>down(?:going)?|flexor|absent|neg(?:ative)?|none|normal|not))"
    r"\s(?:(?:on|in|at)\s)?(?:the\s)?(?P<side>left|right|[LR])\b",
    re.IGNORECASE,
)
"""What the other side shows, right behind a sign that tells its own result."""


def _of_other_side(
    passage: Passage, word: Mention, near: list[Mark]
) -> Iterator[ExamFinding]:
    """The other side of a sign ("toes upgoing on the right, equivocal left")."""
    end = max([word.end, *(one.end for one in near[:1])])
    rider = _RIDES.match(passage.text, end)
    if rider is None or not near or word.implies == "negated":
        return
    other = find_sides(rider["side"])
    if other and other[0].name != near[0].name:
        said = "uncertain" if rider["open"] else "absent"
        yield from facts_of(passage, word, cast("Assertion", said), other)


def _denied(passage: Passage, word: Mention) -> bool:
    """Whether words that tell a sign are denied ("no upgoing toes")."""
    return standing(passage, word.start, word.end, word.concept) == "negated"


def _in_doubt(passage: Passage, word: Mention) -> bool:
    """Whether a word of health is withheld ("I cannot say that the gait is normal")."""
    return standing(passage, word.start, word.end, word.concept) == "possible"


def _beside(text: str, word: Mention, sides: Iterable[Mark]) -> list[Mark]:
    """Sides that stand at a term with no stop between."""
    found = []
    # "Wasting of the first dorsal interosseous on the right" names its muscle between.
    runs_on = text.startswith(" of ", word.end) or " of " in word.text
    reach = REACH if runs_on else NEAR
    for side in sides:
        gap = text[side.end : word.start] or text[word.end : side.start]
        inside = word.start <= side.start < word.end
        parted = set(gap) & set(".,;") or " but " in gap
        if inside or (len(gap) < reach and not parted):
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
    items += unknown_tests(text, words)
    covered = [Mark("item", "", w.start, w.end) for w in signs if w.implies]
    values = [v for v in values_of(text, words) if not _inside(v, covered)]
    values = [v for v in values if not of_reflex(text, v, items)]
    marks = without_overlap([*items, *values])
    both = [
        Mark("side", "bilateral", m.start(), m.start())
        for m in BOTH_FLAGS.finditer(text)
    ]
    sides = [one for one in find_sides(text) if not of_other(text, one, marks)]
    marks = without_overlap([*marks, *sides, *both])
    readings = _settled(_closed(text, _sided(text, bind(text, marks))))
    told: set[int] = set()
    for reading in readings:
        if reading.item is None or reading.item.name == UNKNOWN:
            continue
        word = open_signs[reading.item.start]
        means = (word.attributes.get("type", "test"), reading.value.name) in MEANING
        if not _apart(text, reading, word) and means:
            told.add(word.start)
            yield from _of_reading(passage, word, reading)
    for start, word in open_signs.items():
        if (
            start not in told
            and not _untested(readings, start)
            and (
                word.attributes.get("type") == "finding"
                or is_ticked(passage, word)
                or _is_there(text, word)
            )
        ):
            yield from _unvalued(passage, word)
        elif start in told and word.attributes.get("type") == "finding":
            yield from _beside_spared(passage, word, readings)


def _beside_spared(
    passage: Passage, word: Mention, readings: Iterable[Reading]
) -> Iterator[ExamFinding]:
    """A finding's own side where only the other is told free of it ("clonus L, none
    R")."""
    spared = {
        one.side
        for one in readings
        if one.item and one.item.start == word.start and one.value.name == "negative"
    }
    named = _beside(passage.text, word, find_sides(passage.text))[:1]
    other = {as_side(one.name) for one in named} - {"bilateral"}
    told = {one.side for one in readings if one.item and one.item.start == word.start}
    if other and None not in told and spared == told and not other & told:
        yield from facts_of(passage, word, "present", named)


_THERE = re.compile(
    r"\b(?:there (?:is|was)|has|had|shows?|showed|demonstrat\w+|exhibit\w+|elicit\w+"
    r"|reveals?|revealed|found|with)\s(?:an?|(?:an?\s)?(?:bilateral|left|right)"
    r"(?:-sided)?)\s\Z",
    re.IGNORECASE,
)


_THERE_SIDED = re.compile(
    r"\b(?:there (?:is|are|was)|has|had|shows?|showed|demonstrat\w+|exhibit\w+|with"
    r"|and)\s(?:an?\s)?(?:bilateral|left|right|positive)\s\Z",
    re.IGNORECASE,
)
"""A sign with its side is told as there without its result ("with bilateral
Hoffmann's")."""


def _is_there(text: str, word: Mention) -> bool:
    """Whether a sign is told as one that is there ("there is a Lhermitte sign")."""
    named = re.search(r"\b(?:sign|phenomenon)\Z", word.text, re.IGNORECASE)
    told = (_THERE if named else _THERE_SIDED).search(text[: word.start])
    return told is not None


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


_CLOSES = re.compile(
    r"[\s,;.\u2013-]{0,3}(?:all\s|both\s)?(?:on\s)?(?:the\s)?\Z", re.IGNORECASE
)
_ENDS = re.compile(r"(?:\sside(?:s|d)?)?\W{0,3}\Z", re.IGNORECASE)


def _closed(text: str, readings: list[Reading]) -> list[Reading]:
    """Signs of one kind in a row, each with its flag, share the side that closes it.

    "FABER +, thigh thrust +, Gaenslen neg on right": all of these are the right side's.
    """
    sides = find_sides(text)
    last = next((one for one in reversed(readings) if one.item), None)
    if len(sides) != 1 or last is None or last.item is None or sides[0].label:
        return readings
    side, kind = sides[0], _kind_at(text, last.item)
    told = max(last.value.end, last.item.end)
    lead = text[told : side.start] if side.start >= told else "-"
    if not (_CLOSES.fullmatch(lead) and _ENDS.match(text, side.end)):
        return readings
    whole = re.search(r"\b(?:all|both)\b", lead, re.IGNORECASE)
    alike = len({one.value.name for one in readings if one.item}) == 1
    shared = side.name == "bilateral" and alike and not HALT.search(text[:told])
    return [
        one._replace(side=as_side(side.name))
        if one.item
        and not one.side
        and (whole or shared or _kind_at(text, one.item) == kind)
        else one
        for one in readings
    ]


def _kind_at(text: str, item: Mark) -> str:
    """The kind of the sign that a mark names."""
    entry = lexicon.load("exam").entry(item.name) if item.name != UNKNOWN else None
    return entry.attributes.get("kind", item.name) if entry else item.name


def _settled(readings: Iterable[Reading]) -> list[Reading]:
    """Without a positive result of a sign that the same words leave open.

    "Leg raising limited to 50 degrees by hamstring tightness" is not positive.
    """
    made = list(readings)
    kept = []
    for one in made:
        same = [other for other in made if other.item is one.item is not None]
        if one.value.name in _OPEN:
            sides = {other.side for other in same} - {None}
            told = sides.pop() if len(sides) == 1 else None
            kept.append(one._replace(side=one.side or told))
        elif not any(
            other.value.name in _OPEN and not _parted(one, other) for other in same
        ):
            kept.append(one)
    return kept


def _parted(one: Reading, other: Reading) -> bool:
    """Whether two readings are of one side each ("Hoffmann + L, equivocal R")."""
    return None not in (one.side, other.side) and one.side != other.side


_OPEN = ("equivocal", "local")


def _untested(readings: Iterable[Reading], start: int) -> bool:
    return any(
        r.item and r.item.start == start and r.value.name == "untested"
        for r in readings
    )


_DENIED = re.compile(
    r"\b(?:denie[sd]|denying|no|without)\b[^.;:]{0,80}\Z", re.IGNORECASE
)
_COMPLAINT = re.compile(
    r"\s(?:troubles?|problems?|changes?|difficult\w+|issues?|complaints?)\b",
    re.IGNORECASE,
)


def _apart(text: str, reading: Reading, word: Mention) -> bool:
    """A quality ("gait") takes a value near it, none as a complaint that is denied."""
    if tells_alone(text, word):
        return reading.value.start < word.start
    if word.attributes.get("type") != "quality" or reading.item is None:
        return False
    denied = _DENIED.search(text[: word.start]) is not None
    if denied and _COMPLAINT.match(text, word.end):
        return True
    first, last = sorted((reading.item, reading.value), key=lambda m: m.start)
    return last.start - first.end > REACH


def _inside(mark: Mark, others: Iterable[Mark]) -> bool:
    return any(o.start <= mark.start and mark.end <= o.end for o in others)


def _of_reading(
    passage: Passage, word: Mention, reading: Reading
) -> Iterator[ExamFinding]:
    assertion = MEANING.get((word.attributes.get("type", "test"), reading.value.name))
    if assertion is None or (
        reading.value.name == "negative" and is_of_others(passage.text, word)
    ):
        return  # "no other tender point" leaves the one that was told
    if is_taken_for_granted(passage.text, word.start):
        assertion = "present"
    elif reading.value.name == "normal" and _in_doubt(passage, word):
        assertion = "uncertain"
    side = [Mark("side", reading.side, word.start, word.end)] if reading.side else []
    yield from facts_of(passage, word, assertion, side)


def _unvalued(passage: Passage, word: Mention) -> Iterator[ExamFinding]:
    """A finding named without a result: present unless the context negates it."""
    seven = standing(passage, word.start, word.end, word.concept)
    if seven == "negated" and tells_alone(passage.text, word):
        seven = "present"
    if seven == "negated" and is_of_others(passage.text, word):
        return
    mapped: dict[str, Assertion] = {
        "present": "present",
        "negated": "absent",
        "possible": "uncertain",
        "historical": "historical",
    }
    if seven in mapped:
        sides = find_sides(passage.text)
        near = _beside(passage.text, word, sides)
        yield from facts_of(passage, word, mapped[seven], near[:1])
