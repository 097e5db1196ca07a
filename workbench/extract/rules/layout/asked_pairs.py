"""Questions and answers that a form or portal prints as pairs ("Q5 ...?  A5 ...").

A question that is marked as one, and the answer marked as one behind it or on the line
below, are a label and its value.  Boxes are answers of another form and left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.layout.boxes import ANY_BOX
from workbench.extract.rules.layout.piece import Piece

_ASK = r"(?:Q(?:uestion)?|Ques)\s?\d{0,3}[a-z]?(?:\s?[:.)-]\s*|\s+)"
_REPLY = (
    r"(?:A(?:ns(?:wer)?)?|Resp(?:onse)?|Reply|Provider(?: answer| response)?)"
    r"\s?\d{0,3}[a-z]?"
)
_QUESTION = re.compile(
    rf"[ ]*{_ASK}(?P<asked>\S[^?\n]{{1,140}}\?)[ ]*\Z", re.IGNORECASE
)
_ANSWER = re.compile(
    rf"[ ]*(?:{_REPLY}(?:\s?[:.)-]\s*|(?<=\d)\s+|\s{{2,}}))"
    r"(?P<said>\S.{0,400}?)[ ]*\Z",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"(?:^|(?<=[ ])){_ASK}(?P<asked>[^?\n]{{2,140}}\?)[ ]{{0,20}}"
    rf"{_REPLY}(?:\s?[:.)-]\s*|(?<=\d)\s+)(?P<said>\S.{{0,200}}?)"
    rf"(?=[ ]*(?:\Z|[ ]{_ASK}[^?\n]{{2,140}}\?))",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"[ ]*(?P<asked>(?:[A-Z]|[a-z](?=[^?\n]{1,100}\?[ ]{2}))[^?\n]{1,100}\?)"
    r"[ .]{0,120}(?:A(?:ns(?:wer)?)?\s?[:.)-]\s*)?"
    r"(?P<said>(?:YES|NO|Yes|No|Y|N|UNSURE|Unsure|UNKNOWN|Unknown|None|NONE|Never"
    r"|yes|no|none|never|nope)\b"
    r"(?:[ ]?[-,:(][^?\n]{1,80}?|[ ][^\s?][^?\n]{0,60}?(?=[ ]{2,}[A-Z]|[ ]*\Z))?)"
    r"(?=[ ]*(?:\Z|[;,.|][ ;,.|]*(?:\Z|[A-Za-z][^?\n]{1,100}\?)|[ ]{2,}[A-Z]"
    r"|[ ][A-Z][^?\n]{1,100}\?))[ ;,.|]*"
)
"""A question with a bare answer ("Trouble with buttons? NO")."""
_APART = re.compile(
    r"[ ]*(?P<asked>[A-Z](?:[^?\n ]|[ ]{1,2}(?=[^ ])){1,120}\?)"
    r"(?:[ ]{3,120}|[ ]?\.{3,60}[ ]?)(?!\W?(?:y|n|yes|no)\W{1,9}(?:y|n|yes|no)\b)"
    r"(?P<said>[^\s?][^?\n]{0,200}?)[ ]*\Z",
    re.IGNORECASE,
)
"""A question with whatever stands in the column behind it ("Duration?     6 weeks")."""
_ASKS = (
    r"(?:(?:Do|Does|Did|Are|Is|Have|Has|Had|When|Where|What|Which|How|Can|Could|Any"
    r"|Anything|Anyone|Anybody|Ever|Who|Percent)\b|%)(?![^?\n]*\b(?:I|my|me|we)\b)[^?\n]{1,100}\?"
)
_DIRECT = re.compile(
    rf"[ ]*(?P<asked>{_ASKS})[ ]{{1,2}}(?P<said>[a-z\d][^?\n]{{0,200}}?)"
    rf"(?=[ ]*\Z|[ ]{{2,40}}{_ASKS}[ ]{{1,2}}\S)"
    rf"|[ ]*(?P<asks>{_ASKS})[ ]{{2}}(?P<says>[A-Z][^?\n]{{1,200}}?)"
    rf"(?=[ ]{{2,40}}{_ASKS}[ ]{{1,2}}\S)"
    rf"|(?<=[ ]{{2}})(?P<last>{_ASKS})[ ]{{2}}(?P<told>[A-Z][^?\n]{{1,200}}?)[ ]*\Z"
)
"""Questions to the patient with answers behind them ("Do you smoke?  quit in May").

An answer begins with a small letter or a figure; with a capital only where several
questions stand on the line.
"""


def is_question(text: str) -> bool:
    """Whether a line is nothing but a marked question."""
    return "?" in text and _QUESTION.match(text) is not None


def pair_below(
    asked: str, said: str, start: int, below: int, line: int
) -> Piece | None:
    """A question and the marked answer on the line below, which begins at ``below``."""
    question, answer = _QUESTION.match(asked), _ANSWER.match(said)
    if question is None or answer is None or ANY_BOX.search(said):
        return None
    return Piece(
        "label",
        start + question.start("asked"),
        below + answer.end("said"),
        line,
        question.start("asked"),
        label=question["asked"].rstrip("?").strip(),
        label_end=below + answer.start("said"),
    )


_NUMBER = r"Q\d{1,2}[a-z]?[.:)]?[ ]"
_NUMBERED = re.compile(
    rf"[ ]*{_NUMBER}(?P<asked>[A-Z][^?\n]{{2,140}}\?)[ ]{{1,20}}"
    rf"(?P<said>[^\s?][^?\n]{{0,200}}?)"
    rf"(?=[ ]*\Z|[ ]{_NUMBER}[A-Z][^?\n]{{2,140}}\?)"
)
"""Questions with their numbers in a row, each with whatever answers it."""


def _filling(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The pairs of a form that fill the line one behind the other."""
    found: list[re.Match[str]] = []
    place = 0
    while match := pattern.match(text, place):
        found.append(match)
        place = match.end()
    return found if not text[place:].strip() else []


def _plain(text: str) -> list[re.Match[str]]:
    """Questions with bare answers, or several with their numbers."""
    numbered = _filling(_NUMBERED, text)
    return _filling(_PLAIN, text) or (numbered if len(numbered) > 1 else [])


def pairs_in(text: str, start: int, line: int) -> Iterator[Piece]:
    """The pairs of a line that holds nothing else; none where it does."""
    if "?" not in text or ANY_BOX.search(text):
        return
    found = list(_PAIR.finditer(text)) or _plain(text)
    found = found or list(_APART.finditer(text)) or list(_DIRECT.finditer(text))
    if not found or text[: found[0].start()].strip():
        return
    for one in found:
        asked, said = _names(one)
        yield Piece(
            "label",
            start + one.start(asked),
            start + one.end(said),
            line,
            one.start(asked),
            label=one[asked].rstrip("?").strip(),
            label_end=start + one.start(said),
        )


_PAIRED = (("asked", "said"), ("asks", "says"), ("last", "told"))


def _names(match: re.Match[str]) -> tuple[str, str]:
    """The groups that hold the question and the answer of a pair."""
    known = match.groupdict()
    return next(pair for pair in _PAIRED if known.get(pair[0]) is not None)
