"""Role views: one role against everybody else, over the practices that both rated.

Where one unit has too few people, those of the other units of its cycle are heard too. By group, a person's word counts
in the group they are shown in and in no role (`queries.settling`), so that pooling hears whole groups and nobody apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.models import Assessment
from assessments.queries.questionnaires import Question, Questionnaire, load_questionnaire
from assessments.queries.rubrics import load_rubrics
from assessments.queries.settling import Given, load_given, read_said
from assessments.queries.versions import VersionLabels, load_labels
from assessments.scoring import SMALLEST_GROUP, Reply, RoleComparison, Rubric, compare_role
from roles.models import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    """One role against the rest: how many people each side has, in how many units; a comparison for each version."""

    name: str
    people: int
    others: int
    units: int
    comparisons: tuple[RoleComparison, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleViews:
    """All roles that can be told apart from the rest, by name, and the versions over which they are compared."""

    questionnaire: Questionnaire
    versions: tuple[tuple[VersionLabels, Rubric], ...]
    views: tuple[RoleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """Who holds the role in each of the assessments that are heard, and everybody who takes part there."""

    heard: tuple[tuple[Given, frozenset[int]], ...]

    @property
    def people(self) -> int:
        return sum(len(holders) for _, holders in self.heard)

    @property
    def others(self) -> int:
        return sum(len(given.people) - len(holders) for given, holders in self.heard)

    @property
    def are_groups(self) -> bool:
        """Whether neither side is so few that it would give its people away."""
        return min(self.people, self.others) >= SMALLEST_GROUP


def load_role_views(assessment: Assessment, pooled: Iterable[Assessment]) -> RoleViews:
    """The role views of an assessment; `pooled` are all of its cycle that may be heard. About ten queries.

    All of them are closed. A role is left out where it or the rest are fewer than three in the whole cycle, save in
    named assessments: there each side has to have somebody.
    """
    questionnaire = load_questionnaire(assessment)
    versions = [pin.version for pin in assessment.pins.select_related("version__maturity_model").order_by("position")]
    rubrics = load_rubrics(versions, core=assessment.scope == Assessment.Scope.CORE)
    heard = {row.pk: row for row in (assessment, *pooled)}
    given = load_given(list(heard))
    is_named = all(not row.is_by_group for row in heard.values())
    held = sorted({role for one in given.values() for speaker in one.people.values() for role in speaker.roles})
    chosen = {role: _choose(role, given, assessment.pk, is_named=is_named) for role in held}
    names = dict(Role.objects.filter(key__in=held).values_list("key", "name"))
    views = [
        _compare(role, names[role], sides, questionnaire, rubrics)
        for role, sides in chosen.items()
        if sides is not None and role in names
    ]
    return RoleViews(
        questionnaire=questionnaire,
        versions=tuple((load_labels(version), rubric) for version, rubric in zip(versions, rubrics, strict=True)),
        views=tuple(sorted(views, key=lambda view: view.name)),
    )


def _choose(role: str, given: Mapping[int, Given], own: int, *, is_named: bool) -> _Sides | None:
    """The unit alone where both sides are groups there, else the cycle; None where even that cannot be shown."""
    holders = {pk: one.list_holders().get(role, frozenset()) for pk, one in given.items()}
    alone = _Sides(heard=((given[own], holders[own]),))
    cycle = _Sides(heard=tuple((one, holders[pk]) for pk, one in given.items()))
    if alone.are_groups:
        return alone
    may_show = cycle.are_groups or (is_named and min(cycle.people, cycle.others) > 0)
    return cycle if may_show else None


def _compare(role: str, name: str, sides: _Sides, questionnaire: Questionnaire, rubrics: Sequence[Rubric]) -> RoleView:
    replies = {question.key: _list_replies(role, question, sides) for question in questionnaire.questions.values()}
    return RoleView(
        name=name,
        people=sides.people,
        others=sides.others,
        units=len(sides.heard),
        comparisons=tuple(compare_role(rubric, replies, role=role) for rubric in rubrics),
    )


def _list_replies(role: str, question: Question, sides: _Sides) -> list[Reply]:
    """What those who hold the role said, and what everybody else did; only to the wording that is pinned here."""
    replies = []
    for given, holders in sides.heard:
        for said, people in given.heard(question).items():
            answer, own = read_said(question, *said), len(people & holders)
            counts = ((frozenset({role}), own), (frozenset[str](), len(people) - own))
            replies += [Reply(roles=roles, answer=answer, count=count) for roles, count in counts if count]
    return replies
