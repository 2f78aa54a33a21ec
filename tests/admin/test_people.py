"""People in the administration: erased after a page that says what goes, and never deleted."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user("root@example.org", is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def bob() -> User:
    user = make_user("bob@example.org", name="Bob Builder")
    make_membership(user, make_organisation())
    return user


def test_page_says_what_goes_and_only_sending_it_erases(admin: Client, bob: User) -> None:
    address = f"/admin/accounts/user/{bob.pk}/erase/"
    assert address in admin.get(f"/admin/accounts/user/{bob.pk}/change/").content.decode()
    page = admin.get(address).content.decode()
    assert "Bob Builder" in page
    assert "1 membership" in page
    bob.refresh_from_db()
    assert not bob.is_erased
    assert admin.post(address).status_code == 302
    bob.refresh_from_db()
    assert bob.is_erased
    assert "was erased already" in admin.get(address).content.decode()


def test_last_administrator_is_refused(admin: Client, bob: User) -> None:
    bob.memberships.update(kind="admin")
    response = admin.post(f"/admin/accounts/user/{bob.pk}/erase/")
    assert response.status_code == 409
    assert "last administrator" in response.content.decode()


def test_staff_without_the_permission_are_refused(client: Client, bob: User) -> None:
    client.force_login(make_user("staff@example.org", is_staff=True))
    assert client.post(f"/admin/accounts/user/{bob.pk}/erase/").status_code == 403


def test_nobody_is_deleted(admin: Client, bob: User) -> None:
    admin.post(f"/admin/accounts/user/{bob.pk}/delete/", {"post": "yes"})
    admin.post("/admin/accounts/user/", {"action": "delete_selected", "_selected_action": bob.pk, "post": "yes"})
    assert User.objects.filter(pk=bob.pk).exists()
