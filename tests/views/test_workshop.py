"""A workshop: nobody answers beforehand, and leads record one practice after the other on the board."""

from __future__ import annotations

import itertools
import re
import uuid

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from assessments.models import AgreedAnswer, Assessment
from assessments.queries.questionnaires import load_questionnaire
from tests.assessments_factories import make_assessment, make_model_version
from tests.factories import make_organisation, make_unit
from tests.pages import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_unit(make_organisation().units.get()), [make_model_version()])


@pytest.fixture
def keys(assessment: Assessment) -> list[str]:
    return list(load_questionnaire(assessment).questions)


def link(assessment: Assessment, *practice: str) -> str:
    return reverse(f"assessments:board{'-practice' if practice else ''}", args=[assessment.pk, *practice])


def record(client: Client, assessment: Assessment, practice: str, choice: str = "standard") -> HttpResponse:
    return client.post(link(assessment, practice), {"version": 0, "change": uuid.uuid4(), "choice": choice})


def see(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_every_practice_is_asked(client: Client, assessment: Assessment, lead: User, keys: list[str]) -> None:
    page = see(client, link(assessment))
    assert f"0 of {len(keys)} practices are settled." in page
    assert page.count("Not recorded yet</span>") == len(keys)
    assert "Start with the first" in page


def test_recording_leads_through_all_and_back_to_the_board(
    client: Client, assessment: Assessment, lead: User, keys: list[str]
) -> None:
    for key, following in itertools.pairwise(keys):
        assert record(client, assessment, key)["Location"] == link(assessment, following)
    assert record(client, assessment, keys[-1])["Location"] == link(assessment)
    assert f"{len(keys)} of {len(keys)} practices are settled." in see(client, link(assessment))


def test_next_and_previous_pass_over_what_is_recorded(
    client: Client, assessment: Assessment, lead: User, keys: list[str]
) -> None:
    record(client, assessment, keys[1])
    page = see(client, link(assessment, keys[0]))
    assert f'accesskey="n" href="{link(assessment, keys[2])}"' in page
    assert f'accesskey="p" href="{link(assessment, keys[-1])}"' in page
    assert f"1 of {len(keys)} practices are settled." in page


def test_of_two_leads_the_second_sees_both_answers(
    client: Client, assessment: Assessment, lead: User, keys: list[str]
) -> None:
    record(client, assessment, keys[0], "standard")
    other = Client()
    other.force_login(join(assessment, "second@example.org", Membership.Kind.LEAD))
    response = record(other, assessment, keys[0], "partial")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Counts as: Standard" in page
    assert re.search(r'<input[^>]*value="partial"[^>]*checked', page)
    assert AgreedAnswer.objects.get().point.code == "standard"


def test_only_what_is_not_recorded_is_filtered(
    client: Client, assessment: Assessment, lead: User, keys: list[str]
) -> None:
    record(client, assessment, keys[0])
    page = see(client, f"{link(assessment)}?state=open")
    assert f"{len(keys) - 1} practices shown." in page
    assert f'href="{link(assessment, keys[0])}"' not in page.partition("<table")[2]
