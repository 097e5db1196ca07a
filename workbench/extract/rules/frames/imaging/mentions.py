"""Studies named in a text: kind, region and day.

"MRI of the cervical spine dated 3/2/26" is one mention.  The day is the one that
stands with the study's name; a day further on ("since 2019") or of a prior study is
not, and a note's own date is used only where the note says "today".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.content import expressions as re
from workbench.extract.rules.frames.imaging.prior import without_prior
from workbench.extract.rules.model import DateMention, Mention
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.words import lexicon
from workbench.extract.rules.words.sought import sought
from workbench.schema.partial_date import PartialDate

_AFTER, _BEFORE = 60, 24
_READ_OF = 60
"""Characters between a study's name and the words for its reading."""
_AGAIN = 16
"""A study named again so soon is the same one ("MRI: Cervical MRI of 3/2/31")."""

_VERB = re.compile(
    r"\b(?:show\w*|demonstrat\w*|reveal\w*|found|finding\w*|compar\w*|since|prior|seen"
    r"|with|which|until|follow\w*|because|for|after|before|surgery|visit\w*)\b",
    re.IGNORECASE,
)
_THEN = sought(
    r"\s(?:\w+\s){0,2}?(?:then|at th(?:e|at) time"
    r"|that (?:year|month|spring|summer|fall|winter))\b",
    re.IGNORECASE,
)
"""What gives a study the day told before it ("an episode in 2017, had MRI then")."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![/-])")
_GAP = re.compile(r"\s{2,}")
"""What sets columns apart; how wide it is says nothing."""
_APART = re.compile(r"[;.]\s|\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """One study named in a text; ``site`` is its region, None where not said."""

    kind: str
    mention: Mention
    site: str | None
    date: PartialDate | None
    elsewhere: bool = False

    @property
    def start(self) -> int:
        """Where its name starts."""
        return self.mention.start


READING = "reading"
"""The words for a reading whose study is not named."""
_TITLES = ("Mr",)
"""What stands before a name; a study is "MR"."""


def studies_named(
    text: str, anchor: PartialDate | None = None, *, readings: bool = False
) -> list[Named]:
    """All studies named in a text; words that only add to a study's name join it.

    ``readings`` asks also for words of a reading that does not name its study.
    """
    by_start = {
        one.start: one
        for one in lexicon.load("imaging-studies").find(text)
        if one.text not in _TITLES and (readings or one.concept != READING)
    }
    found = list(by_start.values())
    if not found:
        return []
    plain = without_prior(text)
    dates = find_dates(plain, anchor)
    regions = lexicon.load("imaging-regions").find(text)
    named = []
    for place, mention in enumerate(found):
        stop = found[place + 1].start if place + 1 < len(found) else len(text)
        begin = found[place - 1].end if place else 0
        region = _region(text, mention, regions, begin, stop)
        day = _day(plain, mention, dates, begin, stop)
        elsewhere = region == "elsewhere"
        site = None if region in (None, "elsewhere", "spine") else region
        kind = "other" if mention.concept == READING else mention.concept
        named.append(Named(kind, mention, site, day, elsewhere))
    return _joined(text, named)


def _region(
    text: str, study: Mention, regions: Sequence[Mention], begin: int, stop: int
) -> str | None:
    """The region that stands with the study's name."""
    after = [
        one
        for one in regions
        if study.end <= one.start < min(stop, study.end + 40)
        and not _VERB.search(text, study.end, one.start)
    ]
    before = [
        one for one in regions if max(begin, study.start - 24) <= one.start < study.end
    ]
    near = after[:1] or before[-1:]
    return near[0].concept if near else None


def _day(
    text: str, study: Mention, dates: Sequence[DateMention], begin: int, stop: int
) -> PartialDate | None:
    for date in dates:
        near = study.end <= date.start < stop and (
            len(_GAP.sub("  ", text[study.end : date.start])) < _AFTER
        )
        if near and not _VERB.search(text, study.end, date.start):
            return date.value
    for date in reversed(dates):
        gap = study.start - date.end
        if 0 <= gap <= _BEFORE and date.start >= begin:
            if not _APART.search(text, date.end, study.start):
                return date.value
    return _day_then(text, study, dates) if _THEN.match(text, study.end) else None


def _day_then(
    text: str, study: Mention, dates: Sequence[DateMention]
) -> PartialDate | None:
    """The last day or bare year before a study that was made "then"."""
    days = [(date.end, date.value) for date in dates if date.end <= study.start]
    years = [(one.end(), one.group()) for one in _YEAR.finditer(text, 0, study.start)]
    return max(days + years, default=(0, None))[1]


_FULLER = ("flexion-extension", "ct-myelogram")
"""Kinds that say more of a study than its other name ("CT ... post myelogram")."""


def _joined(text: str, named: Sequence[Named]) -> list[Named]:
    """ "X-rays with flexion and extension views" is one study, the dynamic one."""
    made: list[Named] = []
    for one in named:
        last = made[-1] if made else None
        if last is None or not _same_study(text, last, one):
            made.append(one)
            continue
        fuller = [k for k in _FULLER if k in (last.kind, one.kind)]
        if last.mention.concept == READING:
            fuller = [one.kind]
        kind = fuller[0] if fuller else last.kind
        made[-1] = Named(
            kind,
            last.mention,
            last.site or one.site,
            last.date or one.date,
            last.elsewhere and one.elsewhere,
        )
    return made


def _same_study(text: str, last: Named, one: Named) -> bool:
    between = text[last.mention.end : one.start]
    if READING in (last.mention.concept, one.mention.concept):
        return len(between) < _READ_OF
    if last.site and one.site and last.site != one.site:
        return False
    if last.kind == one.kind:
        again = last.date is None and len(between) <= _AGAIN
        return one.date is None or one.date == last.date or again
    kinds = {last.kind, one.kind}
    plain = kinds <= {"xray", "flexion-extension"} or kinds == {"ct", "ct-myelogram"}
    apart = re.search(r"[;.]|\bno\b|\bnot\b|\bbut\b|\bwithout\b", between, re.I)
    return plain and apart is None and len(between) < 60


def says_today(text: str) -> bool:
    """Whether a text says that something is of the same day."""
    return any(
        one.concept == "today" for one in lexicon.load("imaging-dates").find(text)
    )
