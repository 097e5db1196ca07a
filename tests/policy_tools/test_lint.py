"""Lint: a shipped policy with one fault planted is caught by the rule for that fault.

And by that rule alone: what else is found would have been found without the fault too.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from tests.policy_tools.made import POLICY, place
from workbench.cli.main import app
from workbench.content import find
from workbench.evals.policies.lint import lint, lint_one
from workbench.evaluate.compile import compile_policy
from workbench.policy.draft import Draft, draft_of
from workbench.policy.lint import wording
from workbench.policy.lint.finding import RULES
from workbench.policy.lint.limits import follows
from workbench.policy.loader import list_policies, resolved
from workbench.policy.tree import changed, value_at
from workbench.vocabulary.yaml_file import load_yaml

FUSION = "medicare-cervical-fusion"
PILD = "medicare-lumbar-decompression-pild"
CORD = "medicare-spinal-cord-stimulator"
CERVICAL = "cervical-spine-surgery"
EPIDURAL = "medicare-epidural-steroid-injection"


class Fault(NamedTuple):
    """A fault: the rule that must catch it, the policy, the place and what stands
    there instead (made of what stood there)."""

    rule: str
    policy: str
    steps: tuple[str | int, ...]
    make: Callable[[Any], Any]


def to(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


def plus(**keys: Any) -> Callable[[Any], Any]:
    return lambda old: {**old, **keys}


def without(key: str) -> Callable[[Any], Any]:
    return lambda old: {k: v for k, v in old.items() if k != key}


SMALL = {"waives-all"}
"""What is said of the small policy as it stands."""
PAIN = ("criteria", "arm-pain-strength", "test")
ARM = ("criteria", "arm-pain-strength", "test", "measure")
IMAGING = ("criteria", "imaging-at-level", "test", "all")
WAIVER = ("waivers", "severe-arm-pain")


def _test_of(policy: str, criterion: str) -> Any:
    """The test of a shipped policy's criterion, as it stands in the file."""
    data = load_yaml(find("policies", f"{policy}.yaml"))
    return next(one["test"] for one in data["criteria"] if one["id"] == criterion)


SHORT = {"kind": "physical-therapy", "min": {"weeks": "$pain-weeks"}}
SAYS_PAIN = {"fact": {"list": "symptoms", "kind": "pain", "refuted_by": ["absent"]}}
SCORE = {"list": "functional_limits", "kind": "score", "name": "vas", "unit": "points"}


def score(**limit: float) -> dict[str, Any]:
    return {"measure": {**SCORE, **limit}}


