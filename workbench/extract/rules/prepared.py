"""Everything that the rules reader makes of its words and expressions, made beforehand.

    python -m workbench.extract.rules.prepared

Lists of words are parsed and expressions compiled when a text first needs them, and
kept for later runs.  A first packet of another kind than those read before pays for
that; whoever installs the program can pay it once.  Where bytecode is not to be
written nothing is kept, and a run that may not write reads what another has kept.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from workbench.content import expressions as re
from workbench.extract import rules
from workbench.extract.rules.copy import shorthand
from workbench.extract.rules.words import lexicon, near
from workbench.extract.rules.words.sought import known


def prepare() -> int:
    """Import all rooms of the reader, parse its lists, compile its expressions.

    Returns how many expressions there are.
    """
    for room in walk_packages(rules.__path__, f"{rules.__name__}."):
        if room.name != __name__:
            import_module(room.name)
    for file in sorted(lexicon.FOLDER.glob("*.yaml")):
        lexicon.load(file.stem)
    shorthand.entries()
    lists = sorted(near.FOLDER.glob("*.yaml"))
    count = sum(near.load(file.stem).compile() for file in lists)
    expressions = known()
    for pattern, flags in expressions:
        re.constant(pattern, flags)
    return count + len(expressions)


if __name__ == "__main__":
    prepare()
