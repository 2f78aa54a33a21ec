"""From a published version to the next draft in the admin, and from a practice in it to its next wording."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from assessments.actions.clone import clone_version
from assessments.models import Criterion, ModelVersion, PracticeRevision
from tests.assessments_factories import make_model_version
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user("ada@example.org", is_staff=True, is_superuser=True))
    return client


def link(name: str, *args: int) -> str:
    return reverse(f"admin:assessments_modelversion_{name}", args=args)


def get_draft() -> tuple[ModelVersion, Criterion]:
    draft = clone_version(version=make_model_version(number="1.0"))
    row = draft.criteria.first()
    assert row is not None
    return draft, row


def test_published_version_offers_the_next_draft_and_a_draft_the_publishing(admin: Client) -> None:
    draft, _ = get_draft()
    published = ModelVersion.objects.get(number="1.0")
    pages = [admin.get(link("change", row.pk)).content.decode() for row in (published, draft)]
    assert ["Make the next draft" in page.split("object-tools")[1] for page in pages] == [True, False]
    assert ["Check and publish" in page for page in pages] == [False, True]


def test_button_makes_the_next_draft_and_opens_it(admin: Client) -> None:
    version = make_model_version(number="1.0")
    assert admin.get(link("next_draft", version.pk)).status_code == 405
    response = admin.post(link("next_draft", version.pk), follow=True)
    draft = ModelVersion.objects.get(number="1.1")
    assert response.redirect_chain == [(link("change", draft.pk), 302)]
    assert "This is the next draft, with the same content." in response.content.decode()
    response = admin.post(link("next_draft", draft.pk), follow=True)
    assert "This is a draft already." in response.content.decode()
    assert ModelVersion.objects.count() == 2


def test_practice_in_a_draft_is_reworded_from_its_row(admin: Client) -> None:
    draft, row = get_draft()
    page = link("reword", draft.pk, row.pk)
    criteria = reverse("admin:assessments_criterion_changelist") + f"?version__id__exact={draft.pk}"
    assert criteria in admin.get(link("change", draft.pk)).content.decode()
    assert page in admin.get(criteria).content.decode()
    shown = admin.get(page).content.decode()
    assert (row.revision.statement in shown, "Todo-Stages 1.0 (Published)" in shown) == (True, True)
    assert PracticeRevision.objects.filter(practice=row.revision.practice).count() == 1
    response = admin.post(page, follow=True)
    made = PracticeRevision.objects.get(practice=row.revision.practice, number=2)
    assert response.redirect_chain == [(reverse("admin:assessments_practicerevision_change", args=[made.pk]), 302)]
    assert "now counts revision 2 of" in response.content.decode()
    assert 'name="_save"' in response.content.decode()
    assert admin.get(page)["Location"] == response.redirect_chain[0][0]


def test_practice_of_a_published_version_is_refused_and_says_to_clone(admin: Client) -> None:
    row = make_model_version().criteria.select_related("version")[0]
    page = link("reword", row.version_id, row.pk)
    for response in (admin.get(page), admin.post(page)):
        assert (response.status_code, "Make the next draft" in response.content.decode()) == (403, True)
    draft = clone_version(version=row.version)
    for version in (draft.pk, 10**25):
        assert admin.get(link("reword", version, row.pk)).status_code == 404


def test_staff_without_the_permission_are_refused(client: Client) -> None:
    draft, row = get_draft()
    reader = make_user("bob@example.org", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_modelversion"))
    client.force_login(reader)
    assert client.post(link("next_draft", draft.pk)).status_code == 403
    assert client.post(link("reword", draft.pk, row.pk)).status_code == 403
    published = ModelVersion.objects.get(number="1.0")
    page = client.get(link("change", published.pk)).content.decode()
    assert 'Make the next draft">' not in page
    assert ModelVersion.objects.count() == 2
