from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Membership, Organisation, Unit, User
from tests.factories import PASSWORD, make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
PAGES = ["user", "organisation", "unit", "membership"]


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user("root@example.org", is_staff=True, is_superuser=True))
    return client


@pytest.mark.parametrize("name", PAGES)
def test_admin_list_and_add_page_work(admin: Client, name: str) -> None:
    make_membership(make_user(), make_organisation())
    assert admin.get(f"/admin/accounts/{name}/?q=a").status_code == 200
    assert admin.get(f"/admin/accounts/{name}/add/").status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_admin_change_page_works(admin: Client, name: str) -> None:
    make_membership(make_user(), make_organisation())
    row = {"user": User, "organisation": Organisation, "unit": Unit, "membership": Membership}[name].objects.first()
    assert admin.get(f"/admin/accounts/{name}/{row.pk}/change/").status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_admin_is_closed_to_members(client: Client, name: str) -> None:
    client.force_login(make_user())
    response = client.get(f"/admin/accounts/{name}/")
    assert response.status_code in (302, 403)


def test_admin_adds_a_person_by_address(admin: Client) -> None:
    data = {"email": "Bob@Example.org", "name": "Bob", "password1": PASSWORD, "password2": PASSWORD}
    admin.post("/admin/accounts/user/add/", {**data, "usable_password": "true"})
    bob = User.objects.get(email="bob@example.org")
    assert (bob.name, bob.check_password(PASSWORD), bob.is_staff) == ("Bob", True, False)


def test_admin_refuses_a_second_person_with_the_same_address(admin: Client) -> None:
    make_user("bob@example.org")
    data = {"email": "BOB@example.org", "name": "Bob", "password1": PASSWORD, "password2": PASSWORD}
    response = admin.post("/admin/accounts/user/add/", {**data, "usable_password": "true"})
    assertContains(response, "already exists")


def test_admin_adds_an_organisation_with_its_root_unit(admin: Client) -> None:
    response = admin.post("/admin/accounts/organisation/add/", {"name": "Acme", "slug": "acme"})
    assertRedirects(response, "/admin/accounts/organisation/")
    assert Unit.objects.get(organisation__slug="acme", parent=None).name == "Acme"


def test_admin_add_organisation_and_go_on_editing(admin: Client) -> None:
    data = {"name": "Acme", "slug": "acme", "_continue": "1"}
    response = admin.post("/admin/accounts/organisation/add/", data)
    assertRedirects(response, f"/admin/accounts/organisation/{Organisation.objects.get().pk}/change/")


def test_admin_refuses_an_organisation_whose_address_is_taken(admin: Client) -> None:
    make_organisation("Acme")
    response = admin.post("/admin/accounts/organisation/add/", {"name": "Other", "slug": "acme"})
    assertContains(response, "already exists")
    assert Organisation.objects.count() == 1


def test_admin_renames_an_organisation(admin: Client) -> None:
    acme = make_organisation("Acme")
    forms = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    data = {f"{name}-{key}": value for name in ("units", "memberships") for key, value in forms.items()}
    admin.post(f"/admin/accounts/organisation/{acme.pk}/change/", {"name": "Acme Bank", "slug": "acme", **data})
    acme.refresh_from_db()
    assert (acme.name, acme.units.count()) == ("Acme Bank", 1)


def test_admin_refuses_a_unit_without_a_parent(admin: Client) -> None:
    acme = make_organisation()
    response = admin.post("/admin/accounts/unit/add/", {"organisation": acme.pk, "name": "Second root"})
    assertContains(response, "This field is required.")
    assert acme.units.count() == 1


def test_admin_keeps_the_root_unit(admin: Client) -> None:
    root = make_organisation().units.get()
    assert admin.post(f"/admin/accounts/unit/{root.pk}/delete/", {"post": "yes"}).status_code == 403
    admin.post("/admin/accounts/unit/", {"action": "delete_selected", "_selected_action": root.pk, "post": "yes"})
    assert Unit.objects.filter(pk=root.pk).exists()


