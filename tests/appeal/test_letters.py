"""The letters: traced to the last token, honest, and readable as pages."""

from __future__ import annotations

import io

import pytest

from tests.appeal.made import CASES, judged
from workbench.appeal.letter import PAGE_BREAK, _Writer, page_setup, with_letter
from workbench.appeal.pages import gaps_page
from workbench.appeal.respond import respond
from workbench.appeal.write import write
from workbench.narrate.letters.library import library
from workbench.narrate.letters.reading import reading
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
    text = with_letter(respond(case, matter), case, matter).letter
    assert text is not None
    return text


def appeal(name: str) -> str:
    case = judged(name, new=False, appeal=False)
    text = with_letter(write(case), case).letter
    assert text is not None
    return text


@pytest.mark.parametrize("name", ALL)
def test_every_letter_passes_the_proof_and_answers_each_ground(name: str) -> None:
    case = judged(name)
    done = respond(case)
    text = response(name)
    for ground in done.grounds:
        assert f"**{ground.id}.**" in text
    assert "Draft recommendation, not a decision" in text
    for document in done.new_documents:
        assert f"| {document} |" in text


@pytest.mark.parametrize("name", ALL)
def test_the_provider_letter_opens_with_what_it_asks_and_quotes_each_reason(
    name: str,
) -> None:
    case = judged(name, new=False, appeal=False)
    done = write(case)
    text = appeal(name)
    assert text.index("Please overturn the denial") < text.index("## The patient")
    for number, ground in enumerate(done.grounds, 1):
        if ground.answer in ("overturned", "conceded"):
            assert f"Reason {number}" in text


@pytest.mark.parametrize("name", ALL)
def test_gaps_are_never_printed_inside_the_letter(name: str) -> None:
    case = judged(name, new=False, appeal=False)
    done = write(case)
    text = appeal(name)
    for gap in done.gaps:
        assert gap.ask not in text
    page = gaps_page(done, case.after, case.policy)
    assert all(gap.title in page for gap in done.gaps)
    assert "not sent" in page


def test_a_conceded_line_is_not_asked_for() -> None:
    text = appeal("lumbar-partial")
    asked = text[text.index("Please overturn") : text.index("## The patient")]
    assert "L1 (L4-5, left)" in asked
    assert "L2 (L5-S1, left)" not in asked
    assert "We do not ask for" in asked


def test_the_policys_words_stand_beside_the_misquote() -> None:
    text = appeal("cervical-misquote")
    assert "graded moderate, moderate to severe, severe or critical" in text
    assert "The denial does not state the policy's rule." in text


@pytest.mark.parametrize(("true", "false"), PLANTS)
def test_planted_falsehoods_are_caught(true: str, false: str) -> None:
    case = judged("cervical-therapy")
    writer = _Writer(respond(case), case, Matter())
    text = writer.text("response.md.j2")
    assert true in text
    assert writer.untraced(text) == ()
    head, clinical = text.split(PAGE_BREAK)
    planted = head + PAGE_BREAK + clinical.replace(true, false)
    assert writer.untraced(planted)


def test_a_quote_that_no_record_holds_is_caught() -> None:
    case = judged("cervical-misquote", new=False, appeal=False)
    writer = _Writer(write(case), case, Matter())
    text = writer.text("letter.md.j2")
    planted = text.replace("He cannot lift his tools", "He cannot lift his arms")
    assert planted != text
    assert writer.untraced(planted)


@pytest.mark.parametrize("name", ALL)
def test_the_members_part_is_plain(name: str) -> None:
    """No code numbers, and a reading grade of eight or less."""
    matter = Matter(program="commercial", member=Member(name="A Person"))
    member = response(name, matter).split(PAGE_BREAK)[0]
    assert "22551" not in member
    assert "63047" not in member
    assert "not given; they depend" not in member
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
