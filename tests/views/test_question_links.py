"""From a question to the pages about it: its roles, its activity, and where models count it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from tests.assessments_factories import make_assessment, make_model_version, make_participant, make_revision
from tests.factories import make_activity, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db


def test_question_leads_to_its_roles_activity_models_and_practice(client: Client) -> None:
    shared = make_revision("know-the-parts", activity=make_activity())
    version = make_model_version("todo-stages", dimensions=["licences"], name="The stages", shared=[shared])
    other = make_model_version("osmm", dimensions=["inventory"], name="The rungs", shared=[shared])
    alice = make_user()
    organisation = make_organisation()
    make_membership(alice, organisation)
    assessment = make_assessment(organisation.units.get(), [version, other])
    make_participant(assessment, alice)
    client.force_login(alice)
    page = client.get(reverse("assessments:section", args=[assessment.pk, "todo-stages", "licences"]))
    for link, text in (
        ("/activities/software-inventory/", "Software inventory"),
        ("/models/todo-stages/#licences", "The stages (Licences)"),
        ("/models/osmm/#inventory", "The rungs (Inventory)"),
        ("/roles/developer/", "Developer"),
        ("/practices/know-the-parts/", "All about this practice"),
    ):
        assertContains(page, f'<a href="{link}">{text}</a>')
        assert client.get(link.partition("#")[0]).status_code == 200
