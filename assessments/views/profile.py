"""What an organisation says of itself: for every member to read, for those who lead the whole of it to change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from assessments.actions.profile import describe_organisation, fill_role, vacate_role
from assessments.forms import ProfileForm, StaffingForm
from assessments.queries.profile import get_profile, get_staffing, list_changes, list_members, load_posts, load_strategy
from assessments.views.access import sign_in_required
from assessments.wording.profile import say_change

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.models import Organisation
    from assessments.views.access import SignedInRequest

OK, BAD = 200, 400
PER_PAGE = 20


@sign_in_required
@require_safe
def profile(request: SignedInRequest, slug: str) -> HttpResponse:
    """Structure, staffing with what is missing, strategy with what the next one asks, and who changed what."""
    shown = access.get_organisation(request.user, slug)
    described = get_profile(shown)
    page = Paginator(list_changes(described), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": shown,
        "profile": described,
        "posts": load_posts(described),
        "strategy": load_strategy(described),
        "page": page,
        "changes": [(change, say_change(change)) for change in page],
        "may_edit": access.may_lead_whole(request.user, shown),
    }
    return render(request, "assessments/profile.html", context)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose the structure and the strategies."""
    led = access.get_organisation_to_lead(request.user, slug)
    described = get_profile(led)
    chosen = {name: getattr(described, name) for name in ProfileForm.base_fields}
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        initial={name: guide.key if guide else "" for name, guide in chosen.items()},
    )
    if form.is_valid():
        describe_organisation(organisation=led, user=request.user, **form.cleaned_data)
        messages.success(request, _("The profile is saved."))
        return redirect("assessments:profile", led.slug)
    context = {"organisation": led, "form": form}
    return render(request, "assessments/edit_profile.html", context, status=BAD if form.errors else OK)


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def staffing(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put people into roles, and see who is there."""
    led = access.get_organisation_to_lead(request.user, slug)
    role = {"role": request.GET.get("role", "")}
    form = StaffingForm(request.POST if request.method == "POST" else None, members=list_members(led), initial=role)
    if form.is_valid():
        filled = fill_role(organisation=led, user=request.user, **form.cleaned_data)
        messages.success(request, _("The role %(role)s is filled.") % {"role": filled.role})
        return redirect("assessments:staffing", led.slug)
    return _render_staffing(request, led, form)


@sign_in_required
@require_POST
def remove_staffing(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take a person out of a role."""
    led = access.get_organisation_to_lead(request.user, slug)
    vacate_role(staffing=get_staffing(led, pk), user=request.user)
    messages.success(request, _("The person is taken out of the role."))
    return redirect("assessments:staffing", led.slug)


def _render_staffing(request: SignedInRequest, led: Organisation, form: StaffingForm) -> HttpResponse:
    context = {"organisation": led, "form": form, "posts": load_posts(get_profile(led))}
    return render(request, "assessments/staffing.html", context, status=BAD if form.errors else OK)
