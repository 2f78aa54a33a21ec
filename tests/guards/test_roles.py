"""The two roles of `deploy/`: what the product runs as can add to the trail and read it, and nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from accounts.models import Membership, User
from assessments.actions.answers import AnswerChange, Saved, save_answer
from assessments.actions.collecting import close_collecting
from assessments.actions.erase import erase_person
from assessments.actions.finalise import finalise, reopen
from assessments.models import AnswerKind, Participant, TrailEntry, TrailText
from assessments.queries.questionnaires import load_questionnaire
from assessments.report.files import describe_final
from assessments.report.redacting import redact
from tests.assessments_factories import get_point, make_assessment, make_model_version, make_participant
from tests.factories import make_membership, make_organisation, make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL are there roles"),
]
DEPLOY = Path(settings.BASE_DIR) / "deploy"
REFUSED = [
    "UPDATE assessments_trailentry SET action = 'joined'",
    "UPDATE assessments_trailentry SET person = gen_random_uuid()",
    "DELETE FROM assessments_trailentry",
    "TRUNCATE assessments_trailentry",
    "UPDATE assessments_trailtext SET person = gen_random_uuid()",
    "DELETE FROM assessments_trailtext",
    "TRUNCATE assessments_trailtext",
    "UPDATE assessments_snapshot SET content = ''",
    "TRUNCATE assessments_snapshot",
    "ALTER TABLE assessments_trailentry DISABLE TRIGGER ALL",
    "DROP TRIGGER guard_trailentry_update ON assessments_trailentry",
    "CREATE OR REPLACE FUNCTION guard_refuse_trail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "ALTER TABLE assessments_trailentry OWNER TO ospo_app",
    "DROP TABLE assessments_trailentry CASCADE",
    "CREATE TABLE mine (id int)",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
]


@pytest.fixture
def person() -> Participant:
    """Alice, who takes part. A superuser and the owner have run their files; everything after runs as the product."""
    run_file("roles.sql")
    hand_over()
    run("SET LOCAL ROLE ospo_owner")
    run_file("grants.sql")
    run("SET LOCAL ROLE ospo_app")
    user = make_user("alice@example.org", name="Alice")
    organisation = make_organisation()
    make_membership(user, organisation, Membership.Kind.RESPONDENT)
    return make_participant(make_assessment(organisation.units.get(), [make_model_version()]), user)


def run_file(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    for statement in filter(str.strip, "\n".join(lines).split(";")):
        run(statement)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def hand_over() -> None:
    """As if the owner had migrated: every table and function is theirs, and the schema is closed to others."""
    run("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    run("GRANT USAGE, CREATE ON SCHEMA public TO ospo_owner")
    for table in connection.introspection.table_names():
        run(f'ALTER TABLE "{table}" OWNER TO ospo_owner')
    with connection.cursor() as cursor:
        cursor.execute("SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'guard\\_%%'")
        functions = [row[0] for row in cursor.fetchall()]
    for function in functions:
        run(f"ALTER FUNCTION {function} OWNER TO ospo_owner")


def save(person: Participant) -> None:
    question = next(iter(load_questionnaire(person.assessment).questions.values()))
    change = AnswerChange(
        change_id=uuid.uuid4(),
        seen_version=0,
        kind=AnswerKind.RATED,
        point_id=get_point("partial").pk,
        comment="Alice says",
    )
    assert isinstance(save_answer(participant=person, question=question, change=change), Saved)


def list_trail() -> Iterator[tuple[object, ...]]:
    yield from TrailEntry.objects.order_by("pk").values_list()
    yield from TrailText.objects.order_by("pk").values_list()


def test_product_saves_reviews_finalises_and_erases_as_its_own_role(person: Participant) -> None:
    save(person)
    assessment, alice = person.assessment, person.user
    close_collecting(assessment=assessment, by=alice)
    finalise(assessment=assessment, by=alice, describe=describe_final)
    reopen(assessment=assessment, by=alice, reason="Once more.")
    erase_person(user=alice, by=None, redact=redact)
    actions = list(TrailEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["answered", "closed", "finalised", "reopened", "erased"]
    assert set(TrailText.objects.values_list("body", flat=True)) == {""}
    assert User.objects.get().is_erased


@pytest.mark.parametrize("statement", REFUSED)
def test_product_has_no_other_way_into_the_trail(person: Participant, statement: str) -> None:
    save(person)
    before = list(list_trail())
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        run(statement)
    assert list(list_trail()) == before


def test_blanking_is_all_that_happens_to_a_text(person: Participant) -> None:
    save(person)
    with pytest.raises(IntegrityError, match="only be added to"), transaction.atomic():
        TrailText.objects.update(body="Alice never said")
    assert TrailText.objects.update(body="") == 1


def test_new_tables_are_closed_until_the_owner_grants_them(person: Participant) -> None:
    run("SET LOCAL ROLE ospo_owner")
    run("CREATE TABLE later (id int)")
    run("SET LOCAL ROLE ospo_app")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run("SELECT * FROM later")
