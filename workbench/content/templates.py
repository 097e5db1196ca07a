"""Template files with a checked head: what stands before the text, and its hash.

A template opens with a head between two lines of ``---`` that names it, gives its
version and lists the variables it needs.  Rendering is the business of the room that
uses the template; finding, splitting and hashing are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import Field

from workbench.content import find, roots
from workbench.errors import ContentError
from workbench.schema.base import Model, parse_data

_FENCE = "---\n"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Head(Model):
    """A template's head."""

    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    needs: tuple[str, ...] = ()
    """Names of the variables that the template uses."""


class Template(NamedTuple):
    """One template file: its head, its body, the hash of the whole file."""

    head: Head
    body: str
    sha256: str
    path: Path


def read_template(name: str) -> Template:
    """Read one template by its name under ``prompts/`` ("narrative/x.md.j2").

    Raises ContentError when the file is missing or its head is wrong.
    """
    return split_template(find("prompts", name))


def split_template(path: Path) -> Template:
    """One template file as head and body.  Raises ContentError when the head is wrong.

    ``path`` may lie anywhere, as in a plan's own folder.
    """
    text = read_text(path)
    if not text.startswith(_FENCE) or f"\n{_FENCE}" not in text:
        raise ContentError(
            "a template opens with a head between two lines of ---",
            where=str(path),
            fix="give it name, version and needs",
        )
    head, body = text[len(_FENCE) :].split(f"\n{_FENCE}", 1)
    return Template(_head(head, path), body, sha256(text.encode()).hexdigest(), path)


def template_names(folder: str, pattern: str = "*.j2") -> tuple[str, ...]:
    """Names of all templates in one folder of ``prompts/``, the user's own included."""
    return tuple(
        sorted(
            {
                f"{folder}/{path.name}"
                for root in roots("prompts")
                for path in (root / folder).glob(pattern)
            }
        )
    )


def check_variables(template: Template, given: Mapping[str, Any]) -> None:
    """Raise ContentError when a needed variable is missing; lists those that exist."""
    missing = sorted(set(template.head.needs) - set(given))
    if missing:
        raise missing_variable(template.head.name, f"needs {', '.join(missing)}", given)


def missing_variable(name: str, what: str, given: Mapping[str, Any]) -> ContentError:
    """The error for a variable that a template uses and nobody gave."""
    return ContentError(
        f"variable missing: {what}",
        where=name,
        fix=f"use one of: {', '.join(sorted(given))}",
    )


def read_text(path: Path) -> str:
    """A template's text with plain line ends.  Raises ContentError."""
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
        data = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError:
        raise ContentError(
            "the head is not valid YAML", where=str(path), fix="correct the head"
        ) from None
    return parse_data(Head, data, where=str(path))
