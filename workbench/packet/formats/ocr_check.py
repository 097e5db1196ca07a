"""Words of a page read a second time where it matters: what decides, what is unsure.

Tesseract reads the whole page, since it is quick and knows where each word stands.  The
second reader (RapidOCR's recognition, some forty times slower for the same text) is
given only pieces of lines: words on which a finding can turn, words that the first was
not sure of, and ink that the first left unread.  Where the two differ on something that
decides, a third reading of the piece settles it, or the words become doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from workbench.packet.formats import ocr_engines
from workbench.packet.formats.ocr_answers import answers
from workbench.packet.formats.ocr_compare import decides, foreign, plain, same
from workbench.packet.formats.ocr_engines import Found
from workbench.packet.formats.ocr_repair import is_form, repaired

DISPUTED = 0.5
"""Confidence of words on whose numbers, sides or negations the readers differ."""
AGREED = 0.95
SETTLED = 0.9
"""Confidence of a word that two of three readings gave."""
UNSURE = 0.8
"""Confidence of a word that two readers spell differently, if nothing turns on it."""
_DECIDES_BELOW = 0.93
_UNSURE_BELOW = 0.78
"""Confidence of the first reader below which words are read again: those on which a
finding can turn, and all others.  One that holds a digit and has no form that records
use ("(6-7", "16/2025") is read again however sure the reader was."""
_GAP = 1.3
"""White space, in heights of letters, at which a piece of a line ends."""
_SHORT = 3
"""Characters of a piece that is too short to be read without its neighbour."""
_SECOND_SURE = 0.85


class Piece(NamedTuple):
    """Words side by side on one line, of which ``asked`` are to be read again."""

    words: tuple[Found, ...]
    asked: bool


def checked(found: Sequence[Found], pixels: Any, dpi: int) -> Iterator[Found]:
    """All words, set right or made doubtful where the second reader says otherwise."""
    for line in lines(found):
        for piece in _pieces(answers(line)):
            if piece.asked:
                yield from _settled(piece.words, pixels, dpi)
            else:
                yield from piece.words


def lines(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Words in runs from left to right on one height, in the order they were read."""
    line: list[Found] = []
    for word in found:
        if line and not _beside(line[-1], word):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _beside(before: Found, word: Found) -> bool:
    middle = (word.top + word.bottom) / 2
    return word.left >= before.left and (
        before.top <= middle <= before.bottom
        or word.top <= (before.top + before.bottom) / 2 <= word.bottom
    )


def _pieces(line: Sequence[Found]) -> Iterator[Piece]:
    """Runs of words to read again, and the words between."""
    asked = [_asks(word) for word in line]
    for at, word in enumerate(line):
        alone = asked[at] and len(word.text.strip(".,:;")) <= _SHORT
        near = at > 0 and not _parted(line[at - 1], word)
        if alone and near:
            asked[at - 1] = True
    run: list[Found] = []
    kind = False
    for at, word in enumerate(line):
        if run and (asked[at] != kind or _parted(run[-1], word)):
            yield Piece(tuple(run), kind)
            run = []
        kind = asked[at]
        run.append(word)
    if run:
        yield Piece(tuple(run), kind)


def _asks(word: Found) -> bool:
    if word.text in ("[x]", "[ ]"):
        return False
    weighs = any(map(decides, tokens(word.text)))
    odd = any(map(str.isdigit, word.text)) and not is_form(word.text)
    return odd or word.confidence < (_DECIDES_BELOW if weighs else _UNSURE_BELOW)


def tokens(text: str) -> list[str]:
    """The words of a text without the marks around them, and signs that stand alone."""
    bare = (part.strip(".,:;()[]{}'\"") for part in text.split())
    return [part for part in bare if part]


def _parted(before: Found, word: Found) -> bool:
    high = min(before.bottom - before.top, word.bottom - word.top)
    return word.left - before.right > _GAP * max(high, 1)


def cut(pixels: Any, words: Sequence[Found]) -> Any:
    """The part of a picture in which words stand, with some white around it."""
    high = max(word.bottom for word in words) - min(word.top for word in words)
    pad = max(int(0.2 * high), 3)
    return pixels[
        max(int(min(word.top for word in words)) - pad, 0) : int(
            max(word.bottom for word in words)
        )
        + pad,
        max(int(words[0].left) - pad, 0) : int(max(word.right for word in words)) + pad,
    ]


