"""Whether the words of a policy's tests exist, fit together, and can be read at all.

Kinds, grades, scales and units are those of the vocabulary; fields and their words are
those of the facts; what a reader can report is what the model's answer form offers or
what the rules reader's lexicons and frames name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.evaluate.generic.units import conversion, known_unit, top_of
from workbench.evaluate.generic.where import Where
from workbench.evals.policies import values
from workbench.evals.policies.reported import in_rules, modelled, offered, words_of
from workbench.evals.policies.words import TYPES, choices, kinds_of, nearest, sites
from workbench.evaluate.registry import PREDICATES
from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.tree import Spot, Steps, nodes
from workbench.vocabulary import kinds, scales, severity, spine

_ANY = frozenset(
    {
        "list",
        "kind",
        "level",
        "side",
        "region",
        "study",
        "stated_in",
        "within",
        "letters",
    }
)
"""Keys of a selector that are asked of every list."""
_FIELD_OF = {"graded": "grade", "touching": "contact"}
"""Keys of a selector that ask for a field of another name."""
_OF_PARTS = frozenset({"symptoms", "treatments", "functional_limits"})
_SCORED = frozenset({"functional_limits", "symptoms"})
_UNIT = re.compile(r"\b(?:unit|value in|value as) (\S+?)(?:[;,.]|$|\s)")


def check(draft: Draft, filled: Mapping[Steps, Any]) -> Iterator[Finding]:
    """Everything about the words of the tests; ``filled`` have their parameters."""
    for steps, test in filled.items():
        for spot in nodes(test, steps):
            if spot.is_leaf and isinstance(spot.value, dict):
                yield from _leaf(draft, spot)
    yield from values.of_entries(draft)


def _leaf(draft: Draft, spot: Spot) -> Iterator[Finding]:
    at = (*spot.steps, spot.name)
    yield from _grades(draft, at, spot.value)
    if spot.name == "grade":
        yield from _gaps(draft, at, words_of(spot.value.get("accepted")))
    if spot.name not in PREDICATES or not _selects(spot.name):
        return
    for steps, where in _selectors(at, spot):
        lists = lists_of(spot.name, where)
        yield from _kinds(draft, steps, where, lists)
        yield from _fields(draft, steps, where, lists)
        scored = spot.name == "measure" and _SCORED & set(lists)
        yield from values.of_selector(draft, steps, where, lists, names=not scored)
    yield from values.of_test(draft, spot)
    if spot.name == "measure":
        yield from _measured(draft, at, spot.value, lists_of(spot.name, spot.value))
    yield from _negation(draft, spot)
    yield from _past(draft, spot)


def _selects(name: str) -> bool:
    return issubclass(PREDICATES[name].params, Where)


def _selectors(at: Steps, spot: Spot) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """The selector of a test and the further ones in it."""
    yield at, spot.value
    for place, one in enumerate(spot.value.get("refuting") or []):
        yield (*at, "refuting", place), one
    if isinstance(spot.value.get("then"), dict):
        yield (*at, "then"), spot.value["then"]


def lists_of(name: str, where: Mapping[str, Any]) -> tuple[str, ...]:
    """The lists that a selector looks at; left out, those of its test."""
    given = where.get("list")
    if given is None and name in PREDICATES and _selects(name):
        default = PREDICATES[name].params.model_fields["list"].default
        return tuple(default) if isinstance(default, tuple) else ()
    return (given,) if isinstance(given, str) else tuple(given or ())


def _kinds(
    draft: Draft, at: Steps, where: Mapping[str, Any], lists: tuple[str, ...]
) -> Iterator[Finding]:
    strange = [name for name in lists if name not in TYPES]
    for name in strange:
        yield finding(
            draft, "unknown-kind", (*at, "list"),
            f"there is no list of facts {name!r}", nearest(name, TYPES, ""),
        )  # fmt: skip
    if strange:
        return
    allowed = {kind for name in lists for kind in kinds_of(name)}
    for kind in words_of(where.get("kind")):
        if kind not in allowed:
            yield finding(
                draft, "unknown-kind", (*at, "kind"),
                f"{kind!r} is no kind of {' or '.join(lists)}",
                nearest(kind, allowed, lists[0] if lists else "LIST"),
            )  # fmt: skip
        elif not any(kind in modelled(name) for name in lists):
            if not in_rules(kind):
                yield finding(
                    draft, "unread-kind", (*at, "kind"),
                    f"neither reader reports {kind!r}",
                    "teach the rules reader its words, or offer it to the model",
                )  # fmt: skip
        elif not in_rules(kind):
            yield finding(
                draft, "read-by-model-only", (*at, "kind"),
                f"the rules reader has no words for {kind!r}",
                "add it to a lexicon, so that it can be read offline",
            )  # fmt: skip


def _fields(
    draft: Draft, at: Steps, where: Mapping[str, Any], lists: tuple[str, ...]
) -> Iterator[Finding]:
    for asked, wanted in where.items():
        if asked in _ANY or asked not in Where.model_fields:
            continue
        key = _FIELD_OF.get(asked, asked)
        holders = [name for name in lists if key in TYPES[name].model_fields]
        if not holders:
            yield finding(
                draft, "unfillable-field", (*at, key),
                f"facts of {' and '.join(lists)} have no {key}",
                "ask it of another list, or take the key out",
            )  # fmt: skip
            continue
        words = [choices(TYPES[name].model_fields[key].annotation) for name in holders]
        if key == "site":
            yield from _sites(draft, at, wanted, lists)
        if all(words):
            allowed = {word for one in words for word in one}
            for word in words_of(wanted):
                if word not in allowed:
                    yield finding(
                        draft, "unfillable-value", (*at, key),
                        f"{key} is never {word!r}",
                        f"one of: {', '.join(sorted(allowed))}",
                    )  # fmt: skip
        if not any(key in offered(name) for name in holders) and not in_rules(key):
            yield finding(
                draft, "unfillable-field", (*at, key),
                f"no reader fills {key} of {' or '.join(holders)}",
                "teach a reader to fill it, or take the key out",
            )  # fmt: skip


def _sites(
    draft: Draft, at: Steps, wanted: Any, lists: tuple[str, ...]
) -> Iterator[Finding]:
    for site in words_of(wanted):
        if site in (*spine().regions, "sacral") and set(lists) <= _OF_PARTS:
            region = "lumbar" if site == "sacral" else site
            yield finding(
                draft, "unfillable-value", (*at, "site"),
                f"{' and '.join(lists)} are told by parts of the body, never as {site!r}",
                f"write region: {region}, or parts such as low-back, buttock, neck",
            )  # fmt: skip
            continue
        if site not in sites():
            yield finding(
                draft, "unfillable-value", (*at, "site"),
                f"site is never {site!r}", nearest(site, sites(), "sites"),
            )  # fmt: skip


def _grades(draft: Draft, at: Steps, value: Any) -> Iterator[Finding]:
    """Sets of accepted grades, wherever a test has one."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("accepted", "excluded", "central") and isinstance(item, list):
                for word in words_of(item):
                    if word not in severity().steps:
                        yield finding(
                            draft, "unknown-grade", (*at, key),
                            f"{word!r} is no grade",
                            f"one of: {', '.join(severity().steps)}",
                        )  # fmt: skip
            else:
                yield from _grades(draft, (*at, key), item)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _grades(draft, (*at, place), item)


