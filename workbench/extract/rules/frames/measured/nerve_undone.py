"""What of a nerve study a report says was left out, and what it asks for later.

"Needle exam of the paraspinals was not done", "EMG therefore not performed" tell of a
part that was not done; "suggest repeat in 6 weeks" of a study to come.  A repeat that
was done ("the repeat study was normal", "repeat stimulation") is neither.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.measured.nerve_words import of


class _Words(NamedTuple):
    left_out: re.Pattern[str]
    again: re.Pattern[str]
    useful: re.Pattern[str]


_WEEKS = (
    r"in\s(?:about\s|around\s)?(?:\d{1,2}|two|three|four|six|eight|a few)"
    r"(?:\s?(?:-|to)\s?\d{1,2})?\s(?:w(?:ee)?ks?|mo(?:nth)?s?)\b"
)


@cache
def _words() -> _Words:
    study = rf"(?:\s(?:the\s)?(?:{of('study_again')})){{1,3}}"
    repeat = rf"(?:a\s|the\s)?repeat(?:ing)?(?:{study}|(?=\s(?:{_WEEKS})))"
    return _Words(
        re.constant(
            rf"(?:{of('parts')})(?:\s(?!(?:but|and|or|shows?|showed|normal|which|with|of"
            rf"\s\w+\sshows?)\b)[\w,'/-]+){{0,6}}?\s(?:was\s|were\s|has\s|been\s)*"
            rf"(?:{of('left_out')})",
            re.IGNORECASE,
        ),
        re.constant(
            rf"(?:{of('asks_again')})\s(?:be\s|to\s|also\s|then\s)?{repeat}",
            re.IGNORECASE,
        ),
        re.constant(
            rf"\b{repeat}[^.;]{{0,40}}?\b(?:is|be|would be|are|may be|might be)\s"
            rf"(?:\w+\s)?(?:{of('again_useful')})",
            re.IGNORECASE,
        ),
    )


def undone(text: str) -> Literal["absent", "planned"] | None:
    """What a sentence of a report says of a part or a repeat of the study."""
    words = _words()
    if words.left_out.search(text):
        return "absent"
    asks = words.again.search(text) or words.useful.search(text)
    return "planned" if asks else None
