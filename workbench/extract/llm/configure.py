"""Which backend the LLM reader uses, and whether text may be sent there at all.

Packet text is health information.  An endpoint on this machine may have it; any other
must be named as covered by the organisation's agreements before a byte leaves, and gets
it masked unless the user says otherwise.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from workbench.errors import ExtractionError
from workbench.extract.held import HeldReader
from workbench.extract.llm.backend import Backend
from workbench.extract.llm.cost import BudgetedBackend, price_table
from workbench.extract.llm.mask import Masker
from workbench.extract.llm.openai_backend import OpenAIBackend
from workbench.extract.llm.provider_backend import ProviderBackend
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.replay import RecordingBackend, ReplayBackend
from workbench.extract.llm.settings import Settings, budget_of, load_settings
from workbench.extract.phi.choice import PhiMode, mask_key, mode_for
from workbench.extract.phi.reader import MaskedReader
from workbench.extract.reader import Reader
from workbench.extract.rules.reader import RulesReader

DEFAULT_HOST = "api.openai.com"
_NOWHERE = Path(os.devnull) / "no-answers"
Plan = Literal["estimate", "export"]
"""What a reader that never calls is for."""


def configured_reader(
    *,
    model: str | None = None,
    base_url: str | None = None,
    replay: bool = False,
    answers: Path | None = None,
    phi: PhiMode | None = None,
    config: Path | None = None,
    budget: str | None = None,
    trial: int | None = None,
    policy: str | None = None,
    offline: Plan | None = None,
    compared: bool = False,
) -> Reader:
    """The LLM reader for these options, its facts held against the rules' reading.

    ``compared`` leaves that out, for a reader that both readings are compared in.
    ``replay`` answers from the store alone: it sends nothing, and masks where the
    recordings were made masked.  ``offline`` makes a reader that only plans: a batch
    file is meant to be sent, so its host must be covered, an estimate goes nowhere.
    Raises ExtractionError when no model is named or the endpoint is not
    covered, InputError when a setting is wrong.
    """
    settings = settings_for(
        config, model=model, base_url=base_url, trial=trial, budget=budget_of(budget)
    )
    plain = _unheld(settings, replay, answers, phi, policy, offline)
    return plain if compared else HeldReader(plain, RulesReader())


def _unheld(
    settings: Settings,
    replay: bool,
    answers: Path | None,
    phi: PhiMode | None,
    policy: str | None,
    offline: Plan | None,
) -> Reader:
    name = settings.deployment or settings.model or ""
    if replay:
        if answers is None:
            raise ExtractionError(
                "--replay needs the folder of recorded answers",
                fix="give --answers, or set WORKBENCH_ANSWERS",
            )
        store = ReplayBackend(answers, name)
        return _reader(store, _replayed(answers, phi), settings, policy)
    if offline == "estimate":
        plan = ReplayBackend(answers or _NOWHERE, name, waiting=True)
        return _reader(plan, "mask" if phi == "mask" else "allow", settings, policy)
    mode = mode_for(endpoint_host(settings), phi)
    if offline:
        _batched(settings)
        if answers is not None:
            _mark(answers, mode)
        plan = ReplayBackend(answers or _NOWHERE, name, waiting=True)
        return _reader(plan, mode, settings, policy)
    backend = live_backend(settings)
    if settings.budget.tokens is not None or settings.budget.money is not None:
        backend = BudgetedBackend(backend, settings.budget, price_table())
    if answers is not None:
        _mark(answers, mode)
        backend = RecordingBackend(backend, answers)
    return _reader(backend, mode, settings, policy)


def _batched(settings: Settings) -> None:
    """A batch file holds chat completions with a schema; nothing else goes into one."""
    if settings.provider == "instructor" or settings.mode != "json-schema":
        raise ExtractionError(
            "a batch file needs an OpenAI-compatible provider and mode json-schema",
            fix="set provider openai, azure or compatible and mode json-schema",
        )


def plain_backend(
    *,
    model: str | None = None,
    base_url: str | None = None,
    replay: bool = False,
    answers: Path | None = None,
    phi: PhiMode | None = None,
    config: Path | None = None,
) -> Backend:
    """A backend for text that cannot be masked, such as a finished narrative.

    Raises ExtractionError where the host may not have packet text as it stands.
    """
    settings = settings_for(config, model=model, base_url=base_url)
    name = settings.deployment or settings.model or ""
    if replay:
        return ReplayBackend(answers or _NOWHERE, name)
    host = endpoint_host(settings)
    if mode_for(host, phi) != "allow":
        raise ExtractionError(
            f"a finished text cannot be masked, so it is not sent to {host}",
            fix="use an endpoint on this machine, or --phi allow with a covered host",
        )
    backend = live_backend(settings)
    return RecordingBackend(backend, answers) if answers else backend


def _reader(
    backend: Backend, mode: str, settings: Settings, policy: str | None
) -> Reader:
    if mode == "allow":
        return LlmReader(backend, settings=settings, policy=policy)

    def make(masker: Masker) -> Reader:
        return LlmReader(backend, masker, settings, policy)

    return MaskedReader(make, mask_key())


def planner(reader: Reader) -> LlmReader:
    """The LLM reader itself, out of its mask: for estimates and batch files, which go
    through the same masker as its questions do."""
    inner = getattr(reader, "llm", reader)  # of two readers
    inner = inner.inner if isinstance(inner, MaskedReader) else inner
    assert isinstance(inner, LlmReader)
    return inner


_MARK = "masked"
"""An empty file in a folder of recordings that were made through a mask."""


def _mark(answers: Path, mode: str) -> None:
    answers.mkdir(parents=True, exist_ok=True)
    if mode == "mask":
        (answers / _MARK).touch()
    else:
        (answers / _MARK).unlink(missing_ok=True)


def _replayed(answers: Path, phi: PhiMode | None) -> str:
    if phi in ("allow", "mask"):
        return str(phi)
    return "mask" if (answers / _MARK).exists() else "allow"


def settings_for(config: Path | None, **given: Any) -> Settings:
    """The settings of file and options.

    Raises ExtractionError when no model is named.
    """
    budget = given.pop("budget", None)
    if budget is not None:
        given["budget"] = budget.model_dump()
    said = load_settings(config, **given)
    if not (said.deployment or said.model):
        raise ExtractionError(
            "no model named for --extractor llm",
            fix="give --model, or set WORKBENCH_MODEL",
        )
    if said.provider == "azure" and not (said.base_url and said.api_version):
        raise ExtractionError(
            "Azure needs base_url and api_version", where=str(config or ""),
            fix="set both in the settings file",
        )  # fmt: skip
    return said


def live_backend(settings: Settings) -> Backend:
    """The backend that calls.  Raises ExtractionError for a host not covered."""
    mode_for(endpoint_host(settings), None)
    key = os.environ.get(key_variable(settings))
    if settings.provider == "instructor":
        return ProviderBackend(settings, key)
    return OpenAIBackend(settings, key)


def key_variable(settings: Settings) -> str:
    """The environment variable that holds the endpoint's key."""
    if settings.provider == "azure" and "api_key_env" not in settings.model_fields_set:
        return "AZURE_OPENAI_API_KEY"
    return settings.api_key_env


def endpoint_host(settings: Settings) -> str:
    """The host that text would go to; for a provider of instructor's table its name.

    Raises ExtractionError when the address has no host.
    """
    if settings.base_url:
        host = urlsplit(settings.base_url).hostname
        if not host:
            raise ExtractionError(
                "--base-url is not a web address",
                where=settings.base_url,
                fix="write it like http://127.0.0.1:8000/v1",
            )
        return host
    if settings.provider == "instructor":
        return (settings.model or "").split("/", 1)[0]
    return DEFAULT_HOST
