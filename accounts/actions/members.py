"""Letting people into an organisation, changing what they may do there, and taking them out again."""

from __future__ import annotations

from collections.abc import Collection
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
    if not manages(kind=kind, unit=unit, is_active=is_active):
        require_administrators(leaving=[membership])
    changed.save()
    return changed


@transaction.atomic
def remove_member(*, membership: Membership) -> None:
    """Take a person out; what they answered stays. Raises ValidationError for the last administrator."""
    lock_organisation(membership.organisation_id)
    require_administrators(leaving=[membership])
    Membership.objects.filter(pk=membership.pk).delete()


def manages(*, kind: str, unit: Unit | None, is_active: bool) -> bool:
    """Whether a membership of this kind manages people and units: administrators of the whole organisation do."""
    return kind == Membership.Kind.ADMIN and unit is None and is_active


def is_last_administrator(membership: Membership) -> bool:
    try:
        require_administrators(leaving=[membership])
    except ValidationError:
        return True
    return False


def require_administrators(*, leaving: Collection[Membership], joining: Collection[int] = ()) -> None:
    """Fewer administrators must not become none. Paused ones and switched-off accounts do not count.

    `leaving` are memberships, as they are stored, that will not manage any more; `joining` the primary keys of
    organisations that gain an administrator at the same time. Raises ValidationError.
    """
    gone = {membership.pk for membership in leaving}
    for organisation in {membership.organisation_id for membership in leaving} - set(joining):
        managing = Membership.objects.filter(
            organisation_id=organisation, kind=Membership.Kind.ADMIN, unit=None, is_active=True, user__is_active=True
        )
        before = set(managing.values_list("pk", flat=True))
        if before and before <= gone:
            raise ValidationError(
                _(
                    "This is the last administrator of the organisation. Make somebody else an administrator of the "
                    "whole organisation first."
                )
            )
