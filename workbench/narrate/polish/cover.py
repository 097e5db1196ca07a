"""What leaves for a model: a paragraph whose numbers, names and quotes are marks.

A model cannot change what it does not see, and what identifies a person does not
leave.  Every mark, ``[K1]`` and so on, must come back once and in order.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.narrate.polish.compare import sentences
from workbench.narrate.polish.words import Words
from workbench.narrate.proof.tokens import tokens

_MARK = re.compile(r"\[K(\d+)\]")
_LIKE_A_MARK = re.compile(r"\[K\d+\]", re.IGNORECASE)
_STANDS = re.compile(r"“[^”]*”|\"[^\"]*\"|\[[^\]]*\]|\S*\d\S*|\S+@\S+|\S+://\S+")
_CAPITAL = re.compile(r"(?<![\w'’])[A-ZÀ-Þ][\w'’-]*")
_BETWEEN = re.compile(r"[\s,.]{1,2}")
_SENTENCE_ENDS = re.compile(r"\.\s")
_TRAILING = ".,;:!?)"


class Covered(NamedTuple):
    """The text with marks, and the words behind the marks in order."""

    text: str
    behind: tuple[str, ...]

    def shown(self, answer: str) -> str | None:
        """An answer in real words; None unless each mark stands once and in order."""
        numbers = [int(one) for one in _MARK.findall(answer)]
        if numbers != list(range(1, len(self.behind) + 1)):
            return None
        if len(_LIKE_A_MARK.findall(answer)) != len(numbers):
            return None
        return _MARK.sub(lambda m: self.behind[int(m[1]) - 1], answer)


def covered(text: str, words: Words, names: Collection[str] = ()) -> Covered:
    """The paragraph as a model may see it.

    ``names`` are further words that identify somebody, however they are written.
    """
    spans = sorted([*_standing(text), *_capitals(text, words), *_named(text, names)])
    out: list[str] = []
    behind: list[str] = []
    place = 0
    for start, end in _joined(text, spans):
        out += [text[place:start], f"[K{len(behind) + 1}]"]
        behind.append(text[start:end])
        place = end
    return Covered("".join([*out, text[place:]]), tuple(behind))


def _standing(text: str) -> list[tuple[int, int]]:
    found = [(one.start, one.end) for one in tokens(text)]
    for match in _STANDS.finditer(text):
        kept = match[0].rstrip(_TRAILING)
        found.append((match.start(), match.start() + len(kept)))
    return found


def _capitals(text: str, words: Words) -> list[tuple[int, int]]:
    """Words with a capital, but for common ones at the head of a sentence."""
    heads = set()
    place = 0
    for sentence in sentences(text):
        place = text.index(sentence, place)
        heads.add(place + len(sentence) - len(sentence.lstrip("“\"'(")))
        place += len(sentence)
    return [
        match.span()
        for match in _CAPITAL.finditer(text)
        if not (match.start() in heads and match[0].lower() in words.common)
    ]


def _named(text: str, names: Collection[str]) -> list[tuple[int, int]]:
    parts = {part for name in names for part in re.findall(r"[^\W\d_]{3,}", name)}
    if not parts:
        return []
    longest = sorted(map(re.escape, parts), key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(longest)})\b", re.IGNORECASE)
    return [match.span() for match in pattern.finditer(text)]


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch, or are one blank or comma apart, made one."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        gap = text[out[-1][1] : start] if out else ""
        touching = bool(out) and (start <= out[-1][1] or _BETWEEN.fullmatch(gap))
        if touching and not _SENTENCE_ENDS.search(gap):
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out
