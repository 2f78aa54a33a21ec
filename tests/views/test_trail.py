"""The trail as a lead reads it: in words, filtered, in pages, as CSV; by group nothing that leads to a person."""

from __future__ import annotations

import csv
import datetime
import io
import uuid

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, User
from assessments.actions.agree import Agreement, EvidenceCheck, agree, check_evidence
from assessments.actions.answers import AnswerChange, save_answer, submit_answers
from assessments.actions.assessments import start_assessment
from assessments.actions.baselines import BaselineEntry, enter_baseline
from assessments.actions.collecting import add_participant, close_collecting
from assessments.actions.inviting import ask_people
from assessments.actions.plans import drop_plan
from assessments.models import AnswerKind, Assessment, Participant, PlannedParticipant, TrailEntry, TrailText
from assessments.queries.inviting import Ask, Way
from assessments.queries.questionnaires import Question, load_questionnaire
from assessments.queries.trail import Choice, list_entries
from assessments.views.trail import PER_PAGE
from tests.assessments_factories import get_point, make_answering_role, make_assessment, make_model_version
from tests.factories import make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db
FIRST, SECOND = "todo-stages-licences-1-0", "todo-stages-licences-1-1"
NAMED, BY_GROUP = Assessment.Confidentiality.NAMED, Assessment.Confidentiality.BY_GROUP


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(make_organisation().units.get(), [make_model_version()])


@pytest.fixture
def lead(client: Client, assessment: Assessment) -> User:
    user = make_user("lead@example.org", name="Lea Lead")
    make_membership(user, assessment.unit.organisation, Membership.Kind.LEAD)
    client.force_login(user)
    return user


@pytest.fixture
def bob(assessment: Assessment, lead: User) -> Participant:
    user = make_user("bob@example.org", name="Bob Builder")
    return add_participant(assessment=assessment, user=user, roles=[make_answering_role()], by=lead)


def ask(assessment: Assessment, key: str = FIRST) -> Question:
    return load_questionnaire(assessment).questions[key]


def answer(person: Participant, point: str, key: str = FIRST, seen: int = 0, **text: str) -> None:
    pk = get_point(point).pk
    change = AnswerChange(change_id=uuid.uuid4(), seen_version=seen, kind=AnswerKind.RATED, point_id=pk, **text)
    save_answer(participant=person, question=ask(person.assessment, key), change=change)


def record_agreed(assessment: Assessment, lead: User, reason: str) -> None:
    change = {
        "change_id": uuid.uuid4(),
        "seen_version": 0,
        "kind": AnswerKind.RATED,
        "point_id": get_point("checked").pk,
    }
    agreement = Agreement(**change, reason=reason)  # type: ignore[arg-type]
    agree(assessment=assessment, question=ask(assessment), agreement=agreement, by=lead)


def read(client: Client, assessment: Assessment, **chosen: str) -> str:
    response = client.get(reverse("assessments:trail", args=[assessment.pk]), chosen)
    assert response.status_code == 200
    return response.content.decode()


def read_csv(client: Client, assessment: Assessment, **chosen: str) -> list[list[str]]:
    response = client.get(reverse("assessments:trail-csv", args=[assessment.pk]), chosen)
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text, newline="")))


def list_whats(client: Client, assessment: Assessment, **chosen: str) -> list[str]:
    """What was done, newest first, from the file."""
    return [row[2] for row in read_csv(client, assessment, **chosen)[1:]]


