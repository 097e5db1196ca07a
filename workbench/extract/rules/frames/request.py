"""The request: what is asked for, per procedure and level, with codes and stages.

A request says the same thing in words, in a level field and in code lines.  Each
stretch that asks is read for operations and codes (``RequestItem``); ``lines`` joins
the items of one document to facts.  What a note only plans has origin ``plan``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from workbench.extract.rules.frames.asking import (
    Ask,
    asks,
    is_rejected,
    plans,
    set_out,
)
from workbench.extract.rules.frames.codes import (
    OTHER,
    CodeMention,
    find_codes,
    modifier_side,
)
from workbench.extract.rules.frames.fields import with_fields
from workbench.extract.rules.frames.lines import Context, Item, facts_of
from workbench.extract.rules.frames.pairing import paired
from workbench.extract.rules.frames.places import (
    lone_side,
    named_levels,
    named_vertebrae,
    only_side,
)
from workbench.extract.rules.frames.procedures import (
    Approach,
    Hint,
    Operation,
    operations,
)
from workbench.extract.rules.frames.questions import is_unticked, label_of
from workbench.extract.rules.model import (
    Cell,
    DocumentView,
    PacketView,
)
from workbench.schema.case import RequestedProcedure, Side
from workbench.vocabulary.tables import procedures

_LEVEL_LABEL = re.compile(
    r"\b(?:levels?|interspaces?|disc spaces?|segments?|vertebra\w*)\b", re.IGNORECASE
)
_SIDE_LABEL = re.compile(r"\b(?:sides?|laterality|left/right)\b", re.IGNORECASE)
_APPROACH_LABEL = re.compile(r"\bapproach\b", re.IGNORECASE)
_CODE_LABEL = re.compile(r"\b(?:cpt|hcpcs|codes?|proc)\b", re.IGNORECASE)
_UNIT_LABEL = re.compile(
    r"\b(?:units?|qty|quantity|count|number|no\.|#)", re.IGNORECASE
)
_HISTORY_LABEL = re.compile(
    r"\b(?:prior|previous|past|history|fused|imaging|mri|symptom\w*|exam\w*|pain)\b",
    re.IGNORECASE,
)
_MODIFIER_LABEL = re.compile(r"\bmod(?:ifiers?)?\b", re.IGNORECASE)
_LEVELS_ARE = re.compile(
    r"\b(?:levels?|interspaces?|segments?)\b[^.;:]{0,40}?"
    r"(?:\b(?:is|are|will be|would be|being|include)\b|:)",
    re.IGNORECASE,
)
_NEXT = 4
"""Sentences after one that asks in which its levels may be told."""
_CODED_FOR = re.compile(
    r"[\s,]{0,3}(?:\(?x\s?\d\)?\s)?(?:(?:is|are)\s)?(?:for|at|to cover)\b", re.I
)
_BARE_LEVELS = re.compile(r"(?:[CTLS]?\d{1,2}|and|to|through|[\s,/&.-])++", re.I)
_LONGEST = 5000
_MOST = 400
"""Stretches of one document that are joined; a real request has far fewer."""
_LEAD_IN = 12
"""Characters that a list mark may take before the code that a line begins with."""
_OFTEN_ENCLOSED = ("imaging-procedure", "injection-procedure")
_SERVICE_LABEL = re.compile(
    r"\b(?:procedures?|services?|treatments?|surger\w+|stud(?:y|ies)|exams?)\b", re.I
)
_ASKED_LABEL = re.compile(r"\b(?:request\w*|select\w*|needed|include\w*)\b", re.I)
_NO = re.compile(r"\W*(?:no|n)\W*", re.IGNORECASE)
_TOUCH = re.compile(r"[\s,:;@()/-]{0,4}(?:(?:at|level|levels|for)\b[\s:]{0,2}){0,2}")


def read(document: DocumentView, packet: PacketView) -> list[RequestedProcedure]:
    """Requested and planned procedures of one document, ids "?"."""
    document = with_fields(document)
    stretches = asks(document, packet)[:_MOST]
    inside = set_out(document, packet)
    found: list[RequestedProcedure] = []
    if stretches:
        found += _facts(document, stretches, inside)
    planned = plans(document, packet)[:_MOST]
    if planned:
        found += _facts(document, planned, inside)
    return found


def _facts(
    document: DocumentView, stretches: list[Ask], inside: frozenset[int]
) -> list[RequestedProcedure]:
    context = _context(document, stretches, inside)
    hint = Hint(region=_region(document, stretches), approach=_approach(stretches))
    items = [
        _counted(document, item) for ask in stretches for item in _items(ask, hint)
    ]
    bound, context = paired(document, items, context)
    return facts_of(document, bound, context, stretches[0].origin)


def _counted(document: DocumentView, item: Item) -> Item:
    """The item with units and modifier that fields after its code on the line give."""
    sentence = item.ask.sentence
    if item.code is None:
        return item
    line = document.source.line_index(sentence.start)
    for other in document.sentences[sentence.index + 1 : sentence.index + 5]:
        if document.source.line_index(other.start) != line:
            break
        label = other.block.label or ""
        number = re.search(r"\b(\d{1,2})\W*$", other.text)
        if _UNIT_LABEL.search(label) and number:
            item = replace(item, count=item.count or int(number.group(1)) or None)
        side = modifier_side(other.text) if _MODIFIER_LABEL.search(label) else None
        if side and not item.side:
            told = Ask(other, 0, len(other.text), item.ask.origin, item.ask.stage)
            item = replace(item, side=side, extra=(*item.extra, told))
    return item


# --- what fields beside the request say -------------------------------------------


def _context(
    document: DocumentView, stretches: list[Ask], inside: frozenset[int]
) -> Context:
    """Level and side fields that stand with the stretches that ask."""
    levels = [one for ask in stretches if (one := _run_on(document, ask))]
    levels += [one for ask in stretches for one in _told_after(document, ask)]
    sides: list[Ask] = []
    if stretches[0].origin == "plan":
        return Context(levels=tuple(levels))
    seen = {id(ask.sentence) for ask in stretches}
    sections = {id(ask.sentence.section) for ask in stretches}
    for ask in (*stretches, *_loose(document, seen, sections, inside)):
        label = label_of(ask.sentence)
        if _HISTORY_LABEL.search(label) or is_unticked(ask.sentence):
            continue
        if _LEVEL_LABEL.search(label) and not operations(ask.text):
            levels.append(ask)
        if _SIDE_LABEL.search(label):
            sides.append(ask)
    return Context(levels=tuple(levels), sides=tuple(sides))


def _told_after(document: DocumentView, ask: Ask) -> Iterator[Ask]:
    """Sentences after one that asks which say what its levels are."""
    if not ask.explicit or ask.sentence.block.kind != "paragraph":
        return
    place = ask.sentence.index
    for other in document.sentences[place + 1 : place + _NEXT]:
        if other.section is not ask.sentence.section:
            return
        if _LEVELS_ARE.search(other.text) and not operations(other.text):
            yield Ask(other, 0, len(other.text), ask.origin, ask.stage)


def _run_on(document: DocumentView, ask: Ask) -> Ask | None:
    """A next line of nothing but levels that ends a sentence left open."""
    following = document.sentences[ask.sentence.index + 1 :][:1]
    if not following or ask.text.rstrip().endswith((".", ";", ":")):
        return None
    bare = _BARE_LEVELS.fullmatch(following[0].text)
    if not bare or following[0].section is not ask.sentence.section:
        return None
    return Ask(following[0], 0, len(following[0].text), ask.origin, ask.stage)


def _loose(
    document: DocumentView,
    seen: set[int],
    sections: set[int],
    inside: frozenset[int],
) -> Iterator[Ask]:
    """Fields of the request's sections that name no service themselves."""
    for sentence in document.sentences:
        if id(sentence) in seen or sentence.block.kind == "row":
            continue
        if sentence.index in inside or id(sentence.section) in sections:
            yield Ask(sentence, 0, len(sentence.text), "request")


