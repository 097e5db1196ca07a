"""What stands beside a fracture: all its vertebrae, and how old it is.

"Osteoporotic VCF T12 + L1, 3 wk" names two fractures of three weeks, "a five-day-old
fracture of L2" one of five days.  A length that is anything but the age ("brace for 3
wk", "follow-up in 3 wk") is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.frames.symptoms.onsets import (
    SHORT_DAY,
    last_such_day,
    mishap_day,
)
from workbench.extract.rules.model import Mention
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.durations import find_durations
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.words import lexicon
from workbench.schema.case import Fact, Range
from workbench.schema.partial_date import PartialDate, is_exact, latest

_I = re.IGNORECASE
_JOINED = re.compile(
    r"[\s\W]{0,4}(?:and|or|plus)?[\s\W]{0,3}(?:(?:the|at|of)\s)?", re.IGNORECASE
)
"""What stands between vertebrae that are named together."""
_TO_LENGTH = re.compile(
    r"(?:[\s,;:()&+/\u2013-]|\band\b|\bat\b|\bof\b|\bin (?=[TL]\d)|\b[TL]\d{1,2}\b"
    r"|\bis\b|\bnow\b|\babout\b|\bapprox(?:imately)?\b\.?|\broughly\b|\bsome\b"
    r"|\bnearly\b|\balmost\b|\babt\b|~|\bx\b|\bonset\b|\bsx\b|\bfor\b|\bpainful\b"
    r"|\bsymptomatic\b|\bsevere\b|\bsubacute\b|\bacute\b|\bpersistent\b)*",
    _I,
)
"""What may stand between a fracture and its age."""
_NOT_AGE = re.compile(
    r"\s?(?:f/u|follow|fu\b|from now|brace|tlso|of (?:brac|rest|pt|therapy|opio)"
    r"|post-?op|after|before|until)",
    _I,
)
_OLD = re.compile(
    r"[\s-]?(?:old\b(?!\s*(?:wo|man|female|male|lady|gentle))|out\b"
    r"|post[- ](?:injury|fall)\b)",
    _I,
)
_OF_PERSON = re.compile(r"\d{2}[\s-]?y", _I)
"""Years by the dozen are those of a patient: "74-year-old with an L1 fracture"."""
_OF_BONE = re.compile(r"(?<=[a-z])[ -]old\b", _I)
"""Hides the age of the fracture ("day-old") from what looks for a length."""
_DAY_COUNT = re.compile(
    r"(?:post[- ]?(?:injury|fall)\s|injury\s|fracture\s|fx\s)?day\s?#?\s?"
    r"(?P<days>\d{1,2})\b"
    r"(?!\s(?:in|of)\s(?:the\s|her\s|his\s)?(?:hosp|admiss|stay|therapy|treat))",
    _I,
)
"""A fracture's age as surgeons count it: "T12 VCF, day 7"."""
_REACH = 60
_BEFORE, _BEHIND = 30, 40
"""Characters around the words in which their first vertebra stands."""


def is_fracture(kind: str) -> bool:
    """Whether a kind of fact is a fracture, whatever broke the bone."""
    return kind.endswith("fracture")


def age(text: str, mention: Mention) -> Range | None:
    """How long the fracture has been there, in days, where the sentence tells it."""
    gap = _TO_LENGTH.match(text, mention.end)
    counted = _DAY_COUNT.match(text, gap.end() if gap else mention.end)
    if counted:
        days = int(counted["days"])
        return Range(low=days, high=days)
    plain = _OF_BONE.sub(lambda one: " " * len(one[0]), text)
    for one in find_durations(plain):
        if one.days is None or _OF_PERSON.match(text, one.start):
            continue
        beside = one.start >= mention.end and _TO_LENGTH.fullmatch(
            text, mention.end, one.start
        )
        near = abs(one.end - mention.end) <= _REACH
        if (beside and not _NOT_AGE.match(text, one.end)) or (
            near and _OLD.match(text, one.end)
        ):
            return one.days
        if one.end < mention.start and _leads_from_mishap(text, one.end, mention):
            return one.days
    return None


