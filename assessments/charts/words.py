"""The few words that charts write themselves, handed in so that they are translated in one place (wording)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from assessments.scoring import round_percent


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """Templates with named places in braces, and plain texts; English examples after each.

    A place that a translation leaves out is simply not filled; an unknown one stays as it is, so that no translation
    can break a chart. `decimal` is the decimal mark of the language.
    """

    percent: str  # "{number}%"
    count: str  # "n={count}"
    in_place: str  # "{count} of {total} in place"
    score: str  # "score {percent}"
    gate: str  # "needed: {percent} in place"
    not_measured: str  # "not measured here"
    not_rated: str  # "not rated yet"
    thin: str  # "hollow: fewer than 3 rated practices"
    decimal: str = "."


def say_percent(words: ChartWords, value: Fraction, *, apart_from: Iterable[Fraction] = ()) -> str:
    """A share in whole per cent, with more decimals only where it would print like a threshold that it is not."""
    digits = str(round_percent(value, apart_from=apart_from)).replace(".", words.decimal)
    return fill(words.percent, number=digits)


def say_count(words: ChartWords, count: int) -> str:
    """How many practices a score rests on: "n=2"."""
    return fill(words.count, count=str(count))


def fill(template: str, **places: str) -> str:
    """The template with its places filled. Example: "n={count}" and count "2" give "n=2"."""
    for name, text in places.items():
        template = template.replace("{" + name + "}", text)
    return template
