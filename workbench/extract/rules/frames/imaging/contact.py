"""How a finding meets root, cord, sac, fluid or fat, in the report's own word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, get_args

from workbench.extract.rules.frames.imaging.chunks import Chunk
from workbench.extract.rules.frames.imaging.denial import denied
from workbench.extract.rules.frames.imaging.draft import SAID, Draft, Judge
from workbench.extract.rules.frames.imaging.narrowing_parts import is_contact_head
from workbench.extract.rules.frames.imaging.tokens import Token
from workbench.schema.case import Assertion, Contact, Side

Target = Literal["root", "cord", "thecal-sac", "csf", "fat", "unstated"]
_TARGETS: tuple[Target, ...] = get_args(Target)
_LOCATION = {"cord": "cord", "thecal-sac": "central", "csf": "central"}
_BESIDE = {
    "root": ("foraminal", "recess", "extraforaminal"),
    "cord": ("central",),
    "thecal-sac": ("central",),
    "csf": ("central",),
}


def contacts(made: Sequence[Chunk], judge: Judge) -> list[Draft]:
    """One fact of kind compression per word of contact and structure."""
    no = denied(made)
    found: list[Draft] = []
    for place, chunk in enumerate(made):
        word = _word(chunk)
        if word is None:
            continue
        assertion = _said(word, no[place] and not _before_no(chunk, word), judge)
        if assertion is None or (assertion == "absent" and _of_cauda(chunk)):
            continue
        for target in _targets(made, place, word):
            draft = _draft(made, place, word, target, assertion)
            found.append(_crowded(draft, word))
    return found


def _of_cauda(chunk: Chunk) -> bool:
    """Whether a chunk speaks of the cauda equina alone, which is no root at a level."""
    named = chunk.all("target")
    return bool(named) and all("cauda" in one.text.lower() for one in named)


def _crowded(draft: Draft, word: Token) -> Draft:
    """A recess or canal that is crowded is narrow, where nothing is named in it."""
    bare = draft.contact is not None and draft.contact.target == "unstated"
    if not bare or draft.location is None or not word.text.lower().startswith("crowd"):
        return draft
    return replace(draft, kind="stenosis", contact=None)


def _word(chunk: Chunk) -> Token | None:
    if is_contact_head(chunk):
        return chunk.head
    return chunk.first("contact")


def _before_no(chunk: Chunk, word: Token) -> bool:
    """Whether a "no" follows a word of contact and denies another one behind it.

    "Contacts without displacing the root", "touches but does not deform the cord".
    """
    denial = chunk.first("no")
    if denial is None or denial.start < word.end:
        return False
    return any(one.start > denial.start for one in chunk.all("contact"))


def _label(word: Token) -> str:
    return word.attributes.get("label") or word.attributes["contact"]


def _said(word: Token, no: bool, judge: Judge) -> Assertion | None:
    """Of a word that denies by itself ("the roots are free") a "no" says nothing."""
    if word.implies == "negated":
        return None if no else "absent"
    return "absent" if no else SAID[judge(word)]


def _targets(made: Sequence[Chunk], place: int, word: Token) -> list[Target]:
    own = _named(made[place])
    if "target" in word.attributes:
        own = [one for one in _TARGETS if one == word.attributes["target"]]
    if not own:
        own = _later(made, place) or _earlier(made, place)
    else:
        more = [*_shared(made, place), *_more(made, place)]
        own += [one for one in dict.fromkeys(more) if one not in own]
    if own:
        return own
    alone = "alone" in word.attributes and not _of_bone(made)
    return ["unstated"] if alone else []


def _of_bone(made: Sequence[Chunk]) -> bool:
    """Whether the sentence speaks of vertebrae, which are compressed otherwise."""
    words = [token for chunk in made for token in chunk.tokens]
    bones = any(t.level and t.level.vertebrae for t in words if t.kind == "level")
    return bones or any(t.text.lower().startswith("vertebra") for t in words)


def _named(chunk: Chunk) -> list[Target]:
    """The structures of a chunk, each once."""
    names = {token.attributes["target"] for token in chunk.all("target")}
    return [one for one in _TARGETS if one in names]


def _later(made: Sequence[Chunk], place: int) -> list[Target]:
    """ "contacting and flattening the cord"."""
    for chunk in made[place + 1 : place + 3]:
        less = chunk.first("no") and chunk.first("contact")
        if (chunk.joiner in ("cut", "link") and not less) or chunk.head or chunk.noun:
            return []
        if _named(chunk):
            return _named(chunk)
    return []


def _earlier(made: Sequence[Chunk], place: int) -> list[Target]:
    """ "The cord is contacted and flattened", "the cord and sac are compressed"."""
    if made[place].joiner not in ("and", "comma", "next", "or") or place == 0:
        return []
    before = made[place - 1]
    same = before.group == made[place].group
    if same and before.noun and before.noun.attributes.get("location") == "cord":
        return ["cord"]
    return _named(before) if same and not before.noun and not before.head else []


def _shared(made: Sequence[Chunk], place: int) -> list[Target]:
    """ "No cord or root compression": the structure before shares the word."""
    chunk = made[place]
    if place == 0 or chunk.joiner not in ("or", "and", "comma"):
        return []
    before = made[place - 1]
    bare = not (before.noun or before.head or _word(before) or before.first("open"))
    return _named(before) if bare and before.group == chunk.group else []


def _more(made: Sequence[Chunk], place: int) -> list[Target]:
    """ "impinges the cord and the left C6 root"."""
    found: list[Target] = []
    for chunk in made[place + 1 :]:
        plain = chunk.joiner in ("and", "or", "comma") and not chunk.head
        if not plain or chunk.noun or _word(chunk) or chunk.first("no"):
            break
        if chunk.first("open") or chunk.first("grade"):
            break
        found += _named(chunk)
    return found


def _draft(
    made: Sequence[Chunk], place: int, word: Token, target: Target, said: Assertion
) -> Draft:
    chunk = made[place]
    grade = chunk.first("grade")
    sites = [one.attributes["site"] for one in chunk.all("site")]
    location = _LOCATION.get(target) or (sites[0] if sites else None)
    return Draft(
        kind="compression",
        assertion=said,
        chunk=chunk,
        levels=tuple(chunk.levels),
        location=location,
        side=_side(made, place, target),
        severity=grade.grade if grade and said != "absent" else None,
        contact=Contact(label=_label(word), target=target),
    )


def _side(made: Sequence[Chunk], place: int, target: Target) -> Side | None:
    side = made[place].first("side")
    if side is None and place and target == "root":
        before = made[place - 1]
        if made[place].joiner in ("link", "next", "and"):
            side = before.first("side")
    if side is None:
        # "effaces the fat around the exiting left C7 nerve": the nerve tells the side.
        for later in made[place + 1 : place + 2]:
            beside = later.joiner == "next" and "root" in _named(later)
            side = later.first("side") if beside and not later.head else None
    return side.side if side is not None else None


def lend_contact(narrow: Sequence[Draft], touching: Sequence[Draft]) -> list[Draft]:
    """Narrowing facts with the contact that the same clause says of their place."""
    return [_lent(draft, touching) for draft in narrow]


def _lent(draft: Draft, touching: Sequence[Draft]) -> Draft:
    if draft.assertion != "present":
        return draft
    fit = [
        one
        for one in touching
        if one.assertion == "present"
        and one.contact is not None
        and draft.location in _BESIDE.get(one.contact.target, ())
        and one.levels == draft.levels
        and (one.side is None or draft.side is None or one.side == draft.side)
        and _near(draft.chunk, one.chunk)
    ]
    fit.sort(key=lambda one: one.contact is not None and one.contact.target == "csf")
    return replace(draft, contact=fit[0].contact) if fit else draft


def _near(chunk: Chunk, other: Chunk) -> bool:
    """Same run of the sentence, or the next one hung on it."""
    return abs(chunk.group - other.group) <= 1 and other.joiner != "cut"
