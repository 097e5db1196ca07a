"""What the tests of a policy reach: statuses, deciding branches, limits.

Each single test should be seen in every status that it can have, each branch should
decide its node alone at least once, each limit should be stood on and stepped over on
either side.  What is missing is named with the test to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.evals.policies.boundaries import Cells, Limit, cells, limits
from workbench.evals.policies.explained import explained_gaps, fits
from workbench.evals.policies.named import (
    ABOVE,
    BELOW,
    BEYOND,
    called,
    limit_name,
    names,
    values_to_write,
)
from workbench.evals.policies.prepared import Prepared, prepare
from workbench.evals.policies.statuses import ORDER, possible
from workbench.evals.policies.variant import Workshop, workshop
from workbench.evaluate.answer import MET, NA, NOT_MET, OPEN, STATUS, Answer
from workbench.evaluate.bulk import WAIVED, Bulk, Verdict
from workbench.evaluate.combine import combined
from workbench.policy.tree import Spot, Steps, dotted, names_in, nodes, parts, tests
from workbench.schema.base import Model


class Item(Model):
    """One thing to cover: a test, a branch, or a limit; what was seen of it.

    ``explained``: why what is missing cannot be reached.
    """

    kind: str
    id: str
    name: str
    where: str
    seen: tuple[str, ...]
    missing: tuple[str, ...]
    write: str = ""
    explained: str | None = None


class Coverage(Model):
    """The coverage of one policy by its own tests."""

    policy: str
    tests: int
    items: tuple[Item, ...]

    def share(self, kind: str | None = None) -> tuple[int, int]:
        """How many of the points were seen, and how many there are."""
        mine = [one for one in self.items if kind in (None, one.kind)]
        seen = sum(len(one.seen) for one in mine)
        gaps = sum(len(one.missing) for one in mine if one.explained is None)
        return seen, seen + gaps

    @property
    def percent(self) -> float:
        """Percent of all points."""
        seen, total = self.share()
        return 100.0 * seen / total if total else 100.0

    @property
    def gaps(self) -> tuple[Item, ...]:
        """What is missing and not explained."""
        return tuple(one for one in self.items if one.missing and one.explained is None)


@dataclass(slots=True)
class _Seen:
    """What the answers of all tests showed, by the path of the node."""

    statuses: dict[str, set[int]] = field(default_factory=dict)
    decided: set[tuple[str, int]] = field(default_factory=set)
    alone: set[str] = field(default_factory=set)

    def note(self, answer: Answer) -> None:
        code, rule = answer[0], answer[1]
        self.statuses.setdefault(rule.path, set()).add(code)
        if not rule.children:
            return
        below = answer[2]
        if rule.name in ("all", "any", "at_least") and len(below) > 1:
            self._deciding(rule.path, rule.name, rule.n, code, below)
        for part in below:
            self.note(part)

    def _deciding(
        self, path: str, name: str, n: int, code: int, below: Sequence[Answer]
    ) -> None:
        wanted = {"all": (NOT_MET,), "any": (MET,)}.get(name, (MET, NOT_MET))
        if code not in wanted:
            return
        codes = [part[0] for part in below]
        for place, one in enumerate(codes):
            without = [*codes[:place], OPEN, *codes[place + 1 :]]
            if one == code and combined(without, n) != code:
                self.decided.add((path, place))

    def lines(self, verdict: Verdict, shop: Workshop) -> None:
        """Which criterion failed a line alone, which waiver waived alone."""
        policy = shop.compiled
        for line in verdict.lines:
            ids = [
                one.criterion.id
                for one in policy.criteria_for(line.spot.place.procedure)
            ]
            failing = [
                name
                for name, status in zip(ids, line.statuses, strict=False)
                if status not in (MET, NA, WAIVED)
            ]
            if len(failing) == 1 and NOT_MET in line.statuses:
                self.alone.add(failing[0])
            for name, status in zip(ids, line.statuses, strict=False):
                if status == WAIVED:
                    self._waived(name, verdict, shop)

    def _waived(self, name: str, verdict: Verdict, shop: Workshop) -> None:
        holding = [
            one.waiver.id
            for one, answer in zip(shop.compiled.waivers, verdict.waivers, strict=True)
            if answer[0] == MET and name in one.waiver.waives
        ]
        if len(holding) == 1:
            self.alone.add(holding[0])


def coverage(name: str) -> Coverage:
    """The coverage of a policy, by id or path.  Raises PolicyError or InputError."""
    shop = workshop(name)
    asked = prepare(shop.policy.id, shop.compiled)
    seen = _Seen()
    bulk = Bulk(shop.compiled)
    for one in asked:
        one.facts.memo.clear()
        verdict = bulk.of_facts(one.facts, one.date)
        seen.lines(verdict, shop)
        answers = [answer for line in verdict.lines for answer in line.answers]
        for answer in (*answers, *verdict.waivers):
            seen.note(answer)
    items = (*_tests(shop, seen), *_alone(shop, seen), *_limits(shop, asked))
    reasons = explained_gaps(shop.policy.id)
    return Coverage(
        policy=shop.policy.id,
        tests=len(asked),
        items=tuple(_excused(one, reasons) for one in items),
    )


def _excused(item: Item, reasons: Sequence[Any]) -> Item:
    if not item.missing:
        return item
    keys = [f"{item.id}: {what}" for what in item.missing]
    found = [next((r for r in reasons if fits(r.item, key)), None) for key in keys]
    if all(found):
        because = "; ".join(dict.fromkeys(one.because for one in found if one))
        return item.model_copy(update={"explained": because})
    left = tuple(
        what for what, one in zip(item.missing, found, strict=True) if one is None
    )
    return item.model_copy(update={"missing": left})


def _own(shop: Workshop, steps: Steps, test: Any) -> bool:
    """Whether a test is the policy's own: in its file, or by a parameter of it."""
    draft = shop.draft
    if draft.is_own(steps):
        return True
    mine = set(draft.own.get("parameters", {}))
    return bool(mine & set(names_in(test)))


