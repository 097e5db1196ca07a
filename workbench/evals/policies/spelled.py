"""Whether the facts of a unit test are spelled as facts are: keys, kinds and values.

A kind that no fact has would make a test that silently tests nothing.  What is wrong is
named by list, number from 1 and key, and by the line of the test file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbench.errors import InputError
from workbench.evals.policies.words import OF_A_DOCUMENT, TYPES, kinds_of, nearest
from workbench.policy.cases import PolicyTestFile
from workbench.vocabulary.mistakes import mistakes
from workbench.vocabulary.places import line_of
from workbench.schema.case import Case, FactList
from workbench.schema.spine import (
    between,
    interspace_meant,
    interspace_written,
    is_vertebra,
)

Steps = tuple[str | int, ...]


class FactError(InputError):
    """A fact of a unit test that is none; ``steps`` lead to it from its list on."""

    def __init__(
        self, what: str, *, where: str = "", fix: str = "", steps: Steps = ()
    ) -> None:
        self.steps = steps
        super().__init__(what, where=where, fix=fix)

    def on_its_line(self, path: Path, file: PolicyTestFile, number: int) -> InputError:
        """The same with the line of the file; ``number`` is the test's, from 0."""
        test = file.tests[number]
        at: Steps = ("tests", number, "facts", *self.steps)
        if self.steps and self.steps[0] not in test.facts:
            at = ("base", *self.steps)
        line = line_of(path, at) if self.steps else None
        where = f"{path}:{line}" if line else str(path)
        return InputError(f"{test.name}: {self.what}", where=where, fix=self.fix)


def check_facts(
    lists: Mapping[FactList, Sequence[Mapping[str, Any]]], *, where: str
) -> None:
    """Raise FactError, with the nearest word, for a key or a kind that is none."""
    for name, facts in lists.items():
        for number, fact in enumerate(facts, 1):
            steps: Steps = (name, number - 1)
            _check(name, f"{name} {number}", fact, where, steps)
            for place, finding in enumerate(fact.get("findings") or (), 1):
                at = f"{name} {number}: finding {place}"
                inside = (*steps, "findings", place - 1)
                _check("imaging_findings", at, finding, where, inside)


def _check(
    name: str, at: str, fact: Mapping[str, Any], where: str, steps: Steps
) -> None:
    known = {*TYPES[name].model_fields, *OF_A_DOCUMENT}
    for key in fact:
        if key not in known:
            raise FactError(
                f"{at}: {key!r} is no key of {name}",
                where=where,
                fix=nearest(key, known, name),
                steps=(*steps, key),
            )
    level = fact.get("level")
    if isinstance(level, str) and level_of(name, level) is None:
        raise FactError(
            f"{at}: {level!r} is no level",
            where=where,
            fix=_written(level),
            steps=(*steps, "level"),
        )
    kind = fact.get("kind")
    if isinstance(kind, str) and kind not in kinds_of(name):
        raise FactError(
            f"{at}: {kind!r} is no kind of {name}",
            where=where,
            fix=nearest(kind, kinds_of(name), name),
            steps=(*steps, "kind"),
        )


def level_of(name: str, level: str) -> str | None:
    """A level as facts of a list have it; None where it is none."""
    if found := interspace_written(level):
        return found
    asked = name == "requested_procedures"
    return level if asked and (is_vertebra(level) or _spaces(level)) else None


def _spaces(level: str) -> tuple[str, ...]:
    """The interspaces of a range of vertebrae, "L3-5" or "L3-L5"."""
    ends = re.fullmatch(r"([CTLS])(\d{1,2})[-/]([CTLS]?)(\d{1,2})", level)
    if ends is None:
        return ()
    try:
        return between(f"{ends[1]}{ends[2]}", f"{ends[3] or ends[1]}{ends[4]}")
    except ValueError:
        return ()


def _written(level: str) -> str:
    """How a level that is none is to be written."""
    if is_vertebra(level):
        return f"a level is an interspace, as L4-5; a vertebra is site: {level}"
    if many := _spaces(level):
        return f"write one fact for each of {', '.join(many)}"
    if level in ("any", "all", "line", "adjacent"):
        return "leave level out of a fact that names no place"
    meant = interspace_meant(level)
    return f"did you mean {meant!r}?" if meant else "write an interspace, as L4-5"


def wrong_value(error: ValidationError, *, where: str) -> FactError:
    """The first value of a test's facts that a fact cannot hold."""
    first = mistakes(error, Case)[0]
    steps: Steps = tuple(int(s) if s.isdigit() else s for s in first.steps)
    told = [f"{step + 1}" if isinstance(step, int) else step for step in steps]
    at = f"{told[0]} {told[1]}: " if len(told) > 1 else ""
    key = f"{'.'.join(told[2:] or told[:1])}: "
    return FactError(f"{at}{key}{first.what}", where=where, steps=steps)
