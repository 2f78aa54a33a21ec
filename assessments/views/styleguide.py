"""Every component in every state on one page, for those who work on the interface. Only where DEBUG is on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.forms import list_scopes
from assessments.queries.questionnaires import build_questionnaire
from assessments.queries.versions import list_offered_versions
from assessments.report.sample import load_sample
from assessments.views import specimens
from assessments.views.colours import list_pairs

if TYPE_CHECKING:
    from assessments.models import ModelVersion

LEVELS = 5


class SpecimenForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name of the round"), help_text=_("Such as 2026 H2."))
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    unit = forms.ChoiceField(label=_("Unit"), choices=[("", _("Choose a unit")), ("1", _("Payments"))])
    scope = forms.ChoiceField(label=_("How deep"), choices=list_scopes, widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        label=_("Send me"),
        choices=[("due", _("What is due")), ("done", _("What is done"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose all that apply."),
    )
    agree = forms.BooleanField(label=_("I have read the questions"))
    fixed = forms.CharField(label=_("Cannot be changed"), initial=_("Harbour Mutual"), disabled=True, required=False)


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The design system at work; 404 on an installation that people use."""
    if not settings.DEBUG:
        raise Http404
    version = list_offered_versions().first()
    context = {
        "pairs": list_pairs(_read_tokens()),
        "plain": SpecimenForm(prefix="plain"),
        "wrong": SpecimenForm({"wrong-name": "", "wrong-unit": "9"}, prefix="wrong"),
        "sample": load_sample(version) if version else None,
        "radar": specimens.draw_radar(),
        "bar_list": specimens.draw_bar_list(),
        "plane": specimens.draw_plane(),
        "steps": range(1, LEVELS + 1),
        "places": {},
        "assessment": {"pk": 0, "unit": {"organisation": _("Harbour Mutual")}},
        **(_show_questions(version) if version else {}),
    }
    return render(request, "assessments/styleguide.html", context)


def _show_questions(version: ModelVersion) -> dict[str, object]:
    questionnaire = build_questionnaire(((version.pk, version.published_at),), False)
    return {"section": questionnaire.sections[0], "specimens": specimens.list_specimens(questionnaire)}


def _read_tokens() -> str:
    return Path(str(finders.find("css/base.css"))).read_text(encoding="utf-8")
