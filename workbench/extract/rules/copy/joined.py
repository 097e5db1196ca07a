"""The reading copy's second step: text that page and line breaks tore apart, joined.

Running headers and footers inside a document are left out, words that were broken at
the end of a line are made whole, and lines that go on with a sentence under a hanging
indent lose that indent, so that words which belong together stand one blank apart.
``Places`` leads each character of the copy back
to the document, so that what was read is quoted from the document itself.  The copy's
lines are numbered anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.copy.kin_letters import of_lines, renamed
from workbench.extract.rules.copy.shorthand import written_out
from workbench.extract.rules.copy.spoken import (
    Stretch,
    is_spoken,
    says_stops,
    stops,
    stretches,
)
from workbench.extract.rules.copy.spoken_bare import region
from workbench.extract.rules.layout.choices import chosen
from workbench.packet.running import Edge
from workbench.schema.packet import Document, Line

_BROKEN = re.compile(r"[A-Za-z]{2,}-\s*\Z")
_REST = re.compile(r"\s*(?P<rest>[a-z]{2,}[.,;:)]?)(?=\s|\Z)")
_LEVEL_BROKEN = re.compile(r"\b[CTLS]\d{1,2}-\s*\Z")
_LEVEL_REST = re.compile(r"\s*(?P<rest>[CTLS]?\d{1,2}[.,;:)]?)(?=\s|\Z)")
_LAST_WORD = re.compile(r"(?P<head>[A-Za-z]+)-\s*\Z")
_ENDS = re.compile(r"[.:?!][)\"']?\s*\Z")
_HEADS = re.compile(
    r"\s*(?:[A-Z][A-Za-z /]{0,40}:|[A-Z][A-Z /&-]{3,}\Z|[-*•]|\d+[.)]\s)"
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_GOES_ON = re.compile(
    r"[ \t>]{0,40}[ \t]{1,40}(?=[a-z(])(?![a-z]{1,2}[.)]\s)(?<!> (?=[a-z]{2,15}: ))"
)
"""How a line begins that goes on; "> neck: ..." is an item of its own."""
_COLUMNS = re.compile(r"\S(?: {3,}|\t)\S")
_LONGEST = 2_000
"""Characters of a line that are looked at for levels in words."""
_SHORTEST = 24
"""Characters of a line after which the next may go on with its sentence."""


Restated = Literal["choices", "spoken", "shorthand"]
"""What is written anew: boxes not chosen left blank, levels in words as figures, and
shorthand in full."""
RESTATED: tuple[Restated, ...] = ("choices", "spoken", "shorthand")


class Places:
    """From offsets in a joined copy to offsets in the document it was made from."""

    def __init__(self, pieces: Sequence[tuple[int, int]]) -> None:
        """Pairs of where a piece starts in the copy and where in the original."""
        self._copy = [copy for copy, _ in pieces]
        self._original = [original for _, original in pieces]

    def original(self, offset: int) -> int:
        """The offset in the document of a character of the copy."""
        at = max(bisect_right(self._copy, offset) - 1, 0)
        found = self._original[at] + offset - self._copy[at]
        after = self._original[at + 1] if at + 1 < len(self._original) else found + 1
        # What is written out is longer than what stands there.
        return min(found, max(after - 1, self._original[at]))


class Joined(NamedTuple):
    """A document whose torn text is joined, and the way back."""

    document: Document
    places: Places


class _Part(NamedTuple):
    text: str
    start: int
    """Offset of its first character in the original document."""


def joined(
    document: Document,
    known: frozenset[str],
    found: Mapping[int, Edge],
    restated: Collection[Restated] = RESTATED,
) -> Joined | None:
    """The document with torn text joined; None where nothing is torn.

    ``known`` are words in small letters that may be made whole from two halves,
    ``found`` the indexes of the document's running lines, and ``restated`` what is also
    written as a reader of rules needs it.
    """
    left_out = _left_out(document, found)
    broken = [
        index
        for index, line in enumerate(document.lines)
        if line.text.rstrip().endswith("-")
        and (_BROKEN.search(line.text[-40:]) or _LEVEL_BROKEN.search(line.text[-8:]))
    ]
    rows = list(_rows(document, left_out))
    picked = "choices" in restated and _picked(rows)
    hanging = _hanging(rows)
    texts = [row[1][0].text[:_LONGEST] for row in rows] if "spoken" in restated else []
    stopped, letter = says_stops(texts), region(texts)
    spoken = [
        index
        for index, text in enumerate(texts)
        if is_spoken(text, letter) or (stopped and stops(text))
    ]
    short = {
        index: made
        for index, row in enumerate(rows)
        if "shorthand" in restated and (made := written_out(row[1][0].text)) is not None
    }
    kin = _of_kin(rows) if "shorthand" in restated else {}
    if not (left_out or broken or hanging or spoken or short or picked or kin):
        return None
    for index, made in short.items():
        line, (part,) = rows[index]
        rows[index] = line, [_Part(one.text, part.start + one.start) for one in made]
    for index, names in kin.items():
        line, parts = rows[index]
        rows[index] = line, [new for old in parts for new in _renamed(old, names)]
    for index, indent in hanging.items():
        line, (part, *rest) = rows[index]
        cut = _Part(part.text[indent:], part.start + indent)
        rows[index] = line, [cut, *rest]
    if broken:
        rows = _whole(rows, _Words(document, known))
    for index in spoken:
        line, parts = rows[index]
        rows[index] = (
            line,
            [one for part in parts for one in _in_figures(part, stopped, letter)],
        )
    return _made(document, rows)


def _of_kin(rows: Sequence[tuple[Line, list[_Part]]]) -> dict[int, str]:
    """Rows in which kin who write or call name the patient, and the words for it."""
    texts = [parts[0].text for _, parts in rows]
    names = of_lines(texts)
    if names is None:
        return {}
    return {at: names for at, text in enumerate(texts) if renamed(text, names)}


def _renamed(part: _Part, names: str) -> Iterator[_Part]:
    """A part with a relative's name for the patient as "patient"."""
    for one in renamed(part.text, names) or [Stretch(part.text, 0)]:
        yield _Part(one.text, part.start + one.start)


