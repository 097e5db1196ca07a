"""Merging: many places of a record that tell the same thing become one fact.

Merged are: the same fact again in the same document; undated standing facts (a
diagnosis, an earlier operation) wherever they recur; text copied forward word for word
into a later note, which keeps its first date; an imaging study told by its report and
by later notes.  Whatever differs stays apart, so that a contradiction stays visible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from workbench.extract.rules.whole.itemised import weighed
from workbench.extract.rules.whole.medicine_ends import without_ends_alone
from workbench.extract.rules.whole.planned_places import (
    placed_by_plans,
    without_general,
)
from workbench.extract.rules.whole.planned_technique import with_plans
from workbench.extract.rules.whole.referring import without_referring
from workbench.extract.rules.whole.same_session import (
    filled,
    fullest_first,
    same_session,
    without_bare,
    without_counted,
)
from workbench.extract.rules.whole.therapy_region import settle
from workbench.extract.rules.whole.visits import join_visits
from workbench.schema.case import (
    Fact,
    FactList,
    ImagingFinding,
    ImagingStudy,
    ProcedureDone,
    RequestedProcedure,
    Treatment,
)
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Packet
from workbench.schema.partial_date import PartialDate, earliest, latest

F = TypeVar("F", bound=Fact)

PREFIX: dict[FactList, str] = {
    "requested_procedures": "RP",
    "diagnoses": "DX",
    "symptoms": "SX",
    "exam_findings": "EX",
    "imaging_studies": "IM",
    "tests": "TS",
    "treatments": "TX",
    "procedures_done": "PD",
    "functional_limits": "FL",
    "risk_factors": "RF",
    "statements": "ST",
}
_STANDING = ("requested_procedures", "diagnoses", "procedures_done")
_TECHNIQUE = (
    "approach", "guidance", "contrast", "agents", "value", "unit", "sedation",
    "phase", "setting", "leads", "contacts", "sessions",
)  # fmt: skip
"""How a request says that it is to be done: what one place leaves out another fills."""
_COPIED = 60
"""A sentence of this many characters found again word for word was copied."""
_LOOK_BACK = 200
"""Facts of one kind that a fact is compared with: keeps a hostile packet linear."""


class Places:
    """Order and dates of the documents, and where in them a fact stands."""

    def __init__(self, packet: Packet) -> None:
        self._order = {one.id: place for place, one in enumerate(packet.documents)}
        self._date = {one.id: one.date for one in packet.documents}
        self._kind = {one.id: one.kind for one in packet.documents}

    def where(self, fact: Fact) -> tuple[int, int, int]:
        """Sort key: document, line and character of the fact's first evidence."""
        first = fact.evidence[0]
        order = self._order.get(first.document, len(self._order))
        return order, first.lines[0], first.start or 0

    def told(self, fact: Fact) -> PartialDate | None:
        """Date of the document that tells the fact."""
        return self._date.get(fact.evidence[0].document)

    def in_record(self, fact: Fact) -> bool:
        """Whether a therapist's own record tells it."""
        return self._kind.get(fact.evidence[0].document) == "therapy-record"

    def argues(self, fact: Fact) -> bool:
        """Whether a letter tells it, which is no record of care."""
        return self._kind.get(fact.evidence[0].document) == "letter"


def merge(name: FactList, facts: Iterable[Fact], packet: Packet) -> tuple[Fact, ...]:
    """The facts of one list, merged, in document order and numbered."""
    places = Places(packet)
    ordered = sorted(facts, key=places.where)
    merged: list[Any] = _equal(ordered, lambda fact: _key(name, fact, places))
    merged = _copied_forward(merged, places)
    if name == "requested_procedures":
        merged = placed_by_plans(_absorb(merged, _same_request, _join_request))
        merged = without_general(merged)
        merged = with_plans(merged)
    if name == "imaging_studies":
        merged = _studies(merged, places)
    if name == "treatments":
        merged = settle(_trials(merged), places.in_record)
        merged = join_visits(merged, places.in_record, _join)
        merged = weighed(merged, places.in_record, places.told)
        merged = _absorb(
            merged,
            lambda a, b: _same_trial(a, b, places),
            _join,
            lambda fact: (fact.kind, None),
        )
        merged = without_ends_alone(merged, _join)
    if name == "procedures_done":
        merged = without_bare(_sessions(merged))
        merged = without_referring(merged)
        merged = without_counted(merged)
    if name == "tests":
        merged = _absorb(merged, _same_but_undated, _join)
    return number(name, sorted(merged, key=places.where))


