"""Reminding people by mail, and telling them what a colleague handed to them: at most one mail a day for each, whoever
sends and whichever of the two it is, and none for those who want none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from accounts.mails import deliver
from accounts.models import User
from accounts.reminders import build_stop_path
from assessments.actions.mailing import build_mail

if TYPE_CHECKING:
    import datetime

    from django.core.mail import EmailMessage

    from assessments.models import Participant

Link = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Mails that the server took, and that it did not take."""

    sent: int
    refused: int


def remind(*, people: Sequence[Participant], link: Link) -> Reminded:
    """One mail to each person, about all of their assessments among these. `link` makes an address of a path.

    Each is claimed for today before anything is sent, so that of two senders at once only one does; who could not be
    mailed is free again.
    """
    today = timezone.localdate()
    asked: dict[int, list[Participant]] = {}
    for person in people:
        asked.setdefault(person.user_id, []).append(person)
    claimed = [parts for user, parts in asked.items() if _claim(user, today)]
    refused = deliver([build_reminder(parts, link=link) for parts in claimed])
    _free([claimed[position][0].user_id for position in refused], today)
    return Reminded(sent=len(claimed) - len(refused), refused=len(refused))


def tell_receiver(*, receiver: Participant, practices: int, link: Link) -> Reminded:
    """One mail to whom practices were handed, if they get one today. It names neither who did it nor what."""
    today = timezone.localdate()
    if not _claim(receiver.user_id, today):
        return Reminded(sent=0, refused=0)
    context = {**_describe(receiver, link), "practices": practices}
    refused = len(deliver([_build("handover", context, receiver.user, link)]))
    _free([receiver.user_id] * refused, today)
    return Reminded(sent=1 - refused, refused=refused)


def build_reminder(parts: Sequence[Participant], *, link: Link) -> EmailMessage:
    """`parts` are one person's."""
    tasks = [_describe(part, link) for part in parts]
    return _build("reminder", {"tasks": tasks, "first": parts[0].assessment}, parts[0].user, link)


def _describe(part: Participant, link: Link) -> dict[str, object]:
    return {"assessment": part.assessment, "link": link(part.assessment.get_absolute_url())}


def _build(name: str, context: dict[str, object], user: User, link: Link) -> EmailMessage:
    """Mail programs offer the link that stops reminders as a button (RFC 2369, RFC 8058)."""
    stop = link(build_stop_path(user))
    mail = build_mail(name, {**context, "stop": stop}, to=user.email)
    mail.extra_headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return mail


def _claim(user: int, today: datetime.date) -> bool:
    """One statement, so that it succeeds once a day however many try."""
    not_yet = Q(reminded_on=None) | Q(reminded_on__lt=today)
    return User.objects.filter(not_yet, pk=user, is_active=True, wants_reminders=True).update(reminded_on=today) == 1


def _free(users: Sequence[int], today: datetime.date) -> None:
    """Whom no mail has reached may get one today after all."""
    User.objects.filter(pk__in=users, reminded_on=today).update(reminded_on=None)
