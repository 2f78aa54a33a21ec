"""An example result for people without an account: the real engine and drawings over a few made-up answers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import wording
from assessments.charts import render_radar
from assessments.models import Assessment, ModelVersion
from assessments.queries.questionnaires import Questionnaire, build_questionnaire
from assessments.queries.results import AssessmentResults, Facts, VersionResult, score_version
from assessments.queries.rubrics import load_rubric
from assessments.queries.settling import list_practices
from assessments.queries.versions import load_labels
from assessments.report.models import build_model_report
from assessments.report.shapes import Drawings, ModelReport
from assessments.scoring import Answer, Criterion, Point, Reply, Rubric, Scale, UnitAnswer, rated, settle_all

KEPT = 8
# How far the example has come: values from 0 to 1 by rung above the floor, for a dimension without its own line.
USUAL = (Fraction(4, 5), Fraction(2, 3), Fraction(2, 5), Fraction(1, 5))
FARTHER = (Fraction(1), Fraction(4, 5), Fraction(2, 3), Fraction(2, 5))
BEHIND = (Fraction(4, 5), Fraction(2, 5), Fraction(1, 5), Fraction(0))
BY_DIMENSION: Mapping[str, tuple[Fraction, ...]] = {
    "licence-compliance": FARTHER,
    "inventory-security": FARTHER,
    "policy-process-tooling": FARTHER,
    "selection-advice": FARTHER,
    "upstream-ecosystem": BEHIND,
}
ABILITY = Fraction(3, 5)


def load_sample(version: ModelVersion) -> ModelReport:
    """The example for a published version, built once per process and language. No query once it is known."""
    return _build_sample(version.pk, version.published_at, get_language() or "")


@lru_cache(maxsize=KEPT)
def _build_sample(pk: int, published_at: datetime.datetime | None, _language: str) -> ModelReport:
    version = ModelVersion.objects.get(pk=pk)
    questionnaire, rubric = build_questionnaire(((pk, published_at),), False), load_rubric(version)
    units = _settle(questionnaire, rubric)
    part = score_version(rubric, load_labels(version), units)
    results = AssessmentResults(
        facts=_invent_facts(), questionnaire=questionnaire, versions=(part,), units=units, people=()
    )
    report = build_model_report(results, part, wording.chart_words())
    return replace(report, drawings=replace(report.drawings, radar=_draw_for_a_card(part, report.drawings)))


def _draw_for_a_card(part: VersionResult, drawings: Drawings) -> str:
    """The radar with short labels, which is readable in a card of any width."""
    said = wording.say_radar(part.result, part.labels)
    return render_radar(
        axes=drawings.axes,
        series=drawings.series,
        words=wording.chart_words(),
        title=said.title,
        description=said.description,
        ids_prefix="sample-radar",
        compact=True,
    )


def _settle(questionnaire: Questionnaire, rubric: Rubric) -> dict[str, UnitAnswer]:
    replies = {item.practice: [_reply(rubric, item)] for item in rubric.criteria}
    return settle_all(list_practices(questionnaire, [rubric]), replies, single=True)


def _reply(rubric: Rubric, item: Criterion) -> Reply:
    return Reply(roles=frozenset(), answer=_choose(rubric.scales[item.scale], _aim(rubric, item)))


def _aim(rubric: Rubric, item: Criterion) -> Fraction:
    """The value that the example aims at for one criterion; beyond the last rung that is listed, the last one's."""
    if item.level is None:
        return ABILITY
    values = BY_DIMENSION.get(item.dimension, USUAL)
    rung = max(rubric.levels.index(item.level) - 1, 0)
    return values[min(rung, len(values) - 1)]


def _choose(scale: Scale, aim: Fraction) -> Answer:
    return rated(_find_nearest(scale.points, aim).code)


def _find_nearest(points: Iterable[Point], aim: Fraction) -> Point:
    """The point whose value is nearest, the lower of two. Example: 2/3 on the practice scale is Standard (3/5)."""
    return min(points, key=lambda point: (abs(point.value - aim), point.value))


def _invent_facts() -> Facts:
    return Facts(
        pk=0,
        organisation=_("An invented organisation"),
        unit=_("An invented unit"),
        cycle="",
        as_of=datetime.date(2026, 1, 1),
        scope=Assessment.Scope.FULL,
        state=Assessment.State.FINALISED,
        confidentiality=Assessment.Confidentiality.NAMED,
    )
