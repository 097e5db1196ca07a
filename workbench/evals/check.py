"""Checking the gold cases themselves: quotes, ids, roll-ups, leaks, second readings.

A label can be wrong like any program.  Everything about a case that can be verified
without running a reader is: quotes stand in the packet, criteria belong to the policy
and the procedure, the recommendation follows from the statuses, and nothing in the
packet gives the answer away.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from workbench.errors import WorkbenchError
from workbench.evals.gold import (
    FIRST,
    SECOND,
    LoadedGold,
    load_gold,
    load_reading,
)
from workbench.evals.stats import kappa
from workbench.evaluate.rollup import (
    confirm_request,
    line_recommendation,
    open_recommendation,
    request_recommendation,
)
from workbench.policy.loader import load_policy
from workbench.policy.model import Policy
from workbench.schema.determination import LineRecommendation
from workbench.schema.gold import GoldLine, GoldOutcome

_LEAKING_NAMES = re.compile(
    r"approv|den(?:y|ied|ial)|not[-_ ]?met|fails?\b|missing|reject|gold|label|expected|rfi\b", re.I
)
_STATUS_WORDS = re.compile(
    r"\b(?:not_met|not_documented|not_applicable|request_information|"
    r"insufficient_information|not_medically_necessary|policy_not_applicable)\b"
)


class Agreement(NamedTuple):
    """Two readings of the same labels: how many agree, and Cohen's kappa."""

    items: int
    agreed: int
    kappa: float | None


class Checked(NamedTuple):
    """What is wrong with each case, and how far its two readings agree."""

    problems: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]
    """Lines that are labelled in part: sound, and less is held to them."""
    cases: int
    read_twice: int
    criteria: Agreement
    lines: Agreement
    differences: tuple[tuple[str, str], ...]


def check_cases(folders: Iterable[Path]) -> Checked:
    """Check every case; one that cannot be read is a problem, not an error."""
    problems: list[tuple[str, str]] = []
    notes: list[tuple[str, str]] = []
    statuses: list[tuple[str, str]] = []
    lines: list[tuple[str, str]] = []
    differences: list[tuple[str, str]] = []
    cases = twice = 0
    listed = tuple(folders)
    names = {folder.name for folder in listed}
    for folder in listed:
        cases += 1
        try:
            loaded = load_gold(folder)
            problems += [(folder.name, text) for text in _problems(loaded, names)]
            notes += [(folder.name, text) for text in _notes(loaded)]
            pairs = _readings(loaded)
        except WorkbenchError as error:
            problems.append((folder.name, error.line()))
            continue
        if pairs is None:
            continue
        twice += 1
        statuses += [(x.first, x.second) for x in pairs if x.criterion]
        lines += [(x.first, x.second) for x in pairs if not x.criterion]
        differences += [
            (folder.name, f"{x.name}: first {x.first}, second {x.second}")
            for x in pairs
            if x.first != x.second
        ]
    return Checked(
        tuple(problems),
        tuple(notes),
        cases,
        twice,
        _agreement(statuses),
        _agreement(lines),
        tuple(differences),
    )


# --- one case --------------------------------------------------------------------


def _problems(loaded: LoadedGold, names: set[str]) -> Iterator[str]:
    gold = loaded.gold
    if gold.id != loaded.folder.name:
        yield f"id {gold.id!r} is not the name of its folder"
    twin = gold.twin
    beside = loaded.folder.parent
    if twin and twin.of not in names and not (beside / twin.of).is_dir():
        yield f"twin.of: no case {twin.of!r}"
    yield from _leaks(loaded)
    for outcome in gold.outcomes:
        try:
            policy = load_policy(outcome.policy)
        except WorkbenchError as error:
            yield error.line()
            continue
        place = f"{outcome.policy}{' --final' if outcome.final else ''}"
        partly = _unlabelled(outcome, policy)
        for text in (*_ids(outcome, policy), *_rollups(outcome, partly)):
            yield f"{place}: {text}"


def _notes(loaded: LoadedGold) -> Iterator[str]:
    for outcome in loaded.gold.outcomes:
        try:
            partly = _unlabelled(outcome, load_policy(outcome.policy))
        except WorkbenchError:
            continue
        for key, missing in partly.items():
            yield f"{outcome.policy}: {key}: no status for {', '.join(missing)}"


def _ids(outcome: GoldOutcome, policy: Policy) -> Iterator[str]:
    known = {item.id: item for item in policy.criteria}
    for line in outcome.lines:
        for name in (*line.criteria, *line.debatable):
            if name not in known:
                yield f"{line.key}: the policy has no criterion {name!r}"
            elif line.procedure not in known[name].applies_to:
                yield f"{line.key}: {name!r} does not apply to {line.procedure!r}"
        stray = set(line.debatable) - set(line.criteria)
        if stray:
            yield f"{line.key}: debatable {sorted(stray)[0]!r} has no status"
    for name in (*outcome.must_ask, *outcome.must_not_ask):
        if name not in known:
            yield f"must_ask or must_not_ask: the policy has no criterion {name!r}"