def _gaps(draft: Draft, at: Steps, accepted: tuple[str, ...]) -> Iterator[Finding]:
    """Grades above the least accepted one that the set leaves out."""
    steps = severity().steps
    least = min((steps[one] for one in accepted if one in steps), default=None)
    if least is None:
        return
    missing = [
        one for one, step in steps.items() if step > least and one not in accepted
    ]
    if missing:
        yield finding(
            draft, "grade-gap", (*at, "accepted"),
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} worse than "
            "an accepted grade and not accepted, so that it stays open",
            "add what the text means to accept",
        )  # fmt: skip


# -- measures


def _measured(
    draft: Draft, at: Steps, value: Mapping[str, Any], lists: tuple[str, ...]
) -> Iterator[Finding]:
    unit = str(value.get("unit", ""))
    if not known_unit(unit):
        yield finding(
            draft, "unit-mismatch", (*at, "unit"), f"{unit!r} is no unit",
            "take a unit of vocabulary/units.yaml, or points",
        )  # fmt: skip
        return
    own_top = top_of(unit)
    if own_top and not value.get("name"):
        yield from _beyond(draft, at, value, f"a score of {unit}", own_top)
    if _SCORED & set(lists):
        yield from _scored(draft, at, value, unit)
    for kind in words_of(value.get("kind")):
        own = {one for name in lists if (one := unit_of(name, kind))}
        if own and all(conversion(one, unit, None) is None for one in own):
            yield finding(
                draft, "unit-mismatch", (*at, "unit"),
                f"{kind} is measured in {' or '.join(sorted(own))}, not in {unit!r}",
                "correct the unit",
            )  # fmt: skip


