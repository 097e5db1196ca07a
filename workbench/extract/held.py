"""A model that reads alone, its facts held against what the rules read there.

A true quote proves nothing about the label beside it, and no list of cues knows every
way to say no ("Hoffmann -.", "Gait nl.", "Cord: normal.").  The rules reader reads the
same packet.  Where it read the very words that a fact quotes and read them otherwise
(denied, in doubt, of another side, with another grade or value), one of the two is
wrong: the fact is no evidence and is listed for the reviewer, with the difference.
What the rules read nothing of stands as it is.

The model is not asked again about these: the rules' reading is no proof either, and a
model that is told of it no longer reads for itself.  Where both readers are compared
(``both``) the comparison does this work, so the model is then not held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from workbench.errors import ExtractionError
from workbench.extract.both_match import differences
from workbench.extract.checking import refused
from workbench.extract.grounding import Refusal
from workbench.extract.reader import Progress, Reader, Reading, read_telling, unwatched
from workbench.schema.case import (
    FACT_LISTS,
    Case,
    Diagnosis,
    ExamFinding,
    Fact,
    FactList,
    ImagingFinding,
    ImagingStudy,
    RefusedFact,
    RequestedProcedure,
)
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Packet

_STATES = Diagnosis | ExamFinding | ImagingFinding
"""What may have passed: of these "was" and "is" are two things.  A treatment that was
done is done, and a habit says by its status whether it is over."""
_CODED = RequestedProcedure | Diagnosis
"""Facts whose values are codes: one reader may quote more of them than the other."""


class HeldReader:
    """Reads with a model; what the rules read otherwise on the same words falls."""

    def __init__(self, llm: Reader, rules: Reader) -> None:
        self.llm = llm
        self.rules = rules

    def read(self, packet: Packet) -> Reading:
        """The model's Case without what the rules contradict, and its record."""
        return self.read_telling(packet, unwatched)

    def read_telling(self, packet: Packet, progress: Progress) -> Reading:
        """As ``read``, telling how far the model is.

        Raises what the model's reader raises.  Where the rules fail, the model's
        reading stands and the record says that nothing was held against it.
        """
        with ThreadPoolExecutor(1, thread_name_prefix="llm") as pool:
            waiting = pool.submit(read_telling, self.llm, packet, progress)
            try:
                rules: Case | None = self.rules.read(packet).case
            except ExtractionError:
                rules = None
            reading = waiting.result()
        if rules is None:
            return _noted(reading, "THE RULES READER FAILED, nothing was held to it")
        return _held(reading, rules)


def _noted(reading: Reading, note: str) -> Reading:
    notes = (*reading.record.notes, note)
    return reading._replace(record=reading.record.model_copy(update={"notes": notes}))


def _held(reading: Reading, rules: Case) -> Reading:
    fallen: list[RefusedFact] = []
    lists: dict[str, Any] = {}
    for name in FACT_LISTS:
        known = _Known.of(name, rules)
        lists[name] = tuple(_left(getattr(reading.case, name), known, fallen))
    if not fallen:
        return reading
    every = (*reading.case.refused, *fallen)
    numbered = tuple(
        one.model_copy(update={"id": f"R{place}"}) for place, one in enumerate(every, 1)
    )
    case = reading.case.model_copy(update=lists | {"refused": numbered})
    counts = Counter(dict(reading.record.refused))
    counts.update(one.reason for one in fallen)
    update = {"refused": tuple(sorted(counts.items()))}
    return reading._replace(case=case, record=reading.record.model_copy(update=update))


class _Known(NamedTuple):
    """What the rules read of one list; the findings of its studies apart."""

    facts: tuple[Fact, ...]
    findings: tuple[Fact, ...]

    @classmethod
    def of(cls, name: FactList, case: Case) -> _Known:
        facts: tuple[Fact, ...] = getattr(case, name)
        studies = (one for one in facts if isinstance(one, ImagingStudy))
        return cls(facts, tuple(x for one in studies for x in one.findings))


def _left(
    facts: Sequence[Fact], known: _Known, fallen: list[RefusedFact]
) -> Iterator[Fact]:
    """The facts that stand; others go to ``fallen``, a study with its findings."""
    for fact in facts:
        why = otherwise(fact, known.facts)
        inner = fact.findings if isinstance(fact, ImagingStudy) else ()
        kept: list[Fact] = []
        for one in inner:
            reason = otherwise(one, known.findings) or why
            if reason:
                fallen.append(refused(one, reason))
            else:
                kept.append(one)
        if why:
            fallen.append(refused(fact, why))
        elif len(kept) < len(inner):
            yield fact.model_copy(update={"findings": tuple(kept)})
        else:
            yield fact


def otherwise(fact: Fact, known: Sequence[Fact]) -> Refusal | None:
    """How the rules read the quoted words otherwise; None where they read them so, or
    read nothing there of this kind and place."""
    same = [
        _apart(fact, one)
        for one in known
        if one.kind == fact.kind and _one_place(fact, one) and _same_words(fact, one)
    ]
    if not same or not all(same):
        return None
    least = min(len(one) for one in same)
    told = ", ".join(next(one for one in same if len(one) == least))
    return Refusal("read-otherwise", f"the rules read the same words with other {told}")


def _one_place(fact: Fact, other: Fact) -> bool:
    """Whether both can be of one level, site and, in a study, part."""
    pairs = [(fact.level, other.level), (fact.site, other.site)]
    if isinstance(fact, ImagingFinding) and isinstance(other, ImagingFinding):
        pairs.append((fact.location, other.location))
    return all(a is None or b is None or a == b for a, b in pairs)


def _same_words(fact: Fact, other: Fact) -> bool:
    """Whether the leading quote of one overlaps with a quote of the other.

    What follows a leading quote is often a heading, which many facts share; but of two
    passages that tell the same, either may lead.
    """
    pairs = [(fact.evidence[0], one) for one in other.evidence]
    pairs += [(one, other.evidence[0]) for one in fact.evidence[1:]]
    return any(_overlap(*pair) for pair in pairs)


def _overlap(one: Evidence, other: Evidence) -> bool:
    if one.document != other.document or one.start is None or other.start is None:
        return False
    return one.start < (other.end or 0) and other.start < (one.end or 0)


def _apart(fact: Fact, other: Fact) -> tuple[str, ...]:
    """What of a fact would count as evidence and is read otherwise by the other."""
    found: set[str] = set(differences(fact, other))
    if _stance(fact) in (None, _stance(other)):
        found.discard("assertion")
    if isinstance(fact, _CODED):
        found.discard("value")
    if isinstance(fact, RequestedProcedure) and isinstance(other, RequestedProcedure):
        found |= {"stage"} if _unlike(fact.stage, other.stage) else set()
    return tuple(sorted(found))


def _unlike(mine: object, its: object) -> bool:
    return mine is not None and its is not None and mine != its


def _stance(fact: Fact) -> str | None:
    """Affirmed, over, denied, or None for what settles nothing."""
    if fact.assertion == "historical" and isinstance(fact, _STATES):
        return "over"
    told = {"present": "affirmed", "historical": "affirmed", "absent": "denied"}
    return told.get(fact.assertion)
