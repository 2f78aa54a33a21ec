"""Who reaches what. Alice leads, Bob is of the same organisation with less right, Charlie is an outsider."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts import access
from accounts.actions import add_unit
from accounts.models import Membership, Organisation, Unit, User
from tests.factories import make_membership, make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db
Kind = Membership.Kind


@pytest.fixture
def acme() -> Organisation:
    return make_organisation("Acme")


def get_root(organisation: Organisation) -> Unit:
    return organisation.units.get(parent=None)


def make_member(organisation: Organisation, kind: str, unit: Unit | None = None) -> User:
    user = make_user(f"{kind}-{organisation.slug}@example.org")
    make_membership(user, organisation, kind, unit=unit)
    return user


@pytest.mark.parametrize("kind", Kind.values)
def test_list_units_whole_organisation(acme: Organisation, kind: str) -> None:
    part = make_unit(get_root(acme))
    make_organisation("Other")
    assert set(access.list_units(make_member(acme, kind))) == {get_root(acme), part}


@pytest.mark.parametrize("kind", Kind.values)
def test_list_units_limited_to_a_unit(acme: Organisation, kind: str) -> None:
    part = make_unit(get_root(acme), "Payments")
    below = make_unit(part, "Cards")
    make_unit(get_root(acme), "Loans")
    assert set(access.list_units(make_member(acme, kind, part))) == {part, below}


def test_list_units_limited_to_a_unit_reaches_the_deepest() -> None:
    units = [get_root(make_organisation("Deep"))]
    for name in ("Two", "Three", "Four"):
        units.append(add_unit(parent=units[-1], name=name))
    reached = access.list_units(make_member(units[0].organisation, Kind.VIEWER, units[1]))
    assert set(reached) == set(units[1:])


def test_list_units_limited_to_the_root_reaches_all(acme: Organisation) -> None:
    part = make_unit(get_root(acme))
    reached = access.list_units(make_member(acme, Kind.LEAD, get_root(acme)))
    assert set(reached) == {get_root(acme), part}


def test_list_units_of_two_organisations(acme: Organisation) -> None:
    other = make_organisation("Other")
    alice = make_member(acme, Kind.LEAD)
    make_membership(alice, other, Kind.VIEWER)
    assert set(access.list_units(alice)) == {get_root(acme), get_root(other)}
    assert set(access.list_units(alice, kinds=[Kind.VIEWER])) == {get_root(other)}


def test_list_units_inactive_user_reaches_none(acme: Organisation) -> None:
    alice = make_member(acme, Kind.ADMIN)
    alice.is_active = False
    assert list(access.list_units(alice)) == []


def test_list_units_visitor_reaches_none(acme: Organisation) -> None:
    assert list(access.list_units(AnonymousUser())) == []


def test_list_units_superuser_without_membership_reaches_none(acme: Organisation) -> None:
    assert list(access.list_units(make_user("root@example.org", is_superuser=True))) == []


def test_list_organisations_only_own(acme: Organisation) -> None:
    alice = make_member(acme, Kind.RESPONDENT)
    make_organisation("Other")
    assert list(access.list_organisations(alice)) == [acme]


def test_list_organisations_inactive_user_has_none(acme: Organisation) -> None:
    alice = make_member(acme, Kind.ADMIN)
    alice.is_active = False
    assert list(access.list_organisations(alice)) == []


def test_get_organisation_outsider_is_told_nothing(acme: Organisation) -> None:
    assert access.get_organisation(make_member(acme, Kind.VIEWER), "acme") == acme
    with pytest.raises(Http404):
        access.get_organisation(make_user("charlie@example.org"), "acme")


def test_get_unit_outsider_is_told_nothing(acme: Organisation) -> None:
    unit = get_root(acme)
    assert access.get_unit(make_member(acme, Kind.RESPONDENT), unit.pk) == unit
    with pytest.raises(Http404):
        access.get_unit(make_user("charlie@example.org"), unit.pk)


def test_get_unit_beside_the_own_one_is_told_nothing(acme: Organisation) -> None:
    own, beside = make_unit(get_root(acme), "Payments"), make_unit(get_root(acme), "Loans")
    bob = make_member(acme, Kind.LEAD, own)
    for hidden in (beside, get_root(acme)):
        with pytest.raises(Http404):
            access.get_unit(bob, hidden.pk)


@pytest.mark.parametrize("kind", [Kind.ADMIN, Kind.LEAD])
def test_get_unit_to_lead_leading_kinds(acme: Organisation, kind: str) -> None:
    unit = get_root(acme)
    assert access.get_unit_to_lead(make_member(acme, kind), unit.pk) == unit


@pytest.mark.parametrize("kind", [Kind.RESPONDENT, Kind.VIEWER])
def test_get_unit_to_lead_lesser_kinds_are_refused(acme: Organisation, kind: str) -> None:
    bob = make_member(acme, kind)
    with pytest.raises(PermissionDenied):
        access.get_unit_to_lead(bob, get_root(acme).pk)


def test_get_unit_to_lead_outsider_is_told_nothing(acme: Organisation) -> None:
    with pytest.raises(Http404):
        access.get_unit_to_lead(make_user("charlie@example.org"), get_root(acme).pk)


def test_may_lead_limited_to_the_own_part(acme: Organisation) -> None:
    own = make_unit(get_root(acme), "Payments")
    bob = make_member(acme, Kind.LEAD, own)
    assert (access.may_lead(bob, own), access.may_lead(bob, get_root(acme))) == (True, False)


@pytest.mark.parametrize(
    ("kind", "expected"), [(Kind.ADMIN, True), (Kind.LEAD, True), (Kind.VIEWER, True), (Kind.RESPONDENT, False)]
)
def test_may_read_results_by_kind(acme: Organisation, kind: str, expected: bool) -> None:
    assert access.may_read_results(make_member(acme, kind), get_root(acme)) is expected
