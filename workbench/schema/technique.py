"""Words for how a procedure is done: approach, guidance, sedation, phase, setting."""

from __future__ import annotations

from typing import Literal

Approach = Literal[
    "interlaminar", "transforaminal", "caudal", "percutaneous", "open", "endoscopic"
]
"""How a procedure reaches its target, where the words say so."""

Guidance = Literal["fluoroscopy", "ct", "ultrasound", "image", "none"]
"""How the needle is led; ``image`` where the kind of picture is not said."""

Sedation = Literal[
    "none", "local", "oral", "minimal", "moderate", "deep", "mac", "general"
]
"""Sedation for a procedure; ``mac`` is monitored anesthesia care."""

Phase = Literal[
    "diagnostic", "first", "repeat", "trial", "permanent", "replacement", "revision"
]
"""Which step of a course a procedure is: a trial lead, the permanent implant, a repeat
injection.  A change of battery or of a worn-out device is ``replacement``."""

Setting = Literal["office", "ambulatory-center", "outpatient-hospital", "inpatient"]
"""Where a procedure is done."""
