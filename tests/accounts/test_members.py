"""Managing members. Alice administers the organisation, Bob is a member, Charlie an outsider."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains, assertRedirects

from accounts import access
from accounts.actions import change_member, remove_member
from accounts.models import Membership, Organisation, User
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
Kind = Membership.Kind
MEMBERS = "/organisations/acme/members/"
FULL = {"unit": None, "is_reviewer": False, "is_active": True}


@pytest.fixture
def acme() -> Organisation:
    return make_organisation("Acme")


@pytest.fixture
def alice(acme: Organisation, client: Client) -> Membership:
    user = make_user("alice@example.org")
    client.force_login(user)
    return make_membership(user, acme, Kind.ADMIN)


@pytest.fixture
def bob(acme: Organisation) -> Membership:
    return make_membership(make_user("bob@example.org"), acme, Kind.RESPONDENT)


def address(membership: Membership) -> str:
    return f"{MEMBERS}{membership.pk}/"


def test_members_lists_everybody_with_what_they_may_do(client: Client, alice: Membership, bob: Membership) -> None:
    bob.is_active = False
    bob.save()
    response = client.get(MEMBERS)
    for text in ("2 people belong", "alice@example.org", "bob@example.org", "Respondent", "Paused"):
        assertContains(response, text)


@pytest.mark.parametrize("rows", [1, 3])
def test_members_query_count(
    client: Client, alice: Membership, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        make_membership(make_user(f"{number}@example.org"), alice.organisation, Kind.VIEWER)
    with django_assert_num_queries(6):
        client.get(MEMBERS)


def test_member_is_changed_and_limited_to_a_unit(client: Client, alice: Membership, bob: Membership) -> None:
    unit = make_unit(alice.organisation.units.get())
    data = {"kind": "lead", "unit": unit.pk, "is_reviewer": "on", "is_active": "on"}
    assertRedirects(client.post(address(bob), data), MEMBERS)
    bob.refresh_from_db()
    assert (bob.kind, bob.unit, bob.is_reviewer, bob.is_active) == ("lead", unit, True, True)


def test_member_cannot_be_limited_to_a_unit_of_another_organisation(
    client: Client, alice: Membership, bob: Membership
) -> None:
    elsewhere = make_unit(make_organisation("Other").units.get())
    response = client.post(address(bob), {"kind": "lead", "unit": elsewhere.pk, "is_active": "on"})
    assertContains(response, 'href="#id_unit"', status_code=400)


def test_paused_member_reaches_nothing_until_taken_up_again(client: Client, alice: Membership, bob: Membership) -> None:
    client.post(address(bob), {"kind": "respondent"})
    assert list(access.list_organisations(User.objects.get(pk=bob.user_id))) == []
    client.post(address(bob), {"kind": "respondent", "is_active": "on"})
    assert list(access.list_organisations(User.objects.get(pk=bob.user_id))) == [alice.organisation]


def test_member_is_removed_after_asking(client: Client, alice: Membership, bob: Membership) -> None:
    assertContains(client.get(f"{address(bob)}remove/"), "Remove Bob?")
    assertRedirects(client.post(f"{address(bob)}remove/"), MEMBERS)
    assert not Membership.objects.filter(pk=bob.pk).exists()
    assert User.objects.filter(email="bob@example.org").exists()


def test_administrator_who_leaves_lands_on_the_home_page(client: Client, alice: Membership, bob: Membership) -> None:
    change_member(membership=bob, kind=Kind.ADMIN, **FULL)
    assertRedirects(client.post(f"{address(alice)}remove/"), "/")


@pytest.mark.parametrize(
    "data",
    [{"kind": "lead", "is_active": "on"}, {"kind": "admin"}, {"kind": "admin", "is_active": "on", "unit": "part"}],
)
def test_last_administrator_is_neither_demoted_nor_paused_nor_limited(
    client: Client, alice: Membership, bob: Membership, data: dict[str, object]
) -> None:
    if "unit" in data:
        data = {**data, "unit": make_unit(alice.organisation.units.get()).pk}
    response = client.post(address(alice), data)
    assertContains(response, "This is the last administrator of the organisation.", status_code=400)
    alice.refresh_from_db()
    assert (alice.kind, alice.is_active, alice.unit) == ("admin", True, None)


def test_last_administrator_is_not_removed(client: Client, alice: Membership, bob: Membership) -> None:
    response = client.post(f"{address(alice)}remove/")
    assertContains(response, "This is the last administrator of the organisation.", status_code=400)
    assert Membership.objects.filter(pk=alice.pk).exists()


@pytest.mark.parametrize("hindrance", ["limited", "paused", "switched off"])
def test_somebody_who_cannot_manage_is_no_other_administrator(
    acme: Organisation, alice: Membership, hindrance: str
) -> None:
    unit = make_unit(acme.units.get()) if hindrance == "limited" else None
    user = make_user("dora@example.org", is_active=hindrance != "switched off")
    other = make_membership(user, acme, Kind.ADMIN, unit=unit)
    Membership.objects.filter(pk=other.pk).update(is_active=hindrance != "paused")
    with pytest.raises(ValidationError, match="last administrator"):
        remove_member(membership=alice)


def test_member_of_another_organisation_is_not_found(client: Client, alice: Membership) -> None:
    other = make_membership(make_user("charlie@example.org"), make_organisation("Other"), Kind.VIEWER)
    assert client.get(address(other)).status_code == 404
    assert client.post(f"{address(other)}remove/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_demote_each_other_leave_one(acme: Organisation) -> None:
    both = [make_membership(make_user(f"{name}@example.org"), acme, Kind.ADMIN) for name in ("alice", "dora")]
    start = Barrier(len(both))

    def demote(membership: Membership) -> None:
        start.wait()
        try:
            change_member(membership=membership, kind=Kind.LEAD, **FULL)
        except ValidationError:
            pass
        finally:
            connection.close()

    run_together(demote, both)
    assert acme.memberships.filter(kind=Kind.ADMIN).count() == 1


def run_together(action: Callable[[Membership], None], items: list[Membership]) -> None:
    threads = [Thread(target=action, args=[item]) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
