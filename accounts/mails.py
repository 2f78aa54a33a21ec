"""The mails that we write ourselves. What cannot be sent is told to the person who asked for it, and not lost."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.core.mail.backends.base import BaseEmailBackend

    from accounts.actions import SentInvitation

LOG = logging.getLogger(__name__)


def send_invitations(sent: Sequence[SentInvitation], *, address: str) -> list[SentInvitation]:
    """Mail each its link, which is `address` with the code behind it. Returns those whose mail could not be sent."""
    refused = deliver([build_invitation(item, address=address) for item in sent])
    return [sent[position] for position in refused]


def deliver(messages: Sequence[EmailMessage]) -> list[int]:
    """Send mails. Returns the positions of those that could not be sent.

    One connection serves all. When the server fails, the rest is not tried: each try would wait for it in vain.
    """
    waiting, refused = list(range(len(messages))), []
    try:
        with get_connection() as connection:
            while waiting:
                if not _send(messages[waiting[0]], connection):
                    refused.append(waiting[0])
                waiting.pop(0)
    except (SMTPException, OSError):
        # Neither the text nor the address of a mail belongs in a log.
        LOG.exception("Mail could not be sent; check OSPO_EMAIL_URL.")
    return refused + waiting


def _send(message: EmailMessage, connection: BaseEmailBackend) -> bool:
    """Whether the server took it. It may refuse one address and take the next."""
    message.connection = connection
    try:
        message.send()
    except SMTPRecipientsRefused:
        return False
    return True


def build_invitation(item: SentInvitation, *, address: str) -> EmailMessage:
    context = {"invitation": item.invitation, "link": f"{address}#{item.code}", "address": address, "code": item.code}
    return EmailMessage(
        subject=" ".join(render_to_string("accounts/email/invitation_subject.txt", context).split()),
        body=render_to_string("accounts/email/invitation.txt", context),
        to=[item.invitation.email],
    )
