"""The pages of moving to newer versions: what leads see and do, what people who answer then find."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from accounts.models import Membership, User
from assessments.actions.clone import clone_version, revise_practice
from assessments.actions.moving import move_assessment
from assessments.models import Answer, Assessment, ModelVersion, Participant, PracticeRevision
from assessments.queries.moving import list_pinned
from tests.assessments_factories import make_assessment, make_participant, make_scale, publish
from tests.factories import make_membership, make_organisation, make_user
from tests.moving import ADDED, CARRIED, DROPPED, NEW_WORDS, REWORDED, answer, make_old_and_new
from tests.pages import join, link, take_part

pytestmark = pytest.mark.django_db
SECTION = ("todo-stages", "licences")
OLD_WORDS = f"We do what {REWORDED} asks for."


@pytest.fixture
def versions() -> tuple[ModelVersion, ModelVersion]:
    return make_old_and_new()


@pytest.fixture
def assessment(versions: tuple[ModelVersion, ModelVersion]) -> Assessment:
    return make_assessment(make_organisation().units.get(), [versions[0]])


@pytest.fixture
def alice(assessment: Assessment) -> User:
    """Leads, and takes part."""
    user = join(assessment, "alice@example.org", Membership.Kind.LEAD)
    return make_participant(assessment, user).user


@pytest.fixture
def bob(assessment: Assessment) -> User:
    """Takes part, and has answered what will be carried, reworded and dropped."""
    participant = take_part(assessment, "bob@example.org")
    for key in (CARRIED, REWORDED, DROPPED):
        answer(participant, key)
    Answer.objects.filter(practice__key=DROPPED).update(comment="By <hand>")
    return participant.user


def read(client: Client, user: User, page: str) -> str:
    client.force_login(user)
    response = client.get(page)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def build(assessment: Assessment, *versions: ModelVersion) -> dict[str, list[int]]:
    return {"to": [version.pk for version in versions], "seen": [version.pk for version in list_pinned(assessment)]}


def move(assessment: Assessment, by: User, version: ModelVersion) -> None:
    seen = [pinned.pk for pinned in list_pinned(assessment)]
    move_assessment(assessment=assessment, versions=[version], seen=seen, by=by)


@pytest.fixture
def part(
    client: Client, assessment: Assessment, alice: User, bob: User, versions: tuple[ModelVersion, ModelVersion]
) -> Participant:
    """Bob's, once Alice has moved the assessment. Bob is signed in."""
    move(assessment, alice, versions[1])
    client.force_login(bob)
    return assessment.participants.get(user=bob)


def test_lead_is_told_of_a_newer_version_and_sees_what_moving_does(
    client: Client, assessment: Assessment, alice: User, bob: User
) -> None:
    notice = "A newer version is published: TODO stages 1.1."
    pages = [read(client, user, link("assessment", assessment)) for user in (alice, bob)]
    assert [notice in page for page in pages] == [True, False]
    assert notice in read(client, alice, link("results", assessment))
    page = read(client, alice, link("versions", assessment))
    said = (
        *(
            "6 practices, with the same wording. Answers that go on counting: 1.",
            "1 practice to answer.",
            OLD_WORDS,
            NEW_WORDS,
        ),
        *("1 answer to confirm", f"We do what {ADDED} asks for.", f"We do what {DROPPED} asks for.", "1 answer kept"),
    )
    assert [text for text in said if text not in page] == []
    assert "?old=1.0&amp;new=1.1" in page


def test_lead_moves_and_undoes(
    client: Client, assessment: Assessment, alice: User, versions: tuple[ModelVersion, ModelVersion]
) -> None:
    client.force_login(alice)
    response = client.post(link("versions", assessment), build(assessment, versions[1]), follow=True)
    page = response.content.decode()
    assert "The assessment now asks the newer versions. Every answer was kept." in page
    assert ("Undo the move" in page, "There is no newer published version" in page) == (True, True)
    response = client.post(link("undo-move", assessment), follow=True)
    assert "The move is undone." in response.content.decode()
    assert list_pinned(assessment) == [versions[0]]


def test_choice_of_versions_is_previewed(client: Client, assessment: Assessment, alice: User) -> None:
    assert "Choose at least one newer version." in read(client, alice, link("versions", assessment) + "?chosen=1")


