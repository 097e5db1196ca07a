"""The generic tests by the name that a policy uses, with how each is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple

from workbench.evaluate.answer import Rule
from workbench.evaluate.generic import (
    ages,
    asked,
    duration,
    events,
    fact,
    grade,
    measure,
    relief,
)
from workbench.evaluate.generic.quick import Plain
from workbench.evaluate.generic.rule import Decide, Say, make
from workbench.policy.model import Precedence
from workbench.schema.base import Model

Rules = Mapping[str, Precedence]


class Generic(NamedTuple):
    """A test that any policy can use: parameters, and how its rule is made."""

    name: str
    params: type[Model]
    rule: Callable[[str, Any, Rules], Rule]


def _made(
    name: str,
    params: type[Model],
    decide: Callable[[Any], Decide],
    say: Callable[[Any], Say],
    plain: Callable[[Any, Rule], Plain | None] | None = None,
) -> Generic:
    def rule(path: str, given: Any, rules: Rules) -> Rule:
        short = partial(plain, given) if plain else None
        return make(name, path, given, decide(given), say(given), rules, plain=short)

    return Generic(name, params, rule)


def _duration(path: str, given: duration.Duration, rules: Rules) -> Rule:
    return make(
        "duration",
        path,
        given,
        duration.decide(given),
        duration.say(given),
        rules,
        pick=duration.pick(given),
        plain=partial(duration.plain, given),
    )


def _age(path: str, given: ages.Age, rules: Rules) -> Rule:
    return ages.age_rule(path, given)


def _request(path: str, given: asked.Asked, rules: Rules) -> Rule:
    return asked.asked_rule(path, given)


GENERIC: dict[str, Generic] = {
    one.name: one
    for one in (
        _made("fact", fact.Fact, fact.decide, fact.say, fact.plain),
        _made("stated", fact.Stated, fact.decide, fact.say, fact.plain_stated),
        _made("grade", grade.Grade, grade.decide, fact.say, grade.plain),
        Generic("duration", duration.Duration, _duration),
        _made("measure", measure.Measure, measure.decide, measure.say, measure.plain),
        _made("count", events.Count, events.decide_count, events.say_count),
        _made("sequence", events.Order, events.decide_sequence, events.say_sequence),
        _made("relief", relief.Relief, relief.decide_relief, relief.say_relief),
        _made("onset", ages.Onset, ages.decide_onset, ages.say_onset),
        Generic("age", ages.Age, _age),
        Generic("request", asked.Asked, _request),
    )
}
"""By name."""
