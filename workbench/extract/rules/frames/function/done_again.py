"""What a patient did again after a block, an injection or during a trial.

"Slept through the night", "vacuumed the house", "could turn my head to back the car":
the note of the block, or of a call or visit soon after it, tells an activity that goes,
so that the limit of it is denied on that day, as what came of the treatment
(``follow-up``).  An ability that is wished for, short, painful or of another time is
none.  The words are data (``done_again.yaml``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from workbench.content import expressions as re
from workbench.extract.rules.frames.function.back_then import is_back_then
from workbench.extract.rules.frames.operations.performed import is_own_note
from workbench.extract.rules.frames.passages import Passage, dated, evidence
from workbench.extract.rules.model import DocumentView, Role
from workbench.extract.rules.words.alternation import one_of
from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.case import FunctionalLimit
from workbench.vocabulary.yaml_file import load_yaml

FILE = Path(__file__).with_name("done_again.yaml")
_SILENT: frozenset[Role] = frozenset(
    {"plan", "indication", "policy", "precautions", "template", "family"}
)
_BRIEF = 1500
"""Characters of a note that may tell of nothing but the days after a procedure."""
_SOON_AFTER = sought(
    r"\b(?:(?:day|night|morning|hours?|hrs?)\s(?:\d{1,2}\s)?(?:after|of|post|following)"
    r"|s/p|status post|after (?:the|her|his|your)|following (?:the|her|his))\b"
    r"[^.;\n]{0,40}\b(?:blocks?|injections?|inj|ESI|MBB|epidural|ablation|RFA)\b"
    r"|\b(?:trial|temporary)\b[^.\n]{0,60}\b(?:leads?|stimulat\w+|SCS|PNS|day \d)\b"
    r"|\b(?:stimulat\w+|SCS|PNS|DRG)\b[^.\n]{0,30}\btrial\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[.;:](?=\s|\Z)|,\s|\s(?:but|although|though|then)\s", re.IGNORECASE
)
_COULD = re.compile(
    r"\b(?:could|(?:was|were|is|am|been) able to|able to|managed to|can now|got to)\b"
    r"[\s.:\u2026]{0,6}(?:(?:now|even|also|finally|again|easily|easier)\s)*",
    re.IGNORECASE,
)
_REACH = 34
"""Characters behind a verb in which the mark of a whole activity stands."""


class _Row(NamedTuple):
    """The words of one activity."""

    kind: str
    did: Sought
    could: re.Pattern[str]
    marks: re.Pattern[str] | None


@cache
def _rows() -> tuple[_Row, ...]:
    data: dict[str, Any] = load_yaml(FILE)
    return tuple(_row(kind, one) for kind, one in data.items() if kind != "unless")


def _row(kind: str, words: dict[str, list[str]]) -> _Row:
    marks = words.get("marks")
    return _Row(
        kind,
        sought(rf"\b(?:{_any(words['did'])})\b", re.IGNORECASE),
        re.constant(rf"\b(?:{_any(words['could'])})\b", re.IGNORECASE),
        re.constant(rf"\b(?:{_any(marks)})\b", re.IGNORECASE) if marks else None,
    )


@cache
def _unless() -> Sought:
    data: dict[str, Any] = load_yaml(FILE)
    return sought(rf"\b(?:{_any(data['unless'])})\b|n't\b", re.IGNORECASE)


def _any(words: Sequence[str]) -> str:
    return one_of(words, r"\s")


def done_again(passage: Passage) -> Iterator[FunctionalLimit]:
    """The activities that a sentence of such a note says to have gone again."""
    before = passage.role == "history" and is_own_note(passage.view)
    if passage.role in _SILENT or before or not tells_days_after(passage.view):
        return
    if is_back_then(passage):
        return
    told: set[str] = set()
    able = False
    for clause in _CLAUSE.split(passage.text):
        able = bool(_COULD.search(clause)) or able
        if _unless().search(clause):
            able = False
            continue
        for row in _rows():
            if row.kind not in told and _goes(row, clause, able):
                told.add(row.kind)
                yield _absent(passage, row.kind)


def tells_days_after(view: DocumentView) -> bool:
    """Whether a note is of a needle procedure or trial, or of the days after one."""
    return view.once(tells_days_after, lambda: _tells(view))


def _tells(view: DocumentView) -> bool:
    if is_own_note(view):
        return True
    text = view.source.text
    kinds = ("clinic-note", "other")
    brief = view.document.kind in kinds and len(text) <= _BRIEF
    return brief and _SOON_AFTER.search(text) is not None


def _goes(row: _Row, clause: str, able: bool) -> bool:
    found = row.did.search(clause) or (row.could.search(clause) if able else None)
    if found is None:
        return False
    rest = clause[found.start() : found.end() + _REACH]
    return row.marks is None or row.marks.search(rest) is not None


def _absent(passage: Passage, kind: str) -> FunctionalLimit:
    end = len(passage.text)
    return FunctionalLimit(
        id="?",
        kind=kind,
        assertion="absent",
        phase="follow-up",
        date=dated(passage, end, end),
        evidence=tuple(evidence(passage)),
    )
