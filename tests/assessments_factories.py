"""Hand-written rows of the product: `make_*` with sensible defaults. People and roles are in `tests.factories`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from accounts.models import Organisation, Unit, User
from assessments.models import (
    Answer,
    AnswerKind,
    Assessment,
    AssessmentVersion,
    Criterion,
    Cycle,
    Dimension,
    Level,
    MaturityModel,
    ModelVersion,
    Participant,
    Practice,
    PracticeRevision,
    Scale,
    ScalePoint,
)
from roles.models import Role

POINTS = (
    ("not-done", "Not done", "0"),
    ("individual", "Individual", "1/5"),
    ("partial", "Partial", "2/5"),
    ("standard", "Standard", "3/5"),
    ("checked", "Checked", "4/5"),
    ("improved", "Improved", "1"),
)
_numbers = itertools.count(1)


def make_scale(key: str = "practice") -> Scale:
    """The six-point practice scale, in place at Standard; made once."""
    scale, created = Scale.objects.get_or_create(key=key, defaults={"name": key.title()})
    if created:
        ScalePoint.objects.bulk_create(
            ScalePoint(
                scale=scale,
                code=code,
                position=position,
                name=name,
                description=f"{name} describes it.",
                value=value,
                is_in_place=code == "standard",
            )
            for position, (code, name, value) in enumerate(POINTS)
        )
    return scale


def get_point(code: str, scale: str = "practice") -> ScalePoint:
    return ScalePoint.objects.get(scale__key=scale, code=code)


def make_answering_role(key: str = "developer", **fields: Any) -> Role:
    values = {"name": key.replace("-", " ").title(), "kind": Role.Kind.ANSWERING, "summary": "S.", "engagement": "E."}
    role, _ = Role.objects.get_or_create(key=key, defaults={**values, "source": "ours", **fields})
    return role


def make_revision(key: str, **fields: Any) -> PracticeRevision:
    """One practice with one revision: provided by developers, lived with by architects."""
    return make_revisions([key], **fields)[0]


def make_revisions(keys: Sequence[str], **fields: Any) -> list[PracticeRevision]:
    """As `make_revision`, in few queries: half of all tests begin with some."""
    known = Practice.objects.in_bulk(keys, field_name="key")
    made = Practice.objects.bulk_create(Practice(key=key) for key in keys if key not in known)
    practices = known | {practice.key: practice for practice in made}
    users = fields.pop("users", None) or [make_answering_role("software-architect")]
    values = {
        "scale": fields.pop("scale", None) or make_scale(),
        "scope": PracticeRevision.Scope.UNIT,
        "provider": fields.pop("provider", None) or make_answering_role(),
        "counts": "Doing it.",
        "source": "ours",
    }
    revisions = PracticeRevision.objects.bulk_create(
        PracticeRevision(practice=practices[key], **{**values, **_describe(key), **fields}) for key in keys
    )
    through = PracticeRevision.users.through
    through.objects.bulk_create(
        through(practicerevision=revision, role=role) for revision in revisions for role in users
    )
    return revisions


def _describe(key: str) -> dict[str, str]:
    return {"title": key.replace("-", " ").capitalize()[:40], "statement": f"We do what {key} asks for."}


def make_model_version(
    key: str = "todo-stages",
    *,
    levels: Sequence[int] = (0, 1, 2),
    dimensions: Sequence[str] = ("licences", "inventory"),
    per_cell: int = 2,
    published: bool = True,
    shared: Sequence[PracticeRevision] = (),
    **fields: Any,
) -> ModelVersion:
    """A version with `per_cell` practices in each dimension × level above the floor, the first of each level key.

    Practice keys read `<model>-<dimension>-<level>-<n>`; `shared` revisions are counted too, at the first such level.
    """
    model, _ = MaturityModel.objects.get_or_create(key=key, defaults={"name": key.title()})
    values = {"number": f"{next(_numbers)}.0", "name": key.title(), "summary": "A model.", "level_word": "Stage"}
    version = ModelVersion.objects.create(maturity_model=model, source="ours", **{**values, **fields})
    rungs = [_make_level(version, number) for number in levels]
    axes = [_make_dimension(version, name, position) for position, name in enumerate(dimensions)]
    cells = list(itertools.product(axes, rungs[1:] or [None], range(per_cell)))
    names = [f"{key}-{axis.key}-{rung.number if rung else 0}-{n}" for axis, rung, n in cells]
    criteria = [
        Criterion(revision=revision, dimension=axis, level=rung, is_key=axis == axes[0] and n == 0, is_core=n == 0)
        for revision, (axis, rung, n) in zip(make_revisions(names), cells, strict=True)
    ]
    first = rungs[1] if rungs else None
    criteria += [Criterion(revision=revision, dimension=axes[0], level=first) for revision in shared]
    for position, criterion in enumerate(criteria):
        criterion.version, criterion.position = version, position
    Criterion.objects.bulk_create(criteria)
    return publish(version) if published else version


def publish(version: ModelVersion) -> ModelVersion:
    version.status = ModelVersion.Status.PUBLISHED
    version.published_at = timezone.now()
    version.save()
    return version


def make_assessment(unit: Unit, versions: Sequence[ModelVersion], **fields: Any) -> Assessment:
    cycle = make_cycle(unit.organisation)
    values = {"state": Assessment.State.COLLECTING, **fields}
    assessment = Assessment.objects.create(unit=unit, cycle=cycle, **values)
    AssessmentVersion.objects.bulk_create(
        AssessmentVersion(assessment=assessment, version=version, position=position)
        for position, version in enumerate(versions)
    )
    return assessment


def make_cycle(organisation: Organisation, name: str = "2026 H2") -> Cycle:
    values = {"starts_on": timezone.localdate()}
    return Cycle.objects.get_or_create(organisation=organisation, name=name, defaults=values)[0]


def make_participant(
    assessment: Assessment, user: User, roles: Sequence[str] = ("developer",), **fields: Any
) -> Participant:
    participant = Participant.objects.create(assessment=assessment, user=user, **fields)
    participant.roles.set([make_answering_role(key) for key in roles])
    return participant


def make_answer(participant: Participant, practice: str, point: str | None = None, **fields: Any) -> Answer:
    """An answer at a point; without one pass `kind` for the other kinds. The newest revision is answered."""
    revision = PracticeRevision.objects.filter(practice__key=practice).latest("number")
    chosen = get_point(point, revision.scale.key) if point else None
    values = {"kind": AnswerKind.RATED if point else AnswerKind.NONE, **fields}
    return Answer.objects.create(
        participant=participant, practice=revision.practice, revision=revision, point=chosen, **values
    )


def _make_level(version: ModelVersion, number: int) -> Level:
    return Level.objects.create(version=version, number=number, name=f"Rung {number}", summary="A rung.")


def _make_dimension(version: ModelVersion, key: str, position: int) -> Dimension:
    return Dimension.objects.create(
        version=version, key=key, name=key.title(), short_name=key.title()[:16], summary="An axis.", position=position
    )
