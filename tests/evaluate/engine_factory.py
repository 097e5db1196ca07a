"""A small policy with one transparent predicate, and cases for it.

The predicate ``told`` reads statements of one kind: present supports, absent refutes,
both conflict, none leaves it open.  With ``here`` it reads those of the line's level.
"""

from __future__ import annotations

from typing import Any

from workbench.evaluate.compile import CompiledPolicy, compile_policy
from workbench.evaluate.engine import apply
from workbench.evaluate.leaf import Clash, Leaf, Scope
from workbench.evaluate.registry import Predicate
from workbench.policy.model import Policy
from workbench.schema.base import Model, parse_data
from workbench.schema.case import Case, Fact
from workbench.schema.determination import Determination

ACDF = "acdf"
DISC = "cervical-disc-arthroplasty"
CORPECTOMY = "cervical-corpectomy"
DECOMPRESSION = "posterior-cervical-decompression"
FUSION = "posterior-cervical-fusion"
EVERY = [ACDF, DISC, CORPECTOMY, DECOMPRESSION, FUSION]


class Told(Model):
    about: str
    here: bool = False


def told(scope: Scope, params: Told) -> Leaf:
    facts = [
        fact
        for fact in scope.case.statements
        if fact.kind == params.about and (not params.here or _here(scope, fact))
    ]
    for_it = tuple(fact for fact in facts if fact.assertion == "present")
    against = tuple(fact for fact in facts if fact.assertion == "absent")
    if any(fact.assertion == "historical" for fact in facts):
        return Leaf(status="not_applicable", reason="does not concern this patient")
    if for_it and against:
        clash = Clash(
            kind=params.about, sides=(("it is so", for_it), ("it is not", against))
        )
        return Leaf(
            status="conflicting",
            reason="two statements differ",
            because="conflict",
            support=for_it,
            refute=against,
            clashes=(clash,),
        )
    if for_it:
        return Leaf(status="met", reason="stated", support=for_it)
    if against:
        return Leaf(status="not_met", reason="denied", refute=against)
    vague = bool(facts)
    return Leaf(
        status="not_documented",
        reason="vaguely stated" if vague else "not mentioned",
        because="vague" if vague else "never-mentioned",
    )


def _here(scope: Scope, fact: Fact) -> bool:
    return scope.place is not None and fact.level in scope.place.interspaces


REGISTRY = {"told": Predicate(name="told", params=Told, test=told)}


def criterion(name: str, *, here: bool = False, **more: Any) -> dict[str, Any]:
    base = {
        "id": name,
        "title": f"Title of {name}",
        "text": f"Text of {name}.",
        "source": {"document": "Sample policy", "section": name},
        "applies_to": EVERY,
        "test": {"told": {"about": name, "here": here}},
        "ask": f"Show {name}",
        "documents": ["clinic-note"],
        "terms": [name],
        "reads": {"statements": [name]},
    }
    return base | more


def policy(**more: Any) -> Policy:
    base: dict[str, Any] = {
        "id": "sample",
        "version": "1",
        "title": "Sample policy",
        "status": "Invented for tests.",
        "region": "cervical",
        "effective_from": "2026-01-01",
        "source": {"document": "Sample policy"},
        "procedures": EVERY,
        "criteria": [
            criterion(
                "imaging", here=True, asks={"vague": "Show the grade at {levels}"}
            ),
            criterion("care", helpful=[{"ask": "A calendar of care"}]),
            criterion("lungs", applies_to=[ACDF, FUSION]),
        ],
        "waivers": [
            {
                "id": "urgent-cord",
                "title": "Cord in danger",
                "text": "A sign and a picture of cord compression.",
                "source": {"document": "Sample policy"},
                "waives": ["care"],
                "test": {
                    "all": [
                        {"told": {"about": "sign"}},
                        {"told": {"about": "picture"}},
                    ]
                },
            }
        ],
        "alternatives": [
            {"for": [FUSION], "offer": DECOMPRESSION, "text": "Without fusion."}
        ],
        "alternatives_require": ["imaging"],
    }
    return parse_data(Policy, base | more, where="test policy")


def compiled(**more: Any) -> CompiledPolicy:
    return compile_policy(policy(**more), REGISTRY)


def quoted(name: str, document: str = "D1", line: int = 1) -> list[dict[str, Any]]:
    return [{"document": document, "lines": [line], "quote": f"words of {name}"}]


def asked(kind: str, level: str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "level": level, **more}


def stated(kind: str, assertion: str = "present", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "assertion": assertion, **more}


def case(
    requested: list[dict[str, Any]],
    statements: list[dict[str, Any]] | None = None,
    **more: Any,
) -> Case:
    """A Case of requested procedures and statements; quotes are invented."""
    lists = {"requested_procedures": requested, "statements": statements or []}
    data: dict[str, Any] = dict(more)
    for name, facts in lists.items():
        data[name] = [
            {
                "id": f"{name}-{number}",
                "evidence": quoted(
                    f"{name} {number}",
                    "D2" if fact.get("origin") == "plan" else "D1",
                    number,
                ),
            }
            | fact
            for number, fact in enumerate(facts, 1)
        ]
    return parse_data(Case, data, where="test case")


def judged(
    requested: list[dict[str, Any]],
    statements: list[dict[str, Any]] | None = None,
    *,
    final: bool = False,
    with_policy: CompiledPolicy | None = None,
    **more: Any,
) -> Determination:
    return apply(
        case(requested, statements, **more),
        with_policy or compiled(),
        request_date="2026-05-04",
        final=final,
    )
