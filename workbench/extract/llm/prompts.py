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
from workbench.schema.packet import Document, Line
from workbench.vocabulary import kinds, procedures, spine

FOLDER = "extraction"


def prompt_hashes() -> tuple[tuple[str, str], ...]:
    """Name and sha256 of every extraction prompt, for the record."""
    return tuple((name, read_template(name).sha256) for name in template_names(FOLDER))


@cache
def system_prompt() -> str:
    """The instructions, with the vocabulary that answers may use."""
    table = procedures()
    titles = {name: item.title for name, item in table.procedures.items()}
    titles |= {name: item.title for name, item in table.dependents.items()}
    return _fill(
        f"{FOLDER}/system.j2",
        {
            "kinds": [
                (name, sorted(entries.items()))
                for name, entries in kinds().model_dump().items()
            ],
            "procedures": list(titles.items()),
            "sites": sorted(spine().sites),
            "muscles": sorted(spine().muscles),
        },
    )


def document_prompt(document: Document, lines: Sequence[Line]) -> str:
    """One document, or a stretch of one, with numbered lines."""
    return _fill(f"{FOLDER}/document.j2", {"document": document, "lines": lines})


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
