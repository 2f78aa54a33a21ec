"""Two organisations with everything in them, and one person of each kind who asks for it.

Whatever belongs to the second organisation carries the canary word; the first must never get to see it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.test import Client

from accounts.actions import Invitee, create_invitations
from accounts.models import Membership, Organisation, User
from assessments.actions.profile import fill_role
from assessments.actions.trail import FreeText, record
from assessments.models import (
    Assessment,
    Handover,
    ModelVersion,
    Participant,
    PlannedParticipant,
    Practice,
    PracticeRevision,
    TrailEntry,
)
from roles.models import Role
from tests.assessments_factories import (
    make_answer,
    make_assessment,
    make_model_version,
    make_participant,
    make_revision,
)
from tests.factories import (
    make_activity,
    make_guide,
    make_membership,
    make_organisation,
    make_risk,
    make_role,
    make_unit,
    make_user,
)

CANARY = "Zebrafinch"
WIDE = "licence-policy"
FIRST, SECOND, THIRD = (f"todo-stages-licences-{n}" for n in ("1-0", "1-1", "2-0"))
Kind = Membership.Kind
# Who asks, in the order of the columns of the table.
KINDS = (
    "visitor",  # nobody signed in
    "outsider",  # leads another organisation
    "beside",  # leads another unit of the same organisation, and only that
    "viewer",
    "respondent",  # takes part in the assessment
    "reviewer",  # a viewer who may check evidence
    "within",  # leads the unit, and only that
    "lead",
    "admin",
    "staff",  # runs the installation, belongs to no organisation
)


@dataclass(slots=True)
class World:
    """The people by kind, and what the placeholders of the table stand for."""

    people: dict[str, User] = field(default_factory=dict)
    places: dict[str, object] = field(default_factory=dict)
    foreign: dict[str, object] = field(default_factory=dict)

    def sign_in(self, kind: str) -> Client:
        client = Client()
        if kind != "visitor":
            client.force_login(self.people[kind])
        return client


def make_world() -> World:
    named = {"model": "todo-stages", "dimension": "licences", "practice": FIRST, "inherited": WIDE}
    world = World(places={**named, **make_body()})
    world.people["staff"] = make_user("staff@example.org", is_staff=True, is_superuser=True)
    version = make_model_version(shared=[make_revision(WIDE, scope=PracticeRevision.Scope.ORGANISATION)])
    world.places["version"] = version.pk
    for word, places in (("Acme", world.places), (CANARY, world.foreign)):
        places |= make_organisation_of(word, version, world.people)
    world.foreign = {**world.places, **world.foreign}
    return world


def make_body() -> dict[str, object]:
    return {
        "role": make_role("lawyer").key,
        "activity": make_activity().key,
        "risk": make_risk().key,
        "guide": make_guide().key,
    }


def make_organisation_of(word: str, version: ModelVersion, people: dict[str, User]) -> dict[str, object]:
    """An organisation with two units, an assessment that is under way, and its people."""
    organisation = make_organisation(word)
    unit, beside = (make_unit(organisation.units.get(parent=None), f"{word} {name}") for name in ("Payments", "Loans"))
    members = {kind: join(organisation, word, kind, kind) for kind in Kind.values}
    members["reviewer"] = join(organisation, word, "reviewer", Kind.VIEWER, is_reviewer=True)
    members["within"] = join(organisation, word, "within", Kind.LEAD, unit=unit)
    members["beside"] = join(organisation, word, "beside", Kind.LEAD, unit=beside)
    people |= {"outsider": members["lead"]} if word == CANARY else members
    make_assessment(organisation.units.get(parent=None), [version])
    assessment = make_assessment(unit, [version])
    participant = answer(assessment, members["respondent"], word)
    staffing = fill_role(
        organisation=organisation, user=members["lead"], role=Role.objects.get(key="lawyer"), name=f"{word} Name"
    )
    return {
        "organisation": organisation.slug,
        "unit": unit.pk,
        "cycle": assessment.cycle_id,
        "assessment": assessment.pk,
        "participant": participant.pk,
        "plan": plan(assessment, f"planned@{word}.example"),
        "member": members["viewer"].memberships.get().pk,
        "invitation": invite(organisation, members["admin"], f"{word}@example.org"),
        "staffing": staffing.pk,
        "handover": propose(participant, word).pk,
    }


def join(organisation: Organisation, word: str, name: str, kind: str, **fields: object) -> User:
    user = make_user(f"{name}@{organisation.slug}.example", name=f"{word} {name.title()}")
    make_membership(user, organisation, kind, **fields)
    return user


def invite(organisation: Organisation, by: User, email: str) -> int:
    invitee = Invitee(email=email, kind=Kind.VIEWER)
    return create_invitations(organisation=organisation, invitees=[invitee], invited_by=by)[0].invitation.pk


def propose(participant: Participant, word: str) -> Handover:
    """A practice that the participant would hand over to somebody whom a lead has to add."""
    practice = Practice.objects.get(key=THIRD)
    address = f"{word}@colleague.example".lower()
    return Handover.objects.create(giver=participant, practice=practice, address=address, note=f"{word} note")


def plan(assessment: Assessment, email: str) -> int:
    return PlannedParticipant.objects.create(assessment=assessment, email=email).pk


def answer(assessment: Assessment, user: User, word: str) -> Participant:
    """One practice answered with a comment and a link, one not applicable with a reason."""
    participant = make_participant(assessment, user)
    make_answer(participant, FIRST, "standard", comment=f"{word} comment", evidence=[f"https://{word}.example/"])
    make_answer(participant, SECOND, kind="not_applicable", reason=f"{word} reason")
    text = FreeText(comment=f"{word} in the trail")
    record(action=TrailEntry.Action.ANSWERED, user=user, assessment=assessment, text=text)
    return participant
