"""Numbers behind a laboratory test that are no value of it.

A dose that is taken ("Vit D 50k weekly"), the stage of another disease ("A1c, CKD 2")
and the bar that an item of a checklist names ("[x] A1c < 8").
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.model import Mention

_DOSE = re.compile(
    r"\s?(?:k|iu|i\.u\.|u|units?|mcg|000)\b(?!\s?/)|\s(?:weekly|daily|qd|po)\b",
    re.IGNORECASE,
)
"""What makes a number behind "Vit D" the dose that is taken ("50k weekly")."""


def plain_unit(text: str | None) -> str | None:
    """A unit as it is kept: without blanks, in small letters."""
    if not text:
        return None
    plain = text.lower().replace(" ", "").replace("ngperml", "ng/ml")
    return "%" if plain == "percent" else plain


def pointed(text: str, start: int) -> bool:
    """Whether a day begins behind a point: "7.2 Jan" is a value and its month."""
    return start > 1 and text[start - 1] == "." and text[start - 2].isdigit()


def may_be(match: re.Match[str], name: Mention, text: str) -> bool:
    """Whether a number can be a value of the test: no dose, and not below its least."""
    unit = plain_unit(match["unit"])
    if name.concept == "vitamin-d" and unit is None:
        return _DOSE.match(text, match.end()) is None
    least = float(name.attributes.get("least", 0))
    own = unit in (None, name.attributes.get("unit"))
    return not own or float(match["value"].replace(",", "")) >= least


def is_bar(passage: Passage, name: Mention, signs: Iterable[str | None]) -> bool:
    """Whether an item of a checklist names the bar to be met and no value.

    Laboratories print such a sign before the values of other tests ("cotinine < 2").
    """
    boxed = passage.sentence.block.kind == "checkbox"
    barred = any(sign in ("<", "<=") for sign in signs)
    return boxed and barred and name.concept == "hba1c"
