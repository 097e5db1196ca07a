"""How the workbench is served: for whom, on which names, within which bounds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``hosts`` are the names under which a browser may ask for it (no ports).

    ``reports`` is a folder of eval reports, ``overlay`` a plan's own letterhead,
    departments and wording of letters; ``upload_bytes`` and ``upload_files`` bound
    one packet.  ``secret`` signs cookies and forms; it is made anew at each start
    unless given, which only ends open forms.
    """

    team: bool = False
    hosts: tuple[str, ...] = LOOPBACK
    secure_cookies: bool = False
    upload_bytes: int = 128 * 1024 * 1024
    upload_files: int = 2_000
    writes_per_minute: int = 600
    reports: Path | None = None
    overlay: Path | None = None
    secret: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
