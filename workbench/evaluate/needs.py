"""What to ask for: one item per distinct gap, over all lines that share it.

Required items come from criteria that are open on a line that could still be met, from
contradictions that hold a line, and from the request itself; helpful extras are kept
apart.  A line that fails on documented facts raises no question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.evaluate.conflicts import PLAN_KINDS, as_conflict
from workbench.evaluate.criteria import Judged
from workbench.evaluate.kleene import OPEN
from workbench.evaluate.leaf import DATE_ASKING, Asking
from workbench.evaluate.lines import Line
from workbench.evaluate.waivers import WaiverState
from workbench.policy.model import Criterion
from workbench.schema.determination import Conflict, Need, Opens
from workbench.schema.evidence import Evidence
from workbench.vocabulary.names import name_of

REQUEST_ASK = (
    "The request itself: which procedure, with its code numbers, at which levels and "
    "on which side"
)
LEVEL_ASK = "The level of each procedure: the request names none for {procedures}"


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line that can still be met, with its judged criteria."""

    line: Line
    judged: tuple[Judged, ...]


def needs(
    lines: Sequence[OpenLine],
    conflicts: Sequence[Conflict],
    *,
    order: Sequence[str],
    any_line: bool,
    opens: Sequence[Opens] = (),
) -> tuple[Need, ...]:
    """The whole list: required items first, then helpful ones.

    ``order`` are the policy's criteria, ``any_line`` whether the request has a line.
    Required items that settle criteria stand in the order of ``opens``: the document
    that could settle most lines alone first.
    """
    found: list[Need] = []
    if not any_line:
        found.append(_request_need())
    found += _level_needs(lines)
    found += _date_needs(lines)
    found += [_conflict_need(item) for item in conflicts if _asks(item)]
    found += _gap_needs(lines, conflicts, order)
    found += _waiver_needs(lines)
    found += _helpful(lines)
    rank = {one.document: place for place, one in enumerate(opens)}
    return tuple(sorted(found, key=lambda need: _urgency(need, rank)))


def _urgency(need: Need, rank: Mapping[str, int]) -> tuple[bool, int]:
    """Required before helpful; questions to the request itself before all others."""
    if not need.resolves or not need.required:
        return not need.required, -1
    return False, min((rank.get(kind, len(rank)) for kind in need.documents), default=0)


def _request_need() -> Need:
    return Need(
        ask=REQUEST_ASK,
        who="clinical",
        documents=("request-form",),
        required=True,
        lines=(),
        resolves=(),
    )


def _level_needs(lines: Sequence[OpenLine]) -> Iterator[Need]:
    unplaced = [item.line for item in lines if item.line.unplaced]
    if unplaced:
        names = dict.fromkeys(name_of(line.item.procedure) for line in unplaced)
        yield Need(
            ask=LEVEL_ASK.format(procedures=", ".join(names)),
            who="clinical",
            documents=("request-form",),
            required=True,
            lines=tuple(line.id for line in unplaced),
            resolves=(),
        )


def _date_needs(lines: Sequence[OpenLine]) -> Iterator[Need]:
    """One item for the date of the request, over all that reckons from it."""
    members = [
        (item.line, judged)
        for item in lines
        for judged in item.judged
        if judged.result.status in OPEN
        and judged.own_open
        and DATE_ASKING in judged.leaf.wants
    ]
    if members:
        yield Need(
            ask=DATE_ASKING.ask.rstrip(". "),
            who="admin",
            documents=("request-form",),
            required=True,
            lines=tuple(dict.fromkeys(line.id for line, _ in members)),
            resolves=tuple(dict.fromkeys(one.criterion.id for _, one in members)),
        )


def _asks(conflict: Conflict) -> bool:
    """Whether a conflict is a question of its own, not a criterion's or waiver's."""
    return conflict.kind in PLAN_KINDS


def _conflict_need(conflict: Conflict) -> Need:
    return Need(
        ask=f"Clarification which is right: {both_sides(conflict)}",
        who="clinical",
        documents=("request-form", "clinic-note"),
        required=bool(conflict.lines),
        lines=conflict.lines,
        resolves=(),
    )


def both_sides(conflict: Conflict) -> str:
    """Both sides of a contradiction with their places."""
    return ", or ".join(
        f"{side.says} ({_places(side.evidence)})" for side in conflict.sides
    )


def _places(items: Iterable[Evidence]) -> str:
    places = dict.fromkeys(
        f"{item.document}:{','.join(str(line) for line in item.lines)}"
        for item in items
    )
    return "; ".join(places) or "no place"


def _gap_needs(
    lines: Sequence[OpenLine], conflicts: Sequence[Conflict], order: Sequence[str]
) -> Iterator[Need]:
    groups: dict[tuple[int, str, Asking], list[tuple[Line, Judged]]] = {}
    for item in lines:
        for judged in item.judged:
            if judged.result.status in OPEN and judged.own_open:
                place = order.index(judged.criterion.id)
                for asking in judged.leaf.wants or (Asking(),):
                    if asking == DATE_ASKING:
                        continue
                    key = (place, asking.ask or _wording(judged), asking)
                    groups.setdefault(key, []).append((item.line, judged))
    for key in sorted(groups, key=lambda key: key[0]):
        yield _gap_need(key[1], groups[key], conflicts, key[2])


