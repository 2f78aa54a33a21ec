"""Erasing what an account says about a person. The row stays, without them, for what else refers to it."""

from __future__ import annotations

import json
import uuid

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from accounts.actions.members import remove_member
from accounts.models import ERASED_ADDRESSES, Invitation, Membership, Organisation, User

OWNED = (EmailAddress, Authenticator, SocialAccount)


@transaction.atomic
def erase_account(*, user: User) -> None:
    """Take away sign-in, sessions, memberships, invitations, name, address, and the id that the trail knows them by.

    Raises ValidationError when an organisation would lose its last administrator; then nothing was changed.
    """
    for membership in Membership.objects.filter(user=user).order_by("organisation_id"):
        remove_member(membership=membership)
    _end_sessions(user)
    for model in OWNED:
        model.objects.filter(user=user).delete()
    Invitation.objects.filter(email__iexact=user.email).delete()
    _blank_log(user)
    _empty(user)


def _end_sessions(user: User) -> None:
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    UserSession.objects.filter(user=user).delete()


def _blank_log(user: User) -> None:
    """The administration notes whom it changed, by name; what was done and when stays."""
    about = [ContentType.objects.get_for_model(model) for model in (User, Membership, Invitation, Organisation)]
    told = Q(content_type=about[0], object_id=str(user.pk))
    for word in filter(None, (user.email, user.name)):
        named = Q(object_repr__contains=word) | Q(change_message__contains=json.dumps(word)[1:-1])
        told |= named & Q(content_type__in=about)
    LogEntry.objects.filter(told).update(object_repr="", change_message="")


def _empty(user: User) -> None:
    """Nobody can sign in as them any more, and their sessions fit no password."""
    user.groups.clear()
    user.user_permissions.clear()
    user.person, user.name, user.last_login = uuid.uuid4(), "", None
    user.email = f"{user.person.hex}@{ERASED_ADDRESSES}"
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
