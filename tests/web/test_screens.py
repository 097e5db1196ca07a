"""The screens as a reviewer reads them."""

from __future__ import annotations

import html
import re

from workbench.packet.sources import Source, load
from workbench.schema.matter import Matter
from workbench.store import cases, users

from .conftest import Bench, hand_in


def test_an_empty_queue_offers_the_sample(empty: Bench) -> None:
    page = empty.client.get("/").text

    assert "No cases yet" in page
    assert 'action="/cases/sample"' in page


def test_the_sample_is_one_post_away(empty: Bench) -> None:
    answer = empty.post("/cases/sample")
    assert answer.status_code == 303
    case = answer.headers["location"]

    waiting = empty.client.get(case)
    assert waiting.url.path == f"{case}/progress"
    assert "Reading the files" in waiting.text
    assert "packet.txt" in waiting.text

    empty.desk.work_off()
    assert "Look first" in empty.client.get(f"{case}/progress").text


def test_the_progress_part_sends_htmx_to_the_case_when_done(bench: Bench) -> None:
    answer = bench.client.get(
        f"/cases/{bench.case}/progress", headers={"HX-Request-Type": "partial"}
    )

    assert answer.headers["HX-Redirect"] == f"/cases/{bench.case}"


def test_a_packet_that_cannot_be_read_says_so(empty: Bench) -> None:
    case = hand_in(empty.desk, Source("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9))

    page = empty.client.get(f"/cases/{case}").text

    assert "Could not be read" in page
    assert "could not be read" in empty.client.get("/").text


def test_the_review_shows_every_line_of_the_source(bench: Bench) -> None:
    page = html.unescape(bench.review())
    file = bench.desk.file(bench.case, bench.user)

    for document in file.packet.documents:
        for line in document.lines:
            assert f'id="{document.id}-{line.number}"' in page
    assert "Aldous Testerfield" in page


def test_a_criterion_that_is_open_says_what_was_searched(bench: Bench) -> None:
    page = bench.review()

    assert "5 pages in 5 documents searched, 0 mentions" in page
    assert ">nicotine <b>0</b>" in page


def test_the_contradiction_of_the_record_stands_in_look_first(bench: Bench) -> None:
    page = bench.review()
    first = page[page.index('id="panel-first"') : page.index('id="panel-criteria"')]

    assert "diagnosis: hardware failure" in first
    assert "Stable hardware, No evidence of instrumentation failure." in first


def test_facts_lead_to_criteria_and_criteria_to_facts(bench: Bench) -> None:
    page = bench.review()

    assert 'href="#f-TX1" data-to-fact="TX1"' in page
    assert 'id="f-TX1"' in page
    assert 'href="#c-L1-conservative-care" data-to-criterion' in page


def test_search_answers_with_the_lines(bench: Bench) -> None:
    page = bench.client.get(f"/cases/{bench.case}/search?q=collar").text

    assert "2 lines" in page
    assert 'href="#D2-12"' in page


def test_opening_a_finding_notes_it_where_other_lines_read_the_same(
    bench: Bench,
) -> None:
    answer = bench.post(f"/cases/{bench.case}/opened", key="L1/nicotine-free")
    assert answer.status_code == 204

    file = bench.desk.file(bench.case, bench.user)
    assert file.opened == {f"{line}/nicotine-free" for line in ("L1", "L2", "L5", "L6")}


def test_a_finding_that_is_not_there_cannot_be_opened(bench: Bench) -> None:
    answer = bench.post(f"/cases/{bench.case}/opened", key="L1/nothing")

    assert answer.status_code == 404


def test_the_queue_filters_by_words_and_group(bench: Bench) -> None:
    assert "Sample" in bench.client.get("/?q=sampl&status=review").text
    assert "No case matches" in bench.client.get("/?q=other").text
    assert "No case matches" in bench.client.get("/?status=done").text


def test_an_unknown_case_is_a_page_not_a_trace(bench: Bench) -> None:
    answer = bench.client.get("/cases/nothing")

    assert answer.status_code == 404
    assert "Not found" in answer.text


def rows_of(bench: Bench, query: str) -> list[str]:
    page = bench.client.get(f"/?{query}").text
    return re.findall(r'class="row-link"[^>]*>([^<]*)<', page)


def test_the_queue_is_filtered_by_service_time_owner_and_words(bench: Bench) -> None:
    mri = hand_in(
        bench.desk, *load("evals/gold/mri-lumbar-red-flag/packet"), title="A scan"
    )
    matter = Matter(program="medicare-advantage", request_type="expedited")
    with bench.desk.store.writing(by=users.LOCAL) as work:
        cases.put_matter(work, mri, matter, based_on=1)
        row = cases.get(work, mri)
        cases.assign(work, mri, users.LOCAL, based_on=row.version)

    assert rows_of(bench, "service=acdf") == ["Sample"]
    assert rows_of(bench, "service=cdf") == []
    assert rows_of(bench, "q=magnetic") == ["A scan"]
    assert rows_of(bench, "q=%232") == ["A scan"]
    assert rows_of(bench, "q=sam") == ["Sample"]
    assert rows_of(bench, "due=days") == ["A scan"]
    assert rows_of(bench, "due=over") == []
    assert rows_of(bench, f"owner={users.LOCAL}") == ["A scan"]
    assert rows_of(bench, "owner=nobody&service=acdf") == ["Sample"]
    assert rows_of(bench, "owner=nobody&service=mri-lumbar") == []
    page = bench.client.get("/").text
    assert (
        '<option value="acdf">anterior cervical discectomy and fusion</option>' in page
    )
