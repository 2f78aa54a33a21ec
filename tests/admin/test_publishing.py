"""Publishing and retiring in the admin: chosen versions, a page with every problem, a tick for each warning."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from assessments.models import ModelVersion, PracticeRevision
from tests.assessments_factories import make_assessment, make_model_version, make_revision
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
TICK = re.compile(r'name="accept" value="(\w+)"')


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user("ada@example.org", is_staff=True, is_superuser=True))
    return client


def choose(client: Client, action: str, *versions: ModelVersion) -> str:
    """Where the action of the list leads."""
    sent = {"action": action, "_selected_action": [version.pk for version in versions]}
    return str(client.post(reverse("admin:assessments_modelversion_changelist"), sent)["Location"])


def list_states() -> list[str]:
    return list(ModelVersion.objects.order_by("pk").values_list("status", flat=True))


def read(client: Client, page: str) -> str:
    response = client.get(page)
    assert response.status_code == 200
    return str(response.content.decode())


def silence(version: ModelVersion) -> None:
    """Nothing about the version is worth a warning."""
    evidence = {"individual": "A.", "standard": "B.", "improved": "C."}
    PracticeRevision.objects.filter(criteria__version=version).update(
        statement="We ask the licence of whatever we use from somebody.",
        does_not_count="Plans.",
        who_knows="The team.",
        example="A mill.",
        evidence=evidence,
    )


def test_set_without_warnings_is_published_at_once(admin: Client) -> None:
    drafts = [make_model_version(key, published=False) for key in ("a", "b")]
    for draft in drafts:
        silence(draft)
    page = choose(admin, "publish", *drafts)
    assert "The checks found nothing to mend." in read(admin, page)
    assert list_states() == ["draft", "draft"]
    response = admin.post(page)
    assert list_states() == ["published", "published"]
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert said == ["Published. From now on nothing about them can change."]


def test_errors_of_the_whole_set_are_listed_and_block(admin: Client) -> None:
    draft, bare, taken = (make_model_version(key, published=key == "c") for key in ("a", "b", "c"))
    bare.criteria.filter(level__number=2).delete()
    page = choose(admin, "publish", draft, bare, taken)
    shown = read(admin, page)
    assert "2 errors keep them from being published" in shown
    assert "Level 2 is above the floor" in shown
    assert f"c {taken.number} is published, and only a draft can be published. Clone it to a new draft." in shown
    assert 'value="Publish"' not in shown
    admin.post(page, {"accept_all": "1"})
    assert list_states() == ["draft", "draft", "published"]


def test_each_warning_needs_a_tick(admin: Client) -> None:
    draft = make_model_version("a", published=False)
    silence(draft)
    PracticeRevision.objects.filter(criteria__version=draft, title__endswith="1 0").update(who_knows="")
    page = choose(admin, "publish", draft)
    ticks = TICK.findall(read(admin, page))
    assert len(ticks) == 2
    again = admin.post(page, {"accept": ticks[:1]}).content.decode()
    assert (list_states(), "Nothing was published" in again, again.count(" checked>")) == (["draft"], True, 1)
    admin.post(page, {"accept": ticks})
    assert list_states() == ["published"]


def test_all_warnings_can_be_accepted_at_once(admin: Client) -> None:
    page = choose(admin, "publish", make_model_version("a", published=False))
    admin.post(page, {"accept_all": "1"})
    assert list_states() == ["published"]


def test_practice_that_another_published_model_asks_in_older_words_is_a_warning(admin: Client) -> None:
    make_model_version("old", name="Old", number="1.0", shared=[make_revision("shared", number=1)])
    newer = make_revision("shared", number=2)
    draft = make_model_version("new", name="New", number="2.0", published=False, shared=[newer])
    shown = read(admin, choose(admin, "publish", draft))
    assert "New 2.0 and Old 1.0 word these practices differently: shared." in shown
    assert "until Old 1.0 is released again" in shown


def test_versions_are_retired_all_or_none(admin: Client) -> None:
    published, draft = make_model_version("a"), make_model_version("b", published=False)
    make_assessment(make_organisation().units.get(), [published])
    page = choose(admin, "retire", published, draft)
    assert "1 assessment uses them and keeps them" in read(admin, page)
    assert "only a published version can be retired" in admin.post(page).content.decode()
    assert list_states() == ["published", "draft"]
    admin.post(choose(admin, "retire", published))
    assert list_states() == ["retired", "draft"]


@pytest.mark.parametrize("page", ["publish", "retire"])
def test_staff_without_the_permission_are_refused(client: Client, page: str) -> None:
    version = make_model_version(published=False)
    address = f"{reverse(f'admin:assessments_modelversion_{page}')}?ids={version.pk}"
    client.force_login(make_user("bob@example.org", is_staff=True))
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]
    client.logout()
    assert client.post(address).status_code == 302
    assert list_states() == ["draft"]


@pytest.mark.parametrize("query", ["", "?ids=", "?ids=x,²,9999", f"?ids={10**25}"])
def test_nothing_chosen_says_so(admin: Client, query: str) -> None:
    assert "No version was chosen" in read(admin, reverse("admin:assessments_modelversion_publish") + query)
