"""Numbers for the eye: per cent, "2 of 7", and what a score rests on."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.charts.words import fill
from assessments.scoring import Score, round_percent

LEFT_OUT = {
    "dont_know": gettext_noop("%(count)d don’t know"),
    "no_answer": gettext_noop("%(count)d not answered"),
    "not_applicable": gettext_noop("%(count)d not applicable"),
}


def say_percent(value: Fraction, *, apart_from: Iterable[Fraction] = ()) -> str:
    """A share in whole per cent, with more decimals only where it would print like a number that it is not.

    Examples: 5/8 gives "63%"; 149/200 beside a threshold of 3/4 gives "74.5%".
    """
    digits = str(round_percent(value, apart_from=apart_from)).replace(".", decimal_mark())
    return fill(_("{number}%"), number=digits)


def decimal_mark() -> str:
    return str(get_format("DECIMAL_SEPARATOR"))


def say_score(score: Score) -> str:
    """A score in per cent, or why there is none: nothing rated yet, or nothing measured here."""
    if score.value is not None:
        return say_percent(score.value)
    return _("not rated yet") if score.total else _("not measured here")


def say_share(share: Fraction | None, threshold: Fraction) -> str:
    """The share in place, told apart from the threshold that it is compared with."""
    return _("nothing applies") if share is None else say_percent(share, apart_from=[threshold])


def say_count_of(count: int, total: int) -> str:
    return _("%(count)d of %(total)d") % {"count": count, "total": total}


def say_rated(score: Score) -> str:
    """How many of the applicable practices are rated: "11 of 12"."""
    return say_count_of(score.rated, score.applicable)


def say_coverage(score: Score) -> str:
    """What a score rests on, and what it leaves out: "11 of 12 rated, 1 don’t know, 2 not applicable"."""
    rated = _("%(count)d of %(total)d rated") % {"count": score.rated, "total": score.applicable}
    return say_list([rated, *list_left_out(score)])


def list_left_out(score: Score) -> list[str]:
    """What a score leaves out, one text per kind that occurs."""
    counts = {"dont_know": score.dont_know, "no_answer": score.no_answer, "not_applicable": score.not_applicable}
    return [_(LEFT_OUT[kind]) % {"count": count} for kind, count in counts.items() if count]


def say_list(items: Iterable[str]) -> str:
    """Items in one line."""
    return _(", ").join(items)
