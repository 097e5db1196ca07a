"""A denial's criterion held against the policy's own words: numbers, grades, and more.

What is compared is data on both sides: quantities of the same dimension, the set of
accepted grades, and the contrasts of ``data/contrast.yaml`` (deficits for symptoms or
signs, an absolute rule for one with waivers, one pathway for several).  A criterion
that is quoted rightly gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from workbench.appeal.words import DATA, joined
from workbench.extract.rules.values.severity import find_severities
from workbench.policy.model import Criterion, Policy
from workbench.schema.appeal import Misquote, MisquoteKind, Reason
from workbench.vocabulary.tables import severity
from workbench.vocabulary.yaml_file import load_yaml

_CLAUSE = re.compile(
    r"[;.]\s|,\s(?!which\b)|\b(?:but|whereas|while|however|although|yet)\b"
)
_TOP = 7
_OF_NARROWING = re.compile(r"\W*(?:\w+\W+){0,2}?(?:stenos|narrow|grade)", re.I)
"""After "critical", which also means important."""


class Quantity(NamedTuple):
    """A number with its unit, and its size in the first unit of its dimension."""

    dimension: str
    size: float
    unit: str
    words: str
    start: int
    end: int


def misquotes(
    reason: Reason, policy: Policy, criteria: Iterable[str] | None = None
) -> tuple[Misquote, ...]:
    """Where a stated reason departs from the policy's criteria that it speaks of."""
    names = reason.criteria if criteria is None else tuple(criteria)
    known = {item.id: item for item in policy.criteria}
    spoken = [known[name] for name in names if name in known]
    if not spoken:
        return ()
    found = [
        *_numbers(reason.text, spoken, policy),
        *_grades(reason.text, spoken, policy),
        *_contrasts(reason.text, spoken, policy),
    ]
    unique = {(one.kind, one.criterion): one for one in reversed(found)}
    return tuple(reversed(unique.values()))


def policy_words(item: Criterion, policy: Policy) -> tuple[str, str]:
    """A criterion verbatim, and where it stands: policy, version, title, source."""
    where = f"{policy.title}, version {policy.version}: {item.title}"
    return item.text.strip(), where


# --- numbers ---------------------------------------------------------------------


def quantities(text: str) -> tuple[Quantity, ...]:
    """Numbers with units in a text, in reading order."""
    table, pattern = _table(), _quantity()
    found = []
    for match in pattern.finditer(text):
        word = match["number"].lower()
        value = table["numbers"].get(word)
        number = float(value if value is not None else word)
        unit = match["unit"].lower()
        dimension, factor = _unit(unit)
        found.append(
            Quantity(
                dimension,
                number * factor,
                unit.rstrip("s"),
                match.group(),
                match.start(),
                match.end(),
            )
        )
    return tuple(found)


def _numbers(text: str, spoken: list[Criterion], policy: Policy) -> Iterator[Misquote]:
    for asked in quantities(text):
        if not _is_required(text, asked):
            continue
        same = [
            (item, one)
            for item in spoken
            for one in quantities(item.text)
            if one.dimension == asked.dimension
        ]
        if any(_equal(asked, one) for _, one in same):
            continue
        if same:
            item, nearest = min(same, key=lambda pair: abs(pair[1].size - asked.size))
            stricter = _stricter(text, asked, nearest)
            yield _misquote("number", item, policy, text, stricter)
        elif not _elsewhere(asked, policy):
            yield _misquote("not-required", spoken[0], policy, text, True)


def _elsewhere(asked: Quantity, policy: Policy) -> bool:
    """Whether some other rule of the policy holds this very quantity."""
    texts = [item.text for item in policy.criteria]
    texts += [item.text for item in policy.waivers]
    return any(
        _equal(asked, one)
        for text in texts
        for one in quantities(text)
        if one.dimension == asked.dimension
    )


def _equal(one: Quantity, other: Quantity) -> bool:
    if one.unit == other.unit:
        return abs(one.size - other.size) < 1e-6
    share = float(_table()["same"])
    return abs(one.size - other.size) <= share * max(one.size, other.size)


