"""One operation as a text names it, and the ids of those that rules speak of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.extract.rules.frames.operations.places import Place
from workbench.schema.case import Side
from workbench.vocabulary.tables import procedures

Approach = Literal["anterior", "posterior"]
ACDF = "acdf"
ARTHROPLASTY = "cervical-disc-arthroplasty"
CORPECTOMY = "cervical-corpectomy"
DECOMPRESSION = "posterior-cervical-decompression"
POSTERIOR_FUSION = "posterior-cervical-fusion"
LUMBAR_DECOMPRESSION = "lumbar-decompression"
LUMBAR_BACK = "lumbar-posterior-fusion"
LUMBAR_INTERBODY = "lumbar-interbody-fusion"
LUMBAR_FRONT = "lumbar-anterior-fusion"
LUMBAR_FUSIONS = (LUMBAR_BACK, LUMBAR_INTERBODY, LUMBAR_FRONT)
TRANSFORAMINAL = "epidural-transforaminal"
OTHER = "other"
ANTERIOR = (ACDF, ARTHROPLASTY, CORPECTOMY)
POSTERIOR = (DECOMPRESSION, POSTERIOR_FUSION)
AT_ROOTS = (TRANSFORAMINAL, "injection-procedure")
"""What is given at a root, so that a lone "L5" is one."""
AT_JOINTS = ("facet-injection", "radiofrequency")
"""What is told by its nerves and by its joints, of which the joints are its levels."""
COMPONENTS = ("instrumentation", "interbody-device", "bone-graft")
"""What is put in during a fusion; words of it often only describe the operation."""
REACH = 30
"""Characters between an operation and an approach or a level that touches it."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One procedure named in a text; offsets count in that text.

    ``levels`` are interspaces, ``sites`` vertebrae; ``sides`` goes with ``levels``.
    ``kind`` is a procedure or dependent id, or ``other`` with the words in ``name``;
    ``approach`` where the words settle it.
    """

    kind: str
    start: int
    end: int
    name: str
    levels: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    sides: tuple[Side | None, ...] = ()
    place: Place | None = None
    approach: Approach | None = None
    concept: str = ""

    @property
    def dependent(self) -> bool:
        """Whether it stands or falls with other lines."""
        return self.kind in procedures().dependents


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known from around the text: the region and the approach spoken of."""

    region: str | None = None
    approach: Approach | None = None
