"""Who is in an organisation and what each may do there: for administrators of the whole organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access, queries
from accounts.actions import change_member, remove_member
from accounts.forms import MemberForm
from accounts.views.requests import BAD, OK

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.models import Membership
    from accounts.views.requests import SignedInRequest

PER_PAGE = 100


@login_required
@require_safe
def members(request: SignedInRequest, slug: str) -> HttpResponse:
    organisation = access.get_organisation_to_manage(request.user, slug)
    page = Paginator(queries.list_members(organisation), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/members.html", {"organisation": organisation, "page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """What one member may do; changing it."""
    organisation = access.get_organisation_to_manage(request.user, slug)
    shown = queries.get_member(organisation, pk)
    sent = request.POST if request.method == "POST" else None
    form = MemberForm(sent, organisation=organisation, initial=_read(shown))
    if form.is_valid() and _change(form, shown):
        messages.success(request, _("What %(name)s may do is saved.") % {"name": shown.user})
        return redirect("accounts:members", organisation.slug)
    context = {"organisation": organisation, "member": shown, "form": form}
    return render(request, "accounts/member.html", context, status=BAD if form.errors else OK)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Asks before somebody is taken out of the organisation, then does so."""
    organisation = access.get_organisation_to_manage(request.user, slug)
    shown = queries.get_member(organisation, pk)
    context = {"organisation": organisation, "member": shown, "refused": ""}
    if request.method == "POST":
        try:
            remove_member(membership=shown)
        except ValidationError as problem:
            context["refused"] = problem.message
            return render(request, "accounts/member_remove.html", context, status=BAD)
        messages.success(request, _("%(name)s is no longer a member.") % {"name": shown.user})
        return redirect("assessments:home") if shown.user == request.user else redirect("accounts:members", slug)
    return render(request, "accounts/member_remove.html", context)


def _read(shown: Membership) -> dict[str, object]:
    return {name: getattr(shown, name) for name in ("kind", "unit", "is_reviewer", "is_active")}


def _change(form: MemberForm, shown: Membership) -> bool:
    """Whether it could be done; if not, the form says why."""
    data = form.cleaned_data
    fields = {name: data[name] for name in ("kind", "unit", "is_reviewer", "is_active")}
    try:
        change_member(membership=shown, **fields)
    except ValidationError as problem:
        form.add_error(None, problem)
        return False
    return True
