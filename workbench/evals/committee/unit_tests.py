"""A policy's unit tests as rows that people read: the case, and what must come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from workbench.evals.policy_tests import files_of
from workbench.policy.unit_tests import read_tests
from workbench.policy.cases import Expected, PolicyTest, PolicyTestFile
from workbench.schema.base import parse_data
from workbench.vocabulary.yaml_file import load_yaml

_SKIPPED = ("document", "document_kind", "document_date", "quote", "codes")


class Row(NamedTuple):
    """One unit test: its name, the sentence it stands for, the case, the result."""

    name: str
    about: str
    case: str
    expected: str


class Group(NamedTuple):
    """The tests of one file with the facts that all of them share."""

    file: str
    base: str
    rows: tuple[Row, ...]


def groups(policy: str) -> Iterator[Group]:
    """The unit tests of a policy, file by file.  Raises InputError."""
    for path in files_of(policy):
        file = read_tests(path)
        yield Group(
            path.name,
            _facts(file.base) or "nothing",
            tuple(_row(test) for test in file.tests),
        )


def _row(test: PolicyTest) -> Row:
    given = [_facts(test.facts)] if test.facts else []
    if test.request_date:
        given.append(f"request date {test.request_date}")
    given += [f"patient {_said(key, value)}" for key, value in test.patient.items()]
    if test.final:
        given.append("the time to send information is over")
    case = "; ".join(one for one in given if one) or "the shared facts as they are"
    return Row(test.name, test.about, case, _expected(test.expect))


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
    head = str(fact.get("kind", "")).replace("-", " ")
    found = f" with {', '.join(inside)}" if inside else ""
    return " ".join([head, *rest]) + found


def _said(key: str, value: Any) -> str:
    if value is None:
        return f"without {key.replace('_', ' ')}"
    words = str(value).replace("-", " ") if isinstance(value, str) else str(value)
    if key in ("level", "site", "side", "location", "severity", "assertion", "contact"):
        return str(value) if key == "level" else words
    if key in ("date", "start", "end", "until"):
        return f"{key} {value}"
    return f"{key.replace('_', ' ')} {words}"


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
    found += [f"says “{words}”" for words in expect.says]
    return "; ".join(found) or "see the file"


def _plain(value: str) -> str:
    return str(value).replace("_", " ")
