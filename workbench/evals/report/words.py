"""Which figures a report names, in which order, and what each means."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.evals.stats import Figure

SAFETY = (
    ("approve_false", "lines approved that the label does not approve"),
    ("adverse_false", "lines recommended against that the label does not refuse"),
    ("false_met", "criteria met or waived that the label leaves open or fails"),
    ("false_not_met", "criteria not met that the label does not fail"),
    ("false_not_documented", "settled criteria called open or lost with their line"),
    ("falsely_present", "facts read as present that are not (complete lists)"),
    ("abstention_broken", "lists that must stay empty and do not"),
)
"""Errors that cost a patient, lower is better, gated hardest."""

AGREEMENT = (
    ("case_pass", "cases with nothing wrong"),
    ("pass_k", "chance that every trial of a case passes"),
    ("stability", "cases with the same answer in every trial and order"),
    ("trial_stability", "cases with the same answer in every trial"),
    ("order_stability", "cases with the same answer in every order of their files"),
    ("paraphrase_stability", "paraphrases that get the answer of the packet's words"),
    ("criterion_agreement", "criterion statuses right"),
    ("criterion_kappa", "Cohen's kappa of criterion statuses"),
    ("line_agreement", "line recommendations right, lost and further lines wrong"),
    ("request_agreement", "request recommendations right"),
    ("confirm_agreement", "who may confirm, right"),
    ("conflict_agreement", "conflicts listed that must be"),
    ("question_agreement", "questions: the decisive gap asked, nothing needless"),
    ("narrative_agreement", "must-say and must-not-say held"),
    ("proof_agreement", "narratives with a clean proof check"),
    ("reading_grade", "school grade of the narratives' own sentences, mean"),
    ("flags_raised", "packet flags raised that must be"),
    ("evaluator_agreement", "the evaluator alone, on the gold facts"),
)
FACTS = (
    ("fact_recall", "gold facts found"),
    ("fact_precision", "facts read that are gold (complete lists)"),
    ("fact_full_frame", "gold facts found with every field right"),
    ("field_accuracy", "fields of matched facts right"),
    ("assertion_agreement", "assertions of matched facts right"),
    ("right_document", "matched facts cited from a right document"),
    ("quotes_verbatim", "facts whose quotes stand word for word in the packet"),
    ("quotes_supported", "facts whose quotes hold their numbers, places and grades"),
    ("errors", "cases that failed to run"),
)
LOWER = frozenset((*(name for name, _ in SAFETY), "errors", "reading_grade"))
"""Figures of which less is better."""
GROUPS = (
    ("Costly errors (lower is better)", SAFETY),
    ("Agreement with the labels", AGREEMENT),
    ("Facts and evidence", FACTS),
)


def rows(
    figures: Mapping[str, Figure],
) -> list[tuple[str, list[tuple[str, str, Figure]]]]:
    """Groups of (name, meaning, figure) that were scored, in reading order."""
    found = []
    for title, names in GROUPS:
        own = [
            (name, meaning, figures[name])
            for name, meaning in names
            if name in figures and figures[name].value is not None
        ]
        if own:
            found.append((title, own))
    return found
