"""What a policy's test folder explains: mutants without effect, gaps out of reach.

``mutants.yaml`` names each with its reason, so that what is left over is a finding.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

from pydantic import Field

from workbench import content
from workbench.evals.policy_tests import EXPLAINED
from workbench.schema.base import Model, parse_data
from workbench.vocabulary.yaml_file import load_yaml


class Explained(Model):
    """Why some changes make no difference; ``mutant`` may hold ``*`` for any text."""

    mutant: str
    because: str = Field(min_length=10)


class Unreached(Model):
    """Why something cannot be covered; ``item`` is ``id: what is missing``."""

    item: str
    because: str = Field(min_length=10)


class Accepted(Model):
    """A finding of lint that is meant so; ``key`` is the place that it names."""

    rule: str
    key: str
    because: str = Field(min_length=10)


class ExplainedFile(Model):
    """``mutants.yaml`` of a policy's test folder."""

    policy: str
    explained: tuple[Explained, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    lint: tuple[Accepted, ...] = ()


def explained(policy: str) -> tuple[Explained, ...]:
    """The mutants explained in a policy's test folder.  Raises InputError."""
    found = _file(policy)
    return found.explained if found else ()


def explained_gaps(policy: str) -> tuple[Unreached, ...]:
    """What the test folder says cannot be covered.  Raises InputError."""
    found = _file(policy)
    return found.unreached if found else ()


def accepted(policy: str) -> tuple[Accepted, ...]:
    """The findings of lint that the test folder accepts.  Raises InputError."""
    found = _file(policy)
    return found.lint if found else ()


def _file(policy: str) -> ExplainedFile | None:
    for folder in content.roots("policies"):
        path: Path = folder / "tests" / policy / EXPLAINED
        if path.is_file():
            return parse_data(ExplainedFile, load_yaml(path), where=str(path))
    return None


def fits(pattern: str, key: str) -> bool:
    """Whether an explanation speaks of a change; ``*`` stands for any text."""
    plain = pattern.replace("[", "[[]")
    return fnmatchcase(key, plain)
