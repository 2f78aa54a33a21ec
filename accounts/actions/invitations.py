"""Inviting people and taking an invitation up. The code of an invitation exists only in the link; we keep its hash."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.actions.members import add_member
from accounts.actions.organisations import lock_organisation
from accounts.models import Invitation, Membership, User

if TYPE_CHECKING:
    from accounts.models import Organisation, Unit

VALID_FOR = datetime.timedelta(days=14)
CODE_BYTES = 32  # 256 bits: twice what nobody can guess


class InvitationClosedError(Exception):
    """The invitation was taken up, withdrawn or is too old by now; `invitation.state` says which."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(invitation.state)
        self.invitation = invitation


class OtherAddressError(Exception):
    """The invitation was sent to another address than the person's."""


class PausedError(Exception):
    """The person is a member whom an administrator has paused; an invitation does not lift that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Whom to invite, as what, and where accepting leads: a path of this site, or "" for the organisation's page.

    `note` is what the inviter wants to say in the mail.
    """

    email: str
    kind: str
    unit: Unit | None = None
    is_reviewer: bool = False
    target: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentInvitation:
    """An invitation together with its code, which cannot be had a second time."""

    invitation: Invitation
    code: str


@transaction.atomic
def create_invitations(
    *, organisation: Organisation, invitees: Sequence[Invitee], invited_by: User
) -> list[SentInvitation]:
    """Invite all or nobody. An earlier invitation of the same address that has expired is replaced.

    Raises ValidationError when an address is invited already; whoever asks checks before, to tell all of them at once.
    """
    lock_organisation(organisation.pk)
    addresses = [invitee.email.lower() for invitee in invitees]
    expired = organisation.invitations.filter(email__in=addresses, expires_at__lte=timezone.now())
    expired.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now())
    return [_create(organisation, invitee, invited_by) for invitee in invitees]


@transaction.atomic
def renew_invitation(*, invitation: Invitation, invited_by: User) -> SentInvitation:
    """Invite the same address anew for the same; the earlier link ends. Raises InvitationClosedError once accepted."""
    lock_organisation(invitation.organisation_id)
    old = Invitation.objects.get(pk=invitation.pk)
    if old.accepted_at is not None:
        raise InvitationClosedError(old)
    withdraw_invitation(invitation=old)
    kept = {name: getattr(old, name) for name in ("email", "kind", "unit", "is_reviewer", "target", "note")}
    same = Invitee(**kept)
    return create_invitations(organisation=old.organisation, invitees=[same], invited_by=invited_by)[0]


def withdraw_invitation(*, invitation: Invitation) -> None:
    """The link ends. One that was accepted already stays as it is."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    waiting.update(withdrawn_at=timezone.now())


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: User) -> Membership:
    """Let the person in, once. Somebody who is a member already stays what they are.

    Raises InvitationClosedError when it is no longer open, OtherAddressError when it is not theirs, and PausedError,
    with which it stays open, for a member who is paused.
    """
    opened = _take(invitation)
    if not opened.fits(user):
        raise OtherAddressError
    found = Membership.objects.filter(organisation_id=opened.organisation_id, user=user).first()
    if found is not None and not found.is_active:
        raise PausedError
    membership = found or _join(opened, user)
    _tell_others(membership)
    return membership


@transaction.atomic
def accept_invitation_as_new(*, invitation: Invitation, name: str, password: str) -> User:
    """Make the account of somebody new and let them in, or neither. Raises InvitationClosedError as above.

    The caller makes sure that the address has no account; a second one is refused by the database (IntegrityError).
    """
    opened = _take(invitation)
    user = User.objects.create_user(opened.email, password, name=name)
    _tell_others(_join(opened, user))
    return user


def hash_code(code: str) -> str:
    """What is kept of a code. It is random enough to need no salt and no slow hash."""
    return hashlib.sha256(code.encode()).hexdigest()


def _create(organisation: Organisation, invitee: Invitee, invited_by: User) -> SentInvitation:
    code = secrets.token_urlsafe(CODE_BYTES)
    invitation = Invitation(
        organisation=organisation,
        email=invitee.email.lower(),
        kind=invitee.kind,
        unit=invitee.unit,
        is_reviewer=invitee.is_reviewer,
        target=invitee.target,
        note=invitee.note,
        code_hash=hash_code(code),
        invited_by=invited_by,
        expires_at=timezone.now() + VALID_FOR,
    )
    invitation.full_clean()
    invitation.save()
    return SentInvitation(invitation=invitation, code=code)


def _join(invitation: Invitation, user: User) -> Membership:
    return add_member(
        organisation=invitation.organisation,
        user=user,
        kind=invitation.kind,
        unit=invitation.unit,
        is_reviewer=invitation.is_reviewer,
    )


def _tell_others(membership: Membership) -> None:
    """Packages above this one do here what they had kept for the new member, in the same transaction."""
    for path in settings.WHEN_JOINED:
        import_string(path)(user=membership.user, organisation=membership.organisation)


def _take(invitation: Invitation) -> Invitation:
    """Use the invitation up. Of two who try at once, one comes first; the other finds it accepted."""
    lock_organisation(invitation.organisation_id)
    current = Invitation.objects.select_related("organisation", "unit").get(pk=invitation.pk)
    if current.state != Invitation.State.OPEN:
        raise InvitationClosedError(current)
    current.accepted_at = timezone.now()
    current.save(update_fields=["accepted_at"])
    return current
