"""Pages of docs/ whose files are written and whose commands are run.

A block ``yaml NAME`` or ``text NAME`` is written to that file, ``yaml NAME +`` is added
to its end.
In a ``console`` block a line that begins with ``$`` is run, and what follows it must be
what is printed; a number after ``console`` is the exit code.  A line ``[...]`` stands
for any lines.

    python -m tests.docs.page docs/policies.md    # fill in what commands print
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from workbench.cli.main import app

_BLOCK = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.M | re.S)
_HASH = re.compile(r"sha256\s+[0-9a-f]{16}")
ELIDED = "[...]"


class Block(NamedTuple):
    """A fenced block: its language, what stands after it, its text and place."""

    language: str
    more: str
    text: str
    span: tuple[int, int]


class Ran(NamedTuple):
    """A command with what the page says of it and what came of it."""

    command: str
    said: str
    code: int
    printed: str
    exit_code: int


def blocks(page: str) -> Iterator[Block]:
    for match in _BLOCK.finditer(page):
        yield Block(match[1], match[2] or "", match[3], match.span(3))


def run(block: Block, folder: Path) -> Iterator[Ran]:
    """Run a console block; the last of its commands gives the exit code."""
    parts = re.split(r"^\$ ", block.text, flags=re.M)[1:]
    for part in parts:
        command, _, said = part.partition("\n")
        code, printed = _command(command, folder)
        yield Ran(command, said, int(block.more or 0), printed, code)


def _command(command: str, folder: Path) -> tuple[int, str]:
    if command.startswith("export "):
        return 0, ""
    if command.startswith("workbench "):
        done = CliRunner().invoke(app, command.split()[1:])
        return done.exit_code, done.stdout.replace(f"{folder}/", "")
    shell = subprocess.run(
        ["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )
    return shell.returncode, shell.stdout


def is_file(block: Block) -> bool:
    """Whether a block is to be written to a file."""
    return block.language in ("yaml", "text") and bool(block.more)


def write(block: Block, folder: Path) -> None:
    name, _, add = block.more.partition(" ")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if add == "+" else "w", encoding="utf-8") as file:
        file.write(block.text)


def same(said: str, printed: str) -> bool:
    """Whether the page says what was printed, ``[...]`` standing for any lines.

    Hashes may differ: they change with every word of a policy.
    """
    said, printed = (_HASH.sub("sha256 #", text) for text in (said, printed))
    parts = [re.escape(part.strip("\n")) for part in said.rstrip().split(ELIDED)]
    return re.fullmatch(r"(?:.|\n)*?".join(parts), printed.strip("\n")) is not None


def filled(page: str, folder: Path) -> str:
    """The page with what its commands print; elided outputs are left as they are."""
    done, end = "", 0
    for block in blocks(page):
        if is_file(block):
            write(block, folder)
        if block.language != "console":
            continue
        text = ""
        for ran in run(block, folder):
            kept = ELIDED in ran.said
            printed = ran.said if kept else ran.printed.strip("\n") + "\n"
            text += f"$ {ran.command}\n{printed if printed.strip() else ''}"
        done += page[end : block.span[0]] + text
        end = block.span[1]
    return done + page[end:]


def main() -> None:
    path = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        os.environ["WORKBENCH_CONTENT"] = name
        os.chdir(name)
        page = filled(path.read_text(encoding="utf-8"), Path(name))
        path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
