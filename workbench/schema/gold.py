"""A gold case: what a packet holds, and what each policy makes of it.

``gold.yaml`` stands beside ``packet/`` in a folder named by the case's id.  Facts are
written in the Case's own fields with ``document`` and ``quote``; lines and offsets are
looked up, so a quote that does not stand in the packet is an error of the case.
``second.yaml`` in the same folder keeps the labels of a second reader who had not seen
the first's, ``first.yaml`` those of the first where the two were settled differently.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from workbench.schema.base import Model
from workbench.schema.case import FactList, Side, Slug
from workbench.schema.determination import (
    ConfirmBy,
    LineRecommendation,
    Recommendation,
    Status,
)
from workbench.schema.packet import FlagKind
from workbench.schema.partial_date import PartialDate


class GoldLine(Model):
    """What is right for one line: its recommendation and every criterion's status.

    ``debatable`` lists further statuses that a careful reader may give a criterion,
    ``also`` further recommendations; both count as right.  ``held``: the request and
    the plan differ, so the line is a question whatever its criteria say.  ``code``
    names a line that follows another one by its number; without ``level`` it is the
    line of that number at whatever level.
    """

    procedure: str
    level: str | None = None
    side: Side | None = None
    code: str | None = None
    recommendation: LineRecommendation
    also: tuple[LineRecommendation, ...] = ()
    held: bool = False
    criteria: dict[Slug, Status] = {}
    debatable: dict[Slug, tuple[Status, ...]] = {}

    @property
    def key(self) -> str:
        """Procedure, level, side and code in one string: how a line is matched."""
        told = (self.procedure, self.level, self.side, self.code)
        return " ".join(filter(None, told))


class GoldOutcome(Model):
    """What is right under one policy, open or final.

    ``conflicts`` are kinds of conflict that must be listed.  ``must_say`` and
    ``must_not_say`` are words of the narrative, white space and case aside.
    ``must_ask`` and ``must_not_ask`` are ids of criteria that the required questions
    resolve; ``must_not_ask_words`` are words that no question may hold.
    """

    policy: str
    final: bool = False
    recommendation: Recommendation
    also: tuple[Recommendation, ...] = ()
    confirm_by: ConfirmBy
    lines: tuple[GoldLine, ...]
    conflicts: tuple[str, ...] = ()
    must_say: tuple[str, ...] = ()
    must_not_say: tuple[str, ...] = ()
    must_ask: tuple[Slug, ...] = ()
    must_not_ask: tuple[Slug, ...] = ()
    must_not_ask_words: tuple[str, ...] = ()


class Twin(Model):
    """The case that this one was made from, and what the change may do.

    ``same``: outcome and statuses must be equal; ``differs``: the labels differ, and
    each case is held to its own.
    """

    of: str
    changed: str
    expect: Literal["same", "differs"]


class GoldCase(Model):
    """``gold.yaml``.

    ``style`` names how the documents are written (``fax-form``, ``dictation``);
    ``tags`` what the case tests.  ``flags`` are kinds of packet flag that must be
    raised.  ``complete`` names the lists whose facts are all given: only there does a
    further fact count against the reader.  ``whole``: the facts are all that the
    policies need, so the evaluator alone is held to the labels on them.  ``abstain``:
    the packet holds nothing that the policy needs, and no fact of these lists may be
    read from it.
    """

    id: str
    title: str
    about: str = ""
    style: str = ""
    tags: tuple[str, ...] = ()
    twin: Twin | None = None
    request_date: PartialDate | None = None
    patient: dict[str, Any] = {}
    request: dict[str, Any] = {}
    facts: dict[str, tuple[dict[str, Any], ...]] = {}
    complete: tuple[FactList, ...] = ()
    whole: bool = False
    abstain: tuple[FactList, ...] = ()
    flags: tuple[FlagKind, ...] = ()
    outcomes: tuple[GoldOutcome, ...] = Field(min_length=1)


class SecondReading(Model):
    """``second.yaml`` or ``first.yaml``: one reader's labels, given apart.

    ``remarks`` says where the reader doubted, and why.
    """

    reader: str
    outcomes: tuple[GoldOutcome, ...] = Field(min_length=1)
    remarks: str = ""
