"""A demo organisation to look around in: people in every membership, one finished and one half answered assessment, and
a cycle over the whole and two of its parts.

Everything goes through the same actions that people's clicks do, so the demo shows the product and not a picture of it.
"""

from __future__ import annotations

import datetime
import random
import secrets
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.actions import add_member, add_unit, create_organisation
from accounts.models import Membership, Organisation, Unit, User
from assessments.actions.agree import Agreement, agree
from assessments.actions.answers import AnswerChange, save_answer, submit_answers
from assessments.actions.assessments import start_assessment
from assessments.actions.collecting import add_participant, close_collecting
from assessments.actions.differences import say_difference
from assessments.actions.profile import describe_organisation, fill_role
from assessments.models import AnswerKind, Assessment, Criterion, ModelVersion, Participant
from assessments.queries.inheriting import load_asked
from assessments.queries.questionnaires import Question, load_questionnaire
from roles.models import Guide, Role

SLUG = "harbour-mutual"
NAME = "Harbour Mutual (demo)"
DOMAIN = "demo.example"
FIRST_ROUND, SECOND_ROUND = datetime.date(2026, 5, 11), datetime.date(2026, 11, 9)
CYCLE, CYCLE_DAY = "2026 duties", datetime.date(2026, 4, 13)
HALF = 2
AGREED = "We went through it together, with legal and security in the room."
DIFFERS = "The team that joined us in March still works by the rules of its former employer."
LINK = "https://intranet.demo.example/open-source"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A demo person's way in. The password exists nowhere else."""

    email: str
    password: str
    name: str
    may: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of the demo organisation. `leaning` shifts their answers up or down the scale."""

    mailbox: str
    name: str
    kind: str
    roles: tuple[str, ...] = ()
    leaning: int = 0


PEOPLE = (
    Person(mailbox="admin", name="Ada Moreau", kind=Membership.Kind.ADMIN),
    Person(mailbox="lead", name="Lena Fischer", kind=Membership.Kind.LEAD, roles=("head-of-ospo",)),
    Person(mailbox="cto", name="Tomás Ribeiro", kind=Membership.Kind.RESPONDENT, roles=("cto-cio",), leaning=1),
    Person(mailbox="compliance", name="Mei Tanaka", kind=Membership.Kind.RESPONDENT, roles=("compliance-engineer",)),
    Person(mailbox="developer", name="Sam Okafor", kind=Membership.Kind.RESPONDENT, roles=("developer",), leaning=-1),
    Person(mailbox="viewer", name="Vera Lindqvist", kind=Membership.Kind.VIEWER),
)


@transaction.atomic
def create_demo() -> list[SignIn]:
    """Make the demo organisation. Returns its sign-ins, or nothing when it is already there.

    Needs the shipped models to be loaded; raises `ModelVersion.DoesNotExist` otherwise.
    """
    if Organisation.objects.filter(slug=SLUG).exists():
        return []
    organisation = create_organisation(name=NAME, slug=SLUG)
    root = organisation.units.get(parent=None)
    engineering = add_unit(parent=root, name="Engineering")
    payments = add_unit(parent=engineering, name="Payments")
    apps = add_unit(parent=engineering, name="Customer apps")
    users, sign_ins = _create_people(organisation)
    _describe(organisation, users)
    todo, osmm, duties = (_get_version(key) for key in ("todo-stages", "osmm", "current-duties"))
    _hold_finished_round(payments, users, [todo])
    _hold_running_round(payments, users, [todo, osmm])
    _hold_cycle(root, (engineering, apps), users, [duties])
    return sign_ins


def _create_people(organisation: Organisation) -> tuple[dict[str, User], list[SignIn]]:
    users, sign_ins = {}, []
    for person in PEOPLE:
        email, password = f"{person.mailbox}@{DOMAIN}", secrets.token_urlsafe(12)
        is_admin = person.kind == Membership.Kind.ADMIN
        user = User.objects.create_user(email, password, name=person.name, is_staff=is_admin, is_superuser=is_admin)
        add_member(organisation=organisation, user=user, kind=person.kind)
        users[person.mailbox] = user
        label = str(Membership.Kind(person.kind).label)
        sign_ins.append(SignIn(email=email, password=password, name=person.name, may=label))
    return users, sign_ins


def _describe(organisation: Organisation, users: dict[str, User]) -> None:
    """A virtual office on its way to contributing, in which two posts are still empty."""
    guides = {guide.key: guide for guide in Guide.objects.all()}
    describe_organisation(
        organisation=organisation,
        user=users["lead"],
        structure=guides.get("structure-virtual"),
        strategy_now=guides.get("strategy-participant"),
        strategy_wanted=guides.get("strategy-contributor"),
    )
    for person in PEOPLE:
        for role in Role.objects.filter(key__in=person.roles):
            fill_role(organisation=organisation, user=users["lead"], role=role, member=users[person.mailbox])
    counsel = Role.objects.filter(key="legal-counsel").first()
    if counsel is not None:
        fill_role(organisation=organisation, user=users["lead"], role=counsel, name="Priya Raman (outside counsel)")


def _get_version(key: str) -> ModelVersion:
    published = ModelVersion.objects.filter(maturity_model__key=key, status=ModelVersion.Status.PUBLISHED)
    return published.latest("published_at", "pk")


def _hold_finished_round(unit: Unit, users: dict[str, User], versions: Sequence[ModelVersion]) -> None:
    lead = _person("lead")
    assessment = _start(unit, users["lead"], versions, "2026 H1", FIRST_ROUND, roles=lead.roles)
    participant = assessment.participants.get(user=users["lead"])
    questionnaire = load_questionnaire(assessment)
    _answer(participant, lead, questionnaire.questions.values(), versions)
    submit_answers(participant=participant, questionnaire=questionnaire)


def _hold_running_round(unit: Unit, users: dict[str, User], versions: Sequence[ModelVersion]) -> None:
    assessment = _start(unit, users["lead"], versions, "2026 H2", SECOND_ROUND, roles=_person("lead").roles)
    questionnaire = load_questionnaire(assessment)
    sections = questionnaire.sections
    asked = [question for section in sections[: len(sections) // HALF] for question in section.questions]
    for person in PEOPLE:
        if person.roles:
            _take_part(assessment, person.mailbox, users, asked, versions)


def _hold_cycle(root: Unit, parts: Sequence[Unit], users: dict[str, User], versions: Sequence[ModelVersion]) -> None:
    """Agreed on for the whole in a workshop; one part has answered and differs in one practice, one is half through."""
    lead = users["lead"]
    whole, reviewing, running = (_start(unit, lead, versions, CYCLE, CYCLE_DAY) for unit in (root, *parts))
    close_collecting(assessment=whole, by=lead)
    for question in load_questionnaire(whole).questions.values():
        _agree(whole, question, _choose(question, _person("lead"), 1).point_id, lead, AGREED)
    asked = load_asked(reviewing)
    _take_part(reviewing, "compliance", users, asked.questions.values(), versions)
    submit_answers(participant=reviewing.participants.get(), questionnaire=asked)
    _take_part(running, "developer", users, [*asked.questions.values()][::HALF], versions)
    every = load_questionnaire(reviewing).questions
    inherited = next(question for key, question in every.items() if key not in asked.questions)
    say_difference(assessment=reviewing, question=inherited, reason=DIFFERS, by=users["compliance"])
    _agree(reviewing, inherited, inherited.scale.choices[1].pk, lead, DIFFERS)


def _agree(assessment: Assessment, question: Question, point: int | None, lead: User, reason: str) -> None:
    agreement = Agreement(change_id=uuid.uuid4(), seen_version=0, kind=AnswerKind.RATED, point_id=point, reason=reason)
    agree(assessment=assessment, question=question, agreement=agreement, by=lead)


def _take_part(
    assessment: Assessment,
    mailbox: str,
    users: dict[str, User],
    asked: Iterable[Question],
    versions: Sequence[ModelVersion],
) -> None:
    person = _person(mailbox)
    held = Role.objects.filter(key__in=person.roles)
    participant = add_participant(assessment=assessment, user=users[mailbox], roles=held)
    _answer(participant, person, asked, versions)


def _start(
    unit: Unit,
    lead: User,
    versions: Sequence[ModelVersion],
    cycle: str,
    day: datetime.date,
    *,
    roles: Collection[str] = (),
) -> Assessment:
    """Answered by the lead in `roles`, or only led."""
    held = Role.objects.filter(key__in=roles)
    scope = Assessment.Scope.FULL
    return start_assessment(
        unit=unit, user=lead, versions=versions, scope=scope, cycle_name=cycle, roles=held, as_of=day
    )


def _person(mailbox: str) -> Person:
    return next(person for person in PEOPLE if person.mailbox == mailbox)


def _answer(
    participant: Participant,
    person: Person,
    asked: Iterable[Question],
    versions: Sequence[ModelVersion],
) -> None:
    levels = _load_levels(versions)
    for question in asked:
        change = _choose(question, person, levels.get(question.key, 1))
        save_answer(participant=participant, question=question, change=change)


def _load_levels(versions: Sequence[ModelVersion]) -> dict[str, int]:
    """The lowest rung above the floor at which each practice counts; those that measure ability have none."""
    rows = Criterion.objects.filter(version__in=versions, level__isnull=False).order_by("-level__number")
    return dict(rows.values_list("revision__practice__key", "level__number"))


def _choose(question: Question, person: Person, level: int) -> AnswerChange:
    """An answer that is likely for a firm on its way up: strong low rungs, weaker high ones, always the same."""
    dice = random.Random(f"{question.key} {person.mailbox}")  # noqa: S311 - a demo, not a secret
    choices = question.scale.choices
    share = max(0.0, min(1.0, 1.0 - 0.13 * level + dice.uniform(-0.22, 0.22)))
    index = max(0, min(len(choices) - 1, round(share * (len(choices) - 1)) + _lean(person, dice)))
    if person.leaning and dice.random() < 0.08:
        return _build_change(kind=AnswerKind.DONT_KNOW, comment="I would have to ask the platform team.")
    evidence = (f"{LINK}/{question.key}",) if dice.random() < 0.2 else ()
    return _build_change(kind=AnswerKind.RATED, point_id=choices[index].pk, evidence=evidence)


def _lean(person: Person, dice: random.Random) -> int:
    return person.leaning if dice.random() < 0.4 else 0


def _build_change(
    *, kind: str, point_id: int | None = None, comment: str = "", evidence: tuple[str, ...] = ()
) -> AnswerChange:
    return AnswerChange(
        change_id=uuid.uuid4(), seen_version=0, kind=kind, point_id=point_id, comment=comment, evidence=evidence
    )
