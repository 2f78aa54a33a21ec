"""Practices and their revisions: lists, guidance without braces, and what is set for many at once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from assessments.actions.clone import clone_version, revise_practice
from assessments.models import ModelVersion, PracticeRevision
from tests.assessments_factories import make_answering_role, make_model_version, make_revision
from tests.factories import make_activity, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/assessments/practicerevision/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def act(client: Client, action: str, rows: Any, **sent: Any) -> list[str]:
    response = client.post(LIST, {"action": action, "_selected_action": [row.pk for row in rows], **sent})
    return [str(message) for message in get_messages(response.wsgi_request)]


def save(client: Client, row: PracticeRevision, **changes: Any) -> Any:
    names = ("practice_id", "number", "title", "statement", "scale_id", "scope", "provider_id", "counts", "source")
    sent = {name.removesuffix("_id"): getattr(row, name) for name in names}
    users = list(row.users.values_list("pk", flat=True))
    return client.post(f"{LIST}{row.pk}/change/", {**sent, "users": users, **changes})


def test_evidence_is_written_in_lines(admin: Client) -> None:
    row = make_revision("review", evidence={"standard": "A rule."})
    assertContains(admin.get(f"{LIST}{row.pk}/change/"), "standard: A rule.</textarea>")
    save(admin, row, evidence="individual: Mails: two of them.\n\nimproved : A changed rule.")
    row.refresh_from_db()
    assert row.evidence == {"individual": "Mails: two of them.", "improved": "A changed rule."}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("A rule.", "This line lacks a code, a colon or a text: A rule."),
        ("standard: a\nstandard: b", "There are two lines for “standard”."),
        ("perfect: x", "The scale has no “perfect”; its answers are: not-done, individual, partial, standard,"),
    ],
)
def test_evidence_that_cannot_be_understood_is_kept_and_told(admin: Client, typed: str, said: str) -> None:
    page = save(admin, make_revision("review"), evidence=typed)
    assertContains(page, said)
    assertContains(page, f"{typed}</textarea>")


def test_provider_is_set_for_many_and_published_ones_stay(admin: Client) -> None:
    published = make_model_version().criteria.first().revision
    rows, legal = [make_revision("one"), make_revision("two"), published], make_answering_role("legal-counsel")
    assert act(admin, "set_provider", rows)[-1] == "Choose it beside the action first."
    said = act(admin, "set_provider", rows, role=legal.pk)
    assert said[-2] == "2 entries were changed."
    assert said[-1].startswith("1 entry stays as it is. This belongs to a published version")
    assert [PracticeRevision.objects.get(pk=row.pk).provider.key for row in rows] == [
        "legal-counsel",
        "legal-counsel",
        "developer",
    ]


def test_users_and_activities_are_set_for_many(admin: Client) -> None:
    rows, legal, activity = [make_revision("one"), make_revision("two")], make_answering_role("legal"), make_activity()
    act(admin, "add_user", rows, role=legal.pk)
    assert act(admin, "add_user", rows, role=legal.pk)[-1] == "0 entries were changed."
    assert [row.users.count() for row in rows] == [2, 2]
    assert PracticeRevision.history.filter(practice=rows[0].practice).latest().users.count() == 2
    act(admin, "remove_user", rows[:1], role=legal.pk)
    assert [row.users.count() for row in rows] == [1, 2]
    act(admin, "set_activity", rows, activity=activity.pk)
    assert PracticeRevision.objects.filter(activity=activity).count() == 2


def test_trials_are_marked_for_many(admin: Client) -> None:
    rows = [make_revision("one"), make_revision("two")]
    act(admin, "mark_tried", rows)
    assert PracticeRevision.objects.filter(paraphrase_tried=True).count() == 2
    act(admin, "unmark_tried", rows)
    assert PracticeRevision.objects.filter(paraphrase_tried=True).count() == 0


def test_published_revisions_are_told_from_those_that_can_be_edited(admin: Client) -> None:
    version = make_model_version(per_cell=1, levels=(0, 1), dimensions=("licences",))
    make_revision("fresh")
    assertContains(admin.get(f"{LIST}?published=no"), "We do what fresh asks for.")
    assertNotContains(admin.get(f"{LIST}?published=yes"), "We do what fresh asks for.")
    assertContains(admin.get(f"{LIST}?published=yes&criteria__version__id__exact={version.pk}"), "1 practice revision")


def find_site_links(admin: Client, revision: PracticeRevision) -> list[str]:
    """Where "View on site" leads from the revision and from its practice."""
    pages = (f"{LIST}{revision.pk}/change/", f"/admin/assessments/practice/{revision.practice_id}/change/")
    found = [re.search(r'href="([^"]*)" class="viewsitelink"', admin.get(page).content.decode()) for page in pages]
    return [match[1] for match in found if match]


def test_published_practice_leads_to_its_page_even_when_nothing_asks_it_any_more(admin: Client) -> None:
    old = make_model_version("stages", dimensions=("old",))
    make_model_version("stages", dimensions=("new",))
    dropped, last = old.criteria.earliest("pk").revision, make_model_version("last").criteria.earliest("pk").revision
    ModelVersion.objects.filter(maturity_model__key="last").update(status=ModelVersion.Status.RETIRED)
    for revision in (dropped, last):
        address = f"/practices/{revision.practice.key}/"
        assert find_site_links(admin, revision) == [address] * 2
        assertContains(admin.get(address), "No model on offer asks this any more.")


def test_unpublished_practice_leads_to_its_question_in_the_draft(admin: Client) -> None:
    draft = make_model_version(published=False)
    waiting = draft.criteria.filter(dimension__key="licences").earliest("pk").revision
    (page, anchor) = f"/versions/{draft.pk}/preview/licences/", waiting.practice.key
    assert find_site_links(admin, waiting) == [f"{page}#{anchor}"] * 2
    shown = admin.get(page).content.decode()
    assert f'id="{anchor}"' in shown
    assert [text in shown.split("<main")[1] for text in ('href="/practices/', 'href="/models/')] == [False] * 2
    assert find_site_links(admin, make_revision("fresh")) == []


def test_reworded_practice_leads_to_the_wording_that_is_edited(admin: Client) -> None:
    draft = clone_version(version=make_model_version())
    row = draft.criteria.filter(dimension__key="licences").earliest("position")
    made, key = revise_practice(criterion=row), row.revision.practice.key
    assert find_site_links(admin, made) == [f"/versions/{draft.pk}/preview/licences/#{key}", f"/practices/{key}/"]


@pytest.mark.parametrize("name", ["practicerevision", "practice", "scale", "modelversion", "maturitymodel"])
def test_queries_of_a_list_do_not_grow_with_it(admin: Client, name: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(f"/admin/assessments/{name}/?q=").status_code == 200
        return len(queries)

    make_model_version("one", per_cell=1)
    before = count()
    make_model_version("two")
    assert count() <= before <= 14
