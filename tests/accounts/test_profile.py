from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
PROFILE = "/profile/"


def test_profile_works(client: Client) -> None:
    alice, acme = make_user(), make_organisation()
    make_membership(alice, acme, "lead", unit=make_unit(acme.units.get()))
    client.force_login(alice)
    response = client.get(PROFILE)
    assertContains(response, "alice@example.org")
    assertContains(response, "Lead, limited to Payments")


def test_profile_shows_nothing_of_others(client: Client) -> None:
    make_membership(make_user("bob@example.org"), make_organisation("Bobs"))
    client.force_login(make_user())
    response = client.get(PROFILE)
    assertNotContains(response, "Bobs")
    assertContains(response, "You belong to no organisation yet.")


def test_profile_visitor_has_to_sign_in(client: Client) -> None:
    assertRedirects(client.get(PROFILE), "/accounts/login/?next=/profile/")


def test_profile_name_is_saved_and_said(client: Client) -> None:
    alice = make_user()
    client.force_login(alice)
    response = client.post(PROFILE, {"name": "Alice Archer"}, follow=True)
    alice.refresh_from_db()
    assert alice.name == "Alice Archer"
    assertContains(response, '<div class="messages" role="status"><p class="notice notice-success">')


def test_profile_cannot_change_more_than_the_name(client: Client) -> None:
    alice = make_user()
    client.force_login(alice)
    client.post(PROFILE, {"name": "Alice", "email": "eve@example.org", "is_staff": "on", "is_superuser": "on"})
    alice.refresh_from_db()
    assert (alice.email, alice.is_staff, alice.is_superuser) == ("alice@example.org", False, False)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_profile_bad_name_is_refused_and_kept_in_the_field(client: Client, name: str) -> None:
    alice = make_user()
    client.force_login(alice)
    response = client.post(PROFILE, {"name": name})
    alice.refresh_from_db()
    assert (response.status_code, alice.name) == (400, "Alice")
    assertContains(response, 'href="#id_name"', status_code=400)
    assertContains(response, f'value="{name}"' if name.strip() else 'aria-invalid="true"', status_code=400)


def test_profile_wrong_method(client: Client) -> None:
    client.force_login(make_user())
    assert client.delete(PROFILE).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_profile_query_count(client: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    alice = make_user()
    for number in range(rows):
        make_membership(alice, make_organisation(f"Acme {number}"))
    client.force_login(alice)
    with django_assert_num_queries(4):
        client.get(PROFILE)
