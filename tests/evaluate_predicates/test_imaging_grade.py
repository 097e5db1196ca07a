from __future__ import annotations

import pytest

from tests.evaluate_predicates.factories import (
    STRICT,
    case,
    finding,
    judge,
    operation,
    place,
    status,
    study,
)

IMAGING = "imaging-at-level"


def imaged(*findings, **more):
    return case(imaging_studies=[study(*findings, **more)])


@pytest.mark.parametrize(
    ("label", "standard", "strict"),
    [
        ("none", "not_met", "not_met"),
        ("minimal", "not_met", "not_met"),
        ("mild", "not_met", "not_met"),
        ("mild-to-moderate", "not_met", "not_met"),
        ("moderate", "met", "not_met"),
        ("moderate-to-severe", "met", "met"),
        ("severe", "met", "met"),
        ("critical", "met", "met"),
        (None, "not_documented", "not_documented"),
    ],
)
def test_each_step_of_the_scale(label, standard, strict):
    record = imaged(finding(label=label))
    assert status(IMAGING, record) == standard
    assert status(IMAGING, record, under=STRICT) == strict


@pytest.mark.parametrize(
    ("bounds", "wanted"),
    [
        ((4, 7), "met"),
        ((0, 3), "not_met"),
        ((3, 4), "not_documented"),
        ((0, 4), "not_documented"),
        ((0, 5), "not_documented"),
    ],
)
def test_a_range_counts_only_where_every_step_agrees(bounds, wanted):
    assert status(IMAGING, imaged(finding(label=None, bounds=bounds))) == wanted


def test_a_denial_without_bounds_is_no_narrowing():
    assert status(IMAGING, imaged(finding(label=None, assertion="absent"))) == "not_met"


@pytest.mark.parametrize(
    ("bounds", "wanted"), [((0, 3), "not_met"), ((6, 6), "not_documented")]
)
def test_a_denied_grade_leaves_what_lies_under_it(bounds, wanted):
    record = imaged(finding(label=None, bounds=bounds, assertion="absent"))
    assert status(IMAGING, record) == wanted


@pytest.mark.parametrize("location", ["central", "recess", "foraminal", None])
def test_any_site_of_narrowing_counts(location):
    side = None if location in ("central", None) else "left"
    assert status(IMAGING, imaged(finding(location=location, side=side))) == "met"


def test_extraforaminal_narrowing_does_not_count():
    leaf = judge(IMAGING, imaged(finding(location="extraforaminal")))
    assert (leaf.status, leaf.because) == ("not_documented", "ungraded")


def test_any_over_the_sites_mentioned():
    record = imaged(
        finding(label="mild", location="central", side=None),
        finding(label="severe", location="foraminal"),
    )
    assert status(IMAGING, record) == "met"


def test_an_ungraded_mention_is_open_beside_one_below():
    record = imaged(
        finding(label="mild", location="central", side=None),
        finding(label=None, location="foraminal"),
    )
    leaf = judge(IMAGING, record)
    assert (leaf.status, leaf.because) == ("not_documented", "ungraded")


def test_an_unmentioned_site_is_left_out():
    record = imaged(finding(label="mild", location="central", side=None))
    assert status(IMAGING, record) == "not_met"


@pytest.mark.parametrize(
    ("word", "target", "wanted"),
    [
        ("compress", "root", "met"),
        ("compress", "cord", "met"),
        ("impinge", "root", "met"),
        ("displace", "cord", "met"),
        ("deform", "cord", "met"),
        ("flatten", "cord", "met"),
        ("efface", "cord", "met"),
        ("efface", "root", "met"),
        ("efface", "csf", "not_documented"),
        ("efface", "thecal-sac", "not_documented"),
        ("efface", "fat", "not_documented"),
        ("compress", "thecal-sac", "not_documented"),
        ("compress", "unstated", "not_documented"),
        ("contact", "cord", "not_documented"),
        ("abut", "root", "not_documented"),
        ("encroach", "root", "not_documented"),
    ],
)
def test_compression_words_and_what_they_are_said_of(word, target, wanted):
    record = imaged(
        finding(kind="compression", label=None, location=None, contact=(word, target))
    )
    assert status(IMAGING, record) == wanted
    assert status(IMAGING, record, under=STRICT) == "not_documented"


def test_a_herniation_that_compresses_counts():
    record = imaged(
        finding(kind="disc-herniation", label=None, contact=("compress", "root"))
    )
    assert status(IMAGING, record) == "met"


def test_mild_with_compression_is_met_and_fails_the_strict_variant():
    record = imaged(
        finding(label="mild"),
        finding(kind="compression", label=None, contact=("compress", "root")),
    )
    assert status(IMAGING, record) == "met"
    assert status(IMAGING, record, under=STRICT) == "not_met"


def test_moderate_with_compression_fails_the_strict_variant():
    record = imaged(
        finding(label="moderate"),
        finding(kind="compression", label=None, contact=("compress", "root")),
    )
    assert status(IMAGING, record, under=STRICT) == "not_met"


