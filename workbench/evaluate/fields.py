"""Which fields a type of fact has.

To ask a fact for a field that its kind has not is slow where facts are models: each
time an error is made and caught.  So the type is asked once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import cache


@cache
def fields_of(kind: Hashable) -> frozenset[str]:
    """The fields of a type of fact, of a whole Case or of one decoded in bulk."""
    fields: Iterable[str] = getattr(kind, "model_fields", ())
    return frozenset(fields or getattr(kind, "__struct_fields__", ()))
