"""Dots that lead from a sign or a muscle to what was found ("wrist ext ..... R 4+").

They are read as the blanks between two columns.  A lone number behind dots is a form's
score and stays as it is.
"""

from __future__ import annotations

from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.alternation import one_of
from workbench.vocabulary import spine

_LED = re.compile(
    r"(?P<label>[ ]{0,12}[A-Za-z][\w ,/()'+-]{1,40}?)"
    r"(?P<dots>[ ]?\.{4,90}[ ]?)(?P<found>"
    r"(?:R|L|B|rt|lt|right|left|bilat\w*|both)[ :]{1,3}(?:[0-5]|neg|pos|[+-]|absent|nl"
    r"|normal|dec|down|intact|trace)"
    r"|[0-5][+-]?(?:/5)?[ ](?:all|both|bilat\w*|throughout|sym\w*)"
    r"|(?:neg|pos|absent|present|nl|normal|intact|wnl)\w*\b)",
    re.IGNORECASE,
)


@cache
def _muscles() -> re.Pattern[str]:
    names = {
        word.lower()
        for table in (spine().muscles, spine().reflexes)
        for names in table.values()
        for word in names.words
    }
    return re.compile(rf"(?<!\w)(?:{one_of(names)})(?!\w)", re.IGNORECASE)


def unled_signs(text: str) -> str:
    """A line without the dots between a sign and its finding, at its length."""
    led = _LED.match(text) if "...." in text else None
    if led is None:
        return text
    label = led["label"]
    if not _muscles().search(label) and not lexicon.load("exam").find(label):
        return text
    start, end = led.span("dots")
    return text[:start] + " " * (end - start) + text[end:]
