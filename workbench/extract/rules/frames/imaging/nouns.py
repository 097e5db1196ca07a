"""Findings named by a noun: disc, facet, slip, implant, graft, fracture, cord signal.

A grade, side or measure belongs to the noun of its own chunk, never to a neighbour's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.chunks import Chunk
from workbench.extract.rules.frames.imaging.denial import denied
from workbench.extract.rules.frames.imaging.draft import SAID, Draft, Judge, below
from workbench.extract.rules.frames.imaging.names import named_grade, whole_curve
from workbench.extract.rules.frames.imaging.tokens import Token
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import Assertion, Severity, Side

_ACUTE = re.compile(r"\bacute(?:ly)?\b", re.IGNORECASE)
NORMAL_CORD = "normal-cord"
_SOUND = re.compile(
    r"\b(?:normal|unremarkable|preserved|maintained|fine|clean|good|wnl|nl|ok|clear)\b"
)
_NORMAL_CORD = sought(
    r"\bcord(?:\s(?:is|appears?|remains|shows|demonstrates|has))?[\s:,-]{1,3}"
    r"(?:grossly\s|entirely\s|a\s){0,2}(?:normal|unremarkable|ok|okay|fine|clean|healthy)"
    r"(?:\s(?:in|for))?(?:\s(?:caliber|calibre|contour|size|morphology|course)\b"
    r"|\s(?:signal|intensity)(?:\sintensity)?\s(?:and|&)\s"
    r"(?:caliber|calibre|contour|size|morphology)\b|\s?(?:[.,;]|$))"
    r"|\bcord\s(?:caliber|calibre|contour|size|morphology)\b[^.;]{0,40}\bnormal\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:otherwise|elsewhere|remain(?:der|ing)|rest of|above|below|except|but)\b",
    re.I,
)
_SOUND_FACETS = sought(
    r"(?:\bfacet(?:s|al)?(?:\s(?:joints?|articulations?))?|\bzygapophyseal joints)\s"
    r"(?:(?:and|bilaterally|are|is|appear|remain|at|both|uncovertebral|joints?|[\w/-]+)\s){0,5}"
    r"(?:unremarkable|normal|maintained|preserved|intact|well[- ]maintained"
    r"|within normal limits|wnl)\b"
    r"|\b(?:unremarkable|normal|intact|preserved)\sfacet(?:s|\sjoints?)?\b"
    r"(?!\s(?:arthr|hypertr))",
    re.IGNORECASE,
)
_CURVES = ("kyphosis", "scoliosis", "sagittal-balance")
_GRADED = ("facet", "disc", "alignment")


def nouns(made: Sequence[Chunk], judge: Judge, text: str) -> list[Draft]:
    """One fact per finding that a chunk names, and per measure that continues one."""
    no = denied(made)
    found: list[Draft] = []
    last: Draft | None = None
    named = {t.attributes["target"] for c in made for t in c.all("target")}
    for place, chunk in enumerate(made):
        draft = _of_implant(_finding(chunk, no[place], judge, text), made, place)
        if draft is not None and _lacks(chunk.noun, named):
            continue
        if draft is not None:
            draft = _measured(draft, made, place)
            found += _also(draft)
            found.append(draft)
            last = draft
        elif last is not None:
            more = _continued(last, chunk, made[place - 1])
            found += more
        if chunk.joiner == "cut" and draft is None:
            last = last if chunk.first("measure") else None
    return found


def _also(draft: Draft) -> list[Draft]:
    """What a phrase tells to be there while it denies another thing of it.

    "The slip is fixed" denies instability, and there is a slip.
    """
    noun = draft.chunk.noun
    kind = noun.attributes.get("also") if noun is not None else None
    denied = draft.assertion == "absent"
    return [replace(draft, kind=kind, assertion="present")] if kind and denied else []


def _of_implant(draft: Draft | None, made: Sequence[Chunk], place: int) -> Draft | None:
    """ "Fracture of the left C6 screw" is the implant's failure, not the bone's."""
    if draft is None or draft.kind != "fracture":
        return draft
    near = [
        made[place],
        *(c for c in made[place + 1 : place + 2] if c.joiner == "next"),
    ]
    words = [token for chunk in near for token in chunk.tokens]
    if not any(one.concept == "fusion-level" for one in words):
        return draft
    return replace(draft, kind="hardware-failure", location="hardware")


def _lacks(noun: Token | None, named: set[str]) -> bool:
    """Whether a word that counts only beside a structure stands without it."""
    needs = noun.attributes.get("needs") if noun is not None else None
    return needs is not None and needs not in named


def _finding(chunk: Chunk, no: bool, judge: Judge, text: str) -> Draft | None:
    noun = chunk.noun
    if noun is None or noun.attributes.get("kind") == "none":
        return None
    if noun.attributes["kind"] == "cord-signal":
        return _cord_signal(chunk, noun, no, judge)
    assertion = _assertion(noun, no, judge)
    if assertion is None:
        return None
    if noun.attributes.get("only") == "negated" and assertion != "absent":
        return None
    if _is_called_sound(chunk, noun, text):
        assertion = "absent"
    draft = _draft(chunk, noun, assertion, text)
    only = noun.attributes.get("measured") == "only"
    # A measure in centimetres is one, though the fact's unit is another.
    other = any(token.unit == "cm" for token in chunk.all("measure"))
    return None if only and draft.value is None and not other else draft


_STATE_NEXT = re.compile(
    r"\s(?:(?:is|are|was|appears?|remains?|looks?)\s)?(?:otherwise\s|entirely\s)?\Z",
    re.IGNORECASE,
)


def _is_called_sound(chunk: Chunk, noun: Token, text: str) -> bool:
    """ "T2 signal within the cord is normal": the words alone name a change."""
    if noun.attributes.get("kind") != "cord-signal-change" or "signal" not in noun.text:
        return False
    after = [one for one in chunk.all("open") if one.start >= noun.end]
    return any(_STATE_NEXT.match(text[noun.end : one.start]) for one in after)


def _assertion(noun: Token, no: bool, judge: Judge) -> Assertion | None:
    if noun.implies == "negated" or no:
        return "absent"
    said = SAID[judge(noun)]
    return "uncertain" if noun.implies == "possible" and said == "present" else said


def _cord_signal(chunk: Chunk, noun: Token, no: bool, judge: Judge) -> Draft | None:
    """ "Cord signal is normal" denies a change; without a word beside it, nothing."""
    words = noun.text.lower()
    named = _SOUND.search(words) is not None
    bare = _bare_denial(chunk, noun)
    normal = chunk.first("open") is not None or named or "no abnormal" in words
    if not bare and (not normal or no):
        return None
    said = SAID[judge(noun)]
    return Draft(
        kind="cord-signal-change",
        assertion="uncertain" if said == "uncertain" else "absent",
        chunk=chunk,
        levels=tuple(chunk.levels),
        location="cord",
    )


def _bare_denial(chunk: Chunk, noun: Token) -> bool:
    """ "No cord signal" leaves out the change that it denies."""
    denial = chunk.first("no")
    right_before = denial is not None and 0 <= noun.start - denial.end <= 1
    return right_before and chunk.first("open") is None


def sound_cord(made: Sequence[Chunk], found: Sequence[Draft]) -> list[Draft]:
    """ "The spinal cord demonstrates normal caliber and signal": change denied."""
    if any(draft.kind in ("cord-signal-change", "compression") for draft in found):
        return []
    words = [token for chunk in made for token in chunk.tokens]
    cord = any(one.attributes.get("target") == "cord" for one in words)
    signal = any(one.concept == "signal-word" for one in words)
    normal = [chunk for chunk in made if chunk.first("open")]
    other = any(one.kind in ("narrowing", "grade", "no") for one in words)
    if not (cord and signal and normal) or other:
        return []
    return [
        Draft(
            kind="cord-signal-change",
            assertion="absent",
            chunk=normal[0],
            levels=tuple(normal[0].levels),
            location="cord",
        )
    ]


def normal_cord(made: Sequence[Chunk], found: list[Draft], text: str) -> list[Draft]:
    """A cord called normal as a whole has no change of signal and is not compressed."""
    match = _NORMAL_CORD.search(text)
    if match is None or _REST.search(text) or not made:
        return found
    changed = [
        draft for draft in found if draft.kind in ("cord-signal-change", "compression")
    ]
    if any(draft.assertion != "absent" for draft in changed):
        return found
    if not changed:
        whole = Draft(
            kind="cord-signal-change",
            assertion="absent",
            chunk=made[-1],
            levels=(),
            location="cord",
            detail=NORMAL_CORD,
        )
        return [*found, whole]
    return [
        replace(draft, detail=NORMAL_CORD)
        if draft.kind == "cord-signal-change" and draft.detail is None
        else draft
        for draft in found
    ]


def sound_facets(
    made: Sequence[Chunk], found: Sequence[Draft], text: str
) -> list[Draft]:
    """ "The facet joints are unremarkable": arthropathy denied."""
    match = _SOUND_FACETS.search(text)
    if match is None or any(draft.kind == "facet-arthropathy" for draft in found):
        return []
    sound = [
        chunk
        for chunk in made
        if any(
            token.kind == "open" and match.start() <= token.start < match.end()
            for token in chunk.tokens
        )
    ]
    if not sound:
        return []
    own = tuple(sound[0].levels)
    every = tuple(token for chunk in made for token in chunk.all("level"))
    return [
        Draft(
            kind="facet-arthropathy",
            assertion="absent",
            chunk=sound[0],
            levels=own or (every if len(every) == 1 else ()),
            location="facet",
        )
    ]


def _draft(chunk: Chunk, noun: Token, assertion: Assertion, text: str) -> Draft:
    kind = noun.attributes["kind"]
    location = noun.attributes.get("location")
    acute = kind == "implant-migration" and _ACUTE.search(text) is not None
    measure = _fitting(chunk, noun)
    called = named_grade(kind, noun, text) if assertion != "absent" else None
    return Draft(
        kind=kind,
        assertion=assertion,
        chunk=chunk,
        levels=whole_curve(chunk.levels) if kind in _CURVES else tuple(chunk.levels),
        location=location,
        side=_side(chunk, location) or _bend(kind, noun, chunk),
        severity=_grade(chunk, assertion) if location in _GRADED else None,
        value=measure.value if measure else called.value if called else None,
        unit=measure.unit if measure else None,
        name=called.name if called else None,
        detail="acute"
        if acute and assertion != "absent"
        else called.detail
        if called
        else None,
    )


def _side(chunk: Chunk, location: str | None) -> Side | None:
    side = chunk.first("side")
    return side.side if side is not None and location != "alignment" else None


_LEFTWARD = re.compile(r"\blevo|\bleft\b|\bL\b", re.IGNORECASE)
_RIGHTWARD = re.compile(r"\bdextro|\bright\b|\bR\b", re.IGNORECASE)


def _bend(kind: str, noun: Token, chunk: Chunk) -> Side | None:
    """The side that a curve is convex to, or that a vertebra slipped sideways to."""
    lateral = "lateral" in noun.text.lower()
    if kind != "scoliosis" and not (kind == "spondylolisthesis" and lateral):
        return None
    left, right = _LEFTWARD.search(noun.text), _RIGHTWARD.search(noun.text)
    if bool(left) != bool(right):
        return "left" if left else "right"
    named = {one.side for one in chunk.all("side")}
    return named.pop() if len(named) == 1 else None


def _grade(chunk: Chunk, assertion: Assertion) -> Severity | None:
    token, denial = chunk.first("grade"), chunk.first("no")
    grade = token.grade if token is not None else None
    if assertion != "absent":
        return grade
    if denial is None:
        return None
    return below(grade, denial) if grade is not None else denial.grade


def _fitting(chunk: Chunk, noun: Token) -> Token | None:
    """The one measure of the chunk in the noun's unit; two or more give none."""
    unit = noun.attributes.get("unit")
    fit = [token for token in chunk.all("measure") if token.unit == unit]
    return fit[0] if len(fit) == 1 else None


