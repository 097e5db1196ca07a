"""Texts of an appeal as Markdown, from the templates of ``prompts/appeal/``.

The words are the templates'; every value they print is escaped, an undefined name is
an error, and nothing of a packet or letter is ever compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbench.content import templates
from workbench.content.templates import check_variables, missing_variable
from workbench.errors import ContentError, ProofError
from workbench.narrate.labels import functions
from workbench.narrate.markdown import Md, escape, sentence
from workbench.narrate.narrative import tidy
from workbench.narrate.proof import check
from workbench.policy.model import Policy
from workbench.schema.appeal import AppealReview, Precheck
from workbench.schema.review import Review

FOLDER = "appeal"
PRECHECK = "precheck.md.j2"
GAPS = "gaps.md.j2"


class _Loader(BaseLoader):
    """Bodies of the templates, the user's own folder first.

    ``letters/NAME`` is a part that other letters have too.
    """

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        folder = "" if template.startswith("letters/") else f"{FOLDER}/"
        try:
            source = templates.read_template(f"{folder}{template}")
        except ContentError as error:
            if error.where:
                raise
            raise TemplateNotFound(template, error.what) from None
        return source.body, str(source.path), None


def _environment(policy: Policy) -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=_Loader(),
        undefined=StrictUndefined,
        finalize=escape,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = Md
    environment.filters["sentence"] = sentence
    environment.globals.update(functions(policy))
    return environment


def fill(name: str, variables: Mapping[str, Any], policy: Policy) -> str:
    """One template filled and tidied.

    Raises ContentError for a missing template, a wrong head, or a variable that it
    uses and nobody gave.
    """
    check_variables(templates.read_template(f"{FOLDER}/{name}"), variables)
    try:
        return tidy(_environment(policy).get_template(name).render(variables))
    except UndefinedError as error:
        raise missing_variable(name, str(error.message), variables) from None
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{getattr(error, 'name', None) or name}{f':{line}' if line else ''}"
        raise ContentError(
            f"template error: {type(error).__name__}: {error.message}",
            where=where,
            fix="correct the template",
        ) from None


def precheck_page(checked: Precheck, review: Review, policy: Policy) -> str:
    """A gap list as Markdown.  Raises ProofError where a token traces to nothing."""
    lines = {line.id: line for line in review.determination.lines}
    text = fill(
        PRECHECK,
        {
            "checked": checked,
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
    proven(text, review, policy, PRECHECK)
    return text


def gaps_page(done: AppealReview, review: Review, policy: Policy) -> str:
    """The writer's private list as Markdown.  Raises ProofError."""
    lines = {line.id: line for line in review.determination.lines}
    text = fill(GAPS, {"done": done, "policy": policy, "lines": lines}, policy)
    proven(text, review, policy, GAPS)
    return text


def proven(text: str, review: Review, policy: Policy, where: str) -> None:
    """Raise ProofError where a critical token of a text has no source."""
    untraced = check(text, review, policy)
    if untraced:
        first = untraced[0]
        raise ProofError(
            f"{len(untraced)} of the text's numbers, dates, levels, sides, grades or "
            f"codes trace to nothing; the first is a {first.kind} in {first.where!r}, "
            f"line {first.line} of the text",
            where=where,
            fix="correct the template or the wording that brings it in",
        )
