"""Two models side by side: page, PDF and JSON say the same, and nothing of it where it has no place."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from assessments.models import Assessment, ModelVersion
from assessments.report.files import load_report
from assessments.report.html import render_html
from assessments.report.json import to_json
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
WALK = {"cross_walk_model": "todo-stages", "cross_walk_offset": 1, "cross_walk_source": "a page"}


def make_stages() -> ModelVersion:
    return make_model_version("todo-stages", dimensions=["licences"], name="The stages")


def make_rungs(**fields: object) -> ModelVersion:
    values = {"levels": [1, 2, 3], "dimensions": ["licences"], "name": "The rungs", "level_word": "Level", **WALK}
    return make_model_version("osmm", **{**values, **fields})  # type: ignore[arg-type]


def answer(versions: list[ModelVersion], **fields: object) -> Assessment:
    """Level 2 in place, of stage 1 half of it."""
    assessment = make_assessment(make_organisation().units.get(), versions, **fields)
    participant = make_participant(assessment, make_user())
    known = {"todo-stages-licences-1-0", "osmm-licences-2-0", "osmm-licences-2-1"}
    counted = {row.revision.practice.key for version in versions for row in version.criteria.all()}
    for key in sorted(known & counted):
        make_answer(participant, key, "standard")
    return assessment


def test_report_names_the_practice_that_makes_the_difference() -> None:
    report = load_report(answer([make_stages(), make_rungs()]))
    [walk] = report.cross_walks
    assert walk.models == ("The rungs", "The stages")
    assert walk.verdict == (
        "The rungs reaches Level 2. The cross-walk sets Stage 1 of The stages beside it; The stages stands at Stage 0."
    )
    assert [(cause.line.key, cause.line.now, cause.why) for cause in walk.causes] == [
        ("todo-stages-licences-1-1", "not answered yet", "The rungs does not ask it")
    ]
    assert [(pair.own, pair.other, pair.standing) for pair in walk.pairs] == [
        ("Level 1: Rung 1", "Stage 0: Rung 0", "The stages stands here"),
        ("Level 2: Rung 2", "Stage 1: Rung 1", "The rungs stands here"),
        ("Level 3: Rung 3", "Stage 2: Rung 2", ""),
    ]


def test_page_pdf_and_json_say_the_same(client: Client) -> None:
    assessment = answer([make_stages(), make_rungs()])
    report = load_report(assessment)
    walk = report.cross_walks[0]
    reader = make_user("alice@lead.example")
    make_membership(reader, assessment.unit.organisation, Membership.Kind.LEAD)
    client.force_login(reader)
    page = client.get(reverse("assessments:results", args=[assessment.pk])).content.decode()
    paper, data = render_html(report), json.loads(to_json(report))["cross_walks"][0]
    for text in (walk.verdict, walk.introduction, walk.note, walk.causes[0].line.statement, walk.causes[0].why):
        assert text in page
        assert text in paper
    assert (data["verdict"], data["note"]) == (walk.verdict, walk.note)
    assert data["causes"][0]["why"] == walk.causes[0].why
    assert data["reading"]["pairs"] == [[1, 0], [2, 1], [3, 2]]
    assert (data["reading"]["placed"], data["reading"]["lower"]) == ([2, 0], "todo-stages")


def test_one_model_alone_is_compared_with_nothing() -> None:
    assert load_report(answer([make_rungs()])).cross_walks == ()


def test_models_without_a_cross_walk_are_not_compared() -> None:
    assert load_report(answer([make_stages(), make_rungs(cross_walk_model="")])).cross_walks == ()


def test_quick_pass_is_not_compared() -> None:
    assert load_report(answer([make_stages(), make_rungs()], scope=Assessment.Scope.CORE)).cross_walks == ()


def test_model_without_levels_is_not_compared_and_breaks_nothing() -> None:
    stages = make_model_version("todo-stages", levels=(), dimensions=["licences"])
    report = load_report(answer([stages, make_rungs()]))
    assert report.cross_walks == ()
    assert json.loads(to_json(report))["cross_walks"] == []


def test_nothing_answered_shows_no_comparison() -> None:
    assessment = make_assessment(make_organisation().units.get(), [make_stages(), make_rungs()])
    make_participant(assessment, make_user())
    assert "cross-walk" not in render_html(load_report(assessment))
