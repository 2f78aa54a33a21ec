"""Cycles: assessing several units at once, seeing how far all of them are, opening and closing them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.queries import list_tree
from assessments import wording
from assessments.actions.assessments import Setup
from assessments.actions.cycles import (
    NameTakenError,
    Plan,
    UnitsTakenError,
    add_units,
    close_cycle,
    create_cycle,
    open_cycle,
)
from assessments.forms import CycleForm, CycleUnitsForm
from assessments.forms.starting import describe_setup
from assessments.models import Assessment
from assessments.queries import cycles
from assessments.views.access import sign_in_required
from assessments.views.inviting import mail_untold
from assessments.wording.cycles import name_cycle, say_taken

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest

State = Assessment.State


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_cycle(request: SignedInRequest, slug: str) -> HttpResponse:
    """Name a round, choose what is measured and which units; their assessments are created at once."""
    organisation = access.get_organisation_to_lead(request.user, slug)
    today = timezone.localdate()
    form = CycleForm(
        request.POST if request.method == "POST" else None,
        places=list_tree(organisation),
        initial={"name": name_cycle(today), "starts_on": today},
    )
    if form.is_valid():
        try:
            data, plan = form.cleaned_data, read_plan(form)
            made = create_cycle(
                organisation=organisation, name=data["name"], starts_on=data["starts_on"], plan=plan, user=request.user
            )
            mail_untold(request, cycles.list_collecting(made))
            return redirect("assessments:cycle", made.pk)
        except NameTakenError:
            form.add_error("name", _("There is a cycle of this name already. Choose another name, or add units to it."))
    context = {"organisation": organisation, "form": form}
    return render(request, "assessments/new_cycle.html", context, status=400 if form.is_bound else 200)


@sign_in_required
@require_safe
def cycle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every unit of the cycle: how far its people are, and where it stands as far as that may be seen."""
    shown = cycles.get_cycle_to_lead(request.user, pk)
    rows = cycles.load_cycle_rows(request.user, shown)
    context = {
        "cycle": shown,
        "rows": [(row, [wording.say_headline(part.result, part.labels) for part in row.versions]) for row in rows],
        "people": sum(row.people for row in rows),
        "submitted": sum(row.submitted for row in rows),
        "drafts": sum(row.assessment.state == State.DRAFT for row in rows),
        "collecting": sum(row.assessment.state == State.COLLECTING for row in rows),
        "has_free": bool(cycles.list_free_places(shown)),
    }
    return render(request, "assessments/cycle.html", context)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_cycle_units(request: SignedInRequest, pk: int) -> HttpResponse:
    """Assess further units in the cycle, with what its newest assessment measures unless something else is chosen."""
    shown = cycles.get_cycle_to_lead(request.user, pk)
    sent = request.POST if request.method == "POST" else None
    form = CycleUnitsForm(sent, places=cycles.list_free_places(shown), initial=describe_setup(cycles.get_newest(shown)))
    if form.is_valid():
        try:
            made = add_units(cycle=shown, plan=read_plan(form), user=request.user)
            text = ngettext("%(count)d unit is added.", "%(count)d units are added.", len(made))
            messages.success(request, text % {"count": len(made)})
            mail_untold(request, cycles.list_collecting(shown))
            return redirect("assessments:cycle", pk)
        except UnitsTakenError as problem:
            form.add_error("units", say_taken([unit.name for unit in problem.units]))
    context = {"cycle": shown, "form": form}
    return render(request, "assessments/cycle_units.html", context, status=400 if form.is_bound else 200)


@sign_in_required
@require_POST
def open_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the people of every draft of the cycle to answer from now on, and tell them so."""
    shown = cycles.get_cycle_to_lead(request.user, pk)
    count = open_cycle(cycle=shown, by=request.user)
    text = ngettext("Collecting is open for %(count)d unit.", "Collecting is open for %(count)d units.", count)
    _tell(request, text, count, _("Nothing was left to open."))
    mail_untold(request, cycles.list_collecting(shown))
    return redirect("assessments:cycle", pk)


@sign_in_required
@require_POST
def close_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """End collecting in every assessment of the cycle that still collects."""
    shown = cycles.get_cycle_to_lead(request.user, pk)
    count = close_cycle(cycle=shown, by=request.user)
    text = ngettext("Collecting is closed for %(count)d unit.", "Collecting is closed for %(count)d units.", count)
    _tell(request, text, count, _("Collecting was over everywhere already."))
    return redirect("assessments:cycle", pk)


def read_plan(form: CycleUnitsForm) -> Plan:
    """What a valid form asks for."""
    data = form.cleaned_data
    return Plan(
        units=data["units"],
        setup=Setup(
            versions=list(data["versions"]),
            scope=data["scope"],
            confidentiality=data["confidentiality"],
            due_on=data["due_on"],
            targets=form.targets,
        ),
        is_draft=data["as_draft"],
        copies_people=data["people"] == CycleUnitsForm.LAST,
    )


def _tell(request: SignedInRequest, text: str, count: int, nothing: str) -> None:
    """What was done, or that there was nothing to do."""
    if count:
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, nothing)
