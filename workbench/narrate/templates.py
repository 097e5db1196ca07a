"""The narrative's templates: finding them, checking their heads, rendering them.

A template is a file under ``prompts/narrative/`` with a head (``content.templates``).
Undefined names are errors, every printed value is escaped for Markdown, and a packet's
own braces are only ever values: no packet text is compiled.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    UndefinedError,
)
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbench.content import find, templates
from workbench.content.templates import Template, check_variables, missing_variable
from workbench.errors import ContentError
from workbench.narrate.labels import place_words
from workbench.narrate.markdown import Md, escape, sentence

FOLDER = "narrative"


def read(name: str) -> Template:
    """Read one template by its file name.

    Raises ContentError when the file is missing or its head is wrong.
    """
    return templates.read_template(f"{FOLDER}/{name}")


def template_names() -> tuple[str, ...]:
    """File names of all templates, the user's own folder included, sorted."""
    names = templates.template_names(FOLDER, "*.md.j2")
    return tuple(name.removeprefix(f"{FOLDER}/") for name in names)


def template_hashes() -> tuple[tuple[str, str], ...]:
    """File name and sha256 of every narrative template, for provenance."""
    paths = ((name, find("prompts", f"{FOLDER}/{name}")) for name in template_names())
    return tuple(
        (name, sha256(templates.read_text(path).encode()).hexdigest())
        for name, path in paths
    )


Read = Callable[[str], Template]


class _Loader(BaseLoader):
    """Bodies of templates, found by a function of their name."""

    def __init__(self, read: Read) -> None:
        self.read = read

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        try:
            source = self.read(template)
        except ContentError as error:
            if error.where:
                raise
            raise TemplateNotFound(template, error.what) from None
        return source.body, str(source.path), None


class _InMemory(BytecodeCache):
    """Compiled templates kept for this process, where none may be kept on disk."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


_IN_MEMORY = _InMemory()


def _compiled(beside: str) -> BytecodeCache:
    """Compiled templates are kept beside one, as Python keeps compiled modules."""
    folder = find("prompts", beside).parent / "__pycache__"
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return _IN_MEMORY
    writable = os.access(folder, os.W_OK) and not sys.dont_write_bytecode
    return FileSystemBytecodeCache(str(folder), "%s.kept") if writable else _IN_MEMORY


def _environment(
    functions: Mapping[str, Callable[..., Any]], read: Read
) -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=_Loader(read),
        undefined=StrictUndefined,
        finalize=escape,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = Md
    environment.filters["sentence"] = sentence
    environment.filters["place_words"] = place_words
    environment.globals.update(functions)
    return environment


def fill(
    name: str,
    variables: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]],
) -> str:
    """Render one template of the narrative; its macros see the functions too.

    Raises ContentError for a missing template or head, a syntax error, or a variable
    that the template uses and nobody gave; the message lists those that exist.
    """
    environment = _environment(functions, read)
    environment.bytecode_cache = _compiled(f"{FOLDER}/narrative.md.j2")
    check_variables(read(name), variables)
    return _rendered(environment, name, variables)


def fill_from(
    read: Read,
    beside: str,
    name: str,
    variables: Mapping[str, Any],
    functions: Mapping[str, Callable[..., Any]],
) -> str:
    """Render one template that ``read`` finds, as ``fill`` does; the same errors.

    ``beside`` names the shipped file next to which compiled templates are kept.
    """
    check_variables(read(name), variables)
    environment = _environment(functions, read)
    environment.bytecode_cache = _compiled(beside)
    return _rendered(environment, name, variables)


def _rendered(environment: Environment, name: str, variables: Mapping[str, Any]) -> str:
    try:
        return environment.get_template(name).render(variables)
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
