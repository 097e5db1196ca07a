"""Reading a file of unit tests: a slip is named with line, test, key and way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbench.errors import InputError
from workbench.policy.cases import PolicyTestFile
from workbench.vocabulary.mistakes import further, mistakes
from workbench.vocabulary.places import line_of
from workbench.vocabulary.yaml_file import load_yaml


def read_tests(path: Path) -> PolicyTestFile:
    """The unit tests of a file.  Raises InputError or ContentError."""
    data = load_yaml(path)
    try:
        return PolicyTestFile.model_validate_json(json.dumps(data, default=str))
    except ValidationError as error:
        found = mistakes(error, PolicyTestFile)
    first = found[0]
    line = line_of(path, first.steps)
    what = first.what + further(found)
    raise InputError(
        f"{_named(first.steps, data)}: {what}",
        where=f"{path}:{line}" if line else str(path),
        fix=""
        if "; " in what
        else '"Unit tests" in docs/policy-language.md says what may stand there',
    )


def _named(steps: tuple[str, ...], data: Any) -> str:
    """The key in a file of tests, with the test's name in place of its number."""
    if len(steps) > 1 and steps[0] == "tests" and steps[1].isdigit():
        test = data["tests"][int(steps[1])]
        name = test.get("name") if isinstance(test, dict) else None
        if name:
            return ": ".join([str(name), ".".join(steps[2:])]).removesuffix(": ")
    return ".".join(steps) or "top level"
