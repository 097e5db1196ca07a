"""Filled-in questionnaires: each question with its answers, in the groups of the form.

Where the answers come without the questions' words, these are looked up in the form
itself, if the file holds it.
"""

from __future__ import annotations

from typing import NamedTuple

from workbench.packet.formats.build import Lines
from workbench.packet.formats.fhir_narrative import told
from workbench.packet.formats.fhir_record import Record, Resource
from workbench.packet.formats.fhir_values import (
    Json,
    code_text,
    many,
    one,
    value_of,
    when,
    word,
)

_BLANK = "______"
"""How a question that nobody answered stands on a form."""
_DEEPEST = 40


class _Question(NamedTuple):
    """A question of the form: its words, and its answers' words by their codes."""

    text: str
    options: dict[str, str]


_Form = dict[str, _Question]


def questionnaire(record: Record, resource: Resource, lines: Lines) -> None:
    """Questions with their answers, as a filled-in form."""
    data = resource.data
    status = word(data.get("status"))
    if status in ("stopped", "in-progress"):
        lines.add(f"Status: {status}, not completed", resource.at("status"))
    day = when(data, "authored")
    if day:
        lines.add(f"Date: {day}", resource.at("authored"))
    author = record.shown(data.get("author"), resource)
    if author:
        lines.add(f"Completed by: {author}", resource.at("author"))
    form: _Form = {}
    asked = _form_of(record, resource)
    if asked is not None:
        _gather(asked.data.get("item"), form, 0)
    _Answers(record, resource, form, lines).items(data.get("item"), "item")


def _form_of(record: Record, resource: Resource) -> Resource | None:
    """The form that a response answers, where it is contained or beside it."""
    address = word(resource.data.get("questionnaire"))
    if not address:
        return None
    found = record.find({"reference": address}, resource)
    if found is not None and found.kind == "Questionnaire":
        return found
    plain = address.split("|")[0]
    return next(
        (
            one_
            for one_ in record.resources
            if one_.kind == "Questionnaire" and word(one_.data.get("url")) == plain
        ),
        None,
    )


def _gather(items: object, form: _Form, depth: int) -> None:
    for item in many(items) if depth < _DEEPEST else ():
        options = {
            word(coding.get("code")): word(coding.get("display"))
            for option in many(item.get("answerOption"))
            for coding in many(option.get("valueCoding"))
        }
        text = word(item.get("text")) or code_text({"coding": item.get("code")})
        form[word(item.get("linkId"))] = _Question(text, options)
        _gather(item.get("item"), form, depth + 1)


class _Answers:
    """Writes the items of one response."""

    def __init__(
        self, record: Record, resource: Resource, form: _Form, lines: Lines
    ) -> None:
        self._record = record
        self._resource = resource
        self._form = form
        self._lines = lines

    def items(self, items: object, key: str) -> None:
        """The items under a key of the response or of an item."""
        for number, item in enumerate(many(items)):
            self._item(item, f"{key}[{number}]")

    def _item(self, item: Json, key: str) -> None:
        asked = self._form.get(word(item.get("linkId")), _Question("", {}))
        text = word(item.get("text")) or asked.text or word(item.get("linkId"))
        answers = many(item.get("answer"))
        shown = [found for one_ in answers if (found := self._shown(one_, text, asked))]
        at = self._resource.at(key)
        if shown:
            whole = answers[0].get("valueString") if len(answers) == 1 else None
            if shown in (["Yes"], ["No"]):
                # A long label with a list in it is still read as a question.
                text = f"{text.rstrip(' :?')}?"
            told(text, whole, ", ".join(shown), f"{at}.answer", self._lines)
        elif item.get("item") and text and not answers:
            self._lines.gap()
            self._lines.add(text, f"{at}.text")
        elif text.endswith("?") or (text and "?" in text and not answers):
            self._lines.add(f"{text} {_BLANK}", f"{at}.text")
        self.items(item.get("item"), f"{key}.item")
        for place, answer in enumerate(answers):
            self.items(answer.get("item"), f"{key}.answer[{place}].item")

    def _shown(self, answer: Json, text: str, asked: _Question) -> str:
        attachment = one(answer.get("valueAttachment"))
        if attachment:
            return self._record.attach(attachment, text[:60] or "attachment")
        coding = one(answer.get("valueCoding"))
        if coding and not word(coding.get("display")):
            known = asked.options.get(word(coding.get("code")))
            if known:
                return known
        if answer.get("valueReference"):
            return self._record.shown(answer["valueReference"], self._resource)
        return value_of(answer)