def _wording(judged: Judged) -> str:
    """The question by the criterion's own cause, whatever a waiver made of it."""
    same = judged.leaf.status == judged.result.status
    cause = judged.result.open_because if same else judged.leaf.because
    own = judged.criterion.asks.get(cause) if cause else None
    return own or judged.criterion.ask


def _gap_need(
    wording: str,
    members: Sequence[tuple[Line, Judged]],
    conflicts: Sequence[Conflict],
    asking: Asking,
) -> Need:
    first = members[0][1]
    lines = tuple(line.id for line, _ in members)
    parts = [filled(wording, [line for line, _ in members]).rstrip(". ")]
    if any(judged.result.status == "conflicting" for _, judged in members):
        parts += [
            f"the record says two things: {both_sides(item)}"
            for item in conflicts
            if item.criterion == first.criterion.id
            and item.settled_by is None
            and set(item.lines) & set(lines)
        ]
    if _other_pathway(first) and wording != first.criterion.ask:
        asked = filled(first.criterion.ask, [line for line, _ in members])
        parts.append(f"another way to settle it: {asked.rstrip('. ')}")
    claims = dict.fromkeys(
        refused.claim for _, judged in members for refused in judged.refused
    )
    if claims:
        parts.append(
            "the record was said to hold this, and it could not be verified there: "
            + ", ".join(claims)
        )
    return Need(
        ask="; ".join(parts),
        who=asking.who or first.criterion.who,
        documents=asking.documents or first.criterion.documents,
        required=True,
        lines=lines,
        resolves=(first.criterion.id,),
        source=first.criterion.source.line(),
    )


def _other_pathway(judged: Judged) -> bool:
    """Whether a contradiction leaves another pathway open that nothing speaks to."""
    return judged.result.status == "conflicting" and any(
        path.status == "not_documented" for path in judged.result.pathways
    )


def filled(wording: str, lines: Sequence[Line]) -> str:
    """A wording with ``{levels}`` and ``{sides}`` of the lines that it is asked of."""
    levels = dict.fromkeys(line.item.place for line in lines if line.item.place)
    sides = dict.fromkeys(line.item.side for line in lines if line.item.side)
    return wording.replace("{levels}", ", ".join(levels) or "each level").replace(
        "{sides}", ", ".join(sides) or "either"
    )


def _waiver_needs(lines: Sequence[OpenLine]) -> Iterator[Need]:
    """One item per open waiver; required where only it could settle a criterion."""
    found: dict[str, tuple[WaiverState, list[tuple[Line, Judged]]]] = {}
    for item in lines:
        for judged in item.judged:
            for state in judged.left_open:
                entry = found.setdefault(state.waiver.id, (state, []))
                entry[1].append((item.line, judged))
    for state, members in found.values():
        waiver = state.waiver
        yield Need(
            ask=_waiver_ask(state),
            who="clinical",
            documents=waiver.documents,
            required=any(not judged.own_open for _, judged in members),
            lines=tuple(dict.fromkeys(line.id for line, _ in members)),
            resolves=tuple(dict.fromkeys(one.criterion.id for _, one in members)),
            source=waiver.source.line(),
        )


def _waiver_ask(state: WaiverState) -> str:
    waiver = state.waiver
    own = f"Records that settle the waiver “{waiver.title}”: {waiver.text}"
    parts = [(waiver.ask or own).rstrip(". ")]
    parts += [
        f"the record says two things: {both_sides(as_conflict(clash, (), None))}"
        for clash in state.leaf.clashes
        if clash.settled_by is None
    ]
    return "; ".join(parts)


def _helpful(lines: Sequence[OpenLine]) -> Iterator[Need]:
    yield from _helpful_of_tests(lines)
    concerned: dict[str, tuple[Criterion, list[Line]]] = {}
    for item in lines:
        for judged in item.judged:
            if judged.result.status in OPEN:
                entry = concerned.setdefault(
                    judged.criterion.id, (judged.criterion, [])
                )
                entry[1].append(item.line)
    for criterion, members in concerned.values():
        for extra in criterion.helpful:
            yield Need(
                ask=filled(extra.ask, members),
                who=extra.who,
                documents=extra.documents,
                required=False,
                lines=tuple(line.id for line in members),
                resolves=(criterion.id,),
                source=criterion.source.line(),
            )


def _helpful_of_tests(lines: Sequence[OpenLine]) -> Iterator[Need]:
    """What single open tests call helpful, each wording once for its lines."""
    concerned: dict[tuple[str, str], tuple[Asking, Criterion, list[Line]]] = {}
    for item in lines:
        for judged in item.judged:
            for asking in judged.leaf.wants if judged.result.status in OPEN else ():
                for text in asking.helpful:
                    key = (judged.criterion.id, text)
                    entry = concerned.setdefault(key, (asking, judged.criterion, []))
                    if item.line not in entry[2]:
                        entry[2].append(item.line)
    for (name, text), (asking, criterion, members) in concerned.items():
        yield Need(
            ask=filled(text, members),
            who=asking.who or criterion.who,
            documents=asking.documents or criterion.documents,
            required=False,
            lines=tuple(line.id for line in members),
            resolves=(name,),
            source=criterion.source.line(),
        )