FAULTS = [
    Fault(
        "count-beyond-branches", CORD,
        ("criteria", "late-option", "test", "at_least", "n"), to(5),
    ),
    Fault(
        "count-beyond-branches", CORD,
        ("criteria", "late-option", "test", "at_least", "n"), to(0),
    ),
    Fault("single-branch", FUSION, IMAGING, lambda old: old[:1]),
    Fault("missing-quote", FUSION, (*PAIN[:2], "source"), without("quote")),
    Fault("missing-source", FUSION, ("parameters", "arm-pain"), without("source")),
    Fault("missing-question", FUSION, (*PAIN[:2], "ask"), to("  ")),
    Fault("missing-documents", FUSION, (*PAIN[:2], "documents"), to([])),
    Fault(
        "alternative-nowhere", CERVICAL,
        ("alternatives", 0, "offer"), to("acdfusion"),
    ),
    Fault(
        "alternative-nowhere", CERVICAL,
        ("alternatives", 0, "offer"), to("posterior-cervical-fusion"),
    ),
    Fault("waiver-of-nothing", FUSION, (*WAIVER, "waives"), lambda old: [*old, "gone"]),
    Fault(
        "waiver-of-nothing", FUSION,
        (*WAIVER, "waives"), lambda old: [*old, "severe-arm-pain"],
    ),
    Fault("unknown-procedure", PILD, ("procedures",), lambda old: [*old, "open-door"]),
    Fault("unknown-code", PILD, (), plus(applies_when={"codes": ["99999"]})),
    Fault(
        "unused-parameter", FUSION, ("parameters",),
        plus(left={"value": 3, "source": "nowhere used"}),
    ),
    Fault(
        "unit-twice", FUSION,
        (*PAIN[:2], "text"), to("Pain for {pain-weeks} long weeks, or more."),
    ),
    Fault("parameter-unit", FUSION, ("parameters", "pain-weeks", "unit"), to("days")),
    Fault(
        "parameter-unit", FUSION,
        ("parameters", "translation", "unit"), to("degrees"),
    ),
    Fault(
        "history-gap", FUSION, ("parameters", "pain-weeks"),
        to({
            "unit": "weeks",
            "history": [
                {"to": "2025-06-29", "value": 6, "source": "first edition"},
                {"from": "2025-07-01", "value": 12, "source": "second edition"},
            ],
        }),
    ),
    Fault(
        "history-overlap", FUSION, ("parameters", "pain-weeks"),
        to({
            "unit": "weeks",
            "history": [
                {"to": "2025-07-01", "value": 6, "source": "first edition"},
                {"from": "2025-07-01", "value": 12, "source": "second edition"},
            ],
        }),
    ),
    Fault("never-met", FUSION, ARM, plus(at_most=3)),
    Fault("never-met", FUSION, PAIN, to({"all": [score(over=6), score(under=4)]})),
    Fault("never-met", FUSION, PAIN, to({"all": [SAYS_PAIN, {"not": SAYS_PAIN}]})),
    Fault(
        "never-fails", FUSION, PAIN,
        to({"any": [score(at_least=4), score(under=4)]}),
    ),
    Fault("never-fails", FUSION, PAIN, to({"any": [SAYS_PAIN, {"not": SAYS_PAIN}]})),
    Fault(
        "unreachable-branch", FUSION, PAIN,
        to({"any": [score(at_least=4), score(at_least=7)]}),
    ),
    Fault(
        "unreachable-branch", FUSION, PAIN,
        to({"all": [score(at_least=4), score(at_least=7)]}),
    ),
    Fault(
        "unreachable-branch", FUSION, PAIN,
        to({"any": [
            {"fact": {"list": "symptoms", "kind": ["pain", "numbness"]}},
            {"fact": {"list": "symptoms", "kind": "pain"}},
        ]}),
    ),
    Fault(
        "implied-criterion", FUSION, ("criteria", "not-axial-pain-alone", "test"),
        to({"stated": {"kind": "other-causes-excluded"}}),
    ),
    Fault(
        "waiver-swallows", FUSION, (*WAIVER, "test"),
        to({"not": _test_of(FUSION, "pain-twelve-weeks")}),
    ),
    *(
        Fault("waived-by-silence", FUSION, (*WAIVER, "test"), to(test))
        for test in (
            {"not": {"stated": {
                "kind": "conservative-care-helped", "unmentioned": "not_so",
            }}},
            {"fact": {
                "list": "requested_procedures",
                "kind": ["acdf", "cervical-corpectomy", "posterior-cervical-fusion"],
            }},
            {"not": {"count": {
                "kind": "epidural-injection", "within": {"months": 12},
                "at_least": 2, "unmentioned": "not_so",
            }}},
        )
    ),
    Fault(
        "waiver-swallows", FUSION, (),
        lambda old: changed(
            changed(old, PAIN, {"all": [
                value_at(old, PAIN), {"duration": {**SHORT, "failed": ["none"]}},
            ]}),
            WAIVER, {
                **value_at(old, WAIVER), "waives": [PAIN[1]],
                "test": {"not": {"duration": SHORT}},
            },
        ),
    ),
    Fault(
        "waives-all", FUSION, (*WAIVER, "waives"),
        lambda _: [one["id"] for one in draft_of(FUSION).data["criteria"]],
    ),
    Fault("unknown-word", FUSION, ("status",), to("final")),
    Fault("unknown-word", FUSION, ("region",), to("cervicle")),
    Fault(
        "unknown-word", FUSION, (),
        plus(applies_when={"states": ["Ohio"], "lines_of_business": ["medicare"]}),
    ),
    Fault(
        "unknown-word", FUSION, (),
        plus(applies_when={"lines_of_business": ["medicade"]}),
    ),
    *(
        Fault("unknown-word", FUSION, PAIN, to(test))
        for test in (
            {"duration": {
                "kind": "collar", "min": {"weeks": 6}, "failed": ["poor"],
            }},
            {"duration": {
                "kind": "collar", "min": {"weeks": 6}, "active": ["phisical-therapy"],
            }},
            {"fact": {"list": "symptoms", "kind": "pain", "region": "lumbr"}},
            {"fact": {
                "list": "tests", "kind": "nerve-study", "indicates": "carpal-tunel",
            }},
            {"stated": {"kind": "symptoms-from-other-cause", "about": "shouldr"}},
            {"grade": {
                "accepted": ["severe", "critical"], "contact": {"compress": ["roots"]},
            }},
        )
    ),
    Fault(
        "unfillable-value", FUSION, PAIN,
        to({"fact": {
            "list": "exam_findings", "kind": "si-provocation", "name": "fabre",
        }}),
    ),
    Fault(
        "unfillable-value", FUSION, PAIN,
        to({"relief": {
            "kind": "other", "name": "sacroiliac joint injection", "percent": 50,
        }}),
    ),
    Fault(
        "unfillable-value", FUSION, PAIN,
        to({"fact": {"list": "symptoms", "kind": "pain", "site": "sacral"}}),
    ),
    Fault(
        "free-name", FUSION, PAIN,
        to({"fact": {
            "list": "procedures_done", "kind": "other", "name": "hernia repair",
            "assertion": ["present", "historical"],
        }}),
    ),
    Fault(
        "waived-by-silence", FUSION,
        ("waivers", "canal-indication", "test", "all", 0),
        to({"fact": {
            "list": "diagnoses",
            "kind": "cervical-myelopathy",
            "unmentioned": "not_applicable",
        }}),
    ),
    Fault(
        "idle-waiver", FUSION, (),
        lambda old: {**old, "waivers": [
            {**old["waivers"][0], "waives": ["other-causes-excluded"],
             "test": {"stated": {"kind": "other-causes-excluded"}}},
            *old["waivers"][1:],
        ]},
    ),
    Fault("unknown-kind", FUSION, (*ARM, "kind"), to("skore")),
    Fault(
        "unknown-grade", CERVICAL,
        ("parameters", "severe-grades", "value"), to(["bad"]),
    ),
    Fault(
        "grade-gap", FUSION, PAIN,
        to({"grade": {"accepted": ["moderate", "severe", "critical"]}}),
    ),
    Fault("unknown-scale", FUSION, ("parameters", "pain-scales", "value"), to(["vaz"])),
    Fault("unit-mismatch", FUSION, ("parameters", "arm-pain", "value"), to(40)),
    Fault(
        "unit-mismatch", FUSION,
        ("criteria", "indication", "test", "any", 2, "pathway", "test", "any", 1,
         "pathway", "test", "any", 0, "measure"),
        lambda old: {**old, "over": 3.5, "unit": "degrees"},
    ),
    Fault(
        "unit-mismatch", FUSION, PAIN,
        to({"measure": {
            "list": "symptoms", "kind": "pain", "at_least": 40, "unit": "/10",
        }}),
    ),
    Fault(
        "never-met", FUSION, PAIN,
        to({"duration": {"kind": "collar", "min": {"months": 14},
                         "within": {"years": 1}}}),
    ),
    Fault(
        "idle-key", FUSION, PAIN,
        to({"duration": {"kind": "collar", "min": {"weeks": 6},
                         "max_gap": {"days": 7}}}),
    ),
    Fault(
        "unsaid-mode", FUSION, PAIN,
        to({"duration": {"kind": ["collar", "traction"], "min": {"weeks": 6}}}),
    ),
    Fault(
        "parameter-unit", FUSION, ("parameters", "pain-weeks", "unit"), to("weaks"),
    ),
    Fault("unfillable-field", FUSION, ARM, plus(response="none")),
    Fault(
        "unfillable-value", FUSION,
        ("parameters", "failed-responses", "value"), to(["poor"]),
    ),
    Fault("open-negation", FUSION, ("criteria", "not-axial-pain-alone", "test"),
          to({"not": {"fact": {"list": "risk_factors", "kind": "osteoporosis"}}})),
    Fault("past-left-out", FUSION, PAIN,
          to({"fact": {"list": "procedures_done", "kind": "acdf"}})),
    Fault(
        "reads-missing", FUSION, (*PAIN[:2],),
        plus(reads={"symptoms": ["pain"]}),
    ),
]  # fmt: skip