_AFTER = re.compile(r"\s?(?:after|since|from|following|post|s/p|out from)\b", _I)


def _leads_from_mishap(text: str, at: int, mention: Mention) -> bool:
    """Whether a length is the time from a mishap to the fracture that is told behind it
    ("three weeks after she slipped on ice, a fracture of T11")."""
    if not _AFTER.match(text, at) or re.search(r"[.;]\s", text[at : mention.start]):
        return False
    between = lexicon.load("mishaps").find(text[at : min(at + _REACH, mention.start)])
    return any(one.concept == "mishap" for one in between)


def entry_day(passage: Passage) -> PartialDate | None:
    """The day that opens an entry of a log ("10/19/2025  L1 fracture, 2 wks")."""
    text, written = passage.text, passage.view.document.date
    first = next(iter(find_dates(text, written)), None)
    if first is None or text[: first.start].strip(" -*|") or not is_exact(first.value):
        return None
    return first.value if written is None or first.value < written else None


_BEHIND_IT = re.compile(
    r"(?:\s?(?:fracture|fx)s?)?"
    r"(?:(?:\s(?:of|at|in))?\s[TL]\d{1,2}(?=[\s,(]{1,3}(?:onset|began|doi|sustained)\b))?"
    r"[\s,(]{0,3}(?:(?:on|in|of|from|since|sustained|dated|early|mid|late|onset:?|pain"
    r"|began|occurred|happened|doi:?)\s){0,3}",
    _I,
)
"""What stands between a fracture and its day right behind it."""
_OLDER = re.compile(
    r"\b(?:old|chronic|remote|healed|prior|previous|known|stable|unchanged|history)\b",
    _I,
)
_SENTENCES = 3
"""Sentences before the one that tells a fracture in which its mishap may stand."""


def broken(passage: Passage, mention: Mention) -> PartialDate | None:
    """The day of a fracture: right behind it, or of the mishap told just before it.

    "Sat down hard on 1/9/2026. The pain began that day. X-ray showed a T12 fracture."
    """
    if not is_fracture(mention.attributes["kind"]) or _OLDER.search(passage.text):
        return None
    text, anchor = passage.text, passage.view.document.date
    gap = _BEHIND_IT.match(text, mention.end)
    at = gap.end() if gap else mention.end
    for one in find_dates(text, anchor):
        if one.start == at:
            return one.value
    if short := SHORT_DAY.match(text, at):
        return last_such_day(anchor, int(short["month"]), int(short["day"]))
    sentence = passage.sentence
    led = any(
        _leads_from_mishap(text, one.end, mention)
        for one in find_durations(text[: mention.start])
    )
    if led or _BY.match(text, at) or _CAUSING.search(text[: mention.start]):
        if day := mishap_day(sentence, passage):
            return day
    for before in reversed(
        passage.view.sentences[max(sentence.index - _SENTENCES, 0) : sentence.index]
    ):
        if before.section is not sentence.section:
            break
        if day := mishap_day(before, passage):
            return day
    fresh = _FRESH.search(text[: mention.end]) or _HURTS_NOW.search(text)
    return _only_mishap(passage) if fresh else None


