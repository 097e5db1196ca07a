"""Set up the project in ``.venv`` and start one job: ``python3 dev.py demo|test|...``.

Standard library only, so that a machine with python3 and python3-venv needs nothing
else.  The environment is rebuilt only when ``requirements.lock`` or ``pyproject.toml``
changed since it was made; a second call starts at once.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "installed.sha256"
INPUTS = ("requirements.lock", "pyproject.toml")
DEMO_PACKET = ROOT / "evals" / "gold" / "seed-staged-revision" / "packet"
USAGE = """usage: python3 dev.py JOB

  demo        set up, then review the packet that ships with the project
  test [...]  set up, then run the tests named, else all (words go to pytest)
  check       set up, then lint, types, import contracts, schema drift
  run ...     set up, then `workbench ...`, for example: run review packet.txt
"""


def fingerprint() -> str:
    """Hash of everything that decides what gets installed, and for which Python."""
    digest = hashlib.sha256(f"{sys.version_info[:3]} {ROOT}".encode())
    for name in INPUTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def note(text: str) -> None:
    """One line about progress, on stderr so that stdout stays the job's own."""
    print(text, file=sys.stderr, flush=True)


def call(*command: str | Path, quiet: bool = False) -> int:
    """Run a command in the project folder and return its exit code."""
    sink = subprocess.DEVNULL if quiet else sys.stderr
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, stdout=sink, stderr=sink).returncode


def install() -> None:
    """Install the locked requirements and the project, by uv if it can be had."""
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode"]
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    have_uv = call(*pip, "uv", quiet=True) == 0
    for tool in [uv, pip] if have_uv else [pip]:
        hashed = call(*tool, "--require-hashes", "-r", "requirements.lock")
        if hashed == 0 and call(*tool, "--no-deps", "-e", ".") == 0:
            return
    sys.exit(
        "dev.py: the packages could not be installed. Check that this machine reaches "
        "a Python package index, then run the same command again."
    )


def warm() -> None:
    """Compile code and expressions and keep parsed tables: the first start is quick."""
    own = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    review = [PYTHON, "-m", "workbench", "review", DEMO_PACKET]
    compiled = [PYTHON, "-m", "compileall", "-q", "workbench"]
    expressions = [PYTHON, "-m", "workbench.extract.rules.prepared"]
    for words in (compiled, expressions, review):
        command = [str(word) for word in words]
        quiet = subprocess.DEVNULL
        subprocess.run(command, cwd=ROOT, env=own, stdout=quiet, stderr=quiet)


def ensure() -> None:
    """Make ``.venv`` ready, or leave it alone when it already matches the lock file."""
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and PYTHON.exists():
        return
    note("Setting up .venv (once; about half a minute) ...")
    if VENV.is_symlink():
        VENV.unlink()  # what it leads to is another checkout's, and is not emptied
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError:
        sys.exit(
            "dev.py: python3 cannot make virtual environments here. On Debian install "
            "python3-venv (apt-get install python3-venv), then run this again."
        )
    install()
    warm()
    STAMP.write_text(wanted)


def execute(*command: str | Path) -> int:
    """Run a job with this process's own input and output, and return its exit code."""
    return subprocess.run([str(word) for word in command]).returncode


def check() -> int:
    """Lint, format, types and import contracts; the first failure is the exit code.

    All run side by side, and what each has to say comes in order.
    """
    jobs: tuple[tuple[str | Path, ...], ...] = (
        (PYTHON, "-m", "ruff", "check", "."),
        (PYTHON, "-m", "ruff", "format", "--check", "."),
        (PYTHON, "-m", "mypy"),
        (BIN / "lint-imports",),
        (PYTHON, "-m", "workbench", "schemas", "--check"),
    )
    merged = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    begun = [subprocess.Popen([str(word) for word in job], **merged) for job in jobs]
    codes = []
    for job, process in zip(jobs, begun, strict=True):
        note("$ " + " ".join(Path(str(word)).name for word in job))
        told, _ = process.communicate()
        print(told, end="", flush=True)
        codes.append(process.returncode)
    return next(filter(None, codes), 0)


def test(words: list[str]) -> int:
    """Run the tests named, else all of them; side by side unless ``-n`` says else."""
    spread = [] if "-n" in words else ["-n", "auto", "--dist", "worksteal"]
    paths = [str(ROOT / one) for one in words if (ROOT / _file(one)).exists()]
    others = [one for one in words if not (ROOT / _file(one)).exists()]
    chosen = paths or [str(ROOT / "tests")]
    return execute(PYTHON, "-m", "pytest", *chosen, *(others or ["-q"]), *spread)


def _file(word: str) -> str:
    """The file that a word for pytest names: what stands before the test's own name."""
    return word.partition("::")[0]


def main(words: list[str]) -> int:
    """Dispatch one job; returns its exit code."""
    job, rest = (words[0], words[1:]) if words else ("", [])
    if job not in {"demo", "test", "check", "run"}:
        print(USAGE, end="", file=sys.stderr)
        return 0 if job in {"-h", "--help", "help"} else 2
    ensure()
    if job == "demo":
        code = execute(PYTHON, "-m", "workbench", "review", DEMO_PACKET, *rest)
        if code == 0:
            note("\nThe same in a browser: python3 dev.py run serve --open")
        return code
    if job == "test":
        return test(rest)
    if job == "check":
        return check()
    return execute(PYTHON, "-m", "workbench", *rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
