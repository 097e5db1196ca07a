"""Shared tables: kinds of fact, procedures, severity steps, the spine.

Knowledge stands in the YAML files of this folder; the loaders here give it types.
They hold no clinical judgement and no threshold: those are a policy's.
"""

from workbench.vocabulary.tables import (
    Kinds,
    Nerves,
    Procedure,
    Procedures,
    Quantity,
    Scales,
    SeverityScale,
    Spine,
    kind_names,
    kinds,
    nerves,
    procedures,
    scales,
    severity,
    spine,
    units,
)

__all__ = [
    "Kinds",
    "Nerves",
    "Procedure",
    "Procedures",
    "Scales",
    "Quantity",
    "SeverityScale",
    "Spine",
    "kind_names",
    "kinds",
    "nerves",
    "procedures",
    "scales",
    "severity",
    "spine",
    "units",
]
