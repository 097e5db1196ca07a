"""A throwaway PostgreSQL: its programs found, a cluster made, started and removed.

It listens on a socket in its own folder and nowhere else.  The server refuses to run as
root, so that as root it runs as another user of the machine.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USERS = ("postgres", "nobody")


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, the newest version's."""
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(installed, key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return next((path for path in folders if (path / "pg_ctl").exists()), None)


def _user() -> str | None:
    """Whom the server runs as; None for whoever we are."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in USERS if name in known)


@contextmanager
def cluster(bin: Path) -> Iterator[str]:
    """A running server; gives the address of its database ``postgres``."""
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="workbench-pg-"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    settings = (
        f"-k {folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off "
        "-c full_page_writes=off -c shared_buffers=32MB -c max_connections=60"
    )

    def run(*words: str) -> None:
        done = subprocess.run(
            [str(bin / words[0]), *words[1:]],
            user=user,
            group=pwd.getpwnam(user).pw_gid if user else None,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stderr.decode()

    auth = ("-A", "trust", "-U", "workbench", "-E", "UTF8", "--no-sync")
    try:
        run("initdb", "-D", str(data), *auth)
        log = str(folder / "log")
        run("pg_ctl", "-D", str(data), "-w", "-l", log, "-o", settings, "start")
        try:
            yield f"postgresql://workbench@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
