"""Letting people into an organisation, changing what they may do there, and taking them out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.organisations import lock_organisation
from accounts.models import Membership

if TYPE_CHECKING:
    from accounts.models import Organisation, Unit, User


def add_member(
    *, organisation: Organisation, user: User, kind: str, unit: Unit | None = None, is_reviewer: bool = False
) -> Membership:
    """Let a person into an organisation, or into one unit of it and what is below."""
    membership = Membership(organisation=organisation, user=user, kind=kind, unit=unit, is_reviewer=is_reviewer)
    membership.full_clean()
    membership.save()
    return membership


@transaction.atomic
def change_member(
    *, membership: Membership, kind: str, unit: Unit | None, is_reviewer: bool, is_active: bool
) -> Membership:
    """Change what a member may do. Raises ValidationError when nobody would manage the organisation any more."""
    lock_organisation(membership.organisation_id)
    changed = Membership.objects.select_related("user", "organisation").get(pk=membership.pk)
    changed.kind, changed.unit, changed.is_reviewer, changed.is_active = kind, unit, is_reviewer, is_active
    changed.full_clean()
    if not _manages(changed):
        _require_another_administrator(changed)
    changed.save()
    return changed


@transaction.atomic
def remove_member(*, membership: Membership) -> None:
    """Take a person out; what they answered stays. Raises ValidationError for the last administrator."""
    lock_organisation(membership.organisation_id)
    _require_another_administrator(membership)
    Membership.objects.filter(pk=membership.pk).delete()


def _manages(membership: Membership) -> bool:
    return membership.kind == Membership.Kind.ADMIN and membership.unit_id is None and membership.is_active


def _require_another_administrator(membership: Membership) -> None:
    """Fewer administrators must not become none. Paused ones and switched-off accounts do not count."""
    managing = Membership.objects.filter(
        organisation_id=membership.organisation_id,
        kind=Membership.Kind.ADMIN,
        unit=None,
        is_active=True,
        user__is_active=True,
    )
    before = set(managing.values_list("pk", flat=True))
    if before == {membership.pk}:
        raise ValidationError(
            _(
                "This is the last administrator of the organisation. Make somebody else an administrator of the whole "
                "organisation first."
            )
        )
