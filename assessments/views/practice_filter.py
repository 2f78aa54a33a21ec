"""What narrows the list of practices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models import Criterion, Dimension, Level, ModelVersion
from roles.forms import TagFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

Choices = list[tuple[str, Any]]
# What a card's tags add to where nothing narrows the list; names that a template does not know are slow to look up.
NOTHING_CHOSEN = {
    "beside": {"role": "", "level": "", "dimension": ""},
    "beside_places": "",
    "model_in_force": "",
}


class PracticeFilter(TagFilter):
    """Which practices to list: by role, risk, and where the versions on offer count them.

    Levels and dimensions belong to a model, so their values name it, as in "osmm:2".
    """

    model = forms.ChoiceField(label=_("Model"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    dimension = forms.ChoiceField(label=_("Dimension"), required=False)

    field_order = ("role", "risk", "model", "level", "dimension")

    def __init__(self, data: Any, *, versions: Sequence[ModelVersion]) -> None:
        super().__init__(data)
        models = [(version.maturity_model.key, version.name) for version in versions]
        self._offer("model", [("", _("All models")), *models])
        self._offer("level", [("", _("All levels")), *_list_levels(versions)])
        self._offer("dimension", [("", _("All dimensions")), *_list_dimensions(versions)])

    def narrow(self, criteria: QuerySet[Criterion]) -> QuerySet[Criterion]:
        """The criteria that fit every choice of a valid form; a practice may occur several times."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        for name, value in chosen.items():
            criteria = criteria.filter(_describe(name, value))
        return criteria

    @property
    def beside_places(self) -> str:
        """What is chosen beside model, level and dimension: where another model counts a practice fits none of them."""
        return self._write_query(set(TagFilter.base_fields))

    @property
    def model_in_force(self) -> str:
        """The key of the model to which what is chosen belongs; empty for none."""
        places = [value for name, value in self._chosen.items() if name not in TagFilter.base_fields]
        return places[0].partition(":")[0] if places else ""

    def _offer(self, name: str, choices: Choices) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices


def _describe(name: str, value: Any) -> Q:
    if name == "role":
        return Q(revision__provider=value) | Q(revision__users=value)
    if name == "risk":
        return Q(revision__activity__risks=value)
    model, _colon, part = str(value).partition(":")
    own = Q(version__maturity_model__key=model)
    if name == "level":
        return own & Q(level__number=int(part))
    return own & Q(dimension__key=part) if name == "dimension" else own


def _list_levels(versions: Sequence[ModelVersion]) -> Choices:
    words = {version.pk: version.level_word for version in versions}
    rows = Level.objects.filter(version__in=words).order_by("number")
    return _group(
        versions,
        ((row.version_id, str(row.number), f"{words[row.version_id]} {row.number}: {row.name}") for row in rows),
    )


def _list_dimensions(versions: Sequence[ModelVersion]) -> Choices:
    rows = Dimension.objects.filter(version__in=[version.pk for version in versions]).order_by("position")
    return _group(versions, ((row.version_id, row.key, row.name) for row in rows))


def _group(versions: Iterable[ModelVersion], parts: Iterable[tuple[int, str, str]]) -> Choices:
    """Parts, as (version, value, name), under the name of their version, which their values name too."""
    found: dict[int, Choices] = {}
    for version, value, name in parts:
        found.setdefault(version, []).append((value, name))
    return [
        (version.name, [(f"{version.maturity_model.key}:{value}", name) for value, name in found[version.pk]])
        for version in versions
        if version.pk in found
    ]
