"""An invented patient as a finished review: documents, facts, findings.

The record is made up.  Every quote is looked up in the lines below, so evidence in the
tests stands where it says.
"""

from __future__ import annotations

from typing import Any

from workbench.policy.model import Criterion, Parameter, Policy, Source, Waiver
from workbench.schema.case import (
    Case,
    Diagnosis,
    ImagingFinding,
    ImagingStudy,
    Patient,
    ProcedureDone,
    RefusedFact,
    RequestedProcedure,
    RequestHeader,
    Severity,
    Statement,
    Symptom,
    Treatment,
)
from workbench.schema.determination import (
    Alternative,
    Conflict,
    ConflictSide,
    CriterionResult,
    Determination,
    LineResult,
    Need,
    Pathway,
    Searched,
    WaiverResult,
)
from workbench.schema.evidence import Evidence
from workbench.schema.packet import DocumentSummary, PacketFlag, PacketSummary
from workbench.schema.review import PolicyUsed, Provenance, ReaderRecord, Review

RECORD: dict[str, tuple[str, ...]] = {
    "D1": (
        "NORTHMERE SPINE GROUP   SURGICAL AUTHORIZATION REQUEST",
        "Date of request: 05/04/2026",
        "Patient: 59-year-old male",
        "Stage 1: anterior cervical discectomy and fusion C3-5   22551, 22552",
        "  plate 22845, cages 22853",
        "Stage 2: bilateral medial facetectomies and foraminotomies C5-7  63045, 63048",
        "  with instrumentation arthrodesis C5-7   22600, 22614, 22842",
        "Diagnoses: cervical radiculopathy; hardware failure of the anterior column",
    ),
    "D2": (
        "CLINIC NOTE   04/20/2026   P. Quillfeather, MD",
        "History of cervical surgery, C5-7 fusion.",
        "Ongoing pain in the posterior neck and head, radiating into the shoulders.",
        "Constant numbness of bilateral hands.",
        "He has used a cervical collar and medication.",
        "Assessment: hardware failure of the anterior column of the spine.",
    ),
    "D3": (
        "MRI CERVICAL SPINE   03/11/2026",
        "FINDINGS",
        "C3-4: moderate foraminal stenosis bilaterally.",
        "C4-5: disc osteophyte complex with severe foraminal stenosis on the left.",
        "C5-6: interval central decompression. Moderate bilateral foraminal stenosis.",
        "C6-7: postoperative change, subsidence.",
    ),
    "D4": (
        "CERVICAL X-RAYS   04/02/2026",
        "Subsidence at C5-6 and C6-7.",
        "Stable hardware. No evidence of instrumentation failure.",
    ),
    "D5": (
        "REVIEWER WORKSHEET   05/06/2026",
        "Unsure if all other reasonable sources of pain and/or neurological deficit",
        "have been ruled out.",
    ),
}
SUMMARIES = tuple(
    DocumentSummary(
        id=name,
        kind=kind,
        title=RECORD[name][0],
        date=date,
        author=author,
        pages=1,
        lines=len(RECORD[name]),
    )
    for name, kind, date, author in (
        ("D1", "request-form", "2026-05-04", None),
        ("D2", "clinic-note", "2026-04-20", "P. Quillfeather, MD"),
        ("D3", "imaging-report", "2026-03-11", None),
        ("D4", "imaging-report", "2026-04-02", None),
        ("D5", "reviewer-worksheet", "2026-05-06", None),
    )
)


def q(document: str, words: str) -> Evidence:
    """Evidence for words of the record, on whatever lines they stand."""
    lines = RECORD[document]
    start = " ".join(lines).index(words)
    end, place, touched = start + len(words), 0, []
    for number, line in enumerate(lines, 1):
        if place < end and place + len(line) > start:
            touched.append(number)
        place += len(line) + 1
    return Evidence(document=document, lines=tuple(touched), quote=words)