def _tests(shop: Workshop, seen: _Seen) -> Iterator[Item]:
    known = names(shop)
    for steps, test in tests(shop.draft.data):
        if not _own(shop, steps, test):
            continue
        for spot in nodes(test, steps):
            if spot.is_leaf:
                yield _leaf(shop, spot, seen, known[spot.path])
            elif spot.name in ("all", "any", "at_least"):
                yield from _branches(shop, spot, seen, known)


def _leaf(shop: Workshop, spot: Spot, seen: _Seen, name: str) -> Item:
    can = possible(spot.name, spot.value)
    codes = seen.statuses.get(spot.path, set())
    have = {STATUS[code] for code in codes}
    missing = tuple(one for one in ORDER if one in can - have)
    return Item(
        kind="status",
        id=spot.path,
        name=name,
        where=shop.draft.where((*spot.steps, spot.name)),
        seen=tuple(one for one in ORDER if one in have),
        missing=missing,
        write="; ".join(_status_to_write(name, one) for one in missing),
    )


def _status_to_write(name: str, status: str) -> str:
    return {
        "met": f"a record in which {name} is met",
        "not_met": f"a record in which {name} is not met",
        "not_documented": f"a record that leaves {name} open",
        "conflicting": f"a record that shows {name} at one place and denies it at another",
        "not_applicable": f"a record that {name} does not concern",
    }[status]


def _branches(
    shop: Workshop, spot: Spot, seen: _Seen, known: Mapping[str, str]
) -> Iterator[Item]:
    below = list(parts(spot.name, spot.value, (*spot.steps, spot.name)))
    if len(below) < 2:
        return
    for place, (node, steps) in enumerate(below):
        done = (spot.path, place) in seen.decided
        (first,) = node
        name = known.get(dotted((*steps, first))) or called(node)
        how = "fails" if spot.name == "all" else "suffices"
        yield Item(
            kind="branch",
            id=f"{spot.path}.{place}",
            name=name,
            where=shop.draft.where(steps),
            seen=("decides",) if done else (),
            missing=() if done else ("decides",),
            write=""
            if done
            else f"a record in which {name} alone {how} and the other branches do not",
        )


def _alone(shop: Workshop, seen: _Seen) -> Iterator[Item]:
    for section in ("criteria", "waivers"):
        for one in shop.draft.data.get(section, []):
            steps: Steps = (section, str(one["id"]))
            if not _own(shop, (*steps, "test"), one["test"]):
                continue
            done = one["id"] in seen.alone
            how = "is refused for" if section == "criteria" else "is waived only by"
            yield Item(
                kind="branch",
                id=".".join(map(str, steps)),
                name=str(one["id"]),
                where=shop.draft.where(steps),
                seen=("decides",) if done else (),
                missing=() if done else ("decides",),
                write="" if done else f"a request that {how} {one['id']} alone",
            )


def _limits(shop: Workshop, asked: Sequence[Prepared]) -> Iterator[Item]:
    for limit in limits(shop):
        found = cells(shop, limit, asked)
        yield _limit(shop, limit, found)


def _limit(shop: Workshop, limit: Limit, found: Cells) -> Item:
    """Both cells at the limit, and one beyond on either side of them."""
    either = [one for one in (found[0], found[3]) if one is not None]
    asked = {
        BELOW: found[1],
        ABOVE: found[2],
        BEYOND: any(either) if either else None,
    }
    have = {what: done for what, done in asked.items() if done is not None}
    missing = tuple(what for what, done in have.items() if not done)
    return Item(
        kind="limit",
        id=".".join(map(str, limit.steps)),
        name=limit_name(shop, limit),
        where=shop.draft.where(limit.steps),
        seen=tuple(what for what, done in have.items() if done),
        missing=missing,
        write=values_to_write(shop, limit, missing),
    )
