"""Which statuses a single test can answer, by its name and its parameters.

Coverage asks for each of them.  The table follows the code of the tests; a test of ours
holds it against every answer that the policies' own tests bring out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ORDER = ("met", "not_met", "not_documented", "conflicting", "not_applicable")
_THREE = frozenset(ORDER[:3])
_FOUR = frozenset(ORDER[:4])
_ALL = frozenset(ORDER)

_OWN: Mapping[str, frozenset[str]] = {
    "age-at-least": _THREE,
    "care-trial": _FOUR,
    "cause-excluded": _FOUR,
    "disease-shown": _ALL,
    "function-limited": _FOUR,
    "graded-finding": _FOUR,
    "hardware-failed": _ALL,
    "hardware-migrated": _ALL,
    "imaging-grade": _FOUR,
    "kyphosis": _ALL,
    "lab-control": _ALL,
    "levels-within": _THREE,
    "level-not-fused": _THREE,
    "measured-motion": _FOUR,
    "nicotine-free": _FOUR,
    "nonunion": _ALL,
    "planned-resection": _ALL,
    "sign-and-imaging": _ALL,
    "strength-at-most": _ALL - {"not_documented"},
    "strength-decline": _ALL,
    "territory": _FOUR,
    "age": _THREE,
    "request": _THREE,
    "count": _THREE,
    "sequence": _THREE,
    "onset": _THREE,
    "relief": _FOUR,
    "measure": _FOUR,
    "duration": _FOUR,
    "grade": _FOUR,
    "fact": _FOUR,
    "stated": _FOUR,
}


def possible(name: str, params: Any) -> frozenset[str]:
    """The statuses that a test can answer; all of them for one that is not known."""
    found = _OWN.get(name, _ALL)
    given = params if isinstance(params, dict) else {}
    if name in ("fact", "stated"):
        found = _of_fact(given)
    elif name in ("measure", "relief") and _takes_one_side(name, given):
        found = found - {"conflicting"}
    elif name == "duration" and not given.get("failed"):
        found = found - {"conflicting"}
    elif name == "onset" and given.get("agree"):
        found = _FOUR - {"not_met"}
    elif name == "count" and _counts_surely(given):
        found = found - {"not_documented"}
    if name == "request":
        return _of_request(given)
    if given.get("unmentioned") == "not_applicable":
        found = found | {"not_applicable"}
    return found


def _of_fact(given: Mapping[str, Any]) -> frozenset[str]:
    """A fact that nothing can speak against is met or open."""
    against = given.get("refuted_by", ["absent"]) or given.get("refuting")
    silent = given.get("closed_world_in") or given.get("unmentioned") == "not_so"
    found = frozenset({"met", "not_documented"})
    if against:
        return found | {"not_met", "conflicting"}
    return found | {"not_met"} if silent else found


def _of_request(given: Mapping[str, Any]) -> frozenset[str]:
    """Only a number of leads or contacts can be left out and not concern the request."""
    found = _THREE
    if given.get("of") in ("leads", "contacts") and "unmentioned" in given:
        quiet = given["unmentioned"] == "not_applicable"
        found = found - {"not_documented"} | {"not_applicable"} if quiet else found
    return found


def _counts_surely(given: Mapping[str, Any]) -> bool:
    """Whether silence is a count of none, and no event can lie outside the count."""
    loose = given.get("within") or given.get("level") or given.get("side")
    return given.get("none_means") == "zero" and not loose


def _takes_one_side(name: str, given: Mapping[str, Any]) -> bool:
    """Whether one number decides, so that two never conflict."""
    default = "latest" if name == "measure" else "any"
    return given.get("take", default) not in ("first", "latest") or "change" in given
