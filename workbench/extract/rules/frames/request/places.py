"""Level, side and nerve of a requested procedure from the other lines of its form.

Where the words of a service leave its place out, a field of the same form gives it
("Lvl: C7-T1", "Vertebra: L1", boxes "[X] 5-6"), or else a comment that names one.  What
two comments say differently stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.critical import in_figures
from workbench.extract.rules.frames.operations.places import (
    level_groups,
    named_levels,
    named_vertebrae,
    spanned,
)
from workbench.extract.rules.frames.operations.procedures import CORPECTOMY, operations
from workbench.extract.rules.frames.request.asking_next import specifies
from workbench.extract.rules.frames.request.cited_fields import (
    cited_with,
    comments,
    is_level_field,
    value_of,
)
from workbench.extract.rules.frames.request.quoted import quotes
from workbench.extract.rules.frames.request.services import EPIDURALS
from workbench.extract.rules.frames.request.sides import sided
from workbench.extract.rules.frames.request.signs import sentence_weight
from workbench.extract.rules.frames.request.slots import slots
from workbench.extract.rules.frames.request.where_named import (
    regions_behind,
    regions_of_fields,
)
from workbench.extract.rules.frames.sessions.named_region import regions_in
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.schema.case import RequestedProcedure
from workbench.schema.spine import INTERSPACES, REGIONS, below, between, bounds
from workbench.vocabulary import nerves, procedures
from workbench.vocabulary.tables import Procedure

_BARE = re.compile(
    r"(?<![\w./-])(?P<upper>\d{1,2})\s?[-/]\s?(?P<lower>[TS]?1|\d{1,2})(?![\w./-])"
)
"""A level without its letter ("5-6", "7-T1")."""
_GRADE = re.compile(r"(?<![\w-])[0-5][+-]?/5\b")
"""A grade of strength, which looks like a level without its letter."""
_LISTED = re.compile(
    r"[\s,:(-]{1,3}(?:(?:at|of|levels?|the)\s){0,2}(?P<levels>\d-(?:\d|T1|S1)"
    r"(?:(?:\s?[,/&+]\s?|\s(?:and|plus)\s|,\s(?:and\s)?)\d-(?:\d|T1|S1)){0,4})"
    r"(?![\w-]|/\d)",
    re.IGNORECASE,
)
"""Levels without letters behind an operation; a slash would make a date of them."""
_ENDS = re.compile(
    r"\b(?:first|last|from|to|thru|through|upper|lower|top|bottom|start|end)\b", re.I
)
_STRETCH = re.compile(r"\d\s?(?:-|to|thru|through)\s?[CTLS]?\d", re.IGNORECASE)
_MARGIN = re.compile(r"(?:from|to|thru|through|which|where)", re.I)
_LETTERS = {"cervical": "C", "lumbar": "L"}
_NEXT_REGION = {"C": ("7", "T1"), "L": ("5", "S1")}
_LEADS = re.compile(r"\b(?:leads?|electrodes?)\b", re.IGNORECASE)
_WHERE = re.compile(
    r"\b(?:(?:perform\w*|done|carried out|treat\w*|operat\w*|place[ds]?) (?:at|on)"
    r"|levels?|interspaces?|segments?|joints?|will (?:be )?(?:block|inject|target"
    r"|ana?estheti[sz]e|treat|cement|fuse|decompress)(?:ed|ing)?)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\blevels?\b.{0,20}\b(?:changed?|corrected|amended|revised|moved)\b.{0,40}\bto\b",
    re.IGNORECASE,
)
_FIELD_STIMULATOR = "nerve-field-stimulator"
_NEXT = 3
"""Sentences after one that asks in which its place may be told."""


class Places(NamedTuple):
    """Where a form says that it is to be done, and the lines that say so."""

    levels: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    told: tuple[Sentence, ...] = ()


def lacks_place(fact: RequestedProcedure) -> bool:
    """Whether a request leaves out a place or side that its procedure may have."""
    main = procedures().procedures.get(fact.kind)
    if fact.origin != "request" or main is None:
        return False
    if main.unit == "request":
        return main.sided and not fact.side
    return lacks_level(fact) or (main.sided and not fact.side)


def lacks_level(fact: RequestedProcedure) -> bool:
    """Whether a fact names neither an interspace nor another place."""
    return not (fact.level or fact.site)


def placed(
    document: DocumentView, facts: Sequence[RequestedProcedure]
) -> list[RequestedProcedure]:
    """The facts with the places and sides that lines of a document in pairs give."""
    found: list[RequestedProcedure] = []
    for fact in facts:
        main = procedures().procedures.get(fact.kind)
        if fact.origin != "request" or main is None:
            found.append(fact)
            continue
        found += [sided(document, one, main) for one in _levelled(document, fact, main)]
    if any(one.kind in EPIDURALS and not lacks_level(one) for one in found):
        return found
    return [_at_named_region(document, one) for one in found]


# --- levels ----------------------------------------------------------------------


def _levelled(
    document: DocumentView, fact: RequestedProcedure, main: Procedure
) -> Iterator[RequestedProcedure]:
    if fact.level or fact.site or main.unit == "request":
        yield fact
        return
    if fact.kind == _FIELD_STIMULATOR:
        yield _in_region(document, fact)
        return
    if fact.kind.startswith("nerve-"):
        yield _at_nerve(document, fact)
        return
    if fact.kind.startswith("cord-"):
        yield _at_region(document, fact)
        return
    places = (
        _fields(document, fact, main)
        or _bare_beside(document, fact, main)
        or _told(comments(document), main, spelled=True)
        or _told(_following(document, fact), main)
        or _told(_corrections(document, fact), main)
    )
    levels, sites = _fitting(fact, main, places) if places else ((), ())
    if places is None or not (levels or sites):
        yield fact
        return
    cites = cited_with(document, fact, places.told)
    for name in levels:
        yield fact.model_copy(update={"level": name, "count": None, "evidence": cites})
    for name in sites:
        yield fact.model_copy(update={"site": name, "count": None, "evidence": cites})


def _fields(
    document: DocumentView, fact: RequestedProcedure, main: Procedure
) -> Places | None:
    """What the level fields say together; ends of a stretch in two fields are one."""
    told = [one for one in _level_values(document, fact) if _tells(one, main)]
    if not told:
        return None
    lines = tuple(dict.fromkeys(one.sentence for one in told))
    ends = [one for one in told if _ENDS.search(one.label)]
    if len(ends) > 1:
        bones = tuple(n for one in ends for n in named_vertebrae(one.value))
        return Places(spanned(bones), (), tuple(one.sentence for one in ends))
    named = [_names(one.value, main) for one in told]
    levels = dict.fromkeys(name for one, _ in named for name in one)
    sites = dict.fromkeys(name for _, one in named for name in one)
    return Places(tuple(levels), tuple(sites), lines)


class _Told(NamedTuple):
    """A value with its label or heading."""

    label: str
    value: str
    sentence: Sentence


def _level_values(document: DocumentView, fact: RequestedProcedure) -> Iterator[_Told]:
    """The level fields of a form, and the level columns of the fact's own row."""
    for one in document.sentences:
        if is_level_field(one):
            yield _Told(one.block.label or "", value_of(one), one)
        elif one.block.kind == "row" and quotes(fact, one):
            for cell in one.block.cells:
                if "label-level" in slots(cell.header or ""):
                    yield _Told(cell.header or "", cell.text, one)


