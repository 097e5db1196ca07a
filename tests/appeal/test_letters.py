"""The letters: traced to the last token, honest, and readable as pages."""

from __future__ import annotations

import io

import pytest

from tests.appeal.made import CASES, HERE, judged, text
from workbench.appeal.letter import page_setup, with_letter
from workbench.appeal.pages import gaps_page
from workbench.appeal.records import gather
from workbench.appeal.reevaluate import judge
from workbench.appeal.respond import respond
from workbench.appeal.write import write
from workbench.appeal.writer import PAGE_BREAK, Writer
from workbench.extract.rules.reader import RulesReader
from workbench.narrate.letters.library import library
from workbench.narrate.letters.reading import reading
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.pipeline import review_packet
from workbench.schema.matter import Matter, Member

ALL = sorted(path.name for path in CASES.iterdir() if path.is_dir())
PLANTS = [
    ("C5-6", "C4-5"),
    ("physical therapy from 2026-01-19", "physical therapy from 2026-01-12"),
    ("2026-03-20", "2026-03-21"),
    ("42 days", "56 days"),
    ("22551", "22554"),
]


def response(name: str, matter: Matter | None = None) -> str:
    case = judged(name)
    made = with_letter(respond(case, matter), case, matter).letter
    assert made is not None
    return made


def appeal(name: str) -> str:
    case = judged(name, new=False, appeal=False)
    made = with_letter(write(case), case).letter
    assert made is not None
    return made


@pytest.mark.parametrize("name", ALL)
def test_every_letter_passes_the_proof_and_answers_each_ground(name: str) -> None:
    case = judged(name)
    done = respond(case)
    shown = response(name)
    for ground in done.grounds:
        assert f"**{ground.id}.**" in shown
    assert "Draft recommendation, not a decision" in shown
    for document in done.new_documents:
        assert f"| {document} |" in shown


@pytest.mark.parametrize("name", ALL)
def test_the_provider_letter_opens_with_what_it_asks_and_quotes_each_reason(
    name: str,
) -> None:
    case = judged(name, new=False, appeal=False)
    done = write(case)
    shown = appeal(name)
    assert shown.index("Please overturn the denial") < shown.index("## The patient")
    for number, ground in enumerate(done.grounds, 1):
        if ground.answer in ("overturned", "conceded"):
            assert f"Reason {number}" in shown


@pytest.mark.parametrize("name", ALL)
def test_gaps_are_never_printed_inside_the_letter(name: str) -> None:
    case = judged(name, new=False, appeal=False)
    done = write(case)
    shown = appeal(name)
    for gap in done.gaps:
        assert gap.ask not in shown
    page = gaps_page(done, case.after, case.policy)
    assert all(gap.title in page for gap in done.gaps)
    assert "not sent" in page


GOLD = ["arthroplasty-checkbox-form", "lumbar-disc-mild-short-care", "pns-occipital"]


@pytest.mark.parametrize("name", GOLD)
def test_letters_on_packets_of_other_kinds_pass_the_proof(name: str) -> None:
    """Marks that Markdown knows, long titles, words that policy and record share."""
    folder = HERE.parents[1] / "evals" / "gold" / name / "packet"
    packet = load(str(folder))
    denial = review_packet(read_packet(packet), RulesReader(), final=True)
    letter = text("appeal", "I appeal for my patient. The care was completed.")
    case = judge(gather(packet, (), letter), RulesReader(), denial=denial)
    assert with_letter(respond(case), case).letter
    assert with_letter(write(case), case).letter


def test_a_conceded_line_is_not_asked_for() -> None:
    shown = appeal("lumbar-partial")
    asked = shown[shown.index("Please overturn") : shown.index("## The patient")]
    assert "L1 (L4-5, left)" in asked
    assert "L2 (L5-S1, left)" not in asked
    assert "We do not ask for" in asked


def test_the_policys_words_stand_beside_the_misquote() -> None:
    shown = appeal("cervical-misquote")
    assert "graded moderate, moderate to severe, severe or critical" in shown
    assert "The denial does not state the policy's rule." in shown


@pytest.mark.parametrize(("true", "false"), PLANTS)
def test_planted_falsehoods_are_caught(true: str, false: str) -> None:
    case = judged("cervical-therapy")
    writer = Writer(respond(case), case, Matter())
    made = writer.text("response.md.j2")
    assert true in made
    assert writer.untraced(made) == ()
    head, clinical = made.split(PAGE_BREAK)
    planted = head + PAGE_BREAK + clinical.replace(true, false)
    assert writer.untraced(planted)


def test_a_wish_for_speed_is_quoted_and_put_first() -> None:
    folder = CASES / "cervical-therapy"
    words = "Please grant an expedited review of this appeal of the C5-6 fusion."
    records = gather(
        load(str(folder / "packet")),
        load(str(folder / "denial.txt")),
        text("appeal", words),
    )
    case = judge(records, RulesReader())
    shown = with_letter(respond(case), case).letter
    assert shown is not None
    assert shown.index(words) < shown.index("## Line by line")


def test_the_provider_asks_for_speed_and_leaves_the_statement_to_the_physician() -> (
    None
):
    case = judged("cervical-misquote", new=False, appeal=False)
    matter = Matter(request_type="expedited", plan="Harbor Example Health Plan")
    shown = with_letter(write(case), case, matter).letter
    assert shown is not None
    assert "We ask for an expedited decision" in shown
    assert "statement that waiting would endanger the patient: not given" in shown


def test_a_quote_that_no_record_holds_is_caught() -> None:
    case = judged("cervical-misquote", new=False, appeal=False)
    writer = Writer(write(case), case, Matter())
    made = writer.text("letter.md.j2")
    planted = made.replace("He cannot lift his tools", "He cannot lift his arms")
    assert planted != made
    assert writer.untraced(planted)


@pytest.mark.parametrize("name", ALL)
def test_the_members_part_is_plain(name: str) -> None:
    """No code numbers, and a reading grade of eight or less."""
    matter = Matter(program="commercial", member=Member(name="A Person"))
    member = response(name, matter).split(PAGE_BREAK)[0]
    assert "22551" not in member
    assert "63047" not in member
    assert "next rights: not given" not in member
    assert reading(member, "commercial", library(), "en").grade <= 8


def test_the_letter_is_set_on_pages() -> None:
    import docx
    import pypdfium2

    from workbench.cli.render import document

    case = judged("cervical-misquote", new=False, appeal=False)
    done = with_letter(write(case), case)
    assert done.letter is not None
    pdf = pypdfium2.PdfDocument(document(done.letter, "pdf", page_setup(done)))
    words = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "DRAFT" in words
    assert "Exhibit C" in words
    made = docx.Document(io.BytesIO(document(done.letter, "docx", page_setup(done))))
    assert any("Appeal of a denial" in one.text for one in made.paragraphs)
