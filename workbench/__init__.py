"""Review workbench: a case packet becomes a cited, explainable determination draft.

The rooms of the package, from the ground floor up: ``schema``, ``vocabulary``,
``packet`` and ``policy``, ``extract`` and ``evaluate``, ``narrate``, ``evals``,
``cli``.  Imports run downward only.  People decide; the program recommends and
shows why.
"""

__version__ = "0.1.0"