def _unlabelled(outcome: GoldOutcome, policy: Policy) -> dict[str, list[str]]:
    """Criteria of the policy that a judged line gives no status, by line."""
    found = {}
    for line in outcome.lines:
        wanted = {x.id for x in policy.criteria if line.procedure in x.applies_to}
        missing = sorted(wanted - set(line.criteria))
        if line.criteria and missing:
            found[line.key] = missing
    return found


def _rollups(outcome: GoldOutcome, partly: Container[str]) -> Iterator[str]:
    """Recommendations that do not follow from the statuses under them.

    A line labelled in part is held only to a failing status among those given.
    """
    judged = [line for line in outcome.lines if line.criteria]
    for line in judged:
        if line.key in partly and "not_met" not in line.criteria.values():
            continue
        made = line_recommendation(line.criteria.values(), outcome.final)
        if made != line.recommendation and not _held(line, outcome):
            yield f"{line.key}: statuses give {made}, not {line.recommendation}"
    counted: list[LineRecommendation] = [
        line.recommendation
        for line in outcome.lines
        if line.criteria or line.recommendation == "policy_not_applicable"
    ]
    if not counted:
        return
    whole = request_recommendation(counted)
    if whole != outcome.recommendation:
        yield f"the lines give {whole}, not {outcome.recommendation}"
    elif confirm_request(counted) != outcome.confirm_by:
        yield f"confirm_by follows as {confirm_request(counted)}"


def _held(line: GoldLine, outcome: GoldOutcome) -> bool:
    """A difference between request and plan holds a line whatever its criteria say."""
    held = line.held or bool(outcome.conflicts)
    return held and line.recommendation == open_recommendation(outcome.final)


def _leaks(loaded: LoadedGold) -> Iterator[str]:
    if _LEAKING_NAMES.search(loaded.gold.id):
        yield "the id gives the answer away"
    folder = loaded.folder / "packet"
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.is_file() and _LEAKING_NAMES.search(name):
            yield f"packet/{name}: the file's name gives the answer away"
    for document in loaded.packet.documents:
        for line in document.lines:
            if _STATUS_WORDS.search(line.text):
                yield f"{document.id}:{line.number}: the line names a status of ours"


# --- two readings ----------------------------------------------------------------


class _Label(NamedTuple):
    name: str
    criterion: bool
    first: str
    second: str


def _readings(loaded: LoadedGold) -> list[_Label] | None:
    """Both readings side by side; a criterion that one leaves out is not compared."""
    second = load_reading(loaded.folder, SECOND)
    if second is None:
        return None
    first = load_reading(loaded.folder, FIRST)
    outcomes = first.outcomes if first else loaded.gold.outcomes
    left, right = _labels(outcomes), _labels(second.outcomes)
    shared = {name[0] for name in right}
    names = sorted(
        name
        for name in left.keys() | right.keys()
        if name[0] in shared and (not name[2] or (name in left and name in right))
    )
    return [
        _Label(
            " ".join(filter(None, name)),
            bool(name[2]),
            left.get(name, "not labelled"),
            right.get(name, "not labelled"),
        )
        for name in names
    ]


def _labels(outcomes: Iterable[GoldOutcome]) -> dict[tuple[str, str, str], str]:
    found: dict[tuple[str, str, str], str] = {}
    for outcome in outcomes:
        place = f"{outcome.policy}{' --final' if outcome.final else ''}"
        for line in outcome.lines:
            found[place, line.key, ""] = line.recommendation
            for name, status in line.criteria.items():
                found[place, line.key, name] = status
    return found


def _agreement(pairs: list[tuple[str, str]]) -> Agreement:
    return Agreement(len(pairs), sum(a == b for a, b in pairs), kappa(pairs))


def as_text(result: Checked) -> str:
    """The check for a terminal."""
    rows = [f"{result.cases} cases, {result.read_twice} of them read twice"]
    for name, one in (("criteria", result.criteria), ("lines", result.lines)):
        if one.items:
            value = "undefined" if one.kappa is None else f"{one.kappa:.3f}"
            rows.append(
                f"  {name}: {one.agreed} of {one.items} labels agree "
                f"({one.agreed / one.items:.1%}), kappa {value}"
            )
    if result.differences:
        rows += ["", "Labels that the two readers gave differently:"]
        rows += [f"  {case}: {text}" for case, text in result.differences]
    if result.notes:
        rows += ["", "Labelled in part:"]
        rows += [f"  {case}: {text}" for case, text in result.notes]
    if result.problems:
        rows += ["", "Problems:"]
        rows += [f"  {case}: {text}" for case, text in result.problems]
    else:
        rows += ["", "No problems."]
    return "\n".join(rows) + "\n"
