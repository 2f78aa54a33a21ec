"""One role against the rest, in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.queries.questionnaires import Questionnaire
from assessments.scoring import COMPARED_FROM, Difference, RoleComparison, Rubric, round_percent
from assessments.wording.charts import Text
from assessments.wording.numbers import say_list, say_percent

NAMED_DIFFERENCES = 3


def say_sides(people: int, others: int, units: int) -> str:
    """Whom a comparison hears: "4 people beside 11 others, from 3 units"."""
    own = ngettext("%(count)d person", "%(count)d people", people) % {"count": people}
    rest = ngettext("%(count)d other", "%(count)d others", others) % {"count": others}
    both = _("%(people)s beside %(others)s") % {"people": own, "others": rest}
    if units == 1:
        return both
    pooled = ngettext(
        "%(both)s, from %(units)d unit of the cycle", "%(both)s, from %(units)d units of the cycle", units
    )
    return pooled % {"both": both, "units": units}


def say_compared(comparison: RoleComparison) -> str:
    """How many practices both rated, and that they are too few where they are."""
    both = ngettext("%(n)d practice rated by both", "%(n)d practices rated by both", comparison.n) % {"n": comparison.n}
    if comparison.is_enough:
        return both
    return _("%(both)s; compared from %(least)d on") % {"both": both, "least": COMPARED_FROM}


def say_points_apart(comparison: RoleComparison) -> str:
    """How far the role's score is from that of the rest, in points of a hundred, as both are printed."""
    if comparison.role_score is None or comparison.rest_score is None:
        return ""
    points = int(round_percent(comparison.role_score) - round_percent(comparison.rest_score))
    if points == 0:
        return _("alike")
    text = (
        ngettext("%(points)d point higher", "%(points)d points higher", points)
        if points > 0
        else ngettext("%(points)d point lower", "%(points)d points lower", -points)
    )
    return text % {"points": abs(points)}


def list_differences(comparison: RoleComparison, rubric: Rubric, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The three largest differences as sentences, none where both said the same."""
    apart = [row for row in comparison.differences if row.difference]
    return tuple(_say_difference(row, rubric, questionnaire) for row in apart[:NAMED_DIFFERENCES])


def say_role_chart(name: str, rows: Sequence[tuple[str, RoleComparison]]) -> Text:
    """What the chart of all roles says: who is furthest from the rest, and every pair of scores."""
    compared = [
        (abs(row.role_score - row.rest_score), role, row, _say_pair(role, row.role_score, row.rest_score))
        for role, row in rows
        if row.role_score is not None and row.rest_score is not None
    ]
    if not compared:
        return Text(_("%(name)s: no role can be compared yet") % {"name": name}, "")
    _apart, role, widest, _pair = max(compared, key=lambda item: item[0])
    title = _("%(name)s: furthest from the others is %(role)s, %(apart)s")
    said = {"name": name, "role": role, "apart": say_points_apart(widest)}
    return Text(title % said, _("%(pairs)s.") % {"pairs": say_list(pair for *_rest, pair in compared)})


def _say_pair(role: str, own: Fraction, rest: Fraction) -> str:
    said = {"role": role, "own": say_percent(own), "rest": say_percent(rest)}
    return _("%(role)s %(own)s, the others %(rest)s") % said


def _say_difference(row: Difference, rubric: Rubric, questionnaire: Questionnaire) -> str:
    question = questionnaire.questions[row.practice]
    codes = {point.value: point.code for point in rubric.scales[question.scale.key].points}
    names = {choice.code: choice.name for choice in question.scale.choices}
    return _("%(practice)s: %(own)s, the others %(rest)s") % {
        "practice": question.title,
        "own": names[codes[row.role_value]],
        "rest": names[codes[row.rest_value]],
    }
