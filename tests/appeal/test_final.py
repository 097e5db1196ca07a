"""A final letter on an appeal: refused until all of it stands, then unmarked."""

from __future__ import annotations

import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.appeal.made import CASES, judged, text
from workbench.appeal.letter import page_setup, whole, with_letter
from workbench.appeal.records import gather
from workbench.appeal.reevaluate import Judged, judge
from workbench.appeal.respond import respond
from workbench.appeal.writer import PAGE_BREAK
from workbench.cli.main import app
from workbench.errors import InputError
from workbench.extract.rules.reader import RulesReader
from workbench.packet.sources import load
from workbench.schema.appeal import AppealReview
from workbench.schema.base import parse_data
from workbench.schema.matter import Matter
from workbench.schema.review import review_sha256

UPHELD, OVERTURNED = "cervical-nothing-new", "cervical-therapy"
PARTLY = "lumbar-partial"
CASES_OF = {UPHELD: "uphold", OVERTURNED: "overturn", PARTLY: "partial_overturn"}
PROGRAMS = ("commercial", "medicaid", "medicare-advantage")
WHY = {
    "uphold": "This patient smokes, which the fusion would not survive as planned.",
    "overturn": "The therapy records show the care that the first review missed.",
    "partial_overturn": "Therapy is shown; the lower level is narrowed only mildly.",
    "dismiss": "",
}
SIGNER = {
    "name": "Perpetua Fabricated",
    "role": "physician",
    "credential": "MD, orthopaedic surgeon",
    "licence": "TX F1234",
    "specialty": "orthopaedic spine surgery",
    "at": "2026-06-29T09:30:00-05:00",
    "attestation": "I read the record and the appeal.",
}
CLERK = {
    "name": "Odo Concocted",
    "role": "administrative",
    "credential": "Appeals coordinator",
    "licence": None,
    "specialty": None,
    "at": "2026-06-29T09:30:00-05:00",
    "attestation": "I checked who filed.",
}


def decision(case: Judged, value: str, **more: Any) -> dict[str, Any]:
    lines = {
        "partial_overturn": [
            {"line": "L1", "value": "approve"},
            {"line": "L2", "value": "deny_medical_necessity"},
        ]
    }
    return {
        "value": value,
        "review_sha256": review_sha256(case.after),
        "rationale": WHY[value],
        "lines": lines.get(value, []),
        "sign_off": SIGNER,
    } | more


def matter(decided: dict[str, Any] | None, program: str = "commercial") -> Any:
    return {
        "program": program,
        "plan": "Peakview Sample Benefits",
        "reference": "AP-2026-31",
        "letter_date": "2026-06-30",
        "member": {"name": "Hollis Untrue", "member_id": "PSB-771"},
        "contacts": {"member_services": {"phone": "555-0142", "tty": "711"}},
        "events": [
            {"id": "E1", "kind": "appeal_received", "at": "2026-06-25T08:00:00-05:00"}
        ],
        "decision": decided,
        "appeal": {
            "level": "first",
            "speed": "standard",
            "filed_by": "practitioner",
            "first_reviewer": {"name": "Dana Placeholder, MD", "licence": "TX P99"},
            "independent": True,
            "specialty_match": True,
            "disclosed": "2026-06-26",
            "implementation_date": "2026-06-30",
        },
        "service_dates": ["2026-07-10", "2026-10-10"],
        "authorization": "AUTH-5512",
        "letterhead": {"name": "Peakview Sample Benefits", "lines": ["Box 1"]},
    }


def final(name: str, data: Any) -> AppealReview:
    case = judged(name)
    facts = parse_data(Matter, data, where="matter")
    return with_letter(respond(case, facts), case, facts, final=True)


@cache
def complete(name: str, program: str) -> AppealReview:
    case = judged(name)
    return final(name, matter(decision(case, CASES_OF[name]), program))


def refused(name: str, data: Any) -> str:
    with pytest.raises(InputError) as caught:
        final(name, data)
    return str(caught.value)