def test_millimetres_alone_are_ungraded():
    leaf = judge(IMAGING, imaged(finding(label=None, value=7, unit="mm")))
    assert (leaf.status, leaf.because) == ("not_documented", "ungraded")


def test_degenerative_disc_disease_is_not_stenosis():
    record = imaged(finding(kind="degeneration", label="severe", location="disc"))
    assert status(IMAGING, record) == "not_documented"


# --- place


def test_another_level_is_not_this_one():
    leaf = judge(IMAGING, imaged(finding(level="C4-5")))
    assert (leaf.status, leaf.because) == ("not_documented", "never-mentioned")


def test_remaining_levels_normal_counts_where_the_reading_is_silent():
    general = finding(
        level=None,
        label="none",
        assertion="absent",
        location=None,
        side=None,
        detail="other-levels",
    )
    record = imaged(finding(level="C4-5"), general)
    assert status(IMAGING, record) == "not_met"
    assert status(IMAGING, record, place("C4-5")) == "met"


def sided(side):
    return place("C5-6", "posterior-cervical-decompression", side)


@pytest.mark.parametrize(
    ("findings", "side", "wanted"),
    [
        ([("severe", "left")], "left", "met"),
        ([("severe", "bilateral")], "left", "met"),
        ([("severe", "right")], "left", "not_documented"),
        ([("mild", "left"), ("severe", "right")], "left", "not_met"),
        ([("mild", "left")], "left", "not_met"),
        ([("severe", "right")], None, "met"),
        ([("mild", "left"), ("severe", "right")], None, "met"),
        ([("severe", None)], "left", "not_documented"),
        ([("mild", None)], "left", "not_met"),
        ([("severe", "left")], "bilateral", "not_documented"),
        ([("severe", "bilateral")], "bilateral", "met"),
        ([("severe", "left"), ("moderate", "right")], "bilateral", "met"),
        ([("severe", "left"), ("mild", "right")], "bilateral", "not_met"),
    ],
)
def test_side_of_the_line_against_side_of_the_finding(findings, side, wanted):
    record = imaged(*(finding(label=label, side=one) for label, one in findings))
    assert status(IMAGING, record, sided(side)) == wanted


@pytest.mark.parametrize("side", ["left", "right", "bilateral", None])
def test_a_central_finding_counts_for_every_side(side):
    record = imaged(finding(location="central", side=None))
    assert status(IMAGING, record, sided(side)) == "met"


def test_severe_on_the_wrong_side_with_only_central_mild_is_not_documented():
    record = imaged(
        finding(label="severe", side="right"),
        finding(label="mild", location="central", side=None),
    )
    leaf = judge(IMAGING, record, sided("left"))
    assert (leaf.status, leaf.because) == ("not_documented", "elsewhere")


# --- corpectomy


def test_a_corpectomy_needs_both_interspaces():
    at = place("C5", "cervical-corpectomy")
    both = imaged(finding(level="C4-5"), finding(level="C5-6"))
    one = imaged(finding(level="C4-5"))
    below = imaged(finding(level="C4-5"), finding(level="C5-6", label="mild"))
    assert status(IMAGING, both, at) == "met"
    assert status(IMAGING, one, at) == "not_documented"
    assert status(IMAGING, below, at) == "not_met"


def test_a_finding_at_the_vertebra_counts_for_both_interspaces():
    at = place("C5", "cervical-corpectomy")
    record = imaged(finding(level=None, site="C5", location="central", side=None))
    assert status(IMAGING, record, at) == "met"
    assert status(IMAGING, record) == "not_documented"


# --- window


@pytest.mark.parametrize(
    ("date", "wanted", "because"),
    [
        ("2025-05-04", "met", None),
        ("2025-05-03", "not_documented", "stale"),
        ("2026-05-04", "met", None),
        ("2026-05-05", "not_documented", "stale"),
        ("2025-05", "not_documented", "undated"),
        ("2025-04", "not_documented", "stale"),
        ("2025-06", "met", None),
        ("2025", "not_documented", "undated"),
        ("2024", "not_documented", "stale"),
    ],
)
def test_twelve_calendar_months_with_both_ends(date, wanted, because):
    record = case(
        imaging_studies=[
            study(finding(source="undated-note"), date=date, source="undated-note")
        ]
    )
    leaf = judge(IMAGING, record)
    assert (leaf.status, leaf.because) == (wanted, because)


def test_a_partial_date_is_cut_at_the_document_that_tells_it():
    record = case(
        imaging_studies=[study(finding(source="note"), date="2026", source="note")]
    )
    assert status(IMAGING, record) == "met"


def test_an_undated_study_is_open():
    record = case(
        imaging_studies=[study(finding(source="note"), date=None, source="note")]
    )
    leaf = judge(IMAGING, record)
    assert (leaf.status, leaf.because) == ("not_documented", "undated")


def test_an_undated_report_has_the_date_of_its_document():
    assert status(IMAGING, imaged(finding(), date=None)) == "met"


