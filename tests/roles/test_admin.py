from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from roles.models import Activity, Expectation, Guide, Risk, Role
from tests.factories import make_activity, make_guide, make_risk, make_role, make_user

pytestmark = pytest.mark.django_db
MODELS = {"role": Role, "activity": Activity, "risk": Risk, "guide": Guide}


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    for make in (make_role, make_activity, make_risk, make_guide):
        make()
    return client


@pytest.mark.parametrize("name", MODELS)
def test_admin_pages_work(admin: Client, name: str) -> None:
    row = MODELS[name].objects.get()
    assert admin.get(f"/admin/roles/{name}/?q=e").status_code == 200
    assert admin.get(f"/admin/roles/{name}/add/").status_code == 200
    assertContains(admin.get(f"/admin/roles/{name}/{row.pk}/change/"), "View on site")


def test_admin_edits_an_expectation_with_its_role(admin: Client) -> None:
    role = Role.objects.get()
    fields = {
        name: getattr(role, name) for name in ("key", "name", "kind", "summary", "engagement", "source", "position")
    }
    counts = {"expectations-TOTAL_FORMS": "1", "expectations-INITIAL_FORMS": "0"}
    row = {"expectations-0-level": "2", "expectations-0-state": "Uses an inventory."}
    admin.post(f"/admin/roles/role/{role.pk}/change/", {**fields, **counts, **row})
    assert Expectation.objects.get(role=role).state == "Uses an inventory."


def test_admin_refuses_a_level_that_does_not_exist(admin: Client) -> None:
    activity = Activity.objects.get()
    data = {"key": activity.key, "name": "X", "summary": "X", "source": "ours", "position": "0", "level": "6"}
    response = admin.post(f"/admin/roles/activity/{activity.pk}/change/", data)
    assertContains(response, "less than or equal to 5")
