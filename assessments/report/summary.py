"""The page for executives: placement, three strengths, three gaps that matter, what comes next, what it rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from assessments import wording
from assessments.queries.results import AssessmentResults, VersionResult
from assessments.report.drawings import list_maturity
from assessments.report.models import build_practice_line
from assessments.report.shapes import ModelReport, PracticeLine, Summary
from assessments.scoring import Kind, Score

SHOWN = 3
STRONG_FROM, COVERED_FROM = Fraction(1, 2), Fraction(1, 2)


def build_summary(results: AssessmentResults, models: tuple[ModelReport, ...]) -> Summary:
    """Strengths and gaps are those of the first model, whose dimensions the questionnaire follows."""
    first = results.versions[0] if results.versions else None
    return Summary(
        placements=tuple((model.name, model.headline.text) for model in models),
        strengths=_list_strengths(first) if first else (),
        gaps=_list_gaps(results, first, models[0]) if first else (),
        asks=tuple(text for model in models if (text := _say_ask(model))),
        confidence=wording.say_confidence(
            len(results.people), results.submitted, count_answers(results), len(results.open_conversations)
        ),
    )


def count_answers(results: AssessmentResults) -> Score:
    """All practices of the questionnaire, each once whatever the number of versions; counts only, without a value."""
    kinds = Counter(unit.answer.kind for unit in results.units.values())
    return Score(
        value=None,
        rated=kinds[Kind.RATED],
        in_place=0,
        dont_know=kinds[Kind.DONT_KNOW],
        no_answer=kinds[Kind.NO_ANSWER],
        not_applicable=kinds[Kind.NOT_APPLICABLE],
    )


def _list_strengths(part: VersionResult) -> tuple[str, ...]:
    """The dimensions with the highest scores, of those that are well covered and at least half way."""
    scores = [(part.labels.dimensions[code].name, part.result.dimensions[code]) for code in list_maturity(part.result)]
    strong = [(name, score) for name, score in scores if _is_strong(score)]
    strong.sort(key=lambda pair: -(pair[1].value or 0))
    return tuple(wording.say_strength(name, score) for name, score in strong[:SHOWN])


def _is_strong(score: Score) -> bool:
    coverage = score.coverage
    if score.value is None or coverage is None or score.is_thin:
        return False
    return score.value >= STRONG_FROM and coverage >= COVERED_FROM


def _list_gaps(results: AssessmentResults, part: VersionResult, model: ModelReport) -> tuple[PracticeLine, ...]:
    """The gaps of the lowest levels, key ones first; without levels, the rated practices that lack most."""
    if not part.result.rubric.levels:
        rated = (line for line in model.not_in_place if results.units[line.key].answer.kind is Kind.RATED)
        return tuple(rated)[:SHOWN]
    criteria = {item.practice: item for item in part.result.rubric.criteria}
    gaps = sorted(part.gaps, key=lambda gap: (gap.level, not gap.key))[:SHOWN]
    lines = [(gap, build_practice_line(results, criteria[gap.practice])) for gap in gaps]
    return tuple(replace(line, now=wording.say_gap(gap, part.labels, line.now)) for gap, line in lines)


def _say_ask(model: ModelReport) -> str:
    """What the next level asks, in one line: "Stage 1 asks for 2 more practices in place: A, B."."""
    step = model.next_step
    titles = [line.title for line in step.practices]
    return wording.say_ask(step.sentence, titles)