def test_no_request_date_opens_every_recency():
    assert status(IMAGING, imaged(finding()), request=None) == "not_documented"


def test_a_study_from_before_the_last_operation_is_stale():
    record = imaged(finding(), assertion="historical")
    assert judge(IMAGING, record).because == "stale"


@pytest.mark.parametrize("assertion", ["planned", "absent", "uncertain"])
def test_a_study_not_done_is_no_reading(assertion):
    leaf = judge(IMAGING, imaged(finding(), assertion=assertion))
    assert leaf.because == "never-mentioned"


def test_plain_films_do_not_count():
    assert status(IMAGING, imaged(finding(), kind="xray")) == "not_documented"


# --- readings


def sections(first, second):
    return imaged(
        finding(section="findings", **first), finding(section="impression", **second)
    )


def test_findings_and_impression_that_differ_on_one_site_conflict():
    record = sections({"label": "severe"}, {"label": "mild"})
    leaf = judge(IMAGING, record)
    assert leaf.status == "conflicting"
    assert leaf.clashes[0].settled_by is None
    assert leaf.support and leaf.refute


def test_both_satisfying_readings_do_not_conflict():
    record = sections({"label": "severe"}, {"label": "moderate"})
    assert status(IMAGING, record) == "met"
    assert status(IMAGING, record, under=STRICT) == "conflicting"


def test_an_impression_that_leaves_a_site_out_does_not_dispute_it():
    record = sections(
        {"label": "severe", "location": "foraminal"},
        {"label": "mild", "location": "central", "side": None},
    )
    assert status(IMAGING, record) == "met"


def test_the_surgeons_own_reading_counts_as_one():
    only = case(
        imaging_studies=[
            study(finding(source="note", reader="clinician"), source="note")
        ]
    )
    assert status(IMAGING, only) == "met"
    both = imaged(
        finding(label="mild"),
        finding(label="severe", reader="clinician", source="note"),
    )
    assert status(IMAGING, both) == "conflicting"


def test_a_note_that_quotes_an_older_study_is_no_new_study():
    record = case(
        imaging_studies=[
            study(finding(label="mild"), date="2026-03-01"),
            study(
                finding(label="severe", reader="clinician", source="note"),
                date=None,
                source="note",
            ),
        ]
    )
    assert status(IMAGING, record) == "conflicting"


@pytest.mark.parametrize(
    ("kind", "wanted"), [("mri", "not_met"), ("ct", "conflicting")]
)
def test_a_later_study_of_the_same_kind_supersedes(kind, wanted):
    record = case(
        imaging_studies=[
            study(finding(label="severe"), date="2026-02-01"),
            study(
                finding(label="mild", source="second-report"),
                kind=kind,
                date="2026-04-01",
                source="second-report",
            ),
        ]
    )
    leaf = judge(IMAGING, record)
    assert leaf.status == wanted
    settled = {clash.settled_by for clash in leaf.clashes}
    assert settled == ({"later-study-of-same-kind"} if kind == "mri" else {None})


def test_a_later_study_supersedes_only_what_it_describes():
    record = case(
        imaging_studies=[
            study(finding(label="severe", side="left"), date="2026-02-01"),
            study(
                finding(label="mild", side="right", source="second-report"),
                date="2026-04-01",
                source="second-report",
            ),
        ]
    )
    assert status(IMAGING, record) == "met"
    assert status(IMAGING, record, sided("right")) == "not_met"


def test_a_letter_is_no_reading():
    record = case(imaging_studies=[study(finding(source="letter"), source="letter")])
    assert judge(IMAGING, record).because == "never-mentioned"


def test_a_denied_compression_disputes_it_in_another_voice():
    record = imaged(
        finding(
            kind="compression",
            label=None,
            contact=("compress", "cord"),
            location="cord",
            side=None,
        ),
        finding(
            kind="compression",
            label=None,
            contact=("compress", "cord"),
            location="cord",
            side=None,
            assertion="absent",
            reader="clinician",
            source="note",
        ),
    )
    assert status(IMAGING, record) == "conflicting"


def test_a_possible_compression_is_open():
    record = imaged(
        finding(
            kind="compression",
            label=None,
            assertion="uncertain",
            contact=("compress", "root"),
        )
    )
    assert status(IMAGING, record) == "not_documented"


def test_the_operation_before_does_not_matter_when_the_study_is_later():
    record = case(
        imaging_studies=[study(finding())],
        procedures_done=[operation(date="2025-12-01", assertion="historical")],
    )
    assert status(IMAGING, record) == "met"


def test_the_reason_names_grade_level_and_date():
    leaf = judge(IMAGING, imaged(finding()))
    assert "severe left foraminal narrowing at C5-6" in leaf.reason
    assert "2026-03-01" in leaf.reason


def test_a_request_without_level_is_open():
    bare = place()
    leaf = judge(
        IMAGING, imaged(finding()), type(bare)(procedure="acdf", interspaces=())
    )
    assert leaf.because == "incomplete"