def _settled(words: Sequence[Found], pixels: Any, dpi: int) -> Iterator[Found]:
    part = cut(pixels, words)
    text, sure = ocr_engines.piece(part)
    other = repaired(plain(text)).split()
    if foreign(text):
        other = []
    mine = [word.text for word in words]
    third: list[str] | None = None
    for word, partner in zip(words, _partners(mine, other), strict=True):
        if partner is not None and same(word.text) == same(partner):
            yield word._replace(
                text=_signed(word.text, partner),
                confidence=max(word.confidence, AGREED),
            )
            continue
        if partner is not None and _bare(word.text) == _bare(partner):
            text = _signed(word.text, partner)
            yield word._replace(text=text, confidence=SETTLED)
            continue
        if third is None:
            third = repaired(ocr_engines.one_line(part, dpi)).split()
        yield _judged(word, partner, sure, _partners(mine, third), mine)


def _judged(
    word: Found,
    partner: str | None,
    sure: float,
    third: Sequence[str | None],
    mine: Sequence[str],
) -> Found:
    """A word on which two readers differ, after a third reading."""
    last = third[mine.index(word.text)] if word.text in mine else None
    weighs = any(map(decides, tokens(f"{word.text} {partner or ''}")))
    form, other_form = is_form(word.text), bool(partner and is_form(partner))
    if _sign_alone(word.text) and partner:
        return word._replace(confidence=min(word.confidence, DISPUTED))
    if partner and last and same(last) == same(partner):
        return word._replace(text=partner, confidence=SETTLED)
    if partner and other_form and not form and sure >= _SECOND_SURE:
        return word._replace(text=partner, confidence=SETTLED)
    if not weighs:
        kept = bool(last) and same(last or "") == same(word.text)
        surer = sure > max(word.confidence, _SECOND_SURE)
        text = partner if partner and surer and not kept else word.text
        return word._replace(text=text, confidence=max(word.confidence, UNSURE))
    if last and same(last) == same(word.text) and form and not other_form:
        return word._replace(confidence=SETTLED)
    surer = sure > _SECOND_SURE and word.confidence < sure - 0.3
    text = partner if partner and surer else word.text
    return word._replace(text=text, confidence=min(word.confidence, DISPUTED))


def _sign_alone(text: str) -> bool:
    """Whether a word is one or two signs, such as a garbled plus or arrow."""
    return len(text) <= 2 and not any(map(str.isalnum, text))


def _partners(mine: Sequence[str], other: Sequence[str]) -> list[str | None]:
    """For each of my words the words that another reading has in its place.

    Words that one reading runs together are matched by their letters.
    """
    if len(mine) == 1:
        return [" ".join(other) or None]
    if len(mine) == len(other):
        return list(other)
    from rapidfuzz.distance import Levenshtein

    one, two = " ".join(mine), " ".join(other)
    places = _mapped(Levenshtein.opcodes(one, two), len(one))
    made: list[str | None] = []
    at = 0
    for word in mine:
        start, end = places[at], places[at + len(word)]
        made.append(two[start:end].strip() or None)
        at += len(word) + 1
    return made


def _mapped(steps: Any, length: int) -> list[int]:
    """For each place of the first text the place in the second that it came to."""
    places = [0] * (length + 2)
    for step in steps:
        for at in range(step.src_start, step.src_end):
            ahead = at - step.src_start
            places[at] = min(step.dest_start + ahead, step.dest_end)
        places[step.src_end] = step.dest_end
    return places


_SIGNS = "+[]()%"
"""Signs that readers lose and hardly ever add."""


def _bare(text: str) -> str:
    """A word without such signs; empty for a word of nothing else."""
    return same(text.translate(dict.fromkeys(map(ord, _SIGNS)))) or text


def _signed(text: str, other: str) -> str:
    """The reading that has more of these signs."""
    mine = sum(text.count(sign) for sign in _SIGNS)
    return other if sum(other.count(sign) for sign in _SIGNS) > mine else text
