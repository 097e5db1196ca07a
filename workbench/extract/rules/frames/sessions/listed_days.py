"""Sessions told as a list of days, and what the sentences after say of each.

"Treated at L4-5 on 3 May; 4 June; 8 July.  The second gave 60%": no table, but a
session a day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import operations
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.frames.scores.values import TOP
from workbench.extract.rules.frames.sessions.ledger_titles import kind_of
from workbench.extract.rules.frames.sessions.session_days import can_be_of_session
from workbench.extract.rules.model import DocumentView
from workbench.extract.rules.values.dates import find_dates
from workbench.extract.rules.values.durations import find_durations
from workbench.extract.rules.values.levels import find_levels
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import Fact, FunctionalLimit, ProcedureDone, Range
from workbench.schema.evidence import Evidence
from workbench.schema.partial_date import PartialDate, earliest, is_exact, latest
from workbench.vocabulary import scales

_I = re.IGNORECASE
SHARE = re.compile(
    r"(?P<more>>=?|≥|at least)?\s?(?P<low>\d{1,3})"
    r"(?:\s?%?\s?(?:-|–|to)\s?(?P<high>\d{1,3}))?"
    r"\s?(?:%|percent)",
    _I,
)
_GIVEN_BY_DAY = ("epidural-injection",)
"""Procedures that a list of days can be of without naming them."""
_LISTING = sought(
    r"\b(?:treated|injected|injections?|ESIs?|TFESIs?|epidurals?|sessions?|occasions|blocks)\b",
    _I,
)
_NOT_GIVEN = re.compile(
    r"\b(?:scheduled|planned|propos\w+|will|next|request\w*|appointments?|follow[- ]?up"
    r"|visits?|seen on|refill\w*|therapy|PT|physio\w*|ask(?:ed|ing)? for|sought"
    r"|wanted|wished|booked|reserved)\b",
    _I,
)
_ORDER = (
    (re.compile(r"\b(?:the )?first\b(?! time)", _I), 0),
    (re.compile(r"\b(?:the )?second\b", _I), 1),
    (re.compile(r"\b(?:the )?third\b", _I), 2),
    (
        re.compile(r"\b(?:most recent|latest|last)(?: one| injection| session)?\b", _I),
        -1,
    ),
)
_FELL = re.compile(
    r"\bfrom\s+(?P<low>\d{1,2}(?:\.\d)?)\s?/\s?10\s+(?:down )?to\s+"
    r"(?P<high>\d{1,2}(?:\.\d)?)\s?/\s?10",
    _I,
)


def scale_of(document: DocumentView) -> str:
    """The pain scale that the document names; scores of ten are else an NRS."""
    text = document.source.text
    named = (name for name, words in _scale_words() if words.search(text))
    return next(named, "nrs")


@cache
def _scale_words() -> tuple[tuple[str, Sought], ...]:
    """The pain scales and the words that name each."""
    return tuple(
        (
            name,
            sought(rf"\b(?:{'|'.join(map(re.escape, scales().scales[name].words))})\b"),
        )
        for name in ("nrs", "vas", "vrs")
    )


def _plain(number: str) -> int | float:
    """A number as it is written: whole where it is whole."""
    value = float(number)
    return int(value) if value.is_integer() else value


def of_list(
    document: DocumentView, passage: Passage, later: Sequence[Passage]
) -> Iterator[Fact]:
    """Days listed after words of treating, and what the sentences after say of each."""
    text = passage.text
    if not _LISTING.search(text) or _NOT_GIVEN.search(text):
        return
    anchor = document.document.date
    days = [
        one.value
        for one in find_dates(text, anchor)
        if is_exact(one.value) and can_be_of_session(text, one.start)
    ]
    if len(days) < 2 or (anchor and earliest(max(days, key=earliest)) > latest(anchor)):
        return  # a list that runs on behind the day of writing is of what is to come
    kind = _listed_kind(document, text)
    if kind is None or _of_several_kinds(text):
        return
    levels = [name for one in find_levels(text) for name in one.interspaces]
    gave = _given(days, later)
    for place, day in enumerate(days):
        cites = [passage.view.cite_sentence(passage.sentence)]
        told = gave.get(place)
        if told:
            cites += [one.view.cite_sentence(one.sentence) for one in told[1]]
        values: dict[str, Any] = dict(told[0]) if told else {}
        for level in dict.fromkeys(levels) or (None,):
            yield ProcedureDone(
                id="?",
                kind=kind,
                level=level,
                date=day,
                evidence=tuple(cites),
                **values,
            )
    for place, (_, passages_) in gave.items():
        yield from _scores(document, days[place], passages_)


def _of_several_kinds(text: str) -> bool:
    """Whether blocks of several kinds are told, each with its own days."""
    from workbench.extract.rules.frames.sessions.document import own_kind

    return len({kind for one in operations(text) if (kind := own_kind(one))}) > 1


def _scores(
    document: DocumentView, day: PartialDate, told: Sequence[Passage]
) -> Iterator[FunctionalLimit]:
    """A score before and one after, where a sentence says "from 8/10 to 4/10"."""
    for one in told:
        fell = _FELL.search(one.text)
        if fell is None:
            continue
        cites = (one.view.cite_sentence(one.sentence),)
        scale = scale_of(document)
        yield from pain_score(scale, fell["low"], "baseline", day, cites)
        yield from pain_score(scale, fell["high"], "follow-up", day, cites)


def baseline(passage: Passage, score: str, scale: str) -> Iterator[FunctionalLimit]:
    """The score that a sentence gives for the time before an injection."""
    cites = (passage.view.cite_sentence(passage.sentence),)
    yield from pain_score(scale, score, "baseline", None, cites)


def pain_score(
    scale: str,
    score: str,
    phase: Literal["baseline", "follow-up"],
    day: PartialDate | None,
    cites: tuple[Evidence, ...],
) -> Iterator[FunctionalLimit]:
    """A score of pain around an injection; none where it lies beyond its scale."""
    if float(score) <= TOP:
        yield FunctionalLimit(
            id="?",
            kind="score",
            name=scale,
            value=_plain(score),
            unit="/10",
            phase=phase,
            date=day,
            evidence=cites,
        )


def _listed_kind(document: DocumentView, text: str) -> str | None:
    """The kind named in the sentence, else the only one that the document names.

    A trial of a device is not given day by day: its sessions are of something else.
    """
    own, _ = kind_of(text)
    if own:
        return own
    kinds = {kind for one in document.sentences if (kind := kind_of(one.text)[0])}
    only = kinds.pop() if len(kinds) == 1 else None
    return only if only in _GIVEN_BY_DAY else None


def _given(
    days: Sequence[PartialDate], later: Sequence[Passage]
) -> dict[int, tuple[dict[str, Any], list[Passage]]]:
    """Relief and its length for the sessions that later sentences single out."""
    found: dict[int, tuple[dict[str, Any], list[Passage]]] = {}
    for one in later:
        for pattern, order in _ORDER:
            if pattern.search(one.text):
                values = _values(one.text)
                place = order % len(days) if abs(order) <= len(days) else None
                if values and place is not None and place not in found:
                    found[place] = (values, [one])
                break
    return found


def _values(text: str) -> dict[str, Any]:
    shares = [m for m in SHARE.finditer(text) if int(m["low"]) <= 100]
    if not shares:
        return {}
    low = int(shares[0]["low"])
    high = int(shares[0]["high"] or low)
    values: dict[str, Any] = {"relief": Range(low=low, high=max(low, high))}
    spans = [one.days for one in find_durations(text) if one.days is not None]
    if spans:
        values["relief_days"] = max(spans, key=lambda one: one.low or 0)
    return values
