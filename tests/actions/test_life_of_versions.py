"""Whatever editors, people and leads do in whatever order: what is published stays, and so does what rests on it.

A state machine edits drafts, publishes, clones and retires; answers, moves, undoes, submits, finalises and opens again.
After every step each
version that was ever published reads as on its first day, each assessment asks what its pins ask, and a result changes
only when somebody answers or a lead moves the assessment.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from assessments.actions.answers import submit_answers
from assessments.actions.clone import NotClonableError, clone_version, revise_practice
from assessments.actions.finalise import NotReviewedError, finalise, reopen
from assessments.actions.moving import MoveRefusedError, find_refusal, move_assessment, undo_move
from assessments.actions.publish import publish_versions, retire_versions
from assessments.exchange import Content, ContentError
from assessments.models import (
    Answer,
    Assessment,
    Criterion,
    ModelVersion,
    Participant,
    PracticeRevision,
    Snapshot,
    TrailEntry,
)
from assessments.queries.content import load_content_set
from assessments.queries.moving import find_last_move, list_newer, list_pinned
from assessments.queries.questionnaires import Section, load_questionnaire, read_questionnaire
from assessments.queries.results import load_results
from assessments.report.files import describe_final, load_report
from assessments.report.freezing import freeze
from tests.assessments_factories import make_assessment, make_model_version, make_participant
from tests.factories import make_organisation, make_user
from tests.moving import answer

pytestmark = pytest.mark.django_db
DRAFT, PUBLISHED = ModelVersion.Status.DRAFT, ModelVersion.Status.PUBLISHED
PICK = st.integers(min_value=0, max_value=99)
POINTS = st.sampled_from(["not-done", "partial", "standard", "improved"])


class Life(RuleBasedStateMachine):
    """One model with two assessments, in a transaction that is rolled back."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.published: dict[int, tuple[Content, tuple[Section, ...]]] = {}
        self.results: dict[int, Any] = {}
        self.given: set[tuple[int, int]] = set()
        self.frozen: dict[int, str] = {}

    @initialize()
    def begin(self) -> None:
        unit = make_organisation().units.get()
        version = make_model_version("m", number="1.0", dimensions=("a",), levels=(0, 1, 2), per_cell=2)
        self.lead: User = make_user("alice@example.org")
        people = (self.lead, make_user("bob@example.org"))
        self.parts = [make_participant(make_assessment(unit, [version]), user) for user in people]
        self.note_published()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # --- what editors do ---
    @rule(pick=PICK)
    def clone(self, pick: int) -> None:
        versions = list(ModelVersion.objects.order_by("pk"))
        if len(versions) < 5:
            try:
                clone_version(version=versions[pick % len(versions)])
            except NotClonableError:
                assert versions[pick % len(versions)].status == DRAFT

    @rule(pick=PICK)
    def reword(self, pick: int) -> None:
        row = self.pick_criterion(pick)
        if row is not None:
            revision = revise_practice(criterion=row)
            revision.statement = f"We do this in the way {revision.number}.{pick}."
            revision.save()

    @rule(pick=PICK)
    def reweight(self, pick: int) -> None:
        row = self.pick_criterion(pick)
        if row is not None:
            Criterion.objects.filter(pk=row.pk).update(weight=str(pick + 1), is_core=bool(pick % 2))

    @rule(pick=PICK)
    def drop(self, pick: int) -> None:
        row = self.pick_criterion(pick)
        if row is not None:
            row.delete()

    @rule()
    def publish(self) -> None:
        """All drafts together; one that lost all practices of a level keeps them all back."""
        drafts = list(ModelVersion.objects.filter(status=DRAFT))
        try:
            publish_versions(versions=drafts)
        except ContentError:
            assert ModelVersion.objects.filter(status=DRAFT).count() == len(drafts)
        self.note_published()

    @rule(pick=PICK)
    def retire(self, pick: int) -> None:
        versions = list(ModelVersion.objects.filter(status=PUBLISHED).order_by("pk"))
        if versions:
            retire_versions(versions=[versions[pick % len(versions)]])

    # --- what people and leads do ---
    @rule(who=st.booleans(), pick=PICK, point=POINTS, comment=st.sampled_from(["", "", "A comment beside it."]))
    def reply(self, who: bool, pick: int, point: str, comment: str) -> None:
        part = self.get_part(who)
        keys = sorted(load_questionnaire(part.assessment).questions)
        key = keys[pick % len(keys)]
        stored = Answer.objects.filter(participant=part, practice__key=key).first()
        answer(part, key, point, seen=stored.version if stored else 0, comment=comment)
        self.note_result(part)

    @rule(who=st.booleans())
    def move(self, who: bool) -> None:
        part = self.get_part(who)
        pinned = list_pinned(part.assessment)
        newer = list_newer(pinned)
        if newer and find_refusal(part.assessment) is None:
            seen = [version.pk for version in pinned]
            move_assessment(assessment=part.assessment, versions=newer, seen=seen, by=self.lead)
            self.note_result(part)

    @rule(who=st.booleans())
    def undo(self, who: bool) -> None:
        part = self.get_part(who)
        last = find_last_move(part.assessment)
        with suppress(MoveRefusedError):
            undo_move(assessment=part.assessment, by=self.lead)
            assert last is not None
            assert [version.pk for version in list_pinned(part.assessment)] == (last.old or {})["versions"]
            self.note_result(part)

    @precondition(lambda self: TrailEntry.objects.count() > 4)
    @rule(who=st.booleans())
    def submit(self, who: bool) -> None:
        part = self.get_part(who)
        submit_answers(participant=part, questionnaire=load_questionnaire(part.assessment))
        self.note_result(part)

    @rule(who=st.booleans())
    def finalise(self, who: bool) -> None:
        part = self.get_part(who)
        with suppress(NotReviewedError):
            finalise(assessment=part.assessment, by=self.lead, describe=describe_final)
            self.note_result(part)

    @rule(who=st.booleans())
    def open_again(self, who: bool) -> None:
        part = self.get_part(who)
        with suppress(NotReviewedError):
            reopen(assessment=part.assessment, by=self.lead, reason="Something was wrong.")
            self.note_result(part)

    # --- what never changes ---
    @invariant()
    def final_reports_stay(self) -> None:
        """A snapshot never goes and never changes, and reads as the report that is shown while it is final."""
        stored = dict(Snapshot.objects.values_list("pk", "content"))
        assert self.frozen.items() <= stored.items()
        self.frozen = stored
        for part in getattr(self, "parts", ()):
            final = Assessment.objects.filter(pk=part.assessment_id, state=Assessment.State.FINALISED).first()
            assert final is None or freeze(load_report(final)) in stored.values()

    @invariant()
    def published_content_stays(self) -> None:
        for pk, known in self.published.items():
            assert self.read_version(pk) == known

    @invariant()
    def results_stay_between_answers_and_moves(self) -> None:
        for part in getattr(self, "parts", ()):
            assert self.read_result(part) == self.results[part.assessment_id]

    @invariant()
    def every_answer_is_kept(self) -> None:
        """An answer row never goes, and its point belongs to the scale of the wording that it answered."""
        rows = Answer.objects.select_related("revision", "point")
        found = {(row.participant_id, row.practice_id) for row in rows}
        assert self.given <= found
        self.given = found
        assert all(row.point is None or row.point.scale_id == row.revision.scale_id for row in rows)

    # --- helpers ---
    def pick_criterion(self, pick: int) -> Criterion | None:
        rows = list(Criterion.objects.filter(version__status=DRAFT).select_related("revision").order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    def get_part(self, who: bool) -> Participant:
        return Participant.objects.select_related("assessment", "user").get(pk=self.parts[who].pk)

    def read_version(self, pk: int) -> tuple[Content, tuple[Section, ...]]:
        content = load_content_set(ModelVersion.objects.filter(pk=pk))
        return content, read_questionnaire([pk], only_core=False).sections

    def read_result(self, part: Participant) -> Any:
        """What is asked, and what came out of it."""
        results = load_results(
            Assessment.objects.select_related("unit__organisation", "cycle").get(pk=part.assessment_id)
        )
        return results.questionnaire.sections, [version.result for version in results.versions]

    def note_result(self, part: Participant) -> None:
        self.results[part.assessment_id] = self.read_result(part)

    def note_published(self) -> None:
        for pk in ModelVersion.objects.exclude(status=DRAFT).values_list("pk", flat=True):
            self.published.setdefault(pk, self.read_version(pk))
        for part in self.parts:
            self.results.setdefault(part.assessment_id, self.read_result(part))


def test_published_versions_and_what_rests_on_them_never_change() -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Life, settings=settings(max_examples=8, stateful_step_count=16, deadline=None, suppress_health_check=checks)
    )
    assert not connection.needs_rollback
    assert not PracticeRevision.objects.exists()
