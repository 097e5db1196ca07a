"""The services that one stretch of a request names, by words, codes or both.

A code with its description is one service; a sentence may name several.  A service
that the text calls past, refused or enclosed is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.operation import TRANSFORAMINAL
from workbench.extract.rules.frames.operations.places import (
    level_groups,
    lone_side,
    named_levels,
    named_vertebrae,
    only_side,
    spanned,
)
from workbench.extract.rules.frames.operations.procedures import (
    Hint,
    Operation,
    operations,
)
from workbench.extract.rules.frames.request.additions import unasked_beside
from workbench.extract.rules.frames.request.asking_cues import is_rejected, is_taken_off
from workbench.extract.rules.frames.request.code_places import (
    all_beside,
    each_in_cell,
    lettered_side,
)
from workbench.extract.rules.frames.request.codes import (
    OTHER,
    CodeMention,
    find_codes,
    modifier_side,
)
from workbench.extract.rules.frames.request.columns import turned_down
from workbench.extract.rules.frames.request.items import Item
from workbench.extract.rules.frames.request.labels import (
    CODE_LABEL,
    END_LABEL,
    LEVEL_LABEL,
    MODIFIER_LABEL,
    SIDE_CELL,
    SIDE_LABEL,
    UNIT_LABEL,
)
from workbench.extract.rules.frames.request.namesakes import is_namesake
from workbench.extract.rules.frames.request.papers import SCANS, is_only_paper
from workbench.extract.rules.frames.request.settled import is_settled, without_settled
from workbench.extract.rules.frames.request.stretches import Ask
from workbench.extract.rules.frames.request.unlisted import as_named
from workbench.extract.rules.frames.told.questions import label_of
from workbench.extract.rules.layout.boxes import answers_no
from workbench.extract.rules.model import Cell
from workbench.schema.case import Side
from workbench.vocabulary.tables import procedures

_CODED_FOR = re.compile(
    r"[\s,]{0,3}(?:\(?x\s?\d\)?\s)?(?:(?:is|are)\s)?(?:for|at|to cover)\b", re.I
)
_LONGEST = 5000
_REACH = 30
"""Characters from an operation to the code in brackets after it."""
_IN_BRACKETS = re.compile(r"[^();]*\((?:[^();\d]|\b(?:\d{5}|\d{4}T)(?:-\d\d)?\b){0,12}")
"""What stands between an operation and a code in brackets after it."""
_LEAD_IN = 12
"""Characters that a list mark may take before the code that a line begins with."""
_OFTEN_ENCLOSED = (
    "imaging-procedure",
    "spine-mri",
    "injection-procedure",
    "radiofrequency",
    "epidural-injection",
    "facet-injection",
    "trigger-point-injection",
    "nerve-block",
)
_ENCLOSED = re.compile(
    r"\b(?:(?:is|are|were|have been|please find)\s)?(?:enclosed|attached|appended"
    r"|included (?:here|below|with)|sent with|follows?|(?:to|will) follow"
    r"|(?:sent|coming) (?:separately|by (?:fax|mail)))\b",
    re.IGNORECASE,
)
_SERVICE_LABEL = re.compile(
    r"\b(?:procedures?|services?|treat|treatments?|surger\w+|stud(?:y|ies)|exams?)\b"
    r"|\Afor\Z|\bwhat\b.{0,30}\b(?:request\w*|need\w*|ask\w*|order\w*|want\w*)",
    re.I,
)
_ASKED_LABEL = re.compile(r"\b(?:request\w*|select\w*|needed|include\w*)\b", re.I)
_NOW_LABEL = re.compile(
    r"\b(?:requested|requesting|asked|asking|proposed|wanted|to be done)\b"
    r"(?! (?:by|before|earlier|date|units?|qty))",
    re.IGNORECASE,
)
_THEN_LABEL = re.compile(
    r"\b(?:done|performed|before|prior|previous(?:ly)?|past|earlier|already|history)\b",
    re.IGNORECASE,
)
"""Headers of two lists side by side: what is asked for, and what has been done."""
_COURSE_LABEL = re.compile(
    r"\b(?:results?|responses?|outcomes?|relief|effect|ended|stopped"
    r"|benefit(?!s?\s(?:trust|plan|fund|health|group|assoc|admin|services|co\b))"
    r"|helped|lasted|held|after|nrs|vas"
    r"|before(?! (?:schedul|book|servic|surg|procedur|visit|dos|next)))\b",
    re.IGNORECASE,
)
"""Headers of a table of what was tried, and how it went."""
_VISITS_LABEL = re.compile(
    r"\b(?:sessions|visits|end(?: date)?|stop(?: date)?)\b", re.IGNORECASE
)
"""Headers of that table too; beside codes they tell units and days that are asked for."""  # noqa: E501
_NO = re.compile(r"\W*(?:no|n)\W*", re.IGNORECASE)


def items_of(
    ask: Ask, hint: Hint, coded: frozenset[str] = frozenset()
) -> Iterator[Item]:
    """The services of a stretch; ``hint`` is what the document says around it.

    ``coded`` are the kinds of which the sentences beside it give the codes.
    """
    block = ask.sentence.block
    if block.kind == "row" and block.cells:
        yield from row_items(ask, block.cells, hint)
        return
    if block.kind == "checkbox" and answers_no(ask.sentence.text):
        return
    codes = _codes(ask)
    parts = _parts(ask, codes)
    if len(parts) > 1:
        for part in parts:
            yield from items_of(part, hint, coded)
        return
    named = operations(ask.text, hint)
    words = [one for one in named if not _refused(ask, one, coded)]
    refused = [one for one in named if one not in words]
    codes = tuple(
        one
        for one in codes
        if not _of_refused(ask.text, one, refused, words)
        and not is_taken_off(ask.text, one.start, one.end)
    )
    codes = as_named(codes, words)
    if len(codes) == 1 and _itemised(ask, codes[0], words):
        said = without_settled(_without(ask.text, refused))
        yield from _coded_line(ask, codes[0], words, said)
        return
    for one in words:
        yield _word_item(ask, one)
    for code, beside in zip(codes, all_beside(ask.text, codes), strict=True):
        near = set(named_levels(beside))
        if any(near & {*one.levels} and _contradicts(code, one) for one in words):
            beside = ""  # the level of another service, before its code in brackets
        yield replace(_code_item(ask, code, beside), name=_called(code, words))


def _parts(ask: Ask, codes: tuple[CodeMention, ...]) -> list[Ask]:
    """A list that runs on ("22551: ... (C5-6) 22845: ...") cut before each code."""
    text = ask.text
    if _explains(text, codes):
        starts = [0, *(code.start for code in codes if code.start)]
        return [
            replace(ask, start=ask.start + start, end=ask.start + end)
            for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        ]
    if len(codes) < 2 or codes[0].start > _LEAD_IN:
        return [ask]
    cuts = [0, *(code.start for code in codes[1:]), len(text)]
    spans = list(zip(cuts, cuts[1:], strict=False))
    if not all(re.search(r"[A-Za-z]{5}", text[start:end]) for start, end in spans):
        return [ask]
    return [
        replace(ask, start=ask.start + start, end=ask.start + end)
        for start, end in spans
    ]


def _explains(text: str, codes: tuple[CodeMention, ...]) -> bool:
    """Whether a sentence tells of each code what it is for ("22845 for the plate")."""
    told = sum(bool(_CODED_FOR.match(text, code.end)) for code in codes)
    return len(codes) > 1 and 2 * told > len(codes)


def _refused(ask: Ask, one: Operation, coded: frozenset[str]) -> bool:
    """Whether a cue before the words, or before levels that lead them, refuses."""
    if is_namesake(ask.text, one):
        return True
    if unasked_beside(ask.text, one):
        return True
    sure = one.kind in coded or _surely_asked(ask)
    if one.concept in _OFTEN_ENCLOSED and not sure:
        return True
    if one.concept in SCANS and is_only_paper(ask.text, one):
        return True
    if one.concept in _OFTEN_ENCLOSED and _ENCLOSED.search(ask.text, one.end):
        return not ask.explicit
    ends = {one.end, _end(one)}
    leads = one.place is not None and one.place.end <= one.start
    starts = (one.start, one.place.start) if one.place and leads else (one.start,)
    return any(is_rejected(ask.text, start, end) for start in starts for end in ends)


def _end(one: Operation) -> int:
    """Where an operation ends, with its levels where they come after it."""
    return max(one.end, one.place.end if one.place else 0)


def _of_refused(
    text: str, code: CodeMention, refused: list[Operation], words: list[Operation]
) -> bool:
    """Whether a code in brackets names an operation that the text refuses."""
    asked = any(one.kind == code.kind for one in words)
    return any(
        one.end <= code.start
        and code.start - one.end < _REACH
        and (code.kind == one.kind or not one.dependent)
        and (
            _IN_BRACKETS.fullmatch(text, one.end, code.start)
            or (not asked and _is_led_off(text, one, code))
        )
        for one in refused
    )


def _is_led_off(text: str, one: Operation, code: CodeMention) -> bool:
    """Whether a code right behind words is of what a cue before these refuses."""
    if code.kind != one.kind or text[_end(one) : code.start].strip(" ,-"):
        return False
    start = min(one.start, one.place.start) if one.place else one.start
    return is_rejected(text, start, 0)


def _surely_asked(ask: Ask) -> bool:
    """Whether a scan or injection is the service and not an enclosure or a history."""
    label = ask.sentence.block.label or ask.sentence.section.title
    return ask.explicit or bool(_codes(ask)) or bool(_SERVICE_LABEL.search(label))


def _codes(ask: Ask) -> tuple[CodeMention, ...]:
    labelled = bool(CODE_LABEL.search(label_of(ask.sentence)))
    found = find_codes(ask.text[:_LONGEST], labelled=labelled)
    if found or not ask.listed:
        return found
    return find_codes(ask.text[:_LONGEST], labelled=True)


def _itemised(ask: Ask, code: CodeMention, words: list[Operation]) -> bool:
    """Whether the stretch is one code with its description, not a sentence."""
    if ask.sentence.block.kind == "paragraph" and code.start > _LEAD_IN:
        return False
    return code.start <= _LEAD_IN or len(words) <= 1


def _without(text: str, refused: list[Operation]) -> str:
    """The text with the operations that it refuses blanked, and with their levels."""
    for one in refused:
        start = min(one.start, one.place.start) if one.place else one.start
        text = text[:start] + " " * (_end(one) - start) + text[_end(one) :]
    return text


def _coded_line(
    ask: Ask, code: CodeMention, words: list[Operation], text: str
) -> Iterator[Item]:
    """One code and its description: words of another main procedure stand too."""
    own = [one for one in words if one.kind == code.kind and not one.dependent]
    levels = named_levels(text)
    side = only_side(_plain(text))
    yield Item(
        ask=ask,
        kind=code.kind,
        code=code.code,
        count=code.count,
        levels=(own[0].levels if own else ()) or levels,
        sites=() if levels else (own[0].sites if own else ()) or named_vertebrae(text),
        side=code.side or side,
        name=_name(code, words),
        words=bool(own),
    )
    for one in words:
        if _contradicts(code, one):
            yield _word_item(ask, one)


def _called(code: CodeMention, words: list[Operation]) -> str | None:
    """The words before a code outside the table that it stands for."""
    if code.kind != OTHER:
        return None
    others = [one for one in words if one.kind == OTHER and one.start < code.start]
    return others[-1].name if others else None


def _plain(text: str) -> str:
    return re.sub(r"(?i)unilateral or bilateral|\(?one side\)?", " ", text)


def _name(code: CodeMention, words: list[Operation]) -> str | None:
    return words[0].name if words and code.kind == OTHER else None


def _contradicts(code: CodeMention, one: Operation) -> bool:
    """Whether words beside a code name a procedure that the code is not for."""
    mains = procedures().procedures
    if one.kind == code.kind or one.kind not in mains or code.kind not in mains:
        return False
    bare = one.concept in ("fusion", "decompression", "lumbar-fusion")
    return not bare


def _word_item(ask: Ask, one: Operation) -> Item:
    side = next((side for side in one.sides if side), None)
    return Item(
        ask=ask,
        kind=one.kind,
        levels=one.levels,
        sites=one.sites,
        side=side if len(set(one.sides)) == 1 else None,
        sides=dict(zip(one.levels, one.sides, strict=False)),
        name=one.name,
        words=True,
        approach=one.approach,
        concept=one.concept,
    )


def _code_item(ask: Ask, code: CodeMention, beside: str) -> Item:
    return Item(
        ask=ask,
        kind=code.kind,
        code=code.code,
        count=code.count,
        levels=named_levels(beside),
        sites=named_vertebrae(beside),
        side=code.side,
    )


# --- table rows ------------------------------------------------------------------


def row_items(ask: Ask, cells: tuple[Cell, ...], hint: Hint) -> Iterator[Item]:
    """The services of a table's row, with the levels and units of its columns.

    A list of codes beside an operation does not itemise those that follow it by level.
    """
    cells = _asked_now(cells)
    if any(_headed(cell, _ASKED_LABEL) and _NO.fullmatch(cell.text) for cell in cells):
        return
    if _tells_course(cells) or turned_down(ask.sentence):
        return
    homes = [
        (code, cell)
        for cell in cells
        for code in find_codes(cell.text, labelled=_headed(cell, CODE_LABEL))
        if not is_settled(cell.text, code.start, code.end)
    ]
    coded = [code for code, _ in homes]
    own_places = _each_its_own(homes)
    levels, sites = ((), ()) if own_places else _row_levels(cells)
    if not (levels or sites) and any(code.kind == TRANSFORAMINAL for code in coded):
        sites = _row_roots(cells)
    count = _row_count(cells)
    text = " | ".join(cell.text for cell in cells)
    said = _described(cells) or text
    words = [
        one
        for one in operations(said, hint)
        if not (is_rejected(text, 0, 0) or is_rejected(said, one.start, _end(one)))
        and not unasked_beside(said, one)
        and not is_namesake(said, one)
    ]
    coded = list(as_named(tuple(coded), words))
    homes = [(code, cell) for code, (_, cell) in zip(coded, homes, strict=True)]
    listed = len(coded) > 1 and not any(_headed(cell, LEVEL_LABEL) for cell in cells)
    for (code, home), beside in zip(homes, each_in_cell(homes), strict=True):
        own = [one for one in words if one.kind == code.kind and not one.dependent]
        placed = beside or (_row_levels((home,)) if own_places else None)
        here = placed or (levels, sites)
        follows = listed and not placed and code.kind in procedures().dependents
        yield Item(
            ask=ask,
            kind=code.kind,
            code=code.code,
            count=code.count or count,
            levels=() if follows else here[0] or (own[0].levels if own else ()),
            sites=() if follows else here[1] or (own[0].sites if own else ()),
            side=code.side
            or (lettered_side(home.text) if own_places else None)
            or only_side(_plain(text))
            or _row_side(cells),
            name=_name(code, words),
            words=bool(own),
        )
    for one in words:
        if not coded or all(_contradicts(code, one) for code in coded):
            item = _word_item(ask, one)
            yield replace(
                item,
                levels=item.levels or levels,
                sites=item.sites or sites,
                side=item.side or _row_side(cells),
            )


def _asked_now(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells of a row without a column of the past beside one that asks."""
    if not any(_headed(cell, _NOW_LABEL) for cell in cells):
        return cells
    return tuple(
        cell
        for cell in cells
        if _headed(cell, _NOW_LABEL) or not _headed(cell, _THEN_LABEL)
    )


