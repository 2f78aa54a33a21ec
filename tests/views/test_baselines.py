"""An earlier result from a spreadsheet: read with all its problems at once, looked at, kept and shown as imported."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.actions.finalise import finalise
from assessments.models import Assessment, Baseline, TrailEntry
from assessments.report.files import describe_final, load_report
from assessments.report.html import render_html
from assessments.report.json import to_json
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
MODEL = "todo-stages"
NOTE = "Imported, not recomputable"
Enter = Callable[..., HttpResponse]


@pytest.fixture
def assessment() -> Assessment:
    unit = make_unit(make_organisation().units.get())
    assessment = make_assessment(unit, [make_model_version()], state=Assessment.State.REVIEWING)
    make_answer(make_participant(assessment, make_user("alice@example.org")), f"{MODEL}-licences-1-0", "standard")
    return assessment


@pytest.fixture
def enter(client: Client, assessment: Assessment, lead: User) -> Enter:
    def send(scores: str, **fields: object) -> HttpResponse:
        sent = {"name": "Survey of 2024", "taken_on": "2024-05-01", "source": "survey.xlsx", "scores": scores, **fields}
        return client.post(link(assessment), sent)

    return send


def link(assessment: Assessment, name: str = "baseline") -> str:
    return reverse(f"assessments:{name}", args=[assessment.pk, MODEL])


def see_results(client: Client, assessment: Assessment) -> str:
    return client.get(reverse("assessments:results", args=[assessment.pk])).content.decode()


def test_form_lists_the_dimensions(client: Client, assessment: Assessment, lead: User) -> None:
    page = client.get(link(assessment)).content.decode()
    assert "Licences; \nInventory; " in page


@pytest.mark.parametrize(
    "pasted",
    [
        "Licences\t62.5\nInventory\t40",
        "Dimension;Score\nlicences;62,5 %\nInventory;40%",
        "Licences,62.5\r\n\r\nInventory,40\r\n",
        '"Licences";"62.50"\nInventory; 40',
    ],
)
def test_cells_are_read_however_they_are_parted(enter: Enter, pasted: str) -> None:
    assert enter(pasted, keep="1").status_code == 302
    assert Baseline.objects.get().scores == {"licences": "5/8", "inventory": "2/5"}


def test_nothing_is_stored_before_somebody_looked(enter: Enter) -> None:
    response = enter("Licences; 62,5\nInventory;")
    page = response.content.decode()
    assert response.status_code == 200
    assert "What was read" in page
    assert "62.5%" in page or "63%" in page
    assert "Keep this result" in page
    assert not Baseline.objects.exists()


def test_all_problems_are_told_at_once(enter: Enter) -> None:
    response = enter("Licences; 120\nLicences; 10\nCooking; 5\nInventory; many", name="", keep="1")
    page = response.content.decode()
    assert response.status_code == 400
    for text in (
        "Say what it was.",
        "Line 1: “120” is not a number from 0 to 100.",
        "Line 3: “Cooking” is not a dimension of this model.",
        "Line 4: “many” is not a number from 0 to 100.",
    ):
        assert text in page
    assert "Cooking; 5" in page
    assert not Baseline.objects.exists()


@pytest.mark.parametrize("pasted", ["Licences; 10\nLicences; 20", "Licences;\nInventory;", "x; 1\n" * 61, "x" * 10_001])
def test_useless_cells_are_refused(enter: Enter, pasted: str) -> None:
    assert enter(pasted, keep="1").status_code == 400
    assert not Baseline.objects.exists()


def test_unknown_level_and_coming_day_are_refused(enter: Enter) -> None:
    response = enter("Licences; 10", level="9", taken_on="2999-01-01", keep="1")
    assert response.status_code == 400
    assert "still to come" in response.content.decode()


def test_it_stands_beside_the_result_as_imported(client: Client, assessment: Assessment, enter: Enter) -> None:
    assert NOTE not in see_results(client, assessment)
    enter("Licences; 40", level="1", keep="1")
    page = see_results(client, assessment)
    assert f"{NOTE}: taken on 1 May 2024, from survey.xlsx." in page
    assert "Reached then, as imported: Stage 1" in page
    assert "+20 points" in page
    assert "Earlier, imported: Licences 40%." in page


def test_pdf_and_data_say_the_same(assessment: Assessment, enter: Enter) -> None:
    enter("Licences; 40", keep="1")
    report = load_report(assessment)
    assert NOTE in render_html(report)
    assert NOTE in to_json(report)


def test_page_shows_what_was_kept(client: Client, assessment: Assessment, enter: Enter) -> None:
    enter("Licences; 40", level="1", keep="1")
    page = client.get(link(assessment)).content.decode()
    assert "Stage 1: " in page
    assert "<dt>Licences</dt><dd>40%</dd>" in page
    assert "<dt>Inventory</dt><dd>–</dd>" in page


def test_text_of_a_lead_is_escaped(client: Client, assessment: Assessment, enter: Enter) -> None:
    enter("Licences; 40", name="<b>bold</b>", keep="1")
    assert "<b>bold</b>" not in see_results(client, assessment)


def test_second_one_is_refused_and_nothing_is_lost(assessment: Assessment, enter: Enter) -> None:
    enter("Licences; 40", keep="1")
    response = enter("Licences; 70", keep="1")
    assert response.status_code == 409
    assert "Licences; 70" in response.content.decode()
    assert Baseline.objects.get().scores == {"licences": "2/5"}


def test_lead_removes_it_and_the_trail_knows(client: Client, assessment: Assessment, lead: User, enter: Enter) -> None:
    enter("Licences; 40", keep="1")
    assert client.post(link(assessment, "remove-baseline")).status_code == 302
    assert NOTE not in see_results(client, assessment)
    entries = TrailEntry.objects.filter(assessment=assessment, person=lead.person).order_by("pk")
    assert [entry.action for entry in entries] == ["baseline", "no_baseline"]
    assert entries[1].old["scores"] == {"licences": "2/5"}


def test_final_report_keeps_what_it_was_compared_with(
    client: Client, assessment: Assessment, lead: User, enter: Enter
) -> None:
    enter("Licences; 40", keep="1")
    finalise(assessment=assessment, by=lead, describe=describe_final)
    client.post(link(assessment, "remove-baseline"))
    assert NOTE in see_results(client, assessment)
    assert Baseline.objects.exists()


def test_model_that_is_not_asked_is_not_found(client: Client, assessment: Assessment, lead: User) -> None:
    assert client.get(reverse("assessments:baseline", args=[assessment.pk, "osmm"])).status_code == 404
