"""What the benchmark measures on: assessments of the shipped models in which everybody answered everything."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client

from accounts.actions import add_member, create_organisation
from accounts.models import Membership, Unit, User
from assessments.actions.assessments import add_participant, start_assessment
from assessments.models import Answer, AnswerKind, Assessment, ModelVersion, Participant
from assessments.queries.questionnaires import Questionnaire, load_questionnaire
from roles.models import Role

COMMENT = (
    "Since spring the build stops when a licence is not on the list; two teams still work around it, and the exception "
    "list is reviewed once a quarter by legal counsel and the platform team."
)
LINK = "https://intranet.example.org/open-source/evidence"
COMMENTED_EVERY, UNKNOWN_EVERY = 3, 19


def make_lead() -> tuple[User, Unit]:
    organisation = create_organisation(name="Benchmark")
    lead = User.objects.create_user("lead@bench.example", name="Lead")
    add_member(organisation=organisation, user=lead, kind=Membership.Kind.LEAD)
    return lead, organisation.units.get()


def list_versions() -> list[ModelVersion]:
    """The TODO stages and the OSMM, as they are published."""
    return [ModelVersion.objects.get(maturity_model__key=key, status="published") for key in ("todo-stages", "osmm")]


def make_answered_assessment(*, lead: User, unit: Unit, people: int) -> Assessment:
    """A full assessment of both models. So many `people`, the lead among them, answered all of it; none submitted."""
    roles = list(Role.answering())
    assessment = start_assessment(
        unit=unit,
        user=lead,
        versions=list_versions(),
        scope=Assessment.Scope.FULL,
        cycle_name=f"Cycle of {people}",
        roles=roles[:1],
    )
    questionnaire = load_questionnaire(assessment)
    for number in range(people):
        user = lead if number == 0 else make_respondent(unit, f"p{people}-{number}")
        participant = add_participant(assessment=assessment, user=user, roles=[roles[number % len(roles)]])
        Answer.objects.bulk_create(list_answers(participant, questionnaire, number))
    return assessment


def make_respondent(unit: Unit, name: str) -> User:
    user = User.objects.create_user(f"{name}@bench.example", name="Person")
    add_member(organisation=unit.organisation, user=user, kind=Membership.Kind.RESPONDENT)
    return user


def list_answers(participant: Participant, questionnaire: Questionnaire, person: int) -> Iterator[Answer]:
    """Every point occurs, the upper ones more often; every third answer has a comment and a link."""
    for n, question in enumerate(questionnaire.questions.values()):
        choices = question.scale.choices
        is_known, is_commented = (n + person) % UNKNOWN_EVERY > 0, (n + person) % COMMENTED_EVERY == 0
        point = choices[max(n * 7 % len(choices), (n + person) % len(choices))]
        yield Answer(
            participant=participant,
            practice_id=question.practice_id,
            revision_id=question.revision_id,
            kind=AnswerKind.RATED if is_known else AnswerKind.DONT_KNOW,
            point_id=point.pk if is_known else None,
            comment=COMMENT if is_commented else "",
            evidence=[f"{LINK}/{question.key}"] if is_commented else [],
        )


def sign_in(user: User) -> Client:
    """A test client that is signed in; its cookies open the same session on the real server."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client
