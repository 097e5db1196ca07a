"""Lint: everything that can be found wrong with a policy before a case is put to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from workbench.errors import ContentError, InputError, PolicyError, WorkbenchError
from workbench.evals.policies import silent, vocabulary
from workbench.evals.policies.explained import accepted
from workbench.evals.policies.reported import words_of
from workbench.evals.policy_tests import check_file, files_of
from workbench.evaluate.compile import compile_policy
from workbench.policy.draft import Draft, draft_of
from workbench.policy.lint import (
    durations,
    heads,
    limits,
    parameters,
    shape,
    versions,
    wording,
)
from workbench.policy.lint.finding import RULES, Finding, finding
from workbench.policy.loader import list_policies, resolved, values_of
from workbench.vocabulary.mistakes import nearest
from workbench.policy.parameters import UnknownParameter, fill_test
from workbench.vocabulary.places import line_of
from workbench.policy.tree import Steps, nodes, tests
from workbench.policy.unit_tests import read_tests

_CONFUSING = frozenset({"count-beyond-branches", "duplicate-id"})
"""Rules after which nothing else can be told: tests and ids are not what they seem."""
_WEIGHTS = ("error", "warning", "note")


def lint(names: Sequence[str] | None = None) -> tuple[Finding, ...]:
    """What is wrong with some policies, by id or path, or with all; errors first."""
    found: list[Finding] = []
    every = list(list_policies())
    others = drafts(every)
    for name in names or every:
        try:
            draft = draft_of(name)
        except (PolicyError, ContentError) as error:
            found.append(_invalid(error, name))
            continue
        told = lint_one(draft, others)
        found += _left(told, draft.name)
        if not any(one.rule in _CONFUSING for one in told):
            found += _unit_tests(draft)
    return tuple(sorted(found, key=lambda one: _WEIGHTS.index(one.severity)))


def _unit_tests(draft: Draft) -> Iterator[Finding]:
    """What is wrong in the policy's test files: a slip of each, and ids that are none."""
    for path in files_of(draft.name):
        try:
            check_file(path)
            yield from _ids_expected(draft, path)
        except (InputError, ContentError) as error:
            yield _invalid(error, str(path))


def _ids_expected(draft: Draft, path: Path) -> Iterator[Finding]:
    criteria = [str(one["id"]) for one in draft.data.get("criteria", [])]
    waivers = [str(one["id"]) for one in draft.data.get("waivers", [])]
    for number, test in enumerate(read_tests(path).tests):
        expect = test.expect
        for key, given, known in (
            ("criteria", expect.criteria, criteria),
            ("open_because", expect.open_because, criteria),
            ("waived_by", expect.waived_by, criteria),
            ("waived_by", expect.waived_by.values(), waivers),
            ("waivers", expect.waivers, waivers),
        ):
            for name in given:
                if name not in known:
                    line = line_of(path, ("tests", number, "expect", key, name))
                    yield Finding(
                        rule="invalid", severity="error", where=f"{path}:{line}",
                        key=f"{test.name}: expect.{key}",
                        what=f"there is no {name!r}",
                        fix=nearest(name, known).removeprefix("; "),
                    )  # fmt: skip


def _left(found: Sequence[Finding], policy: str) -> Iterator[Finding]:
    """What is found and not accepted with a reason; an error is never accepted."""
    meant = {(one.rule, one.key) for one in accepted(policy)}
    for one in found:
        if one.severity == "error" or (one.rule, one.key) not in meant:
            yield one


def drafts(names: Sequence[str]) -> list[Draft]:
    """The drafts of some policies; one that cannot be read is no reason to stop."""
    found = []
    for name in names:
        try:
            found.append(draft_of(name))
        except (PolicyError, ContentError):
            continue
    return found


