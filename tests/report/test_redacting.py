"""Taking one person out of a frozen report: all of them, and nobody else."""

from __future__ import annotations

import json

import pytest

from assessments.models import AgreedAnswer, AnswerKind, Assessment, Participant
from assessments.report.files import compute_report
from assessments.report.freezing import freeze, thaw
from assessments.report.json import to_json
from assessments.report.redacting import redact
from assessments.report.shapes import RemarkLine
from tests.assessments_factories import make_answer, make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
FIRST = "todo-stages-licences-1-0"
SAME = "We said the same."
BY_GROUP = Assessment.Confidentiality.BY_GROUP


@pytest.fixture
def namesakes() -> tuple[Participant, Participant]:
    """Two people of one name, who wrote the same beside the same answer; the second recorded the agreed one, too."""
    assessment = make_assessment(make_organisation().units.get(), [make_model_version()])
    first, second = (make_participant(assessment, make_user(f"kim{n}@example.org", name="Kim Lee")) for n in (1, 2))
    for person in (first, second):
        answer = make_answer(person, FIRST, "partial", comment=SAME, evidence=[f"https://example.org/{person.pk}"])
    AgreedAnswer.objects.create(
        assessment=assessment,
        practice=answer.practice,
        revision=answer.revision,
        kind=AnswerKind.DONT_KNOW,
        reason=SAME,
        recorded_by=second.user,
    )
    return first, second


def freeze_now(person: Participant) -> str:
    return freeze(compute_report(Assessment.objects.select_related("unit", "cycle").get(pk=person.assessment_id)))


def list_people(frozen: str) -> list[str]:
    return [line.name for line in thaw(frozen).people.named]


def list_remarks(frozen: str) -> list[RemarkLine]:
    return [remark for section in thaw(frozen).answers for answer in section.answers for remark in answer.remarks]


def list_words(frozen: str) -> list[tuple[str, str, str]]:
    """Who, reason, comment."""
    return [(remark.who, remark.reason, remark.comment) for remark in list_remarks(frozen)]


def test_namesakes_and_equal_sentences_of_others_stay(namesakes: tuple[Participant, Participant]) -> None:
    first, second = namesakes
    frozen = redact(freeze_now(first), first.user_id, "Kim Lee", frozenset({SAME}))
    assert list_people(frozen) == ["Erased person", "Kim Lee"]
    agreed, gone, kept = list_remarks(frozen)
    assert (agreed.who, agreed.reason) == ("Agreed answer (asserted)", SAME)
    assert (gone.who, gone.comment, gone.evidence) == ("Erased person (Developer)", "", ())
    assert (kept.who, kept.comment) == ("Kim Lee (Developer)", SAME)
    assert kept.evidence == (f"https://example.org/{second.pk}",)


def test_agreed_answer_loses_the_reason_of_who_recorded_it(namesakes: tuple[Participant, Participant]) -> None:
    first, second = namesakes
    frozen = redact(freeze_now(first), second.user_id, "Kim Lee", frozenset({SAME}))
    said = [
        ("Agreed answer (asserted)", "", ""),
        ("Kim Lee (Developer)", "", SAME),
        ("Erased person (Developer)", "", ""),
    ]
    assert list_words(frozen) == said


def test_somebody_with_another_name_since_is_found_too(namesakes: tuple[Participant, Participant]) -> None:
    first, _second = namesakes
    frozen = redact(freeze_now(first), first.user_id, "Kim Park", frozenset())
    assert list_people(frozen) == ["Erased person", "Kim Lee"]
    assert list_words(frozen)[1] == ("Erased person (Developer)", "", "")


def test_report_in_which_nobody_is_meant_stays_the_same_text(namesakes: tuple[Participant, Participant]) -> None:
    frozen = freeze_now(namesakes[0])
    assert redact(frozen, 0, "Kim Lee", frozenset({SAME})) == frozen
    older = without_accounts(frozen)
    assert redact(older, namesakes[0].user_id, "Somebody", frozenset({"else"})) == older


def test_in_an_older_report_names_and_texts_are_sought(namesakes: tuple[Participant, Participant]) -> None:
    frozen = redact(without_accounts(freeze_now(namesakes[0])), namesakes[0].user_id, "Kim Lee", frozenset({SAME}))
    assert list_people(frozen) == ["Erased person"] * 2
    assert SAME not in frozen


def without_accounts(frozen: str) -> str:
    """As it was frozen before lines said whose they are."""
    report = json.loads(frozen)
    remarks = [line for section in report["answers"] for answer in section["answers"] for line in answer["remarks"]]
    for line in (*report["people"]["named"], *remarks):
        del line["account"]
    return json.dumps(report)


def test_accounts_are_in_no_face_of_the_report(namesakes: tuple[Participant, Participant]) -> None:
    report = thaw(freeze_now(namesakes[0]))
    older = thaw(without_accounts(freeze(report)))
    assert "account" not in to_json(report)
    assert to_json(older) == to_json(report)


def test_by_group_no_remark_of_a_participant_says_whose_it_is(namesakes: tuple[Participant, Participant]) -> None:
    Assessment.objects.update(confidentiality=BY_GROUP)
    accounts = {remark.account for remark in list_remarks(freeze_now(namesakes[0])) if not remark.who}
    assert accounts == {None}
    frozen = redact(freeze_now(namesakes[0]), namesakes[0].user_id, "Kim Lee", frozenset({SAME}))
    assert list_words(frozen) == [("Agreed answer (asserted)", SAME, ""), *[("", "", "")] * 2]
