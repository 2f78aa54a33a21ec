"""A draft's questionnaire as people would see it: the real questions, nothing to store, for content editors only."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Answer, ModelVersion
from tests.assessments_factories import make_model_version, make_revision
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_user("ada@example.org", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def draft() -> ModelVersion:
    wide = make_revision("wide", scope="organisation", counts="A signed paper.")
    return make_model_version(name="TODO", number="1.1", published=False, shared=[wide])


def read(client: Client, draft: ModelVersion, *dimension: str, query: str = "") -> str:
    name = "preview-section" if dimension else "preview"
    return client.get(reverse(f"assessments:{name}", args=[draft.pk, *dimension]) + query).content.decode()


def test_sections_are_listed_with_their_length(editor: Client, draft: ModelVersion) -> None:
    page = read(editor, draft)
    assert ("9 practices, as people will see them" in page, "5 practices, 4 min" in page) == (True, True)
    assert "4 practices, as people" in read(editor, draft, query="?scope=core")


def test_section_shows_the_real_questions_and_no_way_to_store(editor: Client, draft: ModelVersion) -> None:
    page = read(editor, draft, "licences")
    assert page.count('data-practice="') == 5
    assert ("A signed paper." in page, "the organisation that is assessed" in page) == (True, True)
    main = page.split("<main")[1].split("</main>")[0]
    assert [text in main for text in ("<form", "data-save-url", "questionnaire.js")] == [False] * 3
    assert main.count("<fieldset") == main.count("disabled")
    address = reverse("assessments:preview-section", args=[draft.pk, "licences"])
    assert editor.post(address, {"wide-choice": "standard", "wide-version": "0"}).status_code == 405
    assert not Answer.objects.exists()


def test_draft_is_read_afresh_each_time(editor: Client, draft: ModelVersion) -> None:
    read(editor, draft, "licences")
    revision = draft.criteria.earliest("position").revision
    revision.statement = "We changed our mind."
    revision.save()
    assert "We changed our mind." in read(editor, draft, "licences")


def test_empty_draft_says_so(editor: Client) -> None:
    empty = make_model_version(per_cell=0, published=False)
    assert "nothing would be asked" in read(editor, empty)
    assert editor.get(reverse("assessments:preview-section", args=[empty.pk, "licences"])).status_code == 404


def test_draft_links_to_its_preview(editor: Client, draft: ModelVersion) -> None:
    page = editor.get(reverse("admin:assessments_modelversion_change", args=[draft.pk])).content.decode()
    assert reverse("assessments:preview", args=[draft.pk]) in page


@pytest.mark.parametrize("name", ["preview", "preview-section"])
def test_only_content_editors_see_it(client: Client, draft: ModelVersion, name: str) -> None:
    address = reverse(f"assessments:{name}", args=[draft.pk, *(["licences"] if name != "preview" else [])])
    assert client.get(address).status_code == 302
    client.force_login(make_user("bob@example.org", is_staff=True))
    assert client.get(address).status_code == 403
