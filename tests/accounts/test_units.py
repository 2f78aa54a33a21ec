"""Managing the organisation and its units."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from accounts.actions import Invitee, create_invitations
from accounts.models import Membership, Organisation, Unit
from tests.assessments_factories import make_assessment
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


def remove(client: Client, unit: Unit) -> HttpResponse:
    return client.post(f"{UNITS}{unit.pk}/", {"remove": ""}, follow=True)


def test_unit_that_nothing_hangs_on_is_removed(client: Client, root: Unit) -> None:
    part = make_unit(root, "Typo")
    assertContains(client.get(f"{UNITS}{part.pk}/"), "Remove the unit")
    assertContains(remove(client, part), "The unit Typo is removed.")
    assert not Unit.objects.filter(pk=part.pk).exists()


def test_unit_that_something_hangs_on_stays_and_says_why(client: Client, root: Unit) -> None:
    above, below, limited, invited, assessed = (make_unit(root, name) for name in "ABCDE")
    Unit.objects.filter(pk=below.pk).update(parent=above)
    member = make_user("bob@example.org")
    make_membership(member, root.organisation, Membership.Kind.LEAD, unit=limited)
    asked = [Invitee(email="new@example.org", kind=Membership.Kind.VIEWER, unit=invited)]
    create_invitations(organisation=root.organisation, invitees=asked, invited_by=member)
    make_assessment(assessed, [])
    for unit in (above, limited, invited):
        assertContains(remove(client, unit), "Move or remove these first.")
    assertContains(remove(client, assessed), "It was assessed, so it stays")
    assert (Unit.objects.count(), Membership.objects.filter(user=member).count()) == (6, 1)


def test_only_units_below_ones_own_root_are_removed(client: Client, root: Unit) -> None:
    elsewhere = make_unit(make_organisation("Other").units.get())
    assert [remove(client, unit).status_code for unit in (root, elsewhere)] == [404, 404]
    Membership.objects.update(kind=Membership.Kind.LEAD)
    assert remove(client, make_unit(root)).status_code == 403


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
