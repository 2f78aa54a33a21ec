"""The list of criteria: what a draft counts, at which level, with which weight."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.db.models.signals import pre_save
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from assessments.models import Criterion, ModelVersion
from roles.editing.history import build_history
from tests.assessments_factories import make_model_version, make_revision
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/assessments/criterion/", "/admin/assessments/criterion/add/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def draft() -> ModelVersion:
    return make_model_version(published=False)


def show(version: ModelVersion) -> str:
    return f"{LIST}?version__id__exact={version.pk}"


def act(client: Client, action: str, rows: Any, **sent: Any) -> list[str]:
    response = client.post(LIST, {"action": action, "_selected_action": [row.pk for row in rows], **sent})
    return list_messages(response)


def list_messages(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def fill(row: Criterion, **changes: Any) -> dict[str, Any]:
    names = ("revision_id", "dimension_id", "level_id", "position", "weight", "level_source")
    return {name.removesuffix("_id"): getattr(row, name) for name in names} | changes


def test_page_of_a_version_leads_to_its_criteria(admin: Client, draft: ModelVersion) -> None:
    page = admin.get(f"/admin/assessments/modelversion/{draft.pk}/change/")
    assertContains(page, f'<a href="{show(draft)}">8 criteria</a>', html=True)
    assertContains(admin.get(show(draft)), "Reword", 8)


def test_form_of_a_large_version_can_be_sent(admin: Client) -> None:
    """Django refuses more than a thousand fields at once."""
    draft = make_model_version(published=False, per_cell=30)
    page = admin.get(f"/admin/assessments/modelversion/{draft.pk}/change/").content.decode()
    assert (draft.criteria.count(), page.count(' name="') < 200) == (120, True)


def test_numbers_are_written_into_the_list_of_a_draft(admin: Client, draft: ModelVersion) -> None:
    rows = list(draft.criteria.order_by("dimension__position", "position"))
    sent: dict[str, Any] = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows), "_save": "Save"}
    for n, row in enumerate(rows):
        sent |= {f"form-{n}-id": row.pk, f"form-{n}-position": row.position, f"form-{n}-weight": row.weight}
    admin.post(show(draft), sent | {"form-0-weight": "3/2", "form-0-is_key": "on", "form-1-is_core": "on"})
    rows[0].refresh_from_db()
    assert (str(rows[0].weight), rows[0].is_key) == ("3/2", True)


def test_list_with_published_criteria_is_for_reading(admin: Client, draft: ModelVersion) -> None:
    published = make_model_version("osmm")
    assertContains(admin.get(show(draft)), 'name="form-0-weight"')
    for page in (show(published), LIST):
        assertNotContains(admin.get(page), 'name="form-0-weight"')
    row = published.criteria.first()
    sent = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk, "form-0-weight": "9", "_save": "Save"}
    admin.post(show(published), {**sent, "form-0-position": "1"})
    row.refresh_from_db()
    assert str(row.weight) == "1"


def test_form_that_is_overtaken_by_publishing_is_refused_in_words(admin: Client, draft: ModelVersion) -> None:
    row = draft.criteria.first()

    def overtake(**_: Any) -> None:
        ModelVersion.objects.filter(pk=draft.pk).update(status=ModelVersion.Status.PUBLISHED)

    pre_save.connect(overtake, sender=Criterion)
    try:
        response = admin.post(f"{LIST}{row.pk}/change/", fill(row, weight="9"))
    finally:
        pre_save.disconnect(overtake, sender=Criterion)
    assertContains(response, "nothing about it can change any more", status_code=403)
    row.refresh_from_db()
    assert str(row.weight) == "1"


def test_criteria_are_moved_to_a_level_and_a_dimension(admin: Client, draft: ModelVersion) -> None:
    rows = list(draft.criteria.all())[:2]
    level, axis = draft.levels.get(number=2), draft.dimensions.get(key="inventory")
    assert act(admin, "set_level", rows)[-1] == "Choose it beside the action first."
    assert act(admin, "set_level", rows, level=level.pk)[-1] == "2 entries were changed."
    act(admin, "set_dimension", rows, dimension=axis.pk)
    moved = Criterion.objects.filter(pk__in=[row.pk for row in rows])
    assert set(moved.values_list("level", "dimension")) == {(level.pk, axis.pk)}
    newest = build_history(ModelVersion, draft.pk, parts=((Criterion, "version_id", "revision"),))[0]
    assert (newest.part.startswith("criterion Todo stages"), newest.person) == (True, "Alice")
    assert [(change.field, change.old, change.new) for change in newest.changes] == [
        ("Dimension", "Licences", "Inventory")
    ]


def test_what_is_published_or_of_another_version_stays(admin: Client, draft: ModelVersion) -> None:
    published, other = make_model_version("osmm"), make_model_version("third", published=False)
    rows = [draft.criteria.first(), published.criteria.first(), other.criteria.first()]
    said = act(admin, "set_level", rows, level=draft.levels.get(number=2).pk)
    assert said[-2] == "1 entry was changed."
    assert said[-1].startswith("2 entries stay as they are. This belongs to a published version")
    act(admin, "mark_core", rows)
    act(admin, "unmark_core", rows)
    states = [Criterion.objects.get(pk=row.pk).is_core for row in rows]
    assert states == [False, True, False]


@pytest.mark.parametrize(
    ("action", "name", "value"),
    [
        ("mark_key", "is_key", True),
        ("unmark_key", "is_key", False),
        ("mark_core", "is_core", True),
        ("mark_may_not_apply", "may_not_apply", True),
        ("unmark_may_not_apply", "may_not_apply", False),
    ],
)
def test_marks_are_set_for_many(admin: Client, draft: ModelVersion, action: str, name: str, value: bool) -> None:
    act(admin, action, draft.criteria.all())
    assert set(draft.criteria.values_list(name, flat=True)) == {value}


def test_criteria_move_up_within_their_dimension(admin: Client, draft: ModelVersion) -> None:
    axis = draft.dimensions.get(key="inventory")
    rows = list(axis.criteria.order_by("position"))
    taken = [row.position for row in rows]
    act(admin, "move_up", rows[2:3])
    found = list(axis.criteria.order_by("position"))
    assert found == [rows[0], rows[2], rows[1], rows[3]]
    assert [row.position for row in found] == taken


def test_criterion_takes_level_and_dimension_of_its_own_version(admin: Client, draft: ModelVersion) -> None:
    other = make_model_version("other", published=False)
    row = draft.criteria.first()
    address = f"{LIST}{row.pk}/change/"
    offered = admin.get(address).content.decode().split('name="level"')[1].split("</select>")[0]
    assert [f'value="{level.pk}"' in offered for level in [*draft.levels.all(), *other.levels.all()]] == [True] * 3 + [
        False
    ] * 3
    new = {"version": draft.pk, "revision": make_revision("new").pk, "dimension": other.dimensions.first().pk}
    page = admin.post(ADD, fill(row, **new))
    assertContains(page, "This belongs to another version.")
    admin.post(ADD, fill(row, **new | {"dimension": row.dimension_id}))
    assert draft.criteria.count() == 9


def test_published_criterion_can_only_be_read(admin: Client) -> None:
    published = make_model_version()
    row = published.criteria.first()
    assertNotContains(admin.get(f"{LIST}{row.pk}/change/"), 'name="_save"')
    assert admin.post(f"{LIST}{row.pk}/change/", fill(row, weight="7")).status_code == 403
    assert admin.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    new = fill(row, version=published.pk, revision=make_revision("new").pk)
    assertContains(admin.post(ADD, new), "Select a valid choice.")


def test_queries_of_the_pages_do_not_grow(admin: Client) -> None:
    def count(version: ModelVersion) -> list[int]:
        counted = []
        for page in (show(version), f"/admin/assessments/modelversion/{version.pk}/change/"):
            with CaptureQueriesContext(connection) as queries:
                admin.get(page)
            counted.append(len(queries))
        return counted

    count(make_model_version("warm", published=False))
    few = count(make_model_version("few", published=False, per_cell=1))
    many = count(make_model_version("many", published=False, per_cell=4))
    assert (many, max(many) <= 16) == (few, True)


def test_version_that_cannot_be_shows_an_empty_list(admin: Client) -> None:
    assert "0 criteria" in admin.get(f"{LIST}?version__id__exact={10**25}").content.decode()
