"""Mails to those who take part. What the server does not take is told to whoever sends, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from accounts.mails import deliver
from assessments.actions.inviting import get_text, note_told
from assessments.queries.inheriting import load_asked
from assessments.queries.questionnaires import compute_minutes

if TYPE_CHECKING:
    from accounts.models import User
    from assessments.models import Participant
    from assessments.queries.questionnaires import Questionnaire

Link = Callable[[str], str]


def tell_participants(people: Sequence[Participant], *, by: User, link: Link) -> list[Participant]:
    """Tell members that they are asked. `link` makes an address of a path. Returns those whose mail was not taken."""
    asked = {person.assessment_id: person.assessment for person in people}
    questionnaires = {pk: load_asked(assessment) for pk, assessment in asked.items()}
    mails = [build_request(person, questionnaires[person.assessment_id], by=by, link=link) for person in people]
    refused = set(deliver(mails))
    note_told(person for position, person in enumerate(people) if position not in refused)
    return [person for position, person in enumerate(people) if position in refused]


def build_request(participant: Participant, questionnaire: Questionnaire, *, by: User, link: Link) -> EmailMessage:
    assessment, roles = participant.assessment, participant.roles.all()
    asked = questionnaire.count_for({role.key for role in roles})
    context = {
        "assessment": assessment,
        "by": by,
        "roles": [role.name for role in roles],
        "text": get_text(assessment),
        "asked": asked,
        "minutes": compute_minutes(asked),
        "link": link(assessment.get_absolute_url()),
    }
    return build_mail("request", context, to=participant.user.email)


def build_mail(name: str, context: dict[str, object], *, to: str) -> EmailMessage:
    """A mail from the templates of that name; a subject is one line."""
    subject = render_to_string(f"assessments/email/{name}_subject.txt", context)
    body = render_to_string(f"assessments/email/{name}.txt", context)
    return EmailMessage(subject=" ".join(subject.split()), body=body, to=[to])
