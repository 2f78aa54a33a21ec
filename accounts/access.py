"""Which organisations and units a person may see or lead. Every lookup of other people's data starts here.

An outsider is told nothing (`Http404`); a member with too little right is refused (`PermissionDenied`, 403).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import Membership, Organisation, Unit, User

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.contrib.auth.models import AnonymousUser

    Person = User | AnonymousUser

Kind = Membership.Kind
LEADING = (Kind.ADMIN, Kind.LEAD)
READ = "_memberships_of_this_request"
READING = (Kind.ADMIN, Kind.LEAD, Kind.VIEWER)


def list_organisations(user: Person) -> QuerySet[Organisation]:
    """The organisations that the person belongs to."""
    return Organisation.objects.filter(pk__in={membership.organisation_id for membership in _list_memberships(user)})


def list_units(user: Person, *, kinds: Collection[str] = tuple(Kind)) -> QuerySet[Unit]:
    """The units that the person reaches with one of the given kinds of membership."""
    return Unit.objects.filter(_covered_by(item for item in _list_memberships(user) if item.kind in kinds))


def get_organisation(user: Person, slug: str) -> Organisation:
    """One organisation of the person's; 404 for any other."""
    return get_object_or_404(list_organisations(user), slug=slug)


def get_organisation_to_manage(user: Person, slug: str) -> Organisation:
    """One organisation whose people and units the person manages; 404 when they are not in it, else 403."""
    organisation = get_organisation(user, slug)
    if not may_manage(user, organisation):
        raise PermissionDenied
    return organisation


def may_manage(user: Person, organisation: Organisation) -> bool:
    """Administrators of the whole organisation manage its people and units; those of one unit do not."""
    whole = [item for item in _list_memberships(user) if item.kind == Kind.ADMIN and item.unit_id is None]
    return any(item.organisation_id == organisation.pk for item in whole)


def get_organisation_to_lead(user: Person, slug: str) -> Organisation:
    """One organisation that the person leads as a whole; 404 when they do not belong to it, 403 when they do."""
    organisation = get_organisation(user, slug)
    if not may_lead_whole(user, organisation):
        raise PermissionDenied
    return organisation


def may_lead_whole(user: Person, organisation: Organisation) -> bool:
    """Who leads the root unit leads the organisation as a whole."""
    return may_lead(user, organisation.units.get(parent=None))


def get_unit(user: Person, pk: int) -> Unit:
    """One unit that the person may see; 404 for any other."""
    return get_object_or_404(list_units(user).select_related("organisation", "parent"), pk=pk)


def get_unit_to_lead(user: Person, pk: int) -> Unit:
    """One unit that the person leads; 404 when they may not even see it, 403 when they see but do not lead it."""
    unit = get_unit(user, pk)
    require_lead(user, unit)
    return unit


def may_lead(user: Person, unit: Unit) -> bool:
    return _reach([item for item in _list_memberships(user) if item.kind in LEADING], unit)


def may_read_results(user: Person, unit: Unit) -> bool:
    """Leads, administrators and viewers of the unit may read its results."""
    return _reach([item for item in _list_memberships(user) if item.kind in READING], unit)


def require_lead(user: Person, unit: Unit) -> None:
    if not may_lead(user, unit):
        raise PermissionDenied


def _list_memberships(user: Person) -> list[Membership]:
    """The person's memberships that are not paused; none for a visitor, and none for a person who was deactivated.

    Read once per person and request: a page asks several times what one may do.
    """
    if not isinstance(user, User) or not user.is_active:
        return []
    if not hasattr(user, READ):
        setattr(user, READ, list(Membership.objects.filter(user=user, is_active=True)))
    known: list[Membership] = getattr(user, READ)
    return known


def _reach(memberships: Collection[Membership], unit: Unit) -> bool:
    """Whether one of them covers the unit. Only one of another unit, which may be above, costs a query."""
    own = [item for item in memberships if item.organisation_id == unit.organisation_id]
    if any(item.unit_id in (None, unit.pk) for item in own):
        return True
    return bool(own) and Unit.objects.filter(_covered_by(own), pk=unit.pk).exists()


def _covered_by(memberships: Iterable[Membership]) -> Q:
    """Units of a whole organisation, or of one unit and what is below it (a tree is at most four deep)."""
    covered = Q(pk__in=[])
    for membership in memberships:
        if membership.unit_id is None:
            covered |= Q(organisation_id=membership.organisation_id)
        else:
            covered |= _at_or_below(membership.unit_id)
    return covered


def _at_or_below(unit_id: int) -> Q:
    return Q(pk=unit_id) | Q(parent_id=unit_id) | Q(parent__parent_id=unit_id) | Q(parent__parent__parent_id=unit_id)


def list_people(unit: Unit) -> QuerySet[User]:
    """Everybody active who reaches the unit by a membership of its organisation. For whoever leads it."""
    reached = [unit.pk, *(above.pk for above in unit.ancestors())]
    rows = Membership.objects.filter(organisation=unit.organisation_id, is_active=True)
    covering = rows.filter(Q(unit__isnull=True) | Q(unit__in=reached))
    return User.objects.filter(is_active=True, memberships__in=covering).order_by("name", "email")


def may_check_evidence(user: Person, unit: Unit) -> bool:
    """Leads, and reviewers who reach the unit."""
    return may_lead(user, unit) or _reach([item for item in _list_memberships(user) if item.is_reviewer], unit)
