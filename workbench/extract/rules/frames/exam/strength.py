"""Muscle strength: grades by muscle and side, "full" as 5, and weakness ungraded.

Grades are written in many ways ("4+/5", "4 out of 5", "R/L 5/5 4/5", a table under
Right and Left); the grade is kept as written, without "/5".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.binding import Reading, bind
from workbench.extract.rules.frames.exam.earlier_grades import without_earlier
from workbench.extract.rules.frames.exam.findings import (
    about_patient,
    finding,
    is_goal,
    of_needle,
    standing,
    unnamed,
)
from workbench.extract.rules.frames.exam.marks import (
    Mark,
    find_sides,
    muscles,
    side_of,
    without_overlap,
)
from workbench.extract.rules.frames.exam.rest import of_rest, remainder
from workbench.extract.rules.frames.exam.strength_across import across
from workbench.extract.rules.frames.exam.strength_grades import (
    BESIDE,
    FULL,
    NAMED,
    all_of_side,
    called_full,
    grades,
    named,
    normal_grade,
    reasoned,
    roman,
    said_signed,
    stated_full,
    whole,
)
from workbench.extract.rules.frames.exam.strength_pairs import (
    pair_order,
    paired,
    paired_readings,
)
from workbench.extract.rules.frames.exam.strength_places import side_of_limb, site_of
from workbench.extract.rules.frames.exam.strength_rows import (
    BARE,
    REFLEX,
    TOPIC,
    names_strength,
    rows,
)
from workbench.extract.rules.frames.exam.tables import (
    is_row,
    listed,
)
from workbench.extract.rules.frames.passages import Passage, is_exam
from workbench.extract.rules.model import Mention
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, ExamFinding
from workbench.vocabulary import spine

_HARD = re.compile(
    r"[;.]\s|\b(?:but|except|save|other than|apart from|bar|barring)\b", re.IGNORECASE
)


def read_sentence(passage: Passage) -> list[ExamFinding]:
    """Strength and weakness facts of one sentence."""
    if _only_planned(passage) or is_goal(passage) or _of_needle(passage):
        return []
    if told := across(passage):
        return told
    if is_row(passage.sentence):
        told = list(rows(passage))
        if told or not names_strength(passage):
            return told
    plain = without_earlier(passage.text)
    if plain != passage.text:
        sentence = replace(passage.sentence, text=plain)
        passage = replace(passage, text=plain, sentence=sentence)
    words = lexicon.load("exam-strength").find(passage.text)
    if not words and not _named_around(passage):
        return []
    marks = _marks(passage, words)
    if not any(mark.role == "value" for mark in marks):
        return []
    text = listed(passage.text, passage.sentence, muscles().find)
    readings = _settle(_paired_here(passage) or bind(text, marks), passage)
    return [fact for one in readings if (fact := _fact(passage, one, words))]


def graded_in_note(passage: Passage) -> list[ExamFinding]:
    """Muscles graded out of five in the note of an operation, which says why it was
    done or what came of it."""
    if passage.role == "procedure" or is_row(passage.sentence):
        return []
    return read_sentence(passage) if reasoned(passage.text) else []


def _named_around(passage: Passage) -> bool:
    """Whether a muscle is named, or strength in what the sentence stands under.

    No sentence tells of strength without either, unless its own words do.
    """
    label = lexicon.load("exam-strength").find(passage.label)
    named = bool(label) or bool(muscles().find(passage.text))
    if named or _ROOT_GRADED.search(passage.text):
        return True
    return is_exam(passage) and bool(all_of_side(passage.text))


def _only_planned(passage: Passage) -> bool:
    """Whether a plan's sentence does not tell by a muscle's grade why ("EHL 3/5, so
    decompression")."""
    if passage.role != "plan":
        return False
    told = passage.view.document.kind == "clinic-note" and reasoned(passage.text)
    return not (told and muscles().find(passage.text))


_OUT_OF_FIVE = re.compile(
    r"/\s?5\b|\bout of\b|\bMRC\b|\bgrade\b|\bstrength\b|\bpower\b|\bweak", re.IGNORECASE
)


def _of_needle(passage: Passage) -> bool:
    """Whether a muscle's number is one of needle findings ("FCR 1+ fibs")."""
    if passage.view.document.kind != "nerve-study" and not of_needle(passage.text):
        return False
    return not _OUT_OF_FIVE.search(f"{passage.label} {passage.text}")


_SEVERAL = 3
"""Muscles each with a bare grade that tell strength without the word."""


# --- marks -----------------------------------------------------------------------


def _marks(passage: Passage, words: Iterable[Mention]) -> list[Mark]:
    text = passage.text
    items = [one for one in muscles().find(text) if not _JERK.match(text, one.end)]
    roots = _myotomes(passage, words)
    spoken = bool(roots) or _speaks(passage, words, items)
    items += roots
    values = grades(text) if spoken or items or _grades_limb(passage, words) else []
    if spoken:
        values += named(text) + roman(text, items, spoken=True) + whole(text)
        values += _bare(text, [*items, *all_of_side(text)])
    if items:
        values += said_signed(text, items) + called_full(text, items, spoken)
    values = [one for one in values if not _of_a_jerk(text, one)]
    values += [
        Mark("value", FULL, word.start, word.end)
        for word in words
        if word.attributes.get("value")
        and _limbs(passage)
        and ("needs" not in word.attributes or _beside_grade(passage, word, values))
    ]
    if spoken and _limbs(passage):
        joined = lexicon.load("exam-strength-joined").find(text)
        values += stated_full(text, [*words, *joined])
    values += _weak(passage, words, values, items)
    pair = pair_order(text, passage.label)
    if pair and items:
        ours = [one for one in items if not _of_reflexes(passage, one)]
        values, sides = paired(text, ours, pair)
    else:
        sides = find_sides(text)
    places = [
        Mark("item", word.attributes["place"], word.start, word.end)
        for word in words
        if word.attributes.get("place")
    ]
    longer = [one for one in places if not _inside(one, values)]
    longer += all_of_side(text)
    marks = without_overlap([*items, *values, *longer])
    marks = [one for at, one in enumerate(marks) if not _announces(text, marks, at)]
    return without_overlap([*marks, *_free_sides(sides, marks)])


_JERK = re.compile(r"\s?(?:tendon\s)?(?:jerks?|reflex(?:es)?|DTRs?)\b", re.IGNORECASE)
"""What makes a muscle's name that of its reflex ("Triceps jerk 1+ left, 2+ right")."""


def _of_a_jerk(text: str, value: Mark) -> bool:
    """Whether a value without "/5" follows the name of a reflex."""
    if "/" in text[value.start : value.end]:
        return False
    return _about_reflexes(text[: value.start])


def _announces(text: str, marks: list[Mark], at: int) -> bool:
    """Whether a limb only leads to the muscle graded in it ("RLE 3/5 dorsiflexion")."""
    if marks[at].name not in ("arm", "leg") or at + 2 >= len(marks):
        return False
    value, item = marks[at + 1], marks[at + 2]
    if value.role != "value" or item.role != "item" or item.name in _LIMB_NAMES:
        return False
    return _CLOSE_BY.fullmatch(text, value.end, item.start) is not None


_LIMB_NAMES = ("arm", "leg", "all")
_CLOSE_BY = re.compile(r"\s(?:(?:in|of|for|with|at|on|the|his|her)\s){0,3}")


def _free_sides(sides: list[Mark], marks: list[Mark]) -> list[Mark]:
    """Sides that stand alone, and those of "LUE" beside the limb that they share."""
    kept = []
    for side in sides:
        over = [m for m in marks if m.start < side.end and side.start < m.end]
        if not over:
            kept.append(side)
        elif over[0].role == "item":
            place = over[0].start
            kept.append(Mark("side", side.name, place, place, side.label))
    return kept


def _myotomes(passage: Passage, words: Iterable[Mention]) -> list[Mark]:
    """Roots graded as muscles are ("MMT: C5 5/5, C6 4/5 R")."""
    label = lexicon.load("exam-strength").find(passage.label)
    named = any(word.attributes.get("roots") for word in (*words, *label))
    found = [
        Mark("item", f"{_ROOT}{one['root'].upper()}", *one.span("root"))
        for one in _ROOT_GRADED.finditer(passage.text)
        if one["root"].upper() in spine().key_muscles
    ]
    return found if named or (is_exam(passage) and len(found) >= _SEVERAL) else []


_ROOT = "root:"
_ROOT_GRADED = sought(
    r"(?<![\w/-])(?P<root>[CTLS]\d)(?=[ :=]{1,3}(?:(?:[RL]|left|right|bilat\w*) )?"
    r"[0-5][+-]?\s?/\s?5)",
    re.IGNORECASE,
)


def _beside_grade(passage: Passage, word: Mention, values: list[Mark]) -> bool:
    """Whether a word of fullness follows a grade of strength, reflexes aside."""
    before = any(one.end <= word.start for one in values)
    return before and not _about_reflexes(passage.text[: word.start])


_IN_LIMB = re.compile(
    r"\s(?:(?:in|of|throughout|both|all|the|bilat(?:eral)?|b/l|left|right|[LR])\s){0,3}",
    re.IGNORECASE,
)
_OF_LIMB = re.compile(r"[ :=]{1,3}(?:(?:are|is|all|were|was|both)\s)?\Z")


def _grades_limb(passage: Passage, words: Iterable[Mention]) -> bool:
    """Whether an examination grades a whole limb beside its name ("Legs 5/5", "5/5
    BLE")."""
    if not is_exam(passage):
        return False
    limbs = [w for w in words if w.attributes.get("place") in ("arm", "leg")]
    return any(
        _OF_LIMB.fullmatch(passage.text, limb.end, one.start)
        or _IN_LIMB.fullmatch(passage.text, one.end, limb.start)
        for one in grades(passage.text)
        for limb in limbs
    )


def _inside(mark: Mark, others: Iterable[Mark]) -> bool:
    return any(o.start < mark.end and mark.start < o.end for o in others)


def _speaks(passage: Passage, words: Iterable[Mention], items: list[Mark]) -> bool:
    """Whether the sentence or what it stands under speaks of strength."""
    named = {"context", "full", "weak"}
    label = lexicon.load("exam-strength").find(passage.label)
    if any(word.concept in named for word in (*words, *label)):
        return True
    graded = _bare(passage.text, items)
    if _told_by_grade(passage, items):
        return True
    if is_exam(passage) and all_of_side(passage.text):
        return not REFLEX.search(passage.text)
    return len(graded) >= _SEVERAL and not REFLEX.search(passage.text)


def _limbs(passage: Passage) -> bool:
    return "cranial" not in passage.text.lower()


def _bare(text: str, items: list[Mark]) -> list[Mark]:
    """Single digits right after a muscle, or after a side that follows one."""
    if not items:
        return []
    ends = {item.end for item in items} | {side.end for side in find_sides(text)}
    return [
        Mark("value", normal_grade(match["grade"]), match.start(), match.end())
        for match in BARE.finditer(text)
        if not _about_reflexes(text[: match.start()])
        and (
            any(BESIDE.fullmatch(text, end, match.start()) for end in ends)
            or _other_side(text, match, ends)
        )
    ]


def _other_side(text: str, match: re.Match[str], ends: Iterable[int]) -> bool:
    """Whether a bare grade is the other side's ("biceps 5 right, 4+ left")."""
    if not _SIDED.match(text, match.end()):
        return False
    return any(_GOES_ON.fullmatch(text, end, match.start()) for end in ends)


_GOES_ON = re.compile(r"[,;]?\s(?:and\s|but\s)?")


def _told_by_grade(passage: Passage, items: list[Mark]) -> bool:
    """Whether a grade says by itself that it is one of strength.

    With a sign on a muscle that has no reflex, or with the word "grade" beside it.
    """
    text = passage.text
    if not items or REFLEX.search(f"{text} {passage.label}"):
        return False
    plain = [one for one in items if one.name not in spine().reflexes]
    bare = _bare(text, plain)
    signed = [one for one in bare if len(one.name) > 1]
    signed += [one for one in _bare(text, items) if one.name in _NO_REFLEX]
    if passage.role == "exam" and passage.view.document.kind == "clinic-note":
        signed += [one for one in bare if _CLOSES.match(text, one.end)]
    if is_exam(passage):
        signed += [one for one in bare if _SIDED.match(text, one.end)]
    named = [
        match
        for match in NAMED.finditer(text)
        if any(BESIDE.fullmatch(text, one.end, match.start()) for one in items)
    ]
    return bool(signed or named or roman(text, items))


_CLOSES = re.compile(r"\s*(?:[,;.)]|\Z)")
"""What ends a bare grade in an examination ("SLR +, EHL 4.")."""
_NO_REFLEX = ("5", "5-", "4-", "3-", "2-", "1-")
"""Grades that no reflex has."""
_SIDED = re.compile(
    r"\s?\(?(?:on the |on )?(?:left|right|bilat(?:eral(?:ly)?)?|both sides|[LRB]"
    r"|[LlRr]t|B/L)(?![\w/-])"
)
"""A side right behind a bare grade ("finger abduction 4 bilat")."""


def _about_reflexes(lead: str) -> bool:
    """Whether the last topic named before a value is reflexes."""
    topics = TOPIC.findall(lead)
    return bool(topics) and bool(REFLEX.match(topics[-1]))


def _weak(
    passage: Passage, words: Iterable[Mention], values: list[Mark], items: list[Mark]
) -> list[Mark]:
    """Weakness without a grade, where an examination reports it."""
    if not is_exam(passage):
        return []
    text = passage.text
    return [
        Mark("value", "weak", word.start, word.end)
        for word in words
        if word.concept == "weak"
        and (not _graded(text, word, values) or _apart(text, word, values, items))
    ]


def _apart(text: str, word: Mention, values: list[Mark], items: list[Mark]) -> bool:
    """Whether a muscle is called weak behind others that were graded ("deltoid full,
    triceps weak")."""
    own = [one for one in items if text[one.end : word.start] in (" ", " is ")]
    if not own or any(one.end > word.start for one in values):
        return False
    return all("," in text[one.end : own[0].start] for one in values)


def _graded(text: str, word: Mention, values: list[Mark]) -> bool:
    return any(
        not _HARD.search(text, min(word.end, one.end), max(word.start, one.start))
        for one in values
    )


def _paired_here(passage: Passage) -> list[Reading]:
    """The readings of a sentence whose grades stand for both sides at once."""
    order = pair_order(passage.text, passage.label)
    items = muscles().find(passage.text) if order else []
    ours = [one for one in items if not _of_reflexes(passage, one)]
    return paired_readings(passage.text, ours, order) if order else []


def _of_reflexes(passage: Passage, item: Mark) -> bool:
    """Whether a value of this place would grade a reflex ("DTR (R/L): bi 2+/1+")."""
    lead = passage.text[: item.start]
    if TOPIC.search(lead):
        return _about_reflexes(lead)
    return bool(REFLEX.search(f"{passage.label} {passage.text[item.end :]}"))


# --- facts -----------------------------------------------------------------------


def _settle(readings: list[Reading], passage: Passage) -> list[Reading]:
    """One place per value: a muscle rather than its limb, a limb rather than "all"."""
    kept = []
    for one in readings:
        same = {r.item.name for r in readings if r.item and r.value is one.value}
        name = one.item.name if one.item else None
        if name == "arm" and same - {"arm", "leg"}:
            continue
        if name in ("leg", "all") and same - {"arm", "leg", "all"}:
            continue
        if name == "all" and "leg" in same and "arm" not in same:
            continue
        kept.append(one)
    return kept


def _fact(
    passage: Passage, reading: Reading, words: Iterable[Mention]
) -> ExamFinding | None:
    value, span = reading.value, (reading.value.start, reading.value.end)
    state = about_patient(passage, *span, "strength")
    if state is None:
        return None
    if of_rest(passage.text, reading, FULL):
        reading = reading._replace(item=Mark("item", "all", *span))
    place = reading.item.name if reading.item else None
    if place is None and not unnamed(passage.text, *span):
        return None
    assertion: Assertion = "historical" if state == "historical" else "present"
    if value.name == "weak":
        denied = standing(passage, *span, "weakness")
        if denied == "possible":
            return None
        return finding(
            passage,
            "weakness",
            span,
            assertion="absent" if denied in ("negated", "not_done") else assertion,
            site=None if place == "all" else place,
            side=side_of(passage.text, reading.item, reading.side),
            detail=_detail(words, ""),
        )
    root = place.removeprefix(_ROOT) if place and place.startswith(_ROOT) else None
    if root is not None:
        place = spine().key_muscles[root]
    return finding(
        passage,
        "strength",
        span,
        assertion=assertion,
        roots=[root] if root else (),
        site=site_of(place, value.name, passage),
        side=side_of_limb(passage.text, reading),
        grade=value.name,
        detail=remainder(passage.text, reading, FULL) or _detail(words, value.name),
    )


def _detail(words: Iterable[Mention], grade: str) -> str | None:
    if grade == FULL:
        return None
    return next(
        (w.attributes["detail"] for w in words if "detail" in w.attributes), None
    )
