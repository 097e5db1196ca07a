"""The shape of a policy: ids, branches, sources, questions, and where names lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from workbench.content import OVERRIDE
from workbench.policy.draft import Draft
from workbench.policy.lint.finding import Finding, finding
from workbench.policy.tree import Spot, Steps, entries, nodes, parts
from workbench.vocabulary import procedures
from workbench.vocabulary.mistakes import nearest
from workbench.vocabulary.own import OWN_FILE


def check(draft: Draft, filled: dict[Steps, Any]) -> Iterator[Finding]:
    """Everything about the shape; ``filled`` are the tests with their parameters."""
    yield from _ids(draft)
    yield from _trees(draft, filled)
    yield from _words(draft)
    yield from _waivers(draft)
    yield from _alternatives(draft)
    yield from _procedures(draft)


def _ids(draft: Draft) -> Iterator[Finding]:
    own: list[str] = []
    for section in ("criteria", "waivers"):
        own += [str(one.get("id")) for one in draft.own.get(section, [])]
    rules = [str(one.get("id")) for one in draft.own.get("precedence") or []]
    for place, names in (("criteria", own), ("precedence", rules)):
        for name in sorted(_twice(names)):
            late = place == "criteria" and _late(draft, name)
            section = "waivers" if late else place
            yield finding(
                draft, "duplicate-id", (section, name), f"{name!r} stands twice",
                "give each criterion, waiver and rule an id of its own",
            )  # fmt: skip
    for steps, entry in entries(draft.data):
        spots = list(nodes(entry.get("test"), (*steps, "test")))
        ids = [(spot, own_) for spot in spots if (own_ := _id_of(spot))]
        for name in sorted(_twice([own_ for _, own_ in ids])):
            spot = [one for one, own_ in ids if own_ == name][-1]
            yield finding(
                draft, "duplicate-id", (*spot.steps, spot.name),
                f"{name!r} stands twice in {steps[1]}",
                "give each test and pathway of a criterion an id of its own",
            )  # fmt: skip


def _late(draft: Draft, name: str) -> bool:
    """Whether the second of two equal ids is a waiver's."""
    return any(one.get("id") == name for one in draft.own.get("waivers", []))


def _id_of(spot: Spot) -> str | None:
    own = spot.value.get("id") if isinstance(spot.value, dict) else None
    return str(own) if own else None


def _twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


def _trees(draft: Draft, filled: dict[Steps, Any]) -> Iterator[Finding]:
    for steps, test in filled.items():
        for spot in nodes(test, steps):
            at = (*spot.steps, spot.name)
            if spot.name not in ("all", "any", "at_least"):
                continue
            size = len(list(parts(spot.name, spot.value, at)))
            n = spot.value.get("n") if spot.name == "at_least" else 1
            if isinstance(n, int) and not 1 <= n <= size:
                yield finding(
                    draft, "count-beyond-branches", (*at, "n"),
                    f"at_least {n} of {size}", f"a number from 1 to {size}",
                )  # fmt: skip
            elif size == 1:
                yield finding(
                    draft, "single-branch", at, f"{spot.name} over one branch",
                    "write the branch alone, or add the others",
                )  # fmt: skip


def _words(draft: Draft) -> Iterator[Finding]:
    for steps, entry in entries(draft.data):
        if not draft.is_own(steps):
            continue
        source = entry.get("source") or {}
        if not (source.get("quote") or source.get("note")):
            yield finding(
                draft, "missing-quote", (*steps, "source"),
                "the source has neither its words nor a note",
                "quote the sentence, or say in note why there is none",
            )  # fmt: skip
        if not str(entry.get("ask") or "").strip():
            yield finding(
                draft, "missing-question", (*steps, "ask"),
                "nothing is asked where it stays open",
                "write in ask what a provider must send or state",
            )  # fmt: skip
        if not entry.get("documents"):
            yield finding(
                draft, "missing-documents", (*steps, "documents"),
                "no kind of document would settle it",
                "name in documents what a provider can send",
            )  # fmt: skip


