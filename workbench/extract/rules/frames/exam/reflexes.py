"""Tendon reflexes with grade, and what the grade or the word says: brisk or reduced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.exam.binding import Reading, bind
from workbench.extract.rules.frames.exam.findings import (
    about_patient,
    finding,
    of_needle,
    unnamed,
)
from workbench.extract.rules.frames.exam.marks import (
    Mark,
    find_sides,
    muscles,
    reflexes,
    side_of,
    without_overlap,
)
from workbench.extract.rules.frames.exam.rest import of_rest
from workbench.extract.rules.frames.exam.sign_talk import led_by_sign, teaches
from workbench.extract.rules.frames.exam.strength_pairs import (
    pair_order,
    paired_readings,
)
from workbench.extract.rules.frames.exam.strength_rows import is_strength_table
from workbench.extract.rules.frames.exam.tables import is_row, listed, read_row
from workbench.extract.rules.frames.passages import (
    Passage,
    is_exam,
    is_study_text,
)
from workbench.extract.rules.frames.told.questions import answered_no
from workbench.extract.rules.model import Cell, Mention
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ExamFinding, Side
from workbench.vocabulary import spine

_GRADE = sought(
    r"(?<![\w/.-])(?P<grade>[0-4]\s?\+|\+\s?[0-4]|[0-4]\s?plus\b|[0-4](?=\s?/\s?4)"
    r"|(?:one|two|three|four) plus\b)"
    r"(?:\s?/\s?[24]\+?)?(?![\d/]|\.\d)",
    re.IGNORECASE,
)
_BARE = sought(r"(?<![\w/.+-])(?P<grade>[0-4])(?![\w/%+]|\.\d|-\d|\sto\s\d{2})")
_GAP = re.compile(
    r"[ :=(]{0,4}(?:reflex(?:es)?|jerks?)?[ :=(]{0,4}"
    r"(?:(?:R|L|rt|lt|right|left)[ :=]{1,2})?",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"(?P<reflex>reflex(?:es)?\b|\bDTRs?\b|\bMSRs?\b|\bjerks?\b"
    r"|\b[KA]Js?\b)|strength|\bmotor\b|"
    r"sensation|sensory|\btone\b|\bgait\b|\bpulses?\b|\bedema\b|light touch|clonus"
    r"|hoffman",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:reflex\w*|dtrs?|msrs?|jerks?)\b", re.IGNORECASE)
_SPOKEN = {"one": "1", "two": "2", "three": "3", "four": "4"}
_HYPER = frozenset("34")
_HYPO = frozenset("01")
_NEAR = 4
_LEADS = 28
"""Characters from a word to the reflex that it speaks of."""


def read_sentence(passage: Passage) -> list[ExamFinding]:
    """Reflex facts of one sentence, each with its derived brisk or reduced fact."""
    if passage.role == "plan" or is_study_text(passage):
        return []
    if teaches(passage.text):
        return []
    if of_needle(passage.text) and not _NAMED.search(passage.text):
        return []
    if is_row(passage.sentence) and not _listed(passage):
        return list(_rows(passage))
    words = lexicon.load("exam-reflexes").find(passage.text)
    if not _speaks(passage, words):
        return []
    if words and answered_no(passage.sentence, words[0].start):
        return []
    marks = _marks(passage, words)
    text = listed(passage.text, passage.sentence, reflexes().find)
    readings = _paired(passage) or bind(text, marks)
    return [fact for one in readings for fact in _facts(passage, one, words)]


def _paired(passage: Passage) -> list[Reading]:
    """The readings where one slash parts the grades of both sides."""
    order = pair_order(passage.text, passage.label)
    items = reflexes().find(passage.text) if order else []
    ours = [one for one in items if _on_topic(passage.text, one)]
    return paired_readings(passage.text, ours, order) if order else []


def _listed(passage: Passage) -> bool:
    """Whether the cells are entries of their own ("Biceps 2+   Triceps 1+ left")."""
    cells = passage.sentence.block.cells[1:]
    named = [cell for cell in cells if reflexes().find(cell.text)]
    return any(_cell_values(cell.text) for cell in named)


_BARE_NAMES = ("achilles", "patellar", "brachioradialis")
"""Reflexes whose names are no muscles that strength is told of."""


def _named_alone(passage: Passage) -> bool:
    """Whether an examination grades a reflex by its name alone ("Achilles 1+")."""
    found = reflexes().find(passage.text)
    if is_exam(passage) and any(
        one.name in _BARE_NAMES
        and not _QUADS.match(passage.text, one.start, one.end)
        and _GRADED_NEXT.match(passage.text, one.end)
        for one in found
    ):
        return True
    if found and _TWO_GRADED.search(passage.text):
        return not _SWOLLEN.search(passage.text)
    plused = [one for one in found if _PLUSED_NEXT.match(passage.text, one.end)]
    return any(one.name in _BARE_NAMES for one in plused) or (
        bool(plused) and _beside_exam(passage)
    )


_TWO_GRADED = sought(
    r"(?<![\w/.-])[0-2]\s?\+(?!\s?/\s?5|\+)[^.;\d]{1,40}(?<![\w/.-])[0-4]\s?\+(?!\s?/\s?5)"
    r"|(?<![\w/.-])[34]\s?\+(?!\s?/\s?5|\+)[^.;\d]{1,40}(?<![\w/.-])[0-2]\s?\+(?!\s?/\s?5)"
    r"|(?<![\w/.-])[0-4]\+?\s?/\s?4\b[^.;\d]{1,40}(?<![\w/.-])[0-4]\+?\s?/\s?4\b",
    re.IGNORECASE,
)
"""Two grades by pluses, one of two or less: so reflexes are compared, no muscles."""
_SWOLLEN = sought(
    r"\b(?:edema|oedema|swelling|pitting|effusion|pulses?|dp|dorsalis|posterior tibial"
    r"|strength|power|mmt|motor)\b",
    re.IGNORECASE,
)


def _beside_exam(passage: Passage) -> bool:
    """Whether the sentence, or one beside it in its paragraph, is of an examination."""
    at, view = passage.sentence.index, passage.view
    near = view.sentences[max(at - 1, 0) : at + 2]
    return is_exam(passage) or any(
        _EXAMINES.search(one.text)
        for one in near
        if one.block is passage.sentence.block
    )


_EXAMINES = sought(
    r"\breflex(?:es)?\b|\bDTRs?\b|\bjerks?\b|\b[0-5][+-]?\s?/\s?5\b|\bsensation\b"
    r"|\bhoffmann?\b|\bspurling|\bclonus\b|\bbabinski\b|\blight touch\b|\bSLR\b"
    r"|\bpinprick\b|\bplantars?\b|\btinel",
    re.IGNORECASE,
)
_PLUSED_NEXT = re.compile(
    r"[ :=]{1,3}(?:(?:R|L|rt|lt|right|left|bilateral(?:ly)?|bilat|b/l)[ :=]{1,2})?"
    r"[12]\s?\+(?!\s?/\s?5|\+)",
    re.IGNORECASE,
)
"""One or two pluses: so reflexes are graded, and hardly ever a muscle."""


_QUADS = re.compile(r"quad", re.IGNORECASE)
"""A muscle first, whose grade alone tells strength ("Quads 4+")."""
_GRADED_NEXT = re.compile(
    r"[ :=]{1,3}(?:(?:R|L|right|left|bilateral(?:ly)?)[ :=]{1,2})?"
    r"(?:[0-4]\s?\+|0\b|absent\b|trace\b|dim(?:in(?:ished)?)?\b|brisk\b|hyper-?active\b"
    r"|sluggish\b|depressed\b|reduced\b|decreased\b|lost\b|exaggerated\b)(?!\s?/\s?5)",
    re.IGNORECASE,
)


def _speaks(passage: Passage, words: Iterable[Mention]) -> bool:
    if _named_alone(passage):
        return True
    label = lexicon.load("exam-reflexes").find(passage.label)
    return any(word.concept == "context" for word in (*words, *label))


def _marks(passage: Passage, words: Iterable[Mention]) -> list[Mark]:
    text = passage.text
    words = [word for word in words if not led_by_sign(text, word)]
    items = [
        mark
        for mark in reflexes().find(text)
        if _on_topic(text, mark)
        and not _NAMED.fullmatch(text[mark.start : mark.end])
        and not text[mark.start : mark.end].lower().endswith("reflexes")
    ]
    items += _by_root(text, passage.label)
    values = _graded(text) + _bare(text, items)
    values += [_told(word) for word in words if word.attributes.get("value")]
    values = [value for value in values if _on_topic(text, value)]
    values += _softer(text, words, values)
    places = [
        Mark("item", word.attributes["place"], word.start, word.end)
        for word in words
        if word.attributes.get("place")
    ]
    marks = without_overlap([*items, *values, *places])
    kept = [mark for at, mark in enumerate(marks) if not _headed(marks, at)]
    sides = [
        mark
        for mark in find_sides(text)
        if _on_topic(text, mark) or (mark.label and not text[: mark.start].strip())
    ]
    sides += [
        Mark("side", "bilateral", match.end() - 1, match.end())
        for value in values
        if (match := _EQUAL.match(text, value.end))
    ]
    sides += [
        Mark("side", word.attributes["side"], word.start, word.end)
        for word in words
        if word.attributes.get("side") and _on_topic(text, _told(word))
    ]
    return without_overlap([*kept, *sides])


_EQUAL = re.compile(r"\s?=(?=\s*(?:[.,;)]|\Z|bilat|b/l|both)|\s(?![LR]\b)[A-Za-z])")
"""A sign behind a grade that calls both sides equal ("patella 2+ =")."""
_ROOT_GRADED = sought(
    r"(?<![\w/-])(?P<root>[CLS]\d)(?=[ :=]{1,3}(?:(?:[RL]|left|right|bilat\w*) )?"
    r"[0-4]\s?\+)",
    re.IGNORECASE,
)


def _by_root(text: str, label: str) -> list[Mark]:
    """Reflexes named by their root ("DTRs: C5 2+, C6 1+ L")."""
    topic = _TOPIC.search(f"{label} {text}")
    if topic is None or topic["reflex"] is None:
        return []
    ids = reflexes().ids
    return [
        Mark("item", name, *one.span("root"))
        for one in _ROOT_GRADED.finditer(text)
        if (name := ids.get(f"{one['root'].lower()} reflex"))
    ]


def _told(word: Mention) -> Mark:
    """A word that tells how a reflex is."""
    return Mark("value", f"word:{word.start}", word.start, word.end)


def _softer(text: str, words: Iterable[Mention], values: list[Mark]) -> list[Mark]:
    """Words that tell a result where no grade does: "present", "equal"."""
    there = [
        _told(word)
        for word in words
        if word.attributes.get("beside")
        and not any(_same_clause(text, word, value) for value in values)
    ]
    even = [_told(word) for word in words if word.attributes.get("alone")]
    found = there if there or values else even
    return [value for value in found if _on_topic(text, value)]


def _same_clause(text: str, word: Mention, value: Mark) -> bool:
    gap = text[value.end : word.start] or text[word.end : value.start]
    return not set(gap) & set(",;.")


def _headed(marks: list[Mark], at: int) -> bool:
    """Whether a limb only announces the reflexes after it ("UE: 1+ biceps")."""
    if marks[at].name not in ("arm", "leg"):
        return False
    following = [mark for mark in marks[at + 1 :] if mark.role == "item"]
    return bool(following) and following[0].name not in ("arm", "leg", "all")


def _on_topic(text: str, mark: Mark) -> bool:
    """Whether the nearest topic before the mark, or the first after it, is reflexes.

    Words that lead straight to a reflex are its own ("clonus and brisk knee jerks").
    """
    leads = _TOPIC.search(text, mark.start, mark.end + _LEADS)
    if leads is not None and leads["reflex"]:
        if not set(text[mark.start : leads.start()]) & set(",;."):
            return True
    topic = None
    for match in _TOPIC.finditer(text, 0, mark.end):
        topic = match
    if topic is None:
        topic = _TOPIC.search(text, mark.end)
    return topic is None or topic["reflex"] is not None


def _graded(text: str) -> list[Mark]:
    found = []
    for match in _GRADE.finditer(text):
        said = match["grade"].split()[0].lower()
        digit = _SPOKEN.get(said) or next(c for c in match["grade"] if c.isdigit())
        plus = "+" if re.search(r"\+|plus", match["grade"], re.I) else ""
        found.append(Mark("value", digit + plus, match.start(), match.end()))
    for match in _PLUSES.finditer(text):
        count = len(match["pluses"])
        found.append(Mark("value", f"{count}+", match.start(), match.end()))
    return found


_PLUSES = sought(r"(?<![\w+/.-])(?P<pluses>\+{2,4})(?:\s?/\s?(?P=pluses))?(?![\w+/])")
"""Grades written in pluses: "++" is what others write as "2+"."""


def _bare(text: str, items: list[Mark]) -> list[Mark]:
    ends = [item.end for item in items]
    return [
        Mark("value", match["grade"], match.start(), match.end())
        for match in _BARE.finditer(text)
        if not _of_muscles(text, match.start())
        and any(
            0 <= match.start() - end <= _NEAR + len("reflexes")
            and _GAP.fullmatch(text, end, match.start())
            for end in ends
        )
    ]


def _of_muscles(text: str, at: int) -> bool:
    """Whether a bare grade before the word of reflexes is one of a list of muscles
    ("triceps 4, wrist flexion 4, reflex absent")."""
    topic = _TOPIC.search(text)
    if topic is None or topic.start() < at:
        return False
    return any(
        one.name not in spine().reflexes and _BARE.match(text, one.end + 1)
        for one in muscles().find(text[: topic.start()])
    )


def _facts(
    passage: Passage, reading: Reading, words: Iterable[Mention]
) -> Iterator[ExamFinding]:
    span = reading.value.start, reading.value.end
    if about_patient(passage, *span, "reflex") is None:
        return
    if reading.item is None and not unnamed(passage.text, *span):
        return
    site = reading.item.name if reading.item else "all"
    reading = reading._replace(side=side_of(passage.text, reading.item, reading.side))
    if reading.side is None and _EVEN.match(passage.text, span[1]):
        reading = reading._replace(side="bilateral")
    word = next((w for w in words if (w.start, w.end) == span), None)
    if word is None:
        if of_rest(passage.text, reading):
            site = "all"
        yield from _graded_facts(passage, span, site, reading.side, reading.value.name)
        return
    named = any(w.concept == "context" for w in words)
    if reading.item is None and not named:
        return
    grade = word.attributes.get("value", "word")
    grade = word.text.lower() if grade == "word" else grade
    if word.attributes.get("side") or "symmetric" in grade:
        reading = reading._replace(side=reading.side or "bilateral")
    course = word.attributes.get("course")
    if course and _NOT.search(passage.text, max(span[0] - 24, 0), span[0]):
        kind = f"{course}reflexia"
        yield finding(
            passage, kind, span, assertion="absent", site=site, side=reading.side
        )
        return
    if course and passage.text[: span[0]].endswith("?"):
        kind = f"{course}reflexia"
        yield finding(
            passage, kind, span, assertion="uncertain", site=site, side=reading.side
        )
        return
    yield finding(passage, "reflex", span, site=site, side=reading.side, grade=grade)
    if course:
        kind = f"{course}reflexia"
        yield finding(passage, kind, span, site=site, side=reading.side)


_EVEN = re.compile(r"\s?=(?=\s?(?:[,.;]|\Z))")
"""A sign of equality behind a grade: the same on the other side ("KJ 2+ =")."""
_NOT = re.compile(
    r"\b(?:no|not|never|neither|nor|without)\s(?:(?:at all|particularly|overly|unduly"
    r"|pathologically|abnormally|clearly)\s)?\Z",
    re.IGNORECASE,
)
"""A denial right before the word of a course ("symmetrical, not brisk")."""


def _graded_facts(
    passage: Passage,
    span: tuple[int, int],
    site: str,
    side: Side | None,
    grade: str,
    cell: Cell | None = None,
) -> Iterator[ExamFinding]:
    """The reflex itself, and what its number means (3 and 4 brisk, 0 and 1 reduced)."""
    yield finding(passage, "reflex", span, site=site, side=side, grade=grade, cell=cell)
    kind = _course(grade)
    if kind:
        yield finding(passage, kind, span, site=site, side=side, cell=cell)


def _course(grade: str) -> str | None:
    if grade[0] in _HYPER:
        return "hyperreflexia"
    return "hyporeflexia" if grade[0] in _HYPO else None


def _cell_values(text: str) -> list[Mark]:
    bare = [Mark("value", m["grade"], m.start(), m.end()) for m in _BARE.finditer(text)]
    none = [
        Mark("value", word.attributes["value"], word.start, word.end)
        for word in lexicon.load("exam-reflexes").find(text)
        if word.concept == "absent"
    ]
    return _graded(text) or bare or none


def _rows(passage: Passage) -> Iterator[ExamFinding]:
    readings = read_row(passage, reflexes().find, _cell_values)
    if not readings or is_strength_table(passage):
        return
    for one in readings:
        start = max(one.cell.start - passage.sentence.start, 0)
        span = (start, start + len(one.cell.text))
        yield from _graded_facts(
            passage, span, one.item, one.side, one.value.name, one.cell
        )
