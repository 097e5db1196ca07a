"""Whether words of a policy that are not kinds stand in the list for their key.

Names of a kind, responses, regions, words of contact, professions of nobody: what is
misspelt here is read without complaint and never found in a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from workbench.evals.policies.reported import in_rules, read_as, words_of
from workbench.evals.policies.words import TYPES, choices, kinds_of
from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.lint.unknown import unknown
from workbench.vocabulary.mistakes import nearest
from workbench.policy.tree import Spot, Steps
from workbench.schema.case import Contact
from workbench.schema.packet import DocumentKind
from workbench.schema.spine import REGIONS
from workbench.vocabulary import kind_names, scales, spine

_OF_CARE = {"failed": "response", "helped": "response", "active": "kind"}
_OF_CARE["none_tried"] = "kind"
_REFLEX = re.compile(r"[0-5](?:[+-]|/[45])?")
_TRIAL = re.compile(r"NCT\d{8}")


def of_selector(
    draft: Draft,
    at: Steps,
    where: Mapping[str, Any],
    lists: tuple[str, ...],
    *,
    names: bool,
) -> Iterator[Finding]:
    """The words of a selector that have a list of their own; ``names`` among them."""
    if names:
        yield from _names(draft, at, where, lists)
    region = where.get("region")
    if isinstance(region, str):
        known = ("line", *dict.fromkeys(REGIONS.values()))
        yield from unknown(draft, (*at, "region"), [region], known)
    for key, known in (
        ("indicates", kinds_of("diagnoses")),
        ("about", (*kinds_of("diagnoses"), "disease-elsewhere")),
        ("graded", spine().strength),
    ):
        given = [one for one in words_of(where.get(key)) if not _free(key, one)]
        yield from unknown(draft, (*at, key), given, known)
    for word in words_of(where.get("detail")):
        if not in_rules(word):
            yield finding(
                draft, "unfillable-value", (*at, "detail"),
                f"no reader writes {word!r} as detail",
                "correct the word, or take the key out",
            )  # fmt: skip


def _free(key: str, word: str) -> bool:
    """Whether a word has the form of those that stand in no list."""
    form = {"about": _TRIAL, "graded": _REFLEX}.get(key)
    return form is not None and form.fullmatch(word) is not None


def of_test(draft: Draft, spot: Spot) -> Iterator[Finding]:
    """The words of the keys that a test has for itself."""
    at = (*spot.steps, spot.name)
    if spot.name == "duration":
        known = {
            "response": choices(TYPES["treatments"].model_fields["response"].annotation),
            "kind": kinds_of("treatments"),
        }
        for key, of in _OF_CARE.items():
            given = words_of(spot.value.get(key))
            yield from unknown(draft, (*at, key), given, known[of])
        parts = spot.value.get("components")
        listed = parts.get("of") if isinstance(parts, dict) else None
        for place, one in enumerate(listed if isinstance(listed, list) else []):
            where = (*at, "components", "of", place, "kind")
            given = words_of(one.get("kind")) if isinstance(one, dict) else ()
            yield from unknown(draft, where, given, known["kind"])
    contact = spot.value.get("contact") if spot.name == "grade" else None
    for label, targets in contact.items() if isinstance(contact, dict) else ():
        if not in_rules(str(label)):
            yield finding(
                draft, "unknown-word", (*at, "contact", label),
                f"no reader writes {label!r} for a contact",
                "take one of compress, impinge, displace, deform, flatten, efface, "
                "contact, abut, encroach, indent",
            )  # fmt: skip
        known_targets = choices(Contact.model_fields["target"].annotation)
        where = (*at, "contact", label)
        yield from unknown(draft, where, words_of(targets), known_targets)


# -- names


def _names(
    draft: Draft, at: Steps, where: Mapping[str, Any], lists: tuple[str, ...]
) -> Iterator[Finding]:
    """Names against those of the kinds; of others against what a reader makes of them."""
    kinds = words_of(where.get("kind"))
    given = words_of(where.get("name"))
    if not given:
        return
    known = [_names_of(name, kind) for name in lists for kind in kinds or ("",)]
    if known and all(known):
        every = [word for one in known for word in one or ()]
        of = " or ".join(kinds)
        for word in given:
            if word.lower() not in every:
                yield finding(
                    draft, "unfillable-value", (*at, "name"),
                    f"the name of {of} is never {word!r}",
                    nearest(word, every).removeprefix("; "),
                )  # fmt: skip
        return
    for word in given:
        yield from _in_the_words_of_the_record(draft, at, word, kinds, lists)


def _names_of(name: str, kind: str) -> tuple[str, ...] | None:
    if (name, kind) == ("functional_limits", "score"):
        return tuple(scales().scales)
    if name == "symptoms":
        return tuple(scales().scales)
    return kind_names().get(name, {}).get(kind)


def _in_the_words_of_the_record(
    draft: Draft, at: Steps, word: str, kinds: tuple[str, ...], lists: tuple[str, ...]
) -> Iterator[Finding]:
    """A name that no table has: what a reader calls such a thing, or that it is luck."""
    done = {"procedures_done", "requested_procedures"} & set(lists)
    meant = [one for one in read_as(word) if one in kinds_of(sorted(done)[0])] if done else []
    if meant and not set(meant) & set(kinds):
        yield finding(
            draft, "unfillable-value", (*at, "name"),
            f"no fact of kind {' or '.join(kinds) or 'other'} is called {word!r}: "
            "readers report it by a kind of its own",
            f"write kind: {meant[0]} and leave name out",
        )  # fmt: skip
        return
    yield finding(
        draft, "free-name", (*at, "name"),
        f"the name of {' or '.join(kinds or lists)} is in the words of each record, of "
        f"which only {word!r} counts",
        "ask by kind, or by codes; leave name out",
    )  # fmt: skip


# -- the criteria's other words


def of_entries(draft: Draft) -> Iterator[Finding]:
    """What a criterion says that it reads, and what a precedence rule prefers."""
    for entry in draft.data.get("criteria", []):
        at: Steps = ("criteria", str(entry["id"]), "reads")
        for name, kinds in (entry.get("reads") or {}).items():
            yield from unknown(draft, (*at, name), words_of(kinds), kinds_of(name))
    for rule in draft.data.get("precedence") or []:
        prefer = rule.get("prefer") or {}
        known = _preferred(prefer.get("by"))
        for key in ("first", "over"):
            where = ("precedence", str(rule["id"]), "prefer", key)
            given = words_of(prefer.get(key)) if known else ()
            yield from unknown(draft, where, given, known)


def _preferred(by: Any) -> tuple[str, ...]:
    finding_of = TYPES["imaging_findings"].model_fields
    return {
        "documents": get_args(DocumentKind),
        "lists": tuple(TYPES),
        "reader": choices(finding_of["reader"].annotation),
        "section": choices(finding_of["section"].annotation),
    }.get(str(by), ())