def test_what_is_refused_says_why_and_changes_nothing(
    client: Client, assessment: Assessment, alice: User, bob: User, versions: tuple[ModelVersion, ModelVersion]
) -> None:
    client.force_login(alice)
    page = link("versions", assessment)
    refused = client.post(page, {"to": versions[1].pk, "seen": versions[1].pk})
    assert (refused.status_code, "have changed since you opened the page" in refused.content.decode()) == (409, True)
    sent = build(assessment, versions[1])
    move(assessment, alice, versions[1])
    answer(assessment.participants.get(user=bob), REWORDED, seen=1)
    refused = client.post(link("undo-move", assessment))
    assert (refused.status_code, "can no longer be undone" in refused.content.decode()) == (409, True)
    Assessment.objects.update(state=Assessment.State.REVIEWING)
    refused = client.post(page, sent)
    assert (refused.status_code, "Collecting answers is over" in refused.content.decode()) == (409, True)
    assert list_pinned(assessment) == [versions[1]]


def test_person_sees_the_earlier_wording_and_confirms_by_a_tick(
    client: Client, assessment: Assessment, alice: User, bob: User, versions: tuple[ModelVersion, ModelVersion]
) -> None:
    move(assessment, alice, versions[1])
    page = read(client, bob, link("assessment", assessment))
    assert ("1 of your answers is to be confirmed" in page, "1 to confirm" in page) == (True, True)
    page = read(client, bob, link("section", assessment, *SECTION))
    assert [text in page for text in (OLD_WORDS, NEW_WORDS, "My answer still holds")] == [True] * 3
    part = assessment.participants.get(user=bob)
    save_section(client, assessment, part)
    stored = Answer.objects.get(participant=part, practice__key=REWORDED)
    assert (stored.revision.statement, stored.version) == (OLD_WORDS, 1)
    save_section(client, assessment, part, confirm="1")
    stored.refresh_from_db()
    assert (stored.revision.statement, stored.version, stored.point and stored.point.code) == (NEW_WORDS, 2, "standard")
    assert "My answer still holds" not in read(client, bob, link("section", assessment, *SECTION))


def test_comment_beside_an_earlier_answer_does_not_confirm_it(
    client: Client, assessment: Assessment, part: Participant
) -> None:
    page = save_with_script(client, part, comment="We meant the register.", evidence="https://example.org/register")
    said = [text in page for text in (OLD_WORDS, "My answer still holds", "Still to be confirmed.", "data-unsettled")]
    assert (said, "data-complete" in page) == ([True] * 4, False)
    save_section(client, assessment, part, comment="We meant the list.", evidence="https://example.org/list")
    stored = Answer.objects.get(participant=part, practice__key=REWORDED)
    assert (stored.revision.statement, stored.version, stored.comment) == (OLD_WORDS, 3, "We meant the list.")
    assert (stored.point and stored.point.code, stored.evidence) == ("standard", ["https://example.org/list"])
    page = save_with_script(client, part, comment="We meant the list.", confirm="1")
    assert ("My answer still holds" in page, "data-complete" in page) == (False, True)
    assert Answer.objects.get(pk=stored.pk).revision.statement == NEW_WORDS


def test_choosing_another_answer_confirms_it(client: Client, part: Participant) -> None:
    assert "data-complete" in save_with_script(client, part, choice="improved")
    stored = Answer.objects.get(participant=part, practice__key=REWORDED)
    assert (stored.revision.statement, stored.point and stored.point.code) == (NEW_WORDS, "improved")


def test_tick_is_kept_when_something_else_is_refused(client: Client, part: Participant) -> None:
    page = save_with_script(client, part, status=400, evidence="no address", confirm="1")
    assert ('value="1" checked' in page, "Not saved." in page) == (True, True)


def save_with_script(client: Client, part: Participant, status: int = 200, **changed: str) -> str:
    """Send the reworded practice as the page's script does, and give back what it puts below the practice."""
    stored = Answer.objects.get(participant=part, practice__key=REWORDED)
    fields = {"version": stored.version, "change": uuid.uuid4(), "choice": "standard", **changed}
    sent = {f"{REWORDED}-{name}": str(value) for name, value in fields.items()}
    response = client.post(link("answer", part.assessment, REWORDED), sent)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def save_section(client: Client, assessment: Assessment, part: Participant, **changed: str) -> None:
    """Send the section as the page has it, without scripts."""
    revision = PracticeRevision.objects.get(practice__key=REWORDED, statement=NEW_WORDS)
    stored = Answer.objects.get(participant=part, practice__key=REWORDED)
    fields = {
        "version": stored.version,
        "change": uuid.uuid4(),
        "revision": revision.pk,
        "choice": "standard",
        **changed,
    }
    sent = {f"{REWORDED}-{name}": value for name, value in fields.items()}
    assert client.post(link("section", assessment, *SECTION), sent).status_code == 302


