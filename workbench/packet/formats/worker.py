"""Risky files are read in a process of their own, which is ended when it overruns.

A process is started for the first such file and kept for the next ones; at most
``MAX_IDLE`` wait.  One that crashes, hangs or runs out of its allowance costs its file
and nothing else.
"""

from __future__ import annotations

import atexit
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO, cast

from workbench.errors import PacketError
from workbench.packet.formats.limits import Allowance
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.page_pool import cores
from workbench.packet.formats.wire import (
    Done,
    Failed,
    Job,
    Reply,
    Step,
    receive_reply,
    send,
)
from workbench.packet.sources import Source

MAX_IDLE = min(max(cores(), 2), 4)
_ROOT = Path(__file__).resolve().parents[3]
_SECRET = ("KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL", "PROXY")
_SIMPLER = "print the file to PDF, or save or copy its text into a .txt file"


def read_apart(
    source: Source, allowed: Allowance, progress: Progress, processes: int = 1
) -> Converted:
    """One file, read in another process, its pages by at most so many more.

    Raises PacketError when it fails there.
    """
    process = _taken()
    try:
        reply = process.read(source, allowed, progress, processes)
    except BaseException:
        _give_up(process)
        raise
    _keep(process)
    if isinstance(reply, Failed):
        raise PacketError(reply.what, where=source.name, fix=reply.fix)
    return reply.converted()


class _Process:
    """One reading process, and a thread that hands on what it answers."""

    def __init__(self) -> None:
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "workbench.packet.formats.worker_main"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._in = cast(BinaryIO, self._popen.stdin)
        self._out = cast(BinaryIO, self._popen.stdout)
        self._replies: queue.Queue[Reply | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def alive(self) -> bool:
        return self._popen.poll() is None

    def _listen(self) -> None:
        try:
            while (reply := receive_reply(self._out)) is not None:
                self._replies.put(reply)
        except (ValueError, OSError):
            pass
        self._replies.put(None)

    def read(
        self, source: Source, allowed: Allowance, progress: Progress, processes: int
    ) -> Done | Failed:
        """The answer for one file.  Raises PacketError when none comes."""
        job = Job(source.name, source.data, allowed.memory, allowed.cpu, processes)
        try:
            send(self._in, job)
        except OSError:
            raise _died(source.name) from None
        while True:
            try:
                reply = self._replies.get(timeout=allowed.stall)
            except queue.Empty:
                raise PacketError(
                    f"reading it took longer than {allowed.stall:.0f} seconds",
                    where=source.name,
                    fix=_SIMPLER,
                ) from None
            if reply is None:
                raise _died(source.name)
            if not isinstance(reply, Step):
                return reply
            progress(reply.done, reply.total)

    def kill(self) -> None:
        """Stop the process; whoever waits for its answer gets none."""
        self._popen.kill()

    def end(self) -> None:
        """Stop the process, whatever it does, and close its pipes."""
        self._popen.kill()
        self._popen.wait()
        for stream in (self._in, self._out):
            try:
                stream.close()
            except OSError:
                # What was still to be sent has nobody to read it.
                continue


def _died(name: str) -> PacketError:
    return PacketError(
        "reading it took more time or memory than one file may, or broke the reader",
        where=name,
        fix=_SIMPLER,
    )


def _environment() -> dict[str, str]:
    """This process's environment without secrets; the program importable in it."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not any(word in name.upper() for word in _SECRET)
    }
    paths = [str(_ROOT), kept.get("PYTHONPATH", "")]
    kept["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    return kept


_idle: list[_Process] = []
_busy: list[_Process] = []
_lock = threading.Lock()


def _taken() -> _Process:
    with _lock:
        while _idle:
            process = _idle.pop()
            if process.alive:
                _busy.append(process)
                return process
            process.end()
    process = _Process()
    with _lock:
        _busy.append(process)
    return process


def _give_up(process: _Process) -> None:
    with _lock:
        _busy.remove(process)
    process.end()


def _keep(process: _Process) -> None:
    with _lock:
        _busy.remove(process)
        if len(_idle) < MAX_IDLE:
            _idle.append(process)
            return
    process.end()


def stop() -> None:
    """End the processes that are reading: their files fail at once."""
    with _lock:
        for process in _busy:
            process.kill()


@atexit.register
def close() -> None:
    """End the processes that wait; the next file starts a new one."""
    with _lock:
        waiting, _idle[:] = list(_idle), []
    for process in waiting:
        process.end()
