"""The region of a therapy: what the therapist's own record says, wherever it is told.

A note that mentions therapy without a region takes it from its surroundings, which is
mostly the neck.  Where the only therapist's record of that time is of another region,
the note spoke of that therapy, and it is given the record's region.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.extract.rules.frames.treatment.words import regions
from workbench.schema.case import Treatment
from workbench.schema.partial_date import earliest, latest

_KINDS = ("physical-therapy", "chiropractic")
_MOST = 200
"""Records compared with a mention: keeps a hostile packet linear."""


def settle(
    facts: Sequence[Treatment], in_record: Callable[[Treatment], bool]
) -> list[Treatment]:
    """The facts, with mentions of therapy placed by the records of their time."""
    records = [one for one in facts if one.kind in _KINDS and in_record(one)][:_MOST]
    return [
        _of_record(one, records) if in_record(one) else _placed(one, records)
        for one in facts
    ]


def _of_record(fact: Treatment, records: Sequence[Treatment]) -> Treatment:
    """A record that names no region, with the one that its fellow records name.

    Daily notes seldom say again what the evaluation said once; a plan of the
    evaluation's own names the region as well as a visit does.
    """
    if fact.kind not in _KINDS or fact.site is not None:
        return fact
    fellows = {one.site for one in records if one.kind == fact.kind and one.site}
    if len(fellows) != 1:
        return fact
    near = next(one for one in records if one.kind == fact.kind and one.site)
    evidence = tuple(dict.fromkeys((*fact.evidence, near.evidence[-1])))
    return fact.model_copy(update={"site": near.site, "evidence": evidence})


def _placed(fact: Treatment, records: Sequence[Treatment]) -> Treatment:
    if fact.kind not in _KINDS or fact.assertion not in ("present", "historical"):
        return fact
    if any(site for site, _, _ in regions(fact.evidence[0].quote)):
        return fact
    sites = {
        one.site
        for one in records
        if one.kind == fact.kind and one.assertion == "present" and _meet(fact, one)
    }
    site = next(iter(sites)) if len(sites) == 1 else None
    if site is None or site == fact.site:
        return fact
    return fact.model_copy(update={"site": site})


def _meet(fact: Treatment, record: Treatment) -> bool:
    """Whether the mention can be of the record's time; an undated one can."""
    first, last = fact.start or fact.date, fact.end or fact.date
    begun, ended = record.start or record.date, record.end or record.date
    if last and begun and latest(last) < earliest(begun):
        return False
    return not (first and ended and earliest(first) > latest(ended))
