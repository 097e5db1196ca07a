"""A stimulator's trial where its record calls it only "the trial".

"Trial 05/12-05/19 with two leads" or "Trial dates: ..." names no device.  The document,
or else the packet, says of which kind of stimulator it speaks; a trial of therapy, of a
medicine or of a study is none.
"""

from __future__ import annotations

from workbench.content import expressions as re
from workbench.extract.rules.frames.operations.places import only_side
from workbench.extract.rules.frames.operations.procedures import Operation
from workbench.extract.rules.frames.operations.stimulated import (
    lead_at_nerve,
    names_nerve,
)
from workbench.extract.rules.frames.passages import Passage
from workbench.extract.rules.frames.sessions.gains import relief
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.extract.rules.values.dates import find_dates, find_spans
from workbench.extract.rules.words.sought import sought

_I = re.IGNORECASE
_CORD = sought(
    r"\bSCS\b|\b(?:spinal cord|dorsal column) stimulat\w*|\bepidural leads?\b|\bDCS\b"
    r"|\b(?:leads?|electrodes?|octrodes?)\b[^.;\n]{0,50}\b(?:to|at|over|spanning)\s"
    r"(?:the\s)?(?:(?:top|mid|middle|bottom|upper|lower)\s(?:of\s)?(?:the\s)?)?"
    r"(?-i:T)\d{1,2}\b"
    r"|\bpulse generator\b[^.;]{0,60}\bleads?\b|\bpaddle (?:lead|electrode)s?\b",
    _I,
)
_NERVE = sought(r"\bPNS\b|\bperipheral nerve (?:field )?stimulat\w*", _I)
_TRIAL = re.compile(
    r"(?<!clinical )(?<!controlled )(?<!randomized )(?<!voiding )(?<!pre-)(?<!pre )"
    r"\btrial\b"
    r"(?! (?:of (?!stim|scs|pns|spinal|neuro)|with (?:gaba|nsaid|pt\b)|number|id\b))",
    _I,
)
_LEADS = sought(
    r"\blead[- ]pull\b|\bend of (?:the )?trial\b|\bpost[- ]trial\b"
    r"|\b(?:temporary|trial|external|percutaneous|both|the) (?:leads?|electrodes?)\b"
    r"[^.;\n]{0,20}\b(?:pulled|removed|withdrawn|out)\b"
    r"|\bleads? (?:(?:at|from) [TCL]\d{1,2} |x ?\d )?(?:were |was )?"
    r"(?:pulled|removed|withdrawn)\b"
    r"|\bdays? of (?:trial )?stimulation\b",
    _I,
)
"""What is done only at the end of a trial, or during it."""
_TEMPORARY = re.compile(
    r"\b(?:temporary|trial|test|percutaneous)\s(?:leads?|electrodes?|stimulat\w+|stim)\b",
    _I,
)
"""What is worn during a trial, told with the days from and to."""
_OF_TRIAL = re.compile(
    r"\b(?:device|implant|stim)\s(?:\w+\s)?trial\b[^\n]{0,30}"
    r"\b(?:record|report|summary|diary|log|results?|outcome|close-?out|(?:work)?sheet"
    r"|end)\b"
    r"|\b(?:SCS|PNS|stimulat\w+|neuromodulation|lead)\b[^\n]{0,25}\btrial\b[^\n]{0,60}"
    r"\b(?:record|report|summary|diary|log|results?|removal|outcome|follow-?up|end)\b",
    _I,
)
"""The title of a paper that tells of one trial and nothing else."""
_JUDGED = re.compile(
    r"\b(?:failed|unsuccessful|successful) (?:\w+ ){0,3}?trial\b"
    r"|\btrial (?:has |was |had )?(?:failed|(?:un|not )?successful)\b",
    _I,
)
"""What a record makes of a trial in the end."""
_PLACED = sought(
    r"\b(?:leads?|electrodes?|octrodes?)\b(?=[^.;]{0,90}\btrial\b)[^.;]{0,60}?"
    r"\b(?:placed|advanced|threaded|positioned|inserted|introduced|steered)\b",
    _I,
)
"""Leads put in for a trial, which is done on the day of its note."""
_LAID = sought(
    r"\bpermanent implantation of\b[^.;]{0,30}\b(?:generator|IPG|stimulator|system)\b"
    r"|\bpermanent(?:ly)?\b[^.;]{0,30}\b(?:electrode|lead|receiver|stimulator)s?\b"
    r"[^.;]{0,30}\b(?:laid|placed|implanted|sutured|anchored|positioned|secured)\b"
    r"|\b(?:electrode|lead|receiver|stimulator)s?\b[^.;]{0,30}\b(?:laid|placed"
    r"|implanted|sutured|anchored|positioned|secured)\b[^.;]{0,30}\bpermanent(?:ly)?\b",
    _I,
)
"""A device that is put in to stay."""
_BESIDE = 40
"""Characters behind what was laid in which its side stands."""
_TITLE_LINES = 200
_TITLE = re.compile(r"\b(?:note|visit|encounter|report|follow-?up)\b", _I)
"""Words of a page's title, whose day is the visit's and not the trial's."""
_TO_COME = sought(
    r"\b(?:will|planned|to be|would|scheduled?|risks?|may|should|if|next)\b", _I
)
_COMES = re.compile(
    r"\s(?:is|are|was|has)?\s?(?:to\s(?:be|take|run|start|begin|follow)|will|would|shall"
    r"|(?:is |has been |been )?(?:planned|scheduled|booked|set|pencil\w+|slated"
    r"|expected))\b",
    _I,
)
"""What says behind a trial that it is still to come ("the trial is to be done on")."""
_OTHER_TRIAL = re.compile(
    r"\b(?:PT|therapy|gabapentin|pregabalin|duloxetine|medication|nsaids?|steroid|brace"
    r"|NCT\d*|randomi[sz]ed|enrolled|CMS)\b",
    _I,
)


