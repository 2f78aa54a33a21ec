"""Role views in the report: what the page says of this assessment, for everybody who reads it, and frozen with it."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Unit
from assessments.actions.finalise import finalise
from assessments.models import Answer, Assessment, Participant
from assessments.queries.questionnaires import load_questionnaire
from assessments.report.files import compute_report, describe_final, load_page_report, load_report
from assessments.report.freezing import freeze, thaw
from assessments.report.html import render_html
from assessments.report.json import hash_report, to_json
from assessments.scoring import OTHER_ROLES
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
REVIEWING, BY_GROUP = Assessment.State.REVIEWING, Assessment.Confidentiality.BY_GROUP


@pytest.fixture
def unit() -> Unit:
    return make_unit(make_organisation().units.get())


@pytest.fixture
def closed(unit: Unit) -> Assessment:
    """Developers and lawyers, three each, who see everything differently."""
    made = make_assessment(unit, [make_model_version(per_cell=3)], state=REVIEWING)
    answer(made, "developer", "partial")
    answer(made, "legal-counsel", "improved")
    return made


def answer(assessment: Assessment, role: str, point: str, *, people: int = 3, group: str | None = None) -> None:
    for number in range(people):
        user = make_user(f"{role}-{number}-of-{assessment.pk}@example.org")
        person = make_participant(assessment, user, [role], group=role if group is None else group)
        for key in [*load_questionnaire(assessment).questions][:6]:
            make_answer(person, key, point)


def set_up(assessment: Assessment, **fields: object) -> Assessment:
    Assessment.objects.filter(pk=assessment.pk).update(**fields)
    return Assessment.objects.select_related("unit__organisation", "cycle").get(pk=assessment.pk)


def test_report_says_what_the_page_says(client: Client, closed: Assessment) -> None:
    reader = make_user("lead@example.org")
    make_membership(reader, closed.unit.organisation, Membership.Kind.LEAD)
    client.force_login(reader)
    page = client.get(reverse("assessments:role-views", args=[closed.pk])).content.decode()
    (part,) = load_report(closed).role_views
    developer, lawyer = part.lines
    assert (developer.name, developer.apart, lawyer.apart) == ("Developer", "60 points lower", "60 points higher")
    assert len(developer.differences) == 3
    paper = render_html(load_report(closed))
    for text in (developer.sides, developer.compared, developer.own, developer.rest, *developer.differences):
        assert text in page, text
        assert text in paper, text
    assert 'href="#role-views"' in paper
    assert json.loads(to_json(load_report(closed)))["role_views"][0]["roles"][0]["apart"] == "60 points lower"


def test_nothing_is_compared_before_collecting_is_over(closed: Assessment) -> None:
    report = load_report(set_up(closed, state=Assessment.State.COLLECTING))
    assert report.role_views == ()
    assert "role-views" not in render_html(report)


def test_page_of_results_reads_none(closed: Assessment) -> None:
    assert load_page_report(closed).role_views == ()


def test_nobody_of_another_unit_is_heard(closed: Assessment) -> None:
    """The reader of this report need not reach the other unit."""
    Participant.objects.filter(roles__key="legal-counsel").delete()
    other = make_assessment(make_unit(closed.unit.parent, "Lending"), list(closed.versions.all()), state=REVIEWING)
    answer(other, "legal-counsel", "improved")
    assert load_report(closed).role_views == ()


@pytest.mark.parametrize("people", [2, 3])
def test_by_group_a_role_needs_three_and_three_others(unit: Unit, people: int) -> None:
    made = make_assessment(unit, [make_model_version(per_cell=3)], state=REVIEWING, confidentiality=BY_GROUP)
    answer(made, "developer", "partial")
    answer(made, "legal-counsel", "improved", people=people, group=OTHER_ROLES)
    shown = [line.name for part in load_report(made).role_views for line in part.lines]
    assert shown == (["Developer"] if people == 3 else [])


def test_finalising_freezes_them(closed: Assessment) -> None:
    lead = make_user("lead@example.org")
    finalise(assessment=closed, by=lead, describe=describe_final)
    final = set_up(closed)
    before = load_report(final)
    Answer.objects.all().delete()
    assert load_report(final).role_views == before.role_views != ()
    assert thaw(freeze(before)) == before


def test_report_that_was_frozen_before_there_were_any_keeps_its_hash(closed: Assessment) -> None:
    report = compute_report(set_up(closed, state=Assessment.State.COLLECTING))
    old = json.loads(freeze(report))
    del old["role_views"]
    assert hash_report(thaw(json.dumps(old))) == hash_report(report)
    assert "role_views" not in json.loads(to_json(report))