REQUEST_ACDF = q("D1", "anterior cervical discectomy and fusion C3-5   22551, 22552")
REQUEST_POST = q(
    "D1", "bilateral medial facetectomies and foraminotomies C5-7  63045, 63048"
)
REQUEST_FUSION = q("D1", "with instrumentation arthrodesis C5-7   22600, 22614, 22842")
SHOULDERS = q("D2", RECORD["D2"][2])
HANDS = q("D2", RECORD["D2"][3])
COLLAR = q("D2", RECORD["D2"][4])
FAILURE = q("D2", RECORD["D2"][5])
FAILURE_LISTED = q("D1", "hardware failure of the anterior column")
C34 = q("D3", RECORD["D3"][2])
C45 = q("D3", RECORD["D3"][3])
C56 = q("D3", "Moderate bilateral foraminal stenosis.")
C67 = q("D3", RECORD["D3"][5])
STABLE = q("D4", RECORD["D4"][2])
SUBSIDENCE = q("D4", RECORD["D4"][1])
UNSURE = q("D5", " ".join(RECORD["D5"][1:]))


def _severity(label: str, step: int) -> Severity:
    return Severity(label=label, low=step, high=step)


def _stenosis(
    name: str, level: str, side: str, grade: tuple[str, int], evidence: Evidence
) -> ImagingFinding:
    return ImagingFinding(
        id=name,
        kind="stenosis",
        level=level,
        side=side,
        location="foraminal",
        severity=_severity(*grade),
        section="findings",
        evidence=(evidence,),
    )


def _requested(name: str, kind: str, level: str, **more: Any) -> RequestedProcedure:
    return RequestedProcedure(id=name, kind=kind, level=level, **more)


CASE = Case(
    patient=Patient(age=59, sex="male", evidence=(q("D1", "59-year-old male"),)),
    request=RequestHeader(date="2026-05-04", evidence=(q("D1", RECORD["D1"][1]),)),
    documents=SUMMARIES,
    requested_procedures=(
        _requested("rp1", "acdf", "C3-4", codes=("22551",), evidence=(REQUEST_ACDF,)),
        _requested("rp2", "acdf", "C4-5", codes=("22552",), evidence=(REQUEST_ACDF,)),
    ),
    diagnoses=(
        Diagnosis(
            id="dx1",
            kind="cervical-radiculopathy",
            evidence=(q("D1", "cervical radiculopathy"),),
        ),
        Diagnosis(id="dx2", kind="hardware-failure", evidence=(FAILURE_LISTED,)),
        Diagnosis(id="dx3", kind="hardware-failure", evidence=(FAILURE,)),
    ),
    symptoms=(
        Symptom(
            id="sy1",
            kind="pain",
            site="shoulder",
            side="bilateral",
            evidence=(SHOULDERS,),
        ),
        Symptom(
            id="sy2", kind="numbness", site="hand", side="bilateral", evidence=(HANDS,)
        ),
    ),
    imaging_studies=(
        ImagingStudy(
            id="im1",
            kind="mri",
            date="2026-03-11",
            evidence=(q("D3", RECORD["D3"][0]),),
            findings=(
                _stenosis("if1", "C3-4", "bilateral", ("moderate", 4), C34),
                _stenosis("if2", "C4-5", "left", ("severe", 6), C45),
                _stenosis("if3", "C5-6", "bilateral", ("moderate", 4), C56),
                ImagingFinding(
                    id="if4", kind="subsidence", level="C6-7", evidence=(C67,)
                ),
            ),
        ),
        ImagingStudy(
            id="im2",
            kind="xray",
            date="2026-04-02",
            evidence=(q("D4", RECORD["D4"][0]),),
            findings=(
                ImagingFinding(
                    id="if5", kind="subsidence", level="C5-6", evidence=(SUBSIDENCE,)
                ),
                ImagingFinding(
                    id="if6",
                    kind="hardware-failure",
                    assertion="absent",
                    location="hardware",
                    evidence=(STABLE,),
                ),
            ),
        ),
    ),
    treatments=(
        Treatment(id="tr1", kind="collar", site="neck", evidence=(COLLAR,)),
        Treatment(id="tr2", kind="medication", evidence=(COLLAR,)),
    ),
    procedures_done=(
        ProcedureDone(
            id="pd1", kind="cervical-surgery", evidence=(q("D2", RECORD["D2"][1]),)
        ),
    ),
    statements=(
        Statement(
            id="st1",
            kind="other-causes-excluded",
            assertion="uncertain",
            speaker="reviewer",
            evidence=(UNSURE,),
        ),
    ),
    refused=(
        RefusedFact(
            id="rf1",
            list="treatments",
            kind="physical-therapy",
            claim="physical therapy, 42 days",
            reason="quote-not-found",
            why="the words do not stand in the document",
            quote="six weeks of physical therapy",
            nearest=COLLAR,
        ),
    ),
)
SEARCHED = Searched(documents=5, pages=5, terms=("physical therapy", "exercise"))


