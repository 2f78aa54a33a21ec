"""Every component in every state on one page, for those who work on the interface. Only where DEBUG is on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from assessments.forms import list_scopes
from assessments.models import AnswerKind
from assessments.queries.answers import NOTHING, GivenAnswer
from assessments.queries.questionnaires import build_questionnaire
from assessments.queries.versions import list_offered_versions
from assessments.report.sample import load_sample
from assessments.views.colours import list_pairs
from assessments.views.practice_fields import PracticeField, show_stored

if TYPE_CHECKING:
    from assessments.models import ModelVersion
    from assessments.queries.questionnaires import Question

SHOWN = 7


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
        "specimens": _list_specimens(version) if version else [],
        "sample": load_sample(version) if version else None,
        "assessment": {"pk": 0},
    }
    return render(request, "assessments/styleguide.html", context)


def _read_tokens() -> str:
    return Path(str(finders.find("css/base.css"))).read_text(encoding="utf-8")


def _list_specimens(version: ModelVersion) -> list[tuple[str, PracticeField, bool]]:
    """Questions of a version in each state: a heading, what the fields show, and whether they can be changed."""
    questionnaire = build_questionnaire(((version.pk, version.published_at),), False)
    questions = list(questionnaire.questions.values())[:SHOWN]
    makers = (
        (_("Not answered"), _show_open, True),
        (_("Saved"), _show_saved, True),
        (_("Reason missing"), _show_without_reason, True),
        (_("Wording changed"), _show_outdated, True),
        (_("Refused"), _show_refused, True),
        (_("Conflict"), _show_conflict, True),
        (_("Submitted"), _show_saved, False),
    )
    return [
        (str(name), make(question), is_open) for question, (name, make, is_open) in zip(questions, makers, strict=False)
    ]


def _rate(question: Question) -> GivenAnswer:
    point = question.scale.choices[-1]
    return GivenAnswer(
        kind=AnswerKind.RATED, point=point.code, point_name=point.name, version=1, updated_at=timezone.now()
    )


def _show_open(question: Question) -> PracticeField:
    return show_stored(question, NOTHING)


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