def _region(document: DocumentView, stretches: list[Ask]) -> str | None:
    """The region that the stretches, or else the document, speak of most."""
    for text in (" ".join(ask.text for ask in stretches), document.source.text[:20000]):
        counts = {
            "cervical": len(
                re.findall(r"\bcervical\b|\bneck\b|\bC[2-7]\b", text, re.I)
            ),
            "lumbar": len(re.findall(r"\blumb\w+|\bL[1-5]\b|\blow back\b", text, re.I)),
            "thoracic": len(re.findall(r"\bthoracic\b", text, re.I)),
        }
        best = max(counts, key=lambda name: counts[name])
        if counts[best]:
            return best
    return None


def _approach(stretches: list[Ask]) -> Approach | None:
    """The approach that an "Approach:" field names."""
    for ask in stretches:
        label = label_of(ask.sentence)
        if _APPROACH_LABEL.search(label):
            front = re.search(r"\banterior\b", ask.text, re.IGNORECASE)
            back = re.search(r"\bposterior\b", ask.text, re.IGNORECASE)
            if bool(front) != bool(back):
                return "anterior" if front else "posterior"
    return None


# --- one stretch -------------------------------------------------------------------


def _items(ask: Ask, hint: Hint) -> Iterator[Item]:
    block = ask.sentence.block
    if block.kind == "row" and block.cells:
        yield from _row_items(ask, block.cells, hint)
        return
    codes = _codes(ask)
    parts = _parts(ask, codes)
    if len(parts) > 1:
        for part in parts:
            yield from _items(part, hint)
        return
    words = [one for one in operations(ask.text, hint) if not _refused(ask, one)]
    if len(codes) == 1 and _itemised(ask, codes[0], words):
        yield from _coded_line(ask, codes[0], words)
        return
    for one in words:
        yield _word_item(ask, one)
    for index, code in enumerate(codes):
        following = codes[index + 1].start if index + 1 < len(codes) else len(ask.text)
        item = _code_item(ask, code, _beside(ask.text, code, following))
        yield replace(item, name=_called(code, words))


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