def result(name: str, title: str, status: str, reason: str, **more: Any) -> Any:
    """A criterion result with the source of the sample policy."""
    return CriterionResult(
        id=name,
        title=title,
        source="Sample policy, section 2",
        status=status,
        reason=reason,
        searched=SEARCHED,
        **more,
    )


OTHER = result(
    "other-causes-excluded",
    "Other causes excluded",
    "not_documented",
    "The record leaves open whether other causes were excluded.",
    open_because="unsure",
    facts=("st1",),
    evidence_for=(),
    evidence_against=(UNSURE,),
)
CARE = result(
    "conservative-care",
    "Conservative care",
    "not_documented",
    "A collar and medication are mentioned without dates, duration or response; "
    "at least 42 days within 12 months are asked for.",
    open_because="undated",
    facts=("tr1", "tr2"),
    evidence_for=(COLLAR,),
)
FUNCTION = result(
    "function-limited",
    "Function limited",
    "not_documented",
    "No daily activity is named as limited and no score is given.",
    open_because="never-mentioned",
)
NICOTINE = result(
    "nicotine-free",
    "Nicotine free",
    "not_documented",
    "Nicotine is not mentioned.",
    open_because="never-mentioned",
)
DIABETES = result(
    "diabetes-controlled",
    "Diabetes controlled",
    "not_applicable",
    "No diabetes in the record.",
)


def symptoms(note: str = "") -> CriterionResult:
    """Symptoms in the territory of the level, with a note on what lies outside."""
    return result(
        "symptoms-match-level",
        "Symptoms match the level",
        "met",
        "Pain in the shoulders lies in the territory of the root or its neighbour.",
        facts=("sy1",),
        evidence_for=(SHOULDERS,),
        notes=(note,) if note else (),
    )


def imaging(status: str, reason: str, fact: str, evidence: Evidence) -> Any:
    """The imaging criterion at one level."""
    against = status == "not_met"
    return result(
        "imaging-at-level",
        "Imaging at the level",
        status,
        reason,
        open_because="ungraded" if status == "not_documented" else None,
        facts=(fact,),
        evidence_for=() if against else (evidence,),
        evidence_against=(evidence,) if against else (),
    )


FUSION = result(
    "fusion-indication",
    "Indication for fusion",
    "conflicting",
    "The diagnosis says hardware failure, the films say stable hardware; "
    "no flexion-extension films are in the record.",
    facts=("dx2", "dx3", "if6"),
    evidence_for=(FAILURE_LISTED, FAILURE),
    evidence_against=(STABLE,),
    pathways=(
        Pathway(
            id="instability",
            title="Instability",
            status="not_documented",
            reason="No flexion-extension films are in the record.",
        ),
        Pathway(
            id="hardware-failure",
            title="Hardware failure",
            status="conflicting",
            reason="Said in one document and denied in another.",
            evidence_for=(FAILURE,),
            evidence_against=(STABLE,),
        ),
    ),
)


def line(
    name: str,
    procedure: str,
    level: str | None,
    recommendation: str,
    criteria: tuple[CriterionResult, ...],
    **more: Any,
) -> LineResult:
    """One line; adverse recommendations are the physician's to confirm."""
    adverse = recommendation in ("not_medically_necessary", "insufficient_information")
    base: dict[str, Any] = {
        "codes": (),
        "side": None,
        "stage": 1,
        "parents": (),
        "would_meet": (),
        "policy": "cervical-spine-surgery-strict",
        "confirm_by": "physician" if adverse else "nurse",
    }
    return LineResult(
        id=name,
        procedure=procedure,
        level=level,
        recommendation=recommendation,
        criteria=criteria,
        **(base | more),
    )


