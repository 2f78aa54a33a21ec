"""One of several processes that save at once. Run by `test_save_race.py`, against a database of its own.

`prepare N` migrates the database, makes N participants of one assessment, one without N, and prints their ids.
`count ID N` raises the number that stands in the comment N times, reading and trying again after every conflict, and
prints each number that was acknowledged. `submit ID` saves new comments until it is told that the answers are closed,
printing each number acknowledged; `close ID` submits. `answer ID ID` saves every answer of some participants at once
and prints how many were acknowledged of each; `stored ID ID` prints how many each of them has.
"""

from __future__ import annotations

import sys
import uuid
from concurrent.futures import ThreadPoolExecutor

import django


def prepare(people: int = 1) -> None:
    from django.core.management import call_command  # noqa: PLC0415 - the apps are ready only now

    from tests.assessments_factories import make_assessment, make_model_version, make_participant  # noqa: PLC0415
    from tests.factories import make_organisation, make_user  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    unit = make_organisation().units.get()
    assessment = make_assessment(unit, [make_model_version()])
    for number in range(people):
        participant = make_participant(assessment, make_user(f"person-{number}@example.org"))
        print(participant.pk)  # noqa: T201 - this is how the test reads it


def count(participant_id: int, times: int) -> None:
    for _ in range(times):
        number = raise_number(participant_id)
        print(number, flush=True)  # noqa: T201


def save_until_closed(participant_id: int) -> None:
    while (number := raise_number(participant_id)) is not None:
        print(number, flush=True)  # noqa: T201


def answer_all(*participant_ids: int) -> None:
    """Everybody in a thread of their own, and so with a connection of their own."""
    with ThreadPoolExecutor(len(participant_ids)) as people:
        for acknowledged in people.map(answer_each, participant_ids):
            print(acknowledged)  # noqa: T201


def answer_each(participant_id: int) -> int:
    from django.db import connection  # noqa: PLC0415

    from assessments.actions.answers import AnswerChange, Saved, save_answer  # noqa: PLC0415
    from assessments.models import AnswerKind, Participant  # noqa: PLC0415
    from assessments.queries.questionnaires import load_questionnaire  # noqa: PLC0415

    participant = Participant.objects.select_related("assessment").get(pk=participant_id)
    acknowledged = 0
    for question in load_questionnaire(participant.assessment).questions.values():
        change = AnswerChange(change_id=uuid.uuid4(), seen_version=0, kind=AnswerKind.DONT_KNOW)
        acknowledged += isinstance(save_answer(participant=participant, question=question, change=change), Saved)
    connection.close()
    return acknowledged


def count_stored(*participant_ids: int) -> None:
    from assessments.models import Answer  # noqa: PLC0415

    for pk in participant_ids:
        print(Answer.objects.filter(participant=pk).count())  # noqa: T201


def close(participant_id: int) -> None:
    from assessments.actions.answers import submit_answers  # noqa: PLC0415
    from assessments.models import Participant  # noqa: PLC0415
    from assessments.queries.questionnaires import load_questionnaire  # noqa: PLC0415

    participant = Participant.objects.select_related("assessment").get(pk=participant_id)
    submit_answers(participant=participant, questionnaire=load_questionnaire(participant.assessment))


def raise_number(participant_id: int) -> int | None:
    """Add one to the stored number, over HTTP-like optimistic saving; None once the answers are closed."""
    from assessments.actions.answers import AnswerChange, Closed, Saved, save_answer  # noqa: PLC0415
    from assessments.models import AnswerKind, Participant  # noqa: PLC0415
    from assessments.queries.answers import load_given_answer  # noqa: PLC0415
    from assessments.queries.questionnaires import load_questionnaire  # noqa: PLC0415

    participant = Participant.objects.select_related("assessment").get(pk=participant_id)
    question = next(iter(load_questionnaire(participant.assessment).questions.values()))
    while True:
        seen = load_given_answer(participant, question)
        number = int(seen.comment or 0) + 1
        change = AnswerChange(
            change_id=uuid.uuid4(), seen_version=seen.version, kind=AnswerKind.DONT_KNOW, comment=str(number)
        )
        outcome = save_answer(participant=participant, question=question, change=change)
        if isinstance(outcome, Saved):
            return number
        if isinstance(outcome, Closed):
            return None


def main(command: str, *arguments: str) -> None:
    django.setup()
    acts = {
        "prepare": prepare,
        "count": count,
        "submit": save_until_closed,
        "close": close,
        "answer": answer_all,
        "stored": count_stored,
    }
    acts[command](*(int(argument) for argument in arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
