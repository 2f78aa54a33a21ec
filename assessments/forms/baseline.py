"""The form of an earlier result: what it was, and its scores as they stand in a spreadsheet."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.forms.fields import DayField, PlainText
from assessments.models.baselines import MAX_NAME, MAX_SOURCE

if TYPE_CHECKING:
    import datetime

    from assessments.queries.versions import VersionLabels

MAX_TEXT, MAX_LINES, SHOWN_PROBLEMS, QUOTED = 10_000, 60, 12, 60
PERCENT = re.compile(r"\d{1,3}([.,]\d{1,4})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedScores:
    """What was read: scores from 0 to 1 by dimension, and every problem as a sentence that names its line."""

    scores: dict[str, Fraction]
    problems: tuple[str, ...]


class BaselineForm(forms.Form):
    """An earlier result of one version. Cleans `scores` to fractions by the key of the dimension."""

    name = forms.CharField(
        max_length=MAX_NAME,
        label=gettext_lazy("What it was"),
        help_text=gettext_lazy("For example: self-assessment of the platform team"),
        error_messages={"required": gettext_lazy("Say what it was.")},
    )
    taken_on = DayField(
        label=gettext_lazy("When it was taken"),
        error_messages={"required": gettext_lazy("Say when it was taken.")},
    )
    source = forms.CharField(
        max_length=MAX_SOURCE,
        label=gettext_lazy("Where it comes from"),
        help_text=gettext_lazy("The spreadsheet or document, so that somebody can find it again."),
        error_messages={"required": gettext_lazy("Say where it comes from.")},
    )
    level = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=gettext_lazy("Level reached, if there was one")
    )
    scores = PlainText(
        max_length=MAX_TEXT,
        label=gettext_lazy("Scores in per cent"),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One dimension a line, then its score from 0 to 100: two columns of a spreadsheet, or with a semicolon "
            "between them. Leave the score out where nothing was measured."
        ),
        error_messages={"required": gettext_lazy("Give at least one score.")},
    )

    def __init__(self, *args: Any, labels: VersionLabels, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels = labels
        levels = [(number, f"{labels.level_word} {number}: {level.name}") for number, level in labels.levels.items()]
        if levels:
            self.fields["level"].choices = [("", _("None")), *levels]  # type: ignore[attr-defined]
        else:
            del self.fields["level"]

    def clean_taken_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["taken_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="future")
        return day

    def clean_scores(self) -> dict[str, Fraction]:
        read = read_scores(self.cleaned_data["scores"], self.labels)
        if read.problems:
            raise ValidationError(list(read.problems))
        if not read.scores:
            raise ValidationError(_("Give at least one score."), code="required")
        return read.scores


def list_names(labels: VersionLabels) -> str:
    """The dimensions as lines that only want their scores."""
    return "\n".join(f"{label.name}; " for label in labels.dimensions.values())


def read_scores(text: str, labels: VersionLabels) -> PastedScores:
    """Pasted cells or CSV, with tabs, semicolons or commas between them; a first line of headings is passed over."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > MAX_LINES:
        problem = _("These are %(count)d lines. A model has at most %(limit)d dimensions.")
        return PastedScores(scores={}, problems=(problem % {"count": len(lines), "limit": MAX_LINES},))
    known = {name.casefold(): key for key, label in labels.dimensions.items() for name in _list_aliases(key, label)}
    scores: dict[str, Fraction] = {}
    problems: list[str] = []
    for place, (number, line) in enumerate(lines):
        name, score = _split(line)
        key = known.get(name.casefold())
        if key is None and place == 0 and not PERCENT.fullmatch(score):
            continue
        wrong = _find_problem(name, score, key, scores)
        problems += [_("Line %(number)d: %(problem)s") % {"number": number, "problem": text} for text in wrong]
        if key is not None and score and not wrong:
            scores[key] = _read_percent(score)
    return PastedScores(scores=scores, problems=_shorten(problems))


def _list_aliases(key: str, label: Any) -> tuple[str, str, str]:
    return key, label.name, label.short_name


def _split(line: str) -> tuple[str, str]:
    """Name and score of one line; the score is empty where there is only a name."""
    separator = next((mark for mark in "\t;" if mark in line), ",")
    cells = [cell.strip() for cell in next(csv.reader([line.strip()], delimiter=separator))]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return (filled or [""])[0], ""
    return separator.join(filled[:-1]), filled[-1].rstrip("%").strip()


def _find_problem(name: str, score: str, key: str | None, scores: dict[str, Fraction]) -> Iterator[str] | list[str]:
    problems = []
    if key is None:
        problems.append(_("“%(name)s” is not a dimension of this model.") % {"name": name[:QUOTED]})
    elif key in scores:
        problems.append(_("“%(name)s” has a score already.") % {"name": name[:QUOTED]})
    if score and (not PERCENT.fullmatch(score) or _read_percent(score) > 1):
        problems.append(_("“%(score)s” is not a number from 0 to 100.") % {"score": score[:QUOTED]})
    return problems


def _read_percent(text: str) -> Fraction:
    """Example: "62,5" is 5/8."""
    return Fraction(text.replace(",", ".")) / 100


def _shorten(problems: list[str]) -> tuple[str, ...]:
    """All problems at once, but not more than somebody reads."""
    if len(problems) <= SHOWN_PROBLEMS:
        return tuple(problems)
    more = _("And %(count)d more problems.") % {"count": len(problems) - SHOWN_PROBLEMS}
    return (*problems[:SHOWN_PROBLEMS], more)
