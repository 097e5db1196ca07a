"""A sentence of a report as chunks: one head with what is said of it.

"mild central canal and moderate bilateral foraminal stenosis" is two chunks joined by
"and"; the frames then share out what a chunk lacks (the head, the grade, the side).
Chunks also carry the levels that hold for them: a level before them that has not been
replaced, a level hung on after them, else the level of the heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from workbench.extract.rules.frames.imaging.level_lists import level_lists
from workbench.extract.rules.frames.imaging.tokens import Token, TokenKind

Joiner = Literal["start", "comma", "and", "or", "link", "cut", "next"]

_HEADS: frozenset[TokenKind] = frozenset({"narrowing", "narrowed"})
_WORST: frozenset[TokenKind] = frozenset({"level", "side", "scope", "same-level"})
_PLAIN: frozenset[TokenKind] = frozenset({"level", "scope", "same-level"})


@dataclass(slots=True)
class Chunk:
    """Tokens that belong together; ``joiner`` says how it hangs on the one before.

    ``group`` numbers runs of chunks joined as equals.  ``levels`` are the level tokens
    that hold for it, filled by ``bind_levels``.
    """

    joiner: Joiner
    group: int
    tokens: list[Token] = field(default_factory=list)
    levels: list[Token] = field(default_factory=list)
    bracketed: bool = False
    mark: str = ""
    """The words that part it from the chunk before."""

    def all(self, kind: TokenKind) -> list[Token]:
        """Tokens of one kind."""
        return [token for token in self.tokens if token.kind == kind]

    def first(self, kind: TokenKind) -> Token | None:
        """The first token of one kind."""
        return next((token for token in self.tokens if token.kind == kind), None)

    @property
    def head(self) -> Token | None:
        """The word of narrowing."""
        return next((token for token in self.tokens if token.kind in _HEADS), None)

    @property
    def noun(self) -> Token | None:
        """The finding it names, else a noun that makes no fact, else None."""
        nouns = self.all("noun")
        named = [one for one in nouns if one.attributes.get("kind") != "none"]
        return next(iter(named or nouns), None)

    @property
    def start(self) -> int:
        """Where its first token starts."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where its last token ends."""
        return self.tokens[-1].end

    @property
    def content(self) -> bool:
        """Whether it says more than where."""
        return any(token.kind not in _PLAIN for token in self.tokens)


def chunks(tokens: Sequence[Token]) -> list[Chunk]:
    """Cut a sentence's tokens into chunks, levels bound."""
    made = _Cutter(level_lists(tokens)).cut()
    bind_levels(made)
    return made


