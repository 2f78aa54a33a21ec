"""What helps while answering: the next open question, whose practice it is, last time's answer, checking a section."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from assessments.models import AnswerKind, Assessment, Participant, PracticeRevision
from tests.assessments_factories import (
    make_answer,
    make_assessment,
    make_cycle,
    make_model_version,
    make_participant,
    make_revision,
)
from tests.factories import make_unit
from tests.pages import link

pytestmark = pytest.mark.django_db
KEYS = [f"todo-stages-licences-{level}-{n}" for level in (1, 2) for n in (0, 1)]
FIRST, SECOND, *_, LAST = KEYS
SECTION = ("todo-stages", "licences")


def read(client: Client, name: str, participant: Participant, *arguments: str, query: str = "") -> str:
    response = client.get(link(name, participant, *arguments) + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def make_earlier(participant: Participant, *, days: int = 90, is_submitted: bool = True) -> Participant:
    """The same person in an older assessment of the same unit."""
    now = participant.assessment
    cycle = make_cycle(now.unit.organisation, f"{days} days ago")
    older = Assessment.objects.create(unit=now.unit, cycle=cycle, as_of=now.as_of - datetime.timedelta(days=days))
    return make_participant(older, participant.user, submitted_at=timezone.now() if is_submitted else None)


# --- The next open question ---
@pytest.mark.parametrize(
    ("answered", "after", "found"),
    [
        ([], "", FIRST),
        ([FIRST], "", SECOND),
        ([FIRST], FIRST, SECOND),
        ([SECOND], LAST, "todo-stages-inventory-1-0"),
        ([SECOND], "osmm-inventory-2-1", FIRST),
        ([FIRST], "unknown", SECOND),
    ],
)
def test_next_leads_to_the_open_question(
    alices_client: Client, participant: Participant, answered: list[str], after: str, found: str
) -> None:
    for key in answered:
        make_answer(participant, key, "partial")
    model, dimension = ("todo-stages", "inventory") if "inventory" in found else SECTION
    response = alices_client.get(link("next", participant) + f"?after={after}")
    assert response["Location"] == f"{link('section', participant, model, dimension)}#{found}"


def test_next_leads_to_the_answers_when_all_are_given(alices_client: Client, participant: Participant) -> None:
    for revision in PracticeRevision.objects.select_related("practice"):
        make_answer(participant, revision.practice.key, "partial")
    assert alices_client.get(link("next", participant))["Location"] == link("check", participant)


def test_next_leads_to_the_task_list_after_submitting(alices_client: Client, participant: Participant) -> None:
    alices_client.post(link("submit", participant))
    assert alices_client.get(link("next", participant))["Location"] == link("assessment", participant)


def test_answer_without_its_reason_is_still_open(alices_client: Client, participant: Participant) -> None:
    make_answer(participant, FIRST, kind=AnswerKind.NOT_APPLICABLE)
    assert alices_client.get(link("next", participant))["Location"].endswith(f"#{FIRST}")


# --- Counts, roles, scope ---
def test_section_counts_what_is_answered_and_the_minutes_left(alices_client: Client, participant: Participant) -> None:
    make_answer(participant, FIRST, "partial")
    make_answer(participant, SECOND, kind=AnswerKind.NOT_APPLICABLE)
    page = read(alices_client, "section", participant, *SECTION)
    assert "<span data-answered>1</span> of 4 answered in this section." in page
    assert "<span data-minutes>2</span> min here, <span data-minutes-in-all>10</span> min in all." in page
    assert (page.count(" data-complete"), page.count(" data-unsettled")) == (1, 1)


def test_section_leads_to_its_next_open_question_or_to_another_section(
    alices_client: Client, participant: Participant
) -> None:
    make_answer(participant, FIRST, "partial")
    elsewhere = f"{link('next', participant)}?after={LAST}"
    assert f'<a href="#{SECOND}" data-next-open data-elsewhere="{elsewhere}">' in read(
        alices_client, "section", participant, *SECTION
    )
    for key in KEYS[1:]:
        make_answer(participant, key, "partial")
    assert f'<a href="{elsewhere}" data-next-open' in read(alices_client, "section", participant, *SECTION)


@pytest.mark.parametrize(
    ("roles", "marks", "words"),
    [
        (["developer"], 4, "0 of 16 practices answered."),
        (["software-architect", "developer"], 4, "0 of 16 practices answered."),
        (["ciso"], 0, "No practice is meant for your roles in particular, so all of them are put to you."),
    ],
)
def test_practices_of_my_roles_are_marked(
    alices_client: Client, participant: Participant, alice: User, roles: list[str], marks: int, words: str
) -> None:
    other = make_participant(make_assessment(participant.assessment.unit, list_versions(participant)), alice, roles)
    assert read(alices_client, "section", other, *SECTION).count(">Your role</span>") == marks
    assert read(alices_client, "assessment", other).count(words) == 1


def list_versions(participant: Participant) -> list:  # type: ignore[type-arg]
    return [pin.version for pin in participant.assessment.pins.order_by("position")]


@pytest.mark.parametrize(("is_part", "notes"), [(True, 1), (False, 0)])
def test_practice_of_the_organisation_says_so_in_a_unit(
    alices_client: Client, participant: Participant, alice: User, is_part: bool, notes: int
) -> None:
    wide = make_revision("wide", scope=PracticeRevision.Scope.ORGANISATION)
    version = make_model_version("other", dimensions=("d",), per_cell=1, shared=[wide])
    root = participant.assessment.unit
    part = make_participant(make_assessment(make_unit(root) if is_part else root, [version]), alice)
    page = read(alices_client, "section", part, "other", "d")
    assert page.count("Answer for the whole of Acme: here “we” is all of it.") == notes
    assert page.count('aria-describedby="wide-scope wide-state"') == notes


def test_section_explains_each_of_its_scales_once(alices_client: Client, participant: Participant) -> None:
    page = read(alices_client, "section", participant, *SECTION)
    assert page.count("<dt>Not done</dt><dd>Not done describes it.</dd>") == 1
    assert page.count("<kbd>n</kbd>") == 1


# --- Last time ---
def test_own_answer_of_last_time_is_shown_and_not_filled_in(alices_client: Client, participant: Participant) -> None:
    make_answer(make_earlier(participant), FIRST, "improved", comment="By <hand>", evidence=["https://example.org/e"])
    page = read(alices_client, "section", participant, *SECTION)
    assert page.count("Your answer in 90 days ago") == 1
    assert "<strong>Improved </strong></p> <p>By &lt;hand&gt;</p>" in page
    assert 'href="https://example.org/e"' in page
    assert page.count(" checked") == 0


def test_answer_to_an_older_wording_is_marked(alices_client: Client, participant: Participant) -> None:
    answer = make_answer(make_earlier(participant), FIRST, "improved")
    answer.revision = PracticeRevision.objects.get(practice__key=SECOND)
    answer.save()
    assert read(alices_client, "section", participant, *SECTION).count("The wording changed since") == 1


# --- Checking, and coming back ---
def test_section_check_lists_its_own_answers_only(alices_client: Client, participant: Participant) -> None:
    make_answer(participant, FIRST, "partial")
    make_answer(participant, SECOND, kind=AnswerKind.NOT_APPLICABLE)
    page = read(alices_client, "check-section", participant, *SECTION)
    assert page.count("We do what todo-stages-licences") == 4
    assert page.count("We do what") == 4
    assert "1 of 4 practices of this section are answered." in page
    section = link("section", participant, *SECTION)
    assert page.count(f'href="{section}?return=section-check#{SECOND}"') == 2
    assert "Go on with Inventory" in page


def test_last_section_check_goes_on_with_all_answers(alices_client: Client, participant: Participant) -> None:
    page = read(alices_client, "check-section", participant, "osmm", "inventory")
    assert f'<a class="button" href="{link("check", participant)}">Check all answers</a>' in page
    assert "Go on with" not in page


def test_check_counts_each_section_and_changes_come_back_to_it(alices_client: Client, participant: Participant) -> None:
    make_answer(participant, FIRST, "partial")
    page = read(alices_client, "check", participant)
    assert (page.count("1 of 4 answered"), page.count("0 of 4 answered")) == (1, 3)
    assert f'href="{link("section", participant, *SECTION)}?return=check#{FIRST}"' in page


@pytest.mark.parametrize(
    ("query", "extra", "name", "arguments"),
    [
        ("", {}, "section", ("todo-stages", "inventory")),
        ("?return=check", {}, "check", ()),
        ("?return=section-check", {}, "check-section", SECTION),
        ("", {"check": "1"}, "check-section", SECTION),
        ("?return=check", {"later": "1"}, "assessment", ()),
        ("?return=https://example.org/", {}, "section", ("todo-stages", "inventory")),
    ],
)
def test_saving_leads_back_where_the_person_came_from(
    alices_client: Client,
    participant: Participant,
    query: str,
    extra: dict[str, str],
    name: str,
    arguments: tuple[str, ...],
) -> None:
    sent = {f"{FIRST}-version": "0", f"{FIRST}-change": str(uuid.uuid4()), f"{FIRST}-choice": "partial", **extra}
    response = alices_client.post(link("section", participant, *SECTION) + query, sent)
    assert response["Location"] == link(name, participant, *arguments)
    assert participant.answers.count() == 1


@pytest.mark.parametrize(
    ("query", "words"), [("", "Save and continue"), ("?return=check", "Save and return to the check")]
)
def test_button_says_where_it_leads(alices_client: Client, participant: Participant, query: str, words: str) -> None:
    assert words in read(alices_client, "section", participant, *SECTION, query=query)


def test_unknown_section_cannot_be_checked(alices_client: Client, participant: Participant) -> None:
    assert alices_client.get(link("check-section", participant, "todo-stages", "unknown")).status_code == 404


@pytest.mark.parametrize("name", ["next", "check-section"])
def test_pages_of_others_are_not_found(client: Client, participant: Participant, name: str) -> None:
    stranger = User.objects.create_user("eve@example.org")
    client.force_login(stranger)
    assert client.get(link(name, participant, *(SECTION if name == "check-section" else ()))).status_code == 404


@pytest.mark.parametrize(("name", "queries"), [("assessment", 12), ("next", 8), ("check", 8), ("check-section", 8)])
def test_query_counts_are_fixed(
    alices_client: Client,
    participant: Participant,
    django_assert_num_queries: pytest.FixtureRequest,
    name: str,
    queries: int,
) -> None:
    path = link(name, participant, *(SECTION if name == "check-section" else ()))
    alices_client.get(path)
    for key in KEYS:
        make_answer(participant, key, "partial")
        make_answer(make_earlier(participant), key, "partial")
    with django_assert_num_queries(queries):
        alices_client.get(path)
