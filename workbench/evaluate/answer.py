"""What a compiled test answers, kept small: a tuple that can be rendered later.

A case has some sixty answers; most are never read.  An answer therefore holds the
value, the test that gave it and the facts, and nothing is put into words before
somebody asks (``Rule.leaf``).  An answer of a combination holds the answers of its
parts, so that the whole tree of answers is the trace.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workbench.evaluate.answer_values import CONFLICT as CONFLICT
from workbench.evaluate.answer_values import MET as MET
from workbench.evaluate.answer_values import NA as NA
from workbench.evaluate.answer_values import NOT_MET as NOT_MET
from workbench.evaluate.answer_values import OPEN as OPEN
from workbench.evaluate.leaf import Asking, Leaf, LeafStatus, Scope
from workbench.schema.determination import OpenCause

STATUS: tuple[LeafStatus, ...] = (
    "not_documented",
    "met",
    "not_met",
    "conflicting",
    "not_applicable",
)
CODE: dict[str, int] = {name: code for code, name in enumerate(STATUS)}

Answer = tuple[Any, ...]
"""``(value, rule, support, refute, cause, detail)``; of a combination
``(value, rule, parts)``."""

Facts = tuple[Any, ...]
Run = Callable[[Scope], Answer]


@dataclass(slots=True, kw_only=True, eq=False)
class Rule:
    """A compiled node of a policy: how to run it and how to put an answer in words.

    ``placed``: whether the answer can differ from line to line.  ``name`` is its key in
    the policy, ``path`` where it stands; ``children`` are the parts of a combination;
    ``once``: it is already answered once per case.  ``reads`` are the lists of facts
    that a single test looks at (None: any).
    """

    name: str
    path: str
    run: Run
    leaf: Callable[[Answer, Scope], Leaf]
    placed: bool
    children: tuple[Rule, ...] = ()
    asking: Asking | None = None
    label: str = ""
    n: int | None = None
    once: bool = False
    reads: tuple[str, ...] | None = None


def value(support: object, refute: object) -> int:
    """The value of a test from what speaks for it and what against it."""
    if support:
        return CONFLICT if refute else MET
    return NOT_MET if refute else OPEN


def open_cause(answer: Answer) -> OpenCause | None:
    """Why a leaf's answer is open."""
    return answer[4] if len(answer) > 3 else None