def _refused(ask: Ask, one: Operation) -> bool:
    """Whether a cue before the words, or before levels that lead them, refuses."""
    if one.concept in _OFTEN_ENCLOSED and not _surely_asked(ask):
        return True
    end = max(one.end, one.place.end if one.place else 0)
    leads = one.place is not None and one.place.end <= one.start
    starts = (one.start, one.place.start) if one.place and leads else (one.start,)
    return any(is_rejected(ask.text, start, end) for start in starts)


def _surely_asked(ask: Ask) -> bool:
    """Whether a scan or injection is the service and not an enclosure or a history."""
    label = ask.sentence.block.label or ask.sentence.section.title
    return ask.explicit or bool(_codes(ask)) or bool(_SERVICE_LABEL.search(label))


def _codes(ask: Ask) -> tuple[CodeMention, ...]:
    labelled = bool(_CODE_LABEL.search(label_of(ask.sentence)))
    return find_codes(ask.text[:_LONGEST], labelled=labelled)


def _itemised(ask: Ask, code: CodeMention, words: list[Operation]) -> bool:
    """Whether the stretch is one code with its description, not a sentence."""
    if ask.sentence.block.kind == "paragraph" and code.start > _LEAD_IN:
        return False
    return code.start <= _LEAD_IN or len(words) <= 1


def _coded_line(ask: Ask, code: CodeMention, words: list[Operation]) -> Iterator[Item]:
    """One code and its description: words of another main procedure stand too."""
    text = ask.text
    own = [one for one in words if one.kind == code.kind and not one.dependent]
    levels = named_levels(text)
    side = only_side(_plain(text))
    yield Item(
        ask=ask,
        kind=code.kind,
        code=code.code,
        count=code.count,
        levels=(own[0].levels if own else ()) or levels,
        sites=() if levels else (own[0].sites if own else named_vertebrae(text)),
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
    bare = one.concept in ("fusion", "decompression")
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


def _beside(text: str, code: CodeMention, following: int) -> str:
    """Text directly after a code that itemises its level, or else nothing."""
    rest = text[code.end : following]
    lead = _TOUCH.match(rest)
    start = lead.end() if lead else 0
    return (
        rest
        if named_levels(rest[start : start + 14])
        or named_vertebrae(rest[start : start + 8])
        else ""
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


# --- table rows ---------------------------------------------------------------------


def _row_items(ask: Ask, cells: tuple[Cell, ...], hint: Hint) -> Iterator[Item]:
    if any(_headed(cell, _ASKED_LABEL) and _NO.fullmatch(cell.text) for cell in cells):
        return
    coded = [
        code
        for cell in cells
        for code in find_codes(cell.text, labelled=_headed(cell, _CODE_LABEL))
    ]
    levels, sites = _row_levels(cells)
    count = _row_count(cells)
    text = " | ".join(cell.text for cell in cells)
    words = [
        one
        for one in operations(_described(cells) or text, hint)
        if not is_rejected(text, 0, 0)
    ]
    for code in coded:
        own = [one for one in words if one.kind == code.kind and not one.dependent]
        yield Item(
            ask=ask,
            kind=code.kind,
            code=code.code,
            count=code.count or count,
            levels=levels or (own[0].levels if own else ()),
            sites=sites or (own[0].sites if own else ()),
            side=code.side or only_side(_plain(text)) or _row_side(cells),
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


def _headed(cell: Cell, pattern: re.Pattern[str]) -> bool:
    return bool(cell.header and pattern.search(cell.header))


def _row_levels(cells: tuple[Cell, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Levels of a row: of its level column, else of whatever cell names one."""
    headed = [cell for cell in cells if _headed(cell, _LEVEL_LABEL)]
    for cell in headed or cells:
        levels, sites = named_levels(cell.text), named_vertebrae(cell.text)
        if levels or sites:
            return levels, sites
    return (), ()


def _row_side(cells: tuple[Cell, ...]) -> Side | None:
    """The side that a letter in a level or side column, or a modifier, gives."""
    for cell in cells:
        side = None
        if _headed(cell, _MODIFIER_LABEL):
            side = modifier_side(cell.text)
        elif _headed(cell, _SIDE_LABEL) or _headed(cell, _LEVEL_LABEL):
            side = lone_side(cell.text)
        if side:
            return side
    return None


def _row_count(cells: tuple[Cell, ...]) -> int | None:
    for cell in cells:
        if _headed(cell, _UNIT_LABEL) and not _headed(cell, _CODE_LABEL):
            match = re.search(r"\b(\d{1,2})\b", cell.text)
            if match:
                return int(match.group(1)) or None
    return None


def _described(cells: tuple[Cell, ...]) -> str:
    """The row's words without its code cells, levels kept beside them."""
    return " | ".join(cell.text for cell in cells if not find_codes(cell.text))
