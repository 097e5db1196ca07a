"""The narrative's templates: finding them, checking their heads, rendering them.

A template is a file under ``prompts/narrative/`` that opens with a head between two
lines of ``---``: its name, its version, and the variables it needs.  Undefined names
are errors, every printed value is escaped for Markdown, and a packet's own braces are
only ever values: no packet text is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import Field

from workbench.content import find, roots
from workbench.errors import ContentError
from workbench.narrate.markdown import Md, escape, sentence
from workbench.schema.base import Model, parse_data

FOLDER = "narrative"
_FENCE = "---\n"


class Head(Model):
    """A template's head."""

    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    needs: tuple[str, ...] = ()
    """Names of the variables that the template uses."""


class Source(NamedTuple):
    """One template file: its head, its body, the hash of the whole file."""

    head: Head
    body: str
    sha256: str
    path: Path


def read(name: str) -> Source:
    """Read one template by its file name.

    Raises ContentError when the file is missing or its head is wrong.
    """
    path = find("prompts", f"{FOLDER}/{name}")
    text = _text(path)
    if not text.startswith(_FENCE) or f"\n{_FENCE}" not in text:
        raise ContentError(
            "a template opens with a head between two lines of ---",
            where=str(path),
            fix="give it name, version and needs",
        )
    head, body = text[len(_FENCE) :].split(f"\n{_FENCE}", 1)
    return Source(_head(head, path), body, _sha256(text), path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(
            f"cannot be read ({type(error).__name__})",
            where=str(path),
            fix="check that the file is UTF-8 text",
        ) from None


def _head(text: str, path: Path) -> Head:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError:
        raise ContentError(
            "the head is not valid YAML", where=str(path), fix="correct the head"
        ) from None
    return parse_data(Head, data, where=str(path))


def template_names() -> tuple[str, ...]:
    """File names of all templates, the user's own folder included, sorted."""
    return tuple(
        sorted(
            {
                path.name
                for folder in roots("prompts")
                for path in (folder / FOLDER).glob("*.md.j2")
            }
        )
    )


def template_hashes() -> tuple[tuple[str, str], ...]:
    """File name and sha256 of every narrative template, for provenance."""
    paths = ((name, find("prompts", f"{FOLDER}/{name}")) for name in template_names())
    return tuple((name, _sha256(_text(path))) for name, path in paths)


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()


class _Loader(BaseLoader):
    """Bodies of templates, found by ``workbench.content``."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        try:
            source = read(template)
        except ContentError as error:
            if error.where:
                raise
            raise TemplateNotFound(template, error.what) from None
        return source.body, str(source.path), None


def _environment(functions: Mapping[str, Callable[..., Any]]) -> Environment:
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
    environment.globals.update(functions)
    return environment


def fill(
    name: str,
    variables: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]],
) -> str:
    """Render one template with these variables; its macros see the functions too.

    Raises ContentError for a missing template or head, a syntax error, or a variable
    that the template uses and nobody gave; the message lists those that exist.
    """
    source = read(name)
    missing = sorted(set(source.head.needs) - set(variables))
    if missing:
        raise _unknown(name, f"needs {', '.join(missing)}", variables)
    try:
        return _environment(functions).get_template(name).render(variables)
    except UndefinedError as error:
        raise _unknown(name, str(error.message), variables) from None
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f"{getattr(error, 'name', None) or name}{f':{line}' if line else ''}"
        raise ContentError(
            f"template error: {type(error).__name__}: {error.message}",
            where=where,
            fix="correct the template",
        ) from None


def _unknown(name: str, what: str, variables: Mapping[str, Any]) -> ContentError:
    return ContentError(
        f"variable missing: {what}",
        where=name,
        fix=f"use one of: {', '.join(sorted(variables))}",
    )
