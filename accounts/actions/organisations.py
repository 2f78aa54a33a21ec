"""Making and changing organisations and their units."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Organisation, Unit


@transaction.atomic
def create_organisation(*, name: str, slug: str = "") -> Organisation:
    """Make an organisation together with its root unit, which bears the same name."""
    organisation = Organisation(name=name, slug=slug or slugify(name)[:50] or "organisation")
    organisation.full_clean()
    organisation.save()
    Unit.objects.create(organisation=organisation, name=name)
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, name: str, requires_second_factor: bool) -> None:
    """Rename an organisation, and with it its root unit; ask its members for a second step at sign-in, or no more."""
    organisation.name, organisation.requires_second_factor = name, requires_second_factor
    organisation.full_clean()
    organisation.save(update_fields=["name", "requires_second_factor"])
    organisation.units.filter(parent=None).update(name=name)


@transaction.atomic
def add_unit(*, parent: Unit, name: str) -> Unit:
    """Make a unit under another one. Raises ValidationError when the tree would grow deeper than four."""
    lock_organisation(parent.organisation_id)
    unit = Unit(organisation_id=parent.organisation_id, parent_id=parent.pk, name=name)
    unit.full_clean()
    unit.save()
    return unit


@transaction.atomic
def change_unit(*, unit: Unit, name: str, parent: Unit) -> None:
    """Rename a unit and move it under `parent`, with all that is below it.

    Raises ValidationError when it would stand under itself, elsewhere, or deeper than four. Two moves at once could
    make a circle that neither of them sees, so they wait for each other.
    """
    lock_organisation(unit.organisation_id)
    moved = Unit.objects.get(pk=unit.pk)
    moved.name, moved.parent = name, Unit.objects.get(pk=parent.pk)
    moved.full_clean()
    moved.save(update_fields=["name", "parent"])


@transaction.atomic
def remove_unit(*, unit: Unit) -> None:
    """Take out a unit that nothing hangs on. Raises ValidationError where something does: nobody loses what they may do
    by it, and no assessment its unit.
    """
    lock_organisation(unit.organisation_id)
    waiting = unit.invitations.filter(accepted_at=None, withdrawn_at=None)
    if unit.children.exists() or unit.memberships.exists() or waiting.exists():
        raise ValidationError(
            _("Units below it, members or invitations are limited to it. Move or remove these first.")
        )
    try:
        Unit.objects.get(pk=unit.pk).delete()
    except ProtectedError as problem:
        raise ValidationError(_("It was assessed, so it stays: its results belong to it.")) from problem


def lock_organisation(pk: int) -> None:
    """Whoever changes the people or the units of one organisation does so one after the other. Inside a transaction.

    SQLite knows no locks of rows; there a transaction holds the only right to write from its beginning.
    """
    Organisation.objects.select_for_update().get(pk=pk)