@pytest.mark.parametrize("name", CASES_OF)
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_complete_matter_gives_a_final_letter_without_the_mark(
    name: str, program: str
) -> None:
    done = complete(name, program)
    assert done.final
    assert done.letter is not None
    for mark in ("raft", "propose", "not given", "unverified", "Recommended"):
        assert mark not in done.letter
    assert whole(done) == done.letter
    assert page_setup(done).running_head is None
    assert not [one for one in done.checklist if one.blocks]


@pytest.mark.parametrize(
    ("path", "value", "element"),
    [
        (("letter_date",), None, "appeal-identity"),
        (("member", "member_id"), None, "appeal-identity"),
        (("events",), [], "appeal-appealed"),
        (("appeal", "level"), None, "appeal-appealed"),
        (("appeal", "speed"), None, "appeal-appealed"),
        (("appeal", "filed_by"), None, "appeal-appealed"),
        (("appeal", "independent"), None, "appeal-independent"),
        (("appeal", "independent"), False, "appeal-independent"),
        (("appeal", "specialty_match"), None, "appeal-specialty"),
        (("appeal", "implementation_date"), None, "appeal-implementation"),
        (("authorization",), None, "appeal-authorization"),
        (("contacts", "member_services"), None, "appeal-help"),
        (("program",), None, "appeal-next-rights"),
    ],
)
def test_each_missing_fact_is_named_with_its_remedy(
    path: tuple[str, ...], value: Any, element: str
) -> None:
    """The partly overturned case asks for everything; a lacking fact stops it."""
    data = matter(decision(judged(PARTLY), "partial_overturn"))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    said = refused(PARTLY, data)
    assert element in said
    assert "matter" in said


def test_an_unsigned_letter_is_refused_and_its_draft_keeps_the_mark() -> None:
    for name in CASES_OF:
        said = refused(name, matter(None))
        assert "appeal-signed" in said
        assert "no signed decision" in said
        case = judged(name)
        facts = parse_data(Matter, matter(None), where="matter")
        draft = with_letter(respond(case, facts), case, facts)
        assert draft.letter is not None
        assert "Draft recommendation, not a decision" in draft.letter
        assert "DRAFT" in (page_setup(draft, facts).running_head or "")
        assert "# Checklist for the reviewer" in whole(draft, facts)


def test_a_signed_matter_without_the_option_is_still_a_draft() -> None:
    case = judged(UPHELD)
    facts = parse_data(Matter, matter(decision(case, "uphold")), where="matter")
    draft = with_letter(respond(case, facts), case, facts)
    assert "DRAFT" in (page_setup(draft, facts).running_head or "")
    assert draft.letter is not None
    assert "Draft recommendation" in draft.letter


@pytest.mark.parametrize("role", ["nurse", "administrative"])
def test_only_a_physician_signs_an_overturned_denial(role: str) -> None:
    signer = SIGNER | {"role": role}
    made = decision(judged(OVERTURNED), "overturn", sign_off=signer)
    assert f"signed by a {role}, not a physician" in refused(OVERTURNED, matter(made))


@pytest.mark.parametrize(
    ("first", "stopped"),
    [
        ({"name": "Perpetua Fabricated"}, True),
        ({"name": "Dr. P. Fabricated, MD"}, True),
        ({"name": "Fabricated, Perpetua"}, True),
        ({"licence": "TX-F1234"}, True),
        ({"name": "Petronella Fabricated"}, False),
        ({"name": "Perpetua Feigned"}, False),
        ({"name": "Dana Placeholder", "licence": "TX F1235"}, False),
        ({}, False),
    ],
)
def test_the_first_reviewer_does_not_sign_again(
    first: dict[str, str], stopped: bool
) -> None:
    data = matter(decision(judged(UPHELD), "uphold"))
    data["appeal"]["first_reviewer"] = first
    if stopped:
        assert "appeal-new-reviewer" in refused(UPHELD, data)
    else:
        assert final(UPHELD, data).final


def test_the_reviewer_whom_the_denial_names_does_not_sign() -> None:
    """The denial itself tells who decided; the matter need not repeat it."""
    signer = SIGNER | {"name": "Dana Placeholder"}
    data = matter(decision(judged(OVERTURNED), "overturn", sign_off=signer))
    data["appeal"]["first_reviewer"] = {}
    assert "the denial names the signer" in refused(OVERTURNED, data)


