"""Changing what an organisation says of itself. Each change says who made it, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from assessments.models import OrganisationProfile, Staffing

if TYPE_CHECKING:
    from accounts.models import Organisation, User
    from roles.models import Guide, Role


@transaction.atomic
def describe_organisation(
    *,
    organisation: Organisation,
    user: User,
    structure: Guide | None,
    strategy_now: Guide | None,
    strategy_wanted: Guide | None,
) -> OrganisationProfile:
    """Set the structure and the strategies, now and wanted."""
    profile = _touch(organisation, user)
    profile.structure, profile.strategy_now, profile.strategy_wanted = structure, strategy_now, strategy_wanted
    profile.save(update_fields=["structure", "strategy_now", "strategy_wanted"])
    return profile


@transaction.atomic
def fill_role(
    *, organisation: Organisation, user: User, role: Role, member: User | None = None, name: str = ""
) -> Staffing:
    """Put a member or a name into a role. Somebody who is there already stays there, once."""
    profile = _touch(organisation, user)
    return Staffing.objects.get_or_create(profile=profile, role=role, member=member, name=name)[0]


@transaction.atomic
def vacate_role(*, staffing: Staffing, user: User) -> None:
    """Take a person out of a role."""
    _touch(staffing.profile.organisation, user)
    staffing.delete()


def _touch(organisation: Organisation, user: User) -> OrganisationProfile:
    """The profile, made when there is none yet, marked as changed now."""
    values = {"changed_at": timezone.now(), "changed_by": user}
    return OrganisationProfile.objects.update_or_create(organisation=organisation, defaults=values)[0]