def _picked(rows: list[tuple[Line, list[_Part]]]) -> bool:
    """Blank what forms leave unchosen; whether any row changed."""
    changed = False
    for index, (line, (part, *_)) in enumerate(rows):
        text = chosen(part.text)
        if text != part.text:
            rows[index] = line, [_Part(text, part.start)]
            changed = True
    return changed


def _in_figures(part: _Part, stopped: bool, letter: str | None) -> Iterator[_Part]:
    """A part with the levels that it says in words as figures, and its stops."""
    for one in stretches(part.text, stopped=stopped, region=letter):
        yield _Part(one.text, part.start + one.start)


def _hanging(rows: Sequence[tuple[Line, list[_Part]]]) -> dict[int, int]:
    """Rows that go on with the sentence of the row above, and how far they stand in.

    A row of a table, a list or a form does not: it has columns, or the row above is
    short or ends.
    """
    found: dict[int, int] = {}
    for index in range(1, len(rows)):
        text = rows[index][1][0].text
        if not text[:1].isspace() and text[:1] != ">":
            continue
        indent = _GOES_ON.match(text)
        above = rows[index - 1][1][0].text.strip()
        if indent is None or len(above) < _SHORTEST or _ENDS.search(above):
            continue
        if not _COLUMNS.search(above) and not _COLUMNS.search(text.strip()):
            found[index] = indent.end()
    return found


def _left_out(document: Document, found: Mapping[int, Edge]) -> set[int]:
    """Running lines inside a document, and the white space that they stood in.

    The header of its first page and the footer of its last stay: they may say whose
    document it is and when, and tear nothing.
    """
    lines = document.lines
    told = [i for i, line in enumerate(lines) if line.text.strip() and i not in found]
    if not told:
        return set()
    first, last = lines[told[0]].page, lines[told[-1]].page
    inside = {
        index
        for index, edge in found.items()
        if not (edge == "top" and lines[index].page <= first)
        and not (edge == "bottom" and lines[index].page == last)
    }
    out = set(inside)
    for index in range(1, len(lines)):
        if lines[index].page != lines[index - 1].page:
            out |= _gap(lines, index, inside)
    return out


