"""What an assessment asks: its sections and questions, built from the pinned versions.

A pinned version is published and so never changes, which is why a questionnaire is built once per process. What is
kept is known by the versions' ids and moments of publication, so that another database's versions cannot meet it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.db.models import Prefetch

from assessments.models import Assessment, AssessmentVersion, Criterion, PracticeRevision, ScalePoint
from roles.models import Role

SECONDS_PER_PRACTICE = 40
KEPT_QUESTIONNAIRES = 64
Pinned = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something of the body of knowledge, as a link needs it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One scale point, as a radio button needs it."""

    pk: int
    code: str
    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleText:
    key: str
    name: str
    summary: str
    choices: tuple[Choice, ...]

    @property
    def point_names(self) -> dict[str, str]:
        """The names of the points, by code."""
        return {choice.code: choice.name for choice in self.choices}

    def choice(self, code: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    counts: str
    does_not_count: str
    evidence: tuple[tuple[str, str], ...]
    who_knows: str
    example: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A version that counts the practice, and the dimension in which it does; both with the keys of their pages."""

    model: str
    version: str
    dimension: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One practice as it is asked. Level, weight and key mark are left out: they must not sway the answer."""

    practice_id: int
    revision_id: int
    key: str
    title: str
    statement: str
    scope: str
    scale: ScaleText
    guidance: Guidance
    provider: Named
    users: tuple[Named, ...]
    activity: Named | None
    counted_by: tuple[Counting, ...]

    @property
    def role_keys(self) -> frozenset[str]:
        """The keys of the roles that run this or live with it."""
        return frozenset((self.provider.key, *(role.key for role in self.users)))

    def concerns(self, roles: Set[str]) -> bool:
        """Whether one of the roles, given by their keys, runs this or lives with it."""
        return not self.role_keys.isdisjoint(roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The questions of one dimension that no earlier section asked; `left_out` are answered elsewhere."""

    model: str
    key: str
    name: str
    summary: str
    version: str
    questions: tuple[Question, ...]
    left_out: tuple[Question, ...] = ()

    @property
    def minutes(self) -> int:
        return compute_minutes(len(self.questions))

    @property
    def asks_how_far(self) -> bool:
        """Whether some question is answered by how far a practice has spread, with *partial* among its points."""
        return any(question.scale.choice("partial") for question in self.questions)

    @property
    def scales(self) -> tuple[ScaleText, ...]:
        """Every scale on which a question of this section is answered, each once."""
        return tuple({question.scale.key: question.scale for question in self.questions}.values())


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Questionnaire:
    """Sections in their order, and their questions by practice. The same versions give the same object."""

    sections: tuple[Section, ...]
    questions: Mapping[str, Question]
    left_out: int = 0

    def __iter__(self) -> Iterator[Section]:
        return iter(self.sections)

    def section(self, model: str, key: str) -> Section | None:
        return next((item for item in self.sections if (item.model, item.key) == (model, key)), None)

    def section_of(self, practice: str) -> Section | None:
        return next((item for item in self.sections if any(q.key == practice for q in item.questions)), None)

    def count_for(self, roles: Set[str]) -> int:
        """How many practices concern one of the roles, given by their keys."""
        return sum(question.concerns(roles) for question in self.questions.values())

    def after(self, section: Section) -> Section | None:
        """The section that follows, None after the last."""
        position = self.sections.index(section) + 1
        return self.sections[position] if position < len(self.sections) else None


def compute_minutes(practices: int) -> int:
    """Minutes for so many practices, at 40 seconds each, rounded up. Example: 12 practices take 8 minutes."""
    return -(-practices * SECONDS_PER_PRACTICE // 60)


def load_questionnaire(assessment: Assessment) -> Questionnaire:
    """The questionnaire of an assessment: one query for its pins, none more once it is known."""
    pins = AssessmentVersion.objects.filter(assessment_id=assessment.pk).order_by("position")
    pinned = tuple(pins.values_list("version_id", "version__published_at"))
    return build_questionnaire(pinned, assessment.scope == Assessment.Scope.CORE)


def leave_out(questionnaire: Questionnaire, practices: Set[str]) -> Questionnaire:
    """The same without some of its practices, given by their keys; a section that loses all of its own is gone."""
    if not practices:
        return questionnaire
    kept = {key: question for key, question in questionnaire.questions.items() if key not in practices}
    sections = tuple(section for each in questionnaire if (section := _leave_out(each, practices)).questions)
    return Questionnaire(sections=sections, questions=kept, left_out=len(questionnaire.questions) - len(kept))


def _leave_out(section: Section, practices: Set[str]) -> Section:
    asked = tuple(question for question in section.questions if question.key not in practices)
    return replace(
        section,
        questions=asked,
        left_out=tuple(question for question in section.questions if question.key in practices),
    )


@lru_cache(maxsize=KEPT_QUESTIONNAIRES)
def build_questionnaire(pinned: tuple[Pinned, ...], only_core: bool) -> Questionnaire:
    """What published versions ask, read once per process."""
    return read_questionnaire([pk for pk, _ in pinned], only_core=only_core)


def read_questionnaire(versions: Sequence[int], *, only_core: bool) -> Questionnaire:
    """Sections of the first version's dimensions, then of each further one with what was not yet asked."""
    criteria = _list_criteria(versions, only_core=only_core)
    questions = _build_questions(criteria)
    sections = tuple(_build_sections(criteria, questions))
    return Questionnaire(sections=sections, questions=questions)


def _list_criteria(versions: Sequence[int], *, only_core: bool) -> list[Criterion]:
    """The criteria of the versions, in the order of the versions, their dimensions and their positions."""
    points = Prefetch("revision__scale__points", ScalePoint.objects.order_by("position"))
    users = Prefetch("revision__users", Role.objects.order_by("position"))
    rows = (
        Criterion.objects.filter(version__in=versions)
        .select_related("version__maturity_model", "dimension", "revision__practice", "revision__scale")
        .select_related("revision__provider", "revision__activity")
        .prefetch_related(points, users)
        .order_by("dimension__position", "position")
    )
    chosen = rows.filter(is_core=True) if only_core else rows
    return sorted(chosen, key=lambda row: versions.index(row.version_id))


def _build_questions(criteria: Iterable[Criterion]) -> dict[str, Question]:
    counting: dict[str, list[Counting]] = {}
    revisions: dict[str, PracticeRevision] = {}
    for row in criteria:
        key = row.revision.practice.key
        revisions.setdefault(key, row.revision)
        counting.setdefault(key, []).append(_build_counting(row))
    return {key: _build_question(revision, tuple(counting[key])) for key, revision in revisions.items()}


def _build_counting(row: Criterion) -> Counting:
    axis = Named(key=row.dimension.key, name=row.dimension.name)
    return Counting(model=row.version.maturity_model.key, version=row.version.name, dimension=axis)


def _build_sections(criteria: list[Criterion], questions: Mapping[str, Question]) -> Iterator[Section]:
    asked: set[str] = set()
    for dimension in dict.fromkeys(row.dimension for row in criteria):
        keys = [row.revision.practice.key for row in criteria if row.dimension == dimension]
        fresh = tuple(questions[key] for key in keys if key not in asked)
        asked.update(keys)
        if fresh:
            version = next(row.version for row in criteria if row.dimension == dimension)
            yield Section(
                model=version.maturity_model.key,
                key=dimension.key,
                name=dimension.name,
                summary=dimension.summary,
                version=version.name,
                questions=fresh,
            )


def _build_question(revision: PracticeRevision, counted_by: tuple[Counting, ...]) -> Question:
    activity = revision.activity
    return Question(
        practice_id=revision.practice_id,
        revision_id=revision.pk,
        key=revision.practice.key,
        title=revision.title,
        statement=revision.statement,
        scope=revision.scope,
        scale=_build_scale(revision),
        guidance=_build_guidance(revision),
        provider=Named(key=revision.provider.key, name=revision.provider.name),
        users=tuple(Named(key=role.key, name=role.name) for role in revision.users.all()),
        activity=Named(key=activity.key, name=activity.name) if activity else None,
        counted_by=counted_by,
    )


def _build_scale(revision: PracticeRevision) -> ScaleText:
    scale = revision.scale
    choices = (Choice(pk=p.pk, code=p.code, name=p.name, description=p.description) for p in scale.points.all())
    return ScaleText(key=scale.key, name=scale.name, summary=scale.summary, choices=tuple(choices))


def _build_guidance(revision: PracticeRevision) -> Guidance:
    names = {point.code: point.name for point in revision.scale.points.all()}
    lines = revision.evidence
    return Guidance(
        counts=revision.counts,
        does_not_count=revision.does_not_count,
        evidence=tuple((name, lines[code]) for code, name in names.items() if lines.get(code)),
        who_knows=revision.who_knows,
        example=revision.example,
        source=revision.source,
    )
