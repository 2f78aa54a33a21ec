"""The part of a report that belongs to one pinned version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from assessments import wording
from assessments.charts import ChartWords, build_heatmap
from assessments.queries.results import AssessmentResults, VersionResult
from assessments.queries.versions import VersionLabels
from assessments.report.baselines import build_baseline
from assessments.report.drawings import build_drawings, list_maturity, render_ability_plane
from assessments.report.shapes import (
    Ability,
    DimensionRow,
    Headline,
    LevelRow,
    ModelReport,
    NextStep,
    PracticeLine,
    Source,
)
from assessments.scoring import Basis, Criterion, Kind, LevelProfile, Result, UnitAnswer


def build_model_report(results: AssessmentResults, part: VersionResult, words: ChartWords) -> ModelReport:
    result, labels = part.result, part.labels
    open_criteria = _list_not_in_place(result, results.units)
    lines = {item.practice: build_practice_line(results, item) for item in open_criteria}
    return ModelReport(
        key=labels.model,
        name=labels.name,
        number=labels.number,
        level_word=labels.level_word,
        headline=_build_headline(result, labels),
        next_step=_build_next_step(result, labels, lines),
        levels=_build_levels(result, labels, [(item, lines[item.practice]) for item in open_criteria]),
        dimensions=tuple(_build_dimension(result, labels, code) for code in list_maturity(result)),
        heat_levels=tuple(wording.name_rung(labels, level) for level in _list_measured_levels(result)),
        heat=build_heatmap(
            dimensions=[(code, labels.dimensions[code].name) for code in list_maturity(result)],
            levels=_list_measured_levels(result),
            cells=result.cells,
            words=words,
        ),
        ability=_build_ability(part, words),
        drawings=build_drawings(part, words),
        not_in_place=tuple(lines[item.practice] for item in open_criteria if item.level is None),
        rules_note=labels.rules_note,
        method=wording.list_method(result.rubric),
        source=_build_source(labels),
        result=result,
        baseline=build_baseline(part),
        target=wording.say_target(result, labels, part.target, len(part.gaps)),
    )


def build_practice_line(results: AssessmentResults, item: Criterion) -> PracticeLine:
    """A practice that a version counts, with where it stands."""
    question, unit = results.questionnaire.questions[item.practice], results.units[item.practice]
    return PracticeLine(
        key=question.key,
        title=question.title,
        statement=question.statement,
        now=wording.say_now(unit.answer, question.scale.point_names, is_inherited=unit.basis is Basis.INHERITED),
        is_key=item.key,
    )


def _list_not_in_place(result: Result, units: Mapping[str, UnitAnswer]) -> list[Criterion]:
    """The criteria that apply and are not in place: in the order of the version, without levels by what they lack."""
    found = [item for item in result.rubric.criteria if not _is_settled(result, item, units[item.practice])]
    if result.rubric.levels:
        return found
    return sorted(found, key=lambda item: _rank_lack(result, item, units[item.practice]))


def _rank_lack(result: Result, item: Criterion, unit: UnitAnswer) -> tuple[bool, Fraction]:
    """Rated ones first, the largest weight × (in-place value − value) of them at the top."""
    if unit.answer.point is None:
        return True, Fraction(0)
    scale = result.rubric.scales[item.scale]
    return False, item.weight * (scale.value(unit.answer.point) - scale.in_place_value)


def _is_settled(result: Result, item: Criterion, unit: UnitAnswer) -> bool:
    if unit.answer.kind is Kind.NOT_APPLICABLE:
        return True
    if unit.answer.point is None:
        return False
    scale = result.rubric.scales[item.scale]
    return scale.value(unit.answer.point) >= scale.in_place_value


def _build_headline(result: Result, labels: VersionLabels) -> Headline:
    level = result.placement.level if result.placement else None
    return Headline(
        text=wording.say_headline(result, labels),
        rung="" if level is None else wording.name_rung(labels, level),
        name="" if level is None else labels.levels[level].name,
        overall=wording.say_score(result.overall),
        coverage=wording.say_coverage(result.overall),
        notes=wording.list_notes(result, labels),
        profile=wording.say_profile(result, labels),
        holds=wording.list_holds(result, labels),
        out_of_order=wording.say_out_of_order(result, labels),
        rests_on=wording.say_rests_on(result, labels),
    )


def _build_next_step(result: Result, labels: VersionLabels, lines: Mapping[str, PracticeLine]) -> NextStep:
    return NextStep(
        sentence=wording.say_next_level(result, labels),
        practices=tuple(lines[key] for key in (result.next_level.practices if result.next_level else ())),
        obstacles=wording.list_next_level_obstacles(result, labels),
    )


def _build_levels(
    result: Result, labels: VersionLabels, open_lines: Iterable[tuple[Criterion, PracticeLine]]
) -> tuple[LevelRow, ...]:
    by_level: dict[int | None, list[PracticeLine]] = {}
    for item, line in open_lines:
        by_level.setdefault(item.level, []).append(line)
    return tuple(_build_level(row, result, labels, tuple(by_level.get(row.level, ()))) for row in result.profile)


def _build_level(
    row: LevelProfile, result: Result, labels: VersionLabels, not_in_place: tuple[PracticeLine, ...]
) -> LevelRow:
    score = result.levels[row.level]
    return LevelRow(
        rung=wording.name_rung(labels, row.level),
        name=labels.levels[row.level].name,
        in_place=wording.say_count_of(row.in_place, row.applicable) if row.total else "",
        share=wording.say_share(row.share, result.rubric.min_in_place) if row.total else "",
        score=wording.say_score(score) if row.total else "",
        coverage=wording.say_coverage(score) if row.total else "",
        state=wording.say_level_state(row, result),
        is_reached=bool(row.attained),
        not_in_place=not_in_place,
    )


def _build_dimension(result: Result, labels: VersionLabels, code: str) -> DimensionRow:
    score, label = result.dimensions[code], labels.dimensions[code]
    return DimensionRow(
        key=code,
        name=label.name,
        score=wording.say_score(score),
        rated=wording.say_rated(score),
        in_place=wording.say_count_of(score.in_place, score.applicable),
        coverage=wording.say_coverage(score) if score.total else "",
        levels=wording.say_levels_measured(label, labels),
        is_thin=score.value is not None and score.is_thin,
    )


def _list_measured_levels(result: Result) -> tuple[int, ...]:
    """The levels that any criterion counts for; the floor may have none."""
    return tuple(row.level for row in result.profile if row.total)


def _build_ability(part: VersionResult, words: ChartWords) -> Ability | None:
    result, labels = part.result, part.labels
    maturity = set(list_maturity(result))
    codes = [axis.code for axis in result.rubric.dimensions if axis.code not in maturity]
    if not codes:
        return None
    return Ability(
        caption=" ".join(dict.fromkeys(labels.dimensions[code].caption for code in codes)),
        rows=tuple(_build_dimension(result, labels, code) for code in codes),
        title=wording.say_plane(result, labels).title,
        plane=render_ability_plane(part, words),
    )


def _build_source(labels: VersionLabels) -> Source:
    return Source(text=labels.source, url=labels.source_url, licence=labels.licence, attribution=labels.attribution)
