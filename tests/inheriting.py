"""An organisation whose whole and one part are assessed in the same cycle, with one practice about the whole."""

from __future__ import annotations

from typing import Any

from accounts.models import Organisation, Unit
from assessments.models import AgreedAnswer, AnswerKind, Assessment, ModelVersion, PracticeRevision
from tests.assessments_factories import get_point, make_answer, make_assessment, make_model_version, make_participant
from tests.assessments_factories import make_revision as revise
from tests.factories import make_organisation, make_unit, make_user

WIDE, OWN = "licence-policy", "todo-stages-licences-1-0"


def make_parts() -> tuple[Organisation, Unit, Unit]:
    organisation = make_organisation()
    root = organisation.units.get()
    return organisation, root, make_unit(root, "Payments")


def make_wide_version(key: str = "todo-stages", **fields: Any) -> ModelVersion:
    """A model whose first section also asks for something that is true of the organisation as a whole."""
    found = PracticeRevision.objects.filter(practice__key=WIDE).first()
    shared = [found or revise(WIDE, title="Licence policy", scope=PracticeRevision.Scope.ORGANISATION)]
    return make_model_version(key, shared=shared, **fields)


def answer_all(assessment: Assessment, *points: str, practice: str = WIDE) -> None:
    for number, point in enumerate(points):
        user = make_user(f"{practice}-{assessment.pk}-{number}@example.org")
        make_answer(make_participant(assessment, user), practice, point, comment="Told in confidence")


def agree_on(assessment: Assessment, point: str, practice: str = WIDE) -> AgreedAnswer:
    revision = PracticeRevision.objects.get(practice__key=practice)
    lead = make_user(f"agreed-{assessment.pk}-{practice}@example.org")
    return AgreedAnswer.objects.create(
        assessment=assessment,
        practice=revision.practice,
        revision=revision,
        kind=AnswerKind.RATED,
        point=get_point(point),
        reason="We talked.",
        recorded_by=lead,
    )


def start(unit: Unit, version: ModelVersion, **fields: Any) -> Assessment:
    return make_assessment(unit, [version], **fields)
