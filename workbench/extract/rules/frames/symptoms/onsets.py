"""The day on which something happened and the pain began: "lifted a case on 3 May".

Histories tell the day of a mishap and tie the pain to it in passing: "and has had pain
since", "Immediate pain at the waist".  The day counts where the sentence tells both, or
the one before the mishap and this one the pain.  A pain that only grew worse since is
no onset.  The words stand in ``lexicon/mishaps.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Mention, Sentence
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.months import last_before
from workbench.extract.rules.words import lexicon
from workbench.schema.partial_date import PartialDate, is_exact

_NEAR = 90
"""Characters between the day and what happened on it."""
_BACK = 2
"""Sentences before this one that may tell what happened."""
_CHANGED = re.compile(
    r"\b(?:wors\w+|increas\w+|aggravat\w+|exacerbat\w+|deteriorat\w+|flar\w+|better"
    r"|improv\w+|eas(?:ed|ier)|less|recurr\w+|return\w*|came back|again)\b",
    re.I,
)
"""Words of a pain that was there before and changed."""
_CHRONIC = re.compile(
    r"\b(?:chronic|long-?standing|pre-?existing|for (?:many |several )?years"
    r"|baseline)\b",
    re.I,
)
_CARE = re.compile(
    r"\b(?:relief|injection|injected|epidural|ESI|block|surgery|operation|procedure"
    r"|therapy|PT|brace|corset)\b",
    re.I,
)


SHORT_DAY = re.compile(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/%]|\.\d)")
_RIGHT_BEHIND = re.compile(
    r"(?!.*\b(?:pain|score|rated?|nrs|vas|strength|motor|grade|power|is|was)\b)"
    r"[\w\s,(-]{1,40}",
    re.I,
)
"""What may stand between a mishap and a day without a year ("GLF in bathroom 5/3")."""


class Began(NamedTuple):
    """The day of a mishap, and the earlier sentence that tells it, if another does."""

    day: PartialDate
    told: Sentence | None


def began(passage: Passage) -> Began | None:
    """The day of the mishap since which a sentence tells of pain."""
    text = f"{passage.label} {passage.text}"
    if _CHRONIC.search(text):
        return None
    found = lexicon.load("mishaps").find(text)
    links = [one for one in found if one.concept == "since-then"]
    if not links or _grew(text, links[0].start):
        return None
    own = mishap_day(passage.sentence, passage)
    if own:
        return Began(own, None)
    at, section = passage.sentence.index, passage.sentence.section
    for before in reversed(passage.view.sentences[max(at - _BACK, 0) : at]):
        if before.section is not section:
            return None
        day = mishap_day(before, passage)
        if day:
            return Began(day, before)
    return None


def _grew(text: str, at: int) -> bool:
    """Whether the pain changed since, so that it was there before."""
    clause = text[max(at - 60, 0) : at]
    return bool(_CHANGED.search(re.split(r"[.;,]\s", clause)[-1]))


def mishap_day(sentence: Sentence, passage: Passage) -> PartialDate | None:
    """The one day on which a sentence says that something happened."""
    text = sentence.text
    found = lexicon.load("mishaps").find(text)
    mishaps = [one for one in found if one.concept == "mishap"]
    if not mishaps:
        return None
    near = _short_days(text, mishaps, passage.view.document.date)
    for one in find_dates(text, passage.view.document.date):
        for what in mishaps:
            low, high = min(one.end, what.end), max(one.start, what.start)
            gap = text[low:high]
            if high - low <= _NEAR and not _CARE.search(gap) and "." not in gap:
                near.append((high - low, one.value))
    return min(near)[1] if near else None


def _short_days(
    text: str, mishaps: Sequence[Mention], written: PartialDate | None
) -> list[tuple[int, PartialDate]]:
    """Days without a year right behind a mishap, each with how far behind it stands."""
    found = []
    for one in SHORT_DAY.finditer(text):
        for what in mishaps:
            gap = text[what.end : one.start()]
            if _RIGHT_BEHIND.fullmatch(gap):
                day = last_such_day(written, int(one["month"]), int(one["day"]))
                found += [(len(gap), day)] if day else []
    return found


def last_such_day(
    written: PartialDate | None, month: int, day: int
) -> PartialDate | None:
    """The last such day of a year before a note's own day."""
    if written is None or not is_exact(written):
        return None
    return last_before(written, month, day)
