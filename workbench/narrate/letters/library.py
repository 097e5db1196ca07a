"""Where letters find their templates and data: a plan's overlay first, then our own.

An overlay is a folder of the user's.  A file in it stands for the file of the same name
under ``prompts/letters/``; ``overlay.yaml`` holds the plan's letterhead, its
departments and its own wording of single blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeVar

from workbench.content import find, roots
from workbench.content.templates import Template, split_template
from workbench.errors import ContentError
from workbench.schema.base import Model, parse_data
from workbench.schema.case import Slug
from workbench.schema.matter import AiDisclosure, Contacts, Letterhead
from workbench.vocabulary.yaml_file import load_yaml

FOLDER = "letters"
OVERLAY_FILE = "overlay.yaml"
Language = Literal["en", "es"]
M = TypeVar("M", bound=Model)


class Worded(Model):
    """The same words in the languages that letters are written in."""

    en: str
    es: str | None = None

    def in_language(self, language: Language) -> str:
        """The words in a language; English where there are none."""
        return (self.es if language == "es" else None) or self.en


class Overlay(Model):
    """What a plan's ``overlay.yaml`` may set; the matter's own values stand first.

    ``blocks`` replaces the wording of a block by its id, ``source`` says who approved
    the plan's wording.
    """

    source: str = ""
    letterhead: Letterhead = Letterhead()
    contacts: Contacts = Contacts()
    ai_disclosure: AiDisclosure | None = None
    blocks: dict[Slug, Worded] = {}


@dataclass(frozen=True)
class Library:
    """Templates and data of letters.  ``overlay`` is a folder, or None."""

    overlay: Path | None = None

    def path(self, name: str) -> Path:
        """The file of this name.  Raises ContentError where there is none."""
        own = self.overlay / name if self.overlay else None
        return own if own and own.is_file() else find("prompts", f"{FOLDER}/{name}")

    def names(self, pattern: str) -> tuple[str, ...]:
        """Names of all files that match, each once, the overlay's included; sorted."""
        folders = [root / FOLDER for root in roots("prompts")]
        if self.overlay:
            folders.append(self.overlay)
        found = (
            path.relative_to(folder).as_posix()
            for folder in folders
            for path in folder.glob(pattern)
        )
        return tuple(sorted(set(found)))

    def data(self, model: type[M], name: str) -> M:
        """A YAML file as a model.  Raises ContentError for a file that is wrong."""
        return _parsed(model, self.path(name))

    def all_data(self, model: type[M], pattern: str) -> Iterator[tuple[str, M]]:
        """Name and content of every YAML file that matches."""
        for name in self.names(pattern):
            yield name, self.data(model, name)

    def template(self, name: str) -> Template:
        """One template.  Raises ContentError when it or its head is wrong."""
        return split_template(self.path(name))

    @property
    def own(self) -> Overlay:
        """The plan's settings; empty without an overlay."""
        if self.overlay is None:
            return Overlay()
        path = self.overlay / OVERLAY_FILE
        return _parsed(Overlay, path) if path.is_file() else Overlay()

    def bytes_of(self, name: str) -> bytes:
        """A file of the overlay, such as a logo.  Raises ContentError."""
        path = self.overlay / name if self.overlay else Path(name)
        try:
            return path.read_bytes()
        except OSError as error:
            raise ContentError(
                f"cannot be read ({error.strerror})",
                where=str(path),
                fix="put the file into the overlay folder",
            ) from None

    def hashes(self) -> tuple[tuple[str, str], ...]:
        """Name and sha256 of every template and data file that letters use."""
        names = (*self.names("**/*.md.j2"), *self.names("**/*.yaml"))
        return tuple(
            (name, sha256(self.path(name).read_bytes()).hexdigest()) for name in names
        )


def library(overlay: Path | None = None) -> Library:
    """The library with an overlay.  Raises ContentError where it is no folder."""
    if overlay is not None and not overlay.is_dir():
        raise ContentError(
            "the overlay is no folder",
            where=str(overlay),
            fix=f"name a folder that holds {OVERLAY_FILE} or templates",
        )
    return Library(overlay)


def _parsed(model: type[M], path: Path) -> M:
    try:
        state = path.stat()
    except OSError:
        return parse_data(model, load_yaml(path), where=str(path))
    found = _kept(model, path, state.st_mtime_ns, state.st_size)
    assert isinstance(found, model)
    return found


@lru_cache(maxsize=256)
def _kept(model: type[Model], path: Path, changed: int, size: int) -> Model:
    return parse_data(model, load_yaml(path), where=str(path))
