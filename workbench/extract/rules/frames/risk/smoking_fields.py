"""The fields that spell out a smoking status: how much, and when it ended.

A chart prints "Smoking status: Former" and below it "Packs/day: 0.50" and "Quit date:
8/1/2019".  The amount says how much was smoked while it was smoked: below a status it
is part of that status, and an amount of nought is no use at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.content import expressions as re
from workbench.extract.rules.model import DocumentView, Sentence
from workbench.extract.rules.words.sought import sought

_AMOUNT = re.compile(
    r"\W{0,6}(?:average |avg\.? )?(?:(?:packs?|cigarettes?|cigs?)(?: smoked)?\s?"
    r"(?:/|per|a|each)\s?(?:day|d|week|wk)|ppd|pack[- ]?years?|pk[- ]?yrs?)"
    r"\s{0,3}[:=.]?[\s.]{0,40}(?P<value>\d{1,3}(?:\.\d{1,2})?)\W{0,3}",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"(?:(?:a\s)?half(?:\sa|-a-)?\s|1/2\s|(?:a few|one|two|three|four|five|six)\s)?"
    r"(?:packs?|pks?|cigarettes?|cigs?|fags|sticks|bidis|roll ups)\s?(?:/|per|a)?\s?"
    r"(?:day|daily|d|a|per)?|(?:half )?ppd",
    re.IGNORECASE,
)
_NOUGHT = sought(r"(?<![\d./])0(?:\.0{1,2})?\s{0,2}\Z")
_NOUGHT_AFTER = re.compile(r"\s{0,3}[:=]\s{0,9}0(?:\.0{1,2})?(?![\d./])")
_QUIT = re.compile(
    r"\W{0,6}(?:quit(?: smoking)?(?: date)?|date quit|stop(?:ped)? date|date stopped"
    r"|last (?:used?|smoked)|last attempt to quit)\s{0,3}[:=.]",
    re.IGNORECASE,
)
_OTHER_PRODUCT = re.compile(
    r"\b(?:smokeless|vap\w+|e-?cig\w*|chew\w*|snuff)", re.IGNORECASE
)
_LONG_PAST = re.compile(
    r"(?:former|ex|past|previous|prior|used to|formerly|stopped|gave up)", re.IGNORECASE
)
_NEAR = 8
"""Fields between a status and the amount or date that belongs to it."""
_ONLY_ASKED = sought(r"[^?.;|]{0,6}\.?[^?.;|]{1,60}\?[\s._]{0,200}")
"""A question and nothing after it but the line to write on."""
_UNTAKEN = re.compile(
    r"(?:\s\d{1,2}\s?mg)?(?:\s?/\s?(?:24 ?hr?s?|day))?[,:]?\s"
    r"(?:post-?\s?op\w*|pod\s?#?\d|on request|on admission"
    r"|while (?:inpatient|admitted|in hospital))\b"
    r"|\s(?:(?:was|were|is|are|been|has|have)\s){0,2}\(?(?:declined|refused|offered"
    r"|deferred|recommended|advised|discussed"
    r"|not\s(?:wanted|started|used|taken|filled|tried))\b",
    re.IGNORECASE,
)
"""What follows a replacement that was spoken of and not used."""


def is_only_asked(text: str) -> bool:
    """Whether a question ("Smoker? ....") stands without an answer on its line."""
    return _ONLY_ASKED.fullmatch(text) is not None


def is_untaken(text: str, end: int) -> bool:
    """Whether a replacement that ends there was offered or declined, and not used."""
    return _UNTAKEN.match(text, end) is not None


def is_amount(text: str) -> bool:
    """Whether a field gives nothing but an amount ("Packs/day: 0.50")."""
    return _AMOUNT.fullmatch(text[:120]) is not None and len(text) <= 120


def is_rate(words: str) -> bool:
    """Whether words of use only tell how much ("ppd", "packs per day")."""
    return _RATE.fullmatch(words.strip()) is not None


def is_nought(text: str, start: int, end: int) -> bool:
    """Whether the amount named at a place is nought ("0 ppd", "Packs/day: 0")."""
    lead = text[max(start - 8, 0) : start]
    return bool(_NOUGHT.search(lead) or _NOUGHT_AFTER.match(text, end))


def is_over(words: str) -> bool:
    """Whether words say that smoking is over ("ex-smoker"), not that it has been."""
    return _LONG_PAST.match(words.strip()) is not None


def heads(document: DocumentView, sentence: Sentence) -> Iterator[Sentence]:
    """The fields above an amount which may give the status that it belongs to."""
    first = max(sentence.index - _NEAR, 0)
    for other in reversed(document.sentences[first : sentence.index]):
        if not is_amount(other.text) and not _OTHER_PRODUCT.search(other.text):
            yield other


def quit_field(
    document: DocumentView, sentence: Sentence, is_status: Callable[[Sentence], bool]
) -> Sentence | None:
    """The field with the day of quitting below a status, before another status."""
    for other in document.sentences[sentence.index + 1 : sentence.index + 1 + _NEAR]:
        if _QUIT.match(other.text):
            return other
        if is_status(other) and not is_amount(other.text):
            return None
    return None