def stimulator_of(document: DocumentView, packet: PacketView) -> str | None:
    """The kind of trial that "the trial" of a document means; None for no stimulator."""  # noqa: E501
    own = _spoken_of(document)
    if own:
        return own

    def make() -> str | None:
        told = {kind for one in packet.documents if (kind := _spoken_of(one))}
        return told.pop() if len(told) == 1 else None

    return packet.documents[0].once(stimulator_of, make)


def _spoken_of(document: DocumentView) -> str | None:
    """The kind of stimulator that a document speaks of, looked for once."""
    return document.once(_spoken_of, lambda: _kind(document.source.text))


def _kind(text: str) -> str | None:
    cord, nerve = len(_CORD.findall(text)), len(_NERVE.findall(text))
    if not cord and not nerve and lead_at_nerve(text):
        return "nerve-stimulator-trial"
    if cord == nerve:
        return None
    return "cord-stimulator-trial" if cord > nerve else "nerve-stimulator-trial"


def ended_in(text: str) -> re.Match[str] | None:
    """Where a sentence tells of leads that were pulled, or of days of stimulation."""
    return None if _TO_COME.search(text) else _LEADS.search(text)


def judged(text: str) -> bool:
    """Whether a sentence says that a trial failed or was a success."""
    return bool(_JUDGED.search(text)) and not _TO_COME.search(text)


def at_nerve(text: str) -> bool:
    """Whether a stimulator without its kind is told of at a nerve and at no cord."""
    return names_nerve(text) and not _CORD.search(text)


def trial_in(passage: Passage, device: str) -> Operation | None:
    """The trial that a sentence tells the days or the relief of."""
    text = passage.text
    label = passage.sentence.block.label or ""
    ended = ended_in(text)
    match = ended or _TRIAL.search(text) or _TRIAL.search(label)
    if match is None and find_spans(text, passage.view.document.date):
        match = _TEMPORARY.search(text)
    if match is None and relief(text) is not None and _is_of_trial(passage.view):
        return Operation(device, 0, len(text), "trial")
    if match and not ended and _COMES.match(text, match.end()):
        return None
    if match is None or _OTHER_TRIAL.search(f"{label} {text}"):
        return None
    anchor = passage.view.document.date
    dated = find_spans(text, anchor) or find_dates(text, anchor)
    told = relief(text) is not None
    titled = _TITLE.search(text) and match.group().lower().startswith("post")
    told = told or judged(text)
    placed = leads_placed(passage)
    if not (ended or dated or told or placed) or (titled and not told):
        return None
    return Operation(device, match.start(), match.end(), "trial")


def leads_placed(passage: Passage) -> bool:
    """Whether the note of the day tells of leads that were put in for the trial."""
    text = passage.text
    noted = passage.view.document.kind == "operative-note"
    return noted and bool(_PLACED.search(text)) and not _TO_COME.search(text)


def implant_in(passage: Passage, device: str) -> Operation | None:
    """The implant that the note of the day tells by what was laid to stay."""
    text = passage.text
    if passage.view.document.kind != "operative-note" or _TO_COME.search(text):
        return None
    laid = _LAID.search(text)
    if laid is None or re.search(r"\bnot\b|\bno\b", laid.group(), _I):
        return None
    kind = device.replace("-trial", "-implant")
    side = only_side(text[laid.start() : laid.end() + _BESIDE].split(".")[0])
    return Operation(kind, laid.start(), laid.end(), "implant", sides=(side,))


def _is_of_trial(view: DocumentView) -> bool:
    """Whether a paper is the record of a trial by its title."""
    return bool(_OF_TRIAL.search(view.source.text[:_TITLE_LINES]))