def broken(fault: Fault) -> Draft:
    draft = draft_of(fault.policy)
    new = fault.make(value_at(draft.data, fault.steps))
    data = changed(draft.data, fault.steps, new)
    return replace(draft, data=data, own=data)


def found(draft: Draft) -> set[tuple[str, str]]:
    return {(one.rule, one.key) for one in lint_one(draft)}


@cache
def unbroken(policy: str) -> set[tuple[str, str]]:
    return found(draft_of(policy))


@pytest.mark.parametrize(
    "fault", FAULTS, ids=[f"{n}-{one.rule}" for n, one in enumerate(FAULTS)]
)
def test_a_planted_fault_is_caught_by_its_rule_and_by_no_other(fault: Fault) -> None:
    new = found(broken(fault)) - unbroken(fault.policy)

    assert {rule for rule, _ in new} == {fault.rule}


def test_a_look_back_of_the_same_length_holds_the_care() -> None:
    long = {"kind": "collar", "min": {"months": 12}, "within": {"years": 1}}
    kept = {"kind": "collar", "min": {"weeks": 6}, "max_gap": {"days": 7},
            "mode": "longest_consecutive"}  # fmt: skip
    for value in (long, kept):
        fault = Fault("never-met", FUSION, PAIN, to({"duration": value}))
        assert found(broken(fault)) - unbroken(FUSION) == set()


