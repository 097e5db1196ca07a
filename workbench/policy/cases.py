"""Policy unit tests as data: YAML files beside the policies.

``policies/<id>.tests.yaml`` or ``policies/tests/<id>/*.yaml``.  A test gives facts in a
compact form (ids, evidence and severity steps are filled in when it runs) and what must
come out.  A line is named ``procedure level side``, a dependent ``procedure code``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field, JsonValue

from workbench.schema.base import Model
from workbench.schema.case import FactList, Slug
from workbench.schema.determination import (
    ConfirmBy,
    LineRecommendation,
    OpenCause,
    Recommendation,
    Status,
)
from workbench.schema.partial_date import PartialDate

EACH = "$each"
"""What stands in the facts of a test for each of its words in turn."""


class Expected(Model):
    """What must come out; what is not named here is not looked at.

    ``lines`` names every line when it is given.  ``criteria`` gives a status for all
    lines that have the criterion, or one per line; ``pathways`` one for every criterion
    and line that has the pathway.
    """

    recommendation: Recommendation | None = None
    confirm_by: ConfirmBy | None = None
    lines: dict[str, LineRecommendation] | None = None
    criteria: dict[Slug, Status | dict[str, Status]] = {}
    pathways: dict[Slug, Status] = {}
    waivers: dict[Slug, Status] = {}
    open_because: dict[Slug, OpenCause] = {}
    waived_by: dict[Slug, Slug] = {}
    parents: dict[str, tuple[str, ...]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    would_meet: dict[str, tuple[tuple[Slug, ...], ...]] = {}
    conflicts: tuple[str, ...] | None = None
    settled: tuple[str, ...] | None = None
    needs: dict[Slug, bool] = {}
    """Whether a required need resolves the criterion."""
    alternatives: tuple[str, ...] | None = None
    says: tuple[str, ...] = ()
    """Words that some reason, note or summary must hold."""


class PolicyTest(Model):
    """One test: facts, date, and what the policy must make of them.

    ``about`` quotes the sentence of the policy that the test stands for.  ``each``:
    words of which every one makes a test, with the word where its facts say ``$each``.
    """

    name: str
    each: tuple[str, ...] = ()
    about: str = ""
    request_date: PartialDate | None = None
    final: bool = False
    patient: dict[str, JsonValue] = {}
    facts: dict[FactList, tuple[dict[str, JsonValue], ...]] = {}
    expect: Expected


class PolicyTestFile(Model):
    """All tests of one file.

    The ``base`` facts stand in each test; a test that gives a list of facts replaces
    that whole list of the base.
    """

    policy: Slug
    request_date: PartialDate | None = None
    patient: dict[str, JsonValue] = {}
    base: dict[FactList, tuple[dict[str, JsonValue], ...]] = {}
    tests: tuple[PolicyTest, ...] = Field(min_length=1)

    def every(self) -> Iterator[tuple[int, PolicyTest]]:
        """Every test that runs, with the place in ``tests`` where it is written."""
        for number, test in enumerate(self.tests):
            if not test.each:
                yield number, test
            for word in test.each:
                yield number, _with(test, word)


def _with(test: PolicyTest, word: str) -> PolicyTest:
    """A test of several words as the test of one of them."""
    facts = {
        name: tuple(_put(one, word) for one in test.facts[name]) for name in test.facts
    }
    name = f"{test.name} ({word})"
    return test.model_copy(update={"name": name, "facts": facts, "each": ()})


def _put(value: Any, word: str) -> Any:
    if isinstance(value, dict):
        return {key: _put(item, word) for key, item in value.items()}
    if isinstance(value, list):
        return [_put(item, word) for item in value]
    return word if value == EACH else value
