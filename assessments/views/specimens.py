"""Invented questions and charts for the style guide: each component in each state that it can be in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import wording
from assessments.charts import (
    PlaneMark,
    RadarAxis,
    RadarSeries,
    Role,
    render_bar_list,
    render_plane,
    render_radar,
)
from assessments.models import AnswerKind
from assessments.queries.answers import NOTHING, GivenAnswer
from assessments.queries.earlier import EarlierAnswer
from assessments.queries.questionnaires import Question, Questionnaire
from assessments.views.practice_fields import PracticeField, show_stored
from assessments.views.section_page import PracticeRow

STAGES = 5
FULL, MOST, SOME, LITTLE = Fraction(1), Fraction(4, 5), Fraction(1, 2), Fraction(1, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """A question in one state. `is_open`: its fields can be changed."""

    name: str
    row: PracticeRow
    is_open: bool = True


def list_specimens(questionnaire: Questionnaire) -> list[Specimen]:
    """As many states as the questionnaire has questions to show them with."""
    shown = zip(questionnaire.questions.values(), STATES, strict=False)
    return [
        Specimen(name=str(name), row=_build_row(make(question), name), is_open=name != SUBMITTED)
        for question, (name, make) in shown
    ]


def draw_radar() -> str:
    """Now, last time and target, with a thin score, an axis that nobody rated and one that is not measured."""
    return _draw(render_radar, "specimen-radar")


def draw_bar_list() -> str:
    return _draw(render_bar_list, "specimen-bars")


def draw_plane() -> str:
    """Last time as a point, now as a bar because too little is rated."""
    return render_plane(
        marks=(
            PlaneMark(name=_("Now"), stage=2, span=(SOME, MOST)),
            PlaneMark(name=_("Last time"), stage=1, ability=LITTLE, role=Role.LAST),
            PlaneMark(name=_("Target"), stage=3, ability=MOST, role=Role.TARGET),
        ),
        stages={number: _("Stage %(number)s") % {"number": number} for number in range(STAGES)},
        across=_("Stage"),
        upwards=_("Ability to execute"),
        words=wording.chart_words(),
        title=_("An example of the plane"),
        description=_("Now as a bar, last time and target as points."),
        ids_prefix="specimen-plane",
    )


def _draw(render: Callable[..., str], prefix: str) -> str:
    names = (_("Strategy"), _("Licences"), _("Inventory"), _("People"), _("Upstream"))
    axes = [RadarAxis(label=name, short_label=name) for name in names]
    axes[3] = replace(axes[3], absent=_("not rated yet"))
    now = RadarSeries(name=_("Now"), values=(SOME, MOST, LITTLE, None, None), rated=(4, 5, 2, 0, 0))
    last = replace(now, name=_("Last time"), values=(LITTLE, SOME, LITTLE, None, None), role=Role.LAST)
    target = replace(now, name=_("Target"), values=(MOST, FULL, SOME, None, None), role=Role.TARGET)
    return render(
        axes=tuple(axes),
        series=(now, last, target),
        words=wording.chart_words(),
        title=_("An example with three series"),
        description=_("Now, last time and target; a thin score, and axes without one."),
        ids_prefix=prefix,
    )


def _build_row(field: PracticeField, name: object) -> PracticeRow:
    earlier = _answer_earlier() if name == LAST_TIME else None
    return PracticeRow(field=field, is_mine=name == SAVED, is_wide=name == SAVED, earlier=earlier)


def _answer_earlier() -> EarlierAnswer:
    return EarlierAnswer(
        cycle="2026 H1",
        kind=AnswerKind.NOT_APPLICABLE,
        point="",
        point_name="",
        reason=str(_("Nothing was shipped.")),
        comment=str(_("Ask again when there is a product.")),
        evidence=("https://example.org/policy",),
        is_reworded=True,
    )


def _suggest(question: Question) -> EarlierAnswer:
    point = question.scale.choices[-1]
    return replace(_answer_earlier(), kind=AnswerKind.RATED, point=point.code, point_name=point.name, is_reworded=False)


def _rate(question: Question) -> GivenAnswer:
    point = question.scale.choices[-1]
    return GivenAnswer(
        kind=AnswerKind.RATED, point=point.code, point_name=point.name, version=1, updated_at=timezone.now()
    )


def _show_open(question: Question) -> PracticeField:
    return show_stored(question, NOTHING)


def _show_suggested(question: Question) -> PracticeField:
    return replace(_show_open(question), suggestion=_suggest(question))


def _show_saved(question: Question) -> PracticeField:
    return show_stored(question, _rate(question))


def _show_without_reason(question: Question) -> PracticeField:
    answer = GivenAnswer(kind=AnswerKind.NOT_APPLICABLE, version=1, updated_at=timezone.now())
    return show_stored(question, answer)


def _show_outdated(question: Question) -> PracticeField:
    return show_stored(question, replace(_rate(question), is_pinned=False))


def _show_refused(question: Question) -> PracticeField:
    errors = {"evidence": [str(_("“intranet” is not a web address. Start it with https:// or http://."))]}
    return replace(_show_open(question), evidence="intranet", errors=errors)


def _show_conflict(question: Question) -> PracticeField:
    return replace(_show_open(question), stored=replace(_rate(question), comment=str(_("Since the spring."))))


def _show_closed(question: Question) -> PracticeField:
    return replace(_show_open(question), comment=str(_("Typed too late.")), is_closed=True)


SAVED, SUBMITTED = gettext_lazy("Saved; of your role, for the whole organisation"), gettext_lazy("Submitted")
LAST_TIME = gettext_lazy("With the answer of last time")
STATES = (
    (gettext_lazy("Not answered"), _show_open),
    (SAVED, _show_saved),
    (LAST_TIME, _show_open),
    (gettext_lazy("With the answer of last time as a suggestion"), _show_suggested),
    (gettext_lazy("Reason missing"), _show_without_reason),
    (gettext_lazy("Wording changed"), _show_outdated),
    (gettext_lazy("Refused"), _show_refused),
    (gettext_lazy("Conflict"), _show_conflict),
    (gettext_lazy("Sent after submitting"), _show_closed),
    (SUBMITTED, _show_saved),
)