def _gap(lines: Sequence[Line], turn: int, inside: set[int]) -> set[int]:
    """Blank lines around the turn of a page, where its text runs on over it."""
    before = turn - 1
    while before >= 0 and (before in inside or not lines[before].text.strip()):
        before -= 1
    after = turn
    while after < len(lines) and (after in inside or not lines[after].text.strip()):
        after += 1
    if (
        before < 0
        or after >= len(lines)
        or not any(index in inside for index in range(before + 1, after))
    ):
        return set()
    blank = {i for i in range(before + 1, after) if i not in inside}
    if _ENDS.search(lines[before].text) or _HEADS.match(lines[after].text):
        # A paragraph ends with its page: one blank line keeps it apart.
        return set(sorted(blank)[1:])
    return blank


def _rows(document: Document, left_out: set[int]) -> Iterator[tuple[Line, list[_Part]]]:
    place = 0
    for index, line in enumerate(document.lines):
        if index not in left_out:
            yield line, [_Part(line.text, place)]
        place += len(line.text) + 1


class _Words:
    """Which halves make a word: known ones, and those of the document itself."""

    def __init__(self, document: Document, known: frozenset[str]) -> None:
        self._known = known
        text = " ".join(line.text for line in document.lines).lower()
        self._own = frozenset(_WORD.findall(text))

    def hyphen_stays(self, head: str, rest: str) -> bool:
        """Whether the hyphen belongs to the word ("follow-up", "C5-6")."""
        head, rest = head.lower(), rest.lower().rstrip(".,;:)")
        if head + rest in self._own or head + rest in self._known:
            return False
        if f"{head}-{rest}" in self._own:
            return True
        return head in self._known and rest in self._known


def _whole(
    rows: list[tuple[Line, list[_Part]]], words: _Words
) -> list[tuple[Line, list[_Part]]]:
    """Rows with the rest of a broken word moved up to its beginning."""
    made: list[tuple[Line, list[_Part]]] = []
    for line, parts in rows:
        part = parts[0]
        rest = _rest(made, part)
        if rest is None:
            made.append((line, parts))
            continue
        above = made[-1][1]
        last = above[-1]
        kept = last.text.rstrip()
        head = _LAST_WORD.search(kept)
        if head and not words.hyphen_stays(head["head"], rest["rest"]):
            kept = kept[:-1]
        above[-1] = _Part(kept, last.start)
        above.append(_Part(rest["rest"], part.start + rest.start("rest")))
        left = part.text[rest.end() :]
        blank = len(left) - len(left.lstrip())
        made.append((line, [_Part(left[blank:], part.start + rest.end() + blank)]))
    return made


def _rest(made: list[tuple[Line, list[_Part]]], part: _Part) -> re.Match[str] | None:
    """The rest of a word that the row above broke off, if it did."""
    if not made:
        return None
    above = made[-1][1][-1].text
    if _BROKEN.search(above[-40:]):
        return _REST.match(part.text)
    if _LEVEL_BROKEN.search(above[-8:]):
        return _LEVEL_REST.match(part.text)
    return None


def _made(document: Document, rows: list[tuple[Line, list[_Part]]]) -> Joined:
    lines: list[Line] = []
    pieces: list[tuple[int, int]] = []
    place = 0
    for line, parts in rows:
        text = ""
        for part in parts:
            pieces.append((place + len(text), part.start))
            text += part.text
        number = len(lines) + 1
        if text != line.text or number != line.number:
            line = line.model_copy(update={"text": text, "number": number})
        lines.append(line)
        place += len(text) + 1
    pieces.append((place, sum(len(line.text) + 1 for line in document.lines) - 1))
    copy = document.model_copy(update={"lines": tuple(lines)})
    return Joined(copy, Places(pieces))