def _measured(draft: Draft, made: Sequence[Chunk], place: int) -> Draft:
    """A measure that follows its noun across a comma or "of"."""
    noun = made[place].noun
    if noun is None or draft.value is not None or place + 1 >= len(made):
        return draft
    after = made[place + 1]
    bare = not (after.noun or after.head or after.first("level"))
    fit = _fitting(after, noun) if bare else None
    if fit is None or after.joiner in ("and", "or"):
        return draft
    return _with_measure(draft, draft.chunk, tuple(draft.chunk.levels), fit)


def _with_measure(
    draft: Draft, chunk: Chunk, levels: tuple[Token, ...], fit: Token
) -> Draft:
    return Draft(
        kind=draft.kind,
        assertion=draft.assertion,
        chunk=chunk,
        levels=levels,
        location=draft.location,
        side=draft.side,
        severity=draft.severity,
        name=draft.name,
        value=fit.value,
        unit=fit.unit,
        detail=draft.detail,
    )


def _continued(last: Draft, chunk: Chunk, before: Chunk) -> list[Draft]:
    """ "Translation 4 mm at C4-5 and 2 mm at C5-6": the second measure."""
    noun = last.chunk.noun
    level = chunk.first("level")
    bare = not (chunk.noun or chunk.head or chunk.first("target"))
    if noun is None or level is None or not bare or chunk.first("site"):
        return []
    fit = _fitting(chunk, noun)
    if fit is None or last.value is None:
        return []
    return [_with_measure(last, chunk, tuple(chunk.levels), fit)]


