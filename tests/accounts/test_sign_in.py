from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(client: Client, email: str = "alice@example.org", password: str = PASSWORD, query: str = "") -> object:
    return client.post(LOGIN + query, {"login": email, "password": password})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_sign_in_works(client: Client) -> None:
    make_user()
    assertRedirects(sign_in(client), reverse("assessments:home"))
    assert is_signed_in(client)


def test_sign_in_address_in_other_case(client: Client) -> None:
    make_user()
    sign_in(client, "Alice@Example.ORG")
    assert is_signed_in(client)


def test_sign_in_wrong_password_keeps_the_address_but_not_the_password(client: Client) -> None:
    make_user()
    response = sign_in(client, password="a wrong password")
    assertContains(response, 'value="alice@example.org"')
    assertContains(response, "<title>Error: Sign in")
    assertContains(response, 'class="error-summary" role="alert" tabindex="-1" autofocus')
    assertNotContains(response, "a wrong password")
    assert not is_signed_in(client)


def test_sign_in_unknown_address_says_the_same_as_a_wrong_password(client: Client) -> None:
    make_user()
    known = sign_in(client, password="a wrong password").content.decode()
    unknown = sign_in(client, "nobody@example.org", "a wrong password").content.decode()
    assert get_errors(unknown) == get_errors(known)


def get_errors(html: str) -> list[str]:
    summary = html.split('class="error-summary"')[1].split("</div>")[0]
    return re.findall(r"<li>(.*?)</li>", summary, re.DOTALL)


def test_sign_in_inactive_person_is_not_let_in(client: Client) -> None:
    make_user(is_active=False)
    sign_in(client)
    assert not is_signed_in(client)


def test_sign_in_leads_back_to_the_page_asked_for(client: Client) -> None:
    make_user()
    response = sign_in(client, query="?next=/profile/")
    assertRedirects(response, "/profile/")


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"],
)
def test_sign_in_never_leads_to_another_host(client: Client, target: str) -> None:
    make_user()
    response = client.post(f"{LOGIN}?next={target}", {"login": "alice@example.org", "password": PASSWORD})
    assertRedirects(response, reverse("assessments:home"))


def test_sign_in_never_leads_to_another_allowed_host(client: Client) -> None:
    make_user()
    assertRedirects(sign_in(client, query="?next=http://127.0.0.1:9/"), reverse("assessments:home"))


def test_sign_in_fields_tell_password_managers_what_they_are(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    assert re.findall(r'autocomplete="([^"]+)"', page) == ["email", "current-password"]
    assert ("placeholder=" in page, "onpaste" in page) == (False, False)


@pytest.mark.parametrize("method", ["get", "post"])
def test_sign_up_is_closed(client: Client, method: str) -> None:
    data = {"email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD}
    response = getattr(client, method)("/accounts/signup/", data)
    assertContains(response, "Nobody signs up here")
    assert User.objects.count() == 0


def test_sign_out_asks_first_and_needs_a_post(client: Client) -> None:
    client.force_login(make_user())
    assertContains(client.get("/accounts/logout/"), "Stay signed in")
    assert is_signed_in(client)
    client.post("/accounts/logout/")
    assert not is_signed_in(client)


def test_change_password_works(client: Client) -> None:
    alice = make_user()
    client.force_login(alice)
    new = "a longer horse staple"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    alice.refresh_from_db()
    assert alice.check_password(new)


def test_change_password_too_short_is_refused_at_its_field(client: Client) -> None:
    client.force_login(make_user())
    data = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    response = client.post("/accounts/password/change/", data)
    assertContains(response, 'href="#id_password1"')


def test_forgotten_password_link_works_once(client: Client) -> None:
    alice, new = make_user(), "a longer horse staple"
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    address = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)
    assert address is not None
    page = client.get(address[1], follow=True)
    assertContains(page, "Choose a new password")
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    alice.refresh_from_db()
    assert alice.check_password(new)
    assertContains(Client().get(address[1], follow=True), "This link no longer works")


def test_forgotten_password_unknown_address_says_the_same(client: Client) -> None:
    make_user()
    known = client.post("/accounts/password/reset/", {"email": "alice@example.org"}, follow=True)
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain


@pytest.mark.parametrize(
    "path", ["inactive/", "logout/", "password/change/", "password/reset/", "password/reset/done/"]
)
def test_account_page_stands_in_our_frame(client: Client, path: str) -> None:
    client.force_login(make_user())
    assertContains(client.get(f"/accounts/{path}", follow=True), 'class="site-header"')


def test_sign_in_stops_guessing_of_one_password(client: Client) -> None:
    make_user()
    for _try in range(5):
        sign_in(client, password="a wrong password")
    assertContains(sign_in(client), "This was tried too often")
    assert not is_signed_in(client)


def test_sign_in_too_many_tries_from_one_place(client: Client) -> None:
    for number in range(30):
        sign_in(client, f"nobody{number}@example.org")
    assertContains(sign_in(client), "Too many tries", status_code=429)


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "confirm-email/none/", "login/code/confirm/"])
def test_what_is_not_used_of_allauth_is_closed(client: Client, path: str) -> None:
    client.force_login(make_user())
    assert client.get(f"/accounts/{path}").status_code == 404
    assert client.post(f"/accounts/{path}", {"email": "eve@example.org", "action_add": ""}).status_code == 404


def test_fields_are_named_in_our_words(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    for label in ("E-mail address", "Password", "Keep me signed in on this device"):
        assert page.count(f">{label}<") == 1


def test_mail_to_an_unknown_address_says_who_makes_accounts(client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert "ask an administrator of your organisation" in mail.outbox[0].body
    assert "/accounts/signup/" not in mail.outbox[0].body
