"""The text of a letter after a person edited it, as Markdown of our dialect again.

What a reader of the finished letter would see is the text: tracked insertions count,
tracked deletions and hidden text do not.  The running lines and the letterhead of our
own pages are no part of it; ``edges_of`` gives those of a Word file apart.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from workbench.content import expressions as re
from workbench.errors import InputError, PacketError
from workbench.narrate.markdown import escape, plain
from workbench.narrate.pages import edited_html, edited_word
from workbench.narrate.pages.read import read
from workbench.narrate.pages.setup import PageSetup
from workbench.narrate.pages.write import write
from workbench.packet.decode import decode_text

_WITH_EDGES = (".docx", ".docm")


def text_of(data: bytes, name: str) -> str:
    """The Markdown of an edited file; its kind is told by the name's ending.

    Raises InputError for a kind that is not read or a file that is damaged.
    """
    ending = PurePath(name).suffix.lower()
    reading = _READERS.get(ending)
    if reading is None:
        raise InputError(
            "an edited letter is read from " + ", ".join(sorted(_READERS)),
            where=name,
            fix="save it as one of these, from a PDF's source for instance",
        )
    return reading(data, name)


def edges_of(data: bytes, name: str) -> tuple[str, ...]:
    """Paragraphs of a Word file's headers and footers; none for other kinds.

    Raises InputError for a file that is damaged.
    """
    if PurePath(name).suffix.lower() not in _WITH_EDGES:
        return ()
    return edited_word.edges(data, name)


class Edges(NamedTuple):
    """How a Word file's headers and footers differ from those of its page setup.

    ``lost`` are lines of the setup that no header or footer holds any more, ``added``
    paragraphs that hold none of them.
    """

    lost: tuple[str, ...]
    added: tuple[str, ...]


def edges_changed(data: bytes, name: str, setup: PageSetup) -> Edges:
    """What a person changed in headers and footers; nothing for kinds without them.

    Raises InputError for a file that is damaged.
    """
    if PurePath(name).suffix.lower() not in _WITH_EDGES:
        return Edges((), ())
    found = edges_of(data, name)
    own = [setup.running_head, setup.running_foot, *setup.letterhead]
    lines = [" ".join(plain(line).split()) for line in own if line and line.strip()]
    lost = [line for line in lines if not any(line in edge for edge in found)]
    page, of = setup.page_words
    numbers = re.compile(rf"{re.escape(page)} \d* ?{re.escape(of)} ?\d*")
    added = [
        edge
        for edge in found
        if not any(line in edge for line in lines) and not numbers.fullmatch(edge)
    ]
    return Edges(tuple(lost), tuple(added))


def _word(data: bytes, name: str) -> str:
    return write(edited_word.blocks(data, name))


def _page(data: bytes, name: str) -> str:
    return write(edited_html.blocks(_decoded(data, name)))


def _markdown(data: bytes, name: str) -> str:
    return write(read(_decoded(data, name)))


def _plain(data: bytes, name: str) -> str:
    """Paragraphs apart by empty lines; the lines of a paragraph stay lines."""
    groups = _decoded(data, name).replace("\r\n", "\n").split("\n\n")
    paragraphs = (
        "\\\n".join(escape(line.strip()) for line in group.split("\n") if line.strip())
        for group in groups
    )
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _decoded(data: bytes, name: str) -> str:
    try:
        return decode_text(data, where=name).text
    except PacketError as error:
        raise InputError(error.what, where=name, fix=error.fix) from None


_READERS: dict[str, Callable[[bytes, str], str]] = {
    ".docx": _word,
    ".docm": _word,
    ".html": _page,
    ".htm": _page,
    ".md": _markdown,
    ".txt": _plain,
}