def _each_its_own(homes: list[tuple[CodeMention, Cell]]) -> bool:
    """Whether codes in several cells bring their places: "63081 | 22554 (C4-5)".

    A place beside one code says nothing of the code in the next cell.
    """
    cells = {cell.start: cell for _, cell in homes}
    return len(cells) > 1 and any(any(_row_levels((cell,))) for cell in cells.values())


def _tells_course(cells: tuple[Cell, ...]) -> bool:
    """Whether the columns tell what was tried and how it went."""
    if any(_headed(cell, _COURSE_LABEL) for cell in cells):
        return True
    coded = any(_headed(cell, CODE_LABEL) for cell in cells)
    return not coded and any(_headed(cell, _VISITS_LABEL) for cell in cells)


def _headed(cell: Cell, pattern: re.Pattern[str]) -> bool:
    return bool(cell.header and pattern.search(cell.header))


def _row_levels(cells: tuple[Cell, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Levels of a row: of its level column, else of whatever cell names one."""
    ends = [cell for cell in cells if cell.header and END_LABEL.fullmatch(cell.header)]
    bones = [name for cell in ends for name in named_vertebrae(cell.text)]
    if len(ends) > 1 and len(bones) > 1 and (levels := spanned(tuple(bones))):
        return levels, ()
    headed = [cell for cell in cells if _headed(cell, LEVEL_LABEL)]
    for cell in headed or cells:
        levels, sites = named_levels(cell.text), named_vertebrae(cell.text)
        if levels or sites:
            return levels, sites
    return (), ()


def _row_roots(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """The one root that a row names, at which an injection goes in."""
    places = (one for cell in cells for one in level_groups(cell.text, roots=True))
    bones = tuple(dict.fromkeys(name for one in places for name in one.vertebrae))
    return bones if len(bones) == 1 else ()


def _row_side(cells: tuple[Cell, ...]) -> Side | None:
    """The side that a letter in a level or side column, or a modifier, gives."""
    for cell in cells:
        side = None
        if _headed(cell, MODIFIER_LABEL):
            side = modifier_side(cell.text)
        elif _headed(cell, SIDE_LABEL) or _headed(cell, LEVEL_LABEL):
            side = lone_side(cell.text)
        elif not cell.header and SIDE_CELL.fullmatch(cell.text):
            side = lone_side(cell.text)
        if side:
            return side
    return None


def _row_count(cells: tuple[Cell, ...]) -> int | None:
    for cell in cells:
        if _headed(cell, UNIT_LABEL) and not _headed(cell, CODE_LABEL):
            match = re.search(r"\b(\d{1,2})\b", cell.text)
            if match:
                return int(match.group(1)) or None
    return None


def _described(cells: tuple[Cell, ...]) -> str:
    """The row's words without its code cells, levels kept beside them."""
    return " | ".join(cell.text for cell in cells if not find_codes(cell.text))