def _stricter(text: str, asked: Quantity, own: Quantity) -> bool:
    """Whether the denial asks more: a larger least, or a smaller most."""
    before = text[max(asked.start - 30, 0) : asked.end + 12]
    lower = _cue("required", "lower").search(before) is not None
    return asked.size < own.size if lower else asked.size > own.size


def _is_required(text: str, asked: Quantity) -> bool:
    """Whether a quantity is what is asked for, and not what the patient had."""
    start, end = _clause(text, asked.start)
    before, after = text[start : asked.start], text[asked.end : end]
    cues = list(_cue("required", "before").finditer(before))
    apart = list(_cue("required", "apart").finditer(before))
    if cues and (not apart or apart[-1].start() < cues[-1].start()):
        return True
    return not apart and _cue("required", "after").search(after) is not None


def _clause(text: str, place: int) -> tuple[int, int]:
    start, end = 0, len(text)
    for match in _CLAUSE.finditer(text):
        if match.end() <= place:
            start = match.end()
        elif match.start() >= place:
            end = match.start()
            break
    return start, end


# --- grades ----------------------------------------------------------------------


def accepted_steps(item: Criterion) -> frozenset[int] | None:
    """The steps of narrowing that a criterion accepts; None where it asks no grade."""
    steps = severity().steps
    for found in _lists(item.test):
        if found and all(isinstance(one, str) and one in steps for one in found):
            return frozenset(steps[one] for one in found)
    return None


def _grades(text: str, spoken: list[Criterion], policy: Policy) -> Iterator[Misquote]:
    item = next((one for one in spoken if _images(one)), None)
    if item is None:
        return
    accepted = accepted_steps(item)
    asked, other = _asked_grades(text)
    if asked:
        missing = (accepted or frozenset(range(1, _TOP + 1))) - asked
        if missing:
            yield _misquote("grade-set", item, policy, text, True)
        return
    if accepted and other and other <= accepted and _fails_there(text):
        yield _misquote("grade-set", item, policy, text, True)


def _fails_there(text: str) -> bool:
    """Whether a clause that finds a grade also says that it does not do."""
    return any(
        _cue("graded", "fails").search(text[slice(*_clause(text, one.start))])
        for one in find_severities(text)
    )


def _images(item: Criterion) -> bool:
    """Whether a criterion is one of narrowing: its words grade it, or name it."""
    named = f"{item.title} {item.text}".lower()
    return bool(find_severities(item.text)) or any(
        word in named for word in ("stenosis", "narrowing")
    )