@pytest.mark.parametrize(
    ("name", "value", "lines", "said"),
    [
        (UPHELD, "overturn", [], "decided overturn, and the letter tells uphold"),
        (OVERTURNED, "uphold", [], "decided uphold, and the letter tells overturn"),
        (UPHELD, "uphold", [("L1", "approve")], "L1 is decided approve"),
        (UPHELD, "uphold", [("L9", "uphold")], "L9 is no line"),
        (PARTLY, "partial_overturn", [("L1", "approve")], "L2 is not decided"),
        (
            PARTLY,
            "partial_overturn",
            [("L1", "uphold"), ("L2", "overturn")],
            "L1 is decided uphold, L2 is decided overturn",
        ),
    ],
)
def test_a_decision_that_is_not_the_letters_is_refused(
    name: str, value: str, lines: list[tuple[str, str]], said: str
) -> None:
    each = [{"line": line, "value": one} for line, one in lines]
    made = decision(judged(name), value, lines=each)
    assert said in refused(name, matter(made))


def test_a_decision_on_another_review_is_refused() -> None:
    made = decision(judged(UPHELD), "uphold", review_sha256="0" * 64)
    assert "names no review, or another one" in refused(UPHELD, matter(made))


@pytest.mark.parametrize(
    "passage",
    ["grounds", "documents", "criteria", "criteria-copy", "reviewer", "reasons"],
)
def test_a_template_that_lost_an_element_makes_no_final_letter(
    passage: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source = Path(__file__).parents[2] / "prompts" / "appeal" / "response.md.j2"
    body = source.read_text()
    for part in ("member", "clinical"):
        body = body.replace(f'call {part}("{passage}")', f'call {part}("other")')
    assert body != source.read_text()
    own = tmp_path / "prompts" / "appeal"
    own.mkdir(parents=True)
    (own / "response.md.j2").write_text(body)
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    said = refused(UPHELD, matter(decision(judged(UPHELD), "uphold")))
    assert f"no passage: {passage}" in said


@pytest.mark.parametrize(
    ("program", "filed_by", "speed", "authorized", "dismissed"),
    [
        ("commercial", "representative", "standard", False, True),
        ("commercial", "representative", "expedited", False, True),
        ("commercial", "practitioner", "expedited", False, False),
        ("medicare-advantage", "representative", "standard", False, True),
        ("medicare-advantage", "practitioner", "standard", False, False),
        ("medicaid", "practitioner", "standard", False, True),
        ("medicaid", "member", "standard", False, False),
        ("commercial", "representative", "standard", True, False),
        ("commercial", "representative", "standard", None, False),
    ],
)
def test_an_appeal_without_authority_is_not_heard(
    program: str, filed_by: str, speed: str, authorized: bool | None, dismissed: bool
) -> None:
    data = matter(None, program)
    data["appeal"] |= {"filed_by": filed_by, "speed": speed, "authorized": authorized}
    facts = parse_data(Matter, data, where="matter")
    done = respond(judged(OVERTURNED), facts)
    assert done.decision == ("dismiss" if dismissed else "overturn")
    if dismissed:
        assert "may not act for the member" in done.because


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("signer", [CLERK, SIGNER], ids=["clerk", "physician"])
def test_a_dismissal_is_signed_by_its_own_signer(
    program: str, signer: dict[str, Any]
) -> None:
    made = decision(judged(OVERTURNED), "dismiss", sign_off=signer)
    data = matter(made, program)
    data["appeal"] |= {"filed_by": "representative", "authorized": False}
    shown = final(OVERTURNED, data).letter
    assert shown is not None
    assert "We cannot hear your appeal" in shown
    assert "We did not look at the care itself" in shown
    assert "We send your case" not in shown
    assert "approve**" not in shown
    assert "Line by line" not in shown


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", CASES_OF)
def test_the_grade_is_within_the_limit_of_the_program(name: str, program: str) -> None:
    found = {one.element: one for one in complete(name, program).checklist}
    limit = 6 if program == "medicaid" else 8
    assert found["appeal-reading"].state == "present"
    assert f"(limit {limit};" in found["appeal-reading"].said


def test_the_command_refuses_and_then_gives_the_letter(tmp_path: Path) -> None:
    folder = CASES / UPHELD
    case = judged(UPHELD)
    facts = tmp_path / "matter.json"
    command = [
        "appeal", "respond", "--packet", str(folder / "packet"), "--denial",
        str(folder / "denial.txt"), "--appeal", str(folder / "appeal.txt"),
        "--matter", str(facts),
    ]  # fmt: skip
    facts.write_text(json.dumps(matter(None)))
    draft = CliRunner().invoke(app, [*command, "--format", "json"])
    shown = json.loads(draft.stdout)
    assert any(one["blocks"] for one in shown["checklist"])
    stopped = CliRunner().invoke(app, [*command, "--final-letter"])
    assert stopped.exit_code == 1
    assert stopped.stdout == ""
    signed = decision(case, "uphold", review_sha256=shown["review_sha256"])
    facts.write_text(json.dumps(matter(signed)))
    made = CliRunner().invoke(app, [*command, "--final-letter"])
    assert made.exit_code == 0, made.exception
    assert made.stdout.startswith("# We keep our decision")
    assert "Checklist" not in made.stdout


def test_the_final_pages_carry_no_mark() -> None:
    import pypdfium2

    from workbench.cli.render import document

    done = complete(UPHELD, "commercial")
    data = parse_data(
        Matter, matter(decision(judged(UPHELD), "uphold")), where="matter"
    )
    made = document(whole(done, data), "pdf", page_setup(done, data))
    pages = pypdfium2.PdfDocument(io.BytesIO(made))
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "Peakview Sample Benefits" in words
    assert "DRAFT" not in words


def test_the_same_matter_gives_the_same_letter() -> None:
    case = judged(UPHELD)
    again = final(UPHELD, matter(decision(case, "uphold")))
    assert again == complete(UPHELD, "commercial")


def test_a_reason_that_was_never_told_stops_a_final_letter() -> None:
    """The notice speaks of smoking alone; the letter would rest on therapy too."""
    folder = CASES / UPHELD
    bare = text(
        "denial",
        "March 9, 2026\n\nThe request for ACDF C6-7 is denied as not medically "
        "necessary because the patient is a current smoker.",
    )
    gathered = gather(
        load(str(folder / "packet")), bare, load(str(folder / "appeal.txt"))
    )
    case = judge(gathered, RulesReader())
    data = matter(decision(case, "uphold"))
    told = parse_data(Matter, data, where="matter")
    assert with_letter(respond(case, told), case, told, final=True).final
    data["appeal"]["disclosed"] = None
    untold = parse_data(Matter, data, where="matter")
    with pytest.raises(InputError, match="aca-appeal-disclosed"):
        with_letter(respond(case, untold), case, untold, final=True)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_late_appeal_leaves_its_cause_to_a_person_and_then_says_what_was_decided(
    program: str,
) -> None:
    case = judged(OVERTURNED)
    data = matter(decision(case, "dismiss", sign_off=CLERK), program)
    data["letter_date"] = "2027-01-12"
    came = {"id": "E1", "kind": "appeal_received", "at": "2027-01-04T08:00:00-05:00"}
    data["events"] = [came]
    facts = parse_data(Matter, data, where="matter")
    draft = with_letter(respond(case, facts), case, facts).letter or ""
    assert "is for a person to weigh" in draft
    shown = final(OVERTURNED, data).letter or ""
    assert "for a person to weigh" not in shown
    assert "2027-01-04, after the last day" in shown


def test_the_member_is_told_every_reason_that_stands() -> None:
    """One reason fails and one is open; the notice gave both, so both are told."""
    shown = complete(UPHELD, "commercial").letter
    assert shown is not None
    member = shown.partition(PAGE_BREAK)[0]
    assert "**Nicotine.**" in member
    assert member.count("The rule asks for") == 2