def _tells(one: _Told, main: Procedure) -> bool:
    """Whether a value names a place; a bare figure beside "From" is a date."""
    if _MARGIN.fullmatch(one.label.strip()):
        return bool(named_vertebrae(one.value) or named_levels(one.value))
    return any(_names(one.value, main))


def _following(document: DocumentView, fact: RequestedProcedure) -> Iterator[Sentence]:
    """The sentences after one that asks which say where it is to be done."""
    for one in document.sentences:
        if not quotes(fact, one):
            continue
        for other in document.sentences[one.index + 1 : one.index + 1 + _NEXT]:
            if other.section is not one.section or operations(other.text):
                break
            says = _WHERE.search(other.text) or specifies(other)
            if says and other.block.kind in ("paragraph", "item"):
                yield other


def _corrections(
    document: DocumentView, fact: RequestedProcedure
) -> Iterator[Sentence]:
    """The sentences before one that asks which say what its levels were changed to."""
    for one in document.sentences:
        if quotes(fact, one):
            near = document.sentences[max(one.index - _NEXT, 0) : one.index]
            yield from (other for other in near if _CHANGED.search(other.text))


def _told(
    sentences: Iterable[Sentence], main: Procedure, *, spelled: bool = False
) -> Places | None:
    """The place that some sentences agree on.

    In a comment, where ``spelled``, a grade of strength ("triceps 4/5") is no level.
    """
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], Sentence] = {}
    for one in sentences:
        value = _GRADE.sub(" ", value_of(one)) if spelled else value_of(one)
        names = _names(value, main) if sentence_weight(one.text) >= 0 else ((), ())
        if any(names):
            found.setdefault(names, one)
    if len(found) != 1:
        return None
    (levels, sites), sentence = next(iter(found.items()))
    return Places(levels, sites, (sentence,))


