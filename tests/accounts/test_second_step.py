"""The second step at sign-in: setting it up, being asked for it, and organisations that demand it."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Membership, Organisation, User
from tests.accounts.codes import compute_code
from tests.factories import PASSWORD, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
INDEX, ACTIVATE, ASKED = "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/"


@pytest.fixture
def alice() -> User:
    return make_user()


def sign_in(client: Client) -> object:
    return client.post("/accounts/login/", {"login": "alice@example.org", "password": PASSWORD})


def confirm(client: Client) -> None:
    """Whoever changes what protects the account is asked for the password once more."""
    address = f"/accounts/reauthenticate/?next={ACTIVATE}"
    client.post(address, {"password": PASSWORD, "next": ACTIVATE})


def set_up_app(client: Client) -> str:
    """Signs in and turns the app on. Returns its secret."""
    sign_in(client)
    confirm(client)
    found = re.search(r"<code>(\w+)</code>", client.get(ACTIVATE).content.decode())
    assert found is not None
    assertRedirects(client.post(ACTIVATE, {"code": compute_code(found[1])}), "/accounts/2fa/recovery-codes/")
    return found[1]


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def demand(user: User, *, is_active: bool = True) -> Organisation:
    """An organisation of the person's that asks its members for a second step."""
    acme = make_organisation("Acme")
    membership = make_membership(user, acme, Membership.Kind.ADMIN)
    Membership.objects.filter(pk=membership.pk).update(is_active=is_active)
    Organisation.objects.update(requires_second_factor=True)
    return acme


def test_app_is_asked_for_after_the_password(client: Client, alice: User) -> None:
    secret = set_up_app(client)
    other = Client()
    assertRedirects(sign_in(other), ASKED)
    assert not is_signed_in(other)
    assertRedirects(other.post(ASKED, {"code": compute_code(secret, step=1)}), "/")
    assert is_signed_in(other)


def test_wrong_code_is_refused_at_its_field(client: Client, alice: User) -> None:
    secret = set_up_app(client)
    other = Client()
    sign_in(other)
    wrong = "000000" if compute_code(secret, step=1) != "000000" else "111111"
    assertContains(other.post(ASKED, {"code": wrong}), 'href="#id_code"')
    assert not is_signed_in(other)


def test_code_works_once(client: Client, alice: User) -> None:
    secret = set_up_app(client)
    code = compute_code(secret, step=1)
    for signed_in in (True, False):
        other = Client()
        sign_in(other)
        other.post(ASKED, {"code": code})
        assert is_signed_in(other) is signed_in


def test_recovery_code_works_once(client: Client, alice: User) -> None:
    set_up_app(client)
    codes = re.findall(r"<li><code>(\w+)</code>", client.get("/accounts/2fa/recovery-codes/").content.decode())
    assert len(codes) == 10
    for signed_in in (True, False):
        other = Client()
        sign_in(other)
        other.post(ASKED, {"code": codes[0]})
        assert is_signed_in(other) is signed_in


def test_guessing_of_codes_is_stopped(client: Client, alice: User) -> None:
    set_up_app(client)
    other = Client()
    sign_in(other)
    for _try in range(5):
        other.post(ASKED, {"code": "000000"})
    assertContains(other.post(ASKED, {"code": "000000"}), "Wait some minutes")


def test_changing_the_second_step_asks_who_it_is(client: Client, alice: User) -> None:
    sign_in(client)
    response = client.get(ACTIVATE, follow=True)
    assertContains(response, "Confirm that it is you")
    confirm(client)
    assertContains(client.get(ACTIVATE), "Set up an authenticator app")


def test_app_is_turned_off_again(client: Client, alice: User) -> None:
    set_up_app(client)
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assertRedirects(sign_in(Client()), "/")


@pytest.mark.parametrize("path", ["/", "/organisations/acme/", "/profile/", "/roles/", "/no-such-page/", "/admin/"])
def test_member_without_a_second_step_is_led_to_set_it_up(client: Client, alice: User, path: str) -> None:
    demand(alice)
    client.force_login(alice)
    assertRedirects(client.get(path), INDEX)
    assertContains(client.get(INDEX), "Your organisation asks for a second step.")


def test_member_without_a_second_step_changes_nothing(client: Client, alice: User) -> None:
    acme = demand(alice)
    client.force_login(alice)
    response = client.post(reverse("accounts:settings", args=[acme.slug]), {"name": "Mine"})
    assertContains(response, "Set up a second step first", status_code=403)
    acme.refresh_from_db()
    assert acme.name == "Acme"


def test_member_who_has_set_it_up_goes_on(client: Client, alice: User) -> None:
    demand(alice)
    set_up_app(client)
    assertContains(client.get("/organisations/acme/"), "Acme")
    assertNotContains(client.get(INDEX), "Your organisation asks for a second step.")


def test_member_without_a_second_step_may_leave(client: Client, alice: User) -> None:
    demand(alice)
    client.force_login(alice)
    client.post("/accounts/logout/")
    assert not is_signed_in(client)


@pytest.mark.parametrize("member", ["paused", "of another organisation"])
def test_demand_of_an_organisation_is_for_its_members_alone(client: Client, alice: User, member: str) -> None:
    demand(alice if member == "paused" else make_user("bob@example.org"), is_active=member != "paused")
    client.force_login(alice)
    assert client.get("/").status_code == 200


def test_administrator_turns_the_demand_on(client: Client, alice: User) -> None:
    acme = demand(alice)
    Organisation.objects.update(requires_second_factor=False)
    client.force_login(alice)
    data = {"name": "Acme", "requires_second_factor": "on"}
    response = client.post(reverse("accounts:settings", args=[acme.slug]), data, follow=True)
    assert response.redirect_chain[-1] == (INDEX, 302)
