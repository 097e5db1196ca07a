"""Typed boxes as readers garble them, brought back to ``[x]`` and ``[ ]`` by form.

A reader takes a bracket for a brace, a bar or a round one, and often loses its partner.
What is left beside the answer it belongs to still says that a box stood there; where it
no longer says what was in it, the box becomes doubtful, and so does its line.
"""

from __future__ import annotations

from collections.abc import Sequence

from workbench.content import expressions as re
from workbench.packet.formats.ocr_engines import Found

_OPEN, _CLOSE = "[{(|", "]})|"
_PAIRED = re.compile(r"[\[{(|]([xX]{0,2})[\]})|]")
_HALF = re.compile(r"[\[{(]([xX]{1,2})|([xX]{1,2})[\]})]|xXx|XxX")
_ANSWER = re.compile(r"(?:yes|no|y|n|never|current|former|none|n/a)\b", re.IGNORECASE)
_NEAR = 3.0
"""White space between a box and its answer at most, in heights of letters."""
DOUBTFUL_BOX = 0.5


def answers(line: Sequence[Found]) -> list[Found]:
    """A line's words with garbled boxes written as boxes."""
    made: list[Found] = []
    at = 0
    while at < len(line):
        word = line[at]
        behind = line[at + 1] if at + 1 < len(line) else None
        taken, box = _box(word, behind, line)
        made.append(box or word)
        at += taken
    return made


def _box(
    word: Found, behind: Found | None, line: Sequence[Found]
) -> tuple[int, Found | None]:
    """How many words a box takes up, and the box; (1, None) where there is none."""
    text = word.text
    paired = _PAIRED.fullmatch(text)
    if paired and any(sign in text for sign in "[]{}"):
        return 1, _as(word, bool(paired[1]), word.confidence)
    near = behind is not None and _near(word, behind)
    if behind is None or not near:
        return 1, None
    if _two(text, behind.text):
        return 2, _as(word._replace(right=behind.right), False, word.confidence)
    half = _HALF.fullmatch(text)
    if half and behind.text[:1].isalpha():
        return 1, _as(word, True, word.confidence)
    if _is_bracket(text, "[]{}") and _ANSWER.match(behind.text):
        return 1, _as(word, False, DOUBTFUL_BOX)
    if text in ("x", "X") and _ANSWER.match(behind.text) and _asks_both(line):
        return 1, _as(word, True, word.confidence)
    return 1, None


def _two(text: str, behind: str) -> bool:
    """Whether two words are the two brackets of an empty box, each read as one or two
    signs ("{ ])")."""
    opens = text == "1" or _is_bracket(text, _OPEN)
    closes = behind == "1" or _is_bracket(behind, _CLOSE)
    return opens and closes and any(sign in "[]{}" for sign in text + behind)


def _is_bracket(text: str, signs: str) -> bool:
    """Whether a word is nothing but one or two such signs."""
    return 1 <= len(text) <= 2 and set(text) <= set(signs)


def _as(word: Found, ticked: bool, confidence: float) -> Found:
    # Brackets are read with little confidence even where their form leaves no doubt.
    sure = confidence if confidence <= DOUBTFUL_BOX and not ticked else 0.85
    return word._replace(text="[x]" if ticked else "[ ]", confidence=sure)


def _near(word: Found, behind: Found) -> bool:
    high = max(behind.bottom - behind.top, word.bottom - word.top, 1)
    return behind.left - word.right <= _NEAR * high


def _asks_both(line: Sequence[Found]) -> bool:
    said = {word.text.strip(".,:;()[]").lower() for word in line}
    return {"yes", "no"} <= said or "never" in said and "current" in said