def test_page_says_who_changed_what_from_what_to_what_and_why(
    client: Client, assessment: Assessment, lead: User, bob: Participant
) -> None:
    answer(bob, "partial")
    answer(bob, "standard", seen=1, comment="Since <May> & June")
    close_collecting(assessment=assessment, by=lead)
    record_agreed(assessment, lead, "We looked together.")
    page = read(client, assessment)
    for text in (
        "Bob Builder",
        "Lea Lead",
        "Since &lt;May&gt; &amp; June",
        "We looked together.",
        "Checked (asserted)",
    ):
        assert text in page, text
    newest, closed, second, first, joined = read_csv(client, assessment)[1:]
    assert (newest[1], newest[2], newest[6]) == ("Lea Lead", "Agreed answer recorded", "Checked (asserted)")
    assert (closed[1], closed[2]) == ("Lea Lead", "Collecting closed")
    assert second[1:10] == [
        *("Bob Builder", "Answer saved", "Todo stages licences 1 0", FIRST, "Partial", "Standard", ""),
        *("Since <May> & June", ""),
    ]
    assert (first[5], first[6], joined[6]) == ("", "Partial", "Bob Builder: Developer")


def test_filters_narrow_by_person_action_practice_and_day_and_together(
    client: Client, assessment: Assessment, lead: User, bob: Participant
) -> None:
    answer(bob, "partial")
    answer(bob, "standard", SECOND)
    close_collecting(assessment=assessment, by=lead)
    person, today = str(bob.user.person), timezone.localdate()
    yesterday, tomorrow = (str(today + datetime.timedelta(days=days)) for days in (-1, 1))
    assert list_whats(client, assessment, person=person) == ["Answer saved"] * 2
    assert list_whats(client, assessment, action="closed") == ["Collecting closed"]
    assert list_whats(client, assessment, practice=SECOND) == ["Answer saved"]
    assert list_whats(client, assessment, person=str(lead.person), practice=SECOND) == []
    assert len(list_whats(client, assessment, since=str(today), until=str(today))) == 4
    assert list_whats(client, assessment, until=yesterday) == list_whats(client, assessment, since=tomorrow) == []
    assert "No change fits." in read(client, assessment, since=tomorrow)


@pytest.mark.parametrize("name", ["person", "action", "practice", "since", "until", "page"])
def test_what_no_filter_knows_breaks_nothing(client: Client, assessment: Assessment, lead: User, name: str) -> None:
    assert "<h1>Trail</h1>" in read(client, assessment, **{name: "'><b>\x00"})


def test_day_that_is_none_is_left_out_and_said_so(client: Client, assessment: Assessment, bob: Participant) -> None:
    page = read(client, assessment, since="31.3.2026")
    assert ("such as 2026-03-31" in page, "1 change<" in page) == (True, True)
    assert "such as 2026-03-31" not in read(client, assessment, since="2026-03-31", until="")


def test_filter_by_page_keeps_the_filter(client: Client, assessment: Assessment, bob: Participant) -> None:
    for number in range(PER_PAGE + 1):
        answer(bob, "partial", seen=number)
    page = read(client, assessment, action="answered")
    assert f"{PER_PAGE + 1} changes, 1 to {PER_PAGE} shown" in page
    assert "?action=answered&amp;page=2" in page
    assert "1 to" not in read(client, assessment, action="closed")


