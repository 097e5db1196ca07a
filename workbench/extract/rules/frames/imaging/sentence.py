"""One sentence or table row of a study read into drafts of findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.chunks import Chunk, chunks
from workbench.extract.rules.frames.imaging.contact import contacts, lend_contact
from workbench.extract.rules.frames.imaging.denial import (
    without_bulging_wall,
    without_nonunion_of_pars,
)
from workbench.extract.rules.frames.imaging.draft import Draft, Judge
from workbench.extract.rules.frames.imaging.gone import gone_since
from workbench.extract.rules.frames.imaging.level_lists import level_lists
from workbench.extract.rules.frames.imaging.measured_shift import of_one_row, with_shift
from workbench.extract.rules.frames.imaging.motion_rows import moves
from workbench.extract.rules.frames.imaging.narrowing import narrowing, unremarkable
from workbench.extract.rules.frames.imaging.narrowing_bare import bare_grades
from workbench.extract.rules.frames.imaging.narrowing_parts import Topic
from workbench.extract.rules.frames.imaging.nouns import (
    diameters,
    moved,
    normal_cord,
    nouns,
    sound_cord,
    sound_facets,
)
from workbench.extract.rules.frames.imaging.prior import without_prior
from workbench.extract.rules.frames.imaging.same import repeated
from workbench.extract.rules.frames.imaging.tokens import Token, tokens
from workbench.extract.rules.frames.imaging.trailing import (
    of_one_place,
    with_trailing,
)
from workbench.extract.rules.frames.imaging.wondered import without_wondered
from workbench.extract.rules.language import context
from workbench.extract.rules.layout.tables import LEVELS
from workbench.extract.rules.model import Block, Cell, Mention, Sentence, Seven
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought

_PAIR = 2
"""Cells of a row that is a level and what is said of it."""
LONGEST = 4000
"""A sentence longer than this is no sentence; its start is read."""
_DOUBT_REACH = 36
"""Characters before a finding in which a word of doubt is about it."""

_OPENING = re.compile(
    r"[\W\d]{0,8}(?:\b(?:at|the|level|of|on|in|disc|disk|interspace|and|left|right)\b\W{0,4}){0,5}",
    re.IGNORECASE,
)
_SPLIT_CELL = re.compile(r"\s{0,3}/\s{0,3}")
_BOTH_SIDES = re.compile(
    r"\b(?P<first>R|L|right|left)\s{0,2}/\s{0,2}(?:R|L|right|left)\b", re.I
)
_CELL_UNIT = re.compile(r"\b(?:mm|deg(?:rees?)?)\b|\u00b0", re.IGNORECASE)
_ARTIFACT = sought(
    r"\b(?:may|might|could|can|likely|probably|possibly|perhaps|favou?red|versus|vs\.?)\b"
    r"[^.;]{0,25}\bart[ei]fact",
    re.IGNORECASE,
)
_IS_ARTIFACT = re.compile(
    r"[^.;]{0,40}\b(?:is|are|was|were|due to|represents?|reflects?|to be)\s"
    r"(?:(?:an?|only|just|merely|purely|probably|likely|felt|thought|considered|believed"
    r"|judged|deemed|to be|motion|pulsation|gibbs|truncation)\s){0,4}art[ei]fact\w*",
    re.IGNORECASE,
)
_BARE = re.compile(r"[<>~]?\s?\d{1,3}(?:\.\d+)?")
_QUESTION = sought(
    r"\b(?:is|are|was|were) there\b[^.?;]{0,200}\?"
    r"|\b(?:does|do|has|have) (?:the )?(?:patient|member|images?|studies|study|films?"
    r"|mri|ct|x-?rays?)\b[^.?;]{0,200}\?",
    re.IGNORECASE,
)
_TAKEN_BACK = sought(
    r"(?P<new>\b(?:should|ought to) (?:read|say|be|have read|have said|state)\b"
    r"[^.;:]{0,30}?)(?P<old>,? (?:and )?(?:not|rather than|instead of) [^.;:,]{1,20})",
    re.IGNORECASE,
)
_SLOT = sought(r"\[(?P<value>[^\[\]\n]{3,200})\]")
"""What a template's field was filled with."""
_SITE_ONLY = re.compile(
    r"(?:(?:left|right|[lr])\.?\s)?"
    r"(?:central|foraminal|lateral recess|recess|subarticular)",
    re.IGNORECASE,
)
"""Column heads that name where and not what: the column grades narrowing."""
_ANGLE = re.compile(r"(?:angle|ang|rotation)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:net |total )?(?:change|difference|delta|\u0394|motion|range)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one sentence gives.

    Each draft comes with the header cells that it leans on.  ``leading`` is the level
    that the sentence sets for what follows, ``named`` the one level that it names,
    ``topic`` what it speaks of last; ``same_level`` and ``resets`` tell whether it
    points back to a level, or speaks of all or other levels.
    """

    drafts: tuple[tuple[Draft, tuple[Cell, ...]], ...]
    leading: Token | None = None
    named: Token | None = None
    topic: Topic | None = None
    same_level: bool = False
    resets: bool = False


def read_sentence(
    sentence: Sentence, topic: Topic | None = None, before: Sequence[Draft] = ()
) -> Reading:
    """All drafts of a sentence that is prose, a list item or a field.

    ``before`` are the drafts of the level that the sentences before it told of.
    """
    text = _without_slots(_told(without_prior(_as_way(sentence.text[:LONGEST]))))
    found = without_wondered(text, tokens(text))
    made = chunks(found)
    judge = _judge(replace(sentence, text=text), found)
    drafts, topic = _drafts(made, judge, text, topic)
    drafts += repeated(text, found, drafts, before)
    return Reading(
        drafts=tuple((draft, ()) for draft in drafts),
        leading=_leading(text, made),
        named=_only_level(made),
        topic=topic,
        same_level=any(chunk.first("same-level") for chunk in made),
        resets=_resets(made),
    )


_BOTH_ENDS = sought(
    r"\bbetween (?P<one>flex\w*|ext\w*|neutral) (?:and|&) (?=flex\w*|ext\w*)",
    re.IGNORECASE,
)


def _as_way(text: str) -> str:
    """The two ends of a motion as its way, which parts no measure from its name.

    "Translation L4-5 between flexion and extension 4.9 mm"; every sign keeps its place.
    """

    def way(ends: re.Match[str]) -> str:
        led = f"from {ends['one']} to "
        return led.ljust(len(ends.group()))

    return _BOTH_ENDS.sub(way, text)


def _told(text: str) -> str:
    """The text without what it only asks and what it takes back, both blanked."""
    text = _TAKEN_BACK.sub(_without_old, text)
    return _QUESTION.sub(lambda match: " " * len(match.group()), text)


def _without_old(match: re.Match[str]) -> str:
    """ "Should read LEFT, not right: left protrusion" without the wrong word."""
    return match["new"] + " " * len(match["old"])


def _without_slots(text: str) -> str:
    """The text with the brackets of filled template slots blanked ("[Mild]")."""
    return _SLOT.sub(r" \g<value> ", text)


_OWN_NO = re.compile(r"(?:no|not|non)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:or|nor|and)\b|/", re.IGNORECASE)


def _without_own_denials(text: str, found: Sequence[Token], token: Token) -> str:
    """The text with each "no" blanked that is part of another word's own meaning.

    "No bridging, screw halo" tells of two ills: what is no bridging is named so in the
    word list, and its "no" reaches past a comma only where the list goes on with "or".
    """
    for one in found:
        if one.end > token.start or one.kind != "noun" or not _OWN_NO.match(one.text):
            continue
        between = text[one.end : token.start]
        if "," in between and not _GOES_ON.search(text, one.end):
            no = one.text.split()[0]
            text = text[: one.start] + " " * len(no) + text[one.start + len(no) :]
    return text


def _judge(sentence: Sentence, found: Sequence[Token]) -> Judge:
    """What the sentence's cues say of a word, those of later clauses left out.

    "Osteophyte with probable impingement" doubts the impingement alone.
    """
    ends = [token.start for token in found if token.kind in ("link", "cut")]
    ends = sorted((*ends, *_doubts_next(sentence.text, found)))
    sentence = replace(sentence, text=_unlisted(sentence.text, found))

    def judge(token: Token) -> Seven:
        end = next((place for place in ends if place >= token.end), None)
        text = _without_own_denials(sentence.text, found, token)[:end]
        near = sentence if text == sentence.text else replace(sentence, text=text)
        mention = Mention(token.concept, token.start, token.end, token.text)
        seven = context.assertion(near, mention, state=True)
        lasting = token.attributes.get("location") == "hardware"
        stands = token.attributes.get("kind") == "solid-fusion"
        stands = stands or _IS_SO.search(sentence.text) is not None
        if seven == "historical" and lasting and stands:
            seven = "present"  # "her prior fusion is solid": the fusion is prior
        if seven == "present" and _IS_ARTIFACT.match(near.text, token.end):
            return "negated"
        if seven == "present" and gone_since(sentence.text, token.end):
            return "historical"
        doubted = seven == "present" and (
            _doubted(sentence.text, token.start)
            or _ARTIFACT.search(near.text, token.end) is not None
        )
        return "possible" if doubted else seven

    return judge


def _doubts_next(text: str, found: Sequence[Token]) -> Iterator[int]:
    """Commas behind which a word of doubt leads to a finding of its own.

    "Moderate stenosis, possible contact with the root" doubts the contact alone.
    """
    for place, token in enumerate(found):
        if token.kind != "join" or token.text.strip() != ",":
            continue
        after = text[token.end : token.end + _DOUBT_REACH]
        doubts = [
            one
            for one in lexicon.load("imaging-status").find(after)
            if one.concept in ("doubtful", "doubtful-before")
        ]
        if not doubts or after[: doubts[0].start].strip():
            continue
        ahead = _until_parted(found[place + 1 :])
        if any(one.kind in _FINDS for one in ahead):
            yield token.start


_FINDS = ("noun", "contact", "narrowing", "narrowed", "target")


def _until_parted(found: Sequence[Token]) -> Iterator[Token]:
    """The tokens up to the next mark that parts a sentence."""
    for token in found:
        if token.kind in ("join", "link", "cut"):
            return
        yield token


def _unlisted(text: str, found: Sequence[Token]) -> str:
    """The text with lists of levels as one word, over which doubt reaches back."""
    for token in level_lists(found):
        if token.kind == "level" and "," in text[token.start : token.end]:
            first = text[token.start : token.end].split(",", 1)[0]
            blank = " " * (token.end - token.start - len(first))
            text = text[: token.start] + first + blank + text[token.end :]
    return text


def _doubted(text: str, place: int) -> bool:
    """Whether a word of doubt stands just before ("is likely impinged")."""
    before = text[max(place - _DOUBT_REACH, 0) : place]
    found = lexicon.load("imaging-status").find(before)
    doubtful = any(one.concept == "doubtful" for one in found)
    return doubtful or _MAY.search(before) is not None


_MAY = re.compile(
    r"\b(?:may|might|could)\s(?:(?:also|well|be|just|slightly|minimally|mildly|barely)\s)*\Z",
    re.IGNORECASE,
)
"""A verb of doubt right before a word ("may touch the root")."""


def _drafts(
    made: Sequence[Chunk], judge: Judge, text: str, topic: Topic | None
) -> tuple[list[Draft], Topic | None]:
    narrow, topic = narrowing(made, judge, topic)
    touching = with_trailing(contacts(made, judge), made, text)
    named = with_trailing(nouns(made, judge, text), made, text)
    found = of_one_place(lend_contact(narrow, touching) + touching + named, made)
    found += sound_cord(made, found) + _lone_diameters(made, found)
    found += sound_facets(made, found, text)
    found = with_shift([*found, *moved(made, found, text)], text)
    found = _on_the_side(normal_cord(made, found, text), made, text)
    found = without_nonunion_of_pars(without_bulging_wall(found))
    return found or unremarkable(made, text) or bare_grades(made, text), topic


_IS_SO = sought(
    r"\b(?:is|are|appears?|remains?|looks?)\b(?!\s(?:now )?no longer\b)", re.IGNORECASE
)
_WORST = re.compile(
    r",[^,;]*\b(?:worst|worse|greatest|greater|most|more|severest|pronounced"
    r"|predominant\w*|especially|particularly)\b[^,;]*\Z",
    re.IGNORECASE,
)
"""A last clause that tells where a thing is worst, not where it is."""
_LAST_SIDE = re.compile(r"\b(?:on|to) the \Z", re.IGNORECASE)


def _on_the_side(
    found: Sequence[Draft], made: Sequence[Chunk], text: str
) -> list[Draft]:
    """ "Herniation with L5 root compression on the right": one side for all of it."""
    sides = [one for chunk in made for one in chunk.all("side")]
    if len(sides) != 1 or not _LAST_SIDE.search(text[: sides[0].start]):
        return list(found)
    if text[sides[0].end :].strip(" .)") or _WORST.search(text):
        return list(found)
    side = sides[0].side
    return [
        replace(draft, side=side) if draft.side is None and _sided(draft) else draft
        for draft in found
    ]


def _sided(draft: Draft) -> bool:
    """Whether a finding lies to a side by its nature."""
    if draft.kind == "compression":
        return draft.contact is not None and draft.contact.target == "root"
    if draft.kind == "disc-herniation":
        return True
    lateral = ("foraminal", "recess", "extraforaminal")
    return draft.kind == "stenosis" and draft.location in lateral


def _lone_diameters(made: Sequence[Chunk], found: Sequence[Draft]) -> list[Draft]:
    """A diameter beside a central fact of its level is a measurement only."""
    graded = {draft.levels for draft in found if draft.location == "central"}
    return [
        replace(draft, kind="other") if draft.levels in graded else draft
        for draft in diameters(made)
    ]


def _leading(text: str, made: Sequence[Chunk]) -> Token | None:
    """Levels that a sentence starts with and so hands on to the next sentences."""
    level = _only_level(made[:1])
    return level if level and _OPENING.fullmatch(text[: level.start]) else None


def _only_level(made: Sequence[Chunk]) -> Token | None:
    """The one level token of some chunks, if it names interspaces."""
    named = [one for chunk in made for one in chunk.all("level")]
    spaces = [one for one in named if one.level and one.level.interspaces]
    same = len({one.level.interspaces for one in spaces if one.level}) == 1
    return spaces[0] if same else None


def _resets(made: Sequence[Chunk]) -> bool:
    """Whether a sentence speaks of all or other levels and ends a level's paragraph."""
    return any(chunk.first("scope") for chunk in made)


def read_row(sentence: Sentence) -> Reading:
    """All drafts of a table row, each cell read under its header."""
    if _names_columns(sentence):
        return Reading(())
    level = _row_level(sentence)
    found: list[tuple[Draft, tuple[Cell, ...]]] = []
    turned = _is_turned(sentence)
    place = _row_place(sentence)
    for cell in sentence.block.cells[1 if turned or place else 0 :]:
        if _runs_together(cell) or _DASH.fullmatch(cell.text.strip()):
            continue
        if place:
            cell = replace(cell, header=place)
        for text in _cell_texts(_as_motion(cell, sentence)):
            named = f"{sentence.block.cells[0].text} {text}" if turned else text
            found += [
                (replace(draft, levels=draft.levels or level), (cell,))
                for draft in _cell_drafts(named, sentence)
                if not (draft.needs_place and _is_part(cell, sentence))
            ]
    if level and moves(sentence):
        moved_draft = Draft(
            kind="translation",
            assertion="present",
            chunk=Chunk("start", 0, list(level)),
            levels=level,
            location="alignment",
        )
        found.append((moved_draft, ()))
    return Reading(of_one_row(found))


_DASH = re.compile(r"[-\u2013\u2014.]{1,3}")
"""What a table prints where a place has nothing: no finding without a grade."""


def _row_place(sentence: Sentence) -> str | None:
    """What a row under levels speaks of that is no level ("Cord | T2 bright at C5-6").

    Its cells are then of that structure, not of the columns' heads.
    """
    first = sentence.block.cells[0]
    if not LEVELS.fullmatch((first.header or "").strip()):
        return None
    named = tokens(first.text)
    place = any(one.kind in ("target", "site", "noun") for one in named)
    level = any(one.kind == "level" for one in named)
    return first.text.strip() if place and not level else None


def _is_part(cell: Cell, sentence: Sentence) -> bool:
    """Whether a cell without a head is one of several, which calls no level normal."""
    return cell.header is None and len(sentence.block.cells) > _PAIR


def _is_turned(sentence: Sentence) -> bool:
    """Whether levels head the columns and the first cell says what is graded."""
    first, *rest = sentence.block.cells or (None,)
    heads = [cell.header or "" for cell in rest]
    levels = [
        head for head in heads if any(one.kind == "level" for one in tokens(head))
    ]
    return bool(first and len(levels) > 1 and len(levels) == len(heads))


def _names_columns(sentence: Sentence) -> bool:
    """Whether a row is the header of a table of levels: it measures nothing."""
    cells = sentence.block.cells
    named = bool(cells) and LEVELS.fullmatch(cells[0].text.strip()) is not None
    return named and not any(re.search(r"\d", cell.text) for cell in cells)


def _as_motion(cell: Cell, sentence: Sentence) -> Cell:
    """A cell under "Change", beside "Flexion" and "Extension", named by its unit."""
    names = [(one.header or "").lower() for one in sentence.block.cells]
    header = cell.header or ""
    moved = any(name.startswith("transl") for name in names)
    if moved and _ANGLE.match(header.strip()):
        return replace(cell, header=_ANGLE.sub("angulation", header.strip(), count=1))
    filmed = all(any(name.startswith(w) for name in names) for w in ("flex", "ext"))
    if not filmed or not _CHANGE.match(header.strip()):
        return cell
    unit = _CELL_UNIT.search(f"{header} {cell.text}")
    if unit is None:
        return cell
    kind = "translation" if unit.group().lower() == "mm" else "angulation"
    return replace(cell, header=_CHANGE.sub(kind, header.strip(), count=1))


def _runs_together(cell: Cell) -> bool:
    """Whether two columns fell into one cell: two grades and no word to part them."""
    words = tokens(cell.text)
    grades = [one for one in words if one.kind in ("grade", "open")]
    parted = any(one.kind in ("side", "site", "join", "cut", "noun") for one in words)
    return len(grades) > 1 and not parted


def _row_level(sentence: Sentence) -> tuple[Token, ...]:
    for cell in sentence.block.cells:
        found = [one for one in tokens(cell.text) if one.kind == "level"]
        if found:
            shift = cell.start - sentence.start
            first = found[0]
            return (replace(first, start=first.start + shift, end=first.end + shift),)
    return ()


def _cell_texts(cell: Cell) -> Iterator[str]:
    """The cell under its header as one phrase; "R/L" headers give one per side."""
    header = cell.header or ""
    if _SITE_ONLY.fullmatch(header.strip()):
        header = f"{header.strip()} stenosis"
    unit = _CELL_UNIT.search(header)
    if unit and _BARE.fullmatch(cell.text.strip()):
        yield f"{_CELL_UNIT.sub(' ', header)}: {cell.text.strip()} {unit.group()}"
        return
    sides = _BOTH_SIDES.search(header)
    values = _SPLIT_CELL.split(cell.text.strip())
    if sides is None or len(values) != 2:
        yield f"{header}: {cell.text.strip()}" if header else cell.text
        return
    first = "left" if sides["first"].lower().startswith("l") else "right"
    other = "right" if first == "left" else "left"
    rest = _BOTH_SIDES.sub("", header)
    for side, value in zip((first, other), values, strict=True):
        yield f"{side} {rest}: {value}"


def _cell_drafts(text: str, sentence: Sentence) -> list[Draft]:
    text = without_prior(text[:LONGEST])
    found = tokens(text)
    made = chunks(found)
    block = Block("paragraph", sentence.section, sentence.start, sentence.end)
    alone = Sentence(text, sentence.start, sentence.end, block)
    return _drafts(made, _judge(alone, found), text, None)[0]