class _Cutter:
    """Walks the tokens once and opens a new chunk where one cannot hold the next."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.made: list[Chunk] = []
        self.group = 0
        self.current = Chunk("start", 0)
        self.pending: Joiner = "start"
        self.bracketed = False
        self.mark = ""

    def cut(self) -> list[Chunk]:
        """All chunks that hold at least one token."""
        for place, token in enumerate(self.tokens):
            if token.kind in ("join", "link", "cut"):
                self._boundary(token)
            else:
                self._add(place, token)
        self._close("start")
        return self.made

    def _boundary(self, token: Token) -> None:
        if token.kind == "join":
            joiner: Joiner = "comma" if token.concept == "point" else "and"
            if token.concept == "joins-or":
                joiner = "or"
            if token.text.strip() == "/":
                joiner = "and"
        else:
            joiner = "link" if token.kind == "link" else "cut"
        sign = token.text.strip()
        self.mark = sign.lower()
        self.bracketed = sign == "(" or (self.bracketed and sign != ")")
        self._close(joiner)

    def _close(self, joiner: Joiner) -> None:
        if self.current.tokens:
            self.made.append(self.current)
            self.pending = joiner
        else:
            self.pending = _stronger(self.pending, joiner)
        if self.pending in ("link", "cut", "start"):
            self.group += 1
        self.current = Chunk(
            self.pending, self.group, bracketed=self.bracketed, mark=self.mark
        )

    def _add(self, place: int, token: Token) -> None:
        if token.kind == "no" and token.text.lower().startswith("without"):
            if self.current.tokens:
                self._close("link")
        elif self.current.tokens and self._opens(place, token):
            carried = self._loosened(token)
            self._close("next")
            self.current.tokens.extend(carried)
        self.current.tokens.append(token)

    def _opens(self, place: int, token: Token) -> bool:
        """Whether the token cannot stand in the current chunk."""
        kinds = {one.kind for one in self.current.tokens}
        rule = _RULES.get(token.kind)
        if token.kind == "no":
            return self.current.content and not self._closing_no(place)
        return bool(rule and rule(self.current, kinds, token))

    def _closing_no(self, place: int) -> bool:
        """Whether a "not" ends its clause ("stenosis is not seen")."""
        for token in self.tokens[place + 1 : place + 4]:
            if token.kind in ("join", "cut", "link"):
                return True
            if token.kind not in ("level", "side", "narrowed", "scope", "same-level"):
                return False
        return True

    def _loosened(self, token: Token) -> list[Token]:
        """Grade, side and place after a finished head go with the next head."""
        held = self.current.tokens
        if token.kind == "side":
            # "Bilateral stenosis moderate on the right mild on the left"
            late = held[-1].kind == "grade" and self.current.head in held[:-1]
            return [held.pop()] if late else []
        if token.kind not in ("narrowing", "narrowed", "contact", "noun", "target"):
            return []
        done = max(
            (
                index
                for index, one in enumerate(held)
                if one.kind in ("noun", "narrowing", "narrowed", "contact", "target")
            ),
            default=len(held),
        )
        loose = held[done + 1 :]
        if any(one.kind in ("level", "measure") for one in loose):
            return []
        del held[done + 1 :]
        return loose


def _stronger(one: Joiner, other: Joiner) -> Joiner:
    order = ("next", "comma", "and", "or", "link", "cut", "start")
    return max(one, other, key=order.index)


Kinds = set[TokenKind]


def _second_head(chunk: Chunk, kinds: Kinds, token: Token) -> bool:
    if token.kind == "narrowed" and "narrowing" not in kinds and "noun" in kinds:
        return True
    return bool(kinds & {"narrowing", "narrowed", "noun", "contact"})


def _second_noun(chunk: Chunk, kinds: Kinds, token: Token) -> bool:
    if kinds & {"narrowing", "narrowed", "contact", "target", "diameter"}:
        return True
    held = chunk.noun
    return held is not None and held.attributes.get("kind") != "none"


def _second_contact(chunk: Chunk, kinds: Kinds, token: Token) -> bool:
    return bool(kinds & {"narrowing", "narrowed", "noun", "contact"})


def _second_target(chunk: Chunk, kinds: Kinds, token: Token) -> bool:
    if kinds & {"narrowed", "noun"}:
        return True
    held = chunk.first("target")
    same = held is not None and held.attributes == token.attributes
    return held is not None and not same


def _second_site(chunk: Chunk, kinds: Kinds, token: Token) -> bool:
    if kinds & {"target", "contact"}:
        return True
    held = chunk.all("site")
    sides = {one.attributes.get("side") for one in held} - {None}
    if sides and token.attributes.get("side") not in sides | {None}:
        return True  # "RNF mod LNF sev"
    sites = {one.attributes["site"] for one in held}
    return bool(sites) and token.attributes["site"] not in sites


def _second_grade(chunk: Chunk, kinds: Kinds, token: Token) -> bool:
    return "grade" in kinds or "open" in kinds


def _second_side(chunk: Chunk, kinds: Kinds, token: Token) -> bool:
    return any(one.side != token.side for one in chunk.all("side"))


def _second_open(chunk: Chunk, kinds: Kinds, token: Token) -> bool:
    return bool(kinds & {"narrowing", "open", "contact"})


def _second_level(chunk: Chunk, kinds: Kinds, token: Token) -> bool:
    return "level" in kinds and chunk.content


_RULES = {
    "narrowing": _second_head,
    "narrowed": _second_head,
    "noun": _second_noun,
    "contact": _second_contact,
    "target": _second_target,
    "site": _second_site,
    "grade": _second_grade,
    "side": _second_side,
    "open": _second_open,
    "level": _second_level,
    "diameter": _second_noun,
    "scope": _second_level,
}


def bind_levels(made: Sequence[Chunk]) -> None:
    """Give every chunk the level tokens that hold for it, where the sentence tells."""
    leading: list[Token] = []
    last: list[Token] = []
    for place, chunk in enumerate(made):
        own = [one for one in chunk.tokens if one.kind in ("level", "scope")]
        if own:
            chunk.levels = _worst(made, place, own) or own
            if _leads(chunk, own[0]):
                leading = own
        elif chunk.bracketed and last:
            chunk.levels = last
        elif chunk.joiner == "link" and last:
            chunk.levels = _trailing(made, place) or last
        else:
            chunk.levels = leading or _trailing(made, place) or last
        if chunk.content or own:
            last = chunk.levels or last
    for chunk in made:
        chunk.levels = chunk.levels or _only(made, chunk)


def _worst(made: Sequence[Chunk], place: int, own: Sequence[Token]) -> list[Token]:
    """ "Severe multilevel stenosis, worst at C5-6" holds at the level that is named."""
    many = all(one.concept == "many-levels" for one in own)
    after = made[place + 1 : place + 2]
    if not (many and after) or after[0].joiner != "comma":
        return []
    bare = all(one.kind in _WORST for one in after[0].tokens)
    return after[0].all("level") if bare else []


def _leads(chunk: Chunk, level: Token) -> bool:
    """Whether the level comes before what the chunk says (or stands alone)."""
    content = [one for one in chunk.tokens if one.kind not in _PLAIN]
    return not content or content[0].start > level.start


def _trailing(made: Sequence[Chunk], place: int) -> list[Token]:
    """Levels hung on a later equal of the same group."""
    group = made[place].group
    for chunk in made[place + 1 :]:
        if chunk.group != group:
            return []
        own = [one for one in chunk.tokens if one.kind in ("level", "scope")]
        if own:
            after = made[made.index(chunk) + 1 :][:1]
            opens = bool(after) and after[0].mark.startswith("there ")
            apart = _leads(chunk, own[0]) and (chunk.content or opens)
            return [] if apart or _denied_apart(made[place], chunk) else own
    return []


def _denied_apart(chunk: Chunk, later: Chunk) -> bool:
    """ "No failure, subsidence at C5-6": the level is not the denied one's."""
    return chunk.first("no") is not None and later.joiner == "comma"


_EXCEPTS = ("except", "save", "apart from", "aside from", "other than", "bar")


def _only(made: Sequence[Chunk], chunk: Chunk) -> list[Token]:
    """The levels of a sentence that names one place only."""
    named = [one for one in made if one.first("level")]
    if len(named) != 1 or _denied_apart(chunk, named[0]):
        return []
    if named[0] is not chunk and named[0].mark.startswith(_EXCEPTS):
        return []  # "kept except L5-S1" says nothing of L5-S1
    return list(named[0].levels)
