"""Reads about the people of one organisation. Whoever calls has looked the organisation up in `access`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.models import Invitation, Membership, Unit

if TYPE_CHECKING:
    from accounts.models import Organisation, User


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeUnit:
    """A unit in the tree of its organisation; `path` names the units above it, the highest first."""

    unit: Unit
    path: tuple[str, ...]

    @property
    def depth(self) -> int:
        """0 for the root."""
        return len(self.path)

    @property
    def above(self) -> str:
        return " / ".join(self.path)


def list_members(organisation: Organisation) -> QuerySet[Membership]:
    """Everybody in the organisation, by name; paused ones too."""
    rows = organisation.memberships.select_related("user", "unit")
    return rows.order_by(Lower("user__name"), Lower("user__email"))


def get_member(organisation: Organisation, pk: int) -> Membership:
    return get_object_or_404(list_members(organisation), pk=pk)


def list_waiting_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Invitations that were neither accepted nor withdrawn, newest first; expired ones too."""
    return organisation.invitations.filter(accepted_at=None, withdrawn_at=None).select_related("unit", "invited_by")


def list_open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Those of the waiting ones that can be accepted now."""
    return list_waiting_invitations(organisation).filter(expires_at__gt=timezone.now())


def get_invitation(organisation: Organisation, pk: int) -> Invitation:
    return get_object_or_404(organisation.invitations.select_related("unit"), pk=pk)


def find_members(organisation: Organisation, addresses: Collection[str]) -> set[str]:
    """Which of the addresses (in lower case) belong to members already."""
    emails = organisation.memberships.annotate(address=Lower("user__email")).values_list("address", flat=True)
    return set(emails.filter(address__in=addresses))


def find_invited(organisation: Organisation, addresses: Collection[str]) -> set[str]:
    """Which of the addresses (in lower case) have an open invitation."""
    return set(list_open_invitations(organisation).filter(email__in=addresses).values_list("email", flat=True))


def is_invited(address: str) -> bool:
    """Whether an organisation has an open invitation for the address (in lower case)."""
    waiting = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    return waiting.filter(email=address).exists()


def list_sessions(user: User) -> QuerySet[UserSession]:
    """Where the person is signed in, the newest first; what has expired or was ended elsewhere is left out."""
    living = Session.objects.filter(expire_date__gt=timezone.now(), session_key=OuterRef("session_key"))
    return UserSession.objects.filter(Exists(living), user=user).order_by("-created_at")


def list_tree(organisation: Organisation) -> list[TreeUnit]:
    """All units of the organisation, each after the one above it. One query."""
    return walk_tree(list(organisation.units.order_by("name", "pk")))


def walk_tree(units: Collection[Unit]) -> list[TreeUnit]:
    """The units, each after the one above it and otherwise in their order. Whose parent is not among them is a root."""
    known = {unit.pk for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in known else None, []).append(unit)
    return list(_walk(below, None, ()))


def get_part(organisation: Organisation, pk: int) -> Unit:
    """One unit of the organisation below its root."""
    return get_object_or_404(organisation.units.select_related("organisation", "parent"), pk=pk, parent__isnull=False)


def _walk(below: Mapping[int | None, list[Unit]], parent: int | None, path: tuple[str, ...]) -> Iterator[TreeUnit]:
    for unit in below.get(parent, ()):
        yield TreeUnit(unit=unit, path=path)
        yield from _walk(below, unit.pk, (*path, unit.name))
