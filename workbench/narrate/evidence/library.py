"""The library's file, read once; what is wrong in it is named by file, line and key."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from workbench.content import find
from workbench.errors import ContentError
from workbench.narrate.evidence.model import Library
from workbench.vocabulary.places import line_of, line_with
from workbench.vocabulary.yaml_file import load_yaml

FILE = "evidence/library.yaml"


def library() -> Library:
    """The library of the user's folder or of the program.

    Raises ContentError with file, line and key when the file is missing or wrong.
    """
    return read(find("prompts", FILE))


@cache
def read(path: Path) -> Library:
    """One library file.  Raises ContentError with file, line and key."""
    data = load_yaml(path)
    try:
        return Library.model_validate_json(json.dumps(data, default=str))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        steps = tuple(step for step in first["loc"])
        message = str(first["msg"]).removeprefix("Value error, ")
        key = ".".join(map(str, steps)) or "the library"
        line = line_of(path, steps) if steps else _named(path, message)
        raise ContentError(
            f"{key}: {message}",
            where=f"{path}:{line}" if line else str(path),
            fix="correct that entry; schemas/evidence-library.schema.json says what "
            "it may hold",
        ) from None


def _named(path: Path, message: str) -> int | None:
    """The line of the entry that a message about the whole library speaks of."""
    words = message.replace(";", " ").split()
    ids = [word for word in reversed(words) if "-" in word]
    return next(
        (line for one in ids if (line := line_with(path, (f"id: {one}",)))), None
    )