def _names(value: str, main: Procedure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Interspaces and vertebrae of a value; bare figures in the procedure's region."""
    bones = named_vertebrae(value)
    if main.unit == "segment" and bones and not _names_spaces(value):
        return (), bones
    levels = named_levels(value)
    sites = () if levels else named_vertebrae(value)
    if levels or sites or level_groups(value):
        return levels, sites
    return _bare_levels(value, _LETTERS.get(main.region, "")), ()


def _bare_beside(
    document: DocumentView, fact: RequestedProcedure, main: Procedure
) -> Places | None:
    """Levels without letters right behind the words that ask ("ACDF, 4-5 and 5-6")."""
    letter = _LETTERS.get(main.region, "")
    for one in document.sentences:
        if not letter or main.unit != "interspace" or not quotes(fact, one):
            continue
        for operation in operations(one.text):
            match = _LISTED.match(one.text, operation.end)
            if operation.kind != fact.kind or match is None:
                continue
            levels = _bare_levels(match["levels"], letter)
            if levels and len(levels) == len(_BARE.findall(match["levels"])):
                return Places(levels, (), (one,))
    return None


def _names_spaces(value: str) -> bool:
    """Whether a value names interspaces, or a stretch from one bone to another."""
    return any(one.interspaces for one in level_groups(value)) or bool(
        _STRETCH.search(value)
    )


def _bare_levels(value: str, letter: str) -> tuple[str, ...]:
    if not letter:
        return ()
    found: list[str] = []
    for match in _BARE.finditer(in_figures(value)):
        upper, lower = match["upper"], match["lower"].upper()
        if (upper, lower) in (_NEXT_REGION[letter], (_NEXT_REGION[letter][0], "1")):
            lower = _NEXT_REGION[letter][1]
        elif lower.isdigit():
            lower = f"{letter}{lower}"
        found += _between(f"{letter}{upper}", lower)
    return tuple(dict.fromkeys(found))


def _between(upper: str, lower: str) -> tuple[str, ...]:
    try:
        return between(upper, lower)
    except (ValueError, IndexError):
        return ()


def _fitting(
    fact: RequestedProcedure, main: Procedure, places: Places
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The places in what the procedure is counted in."""
    levels, sites = places.levels, places.sites
    if main.unit == "segment":
        if fact.kind == CORPECTOMY and levels and not sites:
            ordered = sorted(levels, key=INTERSPACES.index)
            names = list(dict.fromkeys(n for one in ordered for n in bounds(one)))
            sites = tuple(names[1:-1] if len(names) > 2 else ())
        return (), sites
    if main.unit == "interspace":
        if sites and not levels and not main.fusion:
            levels = tuple(space for one in sites if (space := below(one)))
        return levels, ()
    return levels, () if levels else sites


def _at_nerve(document: DocumentView, fact: RequestedProcedure) -> RequestedProcedure:
    """The nerve that a field of its own names, without the word "nerve"."""
    for one in document.sentences:
        named = (
            slots(one.block.label or "") if one.block.kind == "field" else frozenset()
        )
        if not named & {"label-nerve", "label-level"} or "label-never" in named:
            continue
        value = value_of(one).lower().strip(" .")
        for name, nerve in nerves().nerves.items():
            if any(
                word.lower().removesuffix(" nerve") in value for word in nerve.words
            ):
                cites = cited_with(document, fact, (one,))
                return fact.model_copy(update={"site": name, "evidence": cites})
    return fact


def _at_region(document: DocumentView, fact: RequestedProcedure) -> RequestedProcedure:
    """The region of the spine that a field of the place or the leads names."""
    told: dict[str, Sentence] = {}
    for one in document.sentences:
        label = one.block.label or ""
        if is_level_field(one) or (one.block.kind == "field" and _LEADS.search(label)):
            for name in REGIONS.values():
                if re.search(rf"\b{name}\b", value_of(one), re.IGNORECASE):
                    told.setdefault(name, one)
    if len(told) != 1:
        return fact
    name, sentence = next(iter(told.items()))
    cites = cited_with(document, fact, (sentence,))
    return fact.model_copy(update={"site": name, "evidence": cites})


def _in_region(document: DocumentView, fact: RequestedProcedure) -> RequestedProcedure:
    """The region that the words of a field stimulator name beside it."""
    near = [one for one in document.sentences if quotes(fact, one)]
    told = {
        name
        for one in near
        for name in REGIONS.values()
        if re.search(rf"\b{name} (?:region|area|field|back|spine)\b", one.text, re.I)
    }
    if len(told) != 1:
        return _at_region(document, fact)
    return fact.model_copy(update={"site": told.pop()})


def _at_named_region(
    document: DocumentView, fact: RequestedProcedure
) -> RequestedProcedure:
    """The region that an epidural without a level has in its name."""
    if fact.kind not in EPIDURALS:
        return fact
    near = [one for one in document.sentences if quotes(fact, one)]
    told = {name for one in near for name in _regions_at(one.text, fact)}
    if not told and (names := regions_of_fields(document)):
        told = set(names)
    return fact.model_copy(update={"site": told.pop()}) if len(told) == 1 else fact


def _regions_at(text: str, fact: RequestedProcedure) -> Iterator[str]:
    """The regions that the names of epidurals in a text carry, or words behind them."""
    for one in operations(text):
        if one.kind == fact.kind or one.kind in EPIDURALS:
            yield from regions_in(text, one.start, one.end)
            yield from regions_behind(text, one.end)