def _waivers(draft: Draft) -> Iterator[Finding]:
    criteria = {str(one["id"]) for one in draft.data.get("criteria", [])}
    for one in draft.data.get("waivers", []):
        at: Steps = ("waivers", one["id"], "waives")
        unknown = [name for name in one.get("waives", []) if name not in criteria]
        for name in unknown:
            own = " (itself)" if name == one["id"] else ""
            yield finding(
                draft, "waiver-of-nothing", at, f"{name!r}{own} is no criterion",
                f"one of: {', '.join(sorted(criteria))}",
            )  # fmt: skip
        yield from _leaves_nothing(draft, at, set(one.get("waives", [])))


def _leaves_nothing(draft: Draft, at: Steps, waived: set[str]) -> Iterator[Finding]:
    """A waiver after which a procedure has no criterion left, though it has several."""
    for procedure in draft.data.get("procedures") or []:
        own = {
            str(one["id"])
            for one in draft.data.get("criteria", [])
            if procedure in (one.get("applies_to") or [])
        }
        if len(own) > 1 and own <= waived:
            yield finding(
                draft, "waives-all", at,
                f"it lifts every criterion of {procedure}, and approves it alone",
                "leave out those that still hold for such a patient",
            )  # fmt: skip
            return


def _alternatives(draft: Draft) -> Iterator[Finding]:
    known = draft.data.get("procedures") or []
    for place, one in enumerate(draft.data.get("alternatives") or []):
        at: Steps = ("alternatives", place)
        for name in (*one.get("for", []), one.get("offer")):
            if name not in known:
                yield finding(
                    draft, "alternative-nowhere", at,
                    f"{name!r} is no procedure of this policy",
                    f"one of: {', '.join(known)}",
                )  # fmt: skip
        if one.get("offer") in one.get("for", []):
            yield finding(
                draft, "alternative-nowhere", at,
                f"{one['offer']!r} is offered instead of itself",
                "offer another procedure, or take it out of for",
            )  # fmt: skip


def _procedures(draft: Draft) -> Iterator[Finding]:
    known = procedures()
    codes = _codes()
    for name in draft.data.get("procedures") or []:
        if name not in known.procedures:
            yield finding(
                draft, "unknown-procedure", ("procedures",),
                _no_procedure(str(name)),
                f"{_near(str(name))}one of: {', '.join(known.procedures)}; or {_ADD}",
            )  # fmt: skip
    applies = draft.data.get("applies_when") or {}
    yield from _unknown_codes(
        draft, ("applies_when", "codes"), applies.get("codes"), codes
    )
    for steps, entry in entries(draft.data):
        for spot in nodes(entry.get("test"), (*steps, "test")):
            value = spot.value if isinstance(spot.value, dict) else {}
            lists = value.get("list")
            if spot.is_leaf and lists in (
                "requested_procedures",
                ["requested_procedures"],
            ):
                at = (*spot.steps, spot.name, "codes")
                yield from _unknown_codes(draft, at, value.get("codes"), codes)


_ADD = f"add it to {OWN_FILE} in the folder that {OVERRIDE} names"


def _no_procedure(name: str) -> str:
    """Why a word cannot stand among the procedures of a policy."""
    if name in procedures().dependents:
        return f"{name!r} stands or falls with its operation, and has no policy"
    if name == "other":
        return "'other' is what has no name, and has no policy"
    return f"{name!r} is no procedure that a request can name"


def _near(name: str) -> str:
    found = nearest(name, procedures().procedures).removeprefix("; ")
    return f"{found} " if found.startswith("did") else ""


def _unknown_codes(
    draft: Draft, at: Steps, given: Any, known: frozenset[str]
) -> Iterator[Finding]:
    wanted: Iterable[Any] = [given] if isinstance(given, str) else given or []
    for code in wanted:
        if isinstance(code, str) and code[:1] != "$" and code not in known:
            yield finding(
                draft, "unknown-code", at, f"no procedure has the code {code!r}",
                f"correct the number, or {_ADD}",
            )  # fmt: skip


def _codes() -> frozenset[str]:
    known = procedures()
    found = {code for one in known.procedures.values() for code in one.codes}
    found |= {code for one in known.dependents.values() for code in one.codes}
    return frozenset(found)