def test_answer_on_another_scale_has_to_be_chosen_again(
    client: Client, assessment: Assessment, alice: User, bob: User, versions: tuple[ModelVersion, ModelVersion]
) -> None:
    revision = PracticeRevision.objects.get(practice__key=REWORDED, statement=NEW_WORDS)
    scale = make_scale("reach")
    scale.points.filter(code="standard").update(code="most")
    draft = clone_with_scale(versions[1], revision, scale.pk)
    move(assessment, alice, draft)
    page = read(client, bob, link("section", assessment, *SECTION))
    assert ("answered on another scale now" in page, "My answer still holds" in page) == (True, False)
    part = assessment.participants.get(user=bob)
    sent = {f"{REWORDED}-version": 1, f"{REWORDED}-change": "5f2f7a0e-0c07-4bb6-9d0e-0a0a0a0a0a0a"}
    assert client.post(link("section", assessment, *SECTION), sent).status_code == 302
    assert Answer.objects.get(participant=part, practice__key=REWORDED).version == 1
    assert "answered on another scale now" in save_with_script(client, part, choice="", comment="We meant the list.")
    stored = Answer.objects.get(participant=part, practice__key=REWORDED)
    assert (stored.point and stored.point.code, stored.comment) == ("standard", "We meant the list.")


def clone_with_scale(version: ModelVersion, revision: PracticeRevision, scale: int) -> ModelVersion:
    draft = clone_version(version=version)
    made = revise_practice(criterion=draft.criteria.get(revision=revision))
    PracticeRevision.objects.filter(pk=made.pk).update(scale=scale)
    return publish(draft)


def test_page_that_was_open_during_the_move_cannot_answer_the_new_wording(
    client: Client, assessment: Assessment, alice: User, bob: User, versions: tuple[ModelVersion, ModelVersion]
) -> None:
    before = PracticeRevision.objects.get(practice__key=REWORDED, statement=OLD_WORDS)
    move(assessment, alice, versions[1])
    client.force_login(bob)
    sent = {"version": 1, "change": "5f2f7a0e-0c07-4bb6-9d0e-0a0a0a0a0a0a", "revision": before.pk, "choice": "improved"}
    response = client.post(
        link("answer", assessment, REWORDED), {f"{REWORDED}-{name}": value for name, value in sent.items()}
    )
    assert (response.status_code, "read the new wording" in response.content.decode()) == (400, True)
    assert Answer.objects.get(practice__key=REWORDED).version == 1


def test_archive_keeps_dropped_answers(
    client: Client, assessment: Assessment, alice: User, bob: User, versions: tuple[ModelVersion, ModelVersion]
) -> None:
    assert "Nothing is kept here" in read(client, bob, link("archive", assessment))
    move(assessment, alice, versions[1])
    assert link("archive", assessment) in read(client, bob, link("assessment", assessment))
    own, leads = (read(client, user, link("archive", assessment)) for user in (bob, alice))
    for page in (own, leads):
        assert (f"We do what {DROPPED} asks for." in page, "By &lt;hand&gt;" in page) == (True, True)
    assert ("Your answer" in own, "Bob" in leads.split("<main")[1]) == (True, True)


def test_archive_by_group_names_nobody(
    client: Client, assessment: Assessment, alice: User, bob: User, versions: tuple[ModelVersion, ModelVersion]
) -> None:
    move(assessment, alice, versions[1])
    Assessment.objects.update(confidentiality=Assessment.Confidentiality.BY_GROUP)
    assert "kept too" not in read(client, alice, link("archive", assessment))
    Assessment.objects.update(state=Assessment.State.REVIEWING)
    page = read(client, alice, link("archive", assessment)).split("<main")[1]
    assert ("1 answer of somebody else is kept too" in page, "By &lt;hand&gt;" in page) == (True, False)
    page = read(client, alice, link("versions", assessment))
    assert "answer kept" not in page


def test_only_leads_move_and_outsiders_find_nothing(
    client: Client, assessment: Assessment, alice: User, bob: User, versions: tuple[ModelVersion, ModelVersion]
) -> None:
    outsider = make_user("charlie@example.org")
    make_membership(outsider, make_organisation("Other"), Membership.Kind.ADMIN)
    for user, status in ((bob, 403), (outsider, 404)):
        client.force_login(user)
        assert client.get(link("versions", assessment)).status_code == status
        assert client.post(link("versions", assessment), build(assessment, versions[1])).status_code == status
        assert client.post(link("undo-move", assessment)).status_code == status
    assert client.get(link("archive", assessment)).status_code == 404
    assert list_pinned(assessment) == [versions[0]]
    client.force_login(alice)
    assert client.get(link("undo-move", assessment)).status_code == 405
