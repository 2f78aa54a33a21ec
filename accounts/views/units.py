"""The organisation itself and its tree of units: for administrators of the whole organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, queries
from accounts.actions import add_unit, change_organisation, change_unit, remove_unit
from accounts.forms import OrganisationForm, UnitPlaceForm
from accounts.views.requests import BAD, OK

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from accounts.models import Unit
    from accounts.views.requests import SignedInRequest


@login_required
@require_safe
def units(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = access.get_organisation_to_manage(request.user, slug)
    context = {"organisation": organisation, "tree": queries.list_tree(organisation)}
    return render(request, "accounts/units.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_unit(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = access.get_organisation_to_manage(request.user, slug)
    sent = request.POST if request.method == "POST" else None
    form = UnitPlaceForm(sent, organisation=organisation, initial={"parent": request.GET.get("under")})
    if form.is_valid() and _try(form, lambda: add_unit(**form.cleaned_data)):
        messages.success(request, _("The unit %(name)s is added.") % form.cleaned_data)
        return redirect("accounts:units", organisation.slug)
    context = {"organisation": organisation, "form": form, "unit": None}
    return render(request, "accounts/unit.html", context, status=BAD if form.errors else OK)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Rename a unit, move it and what is below it, or remove it."""
    organisation = access.get_organisation_to_manage(request.user, slug)
    shown = queries.get_part(organisation, pk)
    if "remove" in request.POST:
        return _remove(request, shown)
    sent = request.POST if request.method == "POST" else None
    initial = {"name": shown.name, "parent": shown.parent}
    form = UnitPlaceForm(sent, organisation=organisation, initial=initial)
    if form.is_valid() and _try(form, lambda: change_unit(unit=shown, **form.cleaned_data)):
        messages.success(request, _("The unit %(name)s is saved.") % form.cleaned_data)
        return redirect("accounts:units", organisation.slug)
    context = {"organisation": organisation, "form": form, "unit": shown}
    return render(request, "accounts/unit.html", context, status=BAD if form.errors else OK)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedInRequest, slug: str) -> HttpResponse:
    """The name of the organisation, and what it asks of its members at sign-in."""
    organisation = access.get_organisation_to_manage(request.user, slug)
    # Not the object of the page: a refused name must not appear in its heading.
    edited = access.get_organisation_to_manage(request.user, slug)
    form = OrganisationForm(request.POST if request.method == "POST" else None, instance=edited)
    if form.is_valid():
        change_organisation(organisation=organisation, **form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect("accounts:settings", organisation.slug)
    context = {"organisation": organisation, "form": form}
    return render(request, "accounts/settings.html", context, status=BAD if form.errors else OK)


def _remove(request: SignedInRequest, shown: Unit) -> HttpResponse:
    try:
        remove_unit(unit=shown)
    except ValidationError as problem:
        messages.error(request, problem.message)
        return redirect("accounts:unit", shown.organisation.slug, shown.pk)
    messages.success(request, _("The unit %(name)s is removed.") % {"name": shown.name})
    return redirect("accounts:units", shown.organisation.slug)


def _try(form: UnitPlaceForm, action: Callable[[], object]) -> bool:
    """Whether it could be done; if not, the form says why, at the field that the reason names."""
    try:
        action()
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True