_MOVED = sought(
    r"\b(?:slips?|listhesis|\w*listhesis|flex\w*\s?/\s?ext\w*|offset|displacement"
    r"|translation)\b[^.;\d]{0,30}"
    r"\d{1,2}(?:\.\d)?(?:\s?mm)?\s{0,2}(?:-{1,2}>|\u2192|=>)\s{0,2}"
    r"\d{1,2}(?:\.\d)?\s?mm\b"
    r"|\b(?:increas\w+|goes|going|widen\w*|chang\w+|mov\w+|worsen\w*|opens?|shift\w*"
    r"|translat\w+)\s(?:up\s)?from\s\d{1,2}(?:\.\d)?(?:\s?mm)?[^.;\d]{0,30}\bto\s"
    r"\d{1,2}(?:\.\d)?\s?mm\b",
    re.IGNORECASE,
)
_POSITION = (
    r"(?:neutral|flex(?:ion|ed)?|ext(?:ension|ended)?|standing|upright|erect|supine"
    r"|lying|recumbent|prone)"
)
_BY_POSITION = sought(
    rf"(?P<one>\d{{1,2}}(?:\.\d)?)\s?mm\s\(?(?:(?:in|on|when|with|at)\s)?{_POSITION}\b"
    rf"[^.;\d]{{0,40}}(?P<two>\d{{1,2}}(?:\.\d)?)\s?mm"
    rf"\s\(?(?:(?:in|on|when|with|at)\s)?{_POSITION}\b",
    re.IGNORECASE,
)
"""A measure in one position and in another ("8 mm standing to 4 mm supine")."""
_IN_MOTION = sought(
    r"\bF\s?/\s?E\b|\bstanding\b|\bupright\b|\bflex\w*|\bexten(?:ds?|sion)\b|\bext\b|\bdynamic\b|\bbending\b",
    re.IGNORECASE,
)