def _asked_grades(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Steps that a sentence lays down as required, and those that it finds."""
    asked: list[set[int]] = []
    found: set[int] = set()
    last = 0
    required = False
    for one in find_severities(text):
        if one.severity.low == _TOP and not _OF_NARROWING.match(text, one.end):
            continue
        start, _ = _clause(text, one.start)
        lead = text[max(start, last) : one.start]
        tail = text[one.end : one.end + 14]
        joined_to = required and len(lead) < 8
        required = joined_to or bool(
            _cue("graded", "asked").search(lead)
            or _cue("graded", "asked").match(tail.strip())
        )
        steps = set(range(one.severity.low, one.severity.high + 1))
        if required and one.severity.low == severity().steps["severe"]:
            steps |= set(range(one.severity.low, _TOP + 1))
        if required:
            asked.append(steps)
        else:
            found |= steps
        last = one.end
    if len(asked) == 1:
        # One grade laid down is the least that will do: "a threshold of moderate".
        asked = [set(range(min(asked[0]), _TOP + 1))]
    return frozenset().union(*asked), frozenset(found)


# --- contrasts -------------------------------------------------------------------


def _contrasts(
    text: str, spoken: list[Criterion], policy: Policy
) -> Iterator[Misquote]:
    for entry in _table()["contrasts"]:
        if not _pattern(tuple(entry["denial"])).search(text):
            continue
        if entry["unless"] and _pattern(tuple(entry["unless"])).search(text):
            continue
        if entry["asks"] and not _cue("graded", "asked").search(text):
            if not _asks(text):
                continue
        for item in _closest(entry["policy"], spoken):
            if _differs(entry["policy"], item, policy, text):
                yield _misquote(entry["kind"], item, policy, text, entry["stricter"])
                break


def _closest(test: dict[str, Any], spoken: list[Criterion]) -> list[Criterion]:
    """The criteria spoken of; for a study, those first that search for it or ask it."""
    if "unmentioned" not in test:
        return spoken
    wanted = _pattern(tuple(test["unmentioned"]))
    return sorted(
        spoken, key=lambda one: not wanted.search(" ".join((*one.terms, one.ask)))
    )


def _asks(text: str) -> bool:
    return bool(
        _cue("required", "before").search(text)
        or _cue("required", "after").search(text)
        or re.match(r"\W*(?:perform|obtain|provide|submit|repeat)\b", text, re.I)
        or re.search(r"\balone (?:is|are) not\b", text, re.I)
    )


def _differs(test: dict[str, Any], item: Criterion, policy: Policy, text: str) -> bool:
    if "text" in test:
        return bool(_pattern(tuple(test["text"])).search(item.text))
    if test.get("waivable"):
        return any(item.id in waiver.waives for waiver in policy.waivers)
    if test.get("pathways"):
        return _one_of_several(item, text)
    if "accepts" in test:
        return any(test["accepts"] in found for found in _lists(item.test))
    wanted = _pattern(tuple(test["unmentioned"]))
    return not any(wanted.search(one.text) for one in policy.criteria)


def _one_of_several(item: Criterion, text: str) -> bool:
    """Whether a sentence knows one of a criterion's pathways and no other."""
    low = text.lower()
    paths = list(_pathways(item.test))
    named = [name for name in paths if name.split("-")[0][:9] in low]
    return len(paths) > 1 and len(named) == 1


def _pathways(node: Any) -> Iterator[str]:
    """Ids of the outermost pathways of a test."""
    if isinstance(node, dict):
        if "pathway" in node:
            yield str(node["pathway"]["id"])
            return
        for value in node.values():
            yield from _pathways(value)
    elif isinstance(node, list):
        for value in node:
            yield from _pathways(value)


def _lists(node: Any) -> Iterator[list[Any]]:
    if isinstance(node, list):
        yield node
    for value in node.values() if isinstance(node, dict) else node:
        if isinstance(value, dict | list):
            yield from _lists(value)


# --- shared ----------------------------------------------------------------------


def _misquote(
    kind: MisquoteKind,
    item: Criterion,
    policy: Policy,
    text: str,
    stricter: bool | None,
) -> Misquote:
    words, where = policy_words(item, policy)
    if kind == "absolute":
        words, where = _waivers(item, policy)
    return Misquote(
        kind=kind,
        criterion=item.id,
        denial=text,
        policy=words,
        policy_source=where,
        stricter=stricter,
    )


def _waivers(item: Criterion, policy: Policy) -> tuple[str, str]:
    """What the policy exempts from a criterion, verbatim, and where it says so."""
    own = [one for one in policy.waivers if item.id in one.waives]
    words = " ".join(f"{one.title}: {one.text.strip()}" for one in own)
    where = f"{policy.title}, version {policy.version}: waivers from {item.title}"
    return words, where


@cache
def _table() -> dict[str, Any]:
    data: Any = load_yaml(DATA / "contrast.yaml")
    return dict(data)


@cache
def _pattern(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return joined(patterns)


def _cue(group: str, name: str) -> re.Pattern[str]:
    return _pattern(tuple(_table()[group][name]))


def _unit(unit: str) -> tuple[str, float]:
    for dimension, units in _table()["dimensions"].items():
        for name in (unit, unit.rstrip("s")):
            if name in units:
                return dimension, float(units[name])
    raise KeyError(unit)


@cache
def _quantity() -> re.Pattern[str]:
    table = _table()
    units = sorted(
        (name for group in table["dimensions"].values() for name in group),
        key=len,
        reverse=True,
    )
    numbers = "|".join(sorted(table["numbers"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\d./-])(?P<number>\d{{1,3}}(?:\.\d+)?|\b(?:{numbers}))"
        rf"(?:\s*\(\d{{1,3}}\))?(?:\s?\+)?[\s-]*(?:full\s|consecutive\s|calendar\s)?"
        rf"(?P<unit>{'|'.join(map(re.escape, units))})(?:s\b|(?!\w))",
        re.IGNORECASE,
    )