def lint_one(draft: Draft, others: Sequence[Draft] = ()) -> tuple[Finding, ...]:
    """What is wrong with one policy; ``others`` are those it may be a version of."""
    try:
        filled = _filled(draft)
    except UnknownParameter as error:
        where = _uses(draft, f"${error.name}")
        return (finding(draft, "invalid", where, str(error), error.fix),)
    found = list(shape.check(draft, filled))
    found += heads.check(draft)
    found += parameters.check(draft)
    found += wording.check(draft)
    found += versions.check(draft, others)
    if confusing := [one for one in found if one.rule in _CONFUSING]:
        return tuple(confusing)
    found += limits.check(draft, filled)
    found += durations.check(draft, filled)
    found += vocabulary.check(draft, filled)
    found += _reads(draft, filled)
    found += _compiled(draft, [one for one in found if one.severity == "error"])
    return tuple(_once(found))


def _once(found: list[Finding]) -> Iterator[Finding]:
    yield from dict.fromkeys(found)


def _uses(draft: Draft, word: str) -> Steps:
    """Where a test has a word."""
    for steps, test in tests(draft.data):
        found = _at(test, word, steps)
        if found:
            return found
    return ("parameters",)


def _at(value: Any, word: str, steps: Steps) -> Steps | None:
    if value == word:
        return steps
    inside: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    found = (_at(item, word, (*steps, key)) for key, item in inside)
    return next((one for one in found if one), None)


def _filled(draft: Draft) -> dict[Steps, Any]:
    values = values_of(draft.data)
    return {steps: fill_test(test, values) for steps, test in tests(draft.data)}


def _compiled(draft: Draft, told: Sequence[Finding]) -> Iterator[Finding]:
    """What loading and compiling refuse and no rule of ours has named."""
    try:
        compiled = compile_policy(resolved(draft.data, draft.path))
    except PolicyError as error:
        one = _invalid(error, str(draft.path))
        if not any(_same_place(one, other) for other in told):
            yield one
        return
    yield from silent.check(draft, compiled)


def _same_place(one: Finding, other: Finding) -> bool:
    """Whether two findings are about one key, or one of it and what stands in it."""
    if one.where == other.where or (other.key and other.key in one.what):
        return True
    first, second = one.key.split("."), other.key.split(".")
    depth = 1 if first[0] not in ("criteria", "waivers", "parameters") else None
    depth = depth or min(len(first), len(second))
    return first[:depth] == second[:depth]


def _invalid(error: WorkbenchError, name: str) -> Finding:
    key = error.key if isinstance(error, PolicyError) else ""
    return Finding(
        rule="invalid",
        severity=RULES["invalid"][0],
        where=error.where or name,
        key=key,
        what=error.what.removeprefix(f"{key}: "),
        fix=error.fix,
    )


def _reads(draft: Draft, filled: dict[Steps, Any]) -> Iterator[Finding]:
    """Facts that a test looks at and its criterion's ``reads`` does not name."""
    for entry in draft.data.get("criteria", []):
        reads = entry.get("reads")
        if not reads:
            continue
        steps: Steps = ("criteria", str(entry["id"]), "test")
        for spot in nodes(filled[steps], steps):
            if not spot.is_leaf or not isinstance(spot.value, dict):
                continue
            for name in vocabulary.lists_of(spot.name, spot.value):
                held = "imaging_studies" if name == "imaging_findings" else name
                kinds = set(words_of(spot.value.get("kind")))
                named = set(reads.get(held) or kinds) if held in reads else set()
                if held not in reads or (name == held and kinds - named):
                    missing = ", ".join(sorted(kinds - named)) or held
                    yield finding(
                        draft, "reads-missing", ("criteria", entry["id"], "reads"),
                        f"the test looks at {held} ({missing})",
                        f"name it under reads.{held}, so that a refused claim is told",
                    )  # fmt: skip


def as_text(found: Sequence[Finding], policies: int) -> str:
    """One line a finding, then how many there are."""
    counts = {
        weight: sum(one.severity == weight for one in found) for weight in _WEIGHTS
    }
    told = ", ".join(_counted(number, weight) for weight, number in counts.items())
    head = f"{policies} {'policy' if policies == 1 else 'policies'}"
    return "\n".join([*(one.line() for one in found), f"{head}: {told}"])


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
