"""Procedures of a plan's own, laid beside those of ``procedures.yaml``.

The folder that ``WORKBENCH_CONTENT`` names may hold ``vocabulary/procedures.yaml``.
Its procedures are new ones: they take neither the id nor a code of one that ships, so
that no shipped policy judges otherwise.  A request of one is known by its codes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from workbench import content
from workbench.errors import ContentError
from workbench.schema.base import Model
from workbench.vocabulary.mistakes import further, mistakes
from workbench.vocabulary.places import line_of
from workbench.vocabulary.yaml_file import load_yaml

OWN_FILE = "vocabulary/procedures.yaml"
_CODE = re.compile(r"\d{5}|[A-Z]\d{4}|\d{4}T")


def _is_code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise ValueError('a code is written as "64624", "G0260" or "0275T"')
    return code


Code = Annotated[str, AfterValidator(_is_code)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class OwnProcedure(Model):
    """One procedure of a plan's own; the keys are those of ``procedures.yaml``."""

    title: str = Field(min_length=1)
    codes: tuple[Code, ...] = Field(min_length=1)
    region: Literal["any", "cervical", "thoracic", "lumbar", "sacral"] = "any"
    approach: Literal["anterior", "posterior", "percutaneous"] = "percutaneous"
    unit: Literal["interspace", "segment", "target", "request"] = "target"
    fusion: bool = False
    sided: bool = False


class OwnProcedures(Model):
    """The file of a plan's own procedures."""

    procedures: dict[Id, OwnProcedure] = Field(min_length=1)


def own_procedures(taken: dict[str, str]) -> dict[str, OwnProcedure]:
    """The procedures of the user's folder by id; none where it has no such file.

    ``taken`` are the ids and codes that ship, each with the id that has it.
    Raises ContentError with file, line and key.
    """
    path = content.of_the_user(OWN_FILE)
    if path is None:
        return {}
    data = load_yaml(path)
    try:
        found = OwnProcedures.model_validate_json(json.dumps(data, default=str))
    except ValidationError as error:
        wrong = mistakes(error, OwnProcedures)
        raise _wrong(path, wrong[0].steps, wrong[0].what + further(wrong)) from None
    seen = dict(taken)
    for name, one in found.procedures.items():
        _refuse_taken(path, name, one, seen)
        seen |= dict.fromkeys((name, *one.codes), name)
    return found.procedures


def _refuse_taken(
    path: Path, name: str, one: OwnProcedure, taken: dict[str, str]
) -> None:
    if name in taken:
        what = "there is a procedure of this name; name yours otherwise"
        raise _wrong(path, ("procedures", name), what)
    for code in one.codes:
        if code in taken:
            what = f"{code} is a code of {taken[code]}; use that, or leave it out"
            raise _wrong(path, ("procedures", name, "codes"), what)


def _wrong(path: Path, steps: Sequence[str], what: str) -> ContentError:
    line = line_of(path, steps)
    where = f"{path}:{line}" if line else str(path)
    key = ".".join(steps)
    return ContentError(
        f"{key}: {what}" if key else what,
        where=where,
        fix="" if "; " in what else "correct it there",
    )
