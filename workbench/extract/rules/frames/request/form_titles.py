"""The title of a form that names services, which asks for none of them itself.

"Vertebroplasty / kyphoplasty request form" says what the form is for; the line below
with the ticked box, the level or the code says what is asked.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import level_groups
from workbench.extract.rules.frames.operations.procedures import has_operation
from workbench.extract.rules.frames.request.codes import find_codes
from workbench.extract.rules.model import Sentence

_TITLE = re.compile(
    r"\b(?:request|order|referral|authori[sz]ation|certification|scheduling|booking)"
    r"\W{1,3}(?:\w+\W{1,3})?f[o0]rm\b",
    re.IGNORECASE,
)
_NAME_LABEL = re.compile(
    r"\W*(?:form|template|questionnaire|worksheet)[ _]?(?:name|title|type|id|no\.?)\W*",
    re.IGNORECASE,
)
"""A field that says which form was used ("form_name: Spine - augmentation")."""
_LAST = 4
"""Number of the last line of a document that can be its title: faxes add some above."""


def without_title(chosen: list[tuple[Sentence, bool]]) -> list[tuple[Sentence, bool]]:
    """What asks without the form's own title, where another line names the service."""
    titles = {id(one) for one, _ in chosen if _is_title(one)}
    below = [one for one in chosen if id(one[0]) not in titles]
    named = any(has_operation(one.text) or find_codes(one.text) for one, _ in below)
    return below if named else chosen


def _is_title(sentence: Sentence) -> bool:
    """Whether one of the first lines is the name of a form, without level or code."""
    text = sentence.text
    if _NAME_LABEL.fullmatch(sentence.block.label or ""):
        return not find_codes(text) and not level_groups(text)
    if sentence.index > _LAST or sentence.block.kind in ("field", "checkbox"):
        return False
    titled = _TITLE.search(text) and not text.rstrip().endswith(".")
    return bool(titled) and not find_codes(text) and not level_groups(text)