def moved(made: Sequence[Chunk], found: Sequence[Draft], text: str) -> list[Draft]:
    """ "Flex/ext 4 mm -> 6 mm": a shift between positions, in dynamic films."""
    if _IN_MOTION.search(text) is None:
        return []
    drafts = []
    for change in (*_MOVED.finditer(text), *_by_position(text)):
        before = [one for one in made if one.start < change.end()]
        levels = [
            t for one in before for t in one.all("level") if t.start < change.end()
        ]
        every = [token for one in made for token in one.all("level")]
        levels = levels or (every if len(every) == 1 else [])
        told = any(
            one.kind == "translation" and one.levels == tuple(levels[-1:])
            for one in found
        )
        if levels and not told:
            drafts.append(
                Draft(
                    kind="translation",
                    assertion="present",
                    chunk=before[-1],
                    levels=tuple(levels[-1:]),
                    location="alignment",
                )
            )
    return drafts


def _by_position(text: str) -> list[re.Match[str]]:
    """Measures that differ between positions."""
    told = _BY_POSITION.finditer(text)
    return [one for one in told if float(one["one"]) != float(one["two"])][:1]


def diameters(made: Sequence[Chunk]) -> list[Draft]:
    """The canal in millimetres: no grade, the number under its own name."""
    found = []
    listed = False
    for place, chunk in enumerate(made):
        listed = _measures_canal(chunk) or (listed and _measures_next(chunk))
        if not listed:
            continue
        fit = [token for token in chunk.all("measure") if token.unit == "mm"]
        later = made[place + 1].all("measure") if place + 1 < len(made) else []
        fit = fit or [token for token in later if token.unit == "mm"]
        if len(fit) == 1:
            found.append(
                Draft(
                    kind="stenosis",
                    assertion="present",
                    chunk=chunk,
                    levels=tuple(chunk.levels),
                    location="central",
                    name="canal-ap-diameter",
                    value=fit[0].value,
                    unit="mm",
                )
            )
    return found


def _measures_next(chunk: Chunk) -> bool:
    """ "Canal diameters: C3-4 12 mm, C4-5 9 mm": the next level's."""
    other = chunk.head or chunk.noun or chunk.first("target") or chunk.first("site")
    return not other and bool(chunk.first("level") and chunk.first("measure"))


def _measures_canal(chunk: Chunk) -> bool:
    """A diameter by name, or "central canal: 7 mm"."""
    if chunk.first("diameter") is not None:
        return True
    sites = [one.attributes["site"] for one in chunk.all("site")]
    bare = not (chunk.head or chunk.noun or chunk.first("target"))
    return bare and sites == ["central"] and chunk.first("measure") is not None