def test_admin_deletes_a_unit_below(admin: Client) -> None:
    part = make_unit(make_organisation().units.get())
    admin.post(f"/admin/accounts/unit/{part.pk}/delete/", {"post": "yes"})
    assert not Unit.objects.filter(pk=part.pk).exists()


def test_admin_deletes_an_organisation_with_its_root_unit(admin: Client) -> None:
    acme = make_organisation()
    admin.post(f"/admin/accounts/organisation/{acme.pk}/delete/", {"post": "yes"})
    assert (Organisation.objects.count(), Unit.objects.count()) == (0, 0)


def test_admin_deletes_a_lost_second_step_and_never_shows_its_secret(admin: Client) -> None:
    lost = TOTP.activate(make_user(), "JBSWY3DPEHPK3PXP").instance
    page = admin.get(f"/admin/mfa/authenticator/{lost.pk}/change/")
    assertContains(page, "TOTP Authenticator")
    assertNotContains(page, "JBSWY3DPEHPK3PXP")
    admin.post(f"/admin/mfa/authenticator/{lost.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", ["socialaccount/socialapp", "socialaccount/socialtoken", "usersessions/usersession"])
def test_admin_has_no_pages_for_secrets_and_second_settings(admin: Client, path: str) -> None:
    assert admin.get(f"/admin/{path}/").status_code == 404


# --- The last administrator ---
LAST = "This is the last administrator of the organisation."


@pytest.fixture
def last() -> Membership:
    return make_membership(make_user(), make_organisation(), Membership.Kind.ADMIN)


def write_inline(last: Membership, **fields: object) -> dict[str, object]:
    """The memberships of a page of the administration: the one there is, with these values."""
    row = {"id": last.pk, "user": last.user_id, "organisation": last.organisation_id, "kind": last.kind, "unit": ""}
    values = {**row, "is_active": "on", **fields}
    counts = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 1, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    named = {f"memberships-{name}": value for name, value in counts.items()}
    return {**named, **{f"memberships-0-{name}": value for name, value in values.items() if value is not None}}


@pytest.mark.parametrize("change", [{"kind": "lead"}, {"is_active": ""}])
def test_admin_does_not_demote_the_last_administrator(admin: Client, last: Membership, change: dict[str, str]) -> None:
    values = {"user": last.user_id, "organisation": last.organisation_id, "kind": "admin", "is_active": "on", **change}
    page = f"/admin/accounts/membership/{last.pk}/change/"
    assertContains(admin.post(page, values), LAST)
    last.refresh_from_db()
    assert (last.kind, last.is_active) == ("admin", True)
    make_membership(make_user("second@example.org"), last.organisation, Membership.Kind.ADMIN)
    assertRedirects(admin.post(page, values), "/admin/accounts/membership/")


@pytest.mark.parametrize("change", [{"kind": "lead"}, {"is_active": None}, {"DELETE": "on"}])
def test_admin_does_not_demote_or_remove_the_last_administrator_on_their_page(
    admin: Client, last: Membership, change: dict[str, str]
) -> None:
    values = {"email": last.user.email, "name": "Alice", "is_active": "on", "date_joined_0": "2026-01-01"}
    data = {**values, "date_joined_1": "10:00:00", **write_inline(last, **change)}
    assertContains(admin.post(f"/admin/accounts/user/{last.user_id}/change/", data), LAST)
    last.refresh_from_db()
    assert (last.kind, last.is_active) == ("admin", True)


def test_admin_does_not_delete_the_last_administrator_in_any_way(admin: Client, last: Membership) -> None:
    for page in (f"membership/{last.pk}/delete/", f"user/{last.user_id}/delete/"):
        admin.post(f"/admin/accounts/{page}", {"post": "yes"})
    for name, pk in (("membership", last.pk), ("user", last.user_id)):
        data = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
        admin.post(f"/admin/accounts/{name}/", data)
    assert Membership.objects.filter(pk=last.pk, user=last.user_id).exists()


def test_admin_deletes_an_organisation_with_its_last_administrator(admin: Client, last: Membership) -> None:
    admin.post(f"/admin/accounts/organisation/{last.organisation_id}/delete/", {"post": "yes"})
    assert not Organisation.objects.exists()
