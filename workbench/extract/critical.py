"""Critical tokens: does a quoted text hold the level, side, grade or number claimed?

One function per kind of token, each a yes or no about one text.  They ask for the
token itself and never for a likeness: "severe left" does not hold "severe right", "6
weeks" does not hold 56 days.  They share nothing with the readers, so that a reader's
mistake is not checked by its own code.
"""

from __future__ import annotations

from workbench.extract.critical_grades import holds_grade, holds_severity, holds_side
from workbench.extract.critical_levels import (
    holds_bare_level,
    holds_level,
    in_figures,
    levels,
)
from workbench.extract.critical_text import fold, holds_number, holds_unit, numbers
from workbench.extract.critical_times import (
    holds_date,
    holds_days,
    holds_range,
    lengths,
    units_named,
)

__all__ = [
    "fold",
    "holds_bare_level",
    "holds_date",
    "holds_days",
    "holds_grade",
    "holds_level",
    "holds_number",
    "holds_range",
    "holds_severity",
    "holds_side",
    "holds_unit",
    "in_figures",
    "lengths",
    "levels",
    "numbers",
    "units_named",
]
