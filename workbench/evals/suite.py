"""A suite: which cases, read by whom, how often, and what must hold of the result.

Suites are YAML files in ``evals/suites``.  A suite chooses cases by id, folder or tag;
policy and reader of a case may be overridden; ``gates`` are bounds on the figures that
scoring gives, by their name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from workbench import content
from workbench.errors import InputError
from workbench.schema.base import Model, parse_data
from workbench.schema.case import Slug
from workbench.vocabulary.yaml_file import load_yaml

AS_IS = "as-is"
Order = Literal[
    "as-is",
    "reversed",
    "rotated",
    "paraphrase",
    "paraphrase-words",
    "paraphrase-sides",
    "paraphrase-headings",
    "paraphrase-numbers",
    "paraphrase-dates",
    "paraphrase-levels",
    "paraphrase-wrapping",
    "paraphrase-capitals",
]
"""How a packet is handed in: its files in another order, or in other words.

``paraphrase`` applies every kind of rewriting, ``paraphrase-KIND`` one of them; how
often each gives the same answer is a figure.
"""


def is_paraphrase(order: str) -> bool:
    """Whether a packet is handed in in other words."""
    return order.startswith("paraphrase")


class Bound(Model):
    """Limits of one figure: at least ``min``, at most ``max``, either may be left out.

    ``why`` is shown where the gate fails.
    """

    min: float | None = None
    max: float | None = None
    why: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Bound:
        if self.min is None and self.max is None:
            raise ValueError("a gate has min, max or both")
        return self

    def holds(self, value: float) -> bool:
        """Whether a figure lies within the limits, both included."""
        low = self.min is None or value >= self.min
        return low and (self.max is None or value <= self.max)

    def words(self) -> str:
        """The limits in words: "at least 0.95", "at most 0"."""
        parts = []
        if self.min is not None:
            parts.append(f"at least {self.min:g}")
        if self.max is not None:
            parts.append(f"at most {self.max:g}")
        return " and ".join(parts)


class Selection(Model):
    """Which gold cases: ids or folders, narrowed by tags; all shipped ones if empty."""

    cases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    without_tags: tuple[str, ...] = ()
    half: Literal["tuned", "measured"] | None = None


class Suite(Model):
    """One suite file.

    ``policy`` replaces the policy of every outcome (the labels then are not held
    against it: use it for ``eval compare``).  ``baseline`` is a file of ``evals/``.
    """

    id: Slug
    title: str
    select: Selection = Selection()
    policy: str | None = None
    reader: Literal["rules", "llm", "both"] = "rules"
    model: str | None = None
    answers: str | None = None
    trials: int = Field(default=1, ge=1, le=100)
    orders: tuple[Order, ...] = ("as-is",)
    gates: dict[str, Bound] = {}
    baseline: str | None = None


DEFAULT = "gold"
SETTINGS = "settings.yaml"
"""The model reader's settings, in a suite's folder of recorded answers."""


def load_suite(name: str | None) -> Suite:
    """A suite by id (a file of ``evals/suites``) or path; the default one if None.

    Raises InputError naming the file and key that are wrong, or the suites there are.
    """
    path = _path(name or DEFAULT)
    return parse_data(Suite, load_yaml(path), where=str(path))


def suite_names() -> tuple[str, ...]:
    """Ids of the suites at hand, the user's own folder included."""
    folders = (root / "suites" for root in content.roots("evals"))
    return tuple(sorted({p.stem for folder in folders for p in folder.glob("*.yaml")}))


def is_suite(name: str) -> bool:
    """Whether a word of the command line names a suite and not a case."""
    path = Path(name)
    return name in suite_names() or (path.suffix == ".yaml" and path.is_file())


def _path(name: str) -> Path:
    for root in content.roots("evals"):
        path = root / "suites" / f"{name}.yaml"
        if path.is_file():
            return path
    if Path(name).is_file():
        return Path(name)
    raise InputError(
        f"no suite {name!r}",
        fix=f"one of: {', '.join(suite_names())}, or a path to a suite file",
    )


def baseline_path(suite: Suite) -> Path | None:
    """Where the suite's stored baseline stands, if it names one that exists."""
    path = _content_path(suite.baseline)
    return path if path and path.is_file() else None


def answers_path(suite: Suite) -> Path | None:
    """Where the suite's recorded answers stand.

    Raises InputError when it names a folder that is not there.
    """
    path = _content_path(suite.answers)
    if suite.answers and (path is None or not path.is_dir()):
        raise InputError(
            "no such folder of recorded answers",
            where=f"suite {suite.id}, answers: {suite.answers}",
            fix="name a folder of evals/",
        )
    return path


def _content_path(name: str | None) -> Path | None:
    """A file or folder of ``evals/`` or of this machine that exists."""
    if name is None:
        return None
    places = (*(root / name for root in content.roots("evals")), Path(name))
    return next((path for path in places if path.exists()), None)