def _lines() -> tuple[LineResult, ...]:
    below = "Foraminal narrowing at {0} is graded moderate, below the accepted grades."
    general = (OTHER, CARE, FUNCTION)
    fusion = (*general, NICOTINE, DIABETES)
    hands = "Numbness of both hands lies outside the territory of the C5 root."
    post: dict[str, Any] = {"stage": 2, "evidence": (REQUEST_POST,)}
    return (
        line(
            "L1",
            "acdf",
            "C3-4",
            "not_medically_necessary",
            (
                *fusion,
                symptoms(),
                imaging("not_met", below.format("C3-4"), "if1", C34),
            ),
            codes=("22551", "22552"),
            evidence=(REQUEST_ACDF,),
        ),
        line(
            "L2",
            "acdf",
            "C4-5",
            "insufficient_information",
            (
                *fusion,
                symptoms(hands),
                imaging(
                    "met",
                    "Foraminal narrowing at C4-5 on the left is graded severe.",
                    "if2",
                    C45,
                ),
            ),
            codes=("22551", "22552"),
            evidence=(REQUEST_ACDF,),
            would_meet=(
                (
                    "other-causes-excluded",
                    "conservative-care",
                    "function-limited",
                    "nicotine-free",
                ),
            ),
        ),
        line(
            "L3",
            "posterior-cervical-decompression",
            "C5-6",
            "not_medically_necessary",
            (
                *general,
                symptoms(),
                imaging("not_met", below.format("C5-6"), "if3", C56),
            ),
            codes=("63045", "63048"),
            side="bilateral",
            **post,
        ),
        line(
            "L4",
            "posterior-cervical-decompression",
            "C6-7",
            "insufficient_information",
            (
                *general,
                symptoms(),
                imaging(
                    "not_documented",
                    "The report names subsidence at C6-7 and grades no narrowing.",
                    "if4",
                    C67,
                ),
            ),
            codes=("63045", "63048"),
            side="bilateral",
            **post,
        ),
        line(
            "L5",
            "posterior-cervical-fusion",
            "C5-6",
            "insufficient_information",
            (*fusion, symptoms(), FUSION),
            codes=("22600", "22614"),
            stage=2,
            evidence=(REQUEST_FUSION,),
        ),
        line(
            "L6",
            "posterior-cervical-fusion",
            "C6-7",
            "insufficient_information",
            (*fusion, symptoms(), FUSION),
            codes=("22600", "22614"),
            stage=2,
            evidence=(REQUEST_FUSION,),
        ),
        line(
            "L7",
            "instrumentation",
            None,
            "not_medically_necessary",
            (),
            codes=("22845",),
            parents=("L1", "L2"),
            because="Takes the less favourable recommendation of L1 and L2; the code "
            "must change with the levels.",
        ),
        line(
            "L8",
            "instrumentation",
            None,
            "insufficient_information",
            (),
            codes=("22842",),
            stage=2,
            parents=("L5", "L6"),
        ),
    )


def _need(ask: str, resolves: str, lines: tuple[str, ...], **more: Any) -> Need:
    base: dict[str, Any] = {
        "who": "clinical",
        "documents": ("clinic-note",),
        "required": True,
        "source": "Sample policy, section 2",
    }
    return Need(ask=ask, resolves=(resolves,), lines=lines, **(base | more))


ALL = ("L1", "L2", "L3", "L4", "L5", "L6")
NEEDS = (
    _need(
        "Records of care for the neck with start and end dates, kinds of care, number "
        "of visits and response, within 12 months before the request.",
        "conservative-care",
        ALL,
        documents=("therapy-record", "clinic-note"),
    ),
    _need(
        "Which other causes of the pain and the hand numbness were considered, and "
        "what excluded them.",
        "other-causes-excluded",
        ALL,
    ),
    _need("A grade of the narrowing at C6-7.", "imaging-at-level", ("L4",)),
    _need(
        "Flexion-extension films with translation and angulation.",
        "fusion-indication",
        ("L5", "L6"),
        documents=("imaging-report",),
    ),
    _need("A daily activity that the condition limits.", "function-limited", ALL),
    _need("Nicotine status with a cotinine result.", "nicotine-free", ("L1", "L2")),
    _need(
        "Nerve studies of the arms.",
        "other-causes-excluded",
        ALL,
        required=False,
        documents=("nerve-study",),
    ),
)