_BY = re.compile(
    r"\s?(?:(?:fracture|fx)s?\b|(?:at |of )?[TL]\d{1,2}\b|[\s,(/&+]|and\b){0,8}"
    r"(?:(?:that|which|was|were|is|sustained|suffered|occurred|happened)\s){0,3}"
    r"(?:after|when|from|following|due to|caused by|secondary to|2/2)\s",
    _I,
)
"""What ties a fracture to the mishap told behind it."""
_CAUSING = re.compile(
    r"\b(?:sustain\w*|suffer\w*|broke|fractured|resulting in|result(?:ed)? in|caus(?:ing|ed)"  # noqa: E501
    r"|leading to|led to|with (?:a |an )?(?:resulting |new |acute ))\b[^.;]{0,30}\Z",
    _I,
)
"""What ties it to the mishap told before it."""
_FRESH = re.compile(r"\b(?:acute|fresh|new|recent)\b(?![ -]on[ -])[^.;]{0,45}\Z", _I)
_HURTS_NOW = re.compile(
    r"\b(?:accounts? for|explains?|(?:source|cause) of|responsible for)\s"
    r"(?:(?:his|her|the|all|current|present|severe|back|much|most|of)\s){0,4}pain\b"
    r"|\b(?:painful|symptomatic|subacute)\b",
    _I,
)
"""What makes a fracture the one that hurts now, and so that of the mishap told."""
_PAST = ("past-history", "family-history", "social", "plan", "imaging")
_DAYS_AFTER = re.compile(
    r"\s?(?:after|post|s/p|since|status post|out from)[\s-](?:[\w-]+\s){0,3}?"
    r"(?:fall|fell|falling|fallen|injury|accident|mvc|mva|crash|slip(?:ped|ping)?"
    r"|tripp(?:ed|ing)|lift(?:ed|ing)?)\b",
    _I,
)


def _only_mishap(passage: Passage) -> PartialDate | None:
    """The day of the one mishap that a note tells of, for a fresh fracture.

    "11 days after a fall ... Two acute fractures, T11 and L2."  Where a note tells of
    mishaps on several days, nobody can say which of them broke the bone.
    """
    view = passage.view
    if view.document.kind not in ("clinic-note", "operative-note", "other"):
        return None
    days = set()
    for one in view.sentences[: passage.sentence.index]:
        if one.section is not None and one.section.role in _PAST:
            continue
        day = mishap_day(one, passage) or _days_after(one.text, view.document.date)
        if day:
            days.add(day)
    return days.pop() if len(days) == 1 else None


def _days_after(text: str, written: PartialDate | None) -> PartialDate | None:
    """The day of a mishap of which a note says how many days ago it was."""
    if written is None or not is_exact(written):
        return None
    for one in find_durations(text):
        if one.exact and _DAYS_AFTER.match(text, one.end):
            return (latest(written) - dt.timedelta(days=one.exact)).isoformat()
    return None


def of_age(passage: Passage, mention: Mention) -> dict[str, Any]:
    """The fields of a diagnosis that tell how old its fracture is.

    An entry of a log tells it as of its own day, long before the log was copied.
    """
    kind, text = mention.attributes["kind"], passage.text
    days = age(text, mention) if is_fracture(kind) else None
    if days is None:
        return {}
    entry = entry_day(passage)
    if entry and days.low is not None and days.low == days.high:
        began = latest(entry) - dt.timedelta(days=days.low)
        return {"start": began.isoformat()}
    return {"days": days.low} if days.low == days.high else {"days_range": days}


def each_vertebra(text: str, mention: Mention, fact: Fact) -> Iterator[Fact]:
    """The fact, and the same of the other vertebrae named in a row with its own."""
    yield fact
    if fact.site is None or not is_fracture(fact.kind):
        return
    named = [
        (one.start, one.end, bone)
        for one in find_levels(text)
        if not one.interspaces
        for bone in one.vertebrae
    ]
    first = next((at for at, one in enumerate(named) if one[2] == fact.site), None)
    if first is None:
        return
    start, end, _ = named[first]
    if not mention.start - _BEFORE <= start <= mention.end + _BEHIND:
        return
    seen = {fact.site}
    for begin, stop, bone in named[first + 1 :]:
        if begin >= end and not _JOINED.fullmatch(text, end, begin):
            return
        end = max(end, stop)
        if bone not in seen:
            seen.add(bone)
            yield fact.model_copy(update={"site": bone})
