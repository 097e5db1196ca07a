"""What a user may set of the LLM reader, as one checked file or as options.

    provider: openai            # openai, azure, compatible, or instructor
    model: gpt-4.1-mini
    requests_per_minute: 500

Everything has a default but the model.  The file is YAML; ``WORKBENCH_LLM_CONFIG``
names one.  A key of an endpoint is never in it: ``api_key_env`` names the variable.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator

from workbench.errors import InputError
from workbench.schema.base import Model, parse_data
from workbench.vocabulary.yaml_file import load_yaml

Provider = Literal["openai", "azure", "compatible", "instructor"]
Mode = Literal["json-schema", "md-json"]
Layout = Literal["document", "family"]
Prompt = Literal["full", "brief"]
Omitted = Literal["temperature", "seed", "max_tokens"]
SMALL: dict[str, Any] = {
    "layout": "family",
    "prompt": "brief",
    "chunk_tokens": 160,
    "max_tokens": 1500,
    "list_limit": 8,
    "timeout": 600,
    "concurrency": 1,
    "second_pass": False,
}
"""What ``size: small`` changes: short questions on a few lines, one by one, that ask
for no kind which the lines do not name; a second look would only ask them again."""


class Budget(Model):
    """The most that one review may use: tokens, or money in the table's currency."""

    tokens: int | None = Field(default=None, ge=1)
    money: float | int | None = Field(default=None, gt=0)


class Settings(Model):
    """How to ask: endpoint, form of the answer, size of questions, limits.

    ``layout`` document asks for all facts of a stretch at once, family for a few lists
    at a time on the sections that may hold them; ``prompt`` brief asks in few words for
    the kinds that the lines name (with layout family).  ``size`` small sets what suits
    a small local model wherever a key is not set.  ``omit`` names parameters that the
    model does not take: a live call finds that out, a batch cannot.  Sizes are in
    tokens, times in seconds.
    """

    provider: Provider = "compatible"
    model: str | None = None
    base_url: str | None = None
    api_key_env: str = "OPENAI_API_KEY"
    api_version: str | None = None
    deployment: str | None = None
    mode: Mode = "json-schema"
    size: Literal["large", "small"] = "large"
    layout: Layout = "document"
    prompt: Prompt = "full"
    chunk_tokens: int = Field(default=3000, ge=40)
    max_tokens: int = Field(default=8000, ge=16)
    list_limit: int | None = Field(default=None, ge=1)
    concurrency: int = Field(default=4, ge=1, le=64)
    requests_per_minute: int | None = Field(default=None, ge=1)
    tokens_per_minute: int | None = Field(default=None, ge=1)
    timeout: float | int = Field(default=180, gt=0)
    retries: int = Field(default=3, ge=0, le=10)
    longest_wait: float | int = Field(default=120, ge=0)
    temperature: float | int = 0
    seed: int = 7
    omit: tuple[Omitted, ...] = ()
    reask: bool = True
    second_pass: bool = True
    trial: int = Field(default=0, ge=0)
    budget: Budget = Budget()

    @field_validator("base_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value is not None and "://" not in value:
            raise ValueError(
                "not a web address; write it like http://127.0.0.1:8000/v1"
            )
        return value


def load_settings(path: Path | None, **given: Any) -> Settings:
    """The settings of a file, with the options given over it (None leaves a key).

    Raises InputError naming the wrong keys.
    """
    data: Any = {}
    if path is not None:
        if not path.is_file():
            raise InputError("no such file", where=str(path), fix="check the path")
        data = load_yaml(path) or {}
        if not isinstance(data, dict):
            raise InputError(
                "not a mapping of settings", where=str(path), fix="write key: value"
            )
    data = data | {key: value for key, value in given.items() if value is not None}
    if data.get("size") == "small":
        data = SMALL | data
    return parse_data(Settings, data, where=str(path or "llm settings"))


def budget_of(text: str | None) -> Budget | None:
    """``--budget``: a number of tokens ("200000", "200k") or money ("2.50usd").

    Raises InputError for anything else.
    """
    if text is None:
        return None
    plain = text.strip().lower().replace(",", "").replace("_", "")
    try:
        if plain.endswith("usd") or plain.startswith("$"):
            return Budget(money=float(plain.removesuffix("usd").removeprefix("$")))
        scale = {"k": 1_000, "m": 1_000_000}.get(plain[-1:], 1)
        return Budget(tokens=int(float(plain.rstrip("km")) * scale))
    except ValueError:
        raise InputError(
            "not a budget",
            where="--budget",
            fix="write tokens (200000 or 200k) or money (2.50usd)",
        ) from None