@pytest.mark.parametrize("name", list_policies())
def test_shipped_policies_are_clean(name: str) -> None:
    assert [one.line() for one in lint([name]) if one.severity != "note"] == []


def edited(folder: Path, old: str, new: str) -> set[str]:
    """The rules that catch an edit of the small policy's text."""
    assert old in POLICY
    path = place(folder, policy=POLICY.replace(old, new))
    told = lint([str(path)])
    return {one.rule for one in told if one.severity != "note"} - SMALL


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("id: weaker", "id: score", "duplicate-id"),
        ("  - id: narrowing", "  - id: score", "duplicate-id"),
        ("id: signal", "id: narrowed", "duplicate-id"),
        ("$good-grades", "$good-grade", "invalid"),
        ("stated: {", "statet: {", "invalid"),
        ("status: active", "statuz: active", "invalid"),
    ],
)
def test_faults_that_stand_in_the_file_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, rule: str
) -> None:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))

    assert edited(tmp_path, old, new) == {rule}


@pytest.mark.parametrize(
    ("ends", "begins", "rules"),
    [
        ("2026-06-30", "2026-07-01", set()),
        ("2026-06-29", "2026-07-01", {"version-gap"}),
        ("2026-07-01", "2026-07-01", {"version-overlap"}),
        (None, "2026-07-01", {"version-overlap"}),
        ("2025-06-30", "2026-07-01", {"version-overlap", "version-gap"}),
    ],
)
def test_versions_of_a_family_follow_day_by_day(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ends: str | None,
    begins: str,
    rules: set[str],
) -> None:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    end = f'\neffective_to: "{ends}"' if ends else ""
    head = 'effective_from: "2026-01-01"'
    first = POLICY.replace(head, f"{head}{end}\nfamily: small")
    path = place(tmp_path, policy=first)
    later = POLICY.replace(head, f'effective_from: "{begins}"\nfamily: small')
    later = later.replace("id: small-plan\n", "id: small-plan-two\n")
    (tmp_path / "policies" / "small-plan-two.yaml").write_text(later)

    told = [one for one in lint([str(path)]) if one.severity != "note"]
    assert {one.rule for one in told} - SMALL == rules
    from_later = {one.rule for one in lint(["small-plan-two"])} - SMALL
    assert from_later >= rules & (
        {"version-overlap"} if ends != "2025-06-30" else set()
    )