DETERMINATION = Determination(
    request_date="2026-05-04",
    final=True,
    recommendation="not_medically_necessary",
    confirm_by="physician",
    lines=_lines(),
    waivers=(
        WaiverResult(
            id="myelopathy",
            title="Myelopathy",
            status="not_documented",
            reason="No sign of myelopathy is recorded and none is excluded.",
            waives=("conservative-care", "nicotine-free"),
            evidence=(),
        ),
    ),
    conflicts=(
        Conflict(
            kind="hardware-failure",
            lines=("L5", "L6"),
            criterion="fusion-indication",
            sides=(
                ConflictSide(
                    says="hardware failure", evidence=(FAILURE_LISTED, FAILURE)
                ),
                ConflictSide(says="hardware stable", evidence=(STABLE,)),
            ),
            settled_by=None,
        ),
    ),
    needs=NEEDS,
    alternatives=(
        Alternative(
            lines=("L2",),
            procedure="acdf",
            level="C4-5",
            status="open",
            because="The imaging criterion is met at this level alone.",
            open_criteria=("other-causes-excluded", "conservative-care"),
        ),
    ),
)

REVIEW = Review(
    packet=PacketSummary(
        documents=SUMMARIES,
        flags=(PacketFlag(kind="policy-text", evidence=(UNSURE,)),),
    ),
    case=CASE,
    policies=(
        PolicyUsed(
            id="cervical-spine-surgery-strict",
            version="2026.1",
            sha256="ab12" * 16,
            chosen_because="named on the command line",
        ),
    ),
    determination=DETERMINATION,
    provenance=Provenance(
        program="review-workbench 0.1.0",
        packet_sha256="cd34" * 16,
        case_sha256="ef56" * 16,
        reader=ReaderRecord(name="rules", version="1"),
    ),
)

SECTION = Source(document="Sample policy", section="section 2")
FUSIONS = ("acdf", "posterior-cervical-fusion")
PROCEDURES = (*FUSIONS, "posterior-cervical-decompression")


def _criterion(name: str, title: str, text: str, ask: str) -> Criterion:
    return Criterion(
        id=name,
        title=title,
        text=text,
        source=SECTION,
        applies_to=PROCEDURES,
        test={"sample": {}},
        ask=ask,
    )


POLICY = Policy(
    id="cervical-spine-surgery-strict",
    version="2026.1",
    title="Cervical spine surgery, strict variant",
    status="sample",
    region="cervical",
    effective_from="2026-01-01",
    source=Source(document="Sample policy"),
    parameters={
        "accepted-grades": Parameter(
            value=["moderate-to-severe", "severe", "critical"], source="section 2"
        ),
        "care-days": Parameter(value=42, unit="days", source="section 2"),
        "care-window": Parameter(value=12, unit="months", source="section 2"),
    },
    procedures=PROCEDURES,
    criteria=(
        _criterion(
            "other-causes-excluded",
            "Other causes excluded",
            "Other reasonable sources of the pain or deficit were considered and "
            "excluded.",
            NEEDS[1].ask,
        ),
        _criterion(
            "symptoms-match-level",
            "Symptoms match the level",
            "A symptom or sign lies in the territory of the root at that interspace, "
            "or one root up or down.",
            "A named territory.",
        ),
        _criterion(
            "imaging-at-level",
            "Imaging at the level",
            "Imaging within 12 months describes narrowing at that interspace graded "
            "moderate-to-severe, severe or critical.",
            "A grade of the narrowing.",
        ),
        _criterion(
            "conservative-care",
            "Conservative care",
            "Within 12 months before the request, at least 42 days of care for the "
            "neck with an active component.",
            NEEDS[0].ask,
        ),
        _criterion(
            "function-limited",
            "Function limited",
            "A named daily activity is limited.",
            NEEDS[4].ask,
        ),
        _criterion(
            "nicotine-free",
            "Nicotine free",
            "Never-user, or no use for 6 weeks and cotinine of 10 ng/ml or less.",
            NEEDS[5].ask,
        ),
        _criterion(
            "diabetes-controlled",
            "Diabetes controlled",
            "HbA1c under 8.0% within 90 days.",
            "An HbA1c value.",
        ),
        _criterion(
            "fusion-indication",
            "Indication for fusion",
            "Any of instability, pseudarthrosis, hardware failure, deformity.",
            NEEDS[3].ask,
        ),
    ),
    waivers=(
        Waiver(
            id="myelopathy",
            title="Myelopathy",
            text="A sign of myelopathy, and cord compression on imaging.",
            source=SECTION,
            waives=("conservative-care", "nicotine-free"),
            test={"sample": {}},
        ),
    ),
)
