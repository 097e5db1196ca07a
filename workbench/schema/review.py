"""The review object: what ``workbench review --format json`` prints."""

from __future__ import annotations

from hashlib import sha256
from typing import Literal

from pydantic import Field

from workbench.schema.base import Model, canonical_json
from workbench.schema.case import Case
from workbench.schema.comparison import ReaderComparison
from workbench.schema.determination import Determination
from workbench.schema.packet import PacketSummary


def _none(value: object) -> bool:
    return value is None


class PolicyUsed(Model):
    """Which policy was applied, its exact content, and why this one."""

    id: str
    version: str
    sha256: str
    chosen_because: str


class Attempt(Model):
    """One call to a model, in numbers only: never its text."""

    step: str
    attempt: int
    model: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    outcome: Literal["ok", "invalid", "refused", "truncated", "failed"]
    error: str | None = None
    milliseconds: int | None = None
    request_sha256: str | None = None
    document: str | None = Field(default=None, exclude_if=lambda value: value is None)
    reused: bool = Field(default=False, exclude_if=lambda value: not value)
    """Taken from the answer store: nothing was called and nothing is paid."""
    batch: bool = Field(default=False, exclude_if=lambda value: not value)


class Usage(Model):
    """Calls and tokens of one document (``"all"`` for the case), and their price.

    ``reused`` calls came from the answer store and are not among the tokens.  ``cost``
    is an exact decimal in ``currency``; null where the price table has no such model.
    """

    document: str
    calls: int = 0
    reused: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: str | None = None
    currency: str | None = None


class ReaderRecord(Model):
    """How the Case was read: reader, model, prompt and schema versions, usage.

    ``phi`` says whether a model got the text masked; ``masked`` counts the identifiers
    hidden, by kind.
    """

    name: str
    version: str
    model: str | None = None
    prompts: tuple[tuple[str, str], ...] = ()
    schema_sha256: str | None = None
    attempts: tuple[Attempt, ...] = ()
    refused: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    phi: Literal["allow", "mask"] | None = None
    masked: tuple[tuple[str, int], ...] = ()
    usage: tuple[Usage, ...] = Field(default=(), exclude_if=lambda value: not value)
    settings: tuple[tuple[str, str], ...] = Field(
        default=(), exclude_if=lambda value: not value
    )


class Provenance(Model):
    """Hashes and versions that make the review repeatable byte for byte."""

    program: str
    packet_sha256: str | None
    case_sha256: str
    reader: ReaderRecord | None


class Review(Model):
    """Packet summary, Case, policy, determination and provenance in one object."""

    packet: PacketSummary | None
    case: Case
    policies: tuple[PolicyUsed, ...]
    determination: Determination
    provenance: Provenance
    reader_comparison: ReaderComparison | None = Field(default=None, exclude_if=_none)


def review_sha256(review: Review) -> str:
    """The hash by which a decision names the review it rests on.

    It is the sha256 of the canonical JSON, which is what the store keeps: whoever has
    the file of a case can check it with nothing but a JSON library.
    """
    return sha256(canonical_json(review).encode()).hexdigest()