def test_a_kind_that_no_reader_reports_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from workbench.evals.policies import vocabulary

    kind = "other-causes-excluded"
    real = vocabulary.in_rules
    monkeypatch.setattr(
        vocabulary, "in_rules", lambda word: word != kind and real(word)
    )
    assert {r for r, _ in found(draft_of(FUSION)) if r[:4] == "read"} == {
        "read-by-model-only"
    }

    monkeypatch.setattr(vocabulary, "modelled", lambda name: frozenset())
    rules = {rule for rule, key in found(draft_of(FUSION)) if kind in key}
    assert "unread-kind" in rules


def test_every_rule_has_a_fault_that_it_catches() -> None:
    planted = {one.rule for one in FAULTS}
    elsewhere = {
        "duplicate-id", "invalid", "version-gap", "version-overlap", "unread-kind",
        "read-by-model-only",
    }  # fmt: skip

    assert planted | elsewhere == set(RULES)


@pytest.mark.parametrize(
    ("first", "second", "implied"),
    [
        (score(at_least=7), score(at_least=4), True),
        (score(at_least=4), score(at_least=7), False),
        (score(over=4), score(at_least=4), True),
        (score(at_least=4), score(over=4), False),
        (score(at_most=3), score(under=4), True),
        ({"all": [score(at_least=4), SAYS_PAIN]}, SAYS_PAIN, True),
        ({"any": [score(at_least=4), SAYS_PAIN]}, SAYS_PAIN, False),
        ({"not": SAYS_PAIN}, SAYS_PAIN, False),
        (
            {"grade": {"accepted": ["severe"]}},
            {"grade": {"accepted": ["moderate", "severe"]}},
            True,
        ),
        (
            {"age": {"at_least": 65}},
            {"age": {"at_least": 18, "at_most": 120}},
            False,
        ),
        (
            {"onset": {"kind": "pain", "at_least": {"weeks": 12}}},
            {"onset": {"kind": "pain", "at_least": {"days": 42}}},
            True,
        ),
    ],
)
def test_what_follows_from_what(first: Any, second: Any, implied: bool) -> None:
    assert follows(first, second) is implied


def test_the_command_names_place_rule_and_fix_and_fails_on_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    path = place(tmp_path, policy=POLICY.replace("id: signal", "id: narrowed"))
    runner = CliRunner()

    text = runner.invoke(app, ["policy", "lint", "small-plan"])
    data = runner.invoke(app, ["policy", "lint", "small-plan", "--format", "json"])

    assert text.exit_code == data.exit_code == 100
    (one,) = json.loads(data.stdout)
    line = POLICY.split("\n").index(
        "        - fact: {id: signal, list: imaging_findings, kind: cord-signal-change}"
    )
    assert one["where"] == f"{path}:{line + 1}"
    assert one["rule"] == "duplicate-id" and one["fix"]
    assert "1 policy: 1 error," in text.stdout


def test_compile_and_lint_stay_quick() -> None:
    """A bound with room for a slow machine; the figure stands in the documentation."""
    lint()
    for name in list_policies():
        draft = draft_of(name)
        start = time.process_time()
        compile_policy(resolved(draft.data, draft.path))
        lint_one(draft)
        assert time.process_time() - start < 0.5, name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("at least {number} positive provocative tests", ["number"]),
        ("at least {number}, and tests of another kind", []),
        ("at least {number} of the examinations; tests elsewhere", []),
        ("a single Test, then {number}", []),
    ],
)
def test_a_unit_is_said_twice_only_where_it_follows_its_value(
    text: str, said: list[str]
) -> None:
    draft = draft_of(FUSION)
    data = {
        **draft.data,
        "parameters": {"number": {"value": 3, "unit": "tests"}},
        "criteria": [{"id": "joint", "text": text}],
        "waivers": [],
    }
    found = list(wording.check(replace(draft, data=data)))
    assert [one.key for one in found] == ["criteria.joint.text" for _ in said]
