from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts.actions import add_member, add_unit, create_organisation
from accounts.models import Membership, Organisation, Unit
from tests.factories import make_organisation, make_unit, make_user

pytestmark = pytest.mark.django_db


def test_create_organisation_comes_with_its_root_unit() -> None:
    organisation = create_organisation(name="Acme Bank")
    root = organisation.units.get()
    assert (organisation.slug, root.name, root.parent) == ("acme-bank", "Acme Bank", None)


def test_create_organisation_with_an_address_that_is_taken_makes_nothing() -> None:
    create_organisation(name="Acme")
    with pytest.raises(ValidationError):
        create_organisation(name="Acme")
    assert (Organisation.objects.count(), Unit.objects.count()) == (1, 1)


def test_create_organisation_with_a_name_that_gives_no_address() -> None:
    assert create_organisation(name="北京").slug == "organisation"


def test_add_unit_deeper_than_four_is_refused() -> None:
    unit = make_organisation().units.get()
    for name in ("Two", "Three", "Four"):
        unit = make_unit(unit, name)
    with pytest.raises(ValidationError, match="four levels"):
        add_unit(parent=unit, name="Five")


def test_unit_cannot_be_moved_under_itself() -> None:
    part = make_unit(make_organisation().units.get())
    below = make_unit(part, "Cards")
    part.parent = below
    with pytest.raises(ValidationError, match="under itself"):
        part.full_clean()


def test_add_member_of_a_unit_elsewhere_is_refused() -> None:
    elsewhere = make_organisation("Other").units.get()
    with pytest.raises(ValidationError, match="another organisation"):
        add_member(organisation=make_organisation(), user=make_user(), kind="lead", unit=elsewhere)


def test_add_member_twice_is_refused() -> None:
    organisation, user = make_organisation(), make_user()
    add_member(organisation=organisation, user=user, kind=Membership.Kind.LEAD)
    with pytest.raises(ValidationError):
        add_member(organisation=organisation, user=user, kind=Membership.Kind.VIEWER)
