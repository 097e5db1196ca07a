"""What a process that reads files may never do: connect anywhere, or start programs.

The one program that may be named as an exception is the one that reads single pages,
which forbids itself everything.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

_FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.sendto",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.startfile",
    "webbrowser.open",
)


def forbid(allowed: Sequence[str] = ()) -> None:
    """Refuse connections and programs in this process from now on, for good.

    ``allowed`` is the one command line, program and arguments, that may be started.
    Refused calls raise PermissionError.
    """
    command = list(allowed)

    def guard(event: str, args: tuple[Any, ...]) -> None:
        if event not in _FORBIDDEN:
            return
        if event == "subprocess.Popen" and command and list(args[1]) == command:
            return
        raise PermissionError(f"{event} while reading a file")

    sys.addaudithook(guard)
