"""The prompts: files under ``prompts/extraction``, filled and hashed.

Packet text enters only as the value of a variable, never as a template: jinja2 does
not render values again, so braces in a note stay braces.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError, UndefinedError

from workbench.content.templates import (
    check_variables,
    missing_variable,
    read_template,
    template_names,
)
from workbench.errors import ContentError
from workbench.extract.llm.verify import Fallen
from workbench.schema.case import FACT_LISTS, FactList
from workbench.schema.packet import Document, Line
from workbench.vocabulary import kinds, procedures, spine

FOLDER = "extraction"


def prompt_hashes() -> tuple[tuple[str, str], ...]:
    """Name and sha256 of every extraction prompt, for the record."""
    return tuple((name, read_template(name).sha256) for name in template_names(FOLDER))


@cache
def system_prompt(lists: tuple[FactList, ...] = FACT_LISTS) -> str:
    """The instructions for these lists, with the vocabulary that answers may use."""
    table = procedures()
    titles = {name: item.title for name, item in table.procedures.items()}
    titles |= {name: item.title for name, item in table.dependents.items()}
    named = kinds().model_dump()
    tables = [name for name in named if _asked(name, lists)]
    whole = lists == FACT_LISTS
    return _fill(
        f"{FOLDER}/system.j2",
        {
            "lists": lists,
            "keys": (*(("age", "sex") if whole else ()), *lists),
            "kinds": [(name, sorted(named[name].items())) for name in tables],
            "procedures": list(titles.items()),
            "sites": sorted(spine().sites),
            "muscles": sorted(spine().muscles),
        },
    )


def _asked(table: str, lists: tuple[FactList, ...]) -> bool:
    studies = table == "imaging_findings" and "imaging_studies" in lists
    return studies or table in lists


def document_prompt(
    document: Document,
    lines: Sequence[Line],
    missing: Sequence[tuple[FactList, tuple[str, ...]]] = (),
) -> str:
    """One document, or lines of one, with their numbers; then the question.

    ``missing`` names kinds that a first reading did not find: what to look for, never
    how much of it would be enough.
    """
    return _fill(
        f"{FOLDER}/document.j2",
        {"document": document, "lines": lines, "missing": missing},
    )


@cache
def brief_system_prompt(lists: tuple[FactList, ...]) -> str:
    """The instructions for one family of lists in a few sentences."""
    return _fill(f"{FOLDER}/brief.j2", {"lists": lists})


def lines_prompt(
    lines: Sequence[Line], kinds: Sequence[tuple[str, tuple[str, ...]]], missing: bool
) -> str:
    """A few lines with their numbers and the kinds that their words name."""
    return _fill(
        f"{FOLDER}/lines.j2", {"lines": lines, "kinds": kinds, "missing": missing}
    )


def form_prompt(problem: str) -> str:
    """Asks for an answer again that did not fit; ``problem`` holds key paths only."""
    return _fill(f"{FOLDER}/form.j2", {"problem": problem})


def correction_prompt(fallen: Sequence[Fallen]) -> str:
    """Asks once about facts that did not stand, by path and reason."""
    return _fill(
        f"{FOLDER}/correction.j2",
        {"items": [(one.path, one.fact.reason, one.fact.why) for one in fallen]},
    )


def _fill(name: str, variables: Mapping[str, Any]) -> str:
    template = read_template(name)
    check_variables(template, variables)
    environment = Environment(undefined=StrictUndefined, autoescape=False)
    try:
        return environment.from_string(template.body).render(variables)
    except UndefinedError as error:
        raise missing_variable(name, str(error.message), variables) from None
    except TemplateError as error:
        raise ContentError(
            f"template error: {type(error).__name__}",
            where=str(template.path),
            fix="correct the template",
        ) from None
