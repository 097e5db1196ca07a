"""Where prompts, schemas, policies and evals lie: the user's folder, wheel, checkout.

They are content, not code.  A folder named in ``WORKBENCH_CONTENT`` (same layout:
``prompts/``, ``schemas/``, ``policies/``, ``evals/``) is looked into first, then the
copy inside the installed wheel, then the checkout that an editable install points to.
It may also hold ``vocabulary/procedures.yaml``: procedures of a plan's own.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from workbench.errors import ContentError

Kind = Literal["prompts", "schemas", "policies", "evals"]

_HERE = Path(__file__).resolve().parent
_CHECKOUT = _HERE.parent.parent
OVERRIDE = "WORKBENCH_CONTENT"


def roots(kind: Kind) -> tuple[Path, ...]:
    """Existing folders of one kind of content, the user's own first."""
    own = os.environ.get(OVERRIDE)
    places = [Path(own)] if own else []
    places += [_HERE, _CHECKOUT]
    found = (place / kind for place in places)
    return tuple(folder for folder in found if folder.is_dir())


def of_the_user(name: str) -> Path | None:
    """A file of the user's own folder; None where there is none."""
    own = os.environ.get(OVERRIDE)
    path = Path(own) / name if own else None
    return path if path and path.is_file() else None


def find(kind: Kind, name: str) -> Path:
    """Path of one content file, by name relative to its folder.

    Raises ContentError when no folder holds it.
    """
    for folder in roots(kind):
        path = folder / name
        if path.is_file():
            return path
    looked = ", ".join(str(folder) for folder in roots(kind)) or "no folder"
    raise ContentError(
        f"{kind} file {name!r} not found (looked in {looked})",
        fix=f"check the name, or the folder that {OVERRIDE} names",
    )