def unit_of(name: str, kind: str) -> str | None:
    """The unit that vocabulary/kinds.yaml gives for a kind, where it is one."""
    found = _UNIT.search(str(getattr(kinds(), name, {}).get(kind, "")))
    return found.group(1) if found and known_unit(found.group(1)) else None


def _scored(
    draft: Draft, at: Steps, value: Mapping[str, Any], unit: str
) -> Iterator[Finding]:
    for name in words_of(value.get("name")):
        scale = scales().scales.get(name.lower())
        if scale is None:
            yield finding(
                draft, "unknown-scale", (*at, "name"), f"{name!r} is no scale",
                "take a scale of vocabulary/scales.yaml, or add it there",
            )  # fmt: skip
            continue
        top = top_of(unit) or (100 if unit == "%" else scale.top)
        if unit == "%" and not scale.percent and scale.top != 100:
            yield finding(
                draft, "unit-mismatch", (*at, "unit"),
                f"{name} is not written in percent",
                f"write the limit out of {scale.top}",
            )  # fmt: skip
        yield from _beyond(draft, at, value, name, top)


def _beyond(
    draft: Draft, at: Steps, value: Mapping[str, Any], name: str, top: int
) -> Iterator[Finding]:
    """Limits above the top of what they are written out of."""
    for key in ("at_least", "at_most", "over", "under"):
        limit = value.get(key)
        if isinstance(limit, int | float) and limit > top:
            yield finding(
                draft, "unit-mismatch", (*at, key),
                f"{name} ends at {top}, and the limit is {limit:g}",
                "correct the limit or the unit",
            )  # fmt: skip


# -- negation


_SAYS_WHAT_SILENCE_IS = frozenset(
    {"closed_world_in", "unmentioned", "refuted_by", "refuting", "ask", "none_means"}
)


def _negation(draft: Draft, spot: Spot) -> Iterator[Finding]:
    """``not`` over a thing that records rarely deny: it stays open for nearly all."""
    if "not" not in spot.steps or spot.name not in ("fact", "stated"):
        return
    if not _SAYS_WHAT_SILENCE_IS & spot.value.keys():
        yield finding(
            draft, "open-negation", (*spot.steps, spot.name),
            "a record that does not mention it leaves the criterion open",
            "say in unmentioned, refuted_by or closed_world_in what silence means",
        )  # fmt: skip


# -- the past

_PAST = frozenset({"procedures_done"})
"""Lists whose facts are told as of the past: "status post fusion in 2019"."""


def _past(draft: Draft, spot: Spot) -> Iterator[Finding]:
    """A fact of what was done that an operation of the past does not count for."""
    if spot.name != "fact" or not _PAST & set(lists_of(spot.name, spot.value)):
        return
    said = words_of(spot.value.get("assertion")) or ("present",)
    if "present" in said and "historical" not in said:
        yield finding(
            draft, "past-left-out", (*spot.steps, spot.name, "assertion"),
            "an earlier operation is told as historical, and is passed over here",
            "write assertion: [present, historical]",
        )  # fmt: skip
