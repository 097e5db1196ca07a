"""Of what kind the sessions of a ledger are: told by a row, or by the title above.

"Injection log (left L4-5 transforaminal, all here)" stands over rows that give no more
than the day, the scores and the relief.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.procedures import operations
from workbench.extract.rules.frames.passages import Passage, dates_in
from workbench.extract.rules.model import Sentence
from workbench.extract.rules.words.sought import Sought, sought
from workbench.vocabulary import procedures

_I = re.IGNORECASE
_NUMBERED = {
    "epidural-interlaminar": "interlaminar",
    "epidural-transforaminal": "transforaminal",
}
_ROWS_ABOVE = 14
"""Rows of a table above which its title may stand."""
_LONGEST = 140
_LISTS = re.compile(
    r"\b(?:log|history|record|ledger|list|table|summary|course|sessions|injections|epidurals"
    r"|ESIs|TFESIs|so far|to date|previous|prior|past|earlier|given|done|received)\b",
    _I,
)
NOT_DONE = sought(
    r"\b(?:cancel\w*|no.?show|resched\w*|postpon\w*|denied|declin\w*|refus\w*|pending|aborted"
    r"|not (?:done|given|performed|approved)|withdrawn|request\w*|approv\w*|auth\w*"
    r"|order\w*|referr\w*|consult\w*|scheduled|planned|discuss\w*|offered)\b",
    _I,
)
"""Words of a row that lists no session given."""
_AHEAD = re.compile(r"\b(?:plan\w*|request\w*|propos\w+|schedul\w+|next|ordered)\b", _I)
_EPIDURAL = re.compile(r"\b(?:injections?|epidurals?|ESIs?|TFESIs?|ILESIs?)\b", _I)
_CAUDAL = re.compile(r"\bcaudals?\b", _I)
_APPROACH = (
    ("transforaminal", re.compile(r"\btransforaminals?\b|\bTF\b|\bTFESIs?\b", _I)),
    ("interlaminar", re.compile(r"\binterlaminars?\b|\bIL\b|\bILESIs?\b", _I)),
    ("caudal", _CAUDAL),
)


_CALLED_OFF = sought(
    r"(?:\A|[|;,(\u2013-]|\s{2,})\s?(?:was )?(?:cancell?ed|aborted|not (?:done|given"
    r"|performed)|no[- ]?show|rescheduled)\b",
    _I,
)


def is_called_off(text: str) -> bool:
    """Whether a row says that its session did not take place."""
    return _CALLED_OFF.search(text) is not None


def title_above(passage: Passage) -> Sentence | None:
    """The line over a table that says what its rows list; None where none does."""
    view, at = passage.view, passage.sentence.index
    for one in reversed(view.sentences[max(at - _ROWS_ABOVE, 0) : at]):
        if one.section is not passage.sentence.section:
            return None
        if one.block.kind == "row":
            continue
        listed = len(one.text) <= _LONGEST and _LISTS.search(one.text)
        return one if listed and not _AHEAD.search(one.text) else None
    return None


def heads_rows(passage: Passage, after: Sequence[Passage]) -> bool:
    """Whether a line without a day of its own only heads the dated rows below it."""
    if dates_in(passage.text, passage.view.document.date):
        return False
    return any(
        one.sentence.block.kind == "row"
        and _DATED_ROW.match(one.text)
        and title_above(one) is passage.sentence
        for one in after
    )


_DATED_ROW = re.compile(r"\W{0,4}\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b")


def title_kind(text: str) -> tuple[str | None, str | None]:
    """The kind of session and approach that a title names."""
    kind, approach = kind_of(text)
    if kind is not None or not _EPIDURAL.search(text):
        return kind, approach
    named = [name for name, words in _APPROACH if words.search(text)]
    sure = named or re.search(r"\b(?:epidurals?|ESIs?)\b", text, _I)
    return ("epidural-injection" if sure else None), named[0] if len(
        named
    ) == 1 else None


_OF_NEEDLES = re.compile(r"\b(?:approach|injections?|epidurals?|blocks?|shots?)\b", _I)
_TO_COME = re.compile(
    r"\s*(?:to be )?(?:planned|scheduled|booked|pending|requested|ordered|proposed"
    r"|cancell?ed|declined|refused|not (?:yet )?(?:done|given|performed)|no[- ]show|tbd"
    r"|awaiting(?: auth\w*)?)\s*",
    _I,
)


def by_approach(cell: str, over: str) -> tuple[str | None, str | None]:
    """An epidural told by its approach alone ("L TF L5-S1").

    Its column or the title over the table must be of injections.
    """
    named = [name for name, words in _APPROACH if words.search(cell)]
    if len(named) != 1 or not _OF_NEEDLES.search(over):
        return None, None
    return "epidural-injection", named[0]


def still_to_come(cell: str) -> bool:
    """Whether a cell says that the session of its row was not given."""
    return _TO_COME.fullmatch(cell) is not None


@cache
def _coded() -> tuple[tuple[str, Sought], ...]:
    """The procedures and the codes of each."""
    return tuple(
        (name, sought(rf"\b(?:{'|'.join(entry.codes)})\b"))
        for name, entry in procedures().procedures.items()
        if entry.codes
    )


def kind_of(text: str) -> tuple[str | None, str | None]:
    """The kind of session that a row names by words or by its code."""
    from workbench.extract.rules.frames.sessions.document import OWN_KINDS, own_kind

    for one in operations(text):
        kind = own_kind(one)
        if kind:
            caudal = kind == "epidural-injection" and _CAUDAL.search(text)
            return kind, "caudal" if caudal else _NUMBERED.get(one.kind)
    for name, codes in _coded():
        if codes.search(text):
            kind = OWN_KINDS.get(name)
            if kind:
                return kind, _NUMBERED.get(name)
    return None, None
