"""``workbench serve``: the workbench in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.common import (
    AnswersOption,
    BaseUrlOption,
    ExtractorOption,
    LlmConfigOption,
    ModelOption,
    PhiOption,
    PolicyOption,
    ReplayOption,
    make_reader,
    note,
)

DEFAULT_DB = Path("workbench.db")


def serve(
    db: Annotated[
        str,
        typer.Option(
            "--db",
            envvar="WORKBENCH_DB",
            help="Where cases are kept: an SQLite file, or postgresql://...",
        ),
    ] = str(DEFAULT_DB),
    host: Annotated[str, typer.Option("--host", help="Address to serve on.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", help="Port; 0 takes a free one.")] = (
        8765
    ),
    open_: Annotated[
        bool, typer.Option("--open", help="Open the browser at the workbench.")
    ] = False,
    readers: Annotated[
        int, typer.Option("--readers", min=0, help="Packets read at the same time.")
    ] = 1,
    team: Annotated[
        bool,
        typer.Option("--team", help="Accounts and roles; see workbench users."),
    ] = False,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A host name it is served under (team)."),
    ] = None,
    https: Annotated[
        bool,
        typer.Option("--https", help="Behind a proxy that speaks HTTPS (team)."),
    ] = False,
    reports: Annotated[
        Path | None, typer.Option("--reports", help="Folder of eval reports to show.")
    ] = None,
    overlay: Annotated[
        Path | None,
        typer.Option(
            "--overlay", help="A plan's folder: letterhead, departments, wording."
        ),
    ] = None,
    policy: PolicyOption = None,
    extractor: ExtractorOption = "rules",
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    replay: ReplayOption = False,
    answers: AnswersOption = None,
    phi: PhiOption = None,
    llm_config: LlmConfigOption = None,
) -> None:
    """Serve the workbench to this machine: paste a packet, review it, sign it.

    It answers on 127.0.0.1 to one user without a login; with --team to the accounts
    of "workbench users", whose roles decide what they may do.  Stop it with Ctrl+C;
    what was being read goes on at the next start.
    """
    from workbench.errors import InputError
    from workbench.web.server import LOOPBACK_HOSTS, Serving, run
    from workbench.web.settings import LOOPBACK, Settings

    if host not in LOOPBACK_HOSTS and not team:
        raise InputError(
            f"{host} can be reached by others, and there is no login",
            where="--host",
            fix="serve on 127.0.0.1, or with --team",
        )
    reader = make_reader(
        extractor,
        model=model,
        base_url=base_url,
        replay=replay,
        answers=answers,
        phi=phi,
        llm_config=llm_config,
        policy=policy,
    )
    payload = {"policy": policy} if policy else {}
    run(
        Serving(
            db=db,
            host=host,
            port=port,
            readers=readers,
            reader=reader,
            payload=payload,
            settings=Settings(
                team=team,
                hosts=(*LOOPBACK, *(name or ())),
                secure_cookies=https,
                reports=reports,
                overlay=overlay,
            ),
            started=lambda address: _started(address, open_),
        )
    )


def _started(address: str, show: bool) -> None:
    note(f"workbench: {address} (Ctrl+C stops it)")
    if show:
        import webbrowser

        webbrowser.open(address)
