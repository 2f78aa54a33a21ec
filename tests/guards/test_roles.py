"""The two roles of `deploy/`: what the product runs as can add to the trail and read it, and nothing else.

Everything is set up as `deploy/postgresql.md` says, in a database and with roles of its own, and each side logs in.
"""

from __future__ import annotations

import os
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from pytest_django import DjangoDbBlocker

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

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL are there roles")
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
    "SET ROLE ospo_owner",
    "SET SESSION AUTHORIZATION ospo_owner",
    "ALTER TABLE assessments_trailentry OWNER TO ospo_app",
    "DROP TABLE assessments_trailentry CASCADE",
    "CREATE TABLE mine (id int)",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A database of its own and its two roles, named after this process so that none meets another."""

    name: str
    password: str

    def write(self, text: str) -> str:
        """Statements in which the names of `deploy/` stand for the ones here."""
        return text.replace("ospo_owner", f"{self.name}_owner").replace("ospo_app", f"{self.name}_app")

    @contextmanager
    def log_in(self, role: str = "") -> Iterator[None]:
        """Everything inside goes to this database, over a connection that was opened with the password of the role.

        Without a role it is the superuser who runs the tests.
        """
        before = dict(connection.settings_dict)
        connection.close()
        login = {"USER": self.write(role), "PASSWORD": self.password} if role else {}
        connection.settings_dict.update({"NAME": self.name, **login})
        ContentType.objects.clear_cache()
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(before)
            ContentType.objects.clear_cache()


@pytest.fixture(scope="module")
def installation(django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    """A superuser makes roles and database, the owner migrates and grants; in the end all of it is gone."""
    with django_db_blocker.unblock():
        made = Installation(name=f"ospo_roles_{os.getpid()}", password=secrets.token_hex())
        try:
            create(made)
            yield made
        finally:
            run(f"DROP DATABASE IF EXISTS {made.name} WITH (FORCE)")
            run(made.write("DROP ROLE IF EXISTS ospo_app, ospo_owner"))
            connection.close()


def create(made: Installation) -> None:
    run(made.write(read_file("roles.sql")))
    for role in ("ospo_owner", "ospo_app"):
        run(made.write(f"ALTER ROLE {role} PASSWORD '{made.password}'"))
    run(made.write(f"CREATE DATABASE {made.name} OWNER ospo_owner ENCODING 'UTF8'"))
    run(f"REVOKE ALL ON DATABASE {made.name} FROM PUBLIC")
    run(made.write(f"GRANT CONNECT ON DATABASE {made.name} TO ospo_app"))
    with made.log_in():
        run("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    with made.log_in("ospo_owner"):
        call_command("migrate", verbosity=0)
        call_command("createcachetable")
        run(made.write(read_file("grants.sql")))


@pytest.fixture
def person(installation: Installation, django_db_blocker: DjangoDbBlocker) -> Iterator[Participant]:
    """Alice, who takes part. The product is logged in as itself; what it does is taken back after the test."""
    with django_db_blocker.unblock(), installation.log_in("ospo_app"), transaction.atomic():
        user = make_user("alice@example.org", name="Alice")
        organisation = make_organisation()
        make_membership(user, organisation, Membership.Kind.RESPONDENT)
        yield make_participant(make_assessment(organisation.units.get(), [make_model_version()]), user)
        transaction.set_rollback(True)


def read_file(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


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


def test_product_is_logged_in_as_a_role_that_owns_nothing(installation: Installation, person: Participant) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user, current_user, rolsuper FROM pg_roles WHERE rolname = session_user")
        assert cursor.fetchone() == (f"{installation.name}_app", f"{installation.name}_app", False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


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
def test_product_has_no_other_way_into_the_trail(
    installation: Installation, person: Participant, statement: str
) -> None:
    save(person)
    before = list(list_trail())
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        run(installation.write(statement))
    assert list(list_trail()) == before


def test_blanking_is_all_that_happens_to_a_text(person: Participant) -> None:
    save(person)
    with pytest.raises(IntegrityError, match="only be added to"), transaction.atomic():
        TrailText.objects.update(body="Alice never said")
    assert TrailText.objects.update(body="") == 1


def test_new_tables_are_closed_until_the_owner_grants_them(
    installation: Installation, django_db_blocker: DjangoDbBlocker
) -> None:
    def read() -> None:
        with installation.log_in("ospo_app"):
            run("SELECT * FROM later")

    def as_owner(statement: str) -> None:
        with installation.log_in("ospo_owner"):
            run(installation.write(statement))

    with django_db_blocker.unblock():
        as_owner("CREATE TABLE later (id int)")
        with pytest.raises(DatabaseError, match="permission denied"):
            read()
        as_owner(read_file("grants.sql"))
        read()
        as_owner("DROP TABLE later")
