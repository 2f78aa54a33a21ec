"""The part of a report that sets each role beside everybody else who answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments import wording
from assessments.charts import RadarAxis, RadarSeries, Role, render_bar_list
from assessments.queries.comparing import RoleView, RoleViews
from assessments.queries.questionnaires import Questionnaire
from assessments.scoring import RoleComparison, Rubric
from assessments.wording import comparison as said

BARS_WIDTH, NARROW_WIDTH = 520.0, 320.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleViewLine:
    """One role beside the rest, over one model. Without scores where too few practices were rated by both."""

    name: str
    sides: str
    compared: str
    own: str
    rest: str
    apart: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleViewsReport:
    """All roles over one model. `bars` is SVG, wide and narrow, empty where no role can be compared."""

    key: str
    name: str
    lines: tuple[RoleViewLine, ...]
    bars: str
    bars_narrow: str


def build_role_views(loaded: RoleViews) -> tuple[RoleViewsReport, ...]:
    """One part for each model; none where no role can be told apart from the rest."""
    return tuple(_build_model(loaded, number) for number in range(len(loaded.versions))) if loaded.views else ()


def _build_model(loaded: RoleViews, number: int) -> RoleViewsReport:
    labels, rubric = loaded.versions[number]
    rows = [(view, view.comparisons[number]) for view in loaded.views]
    compared = [(view.name, row) for view, row in rows if row.is_enough]
    return RoleViewsReport(
        key=labels.model,
        name=f"{labels.name} {labels.number}",
        lines=tuple(_build_line(view, row, rubric, loaded.questionnaire) for view, row in rows),
        bars=_draw(labels.model, labels.name, compared, width=BARS_WIDTH),
        bars_narrow=_draw(f"{labels.model}-narrow", labels.name, compared, width=NARROW_WIDTH),
    )


def _build_line(view: RoleView, row: RoleComparison, rubric: Rubric, questionnaire: Questionnaire) -> RoleViewLine:
    return RoleViewLine(
        name=view.name,
        sides=said.say_sides(view.people, view.others, view.units),
        compared=said.say_compared(row),
        own="" if row.role_score is None else wording.say_percent(row.role_score),
        rest="" if row.rest_score is None else wording.say_percent(row.rest_score),
        apart=said.say_points_apart(row),
        differences=said.list_differences(row, rubric, questionnaire),
    )


def _draw(key: str, name: str, compared: Sequence[tuple[str, RoleComparison]], *, width: float) -> str:
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
