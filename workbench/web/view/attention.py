"""What a reviewer should look at before anything else.

First where the two readers differ on something that decides, then where the record
contradicts itself, then quotes that speak against a recommendation, then refused claims
and flags.  Made against automation bias: the contrary stands on top.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.schema.comparison import ComparedItem, OneReading
from workbench.schema.determination import Determination
from workbench.schema.evidence import Evidence
from workbench.schema.review import Review
from workbench.web.view import words
from workbench.web.view.facts import Quote, quote, quotes


class Side(NamedTuple):
    """One of two things said, with its quotes."""

    who: str
    says: str
    quotes: tuple[Quote, ...]


class Two(NamedTuple):
    """Two readings, or two places of the record, that cannot both be so."""

    title: str
    concerns: str
    settled: str | None
    sides: tuple[Side, ...]


class Contrary(NamedTuple):
    """A criterion that has quotes against its status."""

    line: str
    criterion: str
    title: str
    status: words.Said
    quotes: tuple[Quote, ...]


class Refused(NamedTuple):
    """A claim that the source does not support, and that was not used."""

    claim: str
    why: str
    nearest: Quote | None


class Flag(NamedTuple):
    """Something about the packet itself."""

    title: str
    note: str
    quotes: tuple[Quote, ...]


class Attention(NamedTuple):
    """Everything of that kind for one case."""

    readers: tuple[Two, ...]
    agreement: str | None
    conflicts: tuple[Two, ...]
    contrary: tuple[Contrary, ...]
    refused: tuple[Refused, ...]
    flags: tuple[Flag, ...]

    @property
    def total(self) -> int:
        """How many items there are."""
        kinds = (self.readers, self.conflicts, self.contrary, self.refused, self.flags)
        return sum(len(kind) for kind in kinds)


def attention(review: Review) -> Attention:
    """What to look at first."""
    flags = review.packet.flags if review.packet else ()
    return Attention(
        readers=_readers(review),
        agreement=_agreement(review),
        conflicts=_conflicts(review.determination),
        contrary=_contrary(review.determination),
        refused=tuple(
            Refused(one.claim, one.why, quote(one.nearest) if one.nearest else None)
            for one in review.case.refused
        ),
        flags=tuple(
            Flag(words.FLAGS[one.kind], one.note, quotes(one.evidence)) for one in flags
        ),
    )


def _readers(review: Review) -> tuple[Two, ...]:
    compared = review.reader_comparison
    if compared is None:
        return ()
    differing = [one for one in compared.items if one.status != "agreed"]
    deciding = [one for one in differing if one.decides]
    return tuple(_two(one) for one in deciding)


def _two(item: ComparedItem) -> Two:
    where = " ".join(part for part in (item.side, item.level or item.site) if part)
    title = words.plain(item.kind) + (f", {where}" if where else "")
    return Two(
        title=title,
        concerns=", ".join(item.decides),
        settled=None,
        sides=(_side("Rules reader", item.rules), _side("Model reader", item.llm)),
    )


def _side(who: str, reading: OneReading | None) -> Side:
    if reading is None:
        return Side(who, "did not read it", ())
    return Side(who, reading.says, quotes(reading.evidence))


def _agreement(review: Review) -> str | None:
    compared = review.reader_comparison
    if compared is None:
        return None
    if compared.failed:
        return f"The {compared.failed} reader failed; only one reading stands."
    if compared.kappa_facts is None:
        return None
    return f"Agreement of the two readers over facts: kappa {compared.kappa_facts:.2f}."


def _conflicts(determination: Determination) -> tuple[Two, ...]:
    return tuple(
        Two(
            title=words.plain(one.kind),
            concerns=", ".join(one.lines),
            settled=one.settled_by,
            sides=tuple(
                Side("", side.says, quotes(side.evidence)) for side in one.sides
            ),
        )
        for one in determination.conflicts
    )


def _contrary(determination: Determination) -> tuple[Contrary, ...]:
    """Quotes against a status, each criterion once; contradictions stand apart."""
    conflicts = {
        (name, c.criterion) for c in determination.conflicts for name in c.lines
    }
    seen: dict[tuple[str, tuple[Quote, ...]], Contrary] = {}
    for line in determination.lines:
        for result in line.criteria:
            if (line.id, result.id) in conflicts:
                continue
            against = _against(
                result.status, result.evidence_for, result.evidence_against
            )
            if against:
                found = Contrary(
                    line.id,
                    result.id,
                    result.title,
                    words.status(result.status),
                    quotes(against),
                )
                seen.setdefault((result.id, found.quotes), found)
    return tuple(seen.values())


def _against(
    status: str, good: tuple[Evidence, ...], bad: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    """The quotes that speak against a status: for a failure those in its favour."""
    if status in ("not_met", "conflicting"):
        return good
    return bad if status in ("met", "waived") else ()
