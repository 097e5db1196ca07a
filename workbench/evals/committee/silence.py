"""What a policy makes of silence: its rules put to a bare request, nothing derived.

Every procedure is asked for alone, at a place that it can be at, in a record that says
nothing else.  What each criterion, waiver and single test then answers is what the
committee's page says of silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workbench.evals.difference.bearing import bare_request
from workbench.evaluate.answer import MET, NA, NOT_MET, OPEN, Answer
from workbench.evaluate.bulk import Bulk, half_shown
from workbench.evaluate.compile import compiled
from workbench.narrate.labels import procedure_title
from workbench.policy.model import Criterion, Policy, Waiver
from workbench.policy.tree import nodes
from workbench.schema.case import Case
from workbench.schema.packet import DocumentSummary

_SAID = {
    OPEN: "not documented, a question is asked",
    MET: "met, nobody is asked",
    NOT_MET: "not met, the request is refused for it",
    NA: "does not apply, nobody is asked",
}
_TEST = {
    OPEN: "not documented",
    MET: "met",
    NOT_MET: "not met",
    NA: "it does not apply",
}


class Silence(NamedTuple):
    """The answers to a bare request.

    ``criteria`` holds the answer by criterion and procedure, ``tests`` the answers by
    the path of the test, ``lifting`` the waivers that lift what they name, ``opening``
    those that leave it open.
    """

    criteria: Mapping[str, Mapping[str, int]]
    tests: Mapping[str, frozenset[int]]
    lifting: frozenset[str]
    opening: frozenset[str]

    def of_criterion(self, item: Criterion) -> str:
        """What comes of a criterion where the record is silent, in a sentence."""
        answers = self.criteria.get(item.id, {})
        if len(set(answers.values())) == 1:
            return _said(next(iter(answers.values())))
        return "; ".join(
            f"{procedure_title(procedure)}: {_said(code)}"
            for procedure, code in answers.items()
        )

    def of_waiver(self, item: Waiver) -> str:
        """What comes of a waiver where the record is silent, in a sentence."""
        if item.id in self.lifting:
            return "it lifts what it names"
        if item.id in self.opening:
            return "it leaves open what it names"
        return "it lifts nothing and asks nothing"

    def of_test(self, path: str) -> str:
        """What a single test answers where the record is silent; empty if unknown."""
        codes = sorted(self.tests.get(path, ()))
        return " or ".join(_TEST.get(code, "in conflict") for code in codes)

    def is_usual(self, path: str) -> bool:
        """Whether a single test is simply not documented where the record is silent."""
        return self.tests.get(path, frozenset({OPEN})) == {OPEN}

    @property
    def refusing(self) -> tuple[str, ...]:
        """The criteria that silence alone fails."""
        return tuple(
            name for name, by in self.criteria.items() if NOT_MET in by.values()
        )


def silence(policy: Policy, documents: tuple[DocumentSummary, ...] = ()) -> Silence:
    """What the rules of a policy answer to bare requests.

    ``documents`` are there and say nothing.  The date of the request is the day from
    which the policy is in force.
    """
    bulk = Bulk(compiled(policy))
    criteria: dict[str, dict[str, int]] = {}
    tests: dict[str, set[int]] = {}
    lifting: set[str] = set()
    opening: set[str] = set()
    for procedure, case in _cases(policy, documents):
        verdict = bulk.verdict(case, policy.effective_from)
        for waiver, answer in zip(policy.waivers, verdict.waivers, strict=True):
            if answer[0] == MET:
                lifting.add(waiver.id)
            elif answer[0] == OPEN and half_shown(answer):
                opening.add(waiver.id)
            _note(answer, tests)
        for line in verdict.lines:
            if not line.spot.covered:
                continue
            items = bulk.policy.criteria_for(line.spot.place.procedure)
            for item, answer in zip(items, line.answers, strict=True):
                criteria.setdefault(item.criterion.id, {})[procedure] = answer[0]
                _note(answer, tests)
    return Silence(
        criteria,
        {path: frozenset(codes) for path, codes in tests.items()},
        frozenset(lifting),
        frozenset(opening),
    )


def _cases(
    policy: Policy, documents: tuple[DocumentSummary, ...]
) -> Iterator[tuple[str, Case]]:
    for procedure in policy.procedures:
        case = bare_request(policy, procedure)
        yield procedure, case.model_copy(
            update={"documents": (*case.documents, *documents)}
        )


def _note(answer: Answer, tests: dict[str, set[int]]) -> None:
    rule = answer[1]
    tests.setdefault(rule.path, set()).add(answer[0])
    for part in answer[2] if rule.children else ():
        _note(part, tests)


def _said(code: int) -> str:
    return _SAID.get(code, "in conflict, a question is asked")


def silences(policy: Policy) -> dict[str, Silence]:
    """The same where a document is there whose silence refutes, by its kind."""
    tests = [one.test for one in policy.criteria]
    tests += [one.test for one in policy.waivers]
    kinds = dict.fromkeys(
        str(kind)
        for test in tests
        for spot in nodes(test, ())
        if spot.is_leaf and isinstance(spot.value, dict)
        for kind in spot.value.get("closed_world_in") or ()
    )
    return {kind: silence(policy, (_document(kind),)) for kind in kinds}


def _document(kind: str) -> DocumentSummary:
    data = {"id": "D98", "kind": kind, "title": kind, "pages": 1, "lines": 1}
    return DocumentSummary.model_validate({"date": None, "author": None, **data})
