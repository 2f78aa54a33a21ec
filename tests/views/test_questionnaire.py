"""The questionnaire's pages: task list, section, saving one answer, checking, submitting."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from assessments.models import (
    Answer,
    AnswerKind,
    Assessment,
    Participant,
    PracticeRevision,
    Scale,
    ScalePoint,
    TrailEntry,
)
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant, publish
from tests.factories import make_membership, make_organisation, make_user
from tests.pages import link

pytestmark = pytest.mark.django_db
KEY = "todo-stages-licences-1-0"
OTHER = "todo-stages-licences-1-1"


@pytest.fixture
def participant(alice: User) -> Participant:
    organisation = make_organisation()
    make_membership(alice, organisation, Membership.Kind.RESPONDENT)
    make_membership(make_user("bob@example.org"), organisation, Membership.Kind.VIEWER)
    make_user("charlie@example.org")
    assessment = make_assessment(organisation.units.get(), [make_model_version(), make_model_version("osmm")])
    return make_participant(assessment, alice)


@pytest.fixture
def client(client: Client, alice: User, participant: Participant) -> Client:
    client.force_login(alice)
    return client


def sign_in(client: Client, email: str) -> Client:
    client.force_login(User.objects.get(email=email))
    return client


def section_link(participant: Participant) -> str:
    return link("section", participant, "todo-stages", "licences")


def fields(key: str = KEY, *, version: int = 0, **values: str) -> dict[str, str]:
    sent = {"version": str(version), "change": str(uuid.uuid4()), "choice": "", "reason": "", "comment": ""}
    return {f"{key}-{name}": value for name, value in {**sent, "evidence": "", **values}.items()}


def test_task_list_names_every_section_and_counts_what_is_answered(client: Client, participant: Participant) -> None:
    make_answer(participant, KEY, "partial")
    page = client.get(link("assessment", participant)).content.decode()
    assert [page.count(f">{name}</a>") for name in ("Licences", "Inventory")] == [2, 2]
    assert "1 of 16 practices answered." in page
    assert "Continue where you stopped" in page
    assert page.count(link("next", participant)) == 1


def test_section_shows_each_practice_once_with_what_was_stored(client: Client, participant: Participant) -> None:
    make_answer(participant, KEY, "partial", comment="As <agreed>")
    page = client.get(section_link(participant)).content.decode()
    assert page.count(f'data-practice="{KEY}"') == 1
    assert f'name="{KEY}-choice" value="partial" checked' in page
    assert "As &lt;agreed&gt;" in page
    assert f'name="{KEY}-version" value="1"' in page


def test_section_hides_level_weight_and_key_mark(client: Client, participant: Participant) -> None:
    page = client.get(section_link(participant)).content.decode()
    assert "Rung" not in page
    assert "Stage 1" not in page


def test_save_and_continue_stores_the_section_and_goes_on(client: Client, participant: Participant) -> None:
    sent = fields(choice="standard", comment="Since May.") | fields(OTHER)
    response = client.post(section_link(participant), sent)
    assert response["Location"] == link("section", participant, "todo-stages", "inventory")
    stored = Answer.objects.get()
    assert (stored.practice.key, stored.point and stored.point.code, stored.comment) == (KEY, "standard", "Since May.")


def test_save_and_come_back_later_leads_to_the_task_list(client: Client, participant: Participant) -> None:
    response = client.post(section_link(participant), fields(choice="standard") | {"later": "1"})
    assert response["Location"] == link("assessment", participant)
    assert Answer.objects.count() == 1


def test_unchanged_answers_are_not_saved_again(client: Client, participant: Participant) -> None:
    make_answer(participant, KEY, "partial")
    client.post(section_link(participant), fields(choice="partial", version=1))
    assert Answer.objects.get().version == 1
    assert TrailEntry.objects.count() == 0


def test_one_answer_is_saved_and_told_when(client: Client, participant: Participant) -> None:
    response = client.post(link("answer", participant, KEY), fields(choice="dont_know"))
    assert response.status_code == 200
    assert "Saved " in response.content.decode()
    assert f'name="{KEY}-version" value="1"' in response.content.decode()
    assert Answer.objects.get().kind == AnswerKind.DONT_KNOW


def test_conflict_answers_409_with_both_values(client: Client, participant: Participant) -> None:
    make_answer(participant, KEY, "improved", comment="theirs")
    sent = fields(choice="partial", comment="mine", version=0)
    response = client.post(link("answer", participant, KEY), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Improved" in page
    assert "theirs" in page
    assert f'name="{KEY}-version" value="1"' in page
    whole = client.post(section_link(participant), sent)
    assert whole.status_code == 409
    assert "mine</textarea>" in whole.content.decode()
    assert "theirs" in whole.content.decode()
    assert Answer.objects.get().comment == "theirs"


def test_keeping_what_is_stored_drops_what_was_typed(client: Client, participant: Participant) -> None:
    make_answer(participant, KEY, "improved", comment="theirs")
    sent = fields(choice="partial", comment="mine", version=0) | {"take": KEY}
    assert client.post(section_link(participant), sent).status_code == 302
    assert Answer.objects.get().comment == "theirs"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"choice": "most"}, "Choose one of the answers that are listed."),
        ({"comment": "x" * 4001}, "at most 4000 characters"),
        ({"reason": "x" * 501}, "at most 500 characters"),
        ({"evidence": "javascript:alert(1)"}, "is not a web address"),
        ({"evidence": "https://example.org/" + "x" * 2000}, "at most 2000 characters"),
        ({"evidence": "\n".join(["https://example.org"] * 11)}, "at most 10 links"),
        ({"change": "no-uuid"}, "UUID"),
        ({"version": "-1"}, "greater than or equal to 0"),
    ],
)
def test_bad_answer_is_refused_with_a_message_and_nothing_is_stored(
    client: Client, participant: Participant, values: dict[str, str], message: str
) -> None:
    sent = {f"{KEY}-{name}": value for name, value in values.items()}
    response = client.post(link("answer", participant, KEY), fields(choice="partial") | sent)
    assert response.status_code == 400
    assert message in response.content.decode()
    whole = client.post(section_link(participant), fields(choice="partial", comment="kept text") | sent)
    assert whole.status_code == 400
    assert message in whole.content.decode()
    assert f'href="#{KEY}"' in whole.content.decode()
    assert Answer.objects.count() == 0


def test_comment_of_4000_characters_with_line_ends_fits(client: Client, participant: Participant) -> None:
    text = ("x" * 39 + "\r\n") * 100
    response = client.post(link("answer", participant, KEY), fields(choice="partial", comment=text))
    assert response.status_code == 200
    assert len(Answer.objects.get().comment) == 3999


def test_practice_outside_the_assessment_is_not_found(client: Client, participant: Participant) -> None:
    assert client.post(link("answer", participant, "unknown"), fields("unknown")).status_code == 404
    assert client.get(link("section", participant, "todo-stages", "unknown")).status_code == 404


def test_shared_practice_is_asked_once_and_says_which_models_count_it(client: Client, alice: User) -> None:
    first = make_model_version("first", dimensions=("d",), levels=(0, 1), per_cell=1)
    shared = first.criteria.get().revision
    second = make_model_version("second", dimensions=("e",), levels=(1, 2), per_cell=1, shared=[shared])
    organisation = alice.memberships.get().organisation
    part = make_participant(make_assessment(organisation.units.get(), [first, second]), alice)
    one = client.get(link("section", part, "first", "d")).content.decode()
    two = client.get(link("section", part, "second", "e")).content.decode()
    assert re.search(r">First \(D\)</a>; <a [^>]*>Second \(E\)</a>", one)
    assert (one.count("data-practice="), two.count("data-practice=")) == (1, 1)
    assert "second-e-2-0" in two


def test_check_lists_all_answers_and_blocks_on_a_missing_reason(client: Client, participant: Participant) -> None:
    make_answer(participant, KEY, kind=AnswerKind.NOT_APPLICABLE)
    make_answer(participant, OTHER, "checked")
    page = client.get(link("check", participant)).content.decode()
    assert page.count("We do what") == 16
    assert "why does it not apply?" in page
    refused = client.post(link("submit", participant))
    assert refused.status_code == 400
    assert 'role="alert"' in refused.content.decode()
    participant.refresh_from_db()
    assert participant.submitted_at is None


def test_submit_closes_the_answers(client: Client, participant: Participant) -> None:
    response = client.post(link("submit", participant))
    assert response["Location"] == link("results", participant)
    late = client.post(link("answer", participant, KEY), fields(choice="partial", comment="too late"))
    assert late.status_code == 409
    whole = client.post(section_link(participant), fields(choice="partial", comment="too late"))
    assert whole.status_code == 409
    assert "too late</textarea>" in whole.content.decode()
    assert Answer.objects.count() == 0


def test_answer_of_an_older_revision_asks_for_confirmation(client: Client, participant: Participant) -> None:
    answer = make_answer(participant, KEY, "standard")
    other = Answer.objects.filter(pk=answer.pk)
    other.update(revision=make_answer(participant, OTHER, "standard").revision)
    assert "until you confirm or change it" in client.get(section_link(participant)).content.decode()


NAMES = ("assessment", "check", "section")


@pytest.mark.parametrize("name", NAMES)
def test_outsider_gets_404(client: Client, participant: Participant, name: str) -> None:
    arguments = ("todo-stages", "licences") if name == "section" else ()
    assert sign_in(client, "charlie@example.org").get(link(name, participant, *arguments)).status_code == 404


@pytest.mark.parametrize("name", ["check", "section"])
def test_viewer_gets_403(client: Client, participant: Participant, name: str) -> None:
    arguments = ("todo-stages", "licences") if name == "section" else ()
    assert sign_in(client, "bob@example.org").get(link(name, participant, *arguments)).status_code == 403


def test_writes_of_others_are_refused(client: Client, participant: Participant) -> None:
    for email, status in (("charlie@example.org", 404), ("bob@example.org", 403)):
        sign_in(client, email)
        assert client.post(link("answer", participant, KEY), fields(choice="partial")).status_code == status
        assert client.post(link("submit", participant)).status_code == status
    assert Answer.objects.count() == 0


def test_visitors_are_sent_to_sign_in_and_scripts_are_told(client: Client, participant: Participant) -> None:
    client.logout()
    target = link("assessment", participant)
    assert client.get(target)["Location"] == f"{reverse('account_login')}?next={target}"
    sent = client.post(link("answer", participant, KEY), fields(), headers={"X-Requested-With": "fetch"})
    assert sent.status_code == 401


@pytest.mark.parametrize("name", ["answer", "submit"])
def test_writing_needs_post(client: Client, participant: Participant, name: str) -> None:
    arguments = (KEY,) if name == "answer" else ()
    assert client.get(link(name, participant, *arguments)).status_code == 405


@pytest.mark.parametrize("per_cell", [1, 3])
def test_query_counts_do_not_grow(
    client: Client, alice: User, django_assert_num_queries: pytest.FixtureRequest, per_cell: int
) -> None:
    unit = alice.memberships.get().organisation.units.get()
    part = make_participant(make_assessment(unit, [make_model_version(f"m{per_cell}", per_cell=per_cell)]), alice)
    page, key = link("section", part, f"m{per_cell}", "licences"), f"m{per_cell}-licences-1-0"
    client.get(page)
    with django_assert_num_queries(9):
        client.get(page)
    with django_assert_num_queries(13):
        client.post(link("answer", part, key), fields(key, choice="partial"))


def test_archived_assessment_of_another_state_stays_readable(client: Client, participant: Participant) -> None:
    Assessment.objects.update(state=Assessment.State.FINALISED)
    page = client.get(section_link(participant)).content.decode()
    assert "no longer changed" in page
    assert "Save and continue" not in page


@pytest.mark.parametrize(("codes", "notes"), [(("none", "partial", "all"), 1), (("none", "all"), 0)])
def test_hint_names_no_point_that_the_scale_lacks(
    client: Client, participant: Participant, alice: User, codes: tuple[str, ...], notes: int
) -> None:
    scale = Scale.objects.create(key="reach", name="Reach")
    for position, code in enumerate(codes):
        ScalePoint.objects.create(scale=scale, code=code, position=position, name=code.title(), value=str(position))
    version = make_model_version("other", dimensions=("d",), published=False)
    PracticeRevision.objects.filter(practice__key__startswith="other-").update(scale=scale)
    part = make_participant(make_assessment(participant.assessment.unit, [publish(version)]), alice)
    page = client.get(link("section", part, "other", "d")).content.decode()
    assert page.count("is Partial") == notes
