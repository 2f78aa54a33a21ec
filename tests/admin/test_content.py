"""Content in the stock admin: drafts can be edited and published, published content can only be read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import ModelVersion, PracticeRevision, Scale
from tests.assessments_factories import make_model_version
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user("ada@example.org", is_staff=True, is_superuser=True))
    return client


def change_link(name: str, pk: int) -> str:
    return reverse(f"admin:assessments_{name}_change", args=[pk])


@pytest.mark.parametrize("published", [True, False])
def test_only_drafts_offer_to_save(admin: Client, published: bool) -> None:
    version = make_model_version(published=published)
    revision = version.criteria.first().revision
    pages = [
        change_link("modelversion", version.pk),
        change_link("practicerevision", revision.pk),
        change_link("practice", revision.practice_id),
        change_link("scale", revision.scale_id),
    ]
    offers = ['name="_save"' in admin.get(page).content.decode() for page in pages]
    assert offers == [not published] * 4


def test_published_content_cannot_be_changed_by_a_forged_post(admin: Client) -> None:
    version = make_model_version()
    revision = version.criteria.first().revision
    refusal = admin.post(change_link("modelversion", version.pk), {"name": "Other"})
    assert (refusal.status_code, "Make the next draft" in refusal.content.decode()) == (403, True)
    assert admin.post(change_link("practicerevision", revision.pk), {"title": "Other"}).status_code == 403
    assert admin.post(change_link("scale", revision.scale_id), {"name": "Other"}).status_code == 403
    assert not ModelVersion.objects.filter(name="Other").exists()
    assert not PracticeRevision.objects.filter(title="Other").exists()
    assert not Scale.objects.filter(name="Other").exists()


def test_published_content_cannot_be_deleted(admin: Client) -> None:
    version = make_model_version()
    page = reverse("admin:assessments_modelversion_delete", args=[version.pk])
    assert admin.post(page, {"post": "yes"}).status_code == 403
    assert ModelVersion.objects.filter(pk=version.pk).exists()


def test_published_content_says_how_it_can_be_changed(admin: Client) -> None:
    version, draft = make_model_version("a"), make_model_version("b", published=False)
    pages = [admin.get(change_link("modelversion", row.pk)).content.decode() for row in (version, draft)]
    assert ["belongs to a published version" in page for page in pages] == [True, False]


def test_key_of_a_model_is_chosen_once(admin: Client) -> None:
    model = make_model_version().maturity_model
    assert 'name="key"' not in admin.get(change_link("maturitymodel", model.pk)).content.decode()
    assert 'name="key"' in admin.get(reverse("admin:assessments_maturitymodel_add")).content.decode()


def test_staff_without_the_permission_are_refused(client: Client) -> None:
    version = make_model_version(published=False)
    client.force_login(make_user("bob@example.org", is_staff=True))
    assert client.get(change_link("modelversion", version.pk)).status_code == 403
