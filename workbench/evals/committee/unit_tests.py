"""A policy's unit tests as rows that people read: the case, and what must come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from workbench.evals.committee.values import word
from workbench.evals.policy_tests import PolicyTestResult, files_of, run_file
from workbench.policy.cases import Expected, PolicyTest
from workbench.policy.unit_tests import read_tests
from workbench.vocabulary.names import name_of

_SKIPPED = ("document", "quote", "codes")
_PLAIN = ("level", "site", "side", "location", "severity", "assertion", "contact")
"""Keys whose value says by itself what it is."""
_DAYS = ("date", "start", "end", "until")


class Row(NamedTuple):
    """One unit test: name, the sentence it stands for, case, what must come out.

    ``why`` tells what came out instead, and is empty where the test passes.
    """

    name: str
    about: str
    case: str
    expected: str
    why: str = ""

    @property
    def result(self) -> str:
        """Whether it passes, and if not what came out."""
        return f"FAILS: {self.why}" if self.why else "passes"


class Group(NamedTuple):
    """The tests of one file with the facts that all of them share."""

    file: str
    base: str
    rows: tuple[Row, ...]


def groups(policy: str) -> Iterator[Group]:
    """The unit tests of a policy, run, file by file.

    Raises InputError or PolicyError.
    """
    for path in files_of(policy):
        file = read_tests(path)
        base = [_facts(file.base)] if file.base else []
        base += [f"patient {_said(key, value)}" for key, value in file.patient.items()]
        if file.request_date:
            base.append(f"request date {file.request_date}")
        yield Group(
            path.name,
            "; ".join(one for one in base if one) or "nothing",
            tuple(map(_row, (one for _, one in file.every()), run_file(path))),
        )


def _row(test: PolicyTest, ran: PolicyTestResult) -> Row:
    given = [_facts(test.facts)] if test.facts else []
    if test.request_date:
        given.append(f"request date {test.request_date}")
    given += [f"patient {_said(key, value)}" for key, value in test.patient.items()]
    if test.final:
        given.append("the time to send information is over")
    case = "; ".join(one for one in given if one) or "the shared facts as they are"
    return Row(test.name, test.about, case, _expected(test.expect), ran.why)


def _facts(lists: Any) -> str:
    parts = []
    for name, facts in lists.items():
        said = [_fact(fact) for fact in facts]
        parts.append(f"{name.replace('_', ' ')}: {', '.join(said) or 'none'}")
    return "; ".join(parts)


def _fact(fact: dict[str, Any]) -> str:
    inside = [_fact(one) for one in fact.get("findings", ())]
    rest = [
        _said(key, value)
        for key, value in fact.items()
        if key not in (*_SKIPPED, "kind", "findings")
    ]
    kind = str(fact.get("kind", ""))
    named = kind == "other" and fact.get("name")
    head = "" if named else name_of(kind)
    found = f" with {', '.join(inside)}" if inside else ""
    return " ".join(filter(None, [head, *rest])) + found


def _said(key: str, value: Any) -> str:
    """A key of a fact with its value; what speaks for itself without its key."""
    label = key.replace("_", " ")
    if value is None:
        return f"without {label}"
    if key == "document_kind":
        return f"told by a {name_of(str(value))}"
    if key == "document_date":
        return f"told on {value}"
    if isinstance(value, bool):
        return label if value else f"not {label}"
    if isinstance(value, dict) and "label" in value:
        return " ".join(str(value[one]) for one in ("label", "target") if one in value)
    if key == "name" or key in _PLAIN:
        return word(value)
    said = _value(value)
    if key.startswith("relief") or key == "medication_cut":
        unit = " days" if key == "relief_days" else "%"
        label = {"relief_days": "for"}.get(key, label)
        return f"{label} {said}{unit}"
    return f"{key} {value}" if key in _DAYS else f"{label} {said}"


def _value(value: Any) -> str:
    """A value in words; a range by its ends."""
    if isinstance(value, dict) and value.keys() <= {"low", "high"}:
        low, high = value.get("low"), value.get("high")
        return str(low) if low == high else f"{low} to {high}"
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(one)}" for key, one in value.items())
    if isinstance(value, list):
        return " and ".join(_value(one) for one in value)
    return word(value)


def _expected(expect: Expected) -> str:
    found: list[str] = []
    if expect.recommendation:
        found.append(f"request: {_plain(expect.recommendation)}")
    for line, value in (expect.lines or {}).items():
        found.append(f"{line}: {_plain(value)}")
    for name, status in expect.criteria.items():
        if isinstance(status, dict):
            found += [f"{name} at {line}: {_plain(s)}" for line, s in status.items()]
        else:
            found.append(f"{name}: {_plain(status)}")
    for kind, statuses in (("pathway", expect.pathways), ("waiver", expect.waivers)):
        found += [f"{kind} {name}: {_plain(s)}" for name, s in statuses.items()]
    found += [f"{n} open because {_plain(c)}" for n, c in expect.open_because.items()]
    found += [f"{name} waived by {by}" for name, by in expect.waived_by.items()]
    found += _further(expect)
    found += [f"says “{words}”" for words in expect.says]
    return "; ".join(found) or "see the file"


def _further(expect: Expected) -> Iterator[str]:
    """What a test may expect besides statuses."""
    if expect.confirm_by:
        yield f"to be confirmed by a {_plain(expect.confirm_by)}"
    for line, sets in expect.would_meet.items():
        either = " or ".join(" with ".join(one) for one in sets) or "nothing"
        yield f"{line} would be met by {either}"
    for name, wanted in expect.needs.items():
        yield f"{'asks' if wanted else 'does not ask'} for {name}"
    for said, names in (
        ("contradictions", expect.conflicts),
        ("settled by", expect.settled),
        ("alternatives", expect.alternatives),
    ):
        if names is not None:
            yield f"{said}: {', '.join(map(_plain, names)) or 'none'}"
    for said, by in (("follows", expect.parents), ("has the codes", expect.codes)):
        for line, names in by.items():
            yield f"{line} {said} {', '.join(names) or 'nothing'}"


def _plain(value: str) -> str:
    return str(value).replace("_", " ")
