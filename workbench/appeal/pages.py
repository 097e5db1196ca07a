"""Texts of an appeal as Markdown, from the templates of ``prompts/appeal/``.

The words are the templates'; every value they print is escaped, an undefined name is
an error, and nothing of a packet or letter is ever compiled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.content import templates
from workbench.content.templates import Template
from workbench.evaluate.several import pieces_of
from workbench.narrate.labels import functions
from workbench.narrate.narrative import PARTED, require_traced, tidy
from workbench.narrate.templates import fill_from
from workbench.policy.model import Policy
from workbench.schema.appeal import AppealReview, Precheck
from workbench.schema.review import Review

FOLDER = "appeal"
PRECHECK = "precheck.md.j2"
GAPS = "gaps.md.j2"


def _read(name: str) -> Template:
    """A template of appeals; ``letters/NAME`` is a part that other letters have too."""
    folder = "" if name.startswith("letters/") else f"{FOLDER}/"
    return templates.read_template(f"{folder}{name}")


def fill(name: str, variables: Mapping[str, Any], policy: Policy) -> str:
    """One template filled and tidied.

    Raises ContentError for a missing template, a wrong head, or a variable that it
    uses and nobody gave.
    """
    beside = f"{FOLDER}/{PRECHECK}"
    return tidy(fill_from(_read, beside, name, variables, functions(policy)))


def precheck_page(checked: Precheck, review: Review, policies: Sequence[Policy]) -> str:
    """A gap list as Markdown, of several policies one after the other.

    Raises ProofError where a token traces to nothing.
    """
    return PARTED.join(
        _precheck(checked, piece, policy)
        for policy, piece in pieces_of(review, policies)
    )


def _precheck(whole: Precheck, review: Review, policy: Policy) -> str:
    """What one policy lacks: of ``whole`` the lines that this part of it judges."""
    lines = {line.id: line for line in review.determination.lines}
    own = tuple(line for line in whole.lines if line.id in lines)
    ready = bool(own) and all(line.ready for line in own)
    needs = review.determination.needs
    checked = whole.model_copy(update={"lines": own, "needs": needs, "ready": ready})
    text = fill(
        PRECHECK,
        {
            "checked": checked,
            "whole": whole,
            "lines": lines,
            "main": [line for line in checked.lines if not line.parents],
            "following": [line for line in checked.lines if line.parents],
            "required": [need for need in checked.needs if need.required],
            "helpful": [need for need in checked.needs if not need.required],
            "flags": review.packet.flags if review.packet else (),
            "waivers": [
                one
                for one in review.determination.waivers
                if one.status in ("met", "conflicting") or one.evidence
            ],
            "policy": policy,
        },
        policy,
    )
    require_traced(text, review, policy, PRECHECK)
    return text


def gaps_page(done: AppealReview, review: Review, policy: Policy) -> str:
    """The writer's private list as Markdown.  Raises ProofError."""
    lines = {line.id: line for line in review.determination.lines}
    text = fill(GAPS, {"done": done, "policy": policy, "lines": lines}, policy)
    require_traced(text, review, policy, GAPS)
    return text
