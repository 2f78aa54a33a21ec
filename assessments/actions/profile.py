"""Changing what an organisation says of itself. Each change is recorded: what, by whom, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from assessments.models import OrganisationProfile, ProfileChange, Staffing

if TYPE_CHECKING:
    from accounts.models import Organisation, User
    from roles.models import Guide, Role

Part = ProfileChange.Part


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
    profile = _lock(organisation)
    chosen = {Part.STRUCTURE: structure, Part.STRATEGY_NOW: strategy_now, Part.STRATEGY_WANTED: strategy_wanted}
    for part, guide in chosen.items():
        old = getattr(profile, part)
        if old != guide:
            setattr(profile, part, guide)
            _record(profile, user, part=part, old=old.name if old else "", new=guide.name if guide else "")
    profile.save(update_fields=list(chosen))
    return profile


@transaction.atomic
def fill_role(
    *, organisation: Organisation, user: User, role: Role, member: User | None = None, name: str = ""
) -> Staffing:
    """Put a member or a name into a role. Somebody who is there already stays there, once."""
    profile = _lock(organisation)
    staffing, is_new = Staffing.objects.get_or_create(profile=profile, role=role, member=member, name=name)
    if is_new:
        _record(profile, user, part=Part.FILLED, role=role.name, member=member)
    return staffing


@transaction.atomic
def vacate_role(*, staffing: Staffing, user: User) -> None:
    """Take a person out of a role."""
    profile = _lock(staffing.profile.organisation)
    gone, _kinds = Staffing.objects.filter(pk=staffing.pk).delete()
    if gone:
        _record(profile, user, part=Part.VACATED, role=staffing.role.name, member=staffing.member)


def _lock(organisation: Organisation) -> OrganisationProfile:
    """The profile, made when there is none yet. Who changes it at the same moment waits."""
    return OrganisationProfile.objects.select_for_update().get_or_create(organisation=organisation)[0]


def _record(profile: OrganisationProfile, user: User, **change: Any) -> None:
    profile.changed_at, profile.changed_by = timezone.now(), user
    profile.save(update_fields=["changed_at", "changed_by"])
    ProfileChange.objects.create(profile=profile, at=profile.changed_at, by=user, **change)
