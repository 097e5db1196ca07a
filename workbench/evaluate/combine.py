"""Combinations of rules: all, any, at least n, not, for each place, over time.

The running half works on bare values (strong Kleene, see ``workbench.evaluate.kleene``)
and builds the tree of answers that is the trace; the telling half turns an answer into
a ``Leaf`` when somebody asks.  What is the same for every line is answered once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import Literal

from workbench.evaluate import kleene
from workbench.evaluate.answer import (
    CONFLICT,
    MET,
    NA,
    NOT_MET,
    OPEN,
    STATUS,
    Answer,
    Rule,
    Run,
)
from workbench.evaluate.leaf import Leaf, Place, Scope

Over = Literal["level", "side", "item"]
_SWAPPED = (OPEN, NOT_MET, MET, CONFLICT, NA)


def combined(codes: Sequence[int], n: int) -> int:
    """Value of "at least n of these"; parts that do not apply are left out.

    In an unsettled node every unknown part can tip it, so one pass suffices.
    """
    met = failed = out = 0
    clash = False
    for code in codes:
        if code == MET:
            met += 1
        elif code == NOT_MET:
            failed += 1
        elif code == NA:
            out += 1
        elif code == CONFLICT:
            clash = True
    counted = len(codes) - out
    if not counted:
        return NA
    if n > counted:
        n = counted
    if met >= n:
        return MET
    if failed > counted - n:
        return NOT_MET
    return CONFLICT if clash else OPEN


def counting(name: str, path: str, parts: Sequence[tuple[str, Rule]], n: int) -> Rule:
    """``all`` (n is the number of parts), ``any`` (1) or ``at_least`` n rules."""
    placed = any(part.placed for _, part in parts)
    # Where nothing is placed, the whole is answered once and its parts with it.
    rules = tuple(hoisted(part) if placed else part for _, part in parts)
    names = tuple(label for label, _ in parts)

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        return kleene.at_least(
            n,
            [
                (label, part[1].leaf(part, scope))
                for label, part in zip(names, answer[2], strict=True)
            ],
        )

    rule = Rule(
        name=name,
        path=path,
        run=_unmade,
        leaf=leaf,
        placed=placed,
        children=rules,
        label=name,
        n=n,
    )
    rule.run = _counted(rule, tuple(part.run for part in rules), n)
    return rule


def _unmade(scope: Scope) -> Answer:
    raise NotImplementedError("a combination is run by what _counted makes")


@lru_cache(maxsize=64)
def _table(size: int, n: int) -> bytes:
    """``combined`` of every row of ``size`` values, read as a number to the base 5."""
    return bytes(combined(codes, n) for codes in product(range(5), repeat=size))


def _counted(rule: Rule, runs: tuple[Run, ...], n: int) -> Run:
    """The run of a combination; of two to four parts the value is looked up."""
    if len(runs) == 2:
        return _of_two(rule, runs, _table(2, n))
    if len(runs) == 3:
        return _of_three(rule, runs, _table(3, n))
    if len(runs) == 4:
        return _of_four(rule, runs, _table(4, n))

    def run(scope: Scope) -> Answer:
        parts = tuple([one(scope) for one in runs])
        return combined([part[0] for part in parts], n), rule, parts

    return run


def _of_two(rule: Rule, runs: tuple[Run, ...], table: bytes) -> Run:
    first, second = runs

    def run(scope: Scope) -> Answer:
        a, b = first(scope), second(scope)
        return table[a[0] * 5 + b[0]], rule, (a, b)

    return run


def _of_three(rule: Rule, runs: tuple[Run, ...], table: bytes) -> Run:
    first, second, third = runs

    def run(scope: Scope) -> Answer:
        a, b, c = first(scope), second(scope), third(scope)
        return table[(a[0] * 5 + b[0]) * 5 + c[0]], rule, (a, b, c)

    return run


def _of_four(rule: Rule, runs: tuple[Run, ...], table: bytes) -> Run:
    first, second, third, fourth = runs

    def run(scope: Scope) -> Answer:
        a, b, c, d = first(scope), second(scope), third(scope), fourth(scope)
        value = table[((a[0] * 5 + b[0]) * 5 + c[0]) * 5 + d[0]]
        return value, rule, (a, b, c, d)

    return run


def negated(path: str, part: Rule) -> Rule:
    """The opposite of a rule; unknowns stay."""
    inner = hoisted(part)

    def run(scope: Scope) -> Answer:
        answer = inner.run(scope)
        return _SWAPPED[answer[0]], rule, (answer,)

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        (below,) = answer[2]
        return kleene.negate(below[1].leaf(below, scope))

    rule = Rule(
        name="not",
        path=path,
        run=run,
        leaf=leaf,
        placed=part.placed,
        children=(inner,),
        label="not",
    )
    return rule


def for_each(path: str, over: Over, need: str, part: Rule) -> Rule:
    """A rule asked at each level, side or line of the request.

    ``need``: ``all`` or ``any`` of them must hold; ``per-item`` asks at the line's own
    place, so that every line stands for itself.
    """
    inner = hoisted(part)

    def run(scope: Scope) -> Answer:
        places = _places(scope, over, need)
        answers = tuple([inner.run(scope.at(place)) for place in places])
        n = 1 if need == "any" else len(answers)
        code = combined([answer[0] for answer in answers], n) if answers else OPEN
        return code, rule, answers, (), None, places

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        places = answer[5]
        if not places:
            return Leaf(
                status="not_documented",
                reason="The request does not say at which place",
                because="incomplete",
            )
        parts = [
            (_place_name(place, over), below[1].leaf(below, scope.at(place)))
            for place, below in zip(places, answer[2], strict=True)
        ]
        if len(parts) == 1:
            only: Leaf = parts[0][1]
            return only
        found: Leaf = kleene.at_least(1 if need == "any" else len(parts), parts)
        return found

    rule = Rule(
        name="for_each",
        path=path,
        run=run,
        leaf=leaf,
        placed=not (over == "item" and need != "per-item"),
        children=(inner,),
        label=f"for each {over}",
        n=1 if need == "any" else None,
    )
    return rule


def _places(scope: Scope, over: Over, need: str) -> tuple[Place | None, ...]:
    place = scope.place
    if need == "per-item":
        return (place,)
    if over == "item":
        return scope.places
    if place is None:
        return ()
    if over == "side":
        sides: tuple[Literal["left", "right"], ...] = ("left", "right")
        if place.side in sides:
            return (place,)
        return tuple(replace(place, side=side, sided=True) for side in sides)
    return tuple(
        replace(place, interspaces=(space,), vertebra=None)
        for space in place.interspaces
    )


def _place_name(place: Place | None, over: Over) -> str:
    if place is None:
        return "request"
    if over == "side":
        return str(place.side)
    where = "/".join(place.interspaces) or place.region or "request"
    return where if over == "level" else f"{place.procedure} {where}"


def over_time(
    path: str,
    editions: Sequence[tuple[str, Rule]],
    choose: Callable[[Scope], Sequence[int]],
) -> Rule:
    """A rule whose parameters changed with time: the edition in force decides.

    Where the date leaves several in play they must agree, else it is open.
    """
    rules = tuple(part for _, part in editions)

    def run(scope: Scope) -> Answer:
        chosen = choose(scope)
        answers = tuple([rules[place].run(scope) for place in chosen])
        codes = {answer[0] for answer in answers}
        code = codes.pop() if len(codes) == 1 else OPEN
        return code, rule, answers, (), None, tuple(chosen)

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        answers, chosen = answer[2], answer[5]
        leaves: list[Leaf] = [below[1].leaf(below, scope) for below in answers]
        if len({one.status for one in leaves}) == 1:
            return leaves[0]
        names = "; ".join(
            f"{editions[place][0]}: {one.status.replace('_', ' ')}"
            for place, one in zip(chosen, leaves, strict=True)
        )
        facts = tuple({f.id: f for one in leaves for f in one.support}.values())
        against = tuple({f.id: f for one in leaves for f in one.refute}.values())
        return Leaf(
            status="not_documented",
            reason="The rule changed with time and the date that chooses it is not "
            f"known ({names}). {leaves[0].reason}",
            because="undated",
            support=facts,
            refute=against,
        )

    rule = Rule(
        name="over_time",
        path=path,
        run=run,
        leaf=leaf,
        placed=any(part.placed for part in rules),
        children=rules,
        label=rules[0].label,
        asking=rules[0].asking,
    )
    return rule


def hoisted(part: Rule) -> Rule:
    """The rule, answered once per case where it is the same for every line."""
    if part.placed or part.once:
        return part
    own = part.run

    def run(scope: Scope) -> Answer:
        memo = scope.facts.memo
        answer: Answer | None = memo.get(part)
        if answer is None:
            answer = memo[part] = own(scope)
        return answer

    in_words, key = part.leaf, (part, "in words")

    def leaf(answer: Answer, scope: Scope) -> Leaf:
        memo = scope.facts.memo
        told: tuple[Answer, Leaf] | None = memo.get(key)
        if told is None or told[0] is not answer:
            told = memo[key] = (answer, in_words(answer, scope))
        return told[1]

    part.run, part.leaf, part.once = run, leaf, True
    return part


def status_of(answer: Answer) -> str:
    """The status of an answer in words of the contract."""
    return STATUS[answer[0]]
