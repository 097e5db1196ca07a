"""What a form asks of the injection before: when it was, how much it gave, how long.

    ( 4) Had this injection before? when ... yes, 3/2/25
    ( 5) HOW MUCH relief, percent .......... "maybe 40"
    ( 6) HOW LONG did it last .............. about a month

The three answers tell of one session, whatever line each stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, dates_in
from workbench.extract.rules.model import PacketView
from workbench.extract.rules.values.durations import find_durations
from workbench.extract.rules.words.sought import sought
from workbench.schema.case import ProcedureDone, Range
from workbench.schema.partial_date import is_exact

_I = re.IGNORECASE
_BEFORE = sought(
    r"\W*(?:\(?\s?\d{1,2}[.)]\s{1,3})?(?:date of |when was )?"
    r"(?:(?:have you |has (?:he|she|pt|patient) |ever )?(?:had|ever had|received)"
    r"|last|previous|prior|most recent|earlier)\s(?:(?:this|the|an?|your|same|spine"
    r"|back|neck|kind of|type of|such|steroid|epidural|esi)\s){0,4}"
    r"(?:injections?|epidurals?|ESIs?|TFESIs?|shots?)\b[^:\n]{0,50}?"
    r"(?::|\?|\.{3,}|\s{3,})",
    _I,
)
"""A question after the injection before, up to its answer."""
_MUCH = sought(
    r"\W*(?:\(?\s?\d{1,2}[.)]\s{1,3})?(?:(?:how much|what|percent(?:age)?(?: of)?|%"
    r"|amount of|degree of)\s[^:.\n]{0,24})?\brelief\b[^:.\n]{0,24}?"
    r"(?::|\?|\.{3,}|\s{3,})(?P<said>[^\n]{1,80})",
    _I,
)
_LONG = sought(
    r"\W*(?:\(?\s?\d{1,2}[.)]\s{1,3})?"
    r"(?:how long|(?:duration|length) of (?:the )?relief|lasted how long)\b"
    r"[^:.\n]{0,40}?(?::|\?|\.{3,}|\s{3,})(?P<said>[^\n]{1,80})",
    _I,
)
_SHARE = re.compile(
    r"(?<![\d/.])(?P<low>\d{1,3})(?:\s?%?\s?(?:-|to)\s?(?P<high>\d{1,3}))?"
    r"(?:\s?(?:%|percent|per cent)|\W*\Z)",
    _I,
)
_AFTER = 4
"""Lines after the question on which its answers stand."""
_WHOLE = 100
_EPIDURAL = sought(r"\b(?:epidural|TFESI|LESI|CESI|ILESI|ESI)s?\b", _I)
_OTHER = sought(
    r"\b(?:facet|medial branch|MBB|radiofrequency|RFA|sacroiliac|SI) (?:joint )?"
    r"(?:injection|block|ablation)",
    _I,
)


def asked_before(
    told: Sequence[Passage], packet: PacketView
) -> Iterator[ProcedureDone]:
    """The sessions that the answers of a form tell of, where it means epidurals."""
    for place, passage in enumerate(told):
        asked = _BEFORE.match(passage.text)
        if asked is None or not _of_epidurals(passage, packet):
            continue
        days = [
            one.value
            for one in dates_in(passage.text, passage.view.document.date)
            if is_exact(one.value) and one.start >= asked.end()
        ]
        lines = told[place + 1 : place + 1 + _AFTER]
        much = next((one for one in lines if _MUCH.match(one.text)), None)
        relief = _share(much) if much else None
        if len(days) != 1 or much is None or relief is None:
            continue
        length = next((one for one in lines if _LONG.match(one.text)), None)
        cites = [passage, much, *([length] if length else [])]
        yield ProcedureDone(
            id="?",
            kind="epidural-injection",
            date=days[0],
            relief=relief,
            relief_days=_days(length) if length else None,
            evidence=tuple(one.view.cite_sentence(one.sentence) for one in cites),
        )


def _of_epidurals(passage: Passage, packet: PacketView) -> bool:
    """Whether the injection asked after is an epidural by the form or by the packet."""
    if _EPIDURAL.search(passage.text):
        return True
    pages = [one.source.text for one in packet.documents]
    named = any(_EPIDURAL.search(page) for page in pages)
    return named and not any(_OTHER.search(page) for page in pages)


def _share(passage: Passage) -> Range | None:
    said = _MUCH.match(passage.text)
    found = _SHARE.search(said["said"].strip(" \"'.\u201c\u201d")) if said else None
    if found is None:
        return None
    low, high = int(found["low"]), int(found["high"] or found["low"])
    return Range(low=low, high=high) if low <= high <= _WHOLE else None


def _days(passage: Passage) -> Range | None:
    said = _LONG.match(passage.text)
    found = find_durations(said["said"]) if said else ()
    return next((one.days for one in found if one.days), None)
