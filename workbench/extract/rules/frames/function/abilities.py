"""What a form asks whether a patient can do: "Stand 30 min? NO", "Drive?  YES".

A No to an activity is a limit of it and a Yes is none, whatever amount is asked for.
A Yes with a note ("YES, but only short trips") says neither.  Several activities may
stand behind one question, each with its letter ("Can you do: buttons Y   wash hair N").
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.extract.rules.frames.passages import Passage, evidence
from workbench.extract.rules.words import lexicon
from workbench.schema.case import FunctionalLimit

_VERB = (
    r"(?:sit|stand|walk|drive|lift|carry|bend|climb|reach|kneel|crawl|crouch|squat|stoop"
    r"|twist|write|type|cook|dress|bathe|shower|shave|shop|push|pull|vacuum"
    r"|use (?:the |your |his |her )?(?:hands?|arms?))\b"
)
_WHO = r"(?:(?:the )?(?:patient|pt|claimant|employee|worker|member)|you|he|she|they)"
_ASKS = re.compile(
    rf"\W*(?:(?:can|could) {_WHO}(?: still| now)? "
    rf"|(?:is|are) {_WHO}(?: still)? able to "
    rf"|able to |capable of )?{_VERB}",
    re.IGNORECASE,
)
_ABLE = re.compile(rf"\W*(?:able to |(?:can|is|are) {_WHO} )", re.IGNORECASE)
_SEVERAL = re.compile(
    rf"\W*(?:can {_WHO}(?: still)?(?: do)?|(?:is|are) {_WHO} able to(?: do)?"
    r"|able to(?: do)?|can do|do you manage)\W*",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?P<what>[A-Za-z][A-Za-z /'-]{1,30}?)[ :]{1,4}"
    r"(?P<said>Y|N|Yes|No|YES|NO|yes|no)\b"
)
_NOTED = re.compile(
    r"\W*(?:y|yes)\b\W{0,4}(?:but|only|with|if|when|limited|short|barely|hardly|some"
    r"|sometimes|slowly|\d)",
    re.IGNORECASE,
)


def read_abilities(passage: Passage) -> Iterator[FunctionalLimit]:
    """The activities that a form asks for by name, each as it was answered."""
    block, text = passage.sentence.block, passage.text
    label = block.label or ""
    if block.kind not in ("field", "checkbox") or not text.startswith(label):
        return
    if block.checked is not None and (_ASKS.match(label) or _ABLE.match(label)):
        if block.checked and _NOTED.match(text, len(label)):
            return
        yield from _facts(passage, label, able=block.checked)
    elif label and block.checked is None and _SEVERAL.fullmatch(label):
        for one in _EACH.finditer(text, len(label)):
            able = one["said"].lower().startswith("y")
            yield from _facts(passage, one["what"], able=able)


def _facts(passage: Passage, words: str, *, able: bool) -> Iterator[FunctionalLimit]:
    found = [
        one
        for one in lexicon.load("function").find(words)
        if one.attributes.get("needs") == "limit" or "whole" in one.attributes
    ]
    told = [one.attributes.get("kind", one.concept).split()[0] for one in found]
    for kind in dict.fromkeys(told):
        yield FunctionalLimit(
            id="?",
            kind=kind,
            assertion="absent" if able else "present",
            date=passage.view.document.date,
            evidence=tuple(evidence(passage)),
        )
