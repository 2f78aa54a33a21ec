"""Editing the body of knowledge: lists, forms, order, bulk actions, deleting."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.asserts import assertContains, assertNotContains

from roles.models import Activity, Expectation, Guide, Risk, Role
from tests.assessments_factories import make_revision
from tests.factories import make_activity, make_guide, make_risk, make_role, make_user

pytestmark = pytest.mark.django_db
MODELS = {"role": Role, "activity": Activity, "risk": Risk, "guide": Guide}


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    for make in (make_role, make_activity, make_risk, make_guide):
        make()
    return client


def list_messages(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def act(client: Client, name: str, action: str, *rows: Any, **sent: Any) -> list[str]:
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], **sent}
    return list_messages(client.post(f"/admin/roles/{name}/", chosen))


def fill_role(role: Role, **changes: Any) -> dict[str, Any]:
    names = ("name", "kind", "summary", "engagement", "source", "position")
    counts = {"expectations-TOTAL_FORMS": "0", "expectations-INITIAL_FORMS": "0"}
    return {**{name: getattr(role, name) for name in names}, **counts, **changes}


@pytest.mark.parametrize("name", MODELS)
def test_admin_pages_work(admin: Client, name: str) -> None:
    row = MODELS[name].objects.get()
    assert admin.get(f"/admin/roles/{name}/?q=e").status_code == 200
    assert admin.get(f"/admin/roles/{name}/add/").status_code == 200
    assertContains(admin.get(f"/admin/roles/{name}/{row.pk}/change/"), "View on site")


@pytest.mark.parametrize(
    ("name", "make"), [("role", make_role), ("activity", make_activity), ("risk", make_risk), ("guide", make_guide)]
)
def test_queries_of_a_list_do_not_grow_with_it(admin: Client, name: str, make: Any) -> None:
    with CaptureQueriesContext(connection) as few:
        admin.get(f"/admin/roles/{name}/")
    for key in ("one", "two", "three"):
        make(key)
    with CaptureQueriesContext(connection) as many:
        admin.get(f"/admin/roles/{name}/")
    assert len(many) <= len(few) <= 10


def test_admin_edits_an_expectation_with_its_role(admin: Client) -> None:
    role = Role.objects.get()
    row = {"expectations-TOTAL_FORMS": "1", "expectations-0-level": "2", "expectations-0-state": "Uses an inventory."}
    admin.post(f"/admin/roles/role/{role.pk}/change/", fill_role(role, **row))
    assert Expectation.objects.get(role=role).state == "Uses an inventory."


def test_admin_refuses_a_level_that_does_not_exist(admin: Client) -> None:
    activity = Activity.objects.get()
    data = {"name": "X", "summary": "X", "source": "ours", "position": "0", "level": "6"}
    response = admin.post(f"/admin/roles/activity/{activity.pk}/change/", data)
    assertContains(response, "less than or equal to 5")


def test_key_is_chosen_once(admin: Client) -> None:
    role = Role.objects.get()
    assertContains(admin.get("/admin/roles/role/add/"), 'name="key"')
    assertNotContains(admin.get(f"/admin/roles/role/{role.pk}/change/"), 'name="key"')
    admin.post(f"/admin/roles/role/{role.pk}/change/", fill_role(role, key="other", name="Programmer"))
    role.refresh_from_db()
    assert (role.key, role.name) == ("developer", "Programmer")


def test_order_is_chosen_by_numbers_in_the_list(admin: Client) -> None:
    role, other = Role.objects.get(), make_role("legal-counsel", position=1)
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "_save": "Save"}
    rows |= {"form-0-id": role.pk, "form-0-position": "7", "form-1-id": other.pk, "form-1-position": "1"}
    admin.post("/admin/roles/role/", rows)
    assert list(Role.objects.values_list("key", "position")) == [("legal-counsel", 1), ("developer", 7)]
    assert Role.history.filter(history_type="~").values_list("key", flat=True).get() == "developer"


def test_chosen_rows_move_by_one_place(admin: Client) -> None:
    Role.objects.all().delete()
    _, second, third = (make_role(key, position=n) for n, key in enumerate(("a", "b", "c")))
    said = act(admin, "role", "move_up", second, third)
    assert list(Role.objects.values_list("key", flat=True)) == ["b", "c", "a"]
    assert said == ["3 entries have another place now."]
    act(admin, "role", "move_down", third)
    assert list(Role.objects.values_list("key", flat=True)) == ["b", "a", "c"]


def test_activities_move_within_their_level(admin: Client) -> None:
    Activity.objects.all().delete()
    make_activity("low", level=1, position=1)
    _, second = make_activity("x", level=2, position=1), make_activity("y", level=2, position=2)
    act(admin, "activity", "move_up", second)
    assert list(Activity.objects.values_list("key", flat=True)) == ["low", "y", "x"]
    act(admin, "activity", "move_up", second)
    assert list(Activity.objects.values_list("key", flat=True)) == ["low", "y", "x"]


def test_level_is_set_for_many_at_once(admin: Client) -> None:
    rows = [make_activity("one", level=1), make_activity("two", level=4)]
    assert act(admin, "activity", "set_level", *rows)[-1:] == ["Choose the level beside the action."]
    assert act(admin, "activity", "set_level", *rows, level="4")[-1:] == ["1 entry was changed."]
    assert set(Activity.objects.filter(pk__in=[row.pk for row in rows]).values_list("level", flat=True)) == {4}
    entry = Activity.history.filter(key="one").latest()
    assert (entry.history_type, entry.level, entry.history_user.email) == ("~", 4, "alice@example.org")


def test_what_is_named_elsewhere_cannot_be_deleted(admin: Client) -> None:
    activity, role = Activity.objects.get(), make_role("tester")
    activity.roles.add(role)
    make_revision("review", users=[role])
    response = admin.post(f"/admin/roles/role/{role.pk}/delete/", {"post": "yes"})
    expected = "“Tester” cannot be deleted while it is named by: 1 activity, 1 practice revision."
    assert list_messages(response) == [expected]
    assert Role.objects.filter(pk=role.pk).exists()


def test_what_nothing_names_is_deleted_with_its_parts(admin: Client) -> None:
    role = make_role("tester")
    Expectation.objects.create(role=role, level=1, state="Tests.")
    admin.post(f"/admin/roles/role/{role.pk}/delete/", {"post": "yes"})
    assert not Role.objects.filter(pk=role.pk).exists()
    assert Expectation.history.latest().history_type == "-"


def test_nothing_is_deleted_in_bulk(admin: Client) -> None:
    assertNotContains(admin.get("/admin/roles/role/"), "delete_selected")
