"""How a patient answers a form's question about nicotine without a yes or no.

"3 or 4 a week" and "only at parties" are use, "I left them in 2009" is use that ended.
The label must be of nicotine, so that the answer needs not name it again.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from workbench.content import expressions as re
from workbench.extract.rules.words.alternation import one_of
from workbench.vocabulary.yaml_file import load_yaml

_WORDS: dict[str, list[str]] = load_yaml(Path(__file__).with_name("habits.yaml"))
_LEAD = r"[\s:?.=\"'-]{0,60}(?:i\s|i'?ve\s|well,?\s)?"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?:{one_of(_WORDS[name])})(?!\w)", re.IGNORECASE)


_RATE = re.compile(
    rf"{_LEAD}(?:about\s|maybe\s|~\s?)?(?:\d{{1,2}}|one|two|three|four|five|six|ten"
    r"|a few|half)(?:\s?(?:-|or|to)\s?\d{1,2})?"
    r"(?:\s(?:a\s)?(?:packs?|cans?|tins?|pouches|cigs?|cigarettes|sticks|times))?\s?(?:a|per|each|every|/)\s?"
    r"(?:days?|weeks?|wks?|months?|nights?)\b",
    re.IGNORECASE,
)


def habit(label: str, value: str) -> Literal["current", "former"] | None:
    """What the answer to a question about nicotine tells of use, now or once."""
    if _pattern("ended").match(value):
        return "former"
    used = _pattern("used").match(value) or _RATE.match(value)
    return "current" if used else None
