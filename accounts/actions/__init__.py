"""Everything that changes who is where: each action is one transaction."""

from __future__ import annotations

from accounts.actions.erasing import erase_account
from accounts.actions.invitations import (
    Invitee,
    SentInvitation,
    accept_invitation,
    accept_invitation_as_new,
    create_invitations,
    renew_invitation,
    withdraw_invitation,
)
from accounts.actions.members import add_member, change_member, remove_member
from accounts.actions.organisations import (
    add_unit,
    change_organisation,
    change_unit,
    create_organisation,
    remove_unit,
)
from accounts.actions.reminders import set_reminders

__all__ = [
    "Invitee",
    "SentInvitation",
    "accept_invitation",
    "accept_invitation_as_new",
    "add_member",
    "add_unit",
    "change_member",
    "change_organisation",
    "change_unit",
    "create_invitations",
    "create_organisation",
    "erase_account",
    "remove_member",
    "remove_unit",
    "renew_invitation",
    "set_reminders",
    "withdraw_invitation",
]
