"""Print for patients in general: leaflets, handouts, how to get ready for a test.

"Call at once when your leg becomes weak" tells of nobody.  Such a document is known by
its title (``leaflets.yaml``), and nothing is read from it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from workbench.extract.rules.words.sought import Sought, sought
from workbench.schema.packet import Document
from workbench.vocabulary.yaml_file import load_yaml

_FILE = Path(__file__).with_name("leaflets.yaml")
_HEAD = 2
"""Lines with text in which a title stands."""
_LONGEST = 120
_SHORT = 1200
"""Characters of a paper that a word on its filing is about as a whole."""


def is_leaflet(document: Document) -> bool:
    """Whether the first lines of a document hold the title of print for patients."""
    told = [line.text for line in document.lines if line.text.strip()]
    return any(names_leaflet(text) for text in told[:_HEAD])


def is_of_nobody(document: Document) -> bool:
    """Whether a document records nothing of the patient whose packet it lies in."""
    return is_leaflet(document) or is_misfiled(document)


def is_misfiled(document: Document) -> bool:
    """Whether a short paper says of itself that it lies in the wrong person's file."""
    text = " ".join(line.text for line in document.lines)
    return len(text) <= _SHORT and bool(_misfiled().search(text))


def names_leaflet(text: str) -> bool:
    """Whether a line is the title of a leaflet."""
    return len(text) <= _LONGEST and bool(_titles().search(text))


@cache
def _titles() -> Sought:
    titles: list[str] = load_yaml(_FILE)["titles"]
    return sought("|".join(titles), re.IGNORECASE)


@cache
def _misfiled() -> Sought:
    said: list[str] = load_yaml(_FILE)["misfiled"]
    return sought("|".join(said), re.IGNORECASE)