def test_pages_cost_no_more_with_more_entries(
    client: Client,
    assessment: Assessment,
    lead: User,
    bob: Participant,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    answer(bob, "partial", comment="Why")
    for number in range(1, 12):
        answer(bob, "standard", seen=number, comment="Why")
    read(client, assessment)
    with django_assert_max_num_queries(17):
        read(client, assessment)


def test_due_day_and_text_of_the_invitation_leave_their_trace(
    client: Client, assessment: Assessment, lead: User
) -> None:
    usual = prepare(client, assessment, due_on="2027-03-31")
    prepare(client, assessment, due_on="2027-03-31", text="First text")
    prepare(client, assessment, due_on="", text="Second text")
    prepare(client, assessment, due_on="", text=usual)
    lines = [(row[2], row[5], row[6], row[8]) for row in read_csv(client, assessment)[1:5]]
    assert lines == [
        ("Text of the invitation changed", "Second text", "the usual text", ""),
        ("Due day changed", "31 Mar 2027", "no due day", ""),
        ("Text of the invitation changed", "First text", "a text of the lead’s own", "Second text"),
        ("Text of the invitation changed", "the usual text", "a text of the lead’s own", "First text"),
    ]
    assert list_whats(client, assessment, action="due") == ["Due day changed"] * 2
    assert "Second text" in read(client, assessment, action="text")


def prepare(client: Client, assessment: Assessment, *, due_on: str, text: str = "") -> str:
    """Save the launch page; without a text with the one that stands there, which is returned."""
    address = reverse("assessments:launch", args=[assessment.pk])
    text = text or client.get(address).context["form"].initial["text"]
    assert client.post(address, {"due_on": due_on, "text": text}).status_code == 302
    return text


def test_text_of_a_lead_who_was_erased_is_gone_from_both_sides(
    client: Client, assessment: Assessment, lead: User
) -> None:
    prepare(client, assessment, due_on="", text="First text")
    prepare(client, assessment, due_on="", text="Second text")
    TrailText.objects.update(body="")
    lines = [(row[5], row[6], row[8]) for row in read_csv(client, assessment)[1:3]]
    assert lines == [
        ("a text of the lead’s own", "a text of the lead’s own", ""),
        ("the usual text", "a text of the lead’s own", ""),
    ]


def test_asking_by_address_and_asking_no_more_leave_their_trace_without_the_address(
    client: Client, assessment: Assessment, lead: User
) -> None:
    role = make_answering_role()
    asks = [Ask(email=f"new{n}@example.org", roles=(role,), assessment=assessment, way=Way.INVITED) for n in range(2)]
    ask_people(asks=asks, organisation=assessment.unit.organisation, by=lead)
    drop_plan(plan=PlannedParticipant.objects.earliest("pk"), by=lead)
    dropped, asked = read_csv(client, assessment)[1:3]
    assert (asked[1], asked[2], asked[6]) == ("Lea Lead", "Asked by address", "2 addresses: Developer")
    assert (dropped[1], dropped[2], dropped[6]) == ("Lea Lead", "Asked no more", "1 address: Developer")
    assert "new0@example.org" not in read(client, assessment)


def test_until_when_checked_evidence_holds_is_said(client: Client, assessment: Assessment, lead: User) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(state=Assessment.State.REVIEWING)
    record_agreed(assessment, lead, "We looked together.")
    day = datetime.date(2027, 3, 31)
    check = EvidenceCheck(change_id=uuid.uuid4(), seen_version=1, holds_until=day)
    check_evidence(assessment=assessment, question=ask(assessment), check=check, by=make_user("rita@example.org"))
    newest = read_csv(client, assessment)[1]
    assert (newest[5], newest[6]) == ("Checked (asserted)", "Checked (evidence checked, holds until 31 Mar 2027)")


def test_what_an_assessment_was_started_with_is_said(client: Client, lead: User) -> None:
    unit, version = lead.memberships.get().organisation.units.get(), make_model_version("staged")
    due = datetime.date(2027, 3, 31)
    setup = {"unit": unit, "user": lead, "versions": [version], "cycle_name": "2027 H1", "roles": []}
    made = start_assessment(**setup, scope="core", confidentiality=BY_GROUP, due_on=due, targets={version.pk: 1})
    assert read_csv(client, made)[1][6] == (
        f"{version}: target Stage 1: Rung 1; Quick pass; By group; due on 31 Mar 2027"
    )


def test_earlier_result_is_named_with_its_level_and_day(client: Client, assessment: Assessment, lead: User) -> None:
    version = assessment.versions.get()
    entry = BaselineEntry(name="Sheet", taken_on=datetime.date(2025, 5, 1), source="A sheet", level=1, scores={})
    enter_baseline(assessment=assessment, version=version, entry=entry, by=lead)
    assert read_csv(client, assessment)[1][6] == f"{version}: reached Stage 1: Rung 1; taken on 1 May 2025"


def test_entries_of_before_say_what_they_hold(client: Client, assessment: Assessment, lead: User) -> None:
    version = assessment.versions.get()
    new = {"versions": [version.pk], "scope": "full"}
    TrailEntry.objects.create(person=lead.person, action="started", assessment=assessment, new=new)
    assert read_csv(client, assessment)[1][6] == f"{version}; Full"


def test_cells_of_the_file_are_never_formulas(
    client: Client, assessment: Assessment, lead: User, bob: Participant
) -> None:
    answer(bob, "partial", comment="=HYPERLINK(1)")
    assert read_csv(client, assessment)[1][8] == "'=HYPERLINK(1)"


def test_last_to_submit_closes_collecting_and_nobody_is_named_for_it(
    client: Client, assessment: Assessment, lead: User, bob: Participant
) -> None:
    submit_answers(participant=bob, questionnaire=load_questionnaire(assessment))
    assert read_csv(client, assessment)[1][1:3] == ["Nobody: everybody had submitted", "Collecting closed"]


def test_person_who_is_no_longer_known_is_nobody_in_particular(
    client: Client, assessment: Assessment, lead: User, bob: Participant
) -> None:
    answer(bob, "partial", comment="Mine")
    User.objects.filter(pk=bob.user_id).update(person=uuid.uuid4())
    TrailText.objects.update(body="")
    newest = read_csv(client, assessment)[1]
    assert (newest[1], newest[6], newest[8]) == ("Somebody who was erased", "Partial", "")


class TestByGroup:
    @pytest.fixture(autouse=True)
    def _by_group(self, assessment: Assessment) -> None:
        assessment.confidentiality = BY_GROUP
        assessment.save()

    def test_only_what_leads_did_is_shown_while_answers_are_collected(
        self, client: Client, assessment: Assessment, lead: User, bob: Participant
    ) -> None:
        answer(bob, "partial", comment="Mine")
        assert list_whats(client, assessment) == ["Participant added"]
        assert "Answers saved while collecting" not in read(client, assessment)

    def test_afterwards_saves_are_counted_by_practice_and_no_more(
        self, client: Client, assessment: Assessment, lead: User, bob: Participant
    ) -> None:
        answer(bob, "standard", SECOND)
        answer(bob, "partial", comment="Mine", seen=0)
        answer(bob, "improved", comment="Mine", seen=1)
        close_collecting(assessment=assessment, by=lead)
        rows = [row for row in read_csv(client, assessment) if row[2] == "Answer saved"]
        assert [(row[0], row[1], row[4], row[10]) for row in rows] == [
            ("", "Participants", FIRST, "2"),
            ("", "Participants", SECOND, "1"),
        ]
        assert not {"Mine", "Partial", "Improved", "Standard"} & {cell for row in rows for cell in row}
        assert "Mine" not in read(client, assessment)

    def test_no_filter_brings_more_to_light(
        self, client: Client, assessment: Assessment, lead: User, bob: Participant
    ) -> None:
        answer(bob, "partial", comment="Mine")
        close_collecting(assessment=assessment, by=lead)
        asked: dict[str, str] = {"action": "answered"}
        assert list(list_entries(assessment, Choice(action="answered"))) == []
        asked["person"] = str(bob.user.person)
        assert all(row[1] == "Participants" for row in read_csv(client, assessment, **asked)[1:])
        assert str(bob.user.person) not in read(client, assessment)


def test_entries_of_actions_that_nobody_named_a_leads_stay_hidden(assessment: Assessment, lead: User) -> None:
    assessment.confidentiality = BY_GROUP
    TrailEntry.objects.create(person=lead.person, action="brand_new", assessment=assessment)
    assert not list_entries(assessment).exists()


def test_demo_has_a_trail_that_reads(client: Client) -> None:
    call_command("load_content", verbosity=0)
    call_command("seed_demo", verbosity=0)
    assessment = Assessment.objects.filter(trail__isnull=False).earliest("pk")
    client.force_login(User.objects.get(email__startswith="lead@"))
    assert "Assessment started" in read(client, assessment)
