"""Erasing a person: nothing of theirs is left, what they answered still counts, and nobody else loses anything."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.serializers import serialize
from django.test import Client
from django.urls import reverse

from accounts.actions import Invitee, create_invitations
from accounts.models import Invitation, Membership, User
from assessments.actions.agree import Agreement, agree
from assessments.actions.answers import AnswerChange, is_open, save_answer
from assessments.actions.collecting import add_participant, close_collecting
from assessments.actions.erase import AlreadyErasedError, Erasure, erase_person, try_erasing
from assessments.actions.finalise import finalise
from assessments.actions.inviting import ask_people, keep_text
from assessments.actions.profile import fill_role
from assessments.models import (
    Answer,
    AnswerKind,
    Assessment,
    LocalDifference,
    Participant,
    PracticeRevision,
    Snapshot,
    TrailEntry,
)
from assessments.queries.inviting import Ask, Way
from assessments.queries.questionnaires import load_questionnaire
from assessments.queries.results import load_results
from assessments.queries.snapshots import load_snapshot
from assessments.report.files import describe_final
from assessments.report.redacting import redact
from tests.assessments_factories import get_point, make_answering_role, make_assessment, make_model_version
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
FIRST = "todo-stages-licences-1-0"
CANARY = "Zoë Zebrafinch"
# Every row that refers to a person, and what erasing does to it. A new one has to be decided on here.
REFERENCES = {
    ("account", "EmailAddress"): "deleted",
    ("accounts", "Invitation"): "theirs deleted; those they sent refer to the empty row",
    ("accounts", "Membership"): "deleted",
    ("admin", "LogEntry"): "what they did stays with the empty row; what names them is blanked",
    ("assessments", "AgreedAnswer"): "reason blanked",
    ("assessments", "Baseline"): "refers to the empty row",
    ("assessments", "LocalDifference"): "reason and refusal blanked",
    ("assessments", "OrganisationProfile"): "refers to the empty row",
    ("assessments", "Participant"): "stays, for the answers' sake; deleted where nothing was answered",
    ("assessments", "PlannedParticipant"): "theirs deleted; those they asked refer to the empty row",
    ("assessments", "ProfileChange"): "refers to the empty row",
    ("assessments", "Staffing"): "deleted",
    ("mfa", "Authenticator"): "deleted",
    ("socialaccount", "SocialAccount"): "deleted",
    ("usersessions", "UserSession"): "deleted",
}


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_organisation().units.get(), [make_model_version()])


@pytest.fixture
def lead(assessment: Assessment) -> User:
    user = make_user("lead@example.org", name="Lea Lead")
    make_membership(user, assessment.unit.organisation, Membership.Kind.ADMIN)
    return user


@pytest.fixture
def zoe(assessment: Assessment, lead: User) -> Participant:
    """Somebody with a trace in every table that knows people."""
    user = make_user("zebrafinch@example.org", name=CANARY)
    organisation = assessment.unit.organisation
    make_membership(user, organisation, Membership.Kind.LEAD)
    EmailAddress.objects.create(user=user, email=user.email)
    fill_role(organisation=organisation, user=lead, role=make_answering_role("legal"), member=user)
    create_invitations(
        organisation=organisation, invitees=[Invitee(email="Zebrafinch@example.org", kind="lead")], invited_by=lead
    )
    LogEntry.objects.log_actions(lead.pk, [user], CHANGE, change_message=[{"changed": {"object": CANARY}}])
    Client().force_login(user)
    return add_participant(assessment=assessment, user=user, roles=[make_answering_role()], by=lead)


def answer(person: Participant, text: str) -> None:
    change = AnswerChange(
        change_id=uuid.uuid4(),
        seen_version=0,
        kind=AnswerKind.RATED,
        point_id=get_point("standard").pk,
        comment=f"{text} comment",
        evidence=(f"https://example.org/{text}",),
    )
    question = load_questionnaire(person.assessment).questions[FIRST]
    save_answer(participant=person, question=question, change=change)


def finish(assessment: Assessment, lead: User, by: User) -> None:
    """Reviewed with a reason of `by`, and finalised."""
    close_collecting(assessment=assessment, by=lead)
    question = load_questionnaire(assessment).questions[FIRST]
    agreement = Agreement(
        change_id=uuid.uuid4(), seen_version=0, kind=AnswerKind.DONT_KNOW, reason="Zebrafinch thinks so"
    )
    agree(assessment=assessment, question=question, agreement=agreement, by=by)
    finalise(assessment=assessment, by=lead, describe=describe_final)


def erase(user: User, by: User | None = None) -> Erasure:
    return erase_person(user=user, by=by, redact=redact)


def dump() -> Iterator[str]:
    for model in apps.get_models():
        yield from (json.dumps(row, ensure_ascii=False) for row in json.loads(serialize("json", model.objects.all())))


def list_traces() -> list[str]:
    return [row for row in dump() if "zebrafinch" in row.lower()]


def test_nothing_of_the_person_is_left_in_any_table(assessment: Assessment, lead: User, zoe: Participant) -> None:
    answer(zoe, "Zebrafinch")
    finish(assessment, lead, by=zoe.user)
    assert len(list_traces()) >= 8
    erase(zoe.user, lead)
    assert list_traces() == []
    assert not UserSession.objects.filter(user=zoe.user).exists()


def test_text_of_an_invitation_gives_way_to_the_usual_one(assessment: Assessment, lead: User, zoe: Participant) -> None:
    keep_text(assessment=assessment, text="Zebrafinch asks you.", by=zoe.user)
    asks = [Ask(email="new@example.org", roles=(make_answering_role(),), assessment=assessment, way=Way.INVITED)]
    ask_people(asks=asks, organisation=assessment.unit.organisation, by=lead)
    assert Invitation.objects.get(email="new@example.org").note == "Zebrafinch asks you."
    erase(zoe.user, lead)
    assert list_traces() == []
    keep_text(assessment=assessment, text="Lea asks you.", by=lead)
    erase(make_user("other@example.org"), lead)
    assert Assessment.objects.get().invitation_text == "Lea asks you."


def test_what_was_answered_counts_as_before(assessment: Assessment, lead: User, zoe: Participant) -> None:
    answer(zoe, "Zebrafinch")
    close_collecting(assessment=assessment, by=lead)
    before = load_results(assessment)
    erase(zoe.user, lead)
    after = load_results(assessment)
    assert (after.units, after.versions) == (before.units, before.versions)
    assert [person.name for person in after.people] == ["Erased person"]


def test_others_keep_every_word(assessment: Assessment, lead: User, zoe: Participant) -> None:
    bob = add_participant(
        assessment=assessment, user=make_user("bob@example.org", name="Bob"), roles=[make_answering_role()]
    )
    answer(bob, "Bob")
    answer(zoe, "Zebrafinch")
    finish(assessment, lead, by=lead)
    erase(zoe.user, lead)
    text = Snapshot.objects.get().content
    assert all(word in text for word in ("Bob comment", "https://example.org/Bob", "Zebrafinch thinks so", "Bob ("))
    assert "Erased person (" in text


def test_changed_report_is_whole_and_the_trail_says_that_somebody_was_erased(
    assessment: Assessment, lead: User, zoe: Participant
) -> None:
    answer(zoe, "Zebrafinch")
    finish(assessment, lead, by=lead)
    old, trail = Snapshot.objects.get(), list(TrailEntry.objects.order_by("pk").values())
    erase(zoe.user, lead)
    new = load_snapshot(Assessment.objects.get())
    assert (new.revision, new.digest != old.digest) == (old.revision, True)
    *kept, added = TrailEntry.objects.order_by("pk").values()
    assert kept == trail
    assert (added["action"], added["person"]) == (TrailEntry.Action.ERASED, lead.person)


def test_erased_person_is_out_and_cannot_come_back(client: Client, lead: User, zoe: Participant) -> None:
    client.force_login(zoe.user)
    session = client.session.session_key
    UserSession.objects.create(user=zoe.user, session_key=session, ip="192.0.2.1", user_agent="Test")
    erase(zoe.user, lead)
    assert not Session.objects.filter(session_key=session).exists()
    assert reverse("account_login") in client.get(reverse("accounts:profile")).headers["Location"]
    gone = User.objects.get(pk=zoe.user_id)
    assert (gone.is_active, gone.has_usable_password(), str(gone)) == (False, False, "Erased person")


def test_who_answered_nothing_no_longer_takes_part(assessment: Assessment, lead: User, zoe: Participant) -> None:
    erase(zoe.user, lead)
    assert not assessment.participants.exists()


@pytest.mark.parametrize("has_begun", [True, False])
def test_by_group_a_place_stays_whether_anything_was_answered_or_not(
    assessment: Assessment, lead: User, zoe: Participant, has_begun: bool
) -> None:
    Assessment.objects.update(confidentiality=Assessment.Confidentiality.BY_GROUP)
    if has_begun:
        answer(zoe, "Zebrafinch")
    erase(zoe.user, lead)
    assert assessment.participants.get().submitted_at is not None


def test_answers_given_so_far_are_kept_and_closed(assessment: Assessment, lead: User, zoe: Participant) -> None:
    """A save that waits for the row finds it closed, whatever it read of the person before."""
    answer(zoe, "Zebrafinch")
    erase(zoe.user, lead)
    assert Answer.objects.get().kind == AnswerKind.RATED
    assert not is_open(Participant.objects.select_related("assessment").get())


def test_last_administrator_is_refused_and_keeps_everything(assessment: Assessment, lead: User) -> None:
    person = add_participant(assessment=assessment, user=lead, roles=[make_answering_role()])
    answer(person, "Mine")
    before = list(dump())
    with pytest.raises(ValidationError, match="last administrator"):
        erase(lead)
    assert list(dump()) == before


def test_trying_counts_the_same_and_changes_nothing(assessment: Assessment, lead: User, zoe: Participant) -> None:
    answer(zoe, "Zebrafinch")
    finish(assessment, lead, by=zoe.user)
    before = list(dump())
    tried = try_erasing(user=zoe.user, redact=redact)
    assert list(dump()) == before
    assert erase(zoe.user) == tried == Erasure(assessments=1, answers=1, texts=2, reports=1, memberships=1)


def test_erasing_twice_is_refused(lead: User, zoe: Participant) -> None:
    erase(zoe.user)
    with pytest.raises(AlreadyErasedError):
        erase(zoe.user)


def test_erasing_is_logged_without_the_name(
    lead: User, zoe: Participant, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        erase(zoe.user, lead)
    assert f"person {zoe.user_id} was erased by {lead.pk}" in caplog.text
    assert "ebrafinch" not in caplog.text


def test_every_reference_to_a_person_is_decided_on() -> None:
    found = {
        (model._meta.app_label, model.__name__)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model is User and not model.__name__.startswith("Historical")
    }
    # The service of single sign-on that tests run against is no part of the product.
    found = {(app, name) for app, name in found if app != "allauth_idp_oidc"}
    assert found == set(REFERENCES)


def test_refusing_a_difference_stays_refused_without_its_words(assessment: Assessment, lead: User) -> None:
    practice = PracticeRevision.objects.get(practice__key=FIRST).practice
    refuser = make_user("refuser@example.org")
    said = LocalDifference.objects.create(
        assessment=assessment, practice=practice, reason="Ours.", said_by=lead, refusal="Zebrafinch", refused_by=refuser
    )
    erase(refuser)
    said.refresh_from_db()
    assert (said.reason, said.refusal, said.refused_by) == ("Ours.", "", refuser)
