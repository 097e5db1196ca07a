"""The base of every model, and how outside data becomes one.

Models are strict, frozen and closed: a value of the wrong type, an unknown key or a
later change is an error.  Error texts never repeat the input, which may be health
information.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from workbench.errors import InputError


class Model(BaseModel):
    """Strict, frozen, closed; input values are hidden in validation errors."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        hide_input_in_errors=True,
        validate_default=False,
        # Built on first use: most commands use few of the models they import.
        defer_build=True,
        ser_json_bytes="base64",
        val_json_bytes="base64",
    )


M = TypeVar("M", bound=Model)


def explain(error: ValidationError, most: int = 3) -> str:
    """What is wrong in outside data, as ``key: reason`` pairs, without the values."""
    parts = [
        _explained(".".join(str(step) for step in item["loc"]), item["msg"])
        for item in error.errors(include_input=False, include_url=False)
    ]
    shown = "; ".join(parts[:most])
    return shown + (f"; and {len(parts) - most} more" if len(parts) > most else "")


def _explained(key: str, message: str) -> str:
    own = message.removeprefix("Value error, ")
    return own if own != message and not key else f"{key or 'top level'}: {own}"


def parse_json(model: type[M], text: str | bytes, *, where: str) -> M:
    """Read one model from JSON text.

    Raises InputError naming ``where`` and the keys that are wrong.
    """
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise InputError(
            f"not a valid {model.__name__}: {explain(error)}",
            where=where,
            fix="correct the keys named; what a command wrote it can write again",
        ) from None


def parse_data(model: type[M], data: Any, *, where: str) -> M:
    """Read one model from plain data (as YAML gives it) by the rules of JSON.

    Going through JSON keeps strictness while lists still fill tuples.
    Raises InputError naming ``where`` and the keys that are wrong.
    """
    return parse_json(model, json.dumps(data, default=str), where=where)


def canonical_json(model: BaseModel) -> str:
    """The model as JSON with sorted keys and no spaces: the text that is hashed."""
    data = model.model_dump(mode="json")
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(*texts: str | bytes) -> str:
    """Hex sha256 over the texts in order, each preceded by its length."""
    state = sha256()
    for text in texts:
        raw = text.encode() if isinstance(text, str) else text
        state.update(f"{len(raw)}:".encode())
        state.update(raw)
    return state.hexdigest()


def digest_models(models: Iterable[BaseModel]) -> str:
    """Hex sha256 over models, by their canonical JSON."""
    return digest(*(canonical_json(model) for model in models))
