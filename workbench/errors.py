"""Every error that the program raises on purpose.

A message says what happened, where (file, line, key) and how to mend it, in one line,
and never quotes packet text: a packet is health information, and messages end in logs.

    WorkbenchError
    |-- PacketError        a packet or one of its files cannot be read
    |-- ExtractionError    a reader failed (endpoint down, answer unusable)
    |-- PolicyError        a policy file is wrong or unknown
    |-- ContentError       a template, table or schema file is wrong or missing
    |-- InputError         a JSON file given to a command is not what it should be
    |-- ProofError         a rendered text holds a token that traces to nothing
    `-- StoreError         the store refuses, or cannot be reached (subclasses there)
"""

from __future__ import annotations


class WorkbenchError(Exception):
    """Base of all errors meant for the user; ``str(error)`` is one printable line.

    ``what`` is the problem, ``where`` names the file, line or key, ``fix`` says how
    to mend it.
    """

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what = what
        self.where = where
        self.fix = fix
        super().__init__(self.line())

    def line(self) -> str:
        """The message as one line: ``where: what; fix``."""
        head = f"{self.where}: " if self.where else ""
        tail = f"; {self.fix}" if self.fix else ""
        return " ".join(f"{head}{self.what}{tail}".split())


class PacketError(WorkbenchError):
    """A packet, or one file of it, cannot be read."""


class ExtractionError(WorkbenchError):
    """A reader could not do its work: endpoint, budget or unusable answer."""


class PolicyError(WorkbenchError):
    """A policy file is wrong, or no policy has the id asked for.

    ``key`` is the place in the file where one is known; ``what`` then begins with it.
    """

    def __init__(
        self, what: str, *, where: str = "", fix: str = "", key: str = ""
    ) -> None:
        self.key = key
        super().__init__(f"{key}: {what}" if key else what, where=where, fix=fix)


class ContentError(WorkbenchError):
    """A template, data table or schema that the program needs is wrong or missing."""


class InputError(WorkbenchError):
    """A file given to a command is not what the command reads."""


class ProofError(WorkbenchError):
    """A rendered text holds a number, date, level, grade or code without source."""


class StoreError(WorkbenchError):
    """The store cannot be opened or does not do what was asked."""