def number(name: FactList, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts with ids by list and place: RP1, RP2; findings IM1.F1."""
    return tuple(
        _named(fact, f"{PREFIX[name]}{place}") for place, fact in enumerate(facts, 1)
    )


def _named(fact: Fact, name: str) -> Fact:
    update: dict[str, Any] = {"id": name}
    if isinstance(fact, ImagingStudy):
        update["findings"] = tuple(
            finding.model_copy(update={"id": f"{name}.F{place}"})
            for place, finding in enumerate(fact.findings, 1)
        )
    return fact.model_copy(update=update)


# --- equal facts -----------------------------------------------------------------


def content(fact: Fact, *leave_out: str) -> str:
    """What a fact says, without id, evidence and the fields named, as a key."""
    said = fact.model_dump_json(exclude={"id", "evidence", *leave_out})
    return f"{type(fact).__name__}{said}"


def _key(name: FactList, fact: Fact, places: Places) -> str:
    told = "" if name in _STANDING else f"{places.told(fact)}{places.argues(fact)}"
    document = "" if told or name in _STANDING else fact.evidence[0].document
    return f"{content(fact, 'findings')}{told}{document}"


def _equal(facts: Iterable[F], key: Callable[[F], str]) -> list[F]:
    kept: dict[str, F] = {}
    for fact in facts:
        name = key(fact)
        kept[name] = _join(kept[name], fact) if name in kept else fact
    return list(kept.values())


def _join(first: F, second: F) -> F:
    update: dict[str, Any] = {"evidence": _evidence(first, second)}
    if isinstance(first, ImagingStudy) and isinstance(second, ImagingStudy):
        update["findings"] = _findings((*first.findings, *second.findings))
    return first.model_copy(update=update)


def _evidence(*facts: Fact) -> tuple[Evidence, ...]:
    seen: dict[tuple[str, tuple[int, ...], str], Evidence] = {}
    for fact in facts:
        for one in fact.evidence:
            seen.setdefault((one.document, one.lines, one.quote), one)
    return tuple(seen.values())


def _copied_forward(facts: list[F], places: Places) -> list[F]:
    """Later word-for-word repeats of a long sentence join its first place."""
    kept: dict[str, F] = {}
    for fact in sorted(facts, key=lambda one: _told_order(one, places)):
        quote = " ".join(fact.evidence[0].quote.split())
        long = len(quote) >= _COPIED and not isinstance(fact, ImagingStudy)
        name = f"{content(fact, 'date')}{quote}" if long else str(len(kept))
        if name in kept and _other_document(kept[name], fact):
            kept[name] = _marked(_join(kept[name], fact), fact)
        else:
            kept[name if name not in kept else f"{name}{len(kept)}"] = fact
    return list(kept.values())


def _told_order(fact: Fact, places: Places) -> tuple[str, tuple[int, int, int]]:
    return places.told(fact) or "9999", places.where(fact)


def _other_document(first: Fact, second: Fact) -> bool:
    return first.evidence[0].document != second.evidence[0].document


def _marked(fact: F, later: F) -> F:
    if fact.date == later.date or fact.detail:
        return fact
    return fact.model_copy(update={"detail": "copied-forward"})


# --- near facts ------------------------------------------------------------------


def _absorb(
    facts: list[Any],
    same: Callable[[Any, Any], bool],
    join: Callable[[Any, Any], Any],
    group_of: Callable[[Any], tuple[str, str | None]] = lambda f: (f.kind, f.level),
) -> list[Any]:
    """Each fact joins the first kept fact that is the same; bounded by the list."""
    kept: list[Any] = []
    groups: dict[tuple[str, str | None], list[int]] = {}
    for fact in sorted(facts, key=_blanks):
        group = groups.setdefault(group_of(fact), [])
        near = group[-_LOOK_BACK:]
        home = next((place for place in near if same(kept[place], fact)), None)
        if home is None:
            group.append(len(kept))
            kept.append(fact)
        else:
            kept[home] = join(kept[home], fact)
    return kept


def _blanks(fact: Fact) -> int:
    """Empty fields: the fullest fact comes first and takes in the barer ones."""
    return sum(value is None or value == () for _, value in fact)


def _fits(full: object, bare: object) -> bool:
    return bare is None or bare == () or full == bare


def _same_request(full: RequestedProcedure, bare: RequestedProcedure) -> bool:
    """One line told twice: no field says otherwise; code lists need not agree."""
    fields = ("assertion", "origin", "site", "name")
    return all(getattr(full, one) == getattr(bare, one) for one in fields) and all(
        _fits(getattr(full, one), getattr(bare, one))
        for one in ("side", "stage", "count", *_TECHNIQUE)
    )


def _join_request(
    full: RequestedProcedure, bare: RequestedProcedure
) -> RequestedProcedure:
    codes = tuple(dict.fromkeys((*full.codes, *bare.codes)))
    told = {
        name: getattr(bare, name)
        for name in _TECHNIQUE
        if getattr(full, name) in (None, ())
    }
    return _join(full, bare).model_copy(update={"codes": codes} | told)


def _same_but_undated(full: Fact, bare: Fact) -> bool:
    return bare.date is None and content(full, "date") == content(bare, "date")


_LENGTH = ("start", "end", "date", "days", "days_range", "vague", "sessions")
_REST = ("level", "site", "side", "setting", "supervised", "response", "name")


def _same_trial(full: Treatment, bare: Treatment, places: Places) -> bool:
    """A mention that adds no date, length or answer of its own to a fuller one."""
    apart = (
        full.assertion != bare.assertion
        or full.status != bare.status
        or places.argues(full) != places.argues(bare)
    )
    told = all(_fits(getattr(full, one), getattr(bare, one)) for one in _LENGTH)
    rest = all(_fits(getattr(full, one), getattr(bare, one)) for one in _REST)
    return not apart and told and rest and full.name == (bare.name or full.name)


def _trials(facts: Iterable[Fact]) -> list[Treatment]:
    return [fact for fact in facts if isinstance(fact, Treatment)]


def _sessions(facts: Iterable[Fact]) -> list[ProcedureDone]:
    """Each mention of a session joined to the first fuller one of its day."""
    kept: list[ProcedureDone] = []
    for fact in fullest_first([one for one in facts if isinstance(one, ProcedureDone)]):
        near = range(max(len(kept) - _LOOK_BACK, 0), len(kept))
        home = next((at for at in near if same_session(kept[at], fact)), None)
        if home is None:
            kept.append(fact)
        else:
            told = filled(kept[home], fact)
            kept[home] = _join(kept[home], fact).model_copy(update=told)
    return kept


# --- imaging ---------------------------------------------------------------------


def _findings(findings: Iterable[ImagingFinding]) -> tuple[ImagingFinding, ...]:
    merged = _equal(findings, content)
    placed = {_words(one) for one in merged if one.level or one.site}
    return tuple(
        one for one in merged if one.level or one.site or _words(one) not in placed
    )


def _words(finding: ImagingFinding) -> tuple[str, str, Evidence]:
    """What a finding is told by: the same words place it or leave its place open."""
    return finding.kind, finding.assertion, finding.evidence[0]


def _studies(studies: list[Any], places: Places) -> list[Any]:
    """Studies of one kind, region and day are one; an undated one joins it."""
    kept: list[ImagingStudy] = []
    for study in sorted(studies, key=lambda one: (_vagueness(one), places.where(one))):
        homes = [place for place, one in enumerate(kept) if _may_be(one, study, places)]
        sure = [place for place in homes if kept[place].date == study.date]
        home = sure or (homes if len(homes) == 1 else [])
        if home:
            kept[home[0]] = _join_study(kept[home[0]], study)
        else:
            kept.append(study)
    return kept


def _vagueness(study: ImagingStudy) -> int:
    return -len(study.date or "")


def _may_be(full: ImagingStudy, bare: ImagingStudy, places: Places) -> bool:
    same = full.kind == bare.kind and full.assertion == bare.assertion
    site = full.site is None or _fits(full.site, bare.site)
    level = full.level is None or _fits(full.level, bare.level)
    return same and site and level and _dates_fit(full, bare, places)


def _dates_fit(full: ImagingStudy, bare: ImagingStudy, places: Places) -> bool:
    if full.date is None or bare.date is None:
        told = places.told(bare)
        return full.date is None or told is None or earliest(full.date) <= latest(told)
    return earliest(bare.date) <= earliest(full.date) and latest(full.date) <= latest(
        bare.date
    )


def _join_study(full: ImagingStudy, bare: ImagingStudy) -> ImagingStudy:
    known = {"site": full.site or bare.site, "detail": full.detail or bare.detail}
    return _join(full, bare).model_copy(update=known)
