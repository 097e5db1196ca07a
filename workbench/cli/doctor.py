"""``workbench doctor``: what is configured, and what works."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.common import BaseUrlOption, LlmConfigOption, ModelOption

_OK, _NO = "ok  ", "FAIL"


def doctor(
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    llm_config: LlmConfigOption = None,
    probe: Annotated[
        bool, typer.Option("--probe", help="Send one small request to the endpoint.")
    ] = False,
) -> None:
    """Tell what is configured: content folders, policies, readers, model endpoint."""
    from workbench import __version__

    typer.echo(f"workbench {__version__}, Python {platform.python_version()}")
    bad = _content() + _rules() + _endpoint(model, base_url, llm_config)
    if probe:
        bad += _probe(model, base_url, llm_config)
    raise typer.Exit(1 if bad else 0)


def _row(good: bool, what: str) -> int:
    typer.echo(f"{_OK if good else _NO} {what}")
    return 0 if good else 1


def _content() -> int:
    from workbench import content
    from workbench.errors import WorkbenchError
    from workbench.evaluate.compile import compile_policy
    from workbench.policy.loader import list_policies, load_policy

    bad = 0
    for kind in ("prompts", "schemas", "policies", "evals"):
        folders = content.roots(kind)
        shown = ", ".join(str(folder) for folder in folders) or "no folder found"
        bad += _row(bool(folders), f"{kind}: {shown}")
    for name in list_policies():
        try:
            policy = load_policy(name)
            compile_policy(policy)
            bad += _row(True, f"policy {policy.id} {policy.version}")
        except WorkbenchError as error:
            bad += _row(False, f"policy {name}: {error}")
    return bad


def _rules() -> int:
    from workbench.packet.read import read_packet
    from workbench.packet.sources import Source
    from workbench.pipeline import read_case
    from workbench.schema.case import all_facts

    sample = b"OFFICE VISIT NOTE\n\nSocial history: never smoker.\n"
    from workbench.extract.rules.reader import RulesReader

    case = read_case(read_packet((Source("sample", sample),)), RulesReader()).case
    return _row(bool(all_facts(case)), "rules reader reads a sample line")


def _endpoint(model: str | None, base_url: str | None, config: Path | None) -> int:
    from workbench.errors import WorkbenchError
    from workbench.extract.llm.configure import key_variable
    from workbench.extract.llm.settings import load_settings

    try:
        said = load_settings(config, model=model, base_url=base_url)
    except WorkbenchError as error:
        return _row(False, f"llm reader: {error}")
    name = said.deployment or said.model or "not set (--model, WORKBENCH_MODEL)"
    variable = key_variable(said)
    key = "set" if os.environ.get(variable) else "not set"
    typer.echo(f"     llm reader: model {name}")
    typer.echo(f"     llm reader: endpoint {said.base_url or 'the OpenAI default'}")
    typer.echo(f"     llm reader: {variable} {key}")
    return 0


def _probe(model: str | None, base_url: str | None, config: Path | None) -> int:
    from workbench.errors import WorkbenchError
    from workbench.extract.llm.configure import live_backend, settings_for
    from workbench.extract.llm.probe import probe

    try:
        said = settings_for(config, model=model, base_url=base_url)
        return _row(True, str(probe(live_backend(said))))
    except WorkbenchError as error:
        return _row(False, f"endpoint: {error}")
