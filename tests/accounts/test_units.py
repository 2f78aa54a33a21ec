"""Managing the organisation and its units."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import Membership, Organisation, Unit
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
UNITS = "/organisations/acme/units/"
SETTINGS = "/organisations/acme/settings/"


@pytest.fixture
def root(client: Client) -> Unit:
    acme = make_organisation("Acme")
    user = make_user("alice@example.org")
    make_membership(user, acme, Membership.Kind.ADMIN)
    client.force_login(user)
    return acme.units.get()


def build_chain(root: Unit, *names: str) -> list[Unit]:
    chain = [root]
    for name in names:
        chain.append(make_unit(chain[-1], name))
    return chain


def test_units_are_shown_as_a_tree(client: Client, root: Unit) -> None:
    build_chain(root, "Payments", "Cards")
    page = client.get(UNITS).content.decode()
    assert page.index("Acme</span>") < page.index("Payments</span>") < page.index("Cards</span>")
    assert 'unit-depth-2"><span>Cards' in page


def test_unit_is_added_below_the_chosen_one(client: Client, root: Unit) -> None:
    assertContains(client.get(f"{UNITS}new/?under={root.pk}"), f'<option value="{root.pk}" selected>')
    assertRedirects(client.post(f"{UNITS}new/", {"name": "Payments", "parent": root.pk}), UNITS)
    assert root.children.get().name == "Payments"


def test_unit_is_renamed_and_moved_with_what_is_below(client: Client, root: Unit) -> None:
    _, payments, cards = build_chain(root, "Payments", "Cards")
    loans = make_unit(root, "Loans")
    assertRedirects(client.post(f"{UNITS}{payments.pk}/", {"name": "Paying", "parent": loans.pk}), UNITS)
    payments.refresh_from_db()
    assert (payments.name, payments.parent, cards.parent_id) == ("Paying", loans, payments.pk)


def test_unit_is_not_moved_under_itself(client: Client, root: Unit) -> None:
    _, payments, cards = build_chain(root, "Payments", "Cards")
    response = client.post(f"{UNITS}{payments.pk}/", {"name": "Payments", "parent": cards.pk})
    assertContains(response, "A unit cannot be moved under itself.", status_code=400)
    payments.refresh_from_db()
    assert payments.parent == root


def test_unit_is_not_moved_so_that_what_is_below_gets_too_deep(client: Client, root: Unit) -> None:
    _, payments, _cards = build_chain(root, "Payments", "Cards")
    third = build_chain(root, "Two", "Three")[-1]
    response = client.post(f"{UNITS}{payments.pk}/", {"name": "Payments", "parent": third.pk})
    assertContains(response, "Units can be at most four levels deep.", status_code=400)
    payments.refresh_from_db()
    assert payments.parent == root


def test_unit_is_not_added_deeper_than_four(client: Client, root: Unit) -> None:
    deepest = build_chain(root, "Two", "Three", "Four")[-1]
    response = client.post(f"{UNITS}new/", {"name": "Five", "parent": deepest.pk})
    assertContains(response, "Units can be at most four levels deep.", status_code=400)
    assert not Unit.objects.filter(name="Five").exists()


def test_unit_is_not_moved_under_one_of_another_organisation(client: Client, root: Unit) -> None:
    part, elsewhere = make_unit(root), make_organisation("Other").units.get()
    response = client.post(f"{UNITS}{part.pk}/", {"name": "Payments", "parent": elsewhere.pk})
    assertContains(response, 'href="#id_parent"', status_code=400)


def test_root_unit_and_units_of_others_are_not_edited_there(client: Client, root: Unit) -> None:
    elsewhere = make_unit(make_organisation("Other").units.get())
    assert [client.get(f"{UNITS}{unit.pk}/").status_code for unit in (root, elsewhere)] == [404, 404]


def test_renaming_the_organisation_renames_its_root_unit(client: Client, root: Unit) -> None:
    assertRedirects(client.post(SETTINGS, {"name": "Acme Bank"}), SETTINGS)
    root.refresh_from_db()
    assert (root.name, Organisation.objects.get().name) == ("Acme Bank", "Acme Bank")


def test_organisation_needs_a_name(client: Client, root: Unit) -> None:
    response = client.post(SETTINGS, {"name": " "})
    assertContains(response, 'href="#id_name"', status_code=400)
    assert Organisation.objects.get().name == "Acme"
