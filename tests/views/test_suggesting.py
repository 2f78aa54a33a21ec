"""Last time's answers as suggestions: plainly marked, nothing stored before they are confirmed, and never counted."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import (
    Answer,
    AnswerKind,
    Assessment,
    Handover,
    Participant,
    Practice,
    PracticeRevision,
    TrailEntry,
)
from assessments.queries.results import load_results
from tests.assessments_factories import make_answer, make_cycle, make_participant
from tests.factories import make_user
from tests.pages import link

pytestmark = pytest.mark.django_db
KEYS = [f"todo-stages-licences-{level}-{n}" for level in (1, 2) for n in (0, 1)]
FIRST, SECOND, THIRD, _ = KEYS
SECTION = ("todo-stages", "licences")
SUGGESTED = "Suggested from 2026 H1, not saved:"


@pytest.fixture
def earlier(participant: Participant) -> Participant:
    """Half a year ago Alice rated one practice, with a comment, and said why another one did not apply."""
    now = participant.assessment
    cycle = make_cycle(now.unit.organisation, "2026 H1")
    older = Assessment.objects.create(unit=now.unit, cycle=cycle, as_of=now.as_of - datetime.timedelta(days=180))
    part = make_participant(older, participant.user, submitted_at=timezone.now())
    make_answer(part, FIRST, "standard", comment="As <agreed>", evidence=["https://example.org/e"])
    make_answer(part, SECOND, kind=AnswerKind.NOT_APPLICABLE, reason="Nothing is shipped.")
    return part


@pytest.fixture
def wanting(alices_client: Client, participant: Participant, earlier: Participant) -> Client:
    alices_client.post(link("suggestions", participant), {"wanted": "1"})
    return alices_client


def section(participant: Participant) -> str:
    return link("section", participant, *SECTION)


def read(wanting: Client, address: str) -> str:
    response = wanting.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def fields(*keys: str, **values: str) -> dict[str, str]:
    sent: dict[str, str] = {}
    for key in keys:
        whole = {"version": "0", "change": str(uuid.uuid4()), "choice": "", "reason": "", "comment": "", **values}
        sent |= {f"{key}-{name}": value for name, value in {"evidence": "", **whole}.items()}
    return sent


def list_stored(participant: Participant) -> dict[str, tuple[str, str, str]]:
    rows = participant.answers.select_related("practice", "point")
    return {row.practice.key: (row.point.code if row.point else row.kind, row.reason, row.comment) for row in rows}


def test_nothing_is_suggested_until_it_is_wanted(
    alices_client: Client, participant: Participant, earlier: Participant
) -> None:
    page = read(alices_client, link("assessment", participant))
    assert "You answered 2 of these practices in 2026 H1, in the same words." in page
    assert SUGGESTED not in read(alices_client, section(participant))
    alices_client.post(link("suggestions", participant), {"wanted": "1"})
    assert "2 of your answers of 2026 H1 are suggested to you" in read(alices_client, link("assessment", participant))
    alices_client.post(link("suggestions", participant), {"wanted": "0"})
    assert SUGGESTED not in read(alices_client, section(participant))


def test_nobody_is_offered_suggestions_without_earlier_answers(alices_client: Client, participant: Participant) -> None:
    assert "as suggestions" not in read(alices_client, link("assessment", participant))


def test_suggestion_is_marked_and_chooses_nothing(wanting: Client, participant: Participant) -> None:
    page = read(wanting, section(participant))
    assert page.count(SUGGESTED) == 2
    assert f"{SUGGESTED} <strong>Standard </strong></p> <p>As &lt;agreed&gt;</p>" in page
    assert "<p>Nothing is shipped.</p>" in page
    assert page.count('class="choice choice-suggested"><input type="radio"') == 1
    assert page.count(" checked") == 0
    assert "<span data-answered>0</span> of 4 answered" in page


def test_saving_the_section_confirms_nothing(wanting: Client, participant: Participant) -> None:
    wanting.post(section(participant), fields(*KEYS) | {f"{THIRD}-choice": "partial"})
    assert list_stored(participant) == {THIRD: ("partial", "", "")}


def test_suggestion_counts_nowhere_and_the_check_says_so(wanting: Client, participant: Participant) -> None:
    page = read(wanting, link("check", participant))
    assert page.count("Suggested, not confirmed") == 2
    assert "0 of 16 practices are answered." in page
    assert read(wanting, link("check-section", participant, *SECTION)).count("Suggested, not confirmed") == 2
    assert wanting.get(link("next", participant))["Location"].endswith(f"#{FIRST}")
    wanting.post(link("submit", participant))
    assert Answer.objects.filter(participant=participant).count() == 0
    assert {part.result.overall.rated for part in load_results(participant.assessment).versions} == {0}
    assert "Suggested, not confirmed" not in read(wanting, link("check", participant))


def test_one_suggestion_is_confirmed_with_what_was_typed_elsewhere(wanting: Client, participant: Participant) -> None:
    sent = fields(*KEYS) | {"confirm": FIRST, f"{THIRD}-choice": "partial"}
    response = wanting.post(section(participant), sent)
    assert response["Location"] == f"{section(participant)}#{FIRST}"
    assert list_stored(participant) == {FIRST: ("standard", "", "As <agreed>"), THIRD: ("partial", "", "")}
    assert participant.answers.get(practice__key=FIRST).evidence == ["https://example.org/e"]
    assert TrailEntry.objects.filter(practice__key=FIRST, action=TrailEntry.Action.ANSWERED).count() == 1
    assert read(wanting, section(participant)).count(SUGGESTED) == 1


def test_all_suggestions_of_the_page_are_confirmed_at_once(wanting: Client, participant: Participant) -> None:
    assert "Confirm the 2 suggestions above" in read(wanting, section(participant))
    response = wanting.post(section(participant), fields(*KEYS) | {"confirm-all": "1"})
    assert response["Location"] == section(participant)
    assert list_stored(participant) == {
        FIRST: ("standard", "", "As <agreed>"),
        SECOND: ("not_applicable", "Nothing is shipped.", ""),
    }


def test_what_was_chosen_by_hand_wins_over_the_suggestion(wanting: Client, participant: Participant) -> None:
    sent = fields(*KEYS) | {"confirm-all": "1", f"{FIRST}-choice": "improved", f"{FIRST}-comment": "Now better."}
    wanting.post(section(participant), sent)
    assert list_stored(participant)[FIRST] == ("improved", "", "Now better.")


def test_what_is_folded_away_is_not_confirmed_with_the_rest(wanting: Client, participant: Participant) -> None:
    colleague = make_participant(participant.assessment, make_user("bob@example.org"))
    Handover.objects.create(giver=participant, receiver=colleague, practice=Practice.objects.get(key=SECOND))
    page = read(wanting, section(participant))
    assert (page.count(SUGGESTED), "suggestions above" in page) == (2, False)
    wanting.post(section(participant), fields(*KEYS) | {"confirm-all": "1"})
    assert set(list_stored(participant)) == {FIRST}


def test_answer_to_another_wording_is_not_suggested(
    wanting: Client, participant: Participant, earlier: Participant
) -> None:
    other = PracticeRevision.objects.get(practice__key=THIRD)
    earlier.answers.filter(practice__key=FIRST).update(revision=other)
    assert read(wanting, section(participant)).count(SUGGESTED) == 1
    wanting.post(section(participant), fields(*KEYS) | {"confirm": FIRST})
    assert list_stored(participant) == {}


def test_confirming_what_is_not_suggested_stores_nothing(wanting: Client, participant: Participant) -> None:
    for key in (THIRD, "unknown", "x\r\ny"):
        response = wanting.post(section(participant), fields(*KEYS) | {"confirm": key})
        assert response.status_code == 302
    assert list_stored(participant) == {}


def test_after_submitting_nothing_is_suggested_or_confirmed(wanting: Client, participant: Participant) -> None:
    wanting.post(link("submit", participant))
    assert SUGGESTED not in read(wanting, section(participant))
    response = wanting.post(section(participant), fields(*KEYS) | {"confirm-all": "1"})
    assert (response.status_code, list_stored(participant)) == (409, {})


def test_saving_in_place_answers_without_the_suggestion(wanting: Client, participant: Participant) -> None:
    response = wanting.post(link("answer", participant, FIRST), fields(FIRST, choice="standard"))
    assert (response.status_code, "data-suggestion" in response.content.decode()) == (200, False)
