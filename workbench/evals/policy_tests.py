"""Running the unit tests that stand beside the policies.

A test's compact facts become a Case (ids, evidence and severity steps filled in), the
policy is applied, and every expectation that the test names is compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError

from workbench import content
from workbench.errors import InputError
from workbench.evals.policies.spelled import FactError, check_facts, level_of, wrong_value
from workbench.evaluate.engine import evaluate
from workbench.vocabulary.mistakes import nearest
from workbench.vocabulary.places import line_of
from workbench.policy.unit_tests import read_tests
from workbench.policy.cases import Expected, PolicyTest, PolicyTestFile
from workbench.policy.loader import load_policy
from workbench.policy.model import Policy
from workbench.schema.case import Case
from workbench.schema.determination import CriterionResult, Determination, LineResult
from workbench.schema.packet import DocumentKind
from workbench.vocabulary import severity
from workbench.vocabulary.yaml_file import load_yaml

EXPLAINED = "mutants.yaml"
"""The file of a test folder that explains mutants; it holds no tests."""
_UNDATED = (
    "; write its date or start, or as document_date when the note that tells it was "
    "written"
)
_PLACEHOLDER = "as the test states"
_KINDS = {
    "requested_procedures": "request-form",
    "imaging_studies": "imaging-report",
    "tests": "laboratory",
    "treatments": "therapy-record",
}


class PolicyTestResult(NamedTuple):
    """One policy test: its name, whether it passed, if not why, its file and line."""

    name: str
    passed: bool
    why: str
    where: str = ""


def files_of(policy: str) -> tuple[Path, ...]:
    """The test files of a policy id: ``<id>.tests.yaml`` and ``tests/<id>/*.yaml``."""
    found: list[Path] = []
    for folder in content.roots("policies"):
        beside = folder / f"{policy}.tests.yaml"
        found += [beside] if beside.is_file() else []
        found += [
            file
            for file in sorted((folder / "tests" / policy).glob("*.yaml"))
            if file.name != EXPLAINED
        ]
        if found:
            break
    return tuple(found)


def run_policy_tests(name: str) -> tuple[PolicyTestResult, ...]:
    """Run all tests of a policy.  Raises InputError or PolicyError for wrong files."""
    return tuple(result for file in files_of(name) for result in run_file(file))


def run_file(path: Path) -> tuple[PolicyTestResult, ...]:
    """Run the tests of one file."""
    content_of = read_tests(path)
    policy = load_policy(content_of.policy)
    found = []
    for number, test in content_of.every():
        try:
            result = run_one(policy, content_of, test, where=str(path))
        except FactError as error:
            raise error.on_its_line(path, content_of, number) from None
        line = None if result.passed else line_of(path, ("tests", number))
        found.append(result._replace(where=f"{path}:{line}" if line else str(path)))
    return tuple(found)


def check_file(path: Path) -> None:
    """Raise InputError for a test whose keys, kinds or values are none."""
    content_of = read_tests(path)
    for number, test in content_of.every():
        try:
            compact_case(content_of, test, where=str(path))
        except FactError as error:
            raise error.on_its_line(path, content_of, number) from None


def run_one(
    policy: Policy, file: PolicyTestFile, test: PolicyTest, *, where: str
) -> PolicyTestResult:
    """Run one test."""
    case = compact_case(file, test, where=f"{where}: {test.name}")
    date = test.request_date or file.request_date
    determination = evaluate(case, policy, request_date=date, final=test.final)
    wrong = list(differences(test.expect, determination))
    return PolicyTestResult(test.name, not wrong, "; ".join(wrong))


def compact_case(file: PolicyTestFile, test: PolicyTest, *, where: str) -> Case:
    """The Case that a test's compact facts stand for."""
    lists = {**file.base, **test.facts}
    check_facts(lists, where=where)
    documents: dict[str, dict[str, Any]] = {}
    patient: dict[str, Any] = {**file.patient, **test.patient}
    data: dict[str, Any] = {
        "patient": _patient(patient, documents),
        "documents": [],
    }
    for name, facts in lists.items():
        data[name] = [
            _fact(name, number, dict(fact), documents)
            for number, fact in enumerate(facts, 1)
        ]
    data["documents"] = [documents[key] for key in sorted(documents, key=_number)]
    try:
        return Case.model_validate_json(json.dumps(data, default=str))
    except ValidationError as error:
        raise wrong_value(error, where=where) from None


def _patient(
    patient: dict[str, Any], documents: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """The patient with evidence for what each document tells of identity."""
    told = patient.get("told")
    if not told:
        return patient
    filled = [
        _cited_in(dict(one), documents, number) for number, one in enumerate(told, 1)
    ]
    return {**patient, "told": filled}


def _cited_in(
    one: dict[str, Any], documents: dict[str, dict[str, Any]], number: int
) -> dict[str, Any]:
    document = str(one.pop("document"))
    _document(documents, document, "clinic-note", one.pop("document_date", None))
    quote = {"document": document, "lines": [number], "quote": f"{one['what']}"}
    return {**one, "evidence": [quote]}


def _number(document: str) -> int:
    return int(document[1:]) if document[1:].isdigit() else 0


def _fact(
    name: str, number: int, fact: dict[str, Any], documents: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    kind = fact.pop("document_kind", _KINDS.get(name, "clinic-note"))
    document = fact.pop("document", None) or f"D{_default(kind)}"
    date = fact.pop("document_date", None)
    _document(documents, str(document), str(kind), date)
    done = _filled(f"{name}-{number}", fact, str(document), number)
    findings = done.get("findings")
    if findings:
        done["findings"] = [
            _filled(f"{name}-{number}.{place}", dict(item), str(document), place)
            for place, item in enumerate(findings, 1)
        ]
    return done


def _default(kind: str) -> int:
    """A document per kind where a test names none."""
    kinds = get_args(DocumentKind)
    return kinds.index(kind) + 1 if kind in kinds else 1


def _document(
    documents: dict[str, dict[str, Any]], name: str, kind: str, date: Any
) -> None:
    known = documents.setdefault(
        name,
        {
            "id": name,
            "kind": kind,
            "title": kind.replace("-", " "),
            "date": None,
            "author": None,
            "pages": 1,
            "lines": 99,
        },
    )
    known["date"] = known["date"] or date


def _filled(
    name: str, fact: dict[str, Any], document: str, line: int
) -> dict[str, Any]:
    done = dict(fact)
    done.pop("document_date", None)
    quote = done.pop("quote", None) or f"{_PLACEHOLDER} ({name})"
    if isinstance(level := done.get("level"), str):
        done["level"] = level_of(name.partition("-")[0], level) or level
    done.setdefault("id", name)
    done.setdefault(
        "evidence", [{"document": document, "lines": [line], "quote": quote}]
    )
    if isinstance(done.get("severity"), str):
        label = done["severity"]
        done["severity"] = {"label": label, "low": _step(label), "high": _step(label)}
    if isinstance(done.get("contact"), str):
        label, _, target = done["contact"].partition(" ")
        done["contact"] = {"label": label, "target": target or "unstated"}
    return done


def _step(label: str) -> int:
    steps = severity().steps
    if label not in steps:
        raise InputError(
            f"{label!r} is no grade", where=label, fix=f"one of: {', '.join(steps)}"
        )
    return steps[label]


def differences(expect: Expected, got: Determination) -> Iterator[str]:
    """What is not as expected, in words; nothing when all is."""
    yield from _same("recommendation", expect.recommendation, got.recommendation)
    yield from _same("confirm_by", expect.confirm_by, got.confirm_by)
    lines = {line_key(line): line for line in got.lines}
    if expect.lines is not None:
        given = {key: line.recommendation for key, line in lines.items()}
        yield from _mappings("lines", dict(expect.lines), given)
    yield from _criteria(expect, lines)
    waivers = {item.id: item.status for item in got.waivers}
    for name, asked in expect.waivers.items():
        found = waivers.get(name, "no such waiver")
        hint = "" if name in waivers else nearest(name, waivers)
        if asked == "not_applicable" and found == "not_documented":
            hint = "; a waiver that the record does not speak of is not_documented"
        yield from _same(f"waiver {name}", asked, found, hint)
    yield from _details(expect, lines)
    yield from _lists(expect, got)


def line_key(line: LineResult) -> str:
    """``procedure level side``; a dependent is named by its code."""
    code = line.codes[0] if line.codes and not line.criteria else None
    return " ".join(filter(None, (line.procedure, line.level, line.side, code)))


def _criteria(expect: Expected, lines: dict[str, LineResult]) -> Iterator[str]:
    for name, wanted in expect.criteria.items():
        found = dict(_results(lines, name))
        if not found:
            known = {item.id for line in lines.values() for item in line.criteria}
            yield f"no line has a criterion {name!r}{nearest(name, known)}"
        if isinstance(wanted, dict):
            given = {key: item.status for key, item in found.items() if key in wanted}
            yield from _mappings(name, dict(wanted), dict(given), found.values())
            continue
        for key, item in found.items():
            why = f" ({item.reason})" if item.status != wanted else ""
            if why and item.open_because == "undated":
                why += _UNDATED
            yield from _same(f"{name} on {key}", wanted, item.status, why)


def _results(
    lines: dict[str, LineResult], name: str
) -> Iterator[tuple[str, CriterionResult]]:
    for key, line in lines.items():
        for item in line.criteria:
            if item.id == name:
                yield key, item


def _details(expect: Expected, lines: dict[str, LineResult]) -> Iterator[str]:
    for name, cause in expect.open_because.items():
        given = {item.open_because for _, item in _results(lines, name)} - {None}
        yield from _same(f"{name} open because", {cause}, given)
    for name, waiver in expect.waived_by.items():
        by = {str(item.waived_by) for _, item in _results(lines, name)}
        yield from _same(f"{name} waived by", {waiver}, by)
    paths = [
        (path.id, path.status)
        for line in lines.values()
        for item in line.criteria
        for path in item.pathways
    ]
    for name, status in expect.pathways.items():
        found = sorted({str(own) for path, own in paths if path == name})
        for one in found or ["no such pathway"]:
            yield from _same(f"pathway {name}", status, one)
    names = {line.id: key for key, line in lines.items()}
    for key, parents in expect.parents.items():
        own = tuple(names[one] for one in lines[key].parents) if key in lines else None
        yield from _same(f"parents of {key}", parents, own)
    for key, codes in expect.codes.items():
        yield from _same(f"codes of {key}", codes, key in lines and lines[key].codes)
    for key, sets in expect.would_meet.items():
        own_sets = {frozenset(one) for one in lines[key].would_meet}
        yield from _same(f"would_meet of {key}", set(map(frozenset, sets)), own_sets)


def _lists(expect: Expected, got: Determination) -> Iterator[str]:
    if expect.conflicts is not None:
        kinds = sorted({item.kind for item in got.conflicts if not item.settled_by})
        yield from _same("conflicts", sorted(expect.conflicts), kinds)
    if expect.settled is not None:
        rules = sorted({item.settled_by for item in got.conflicts if item.settled_by})
        yield from _same("settled by", sorted(expect.settled), rules)
    required = {name for need in got.needs if need.required for name in need.resolves}
    for name, wanted in expect.needs.items():
        yield from _same(f"need for {name}", wanted, name in required)
    if expect.alternatives is not None:
        offered = sorted(
            " ".join(filter(None, (a.procedure, a.level, a.side, a.status)))
            for a in got.alternatives
        )
        yield from _same("alternatives", sorted(expect.alternatives), offered)
    text = got.model_dump_json()
    yield from (f"nowhere says {words!r}" for words in expect.says if words not in text)


def _same(name: str, wanted: Any, given: Any, why: str = "") -> Iterator[str]:
    if wanted is not None and wanted != given:
        yield f"{name}: expected {wanted}, got {given}{why}"


def _mappings(
    name: str,
    wanted: dict[str, Any],
    given: dict[str, Any],
    results: Iterable[CriterionResult] = (),
) -> Iterator[str]:
    reasons = "; ".join(item.reason for item in results)
    for key in sorted(wanted.keys() | given.keys()):
        left, right = wanted.get(key, "no such line"), given.get(key, "no such line")
        if left != right:
            why = f" ({reasons})" if reasons else ""
            yield f"{name} {key}: expected {left}, got {right}{why}"
