"""Role views: how each role rates the practices, beside everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments import wording
from assessments.charts import RadarAxis, RadarSeries, Role, render_bar_list
from assessments.queries import scoped
from assessments.queries.comparing import RoleViews, load_role_views
from assessments.views.access import sign_in_required
from assessments.wording import comparison as said

if TYPE_CHECKING:
    from assessments.scoring import RoleComparison
    from assessments.views.access import SignedInRequest

BARS_WIDTH = 520.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """One role beside the rest, over one model. Without scores where too few practices were rated by both."""

    name: str
    sides: str
    compared: str
    own: str
    rest: str
    apart: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelViews:
    """All roles over one model; `bars` is SVG, empty where no role can be compared."""

    key: str
    name: str
    lines: tuple[RoleLine, ...]
    bars: str
    bars_narrow: str


@sign_in_required
@require_safe
def role_views(request: SignedInRequest, pk: int) -> HttpResponse:
    """One role against the rest, as far as it may be shown; or why there is nothing to see yet."""
    assessment = scoped.get_results(request.user, pk)
    is_closed = assessment.is_closed
    models = _describe(load_role_views(assessment, scoped.list_pooled(request.user, assessment))) if is_closed else ()
    context = {"assessment": assessment, "models": models, "is_closed": is_closed}
    return render(request, "assessments/role_views.html", context)


def _describe(loaded: RoleViews) -> tuple[ModelViews, ...]:
    """One part for each model; none where no role can be told apart from the rest."""
    return tuple(_describe_model(loaded, number) for number in range(len(loaded.versions))) if loaded.views else ()


def _describe_model(loaded: RoleViews, number: int) -> ModelViews:
    labels, rubric = loaded.versions[number]
    rows = [(view, view.comparisons[number]) for view in loaded.views]
    lines = tuple(
        RoleLine(
            name=view.name,
            sides=said.say_sides(view.people, view.others, view.units),
            compared=said.say_compared(row),
            own="" if row.role_score is None else wording.say_percent(row.role_score),
            rest="" if row.rest_score is None else wording.say_percent(row.rest_score),
            apart=said.say_points_apart(row),
            differences=said.list_differences(row, rubric, loaded.questionnaire),
        )
        for view, row in rows
    )
    compared = [(view.name, row) for view, row in rows if row.is_enough]
    return ModelViews(
        key=labels.model,
        name=f"{labels.name} {labels.number}",
        lines=lines,
        bars=_draw(labels.model, labels.name, compared, width=BARS_WIDTH),
        bars_narrow=_draw(f"{labels.model}-narrow", labels.name, compared),
    )


def _draw(key: str, name: str, compared: list[tuple[str, RoleComparison]], *, width: float = 320.0) -> str:
    """A bar for each role, with a mark where the others stand."""
    if not compared:
        return ""
    text = said.say_role_chart(name, compared)
    rated = tuple(row.n for _role, row in compared)
    own = tuple(row.role_score for _role, row in compared)
    rest = tuple(row.rest_score for _role, row in compared)
    return render_bar_list(
        axes=tuple(RadarAxis(label=role, short_label=role) for role, _row in compared),
        series=(
            RadarSeries(name=_("The role"), values=own, rated=rated),
            RadarSeries(name=_("The others"), values=rest, rated=rated, role=Role.LAST),
        ),
        words=wording.chart_words(),
        title=text.title,
        description=text.description,
        ids_prefix=f"{key}-roles",
        width=width,
    )
