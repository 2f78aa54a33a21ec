"""The way in: a landing page for visitors, a home page for people, their organisations and units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from assessments import wording
from assessments.actions.assessments import start_assessment
from assessments.forms import StartForm
from assessments.models import Assessment
from assessments.queries import cycles, overview, scoped, versions
from assessments.report.sample import load_sample
from assessments.views.access import sign_in_required
from assessments.wording.cycles import name_cycle
from roles.visitors import may_browse

if TYPE_CHECKING:
    from accounts.models import Unit
    from assessments.views.access import SignedInRequest

SHOWN_MODEL = "todo-stages"
MOST_CYCLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One model's result in words."""

    model: str
    headline: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCard:
    """One assessment's result, as the home page shows it."""

    assessment: Assessment
    lines: tuple[ResultLine, ...]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is mine to answer, what I lead and the latest results; for visitors, what this is."""
    if not request.user.is_authenticated:
        context = _describe_product() if may_browse(request) else {}
        return render(request, "assessments/landing.html", context)
    context = {
        "tasks": overview.list_my_tasks(request.user),
        "led_unit": overview.list_led_units(request.user).first(),
        "led": overview.list_led(request.user),
        "latest": [_describe_result(item) for item in overview.list_latest(request.user)],
        "cycles": cycles.list_led_cycles(request.user)[:MOST_CYCLES],
        "organisations": access.list_organisations(request.user),
    }
    return render(request, "assessments/home.html", context)


@sign_in_required
@require_safe
def organisation(request: SignedInRequest, slug: str) -> HttpResponse:
    shown = access.get_organisation(request.user, slug)
    context = {
        "organisation": shown,
        "tree": overview.list_unit_tree(request.user, shown),
        "may_manage": access.may_manage(request.user, shown),
        "may_lead": access.may_lead_whole(request.user, shown),
        "cycles": cycles.list_cycles(shown),
        "others": access.list_organisations(request.user).exclude(pk=shown.pk),
    }
    return render(request, "assessments/organisation.html", context)


@sign_in_required
@require_safe
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    shown = access.get_unit(request.user, pk)
    context = {
        "unit": shown,
        "ancestors": list(reversed(shown.ancestors())),
        "assessments": scoped.list_for_unit(request.user, shown),
        "may_lead": access.may_lead(request.user, shown),
    }
    return render(request, "assessments/unit.html", context)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Start an assessment of a unit that the person leads, and go straight to its task list."""
    led = access.get_unit_to_lead(request.user, pk)
    sent = request.POST if request.method == "POST" else None
    form = StartForm(sent, initial={"cycle_name": name_cycle(timezone.localdate())})
    if form.is_valid():
        return redirect("assessments:assessment", _start(request, led, form).pk)
    status = 400 if form.is_bound else 200
    return render(request, "assessments/start.html", {"unit": led, "form": form}, status=status)


def _start(request: SignedInRequest, led: Unit, form: StartForm) -> Assessment:
    data = form.cleaned_data
    return start_assessment(
        unit=led,
        user=request.user,
        versions=list(data["versions"]),
        scope=data["scope"],
        cycle_name=data["cycle_name"],
        roles=list(data["roles"]),
        confidentiality=data["confidentiality"],
        due_on=data["due_on"],
        targets=form.targets,
        state=Assessment.State.DRAFT if data["as_draft"] else Assessment.State.COLLECTING,
    )


def _describe_product() -> dict[str, object]:
    """For the landing page, where content is public: the models on offer, and an example result of one of them."""
    offered = list(versions.list_offered_versions())
    shown = next((version for version in offered if version.maturity_model.key == SHOWN_MODEL), None)
    return {"versions": offered, "sample": load_sample(shown) if shown else None}


def _describe_result(item: overview.LatestResult) -> ResultCard:
    lines = tuple(
        ResultLine(
            model=part.labels.name,
            headline=wording.say_headline(part.result, part.labels),
            notes=wording.list_notes(part.result, part.labels),
        )
        for part in item.versions
    )
    return ResultCard(assessment=item.assessment, lines=lines)
