"""Making organisations, units and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from accounts.models import Membership, Organisation, Unit

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def create_organisation(*, name: str, slug: str = "") -> Organisation:
    """Make an organisation together with its root unit, which bears the same name."""
    organisation = Organisation(name=name, slug=slug or slugify(name)[:50] or "organisation")
    organisation.full_clean()
    organisation.save()
    Unit.objects.create(organisation=organisation, name=name)
    return organisation


def add_unit(*, parent: Unit, name: str) -> Unit:
    """Make a unit under another one. Raises ValidationError when the tree would grow deeper than four."""
    unit = Unit(organisation=parent.organisation, parent=parent, name=name)
    unit.full_clean()
    unit.save()
    return unit


def add_member(
    *, organisation: Organisation, user: User, kind: str, unit: Unit | None = None, is_reviewer: bool = False
) -> Membership:
    """Let a person into an organisation, or into one unit of it and what is below."""
    membership = Membership(organisation=organisation, user=user, kind=kind, unit=unit, is_reviewer=is_reviewer)
    membership.full_clean()
    membership.save()
    return membership
