"""The report object: what it says, and what it must not say."""

from __future__ import annotations

import re

import pytest

from assessments.models import AgreedAnswer, AnswerKind, Assessment, Participant, PracticeRevision
from assessments.report.files import compute_report, load_report, name_file
from assessments.report.html import render_html
from assessments.report.shapes import Report
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
KEY = "todo-stages-licences-1-0"


def list_remarks(report: Report) -> list[tuple[str, str]]:
    return [(remark.who, remark.comment) for section in report.answers for a in section.answers for remark in a.remarks]


def test_report_names_organisation_unit_cycle_and_versions(assessment: Assessment, alice: Participant) -> None:
    head = load_report(assessment).head
    assert (head.organisation, head.unit, head.cycle) == ("Acme", "Payments", "2026 H2")
    assert [re.sub(r" \d+\.0$", "", name) for name in head.models] == ["Todo-Stages", "Osmm"]


def test_report_is_a_draft_until_it_is_finalised(assessment: Assessment, alice: Participant) -> None:
    assert load_report(assessment).head.status == "DRAFT"
    assessment.state = Assessment.State.FINALISED
    assert compute_report(assessment).head.status == "FINAL"


def test_summary_has_strengths_gaps_asks_and_confidence(assessment: Assessment, alice: Participant) -> None:
    summary = load_report(assessment).summary
    assert [name for name, _text in summary.placements] == ["Todo-Stages", "Osmm"]
    assert summary.strengths == ("Licences: score 68%, 4 of 5 in place",)
    assert [line.key for line in summary.gaps] == [
        "todo-stages-inventory-1-0",
        "todo-stages-inventory-1-2",
        "todo-stages-licences-1-1",
    ]
    assert summary.asks[0].startswith("Stage 1 asks for 3 more practices in place: ")
    assert (
        summary.confidence == "1 participant, 0 submitted, 87% of 23 practices rated, 3 not answered, 1 not applicable."
    )


def test_chart_table_and_exact_result_say_the_same(assessment: Assessment, alice: Participant) -> None:
    part = load_report(assessment).models[0]
    drawn = re.findall(r'data-score="([\d.]+)" data-rated="(\d+)"', part.drawings.radar)
    bars = re.findall(r">(\d+) of (\d+) in place \((\d+)%\)", part.drawings.bars)
    assert [row.score for row in part.dimensions] == [f"{float(score):.0f}%" for score, _rated in drawn]
    assert [row.in_place for row in part.levels if row.in_place] == [f"{k} of {n}" for k, n, _share in bars]
    assert [row.share for row in part.levels if row.share] == [f"{share}%" for _k, _n, share in bars]


def test_empty_assessment_says_so_and_lists_no_strengths(assessment: Assessment) -> None:
    report = load_report(assessment)
    assert report.head.is_started is False
    assert report.summary.strengths == ()
    assert report.models[0].headline.notes == (
        "Nothing is answered yet, so the count stands where it starts, at stage 0.",
    )


def test_model_without_levels_has_scores_only() -> None:
    version = make_model_version("friction", levels=())
    assessment = make_assessment(make_organisation().units.get(), [version])
    make_answer(make_participant(assessment, make_user()), "friction-licences-0-0", "standard")
    part = load_report(assessment).models[0]
    assert (part.headline.text, part.levels, part.heat_levels) == ("Scores only: 60% overall", (), ())
    assert [line.key for line in part.not_in_place] == [
        "friction-licences-0-1",
        "friction-inventory-0-0",
        "friction-inventory-0-1",
    ]


def test_report_without_levels_names_what_lacks_most_and_warns_of_no_level() -> None:
    version = make_model_version("friction", levels=())
    alice = make_participant(make_assessment(make_organisation().units.get(), [version]), make_user())
    make_answer(alice, "friction-licences-0-1", "partial")
    make_answer(alice, "friction-inventory-0-0", "not-done")
    report = load_report(alice.assessment)
    assert [line.key for line in report.summary.gaps] == ["friction-inventory-0-0", "friction-licences-0-1"]
    assert [text for text in report.caveats if "level" in text] == []


def test_named_assessment_shows_who_said_what(assessment: Assessment, alice: Participant) -> None:
    bob = make_participant(assessment, make_user("bob@example.org"), roles=["software-architect"])
    make_answer(bob, KEY, "partial", comment="I see it differently.")
    report = load_report(assessment)
    assert list_remarks(report)[:2] == [
        ("Alice (Developer)", "Comment number 0."),
        ("Bob (Software Architect)", "I see it differently."),
    ]
    assert [(line.name, line.roles) for line in report.people.named] == [
        ("Alice", "Developer"),
        ("Bob", "Software Architect"),
    ]


def test_by_group_neither_name_nor_role_stands_anywhere(assessment: Assessment, alice: Participant) -> None:
    assessment.confidentiality = Assessment.Confidentiality.BY_GROUP
    assessment.state = Assessment.State.REVIEWING
    bob = make_participant(assessment, make_user("bob@example.org"), roles=["software-architect"])
    make_answer(bob, KEY, "partial", comment="A later comment that sorts first.")
    report = load_report(assessment)
    assert list_remarks(report)[:2] == [("", "A later comment that sorts first."), ("", "Comment number 0.")]
    assert (report.people.roles, report.people.named) == ((), ())
    assert [word for word in ("Alice", "Bob", "Architect", "Developer") if word in render_html(report)] == []


def test_agreed_answer_is_shown_with_its_reason(assessment: Assessment, alice: Participant) -> None:
    revision = PracticeRevision.objects.get(practice__key=KEY)
    AgreedAnswer.objects.create(
        assessment=assessment,
        practice=revision.practice,
        revision=revision,
        kind=AnswerKind.DONT_KNOW,
        reason="Nobody could say.",
        recorded_by=alice.user,
    )
    line = load_report(assessment).answers[0].answers[0]
    assert (line.answer, line.basis) == ("Don’t know", "agreed answer")
    assert (line.remarks[0].who, line.remarks[0].reason) == ("Agreed answer (asserted)", "Nobody could say.")


def test_file_name_is_plain_ascii(assessment: Assessment, alice: Participant) -> None:
    assessment.unit.name = "Zahlungsverkehr & Österreich"
    assert name_file(load_report(assessment), "pdf") == "ospo-maturity-zahlungsverkehr-osterreich-2026-h2.pdf"


def test_target_names_its_level_what_is_missing_and_where_the_radar_would_be(
    assessment: Assessment, alice: Participant
) -> None:
    assert load_report(assessment).models[0].target == ""
    assessment.pins.filter(position=0).update(target=1)
    part = load_report(assessment).models[0]
    assert part.target == "Target: Stage 1: Rung 1. At it or below, 4 practices are not in place."
    now, target = part.drawings.series
    pairs = [(n, t) for n, t in zip(now.values, target.values, strict=True) if n is not None and t is not None]
    assert all(n <= t for n, t in pairs)
    assert now.values != target.values
    assert "Target: Licences" in part.drawings.radar


def test_target_that_is_reached_says_so(assessment: Assessment, alice: Participant) -> None:
    for criterion in assessment.versions.get(pins__position=0).criteria.filter(level__number=1):
        practice = criterion.revision.practice
        alice.answers.filter(practice=practice).delete()
        make_answer(alice, practice.key, "standard")
    assessment.pins.filter(position=0).update(target=1)
    assert load_report(assessment).models[0].target == "Target: Stage 1: Rung 1. It is reached."
